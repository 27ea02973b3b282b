/*
** The tokenizer: it agrees with the dictionary through transactions, keeps its
** offsets inside the text whatever the bytes, takes want of memory, and is
** harmless without a dataset and without FTS5.
*/
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"

void test_search_register(void);

static sqlite3 *dbOpen(const char *zSql) {
  sqlite3 *db = 0;
  CU_ASSERT_FATAL(sqlite3_open(":memory:", &db) == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_entente_init(db, 0, 0) == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_exec(db, zSql, 0, 0, 0) == SQLITE_OK);
  return db;
}

static void dbClose(sqlite3 *db) {
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

static int number(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  int n = -1;
  if (sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) == SQLITE_OK &&
      sqlite3_step(pStmt) == SQLITE_ROW) {
    n = sqlite3_column_int(pStmt, 0);
  }
  CU_ASSERT(pStmt != 0 && sqlite3_finalize(pStmt) == SQLITE_OK);
  return n;
}

/* ---- The dictionary that is kept ---- */

static void testFresh(void) {
  static const char *const az[] = {
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT s",
    "RELEASE s",
    "ROLLBACK TO s",
    "UPDATE dictionary_actor SET code = 'AAA' WHERE phrase = 'Zembla'",
    "UPDATE dictionary_actor SET code = 'BBB' WHERE phrase = 'Zembla'",
    "UPDATE dictionary_actor SET active = 1 - active WHERE phrase = 'Zembla'",
    "UPDATE parameter SET note = note",
  };
  sqlite3 *db =
      dbOpen("SELECT entente_create();"
             "INSERT INTO dictionary_actor(phrase, code, kind)"
             " VALUES ('Zembla', 'AAA', 'place');"
             "CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'entente');"
             "CREATE VIRTUAL TABLE v USING fts5vocab(t, instance);");
  int nStale = 0;
  srand(7);
  for (int i = 0; i < 1500; i++) {
    sqlite3_exec(db, az[(size_t)rand() % (sizeof(az) / sizeof(az[0]))], 0, 0,
                 0);
    if (rand() % 3 == 0) continue;
    CU_ASSERT(sqlite3_exec(db, "INSERT INTO t(x) VALUES ('Zembla')", 0, 0, 0) ==
              SQLITE_OK);
    nStale += number(
        db, "SELECT (SELECT group_concat(term) FROM v WHERE term <> 'zembla'"
            "         AND doc = (SELECT max(rowid) FROM t))"
            " IS NOT (SELECT code FROM dictionary_actor"
            "          WHERE phrase = 'Zembla' AND active)");
  }
  CU_ASSERT_EQUAL(nStale, 0);
  dbClose(db);
}

/* ---- Any bytes ---- */

typedef struct Seen Seen;
struct Seen {
  int n, nToken, nColocated, nOutside, last;
  int iStop, rc; /* the token, from 1, with which it is enough, and why */
};

static int seeToken(void *p, int tflags, const char *z, int n, int first,
                    int last) {
  Seen *pSeen = p;
  pSeen->nToken++;
  if (tflags & FTS5_TOKEN_COLOCATED) pSeen->nColocated++;
  if (z == 0 || n <= 0 || first < 0 || last < first || last > pSeen->n) {
    pSeen->nOutside++;
  }
  if (!(tflags & FTS5_TOKEN_COLOCATED)) {
    if (first < pSeen->last) pSeen->nOutside++;
    pSeen->last = last;
  }
  return pSeen->nToken == pSeen->iStop ? pSeen->rc : SQLITE_OK;
}

/* Who takes the tokens has enough (SQLITE_DONE) or fails: no more is handed
** over, and the failure is handed on. */
static void testGivesUp(const fts5_tokenizer *p, Fts5Tokenizer *pTokenizer) {
  static const char zText[] = "Moscow \xE6\x9C\x9D\xE9\xAE\xAE met"
                              " \xE6\x9C\x9D\xE9\xAE\xAE";
  Seen none = { 0 }, edge = { 0 };
  for (int flags = 0; flags < 2; flags++) {
    int how = flags ? FTS5_TOKENIZE_QUERY : FTS5_TOKENIZE_DOCUMENT, n = 0;
    for (int i = 0; i <= n; i++) { /* 0: never enough */
      for (int k = 0; k < 2; k++) {
        Seen seen = { 0 };
        int rc;
        seen.n = (int)strlen(zText);
        seen.iStop = i;
        seen.rc = k ? SQLITE_NOMEM : SQLITE_DONE;
        rc = p->xTokenize(pTokenizer, &seen, how, zText, seen.n, seeToken);
        CU_ASSERT_EQUAL(rc, i && k ? SQLITE_NOMEM : SQLITE_OK);
        if (i == 0) n = seen.nToken;
        CU_ASSERT_EQUAL(seen.nToken, i ? i : n);
      }
    }
    CU_ASSERT(n >= 6);
  }
  CU_ASSERT_EQUAL(
      p->xTokenize(pTokenizer, &none, FTS5_TOKENIZE_DOCUMENT, 0, 0, seeToken),
      SQLITE_OK);
  CU_ASSERT_EQUAL(none.nToken, 0);
  /* Behind the last of the ideographs there is no character at all. */
  edge.n = 8;
  CU_ASSERT_EQUAL(p->xTokenize(pTokenizer, &edge, FTS5_TOKENIZE_DOCUMENT,
                               "\xF0\xBF\xBF\xBD\xF0\xBF\xBF\xBE", 8, seeToken),
                  SQLITE_OK);
  CU_ASSERT_EQUAL(edge.nToken, 2);
  CU_ASSERT_EQUAL(edge.nColocated, 0); /* they are no pair */
}

