/*
** entrapment(k): the most dangerous chain of promises that k hangs on.
**
**     max over allies m of o(k,m) [1 - (1 - h_m) (1 - drawn_m)]
**     drawn_m = max over partners p of m, p != k, of strength(m,p) h_p
**
** o(k,m) is the value of k's highest obligation to m and h_x the menace to x
** (hostility.c). k is dragged into the quarrels of its ally, and into those of
** the states its ally is bound to: entrapment in the sense of Snyder (1984,
** World Politics 36:461-495), and chain-ganging in that of Christensen and
** Snyder (1990, International Organization 44:137-168).
**
** 0 when k has promised nothing; NaN when obligations are unknown, or when k
** has promised something and hostility is unknown. A partner whose tie to the
** ally is unknown is left out.
*/
#include "measure.h"

#include <math.h>
#include <stdlib.h>

static double entrapmentDanger(const EntChain *p) {
  return p->obligation * (1.0 - (1.0 - p->own) * (1.0 - p->drawn));
}

static double entrapmentDrawnBy(const EntTies *t, int k, int ally, int p) {
  if (p == k || p == ally) return NAN;
  return ent_strength_pair(t, ally, p) * t->aMenace[p];
}

static EntChain entrapmentChainOf(const EntTies *t, const EntPromise *p) {
  EntChain chain = { p->iOther, -1, p->value, t->aMenace[p->iOther], 0.0, 0.0 };
  return chain;
}

void ent_entrapment_state(const EntTies *t, int k, EntChain *pOut) {
  const EntView *v = t->view;
  EntChain none = { -1, -1, 0.0, 0.0, 0.0, 0.0 };
  *pOut = none;
  if (!ent_ties_alive(t, k) || !v->aKnown[ENT_L_OBLIGATION]) {
    pOut->value = NAN;
    return;
  }
  for (int e = v->aPromiseStart[k]; e < v->aPromiseStart[k + 1]; e++) {
    if (!(v->aPromise[e].value > 0.0)) continue;
    EntChain chain = entrapmentChainOf(t, &v->aPromise[e]);
    for (int s = 0; s < t->nLive; s++) {
      double drawn = entrapmentDrawnBy(t, k, chain.iAlly, t->aLive[s]);
      if (drawn > chain.drawn) {
        chain.drawn = drawn;
        chain.iPartner = t->aLive[s];
      }
    }
    chain.value = entrapmentDanger(&chain);
    if (pOut->iAlly < 0 || chain.value > pOut->value) *pOut = chain;
  }
}

/* Values are numbers, or none of them is. */
static int entrapmentCompareChain(const void *pa, const void *pb) {
  const EntChain *a = pa, *b = pb;
  int order = (a->value < b->value) - (a->value > b->value);
  if (order == 0) order = (a->iAlly > b->iAlly) - (a->iAlly < b->iAlly);
  if (order) return order;
  return (a->iPartner > b->iPartner) - (a->iPartner < b->iPartner);
}

/* Fills aOut when it is not NULL; returns how many chains there are, or -1
** when the run was cancelled. */
static long entrapmentListChains(EntRun *run, const EntTies *t, int k,
                                 EntChain *aOut) {
  const EntView *v = t->view;
  long n = 0;
  int nStep = 0;
  for (int e = v->aPromiseStart[k]; e < v->aPromiseStart[k + 1]; e++) {
    if (!(v->aPromise[e].value > 0.0)) continue;
    EntChain chain = entrapmentChainOf(t, &v->aPromise[e]);
    chain.value = entrapmentDanger(&chain);
    if (aOut) aOut[n] = chain;
    n++;
    for (int s = 0; s < t->nLive; s++) {
      chain.iPartner = t->aLive[s];
      chain.drawn = entrapmentDrawnBy(t, k, chain.iAlly, chain.iPartner);
      if (!(chain.drawn > 0.0)) continue;
      chain.value = entrapmentDanger(&chain);
      if (aOut) aOut[n] = chain;
      n++;
    }
    if (ent_side_poll(run, &nStep, t->nLive)) return -1;
  }
  return n;
}

int ent_entrapment_chains(EntRun *run, const EntTies *t, int k, int *pn,
                          EntChain **pa) {
  *pn = 0;
  *pa = 0;
  if (!ent_ties_alive(t, k) || !t->view->aKnown[ENT_L_OBLIGATION])
    return ENT_OK;
  long n = entrapmentListChains(run, t, k, 0);
  if (n <= 0) return run->error.code;
  EntChain *a = ent_run_alloc(run, (size_t)n * sizeof *a);
  if (a == 0) return run->error.code;
  if (entrapmentListChains(run, t, k, a) < 0) {
    ent_run_free(run, a);
    return run->error.code;
  }
  qsort(a, (size_t)n, sizeof *a, entrapmentCompareChain);
  *pn = (int)n;
  *pa = a;
  return ENT_OK;
}
