-- Dyadic trade of the Correlates of War project (v4.0): flow1 is what the first
-- state imported from the second in a year, flow2 what the second imported
-- from the first, in millions of current US dollars; -9 is not known.
--
--   ccode1,ccode2,year,importer1,importer2,flow1,flow2,...
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('cow-trade', 'Correlates of War: Trade', NULL,
        'Barbieri, Katherine, Omar M. G. Keshk, and Brian M. Pollins (2009). Trading Data: Evaluating our Assumptions and Coding Rules. Conflict Management and Peace Science 26(5): 471-491',
        'free for research with citation',
        'https://correlatesofwar.org/data-sets/bilateral-trade/')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_state(value, scheme)
SELECT ccode1, 'cow' FROM import_file
UNION SELECT ccode2, 'cow' FROM import_file;

INSERT INTO import_skip(reason, row, value)
SELECT coalesce(a.problem, b.problem, 'neither flow is known'), f.line,
       CASE WHEN a.code IS NULL THEN f.ccode1
            WHEN b.code IS NULL THEN f.ccode2 END
  FROM import_file AS f
  JOIN import_state AS a ON a.value = f.ccode1
  JOIN import_state AS b ON b.value = f.ccode2
 WHERE a.code IS NULL OR b.code IS NULL
    OR (f.flow1 IN ('', '-9') AND f.flow2 IN ('', '-9'));

INSERT INTO import_note(note, n)
SELECT 'one of the two flows is not known', count(*) FROM import_file
 WHERE (flow1 IN ('', '-9')) <> (flow2 IN ('', '-9'))
 GROUP BY 1;

INSERT INTO trade(exporter, importer, year, value, source)
SELECT b.code, a.code, f.year, f.flow1 * 1e6, 'cow-trade'
  FROM import_file AS f
  JOIN import_state AS a ON a.value = f.ccode1
  JOIN import_state AS b ON b.value = f.ccode2
 WHERE a.code <> b.code AND f.flow1 NOT IN ('', '-9')
UNION ALL
SELECT a.code, b.code, f.year, f.flow2 * 1e6, 'cow-trade'
  FROM import_file AS f
  JOIN import_state AS a ON a.value = f.ccode1
  JOIN import_state AS b ON b.value = f.ccode2
 WHERE a.code <> b.code AND f.flow2 NOT IN ('', '-9')
ON CONFLICT(exporter, importer, year) DO UPDATE SET
  value = excluded.value, source = excluded.source;

DELETE FROM coverage WHERE layer = 'trade' AND source = 'cow-trade';
INSERT INTO coverage(layer, source, since, until, note)
SELECT 'trade', 'cow-trade', min(year), max(year),
       'a flow that the source does not know has no row either'
  FROM trade WHERE source = 'cow-trade' GROUP BY 1;
