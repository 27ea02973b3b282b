-- The Global Sanctions Data Base, the dyadic file: one row for each pair of
-- states and year with the cases in force, organisations already expanded to
-- their members.
--
--   case_id,sanctioned_state,sanctioned_state_iso3,sanctioning_state,
--   sanctioning_state_iso3,year,trade,descr_trade,arms,military,financial,
--   travel,other,...
--
-- Consecutive years with a kind of measure are one row of `sanction`; those that
-- reach the last year of the file have until NULL. Here every member of the UN
-- stands as a sender of its own, though it acts in the UN's name: hostility()
-- and deal_opponents() will count that. The file of cases (format gsdb) keeps
-- the UN apart; prefer it for those.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('gsdb-dyadic', 'The Global Sanctions Data Base: dyadic file', NULL,
        'Syropoulos, Constantinos, Gabriel Felbermayr, Aleksandra Kirilakha, Erdal Yalcin, and Yoto V. Yotov (2024). The Global Sanctions Data Base, Release 3: COVID-19, Russia, and Multilateral Sanctions. Review of International Economics 32(1): 12-48',
        'free for research with citation, on request from the authors',
        'https://www.globalsanctionsdatabase.com')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_state(value, scheme)
SELECT sanctioning_state_iso3, 'iso3' FROM import_file
UNION SELECT sanctioned_state_iso3, 'iso3' FROM import_file;

CREATE TEMP TABLE IF NOT EXISTS import_year(
  row, sender, target, year, trade, descr, arms, military, financial, travel,
  other, problem, value);
INSERT INTO import_year
SELECT f.line, s.code, t.code, f.year, f.trade, f.descr_trade, f.arms,
       f.military, f.financial, f.travel, f.other,
       CASE WHEN s.code IS NULL THEN s.problem
            WHEN t.code IS NULL THEN t.problem
            WHEN s.code = t.code THEN 'sender and target are one state'
            WHEN '1' NOT IN (f.trade, f.arms, f.military, f.financial,
                             f.travel, f.other) THEN 'no kind of measure' END,
       iif(s.code IS NULL, s.value, t.value)
  FROM import_file AS f
  JOIN import_state AS s
    ON s.value = f.sanctioning_state_iso3
   AND f.year || '-12-31' BETWEEN s.since AND s.until
  JOIN import_state AS t
    ON t.value = f.sanctioned_state_iso3
   AND f.year || '-12-31' BETWEEN t.since AND t.until;

INSERT INTO import_skip(reason, row, value)
SELECT problem, row, value FROM import_year WHERE problem IS NOT NULL;

DELETE FROM sanction WHERE source = 'gsdb-dyadic';
INSERT INTO sanction
  (id, sender, target, kind, flow, extent, since, until, source)
SELECT 'gsdb-' || d.sender || '-' || d.target, d.sender, d.target, d.kind,
       d.flow, d.extent, spell.value ->> 'since',
       nullif(spell.value ->> 'until', last.year), 'gsdb-dyadic'
  FROM (SELECT y.sender, y.target, k.kind,
               CASE WHEN k.kind <> 'trade' THEN NULL
                    WHEN group_concat(y.descr) LIKE '%exp%'
                     AND group_concat(y.descr) LIKE '%imp%' THEN 'both'
                    WHEN group_concat(y.descr) LIKE '%exp%' THEN 'export'
                    WHEN group_concat(y.descr) LIKE '%imp%' THEN 'import' END
                 AS flow,
               iif(k.kind = 'trade' AND group_concat(y.descr) LIKE '%compl%'
                   AND group_concat(y.descr) NOT LIKE '%part%',
                   'complete', 'partial') AS extent,
               year_spells(y.year) AS years
          FROM import_year AS y
          JOIN (SELECT 'trade' AS kind UNION ALL SELECT 'arms' UNION ALL
                SELECT 'military' UNION ALL SELECT 'financial' UNION ALL
                SELECT 'travel' UNION ALL SELECT 'other') AS k
            ON '1' = CASE k.kind WHEN 'trade' THEN y.trade
                                 WHEN 'arms' THEN y.arms
                                 WHEN 'military' THEN y.military
                                 WHEN 'financial' THEN y.financial
                                 WHEN 'travel' THEN y.travel
                                 ELSE y.other END
         WHERE y.problem IS NULL
         GROUP BY y.sender, y.target, k.kind) AS d
  JOIN json_each(d.years) AS spell
  JOIN (SELECT max(year) + 0 AS year FROM import_file) AS last;

DELETE FROM coverage WHERE layer = 'sanction' AND source = 'gsdb-dyadic';
INSERT INTO coverage(layer, source, since, until)
SELECT 'sanction', 'gsdb-dyadic', min(year), max(year) FROM import_file;
