/* cc ranking.c -lsqlite3 -o ranking && ./ranking build/entente study.db */
#include <sqlite3.h>
#include <stdio.h>

#define RANKING                                                               \
  "SELECT format('%d %s %.3f', rank, state, score)"                           \
  " FROM bystanders(deal_parties(?1), deal_opponents(?1, ?2), ?2)"            \
  " WHERE rank <= 5 ORDER BY rank"

int main(int argc, char **argv) {
  sqlite3 *db = 0;
  sqlite3_stmt *ask = 0;
  char *error = 0;
  if (argc < 3 || sqlite3_open(argv[2], &db)) return 2;
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, (int *)0);
  if (sqlite3_load_extension(db, argv[1], 0, &error)) return puts(error), 1;
  sqlite3_prepare_v2(db, RANKING, -1, &ask, 0);
  sqlite3_bind_text(ask, 1, "rus-prk-2023", -1, SQLITE_STATIC);
  sqlite3_bind_text(ask, 2, "2023-09-13", -1, SQLITE_STATIC);
  while (sqlite3_step(ask) == SQLITE_ROW)
    puts((const char *)sqlite3_column_text(ask, 0));
  if (sqlite3_errcode(db) != SQLITE_DONE) return puts(sqlite3_errmsg(db)), 1;
  sqlite3_finalize(ask);
  return sqlite3_close(db) != SQLITE_OK;
}
