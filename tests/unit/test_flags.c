/*
** From where each function and table may be called.
**
** Whoever makes a database decides what its views, triggers, indexes and
** constraints call, and they run when somebody else opens it. So SQLite has
** three flags, and every name of ours is in one of four classes:
**
**   pure     SQLITE_INNOCUOUS, DETERMINISTIC: rests on its arguments only
**   reads    no flag: reads the tables of the database that it is called in;
**            refused in a schema that the application does not trust
**   writes   SQLITE_DIRECTONLY: changes the dataset
**   files    SQLITE_DIRECTONLY: reads files; and not there at all through the
**            entry point without files
**
** The lists below say which is which once more, by hand: what is not listed
** must be of the class `reads`. A new function that does more has to be put
** here by somebody who thought about it. Then each is called from a view, a
** trigger, an index, a generated column and a CHECK of main.
*/
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"

void test_flags_register(void);

static const char *const azPure[] = { "s_score",           "kappa_score",
                                      "pi_score",          "tau_b",
                                      "date_from",         "bar",
                                      "graph_dot",         "vega_lite",
                                      "year_spells",       "entente_version",
                                      "entente_functions", 0 };
static const char *const azWrites[] = { "entente_create",
                                        "entente_code_articles", 0 };
static const char *const azFiles[] = { "entente_load", "entente_import",
                                       "csv_file", "json_file", 0 };

enum { PURE, READS, WRITES, FILES };
static const char *const azClass[] = { "pure", "reads", "writes", "files" };

static sqlite3 *db;
static int nWrong;

static int isIn(const char *const *az, const char *z) {
  while (*az && strcmp(*az, z))
    az++;
  return *az != 0;
}

static int classOf(const char *z) {
  return isIn(azPure, z)     ? PURE
         : isIn(azWrites, z) ? WRITES
         : isIn(azFiles, z)  ? FILES
                             : READS;
}

static void wrong(const char *zName, const char *zWhat, const char *zGot) {
  if (nWrong++ < 20) printf("\n  %s: %s: %s\n", zName, zWhat, zGot);
}

static int setup(void) {
  return sqlite3_open(":memory:", &db) || sqlite3_entente_init(db, 0, 0) ||
         sqlite3_exec(db, "SELECT entente_create(); CREATE TABLE bait(x)", 0, 0,
                      0);
}

static int teardown(void) {
  return sqlite3_close(db);
}

/* Runs it all; the error, or "". */
static const char *run(const char *zSql) {
  static char zOut[300];
  char *zErr = 0;
  sqlite3_exec(db, zSql, 0, 0, &zErr);
  snprintf(zOut, sizeof(zOut), "%s", zErr ? zErr : "");
  sqlite3_free(zErr);
  return zOut;
}

static int flagsOf(const char *zName, int nArg) {
  sqlite3_stmt *pStmt = 0;
  int flags = -1;
  sqlite3_prepare_v2(db,
                     "SELECT flags FROM pragma_function_list WHERE name = ?1"
                     " AND narg = ?2",
                     -1, &pStmt, 0);
  sqlite3_bind_text(pStmt, 1, zName, -1, SQLITE_STATIC);
  sqlite3_bind_int(pStmt, 2, nArg);
  if (sqlite3_step(pStmt) == SQLITE_ROW) flags = sqlite3_column_int(pStmt, 0);
  sqlite3_finalize(pStmt);
  return flags;
}

