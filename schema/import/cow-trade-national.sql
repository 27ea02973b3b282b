-- National trade of the Correlates of War project (v4.0): what a state sold to
-- and bought from the whole world in a year, in millions of current US dollars.
--
--   ccode,statename,stateabb,year,imports,exports,alt_imports,alt_exports,...
--
-- A blank or -9 is a value that is not known. No row of `coverage` is written:
-- totals say nothing about who trades with whom.
--
-- From 1960 to 1989 the file has the totals of West Germany under 255, the
-- number of the Germany before and after, and leaves those of 260 blank. They
-- go to West Germany, unless 260 has totals of its own.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('cow-trade', 'Correlates of War: Trade', NULL,
        'Barbieri, Katherine, Omar M. G. Keshk, and Brian M. Pollins (2009). Trading Data: Evaluating our Assumptions and Coding Rules. Conflict Management and Peace Science 26(5): 471-491',
        'free for research with citation',
        'https://correlatesofwar.org/data-sets/bilateral-trade/')
ON CONFLICT(id) DO NOTHING;

CREATE TEMP TABLE IF NOT EXISTS import_total(row, ccode, year, exports, imports);
INSERT INTO import_total
SELECT line, ccode, year, nullif(nullif(exports, ''), '-9') * 1e6,
       nullif(nullif(imports, ''), '-9') * 1e6
  FROM import_file;

INSERT INTO import_skip(reason, row, value)
SELECT 'neither imports nor exports are known', row, ccode FROM import_total
 WHERE exports IS NULL AND imports IS NULL;
DELETE FROM import_total WHERE exports IS NULL AND imports IS NULL;

INSERT INTO import_note(note, row, value)
SELECT 'West Germany under the number of Germany', row, year FROM import_total
 WHERE ccode = '255' AND year BETWEEN '1950' AND '1989'
   AND year NOT IN (SELECT year FROM import_total WHERE ccode = '260');
UPDATE import_total SET ccode = '260'
 WHERE ccode = '255' AND year BETWEEN '1950' AND '1989'
   AND year NOT IN (SELECT year FROM import_total WHERE ccode = '260');

INSERT INTO import_state(value, scheme)
SELECT DISTINCT ccode, 'cow' FROM import_total;

INSERT INTO import_skip(reason, row, value)
SELECT s.problem, t.row, t.ccode
  FROM import_total AS t JOIN import_state AS s ON s.value = t.ccode
 WHERE s.code IS NULL;

INSERT INTO trade_total(state, year, exports, imports, source)
SELECT s.code, t.year, t.exports, t.imports, 'cow-trade'
  FROM import_total AS t JOIN import_state AS s ON s.value = t.ccode
 WHERE s.code IS NOT NULL
ON CONFLICT(state, year) DO UPDATE SET
  exports = excluded.exports, imports = excluded.imports,
  source = excluded.source;
