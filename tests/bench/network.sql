-- All measures of every state for every year that the sample covers, straight
-- from the tables, against igraph's C library through Python, which reads the
-- same ties from the same file and computes the same measures.
-- [before]
CREATE TEMP TABLE turn AS
  WITH RECURSIVE t(y) AS (SELECT 1992 UNION ALL SELECT y + 1 FROM t WHERE y < 2024) SELECT y FROM t;
-- [ours]
SELECT sum(degree + strength + eigenvector + betweenness + burt_constraint + coreness + clustering + component + bloc) FROM turn CROSS JOIN network(y);
-- [igraph, script <= 1]
