/*
** Any text as what stands in the parentheses of USING saved_query(...). The
** first byte chooses main or temp, and whether the schema is trusted. A query
** that was accepted is run, with arguments and without, and through a view.
** It must only read: a function that is DIRECTONLY must never be reached, nor
** in main one that is not innocuous while the schema is not trusted, and no
** row of the connection changes.
*/
#include "fuzz.h"

static int isMain, isTrusted;

static _Noreturn void savedDanger(sqlite3_context *ctx, int n,
                                  sqlite3_value **ap) {
  (void)ctx;
  (void)n;
  (void)ap;
  abort();
}

static void savedDoubt(sqlite3_context *ctx, int n, sqlite3_value **ap) {
  (void)n;
  (void)ap;
  if (isMain && !isTrusted) abort();
  sqlite3_result_int(ctx, 1);
}

static void savedRun(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  int i, nRow = 0;
  if (sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) != SQLITE_OK) return;
  for (i = 1; i <= sqlite3_bind_parameter_count(pStmt); i++)
    sqlite3_bind_text(pStmt, i, i % 2 ? "CHN" : "2020", -1, SQLITE_STATIC);
  while (nRow++ < 50 && sqlite3_step(pStmt) == SQLITE_ROW) {
    for (i = 0; i < sqlite3_column_count(pStmt); i++)
      sqlite3_column_text(pStmt, i);
  }
  if (sqlite3_finalize(pStmt) != SQLITE_OK && sqlite3_errmsg(db)[0] == 0) {
    abort();
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  static sqlite3 *db;
  sqlite3_stmt *pStmt = 0;
  char *zSql;
  int nLeft = 30000, nChanges, rc;
  if (n < 1) return 0;
  if (db == 0) {
    db = fuzzOpen("DELETE FROM state_name WHERE state > 'D';"
                  "CREATE TABLE tie(a TEXT, b TEXT, year INTEGER);"
                  "INSERT INTO tie VALUES ('A', 'B', 1950), ('A', 'C', 1960);"
                  "CREATE VIEW v AS SELECT a, danger() AS b FROM tie;"
                  "CREATE VIEW w AS SELECT a, doubt() AS b FROM tie");
    sqlite3_create_function_v2(db, "danger", -1, SQLITE_DIRECTONLY, 0,
                               savedDanger, 0, 0, 0);
    sqlite3_create_function_v2(db, "doubt", -1, 0, 0, savedDoubt, 0, 0, 0);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1000000);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_hard_heap_limit64(300000000);
  }
  isMain = a[0] & 1;
  isTrusted = (a[0] & 6) != 0;
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, isTrusted, (int *)0);
  sqlite3_exec(db, "BEGIN", 0, 0, 0);
  zSql = sqlite3_mprintf("CREATE VIRTUAL TABLE %s.q USING saved_query(%.*s)",
                         isMain ? "main" : "temp", (int)n - 1, a + 1);
  sqlite3_progress_handler(db, 1, fuzzStop, &nLeft);
  rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK) {
    sqlite3_step(pStmt);
    rc = sqlite3_finalize(pStmt);
  }
  sqlite3_free(zSql);
  if (rc == SQLITE_OK) {
    nChanges = sqlite3_total_changes(db);
    savedRun(db, "SELECT * FROM q");
    savedRun(db, "SELECT * FROM q(?)");
    savedRun(db, "SELECT * FROM q(?, ?, ?)");
    savedRun(db, "SELECT x.* FROM tie AS t, q(t.a, t.year) AS x");
    savedRun(db, "SELECT * FROM saved_queries() WHERE name = 'q'");
    if (sqlite3_total_changes(db) != nChanges) abort();
  } else if (sqlite3_errmsg(db)[0] == 0) {
    abort();
  }
  sqlite3_progress_handler(db, 0, 0, 0);
  if (sqlite3_get_autocommit(db) && nLeft >= 0) abort();
  if (!sqlite3_get_autocommit(db)) sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
  sqlite3_exec(db, "DROP TABLE IF EXISTS temp.q", 0, 0, 0);
  return 0;
}
