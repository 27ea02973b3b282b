-- The UCDP Dyadic Dataset (19 and later): a row for each year in which two
-- sides fought over government or territory.
--
--   dyad_id,conflict_id,location,side_a,...,side_b,...,year,intensity_level,
--   type_of_conflict,...,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,...
--
-- A dyad is a dispute; its states are found by their Gleditsch and Ward numbers,
-- of which one cell may hold several. Side B of a civil war is no state; then
-- only the states that fight along with the rebels stand there. Consecutive
-- years are one row of dispute_side; what goes on in the last year of the file
-- has until NULL. Intensity 1 (25 to 999 deaths a year) is a clash, 2 is war.
-- The rows of this source are replaced.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
SELECT 'ucdp-dyadic', 'UCDP Dyadic Dataset', max(version),
       'Harbom, Lotta, Erik Melander, and Peter Wallensteen (2008). Dyadic Dimensions of Armed Conflict, 1946-2007. Journal of Peace Research 45(5): 697-710',
       'CC BY 4.0', 'https://ucdp.uu.se/downloads/'
  FROM import_file WHERE true
ON CONFLICT(id) DO UPDATE SET version = excluded.version;

CREATE TEMP TABLE IF NOT EXISTS import_side(row, dyad, year, side, role, gw);
INSERT INTO import_side
SELECT f.line, f.dyad_id, f.year, cell.side, cell.role, trim(part.value)
  FROM import_file AS f
  JOIN (SELECT 'A' AS side, 'primary' AS role UNION ALL SELECT 'A', 'secondary'
        UNION ALL SELECT 'B', 'primary' UNION ALL SELECT 'B', 'secondary')
    AS cell
  JOIN json_each('["' || replace(
         CASE cell.side || cell.role
           WHEN 'Aprimary' THEN f.gwno_a WHEN 'Asecondary' THEN f.gwno_a_2nd
           WHEN 'Bprimary' THEN f.gwno_b ELSE f.gwno_b_2nd END,
         ',', '","') || '"]') AS part
 WHERE trim(part.value) <> '';

INSERT INTO import_state(value, scheme)
SELECT DISTINCT gw, 'gw' FROM import_side;

INSERT INTO import_note(note, row, value)
SELECT s.problem, p.row, p.gw
  FROM import_side AS p
  JOIN import_state AS s
    ON s.value = p.gw AND p.year || '-12-31' BETWEEN s.since AND s.until
 WHERE s.code IS NULL;

DELETE FROM dispute_side WHERE source = 'ucdp-dyadic';

INSERT INTO dispute(id, title, intensity, since, until, source)
SELECT 'ucdp-' || f.dyad_id, f.side_a || ' - ' || f.side_b,
       iif(max(f.intensity_level) = '2', 'war', 'clash'),
       min(f.year), nullif(max(f.year), last.year), 'ucdp-dyadic'
  FROM import_file AS f
  JOIN (SELECT max(year) AS year FROM import_file) AS last
 GROUP BY f.dyad_id
ON CONFLICT(id) DO UPDATE SET
  title = excluded.title, intensity = excluded.intensity,
  since = excluded.since, until = excluded.until;

INSERT INTO dispute_side(dispute, state, side, since, until, role, source)
SELECT dispute, state, side, spell.value ->> 'since',
       nullif(spell.value ->> 'until', last.year), role, 'ucdp-dyadic'
  FROM (SELECT 'ucdp-' || p.dyad AS dispute, s.code AS state, p.side,
               min(p.role) AS role, year_spells(p.year) AS years
          FROM import_side AS p
          JOIN import_state AS s
            ON s.value = p.gw AND p.year || '-12-31' BETWEEN s.since AND s.until
         WHERE s.code IS NOT NULL
         GROUP BY p.dyad, s.code, p.side) AS d
  JOIN json_each(d.years) AS spell
  JOIN (SELECT max(year) + 0 AS year FROM import_file) AS last
 WHERE true
ON CONFLICT(dispute, state, side, ifnull(since, '')) DO UPDATE SET
  until = excluded.until;

DELETE FROM coverage WHERE layer = 'dispute' AND source = 'ucdp-dyadic';
INSERT INTO coverage(layer, source, since, until, note)
SELECT 'dispute', 'ucdp-dyadic', min(year), max(year),
       'armed conflicts with a state on at least one side and 25 deaths a year'
  FROM import_file;
