/*
** threat(i): how threatened a state is by those hostile to it.
**
** Balance of threat (Walt 1985, International Security 9(4):3-43): power alone
** does not threaten, power with hostile intent nearby does. noisy-or, with
** weights 1, over the living states j that are hostile to i, of
**
**     hostility(i,j) * proximity(i,j) * C_j / (C_j + C_i)
**
** C_x is the capability of x and of its partners m, each weighted by how
** strongly x is bound to it: Lambda_x + sum strength(x,m) Lambda_m. i does not
** count among the partners of j, nor j among those of i. Proximity is the
** parameter threat.border for neighbours, threat.region within a region, else
** threat.distant.
**
** 0: nobody is hostile. NaN: hostility is unknown; so is a threat from states
** of which, as of i, no capability is known.
*/
#include "measure.h"

#include <math.h>
#include <string.h>

double ent_threat_proximity(const EntView *v, int i, int j) {
  const double *aW = v->world->aParameter;
  const char *zI = v->world->aState[i].zRegion;
  const char *zJ = v->world->aState[j].zRegion;
  if (ent_view_borders(v, i, j)) return aW[P_THREAT_BORDER];
  if (zI && zJ && strcmp(zI, zJ) == 0) return aW[P_THREAT_REGION];
  return aW[P_THREAT_DISTANT];
}

/* C_x without the partner `except`. */
static double threatCoalition(const EntTies *t, int x, int except) {
  double sum = t->aLambda[x];
  for (int s = 0; s < t->nLive; s++) {
    int m = t->aLive[s];
    if (m == x || m == except || !(t->aLambda[m] > 0.0)) continue;
    double strength = ent_strength_pair(t, x, m);
    if (!isnan(strength)) sum += strength * t->aLambda[m];
  }
  return sum;
}

double ent_threat_state(const EntTies *t, int i) {
  double survive = 1.0;
  int nKnown = 0, nUnknown = 0;
  if (!ent_ties_alive(t, i)) return NAN;
  for (int s = 0; s < t->nLive; s++) {
    int j = t->aLive[s];
    if (j == i) continue;
    double hostility = ent_hostility_pair(t, i, j);
    if (isnan(hostility)) {
      nUnknown++;
      continue;
    }
    if (!(hostility > 0.0)) {
      nKnown++;
      continue;
    }
    double theirs = threatCoalition(t, j, i), ours = threatCoalition(t, i, j);
    if (!(theirs + ours > 0.0)) {
      nUnknown++;
      continue;
    }
    double x = hostility * ent_threat_proximity(t->view, i, j) *
               (theirs / (theirs + ours));
    survive *= 1.0 - (x > 1.0 ? 1.0 : x);
    nKnown++;
  }
  return nKnown == 0 && nUnknown ? NAN : 1.0 - survive;
}
