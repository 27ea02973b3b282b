-- National trade of the Correlates of War project (v4.0): what a state sold to
-- and bought from the whole world in a year, in millions of current US dollars.
--
--   ccode,statename,stateabb,year,imports,exports,alt_imports,alt_exports,...
--
-- A blank or -9 is a value that is not known. No row of `coverage` is written:
-- totals say nothing about who trades with whom.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('cow-trade', 'Correlates of War: Trade', NULL,
        'Barbieri, Katherine, Omar M. G. Keshk, and Brian M. Pollins (2009). Trading Data: Evaluating our Assumptions and Coding Rules. Conflict Management and Peace Science 26(5): 471-491',
        'free for research with citation',
        'https://correlatesofwar.org/data-sets/bilateral-trade/')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_state(value, scheme)
SELECT DISTINCT ccode, 'cow' FROM import_file;

INSERT INTO import_skip(reason, row, value)
SELECT ifnull(s.problem, 'neither imports nor exports are known'), f.line,
       f.ccode
  FROM import_file AS f JOIN import_state AS s ON s.value = f.ccode
 WHERE s.code IS NULL
    OR (f.imports IN ('', '-9') AND f.exports IN ('', '-9'));

INSERT INTO trade_total(state, year, exports, imports, source)
SELECT s.code, f.year,
       CASE WHEN f.exports NOT IN ('', '-9') THEN f.exports * 1e6 END,
       CASE WHEN f.imports NOT IN ('', '-9') THEN f.imports * 1e6 END,
       'cow-trade'
  FROM import_file AS f JOIN import_state AS s ON s.value = f.ccode
 WHERE s.code IS NOT NULL
   AND NOT (f.imports IN ('', '-9') AND f.exports IN ('', '-9'))
ON CONFLICT(state, year) DO UPDATE SET
  exports = excluded.exports, imports = excluded.imports,
  source = excluded.source;
