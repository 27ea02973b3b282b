-- Who trades with both sides
--
-- Shares of a state's trade with the deal's parties and with their opponents,
-- for the states that have the larger of the smaller shares. A pair of states
-- outside each other's top five partners has no row in the dataset: such
-- trade is small and counts as none (see coverage.note).

WITH shares AS (
  SELECT b.state,
         (SELECT sum(value) FROM alliance_parts(b.state, 'RUS,PRK', '2023-09-13')
           WHERE layer = 'trade') AS with_parties,
         (SELECT sum(value)
            FROM alliance_parts(b.state,
                                deal_opponents('rus-prk-2023', '2023-09-13'),
                                '2023-09-13')
           WHERE layer = 'trade') AS with_opponents
    FROM bystanders('RUS,PRK', deal_opponents('rus-prk-2023', '2023-09-13'),
                    '2023-09-13') AS b)
SELECT state, round(with_parties, 3) AS with_parties,
       round(with_opponents, 3) AS with_opponents
  FROM shares
 WHERE with_parties > 0 AND with_opponents > 0
 ORDER BY min(with_parties, with_opponents) DESC, state
 LIMIT 12;
