/*
** Every request for memory fails once.
**
** The work is drawn from what is registered: the example of every function,
** table and module, every import format on its small file, and beside them
** what no example shows: an empty database, the index of who is meant, a
** candidate that is accepted. A request for memory is refused in a copy of the
** process that goes on from there (faults.h), alone, and together with all
** behind it; outside a transaction and in one of the caller's. Then
**
**   - the answer is SQLITE_NOMEM, or it is right, for SQLite does without some
**     memory: never a short or another answer as if it were whole;
**   - main is as before the call, by all its rows; or the whole of the caller's
**     transaction is gone, as SQLite says it may be, and none of it is left; or
**     a transaction of the call's own was committed, and all of it is there,
**     before the statement around the call, or its tidying up, failed;
**   - the transaction is open if it was, and not if it was not;
**   - the same work, with memory, gives the right answer on that connection:
**     nothing broken was kept;
**   - the connection closes with SQLITE_OK, and no byte is held, by SQLite, by
**     cJSON or by an open file.
**
** The suite refuses the first request of each site of the program (faults.h),
** ENTENTE_EVERY=1 every one besides, =7 every seventh. The answer, its code and
** the transaction are looked at each time; main, what is held and the work
** again, which take longer, for the sites and for some thousand requests more,
** drawn evenly, of each work. ENTENTE_WORK is a part of the names of the work
** to do.
*/
#define _POSIX_C_SOURCE 200809L
#include <CUnit/CUnit.h>
#include "../../ext/sql/schema.h"
#include "entente.h"
#include "faults.h"
#include "forks.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void test_memory_register(void);

/* Where tables are made, so many of the last requests are tried in any case:
** what remains to be done then is to commit. */
enum { MEMORY_LAST = 24, MEMORY_DRAWN = 1000 };

#define FIXTURES "tests/golden/data"

static sqlite3 *dbSample; /* the sample and more, for the examples */
static sqlite3 *dbTables; /* the tables, and no data */
static char zSmall[] = "/tmp/entente-memory-XXXXXX"; /* a small dataset */
static char zMapping[] = "/tmp/entente-mapping-XXXXXX";
static sqlite3_int64 nUsed; /* by SQLite, before a case */
static long nHeld;          /* faults_held(), then */

/* What the copies have to tell. */
typedef struct Told Told;
struct Told {
  atomic_long nRefused, nWay, nRight, nWhole, nAgain;
};
static Told *pTold;

static const char zDataset[] =
    "{\"format\":\"entente-dataset/1\",\"source\":[{\"id\":\"s\",\"title\":"
    "\"S\"}],\"deal\":[{\"id\":\"d\",\"title\":\"D\",\"source\":\"s\","
    "\"deal_party\":[{\"state\":\"CHN\"},{\"state\":\"RUS\"}],\"obligation\":"
    "[{\"from_state\":\"CHN\",\"to_state\":\"RUS\",\"kind\":\"neutrality\"}]}],"
    "\"evidence\":[{\"article\":\"a\",\"about\":"
    "\"deal\",\"about_id\":\"d\"}],\"article\":[{\"id\":\"a\",\"title\":\"China"
    " met Russia.\",\"url\":\"http://x\"}]}";

static const char zScript[] =
    "-- reader: json_file(root='deal')\n"
    "CREATE TABLE mine(x); INSERT INTO mine SELECT :path;"
    "CREATE TEMP VIEW v AS SELECT value FROM import_file;"
    "INSERT INTO import_state(value, scheme) VALUES ('China', 'name'),"
    " ('RUS', 'code'), ('710', 'cow'), ('Freedonia', 'name');"
    "INSERT INTO import_note(note, n) SELECT 'deals', :rows FROM v;"
    "SELECT NULL AS loaded;";

/* ---- One piece of work ---- */

typedef struct Work Work;
struct Work {
  const char *zName;
  sqlite3 *from;       /* the database that it starts from; NULL: none */
  const char *zBefore; /* runs with memory, or NULL */
  const char *zSql;
  int isMany; /* several calls: one piece only in a transaction */
};

typedef struct Run Run;
struct Run {
  const Work *pWork;
  int isInside;
  sqlite3 *db;
  uint64_t was, outside; /* main before the call, and before BEGIN */
  int isKnown;           /* they are */
  int nChange;           /* rows changed before the call */
  uint64_t good, after;  /* the answer, and main behind it */
  FaultsList list;       /* of requests that are refused in any case */
  long nAll;             /* requests */
  FaultsRefused refused;
  char zSaid[200]; /* by SQLite, with the answer */
};

