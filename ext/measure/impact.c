/*
** deal_impact(deal): what a deal changes, and for whom.
**
** Two worlds are compared, one with the deal's obligations and transfers and
** one without (a view leaves out a deal: world/view.c). For every living state
** and measure both values are reported; a value that exists in one world only
** stays NaN in the other, so that a change from nothing is not taken for a
** change from 0.
**
** Toward each party of the deal: alliance_strength of the state toward it and
** leverage of the state over it. Of the state alone: bystander_score,
** entrapment, isolation, sanction_exposure, threat. The deal makes its parties
** one side. So the bystander score with it is that between the parties
** together and their opponents; without it, the largest of those between one
** party alone and the same opponents.
**
** Rows come sorted by state, measure and party.
*/
#include "measure.h"

#include <math.h>

typedef struct ImpactCompare ImpactCompare;
struct ImpactCompare {
  const EntTies *with, *without;
  EntSide parties, opponents;
  double *aTotal; /* sum of the bonds of each party, with and without */
  EntImpact *aOut;
  int nOut;
};

static void impactEmit(ImpactCompare *p, int i, const char *zMeasure, int about,
                       double with, double without) {
  EntImpact *pOut = &p->aOut[p->nOut++];
  pOut->iState = i;
  pOut->zMeasure = zMeasure;
  pOut->iAbout = about;
  pOut->with = with;
  pOut->without = without;
}

static double impactBystanderWith(const ImpactCompare *p, int k) {
  EntBystander score;
  ent_bystander_score(p->with, k, &p->parties, &p->opponents, &score);
  return score.score;
}

static double impactBystanderWithout(const ImpactCompare *p, int k) {
  double best = NAN;
  for (int i = 0; i < p->parties.n; i++) {
    EntSide one = { 1, &p->parties.aState[i] };
    EntBystander score;
    ent_bystander_score(p->without, k, &one, &p->opponents, &score);
    best = fmax(best, score.score);
  }
  return best;
}

static double impactShare(const EntTies *t, int k, int over, double total) {
  return total > 0.0 ? ent_strength_bond(t, over, k) / total : NAN;
}

static double impactExposure(const EntTies *t, int i) {
  EntExposure x;
  ent_exposure_state(t, i, 0, 0.0, &x);
  return x.total;
}

static double impactEntrapment(const EntTies *t, int k) {
  EntChain chain;
  ent_entrapment_state(t, k, &chain);
  return chain.value;
}

static void impactCompareState(ImpactCompare *p, int k) {
  const EntTies *w = p->with, *o = p->without;
  for (int i = 0; i < p->parties.n; i++) {
    int party = p->parties.aState[i];
    if (party == k) continue;
    impactEmit(p, k, "alliance_strength", party, ent_strength_pair(w, k, party),
               ent_strength_pair(o, k, party));
  }
  impactEmit(p, k, "bystander_score", -1, impactBystanderWith(p, k),
             impactBystanderWithout(p, k));
  impactEmit(p, k, "entrapment", -1, impactEntrapment(w, k),
             impactEntrapment(o, k));
  impactEmit(p, k, "isolation", -1, ent_isolation_state(w, k),
             ent_isolation_state(o, k));
  for (int i = 0; i < p->parties.n; i++) {
    int party = p->parties.aState[i];
    if (party == k) continue;
    impactEmit(p, k, "leverage", party,
               impactShare(w, k, party, p->aTotal[2 * (size_t)i]),
               impactShare(o, k, party, p->aTotal[2 * (size_t)i + 1]));
  }
  impactEmit(p, k, "sanction_exposure", -1, impactExposure(w, k),
             impactExposure(o, k));
  impactEmit(p, k, "threat", -1, ent_threat_state(w, k),
             ent_threat_state(o, k));
}

static int impactCompareWorlds(EntRun *run, ImpactCompare *p, int iDeal) {
  const EntTies *t = p->with;
  if (ent_side_parties(run, t->view->world, iDeal, &p->parties)) {
    return run->error.code;
  }
  if (ent_hostility_opponents(run, t->view, &p->parties, &p->opponents)) {
    return run->error.code;
  }
  size_t nParty = (size_t)p->parties.n;
  size_t nRow = (size_t)t->nLive * (5 + 2 * nParty);
  p->aTotal = ent_run_alloc(run, (2 * nParty + 1) * sizeof(double));
  p->aOut = ent_run_alloc(run, (nRow + 1) * sizeof *p->aOut);
  if (p->aTotal == 0 || p->aOut == 0) return run->error.code;
  for (size_t i = 0; i < nParty; i++) {
    int party = p->parties.aState[i];
    p->aTotal[2 * i] = ent_leverage_total(p->with, party);
    p->aTotal[2 * i + 1] = ent_leverage_total(p->without, party);
  }
  for (int s = 0; s < t->nLive; s++) {
    impactCompareState(p, t->aLive[s]);
    if (ent_run_cancelled(run)) return run->error.code;
  }
  return ENT_OK;
}

int ent_impact_deal(EntRun *run, const EntTies *with, const EntTies *without,
                    int iDeal, int *pn, EntImpact **pa) {
  ImpactCompare c = { with, without, { 0, 0 }, { 0, 0 }, 0, 0, 0 };
  *pn = 0;
  *pa = 0;
  int rc = impactCompareWorlds(run, &c, iDeal);
  if (rc == ENT_OK) {
    *pn = c.nOut;
    *pa = c.aOut;
  } else {
    ent_run_free(run, c.aOut);
  }
  ent_run_free(run, c.parties.aState);
  ent_run_free(run, c.opponents.aState);
  ent_run_free(run, c.aTotal);
  return rc;
}
