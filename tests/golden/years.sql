-- The state system since 1816, to the day. Counts as published for the
-- Correlates of War system of 2016.
SELECT entente_create() IS NOT NULL AS created;
SELECT count(*) AS state_years FROM state_years(1816, 2016);
SELECT count(*) AS directed FROM dyad_years(1816, 2016);
SELECT count(*) AS undirected FROM dyad_years(1816, 2016, 'cow', 0);
SELECT count(*) AS states_2016 FROM state_years(2016, 2016);
SELECT year, a, b FROM dyad_years(1990, 1991, 'cow', 0)
WHERE a IN ('GDR', 'GFR', 'DEU', 'GMY') AND b IN ('GDR', 'GFR', 'DEU', 'GMY');
-- Without the extension's order, the same rows in another order.
SELECT count(*) AS twice FROM (
  SELECT year, a, b FROM dyad_years(1900, 1910) GROUP BY year, a, b HAVING count(*) > 1);
SELECT count(*) AS none FROM dyad_years(2016, 1816);
SELECT count(*) AS unknown_years FROM dyad_years(NULL, 2016);
