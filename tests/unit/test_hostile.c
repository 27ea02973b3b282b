/*
** People who mean harm, and mistakes that look like it.
**
** Arguments of every type and size for every function and table; rows that no
** constraint has seen; tables of our names with other shapes; views and
** triggers that call us; an authorizer that refuses one thing after another;
** paths that lead to no file. What must hold each time: SQLite's answer or an
** error that says what is wrong, no number that is infinite, no file read
** where none may be, and a connection that closes.
**
** The calls are random, by a seed: ENTENTE_CALLS says how many (make torture:
** 100,000), ENTENTE_SEED where they begin. A call that takes long is stopped
** by the progress handler, as a host would.
*/
#define _POSIX_C_SOURCE 200809L
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"
#include "answer.h"

void test_hostile_register(void);

#define HOSTILE_CALLS 1500
#define HOSTILE_BIG   10000000
#define HOSTILE_SLOW  0.02 /* seconds until a call is stopped */

static sqlite3 *db;
static unsigned seed;
static char *zBig;

static int dice(int n) {
  seed = seed * 1103515245u + 12345u;
  return (int)((seed >> 16) % (unsigned)n);
}

static int many(int nQuick) {
  const char *z = getenv("ENTENTE_CALLS");
  return z ? atoi(z) : nQuick;
}

#define HAS(sql, part)                                                         \
  do {                                                                         \
    const char *zGot_ = answer_text(db, sql);                                  \
    CU_ASSERT_PTR_NOT_NULL(strstr(zGot_, part));                               \
    if (strstr(zGot_, part) == 0) printf("\n  %s\n  gave: %s\n", sql, zGot_);  \
  } while (0)

static const char zRows[] =
    "DELETE FROM state_name WHERE state > 'D';"
    "INSERT INTO source(id, title) VALUES ('t', 'test');"
    "INSERT INTO coverage(layer, source) SELECT column1, 't' FROM"
    " (VALUES ('obligation'), ('transfer'), ('trade'), ('sanction'),"
    "  ('dispute'), ('capability'), ('vote'));"
    "INSERT INTO capability(state, year, tpop) VALUES ('USA', 2020, 330),"
    " ('CHN', 2020, 1400), ('RUS', 2020, 145), ('PRK', 2020, 26);"
    "INSERT INTO deal(id, title, since) VALUES ('d', 'd', '2000');"
    "INSERT INTO deal_party(deal, state) VALUES ('d', 'RUS'), ('d', 'PRK');"
    "INSERT INTO obligation(deal, from_state, to_state, kind) VALUES"
    " ('d', 'RUS', 'PRK', 'consultation');"
    "INSERT INTO trade(exporter, importer, year, value) VALUES"
    " ('CHN', 'USA', 2020, 50), ('CHN', 'PRK', 2020, 2);"
    "INSERT INTO sanction(id, sender, target, kind, extent) VALUES"
    " ('s', 'USA', 'PRK', 'trade', 'complete');"
    "INSERT INTO roll_call(id, date) VALUES ('r', '2020');"
    "INSERT INTO vote SELECT 'r', code, 'yes', 't' FROM state"
    " WHERE code > 'T';";

static int setup(void) {
  const char *z = getenv("ENTENTE_SEED");
  seed = z ? (unsigned)atoi(z) : 1;
  zBig = malloc(HOSTILE_BIG + 1);
  if (zBig == 0 || sqlite3_open(":memory:", &db)) return 1;
  memset(zBig, 'x', HOSTILE_BIG);
  zBig[HOSTILE_BIG] = 0;
  return sqlite3_entente_init(db, 0, 0) ||
         sqlite3_exec(db, "SELECT entente_create()", 0, 0, 0) ||
         sqlite3_exec(db, zRows, 0, 0, 0);
}

static int teardown(void) {
  int rc = sqlite3_close(db);
  free(zBig);
  db = 0;
  return rc;
}

/* ---- random values ---- */