static void say(const Run *p, int rc, const char *zWhat) {
  static const char *const azHow[] = { "the last", "once", "lasting" };
  forks_wrong();
  printf("\n  %s, %srequest %ld, %s: %s (rc %d: %s)\n", p->pWork->zName,
         p->isInside ? "in a transaction, " : "", p->refused.n,
         azHow[p->refused.how], zWhat, rc, p->zSaid);
}

static void told(FaultsRefused refused) {
  pTold->nWay++;
  pTold->nRefused += refused.how != FAULTS_LASTING;
}

/* A connection as it stands before the call. */
static void begin(Run *p) {
  uint64_t answer;
  if (p->db == 0) {
    p->db = faults_open(p->pWork->from);
    CU_ASSERT_FATAL(p->db != 0);
    sqlite3_exec(p->db, "PRAGMA temp_store = MEMORY", 0, 0, 0);
    if (p->pWork->zBefore) {
      CU_ASSERT_FATAL(faults_run(p->db, p->pWork->zBefore, &answer) == 0);
    }
    if (!p->isKnown) p->was = p->outside = faults_content(p->db);
  }
  /* A commit, or a change: what is cached does not agree any more. */
  if (p->isInside) sqlite3_exec(p->db, "BEGIN", 0, 0, 0);
  if (p->pWork->from) {
    sqlite3_exec(p->db, "UPDATE entente_seq SET seq = seq", 0, 0, 0);
  }
  if (p->isInside) {
    sqlite3_exec(p->db,
                 p->pWork->from
                     ? "INSERT INTO source(id, title) VALUES ('mine', 'mine')"
                     : "CREATE TABLE mine AS SELECT 1",
                 0, 0, 0);
    if (!p->isKnown) p->was = faults_content(p->db);
  }
  p->isKnown = 1;
  p->nChange = sqlite3_total_changes(p->db);
}

static int run(Run *p, uint64_t *pAnswer) {
  int rc = faults_run(p->db, p->pWork->zSql, pAnswer);
  snprintf(p->zSaid, sizeof(p->zSaid), "%s", sqlite3_errmsg(p->db));
  return rc;
}

/* Back to before the call. */
static void undo(Run *p) {
  if (!sqlite3_get_autocommit(p->db)) sqlite3_exec(p->db, "ROLLBACK", 0, 0, 0);
  faults_clean(p->db);
}

/* Nothing is held. */
static void end(Run *p) {
  int rc;
  undo(p);
  rc = sqlite3_close(p->db);
  p->db = 0;
  if (rc != SQLITE_OK) say(p, rc, "does not close");
  if (sqlite3_memory_used() != nUsed || faults_held() != nHeld) {
    say(p, rc, "something is still held");
    printf("  %lld bytes, %ld things\n",
           (long long)(sqlite3_memory_used() - nUsed), faults_held() - nHeld);
  }
}

/* With memory: the answer, what it changes, and the requests. */
static void rehearse(Run *p) {
  long nLast = p->pWork->from ? 0 : MEMORY_LAST;
  FaultsList *pList = &p->list;
  int rc;
  begin(p);
  faults_watch(1 + p->isInside);
  rc = run(p, &p->good);
  *pList = faults_list();
  p->nAll = faults_asked();
  if (rc != SQLITE_OK) say(p, rc, "fails with memory");
  p->after = faults_content(p->db);
  end(p);
  while (pList->n && pList->a[pList->n - 1] >= p->nAll - nLast)
    pList->n--;
  pList->a = realloc(pList->a, (size_t)(pList->n + nLast) * sizeof(long) + 1);
  CU_ASSERT_FATAL(pList->a != 0);
  for (long i = p->nAll - nLast; i < p->nAll; i++)
    pList->a[pList->n++] = i;
}

/* What takes long is done with those of the list and some MEMORY_DRAWN more, or
** one of so many of these. */
static int isDrawn(const Run *p, long of) {
  long n = p->refused.n;
  if (n % (of * (1 + p->nAll / MEMORY_DRAWN)) == 0) return 1;
  for (long i = 0; i < p->list.n; i++)
    if (p->list.a[i] == n) return 1;
  return 0;
}

