-- Every state outside two sides ranked, the world already in memory; 200
-- rankings in one statement. The peer is a walk over the table of states.
-- per: 200
-- [before]
CREATE TEMP TABLE turn AS
  WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < 200) SELECT i FROM t;
-- [ours <= 2 ms]
SELECT sum(score) FROM turn CROSS JOIN bystanders('RUS,PRK', 'USA,KOR', '2023-09-13');
-- [reading the states]
SELECT count(name) FROM turn CROSS JOIN state;
