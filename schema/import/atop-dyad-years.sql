-- Alliance Treaty Obligations and Provisions (ATOP 5.1), directed dyad-years as
-- packages export them: what the first state owes the second in a year, over
-- all their alliances.
--
--   ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,
--   atop_consul
--
-- The file does not say which treaty binds. So each pair of states is one deal
-- here, atop-2-20, and consecutive years with a promise are one row of
-- `obligation`. The last year of the file is the end of the data: what holds
-- in it has until NULL. The rows of this source are replaced. Take this file or
-- atop-members: with both, every promise stands there twice.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('atop-dyads', 'Alliance Treaty Obligations and Provisions: directed dyad-years', NULL,
        'Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew G. Long (2002). Alliance Treaty Obligations and Provisions, 1815-1944. International Interactions 28(3): 237-260',
        'free for research with citation', 'http://www.atopdata.org')
ON CONFLICT(id) DO NOTHING;

-- One row for each kind and year, in an order that makes years neighbours.
CREATE TEMP TABLE IF NOT EXISTS import_promise(
  a INTEGER, b INTEGER, year INTEGER, kinds INTEGER,
  PRIMARY KEY (a, b, year)) WITHOUT ROWID;
INSERT OR REPLACE INTO import_promise
SELECT ccode1, ccode2, year,
       (atop_defense = '1') + (atop_offense = '1') * 2
       + (atop_neutral = '1') * 4 + (atop_nonagg = '1') * 8
       + (atop_consul = '1') * 16
  FROM import_file;

INSERT INTO import_state(value, scheme)
SELECT a, 'cow' FROM import_promise UNION SELECT b, 'cow' FROM import_promise;

INSERT INTO import_skip(reason, value, n)
SELECT 'unknown state', s.value, count(*)
  FROM import_promise AS p JOIN import_state AS s ON s.value IN (p.a, p.b)
 WHERE s.code IS NULL GROUP BY s.value;

INSERT INTO import_note(note, n)
SELECT 'a year without any obligation', count(*)
  FROM import_promise WHERE kinds = 0 HAVING count(*) > 0;

CREATE TEMP TABLE IF NOT EXISTS import_pair(
  a, b, since, until, defense, offense, neutrality, nonaggression, consultation);
INSERT INTO import_pair
SELECT a.code, b.code, min(year), max(year),
       year_spells(year) FILTER (WHERE kinds & 1),
       year_spells(year) FILTER (WHERE kinds & 2),
       year_spells(year) FILTER (WHERE kinds & 4),
       year_spells(year) FILTER (WHERE kinds & 8),
       year_spells(year) FILTER (WHERE kinds & 16)
  FROM import_promise AS p
  JOIN import_state AS a ON a.value = p.a
  JOIN import_state AS b ON b.value = p.b
 WHERE a.code IS NOT NULL AND b.code IS NOT NULL
 GROUP BY p.a, p.b;
