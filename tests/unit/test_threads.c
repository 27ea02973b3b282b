/*
** Many threads at once.
**
** SQLite lets each thread have its connections, or several share one that is
** serialized; of ours nothing may stand between them. Here the same questions
** are asked from several threads: while each loads the extension and makes a
** dataset of its own, of one file, of one connection, and of a file that
** another connection writes. Every answer must be the one that is right for
** one committed state of the tables, and each connection must close.
**
**   ENTENTE_ROUNDS=50   how often; a few without it
**   ENTENTE=build/entente   load that file, instead of what is built in
**
** `make threads` builds all under ThreadSanitizer and runs this both ways.
*/
#define _POSIX_C_SOURCE 200809L
#include <CUnit/CUnit.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "entente.h"

void test_threads_register(void);

enum { THREADS = 4, ROUNDS = 2 };

#define DAY "'2023-09-13'"

/* One of each family. */
static const char *const azAsk[] = {
  "SELECT group_concat(state || round(score, 6)) FROM"
  " bystanders('RUS,PRK', 'USA,KOR,JPN', " DAY ")",
  "SELECT sum(alliance_strength(code, 'CHN', " DAY ")) FROM state",
  "SELECT round(sum(kappa), 6) FROM similarities(2023)",
  "SELECT group_concat(round(betweenness, 6)) FROM network(" DAY ")",
  "SELECT group_concat(state || round(change, 6)) FROM"
  " deal_impact('rus-prk-2023', " DAY ")",
  "SELECT group_concat(source_state || plover || target_state) FROM"
  " article_events('The United States condemned North Korea.', " DAY ")",
  "SELECT count(*) FROM dyad_years(2000, 2010)",
  "SELECT length(entente_dump())",
};
enum { ASKS = sizeof(azAsk) / sizeof(azAsk[0]) };

/* Two things that the writer changes in one transaction. */
static const char zBoth[] =
    "SELECT leverage('CHN', 'PRK', " DAY ") || ' ' ||"
    " (SELECT sum(exporter = 'CHN') FROM trade) || ' ' ||"
    " (SELECT round(total(strength), 6) FROM alliances(" DAY "))";

static char zFile[] = "/tmp/entente-threads-XXXXXX";
static char *azGood[ASKS];
static int nRounds = ROUNDS;

typedef struct Crew Crew; /* what the threads of one test share */
struct Crew {
  void (*xWork)(Crew *, int iThread);
  sqlite3 *db; /* a connection that is shared, or NULL */
  const char *azBoth[2];
  atomic_int nRight, nWrong, isOver;
};

static void wrong(Crew *p, const char *zWhat, const char *zGot) {
  if (atomic_fetch_add(&p->nWrong, 1) == 0) {
    printf("\n  %s: %.300s\n", zWhat, zGot ? zGot : "NULL");
  }
}

static int start(sqlite3 *db) {
  const char *z = getenv("ENTENTE");
  if (z == 0) return sqlite3_entente_init(db, 0, 0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, (void *)0);
  return sqlite3_load_extension(db, z, "sqlite3_entente_init", 0);
}

static sqlite3 *join(const char *zName, int flags) {
  sqlite3 *db = 0;
  if (sqlite3_open_v2(zName, &db,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | flags, 0) ||
      sqlite3_busy_timeout(db, 60000) || start(db)) {
    sqlite3_close(db);
    return 0;
  }
  return db;
}

/* The first column of the first row, or the error; free it. */
static char *ask(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  char *z = 0;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zText = (const char *)sqlite3_column_text(pStmt, 0);
    z = zText ? strdup(zText) : 0;
  }
  if (rc == SQLITE_OK) rc = sqlite3_finalize(pStmt);
  if (rc != SQLITE_OK) {
    free(z);
    z = malloc(40);
    snprintf(z, 40, "error %d", rc);
  }
  return z;
}

static void compare(Crew *p, sqlite3 *db, const char *zSql, const char *zGood) {
  char *z = ask(db, zSql);
  if (z && strcmp(z, zGood) == 0) {
    atomic_fetch_add(&p->nRight, 1);
  } else {
    wrong(p, zSql, z);
  }
  free(z);
}

static void part(Crew *p, sqlite3 *db) {
  if (sqlite3_close(db) != SQLITE_OK) wrong(p, "does not close", "");
}

