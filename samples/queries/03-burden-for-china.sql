-- The deal is a burden for China
--
-- What the world looks like with the deal and without it, for China alone.
-- Leverage is the share of a state's ties that are with China: it falls when
-- that state has somebody else to turn to. Entrapment is the most dangerous
-- chain of promises; it grows when an ally gets closer to a quarrel.

SELECT measure, coalesce(about, '') AS about,
       round(without_deal, 4) AS without_deal,
       round(with_deal, 4) AS with_deal,
       round(change, 4) AS change
  FROM deal_impact('rus-prk-2023', '2024-07-01')
 WHERE state = 'CHN' AND measure IN ('leverage', 'entrapment')
 ORDER BY measure, about;
