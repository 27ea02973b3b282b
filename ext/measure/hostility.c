/*
** hostility(a, b): how openly two states are opposed.
**
** noisy-or of three levels: the measures of a's own on b, those of b's own on
** a (both with weight hostility.sanction), and the most intense dispute with
** the two on opposite sides (weight hostility.dispute). What a state does only
** as a member of a universal bloc does not count: in the name of the United
** Nations everyone sanctions North Korea, its partners included.
**
** Symmetric. A layer outside its coverage is left out; with neither sanctions
** nor disputes covered hostility is unknown for everybody, so it is unknown
** either for all living pairs or for none.
**
** Menace, h_x, is the capability-weighted hostility of the rest of the system
** toward x: sum over s of Lambda_s hostility(s, x) / sum of Lambda_s, s != x.
**
** The sign of a tie, for structural balance (Cartwright and Harary 1956,
** Psychological Review 63:277-293), is that of strength less hostility. Levels
** are made of round weights, so the two are often equal; they count as equal
** when they differ by rounding only, lest the order of a sum decide the sign.
*/
#include "measure.h"

#include <math.h>
#include <stdlib.h>

#define HOSTILITY_EVEN 1e-12

double ent_hostility_pair(const EntTies *t, int a, int b) {
  const EntView *v = t->view;
  int sa = t->aSlot[a], sb = t->aSlot[b];
  if (sa < 0 || sb < 0 || sa == sb) return NAN;
  if (t->aHostility) {
    return t->aHostility[(size_t)sa * (size_t)t->nLive + (size_t)sb];
  }
  const double *aW = v->world->aParameter;
  EntNoisy noisy;
  ent_noisy_init(&noisy);
  if (v->aKnown[ENT_L_SANCTION]) {
    const EntMeasureOn *p = ent_view_against(v, b, a);
    const EntMeasureOn *q = ent_view_against(v, a, b);
    ent_noisy_add(&noisy, aW[P_HOSTILITY_SANCTION], p ? p->own : 0.0);
    ent_noisy_add(&noisy, aW[P_HOSTILITY_SANCTION], q ? q->own : 0.0);
  }
  if (v->aKnown[ENT_L_DISPUTE]) {
    const EntQuarrel *p = ent_view_quarrel(v, a, b);
    ent_noisy_add(&noisy, aW[P_HOSTILITY_DISPUTE], p ? p->value : 0.0);
  }
  return ent_noisy_value(&noisy);
}

int ent_hostility_sign(const EntTies *t, int a, int b) {
  double strength = ent_strength_mutual(t, a, b);
  double hostility = ent_hostility_pair(t, a, b);
  if (isnan(strength)) strength = 0.0;
  if (isnan(hostility)) hostility = 0.0;
  if (fabs(strength - hostility) <= HOSTILITY_EVEN) return 0;
  return strength > hostility ? 1 : -1;
}

/* A set of states that is built by adding, and read in order. */
typedef struct HostilitySet HostilitySet;
struct HostilitySet {
  uint8_t *aIn;
  int32_t *aState;
  int n;
};

static void hostilitySetAdd(HostilitySet *p, int i) {
  if (p->aIn[i]) return;
  p->aIn[i] = 1;
  p->aState[p->n++] = i;
}

static int hostilityCompareState(const void *pa, const void *pb) {
  int32_t a = *(const int32_t *)pa, b = *(const int32_t *)pb;
  return (a > b) - (a < b);
}

static void hostilitySetSort(HostilitySet *p) {
  if (p->n > 1)
    qsort(p->aState, (size_t)p->n, sizeof(int32_t), hostilityCompareState);
}

/* Everyone with whom x has a measure in either direction or a dispute. */
static void hostilityGather(const EntTies *t, int x, HostilitySet *p) {
  const EntView *v = t->view;
  for (int i = 0; i < p->n; i++) {
    p->aIn[p->aState[i]] = 0;
  }
  p->n = 0;
  p->aIn[x] = 1;
  for (int e = v->aAgainstStart[x]; e < v->aAgainstStart[x + 1]; e++) {
    if (v->aAgainst[e].own > 0.0) hostilitySetAdd(p, v->aAgainst[e].iSender);
  }
  for (int e = t->aSentStart[x]; e < t->aSentStart[x + 1]; e++) {
    const EntSent *pSent = &t->aSent[e];
    if (v->aAgainst[pSent->iAgainst].own > 0.0)
      hostilitySetAdd(p, pSent->iTarget);
  }
  for (int e = v->aQuarrelStart[x]; e < v->aQuarrelStart[x + 1]; e++) {
    hostilitySetAdd(p, v->aQuarrel[e].iOther);
  }
  p->aIn[x] = 0;
  hostilitySetSort(p);
}

