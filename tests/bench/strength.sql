-- One call for each pair of the 195 living states, the world already in memory, against
-- a function of three arguments that does nothing; ten times over.
-- per: 10
-- [before]
CREATE TEMP TABLE turn AS
  WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < 10) SELECT i FROM t;
CREATE TEMP TABLE some AS
  SELECT DISTINCT state FROM state_spell
  WHERE system = 'cow' AND since < '2023' AND ifnull(until, '9999') > '2023';
-- [ours]
SELECT count(alliance_strength(a.state, b.state, '2023-09-13')) FROM turn CROSS JOIN some AS a CROSS JOIN some AS b;
-- [a function that does nothing <= 3]
SELECT count(noop(a.state, b.state, '2023-09-13')) FROM turn CROSS JOIN some AS a CROSS JOIN some AS b;