static void bindAny(sqlite3_stmt *pStmt, int i) {
  static const char *const azText[] = {
    "CHN",
    "PRK",
    "RUS",
    "USA",
    "RUS,PRK",
    "USA,KOR,JPN",
    "2020",
    "2020-05",
    "2023-09-13",
    "China",
    "d",
    "kappa",
    "agreement",
    "s",
    "alliance",
    "vote",
    "cow",
    "gw",
    "iso2",
    "name",
    "strength",
    "hostility",
    "trade",
    "1",
    "0",
    "",
    " ",
    ",",
    ",,,,",
    "'",
    "\"",
    "%s%n%d",
    "2023-02-30",
    "0000",
    "9999",
    "-2020",
    "99999-01-01",
    "\xff\xfe",
    "\xc3",
    "\xf4\x90\x80\x80",
    "[]",
    "[\"CHN\",\"PRK\",\"2020\"]",
    "[1,[2,[3]]]",
    "{}",
    "[\"CHN\"",
    "null",
    "alliance_strength",
    "bystander_score",
    "cinc",
    "SELECT 1",
    "SELECT * FROM trade",
    "bar",
    "line",
    "RUS,RUS",
    "CHN\nPRK",
    "x.json",
    "1e999",
    "0x10",
    "nan",
    "DROP TABLE state",
  };
  static const sqlite3_int64 aInt[] = {
    0,
    1,
    -1,
    2,
    5,
    710,
    732,
    1816,
    1900,
    2016,
    2019,
    2020,
    2021,
    9999,
    10000,
    2147483647,
    -2147483647 - 1,
    4294967296,
    INT64_MAX,
    INT64_MIN,
  };
  static const double aReal[] = {
    0.0,  -0.0,  0.5,  1.0,   -1.0,   2020.0,   2020.5,    1e-320, 1e15,
    9e18, -9e18, 1e19, 1e308, -1e308, INFINITY, -INFINITY, NAN,
  };
  int n;
  switch (dice(12)) {
  case 0: sqlite3_bind_null(pStmt, i); break;
  case 1:
  case 2:
    sqlite3_bind_int64(pStmt, i, aInt[dice(sizeof(aInt) / sizeof(aInt[0]))]);
    break;
  case 3:
    sqlite3_bind_double(pStmt, i,
                        aReal[dice(sizeof(aReal) / sizeof(aReal[0]))]);
    break;
  case 4:
    n = dice(4) == 0 ? 0 : dice(200);
    sqlite3_bind_blob(pStmt, i, zBig, n, SQLITE_STATIC);
    break;
  case 5: { /* any bytes, zero among them */
    char a[40];
    int k;
    n = dice(40);
    for (k = 0; k < n; k++)
      a[k] = (char)dice(256);
    sqlite3_bind_text(pStmt, i, a, n, SQLITE_TRANSIENT);
    break;
  }
  case 6:
    n = dice(40) ? dice(3000) : HOSTILE_BIG - dice(2);
    if (dice(8)) {
      sqlite3_bind_text(pStmt, i, zBig, n, SQLITE_STATIC);
    } else {
      sqlite3_bind_blob(pStmt, i, zBig, n, SQLITE_STATIC);
    }
    break;
  default:
    sqlite3_bind_text(pStmt, i,
                      azText[dice(sizeof(azText) / sizeof(azText[0]))], -1,
                      SQLITE_STATIC);
  }
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double began;

static int slow(void *p) {
  (void)p;
  return now() - began > HOSTILE_SLOW;
}

static int nWrong;
static double longest;
static const char *zLongest = "";

static void wrong(const char *zName, const char *zWhat) {
  if (nWrong++ < 10) printf("\n  %s: %s\n", zName, zWhat);
}

/* Runs one call with random arguments, and looks at every answer. */
static void call(const char *zName, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  int rc, i, nRow = 0;
  double took;
  if (sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) != SQLITE_OK) {
    wrong(zName, sqlite3_errmsg(db));
    return;
  }
  for (i = 1; i <= sqlite3_bind_parameter_count(pStmt); i++)
    bindAny(pStmt, i);
  began = now();
  while (nRow++ < 200 && (rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    for (i = 0; i < sqlite3_column_count(pStmt); i++) {
      if (sqlite3_column_type(pStmt, i) == SQLITE_FLOAT &&
          !isfinite(sqlite3_column_double(pStmt, i))) {
        char *zFull = sqlite3_expanded_sql(pStmt);
        wrong(zName, "a number that is not finite");
        if (nWrong < 10) printf("  %.300s\n", zFull ? zFull : "");
        sqlite3_free(zFull);
      }
      (void)sqlite3_column_text(pStmt, i);
    }
  }
  took = now() - began;
  if (took > longest) {
    longest = took;
    zLongest = zName;
  }
  rc = sqlite3_finalize(pStmt);
  if (rc == SQLITE_MISUSE || rc == SQLITE_CORRUPT || rc == SQLITE_INTERNAL ||
      rc == SQLITE_NOMEM || (rc != SQLITE_OK && sqlite3_errmsg(db)[0] == 0)) {
    wrong(zName, sqlite3_errmsg(db));
  }
  if (!sqlite3_get_autocommit(db)) {
    wrong(zName, "left a transaction open");
    sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
  }
}

static void callFunction(void) {
  const EntFunction *p;
  char zSql[200];
  size_t n;
  int nFunction = 0, nArg, i;
  for (p = ent_functions; p->zName; p++)
    nFunction++;
  p = &ent_functions[dice(nFunction)];
  if (strcmp(p->zName, "entente_create") == 0) return;
  if (strcmp(p->zName, "entente_dump") == 0 && dice(20)) return;
  nArg = p->nMin + dice(p->nMax - p->nMin + 1);
  n = (size_t)snprintf(zSql, sizeof(zSql), "SELECT %s(", p->zName);
  for (i = 0; i < nArg; i++) {
    n += (size_t)snprintf(zSql + n, sizeof(zSql) - n, i ? ",?" : "?");
  }
  snprintf(zSql + n, sizeof(zSql) - n, ")%s",
           p->xFinal ? " FROM (SELECT 1 UNION ALL SELECT 2)" : "");
  call(p->zName, zSql);
}

static void callTable(void) {
  const EntTable *p;
  const char *z, *zName, *zArguments;
  char zSql[300];
  size_t n;
  int nTable = 0, nArg = 1, i;
  for (p = ent_tables; p->zName; p++)
    nTable++;
  i = dice(nTable + 5);
  if (i >= nTable) {
    const EntModule *pModule = ent_modules;
    for (i -= nTable; i > 0 && pModule[1].zName; i--)
      pModule++;
    if (pModule->flags == ENT_FILES) return;
    zName = pModule->zName;
    zArguments = "a,b,c";
    if (strncmp(zName, "dyad", 4) == 0) zArguments = "a,b,c,d";
    if (strcmp(zName, "triads") == 0) zArguments = "a";
  } else {
    zName = ent_tables[i].zName;
    zArguments = ent_tables[i].zArguments;
    if (ent_tables[i].flags == ENT_PURE) zArguments = "";
  }
  for (z = zArguments; *z; z++)
    nArg += *z == ',';
  if (zArguments[0] == 0) nArg = 0;
  if (nArg) nArg -= dice(3) == 0 ? dice(nArg) : 0;
  n = (size_t)snprintf(zSql, sizeof(zSql), "SELECT * FROM %s(", zName);
  for (i = 0; i < nArg; i++) {
    n += (size_t)snprintf(zSql + n, sizeof(zSql) - n, i ? ",?" : "?");
  }
  snprintf(zSql + n, sizeof(zSql) - n, ")");
  call(zName, zSql);
}

static void callMany(int n) {
  int i;
  sqlite3_progress_handler(db, 1, slow, 0);
  for (i = 0; i < n; i++) {
    if (dice(2)) {
      callFunction();
    } else {
      callTable();
    }
  }
  began = now() + 1e6;
  sqlite3_progress_handler(db, 0, 0, 0);
}

static void testArguments(void) {
  int n = many(HOSTILE_CALLS);
  CU_ASSERT_STRING_EQUAL(answer_text(db, "SELECT tau_b(NULL, NULL)"), "NULL");
  callMany(n);
  printf("%d calls, the longest %.0f ms (%s) ... ", n, longest * 1000,
         zLongest);
  CU_ASSERT_EQUAL(nWrong, 0);
  CU_ASSERT(longest < 2);
}

/* ---- each argument of each function, one extreme after another ---- */

#define SWEEP_VALUES 14

static void bindExtreme(sqlite3_stmt *pStmt, int i, int iValue) {
  static const double aReal[] = { NAN, INFINITY, -INFINITY, 1e308, 5e-324 };
  static const sqlite3_int64 aInt[] = { INT64_MAX, INT64_MIN, 0 };
  switch (iValue) {
  case 0: sqlite3_bind_text(pStmt, i, zBig, HOSTILE_BIG, SQLITE_STATIC); break;
  case 1: sqlite3_bind_blob(pStmt, i, zBig, HOSTILE_BIG, SQLITE_STATIC); break;
  case 2: sqlite3_bind_blob(pStmt, i, "C\0HN", 4, SQLITE_STATIC); break;
  case 3: sqlite3_bind_text(pStmt, i, "C\0HN", 4, SQLITE_STATIC); break;
  case 4: sqlite3_bind_zeroblob(pStmt, i, 3); break;
  case 5: sqlite3_bind_text(pStmt, i, "", 0, SQLITE_STATIC); break;
  case 6:
  case 7:
  case 8: sqlite3_bind_int64(pStmt, i, aInt[iValue - 6]); break;
  default: sqlite3_bind_double(pStmt, i, aReal[iValue - 9]); break;
  }
}

/* Arguments that are likely to be right, so that the extreme one is met. */
static const char *usual(const char *zName, int i) {
  if (strstr(zName, "years") || strstr(zName, "stats")) return "2020";
  if (strstr(zName, "deal_")) return i == 1 ? "d" : "2020";
  if (strcmp(zName, "similarity") == 0 && i == 4) return "kappa";
  if (strcmp(zName, "similarities") == 0) return i == 3 ? "alliance" : "2020";
  if (strncmp(zName, "state_", 6) == 0 && i == 2) return "cow";
  if (strncmp(zName, "bystander", 9) == 0 && i == 3) return "PRK";
  if (strcmp(zName, "bystanders") == 0) {
    return i == 1 ? "USA" : i == 2 ? "PRK" : "2020";
  }
  if (strcmp(zName, "sensitivity") == 0) {
    return i == 1 ? "cinc" : i == 2 ? "[\"CHN\", \"2020\"]" : "5";
  }
  return i == 1 ? "CHN" : i == 2 ? "USA" : "2020";
}

static void sweepCall(const char *zName, const char *zSql, int iExtreme,
                      int iValue) {
  sqlite3_stmt *pStmt = 0;
  int i, rc, nRow = 0;
  if (sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) != SQLITE_OK) {
    wrong(zName, sqlite3_errmsg(db));
    return;
  }
  for (i = 1; i <= sqlite3_bind_parameter_count(pStmt); i++) {
    if (i == iExtreme) {
      bindExtreme(pStmt, i, iValue);
    } else {
      sqlite3_bind_text(pStmt, i, usual(zName, i), -1, SQLITE_STATIC);
    }
  }
  began = now();
  while (nRow++ < 50 && sqlite3_step(pStmt) == SQLITE_ROW) {
    for (i = 0; i < sqlite3_column_count(pStmt); i++) {
      if (sqlite3_column_type(pStmt, i) == SQLITE_FLOAT &&
          !isfinite(sqlite3_column_double(pStmt, i))) {
        wrong(zName, "a number that is not finite");
      }
    }
  }
  rc = sqlite3_finalize(pStmt);
  if (rc == SQLITE_MISUSE || rc == SQLITE_CORRUPT || rc == SQLITE_INTERNAL ||
      rc == SQLITE_NOMEM || (rc != SQLITE_OK && sqlite3_errmsg(db)[0] == 0)) {
    wrong(zName, sqlite3_errmsg(db));
  }
}

