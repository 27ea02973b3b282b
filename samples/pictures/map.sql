-- Who is caught in between, on a map, for Vega-Lite: the shapes are looked up
-- by ISO numeric code. States that are too small for the map, or have no such
-- code, are listed beside it, highest score first.

SELECT json_set(
         vega_lite('geoshape', state_to(b.state, 'iso_numeric', '2023-09-13'),
                   round(b.score, 3), s.name),
         '$.title', json_object(
           'text', 'Caught between Russia with North Korea and their opponents, 13 September 2023',
           'subtitle', 'bystander_score; grey: a party, an opponent, or not known. Data: Entente''s first sample. Shapes: Natural Earth, by world-atlas'),
         '$.hconcat[0].layer[1].encoding.color.title', 'bystander score')
  FROM bystanders(deal_parties('rus-prk-2023'),
                  deal_opponents('rus-prk-2023', '2023-09-13'),
                  '2023-09-13') AS b
  JOIN state AS s ON s.code = b.state
 WHERE b.score IS NOT NULL
 ORDER BY b.rank, b.state;
