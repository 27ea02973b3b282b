-- Who is caught between the deal of Russia and North Korea and its opponents,
-- with the interval in which nine draws in ten of the weights leave each score:
-- the twelve highest, for Vega-Lite.

SELECT json_set(
         vega_lite('point', value, name, NULL, value_low, value_high),
         '$.title', json_object(
           'text', 'Caught in between, 13 September 2023',
           'subtitle', json_array(
             'bystander_score between RUS, PRK and those with measures against them',
             'Lines: nine of ten draws of all weights. Data: Entente''s first sample')),
         '$.width', 460,
         '$.encoding.x.title', 'bystander score',
         '$.encoding.y.title', NULL)
  FROM (SELECT s.name, q.value, q.value_low, q.value_high
          FROM sensitivity('bystander_score',
                           json_array(NULL, deal_parties('rus-prk-2023'),
                                      deal_opponents('rus-prk-2023',
                                                     '2023-09-13'),
                                      '2023-09-13'), 200, 1) AS q
          JOIN state AS s ON s.code = q.state
         WHERE q.kind = 'draws' AND q.rank <= 12
         ORDER BY q.rank, q.state);
