/*
** The manual, executed: every example of entente_functions runs on the first
** sample, and answers something that is neither NULL nor 0.
*/
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"

void test_manual_register(void);

static sqlite3 *db;

static int setup(void) {
  if (sqlite3_open(":memory:", &db)) return 1;
  if (sqlite3_entente_init(db, 0, 0)) return 1;
  return sqlite3_exec(
      db, "SELECT entente_load('samples/korea-russia-2023/dataset.json')", 0, 0,
      0);
}

static int teardown(void) {
  return sqlite3_close(db);
}

/* An example may be several statements; the last one's answer counts. */
static void example(const char *zName, const char *zSql) {
  char zGot[200] = "no row";
  int rc = SQLITE_OK;
  const char *zTail = zSql;
  while (rc == SQLITE_OK && zTail[strspn(zTail, " \n;")]) {
    sqlite3_stmt *pStmt = 0;
    rc = sqlite3_prepare_v2(db, zTail, -1, &pStmt, &zTail);
    if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
      const char *z = (const char *)sqlite3_column_text(pStmt, 0);
      snprintf(zGot, sizeof(zGot), "%s", z ? z : "NULL");
    }
    if (rc == SQLITE_OK) rc = sqlite3_finalize(pStmt);
  }
  if (rc != SQLITE_OK) snprintf(zGot, sizeof(zGot), "%s", sqlite3_errmsg(db));
  rc = rc || strcmp(zGot, "NULL") == 0 || strcmp(zGot, "0") == 0 ||
       strcmp(zGot, "no row") == 0;
  CU_ASSERT(rc == 0);
  if (rc) printf("\n  %s: %s\n  gave: %s\n", zName, zSql, zGot);
}

static void testExamples(void) {
  const EntFunction *pFunction;
  const EntTable *pTable;
  const EntModule *pModule;
  for (pFunction = ent_functions; pFunction->zName; pFunction++) {
    example(pFunction->zName, pFunction->manual.zExample);
  }
  for (pTable = ent_tables; pTable->zName; pTable++) {
    example(pTable->zName, pTable->manual.zExample);
  }
  for (pModule = ent_modules; pModule->zName; pModule++) {
    example(pModule->zName, pModule->manual.zExample);
  }
}

/* Every name stands in the README, as code. */
static void testReadme(void) {
  static char zReadme[100000];
  FILE *pFile = fopen("README.md", "r");
  sqlite3_stmt *pStmt = 0;
  CU_ASSERT_FATAL(pFile != 0);
  zReadme[fread(zReadme, 1, sizeof(zReadme) - 1, pFile)] = 0;
  fclose(pFile);
  sqlite3_prepare_v2(db, "SELECT '`' || name || '`' FROM entente_functions", -1,
                     &pStmt, 0);
  while (sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    CU_ASSERT(strstr(zReadme, z) != 0);
    if (strstr(zReadme, z) == 0) printf("\n  README.md lacks %s\n", z);
  }
  CU_ASSERT_EQUAL(sqlite3_finalize(pStmt), SQLITE_OK);
}

/* The sample itself is in order. */
static void testSample(void) {
  example("no error in the sample",
          "SELECT count(*) = 0 FROM entente_check() WHERE severity = 'error'");
  example("every row has a source", "SELECT count(*) = 0 FROM entente_check()"
                                    " WHERE problem LIKE '%source%'");
}

void test_manual_register(void) {
  CU_pSuite p = CU_add_suite("manual", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "every example runs", testExamples);
  CU_add_test(p, "every name stands in the README", testReadme);
  CU_add_test(p, "the sample is in order", testSample);
}
