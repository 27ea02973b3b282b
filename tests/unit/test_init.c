/*
** How the extension comes to a connection and leaves it: by hand, by itself
** on every open, twice, without the functions that read files. What must hold
** each time: the open succeeds, the names are there, and closing answers
** SQLITE_OK, which it would not if a statement of ours were left behind.
*/
#include <CUnit/CUnit.h>
#include <string.h>
#include "entente.h"

/* Does the statement compile? Leaves the connection's error message. */
static int compiles(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  sqlite3_finalize(pStmt);
  return rc == SQLITE_OK;
}

static sqlite3 *open_plain(void) {
  sqlite3 *db = 0;
  CU_ASSERT_FATAL(sqlite3_open(":memory:", &db) == SQLITE_OK);
  return db;
}

static void by_hand(void) {
  sqlite3 *db = open_plain();
  CU_ASSERT_FALSE(compiles(db, "SELECT entente_version()"));
  /* A static build may give neither pointer. */
  CU_ASSERT_EQUAL(sqlite3_entente_init(db, 0, 0), SQLITE_OK);
  CU_ASSERT_EQUAL(sqlite3_errcode(db), SQLITE_OK);
  CU_ASSERT_TRUE(compiles(db, "SELECT entente_version()"));
  CU_ASSERT_TRUE(compiles(db, "SELECT entente_load('x.json')"));
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
}

static void twice(void) {
  sqlite3 *db = open_plain();
  CU_ASSERT_EQUAL(sqlite3_entente_init(db, 0, 0), SQLITE_OK);
  CU_ASSERT_EQUAL(sqlite3_entente_init(db, 0, 0), SQLITE_OK);
  CU_ASSERT_TRUE(compiles(db, "SELECT entente_version()"));
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
}

/* Another's function of our name, whatever it answers, is not us. */
static void other_version(sqlite3_context *ctx, int n, sqlite3_value **ap) {
  const char *z = sqlite3_user_data(ctx);
  (void)n;
  (void)ap;
  if (z && z[0] == '!') {
    sqlite3_result_error(ctx, z, -1);
  } else if (z) {
    sqlite3_result_text(ctx, z, -1, SQLITE_STATIC);
  }
}

static void not_us(void) {
  static char *const azAnswer[] = { 0, "0.0.0", "! I fail" };
  for (int i = 0; i < 3; i++) {
    sqlite3 *db = open_plain();
    sqlite3_create_function(db, "entente_version", 0, SQLITE_UTF8, azAnswer[i],
                            other_version, 0, 0);
    CU_ASSERT_EQUAL(sqlite3_entente_init(db, 0, 0), SQLITE_OK);
    CU_ASSERT_TRUE(compiles(db, "SELECT cinc('CHN', '2023-09-13')"));
    CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  }
}

static void without_files(void) {
  sqlite3 *db = open_plain();
  CU_ASSERT_EQUAL(sqlite3_entente_nofiles_init(db, 0, 0), SQLITE_OK);
  CU_ASSERT_TRUE(compiles(db, "SELECT entente_version()"));
  CU_ASSERT_TRUE(compiles(db, "SELECT cinc('CHN', '2023-09-13')"));
  CU_ASSERT_FALSE(compiles(db, "SELECT entente_load('x.json')"));
  CU_ASSERT_PTR_NOT_NULL(strstr(sqlite3_errmsg(db), "no such function"));
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
}

/* sqlite3_open() answers with the connection's last error, so registering
** must not leave one. */
static void on_every_open(void) {
  void (*xInit)(void) = (void (*)(void))sqlite3_entente_init;
  sqlite3 *db = 0;
  CU_ASSERT_EQUAL(sqlite3_auto_extension(xInit), SQLITE_OK);
  CU_ASSERT_EQUAL(sqlite3_open(":memory:", &db), SQLITE_OK);
  CU_ASSERT_TRUE(compiles(db, "SELECT entente_version()"));
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  CU_ASSERT_EQUAL(sqlite3_cancel_auto_extension(xInit), 1);
}

static void writes_nothing(void) {
  sqlite3 *db = open_plain();
  int before = sqlite3_total_changes(db);
  sqlite3_stmt *pStmt = 0;
  CU_ASSERT_EQUAL(sqlite3_entente_init(db, 0, 0), SQLITE_OK);
  CU_ASSERT_EQUAL(sqlite3_total_changes(db), before);
  CU_ASSERT_EQUAL(
      sqlite3_prepare_v2(db, "SELECT 1 FROM sqlite_schema", -1, &pStmt, 0),
      SQLITE_OK);
  CU_ASSERT_EQUAL(sqlite3_step(pStmt), SQLITE_DONE);
  sqlite3_finalize(pStmt);
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
}

void test_init_register(void) {
  CU_pSuite suite = CU_add_suite("init", 0, 0);
  CU_add_test(suite, "by hand", by_hand);
  CU_add_test(suite, "twice", twice);
  CU_add_test(suite, "a name of others", not_us);
  CU_add_test(suite, "without files", without_files);
  CU_add_test(suite, "on every open", on_every_open);
  CU_add_test(suite, "writes nothing", writes_nothing);
}
