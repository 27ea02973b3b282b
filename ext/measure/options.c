/*
** bystander_options(k, A, B): what a bystander can do, and what it costs.
**
** Third-party choice after Bueno de Mesquita and Lalman (1992, War and Reason,
** appendix 1, A1.7-A1.9): k compares how far its help moves the odds, times
** how much it cares, with what helping costs. Staying out is a choice with a
** price as well. With I = a - b, P_A = L_A / (L_A + L_B), and Lambda weights L:
**
**   gain_A  = (P(A | k helps) - P_A) I
**           = L_k L_B / ((L_A + L_B) (L_A + L_B + L_k)) I;  gain_B alike, -I
**   back_A  = gain_A - (E|A - E) - w_entrapment o_A (1 - P_A) - b
**   cut_A   = -a + (E - E|cut A)
**   neutral = -w_promise (o_A a + o_B b)
**   mediate = neutral (1 - V U)
**
** E is the sanction exposure as it is, E|A with k's dealings with A at full
** depth, E|cut A with none; o_A the obligation layer toward A; V the evenness
** of k's ties and U its share of unbalanced triads (bystander.c). A promise not
** kept is not free (neutral); leverage over both sides keeps faith with both,
** and unbalanced triads draw mediators (Corbetta and Grant 2012, Conflict
** Management and Peace Science 29:314-340).
**
** A term that is unknown is left out and named in the reason; only when k's
** tie to a side is unknown there is no value. Where no capability is known
** all states weigh the same, and two sides without any are even.
**
** Where k has no tie to a side there is none to cut: the formula gives 0, but
** it is no way out of a promise to the other side, so it has no rank. Without
** this rule "cut ties you do not have" would always beat keeping faith.
*/
#include "measure.h"

#include <math.h>

const char *const ent_option_names[ENT_NOPTION] = { "back_a",  "back_b",
                                                    "cut_a",   "cut_b",
                                                    "neutral", "mediate" };

/* Reasons by what is missing: 1 exposure, 2 obligations, 4 capability. */
static const char *const optionsMissing[8] = {
  0,
  "exposure is unknown and left out",
  "obligations are unknown and left out",
  "exposure and obligations are unknown and left out",
  "capability is unknown: all states weigh the same",
  "exposure is unknown and left out; capability is unknown: all states weigh "
  "the same",
  "obligations are unknown and left out; capability is unknown: all states "
  "weigh the same",
  "exposure and obligations are unknown and left out; capability is unknown: "
  "all states weigh the same"
};
static const char optionsNoTie[] = "no tie to cut";

typedef struct OptionsFacts OptionsFacts; /* what the six options are made of */
struct OptionsFacts {
  EntBystander bystander;
  double aObligation[2]; /* o_A, o_B */
  double aHelp[2];       /* P(A | k helps) - P_A, and for B */
  double aLose[2];       /* chance that the side loses */
  double exposure;       /* E */
  double aBack[2];       /* E|A, E|B */
  double aCut[2];        /* E|cut A, E|cut B */
  int noCapability;
};

static double optionsKnown(double x) {
  return isnan(x) ? 0.0 : x;
}

static void optionsOdds(const EntTies *t, int k, const EntSide *pA,
                        const EntSide *pB, OptionsFacts *p) {
  const EntSide *apSide[2] = { pA, pB };
  double aL[2] = { 0.0, 0.0 };
  for (int s = 0; s < 2; s++) {
    for (int i = 0; i < apSide[s]->n; i++) {
      aL[s] += t->aLambda[apSide[s]->aState[i]];
    }
  }
  double both = aL[0] + aL[1], own = t->aLambda[k];
  p->noCapability = !t->lambdaKnown;
  for (int s = 0; s < 2; s++) {
    double other = aL[1 - s];
    if (both > 0.0) {
      p->aLose[s] = other / both;
      p->aHelp[s] = own * other / (both * (both + own));
    } else {
      p->aLose[s] = 0.5;
      p->aHelp[s] = own > 0.0 ? 0.5 : 0.0;
    }
  }
}

static void optionsGatherFacts(const EntTies *t, int k, const EntSide *pA,
                               const EntSide *pB, OptionsFacts *p) {
  const EntSide *apSide[2] = { pA, pB };
  EntExposure exposure;
  ent_exposure_state(t, k, 0, 0.0, &exposure);
  p->exposure = exposure.total;
  p->aBack[0] = p->bystander.exposureA;
  p->aBack[1] = p->bystander.exposureB;
  for (int s = 0; s < 2; s++) {
    double aX[ENT_NSTRENGTH];
    ent_strength_layers(t, k, apSide[s], aX);
    p->aObligation[s] = aX[ENT_S_OBLIGATION];
    ent_exposure_state(t, k, apSide[s], 0.0, &exposure);
    p->aCut[s] = exposure.total;
  }
  optionsOdds(t, k, pA, pB, p);
}

static void optionsSetOption(EntOption *p) {
  p->value = p->gain = p->sanctions = p->entrapment = NAN;
  p->loss = p->promise = p->mediation = NAN;
  p->rank = 0;
  p->zReason = 0;
}

static void optionsBack(const OptionsFacts *p, const double *aW, int s,
                        EntOption *pOut) {
  double a = p->bystander.a, b = p->bystander.b;
  int missing = p->noCapability ? 4 : 0;
  pOut->gain = p->aHelp[s] * (s == 0 ? a - b : b - a) + 0.0;
  pOut->sanctions = p->aBack[s] - p->exposure;
  pOut->entrapment = aW[P_OPTIONS_ENTRAPMENT] * p->aObligation[s] * p->aLose[s];
  pOut->loss = s == 0 ? b : a;
  if (isnan(pOut->sanctions)) missing |= 1;
  if (isnan(pOut->entrapment)) missing |= 2;
  pOut->value = pOut->gain - optionsKnown(pOut->sanctions) -
                optionsKnown(pOut->entrapment) - pOut->loss + 0.0;
  pOut->zReason = optionsMissing[missing];
}