static void testBytes(void) {
  static const char *const azPart[] = {
    "Moscow",
    " ",
    "\xE6\x9C\x9D",
    "\xED\x95\x9C",
    "\x1F",
    "2023-09",
    "\xFF",
    "\xE6\x9C",
    "\xF0\xA0\x80\x80",
    "U.S.",
    "North Korea's",
    ".",
    "\xC3\x89",
    "-",
    "\xEF\xBC\x8C",
    "\n\n",
    "Paris",
    "\xF0",
  };
  enum { PARTS = sizeof(azPart) / sizeof(azPart[0]), SIZE = 4000000 };
  sqlite3 *db = dbOpen("SELECT entente_create()");
  sqlite3_stmt *pStmt = 0;
  fts5_api *pApi = 0;
  fts5_tokenizer tokenizer;
  Fts5Tokenizer *pTokenizer = 0;
  void *pUser = 0;
  char *z = malloc(SIZE);
  CU_ASSERT_FATAL(z != 0);
  sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &pStmt, 0);
  sqlite3_bind_pointer(pStmt, 1, (void *)&pApi, "fts5_api_ptr", 0);
  sqlite3_step(pStmt);
  sqlite3_finalize(pStmt);
  CU_ASSERT_FATAL(pApi != 0);
  CU_ASSERT_FATAL(pApi->xFindTokenizer(pApi, "entente", &pUser, &tokenizer) ==
                  SQLITE_OK);
  CU_ASSERT_FATAL(tokenizer.xCreate(pUser, 0, 0, &pTokenizer) == SQLITE_OK);
  srand(3);
  for (int round = 0; round < 600; round++) {
    Seen seen = { 0 };
    int isQuery = round % 3 == 0;
    for (int i = rand() % 20; i > 0; i--) {
      const char *zPart = azPart[rand() % PARTS];
      if (rand() % 40 == 0) zPart = ""; /* its final 0 goes along */
      memcpy(z + seen.n, zPart, strlen(zPart) + 1);
      seen.n += zPart[0] ? (int)strlen(zPart) : 1;
    }
    char *zExact = malloc((size_t)seen.n + 1); /* for the sanitizer */
    CU_ASSERT_FATAL(zExact != 0);
    memcpy(zExact, z, (size_t)seen.n);
    CU_ASSERT(tokenizer.xTokenize(pTokenizer, &seen,
                                  isQuery ? FTS5_TOKENIZE_QUERY
                                          : FTS5_TOKENIZE_DOCUMENT,
                                  zExact, seen.n, seeToken) == SQLITE_OK);
    CU_ASSERT_EQUAL(seen.nOutside, 0);
    if (isQuery) CU_ASSERT_EQUAL(seen.nColocated, 0);
    free(zExact);
  }
  for (int round = 0; round < PARTS; round++) { /* megabytes of one thing */
    Seen seen = { 0 };
    int n = (int)strlen(azPart[round]);
    while (seen.n + n < SIZE / 4) {
      memcpy(z + seen.n, azPart[round], (size_t)n);
      seen.n += n;
    }
    CU_ASSERT(tokenizer.xTokenize(pTokenizer, &seen, FTS5_TOKENIZE_DOCUMENT, z,
                                  seen.n, seeToken) == SQLITE_OK);
    CU_ASSERT_EQUAL(seen.nOutside, 0);
    if (round == 2) CU_ASSERT_EQUAL(seen.nToken, 2 * (seen.n / 3) - 1);
  }
  testGivesUp(&tokenizer, pTokenizer);
  tokenizer.xDelete(pTokenizer);
  free(z);
  dbClose(db);
}

/* ---- Where something is missing ---- */

static int denyFts5(void *p, int action, const char *z1, const char *z2,
                    const char *z3, const char *z4) {
  (void)p;
  (void)z1;
  (void)z3;
  (void)z4;
  return action == SQLITE_FUNCTION && z2 && strcmp(z2, "fts5") == 0
             ? SQLITE_DENY
             : SQLITE_OK;
}

