/*
** similarity(a, b, on, method [, layer]): how alike two states are.
**
** Layer alliance compares their portfolios of promises on the date, layer vote
** their votes of its calendar year. A method that a layer does not know is an
** error, which lists those it knows: votes have no weights, and no level at
** which a tie begins to count.
**
** A NULL among the states and the method gives NULL; so does a state that was
** no member of the system (or cast no vote), and a layer that is not covered.
*/
#include "sql.h"
#include <math.h>
#include <string.h>

int ent_similarfn_has(int layer, int method) {
  switch (method) {
  case ENT_M_AGREEMENT: return layer == ENT_SIMILAR_VOTE;
  case ENT_M_S_WEIGHTED:
  case ENT_M_S_SQUARED_WEIGHTED:
  case ENT_M_KAPPA_BINARY:
  case ENT_M_PI_BINARY: return layer == ENT_SIMILAR_ALLIANCE;
  default: return 1;
  }
}

int ent_similarfn_layer(EntCall *p, sqlite3_value *pValue) {
  static const char *const azLayer[] = { "alliance", "vote" };
  const char *z;
  if (pValue == 0 || sqlite3_value_type(pValue) == SQLITE_NULL) {
    return ENT_SIMILAR_ALLIANCE;
  }
  if (ent_resolve_text(p, pValue, "layer", &z)) return -1;
  return ent_word_find(p, "layer", "layer", z, azLayer, 2);
}

static int similarfnMethod(EntCall *p, sqlite3_value *pValue, int layer) {
  const char *azKnown[ENT_NMETHOD];
  int aMethod[ENT_NMETHOD], n = 0, i;
  const char *z;
  if (ent_resolve_text(p, pValue, "method", &z)) return -1;
  for (i = 0; i < ENT_NMETHOD; i++) {
    if (!ent_similarfn_has(layer, i)) continue;
    azKnown[n] = ent_method_names[i];
    aMethod[n++] = i;
  }
  i = ent_word_find(p, "method",
                    layer == ENT_SIMILAR_VOTE ? "method of votes"
                                              : "method of alliances",
                    z, azKnown, n);
  return i < 0 ? -1 : aMethod[i];
}

static void similarfnUnpinWorld(void *p) {
  ent_world_unref(p);
}

static void similarfnUnpinVotes(void *p) {
  ent_votes_unref(p);
}

/* What is pinned on the last argument, for the statement if it is constant, is
** a world or, when that argument says 'vote', votes: never one for the other,
** since SQLite drops what is pinned on an argument that may change. */
static double similarfnAlliance(EntCall *p, sqlite3_context *ctx, int nArg,
                                sqlite3_value **ap, EntSpan on, int method) {
  EntWorld *world = sqlite3_get_auxdata(ctx, nArg - 1);
  EntPortfolios *pAll = 0;
  EntMoments m;
  double r = NAN;
  int iA, iB = -1;
  if (world) {
    ent_world_ref(world);
  } else {
    world = ent_snapshot_world(p);
    if (world == 0) return NAN;
    sqlite3_set_auxdata(ctx, nArg - 1, ent_world_ref(world),
                        similarfnUnpinWorld);
  }
  iA = ent_resolve_state(p, world, on, ap[0], "a");
  if (iA >= 0) iB = ent_resolve_state(p, world, on, ap[1], "b");
  if (iB >= 0) pAll = ent_snapshot_portfolios(p, world, on);
  if (pAll && pAll->view->aKnown[ENT_L_OBLIGATION] && pAll->aSlot[iA] >= 0 &&
      pAll->aSlot[iB] >= 0) {
    unsigned need = ent_method_need(method);
    if (need != ENT_NEED_WEIGHTED || ent_portfolio_weigh(&p->run, pAll) == 0) {
      ent_portfolio_pair(pAll, pAll->aSlot[iA], pAll->aSlot[iB], need, &m);
      r = ent_method_score(method, &m, ENT_LEVEL_MAX);
    }
  }
  ent_portfolio_unref(pAll);
  ent_world_unref(world);
  return r;
}

static double similarfnVote(EntCall *p, sqlite3_context *ctx, int nArg,
                            sqlite3_value **ap, EntSpan on, int method) {
  EntVotes *votes = sqlite3_get_auxdata(ctx, nArg - 1);
  EntMoments m;
  double r = NAN;
  int iA, iB = -1, i = -1;
  if (votes) {
    ent_votes_ref(votes);
  } else {
    EntWorld *world = ent_snapshot_world(p);
    if (world) votes = ent_snapshot_votes(p, world);
    ent_world_unref(world);
    if (votes == 0) return NAN;
    sqlite3_set_auxdata(ctx, nArg - 1, ent_votes_ref(votes),
                        similarfnUnpinVotes);
  }
  iA = ent_resolve_state(p, votes->world, on, ap[0], "a");
  if (iA >= 0) iB = ent_resolve_state(p, votes->world, on, ap[1], "b");
  if (iB >= 0) i = ent_votes_year(votes, ent_date_year(on.last));
  if (i >= 0 && votes->aYear[i].known) {
    const EntBallots *pYear = &votes->aYear[i];
    iA = ent_ballots_slot(pYear, iA);
    iB = ent_ballots_slot(pYear, iB);
    if (iA >= 0 && iB >= 0) {
      ent_ballot_pair(pYear, iA, iB, ent_method_need(method), &m);
      r = ent_method_score(method, &m, ENT_VOTE_RANGE);
    }
  }
  ent_votes_unref(votes);
  return r;
}

void ent_similarfn_measure(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  EntCall call;
  EntSpan on;
  int layer, method;
  if (sqlite3_value_type(ap[0]) == SQLITE_NULL ||
      sqlite3_value_type(ap[1]) == SQLITE_NULL ||
      sqlite3_value_type(ap[3]) == SQLITE_NULL) {
    return;
  }
  ent_call_begin(&call, ctx);
  layer = ent_similarfn_layer(&call, nArg > 4 ? ap[4] : 0);
  method = layer < 0 ? -1 : similarfnMethod(&call, ap[3], layer);
  if (method >= 0 && ent_resolve_on(&call, ap[2], "on", &on) == 0) {
    ent_call_real(ctx,
                  layer == ENT_SIMILAR_VOTE
                      ? similarfnVote(&call, ctx, nArg, ap, on, method)
                      : similarfnAlliance(&call, ctx, nArg, ap, on, method));
  }
  ent_call_end(&call, ctx);
}
