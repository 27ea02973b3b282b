-- Direct contiguity of the Correlates of War project (3.1, 3.2), the file
-- contdir.csv as it is distributed: months are YYYYMM.
--
--   dyad,state1no,state1ab,state2no,state2ab,conttype,begin,end,notes,version
--
-- Types: 1 a land border; 2 to 5 water of at most 12, 24, 150 or 400 miles,
-- whose upper bound becomes km (statute miles). The last month of the file is
-- the end of the data, no border's: until NULL. The rows of this source are
-- replaced. Colonies' borders are another file of the project.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('cow-contiguity', 'Correlates of War: Direct Contiguity', NULL,
        'Stinnett, Douglas M., Jaroslav Tir, Philip Schafer, Paul F. Diehl, and Charles Gochman (2002). The Correlates of War Project Direct Contiguity Data, Version 3. Conflict Management and Peace Science 19(2): 58-66',
        'free for research with citation',
        'https://correlatesofwar.org/data-sets/direct-contiguity/')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_state(value, scheme)
SELECT state1no, 'cow' FROM import_file
UNION SELECT state2no, 'cow' FROM import_file;

INSERT INTO import_skip(reason, row, value)
SELECT coalesce(a.problem, b.problem, 'not contiguous'), f.line,
       CASE WHEN a.code IS NULL THEN f.state1no
            WHEN b.code IS NULL THEN f.state2no END
  FROM import_file AS f
  JOIN import_state AS a ON a.value = f.state1no
  JOIN import_state AS b ON b.value = f.state2no
 WHERE a.code IS NULL OR b.code IS NULL
    OR f.conttype NOT IN ('1', '2', '3', '4', '5');

DELETE FROM border WHERE source = 'cow-contiguity';
INSERT INTO border(a, b, kind, since, until, km, source)
SELECT DISTINCT min(a.code, b.code), max(a.code, b.code),
       iif(f.conttype = '1', 'land', 'sea'),
       date_from(substr(f.begin, 1, 4), substr(f.begin, 5, 2)),
       CASE WHEN f.end < last.month
            THEN date_from(substr(f.end, 1, 4), substr(f.end, 5, 2)) END,
       CASE f.conttype WHEN '2' THEN 19.3 WHEN '3' THEN 38.6
                       WHEN '4' THEN 241.4 WHEN '5' THEN 643.7 END,
       'cow-contiguity'
  FROM import_file AS f
  JOIN import_state AS a ON a.value = f.state1no
  JOIN import_state AS b ON b.value = f.state2no
  JOIN (SELECT max(end) AS month FROM import_file) AS last
 WHERE a.code <> b.code AND f.conttype IN ('1', '2', '3', '4', '5')
ON CONFLICT(min(a, b), max(a, b), kind, ifnull(since, '')) DO UPDATE SET
  until = excluded.until, km = excluded.km, source = excluded.source;

INSERT INTO import_note(note, n)
SELECT 'merged: the same border seen from the other side',
       (SELECT count(*) FROM import_file)
       - (SELECT count(*) FROM import_skip)
       - (SELECT count(*) FROM border WHERE source = 'cow-contiguity') AS more
 WHERE more > 0;
