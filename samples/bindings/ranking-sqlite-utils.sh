# sh ranking-sqlite-utils.sh build/entente.so study.db
sqlite-utils query "$2" --load-extension "$1" --csv --no-headers \
  -p deal rus-prk-2023 -p day 2023-09-13 "
  SELECT rank || ' ' || state || ' ' || printf('%.3f', score)
    FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
   WHERE rank <= 5 ORDER BY rank" | tr -d '\r'
