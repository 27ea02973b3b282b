/*
** Stopped as a statement begins.
**
** What our functions do, they do by statements of their own, and SQLite tells
** of each that begins. Suite interrupt draws its places among all the steps of
** a call; here they are named and few: the k-th statement begins, for each k
** (of hundreds, for one in so many), and then somebody calls
** sqlite3_interrupt(). Whatever it was for, its answer must not be taken for
** "there is none": the call says SQLITE_INTERRUPT, or was right already; no
** transaction is left open; the same call, let alone, is right.
*/
#include <CUnit/CUnit.h>
#include "answer.h"
#include "entente.h"
#include "scratch.h"
#include <stdio.h>
#include <string.h>

void test_stopped_register(void);

typedef struct Stop Stop;
struct Stop {
  sqlite3 *db;
  const char *zWords; /* that are in each statement that counts */
  int nLeft;          /* statements to begin until it is stopped */
};

static int begins(unsigned what, void *pArg, void *pStmt, void *zSql) {
  Stop *p = pArg;
  (void)what;
  (void)pStmt;
  if (strstr(zSql, p->zWords) && --p->nLeft == 0) sqlite3_interrupt(p->db);
  return 0;
}

static const char zTables[] =
    "SELECT entente_create();"
    "INSERT INTO source(id, title) VALUES ('t', 'test');" ANSWER_ROWS
    "INSERT INTO coverage(layer, source) VALUES ('obligation', 't'),"
    " ('trade', 't'), ('sanction', 't'), ('vote', 't');"
    "INSERT INTO roll_call(id, date) VALUES ('r', '2020');"
    "INSERT INTO vote(roll_call, state, vote) VALUES ('r', 'USA', 'yes'),"
    " ('r', 'CHN', 'no');"
    "INSERT INTO article(id, title, language) VALUES"
    " ('a', 'China warned Russia.', 'en'),"
    " ('b', 'China warned Russia again.', 'en');"
    "CREATE VIRTUAL TABLE q USING saved_query((SELECT code FROM state WHERE"
    " code = :a AND :b = 5), a='USA', b=5);"
    "CREATE VIRTUAL TABLE who USING fts5(x, tokenize = 'entente')";

/* What is done first with each new attempt, and what is then asked. */
static void stoppedAt(int few, const char *zWords, const char *zBefore,
                      const char *zAsk) {
  sqlite3 *db = answer_copy(0);
  uint64_t good = 0, answer = 0;
  int rc = SQLITE_INTERRUPT, n, nStopped = 0;
  CU_ASSERT_FATAL(db != 0);
  answer_do(db, zTables);
  answer_do(db, zBefore);
  CU_ASSERT_EQUAL(answer_run(db, zAsk, &good), SQLITE_OK);
  if (!sqlite3_get_autocommit(db)) answer_do(db, "ROLLBACK");
  for (n = 1; rc != SQLITE_OK; n += 1 + n / few) {
    Stop stop = { db, zWords, n };
    answer_do(db, zBefore);
    sqlite3_trace_v2(db, SQLITE_TRACE_STMT, begins, &stop);
    rc = answer_run(db, zAsk, &answer);
    sqlite3_trace_v2(db, 0, 0, 0);
    if (rc == SQLITE_ERROR && sqlite3_libversion_number() < 3040000 &&
        strstr(sqlite3_errmsg(db), "interrupted"))
      rc = SQLITE_INTERRUPT; /* which a table's constructor cannot say there */
    if (rc != SQLITE_OK && rc != SQLITE_INTERRUPT) {
      CU_FAIL("another error");
      printf("\n  %s, statement %d: %d, %s\n", zAsk, n, rc, sqlite3_errmsg(db));
      break;
    }
    nStopped += rc == SQLITE_INTERRUPT;
    if (strncmp(zBefore, "BEGIN", 5) == 0) {
      if (!sqlite3_get_autocommit(db)) answer_do(db, "ROLLBACK");
    } else {
      CU_ASSERT(sqlite3_get_autocommit(db));
    }
  }
  CU_ASSERT_EQUAL(answer, good);
  CU_ASSERT(nStopped > 0);
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
}

