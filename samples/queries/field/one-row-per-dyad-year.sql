-- Conflict data, one row for each dyad and year
--
-- Two states can have several disputes in a year; a merge then repeats the
-- dyad-year. The rule here is stated and not accidental: the most intense
-- dispute stays, of equals the earliest, then the first by id. Needs
-- entente_import() of cow-mids and cow-mid-sides.

SELECT 'skipped: import cow-mids and cow-mid-sides' AS note
 WHERE 'cow-mid' NOT IN (SELECT id FROM source);

CREATE TEMP TABLE dyad_dispute AS
WITH RECURSIVE calendar(year) AS (
  SELECT 1816 UNION ALL SELECT year + 1 FROM calendar WHERE year < 2014)
SELECT y.year, min(a.state, b.state) AS a, max(a.state, b.state) AS b,
       d.id, d.intensity, d.since
  FROM dispute AS d
  JOIN dispute_side AS a ON a.dispute = d.id AND a.side = 'A'
  JOIN dispute_side AS b ON b.dispute = d.id AND b.side = 'B'
  JOIN calendar AS y
    ON y.year BETWEEN max(CAST(substr(a.since, 1, 4) AS INT),
                          CAST(substr(b.since, 1, 4) AS INT))
                  AND min(CAST(substr(coalesce(a.until, '2014'), 1, 4) AS INT),
                          CAST(substr(coalesce(b.until, '2014'), 1, 4) AS INT))
 WHERE d.source = 'cow-mid';

SELECT count(*) AS rows, count(DISTINCT year || a || b) AS dyad_years,
       count(*) - count(DISTINCT year || a || b) AS repeated
  FROM dyad_dispute
 GROUP BY NULL;

SELECT intensity, count(*) AS dyad_years
  FROM (SELECT intensity, row_number() OVER (
                 PARTITION BY year, a, b
                 ORDER BY CASE intensity WHEN 'war' THEN 4 WHEN 'clash' THEN 3
                                         WHEN 'incident' THEN 2 ELSE 1 END DESC,
                          since, id) AS n
          FROM dyad_dispute)
 WHERE n = 1
 GROUP BY intensity
 ORDER BY dyad_years DESC;
