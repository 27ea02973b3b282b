-- Whoever helps is sanctioned
--
-- Sanction exposure is the share of a state's trade that sanctions put at
-- risk. `if_it_backed` takes its dealings with the parties at full depth: the
-- measures against them that reach third parties then reach it.

SELECT b.state, round(sanction_exposure(b.state, '2023-09-13'), 3) AS exposure,
       round(o.sanctions, 3) AS added_if_it_backed,
       round(sanction_exposure(b.state, '2023-09-13') + o.sanctions, 3)
         AS if_it_backed
  FROM bystanders(deal_parties('rus-prk-2023'),
                  deal_opponents('rus-prk-2023', '2023-09-13'),
                  '2023-09-13') AS b
  JOIN bystander_options(b.state, deal_parties('rus-prk-2023'),
                         deal_opponents('rus-prk-2023', '2023-09-13'),
                         '2023-09-13') AS o
 WHERE b.rank <= 8 AND o.option = 'back_a'
 ORDER BY b.rank;
