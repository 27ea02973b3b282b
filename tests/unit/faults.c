/* Memory that runs out: see faults.h. */
#define _POSIX_C_SOURCE 200809L
#include "faults.h"
#include "entente.h"
#include "forks.h"
#include <cjson/cJSON.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#if defined(__GLIBC__)
#include <execinfo.h>
#endif

enum {
  FAULTS_OWN = 3,    /* calls that make a site */
  FAULTS_STACK = 64, /* calls that are looked at */
  FAULTS_SLOTS = 1 << 16
};

static sqlite3_mem_methods real;
/* Where very many copies are made, they give nothing back to the C library: to
 * be written to, its lists would have to be copied, page by page. */
static int isKept;
static long nHeld;
static long nAsked;

/* Which requests fail. */
enum State {
  NONE,
  ONE,   /* the iFail-th */
  FROM,  /* that, and all behind it */
  EACH,  /* each of a list, in a copy */
  SPLIT, /* in a copy: what is asked next splits it */
};
static enum State state;
static long iFail;
static int hasFailed;
static FaultsRefused refused = { -1, FAULTS_LAST };
static const FaultsList *pEach;
static long iEach, every;

/* The list that is being made. */
static int isWatched, side;
static long *aWatched, nWatched, nWatchedAlloc;

static uint64_t mix(uint64_t h, const void *p, size_t n) {
  const unsigned char *a = p;
  for (uint64_t word = n;; a += sizeof(word), n -= sizeof(word)) {
    h = (h ^ word) * 0x9E3779B97F4A7C15ull;
    h ^= h >> 29;
    if (n == 0) return h;
    word = 0;
    if (n < sizeof(word)) {
      memcpy(&word, a, n);
      return (h ^ word) * 0x9E3779B97F4A7C15ull;
    }
    memcpy(&word, a, sizeof(word));
  }
}

#if defined(__GLIBC__)
static uint64_t aSite[FAULTS_SLOTS];
static unsigned char aSide[FAULTS_SLOTS]; /* a bit for each */

/* Is it in the program itself, and in no library? The linker says. */
extern const char ownStart[] __asm__("__executable_start"), etext[];
static int isOwn(const void *pCall) {
  return (uintptr_t)pCall >= (uintptr_t)ownStart &&
         (uintptr_t)pCall < (uintptr_t)etext;
}

/* The first request of a site that is new on this side? */
static int isNew(const void *pCaller) {
  void *apCall[FAULTS_STACK], *apOwn[FAULTS_OWN] = { 0 };
  int n = backtrace(apCall, FAULTS_STACK);
  int k = 0, nOwn = 0, is;
  uint64_t key;
  unsigned i;
  while (k < n && apCall[k] != pCaller)
    k++;
  for (; k < n && nOwn < FAULTS_OWN; k++)
    if (isOwn(apCall[k])) apOwn[nOwn++] = apCall[k];
  key = mix(0, apOwn, sizeof(apOwn)) | 1;
  i = (unsigned)(key >> 32) % FAULTS_SLOTS;
  while (aSite[i] && aSite[i] != key)
    i = (i + 1) % FAULTS_SLOTS;
  aSite[i] = key;
  is = !(aSide[i] & side);
  aSide[i] |= (unsigned char)side;
  return is;
}
#else
static int isNew(const void *pCaller) {
  (void)pCaller;
  return 0;
}
#endif

static void watch(long iThis, const void *pCaller) {
  if (!isNew(pCaller)) return;
  if (nWatched == nWatchedAlloc) {
    nWatchedAlloc = nWatchedAlloc ? 2 * nWatchedAlloc : 1024;
    aWatched = realloc(aWatched, (size_t)nWatchedAlloc * sizeof(*aWatched));
    if (aWatched == 0) abort();
  }
  aWatched[nWatched++] = iThis;
}

/* Is it on the list, or its turn? */
static int isMeant(long iThis) {
  if (every && iThis % every == every / 2) return 1;
  while (iEach < pEach->n && pEach->a[iEach] < iThis)
    iEach++;
  return iEach < pEach->n && pEach->a[iEach] == iThis;
}

