/*
** Table-valued functions, all through one virtual table.
**
** Our answers are small: a few hundred rows that must be known together (a
** rank needs every score). So a table-valued function is only a name, its
** columns, its arguments, and a function that fills rows; everything that
** SQLite wants of a virtual table is here, once. The virtual table of
**
**   { "bystanders", "state TEXT, score REAL", "side_a, side_b, [on]" }
**
** is
**
**   CREATE TABLE x(state TEXT, score REAL,
**                  "side_a" HIDDEN, "side_b" HIDDEN, "on" HIDDEN)
**
** Plans: idxNum is a bit for each argument that was given, and idxStr says in
** hexadecimal which columns are read (sqlite3_index_info.colUsed), for a fill
** function that can save work (EntCall.used). An argument that
** is constrained but not yet known makes the plan impossible, so that SQLite
** orders the join the other way. A plan without a required argument costs so
** much that it is taken only when the argument is nowhere in the query: SQLite
** also asks about plans for one side of an OR, which lack the arguments and
** must lose, not fail. Taken, it is an error that names the argument; a NULL
** for one gives no rows.
*/
#include "sql.h"
#include "context.h"
#include "../read/read.h"
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MAX_ARG 8

/* Cells in the first room and in a block; so many are written between two
** questions whether to go on. */
enum { ROWS_FIRST = 256, ROWS_BLOCK = 4096 };

typedef struct RowsModule RowsModule; /* one registered table-valued function */
struct RowsModule {
  EntContext *cx;
  const EntTable *pTable;
  int nColumn; /* without arguments */
  int nArg;
  int nRequired;
  char azArg[ROWS_MAX_ARG][24]; /* names of the arguments */
};

typedef struct RowsTable RowsTable;
struct RowsTable {
  sqlite3_vtab base;
  RowsModule *pModule;
};

typedef struct RowsCell RowsCell;
struct RowsCell {
  int type; /* SQLITE_NULL, _INTEGER, _FLOAT, _TEXT */
  union {
    sqlite3_int64 i;
    double r;
    const char *z;
  } u;
};

struct EntRows {
  EntRun *pRun;
  EntCall *pCall;
  EntLimits limits;
  int nColumn;
  EntArena arena;     /* texts */
  RowsCell **apBlock; /* of ROWS_BLOCK cells; the first may be smaller */
  size_t nBlock;      /* room for so many */
  size_t nCell, nRoom;
};

typedef struct RowsCursor RowsCursor;
struct RowsCursor {
  sqlite3_vtab_cursor base;
  EntRows rows;
  sqlite3_int64 iRow, nRow;
  sqlite3_value *apArg[ROWS_MAX_ARG]; /* copies; NULL: not given */
};

/* ---- what a fill function calls ---- */

/* More rows than the user allows? Asked for each block and at the end.
** Nonzero: the error. */
static int rowsLimit(EntRows *p) {
  return ent_limit_rows(p->pCall, &p->limits,
                        (sqlite3_int64)p->nCell / p->nColumn, 0);
}

/* Room for one more cell. What is there stays where it is, for an answer can
** have a hundred megabytes, and nobody can stop a copy of so much; only the
** first block grows, since most answers are small. Nonzero: the error. */
static int rowsRoom(EntRows *p) {
  size_t i = p->nRoom / ROWS_BLOCK, n = ROWS_BLOCK;
  RowsCell *a = 0;
  if (rowsLimit(p)) return 1;
  if (i == p->nBlock) {
    size_t nNew = i ? 2 * i : 1;
    RowsCell **ap =
        sqlite3_realloc64(p->apBlock, (sqlite3_uint64)nNew * sizeof(*ap));
    if (ap == 0) goto nomem;
    memset(ap + i, 0, (nNew - i) * sizeof(*ap));
    p->apBlock = ap;
    p->nBlock = nNew;
  }
  if (i == 0) n = p->nRoom ? 2 * p->nRoom : ROWS_FIRST;
  a = sqlite3_realloc64(p->apBlock[i], (sqlite3_uint64)n * sizeof(*a));
  if (a == 0) goto nomem;
  p->apBlock[i] = a;
  p->nRoom = i * ROWS_BLOCK + n;
  return 0;
nomem:
  ent_error_set(&p->pRun->error, ENT_NOMEM, "out of memory");
  return 1;
}

