/* Memory that runs out: see faults.h. */
#define _POSIX_C_SOURCE 200809L
#include "faults.h"
#include "entente.h"
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
  FAULTS_DEPTH = 8, /* calls that make a place */
  FAULTS_SAME = 3,
  FAULTS_FEW = 6000,
  FAULTS_SPARSE = 499,
  FAULTS_OWN = 3,    /* calls that make a site */
  FAULTS_STACK = 64, /* calls that are looked at */
  FAULTS_SLOTS = 1 << 16
};

static sqlite3_mem_methods real;
static long nHeld;
static long nLeft = -1; /* requests until one fails; below 0: none does */
static int isLast, hasFailed;

/* The list that is being made. */
static int isWatched;
static long *aWatched, nWatched, nWatchedAlloc, nRequest;

typedef struct Places Places;
struct Places { /* how often each was met, and from which side */
  uint64_t aKey[FAULTS_SLOTS];
  unsigned char an[FAULTS_SLOTS];
};
static Places places; /* of this list */
static int side;      /* that is asked for; 0: all places, not only new sites */

static uint64_t mix(uint64_t h, const void *p, size_t n) {
  const unsigned char *a = p;
  for (size_t i = 0; i < n; i++)
    h = (h ^ a[i]) * 0x100000001B3ull;
  return (h ^ n) * 0x100000001B3ull;
}

#if defined(__GLIBC__)
static Places sites; /* of all lists; a bit for each side */

static unsigned char *slot(Places *p, uint64_t key) {
  unsigned i = (unsigned)(key >> 32) % FAULTS_SLOTS;
  key |= 1;
  while (p->aKey[i] && p->aKey[i] != key)
    i = (i + 1) % FAULTS_SLOTS;
  p->aKey[i] = key;
  return &p->an[i];
}

/* Is it in the program itself, and in no library? The linker says. */
extern const char ownStart[] __asm__("__executable_start"), etext[];
static int isOwn(const void *pCall) {
  return (uintptr_t)pCall >= (uintptr_t)ownStart &&
         (uintptr_t)pCall < (uintptr_t)etext;
}

/* Of a place that was met fewer than FAULTS_SAME times or, asked for a side, of
** a site that is new on that side? */
static int isNew(void) {
  void *apCall[FAULTS_STACK], *apOwn[FAULTS_OWN] = { 0 };
  int nOut = 3; /* this function, fails(), the allocator */
  int n = backtrace(apCall, side ? FAULTS_STACK : FAULTS_DEPTH + nOut);
  int nOwn = 0, is;
  unsigned char *pn;
  if (side == 0) {
    n = n > nOut ? n - nOut : 0;
    pn = slot(&places, mix(0, &apCall[nOut], sizeof(void *) * (size_t)n));
    return *pn < FAULTS_SAME ? ++*pn : 0;
  }
  for (nOut = 0; nOut < n && isOwn(apCall[nOut]);)
    nOut++; /* as far as the allocator */
  for (int k = nOut; k < n && nOwn < FAULTS_OWN; k++)
    if (isOwn(apCall[k])) apOwn[nOwn++] = apCall[k];
  pn = slot(&sites, mix(0, apOwn, sizeof(apOwn)));
  is = !(*pn & side);
  *pn |= (unsigned char)side;
  return is;
}
#else
static int isNew(void) {
  return 0;
}
#endif

static void watch(void) {
  long iThis = nRequest++;
  int isKept = isNew();
  if (!isKept && (side || (iThis >= FAULTS_FEW && iThis % FAULTS_SPARSE)))
    return;
  if (nWatched == nWatchedAlloc) {
    nWatchedAlloc = nWatchedAlloc ? 2 * nWatchedAlloc : 1024;
    aWatched = realloc(aWatched, (size_t)nWatchedAlloc * sizeof(*aWatched));
    if (aWatched == 0) abort();
  }
  aWatched[nWatched++] = isKept ? iThis : -1 - iThis;
}

static int fails(void) {
  if (isWatched) watch();
  if (nLeft < 0 || nLeft-- > 0) return 0;
  if (isLast) nLeft = 0;
  hasFailed = 1;
  return 1;
}

static void *memMalloc(int n) {
  return fails() ? 0 : real.xMalloc(n);
}

static void *memRealloc(void *p, int n) {
  return fails() ? 0 : real.xRealloc(p, n);
}

static void *jsonMalloc(size_t n) {
  void *p = fails() ? 0 : malloc(n);
  nHeld += p != 0;
  return p;
}

static void jsonFree(void *p) {
  nHeld -= p != 0;
  free(p);
}

void faults_install(void) {
  sqlite3_mem_methods mem;
  cJSON_Hooks hooks = { jsonMalloc, jsonFree };
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
  mem = real;
  mem.xMalloc = memMalloc;
  mem.xRealloc = memRealloc;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &mem);
  sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
  cJSON_InitHooks(&hooks);
}

void faults_arm(long n, int isLasting) {
  nLeft = n;
  isLast = isLasting;
  hasFailed = 0;
}

int faults_disarm(void) {
  nLeft = -1;
  return hasFailed;
}

long faults_held(void) {
  int fd = open("/dev/null", O_RDONLY); /* the lowest that is free */
  if (fd >= 0) close(fd);
  return nHeld * 1000 + fd;
}

/* ---- The list ---- */

void faults_watch(int newOnSide) {
  nWatched = nRequest = 0;
  memset(&places, 0, sizeof(places));
  side = newOnSide;
  isWatched = 1;
}

FaultsList faults_list(void) {
  FaultsList list = { malloc((size_t)(nWatched + 1) * sizeof(long)), 0, 0 };
  isWatched = 0;
  if (list.a == 0) abort();
  list.nAll = nRequest;
  for (long i = 0; i < nWatched; i++) {
    int isPlace = aWatched[i] >= 0;
    long iThis = isPlace ? aWatched[i] : -1 - aWatched[i];
    if (!isPlace && nRequest > FAULTS_FEW && iThis % FAULTS_SPARSE) continue;
    list.a[list.n++] = iThis;
  }
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
