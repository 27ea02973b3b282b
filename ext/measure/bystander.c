/*
** bystander_score(k, A, B): how caught between two sides a third state is.
**
**     score = H (w0 + wX X + wP P + wU U)
**     H = 2 a b / (a + b),  a, b = alliance_strength(k, A), (k, B)
**
** H, the harmonic mean, is 0 unless k is tied to both, and for a given sum of
** ties greatest when they are even: H = I V with intensity I = (a + b) / 2 and
** evenness V = 4 a b / (a + b)^2. What is at stake then raises the score:
**
** X  exposure: the larger of k's sanction exposures if it backed A or B
** P  pivot weight L_k / (L_A + L_B + L_k): how far k would tip the scales
**    (Bueno de Mesquita and Lalman 1992, War and Reason, appendix 1, A1.9)
** U  share, weighted by Lambda, of the signed triads (k, a member of A, a
**    member of B) that are unbalanced: Corbetta and Grant (2012, Conflict
**    Management and Peace Science 29:314-340) find that these draw third
**    parties in as intermediaries. The sign between the sides is negative by
**    definition, so a triad is unbalanced when both of k's ties have the same
**    sign; ties without a sign make no triad.
**
** The weights are bystander.base, .exposure, .pivot and .triads. They are
** scaled to sum to 1 over the terms that are known, the base always being so.
** P is unknown when capabilities are, or k's own is.
**
** A member of a side is not a bystander: NaN. So is a state with nothing known
** of its ties to one side. A state tied to neither, or to only one, scores 0.
*/
#include "measure.h"

#include <math.h>
#include <string.h>

enum {
  BYSTANDER_BASE,
  BYSTANDER_EXPOSURE,
  BYSTANDER_PIVOT,
  BYSTANDER_TRIADS,
  BYSTANDER_COUNT
};

static const EntParameter bystanderWeight[BYSTANDER_COUNT] = {
  P_BYSTANDER_BASE, P_BYSTANDER_EXPOSURE, P_BYSTANDER_PIVOT, P_BYSTANDER_TRIADS
};

static double bystanderWeightOf(const EntTies *t, const EntSide *p) {
  double sum = 0.0;
  for (int i = 0; i < p->n; i++) {
    sum += t->aLambda[p->aState[i]];
  }
  return sum;
}

static double bystanderPivotOf(const EntTies *t, int k, const EntSide *pA,
                               const EntSide *pB) {
  if (!t->lambdaKnown || isnan(t->aCinc[k])) return NAN;
  double own = t->aLambda[k];
  double all = bystanderWeightOf(t, pA) + bystanderWeightOf(t, pB) + own;
  return all > 0.0 ? own / all : NAN;
}

/* The members of a side by the sign of k's tie: Lambda and how many. */
typedef struct BystanderSigned BystanderSigned;
struct BystanderSigned {
  double plus, minus;
  double nPlus, nMinus;
};

static BystanderSigned bystanderSignsOf(const EntTies *t, int k,
                                        const EntSide *p) {
  BystanderSigned s = { 0.0, 0.0, 0.0, 0.0 };
  for (int i = 0; i < p->n; i++) {
    int sign = ent_hostility_sign(t, k, p->aState[i]);
    double w = t->aLambda[p->aState[i]];
    if (sign > 0) {
      s.plus += w;
      s.nPlus += 1.0;
    } else if (sign < 0) {
      s.minus += w;
      s.nMinus += 1.0;
    }
  }
  return s;
}

/* A state on both sides makes no triad with itself: every pair in turn. */
static double bystanderTriadsOverlapping(const EntTies *t, int k,
                                         const EntSide *pA, const EntSide *pB) {
  EntMean mean = { 0 };
  for (int i = 0; i < pA->n; i++) {
    int signA = ent_hostility_sign(t, k, pA->aState[i]);
    for (int j = 0; signA && j < pB->n; j++) {
      if (pA->aState[i] == pB->aState[j]) continue;
      int signB = ent_hostility_sign(t, k, pB->aState[j]);
      if (signB == 0) continue;
      ent_mean_add(&mean, t->aLambda[pA->aState[i]] * t->aLambda[pB->aState[j]],
                   signA == signB ? 1.0 : 0.0);
    }
  }
  return ent_mean_value(&mean);
}

static int bystanderOverlap(const EntSide *pA, const EntSide *pB) {
  for (int i = 0, j = 0; i < pA->n && j < pB->n;) {
    if (pA->aState[i] == pB->aState[j]) return 1;
    if (pA->aState[i] < pB->aState[j]) {
      i++;
    } else {
      j++;
    }
  }
  return 0;
}

/* Sums over pairs are products of sums: (A+ B+ + A- B-) / (A+ + A-)(B+ + B-),
** so large sides cost their sum and not their product. */
static double bystanderTriadsOf(const EntTies *t, int k, const EntSide *pA,
                                const EntSide *pB) {
  if (bystanderOverlap(pA, pB)) return bystanderTriadsOverlapping(t, k, pA, pB);
  BystanderSigned a = bystanderSignsOf(t, k, pA),
                  b = bystanderSignsOf(t, k, pB);
  double n = (a.nPlus + a.nMinus) * (b.nPlus + b.nMinus);
  double w = (a.plus + a.minus) * (b.plus + b.minus);
  if (n == 0.0) return NAN;
  if (!(w > 0.0)) return (a.nPlus * b.nPlus + a.nMinus * b.nMinus) / n;
  return (a.plus * b.plus + a.minus * b.minus) / w;
}

