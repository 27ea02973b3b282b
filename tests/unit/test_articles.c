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
#include "faults.h"
#include "forks.h"

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

/* ---- Stories ---- */

/* Two that agree in one band of their fingerprints, and in nothing else, meet
** in a bucket and are two stories. */
static void testBucket(void) {
  sqlite3 *db = dbOpen();
  char z[200];
  CU_ASSERT(sqlite3_exec(db,
                         "INSERT INTO article(id, title) VALUES ('a', 'x'),"
                         " ('b', 'y'); SELECT entente_code_articles();"
                         "UPDATE article_reading SET fingerprint ="
                         " '00000001000000010000000100000001' ||"
                         " replace(hex(zeroblob(28)), '00', iif(article = 'a',"
                         " '0000000a', '0000000b'))",
                         0, 0, 0) == SQLITE_OK);
  ask(db, "SELECT entente_code_articles() ->> 'stories'", z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "2");
  ask(db, "SELECT length(fingerprint) FROM article_reading", z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "256");
  dbClose(db);
}

/* Words first to last, as a text. */
static const char zWords[] =
    "INSERT INTO article(id, title, body)"
    " WITH w(n) AS (VALUES (%d) UNION ALL SELECT n + 1 FROM w WHERE n < %d)"
    " SELECT %Q, 't', group_concat('%s' || n, ' ') FROM w";

static void words(sqlite3 *db, const char *zId, const char *zWord, int first,
                  int last) {
  char *zSql = sqlite3_mprintf(zWords, first, last, zId, zWord);
  CU_ASSERT(sqlite3_exec(db, zSql, 0, 0, 0) == SQLITE_OK);
  sqlite3_free(zSql);
}

#define STORIES  "SELECT entente_code_articles() ->> 'stories'"
#define CLUSTERS "SELECT group_concat(DISTINCT cluster) FROM article_reading"

static void testStories(void) {
  sqlite3 *db = dbOpen();
  char z[200], zId[20];
  ask(db, STORIES, z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "0"); /* of an archive without an article */
  for (int i = 0; i < 12; i++) {  /* the same story, in every paper */
    snprintf(zId, sizeof(zId), "a%02d", i);
    words(db, zId, "w", 1, 100);
  }
  ask(db, STORIES, z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "1");
  ask(db, CLUSTERS, z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "a00");
  /* Too short to be compared: each a story of its own. */
  words(db, "s1", "short", 1, 2);
  words(db, "s2", "short", 1, 2);
  ask(db, STORIES, z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "3");
  /* So is one whose fingerprint somebody has damaged. */
  sqlite3_exec(db,
               "UPDATE article_reading SET fingerprint = NULL"
               " WHERE article = 'a01';"
               "UPDATE article_reading SET fingerprint = 'abc'"
               " WHERE article = 'a02';"
               "UPDATE article_reading SET fingerprint ="
               "  replace(fingerprint, '0', 'x') WHERE article = 'a03'",
               0, 0, 0);
  ask(db, STORIES, z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "6");
  dbClose(db);
}

/* A story that drifts: the first and the last have but half in common, each of
** them more with what came between. And forty that share a fifth. */
static void testDrift(void) {
  sqlite3 *db = dbOpen();
  char z[200], zId[20], zWord[20];
  for (int i = 0; i < 8; i++) {
    static const int aFirst[] = { 1, 33, 17 };
    snprintf(zWord, sizeof(zWord), "%c", 'a' + i);
    for (int k = 0; k < 3; k++) {
      snprintf(zId, sizeof(zId), "%c%d", 'a' + i, k);
      words(db, zId, zWord, aFirst[k], aFirst[k] + 99);
    }
  }
  ask(db, STORIES, z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "8");
  ask(db, CLUSTERS, z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "a0,b0,c0,d0,e0,f0,g0,h0");
  for (int i = 0; i < 40; i++) {
    snprintf(zId, sizeof(zId), "z%d", i);
    snprintf(zWord, sizeof(zWord), "z%d_", i);
    words(db, zId, zWord, 1, 60);
    sqlite3_exec(db,
                 "WITH w(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM w"
                 " WHERE n < 30) UPDATE article SET body = body || ' ' ||"
                 " (SELECT group_concat('common' || n, ' ') FROM w)"
                 " WHERE docid = (SELECT max(docid) FROM article)",
                 0, 0, 0);
  }
  ask(db, STORIES, z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "48");
  dbClose(db);
}

