-- One call per pair of living states, the world already in memory, against the
-- cheapest function of three arguments that SQLite has, on the same pairs, ten
-- times over.
-- limit: 3 of the peer
-- [before]
CREATE TEMP TABLE now AS
  SELECT DISTINCT state FROM state_spell
  WHERE system = 'cow' AND since < '2023' AND ifnull(until, '9999') > '2023';
CREATE TEMP TABLE pair AS
  WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < 10)
  SELECT a.state AS a, b.state AS b FROM t, now AS a, now AS b
  WHERE a.state <> b.state;
-- [ours]
SELECT count(alliance_strength(a, b, '2023-09-13')) FROM pair;
-- [peer]
SELECT count(max(a, b, '2023-09-13')) FROM pair;
