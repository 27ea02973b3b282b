-- The neighbours feel threatened
--
-- Threat joins every hostile state by how near it is and how strong, with the
-- partners that would stand by it. The talks and then the treaty bring a
-- hostile neighbour's new partner to bear: the change is what the deal alone
-- adds, small while little more than wishes was known.

WITH deals(deal, "on") AS (VALUES ('rus-prk-2023', '2023-09-13'),
                                  ('rus-prk-2024', '2024-12-10'))
SELECT d.deal, i.state, s.name, round(i.without_deal, 4) AS without_deal,
       round(i.with_deal, 4) AS with_deal, round(i.change, 4) AS change
  FROM deals AS d JOIN deal_impact(d.deal, d."on") AS i
  JOIN state AS s ON s.code = i.state
 WHERE i.measure = 'threat' AND i.state IN ('KOR', 'JPN', 'USA')
 ORDER BY d."on", i.change DESC;