/* Is main as before the call? If not, it must be as the answer says. */
static int isBefore(Run *p, int rc, int isGone) {
  uint64_t now;
  /* What only reads has not changed a row: no need to look at all. */
  if (p->was == p->after && p->nChange == sqlite3_total_changes(p->db) &&
      !isGone)
    return 1;
  now = faults_content(p->db);
  if (now == (isGone ? p->outside : p->was) && (rc || p->was == p->after))
    return 1;
  if (rc == SQLITE_OK ? now == p->after : !p->isInside && now == p->after) {
    pTold->nWhole += rc != SQLITE_OK; /* the statement around the call failed */
  } else {
    say(p, rc,
        rc == SQLITE_OK ? "another content"
        : isGone        ? "half is left of a lost transaction"
                        : "main differs");
  }
  return 0;
}

/* The same with memory, on the same connection. When FTS5 misses memory for the
** totals of an index, SQLite undoes the transaction and then FTS5 keeps 0 for
** them: in 3.54 it then says once that the index is damaged, and it is not. */
static void again(Run *p) {
  uint64_t answer = 0;
  int rc = SQLITE_CORRUPT;
  pTold->nAgain++;
  int nMost = sqlite3_libversion_number() < 3054000 ? 1 : 2;
  for (int i = 0; i < nMost && rc == SQLITE_CORRUPT; i++) {
    undo(p);
    if (p->isInside) begin(p);
    rc = run(p, &answer);
  }
  if (rc != SQLITE_OK || answer != p->good) say(p, rc, "is broken since");
}

/* What came of a call to which a request was refused. */
static void judge(Run *p, int rc, uint64_t answer) {
  int isGone = p->isInside && sqlite3_get_autocommit(p->db);
  told(p->refused);
  pTold->nRight += rc == SQLITE_OK;
  if (!p->isInside && !sqlite3_get_autocommit(p->db)) {
    say(p, rc, "a transaction is left open");
  }
  if (rc == SQLITE_OK ? answer != p->good
                      : rc != SQLITE_NOMEM && rc != SQLITE_IOERR_NOMEM) {
    say(p, rc, rc ? "not said to be memory" : "another answer");
  }
  if (!isDrawn(p, 1)) return;
  if (isBefore(p, rc, isGone) && rc && isDrawn(p, 8) &&
      (p->nAll < MEMORY_DRAWN || p->refused.n % 16 == 0))
    again(p);
  end(p);
}

static void attempts(Run *p) {
  uint64_t answer;
  int rc;
  begin(p);
  faults_each(&p->list, faults_every());
  rc = run(p, &answer);
  p->refused = faults_refused();
  if (p->refused.n >= 0) {
    judge(p, rc, answer);
    forks_leave();
  }
  forks_wait();
  if (rc != SQLITE_OK || answer != p->good) say(p, rc, "another answer");
  end(p);
}

static void work(const Work *pWork) {
  const char *zOnly = getenv("ENTENTE_WORK");
  if (zOnly && strstr(pWork->zName, zOnly) == 0) return;
  for (int isInside = pWork->isMany; isInside < 2; isInside++) {
    Run run = { 0 };
    run.pWork = pWork;
    run.isInside = isInside;
    run.refused.n = -1;
    nUsed = sqlite3_memory_used();
    nHeld = faults_held();
    rehearse(&run);
    attempts(&run);
    if (faults_every()) printf("\n  %s: %ld", pWork->zName, run.nAll);
    CU_ASSERT_EQUAL(forks_wrongs(), 0);
    free(run.list.a);
  }
}

/* ---- What is registered ---- */

static void example(const char *zName, const char *zExample) {
  Work w = { zName, dbSample, 0, zExample, 0 };
  work(&w);
}

static void functions(void) {
  for (const EntFunction *p = ent_functions; p->zName; p++)
    example(p->zName, p->manual.zExample);
}

static void tables(void) {
  for (const EntTable *p = ent_tables; p->zName; p++)
    example(p->zName, p->manual.zExample);
}

static void modules(void) {
  for (const EntModule *p = ent_modules; p->zName; p++)
    example(p->zName, p->manual.zExample);
}

/* The file of a format: NAME.csv, NAME.tsv; NAME.json for NAME-json. */
static const char *fixture(const char *zFormat, size_t n) {
  static char zPath[300];
  static const char *const azEnd[] = { ".csv", ".tsv", ".json" };
  if (n == 7 && strncmp(zFormat, "entente", n) == 0) return zSmall;
  for (int i = 0; i < 4; i++) {
    if (i == 3) n -= n > 5 && strncmp(zFormat + n - 5, "-json", 5) == 0 ? 5 : 0;
    snprintf(zPath, sizeof(zPath), "%s/%.*s%s", FIXTURES, (int)n, zFormat,
             azEnd[i < 3 ? i : 2]);
    if (access(zPath, R_OK) == 0) return zPath;
  }
  return 0;
}

