-- The alliance network through a century
--
-- After Cranmer, Desmarais and Menninga 2012 and Kinne 2018: how dense it is,
-- how far the friends of friends are allied, how many pieces and blocs there
-- are. Ties are promises at or above similarity.binary_level. Needs
-- entente_import() of atop-members or atop-dyad-years.

SELECT 'skipped: import atop-members or atop-dyad-years' AS note
 WHERE NOT EXISTS (SELECT 1 FROM source WHERE id IN ('atop', 'atop-dyads'));

SELECT year, nodes, ties, round(density, 4) AS density,
       round(transitivity, 3) AS transitivity, components, isolates,
       round(modularity, 3) AS modularity
  FROM network_stats(1914, 2014, 'alliance')
 WHERE (year - 1914) % 10 = 0
   AND EXISTS (SELECT 1 FROM source WHERE id IN ('atop', 'atop-dyads'))
 ORDER BY year;