static RowsCell *rowsCell(EntRows *p, int type) {
  RowsCell *pCell;
  if (p->pRun->error.code) return 0;
  if (p->nCell % ROWS_BLOCK == ROWS_BLOCK - 1 && ent_run_cancelled(p->pRun)) {
    return 0;
  }
  if (p->nCell == p->nRoom && rowsRoom(p)) return 0;
  pCell = &p->apBlock[p->nCell / ROWS_BLOCK][p->nCell % ROWS_BLOCK];
  p->nCell++;
  pCell->type = type;
  return pCell;
}

void ent_rows_null(EntRows *p) {
  rowsCell(p, SQLITE_NULL);
}

void ent_rows_int(EntRows *p, sqlite3_int64 i) {
  RowsCell *pCell = rowsCell(p, SQLITE_INTEGER);
  if (pCell) pCell->u.i = i;
}

void ent_rows_real(EntRows *p, double r) {
  RowsCell *pCell = rowsCell(p, isnan(r) ? SQLITE_NULL : SQLITE_FLOAT);
  if (pCell) pCell->u.r = r;
}

void ent_rows_text(EntRows *p, const char *z) {
  RowsCell *pCell = rowsCell(p, z ? SQLITE_TEXT : SQLITE_NULL);
  if (pCell == 0 || z == 0) return;
  pCell->u.z = ent_arena_text(&p->arena, z);
  if (pCell->u.z == 0) {
    ent_error_set(&p->pRun->error, ENT_NOMEM, "out of memory");
  }
}

/* ---- the virtual table ---- */

static int rowsConnect(sqlite3 *db, void *pAux, int argc,
                       const char *const *argv, sqlite3_vtab **ppVtab,
                       char **pzErr) {
  RowsModule *pModule = pAux;
  sqlite3_str *pSql = sqlite3_str_new(db);
  RowsTable *pVtab;
  char *zSql;
  int i, rc;
  (void)argc;
  (void)argv;
  (void)pzErr;
  sqlite3_str_appendf(pSql, "CREATE TABLE x(%s", pModule->pTable->zColumns);
  for (i = 0; i < pModule->nArg; i++) {
    sqlite3_str_appendf(pSql, ", \"%w\" HIDDEN", pModule->azArg[i]);
  }
  sqlite3_str_appendall(pSql, ")");
  zSql = sqlite3_str_finish(pSql);
  if (zSql == 0) return SQLITE_NOMEM;
  rc = sqlite3_declare_vtab(db, zSql);
  sqlite3_free(zSql);
  if (rc != SQLITE_OK) return rc;
  /* What computes from its arguments alone is harmless in any schema. */
  if (pModule->pTable->flags == ENT_PURE) {
    sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
  }
  pVtab = sqlite3_malloc64(sizeof(*pVtab));
  if (pVtab == 0) return SQLITE_NOMEM;
  memset(pVtab, 0, sizeof(*pVtab));
  pVtab->pModule = pModule;
  *ppVtab = &pVtab->base;
  return SQLITE_OK;
}

static int rowsDisconnect(sqlite3_vtab *pVtab) {
  sqlite3_free(pVtab);
  return SQLITE_OK;
}

