-- Nuclear powers around the table
--
-- Three of the states in this story have nuclear weapons and a common border
-- with one another; so have states on the other side.

SELECT code, name, nuclear_since,
       CASE WHEN code IN ('RUS', 'PRK') THEN 'party'
            WHEN ',' || deal_opponents('rus-prk-2023', '2023-09-13') || ','
                 LIKE '%,' || code || ',%' THEN 'opponent'
            ELSE 'bystander' END AS role,
       (SELECT group_concat(CASE WHEN a = code THEN b ELSE a END, ' ')
          FROM border
         WHERE code IN (a, b)
           AND (CASE WHEN a = code THEN b ELSE a END)
               IN (SELECT code FROM state WHERE nuclear_since <= '2023-09-13'))
         AS nuclear_neighbours
  FROM state
 WHERE nuclear_since <= '2023-09-13'
 ORDER BY nuclear_since;