/* ---- The crew ---- */

typedef struct Hand Hand;
struct Hand {
  Crew *pCrew;
  int i;
};

static void *hand(void *p) {
  Hand *h = p;
  h->pCrew->xWork(h->pCrew, h->i);
  return 0;
}

static void crew(Crew *p) {
  pthread_t aThread[THREADS];
  Hand aHand[THREADS];
  for (int i = 0; i < THREADS; i++) {
    aHand[i] = (Hand){ p, i };
    CU_ASSERT_FATAL(pthread_create(&aThread[i], 0, hand, &aHand[i]) == 0);
  }
  for (int i = 0; i < THREADS; i++)
    pthread_join(aThread[i], 0);
  CU_ASSERT_EQUAL(atomic_load(&p->nWrong), 0);
  CU_ASSERT(atomic_load(&p->nRight) > 0);
}

/* ---- What they do ---- */

static void load_and_make(Crew *p, int iThread) {
  (void)iThread;
  for (int i = 0; i < nRounds; i++) {
    sqlite3 *db = join(":memory:", 0);
    if (db == 0) {
      wrong(p, "does not load", "");
      continue;
    }
    if (start(db) != SQLITE_OK) wrong(p, "does not load twice", "");
    free(ask(db, "SELECT entente_load('samples/korea-russia-2023/"
                 "dataset.json')"));
    for (int k = 0; k < ASKS; k += 3)
      compare(p, db, azAsk[k], azGood[k]);
    part(p, db);
  }
}

static void one_file(Crew *p, int iThread) {
  for (int i = 0; i < nRounds; i++) {
    sqlite3 *db = join(zFile, SQLITE_OPEN_NOMUTEX);
    if (db == 0) {
      wrong(p, "does not open", "");
      continue;
    }
    for (int k = 0; k < ASKS; k++) {
      int iAsk = (k + iThread) % ASKS;
      compare(p, db, azAsk[iAsk], azGood[iAsk]);
    }
    part(p, db);
  }
}

static void one_connection(Crew *p, int iThread) {
  for (int i = 0; i < nRounds; i++) {
    for (int k = 0; k < ASKS; k++) {
      int iAsk = (k + 2 * iThread) % ASKS;
      compare(p, p->db, azAsk[iAsk], azGood[iAsk]);
    }
  }
}

/* The first of them stops whatever runs; the others are right or stopped. */
static void interrupting(Crew *p, int iThread) {
  if (iThread == 0) {
    for (int i = 0; i < 200 * nRounds; i++) {
      sqlite3_interrupt(p->db);
      sched_yield();
    }
    return;
  }
  for (int i = 0; i < nRounds; i++) {
    for (int k = 0; k < ASKS; k++) {
      char *z = ask(p->db, azAsk[k]);
      if (z && (strcmp(z, azGood[k]) == 0 || strcmp(z, "error 9") == 0)) {
        atomic_fetch_add(&p->nRight, 1);
      } else {
        wrong(p, azAsk[k], z);
      }
      free(z);
    }
  }
}

static const char *const azWrite[2] = {
  "BEGIN IMMEDIATE;"
  "CREATE TABLE IF NOT EXISTS aside AS SELECT * FROM trade WHERE 0;"
  "INSERT INTO aside SELECT * FROM trade WHERE exporter = 'CHN';"
  "DELETE FROM trade WHERE exporter = 'CHN';"
  "UPDATE obligation SET until = since WHERE until IS NULL AND"
  " from_state = 'CHN'; COMMIT",
  "BEGIN IMMEDIATE; INSERT INTO trade SELECT * FROM aside; DELETE FROM aside;"
  "UPDATE obligation SET until = NULL WHERE until = since AND"
  " from_state = 'CHN'; COMMIT"
};

/* The first of them writes, back and forth; the others rank. */
static void one_writes(Crew *p, int iThread) {
  sqlite3 *db = join(zFile, 0);
  if (db == 0) {
    wrong(p, "does not open", "");
    if (iThread == 0) atomic_store(&p->isOver, 1);
    return;
  }
  if (iThread == 0) {
    for (int i = 0; i < 10 * nRounds; i++) {
      int rc = sqlite3_exec(db, azWrite[i % 2], 0, 0, 0);
      if (rc != SQLITE_OK) wrong(p, "does not write", sqlite3_errmsg(db));
      sqlite3_sleep(2);
    }
    atomic_store(&p->isOver, 1);
  } else {
    do {
      char *z = ask(db, zBoth);
      if (z && (strcmp(z, p->azBoth[0]) == 0 || strcmp(z, p->azBoth[1]) == 0)) {
        atomic_fetch_add(&p->nRight, 1);
      } else {
        wrong(p, "of no state", z);
      }
      free(z);
    } while (!atomic_load(&p->isOver));
  }
  part(p, db);
}

