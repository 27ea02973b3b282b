/*
** What a call may cost, as far as the user says: rows of `parameter`.
**
**   limit.file_bytes   how large a file may be that is read
**   limit.rows         how many rows are read from a file, and how many a
**                      table-valued function may hold
**   limit.json_depth   how deep JSON may be nested, at most ENT_JSON_DEPTH
**
** They are no weights of a measure, so they are not in the world, and
** sensitivity() does not draw them. They stand in the database because it is
** the owner of the data who knows how large his files are; they save from
** mistakes. Who may write to `parameter` may raise them, so that a host that
** runs other people's SQL sets SQLite's own limits besides (ext/README.md).
**
** Where there is no such row, or no dataset at all, what is said below holds.
*/
#include "sql.h"
#include "context.h"
#include "../read/read.h"
#include <string.h>

static const EntLimits limitDefault = { INT64_C(100000000000),
                                        INT64_C(1000000000), ENT_JSON_DEPTH };

/* A number of things: what is none allows nothing. */
static int64_t limitValue(double r, int64_t max) {
  if (!(r > 0.0)) return 0;
  return r < (double)max ? (int64_t)r : max;
}

static void limitRow(EntLimits *p, const char *zName, double r) {
  if (zName == 0) return;
  if (strcmp(zName, "limit.file_bytes") == 0) {
    p->nByte = limitValue(r, INT64_C(1) << 62);
  } else if (strcmp(zName, "limit.rows") == 0) {
    p->nRow = limitValue(r, INT64_C(1) << 62);
  } else { /* limit.json_depth */
    p->nDepth = (int)limitValue(r, ENT_JSON_DEPTH);
  }
}

int ent_limit_read(EntCall *p, EntLimits *pOut) {
  EntContext *cx = p->cx;
  sqlite3_stmt *pStmt = 0;
  int rc;
  *pOut = limitDefault;
  if (p->run.error.code || cx->limiting) return p->run.error.code;
  cx->limiting = 1; /* `parameter` may be a view that asks us */
  rc = sqlite3_prepare_v2(cx->db,
                          "SELECT name, value FROM main.parameter WHERE name IN"
                          " ('limit.file_bytes', 'limit.rows',"
                          "  'limit.json_depth')",
                          -1, &pStmt, 0);
  if (rc == SQLITE_OK) {
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
      limitRow(pOut, (const char *)sqlite3_column_text(pStmt, 0),
               sqlite3_column_double(pStmt, 1));
    }
    rc = sqlite3_finalize(pStmt);
  }
  cx->limiting = 0;
  if (rc == SQLITE_ERROR && strstr(sqlite3_errmsg(cx->db), "no such ")) {
    return ENT_OK;
  }
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  return p->run.error.code;
}

int ent_limit_rows(EntCall *p, const EntLimits *pLimits, sqlite3_int64 nRow,
                   const char *zPath) {
  if (nRow <= pLimits->nRow || p->run.error.code) return p->run.error.code;
  ent_error_set(&p->run.error, ENT_ERROR,
                "%s%smore than %lld rows, all that parameter limit.rows allows",
                zPath ? zPath : "", zPath ? ": " : "",
                (long long)pLimits->nRow);
  return p->run.error.code;
}
