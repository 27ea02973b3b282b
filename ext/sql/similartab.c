/*
** similarities(first [, last [, layer]]): all pairs of states, year by year.
**
**   CREATE TABLE x(year, a, b, n, s, ..., agreement,
**                  first HIDDEN, last HIDDEN, layer HIDDEN)
**
** A pair is listed once, a before b by code. Layer alliance lists the pairs of
** the system that share a day of the year, as dyad_years does; layer vote those
** that both cast a vote in it. n is the number of cells compared: members of
** the system, or roll calls in which both voted.
**
** Nothing is computed in advance but what belongs to a year: its portfolios,
** when the walk comes to it. What a row needs is computed when its first cell
** is asked for, and only the sums that some column of the query uses (colUsed).
**
** Plans. idxNum has a bit for each thing that is taken into account
**
**   FIRST LAST LAYER          the arguments
**   EQ GT GE LT LE            on year, with a number
**   A B                       equality with a text
**
** with argv in this order, and above them (NEED) the sums needed. Constraints
** on columns narrow the walk, and SQLite checks each row again. Rows come in
** the order of year, a, b; that is all the order that is promised.
**
** One cursor answers from one world, and one set of votes, those of its first
** use: a statement sees the dataset as of then.
*/
#include "sql.h"
#include <math.h>
#include <string.h>

enum {
  SIMILARTAB_YEAR,
  SIMILARTAB_A,
  SIMILARTAB_B,
  SIMILARTAB_N,
  SIMILARTAB_METHOD, /* and those behind it: ENT_M_* */
  SIMILARTAB_FIRST = SIMILARTAB_METHOD + ENT_NMETHOD,
  SIMILARTAB_LAST,
  SIMILARTAB_LAYER
};

enum { /* what argv holds: bit numbers of idxNum */
       SIMILARTAB_P_FIRST,
       SIMILARTAB_P_LAST,
       SIMILARTAB_P_LAYER,
       SIMILARTAB_P_EQ,
       SIMILARTAB_P_GT,
       SIMILARTAB_P_GE,
       SIMILARTAB_P_LT,
       SIMILARTAB_P_LE,
       SIMILARTAB_P_A,
       SIMILARTAB_P_B,
       SIMILARTAB_P_NEED
};

/* What SQLite's planner is told of tables it has not seen. */
#define SIMILARTAB_STATES 100.0 /* in one year */
#define SIMILARTAB_SPAN   100.0 /* years */
#define SIMILARTAB_NEVER  1e50

typedef struct SimilarTable SimilarTable;
struct SimilarTable {
  sqlite3_vtab base;
  const EntAux *pAux;
};

typedef struct SimilarCursor SimilarCursor;
struct SimilarCursor {
  sqlite3_vtab_cursor base;
  EntCall call; /* its run serves the walk */
  EntWorld *world;
  EntYears *years;     /* the walk of layer alliance */
  EntVotes *votes;     /* layer vote: the walk is iYear, i, j */
  EntPortfolios *pAll; /* of pAllYear */
  int pAllYear;
  int layer, isEnd;
  unsigned need;
  sqlite3_int64 first, last; /* as given */
  int low, high;             /* years to show */
  int32_t aiOnly[2];         /* -1: any */
  int iYear, i, j;           /* slots; -1: not in the year's portfolios */
  int year, known;
  int hasMoments;
  EntMoments m;
};

static int similartabConnect(sqlite3 *db, void *pAux, int argc,
                             const char *const *argv, sqlite3_vtab **ppVtab,
                             char **pzErr) {
  SimilarTable *pTable;
  sqlite3_str *pSql = sqlite3_str_new(db);
  char *zSql;
  int i, rc;
  (void)argc;
  (void)argv;
  (void)pzErr;
  sqlite3_str_appendall(
      pSql, "CREATE TABLE x(year INTEGER, a TEXT, b TEXT, n INTEGER");
  for (i = 0; i < ENT_NMETHOD; i++)
    sqlite3_str_appendf(pSql, ", %s REAL", ent_method_names[i]);
  sqlite3_str_appendall(pSql, ", first HIDDEN, last HIDDEN, layer HIDDEN)");
  zSql = sqlite3_str_finish(pSql);
  if (zSql == 0) return SQLITE_NOMEM;
  rc = sqlite3_declare_vtab(db, zSql);
  sqlite3_free(zSql);
  if (rc != SQLITE_OK) return rc;
  pTable = sqlite3_malloc64(sizeof(*pTable));
  if (pTable == 0) return SQLITE_NOMEM;
  memset(pTable, 0, sizeof(*pTable));
  pTable->pAux = pAux;
  *ppVtab = &pTable->base;
  return SQLITE_OK;
}