static void testMissing(void) {
  sqlite3 *db = 0;
  CU_ASSERT_FATAL(sqlite3_open(":memory:", &db) == SQLITE_OK);
  sqlite3_set_authorizer(db, denyFts5, 0);
  CU_ASSERT(sqlite3_entente_init(db, 0, 0) == SQLITE_OK);
  CU_ASSERT_EQUAL(sqlite3_errcode(db), SQLITE_OK);
  sqlite3_set_authorizer(db, 0, 0);
  CU_ASSERT(sqlite3_exec(db,
                         "CREATE VIRTUAL TABLE t USING"
                         " fts5(x, tokenize = 'entente')",
                         0, 0, 0) == SQLITE_ERROR);
  CU_ASSERT_STRING_EQUAL(sqlite3_errmsg(db), "no such tokenizer: entente");
  dbClose(db);

  db = dbOpen("CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'entente');"
              "INSERT INTO t VALUES ('Moscow'), (NULL), ('')");
  CU_ASSERT_EQUAL(number(db, "SELECT count(*) FROM t WHERE t MATCH 'moscow'"),
                  1);
  CU_ASSERT_EQUAL(number(db, "SELECT count(*) FROM t WHERE t MATCH 'RUS'"), 0);
  /* The dataset comes later, in the same connection. */
  CU_ASSERT(sqlite3_exec(db,
                         "SELECT entente_create();"
                         "INSERT INTO t(t) VALUES ('rebuild')",
                         0, 0, 0) == SQLITE_OK);
  CU_ASSERT_EQUAL(number(db, "SELECT count(*) FROM t WHERE t MATCH 'RUS'"), 1);
  CU_ASSERT_EQUAL(
      sqlite3_exec(db, "INSERT INTO t VALUES ('Moscow, Seoul')", 0, 0, 0),
      SQLITE_OK);
  CU_ASSERT_EQUAL(
      number(db, "SELECT count(*) FROM t WHERE t MATCH '\"RUS KOR\"'"), 1);
  CU_ASSERT_EQUAL(
      number(db, "SELECT count(*) FROM t WHERE t MATCH '\"KOR RUS\"'"), 0);
  dbClose(db);
}

/* Somebody else's fts5(): it hands over nothing, or an FTS5 of old, or one that
** has lost its words. */
static int iFake;

static int fakeFind(fts5_api *p, const char *z, void **ppUser,
                    fts5_tokenizer *pOut) {
  (void)p;
  (void)z;
  (void)ppUser;
  (void)pOut;
  return SQLITE_ERROR;
}

static void fake(sqlite3_context *ctx, int n, sqlite3_value **ap) {
  static fts5_api api;
  fts5_api **pp = sqlite3_value_pointer(ap[0], "fts5_api_ptr");
  (void)n;
  (void)ctx;
  api.iVersion = iFake;
  api.xFindTokenizer = fakeFind;
  if (iFake && pp) *pp = &api;
}

static void testFake(void) {
  for (iFake = 0; iFake <= 2; iFake++) {
    sqlite3 *db = 0;
    char *zError = 0;
    CU_ASSERT_FATAL(sqlite3_open(":memory:", &db) == SQLITE_OK);
    sqlite3_create_function(db, "fts5", 1, SQLITE_UTF8, 0, fake, 0, 0);
    CU_ASSERT_EQUAL(sqlite3_entente_init(db, &zError, 0),
                    iFake < 2 ? SQLITE_OK : SQLITE_ERROR);
    CU_ASSERT_EQUAL(sqlite3_exec(db, "SELECT entente_version()", 0, 0, 0),
                    iFake < 2 ? SQLITE_OK : SQLITE_ERROR);
    CU_ASSERT_EQUAL(zError != 0, iFake == 2);
    if (zError)
      CU_ASSERT_PTR_NOT_NULL(strstr(zError, "cannot register the tokenizer"));
    sqlite3_free(zError);
    dbClose(db);
  }
}

/* A table of the dictionary that is itself a search by this tokenizer. */
static void testRecursion(void) {
  sqlite3 *db = dbOpen(
      "SELECT entente_create();"
      "CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'entente');"
      "INSERT INTO t VALUES ('Moscow');"
      "DROP TABLE dictionary_prior;"
      "CREATE VIEW dictionary_prior AS"
      " SELECT 'svo' AS name, count(*) AS value FROM t WHERE t MATCH 'RUS';"
      "INSERT INTO t VALUES ('Moscow')");
  CU_ASSERT_EQUAL(number(db, "SELECT count(*) FROM t WHERE t MATCH 'RUS'"), 2);
  dbClose(db);
}

void test_search_register(void) {
  CU_pSuite p = CU_add_suite("search", 0, 0);
  CU_add_test(p, "codes are the dictionary's of the moment", testFresh);
  CU_add_test(p, "any bytes", testBytes);
  CU_add_test(p, "without FTS5, without a dataset", testMissing);
  CU_add_test(p, "another fts5()", testFake);
  CU_add_test(p, "defined in terms of itself", testRecursion);
}
