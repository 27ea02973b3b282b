-- What each parameter does to the ranking
--
-- Every weight is a row of `parameter` with a low and a high. Here each is set
-- to its low and its high in turn, and China's rank and score are asked anew;
-- shown are the weights that move the score. A trigger on a temporary table
-- is the loop. This is sensitivity to our choices, not statistical error.

CREATE TEMP TABLE turn(name, bound, value);
CREATE TEMP TABLE result(name, bound, rank, score);
CREATE TEMP TRIGGER turn_one AFTER INSERT ON turn BEGIN
  UPDATE parameter SET value = new.value WHERE name = new.name;
  INSERT INTO result
  SELECT new.name, new.bound, rank, score
    FROM bystanders('RUS,PRK', deal_opponents('rus-prk-2023', '2023-09-13'),
                    '2023-09-13')
   WHERE state = 'CHN';
  UPDATE parameter SET value = (SELECT value FROM temp.turn
                                 WHERE bound = 'own' AND name = new.name)
   WHERE name = new.name;
END;

INSERT INTO turn SELECT name, 'own', value FROM parameter;
INSERT INTO turn SELECT name, 'low', low FROM parameter WHERE low < value;
INSERT INTO turn SELECT name, 'high', high FROM parameter WHERE high > value;

SELECT r.name,
       max(CASE WHEN bound = 'low' THEN rank END) AS rank_low,
       max(CASE WHEN bound = 'own' THEN rank END) AS rank,
       max(CASE WHEN bound = 'high' THEN rank END) AS rank_high,
       round(max(CASE WHEN bound = 'low' THEN score END), 3) AS score_low,
       round(max(CASE WHEN bound = 'own' THEN score END), 3) AS score,
       round(max(CASE WHEN bound = 'high' THEN score END), 3) AS score_high
  FROM result AS r
 GROUP BY r.name
HAVING max(score) - min(score) > 0.002
 ORDER BY max(score) - min(score) DESC, r.name;
