-- What a connection can do: before there is a dataset, with a few tables
-- missing, with all; and with what a careful host turns off.
.dbconfig load_extension off
PRAGMA trusted_schema = OFF;
PRAGMA foreign_keys = ON;
SELECT topic, ok, found, advice FROM entente_doctor() WHERE topic NOT IN ('entente', 'sqlite', 'cjson', 'limits');
.dbconfig load_extension on
PRAGMA trusted_schema = ON;
PRAGMA foreign_keys = OFF;
SELECT topic, ok, found, advice FROM entente_doctor() WHERE topic IN ('load_extension()', 'trusted_schema', 'foreign_keys');
SELECT topic, ok, advice FROM entente_doctor() WHERE topic = 'limits';
.limit length 1000000
SELECT topic, ok, advice FROM entente_doctor() WHERE topic = 'limits';
.limit length 1000000000
SELECT entente_create() IS NOT NULL AS made;
DELETE FROM coverage;
INSERT INTO coverage(layer, since, until) VALUES ('trade', '2019', '2020'), ('trade', '2022', NULL), ('vote', NULL, NULL);
SELECT topic, ok, found, advice FROM entente_doctor() WHERE topic LIKE 'coverage%' OR topic LIKE '%search' OR topic = 'dataset';
DROP TABLE red_line;
SELECT topic, ok, found, advice FROM entente_doctor() WHERE topic = 'dataset' OR topic LIKE 'coverage%';
CREATE VIEW red_line AS SELECT 1 AS id;
SELECT topic, ok, found, advice FROM entente_doctor() WHERE topic = 'dataset';
