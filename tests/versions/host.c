/*
** A shell with one habit, for comparing SQLite's versions.
**
**   host DATABASE EXTENSION <cases.sql
**
** The sqlite3 shell prints the same rows and errors differently from version
** to version. This host prints what list mode prints, and an error as its
** message after "error: ", so that what differs between two versions of the
** library differs because of the library or of us. Of the dot commands it
** obeys `.headers on|off` and passes over the rest.
**
** Ends with 2 when the extension does not load, having printed why; with 3
** when the connection does not close, which a statement of ours left behind
** would cause; else with 0, errors in the cases or none.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sqlite3.h"
#if defined(_WIN32)
#include <fcntl.h>
#include <io.h>
#endif

static int isHeaders = 1;

static void hostRow(sqlite3_stmt *pStmt, int isNames) {
  int i, n = sqlite3_column_count(pStmt);
  for (i = 0; i < n; i++) {
    const char *z = isNames ? sqlite3_column_name(pStmt, i)
                            : (const char *)sqlite3_column_text(pStmt, i);
    if (!isNames && sqlite3_column_type(pStmt, i) == SQLITE_FLOAT) {
      /* 3.54 writes a number with 17 digits */
      char zReal[50];
      sqlite3_snprintf(sizeof(zReal), zReal, "%!.15g",
                       sqlite3_column_double(pStmt, i));
      printf("%s%s", i ? "|" : "", zReal);
      continue;
    }
    printf("%s%s", i ? "|" : "", z ? z : "NULL");
  }
  printf("\n");
}

/* All statements of a text; the first error ends it. */
static void hostRun(sqlite3 *db, const char *zSql) {
  while (*zSql) {
    sqlite3_stmt *pStmt = 0;
    int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, &zSql);
    int nRow = 0;
    if (rc == SQLITE_OK && pStmt == 0) continue;
    while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
      if (nRow++ == 0 && isHeaders) hostRow(pStmt, 1);
      hostRow(pStmt, 0);
    }
    if (pStmt) rc = sqlite3_finalize(pStmt);
    if (rc != SQLITE_OK) {
      printf("error: %s\n", sqlite3_errmsg(db));
      return;
    }
  }
}

int main(int argc, char **argv) {
  static char aLine[1 << 16], aSql[1 << 18];
  sqlite3 *db = 0;
  char *zErr = 0;
  size_t n = 0;
  if (argc != 3) return 1;
#if defined(_WIN32) /* lines end as everywhere */
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
#endif
  if (sqlite3_open(argv[1], &db)) return 1;
  sqlite3_enable_load_extension(db, 1);
  if (sqlite3_load_extension(db, argv[2], 0, &zErr)) {
    printf("%s\n", zErr ? zErr : "no message");
    sqlite3_free(zErr);
    return sqlite3_close(db) ? 3 : 2;
  }
  while (fgets(aLine, sizeof(aLine), stdin)) {
    size_t nLine = strlen(aLine);
    if (n == 0 && aLine[0] == '.') {
      if (strncmp(aLine, ".headers ", 9) == 0) {
        isHeaders = strncmp(aLine + 9, "on", 2) == 0;
      }
      continue;
    }
    if (n + nLine >= sizeof(aSql)) return 1;
    memcpy(aSql + n, aLine, nLine + 1);
    n += nLine;
    if (sqlite3_complete(aSql)) {
      hostRun(db, aSql);
      n = 0;
    }
  }
  if (n) hostRun(db, aSql);
  return sqlite3_close(db) ? 3 : 0;
}
