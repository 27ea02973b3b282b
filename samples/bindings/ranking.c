/* cc ranking.c -lsqlite3 -o ranking && ./ranking build/entente study.db */
#include <sqlite3.h>
#include <stdio.h>

#define RANKING                                                               \
  "SELECT rank, state, score FROM bystanders(deal_parties(?1),"               \
  " deal_opponents(?1, ?2), ?2) WHERE rank <= 5 ORDER BY rank"

int main(int argc, char **argv) {
  sqlite3 *db = 0;
  sqlite3_stmt *stmt = 0;
  char *error = 0;
  if (argc < 3 || sqlite3_open(argv[2], &db)) return 2;
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, (int *)0);
  if (sqlite3_load_extension(db, argv[1], 0, &error)) {
    fprintf(stderr, "%s\n", error);
    return 1;
  }
  sqlite3_prepare_v2(db, RANKING, -1, &stmt, 0);
  sqlite3_bind_text(stmt, 1, "rus-prk-2023", -1, SQLITE_STATIC);
  sqlite3_bind_text(stmt, 2, "2023-09-13", -1, SQLITE_STATIC);
  while (sqlite3_step(stmt) == SQLITE_ROW) {
    printf("%d %s %.3f\n", sqlite3_column_int(stmt, 0),
           sqlite3_column_text(stmt, 1), sqlite3_column_double(stmt, 2));
  }
  if (sqlite3_finalize(stmt)) fprintf(stderr, "%s\n", sqlite3_errmsg(db));
  return sqlite3_close(db) != SQLITE_OK;
}