/* Of a thousand articles some vanish while others are read. */
static void testMany(void) {
  sqlite3 *db = dbOpen();
  char z[200];
  CU_ASSERT(
      sqlite3_exec(db,
                   "DELETE FROM dictionary_word WHERE phrase <> 'attack';"
                   "WITH w(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM w"
                   " WHERE n < 1001) INSERT INTO article(id, title)"
                   " SELECT n, 'Turkey attacked Syria.' FROM w;"
                   "CREATE TRIGGER t AFTER INSERT ON event"
                   " WHEN new.article = '10' BEGIN"
                   " DELETE FROM article WHERE id = '20'; END",
                   0, 0, 0) == SQLITE_OK);
  ask(db, "SELECT entente_code_articles() -> '$.articles'", z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "1000");
  dbClose(db);
}

/* Names longer than any are not told, and nothing is where there is nothing. */
static void testUnknown(void) {
  sqlite3 *db = dbOpen();
  char z[200];
  ask(db, "SELECT count(*) FROM unknown_actors()", z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "0");
  sqlite3_exec(db,
               "INSERT INTO article(id, title) SELECT 'a', 'Zembla met ' ||"
               " replace(hex(zeroblob(20)), '0', 'Xanthippe ') || '.'",
               0, 0, 0);
  ask(db, "SELECT group_concat(words) FROM unknown_actors()", z, sizeof(z));
  CU_ASSERT_STRING_EQUAL(z, "Zembla");
  dbClose(db);
}

/* Rows that no constraint saw: they are left out, and the rest is read. */
static void testRows(void) {
  static const char *const az[][2] = {
    { "dictionary_item", "SELECT NULL AS phrase, 'a' AS item UNION ALL"
                         " SELECT 'a', NULL" },
    { "dictionary_code", "SELECT NULL AS code" },
    { "dictionary_rule", "SELECT NULL AS stance, 'a' AS act UNION ALL"
                         " SELECT 'not', NULL" },
    { "dictionary_prior", "SELECT NULL AS name" },
    { "dictionary_word", "SELECT NULL AS phrase, 'act' AS class UNION ALL"
                         " SELECT 'a', NULL" },
    { "dictionary_actor", "SELECT NULL AS phrase, 'name' AS kind, NULL AS"
                          " since UNION ALL SELECT 'a', 'name', 'soon'" },
  };
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++) {
    sqlite3 *db = dbOpen();
    char z[200], *zSql, *zColumns;
    ask(db, "SELECT 1", z, sizeof(z));
    zColumns = sqlite3_mprintf("PRAGMA legacy_alter_table = ON;"
                               "CREATE TABLE other AS SELECT * FROM %s WHERE 0;"
                               "DROP TABLE %s; ALTER TABLE other RENAME TO %s",
                               az[i][0], az[i][0], az[i][0]);
    CU_ASSERT(sqlite3_exec(db, zColumns, 0, 0, 0) == SQLITE_OK);
    zSql = sqlite3_mprintf(
        i == 5   ? "INSERT INTO %s(phrase, kind, since, active)"
                   " SELECT *, 1 FROM (%s)"
        : i == 4 ? "INSERT INTO %s(phrase, class, active)"
                   " SELECT *, 1 FROM (%s)"
        : i == 2 ? "INSERT INTO %s(stance, act, active) SELECT *, 1 FROM (%s)"
        : i == 0 ? "INSERT INTO %s(phrase, item, active) SELECT *, 1 FROM (%s)"
        : i == 1 ? "INSERT INTO %s(code, active) SELECT *, 1 FROM (%s)"
                 : "INSERT INTO %s(name) %s",
        az[i][0], az[i][1]);
    CU_ASSERT(sqlite3_exec(db, zSql, 0, 0, 0) == SQLITE_OK);
    ask(db, "SELECT count(*) FROM article_mentions('Iran')", z, sizeof(z));
    CU_ASSERT_STRING_EQUAL(z, "1");
    sqlite3_free(zSql);
    sqlite3_free(zColumns);
    dbClose(db);
  }
}

