-- What SQLite may ask of a table that walks: each comparison, each order, a
-- join from either side, a column of arguments. Each answer is that of a plain
-- table of the same rows.
SELECT entente_create() IS NOT NULL AS made;
INSERT INTO coverage(layer, since, until) VALUES ('obligation', '2009', '2012'), ('sanction', '2009', '2012'), ('dispute', '2009', '2012');
INSERT INTO sanction(id, sender, target, kind) VALUES ('x', 'USA', 'PRK', 'trade'), ('y', 'USA', 'CHN', 'trade');
INSERT INTO deal(id, title) VALUES ('d', 'D');
INSERT INTO obligation(deal, from_state, to_state, kind) VALUES ('d', 'CHN', 'PRK', 'defense'), ('d', 'PRK', 'CHN', 'defense'), ('d', 'PRK', 'RUS', 'entente'), ('d', 'CHN', 'RUS', 'neutrality');
INSERT INTO roll_call(id, date, title) VALUES ('1', '2010-05-05', 'x'), ('2', '2012-05-05', 'y');
INSERT INTO vote(roll_call, state, vote) VALUES ('1', 'USA', 'yes'), ('1', 'CHN', 'no'), ('2', 'CHN', 'no'), ('2', 'FRA', 'yes'), ('2', 'USA', 'abstain');
INSERT INTO coverage(layer, since, until) VALUES ('vote', '2010', '2012');

CREATE TEMP TABLE s AS SELECT * FROM similarities(2009, 2013) WHERE a = 'CHN' AND b IN ('PRK', 'RUS');
CREATE TEMP TABLE v AS SELECT * FROM similarities(2009, 2013, 'vote');
CREATE TEMP TABLE y(x);
INSERT INTO y VALUES (2010), (2012), (2010.5), (NULL), ('2010'), ('x');
SELECT year, a, b, n, round(s, 3) AS s, s_weighted IS NULL AS unweighted, kappa_binary IS NULL AS none FROM s;
SELECT year, a, b, n, agreement, s_weighted FROM v;
SELECT count(*) = (SELECT count(*) FROM s WHERE year = 2011) AS eq FROM similarities(2009, 2013) WHERE a = 'CHN' AND b IN ('PRK', 'RUS') AND year = 2011;
SELECT count(*) = (SELECT count(*) FROM s WHERE year = 2010.5) AS eq FROM similarities(2009, 2013) WHERE a = 'CHN' AND b IN ('PRK', 'RUS') AND year = 2010.5;
SELECT count(*) = (SELECT count(*) FROM s WHERE year > 2010.5 AND year < 2012) AS within FROM similarities(2009, 2013) WHERE a = 'CHN' AND b IN ('PRK', 'RUS') AND year > 2010.5 AND year < 2012;
SELECT count(*) = (SELECT count(*) FROM s WHERE year >= 2011 AND year <= 2011) AS within FROM similarities(2009, 2013) WHERE a = 'CHN' AND b IN ('PRK', 'RUS') AND year >= 2011 AND year <= 2011;
SELECT count(*) = (SELECT count(*) FROM s WHERE year >= 2000 AND year <= 2020) AS wider FROM similarities(2009, 2013) WHERE a = 'CHN' AND b IN ('PRK', 'RUS') AND year >= 2000 AND year <= 2020 AND year > 1 AND year < 9999;
SELECT count(*) = (SELECT count(*) FROM s WHERE year <> 2010) AS other FROM similarities(2009, 2013) WHERE a = 'CHN' AND b IN ('PRK', 'RUS') AND year <> 2010;
SELECT count(*) = (SELECT count(*) FROM s WHERE year IS 2010) AS is_it FROM similarities(2009, 2013) WHERE a = 'CHN' AND b IN ('PRK', 'RUS') AND year IS 2010;
SELECT count(*) = (SELECT count(*) FROM s WHERE year LIKE '201_') AS like_it FROM similarities(2009, 2013) WHERE a = 'CHN' AND b IN ('PRK', 'RUS') AND year LIKE '201_';
SELECT count(*) AS folded FROM similarities(2010) WHERE a = 'chn' COLLATE NOCASE AND b = 'PRK';
SELECT count(*) AS every FROM similarities(2010) WHERE first = 2010 AND n >= 0 AND a = 'CHN' AND b > 'ZAA';
SELECT y.x, count(*) AS n FROM y, similarities(2009, 2013) AS t WHERE t.a = 'CHN' AND t.b = 'PRK' AND t.year = y.x GROUP BY y.x;
SELECT y.x, count(*) AS n FROM y, similarities(y.x) AS t WHERE t.a = 'CHN' AND t.b = 'PRK' AND typeof(y.x) = 'integer' GROUP BY y.x;
SELECT t.year, t.b FROM (SELECT 'PRK' AS c UNION SELECT 'RUS') AS c LEFT JOIN similarities(2010, 2011) AS t ON t.b = c.c AND t.a = 'CHN' ORDER BY t.year, t.b;
SELECT year, a, b, first, last, layer FROM similarities(2010, 2011, 'vote') ORDER BY year DESC;
SELECT year, a, b FROM similarities(2012, 2012, 'vote') ORDER BY year, a, b;
SELECT year, a, b FROM similarities(2012, 2012, 'vote') ORDER BY year, b;
SELECT year, a, b FROM similarities(2012, 2012, 'vote') ORDER BY year, a, b DESC;
SELECT year, a, b FROM similarities(2010, 2012, 'vote') WHERE a = 'FRA';
SELECT year, a, b FROM similarities(2010, 2012, 'vote') WHERE b = 'USA';
SELECT year, a, b FROM similarities(2010, 2012, 'vote') WHERE a = 'FRA' AND b = 'USA' AND first = 2010;
SELECT year, a, b FROM similarities(2010, 2012, 'vote') WHERE a = 'USA' AND b = 'CHN';
SELECT count(*) AS not_covered, count(s_weighted) AS known FROM similarities(1990) WHERE a = 'CHN' AND b = 'PRK';
SELECT similarity('CHN', 'USA', 2012, 'agreement', 'vote') AS one, similarity(b, a, 2012, 'agreement', 'vote') AS other FROM v WHERE year = 2012 AND a = 'CHN';
SELECT value, similarity('USA', value, 2010, 'agreement', 'vote') AS agreement FROM json_each('["CHN", "FRA", "USA"]');