static void imports(void) {
  int n = 0;
  for (const EntSchemaFile *p = ent_schema_files; p->zName; p++) {
    const char *zFormat = p->zName + 7, *zPath;
    char zSql[500], zBefore[500];
    size_t nFormat;
    Work w = { p->zName, dbTables, 0, zSql, 0 };
    if (strncmp(p->zName, "import/", 7)) continue;
    nFormat = strlen(zFormat) - 4;
    zPath = fixture(zFormat, nFormat);
    CU_ASSERT(zPath != 0);
    if (zPath == 0) {
      printf("\n  %s has no file in %s\n", p->zName, FIXTURES);
      continue;
    }
    snprintf(zSql, sizeof(zSql), "SELECT entente_import('%.*s', '%s')",
             (int)nFormat, zFormat, zPath);
    if (strncmp(zFormat, "cow-mid-sides", nFormat) == 0 ||
        strncmp(zFormat, "un-votes", nFormat) == 0) {
      zFormat = *zFormat == 'c' ? "cow-mids" : "un-roll-calls";
      snprintf(zBefore, sizeof(zBefore), "SELECT entente_import('%s', '%s')",
               zFormat, fixture(zFormat, strlen(zFormat)));
      w.zBefore = zBefore;
    }
    work(&w);
    n++;
  }
  CU_ASSERT(n > 20);
}

/* ---- What no example shows ---- */

static void others(void) {
  char zLoad[100], zDelete[300], zMapped[300];
  const Work aWork[] = {
    { "entente_create, nothing there", 0, 0, "SELECT entente_create()", 0 },
    { "entente_create, FTS5 not trusted", 0, "PRAGMA trusted_schema = OFF",
      "SELECT entente_create()", 0 },
    { "entente_load, nothing there", 0, 0, zLoad, 0 },
    { "entente_load", dbTables, 0, zLoad, 0 },
    { "entente_load, of a list", dbTables, 0, zDelete, 0 },
    { "entente_import, of a list", dbTables, 0,
      "SELECT entente_import('gsdb', '" FIXTURES "/' || value) FROM"
      " json_each('[\"gsdb.csv\", \"gsdb.csv\"]')",
      1 },
    { "entente_import, by a mapping", dbTables, 0, zMapped, 0 },
    { "entente_code_articles, again", dbSample,
      "SELECT entente_code_articles(); INSERT INTO dictionary_word(phrase,"
      " class, code) VALUES ('zzpillory', 'act', '111')",
      "SELECT entente_code_articles()", 0 },
    { "a candidate accepted", dbSample, "SELECT entente_code_articles()",
      "UPDATE candidate SET review = 'accepted' WHERE id ="
      " (SELECT min(id) FROM candidate)",
      0 },
    { "the tokenizer, a table", dbSample, 0,
      "CREATE VIRTUAL TABLE temp.c USING fts5(x, tokenize = 'entente')", 0 },
    { "the tokenizer, a row", dbSample,
      "CREATE VIRTUAL TABLE who USING fts5(x, tokenize = 'entente')",
      "INSERT INTO who VALUES ('2023' || char(31) || 'Moscow met Seoul.')", 0 },
    { "the tokenizer, a search", dbSample,
      "CREATE VIRTUAL TABLE who USING fts5(x, tokenize = 'entente');"
      "INSERT INTO who VALUES ('2023' || char(31) || 'Moscow met Seoul.')",
      "SELECT * FROM who WHERE who MATCH 'KOR AND RUS'", 0 },
    { "the words of an article", dbSample, 0,
      "SELECT * FROM article, article_deals(body), article_events(body),"
      " article_mentions(body) WHERE article.rowid = 1",
      0 },
    { "votes", dbTables,
      "SELECT entente_import('un-roll-calls', '" FIXTURES "/un-roll-calls.csv')"
      "; SELECT entente_import('un-votes', '" FIXTURES "/un-votes.csv')",
      "SELECT * FROM similarities(1946, 2020, 'vote')", 0 },
    { "a saved query in main", dbSample, 0,
      "CREATE VIRTUAL TABLE q USING saved_query((SELECT :a AS a, id, kind"
      " FROM deal WHERE kind = :b), a='x', title='T');"
      "SELECT * FROM deal AS t, q(t.id, t.kind);"
      "SELECT * FROM saved_queries; DROP TABLE q",
      1 },
    { "csv_file", 0, 0,
      "CREATE VIRTUAL TABLE temp.x USING csv_file('" FIXTURES "/gsdb.csv',"
      " encoding=latin1); SELECT * FROM x WHERE rowid > 2",
      0 },
    { "json_file", 0, 0,
      "CREATE VIRTUAL TABLE temp.x USING json_file('" FIXTURES
      "/comtrade.json', root='data'); SELECT * FROM x",
      0 },
  };
  snprintf(zMapped, sizeof(zMapped), "SELECT entente_import('%s', '%s')",
           zMapping, zSmall);
  snprintf(zLoad, sizeof(zLoad), "SELECT entente_load('%s')", zSmall);
  snprintf(zDelete, sizeof(zDelete),
           "SELECT entente_load(value) FROM json_each('[\"%s\"]')", zSmall);
  for (size_t i = 0; i < sizeof(aWork) / sizeof(aWork[0]); i++)
    work(&aWork[i]);
}

