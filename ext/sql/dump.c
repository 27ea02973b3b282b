/*
** entente_dump(): the dataset as the JSON that entente_load() reads.
**
**   SELECT writefile('dataset.json', entente_dump());
**
** Two datasets with the same rows give the same bytes: tables come in the
** order of the schema, rows in the order of their keys, columns in that of
** the table, one row a line. Rows that are part of another row stand inside
** it (shape.c says which); those whose owner is missing, or is NULL, stand at
** the top. NULL columns are left out, and so are rowids that only stand in for
** another key, and import_log.
**
** Numbers are written with the fewest of 15, 16 or 17 digits that read back as
** the same double. C's printf is used for it, and not SQLite's, because it
** rounds correctly. What JSON cannot hold (a blob, an infinity, a text with a
** zero byte or that is not UTF-8) is an error that names table and column.
**
** After the tables come the saved queries of main (savedfile.c).
**
** `transfer.id` may be NULL, and a file needs one: such a row is given
** "transfer:" and its rowid.
**
** One statement is kept stepping throughout, so that the read transaction
** spans all of them and no other connection's commit falls in between.
*/
#include "sql.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Dump Dump;
struct Dump {
  EntCall *pCall;
  sqlite3 *db;
  EntShape shape;
  sqlite3_stmt **apInside; /* for each table: its rows of one owner */
  sqlite3_str *pOut;
};

void ent_dump_quote(sqlite3_str *pOut, const char *z, int n) {
  int i, iDone = 0;
  if (n < 0) n = (int)strlen(z);
  sqlite3_str_appendchar(pOut, 1, '"');
  for (i = 0; i < n; i++) {
    unsigned char c = (unsigned char)z[i];
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    if (i > iDone) sqlite3_str_append(pOut, &z[iDone], i - iDone);
    iDone = i + 1;
    switch (c) {
    case '"': sqlite3_str_appendall(pOut, "\\\""); break;
    case '\\': sqlite3_str_appendall(pOut, "\\\\"); break;
    case '\n': sqlite3_str_appendall(pOut, "\\n"); break;
    case '\r': sqlite3_str_appendall(pOut, "\\r"); break;
    case '\t': sqlite3_str_appendall(pOut, "\\t"); break;
    default: sqlite3_str_appendf(pOut, "\\u%04x", c); break;
    }
  }
  if (n > iDone) sqlite3_str_append(pOut, &z[iDone], n - iDone);
  sqlite3_str_appendchar(pOut, 1, '"');
}

/* Well-formed UTF-8 without a zero byte? */
static int dumpIsText(const unsigned char *z, int n) {
  int i = 0;
  while (i < n) {
    unsigned c = z[i++], low = 0x80, high = 0xBF;
    int k = 0;
    if (c == 0) return 0;
    if (c < 0x80) continue;
    if (c >= 0xC2 && c <= 0xDF)
      k = 1;
    else if (c >= 0xE0 && c <= 0xEF)
      k = 2;
    else if (c >= 0xF0 && c <= 0xF4)
      k = 3;
    else
      return 0;
    if (c == 0xE0) low = 0xA0;
    if (c == 0xED) high = 0x9F;
    if (c == 0xF0) low = 0x90;
    if (c == 0xF4) high = 0x8F;
    while (k-- > 0) {
      if (i == n || z[i] < low || z[i] > high) return 0;
      low = 0x80;
      high = 0xBF;
      i++;
    }
  }
  return 1;
}

void ent_dump_real(sqlite3_str *pOut, double r) {
  char z[40];
  int nDigit;
  char *s;
  for (nDigit = 15; nDigit <= 17; nDigit++) { /* GCOVR_EXCL_BR_LINE: 17 do */
    snprintf(z, sizeof(z), "%.*g", nDigit, r);
    if (strtod(z, 0) == r) break;
  }
  for (s = z; *s; s++) { /* the host's locale may have written a comma */
    if ((*s < '0' || *s > '9') && !strchr("+-e", *s)) *s = '.';
  }
  sqlite3_str_appendall(pOut, z);
}

static int dumpFail(Dump *p, const EntShapeTable *pTable, int iColumn,
                    const char *zWhat) {
  ent_error_set(&p->pCall->run.error, ENT_ERROR, "%s.%s: %s cannot be JSON",
                pTable->zName, pTable->aColumn[iColumn].zName, zWhat);
  return p->pCall->run.error.code;
}