static int nSwept;

static void sweepArguments(const char *zName, const char *zSelect, int nArg,
                           const char *zTail) {
  char *zSql =
      sqlite3_mprintf("%s %s(%.*s)%s", zSelect, zName, nArg ? 2 * nArg - 1 : 0,
                      "?,?,?,?,?,?,?,?", zTail);
  int i, k;
  for (i = 1; i <= nArg; i++) {
    for (k = 0; k < SWEEP_VALUES; k++, nSwept++)
      sweepCall(zName, zSql, i, k);
  }
  sqlite3_free(zSql);
}

static void testSweep(void) {
  const EntFunction *p;
  const EntTable *pTable;
  const EntModule *pModule;
  nWrong = nSwept = 0;
  sqlite3_progress_handler(db, 1, slow, 0);
  for (p = ent_functions; p->zName; p++) {
    sweepArguments(p->zName, "SELECT", p->nMax,
                   p->xFinal ? " FROM (SELECT 1 UNION ALL SELECT 2)" : "");
  }
  for (pTable = ent_tables; pTable->zName; pTable++) {
    const char *z = pTable->zArguments;
    int nArg = *z != 0;
    for (; *z; z++)
      nArg += *z == ',';
    sweepArguments(pTable->zName, "SELECT * FROM", nArg, "");
  }
  for (pModule = ent_modules; pModule->zName; pModule++) {
    if (pModule->pModule->xCreate) continue;
    sweepArguments(pModule->zName, "SELECT * FROM",
                   strcmp(pModule->zName, "triads") == 0 ? 1 : 3, "");
  }
  began = now() + 1e6;
  sqlite3_progress_handler(db, 0, 0, 0);
  printf("%d calls ... ", nSwept);
  CU_ASSERT(nSwept > 1000);
  CU_ASSERT_EQUAL(nWrong, 0);
}

