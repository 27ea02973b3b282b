-- How sure is the ranking?
--
-- No weight here is estimated from data, so 200 times every parameter is drawn
-- between its low and its high, and all states are ranked anew: first the
-- leaders, with the interval that nine draws in ten stay in. Then China alone:
-- which single parameter, at its low or its high, and which single source,
-- left out, moves its rank or a hundredth of its score. The same seed gives
-- the same draws. This is sensitivity to our choices, not confidence: it says
-- nothing about errors in the data.

CREATE TEMP TABLE sure AS
SELECT * FROM sensitivity('bystander_score',
                          json_array(NULL, deal_parties('rus-prk-2023'),
                                     deal_opponents('rus-prk-2023',
                                                    '2023-09-13'),
                                     '2023-09-13'),
                          200, 1);

SELECT rank, state, rank_low, rank_median, rank_high,
       round(value, 3) AS score, round(value_low, 3) AS score_low,
       round(value_high, 3) AS score_high
  FROM sure
 WHERE kind = 'draws' AND rank <= 8
 ORDER BY rank, state;

SELECT kind, name, rank_low, rank, rank_high, round(value_low, 3) AS score_low,
       round(value, 3) AS score, round(value_high, 3) AS score_high
  FROM sure
 WHERE state = 'CHN' AND kind <> 'draws'
   AND (rank_low <> rank OR rank_high <> rank
        OR abs(value_low - value) > 0.01 OR abs(value_high - value) > 0.01)
 ORDER BY kind, max(abs(rank_low - rank), abs(rank_high - rank)) DESC,
          round(max(abs(value_low - value), abs(value_high - value)), 3) DESC,
          name;
