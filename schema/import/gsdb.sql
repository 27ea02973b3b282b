-- The Global Sanctions Data Base (releases 2 and 3), the file of cases: one row
-- for each case, with the names of states and organisations.
--
--   case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,
--   arms,military,financial,travel,other,target_mult,sender_mult,objective,
--   success
--
-- A cell may name several ("Poland, Hungary"), and a name may have a comma in
-- it ("Korea, North"). Each sender, target and kind of a case is a row of
-- `sanction`. A sender may be an organisation: it is a bloc, and `bloc_member`
-- says who was in it; the EU's members are added here when nobody has listed
-- them, the others are noted until you do. A target that is an organisation or
-- a movement is no state and left out.
--
-- Trade: exp_ and imp_ say whether the sender restricts its exports or its
-- imports, _compl and _part how far. The extent is complete only when all that
-- is restricted is. For the other kinds the source gives no extent: partial.
-- A case whose success is ongoing has until NULL.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('gsdb', 'The Global Sanctions Data Base', NULL,
        'Syropoulos, Constantinos, Gabriel Felbermayr, Aleksandra Kirilakha, Erdal Yalcin, and Yoto V. Yotov (2024). The Global Sanctions Data Base, Release 3: COVID-19, Russia, and Multilateral Sanctions. Review of International Economics 32(1): 12-48',
        'free for research with citation, on request from the authors',
        'https://www.globalsanctionsdatabase.com')
ON CONFLICT(id) DO NOTHING;

INSERT INTO source(id, title, licence, url)
VALUES ('eu-members', 'European Union: dates of accession and withdrawal',
        'facts', 'https://european-union.europa.eu')
ON CONFLICT(id) DO NOTHING;

-- ---- Who is named ----

CREATE TEMP TABLE IF NOT EXISTS import_cell(row, id, role, year, cell);
INSERT INTO import_cell
SELECT line, case_id, 'sender', "begin", sanctioning_state FROM import_file
UNION ALL
SELECT line, case_id, 'target', "begin", sanctioned_state FROM import_file;

UPDATE import_cell SET cell = replace(cell, 'Korea, North', 'North Korea');
UPDATE import_cell SET cell = replace(cell, 'Korea, South', 'South Korea');
UPDATE import_cell SET cell = replace(cell, 'Yemen, North', 'North Yemen');
UPDATE import_cell SET cell = replace(cell, 'Yemen, South', 'South Yemen');
UPDATE import_cell SET cell = replace(cell, 'Egypt, Arab Rep.', 'Egypt');
UPDATE import_cell SET cell = replace(cell, 'Gambia, The', 'Gambia');
UPDATE import_cell SET cell = replace(
  cell, 'Congo, Democratic Republic of the', 'Congo-Kinshasa');
UPDATE import_cell SET cell = replace(
  cell, 'Congo (Brazzaville)', 'Congo-Brazzaville');
UPDATE import_cell SET cell = replace(cell, ' (excludes Eritrea)', '');

CREATE TEMP TABLE IF NOT EXISTS import_actor(row, id, role, year, name, code);
INSERT INTO import_actor
SELECT c.row, c.id, c.role, c.year, trim(part.value), NULL
  FROM import_cell AS c
  JOIN json_each('[' || replace(json_quote(c.cell), ',', '","') || ']') AS part
 WHERE trim(part.value) <> '';

CREATE TEMP TABLE IF NOT EXISTS import_bloc(name PRIMARY KEY, code, title);
INSERT INTO import_bloc VALUES
  ('UN', 'UN', 'United Nations'),
  ('United Nations', 'UN', 'United Nations'),
  ('EU', 'EU', 'European Union'),
  ('EEC', 'EU', 'European Union'),
  ('EC', 'EU', 'European Union'),
  ('African Union', 'AU', 'African Union'),
  ('Organisation of African Unity', 'OAU', 'Organisation of African Unity'),
  ('League of Arab States', 'LAS', 'League of Arab States'),
  ('Organization of American States', 'OAS', 'Organization of American States'),
  ('ECOWAS', 'ECOWAS', 'Economic Community of West African States'),
  ('Commonwealth', 'COMMONWEALTH', 'Commonwealth of Nations'),
  ('Comecon', 'CMEA', 'Council for Mutual Economic Assistance'),
  ('NATO', 'NATO', 'North Atlantic Treaty Organization'),
  ('OPEC', 'OPEC', 'Organization of the Petroleum Exporting Countries');

INSERT INTO bloc(code, name, source)
SELECT DISTINCT b.code, b.title, 'gsdb'
  FROM import_bloc AS b JOIN import_actor AS a ON a.name = b.name
 WHERE a.role = 'sender' AND b.code <> 'UN'
ON CONFLICT(code) DO NOTHING;