static int similartabDisconnect(sqlite3_vtab *pVtab) {
  sqlite3_free(pVtab);
  return SQLITE_OK;
}

static int similartabOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor) {
  SimilarCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  (void)pVtab;
  if (pCur == 0) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  pCur->isEnd = 1;
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

static int similartabClose(sqlite3_vtab_cursor *pBase) {
  SimilarCursor *pCur = (SimilarCursor *)pBase;
  ent_years_free(pCur->years);
  ent_portfolio_unref(pCur->pAll);
  ent_votes_unref(pCur->votes);
  ent_world_unref(pCur->world);
  ent_call_clear(&pCur->call);
  sqlite3_free(pCur);
  return SQLITE_OK;
}

static int similartabReport(SimilarCursor *pCur) {
  return ent_call_report(&pCur->call, &pCur->base.pVtab->zErrMsg);
}

/* ---- The walk ---- */

/* The row that the years' walk stands on. */
static void similartabAlliance(SimilarCursor *pCur) {
  EntYears *years = pCur->years;
  if (years->isEnd) {
    pCur->isEnd = 1;
    return;
  }
  pCur->year = years->year;
  if (pCur->pAll == 0 || pCur->pAllYear != pCur->year) {
    EntSpan on;
    on.first = ent_date_day(pCur->year, 1, 1);
    on.last = ent_date_day(pCur->year, 12, 31);
    ent_portfolio_unref(pCur->pAll);
    pCur->pAll = ent_snapshot_portfolios(&pCur->call, pCur->world, on);
    pCur->pAllYear = pCur->year;
    if (pCur->pAll == 0) return;
    pCur->known = pCur->pAll->view->aKnown[ENT_L_OBLIGATION];
  }
  if (pCur->need & ENT_NEED_WEIGHTED && pCur->known) {
    if (ent_portfolio_weigh(&pCur->call.run, pCur->pAll)) return;
  }
  pCur->i = pCur->pAll->aSlot[years->aiState[0]];
  pCur->j = pCur->pAll->aSlot[years->aiState[1]];
}

/* The next pair of voters from (iYear, i, j) on, that one not included. */
static void similartabVote(SimilarCursor *pCur) {
  const EntVotes *votes = pCur->votes;
  for (;;) {
    const EntBallots *pYear = &votes->aYear[pCur->iYear];
    if (pCur->iYear >= votes->nYear || pYear->year > pCur->high) {
      pCur->isEnd = 1;
      return;
    }
    pCur->year = pYear->year;
    pCur->known = pYear->known;
    if (pCur->aiOnly[0] >= 0 && pCur->i < 0) {
      pCur->i = pCur->j = ent_ballots_slot(pYear, pCur->aiOnly[0]);
    } else if (pCur->i < 0) {
      pCur->i = pCur->j = 0;
    }
    if (pCur->i >= 0 && pCur->aiOnly[1] >= 0) {
      int j = ent_ballots_slot(pYear, pCur->aiOnly[1]);
      pCur->j = j > pCur->j ? j : pYear->n;
    } else {
      pCur->j++;
    }
    if (pCur->i >= 0 && pCur->j < pYear->n) return;
    if (pCur->i >= 0 && pCur->aiOnly[0] < 0 && pCur->i + 1 < pYear->n) {
      pCur->j = ++pCur->i;
      continue;
    }
    pCur->iYear++;
    pCur->i = -1;
    if (ent_run_cancelled(&pCur->call.run)) return;
  }
}

static int similartabNext(sqlite3_vtab_cursor *pBase) {
  SimilarCursor *pCur = (SimilarCursor *)pBase;
  pCur->hasMoments = 0;
  if (pCur->layer == ENT_SIMILAR_VOTE) {
    similartabVote(pCur);
  } else {
    ent_years_next(pCur->years);
    similartabAlliance(pCur);
  }
  return similartabReport(pCur);
}

static void similartabStart(SimilarCursor *pCur) {
  pCur->hasMoments = 0;
  pCur->isEnd = 0;
  if (pCur->layer == ENT_SIMILAR_VOTE) {
    if (pCur->votes == 0) {
      pCur->votes = ent_snapshot_votes(&pCur->call, pCur->world);
    }
    if (pCur->votes == 0) return;
    pCur->iYear = ent_votes_since(pCur->votes, pCur->low);
    pCur->i = -1;
    similartabVote(pCur);
  } else {
    EntYearsAsk ask;
    memset(&ask, 0, sizeof(ask));
    ask.system = ENT_COW;
    ask.nMember = 2;
    ask.first = pCur->low;
    ask.last = pCur->high;
    ask.aiOnly[0] = pCur->aiOnly[0];
    ask.aiOnly[1] = pCur->aiOnly[1];
    ask.aiOnly[2] = -1;
    if (pCur->years == 0) {
      pCur->years = ent_years_new(&pCur->call.run, pCur->world);
    }
    if (pCur->years == 0) return;
    ent_years_start(pCur->years, &ask);
    similartabAlliance(pCur);
  }
}

/* ---- Values ---- */

/* Narrows the years by a comparison with a number; others SQLite makes. */
static void similartabNarrow(SimilarCursor *pCur, int iBit,
                             sqlite3_value *pValue) {
  int type = sqlite3_value_type(pValue);
  double r = sqlite3_value_double(pValue);
  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT) return;
  if (r < -1e6) r = -1e6;
  if (r > 1e6) r = 1e6;
  if (iBit == SIMILARTAB_P_EQ || iBit == SIMILARTAB_P_GE ||
      iBit == SIMILARTAB_P_GT) {
    int low = (int)ceil(r);
    if (low > pCur->low) pCur->low = low;
  }
  if (iBit == SIMILARTAB_P_EQ || iBit == SIMILARTAB_P_LE ||
      iBit == SIMILARTAB_P_LT) {
    int high = (int)floor(r);
    if (high < pCur->high) pCur->high = high;
  }
}

