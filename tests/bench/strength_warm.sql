-- One call per pair of living states, the world already in memory, against the
-- cheapest function that SQLite has, on the same pairs.
-- limit: 3 of the peer
-- [before]
CREATE TEMP TABLE now AS
  SELECT state FROM state_years(2012, 2012);
CREATE TEMP TABLE pair AS
  SELECT a.state AS a, b.state AS b FROM now AS a, now AS b WHERE a.state <> b.state;
-- [ours]
SELECT count(alliance_strength(a, b, '2023-09-13')) FROM pair;
-- [peer]
SELECT count(abs(a = b)) FROM pair;
