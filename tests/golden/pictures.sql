-- Pictures as text: a network for Graphviz and a chart for Vega-Lite. What
-- they say must not depend on anything but the rows.
SELECT graph_dot(a, b, w, s) AS dot
  FROM (SELECT 'CHN' AS a, 'PRK' AS b, 0.9 AS w, 1 AS s UNION ALL
        SELECT 'USA', 'a "quoted" name', 0.25, -1 UNION ALL
        SELECT 'X', 'Y', 0, 1 UNION ALL SELECT 'X', 'Z', NULL, 1);
SELECT graph_dot('a', 'b', NULL) AS none;
SELECT graph_dot('a', 'b', 'thick');
SELECT vega_lite('bar', s, v) AS chart
  FROM (SELECT 'TUR' AS s, 0.4 AS v UNION ALL SELECT 'CHN', NULL UNION ALL
        SELECT 'a "quoted" name', 1e999);
SELECT vega_lite('line', d, v, s) ->> '$.encoding' AS encoding
  FROM (SELECT '2013-06-01' AS d, 1 AS v, 'CHN' AS s UNION ALL
        SELECT '2023-09-13', 2, 'TUR');
SELECT vega_lite('bar', 1, 2) AS none WHERE 0;
SELECT vega_lite('pie', 1, 2);

-- Blocs: under the name, as a colour, in a new shape after the eighth.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
SELECT graph_dot('a' || i, 'b"', 1, -1, 'bloc ' || i, NULL) AS dot FROM n;
SELECT graph_dot(1, 2, 1, 0, 'x');

-- An interval lies along the number; what has a gap keeps its place.
SELECT vega_lite('point', v, s, NULL, v - 1, v + 1) AS chart
  FROM (SELECT 'TUR' AS s, NULL AS v UNION ALL SELECT 'CHN', 4);
SELECT vega_lite('line', 2000 + v, v, NULL, 0, 9) -> '$.layer' AS layer,
       vega_lite('line', 2000 + v, v, NULL, 0, 9) -> '$.encoding' AS encoding
  FROM (SELECT 1 AS v UNION ALL SELECT 2);
SELECT vega_lite('errorband', d, v, NULL, 0, 9) -> '$.layer' AS layer
  FROM (SELECT '2013' AS d, 1 AS v);
SELECT vega_lite('point', 1, 2, 'a', 3);

-- Dates of one kind are temporal, and mean the day that they say everywhere.
SELECT vega_lite('line', d, 1) ->> '$.encoding.x.type' AS type,
       vega_lite('line', d, 1) ->> '$.data.format' AS format
  FROM (SELECT '2013-06' AS d UNION ALL SELECT NULL);
SELECT vega_lite('line', d, 1) ->> '$.encoding.x.type' AS type
  FROM (SELECT '2013-06' AS d UNION ALL SELECT '2013-06-01');

-- A heat map with both signs, one without; shares of a whole.
SELECT vega_lite('rect', a, b, v) -> '$.encoding.color' AS color
  FROM (SELECT 'CHN' AS a, 'PRK' AS b, 0.5 AS v UNION ALL SELECT 'CHN', 'USA', -1);
SELECT vega_lite('rect', 'CHN', 'PRK', 0.5) -> '$.encoding.color' AS color;
SELECT vega_lite('arc', 'CHN', 1) -> '$.encoding' AS encoding;

-- A map, and what is not on it.
SELECT vega_lite('geoshape', c, v, n) AS map
  FROM (SELECT '156' AS c, 0.5 AS v, 'China' AS n UNION ALL
        SELECT 4, NULL, 'Afghanistan' UNION ALL SELECT NULL, 1, 'Kosovo');
SELECT vega_lite('geoshape', 'CHN', 1);
SELECT vega_lite('bar', s, v, NULL, v - 1, v + 1) -> '$.layer' AS layer
  FROM (SELECT 'TUR' AS s, 1 AS v);
