/*
** A damaged database under our tables. The first byte says what is damaged:
**
**   bytes    each four bytes: an offset, and what is put there
**   schema   each three bytes: a table, and what is done to its definition:
**            a rule taken out, a type or a name changed, a column too many, a
**            view or a temp table in its place; then the schema is read again
**   rows     each four bytes: a table, a column, rows, and a value of any type,
**            without a constraint being asked
**
** or the last two, one after the other. Then the second byte chooses where to
** begin with the examples of the manual: every function and table is called.
** SQLite's answer or an error that says what is wrong; no number that is
** infinite; and the connection closes.
*/
#include "fuzz.h"
#include <math.h>

#define DATABASE_CALLS 12

static const char zRows[] =
    "DELETE FROM state_name WHERE state NOT IN ('USA', 'CHN', 'PRK', 'RUS')"
    "  OR scheme = 'leader';"
    "DELETE FROM bloc_member WHERE state NOT IN ('USA', 'CHN', 'PRK', 'RUS');"
    "DELETE FROM state_spell WHERE state NOT IN"
    "  ('USA', 'CHN', 'PRK', 'RUS', 'KOR', 'JPN');"
    "DELETE FROM dictionary_word WHERE rowid % 8;"
    "DELETE FROM dictionary_item WHERE rowid % 8;"
    "DELETE FROM dictionary_actor WHERE rowid % 8;"
    "DELETE FROM state WHERE code NOT IN (SELECT state FROM state_spell)"
    "  AND code NOT IN (SELECT state FROM state_name);"
    "INSERT INTO source(id, title, url) VALUES ('t', 'test', 'https://x.y');"
    "INSERT INTO coverage(layer, source) SELECT column1, 't' FROM"
    " (VALUES ('obligation'), ('trade'), ('sanction'), ('vote'),"
    "  ('dispute'), ('capability'), ('transfer'));"
    "INSERT INTO border(a, b, kind) VALUES ('CHN', 'PRK', 'land');"
    "INSERT INTO capability(state, year, tpop, milex) VALUES"
    " ('CHN', 2020, 1400, 5), ('USA', 2020, 330, 9), ('PRK', 2020, 25, 1);"
    "INSERT INTO deal(id, title, since) VALUES ('rus-prk-2023', 'd', '2000');"
    "INSERT INTO deal_party(deal, state) VALUES ('rus-prk-2023', 'RUS'),"
    " ('rus-prk-2023', 'PRK');"
    "INSERT INTO obligation(deal, from_state, to_state, kind, since) VALUES"
    " ('rus-prk-2023', 'RUS', 'PRK', 'defense', '2000-01'),"
    " ('rus-prk-2023', 'CHN', 'PRK', 'consultation', NULL);"
    "INSERT INTO transfer(id, deal, supplier, recipient, category, status,"
    " since) VALUES ('x', 'rus-prk-2023', 'PRK', 'RUS', 'ammunition',"
    " 'reported', '2022');"
    "INSERT INTO sanction(id, sender, target, kind, extent, since) VALUES"
    " ('s', 'USA', 'PRK', 'trade', 'complete', '1950');"
    "INSERT INTO dispute(id, title, since) VALUES ('w', 'w', '1950');"
    "INSERT INTO dispute_side(dispute, state, side) VALUES ('w', 'USA', 'A'),"
    " ('w', 'PRK', 'B');"
    "INSERT INTO trade(exporter, importer, year, value) VALUES"
    " ('CHN', 'USA', 2020, 50), ('CHN', 'PRK', 2020, 2);"
    "INSERT INTO trade_total(state, year, exports, imports) VALUES"
    " ('CHN', 2020, 100, 90), ('PRK', 2020, 3, 3);"
    "INSERT INTO red_line(id, holder, about, description,"
    " crossed_by) VALUES ('r', 'USA', 'PRK', 'no shells', 'back');"
    "INSERT INTO roll_call(id, date) VALUES ('r', '2020');"
    "INSERT INTO vote SELECT 'r', code, 'yes', 't' FROM state;"
    "INSERT INTO article(id, title, published, body, source) VALUES"
    " ('a', 'China warns Russia', '2023-09-13', 'Moscow thanked Kim.', 't');";

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

static unsigned char *aSample; /* the sound database */
static sqlite3_int64 nSample;
static char *azTable[80]; /* its tables */
static int nTable;
static const char *azExample[200];
static int nExample;