/* The rows of a table: all that stand at the top, or those of one owner. */
static sqlite3_stmt *dumpPrepare(Dump *p, int iTable, int isInside) {
  const EntShapeTable *pTable = &p->shape.aTable[iTable];
  sqlite3_str *pSql = sqlite3_str_new(p->db);
  sqlite3_stmt *pStmt = 0;
  char *zSql;
  int i, pass, n = 0, isTotal = pTable->isPlainKey && pTable->zKey[0];
  for (i = 0; i < pTable->nColumn; i++) {
    const EntColumn *pColumn = &pTable->aColumn[i];
    const char *zComma = i ? ", " : "SELECT ";
    if (pColumn->isKey && !pColumn->isNotNull && pColumn->kind == 'T') {
      sqlite3_str_appendf(pSql, "%sifnull(\"%w\", '%q:' || rowid)", zComma,
                          pColumn->zName, pTable->zName);
      isTotal = 0;
    } else {
      sqlite3_str_appendf(pSql, "%s\"%w\"", zComma, pColumn->zName);
    }
  }
  sqlite3_str_appendf(pSql, " FROM main.\"%w\" AS t", pTable->zName);
  if (pTable->iOwner >= 0) {
    const EntColumn *pOwner = &pTable->aColumn[pTable->iOwner];
    const EntShapeTable *pParent = &p->shape.aTable[pOwner->iParent];
    if (isInside) {
      sqlite3_str_appendf(pSql, " WHERE \"%w\" = ?1", pOwner->zName);
    } else {
      sqlite3_str_appendf(pSql,
                          " WHERE NOT EXISTS (SELECT 1 FROM main.\"%w\" AS p"
                          " WHERE p.\"%w\" = t.\"%w\")",
                          pParent->zName, pParent->aColumn[pParent->iId].zName,
                          pOwner->zName);
    }
  }
  sqlite3_str_appendall(pSql, " ORDER BY ");
  for (pass = 0; pass < (isTotal ? 1 : 2); pass++) {
    for (i = 0; i < pTable->nColumn; i++) {
      if (pTable->aColumn[i].isKey == (pass == 0) &&
          !pTable->aColumn[i].isHidden) {
        sqlite3_str_appendf(pSql, "%s%d", n++ ? ", " : "", i + 1);
      }
    }
  }
  zSql = sqlite3_str_finish(pSql);
  if (zSql == 0) {
    ent_error_set(&p->pCall->run.error, ENT_NOMEM, "out of memory");
  } else {
    pStmt = ent_shape_ask(p->pCall, p->db, zSql, 0, 0);
  }
  sqlite3_free(zSql);
  return pStmt;
}

static void dumpIndent(Dump *p, int depth) {
  sqlite3_str_appendchar(p->pOut, 1, '\n');
  sqlite3_str_appendchar(p->pOut, depth, ' ');
}

static int dumpRows(Dump *p, int iTable, sqlite3_stmt *pStmt, int isInside,
                    int depth, const char *zBefore);

/* What stands inside the row that pStmt is at. */
static int dumpInside(Dump *p, int iTable, sqlite3_stmt *pStmt, int depth) {
  const EntShapeTable *pTable = &p->shape.aTable[iTable];
  int i;
  for (i = 0; i < p->shape.nTable; i++) {
    const EntShapeTable *pChild = &p->shape.aTable[i];
    sqlite3_stmt *pInside;
    if (pChild->iOwner < 0 || pTable->iId < 0 ||
        pChild->aColumn[pChild->iOwner].iParent != iTable)
      continue;
    if (p->apInside[i] == 0) p->apInside[i] = dumpPrepare(p, i, 1);
    pInside = p->apInside[i];
    if (pInside == 0) break;
    sqlite3_bind_value(pInside, 1, sqlite3_column_value(pStmt, pTable->iId));
    dumpRows(p, i, pInside, 1, depth, ",");
    sqlite3_reset(pInside);
    if (p->pCall->run.error.code) break;
  }
  return p->pCall->run.error.code;
}

static int dumpRow(Dump *p, int iTable, sqlite3_stmt *pStmt, int isInside,
                   int depth) {
  const EntShapeTable *pTable = &p->shape.aTable[iTable];
  int i, n = 0;
  sqlite3_str_appendchar(p->pOut, 1, '{');
  for (i = 0; i < pTable->nColumn; i++) {
    int type = sqlite3_column_type(pStmt, i);
    const char *z;
    double r;
    if (type == SQLITE_NULL || pTable->aColumn[i].isHidden ||
        (isInside && i == pTable->iOwner))
      continue;
    if (n++) sqlite3_str_appendall(p->pOut, ", ");
    ent_dump_quote(p->pOut, pTable->aColumn[i].zName, -1);
    sqlite3_str_appendall(p->pOut, ": ");
    switch (type) {
    case SQLITE_INTEGER:
      sqlite3_str_appendf(p->pOut, "%lld", sqlite3_column_int64(pStmt, i));
      break;
    case SQLITE_FLOAT:
      r = sqlite3_column_double(pStmt, i);
      if (r - r != 0) return dumpFail(p, pTable, i, "an infinite number");
      ent_dump_real(p->pOut, r);
      break;
    case SQLITE_TEXT:
      /* NULL for want of memory: the next step will say so. */
      z = (const char *)sqlite3_column_text(pStmt, i);
      if (!dumpIsText((const unsigned char *)z,
                      sqlite3_column_bytes(pStmt, i))) {
        return dumpFail(p, pTable, i, "a text that is not UTF-8");
      }
      ent_dump_quote(p->pOut, z, sqlite3_column_bytes(pStmt, i));
      break;
    default: return dumpFail(p, pTable, i, "a blob");
    }
  }
  if (dumpInside(p, iTable, pStmt, depth + 1)) return p->pCall->run.error.code;
  sqlite3_str_appendchar(p->pOut, 1, '}');
  return ENT_OK;
}

