/*
** Joining levels.
**
** The noisy-or (Pearl 1988, Probabilistic Reasoning in Intelligent Systems,
** section 4.3.2) joins levels x in [0,1] with weights w in [0,1]:
**
**     noisy_or(x, w) = 1 - prod(1 - w x)
**
** It is bounded by 0 and 1, does not depend on the order of its terms, and
** more evidence never lowers it. A term that is unknown is left out, which is
** not the same as a term of 0 when nothing else is known: then the answer is
** unknown too.
**
** A receipt must divide the score among its terms. The logarithm of the
** product is a sum, so each term gets score * ln(1 - w x) / sum ln(1 - w x). A
** certain term (w x = 1) has an infinite logarithm: the certain ones
** share the score equally and the others get nothing.
**
** The weighted mean is the other way of joining: over the members of a side or
** the states of the system, by capability. When the members that are known
** have no capability at all they weigh the same.
*/
#include "measure.h"

#include <math.h>

static double noisyTerm(double w, double x) {
  double y = w * x;
  if (y > 1.0) return 1.0;
  return y < 0.0 ? 0.0 : y;
}

void ent_noisy_add(EntNoisy *p, double w, double x) {
  if (isnan(x)) return;
  p->survive *= 1.0 - noisyTerm(w, x);
  p->nTerm++;
}

double ent_noisy_value(const EntNoisy *p) {
  return p->nTerm ? 1.0 - p->survive : NAN;
}

void ent_noisy_split(int n, const double *aW, const double *aX, double *aOut) {
  int nCertain = 0;
  double sum = 0.0, survive = 1.0;
  for (int i = 0; i < n; i++) {
    double y = isnan(aX[i]) ? 0.0 : noisyTerm(aW[i], aX[i]);
    if (y >= 1.0) {
      nCertain++;
    } else {
      sum += log1p(-y);
    }
    survive *= 1.0 - y;
  }
  for (int i = 0; i < n; i++) {
    double y = isnan(aX[i]) ? NAN : noisyTerm(aW[i], aX[i]);
    if (isnan(y)) {
      aOut[i] = NAN;
    } else if (nCertain) {
      aOut[i] = y >= 1.0 ? 1.0 / nCertain : 0.0;
    } else {
      aOut[i] = sum < 0.0 ? (1.0 - survive) * (log1p(-y) / sum) : 0.0;
    }
  }
}

void ent_mean_add(EntMean *p, double w, double x) {
  if (isnan(x)) return;
  p->sum += w * x;
  p->weight += w;
  p->plain += x;
  p->n++;
}

double ent_mean_value(const EntMean *p) {
  if (p->n == 0) return NAN;
  if (p->n == 1) return p->plain;
  return p->weight > 0.0 ? p->sum / p->weight : p->plain / p->n;
}