static void databaseSample(void) {
  const EntFunction *pFunction;
  const EntTable *pTable;
  const EntModule *pModule;
  sqlite3_stmt *pStmt;
  sqlite3 *db = fuzzOpen(zRows);
  sqlite3_exec(db, "VACUUM", 0, 0, 0);
  aSample = sqlite3_serialize(db, "main", &nSample, 0);
  sqlite3_prepare_v2(db,
                     "SELECT name FROM sqlite_schema WHERE type = 'table'"
                     " AND rootpage > 0 AND name NOT GLOB 'sqlite_*'",
                     -1, &pStmt, 0);
  while (nTable < 80 && sqlite3_step(pStmt) == SQLITE_ROW) {
    azTable[nTable++] = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
  }
  sqlite3_finalize(pStmt);
  sqlite3_close(db);
  for (pFunction = ent_functions; pFunction->zName; pFunction++) {
    if (pFunction->flags == ENT_FILES || pFunction->flags == ENT_PURE) continue;
    azExample[nExample++] = pFunction->manual.zExample;
  }
  for (pTable = ent_tables; pTable->zName; pTable++) {
    if (pTable->flags == ENT_PURE) continue;
    azExample[nExample++] = pTable->manual.zExample;
  }
  for (pModule = ent_modules; pModule->zName; pModule++) {
    if (pModule->flags == ENT_FILES) continue;
    azExample[nExample++] = pModule->manual.zExample;
  }
}

static void databaseRun(sqlite3 *db, char *zSql) {
  int nLeft = 30000;
  sqlite3_progress_handler(db, 1, fuzzStop, &nLeft);
  if (zSql) sqlite3_exec(db, zSql, 0, 0, 0);
  sqlite3_progress_handler(db, 0, 0, 0);
  sqlite3_free(zSql);
}

static void databaseSchema(sqlite3 *db, Bytes *p) {
  static const char *const azFrom[] = {
    "NOT NULL", "TEXT",          "INTEGER",    "REAL",  "PRIMARY KEY",
    "CHECK",    "WITHOUT ROWID", "REFERENCES", "since", "source",
    "code",     "state",         "year",       "value", "DEFAULT 0",
  };
  static const char *const azTo[] = {
    "",      "BLOB",   "ANY",  "INTEGER", "TEXT COLLATE NOCASE",
    "zz",    "until",  "name", "NULL",    "GENERATED ALWAYS AS (NULL)",
    "x, zz", "UNIQUE",
  };
  static const char *const azShape[] = {
    "DROP TABLE main.%s",
    "ALTER TABLE main.%s RENAME TO zz",
    "ALTER TABLE main.%s ADD COLUMN zz DEFAULT 'x'",
    "CREATE TEMP TABLE %s(code, name, id, state, year)",
    "CREATE TEMP VIEW %s AS SELECT cinc('CHN') AS code",
    "DROP TABLE main.%s; CREATE VIEW main.%s AS SELECT 1 AS code, 2 AS id",
    "DROP TABLE main.%s; CREATE VIEW main.%s AS SELECT * FROM alliances()",
    "DROP TABLE main.%s; CREATE TABLE main.%s(a, b, c, d, e, f, g, h)",
    "DELETE FROM main.%s",
    "DROP TRIGGER main.entente_seq_%s_insert",
  };
  int nOp = 0;
  while (p->n && nOp++ < 12) {
    const char *zTable = azTable[take(p) % (unsigned)nTable];
    unsigned op = take(p), x = take(p);
    if (op < 200) {
      databaseRun(db, sqlite3_mprintf(
                          "PRAGMA writable_schema = ON;"
                          "UPDATE main.sqlite_schema SET sql ="
                          " replace(sql, %Q, %Q) WHERE name = %Q;"
                          "PRAGMA writable_schema = RESET",
                          azFrom[op % 15], azTo[x % 12], zTable));
    } else {
      databaseRun(db, sqlite3_mprintf(azShape[x % 10], zTable, zTable));
    }
  }
}

