/*
** SQLite with Entente inside, as two functions that JavaScript calls: a
** connection, and what SQL answers in it, as the JSON of its rows. SQLite's
** own json_quote writes every value, so what comes out is what JSON.parse
** reads; a blob, which JSON has no word for, comes as its hexadecimal digits.
*/
#include "entente.h"
#include "sqlite3.h"

#define ASK_QUOTE                                                              \
  "SELECT json_quote(CASE typeof(?1) WHEN 'blob' THEN hex(?1) ELSE ?1 END)"

/* NULL: there is no such file, or no memory. */
sqlite3 *entente_open(const char *zFile) {
  sqlite3 *db = 0;
  if (sqlite3_open(zFile, &db) || sqlite3_entente_init(db, 0, 0)) {
    sqlite3_close(db);
    return 0;
  }
  return db;
}

/* The JSON of what was bound, at the end of what there is. */
static int askQuote(sqlite3_str *pOut, sqlite3_stmt *pQuote) {
  if (sqlite3_step(pQuote) == SQLITE_ROW) {
    sqlite3_str_appendall(pOut, (const char *)sqlite3_column_text(pQuote, 0));
  }
  return sqlite3_reset(pQuote);
}

static int askText(sqlite3_str *pOut, sqlite3_stmt *pQuote, const char *z) {
  sqlite3_bind_text(pQuote, 1, z, -1, SQLITE_TRANSIENT);
  return askQuote(pOut, pQuote);
}

/* A row as an object. */
static int askRow(sqlite3_str *pOut, sqlite3_stmt *pQuote,
                  sqlite3_stmt *pStmt) {
  int i, n = sqlite3_column_count(pStmt), rc = SQLITE_OK;
  for (i = 0; rc == SQLITE_OK && i < n; i++) {
    sqlite3_str_appendall(pOut, i ? "," : "{");
    rc = askText(pOut, pQuote, sqlite3_column_name(pStmt, i));
    sqlite3_str_appendall(pOut, ":");
    sqlite3_bind_value(pQuote, 1, sqlite3_column_value(pStmt, i));
    if (rc == SQLITE_OK) rc = askQuote(pOut, pQuote);
  }
  sqlite3_str_appendall(pOut, "}");
  return rc;
}

/* {"rows":[...]} of the last statement, or {"error":"..."}. For sqlite3_free;
** NULL: no memory. */
char *entente_ask(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt, *pQuote = 0;
  sqlite3_str *pOut = sqlite3_str_new(db);
  char *zError = 0;
  int rc = sqlite3_prepare_v2(db, ASK_QUOTE, -1, &pQuote, 0);
  while (rc == SQLITE_OK && *zSql) {
    rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, &zSql);
    if (pStmt == 0) continue;
    sqlite3_str_reset(pOut);
    while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
      sqlite3_str_appendall(pOut, sqlite3_str_length(pOut) ? "," : "");
      rc = askRow(pOut, pQuote, pStmt);
    }
    if (rc != SQLITE_OK) zError = sqlite3_mprintf("%s", sqlite3_errmsg(db));
    if (sqlite3_finalize(pStmt) && rc == SQLITE_OK) rc = sqlite3_errcode(db);
  }
  if (rc == SQLITE_OK) {
    char *zRows = sqlite3_str_finish(pOut);
    pOut = sqlite3_str_new(db);
    sqlite3_str_appendf(pOut, "{\"rows\":[%s]}", zRows ? zRows : "");
    sqlite3_free(zRows);
  } else {
    if (zError == 0) zError = sqlite3_mprintf("%s", sqlite3_errmsg(db));
    sqlite3_str_reset(pOut);
    sqlite3_str_appendall(pOut, "{\"error\":");
    askText(pOut, pQuote, zError ? zError : "out of memory");
    sqlite3_str_appendall(pOut, "}");
  }
  sqlite3_free(zError);
  sqlite3_finalize(pQuote);
  return sqlite3_str_finish(pOut);
}
