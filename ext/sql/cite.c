/*
** citations([query]): the sources behind this dataset, or behind one query of
** it, as BibTeX.
**
** What a query rests on is asked of SQLite: EXPLAIN names every table that it
** would open, by the page where the table begins, and runs nothing (query.c
** says which statements that is not true of, and which are taken). Our own
** functions and tables read further tables, which EXPLAIN cannot know; they
** are found as words of the query, and the registration table says what each
** rests on. No authorizer is set: that belongs to the host.
**
** One entry for each row of `source`, in the order of its key. The key is the
** row's id with everything but letters, digits and -:._ left out, which is
** what BibTeX allows; braces in a text are dropped, for they must balance.
*/
#include "sql.h"
#include <ctype.h>
#include <string.h>

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
  const char *azColumn[6] = { 0 };
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

/* A set of table names, each between blanks: " deal transfer ". */
typedef struct CiteTables CiteTables;
struct CiteTables {
  sqlite3_str *pStr;
};

static void citeAdd(CiteTables *p, const char *zWords) {
  if (zWords) sqlite3_str_appendf(p->pStr, "%s ", zWords);
}

static int citeIs(const char *z, int n, const char *zName) {
  return sqlite3_strnicmp(z, zName, n) == 0 && zName[n] == 0;
}

/* What one of our names rests on; NULL for any other word. */
static const char *citeRests(const char *z, int n) {
  for (const EntFunction *p = ent_functions; p->zName; p++) {
    if (citeIs(z, n, p->zName)) return p->manual.zRests;
  }
  for (const EntTable *p = ent_tables; p->zName; p++) {
    if (citeIs(z, n, p->zName)) return p->manual.zRests;
  }
  for (const EntModule *p = ent_modules; p->zName; p++) {
    if (citeIs(z, n, p->zName)) return p->manual.zRests;
  }
  return 0;
}

/* The words of a query; what is quoted or a comment is none. */
static void citeWords(const char *z, CiteTables *p) {
  size_t n;
  char kind;
  while ((n = ent_query_token(z, &kind)) > 0) {
    if (kind == 'a') citeAdd(p, citeRests(z, (int)n));
    z += n;
  }
}

/* Runs a statement whose rows are names of tables. */
static void citeNames(EntCall *p, CiteTables *pOut, const char *zSql,
                      sqlite3_int64 iArgument) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(ent_context_db(p->cx), zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK) {
    sqlite3_bind_int64(pStmt, 1, iArgument);
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
      citeAdd(pOut, (const char *)sqlite3_column_text(pStmt, 0));
    }
    rc = sqlite3_finalize(pStmt);
  }
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
}

/* The tables of main that the query would open. */
static void citeOpened(EntCall *p, const char *zQuery, CiteTables *pOut) {
  sqlite3_stmt *pStmt = 0;
  char *zSql;
  int rc;
  if (!ent_query_begins(zQuery)) {
    ent_error_set(&p->run.error, ENT_ERROR,
                  "argument query: it must begin with SELECT, WITH or VALUES:"
                  " %.60s",
                  zQuery);
    return;
  }
  zSql = sqlite3_mprintf("EXPLAIN %s", zQuery);
  rc = zSql ? sqlite3_prepare_v2(ent_context_db(p->cx), zSql, -1, &pStmt, 0)
            : SQLITE_NOMEM;
  sqlite3_free(zSql);
  if (rc == SQLITE_ERROR) {
    ent_error_set(&p->run.error, ENT_ERROR, "argument query: %s",
                  sqlite3_errmsg(ent_context_db(p->cx)));
  } else if (rc != SQLITE_OK) {
    ent_call_sqlite(p, rc);
  }
  while (p->run.error.code == ENT_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zOp = (const char *)sqlite3_column_text(pStmt, 1);
    if (strncmp(zOp, "Open", 4) || sqlite3_column_int(pStmt, 4)) continue;
    citeNames(p, pOut,
              "SELECT tbl_name FROM main.sqlite_schema WHERE rootpage = ?1",
              sqlite3_column_int64(pStmt, 3));
  }
  rc = sqlite3_finalize(pStmt);
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
}

/* "id IN (the sources of the rows in these tables)" */
static char *citeFilter(EntCall *p, const char *zTables) {
  sqlite3_str *pStr = sqlite3_str_new(0);
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(
      ent_context_db(p->cx),
      "SELECT m.name FROM main.sqlite_schema AS m"
      " WHERE m.type = 'table' AND instr(?1, ' ' || m.name || ' ')"
      " AND EXISTS (SELECT 1 FROM pragma_table_info(m.name, 'main')"
      "             WHERE name = 'source')",
      -1, &pStmt, 0);
  sqlite3_str_appendall(pStr, " WHERE id IN (SELECT NULL");
  if (rc == SQLITE_OK) {
    sqlite3_bind_text(pStmt, 1, zTables, -1, SQLITE_TRANSIENT);
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
      sqlite3_str_appendf(pStr, " UNION SELECT source FROM main.\"%w\"",
                          sqlite3_column_text(pStmt, 0));
    }
    rc = sqlite3_finalize(pStmt);
  }
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  sqlite3_str_appendchar(pStr, 1, ')');
  return sqlite3_str_finish(pStr);
}

static char *citeOfQuery(EntCall *p, sqlite3_value *pQuery) {
  CiteTables tables;
  const char *zQuery;
  char *zTables, *zFilter = 0;
  if (ent_resolve_text(p, pQuery, "query", &zQuery)) return 0;
  tables.pStr = sqlite3_str_new(0);
  sqlite3_str_appendchar(tables.pStr, 1, ' ');
  citeWords(zQuery, &tables);
  citeOpened(p, zQuery, &tables);
  zTables = sqlite3_str_finish(tables.pStr);
  if (zTables && p->run.error.code == ENT_OK) zFilter = citeFilter(p, zTables);
  sqlite3_free(zTables);
  return zFilter;
}

int ent_cite_fill(EntCall *p, int nArg, sqlite3_value **ap, EntRows *pRows) {
  sqlite3_stmt *pStmt = 0;
  char *zFilter = 0, *zSql;
  int rc, ofQuery = ap[0] && sqlite3_value_type(ap[0]) != SQLITE_NULL;
  (void)nArg;
  if (ofQuery) zFilter = citeOfQuery(p, ap[0]);
  if (p->run.error.code) {
    sqlite3_free(zFilter);
    return 1;
  }
  zSql = sqlite3_mprintf("SELECT id, title, version, citation, licence, url"
                         " FROM main.source%s ORDER BY id",
                         zFilter ? zFilter : "");
  if (zSql == 0 || (ofQuery && zFilter == 0)) {
    ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  } else {
    rc = sqlite3_prepare_v2(ent_context_db(p->cx), zSql, -1, &pStmt, 0);
    while (rc == SQLITE_OK && p->run.error.code == ENT_OK &&
           sqlite3_step(pStmt) == SQLITE_ROW) {
      citeRow(p, pRows, pStmt);
    }
    if (rc == SQLITE_OK) rc = sqlite3_finalize(pStmt);
    if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  }
  sqlite3_free(zSql);
  sqlite3_free(zFilter);
  return p->run.error.code;
}