static void registered(void) {
  const EntFunction *p;
  const EntTable *pTable;
  const EntModule *pModule;
  static const int aWant[] = { SQLITE_INNOCUOUS, 0, SQLITE_DIRECTONLY,
                               SQLITE_DIRECTONLY };
  int nArg, n = 0;
  nWrong = 0;
  for (p = ent_functions; p->zName; p++) {
    int class = classOf(p->zName);
    for (nArg = p->nMin; nArg <= p->nMax; nArg++) {
      int flags = flagsOf(p->zName, nArg);
      if (flags < 0 ||
          (flags & (SQLITE_INNOCUOUS | SQLITE_DIRECTONLY)) != aWant[class]) {
        wrong(p->zName, "its flags are not those of", azClass[class]);
      }
      /* Aggregates gain nothing by it; what reads tables would lose. */
      if ((flags & SQLITE_DETERMINISTIC) &&
          (class != PURE || strcmp(p->zName, "entente_version") == 0)) {
        wrong(p->zName, "deterministic, and", azClass[class]);
      }
      n++;
    }
    if (class == FILES && p->flags != ENT_FILES) {
      wrong(p->zName, "not ENT_FILES", azClass[class]);
    }
    if (class != FILES && p->flags == ENT_FILES) {
      wrong(p->zName, "ENT_FILES", azClass[class]);
    }
  }
  for (pTable = ent_tables; pTable->zName; pTable++) {
    int class = classOf(pTable->zName);
    if (pTable->flags != (class == PURE ? ENT_PURE : ENT_READS)) {
      wrong(pTable->zName, "its flags are not those of", azClass[class]);
    }
  }
  for (pModule = ent_modules; pModule->zName; pModule++) {
    int class = classOf(pModule->zName);
    if (pModule->flags != (class == FILES ? ENT_FILES : ENT_READS)) {
      wrong(pModule->zName, "its flags are not those of", azClass[class]);
    }
  }
  CU_ASSERT(n > 40);
  CU_ASSERT_EQUAL(nWrong, 0);
}

/* A call: with NULLs, which all of them take, or with a name of a file. */
static char *callOf(const EntFunction *p, int class) {
  return sqlite3_mprintf(
      "%s(%.*s)", p->zName, p->nMin ? 6 * p->nMin - 2 : 0,
      class == FILES ? "'/x', '/x', " : "NULL, NULL, NULL, NULL, NULL, NULL, ");
}

static void expect(const char *zName, const char *zPlace, const char *zGot,
                   const char *zWant) {
  if (zWant == 0 ? strstr(zGot, "unsafe use") != 0 : !strstr(zGot, zWant)) {
    char zText[400];
    snprintf(zText, sizeof(zText), "%s; expected: %s", zGot,
             zWant ? zWant : "no word of unsafe use");
    wrong(zName, zPlace, zText);
  }
}

/* Which of two reasons to refuse it SQLite finds first differs by version. */
static void expectRefused(const char *zName, const char *zPlace,
                          const char *zGot) {
  if (strstr(zGot, "unsafe use of") == 0)
    expect(zName, zPlace, zGot, "prohibited");
}

static void trust(int isTrusted) {
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, isTrusted, (int *)0);
}

/* Old versions of SQLite, 3.40.1 among them, let a CHECK call even what is
** DIRECTONLY. So those that write or read files refuse to run inside a
** statement that writes before they look at anything else. */
static void inCheck(const char *zName, int class, const char *zGot) {
  if (class >= WRITES && strstr(zGot, "unsafe use of") == 0 &&
      strstr(zGot, "cannot run inside a statement that writes") == 0) {
    wrong(zName, "in a CHECK", zGot);
  }
}

static void functions(void) {
  const EntFunction *p;
  int isTrusted;
  nWrong = 0;
  for (p = ent_functions; p->zName; p++) {
    int class = classOf(p->zName);
    char *zCall = callOf(p, class), *zSql;
    for (isTrusted = 0; isTrusted < 2; isTrusted++) {
      const char *zUnsafe = class >= WRITES || (class == READS && !isTrusted)
                                ? "unsafe use of"
                                : 0;
      trust(isTrusted);
      zSql = sqlite3_mprintf("CREATE VIEW main.v AS SELECT %s AS x", zCall);
      run(zSql);
      expect(p->zName, "in a view", run("SELECT x FROM main.v"), zUnsafe);
      run("DROP VIEW main.v");
      sqlite3_free(zSql);
      zSql = sqlite3_mprintf("CREATE TRIGGER main.t AFTER INSERT ON bait BEGIN"
                             " SELECT %s; END",
                             zCall);
      run(zSql);
      expect(p->zName, "in a trigger", run("INSERT INTO bait VALUES (1)"),
             zUnsafe);
      run("DROP TRIGGER main.t");
      sqlite3_free(zSql);
      /* In temp the views are those of the connection itself. */
      zSql = sqlite3_mprintf("CREATE TEMP VIEW v AS SELECT %s AS x", zCall);
      run(zSql);
      if (class != FILES && class != WRITES) {
        expect(p->zName, "in a view of temp", run("SELECT x FROM temp.v"), 0);
      }
      run("DROP VIEW temp.v");
      sqlite3_free(zSql);
      if (class == PURE) continue;
      zSql = sqlite3_mprintf("CREATE INDEX main.i ON bait(%s)", zCall);
      expectRefused(p->zName, "in an index", run(zSql));
      sqlite3_free(zSql);
      zSql = sqlite3_mprintf("CREATE TABLE main.g(x, y AS (%s))", zCall);
      expectRefused(p->zName, "in a generated column", run(zSql));
      sqlite3_free(zSql);
      zSql = sqlite3_mprintf("CREATE TABLE main.c(x CHECK (%s IS NULL));"
                             "INSERT INTO main.c VALUES (1)",
                             zCall);
      inCheck(p->zName, class, run(zSql));
      run("DROP TABLE IF EXISTS main.c");
      sqlite3_free(zSql);
    }
    sqlite3_free(zCall);
  }
  trust(1);
  run("DELETE FROM bait");
  CU_ASSERT_EQUAL(nWrong, 0);
}

