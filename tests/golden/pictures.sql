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
