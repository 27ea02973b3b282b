-- Every non-party ranked, the world already in memory, against one walk over
-- the states. Fifty rankings in one statement; the limit is 2 ms for each.
-- limit: 0.1 seconds
-- [before]
CREATE TEMP TABLE turn AS
  WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < 50) SELECT i FROM t;
-- [ours]
SELECT sum(score) FROM turn CROSS JOIN bystanders('RUS,PRK', 'USA,KOR', '2023-09-13');
-- [peer]
SELECT count(name) FROM turn CROSS JOIN state;
