-- What is seldom asked: the arguments of a table as columns, its rowids, other
-- comparisons with them; the last name of all; names that are near too many.
SELECT entente_create() IS NOT NULL AS made;
INSERT INTO state_name(scheme, value, state)
VALUES ('iso2', 'zzzz', 'CHN'), ('fips', 'zzzz', 'USA'), ('fips', 'ZzZz', 'RUS'),
       ('iso2', 'yyyy', 'CHN'), ('fips', 'YYYY', 'USA');
SELECT rowid, scheme_a, scheme_b, *
  FROM code_collisions('iso2', 'fips') WHERE scheme_b > 'a' AND value > 'y';
SELECT text, "on" IS NULL AS today, code FROM article_mentions('Moscow');
UPDATE parameter SET (value, low, high) = (1, 1, 1) WHERE name = 'limit.rows';
SELECT count(*) FROM code_collisions('iso2', 'fips');
INSERT INTO deal(id, title) VALUES ('a', 'without parties'), ('b', 'likewise');
SELECT * FROM entente_check();
UPDATE parameter SET (value, low, high) = (1e9, 1e9, 1e9) WHERE name = 'limit.rows';
SELECT count(DISTINCT rowid) = count(*) AS each_its_own, count(*) > 30000 AS many
  FROM similarities(2014, 2015);
SELECT year, a, b FROM similarities(2014, 2015) ORDER BY a, b, year LIMIT 2;
INSERT INTO bloc(code, name) VALUES ('NATO', 'The Alliance');
SELECT ifnull(alliance_strength('USA', 'nato', '2020-01-01'), 'not covered') AS nato;
INSERT INTO state_name(scheme, value, state)
VALUES ('name', 'Qqqqqqqb', 'CHN'), ('name', 'Qqqqqqqc', 'USA'), ('name', 'Qqqqqqqd', 'RUS'),
       ('name', 'Qqqqqqqe', 'PRK'), ('name', 'Qqqqqqqf', 'KOR'), ('name', 'Qqqqqqqg', 'JPN');
SELECT cinc('Qqqqqqqa', 2020);
-- A transfer without an id has no article, nor has the deal that it is not of.
INSERT INTO coverage(layer) VALUES ('transfer');
INSERT INTO transfer(supplier, recipient, category, since) VALUES ('RUS', 'PRK', 'ammunition', '2020');
SELECT detail, article FROM alliance_parts('RUS', 'PRK', '2020-06-01') WHERE layer = 'transfer';
-- Charts: all below nothing, two dates, a blob.
WITH v(x, y, s) AS (VALUES ('a', 1, -2), ('b', 2, -3))
SELECT instr(vega_lite('bar', x, y, s), 'yellowgreenblue') > 0 AS one_way FROM v;
WITH v(x, y) AS (VALUES ('2020', '2021-02-03'))
SELECT json_extract(vega_lite('point', x, y), '$.data.format') AS two_dates FROM v;
SELECT vega_lite('bar', x'41', 1);
-- What a source is called, as BibTeX takes it.
INSERT INTO source(id, title) VALUES ('a_b', 'Back\slash, #1 and $5');
SELECT bibtex FROM citations() WHERE id = 'a_b';
SELECT group_concat(id) FROM citations('SELECT * FROM dyad_years(2000, 2001)');
CREATE TEMP TABLE mine(x);
SELECT count(*) AS nothing_of_temp FROM citations('SELECT * FROM mine');