static void hostilityFillTable(EntRun *run, EntTies *t, HostilitySet *p,
                               double none) {
  double *aTable = t->aHostility;
  size_t nLive = (size_t)t->nLive;
  int nStep = 0;
  /* Pairs are computed, not looked up, while the table is absent. */
  t->aHostility = 0;
  for (int s = 0; s < t->nLive; s++) {
    int x = t->aLive[s];
    double sum = 0.0, plain = 0.0;
    if (aTable) {
      for (size_t o = 0; o < nLive; o++) {
        aTable[(size_t)s * nLive + o] = (int)o == s ? NAN : none;
      }
    }
    hostilityGather(t, x, p);
    for (int i = 0; i < p->n; i++) {
      int y = p->aState[i];
      double h = ent_hostility_pair(t, x, y);
      if (aTable) aTable[(size_t)s * nLive + (size_t)t->aSlot[y]] = h;
      sum += t->aLambda[y] * h;
      plain += h;
    }
    if (isnan(none) || t->nLive < 2) {
      t->aMenace[x] = NAN;
    } else {
      t->aMenace[x] =
          t->aRest[x] > 0.0 ? sum / t->aRest[x] : plain / (t->nLive - 1);
    }
    if (ent_side_poll(run, &nStep, t->nLive / 16 + 8 * p->n + 1)) break;
  }
  t->aHostility = aTable;
}

int ent_hostility_fill(EntRun *run, EntTies *t) {
  const EntView *v = t->view;
  int known = v->aKnown[ENT_L_SANCTION] || v->aKnown[ENT_L_DISPUTE];
  HostilitySet set = { 0, 0, 0 };
  for (int i = 0; i < t->n; i++) {
    t->aMenace[i] = NAN;
  }
  set.aIn = ent_run_alloc(run, (size_t)t->n + 1);
  set.aState = ent_run_alloc(run, ((size_t)t->n + 1) * sizeof(int32_t));
  if (set.aIn && set.aState) {
    hostilityFillTable(run, t, &set, known ? 0.0 : NAN);
  }
  ent_run_free(run, set.aIn);
  ent_run_free(run, set.aState);
  return run->error.code;
}

/* Senders of measures of their own and opponents in disputes, less the parties
** themselves. Outside a layer's coverage the view has no rows of it. */
int ent_hostility_opponents(EntRun *run, const EntView *v,
                            const EntSide *pParties, EntSide *pOut) {
  HostilitySet set = { 0, 0, 0 };
  pOut->n = 0;
  pOut->aState = 0;
  set.aIn = ent_run_alloc(run, (size_t)v->n + 1);
  set.aState = ent_run_alloc(run, ((size_t)v->n + 1) * sizeof(int32_t));
  if (set.aIn == 0 || set.aState == 0) {
    ent_run_free(run, set.aIn);
    ent_run_free(run, set.aState);
    return run->error.code;
  }
  for (int i = 0; i < v->n; i++) {
    set.aIn[i] = !v->alive[i];
  }
  for (int i = 0; i < pParties->n; i++) {
    set.aIn[pParties->aState[i]] = 1;
  }
  for (int i = 0; i < pParties->n; i++) {
    int p = pParties->aState[i];
    for (int e = v->aAgainstStart[p]; e < v->aAgainstStart[p + 1]; e++) {
      if (v->aAgainst[e].own > 0.0)
        hostilitySetAdd(&set, v->aAgainst[e].iSender);
    }
    for (int e = v->aQuarrelStart[p]; e < v->aQuarrelStart[p + 1]; e++) {
      hostilitySetAdd(&set, v->aQuarrel[e].iOther);
    }
  }
  hostilitySetSort(&set);
  ent_run_free(run, set.aIn);
  pOut->n = set.n;
  pOut->aState = set.aState;
  return ENT_OK;
}