static void stopped(const char *zBefore, const char *zAsk) {
  stoppedAt(1 << 20, "", zBefore, zAsk);
}

/* In a transaction that has written, the tables are known by more. */
#define WRITTEN "BEGIN; UPDATE trade SET value = value"

static void readers(void) {
  stopped("", "SELECT alliance_strength('CHN', 'PRK', '2020')");
  stopped(WRITTEN, "SELECT alliance_strength('CHN', 'PRK', '2020')");
  stopped("", "SELECT similarity('USA', 'CHN', 2020, 'agreement', 'vote')");
  stopped(WRITTEN, "SELECT * FROM article_events('China warned Russia.')");
  stopped("", "SELECT * FROM network_stats(2018, 2020)");
  stopped("", "SELECT sum(s) FROM similarities(2018, 2020)");
  stopped("", "SELECT count(*) FROM similarities(2018, 2020, 'vote')");
  stopped("", "SELECT count(*) FROM saved_queries");
  stopped("", "SELECT count(*) FROM unknown_verbs()");
  stopped("", "SELECT count(*) FROM citations('SELECT * FROM trade')");
  stopped("", "SELECT count(*) FROM dictionary_check()");
  stoppedAt(20, "", "", "SELECT count(*) FROM entente_check()");
  stoppedAt(20, "", "", "SELECT found FROM entente_doctor()");
  stoppedAt(20, "", "", "SELECT entente_dump()");
  stoppedAt(20, "SELECT CAST(", "", "SELECT entente_dump()");
}

static void writers(void) {
  stopped("DROP TABLE IF EXISTS temp.s",
          "CREATE VIRTUAL TABLE temp.s USING saved_query((SELECT :a), a=1)");
  stopped("DELETE FROM who", "INSERT INTO who VALUES ('Moscow met Seoul.')");
  stopped("UPDATE article_reading SET dictionary = ''",
          "SELECT entente_code_articles() ->> 'events'");
}

static void files(void) {
  static const char zDataset[] =
      "{\"format\":\"entente-dataset/1\",\"source\":[{\"id\":\"s\",\"title\":"
      "\"S\",\"sanction\":[{\"id\":\"x\",\"sender\":\"TWO\",\"target\":\"RUS\","
      "\"kind\":\"arms\"}]}],\"bloc\":[{\"code\":\"TWO\",\"name\":\"Two\"}],"
      "\"deal\":[{\"id\":\"f\",\"title\":\"F\",\"source\":\"later\"}],"
      "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT 1\"}]}";
  char zAsk[400];
  scratch_write(zDataset, sizeof(zDataset) - 1);
  snprintf(zAsk, sizeof(zAsk), "SELECT entente_load('%s') ->> 'total'",
           scratch_path);
  stopped("INSERT OR IGNORE INTO source(id, title) VALUES ('later', 'L')",
          zAsk);
}

static void mappings(void) {
  static const char zMapping[] =
      "-- reader: none\n"
      "CREATE TABLE mine(x);\n"
      "INSERT INTO import_state(value, scheme) VALUES ('China', 'name'),"
      " ('RUS', 'code'), ('710', 'cow'), ('Freedonia', 'name'), ('Germany', "
      "'name');\n"
      "DROP TABLE mine;";
  char zAsk[400];
  scratch_write(zMapping, sizeof(zMapping) - 1);
  snprintf(zAsk, sizeof(zAsk),
           "SELECT entente_import('%s', '') ->> 'unresolved'", scratch_path);
  stopped("", zAsk);
}

void test_stopped_register(void) {
  CU_pSuite p = CU_add_suite("stopped", scratch_setup, scratch_teardown);
  CU_add_test(p, "what reads", readers);
  CU_add_test(p, "what writes", writers);
  CU_add_test(p, "a file is loaded", files);
  CU_add_test(p, "a mapping", mappings);
}