/* ---- The tests ---- */

static void test_loading(void) {
  Crew c = { .xWork = load_and_make };
  crew(&c);
}

static void test_file(void) {
  Crew c = { .xWork = one_file };
  crew(&c);
}

static void test_connection(void) {
  Crew c = { .xWork = one_connection };
  c.db = join(zFile, SQLITE_OPEN_FULLMUTEX);
  CU_ASSERT_FATAL(c.db != 0);
  crew(&c);
  CU_ASSERT_EQUAL(sqlite3_close(c.db), SQLITE_OK);
}

static void test_interrupting(void) {
  Crew c = { .xWork = interrupting };
  c.db = join(zFile, SQLITE_OPEN_FULLMUTEX);
  CU_ASSERT_FATAL(c.db != 0);
  crew(&c);
  for (int k = 0; k < ASKS; k++) {
    char *z = ask(c.db, azAsk[k]);
    CU_ASSERT_STRING_EQUAL(z, azGood[k]);
    free(z);
  }
  CU_ASSERT_EQUAL(sqlite3_close(c.db), SQLITE_OK);
}

static void test_writing(void) {
  static const char *const azMode[] = { "PRAGMA journal_mode = delete",
                                        "PRAGMA journal_mode = wal" };
  for (int i = 0; i < 2; i++) {
    Crew c = { .xWork = one_writes };
    char *azBoth[2];
    sqlite3 *db = join(zFile, 0);
    CU_ASSERT_FATAL(db != 0);
    free(ask(db, azMode[i]));
    azBoth[0] = ask(db, zBoth);
    CU_ASSERT_EQUAL(sqlite3_exec(db, azWrite[0], 0, 0, 0), SQLITE_OK);
    azBoth[1] = ask(db, zBoth);
    CU_ASSERT_EQUAL(sqlite3_exec(db, azWrite[1], 0, 0, 0), SQLITE_OK);
    CU_ASSERT(strcmp(azBoth[0], azBoth[1]) != 0);
    CU_ASSERT(strncmp(azBoth[0], "error", 5) != 0);
    c.azBoth[0] = azBoth[0];
    c.azBoth[1] = azBoth[1];
    CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
    crew(&c);
    free(azBoth[0]);
    free(azBoth[1]);
  }
}

static int setup(void) {
  const char *z = getenv("ENTENTE_ROUNDS");
  sqlite3 *db;
  int fd = mkstemp(zFile), rc;
  if (fd < 0) return 1;
  close(fd);
  if (z && atoi(z) > 0) nRounds = atoi(z);
  db = join(zFile, 0);
  if (db == 0) return 1;
  rc = sqlite3_exec(
      db, "SELECT entente_load('samples/korea-russia-2023/dataset.json')", 0, 0,
      0);
  for (int k = 0; k < ASKS; k++) {
    azGood[k] = ask(db, azAsk[k]);
    if (azGood[k] == 0 || strncmp(azGood[k], "error", 5) == 0) rc = 1;
  }
  return sqlite3_close(db) || rc;
}

static int teardown(void) {
  static const char *const azEnd[] = { "-wal", "-shm", "-journal", "" };
  for (int k = 0; k < ASKS; k++)
    free(azGood[k]);
  for (int i = 0; i < 4; i++) {
    char z[60];
    snprintf(z, sizeof(z), "%s%s", zFile, azEnd[i]);
    remove(z);
  }
  return 0;
}

void test_threads_register(void) {
  CU_pSuite p = CU_add_suite("threads", setup, teardown);
  CU_add_test(p, "loading, each a dataset of its own", test_loading);
  CU_add_test(p, "one file", test_file);
  CU_add_test(p, "one connection", test_connection);
  CU_add_test(p, "one connection, interrupted", test_interrupting);
  CU_add_test(p, "one writes while others rank", test_writing);
}