/* ---- Registration ---- */

static int compiles(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  sqlite3_finalize(pStmt);
  return rc == SQLITE_OK;
}

/* Every name or none, whoever asks for the message. */
static void registered(sqlite3 *db, int rc, long iRefused) {
  int isWrong = (rc != SQLITE_OK && rc != SQLITE_NOMEM) ||
                (rc != SQLITE_OK && iRefused < 0) ||
                compiles(db, "SELECT entente_version()") != (rc == SQLITE_OK) ||
                compiles(db, "SELECT * FROM triads(2023)") != (rc == SQLITE_OK);
  if (rc != SQLITE_OK) { /* and again */
    isWrong |= sqlite3_entente_init(db, 0, 0) != SQLITE_OK ||
               !compiles(db, "SELECT entente_version()");
  }
  isWrong |= sqlite3_close(db) != SQLITE_OK;
  isWrong |= sqlite3_memory_used() != nUsed;
  if (!isWrong) return;
  printf("\n  registration, request %ld: rc %d\n", iRefused, rc);
  forks_wrong();
}

static void registration(void) {
  for (int mode = 0; mode < 3; mode++) {
    sqlite3 *db = 0;
    char *zError = 0;
    FaultsRefused refused;
    int rc;
    nUsed = sqlite3_memory_used();
    CU_ASSERT_FATAL(sqlite3_open(":memory:", &db) == SQLITE_OK);
    faults_each(0, 1);
    rc = mode == 2 ? sqlite3_entente_nofiles_init(db, &zError, 0)
                   : sqlite3_entente_init(db, mode ? &zError : 0, 0);
    refused = faults_refused();
    sqlite3_free(zError);
    registered(db, rc, refused.n);
    if (refused.n >= 0) {
      told(refused);
      forks_leave();
    }
    forks_wait();
    CU_ASSERT_EQUAL(forks_wrongs(), 0);
  }
}

/* The last: what the others did, as figures. */
static void figures(void) {
  CU_ASSERT(pTold->nRefused > 0);
  printf("%ld requests refused, %ld ways to go on: %ld right, %ld behind the"
         " commit; %ld done again ",
         pTold->nRefused, pTold->nWay, pTold->nRight, pTold->nWhole,
         pTold->nAgain);
}

static int writeFile(char *zPath, const char *z) {
  int fd = mkstemp(zPath);
  ssize_t n = fd < 0 ? -1 : write(fd, z, strlen(z));
  if (fd >= 0) close(fd);
  return n < 0;
}

static int setup(void) {
  uint64_t answer;
  pTold = forks_shared(sizeof(*pTold));
  if (writeFile(zSmall, zDataset) || writeFile(zMapping, zScript)) return 1;
  dbTables = faults_open(0);
  dbSample = faults_open(0);
  return faults_run(dbTables, "SELECT entente_create()", &answer) ||
         faults_run(
             dbSample,
             "SELECT entente_load('samples/korea-russia-2023/dataset.json')",
             &answer);
}

static int teardown(void) {
  remove(zSmall);
  remove(zMapping);
  return sqlite3_close(dbTables) || sqlite3_close(dbSample);
}

void test_memory_register(void) {
  CU_pSuite p = CU_add_suite("memory", setup, teardown);
  CU_add_test(p, "registration", registration);
  CU_add_test(p, "functions", functions);
  CU_add_test(p, "tables", tables);
  CU_add_test(p, "modules", modules);
  CU_add_test(p, "imports", imports);
  CU_add_test(p, "what no example shows", others);
  CU_add_test(p, "figures", figures);
}
