-- Distances of ideal points, on the points of 2012 as the QSS package has them
-- (United States, Russia, China, both Koreas).
SELECT entente_create() IS NOT NULL AS made;
INSERT INTO source(id, title) VALUES ('qss', 'unvoting');
INSERT INTO ideal_point(state, year, point, source) VALUES
  ('USA', 2012, 2.680503, 'qss'), ('RUS', 2012, 0.06731374, 'qss'),
  ('CHN', 2012, -0.8515914, 'qss'), ('PRK', 2012, -1.965152, 'qss'),
  ('KOR', 2012, 0.7262585, 'qss');
SELECT a, b, round(distance, 6) AS distance FROM ideal_distance
 WHERE year = 2012 AND 'KOR' NOT IN (a, b) ORDER BY a, b;
