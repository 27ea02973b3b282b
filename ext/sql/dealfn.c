/*
** deal_parties(deal) and deal_opponents(deal [, on]): comma lists of codes
** that every function takes as a side.
**
** Opponents are the states with measures of their own, or of a bloc of theirs
** that is not universal, against a party; and those opposite a party in a
** dispute. Nobody there: NULL.
*/
#include "sql.h"

static void dealfnResult(sqlite3_context *ctx, const EntWorld *w,
                         const EntSide *pSide) {
  sqlite3_str *pStr = sqlite3_str_new(0);
  int i, n;
  char *z;
  for (i = 0; i < pSide->n; i++) {
    if (i) sqlite3_str_appendchar(pStr, 1, ',');
    sqlite3_str_appendall(pStr, w->aState[pSide->aState[i]].zCode);
  }
  n = sqlite3_str_length(pStr);
  z = sqlite3_str_finish(pStr);
  if (pSide->n == 0) {
    sqlite3_free(z);
  } else if (z == 0) {
    sqlite3_result_error_nomem(ctx);
  } else {
    sqlite3_result_text(ctx, z, n, sqlite3_free);
  }
}

void ent_dealfn_parties(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  EntCall call;
  EntSide side;
  EntWorld *w;
  int iDeal;
  (void)nArg;
  if (sqlite3_value_type(ap[0]) == SQLITE_NULL) return;
  ent_call_begin(&call, ctx);
  w = ent_snapshot_world(&call);
  if (w) {
    iDeal = ent_resolve_deal(&call, w, ap[0], "deal");
    if (iDeal >= 0 && ent_side_parties(&call.run, w, iDeal, &side) == 0) {
      dealfnResult(ctx, w, &side);
      ent_run_free(&call.run, side.aState);
    }
    ent_world_unref(w);
  }
  ent_call_end(&call, ctx);
}

void ent_dealfn_opponents(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  EntCall call;
  EntTies *ties;
  EntSide parties, opponents;
  int iDeal;
  if (sqlite3_value_type(ap[0]) == SQLITE_NULL) return;
  ent_call_begin(&call, ctx);
  ties = ent_call_ties(&call, ctx, nArg, ap, nArg > 1 ? ap[1] : 0);
  if (ties) {
    const EntWorld *w = ties->view->world;
    iDeal = ent_resolve_deal(&call, w, ap[0], "deal");
    if (iDeal >= 0 && ent_side_parties(&call.run, w, iDeal, &parties) == 0) {
      if (ent_hostility_opponents(&call.run, ties->view, &parties,
                                  &opponents) == ENT_OK) {
        dealfnResult(ctx, w, &opponents);
        ent_run_free(&call.run, opponents.aState);
      }
      ent_run_free(&call.run, parties.aState);
    }
  }
  ent_call_end(&call, ctx);
}
