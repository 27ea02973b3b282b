-- The deal is a burden for China
--
-- The world with the deal and without it, for China alone: the talks as they
-- stood on the day, and the treaty that grew out of them. Leverage is the
-- share of a state's ties that are with China: it falls when that state has
-- somebody else to turn to. Entrapment is the most dangerous chain of
-- promises: it grows when an ally moves closer to a quarrel.

WITH deals(deal, "on") AS (VALUES ('rus-prk-2023', '2023-09-13'),
                                  ('rus-prk-2024', '2024-12-10'))
SELECT d.deal, d."on", i.measure, coalesce(i.about, '') AS about,
       round(i.without_deal, 4) AS without_deal,
       round(i.with_deal, 4) AS with_deal, round(i.change, 4) AS change
  FROM deals AS d JOIN deal_impact(d.deal, d."on") AS i
 WHERE i.state = 'CHN' AND i.measure IN ('leverage', 'entrapment')
 ORDER BY d."on", i.measure, i.about;