/* ---- rows that no constraint has seen ---- */

static void testRows(void) {
  int nRound = many(HOSTILE_CALLS) / 250, iRound, i, k, n;
  nWrong = 0;
  for (iRound = 0; iRound < nRound; iRound++) {
    answer_do(db, "BEGIN; PRAGMA ignore_check_constraints = ON");
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
    for (i = 0; ent_snapshot_tables[i]; i++) {
      const char *zTable = ent_snapshot_tables[i];
      char *zCount =
          sqlite3_mprintf("SELECT count(*) FROM pragma_table_info(%Q)", zTable);
      sqlite3_str *pStr = sqlite3_str_new(db);
      sqlite3_stmt *pStmt = 0;
      char *zSql;
      n = atoi(answer_text(db, zCount));
      sqlite3_free(zCount);
      sqlite3_str_appendf(pStr, "INSERT OR IGNORE INTO %s VALUES (?", zTable);
      for (k = 1; k < n; k++)
        sqlite3_str_appendall(pStr, ",?");
      sqlite3_str_appendall(pStr, ")");
      zSql = sqlite3_str_finish(pStr);
      CU_ASSERT_EQUAL(sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0), SQLITE_OK);
      for (k = dice(8); k >= 0; k--) {
        int iColumn;
        for (iColumn = 1; iColumn <= n; iColumn++)
          bindAny(pStmt, iColumn);
        sqlite3_step(pStmt);
        sqlite3_reset(pStmt);
      }
      sqlite3_finalize(pStmt);
      sqlite3_free(zSql);
    }
    if (dice(2)) { /* one table only, so that not the first stops all */
      const char *zKeep = ent_snapshot_tables[dice(20)];
      for (i = 0; ent_snapshot_tables[i]; i++) {
        char *zSql = sqlite3_mprintf(
            "DELETE FROM main.%s WHERE rowid IN (SELECT max(rowid) FROM %s)",
            ent_snapshot_tables[i], ent_snapshot_tables[i]);
        if (strcmp(zKeep, ent_snapshot_tables[i])) {
          sqlite3_exec(db, zSql, 0, 0, 0);
        }
        sqlite3_free(zSql);
      }
    }
    sqlite3_exec(db, "COMMIT; PRAGMA ignore_check_constraints = OFF", 0, 0, 0);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, (int *)0);
    callMany(40);
    if (iRound % 5 == 4) { /* begin again */
      sqlite3_close(db);
      db = 0;
      sqlite3_open(":memory:", &db);
      sqlite3_entente_init(db, 0, 0);
      answer_do(db, "SELECT entente_create()");
      answer_do(db, zRows);
    }
  }
  CU_ASSERT_EQUAL(nWrong, 0);
  sqlite3_close(db);
  sqlite3_open(":memory:", &db);
  sqlite3_entente_init(db, 0, 0);
  answer_do(db, "SELECT entente_create()");
  answer_do(db, zRows);
}