static int rowsBestIndex(sqlite3_vtab *pBase, sqlite3_index_info *pInfo) {
  RowsTable *pVtab = (RowsTable *)pBase;
  RowsModule *pModule = pVtab->pModule;
  int aConstraint[ROWS_MAX_ARG];
  int i, nArgv = 0, unusable = 0;
  for (i = 0; i < ROWS_MAX_ARG; i++)
    aConstraint[i] = -1;
  for (i = 0; i < pInfo->nConstraint; i++) {
    int iArg = pInfo->aConstraint[i].iColumn - pModule->nColumn;
    if (iArg < 0 || pInfo->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ) {
      continue;
    }
    if (pInfo->aConstraint[i].usable) {
      aConstraint[iArg] = i;
    } else {
      unusable |= 1 << iArg;
    }
  }
  for (i = 0; i < pModule->nArg; i++) {
    if (aConstraint[i] < 0) continue;
    unusable &= ~(1 << i);
    pInfo->aConstraintUsage[aConstraint[i]].argvIndex = ++nArgv;
    pInfo->aConstraintUsage[aConstraint[i]].omit = 1;
    pInfo->idxNum |= 1 << i;
  }
  if (unusable) return SQLITE_CONSTRAINT;
  pInfo->idxStr = sqlite3_mprintf("%llx", pInfo->colUsed);
  if (pInfo->idxStr == 0) return SQLITE_NOMEM;
  pInfo->needToFreeIdxStr = 1;
  pInfo->estimatedCost = 10000;
  for (i = 0; i < pModule->nRequired; i++) {
    if (aConstraint[i] < 0) pInfo->estimatedCost = 1e99;
  }
  pInfo->estimatedRows = 200;
  return SQLITE_OK;
}

