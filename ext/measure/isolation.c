/*
** isolation(i): how much of the world has measures against a state.
**
**     sum over s of Lambda_s v_si / sum over s of Lambda_s,  s alive, s != i
**
** the capability share of the rest of the system that sanctions i, weighted by
** the severity v of the measures. Those taken in the name of a universal bloc
** count: being shut out by everyone is what isolation means. 0: nobody has
** any. NaN: sanctions are not covered, or there is no other state.
*/
#include "measure.h"

#include <math.h>

double ent_isolation_state(const EntTies *t, int i) {
  const EntView *v = t->view;
  double sum = 0.0, plain = 0.0;
  if (!ent_ties_alive(t, i) || t->nLive < 2) return NAN;
  if (!v->aKnown[ENT_L_SANCTION]) return NAN;
  for (int e = v->aAgainstStart[i]; e < v->aAgainstStart[i + 1]; e++) {
    const EntMeasureOn *p = &v->aAgainst[e];

    sum += t->aLambda[p->iSender] * p->severity;
    plain += p->severity;
  }
  return t->aRest[i] > 0.0 ? sum / t->aRest[i] : plain / (t->nLive - 1);
}
