-- States that took each other's place, in the codes of every system: what a
-- join on a number meets in each year.
.mode box
SELECT entente_create() IS NOT NULL AS made;

-- On these days, by the numbers of COW and of Gleditsch and Ward. No number
-- where the state had none: Germany (255) while there were two Germanies,
-- Yemen (679) before it was one.
CREATE TEMP TABLE place(state, day);
INSERT INTO place SELECT state.value, day.value
  FROM json_each('["DEU", "GFR", "GDR"]') AS state,
       json_each('["1938-01-01", "1947-01-01", "1970-01-01", "1990-10-02", "1990-10-03"]') AS day
 UNION ALL SELECT state.value, day.value
  FROM json_each('["YEM", "YAR", "YPR"]') AS state,
       json_each('["1970-01-01", "1990-05-21", "1990-05-22"]') AS day;
SELECT day, state, state_to(state, 'cow', day) AS cow, state_to(state, 'cow_abb', day) AS abb,
       state_to(state, 'gw', day) AS gw, state_to(state, 'iso3', day) AS iso3,
       state_to(state, 'iso_numeric', day) AS number, state_to(state, 'fips', day) AS fips,
       state_to(state, 'name', day) AS name
  FROM place;

-- Who is meant by ISO's DEU and YEM, and by the word: the state of the day.
SELECT day.value AS day, state_from('DEU', 'iso3', day.value) AS iso3_deu,
       state_from('Germany', 'name', day.value) AS germany,
       state_to('Germany', 'cow', day.value) AS cow,
       state_from('YEM', 'iso3', day.value) AS iso3_yem,
       state_from('Yemen', 'name', day.value) AS yemen,
       state_to('Yemen', 'cow', day.value) AS cow_yemen
  FROM json_each('["1938-01-01", "1970-01-01", "2000-01-01"]') AS day;
-- 255 still finds its state when it had none to call so.
SELECT state_from(255, 'cow', '1970') AS c255, state_from(260, 'cow', '1970') AS c260,
       state_from(265, 'cow', '1970') AS c265, state_from(679, 'cow', '1970') AS c679;

-- The other successions: each state before, at and after it.
SELECT s.key AS state, s.value AS days,
       (SELECT group_concat(state_to(s.key, 'cow', value), ' ') FROM json_each(s.value)) AS cow,
       (SELECT group_concat(state_to(s.key, 'gw', value), ' ') FROM json_each(s.value)) AS gw,
       (SELECT group_concat(state_to(s.key, 'iso3', value), ' ') FROM json_each(s.value)) AS iso3
  FROM json_each('{"RUS": ["1900", "1970", "1991-12-25", "1991-12-26"],
    "SRB": ["1900", "1970", "2004", "2006-06-04", "2006-06-05"], "MNE": ["1900", "2006-06-12"],
    "AUH": ["1900"], "AUT": ["1970"], "HUN": ["1970"],
    "CSK": ["1970"], "CZE": ["1993"], "SVK": ["1993"],
    "VNM815": ["1850"], "VNM": ["1970", "1980"], "RVN": ["1970"],
    "KOR730": ["1900"], "KOR": ["1970"], "PRK": ["1970"],
    "PAK": ["1970", "1972"], "BGD": ["1972"], "SDN": ["2010", "2012"], "SSD": ["2012"],
    "ETH": ["1970", "1994"], "ERI": ["1994"], "TZA": ["1962", "1970"], "ZAN": ["1964"],
    "EGY": ["1957", "1959", "1962"], "SYR": ["1957", "1962"]}') AS s;

-- There and back, for every member of a system in every year, in July and on
-- the last day: no line is a code that means another state that day.
CREATE TEMP TABLE scheme AS SELECT value AS scheme
  FROM json_each('["cow", "cow_abb", "gw", "iso2", "iso3", "iso_numeric", "fips", "cameo", "name"]');
CREATE TEMP TABLE day AS
SELECT y.year, y.state, y.year || d.value AS day
  FROM (SELECT * FROM state_years(1816, 2025) UNION SELECT * FROM state_years(1816, 2025, 'gw')) AS y,
       json_each('["-07-01", "-12-31"]') AS d
 WHERE EXISTS (SELECT 1 FROM state_spell AS s WHERE s.state = y.state
                AND y.year || d.value BETWEEN s.since AND ifnull(s.until, '9999'));
CREATE TEMP TABLE both AS
SELECT scheme, day, state, state_to(state, scheme, day) AS value FROM day, scheme;
SELECT scheme, count(*) AS days, count(value) AS with_code,
       sum(state_from(value, scheme, day) <> state) AS wrong
  FROM both GROUP BY scheme;
SELECT scheme, group_concat(state, ' ') AS never_a_code
  FROM (SELECT scheme, state FROM both GROUP BY scheme, state HAVING count(value) = 0)
 WHERE scheme NOT IN ('iso2', 'iso3', 'iso_numeric', 'fips', 'cameo') GROUP BY scheme;

-- The same from the table: who bears a code on its first and last day is found
-- by it.
SELECT n.scheme, count(*) AS ends, sum(state_from(n.value, n.scheme, d.value) <> n.state) AS wrong
  FROM state_name AS n JOIN scheme USING (scheme),
       json_each(json_array(n.since, n.until)) AS d
 WHERE d.value IS NOT NULL AND n.scheme <> 'name' GROUP BY n.scheme;

-- No value of a code system names two states on one day, and no state has two
-- main values.
SELECT a.scheme, a.value, a.state, b.state
  FROM state_name AS a JOIN state_name AS b
    ON b.scheme = a.scheme AND b.rowid > a.rowid
   AND (a.value = b.value AND a.state <> b.state OR a.state = b.state AND a.main AND b.main)
   AND ifnull(a.since, '') <= ifnull(b.until, '9') AND ifnull(b.since, '') <= ifnull(a.until, '9')
 WHERE a.scheme IN ('cow', 'cow_abb', 'gw', 'iso2', 'iso3', 'iso_numeric', 'fips', 'cameo');

-- No state has a code on a day when its ISO code is another's.
SELECT n.state, n.scheme, n.value, o.state AS holder
  FROM state_name AS o JOIN state_name AS n
    ON o.scheme = 'iso3' AND o.value = n.state AND o.state <> n.state
   AND n.scheme IN (SELECT scheme FROM scheme WHERE scheme <> 'name')
   AND ifnull(n.since, '') <= ifnull(o.until, '9') AND ifnull(o.since, '') <= ifnull(n.until, '9');
