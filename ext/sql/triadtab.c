/*
** triads(on): the complete signed triads of a date, one at a time.
**
**   CREATE TABLE x(a TEXT, b TEXT, c TEXT, ab INTEGER, ac INTEGER, bc INTEGER,
**                  balanced INTEGER, "on" HIDDEN)
**
** a < b < c by code; ab, ac and bc are the signs of the three ties, 1 or -1;
** balanced is 1 when their product is positive. There may be a million rows, so
** the walk (ext/measure/triads.c) is moved on row by row and nothing is kept
** but the signed network.
**
** Plans: idxNum is 1 when `on` is given. SQLite also asks for plans for one
** side of an OR, which lack it and must lose: they are said to cost more. The
** rowid numbers the rows.
*/
#include "sql.h"
#include <string.h>

enum {
  TRIADTAB_A,
  TRIADTAB_B,
  TRIADTAB_C,
  TRIADTAB_AB,
  TRIADTAB_AC,
  TRIADTAB_BC,
  TRIADTAB_BALANCED,
  TRIADTAB_ON
};

typedef struct TriadTable TriadTable;
struct TriadTable {
  sqlite3_vtab base;
  const EntAux *pAux;
};

typedef struct TriadCursor TriadCursor;
struct TriadCursor {
  sqlite3_vtab_cursor base;
  EntCall call;    /* its run serves the walk */
  EntNetwork *net; /* NULL, or without a graph: no rows */
  EntTriads walk;
  sqlite3_int64 iRow;
  sqlite3_value *pOn; /* a copy; NULL: not given */
};

static int triadtabConnect(sqlite3 *db, void *pAux, int argc,
                           const char *const *argv, sqlite3_vtab **ppVtab,
                           char **pzErr) {
  TriadTable *pTable;
  int rc = sqlite3_declare_vtab(
      db, "CREATE TABLE x(a TEXT, b TEXT, c TEXT, ab INTEGER, ac INTEGER,"
          " bc INTEGER, balanced INTEGER, \"on\" HIDDEN)");
  (void)argc;
  (void)argv;
  (void)pzErr;
  if (rc != SQLITE_OK) return rc;
  pTable = sqlite3_malloc64(sizeof(*pTable));
  if (pTable == 0) return SQLITE_NOMEM;
  memset(pTable, 0, sizeof(*pTable));
  pTable->pAux = pAux;
  *ppVtab = &pTable->base;
  return SQLITE_OK;
}

static int triadtabDisconnect(sqlite3_vtab *pVtab) {
  sqlite3_free(pVtab);
  return SQLITE_OK;
}

static int triadtabBestIndex(sqlite3_vtab *pVtab, sqlite3_index_info *pInfo) {
  int i, isUnusable = 0;
  (void)pVtab;
  for (i = 0; i < pInfo->nConstraint && pInfo->idxNum == 0; i++) {
    if (pInfo->aConstraint[i].iColumn != TRIADTAB_ON ||
        pInfo->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ) {
      continue;
    }
    if (!pInfo->aConstraint[i].usable) {
      isUnusable = 1;
    } else {
      pInfo->aConstraintUsage[i].argvIndex = 1;
      pInfo->aConstraintUsage[i].omit = 1;
      pInfo->idxNum = 1;
    }
  }
  if (isUnusable && pInfo->idxNum == 0) return SQLITE_CONSTRAINT;
  pInfo->estimatedRows = 100000;
  pInfo->estimatedCost = pInfo->idxNum ? 200000 : 1e6;
  return SQLITE_OK;
}

