-- sqlite3 -cmd '.load build/entente' study.db <ranking.sql
.mode list
.separator ' '
.headers off
.parameter set :deal "'rus-prk-2023'"
.parameter set :day "'2023-09-13'"
SELECT rank, state, printf('%.3f', score)
  FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
 WHERE rank <= 5 ORDER BY rank;