static void databaseRows(sqlite3 *db, Bytes *p) {
  static const char *const azValue[] = {
    "NULL",          "''",
    "x'00'",         "zeroblob(3000)",
    "1e308",         "-1e308",
    "9e999",         "9223372036854775807",
    "-1",            "0",
    "0.5",           "'2020-13'",
    "'9999-12-31'",  "'0000'",
    "'CHN'",         "'PRK'",
    "'defense'",     "'\xff\xfe'",
    "char(0,65)",    "printf('%.3000c','x')",
    "'UN'",          "'rus-prk-2023'",
    "'trade'",       "'complete'",
    "2020",          "-9223372036854775808",
    "'name'",        "'iso3'",
    "1e-320",        "'bystander.base'",
    "'a,b'",         "'level.defense'",
  };
  int nOp = 0;
  while (p->n && nOp++ < 40) {
    const char *zTable = azTable[take(p) % (unsigned)nTable];
    unsigned iColumn = take(p) % 16, rows = take(p), value = take(p);
    sqlite3_stmt *pStmt = 0;
    sqlite3_prepare_v2(db,
                       "SELECT name FROM pragma_table_info(?1, 'main')"
                       " LIMIT 1 OFFSET ?2",
                       -1, &pStmt, 0);
    sqlite3_bind_text(pStmt, 1, zTable, -1, SQLITE_STATIC);
    sqlite3_bind_int(pStmt, 2, (int)iColumn);
    if (pStmt && sqlite3_step(pStmt) == SQLITE_ROW) {
      databaseRun(db, sqlite3_mprintf(
                          "UPDATE OR IGNORE main.\"%w\" SET \"%w\" = %s"
                          " WHERE %u = 0 OR rowid %% 7 = %u %% 7",
                          zTable, sqlite3_column_text(pStmt, 0),
                          azValue[value % 32], rows % 2, rows));
    }
    sqlite3_finalize(pStmt);
  }
}

static void databaseCall(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  int nLeft = 30000, nRow = 0, i, rc;
  sqlite3_progress_handler(db, 1, fuzzStop, &nLeft);
  rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  while (rc == SQLITE_OK && nRow++ < 50 && sqlite3_step(pStmt) == SQLITE_ROW) {
    for (i = 0; i < sqlite3_column_count(pStmt); i++) {
      if (sqlite3_column_type(pStmt, i) == SQLITE_FLOAT &&
          !isfinite(sqlite3_column_double(pStmt, i))) {
        fprintf(stderr, "%s: a number that is not finite\n", zSql);
        abort();
      }
      sqlite3_column_text(pStmt, i);
    }
  }
  if (rc == SQLITE_OK) rc = sqlite3_finalize(pStmt);
  if (rc == SQLITE_MISUSE || rc == SQLITE_INTERNAL ||
      (rc != SQLITE_OK && sqlite3_errmsg(db)[0] == 0) ||
      !sqlite3_get_autocommit(db)) {
    fprintf(stderr, "%s: %d, %s\n", zSql, rc, sqlite3_errmsg(db));
    abort();
  }
  sqlite3_progress_handler(db, 0, 0, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  Bytes bytes = { a, n };
  unsigned char *aCopy;
  unsigned mode = take(&bytes) % 4, first = take(&bytes);
  sqlite3 *db = 0;
  int i;
  if (n < 3) return 0;
  if (aSample == 0) databaseSample();
  sqlite3_hard_heap_limit64(300000000);
  aCopy = sqlite3_malloc64((sqlite3_uint64)nSample);
  if (aCopy == 0) return 0;
  memcpy(aCopy, aSample, (size_t)nSample);
  while (mode == 0 && bytes.n) {
    unsigned at = take(&bytes) << 16;
    at |= take(&bytes) << 8;
    at |= take(&bytes);
    aCopy[at % nSample] = (unsigned char)take(&bytes);
  }
  if (sqlite3_open(":memory:", &db) || sqlite3_entente_init(db, 0, 0)) abort();
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1000000);
  if (sqlite3_deserialize(db, "main", aCopy, nSample, nSample,
                          SQLITE_DESERIALIZE_FREEONCLOSE |
                              SQLITE_DESERIALIZE_RESIZEABLE)) {
    abort();
  }
  sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", 0, 0, 0);
  if (mode & 1) databaseSchema(db, &bytes);
  if (mode & 2) {
    sqlite3_exec(db, "BEGIN", 0, 0, 0);
    databaseRows(db, &bytes);
    sqlite3_exec(db, "COMMIT", 0, 0, 0);
    if (!sqlite3_get_autocommit(db)) sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
  }
  for (i = 0; i < DATABASE_CALLS; i++) {
    databaseCall(db, azExample[(first + (unsigned)i) % (unsigned)nExample]);
  }
  if (sqlite3_close(db) != SQLITE_OK) abort();
  return 0;
}