static int triadtabOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor) {
  TriadCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  (void)pVtab;
  if (pCur == 0) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

static void triadtabReset(TriadCursor *pCur) {
  ent_network_free(pCur->net);
  pCur->net = 0;
  ent_call_clear(&pCur->call);
  sqlite3_value_free(pCur->pOn);
  pCur->pOn = 0;
  pCur->iRow = 0;
}

static int triadtabClose(sqlite3_vtab_cursor *pBase) {
  triadtabReset((TriadCursor *)pBase);
  sqlite3_free(pBase);
  return SQLITE_OK;
}

static int triadtabReport(TriadCursor *pCur) {
  return ent_call_report(&pCur->call, &pCur->base.pVtab->zErrMsg);
}

static int triadtabFilter(sqlite3_vtab_cursor *pBase, int idxNum,
                          const char *idxStr, int argc, sqlite3_value **argv) {
  TriadCursor *pCur = (TriadCursor *)pBase;
  const EntAux *pAux = ((const TriadTable *)pBase->pVtab)->pAux;
  EntTies *ties;
  (void)idxStr;
  (void)argc;
  triadtabReset(pCur);
  if (idxNum) {
    pCur->pOn = sqlite3_value_dup(argv[0]);
    if (pCur->pOn == 0) return SQLITE_NOMEM;
  }
  ent_call_init(&pCur->call, pAux->cx, pAux->pModule->zName, 0);
  ties = ent_call_ties(&pCur->call, 0, 1, &pCur->pOn, pCur->pOn);
  if (ties) {
    pCur->net =
        ent_network_new(&pCur->call.run, ties->view, ties, ENT_N_SIGNED);
  }
  if (pCur->net && pCur->net->all) {
    ent_triads_start(&pCur->walk, &pCur->call.run, pCur->net->all);
  }
  return triadtabReport(pCur);
}

static int triadtabNext(sqlite3_vtab_cursor *pBase) {
  TriadCursor *pCur = (TriadCursor *)pBase;
  pCur->iRow++;
  ent_triads_next(&pCur->walk);
  return triadtabReport(pCur);
}

static int triadtabEof(sqlite3_vtab_cursor *pBase) {
  const TriadCursor *pCur = (const TriadCursor *)pBase;
  return pCur->net->all == 0 || ent_triads_end(&pCur->walk);
}

static int triadtabColumn(sqlite3_vtab_cursor *pBase, sqlite3_context *ctx,
                          int iCol) {
  const TriadCursor *pCur = (const TriadCursor *)pBase;
  const EntTriads *w = &pCur->walk;
  int node = iCol == TRIADTAB_A ? w->a : iCol == TRIADTAB_B ? w->b : w->c;
  switch (iCol) {
  case TRIADTAB_A:
  case TRIADTAB_B:
  case TRIADTAB_C: {
    const EntNetwork *net = pCur->net;
    sqlite3_result_text(ctx, net->view->world->aState[net->aState[node]].zCode,
                        -1, SQLITE_TRANSIENT);
    break;
  }
  case TRIADTAB_AB: sqlite3_result_int(ctx, w->ab); break;
  case TRIADTAB_AC: sqlite3_result_int(ctx, w->ac); break;
  case TRIADTAB_BC: sqlite3_result_int(ctx, w->bc); break;
  case TRIADTAB_BALANCED:
    sqlite3_result_int(ctx, w->ab * w->ac * w->bc > 0);
    break;
  default:
    if (pCur->pOn) sqlite3_result_value(ctx, pCur->pOn);
    break;
  }
  return SQLITE_OK;
}

static int triadtabRowid(sqlite3_vtab_cursor *pBase, sqlite3_int64 *pRowid) {
  *pRowid = ((const TriadCursor *)pBase)->iRow + 1;
  return SQLITE_OK;
}

const sqlite3_module ent_triadtab_module = {
  .iVersion = 0,
  .xCreate = 0, /* eponymous only */
  .xConnect = triadtabConnect,
  .xBestIndex = triadtabBestIndex,
  .xDisconnect = triadtabDisconnect,
  .xOpen = triadtabOpen,
  .xClose = triadtabClose,
  .xFilter = triadtabFilter,
  .xNext = triadtabNext,
  .xEof = triadtabEof,
  .xColumn = triadtabColumn,
  .xRowid = triadtabRowid,
};
