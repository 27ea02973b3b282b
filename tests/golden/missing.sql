-- A database without our tables, with an older table, and with one dropped:
-- each a clear error, and nothing changed.
SELECT alliance_strength('CHN', 'PRK');
SELECT * FROM bystanders('RUS', 'USA');
SELECT entente_dump();
SELECT * FROM entente_check();
CREATE TABLE sanction(id TEXT, sender TEXT, target TEXT);
SELECT entente_create();
SELECT count(*) AS tables FROM sqlite_schema;
DROP TABLE sanction;
SELECT entente_create() ->> 'schema' AS schema;
SELECT alliance_strength('CHN', 'PRK', '2020') IS NULL AS nothing_known;
ALTER TABLE capability RENAME COLUMN irst TO iron;
SELECT cinc('CHN', '2020');
SELECT entente_create();
ALTER TABLE capability RENAME COLUMN iron TO irst;
DROP TABLE red_line;
SELECT cinc('CHN', '2020');
SELECT entente_create() ->> 'schema' AS schema;
SELECT cinc('CHN', '2020') IS NULL AS nothing_known;

-- A parameter that is not there.
DELETE FROM parameter WHERE name = 'strength.trade';
SELECT cinc('CHN', '2020');
SELECT entente_create() ->> 'schema' AS schema;
SELECT cinc('CHN', '2020') IS NULL AS nothing_known;

-- What a bad row meets.
INSERT INTO trade(exporter, importer, year, value) VALUES ('RUS', 'PRK', 2020, -1);
INSERT INTO border(a, b) VALUES ('RUS', 'RUS');
UPDATE parameter SET value = 2 WHERE name = 'strength.trade';
INSERT INTO deal(id, title, since) VALUES ('d', 'd', '2023-02-29');
INSERT INTO deal(id, title, since, until) VALUES ('d', 'd', '2023-05', '2023');
INSERT INTO deal(id, title, since, until) VALUES ('e', 'e', '2023-05', '2022');
INSERT INTO sanction(id, sender, target, kind) VALUES ('s', 'NOBODY', 'PRK', 'arms');
SELECT count(*) AS deals FROM deal;
