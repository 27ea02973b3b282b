/*
** interrupt DATABASE EXTENSION < STATEMENTS: how soon long work stops.
**
** A line of the input is "name|SQL". Each statement first runs to its end, on
** a connection of its own, to see how long it takes; then it is stopped at
** PLACES places, spread over that time, in two ways: another thread calls
** sqlite3_interrupt(), and a progress handler, asked every thousand
** instructions of SQLite's, says so from then on. Printed are the name, the
** time of the whole, and for each way the longest time from the wish to the
** end of the statement, in milliseconds; an answer that was there before is
** left out. Times are the processor's. Everything is rolled back. Work that
** fails of itself ends the program with 1.
*/
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { PLACES = 15 };

typedef struct Wish Wish;
struct Wish {
  sqlite3 *db;
  double after; /* seconds from the start of the work */
  double at;    /* when it was asked to stop, by the processor's clock */
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *interrupter(void *pWish) {
  Wish *p = pWish;
  struct timespec t;
  t.tv_sec = (time_t)p->after;
  t.tv_nsec = (long)((p->after - (double)t.tv_sec) * 1e9);
  nanosleep(&t, 0);
  p->at = now();
  sqlite3_interrupt(p->db);
  return 0;
}

static int handler(void *pWish) {
  return now() >= ((const Wish *)pWish)->at;
}

static sqlite3 *opened(const char *zDb, const char *zExtension) {
  sqlite3 *db = 0;
  char *zError = 0;
  if (sqlite3_open(zDb, &db) == SQLITE_OK) {
    sqlite3_enable_load_extension(db, 1);
    sqlite3_load_extension(db, zExtension, 0, &zError);
    if (zError == 0) sqlite3_exec(db, "BEGIN IMMEDIATE", 0, 0, &zError);
  }
  if (zError == 0) return db;
  fprintf(stderr, "%s\n", zError);
  sqlite3_free(zError);
  sqlite3_close(db);
  return 0;
}

/* The seconds from the wish, or from the start if there is none, to the end.
** Negative: the work had ended before, or failed (*pFailed). */
static double work(sqlite3 *db, const char *zSql, const Wish *p, int *pFailed) {
  double from = now();
  int rc = sqlite3_exec(db, zSql, 0, 0, 0);
  double to = now();
  if (rc != SQLITE_OK && (p == 0 || rc != SQLITE_INTERRUPT)) {
    fprintf(stderr, "%s\n", sqlite3_errmsg(db));
    *pFailed = 1;
  }
  if (p == 0) return to - from;
  return rc == SQLITE_INTERRUPT ? to - p->at : -1;
}

static double stopped(const char **az, const char *zSql, double after,
                      int byHandler, int *pFailed) {
  sqlite3 *db = opened(az[1], az[2]);
  Wish wish = { db, after, 0 };
  pthread_t thread;
  double took;
  if (db == 0) {
    *pFailed = 1;
    return -1;
  }
  wish.at = now() + after;
  if (byHandler) {
    sqlite3_progress_handler(db, 1000, handler, &wish);
  } else {
    pthread_create(&thread, 0, interrupter, &wish);
  }
  took = work(db, zSql, &wish, pFailed);
  if (!byHandler) pthread_join(thread, 0);
  sqlite3_close(db);
  return took;
}

int main(int argc, const char **argv) {
  char zLine[2000];
  int failed = argc != 3;
  while (!failed && fgets(zLine, sizeof(zLine), stdin)) {
    char *zSql = strchr(zLine, '|');
    double whole, worst[2] = { 0, 0 };
    sqlite3 *db = zSql ? opened(argv[1], argv[2]) : 0;
    if (db == 0) return 2;
    *zSql++ = 0;
    whole = work(db, zSql, 0, &failed);
    sqlite3_close(db);
    for (int i = 0; i < 2 * PLACES && !failed; i++) {
      double took =
          stopped(argv, zSql, whole * (i / 2 + 0.5) / PLACES, i % 2, &failed);
      if (took > worst[i % 2]) worst[i % 2] = took;
    }
    if (failed) {
      fprintf(stderr, "%s: the work itself fails\n", zLine);
    } else {
      printf("%s|%.1f|%.1f|%.1f\n", zLine, whole * 1e3, worst[0] * 1e3,
             worst[1] * 1e3);
      fflush(stdout);
    }
  }
  return failed;
}
