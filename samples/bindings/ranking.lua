-- ENTENTE=/path/to/build/entente.so LD_PRELOAD=./preload.so \
--   lua5.4 ranking.lua study.db
local db = require("luasql.sqlite3").sqlite3():connect(arg[1])
local top = assert(db:execute([[
  SELECT rank, state, score
    FROM bystanders(deal_parties('rus-prk-2023'),
                    deal_opponents('rus-prk-2023', '2023-09-13'), '2023-09-13')
   WHERE rank <= 5 ORDER BY rank]]))
for rank, state, score in function() return top:fetch() end do
  print(string.format("%d %s %.3f", rank, state, score))
end
