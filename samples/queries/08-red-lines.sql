-- Red lines, and which option would cross which
--
-- What others have said they will not accept, against the six options that
-- China has. An option without a line crosses none that the dataset knows.

WITH RECURSIVE crossed(option, value, rest, line) AS (
  SELECT option, value, coalesce(red_lines, '') || ',', NULL
    FROM bystander_options('CHN', deal_parties('rus-prk-2023'),
                           deal_opponents('rus-prk-2023', '2023-09-13'),
                           '2023-09-13')
   UNION ALL
  SELECT option, value, substr(rest, instr(rest, ',') + 1),
         substr(rest, 1, instr(rest, ',') - 1)
    FROM crossed WHERE rest <> ''
)
SELECT c.option, round(c.value, 3) AS value, r.holder, r.about, r.description
  FROM crossed AS c LEFT JOIN red_line AS r ON r.id = c.line
 WHERE c.line IS NOT NULL
 ORDER BY c.value DESC, c.option, r.id;
