-- Dangerous dyads
--
-- Bremer 1992 (Journal of Conflict Resolution 36:309-341), in the spirit of his
-- first table: how often a militarized dispute begins between neighbours by
-- land, across water, and between all others. Needs entente_import() of
-- cow-mids, cow-mid-sides and cow-contiguity (or cow-contiguity-spells).

SELECT 'skipped: import ' || n.value AS note
  FROM json_each('["cow-mid", "cow-contiguity"]') AS n
 WHERE n.value NOT IN (SELECT id FROM source);

CREATE TEMP TABLE dyad AS SELECT year, a, b FROM dyad_years(1816, 2010, 'cow', 0);

CREATE TEMP TABLE onset AS
SELECT DISTINCT CAST(substr(d.since, 1, 4) AS INT) AS year,
       min(x.state, y.state) AS a, max(x.state, y.state) AS b
  FROM dispute AS d
  JOIN dispute_side AS x ON x.dispute = d.id AND x.side = 'A'
  JOIN dispute_side AS y ON y.dispute = d.id AND y.side = 'B'
 WHERE d.source = 'cow-mid'
   AND substr(x.since, 1, 4) = substr(d.since, 1, 4)
   AND substr(y.since, 1, 4) = substr(d.since, 1, 4);
CREATE UNIQUE INDEX temp.onset_key ON onset(year, a, b);

CREATE TEMP TABLE neighbour AS
SELECT min(a, b) AS a, max(a, b) AS b, kind, substr(since, 1, 4) AS first,
       coalesce(substr(until, 1, 4), '9999') AS last
  FROM border WHERE source = 'cow-contiguity';
CREATE INDEX temp.neighbour_key ON neighbour(a, b);

SELECT contiguity, count(*) AS dyad_years, sum(onset) AS onsets,
       round(1000.0 * sum(onset) / count(*), 2) AS per_1000
  FROM (SELECT coalesce((SELECT min(kind) FROM neighbour AS n
                          WHERE n.a = d.a AND n.b = d.b
                            AND d.year BETWEEN n.first AND n.last), 'none')
                 AS contiguity,
               EXISTS (SELECT 1 FROM onset AS o WHERE o.year = d.year
                          AND o.a = d.a AND o.b = d.b) AS onset
          FROM dyad AS d
         WHERE EXISTS (SELECT 1 FROM source WHERE id = 'cow-mid'))
 GROUP BY contiguity
 ORDER BY per_1000 DESC;