static int similartabClamp(sqlite3_int64 i) {
  return i < -1000000 ? -1000000 : i > 1000000 ? 1000000 : (int)i;
}

/* The plan and its values into the cursor. Nonzero: there are no rows, or the
** error is set. */
static int similartabAsk(SimilarCursor *pCur, int plan, sqlite3_value **argv) {
  EntCall *p = &pCur->call;
  sqlite3_value *ap[SIMILARTAB_P_NEED] = { 0 };
  sqlite3_int64 aYear[2] = { 0 };
  int i, iArgv = 0;
  for (i = 0; i < SIMILARTAB_P_NEED; i++) {
    if (plan & 1 << i) ap[i] = argv[iArgv++];
  }
  pCur->need = (unsigned)plan >> SIMILARTAB_P_NEED;
  pCur->aiOnly[0] = pCur->aiOnly[1] = -1;
  for (i = 0; i < 2; i++) {
    sqlite3_value *pValue = ap[SIMILARTAB_P_FIRST + i];
    aYear[i] = aYear[0];
    if (pValue == 0) continue; /* last: the first */
    if (sqlite3_value_type(pValue) == SQLITE_NULL) {
      if (i == 0) return 1;
      continue;
    }
    if (ent_resolve_whole(p, pValue, i ? "last" : "first", &ent_resolve_years,
                          &aYear[i])) {
      return 1;
    }
  }
  pCur->first = aYear[0];
  pCur->last = aYear[1];
  pCur->low = similartabClamp(aYear[0]);
  pCur->high = similartabClamp(aYear[1]);
  pCur->layer = ent_similarfn_layer(p, ap[SIMILARTAB_P_LAYER]);
  if (pCur->layer < 0) return 1;
  for (i = SIMILARTAB_P_EQ; i <= SIMILARTAB_P_LE; i++) {
    if (ap[i]) similartabNarrow(pCur, i, ap[i]);
  }
  for (i = 0; i < 2; i++) {
    sqlite3_value *pValue = ap[SIMILARTAB_P_A + i];
    if (pValue == 0 || sqlite3_value_type(pValue) != SQLITE_TEXT) continue;
    pCur->aiOnly[i] =
        ent_world_state(pCur->world, (const char *)sqlite3_value_text(pValue));
    if (pCur->aiOnly[i] < 0) return 1;
  }
  return pCur->low > pCur->high;
}

