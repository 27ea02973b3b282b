/*
** leverage(k, over): what `over` would lose without k.
**
**     bond(over, k) / sum over x of bond(over, x)
**
** the share of its bonds (obligation, transfer and trade joined, the larger
** direction; strength.c) that are with k. Power from being hard to replace is
** Hirschman's (1945, National Power and the Structure of Foreign Trade): what
** counts is the place of k among the alternatives, not the size of the tie.
** A state without any bond has nothing to lose: NaN, as 0/0 is.
*/
#include "measure.h"

#include <math.h>

double ent_leverage_total(const EntTies *t, int over) {
  if (!ent_ties_alive(t, over)) return NAN;
  if (t->aBond) return t->aBond[t->aSlot[over]];
  double total = NAN;
  for (int s = 0; s < t->nLive; s++) {
    if (t->aLive[s] == over) continue;
    double bond = ent_strength_bond(t, over, t->aLive[s]);
    if (isnan(bond)) continue;
    total = isnan(total) ? bond : total + bond;
  }
  return total;
}

double ent_leverage_over(const EntTies *t, int k, int over) {
  if (k == over) return NAN;
  double total = ent_leverage_total(t, over);
  return total > 0.0 ? ent_strength_bond(t, over, k) / total : NAN;
}
