/*
** entente_import(): the first line names one of our formats, and the rest is
** a file of it; or it is "mapping", and the rest is a mapping, over a small
** file. A mapping may say what it likes to the rows, but must not end the
** caller's transaction, and an import that fails must leave the database as
** it was, to the byte.
*/
#include "fuzz.h"

static const char zFile[] = "a,b,c\n2,710,1990\nUSA,China,2020-01\n,,\n";

/* A number for main's content. */
static uint64_t importHash(sqlite3 *db) {
  sqlite3_int64 n = 0, i;
  unsigned char *a = sqlite3_serialize(db, "main", &n, 0);
  uint64_t h = (uint64_t)n;
  for (i = 0; i + 8 <= n; i += 8) {
    uint64_t x;
    memcpy(&x, a + i, 8);
    h = (h ^ x) * UINT64_C(0x9e3779b97f4a7c15);
  }
  sqlite3_free(a);
  return h;
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  static sqlite3 *db;
  static sqlite3_stmt *pImport;
  static char zMapping[220], zData[220];
  static uint64_t before;
  const uint8_t *pLine = n ? memchr(a, '\n', n) : 0;
  size_t nName;
  int nLeft = 300000;
  if (pLine == 0) return 0;
  nName = (size_t)(pLine - a);
  if (memchr(a, '/', nName) || memchr(a, '.', nName)) return 0;
  if (db == 0) {
    db = fuzzOpen(FUZZ_FEW_NAMES "VACUUM");
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1000000);
    sqlite3_hard_heap_limit64(300000000);
    sqlite3_prepare_v2(db, "SELECT entente_import(?1, ?2)", -1, &pImport, 0);
    snprintf(zData, sizeof(zData), "%s", fuzzFile(a, 0));
    snprintf(zMapping, sizeof(zMapping), "%s.sql", zData);
    sqlite3_exec(db, "BEGIN", 0, 0, 0);
    before = importHash(db);
  }
  a = pLine + 1;
  n -= nName + 1;
  if (nName == 7 && memcmp(pLine - 7, "mapping", 7) == 0) {
    fuzzWrite(zMapping, a, n);
    fuzzWrite(zData, zFile, sizeof(zFile) - 1);
    sqlite3_bind_text(pImport, 1, zMapping, -1, SQLITE_STATIC);
  } else {
    fuzzWrite(zData, a, n);
    sqlite3_bind_text(pImport, 1, (const char *)pLine - nName, (int)nName,
                      SQLITE_TRANSIENT);
  }
  sqlite3_bind_text(pImport, 2, zData, -1, SQLITE_STATIC);
  if (sqlite3_get_autocommit(db)) sqlite3_exec(db, "BEGIN", 0, 0, 0);
  sqlite3_progress_handler(db, 1, fuzzStop, &nLeft);
  sqlite3_step(pImport);
  sqlite3_progress_handler(db, 0, 0, 0);
  if (sqlite3_reset(pImport) != SQLITE_OK) {
    if (sqlite3_errmsg(db)[0] == 0) abort();
    if (!sqlite3_get_autocommit(db) && importHash(db) != before) abort();
  }
  /* SQLite itself rolls back when it is interrupted or out of memory. */
  if (sqlite3_get_autocommit(db) && nLeft >= 0) abort();
  sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
  return 0;
}
