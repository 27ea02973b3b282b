/*
** Scalars of a state and others on a date: alliance_strength and leverage,
** hostility, bystander_score.
**
** A NULL among the required arguments gives NULL; so does asking a state about
** itself, which is not an error, because a query over all pairs meets it.
*/
#include "sql.h"
#include <math.h>

double ent_pairfn_value(const EntTies *ties, int a, const EntSide *pSide,
                        int iDetail) {
  int b = pSide->n == 1 ? pSide->aState[0] : -1;
  if (b < 0) return ent_strength_side(ties, a, pSide);
  if (a == b) return NAN;
  switch (iDetail) {
  case ENT_F_STRENGTH: return ent_strength_pair(ties, a, b);
  case ENT_F_HOSTILITY: return ent_hostility_pair(ties, a, b);
  default: return ent_leverage_over(ties, a, b);
  }
}

int ent_pairfn_side(EntCall *p, const EntView *v, sqlite3_value *pValue,
                    int iDetail, EntSide *pOut) {
  int b;
  if (iDetail == ENT_F_STRENGTH) {
    return ent_resolve_side(p, v, pValue, "side", pOut);
  }
  pOut->n = 0;
  pOut->aState = 0;
  b = ent_resolve_state(p, v->world, v->on, pValue,
                        iDetail == ENT_F_LEVERAGE ? "over" : "b");
  if (b < 0) return 1;
  pOut->aState = ent_run_alloc(&p->run, sizeof(int32_t));
  if (pOut->aState == 0) return 1;
  pOut->aState[pOut->n++] = b;
  return 0;
}

/* The side as one state's index, or -1: the common case needs no set. */
static int pairfnSingle(const EntWorld *w, sqlite3_value *pValue) {
  if (sqlite3_value_type(pValue) != SQLITE_TEXT) return -1;
  return ent_world_state(w, (const char *)sqlite3_value_text(pValue));
}

static double pairfnAnswer(EntCall *p, const EntTies *ties,
                           sqlite3_value **ap) {
  const EntView *v = ties->view;
  double r = NAN;
  EntSide side;
  int32_t b;
  int a = ent_resolve_state(p, v->world, v->on, ap[0],
                            p->iDetail == ENT_F_LEVERAGE ? "state" : "a");
  if (a < 0) return NAN;
  b = pairfnSingle(v->world, ap[1]);
  if (b >= 0) {
    side.n = 1;
    side.aState = &b;
    return ent_pairfn_value(ties, a, &side, p->iDetail);
  }
  if (ent_pairfn_side(p, v, ap[1], p->iDetail, &side) == 0) {
    r = ent_pairfn_value(ties, a, &side, p->iDetail);
  }
  ent_run_free(&p->run, side.aState);
  return r;
}

void ent_pairfn_measure(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  EntCall call;
  EntTies *ties;
  if (sqlite3_value_type(ap[0]) == SQLITE_NULL) return;
  if (sqlite3_value_type(ap[1]) == SQLITE_NULL) return;
  ent_call_begin(&call, ctx);
  ties = ent_call_ties(&call, ctx, nArg, ap, nArg > 2 ? ap[2] : 0);
  if (ties) ent_call_real(ctx, pairfnAnswer(&call, ties, ap));
  ent_call_end(&call, ctx);
}

void ent_pairfn_bystander(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  EntCall call;
  EntTies *ties;
  EntSide sideA, sideB;
  EntBystander bystander;
  int i, k;
  for (i = 0; i < 3; i++) {
    if (sqlite3_value_type(ap[i]) == SQLITE_NULL) return;
  }
  ent_call_begin(&call, ctx);
  ties = ent_call_ties(&call, ctx, nArg, ap, nArg > 3 ? ap[3] : 0);
  if (ties) {
    const EntView *v = ties->view;
    k = ent_resolve_state(&call, v->world, v->on, ap[0], "state");
    if (k >= 0) {
      if (ent_resolve_sides(&call, v, ap[1], ap[2], &sideA, &sideB) == 0) {
        ent_bystander_score(ties, k, &sideA, &sideB, &bystander);
        ent_call_real(ctx, bystander.score);
      }
      ent_run_free(&call.run, sideA.aState);
      ent_run_free(&call.run, sideB.aState);
    }
  }
  ent_call_end(&call, ctx);
}