SELECT count(*) AS triads, min(balanced) AS b, "on" FROM triads('2010');
SELECT a, b, c, ab, ac, bc, balanced, "on" FROM triads('2010') WHERE "on" >= '2010' AND a = 'CHN' AND rowid < 5;
SELECT y.x, count(*) AS n FROM y, triads('2010') AS t WHERE t."on" = y.x GROUP BY y.x;
SELECT y.x, count(*) AS n FROM y, triads(y.x) AS t WHERE typeof(y.x) IN ('integer', 'null') GROUP BY y.x ORDER BY y.x LIMIT 1 OFFSET 1;

SELECT state FROM state_years(2010, 2010) WHERE state IN ('USA', 'CHN', 'PRK') ORDER BY rowid;
SELECT y.x, count(*) AS n FROM y, state_years(2009, 2013) AS t WHERE t.state = 'USA' AND t.year >= y.x GROUP BY y.x;
SELECT y.x, count(*) AS n FROM y, state_years(y.x, 2013) AS t WHERE typeof(y.x) = 'integer' AND t.state = 'USA' AND t.year > 2011 GROUP BY y.x;
SELECT y.x, count(*) AS n FROM y, state_years(2009, y.x) AS t WHERE typeof(y.x) = 'integer' AND t.state = 'USA' AND t.year > 2011 GROUP BY y.x;
UPDATE coverage SET until = NULL;
SELECT DISTINCT "on" IS NULL AS today FROM triads;
