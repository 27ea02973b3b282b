/*
** A database whose bytes are damaged.
**
** Each page of a sound database is spoilt in turn, in its first bytes, where a
** page says what it is, and in its middle, where the rows are. What every
** function and table must do then is answer, or hand on SQLite's error with a
** message; leave no transaction open; and let the connection close. At random
** and at length: tests/fuzz/database.c.
*/
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"

void test_damaged_register(void);

static unsigned char *aSound; /* the sound database */
static sqlite3_int64 nSound;

static const char zRows[] =
    "DELETE FROM state_name WHERE state NOT IN ('USA', 'CHN', 'PRK', 'RUS');"
    "DELETE FROM dictionary_word WHERE rowid % 8;"
    "INSERT INTO source(id, title) VALUES ('t', 'test');"
    "INSERT INTO coverage(layer, source) VALUES ('obligation', 't'),"
    " ('trade', 't'), ('sanction', 't'), ('vote', 't');"
    "INSERT INTO deal(id, title) VALUES ('rus-prk-2023', 'd');"
    "INSERT INTO deal_party(deal, state) VALUES ('rus-prk-2023', 'RUS'),"
    " ('rus-prk-2023', 'PRK');"
    "INSERT INTO obligation(deal, from_state, to_state, kind) VALUES"
    " ('rus-prk-2023', 'RUS', 'PRK', 'defense');"
    "INSERT INTO article(id, title, published, body, source) VALUES"
    " ('a', 'China warns Russia', '2023-09-13', 'Moscow thanked Kim.', 't');"
    "VACUUM";

static int setup(void) {
  sqlite3 *db = 0;
  int rc = sqlite3_open(":memory:", &db) || sqlite3_entente_init(db, 0, 0) ||
           sqlite3_exec(db, "SELECT entente_create()", 0, 0, 0) ||
           sqlite3_exec(db, zRows, 0, 0, 0);
  if (rc == 0) aSound = sqlite3_serialize(db, "main", &nSound, 0);
  sqlite3_close(db);
  return rc || aSound == 0;
}

static int teardown(void) {
  sqlite3_free(aSound);
  return 0;
}

static int stop(void *p) {
  return --*(int *)p < 0;
}

/* The damaged copy, opened: `n` bytes from `iAt` on are `c`. */
static sqlite3 *damaged(sqlite3_int64 iAt, int n, int c) {
  sqlite3 *db = 0;
  unsigned char *a = sqlite3_malloc64((sqlite3_uint64)nSound);
  if (a == 0 || sqlite3_open(":memory:", &db)) return 0;
  memcpy(a, aSound, (size_t)nSound);
  memset(a + iAt, c, (size_t)n);
  sqlite3_entente_init(db, 0, 0);
  sqlite3_deserialize(db, "main", a, nSound, nSound,
                      SQLITE_DESERIALIZE_FREEONCLOSE |
                          SQLITE_DESERIALIZE_RESIZEABLE);
  return db;
}

static int nCorrupt, nWrong;

static void call(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  int nLeft = 20000, nRow = 0, wrong = 0;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  sqlite3_progress_handler(db, 1, stop, &nLeft);
  while (rc == SQLITE_OK && nRow++ < 20 && sqlite3_step(pStmt) == SQLITE_ROW) {
    wrong |= sqlite3_column_type(pStmt, 0) == SQLITE_FLOAT &&
             !isfinite(sqlite3_column_double(pStmt, 0));
  }
  if (rc == SQLITE_OK) rc = sqlite3_finalize(pStmt);
  sqlite3_progress_handler(db, 0, 0, 0);
  nCorrupt += rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB;
  wrong |= rc == SQLITE_MISUSE || rc == SQLITE_INTERNAL;
  wrong |= rc != SQLITE_OK && sqlite3_errmsg(db)[0] == 0;
  wrong |= !sqlite3_get_autocommit(db);
  if (wrong && nWrong++ < 10) {
    printf("\n  %s: %d, %s%s\n", zSql, rc, sqlite3_errmsg(db),
           sqlite3_get_autocommit(db) ? "" : "; a transaction is open");
  }
  if (!sqlite3_get_autocommit(db)) sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
}

static void everyExample(sqlite3 *db, int iFirst, int nStep) {
  int i, k = 0;
  for (i = 0; ent_functions[i].zName; i++) {
    int flags = ent_functions[i].flags;
    if (flags == ENT_FILES || flags == ENT_PURE) continue;
    if (k++ % nStep == iFirst) call(db, ent_functions[i].manual.zExample);
  }
  for (i = 0; ent_tables[i].zName; i++)
    if (k++ % nStep == iFirst) call(db, ent_tables[i].manual.zExample);
  for (i = 0; ent_modules[i].zName; i++) {
    if (ent_modules[i].flags == ENT_FILES) continue;
    if (k++ % nStep == iFirst) call(db, ent_modules[i].manual.zExample);
  }
}

static void pages(void) {
  sqlite3_int64 iAt;
  int n = 0;
  nCorrupt = nWrong = 0;
  for (iAt = 100; iAt < nSound; iAt += iAt == 100 ? 3996 : 4096, n++) {
    sqlite3 *db = damaged(iAt, 4, n % 2 ? 0 : 0xff);
    CU_ASSERT_PTR_NOT_NULL_FATAL(db);
    everyExample(db, n % 5, 5);
    CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
    db = damaged(iAt + 2000, 300, n);
    CU_ASSERT_PTR_NOT_NULL_FATAL(db);
    everyExample(db, n % 5, 5);
    CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  }
  CU_ASSERT_EQUAL(nWrong, 0);
  CU_ASSERT(nCorrupt > 0);
}

/* When the rows of a savepoint can neither be kept nor undone one by one, the
** transaction that the function began must still end. */
static void ownTransaction(void) {
  sqlite3 *db = damaged(0, 0, 0);
  sqlite3_stmt *pStmt = 0;
  sqlite3_int64 iPage = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(db);
  sqlite3_prepare_v2(db,
                     "SELECT rootpage FROM sqlite_schema"
                     " WHERE name = 'sqlite_autoindex_bloc_1'",
                     -1, &pStmt, 0);
  if (sqlite3_step(pStmt) == SQLITE_ROW) iPage = sqlite3_column_int(pStmt, 0);
  sqlite3_finalize(pStmt);
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  CU_ASSERT_FATAL(iPage > 1);
  db = damaged((iPage - 1) * 4096, 1, 0);
  nCorrupt = nWrong = 0;
  call(db, "SELECT entente_code_articles()");
  CU_ASSERT_EQUAL(nCorrupt, 1);
  CU_ASSERT_EQUAL(nWrong, 0);
  CU_ASSERT_EQUAL(sqlite3_exec(db, "BEGIN; ROLLBACK", 0, 0, 0), SQLITE_OK);
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
}

void test_damaged_register(void) {
  CU_pSuite p = CU_add_suite("damaged", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "every page in turn", pages);
  CU_add_test(p, "a transaction of ours ends", ownTransaction);
}
