-- What share of its trade sanctions put at risk, month by month: states on both
-- sides and in between, for Vega-Lite. Before 2022 the sample knows no trade.

WITH RECURSIVE month(day) AS (
  SELECT '2022-01-01'
   UNION ALL
  SELECT date(day, '+1 month') FROM month WHERE day < '2024-12-01')
SELECT json_set(
         vega_lite('line', m.day, round(sanction_exposure(s.code, m.day), 4),
                   s.name),
         '$.title', json_object(
           'text', 'Exposure to sanctions, 2022 to 2024',
           'subtitle', 'sanction_exposure on the first of each month. Data: Entente''s first sample'),
         '$.width', 520, '$.height', 300,
         '$.mark', json('{"type": "line", "interpolate": "step-after"}'),
         '$.encoding.x.title', NULL,
         '$.encoding.y.title', 'share of trade at risk',
         '$.encoding.y.scale', json('{"domain": [0, 0.7]}'),
         '$.encoding.strokeDash', json('{"field": "series", "sort": null}'),
         '$.encoding.color.title', NULL,
         '$.encoding.strokeDash.title', NULL)
  FROM (SELECT code, name FROM state
         WHERE code IN ('RUS', 'PRK', 'BLR', 'CHN', 'TUR', 'IND', 'KAZ')
         ORDER BY name) AS s
  JOIN month AS m;