static int similartabFilter(sqlite3_vtab_cursor *pBase, int idxNum,
                            const char *idxStr, int argc,
                            sqlite3_value **argv) {
  SimilarCursor *pCur = (SimilarCursor *)pBase;
  const EntAux *pAux = ((const SimilarTable *)pBase->pVtab)->pAux;
  (void)idxStr;
  (void)argc;
  pCur->isEnd = 1;
  if (pCur->world == 0) {
    ent_call_init(&pCur->call, pAux->cx, pAux->pModule->zName, 0);
    pCur->world = ent_snapshot_world(&pCur->call);
  }
  if (pCur->world && (idxNum & 1 << SIMILARTAB_P_FIRST) == 0) {
    ent_error_set(&pCur->call.run.error, ENT_ERROR,
                  "argument first is missing: %s",
                  pAux->pModule->manual.zUsage);
  } else if (pCur->world && !similartabAsk(pCur, idxNum, argv)) {
    similartabStart(pCur);
  }
  return similartabReport(pCur);
}

static int similartabEof(sqlite3_vtab_cursor *pBase) {
  return ((const SimilarCursor *)pBase)->isEnd;
}

static void similartabMeasure(SimilarCursor *pCur) {
  if (pCur->layer == ENT_SIMILAR_VOTE) {
    ent_ballot_pair(&pCur->votes->aYear[pCur->iYear], pCur->i, pCur->j,
                    pCur->need, &pCur->m);
  } else {
    ent_portfolio_pair(pCur->pAll, pCur->i, pCur->j, pCur->need, &pCur->m);
  }
  pCur->hasMoments = 1;
}

static int similartabState(const SimilarCursor *pCur, int iMember) {
  if (pCur->layer == ENT_SIMILAR_VOTE) {
    return pCur->votes->aYear[pCur->iYear].aState[iMember ? pCur->j : pCur->i];
  }
  return pCur->years->aiState[iMember];
}

static int similartabColumn(sqlite3_vtab_cursor *pBase, sqlite3_context *ctx,
                            int iCol) {
  SimilarCursor *pCur = (SimilarCursor *)pBase;
  switch (iCol) {
  case SIMILARTAB_YEAR: sqlite3_result_int(ctx, pCur->year); return SQLITE_OK;
  case SIMILARTAB_A:
  case SIMILARTAB_B: {
    int iState = similartabState(pCur, iCol - SIMILARTAB_A);
    sqlite3_result_text(ctx, pCur->world->aState[iState].zCode, -1,
                        SQLITE_TRANSIENT);
    return SQLITE_OK;
  }
  case SIMILARTAB_FIRST: sqlite3_result_int64(ctx, pCur->first); break;
  case SIMILARTAB_LAST: sqlite3_result_int64(ctx, pCur->last); break;
  case SIMILARTAB_LAYER:
    sqlite3_result_text(ctx,
                        pCur->layer == ENT_SIMILAR_VOTE ? "vote" : "alliance",
                        -1, SQLITE_STATIC);
    break;
  default: {
    int method = iCol - SIMILARTAB_METHOD, isVote;
    isVote = pCur->layer == ENT_SIMILAR_VOTE;
    if (!pCur->known) break;
    if (!pCur->hasMoments) similartabMeasure(pCur);
    if (iCol == SIMILARTAB_N) {
      sqlite3_result_int64(ctx, (sqlite3_int64)pCur->m.n);
    } else if (ent_similarfn_has(pCur->layer, method)) {
      ent_call_real(ctx,
                    ent_method_score(method, &pCur->m,
                                     isVote ? ENT_VOTE_RANGE : ENT_LEVEL_MAX));
    }
  }
  }
  return SQLITE_OK;
}

static int similartabRowid(sqlite3_vtab_cursor *pBase, sqlite3_int64 *pRowid) {
  const SimilarCursor *pCur = (const SimilarCursor *)pBase;
  sqlite3_int64 n = pCur->world->nState, i = pCur->year;
  i = i * 2 + pCur->layer;
  i = i * n + similartabState(pCur, 0);
  *pRowid = i * n + similartabState(pCur, 1);
  return SQLITE_OK;
}

/* ---- The plan ---- */

