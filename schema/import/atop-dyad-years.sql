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

-- What is promised in a year is one number, 1 for each kind that is there.
CREATE TEMP TABLE IF NOT EXISTS import_promise(
  a INTEGER, b INTEGER, year INTEGER, kinds INTEGER,
  PRIMARY KEY (a, b, year)) WITHOUT ROWID;
INSERT INTO import_promise
SELECT ccode1, ccode2, year,
       (atop_defense = '1') + (atop_offense = '1') * 2
       + (atop_neutral = '1') * 4 + (atop_nonagg = '1') * 8
       + (atop_consul = '1') * 16
  FROM import_file WHERE true
ON CONFLICT(a, b, year) DO UPDATE SET kinds = kinds | excluded.kinds;

CREATE TEMP TABLE IF NOT EXISTS import_pair(
  a TEXT, b TEXT, years, idle, since, until,
  defense, offense, neutrality, nonaggression, consultation);
INSERT INTO import_pair
SELECT a, b, count(*), count(*) FILTER (WHERE kinds = 0), min(year), max(year),
       year_spells(year) FILTER (WHERE kinds & 1),
       year_spells(year) FILTER (WHERE kinds & 2),
       year_spells(year) FILTER (WHERE kinds & 4),
       year_spells(year) FILTER (WHERE kinds & 8),
       year_spells(year) FILTER (WHERE kinds & 16)
  FROM import_promise GROUP BY a, b;

INSERT INTO import_note(note, n)
SELECT 'merged: the same pair and year', :rows - sum(years)
  FROM import_pair GROUP BY 1 HAVING :rows > sum(years);

INSERT INTO import_state(value, scheme)
SELECT a, 'cow' FROM import_pair UNION SELECT b, 'cow' FROM import_pair;

INSERT INTO import_skip(reason, value, n)
SELECT coalesce(a.problem, b.problem),
       iif(a.code IS NULL, p.a, p.b), p.years
  FROM import_pair AS p
  JOIN import_state AS a ON a.value = p.a
  JOIN import_state AS b ON b.value = p.b
 WHERE a.code IS NULL OR b.code IS NULL;

INSERT INTO import_skip(reason, n)
SELECT 'a year without any obligation', sum(p.idle)
  FROM import_pair AS p
  JOIN import_state AS a ON a.value = p.a
  JOIN import_state AS b ON b.value = p.b
 WHERE a.code IS NOT NULL AND b.code IS NOT NULL AND p.idle > 0
 GROUP BY 1;

-- One deal for the two states, whichever comes first.
CREATE TEMP TABLE IF NOT EXISTS import_deal(
  id, a, b, since, until, PRIMARY KEY (id)) WITHOUT ROWID;
INSERT INTO import_deal
SELECT 'atop-' || min(p.a + 0, p.b + 0) || '-' || max(p.a + 0, p.b + 0) AS id,
       a.code, b.code, min(p.since), max(p.until)
  FROM import_pair AS p
  JOIN import_state AS a ON a.value = p.a
  JOIN import_state AS b ON b.value = p.b
 WHERE a.code IS NOT NULL AND b.code IS NOT NULL
 GROUP BY id;

DELETE FROM obligation WHERE source = 'atop-dyads';
DELETE FROM deal_party WHERE source = 'atop-dyads';

INSERT INTO deal(id, title, kind, status, since, until, source)
SELECT id, 'ATOP alliances of ' || a || ' and ' || b, 'alliance',
       iif(until < last.year, 'ended', 'signed'), since,
       iif(until < last.year, until, NULL), 'atop-dyads'
  FROM import_deal, (SELECT max(until) AS year FROM import_pair) AS last
 WHERE true
ON CONFLICT(id) DO UPDATE SET
  status = excluded.status, since = excluded.since, until = excluded.until;

INSERT INTO deal_party(deal, state, role, source)
SELECT id, a, 'party', 'atop-dyads' FROM import_deal
UNION ALL SELECT id, b, 'party', 'atop-dyads' FROM import_deal WHERE true
ON CONFLICT(deal, state, role) DO NOTHING;

INSERT INTO obligation(deal, from_state, to_state, kind, since, until, source)
SELECT 'atop-' || min(p.a + 0, p.b + 0) || '-' || max(p.a + 0, p.b + 0),
       a.code, b.code, k.kind, spell.value ->> 'since',
       nullif(spell.value ->> 'until', last.year), 'atop-dyads'
  FROM import_pair AS p
  JOIN import_state AS a ON a.value = p.a
  JOIN import_state AS b ON b.value = p.b
  JOIN (SELECT 'defense' AS kind UNION ALL SELECT 'offense'
        UNION ALL SELECT 'neutrality' UNION ALL SELECT 'nonaggression'
        UNION ALL SELECT 'consultation') AS k
  JOIN (SELECT max(until) AS year FROM import_pair) AS last
  JOIN json_each(CASE k.kind WHEN 'defense' THEN p.defense
                             WHEN 'offense' THEN p.offense
                             WHEN 'neutrality' THEN p.neutrality
                             WHEN 'nonaggression' THEN p.nonaggression
                             ELSE p.consultation END) AS spell
 WHERE a.code <> b.code
ON CONFLICT(deal, from_state, to_state, kind, ifnull(since, '')) DO UPDATE SET
  until = excluded.until;

DELETE FROM coverage WHERE layer = 'obligation' AND source = 'atop-dyads';
INSERT INTO coverage(layer, source, since, until)
SELECT 'obligation', 'atop-dyads', min(since), max(until) FROM import_pair;
