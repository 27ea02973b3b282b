/*
** The disk fails, fills up, or the process is killed.
**
** The functions that write work on a database file over a VFS (disk.h) of
** which the n-th operation fails: once, or it and all behind it; with an I/O
** error, or because the disk is full; with a rollback journal and with a
** write-ahead log; in a transaction of their own and in one of the caller's;
** and with max_page_count, at every count between too few and enough. Then
**
**   - the answer is an error that says so, or it is right;
**   - who opens the file next finds it sound, and in it all or nothing;
**   - in a transaction of the caller that is still open stands what stood
** there;
**   - the connection closes with SQLITE_OK, and the call can be made again.
**
** And at such an operation, drawn by ENTENTE_SEED, the process is killed, as by
** kill -9, in the middle of a write if it is one. Nothing that was committed
** is lost, nothing half is there, and the call can be made again.
** ENTENTE_KILLS says how often, ENTENTE_EVERY=1 that every operation fails.
*/
#define _POSIX_C_SOURCE 200809L
#include <CUnit/CUnit.h>
#include "disk.h"
#include "entente.h"
#include "faults.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void test_disk_register(void);

#define DATA   "tests/golden/data/"
#define SAMPLE "samples/korea-russia-2023/dataset.json"

enum { DISK_FEW = 1, DISK_KILLS = 14 };

static char zDir[] = "/tmp/entente-disk-XXXXXX";
static char zFile[100];
static long nTried, nFailed, nKilled, nWhole;

typedef struct DiskWork DiskWork;
struct DiskWork {
  const char *zName;
  const char *zBefore; /* makes the database that it starts from */
  const char *zSql;
};

static const DiskWork aWork[] = {
  { "create", "CREATE TABLE mine(x)", "SELECT entente_create()" },
  { "load, nothing there", "CREATE TABLE mine(x)",
    "SELECT entente_load('" SAMPLE "')" },
  { "load", "SELECT entente_create(); CREATE TABLE mine(x)",
    "SELECT entente_load('" SAMPLE "')" },
  { "import, nothing there", "CREATE TABLE mine(x)",
    "SELECT entente_import('gsdb', '" DATA "gsdb.csv')" },
  { "import", "SELECT entente_create(); CREATE TABLE mine(x)",
    "SELECT entente_import('gsdb', '" DATA "gsdb.csv')" },
  { "import of votes",
    "SELECT entente_import('un-roll-calls', '" DATA "un-roll-calls.csv');"
    "CREATE TABLE mine(x)",
    "SELECT entente_import('un-votes', '" DATA "un-votes.csv')" },
  { "coding", "SELECT entente_load('" SAMPLE "'); CREATE TABLE mine(x)",
    "SELECT entente_code_articles()" },
};
enum { NWORK = sizeof(aWork) / sizeof(aWork[0]) };
static const char *const azMode[] = { "DELETE", "WAL" };

typedef struct Image Image; /* a database file, and what a call makes of it */
struct Image {
  unsigned char *a;
  sqlite3_int64 n;
  uint64_t was, inside, after, afterInside, answer;
  long nOperation[2]; /* outside and inside of a caller's transaction */
};
static Image aImage[NWORK][2];

static const char zInside[] = "BEGIN; INSERT INTO mine VALUES (1)";

static void removeFile(void) {
  static const char *const azEnd[] = { "", "-journal", "-wal", "-shm" };
  char z[120];
  for (int i = 0; i < 4; i++) {
    snprintf(z, sizeof(z), "%s%s", zFile, azEnd[i]);
    remove(z);
  }
}

static void putFile(const Image *p) {
  FILE *file;
  removeFile();
  file = fopen(zFile, "wb");
  CU_ASSERT_FATAL(file && fwrite(p->a, 1, (size_t)p->n, file) == (size_t)p->n);
  fclose(file);
}

/* With a cache so small that a transaction is written before it ends. */
static sqlite3 *openFile(const char *zVfs) {
  sqlite3 *db = 0;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  CU_ASSERT_FATAL(sqlite3_open_v2(zFile, &db, flags, zVfs) == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_entente_init(db, 0, 0) == SQLITE_OK);
  sqlite3_exec(db, "PRAGMA cache_size = 20", 0, 0, 0);
  return db;
}

static void say(const char *zWork, const char *zMode, const char *zHow, long n,
                int rc, const char *zWhat) {
  CU_FAIL("see above");
  printf("\n  %s, %s, %s, operation %ld, rc %d: %s\n", zWork, zMode, zHow, n,
         rc, zWhat);
}

