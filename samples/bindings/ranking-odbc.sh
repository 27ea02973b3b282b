# sh ranking-odbc.sh /path/to/build/entente.so study.db
#
# What Stata, Excel or LibreOffice need is the connection string: the driver
# loads Entente itself. With a DSN it is the line LoadExt= of odbc.ini.
echo "SELECT rank, state, printf('%.3f', score)
  FROM bystanders(deal_parties('rus-prk-2023'),
                  deal_opponents('rus-prk-2023', '2023-09-13'), '2023-09-13')
 WHERE rank <= 5 ORDER BY rank" | tr '\n' ' ' |
  isql -b -d' ' -k "Driver=SQLite3;Database=$2;LoadExt=$1"
