/*
** Any bytes as the file under a virtual table: the first byte chooses
** csv_file or json_file, the first line is the text of its arguments, the
** rest is the file. What a table says once it must say again.
*/
#include "fuzz.h"

/* A number for every cell, and for how it ended. */
static uint64_t tablesRead(sqlite3 *db) {
  sqlite3_stmt *pStmt = 0;
  uint64_t h = 1;
  int i, k, n, nRow = 0;
  if (sqlite3_prepare_v2(db, "SELECT * FROM temp.f", -1, &pStmt, 0)) return 0;
  while (nRow++ < 2000 && sqlite3_step(pStmt) == SQLITE_ROW) {
    for (i = 0; i < sqlite3_column_count(pStmt); i++) {
      const unsigned char *z = sqlite3_column_text(pStmt, i);
      n = sqlite3_column_bytes(pStmt, i);
      h = h * 31 + (uint64_t)sqlite3_column_type(pStmt, i);
      for (k = 0; k < n; k++)
        h = h * 31 + z[k];
    }
  }
  return h * 31 + (uint64_t)sqlite3_finalize(pStmt);
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  static sqlite3 *db;
  const uint8_t *pLine;
  const char *zPath;
  char *zSql;
  sqlite3_stmt *pStmt = 0;
  int nArgument, rc;
  if (n < 2) return 0;
  pLine = memchr(a + 1, '\n', n - 1);
  if (pLine == 0) return 0;
  nArgument = (int)(pLine - a) - 1;
  zPath = fuzzFile(pLine + 1, n - (size_t)nArgument - 2);
  if (db == 0) {
    db = fuzzOpen("SELECT 1");
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1000000);
  }
  zSql = sqlite3_mprintf("CREATE VIRTUAL TABLE temp.f USING %s('%q'%s%.*s)",
                         a[0] % 2 ? "json_file" : "csv_file", zPath,
                         nArgument ? ", " : "", nArgument, a + 1);
  rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK) {
    sqlite3_step(pStmt);
    rc = sqlite3_finalize(pStmt);
    if (rc != SQLITE_OK && sqlite3_errmsg(db)[0] == 0) abort();
  }
  if (rc == SQLITE_OK) {
    if (tablesRead(db) != tablesRead(db)) abort();
    sqlite3_exec(db,
                 "SELECT count(*), max(line) FROM temp.f;"
                 "SELECT * FROM temp.f AS a JOIN temp.f AS b"
                 " ON b.line = a.line LIMIT 20;",
                 0, 0, 0);
  }
  sqlite3_exec(db, "DROP TABLE IF EXISTS temp.f", 0, 0, 0);
  sqlite3_free(zSql);
  return 0;
}