/* The weights scaled over the known terms; returns 0 when they sum to 0. */
static int bystanderScaleWeights(const EntTies *t, const double *aTerm,
                                 double *aW) {
  double sum = 0.0;
  for (int i = 0; i < BYSTANDER_COUNT; i++) {
    aW[i] = t->view->world->aParameter[bystanderWeight[i]];
    if (!isnan(aTerm[i])) sum += aW[i];
  }
  if (!(sum > 0.0)) return 0;
  for (int i = 0; i < BYSTANDER_COUNT; i++) {
    aW[i] = isnan(aTerm[i]) ? NAN : aW[i] / sum;
  }
  return 1;
}

static void bystanderTermsOf(const EntBystander *p, double *aTerm) {
  aTerm[BYSTANDER_BASE] = 1.0;
  aTerm[BYSTANDER_EXPOSURE] = p->exposure;
  aTerm[BYSTANDER_PIVOT] = p->pivot;
  aTerm[BYSTANDER_TRIADS] = p->unbalanced;
}

void ent_bystander_score(const EntTies *t, int k, const EntSide *pA,
                         const EntSide *pB, EntBystander *p) {
  double aTerm[BYSTANDER_COUNT], aW[BYSTANDER_COUNT];
  EntExposure exposure;
  p->score = p->a = p->b = p->intensity = p->evenness = p->harmony = NAN;
  p->exposure = p->exposureA = p->exposureB = p->pivot = p->unbalanced = NAN;
  p->zReason = 0;
  if (!ent_ties_alive(t, k)) {
    p->zReason = "not a member of the state system on this date";
    return;
  }
  if (ent_side_has(pA, k) || ent_side_has(pB, k)) {
    p->zReason = "is a member of a side";
    return;
  }
  p->a = ent_strength_side(t, k, pA);
  p->b = ent_strength_side(t, k, pB);
  ent_exposure_state(t, k, pA, 1.0, &exposure);
  p->exposureA = exposure.total;
  ent_exposure_state(t, k, pB, 1.0, &exposure);
  p->exposureB = exposure.total;
  p->exposure = fmax(p->exposureA, p->exposureB);
  p->pivot = bystanderPivotOf(t, k, pA, pB);
  p->unbalanced = bystanderTriadsOf(t, k, pA, pB);
  if (isnan(p->a) || isnan(p->b)) {
    p->zReason = isnan(p->a) ? "nothing is known of its ties to side A"
                             : "nothing is known of its ties to side B";
    return;
  }
  double sum = p->a + p->b;
  p->intensity = sum / 2.0;
  p->evenness = sum > 0.0 ? 4.0 * (p->a * p->b) / (sum * sum) : 0.0;
  p->harmony = sum > 0.0 ? 2.0 * (p->a * p->b) / sum : 0.0;
  bystanderTermsOf(p, aTerm);
  if (!bystanderScaleWeights(t, aTerm, aW)) {
    p->zReason = "the parameters bystander.* sum to 0";
    return;
  }
  double factor = 0.0;
  for (int i = 0; i < BYSTANDER_COUNT; i++) {
    if (!isnan(aTerm[i])) factor += aW[i] * aTerm[i];
  }
  p->score = p->harmony * factor;
}

int ent_bystander_parts(EntRun *run, const EntTies *t, int k, const EntSide *pA,
                        const EntSide *pB, EntParts *pOut) {
  static const char *const azLayer[BYSTANDER_COUNT] = { "base", "exposure",
                                                        "pivot", "triads" };
  static const char *const azDetail[BYSTANDER_COUNT] = {
    "tied to both sides: the harmonic mean of both strengths",
    "share of its trade at risk if it backed the side that costs more",
    "its share of the capability of both sides and its own",
    "share of its triads with both sides that are unbalanced"
  };
  static const char *const azReason[BYSTANDER_COUNT] = {
    0, "trade or sanctions are unknown on this date",
    "capability is unknown on this date",
    "no triad in which both of its ties have a sign"
  };
  EntBystander score;
  double aTerm[BYSTANDER_COUNT], aW[BYSTANDER_COUNT];
  int rc = ENT_OK;
  if (ent_run_cancelled(run)) return run->error.code;
  ent_bystander_score(t, k, pA, pB, &score);
  if (isnan(score.score)) {
    return ent_part_unknown(pOut, azLayer[BYSTANDER_BASE], NAN, score.zReason);
  }
  bystanderTermsOf(&score, aTerm);
  bystanderScaleWeights(t, aTerm, aW);
  for (int i = 0; i < BYSTANDER_COUNT && rc == ENT_OK; i++) {
    EntPart part;
    ent_part_init(&part, azLayer[i]);
    part.zDetail = azDetail[i];
    part.value = aTerm[i];
    part.weight = aW[i];
    if (isnan(aTerm[i])) {
      part.zReason = azReason[i];
    } else {
      part.contribution = score.harmony * aW[i] * aTerm[i];
    }
    rc = pOut->xPart(pOut, &part);
  }
  return rc;
}
