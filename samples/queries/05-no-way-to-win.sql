-- No way to win
--
-- China's six options between the deal's parties (side a) and their opponents
-- (side b). Every term is in units of utility; the value is their sum. When
-- staying out costs something and each partisan option costs more, `no_win`
-- is 1, and keeping faith with both by mediating is the best that is left.

SELECT rank, option, round(value, 3) AS value, round(gain, 3) AS gain,
       round(sanctions, 3) AS sanctions, round(entrapment, 3) AS entrapment,
       round(loss, 3) AS loss, round(promise, 3) AS promise, no_win
  FROM bystander_options('CHN', deal_parties('rus-prk-2023'),
                         deal_opponents('rus-prk-2023', '2023-09-13'),
                         '2023-09-13')
 ORDER BY rank;
