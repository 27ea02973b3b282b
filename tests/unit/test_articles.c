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

/* ---- Want of memory ---- */

static sqlite3_mem_methods memReal;
static int nMemLeft;

static void *memMalloc(int n) {
  return nMemLeft >= 0 && nMemLeft-- == 0 ? 0 : memReal.xMalloc(n);
}

static void *memRealloc(void *p, int n) {
  return nMemLeft >= 0 && nMemLeft-- == 0 ? 0 : memReal.xRealloc(p, n);
}

static void sweep(sqlite3 *db, const char *zSql, const char *zState) {
  char zBefore[200], zAfter[200];
  int n, nFailed = 0;
  ask(db, zState, zBefore, sizeof(zBefore));
  for (n = 0; n < 10000000; n += 1 + n / 16) {
    sqlite3_stmt *pStmt = 0;
    int rc, isEnd;
    CU_ASSERT_FATAL(sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) == SQLITE_OK);
    nMemLeft = n;
    do
      rc = sqlite3_step(pStmt);
    while (rc == SQLITE_ROW);
    isEnd = nMemLeft >= 0;
    nMemLeft = -1;
    sqlite3_finalize(pStmt);
    if (isEnd) break;
    if (rc == SQLITE_DONE) { /* SQLite may do without some allocations */
      ask(db, zState, zBefore, sizeof(zBefore));
      continue;
    }
    nFailed++;
    CU_ASSERT_EQUAL(rc, SQLITE_NOMEM);
    ask(db, zState, zAfter, sizeof(zAfter));
    CU_ASSERT_STRING_EQUAL(zAfter, zBefore);
  }
  CU_ASSERT(nFailed > 10);
}

static void testMemory(void) {
  static const char zState[] =
      "SELECT count(*) || ' ' || (SELECT count(*) FROM candidate) || ' ' ||"
      " (SELECT count(*) FROM article_reading) FROM event";
  sqlite3_mem_methods mem;
  sqlite3 *db;
  CU_ASSERT_FATAL(sqlite3_shutdown() == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memReal) ==
                  SQLITE_OK);
  mem = memReal;
  mem.xMalloc = memMalloc;
  mem.xRealloc = memRealloc;
  nMemLeft = -1;
  CU_ASSERT_FATAL(sqlite3_config(SQLITE_CONFIG_MALLOC, &mem) == SQLITE_OK);
  db = dbOpen();
  CU_ASSERT(sqlite3_exec(db, zArticles, 0, 0, 0) == SQLITE_OK);
  sweep(db,
        "SELECT * FROM article, article_deals(body), article_events(body),"
        " article_mentions(body) WHERE id = 'a'",
        zState);
  sweep(db, "SELECT entente_code_articles()", zState);
  sweep(db, "SELECT * FROM unknown_actors()", zState);
  dbClose(db);
  sqlite3_shutdown();
  sqlite3_config(SQLITE_CONFIG_MALLOC, &memReal);
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
  CU_add_test(p, "short of memory", testMemory);
  CU_add_test(p, "interrupted anywhere", testInterrupt);
}
