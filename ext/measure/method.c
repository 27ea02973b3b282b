/*
** How alike two rows of numbers are: S, kappa, pi, and where they differ.
**
** All of them follow from a few sums over the cells of the two rows x and y
** (Haege 2011, Political Analysis 19:287-305, whose closed forms these are):
**
**   S      = 1 - 2 sum(w |x-y|) / (range sum(w))      Signorino and Ritter
**            1999, International Studies Quarterly 43:115-144; w = 1 unless
**            weighted. Squared: (x-y)^2 and range^2.
**   kappa  = 1 - ssd / (ss1 + ss2 - 2 s1 s2 / n)      Cohen 1960, 1968: with
**            quadratic weights; of binary rows the ordinary one
**   pi     = 1 - ssd / (ss1 + ss2 - (s1+s2)^2 / 2n)   Scott 1955, likewise
**   agreement = cells where x = y / n
**
** The range is what |x-y| could be at most, never what it happened to be; and
** weights are divided by their sum, for capability scores of a year do not
** sum to 1. pi <= kappa, since pi expects both rows to have one mean.
**
** S of strangers is high: cells where both are 0 count as agreement. kappa and
** pi take away what chance explains. When chance explains all (both rows are
** constant and equal), or nothing is compared, there is no number: NaN.
*/
#include "measure.h"

#include <math.h>

const char *const ent_method_names[ENT_NMETHOD] = {
  "s",  "s_weighted", "s_squared",    "s_squared_weighted", "kappa",
  "pi", "tau_b",      "kappa_binary", "pi_binary",          "agreement",
};

/* Differences below this share of what they were taken from are rounding. */
#define METHOD_ROUNDING 1e-13

unsigned ent_method_need(int method) {
  switch (method) {
  case ENT_M_S: return ENT_NEED_ABSOLUTE;
  case ENT_M_S_WEIGHTED:
  case ENT_M_S_SQUARED_WEIGHTED: return ENT_NEED_WEIGHTED;
  case ENT_M_S_SQUARED:
  case ENT_M_KAPPA:
  case ENT_M_PI: return ENT_NEED_SQUARED;
  case ENT_M_TAU_B: return ENT_NEED_TABLE;
  case ENT_M_AGREEMENT: return ENT_NEED_SAME;
  default: return ENT_NEED_BINARY;
  }
}

/* distance: sum of w |x-y| or w (x-y)^2; range alike. */
double ent_method_s(double distance, double weight, double range) {
  if (!(weight > 0.0)) return NAN;
  return 1.0 - 2.0 * distance / (range * weight);
}

/* Of no cell, chance is 0/0 and so is the score. */
static double methodCorrected(double ssd, double squares, double chance) {
  double expected = squares - chance;
  if (!(expected > METHOD_ROUNDING * squares)) return NAN;
  return 1.0 - ssd / expected;
}

double ent_method_kappa(double n, double s1, double s2, double ss1, double ss2,
                        double ssd) {
  return methodCorrected(ssd, ss1 + ss2, 2.0 * s1 * s2 / n);
}

double ent_method_pi(double n, double s1, double s2, double ss1, double ss2,
                     double ssd) {
  return methodCorrected(ssd, ss1 + ss2, (s1 + s2) * (s1 + s2) / (2.0 * n));
}

double ent_method_score(int method, const EntMoments *m, double range) {
  double differ = m->n1 + m->n2 - 2.0 * m->nBoth;
  switch (method) {
  case ENT_M_S: return ent_method_s(m->sad, m->n, range);
  case ENT_M_S_WEIGHTED: return ent_method_s(m->sadw, m->weight, range);
  case ENT_M_S_SQUARED: return ent_method_s(m->ssd, m->n, range * range);
  case ENT_M_S_SQUARED_WEIGHTED:
    return ent_method_s(m->ssdw, m->weight, range * range);
  case ENT_M_KAPPA:
    return ent_method_kappa(m->n, m->s1, m->s2, m->ss1, m->ss2, m->ssd);
  case ENT_M_PI:
    return ent_method_pi(m->n, m->s1, m->s2, m->ss1, m->ss2, m->ssd);
  case ENT_M_TAU_B: return ent_tau_table(m);
  case ENT_M_KAPPA_BINARY:
    return ent_method_kappa(m->n, m->n1, m->n2, m->n1, m->n2, differ);
  case ENT_M_PI_BINARY:
    return ent_method_pi(m->n, m->n1, m->n2, m->n1, m->n2, differ);
  default: return m->n > 0.0 ? m->same / m->n : NAN; /* ENT_M_AGREEMENT */
  }
}