INSERT INTO bloc_member(bloc, state, since, until, source)
SELECT 'EU', m.column1, m.column2, m.column3, 'eu-members'
  FROM (VALUES
    ('BEL', '1958-01-01', NULL), ('FRA', '1958-01-01', NULL),
    ('GFR', '1958-01-01', '1990-10-02'), ('DEU', '1990-10-03', NULL),
    ('ITA', '1958-01-01', NULL), ('LUX', '1958-01-01', NULL),
    ('NLD', '1958-01-01', NULL), ('DNK', '1973-01-01', NULL),
    ('IRL', '1973-01-01', NULL), ('GBR', '1973-01-01', '2020-01-31'),
    ('GRC', '1981-01-01', NULL), ('ESP', '1986-01-01', NULL),
    ('PRT', '1986-01-01', NULL), ('AUT', '1995-01-01', NULL),
    ('FIN', '1995-01-01', NULL), ('SWE', '1995-01-01', NULL),
    ('CYP', '2004-05-01', NULL), ('CZE', '2004-05-01', NULL),
    ('EST', '2004-05-01', NULL), ('HUN', '2004-05-01', NULL),
    ('LVA', '2004-05-01', NULL), ('LTU', '2004-05-01', NULL),
    ('MLT', '2004-05-01', NULL), ('POL', '2004-05-01', NULL),
    ('SVK', '2004-05-01', NULL), ('SVN', '2004-05-01', NULL),
    ('BGR', '2007-01-01', NULL), ('ROU', '2007-01-01', NULL),
    ('HRV', '2013-07-01', NULL)) AS m
 WHERE EXISTS (SELECT 1 FROM bloc WHERE code = 'EU')
   AND NOT EXISTS (SELECT 1 FROM bloc_member WHERE bloc = 'EU');

-- ---- As codes ----

INSERT INTO import_state(value, scheme)
SELECT DISTINCT name, 'name' FROM import_actor
 WHERE name NOT IN (SELECT name FROM import_bloc);

UPDATE import_actor SET code = s.code
  FROM import_state AS s
 WHERE s.value = import_actor.name
   AND import_actor.year || '-12-31' BETWEEN s.since AND s.until;
UPDATE import_actor SET code = b.code
  FROM import_bloc AS b
 WHERE b.name = import_actor.name AND import_actor.role = 'sender';

INSERT INTO import_note(note, row, value)
SELECT iif(a.name IN (SELECT name FROM import_bloc),
           'a target that is an organisation',
           ifnull((SELECT problem FROM import_state AS s
                    WHERE s.value = a.name
                      AND a.year || '-12-31' BETWEEN s.since AND s.until),
                  'unknown state')), a.row, a.name
  FROM import_actor AS a WHERE a.code IS NULL;

INSERT INTO import_note(note, value, n)
SELECT 'measures of an organisation whose members are not in bloc_member',
       a.code, count(*)
  FROM import_actor AS a JOIN bloc AS b ON b.code = a.code
 WHERE a.role = 'sender'
   AND a.code NOT IN (SELECT bloc FROM bloc_member)
 GROUP BY a.code;

-- ---- What was done ----

CREATE TEMP TABLE IF NOT EXISTS import_measure(
  row, id, kind, flow, extent, since, until);
INSERT INTO import_measure
SELECT f.line, 'gsdb-' || f.case_id, k.kind,
       CASE WHEN k.kind <> 'trade' THEN NULL
            WHEN f.descr_trade LIKE '%exp%' AND f.descr_trade LIKE '%imp%'
              THEN 'both'
            WHEN f.descr_trade LIKE '%exp%' THEN 'export'
            WHEN f.descr_trade LIKE '%imp%' THEN 'import' END,
       iif(k.kind = 'trade' AND f.descr_trade LIKE '%compl%'
           AND f.descr_trade NOT LIKE '%part%', 'complete', 'partial'),
       f."begin", iif(f.success LIKE '%ongoing%', NULL, f."end")
  FROM import_file AS f
  JOIN (SELECT 'trade' AS kind UNION ALL SELECT 'arms' UNION ALL
        SELECT 'military' UNION ALL SELECT 'financial' UNION ALL
        SELECT 'travel' UNION ALL SELECT 'other') AS k
 WHERE '1' = CASE k.kind WHEN 'trade' THEN f.trade WHEN 'arms' THEN f.arms
                         WHEN 'military' THEN f.military
                         WHEN 'financial' THEN f.financial
                         WHEN 'travel' THEN f.travel ELSE f.other END;

DELETE FROM sanction WHERE source = 'gsdb';
INSERT INTO sanction
  (id, sender, target, kind, flow, extent, since, until, source)
SELECT m.id, s.code, t.code, m.kind, m.flow, m.extent, m.since, m.until, 'gsdb'
  FROM import_measure AS m
  JOIN import_actor AS s ON s.row = m.row AND s.role = 'sender'
  JOIN import_actor AS t ON t.row = m.row AND t.role = 'target'
 WHERE s.code <> t.code
ON CONFLICT(id, sender, target, kind, ifnull(since, '')) DO NOTHING;

INSERT INTO import_skip(reason, row, value)
SELECT CASE
         WHEN line NOT IN (SELECT row FROM import_measure)
           THEN 'no kind of measure'
         WHEN line NOT IN (SELECT row FROM import_actor
                            WHERE role = 'target' AND code IS NOT NULL)
           THEN 'no target that is a state'
         WHEN line NOT IN (SELECT row FROM import_actor
                            WHERE role = 'sender' AND code IS NOT NULL)
           THEN 'no sender that is known'
         ELSE 'sender and target are one' END, line, case_id
  FROM import_file
 WHERE 'gsdb-' || case_id NOT IN (SELECT id FROM sanction WHERE source = 'gsdb');

DELETE FROM coverage WHERE layer = 'sanction' AND source = 'gsdb';
INSERT INTO coverage(layer, source, since, until)
SELECT 'sanction', 'gsdb', min("begin"), max("end") FROM import_file;
