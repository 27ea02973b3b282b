-- Two columns of every directed dyad-year since the Congress of Vienna summed,
-- against the join of the spells that analysts write, which is also wrong: it
-- pairs states that met in a year but never on a day.
-- limit: 0.75 of the peer
-- [ours]
SELECT sum(year), count(b) FROM dyad_years(1816, 2016);
-- [peer]
WITH RECURSIVE y(year) AS (SELECT 1816 UNION ALL SELECT year + 1 FROM y WHERE year < 2016),
s AS MATERIALIZED (
  SELECT state, CAST(substr(since, 1, 4) AS INTEGER) AS first,
         coalesce(CAST(substr(until, 1, 4) AS INTEGER), 9999) AS last
  FROM state_spell WHERE system = 'cow'),
m AS MATERIALIZED (
  SELECT DISTINCT year, state FROM y JOIN s ON year BETWEEN first AND last)
SELECT sum(a.year), count(b.state) FROM m AS a JOIN m AS b ON a.year = b.year AND a.state <> b.state;