/* The image of a work in a mode, made when it is first asked for. */
static Image *image(int iWork, int iMode) {
  Image *p = &aImage[iWork][iMode];
  const DiskWork *w = &aWork[iWork];
  char zMode[40];
  sqlite3 *db;
  FILE *file;
  uint64_t answer;
  if (p->a) return p;
  removeFile();
  db = openFile(0);
  snprintf(zMode, sizeof(zMode), "PRAGMA journal_mode = %s", azMode[iMode]);
  CU_ASSERT_FATAL(faults_run(db, zMode, &answer) == 0);
  CU_ASSERT_FATAL(faults_run(db, w->zBefore, &answer) == 0);
  CU_ASSERT_FATAL(sqlite3_close(db) == SQLITE_OK);
  file = fopen(zFile, "rb");
  CU_ASSERT_FATAL(file != 0);
  fseek(file, 0, SEEK_END);
  p->n = ftell(file);
  rewind(file);
  p->a = malloc((size_t)p->n);
  CU_ASSERT_FATAL(p->a && fread(p->a, 1, (size_t)p->n, file) == (size_t)p->n);
  fclose(file);
  for (int isInside = 0; isInside < 2; isInside++) {
    putFile(p);
    db = openFile("failing");
    p->was = faults_content(db);
    if (isInside) sqlite3_exec(db, zInside, 0, 0, 0);
    if (isInside) p->inside = faults_content(db);
    disk_arm(-1, DISK_IOERR, 0);
    CU_ASSERT_FATAL(faults_run(db, w->zSql, &p->answer) == 0);
    p->nOperation[isInside] = disk_disarm();
    *(isInside ? &p->afterInside : &p->after) = faults_content(db);
    sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
    CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
  }
  return p;
}

/* Sound, all or nothing, and the call can be made again. */
static void look(int iWork, int iMode, const char *zHow, long n, int rc,
                 int mayBeWhole) {
  const DiskWork *w = &aWork[iWork];
  const Image *p = image(iWork, iMode);
  sqlite3 *db = openFile(0);
  sqlite3_stmt *pStmt = 0;
  uint64_t now, answer;
  sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &pStmt, 0);
  if (sqlite3_step(pStmt) != SQLITE_ROW ||
      strcmp((const char *)sqlite3_column_text(pStmt, 0), "ok")) {
    say(w->zName, azMode[iMode], zHow, n, rc, "the file is damaged");
  }
  sqlite3_finalize(pStmt);
  now = faults_content(db);
  if (now != p->was && (now != p->after || !mayBeWhole)) {
    say(w->zName, azMode[iMode], zHow, n, rc,
        now == p->after ? "an error, and all is there" : "half is there");
  }
  nWhole += now == p->after;
  rc = faults_run(db, w->zSql, &answer);
  if (rc) say(w->zName, azMode[iMode], zHow, n, rc, "cannot be made again");
  if (now == p->was && faults_content(db) != p->after)
    say(w->zName, azMode[iMode], zHow, n, rc, "again gives something else");
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
}

static int isSaid(int rc) {
  rc &= 0xff;
  return rc == SQLITE_IOERR || rc == SQLITE_FULL || rc == SQLITE_CANTOPEN;
}

static void attempt(int iWork, int iMode, int isInside, int kind, int isLasting,
                    long n) {
  static const char *const azHow[] = { "error once", "error, lasting",
                                       "full once", "full, lasting" };
  const DiskWork *w = &aWork[iWork];
  const char *zMode = azMode[iMode];
  const char *zHow = azHow[2 * kind + isLasting];
  const Image *p = image(iWork, iMode);
  uint64_t answer;
  sqlite3 *db;
  int rc, hasFailed;
  putFile(p);
  db = openFile("failing");
  faults_content(db); /* the schema is read */
  if (isInside) sqlite3_exec(db, zInside, 0, 0, 0);
  disk_arm(n, kind, isLasting);
  rc = faults_run(db, w->zSql, &answer);
  disk_disarm();
  hasFailed = disk_has_failed();
  nTried++;
  nFailed += hasFailed;
  if (rc == SQLITE_OK) {
    if (answer != p->answer)
      say(w->zName, zMode, zHow, n, rc, "another answer");
    if (faults_content(db) != (isInside ? p->afterInside : p->after))
      say(w->zName, zMode, zHow, n, rc, "another content");
  } else {
    if (!hasFailed) say(w->zName, zMode, zHow, n, rc, "nothing failed");
    if (!isSaid(rc))
      say(w->zName, zMode, zHow, n, rc, "not said to be the disk");
    if (!isInside && !sqlite3_get_autocommit(db))
      say(w->zName, zMode, zHow, n, rc, "a transaction is left open");
    if (isInside && !sqlite3_get_autocommit(db) &&
        faults_content(db) != p->inside)
      say(w->zName, zMode, zHow, n, rc, "half is in the transaction");
  }
  if (!sqlite3_get_autocommit(db)) sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
  if (sqlite3_close(db) != SQLITE_OK)
    say(w->zName, zMode, zHow, n, rc, "does not close");
  look(iWork, iMode, zHow, n, rc, rc == SQLITE_OK && !isInside);
}