static void inView(const char *zName, int class) {
  int isTrusted;
  char *zSql = sqlite3_mprintf("CREATE VIEW main.v AS SELECT * FROM %s", zName);
  run(zSql);
  sqlite3_free(zSql);
  for (isTrusted = 0; isTrusted < 2; isTrusted++) {
    trust(isTrusted);
    expect(zName, "in a view", run("SELECT 1 FROM main.v LIMIT 1"),
           class == READS && !isTrusted ? "unsafe use of virtual table" : 0);
  }
  run("DROP VIEW main.v");
}

static void tables(void) {
  int i;
  nWrong = 0;
  for (i = 0; ent_tables[i].zName; i++)
    inView(ent_tables[i].zName, classOf(ent_tables[i].zName));
  for (i = 0; ent_modules[i].zName; i++) {
    if (ent_modules[i].pModule->xCreate == 0)
      inView(ent_modules[i].zName, READS);
  }
  /* A saved query is as good as what it asks for. */
  CU_ASSERT_STRING_EQUAL(run("CREATE VIRTUAL TABLE main.q USING"
                             " saved_query((SELECT 1 AS x))"),
                         "");
  inView("q", PURE);
  trust(1);
  CU_ASSERT_STRING_EQUAL(run("DROP TABLE main.q;"
                             "CREATE VIRTUAL TABLE main.q USING"
                             " saved_query((SELECT cinc(:x) AS x), x='CHN');"
                             "CREATE VIEW main.v AS SELECT * FROM q;"
                             "SELECT * FROM main.v"),
                         "");
  trust(0);
  CU_ASSERT_STRING_EQUAL(
      run("SELECT * FROM main.v"),
      "q(): the query may not use cinc() while trusted_schema is off");
  trust(1);
  CU_ASSERT_STRING_EQUAL(run("DROP VIEW main.v; DROP TABLE main.q"), "");
  /* A file as a table is in temp only, and no view of main reaches temp. */
  CU_ASSERT_STRING_EQUAL(
      run("CREATE VIRTUAL TABLE main.f USING csv_file('README.md')"),
      "csv_file(): a table over a file belongs in temp: CREATE VIRTUAL TABLE"
      " temp.f USING csv_file(...)");
  CU_ASSERT_STRING_EQUAL(
      run("CREATE VIRTUAL TABLE temp.f USING csv_file('Makefile', header=0,"
          " delimiter=pipe, quote='', ragged=cut)"),
      "");
  CU_ASSERT_PTR_NOT_NULL(strstr(run("CREATE VIEW main.v AS SELECT * FROM"
                                    " temp.f"),
                                "cannot reference objects in database temp"));
  run("CREATE VIEW main.v AS SELECT count(*) FROM f");
  CU_ASSERT_PTR_NOT_NULL(strstr(run("SELECT * FROM main.v"), "f"));
  CU_ASSERT(run("SELECT * FROM main.v")[0] != 0);
  run("DROP VIEW main.v; DROP TABLE temp.f");
  CU_ASSERT_EQUAL(nWrong, 0);
}

void test_flags_register(void) {
  CU_pSuite p = CU_add_suite("flags", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "each is registered as its class says", registered);
  CU_add_test(p, "functions where a schema calls them", functions);
  CU_add_test(p, "tables where a schema reads them", tables);
}
