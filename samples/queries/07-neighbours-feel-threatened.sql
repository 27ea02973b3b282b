-- The neighbours feel threatened
--
-- Threat joins every hostile state by how near it is and how strong, with the
-- partners that would stand by it. The deal brings a hostile neighbour's new
-- partner to bear: the change is what the deal alone adds.

SELECT i.state, s.name, round(i.without_deal, 4) AS without_deal,
       round(i.with_deal, 4) AS with_deal, round(i.change, 4) AS change
  FROM deal_impact('rus-prk-2023', '2024-07-01') AS i
  JOIN state AS s ON s.code = i.state
 WHERE i.measure = 'threat' AND i.state IN ('KOR', 'JPN', 'UKR', 'MNG')
 ORDER BY i.change DESC;