/* pCaller: where the one who asks goes on. */
static int fails(const void *pCaller) {
  long iThis = nAsked++;
  int is = 0;
  if (isWatched) watch(iThis, pCaller);
  switch (state) {
  case NONE: break;
  case ONE: is = iThis == iFail; break;
  case FROM: is = iThis >= iFail; break;
  case EACH:
    if (!isMeant(iThis) || !forks_split(iThis)) break;
    state = SPLIT;
    isKept = faults_every() != 0;
    refused = (FaultsRefused){ iThis, FAULTS_LAST };
    is = 1;
    break;
  case SPLIT:
    is = forks_split(refused.n);
    refused.how = is ? FAULTS_LASTING : FAULTS_ONCE;
    state = is ? FROM : NONE;
    iFail = 0;
    break;
  }
  hasFailed |= is;
  return is;
}

static void memFree(void *p) {
  if (!isKept) real.xFree(p);
}

static void *memMalloc(int n) {
  return fails(__builtin_return_address(0)) ? 0 : real.xMalloc(n);
}

static void *memRealloc(void *p, int n) {
  return fails(__builtin_return_address(0)) ? 0 : real.xRealloc(p, n);
}

static void *jsonMalloc(size_t n) {
  void *p = fails(__builtin_return_address(0)) ? 0 : malloc(n);
  nHeld += p != 0;
  return p;
}

static void jsonFree(void *p) {
  nHeld -= p != 0;
  if (!isKept) free(p);
}

void faults_install(void) {
  sqlite3_mem_methods mem;
  cJSON_Hooks hooks = { jsonMalloc, jsonFree };
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
  mem = real;
  mem.xMalloc = memMalloc;
  mem.xRealloc = memRealloc;
  mem.xFree = memFree;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &mem);
  sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
  /* A connection's mutex, held while the process splits, would know its thread
   * by a number that is another one in the copy. */
  sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
  cJSON_InitHooks(&hooks);
}

static void set(enum State theState) {
  state = theState;
  nAsked = 0;
  hasFailed = 0;
}

void faults_arm(long n, int isLasting) {
  iFail = n;
  set(n < 0 ? NONE : isLasting ? FROM : ONE);
}

int faults_disarm(void) {
  state = NONE;
  return hasFailed;
}

long faults_asked(void) {
  return nAsked;
}

void faults_each(const FaultsList *p, long theEvery) {
  static const FaultsList none;
  pEach = p ? p : &none;
  every = theEvery;
  iEach = 0;
  refused.n = -1;
  set(EACH);
}

FaultsRefused faults_refused(void) {
  state = NONE;
  return refused;
}

long faults_held(void) {
  int fd = open("/dev/null", O_RDONLY); /* the lowest that is free */
  if (fd >= 0) close(fd);
  return nHeld * 1000 + fd;
}

/* ---- The list ---- */

void faults_watch(int theSide) {
  nAsked = nWatched = 0;
  side = theSide;
  isWatched = 1;
}

FaultsList faults_list(void) {
  FaultsList list = { malloc((size_t)(nWatched + 1) * sizeof(long)), nWatched };
  isWatched = 0;
  if (list.a == 0) abort();
  if (nWatched) memcpy(list.a, aWatched, (size_t)nWatched * sizeof(long));
  return list;
}

long faults_every(void) {
  const char *z = getenv("ENTENTE_EVERY");
  return z ? atol(z) : 0;
}

/* ---- Running, comparing ---- */

/* No value is asked for in another type than it has: that would take memory. */
static uint64_t mixColumn(uint64_t h, sqlite3_stmt *pStmt, int i) {
  int type = sqlite3_column_type(pStmt, i);
  h = mix(h, &type, sizeof(type));
  if (type == SQLITE_INTEGER) {
    sqlite3_int64 x = sqlite3_column_int64(pStmt, i);
    return mix(h, &x, sizeof(x));
  }
  if (type == SQLITE_FLOAT) {
    double r = sqlite3_column_double(pStmt, i);
    return mix(h, &r, sizeof(r));
  }
  if (type == SQLITE_NULL) return h;
  return mix(h, sqlite3_column_blob(pStmt, i),
             (size_t)sqlite3_column_bytes(pStmt, i));
}

