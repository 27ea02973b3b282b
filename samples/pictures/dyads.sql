-- Every pair of the story on one day: how strongly the one in the row is bound
-- to the one in the column, less the hostility between them; for Vega-Lite.
-- Blue is bound, orange hostile; rows and columns by bloc, so that blocs show
-- as blocks.

WITH story(code, place) AS (
  VALUES ('USA', 1), ('JPN', 2), ('KOR', 3), ('UKR', 4), ('TUR', 5), ('IND', 6),
         ('KAZ', 7), ('CHN', 8), ('BLR', 9), ('RUS', 10), ('IRN', 11),
         ('PRK', 12))
SELECT json_set(
         vega_lite('rect', y.name, x.name,
                   round(alliance_strength(a.code, b.code, '2023-09-13')
                         - hostility(a.code, b.code, '2023-09-13'), 3)),
         '$.title', json_object(
           'text', 'Bound and hostile, 13 September 2023',
           'subtitle', 'alliance_strength of the row to the column, less hostility. Data: Entente''s first sample'),
         '$.width', json('{"step": 36}'), '$.height', json('{"step": 24}'),
         '$.encoding.x.title', NULL, '$.encoding.y.title', NULL,
         '$.encoding.x.axis', json('{"labelAngle": -40}'),
         '$.encoding.color.title', NULL)
  FROM story AS a JOIN state AS x ON x.code = a.code
  JOIN story AS b JOIN state AS y ON y.code = b.code
 ORDER BY a.place, b.place;