/* ---- tables of our names with other shapes ---- */

static void testShapes(void) {
  static const char *const azShape[] = {
    "CREATE TABLE %s(x)",
    "CREATE TABLE %s(code, name, id, state, year, since, until, source)",
    "CREATE VIEW %s AS SELECT 1 AS code",
    "CREATE VIEW %s AS SELECT * FROM %s",
    "CREATE VIEW %s AS SELECT cinc('CHN') AS code, 1 AS id, 2 AS name",
    "CREATE VIEW %s AS WITH RECURSIVE r(code) AS (SELECT 'A' UNION ALL"
    " SELECT code || 'A' FROM r) SELECT code, code AS name, code AS region,"
    " code AS nuclear_since FROM r LIMIT 100000",
    "CREATE VIRTUAL TABLE %s USING fts5(code, name, region, nuclear_since)",
    "CREATE TABLE %s(code INTEGER PRIMARY KEY) STRICT",
  };
  size_t k;
  int i;
  sqlite3_progress_handler(db, 1, slow, 0);
  for (i = 0; ent_snapshot_tables[i]; i++) {
    const char *zTable = ent_snapshot_tables[i];
    for (k = 0; k < sizeof(azShape) / sizeof(azShape[0]); k++) {
      char *zSql, *zDrop;
      if (!many(0) && dice(4)) continue; /* some of them */
      zSql = sqlite3_mprintf(azShape[k], zTable, zTable);
      zDrop = sqlite3_mprintf("DROP TABLE main.%s", zTable);
      began = now() + 10;
      answer_do(db, "SAVEPOINT shape");
      answer_do(db, zDrop);
      answer_do(db, zSql);
      began = now();
      CU_ASSERT_PTR_NOT_NULL(strstr(
          answer_text(db, "SELECT sum(cinc(code, '2020')) FROM state"), ""));
      answer_text(db, "SELECT alliance_strength('CHN', 'PRK', '2020')");
      began = now();
      answer_text(db, "SELECT count(*) FROM bystanders('CHN', 'USA', '2020')");
      began = now();
      answer_text(db, "SELECT count(*) FROM entente_check()");
      began = now();
      answer_text(db, "SELECT count(*) FROM citations('SELECT cinc(''CHN'')')");
      began = now();
      answer_text(db, "SELECT length(entente_dump())");
      began = now() + 10;
      answer_text(db, "SELECT entente_create()");
      answer_do(db, "ROLLBACK TO shape; RELEASE shape");
      sqlite3_free(zSql);
      sqlite3_free(zDrop);
    }
  }
  began = now() + 1e6;
  sqlite3_progress_handler(db, 0, 0, 0);
  CU_ASSERT_STRING_NOT_EQUAL(
      answer_text(db, "SELECT alliance_strength('RUS', 'PRK', '2020')"),
      "NULL");
}

