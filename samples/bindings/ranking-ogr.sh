# sh ranking-ogr.sh build/entente.so study.db
#
# GDAL's OGR, and QGIS through it. A statement has no parameters of its own.
OGR_SQLITE_LOAD_EXTENSIONS="$1" ogr2ogr -f CSV /vsistdout/ "$2" \
  -lco SEPARATOR=SPACE -lco STRING_QUOTING=IF_NEEDED -sql "
  SELECT rank, state, printf('%.3f', score) AS score
    FROM bystanders(deal_parties('rus-prk-2023'),
                    deal_opponents('rus-prk-2023', '2023-09-13'), '2023-09-13')
   WHERE rank <= 5 ORDER BY rank" | tail -n +2
