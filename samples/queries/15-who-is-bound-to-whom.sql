-- Who is bound to whom
--
-- The strongest ties among the states of the story, and how hostile the two
-- are: the stronger direction of each pair. The same rows drawn by Graphviz
-- are samples/pictures/network.svg.

SELECT a, b, round(max(strength), 3) AS strength,
       round(max(hostility), 3) AS hostility
  FROM (SELECT min(a, b) AS a, max(a, b) AS b, strength, hostility
          FROM alliances('2023-09-13')
         WHERE a IN ('CHN', 'RUS', 'PRK', 'KOR', 'JPN', 'USA', 'IND', 'TUR',
                     'BLR', 'IRN', 'UKR', 'KAZ')
           AND b IN ('CHN', 'RUS', 'PRK', 'KOR', 'JPN', 'USA', 'IND', 'TUR',
                     'BLR', 'IRN', 'UKR', 'KAZ'))
 GROUP BY a, b
HAVING max(strength) >= 0.3
 ORDER BY strength DESC, a, b;
