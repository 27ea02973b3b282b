-- The same question in 2013, 2023 and 2024
--
-- One query, three dates, three worlds. In 2013 the trade of no state is in
-- the dataset, so the terms that need it are left out, not taken as nothing.

WITH dates("on") AS (VALUES ('2013-06-01'), ('2023-09-13'), ('2024-07-01')),
     ranked AS (
       SELECT d."on", b.rank, b.state || ' ' || printf('%.2f', b.score) AS who
         FROM dates AS d
         JOIN bystanders('RUS,PRK', deal_opponents('rus-prk-2023', d."on"),
                         d."on") AS b
        WHERE b.rank <= 8)
SELECT rank,
       max(CASE WHEN "on" = '2013-06-01' THEN who END) AS "2013-06-01",
       max(CASE WHEN "on" = '2023-09-13' THEN who END) AS "2023-09-13",
       max(CASE WHEN "on" = '2024-07-01' THEN who END) AS "2024-07-01"
  FROM ranked
 GROUP BY rank
 ORDER BY rank;
