-- How big is the system, and where do two code systems collide?
--
-- Gleditsch and Ward 1999. Needs no file: the state system is a reference
-- fact. Members at some time in the year, dyads that shared a day of it, and
-- the values that name different states in the two systems.

WITH y(year) AS (VALUES (1816), (1856), (1896), (1936), (1976), (2016))
SELECT year,
       (SELECT count(*) FROM state_years(y.year, y.year)) AS states_cow,
       (SELECT count(*) FROM state_years(y.year, y.year, 'gw')) AS states_gw,
       (SELECT count(*) FROM dyad_years(y.year, y.year, 'cow', 0)) AS dyads
  FROM y;

SELECT count(*) AS directed_dyad_years_1816_2016 FROM dyad_years(1816, 2016);

SELECT value, state_a AS cow, state_b AS gw, since, until
  FROM code_collisions('cow', 'gw') ORDER BY value;