int faults_run(sqlite3 *db, const char *zSql, uint64_t *pAnswer) {
  uint64_t h = 0xCBF29CE484222325ull;
  int rc = SQLITE_OK;
  while (rc == SQLITE_OK && zSql[strspn(zSql, " \n;")]) {
    sqlite3_stmt *pStmt = 0;
    rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, &zSql);
    if (rc != SQLITE_OK) break;
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count(pStmt); i++)
        h = mixColumn(h, pStmt, i);
    }
    rc = sqlite3_finalize(pStmt);
  }
  if (rc != SQLITE_OK) rc = sqlite3_extended_errcode(db);
  *pAnswer = h;
  return rc;
}

uint64_t faults_content(sqlite3 *db) {
  uint64_t h = 0;
  sqlite3_stmt *pName = 0;
  /* The tables of an index of words are plain ones; it is not read itself. */
  if (sqlite3_prepare_v2(
          db,
          "SELECT name, iif(name = 'import_log', 'id, format, path, report',"
          " '*'), sql, rootpage FROM main.sqlite_schema"
          " WHERE name <> 'entente_seq' ORDER BY type, name",
          -1, &pName, 0) != SQLITE_OK)
    return 0;
  while (sqlite3_step(pName) == SQLITE_ROW) {
    sqlite3_stmt *pRow = 0;
    char *zSql = sqlite3_mprintf("SELECT %s FROM main.\"%w\"",
                                 (const char *)sqlite3_column_text(pName, 1),
                                 (const char *)sqlite3_column_text(pName, 0));
    uint64_t sum = 0;
    h = mixColumn(mixColumn(h, pName, 0), pName, 2);
    if (sqlite3_column_int(pName, 3) &&
        sqlite3_prepare_v2(db, zSql, -1, &pRow, 0) == SQLITE_OK) {
      while (sqlite3_step(pRow) == SQLITE_ROW) {
        uint64_t row = 0xCBF29CE484222325ull;
        for (int i = 0; i < sqlite3_column_count(pRow); i++)
          row = mixColumn(row, pRow, i);
        sum += row; /* the order of rows is no content */
      }
      if (sqlite3_finalize(pRow) != SQLITE_OK) sum = 0;
    }
    sqlite3_free(zSql);
    h = mix(h, &sum, sizeof(sum));
  }
  if (sqlite3_finalize(pName) != SQLITE_OK) return 0;
  return h;
}

sqlite3 *faults_open(sqlite3 *pFrom) {
  sqlite3 *db = 0;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) return 0;
  if (pFrom) {
    sqlite3_backup *p = sqlite3_backup_init(db, "main", pFrom, "main");
    if (p == 0 || sqlite3_backup_step(p, -1) != SQLITE_DONE) return 0;
    if (sqlite3_backup_finish(p) != SQLITE_OK) return 0;
  }
  return sqlite3_entente_init(db, 0, 0) == SQLITE_OK ? db : 0;
}

void faults_clean(sqlite3 *db) {
  for (int i = 0; i < 100; i++) {
    sqlite3_stmt *pStmt = 0;
    char *zSql = 0;
    sqlite3_prepare_v2(
        db,
        "SELECT format('DROP %s temp.\"%w\"', type, name) FROM"
        " temp.sqlite_schema WHERE type IN ('table', 'view') LIMIT 1",
        -1, &pStmt, 0);
    if (sqlite3_step(pStmt) == SQLITE_ROW)
      zSql = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
    sqlite3_finalize(pStmt);
    if (zSql == 0) return;
    sqlite3_exec(db, zSql, 0, 0, 0);
    sqlite3_free(zSql);
  }
}
