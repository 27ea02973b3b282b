/*
** Articles through SQL: the dictionary that is kept agrees with the tables in
** and out of transactions; want of memory and interrupts change nothing.
*/
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../ext/sql/sql.h"
#include "../../ext/text/text.h"
#include "../../ext/entente.h"

void test_articles_register(void);

static const char zArticles[] =
    "INSERT INTO source(id, title) VALUES ('t', 'test');"
    "INSERT INTO article(id, title, published, body, source) VALUES"
    " ('a', 'A', '2023', 'Russia asked North Korea for artillery shells in"
    " exchange for satellite technology. France condemned the deal.', 't'),"
    " ('b', 'B', '2023', 'Russia asked North Korea for artillery shells in"
    " exchange for satellite technology. France condemned it.', 't'),"
    " ('c', 'C', '2023', 'Turkey attacked Syria. Iran met Iraq.', 't')";

static sqlite3 *dbOpen(void) {
  sqlite3 *db = 0;
  CU_ASSERT_FATAL(sqlite3_open(":memory:", &db) == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_entente_init(db, 0, 0) == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_exec(db, "SELECT entente_create()", 0, 0, 0) ==
                  SQLITE_OK);
  return db;
}

static void dbClose(sqlite3 *db) {
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

static void ask(sqlite3 *db, const char *zSql, char *zOut, size_t n) {
  sqlite3_stmt *pStmt = 0;
  snprintf(zOut, n, "no row");
  if (sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) == SQLITE_OK &&
      sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    snprintf(zOut, n, "%s", z ? z : "NULL");
  }
  if (pStmt == 0 || sqlite3_finalize(pStmt) != SQLITE_OK) {
    snprintf(zOut, n, "%s", sqlite3_errmsg(db));
  }
}

/* The hash of a dictionary that a context of its own reads now. */
static void freshHash(sqlite3 *db, char zOut[17]) {
  EntContext *cx = ent_context_new(db);
  EntCall call;
  struct EntDict *d;
  zOut[0] = 0;
  ent_call_init(&call, cx, "test", 0);
  d = ent_dictionary_get(&call);
  if (d) ent_dict_hash(d, zOut);
  ent_dict_unref(d);
  ent_call_clear(&call);
  ent_context_unref(cx);
}

static void testCache(void) {
  static const char *const az[] = {
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT s",
    "RELEASE s",
    "ROLLBACK TO s",
    "UPDATE dictionary_word SET active = 1 - active WHERE phrase = 'attack'",
    "UPDATE dictionary_prior SET value = 0.5 WHERE name = 'svo'",
    "INSERT INTO dictionary_actor(phrase, code, kind) VALUES ('Zembla',"
    " 'ZEM', 'place')",
    "DELETE FROM dictionary_actor WHERE phrase = 'Zembla'",
    "INSERT INTO dictionary_item(phrase, item, category) VALUES ('yak',"
    " 'food.other', 'food')",
    "DELETE FROM dictionary_item WHERE phrase = 'yak'",
    "UPDATE state_name SET value = value || 'x' WHERE value = 'Moscow'",
  };
  sqlite3 *db = dbOpen();
  int nStale = 0;
  srand(11);
  for (int i = 0; i < 400; i++) {
    char zKept[100], zFresh[17];
    sqlite3_exec(db, az[(size_t)rand() % (sizeof(az) / sizeof(az[0]))], 0, 0,
                 0);
    ask(db, "SELECT dictionary_hash()", zKept, sizeof(zKept));
    freshHash(db, zFresh);
    nStale += strcmp(zKept, zFresh) != 0;
  }
  CU_ASSERT_EQUAL(nStale, 0);
  dbClose(db);
}

static int stop(void *p) {
  int *pn = p;
  return --*pn <= 0;
}

static void testInterrupt(void) {
  sqlite3 *db = dbOpen();
  char z[200];
  int isDone = 0;
  CU_ASSERT(sqlite3_exec(db, zArticles, 0, 0, 0) == SQLITE_OK);
  for (int i = 1; i < 2000 && !isDone; i += 1 + i / 8) {
    int n = i;
    sqlite3_progress_handler(db, 5, stop, &n);
    ask(db, "SELECT entente_code_articles() ->> 'events'", z, sizeof(z));
    isDone = n > 0;
    sqlite3_progress_handler(db, 0, 0, 0);
    CU_ASSERT(sqlite3_get_autocommit(db));
    if (isDone) break;
    ask(db, "SELECT count(*) FROM event", z, sizeof(z));
    CU_ASSERT_STRING_EQUAL(z, "0");
  }
  ask(db, "SELECT entente_code_articles() ->> 'stories'", z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "2");
  dbClose(db);
}

void test_articles_register(void) {
  CU_pSuite p = CU_add_suite("articles", 0, 0);
  CU_add_test(p, "the kept dictionary is the tables'", testCache);
  CU_add_test(p, "interrupted anywhere", testInterrupt);
}
