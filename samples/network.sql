-- The network of the scenario, for Graphviz: ties of at least 0.3 in blue, as
-- thick as they are strong, and hostility of at least 0.15 in red. A pair that
-- has both is drawn twice. `make picture` turns the answer into network.svg.

WITH story(code) AS (VALUES ('CHN'), ('RUS'), ('PRK'), ('KOR'), ('JPN'),
                            ('USA'), ('IND'), ('TUR'), ('BLR'), ('IRN'),
                            ('UKR'), ('KAZ')),
     tie(a, b, weight, sign) AS (
       SELECT a, b, alliance_strength(a, b, '2023-09-13'), 1 FROM
         (SELECT a.code AS a, b.code AS b FROM story AS a, story AS b)
       UNION ALL
       SELECT a, b, hostility(a, b, '2023-09-13'), -1 FROM
         (SELECT a.code AS a, b.code AS b FROM story AS a, story AS b)),
     pair(a, b, weight, sign) AS (
       SELECT min(a, b), max(a, b), max(weight), sign
         FROM tie GROUP BY min(a, b), max(a, b), sign
       HAVING max(weight) >= CASE sign WHEN 1 THEN 0.3 ELSE 0.15 END)
SELECT graph_dot(x.name, y.name, weight, sign)
  FROM (SELECT * FROM pair ORDER BY a, b, sign) AS p
  JOIN state AS x ON x.code = p.a JOIN state AS y ON y.code = p.b;