/* ---- views and triggers that call us; a schema that is not trusted ---- */

static void testUntrusted(void) {
  answer_do(db, "CREATE VIEW reads AS SELECT cinc('CHN', '2020') AS x");
  answer_do(db, "CREATE VIEW reads_table AS SELECT * FROM alliances('2020')");
  answer_do(
      db,
      "CREATE VIEW pure AS SELECT tau_b(1, 1) AS x, entente_version() AS v");
  answer_do(db, "CREATE VIEW loads AS SELECT entente_load('x.json') AS x");
  answer_do(
      db, "CREATE VIEW imports AS SELECT entente_import('cow-mids', 'x') AS x");
  answer_do(db, "CREATE VIEW makes AS SELECT entente_create() AS x");
  answer_do(db, "CREATE VIEW dumps AS SELECT entente_dump() AS x");
  answer_do(db, "CREATE TABLE bait(x); CREATE TRIGGER trap AFTER INSERT ON bait"
                " BEGIN SELECT entente_load('x.json'); END");
  answer_do(db, "CREATE TEMP VIEW mine AS SELECT cinc('CHN', '2020') AS x");
  HAS("SELECT count(*) FROM reads", "1");
  HAS("SELECT count(*) FROM loads", "unsafe use of entente_load()");
  HAS("SELECT count(*) FROM imports", "unsafe use of entente_import()");
  HAS("SELECT count(*) FROM makes", "unsafe use of entente_create()");
  HAS("SELECT count(*) FROM dumps", "1"); /* of main, to who reads main */
  HAS("INSERT INTO bait VALUES (1)", "unsafe use of entente_load()");
  HAS("CREATE VIRTUAL TABLE main.f USING csv_file('x.csv')",
      "a table over a file belongs in temp");
  HAS("CREATE VIRTUAL TABLE main.f USING json_file('x.json')",
      "a table over a file belongs in temp");
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  HAS("SELECT x FROM reads", "unsafe use of cinc()");
  HAS("SELECT count(*) FROM reads_table",
      "unsafe use of virtual table \"alliances\"");
  HAS("SELECT v FROM pure", ENT_VERSION);
  HAS("SELECT count(*) FROM mine", "1");
  HAS("SELECT cinc('CHN', '2020') > 0", "1");
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  HAS("SELECT entente_create()", "\"present\"");
  HAS("SELECT cinc('CHN', '2020') > 0", "1");
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, (int *)0);
}

/* ---- an authorizer that refuses the n-th thing, or a kind of things ---- */

typedef struct Refuse Refuse;
struct Refuse {
  int nSeen, iRefuse, op, answer;
};

