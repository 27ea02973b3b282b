-- Who is caught in between
--
-- Every state outside both sides, ranked: the parties of the deal on one side,
-- on the other the states with measures of their own against them. `a` and
-- `b` are the state's ties to the two sides; a score is high only when both
-- are. A NULL term is not known, and its weight goes to the others.

SELECT rank, state, round(score, 3) AS score, bar(score, 0.5, 10) AS torn,
       round(a, 3) AS a, round(b, 3) AS b, round(exposure, 3) AS exposure,
       round(pivot, 3) AS pivot, round(unbalanced, 3) AS unbalanced
  FROM bystanders(deal_parties('rus-prk-2023'),
                  deal_opponents('rus-prk-2023', '2023-09-13'), '2023-09-13')
 WHERE rank <= 12
 ORDER BY rank, state;