static void fails(int kind) {
  for (int iWork = 0; iWork < NWORK; iWork++) {
    for (int i = 0; i < 8; i++) { /* mode, inside, lasting */
      long nAll = image(iWork, i & 1)->nOperation[i >> 1 & 1];
      long every = faults_every() ? faults_every() : nAll / DISK_FEW;
      if (every < 1) every = 1;
      if (faults_every() == 0 && (i + iWork) % 2) continue;
      for (long n = every / 2 + (every > 1 ? i % 3 : 0); n < nAll; n += every)
        attempt(iWork, i & 1, i >> 1 & 1, kind, i >> 2, n);
    }
  }
}

static void errors(void) {
  fails(DISK_IOERR);
}

static void full(void) {
  fails(DISK_FULL);
}

/* Too few pages, a page more each time, until they are enough. */
static void pages(void) {
  for (int iWork = 0; iWork < NWORK; iWork++) {
    for (int isInside = 0; isInside < 2; isInside++) {
      const Image *p = image(iWork, isInside);
      if (faults_every() == 0 && isInside != iWork % 2) continue;
      sqlite3_int64 nPage = p->n / 4096, nStep = faults_every() == 1 ? 1 : 151;
      int rc = SQLITE_FULL;
      for (; rc != SQLITE_OK && nPage < 10000; nPage += nStep) {
        uint64_t answer;
        char zSql[60];
        sqlite3 *db;
        putFile(p);
        db = openFile(0);
        if (isInside) sqlite3_exec(db, zInside, 0, 0, 0);
        snprintf(zSql, sizeof(zSql), "PRAGMA main.max_page_count = %lld",
                 (long long)nPage);
        sqlite3_exec(db, zSql, 0, 0, 0);
        rc = faults_run(db, aWork[iWork].zSql, &answer);
        nTried++;
        nFailed += rc != SQLITE_OK;
        CU_ASSERT(rc == SQLITE_OK || rc == SQLITE_FULL);
        if (rc && !isInside) CU_ASSERT(sqlite3_get_autocommit(db));
        if (rc && !sqlite3_get_autocommit(db))
          CU_ASSERT_EQUAL(faults_content(db), p->inside);
        sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
        CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
        look(iWork, isInside, "few pages", (long)nPage, rc,
             rc == SQLITE_OK && !isInside);
      }
      CU_ASSERT_EQUAL(rc, SQLITE_OK);
    }
  }
}

/* ---- kill -9 ---- */

static _Noreturn void child(int iWork, long n) {
  sqlite3 *db = openFile("failing");
  uint64_t answer;
  faults_content(db);
  disk_arm(n, DISK_KILL, 0);
  faults_run(db, aWork[iWork].zSql, &answer);
  _exit(0);
}

static void kills(void) {
  const char *z = getenv("ENTENTE_KILLS"), *zSeed = getenv("ENTENTE_SEED");
  long nKill = z ? atol(z) : DISK_KILLS;
  unsigned long long seed = zSeed ? strtoull(zSeed, 0, 10) : 1;
  for (long i = 0; i < nKill; i++) {
    int iWork = (int)(i % NWORK), iMode = (int)(i / NWORK % 2), status = 0;
    Image *p = image(iWork, iMode);
    long n;
    pid_t pid;
    seed = seed * 6364136223846793005ull + 1442695040888963407ull;
    n = (long)((seed >> 33) % (unsigned long long)p->nOperation[0]);
    putFile(p);
    fflush(stdout);
    pid = fork();
    if (pid == 0) child(iWork, n);
    CU_ASSERT_FATAL(pid > 0 && waitpid(pid, &status, 0) == pid);
    nKilled += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    look(iWork, iMode, "killed", n, 0, 1);
  }
  CU_ASSERT_EQUAL(nKilled, nKill);
}

static void figures(void) {
  CU_ASSERT(nFailed > 20);
  printf("%ld failures in %ld runs, %ld kills, %ld times all was there ",
         nFailed, nTried, nKilled, nWhole);
}

static int setup(void) {
  if (mkdtemp(zDir) == 0) return 1;
  snprintf(zFile, sizeof(zFile), "%s/x.db", zDir);
  disk_install();
  return 0;
}

static int teardown(void) {
  removeFile();
  for (int i = 0; i < NWORK * 2; i++)
    free(aImage[i / 2][i % 2].a);
  return rmdir(zDir);
}

void test_disk_register(void) {
  CU_pSuite p = CU_add_suite("disk", setup, teardown);
  CU_add_test(p, "errors", errors);
  CU_add_test(p, "full", full);
  CU_add_test(p, "few pages", pages);
  CU_add_test(p, "kill -9", kills);
  CU_add_test(p, "figures", figures);
}