static int refuse(void *pArg, int op, const char *z1, const char *z2,
                  const char *z3, const char *z4) {
  Refuse *p = pArg;
  (void)z1;
  (void)z2;
  (void)z3;
  (void)z4;
  p->nSeen++;
  if (p->op == op || p->nSeen == p->iRefuse) return p->answer;
  return SQLITE_OK;
}

static void testAuthorizer(void) {
  static const char *const azSql[] = {
    "SELECT round(alliance_strength('RUS', 'PRK', '2020'), 6)",
    "SELECT round(similarity('USA', 'VNM', 2020, 'agreement', 'vote'), 6)",
    ("SELECT group_concat(state || round(score, 6)) FROM"
     " bystanders('RUS', 'USA', '2020')"),
    "SELECT count(*) FROM similarities(2020)",
    "SELECT count(*) FROM entente_check()",
    "SELECT group_concat(id) FROM citations('SELECT cinc(''CHN'')')",
    "SELECT length(entente_dump())",
    "SELECT entente_create()",
  };
  size_t i;
  for (i = 0; i < sizeof(azSql) / sizeof(azSql[0]); i++) {
    char *zWant;
    Refuse r;
    int k, nStep, nOdd = 0;
    memset(&r, 0, sizeof(r));
    answer_do(
        db,
        "UPDATE parameter SET note = note"); /* so that the tables are read */
    sqlite3_set_authorizer(db, refuse, &r);
    zWant = sqlite3_mprintf("%s", answer_text(db, azSql[i]));
    nStep = r.nSeen / (many(0) ? 500 : 12) + 1;
    for (k = 1; k <= r.nSeen; k += k < (many(0) ? 40 : 12) ? 1 : nStep) {
      Refuse now_;
      memset(&now_, 0, sizeof(now_));
      now_.iRefuse = k;
      now_.answer = SQLITE_DENY;
      sqlite3_set_authorizer(db, 0, 0);
      answer_do(db, "UPDATE parameter SET note = note");
      sqlite3_set_authorizer(db, refuse, &now_);
      {
        const char *z = answer_text(db, azSql[i]);
        if (strcmp(z, zWant) && strstr(z, "authoriz") == 0 &&
            strstr(z, "prohibited") == 0) {
          if (nOdd++ < 3) printf("\n  %s\n  refused %d: %s\n", azSql[i], k, z);
        }
      }
    }
    for (k = 1; k < 35; k += many(0) ? 1 : 1 + dice(4)) {
      Refuse now_;
      memset(&now_, 0, sizeof(now_));
      now_.op = k;
      now_.answer = k % 2 ? SQLITE_DENY : SQLITE_IGNORE;
      sqlite3_set_authorizer(db, 0, 0);
      answer_do(db, "UPDATE parameter SET note = note");
      sqlite3_set_authorizer(db, refuse, &now_);
      answer_text(db, azSql[i]);
      now_.answer = k % 2 ? SQLITE_IGNORE : SQLITE_DENY;
      answer_text(db, azSql[i]);
    }
    sqlite3_set_authorizer(db, 0, 0);
    answer_do(db, "UPDATE parameter SET note = note");
    CU_ASSERT_STRING_EQUAL(answer_text(db, azSql[i]), zWant);
    CU_ASSERT_EQUAL(nOdd, 0);
    CU_ASSERT(sqlite3_get_autocommit(db));
    sqlite3_free(zWant);
  }
}

/* ---- paths ---- */

