-- The sources behind a dataset, and behind one query of it. A string or a
-- comment in the query names nothing.
SELECT entente_create() IS NOT NULL AS made;
INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('mine', 'My {tables} & notes', '1.0', 'Me (2023). Notes 100%.', 'CC0', 'https://example.org/a_b');
INSERT INTO capability(state, year, tpop, source) VALUES ('CHN', 2020, 1, 'mine');
SELECT bibtex FROM citations() WHERE id = 'mine';
SELECT id FROM citations('SELECT cinc(''CHN'', 2020) -- alliance_strength');
SELECT id FROM citations('SELECT name FROM state WHERE name <> ''trade''');
SELECT count(*) AS nothing_behind_it FROM citations('SELECT 1');
SELECT count(*) > 5 AS the_whole FROM citations(NULL);
SELECT * FROM citations('SELECT FROM');
SELECT * FROM citations(7);
SELECT id FROM citations('WITH x(y) AS (SELECT 1) SELECT "cinc"(''CHN'', 2020) AS a$b, `y` FROM x AS [isolation] /* hostility */');
SELECT count(*) AS nothing_behind_it FROM citations('SELECT 1/2, 3 - 2');
SELECT id FROM citations(char(65279) || '-- first' || char(10) || ' VALUES(cinc(:state, 2020))');
SELECT id FROM citations('SELECT * FROM alliances(2020) /* without an end');
SELECT count(*) AS nothing_behind_it FROM citations('SELECT ''cinc''');
SELECT * FROM citations('DELETE FROM state');
SELECT * FROM citations('');