/* The bit number of a constraint; -1: none that we know. */
static int similartabBit(int iCol, int op) {
  if (iCol == SIMILARTAB_YEAR) {
    switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ: return SIMILARTAB_P_EQ;
    case SQLITE_INDEX_CONSTRAINT_GT: return SIMILARTAB_P_GT;
    case SQLITE_INDEX_CONSTRAINT_GE: return SIMILARTAB_P_GE;
    case SQLITE_INDEX_CONSTRAINT_LT: return SIMILARTAB_P_LT;
    case SQLITE_INDEX_CONSTRAINT_LE: return SIMILARTAB_P_LE;
    default: return -1;
    }
  }
  if (op != SQLITE_INDEX_CONSTRAINT_EQ) return -1;
  switch (iCol) {
  case SIMILARTAB_A: return SIMILARTAB_P_A;
  case SIMILARTAB_B: return SIMILARTAB_P_B;
  case SIMILARTAB_FIRST: return SIMILARTAB_P_FIRST;
  case SIMILARTAB_LAST: return SIMILARTAB_P_LAST;
  case SIMILARTAB_LAYER: return SIMILARTAB_P_LAYER;
  default: return -1;
  }
}

static unsigned similartabNeed(sqlite3_uint64 colUsed) {
  unsigned need = 0;
  int i;
  for (i = 0; i < ENT_NMETHOD; i++) {
    if (colUsed >> (SIMILARTAB_METHOD + i) & 1) need |= ent_method_need(i);
  }
  return need;
}

static int similartabBestIndex(sqlite3_vtab *pBase, sqlite3_index_info *pInfo) {
  int aConstraint[SIMILARTAB_P_NEED];
  int i, nArgv = 0, unusable = 0;
  double rows = SIMILARTAB_SPAN * SIMILARTAB_STATES * SIMILARTAB_STATES / 2;
  (void)pBase;
  for (i = 0; i < SIMILARTAB_P_NEED; i++)
    aConstraint[i] = -1;
  for (i = 0; i < pInfo->nConstraint; i++) {
    int iBit =
        similartabBit(pInfo->aConstraint[i].iColumn, pInfo->aConstraint[i].op);
    if (iBit < 0) continue;
    if (iBit >= SIMILARTAB_P_A &&
        sqlite3_stricmp(sqlite3_vtab_collation(pInfo, i), "BINARY") != 0) {
      continue;
    }
    if (pInfo->aConstraint[i].usable) {
      aConstraint[iBit] = i;
    } else if (iBit <= SIMILARTAB_P_LAYER) {
      unusable |= 1 << iBit;
    }
  }
  for (i = 0; i < SIMILARTAB_P_NEED; i++) {
    if (aConstraint[i] < 0) continue;
    unusable &= ~(1 << i);
    pInfo->aConstraintUsage[aConstraint[i]].argvIndex = ++nArgv;
    pInfo->aConstraintUsage[aConstraint[i]].omit = i <= SIMILARTAB_P_LAYER;
    pInfo->idxNum |= 1 << i;
    if (i == SIMILARTAB_P_EQ) {
      rows /= SIMILARTAB_SPAN;
    } else if (i >= SIMILARTAB_P_A) {
      rows /= SIMILARTAB_STATES / 2;
    } else if (i > SIMILARTAB_P_LAYER) {
      rows /= 2;
    }
  }
  if (unusable) return SQLITE_CONSTRAINT;
  /* SQLite also asks for each part of an OR alone, without the arguments: so
  ** it is xFilter that complains, and no plan costs more. */
  if (aConstraint[SIMILARTAB_P_FIRST] < 0) {
    pInfo->estimatedCost = SIMILARTAB_NEVER;
    return SQLITE_OK;
  }
  pInfo->idxNum |= (int)(similartabNeed(pInfo->colUsed) << SIMILARTAB_P_NEED);
  pInfo->orderByConsumed = pInfo->nOrderBy <= SIMILARTAB_N;
  for (i = 0; i < pInfo->nOrderBy && pInfo->orderByConsumed; i++) {
    if (pInfo->aOrderBy[i].iColumn != i || pInfo->aOrderBy[i].desc) {
      pInfo->orderByConsumed = 0;
    }
  }
  pInfo->estimatedCost = rows;
  pInfo->estimatedRows = (sqlite3_int64)rows + 1;
  return SQLITE_OK;
}

const sqlite3_module ent_similartab_module = {
  .iVersion = 0,
  .xCreate = 0, /* eponymous only */
  .xConnect = similartabConnect,
  .xBestIndex = similartabBestIndex,
  .xDisconnect = similartabDisconnect,
  .xOpen = similartabOpen,
  .xClose = similartabClose,
  .xFilter = similartabFilter,
  .xNext = similartabNext,
  .xEof = similartabEof,
  .xColumn = similartabColumn,
  .xRowid = similartabRowid,
};