static int rowsOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor) {
  RowsCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  (void)pVtab;
  if (pCur == 0) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  ent_arena_init(&pCur->rows.arena, &ent_context_mem);
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

static void rowsReset(RowsCursor *pCur) {
  size_t iBlock;
  int i;
  for (i = 0; i < ROWS_MAX_ARG; i++) {
    sqlite3_value_free(pCur->apArg[i]);
    pCur->apArg[i] = 0;
  }
  ent_arena_clear(&pCur->rows.arena);
  for (iBlock = 0; iBlock < pCur->rows.nBlock; iBlock++)
    sqlite3_free(pCur->rows.apBlock[iBlock]);
  sqlite3_free(pCur->rows.apBlock);
  pCur->rows.apBlock = 0;
  pCur->rows.nBlock = pCur->rows.nCell = pCur->rows.nRoom = 0;
  pCur->iRow = pCur->nRow = 0;
}

static int rowsClose(sqlite3_vtab_cursor *pBase) {
  rowsReset((RowsCursor *)pBase);
  sqlite3_free(pBase);
  return SQLITE_OK;
}

static int rowsFilter(sqlite3_vtab_cursor *pBase, int idxNum,
                      const char *idxStr, int argc, sqlite3_value **argv) {
  RowsCursor *pCur = (RowsCursor *)pBase;
  RowsTable *pVtab = (RowsTable *)pBase->pVtab;
  RowsModule *pModule = pVtab->pModule;
  EntCall call;
  int i, iArgv = 0, rc;
  (void)argc;
  rowsReset(pCur);
  for (i = 0; i < pModule->nArg; i++) {
    if ((idxNum & (1 << i)) == 0) {
      if (i >= pModule->nRequired) continue;
      sqlite3_free(pBase->pVtab->zErrMsg);
      pBase->pVtab->zErrMsg = sqlite3_mprintf(
          "%s(): argument %s is missing: %s", pModule->pTable->zName,
          pModule->azArg[i], pModule->pTable->manual.zUsage);
      return SQLITE_ERROR;
    }
    pCur->apArg[i] = sqlite3_value_dup(argv[iArgv++]);
    if (pCur->apArg[i] == 0) return SQLITE_NOMEM;
    if (i < pModule->nRequired &&
        sqlite3_value_type(pCur->apArg[i]) == SQLITE_NULL) {
      return SQLITE_OK;
    }
  }
  ent_call_init(&call, pModule->cx, pModule->pTable->zName,
                pModule->pTable->iDetail);
  call.used = strtoull(idxStr, 0, 16);
  pCur->rows.pRun = &call.run;
  pCur->rows.pCall = &call;
  pCur->rows.nColumn = pModule->nColumn;
  if (ent_limit_read(&call, &pCur->rows.limits) == ENT_OK) {
    pModule->pTable->xFill(&call, pModule->nArg, pCur->apArg, &pCur->rows);
    rowsLimit(&pCur->rows);
  }
  rc = ent_call_report(&call, &pBase->pVtab->zErrMsg);
  ent_call_clear(&call);
  pCur->rows.pRun = 0;
  pCur->nRow = (sqlite3_int64)pCur->rows.nCell / pModule->nColumn;
  return rc;
}

static int rowsNext(sqlite3_vtab_cursor *pBase) {
  ((RowsCursor *)pBase)->iRow++;
  return SQLITE_OK;
}

static int rowsEof(sqlite3_vtab_cursor *pBase) {
  RowsCursor *pCur = (RowsCursor *)pBase;
  return pCur->iRow >= pCur->nRow;
}

static int rowsColumn(sqlite3_vtab_cursor *pBase, sqlite3_context *ctx,
                      int iCol) {
  RowsCursor *pCur = (RowsCursor *)pBase;
  RowsModule *pModule = ((RowsTable *)pBase->pVtab)->pModule;
  const RowsCell *pCell;
  size_t i;
  if (iCol >= pModule->nColumn) {
    sqlite3_value *pArg = pCur->apArg[iCol - pModule->nColumn];
    if (pArg) sqlite3_result_value(ctx, pArg);
    return SQLITE_OK;
  }
  i = (size_t)(pCur->iRow * pModule->nColumn + iCol);
  pCell = &pCur->rows.apBlock[i / ROWS_BLOCK][i % ROWS_BLOCK];
  switch (pCell->type) {
  case SQLITE_INTEGER: sqlite3_result_int64(ctx, pCell->u.i); break;
  case SQLITE_FLOAT: sqlite3_result_double(ctx, pCell->u.r); break;
  case SQLITE_TEXT:
    sqlite3_result_text(ctx, pCell->u.z, -1, SQLITE_TRANSIENT);
    break;
  default: break;
  }
  return SQLITE_OK;
}

static int rowsRowid(sqlite3_vtab_cursor *pBase, sqlite3_int64 *pRowid) {
  *pRowid = ((RowsCursor *)pBase)->iRow + 1;
  return SQLITE_OK;
}

static const sqlite3_module rowsModule = {
  .iVersion = 0,
  .xCreate = 0, /* eponymous only */
  .xConnect = rowsConnect,
  .xBestIndex = rowsBestIndex,
  .xDisconnect = rowsDisconnect,
  .xOpen = rowsOpen,
  .xClose = rowsClose,
  .xFilter = rowsFilter,
  .xNext = rowsNext,
  .xEof = rowsEof,
  .xColumn = rowsColumn,
  .xRowid = rowsRowid,
};

static void rowsModuleFree(void *p) {
  RowsModule *pModule = p;
  ent_context_unref(pModule->cx);
  sqlite3_free(pModule);
}

/* Columns are separated by commas, and none of ours has one in its type. */
static int rowsCount(const char *z) {
  int n = *z ? 1 : 0;
  for (; *z; z++)
    n += *z == ',';
  return n;
}

int ent_rows_register(EntContext *cx, const EntTable *pTable) {
  const char *z = pTable->zArguments;
  RowsModule *pModule = sqlite3_malloc64(sizeof(*pModule));
  if (pModule == 0) return SQLITE_NOMEM;
  memset(pModule, 0, sizeof(*pModule));
  pModule->pTable = pTable;
  pModule->nColumn = rowsCount(pTable->zColumns);
  while (*z) {
    size_t n;
    int optional = 0;
    while (*z == ' ' || *z == ',')
      z++;
    if (*z == '[') {
      optional = 1;
      z++;
    }
    n = strcspn(z, ",] ");
    memcpy(pModule->azArg[pModule->nArg], z, n);
    z += n;
    if (*z == ']') z++;
    pModule->nArg++;
    if (!optional) pModule->nRequired = pModule->nArg;
  }
  pModule->cx = ent_context_ref(cx);
  return sqlite3_create_module_v2(ent_context_db(cx), pTable->zName,
                                  &rowsModule, pModule, rowsModuleFree);
}