static void testPaths(void) {
  static const char *const azCall[] = {
    "SELECT entente_load('%s')",
    "SELECT entente_import('cow-mids', '%s')",
    "SELECT entente_import('%s/', 'x')",
    "CREATE VIRTUAL TABLE temp.f USING csv_file('%s')",
    "CREATE VIRTUAL TABLE temp.f USING json_file('%s')",
  };
  static const struct {
    const char *zTo, *zWant;
  } aLink[] = {
    { "/dev/zero", "is a device, not a regular file" },
    { "/", "is a directory, not a regular file" },
    { "x.sql", "is a pipe or the like, not a regular file" },
    { "link", "cannot be opened" }, /* to itself */
    { "nowhere", "cannot be opened" },
  };
  char zFolder[] = "/tmp/entente_hostile_XXXXXX", zPipe[60], zSql[200];
  char zLink[60];
  size_t i;
  if (mkdtemp(zFolder) == 0) {
    CU_FAIL("no folder");
    return;
  }
  snprintf(zPipe, sizeof(zPipe), "%s/x.sql", zFolder);
  CU_ASSERT_EQUAL(mkfifo(zPipe, 0600), 0);
  alarm(60); /* a pipe that is opened waits for ever */
  for (i = 0; i < sizeof(azCall) / sizeof(azCall[0]); i++) {
    sqlite3_snprintf(sizeof(zSql), zSql, azCall[i], zFolder);
    HAS(zSql, "is a directory, not a regular file");
    if (i == 2) {
      snprintf(zSql, sizeof(zSql), "SELECT entente_import('%s', 'x')", zPipe);
    } else {
      sqlite3_snprintf(sizeof(zSql), zSql, azCall[i], zPipe);
    }
    HAS(zSql, "is a pipe or the like, not a regular file");
    if (i == 2) continue;
    sqlite3_snprintf(sizeof(zSql), zSql, azCall[i], "/dev/zero");
    HAS(zSql, "is a device, not a regular file");
  }
  snprintf(zLink, sizeof(zLink), "%s/link", zFolder);
  for (i = 0; i < sizeof(aLink) / sizeof(aLink[0]); i++) {
    CU_ASSERT_EQUAL(symlink(aLink[i].zTo, zLink), 0);
    snprintf(zSql, sizeof(zSql), "SELECT entente_load('%s')", zLink);
    HAS(zSql, aLink[i].zWant);
    unlink(zLink);
  }
  { /* a file larger than any disk, of nothing */
    FILE *out = fopen(zLink, "wb");
    if (out && ftruncate(fileno(out), 200000000000) == 0) {
      snprintf(zSql, sizeof(zSql), "SELECT entente_load('%s')", zLink);
      HAS(zSql, "200000000000 bytes; parameter limit.file_bytes allows"
                " 100000000000");
    }
    if (out) fclose(out);
    unlink(zLink);
  }
  alarm(0);
  unlink(zPipe);
  rmdir(zFolder);
  HAS("SELECT entente_load('x' || char(0) || '.json')", "zero byte");
  HAS("SELECT entente_import('cow-mids', 'x' || char(0))", "zero byte");
  HAS("SELECT entente_import('cow-mids' || char(0) || 'x', 'x')", "zero byte");
  HAS("SELECT cinc('CHN' || char(0) || 'x')", "zero byte");
}

/* ---- without files ---- */

static void testNoFiles(void) {
  const EntFunction *pFunction;
  const EntModule *pModule;
  sqlite3 *kept = db;
  char *z;
  int n = 0;
  sqlite3_open(":memory:", &db);
  CU_ASSERT_EQUAL(sqlite3_entente_nofiles_init(db, 0, 0), SQLITE_OK);
  for (pFunction = ent_functions; pFunction->zName; pFunction++) {
    z = sqlite3_mprintf("SELECT count(*) FROM pragma_function_list"
                        " WHERE name = %Q",
                        pFunction->zName);
    CU_ASSERT_EQUAL(atoi(answer_text(db, z)) > 0,
                    pFunction->flags != ENT_FILES);
    n += pFunction->flags == ENT_FILES;
    sqlite3_free(z);
  }
  for (pModule = ent_modules; pModule->zName; pModule++) {
    z = sqlite3_mprintf("SELECT count(*) FROM pragma_module_list"
                        " WHERE name = %Q",
                        pModule->zName);
    CU_ASSERT_EQUAL(atoi(answer_text(db, z)) > 0, pModule->flags != ENT_FILES);
    n += pModule->flags == ENT_FILES;
    sqlite3_free(z);
  }
  CU_ASSERT_EQUAL(n, 4);
  HAS("SELECT entente_create()", "created");
  HAS("SELECT entente_load('x')", "no such function: entente_load");
  HAS("SELECT entente_import('x', 'y')", "no such function: entente_import");
  HAS("CREATE VIRTUAL TABLE temp.f USING csv_file('x')", "no such module");
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  db = kept;
}

void test_hostile_register(void) {
  CU_pSuite p = CU_add_suite("hostile", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "arguments of every type", testArguments);
  CU_add_test(p, "each argument at its extremes", testSweep);
  CU_add_test(p, "rows that no constraint saw", testRows);
  CU_add_test(p, "tables of other shapes", testShapes);
  CU_add_test(p, "a schema that is not trusted", testUntrusted);
  CU_add_test(p, "an authorizer that refuses", testAuthorizer);
  CU_add_test(p, "paths that are no files", testPaths);
  CU_add_test(p, "without files", testNoFiles);
}
