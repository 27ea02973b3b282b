-- Isolated states move together
--
-- Isolation is the capability share of the rest of the world that has measures
-- against a state, weighted by how severe they are. The two parties are far
-- above the median; their tie to each other grew as they were shut out.

WITH parties(state) AS (VALUES ('RUS'), ('PRK')),
     median(isolation) AS (
       SELECT isolation FROM (
         SELECT isolation(s.state, '2023-09-13') AS isolation
           FROM state_spell AS s
          WHERE s.system = 'cow' AND s.until IS NULL)
        ORDER BY isolation
        LIMIT 1 OFFSET 97)
SELECT p.state,
       round(isolation(p.state, '2013-09-13'), 3) AS isolation_2013,
       round(isolation(p.state, '2023-09-13'), 3) AS isolation_2023,
       round((SELECT isolation FROM median), 3) AS world_median,
       round(alliance_strength(p.state, o.state, '2013-09-13'), 3) AS tie_2013,
       round(alliance_strength(p.state, o.state, '2023-09-13'), 3) AS tie_2023
  FROM parties AS p JOIN parties AS o ON o.state <> p.state
 ORDER BY p.state;
