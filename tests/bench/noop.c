/*
** What the bench needs and SQLite's shell has not.
**
** noop(...) is the cheapest function that SQLite can call: the price of the
** call itself. cpu() is the processor time of this process in seconds, to the
** microsecond; it covers the shell's own commands, and what else runs on the
** machine weighs less than on a clock.
*/
#include <sqlite3ext.h>
#include <time.h>
SQLITE_EXTENSION_INIT1

static void noop(sqlite3_context *pCtx, int nArg, sqlite3_value **apArg) {
  (void)nArg;
  (void)apArg;
  sqlite3_result_int(pCtx, 0);
}

static void cpu(sqlite3_context *pCtx, int nArg, sqlite3_value **apArg) {
  struct timespec t;
  (void)nArg;
  (void)apArg;
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) == 0)
    sqlite3_result_double(pCtx, (double)t.tv_sec + (double)t.tv_nsec / 1e9);
}

int sqlite3_noop_init(sqlite3 *db, char **pzErr,
                      const sqlite3_api_routines *pApi) {
  int rc;
  (void)pzErr;
  SQLITE_EXTENSION_INIT2(pApi);
  rc = sqlite3_create_function(db, "noop", -1, SQLITE_UTF8, 0, noop, 0, 0);
  if (rc != SQLITE_OK) return rc;
  return sqlite3_create_function(db, "cpu", 0, SQLITE_UTF8, 0, cpu, 0, 0);
}
