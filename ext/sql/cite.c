/*
** citations(): the sources behind this dataset, as BibTeX.
**
** One entry for each row of `source`, in the order of its key. The key is the
** row's id with everything but letters, digits and -:._ left out, which is
** what BibTeX allows; braces in a text are dropped, for they must balance.
*/
#include "sql.h"
#include <ctype.h>

static void citeField(sqlite3_str *pStr, const char *zField, const char *z) {
  if (z == 0 || *z == 0) return;
  sqlite3_str_appendf(pStr, ",\n  %s = {", zField);
  for (; *z; z++) {
    if (*z == '{' || *z == '}' || *z == '\\') continue;
    if (*z == '&' || *z == '%' || *z == '#' || *z == '_' || *z == '$') {
      sqlite3_str_appendchar(pStr, 1, '\\');
    }
    sqlite3_str_appendchar(pStr, 1, *z);
  }
  sqlite3_str_appendchar(pStr, 1, '}');
}

static void citeRow(EntCall *p, EntRows *pRows, sqlite3_stmt *pStmt) {
  sqlite3_str *pStr = sqlite3_str_new(0);
  const char *azColumn[6];
  const char *z;
  char *zOut;
  int i;
  for (i = 0; i < 6; i++) {
    azColumn[i] = (const char *)sqlite3_column_text(pStmt, i);
  }
  sqlite3_str_appendall(pStr, "@misc{");
  for (z = azColumn[0]; z && *z; z++) {
    if (isalnum((unsigned char)*z) || *z == '-' || *z == ':' || *z == '.' ||
        *z == '_') {
      sqlite3_str_appendchar(pStr, 1, *z);
    }
  }
  citeField(pStr, "title", azColumn[1]);
  citeField(pStr, "edition", azColumn[2]);
  citeField(pStr, "note", azColumn[3]);
  citeField(pStr, "copyright", azColumn[4]);
  if (azColumn[5] && azColumn[5][0]) {
    sqlite3_str_appendf(pStr, ",\n  url = {%s}", azColumn[5]);
  }
  sqlite3_str_appendall(pStr, "\n}");
  zOut = sqlite3_str_finish(pStr);
  if (zOut == 0) ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  ent_rows_text(pRows, azColumn[0]);
  ent_rows_text(pRows, zOut);
  sqlite3_free(zOut);
}

int ent_cite_fill(EntCall *p, int nArg, sqlite3_value **ap, EntRows *pRows) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(ent_context_db(p->cx),
                              "SELECT id, title, version, citation, licence,"
                              " url FROM main.source ORDER BY id",
                              -1, &pStmt, 0);
  (void)nArg;
  (void)ap;
  while (rc == SQLITE_OK && p->run.error.code == ENT_OK &&
         sqlite3_step(pStmt) == SQLITE_ROW) {
    citeRow(p, pRows, pStmt);
  }
  if (rc != SQLITE_OK) {
    ent_call_sqlite(p, rc);
  } else if ((rc = sqlite3_finalize(pStmt)) != SQLITE_OK) {
    ent_call_sqlite(p, rc);
  }
  return p->run.error.code;
}
