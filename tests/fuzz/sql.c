/*
** Calls with arguments of any type: the first byte names a function or table,
** each argument takes a byte for its type and some for its value.
*/
#include "fuzz.h"

typedef struct Bytes Bytes;
struct Bytes {
  const uint8_t *a;
  size_t n;
};

static unsigned take(Bytes *p) {
  if (p->n == 0) return 0;
  p->n--;
  return *p->a++;
}

static void fuzzBind(sqlite3_stmt *pStmt, int i, Bytes *p) {
  static const char *const azText[] = {
    "CHN",
    "PRK",
    "RUS",
    "USA,KOR",
    "2020",
    "2023-09-13",
    "d",
    "kappa",
    "vote",
    "alliance",
    "cow",
    "name",
    "[\"CHN\",\"PRK\",\"2020\"]",
    "cinc",
    "bar",
    "",
  };
  unsigned type = take(p) % 8, n;
  union {
    sqlite3_int64 i;
    double r;
    uint8_t a[8];
  } u = { 0 };
  switch (type) {
  case 0: sqlite3_bind_null(pStmt, i); break;
  case 1: sqlite3_bind_int(pStmt, i, (int)take(p) + 1900); break;
  case 2:
  case 3:
    for (n = 0; n < 8; n++)
      u.a[n] = (uint8_t)take(p);
    if (type == 2) {
      sqlite3_bind_int64(pStmt, i, u.i);
    } else {
      sqlite3_bind_double(pStmt, i, u.r);
    }
    break;
  case 4:
  case 5:
    n = take(p);
    if (n > p->n) n = (unsigned)p->n;
    if (type == 4) {
      sqlite3_bind_text(pStmt, i, (const char *)p->a, (int)n, SQLITE_TRANSIENT);
    } else {
      sqlite3_bind_blob(pStmt, i, p->a, (int)n, SQLITE_TRANSIENT);
    }
    p->a += n;
    p->n -= n;
    break;
  default: sqlite3_bind_text(pStmt, i, azText[take(p) % 16], -1, SQLITE_STATIC);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  static sqlite3 *db;
  static sqlite3_stmt *apStmt[400];
  static int nStmt;
  Bytes bytes = { a, n };
  sqlite3_stmt *pStmt;
  int i, nLeft = 20000;
  if (db == 0) {
    const EntFunction *pFunction;
    const EntTable *pTable;
    char zSql[200];
    db =
        fuzzOpen("INSERT INTO source(id, title) VALUES ('t', 'test');"
                 "INSERT INTO coverage(layer, source) SELECT column1, 't' FROM"
                 " (VALUES ('obligation'), ('trade'), ('sanction'), ('vote'),"
                 "  ('dispute'), ('capability'), ('transfer'));"
                 "INSERT INTO deal(id, title, since) VALUES ('d', 'd', '2000');"
                 "INSERT INTO deal_party(deal, state) VALUES ('d', 'RUS'),"
                 " ('d', 'PRK');"
                 "INSERT INTO obligation(deal, from_state, to_state, kind)"
                 " VALUES ('d', 'RUS', 'PRK', 'defense');"
                 "INSERT INTO trade(exporter, importer, year, value) VALUES"
                 " ('CHN', 'USA', 2020, 50), ('CHN', 'PRK', 2020, 2);"
                 "INSERT INTO roll_call(id, date) VALUES ('r', '2020');"
                 "INSERT INTO vote SELECT 'r', code, 'yes', 't' FROM state");
    for (pFunction = ent_functions; pFunction->zName; pFunction++) {
      if (pFunction->flags == ENT_FILES || pFunction->flags == ENT_WRITES) {
        continue;
      }
      for (i = pFunction->nMin; i <= pFunction->nMax; i++) {
        snprintf(zSql, sizeof(zSql), "SELECT %s(%.*s)", pFunction->zName,
                 i ? 2 * i - 1 : 0, "?,?,?,?,?,?,?,?");
        if (sqlite3_prepare_v2(db, zSql, -1, &apStmt[nStmt], 0)) abort();
        nStmt++;
      }
    }
    for (pTable = ent_tables; pTable->zName; pTable++) {
      const char *z;
      int nArg = pTable->zArguments[0] != 0;
      for (z = pTable->zArguments; *z; z++)
        nArg += *z == ',';
      for (i = 0; i <= nArg; i++) {
        snprintf(zSql, sizeof(zSql), "SELECT * FROM %s(%.*s)", pTable->zName,
                 i ? 2 * i - 1 : 0, "?,?,?,?,?,?,?,?");
        if (sqlite3_prepare_v2(db, zSql, -1, &apStmt[nStmt], 0)) abort();
        nStmt++;
      }
    }
  }
  pStmt = apStmt[(take(&bytes) * 256 + take(&bytes)) % (unsigned)nStmt];
  sqlite3_clear_bindings(pStmt);
  for (i = 1; i <= sqlite3_bind_parameter_count(pStmt); i++)
    fuzzBind(pStmt, i, &bytes);
  sqlite3_progress_handler(db, 1, fuzzStop, &nLeft);
  for (i = 0; i < 100 && sqlite3_step(pStmt) == SQLITE_ROW; i++) {
    sqlite3_column_text(pStmt, 0);
  }
  sqlite3_reset(pStmt);
  sqlite3_progress_handler(db, 0, 0, 0);
  return 0;
}