static void optionsCut(const OptionsFacts *p, int s, EntOption *pOut) {
  pOut->loss = s == 0 ? p->bystander.a : p->bystander.b;
  pOut->sanctions = p->exposure - p->aCut[s];
  pOut->value = optionsKnown(pOut->sanctions) - pOut->loss + 0.0;
  pOut->zReason = optionsMissing[isnan(pOut->sanctions) ? 1 : 0];
  if (pOut->loss == 0.0) pOut->zReason = optionsNoTie;
}

static void optionsStay(const OptionsFacts *p, const double *aW,
                        EntOptions *pOut) {
  EntOption *pNeutral = &pOut->a[ENT_NEUTRAL];
  EntOption *pMediate = &pOut->a[ENT_MEDIATE];
  double a = p->bystander.a, b = p->bystander.b;
  double oA = p->aObligation[0], oB = p->aObligation[1];
  int unknown = isnan(oA); /* and oB: both sides have members, one layer */
  double cost =
      aW[P_OPTIONS_PROMISE] * (optionsKnown(oA) * a + optionsKnown(oB) * b);
  double mediation = p->bystander.evenness * p->bystander.unbalanced;
  pNeutral->promise = pMediate->promise = unknown ? NAN : cost;
  pNeutral->zReason = pMediate->zReason = optionsMissing[unknown ? 2 : 0];
  pNeutral->value = 0.0 - cost;
  pMediate->mediation = mediation;
  pMediate->value = 0.0 - cost * (1.0 - optionsKnown(mediation));
}

static int optionsMayRank(const EntOption *p) {
  return p->zReason != optionsNoTie;
}

static void optionsRank(EntOptions *p) {
  static const int aOrder[ENT_NOPTION] = { /* who comes first when even */
                                           ENT_NEUTRAL, ENT_MEDIATE, ENT_CUT_A,
                                           ENT_CUT_B,   ENT_BACK_A,  ENT_BACK_B
  };
  for (int i = 0; i < ENT_NOPTION; i++) {
    EntOption *pOption = &p->a[aOrder[i]];
    if (!optionsMayRank(pOption)) continue;
    pOption->rank = 1;
    for (int j = 0; j < ENT_NOPTION; j++) {
      const EntOption *pOther = &p->a[aOrder[j]];
      if (j == i || !optionsMayRank(pOther)) continue;
      if (pOther->value > pOption->value ||
          (pOther->value == pOption->value && j < i)) {
        pOption->rank++;
      }
    }
  }
  double neutral = p->a[ENT_NEUTRAL].value;
  p->noWin = neutral < 0.0;
  for (int i = ENT_BACK_A; i <= ENT_CUT_B; i++) {
    if (optionsMayRank(&p->a[i]) && !(p->a[i].value < neutral)) p->noWin = 0;
  }
}

void ent_options_rank(const EntTies *t, int k, const EntSide *pA,
                      const EntSide *pB, EntOptions *pOut) {
  const double *aW = t->view->world->aParameter;
  OptionsFacts facts;
  pOut->noWin = 0;
  for (int i = 0; i < ENT_NOPTION; i++) {
    optionsSetOption(&pOut->a[i]);
  }
  ent_bystander_score(t, k, pA, pB, &facts.bystander);
  if (isnan(facts.bystander.a) || isnan(facts.bystander.b)) {
    for (int i = 0; i < ENT_NOPTION; i++) {
      pOut->a[i].zReason = facts.bystander.zReason;
    }
    return;
  }
  optionsGatherFacts(t, k, pA, pB, &facts);
  for (int s = 0; s < 2; s++) {
    optionsBack(&facts, aW, s, &pOut->a[ENT_BACK_A + s]);
    optionsCut(&facts, s, &pOut->a[ENT_CUT_A + s]);
  }
  optionsStay(&facts, aW, pOut);
  optionsRank(pOut);
}

/* Is what the line is about on this side: a state in it, or a bloc with a
** member in it? */
static int optionsConcerns(const EntView *v, const EntRedLine *p,
                           const EntSide *pSide) {
  if (p->iAbout >= 0) return ent_side_has(pSide, p->iAbout);
  for (int i = 0; i < pSide->n; i++) {
    if (ent_view_member(v, p->iAboutBloc, pSide->aState[i])) return 1;
  }
  return 0;
}

int ent_options_crosses(const EntView *v, const EntRedLine *p, int k,
                        int option, const EntSide *pA, const EntSide *pB) {
  static const char *const azBy[ENT_NOPTION] = { "back", "back",    "cut",
                                                 "cut",  "neutral", "mediate" };

  const char *z = azBy[option], *zBy = p->zCrossedBy;
  while (*z && *z == *zBy) {
    z++;
    zBy++;
  }
  if (*z != *zBy || !ent_date_overlap(p->span, v->on)) return 0;
  if (p->iHolder == k) return 0;
  if (p->iHolderBloc >= 0 && ent_view_member(v, p->iHolderBloc, k)) return 0;
  if (p->iAddressee >= 0 && p->iAddressee != k) return 0;
  if (p->iAddresseeBloc >= 0 && !ent_view_member(v, p->iAddresseeBloc, k)) {
    return 0;
  }
  switch (option) {
  case ENT_BACK_A:
  case ENT_CUT_A: return optionsConcerns(v, p, pA);
  case ENT_BACK_B:
  case ENT_CUT_B: return optionsConcerns(v, p, pB);
  default: return optionsConcerns(v, p, pA) || optionsConcerns(v, p, pB);
  }
}
