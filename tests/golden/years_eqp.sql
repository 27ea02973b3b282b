-- What is pushed down into states, dyads and triads, and which orders need no
-- sorting: the plans, as SQLite tells them.
.headers off
SELECT 'created' FROM (SELECT entente_create() AS n) WHERE n IS NOT NULL;
.eqp on
-- Everything: each scan is one walk, in the order of its columns.
SELECT count(*) FROM state_years(1816, 2016);
SELECT count(*) FROM dyad_years(1816, 2016);
SELECT count(*) FROM triad_years(1816, 1820);
SELECT * FROM state_years(1816, 2016) ORDER BY year, state LIMIT 2;
SELECT * FROM dyad_years(1816, 2016) ORDER BY year, a, b LIMIT 2;
SELECT * FROM dyad_years(1816, 2016) ORDER BY year DESC, a, b DESC LIMIT 2;
SELECT * FROM triad_years(1816, 2016) ORDER BY year DESC, a DESC, b DESC, c DESC LIMIT 2;
-- Years.
SELECT count(*) FROM dyad_years(1816, 2016) WHERE year = 1990;
SELECT count(*) FROM dyad_years(1816, 2016) WHERE year BETWEEN 1989 AND 1991;
SELECT count(*) FROM dyad_years(1816, 2016) WHERE year > 1913 AND year < 1919;
SELECT year, count(*) FROM dyad_years(1816, 2016) WHERE year IN (1914, 1939) GROUP BY year;
-- States.
SELECT min(year), max(year), count(*) FROM state_years(1816, 2016) WHERE state = 'EGY';
SELECT min(year), max(year), count(*) FROM dyad_years(1816, 2016) WHERE a = 'GFR' AND b = 'GDR';
SELECT * FROM dyad_years(1816, 2016) WHERE a = 'USA' ORDER BY year, b LIMIT 2;
SELECT * FROM dyad_years(1816, 2016) WHERE year = 1990 AND a = 'USA' ORDER BY b DESC LIMIT 2;
SELECT count(*) FROM triad_years(1816, 2016) WHERE a = 'CHN' AND b = 'PRK' AND c = 'RUS';
SELECT count(*) FROM dyad_years(1816, 2016) WHERE system = 'gw' AND directed = 0 AND b = 'YEM';
SELECT count(*) FROM dyad_years(1990, 1990) WHERE a = 'USA' OR b = 'USA';
-- What has to be sorted is.
SELECT * FROM dyad_years(1816, 1816) ORDER BY b, a LIMIT 2;
SELECT * FROM dyad_years(1816, 2016) WHERE a IN ('USA', 'FRN', 'GBR') ORDER BY year, a, b LIMIT 2;
-- A join goes to the one pair and year that each row names.
.eqp off
CREATE TEMP TABLE t(year INTEGER, a TEXT, b TEXT);
INSERT INTO t VALUES (1990, 'GFR', 'GDR'), (1990, 'DEU', 'GDR'), (1991, 'DEU', 'USA');
.eqp on
SELECT t.* FROM t JOIN dyad_years(1816, 2016) d USING (year, a, b);
SELECT t.a, t.b, count(*) FROM t CROSS JOIN dyad_years(1816, 2016) d ON d.a = t.a AND d.b = t.b WHERE t.rowid = 1;
.eqp off
SELECT * FROM dyad_years(1816);
SELECT * FROM dyad_years(1816, 1900.5);
SELECT * FROM dyad_years(1816, 2016, 'polity');
SELECT * FROM dyad_years(1816, 2016, 'cow', 'both');
SELECT * FROM code_collisions('cow', 'gw');
SELECT * FROM code_collisions('cow', 'icow');