/* ---- Each request for memory fails ---- */

static void testFaults(void) {
  /* What is kept of the dictionary does not agree any more. */
  static const char zAgain[] = "UPDATE entente_seq SET seq = seq; BEGIN";
  static const char *const azSql[] = {
    "SELECT entente_code_articles()",
    "SELECT * FROM article_mentions('Turkey attacked Syria.')",
    "SELECT * FROM article_events('Turkey attacked Syria.')",
    "SELECT * FROM article_deals('Iran sold drones to Iraq for oil.')",
    "SELECT * FROM unknown_actors()",
    "SELECT * FROM unknown_verbs()",
    "SELECT dictionary_hash()",
    "SELECT * FROM dictionary_check()",
    "INSERT INTO news VALUES ('Turkey attacked Syria.')",
    "SELECT * FROM news WHERE news MATCH 'SYR'",
  };
  sqlite3 *from = dbOpen();
  CU_ASSERT(
      sqlite3_exec(from,
                   "DELETE FROM dictionary_word"
                   " WHERE phrase NOT IN ('attack', 'sell', 'for', 'meet');"
                   "DELETE FROM dictionary_item"
                   " WHERE phrase NOT IN ('oil', 'drone');"
                   "DELETE FROM dictionary_actor WHERE phrase <> 'Hamas';"
                   "DELETE FROM dictionary_rule WHERE stance <> 'not';"
                   "DELETE FROM state_name WHERE scheme <> 'name' OR"
                   " value NOT IN ('Iran', 'Iraq', 'Syria', 'Turkey');"
                   "CREATE VIRTUAL TABLE news USING"
                   " fts5(body, tokenize = 'entente')",
                   0, 0, 0) == SQLITE_OK);
  CU_ASSERT(sqlite3_exec(from, zArticles, 0, 0, 0) == SQLITE_OK);
  for (size_t i = 0; i < sizeof(azSql) / sizeof(azSql[0]); i++) {
    FaultsRefused refused;
    FaultsList list;
    uint64_t good, answer;
    sqlite3 *db = faults_open(from);
    int rc;
    sqlite3_exec(db, zAgain, 0, 0, 0);
    faults_watch(8);
    CU_ASSERT(faults_run(db, azSql[i], &good) == SQLITE_OK);
    list = faults_list();
    sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
    sqlite3_exec(db, zAgain, 0, 0, 0);
    faults_each(&list, 29);
    rc = faults_run(db, azSql[i], &answer);
    refused = faults_refused();
    if (rc != SQLITE_NOMEM && (rc != SQLITE_OK || answer != good)) {
      forks_wrong();
      printf("\n  %s, request %ld: rc %d\n", azSql[i], refused.n, rc);
    }
    dbClose(db);
    if (refused.n >= 0) forks_leave();
    forks_wait();
    free(list.a);
    CU_ASSERT(rc == SQLITE_OK);
    CU_ASSERT_EQUAL(forks_wrongs(), 0);
  }
  dbClose(from);
}

void test_articles_register(void) {
  CU_pSuite p = CU_add_suite("articles", 0, 0);
  CU_add_test(p, "the kept dictionary is the tables'", testCache);
  CU_add_test(p, "interrupted anywhere", testInterrupt);
  CU_add_test(p, "stories", testStories);
  CU_add_test(p, "stories of one bucket", testBucket);
  CU_add_test(p, "stories that drift", testDrift);
  CU_add_test(p, "a thousand articles", testMany);
  CU_add_test(p, "what is unknown", testUnknown);
  CU_add_test(p, "rows that no constraint saw", testRows);
  CU_add_test(p, "short of memory", testFaults);
}