/* Has the text no room any more? Then that is the error. */
static int dumpFull(Dump *p) {
  int rc = sqlite3_str_errcode(p->pOut);
  if (rc == SQLITE_OK) return 0;
  p->pCall->rc = rc;
  ent_error_set(
      &p->pCall->run.error, rc == SQLITE_NOMEM ? ENT_NOMEM : ENT_ERROR,
      "the dataset is larger than a text may be (SQLITE_LIMIT_LENGTH)");
  return 1;
}

static int dumpRows(Dump *p, int iTable, sqlite3_stmt *pStmt, int isInside,
                    int depth, const char *zBefore) {
  int rc, n = 0;
  while ((rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    if (n == 0) {
      sqlite3_str_appendall(p->pOut, zBefore);
      dumpIndent(p, depth);
      sqlite3_str_appendf(p->pOut, "\"%w\": [", p->shape.aTable[iTable].zName);
    } else {
      sqlite3_str_appendall(p->pOut, ",");
    }
    n++;
    dumpIndent(p, depth + 1);
    if (dumpRow(p, iTable, pStmt, isInside, depth + 1)) break;
    if (dumpFull(p)) break;
  }
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) ent_call_sqlite(p->pCall, rc);
  if (n > 0) {
    dumpIndent(p, depth);
    sqlite3_str_appendchar(p->pOut, 1, ']');
  }
  return p->pCall->run.error.code;
}

static void dumpAll(Dump *p) {
  sqlite3_stmt *pPin, *pStmt;
  int i;
  pPin =
      ent_shape_ask(p->pCall, p->db,
                    "SELECT (SELECT 1 FROM main.sqlite_schema LIMIT 1)", 0, 0);
  if (pPin == 0 || sqlite3_step(pPin) != SQLITE_ROW) {
    if (pPin) ent_call_sqlite(p->pCall, sqlite3_errcode(p->db));
    sqlite3_finalize(pPin);
    return;
  }
  ent_shape_read(p->pCall, &p->shape);
  if (p->shape.nMissing > 0) {
    ent_error_set(&p->pCall->run.error, ENT_ERROR,
                  "the dataset's tables are missing: call entente_create()");
  }
  p->apInside = ent_run_alloc(&p->pCall->run,
                              (size_t)p->shape.nTable * sizeof(*p->apInside));
  sqlite3_str_appendall(p->pOut, "{\"format\": \"entente-dataset/1\"");
  for (i = 0; i < p->shape.nTable && p->pCall->run.error.code == ENT_OK; i++) {
    pStmt = dumpPrepare(p, i, 0);
    if (pStmt) dumpRows(p, i, pStmt, 0, 1, ",");
    sqlite3_finalize(pStmt);
  }
  if (p->pCall->run.error.code == ENT_OK) {
    ent_savedfile_dump(p->pCall, p->pOut);
  }
  sqlite3_str_appendall(p->pOut, "\n}\n");
  for (i = 0; p->apInside && i < p->shape.nTable; i++) {
    sqlite3_finalize(p->apInside[i]);
  }
  ent_run_free(&p->pCall->run, p->apInside);
  ent_shape_clear(&p->shape);
  sqlite3_finalize(pPin);
}

/* entente_dump() */
void ent_dump_func(sqlite3_context *ctx, int nArg, sqlite3_value **apArg) {
  EntCall call;
  Dump dump = { 0 };
  int n;
  char *z;
  (void)nArg;
  (void)apArg;
  ent_call_begin(&call, ctx);
  dump.pCall = &call;
  dump.db = ent_context_db(call.cx);
  dump.pOut = sqlite3_str_new(dump.db);
  dumpAll(&dump);
  n = sqlite3_str_length(dump.pOut);
  if (call.run.error.code == ENT_OK) dumpFull(&dump);
  z = sqlite3_str_finish(dump.pOut);
  if (call.run.error.code == ENT_OK) {
    sqlite3_result_text(ctx, z, n, sqlite3_free);
  } else {
    sqlite3_free(z);
  }
  ent_call_end(&call, ctx);
}
