/*
** alliance_strength(a, S): how strongly a is bound to the side S.
**
** Four layers, each a level in 0..1, joined by noisy-or with the weights
** strength.obligation, .transfer, .trade and .similarity:
**
**   obligation  what a has promised to the members of S: the highest
**               obligation per member (obligation.*), mean weighted by Lambda
**   transfer    1 - prod(1 - v) over the transfers between a and S in either
**               direction, v = category * certainty * 2^(-age / half life)
**   trade       d / (d + strength.saturation), d the share of a's trade with S
**   similarity  max(0, kappa) of the alliance portfolios, mean weighted by
**               Lambda. Never (kappa + 1) / 2: strangers would get one half
**
** Promises, arms, trade and likeness are the layers in which the literature
** measures depth (Leeds et al. 2002, International Interactions 28:237-260;
** Barbieri 1996, Journal of Peace Research 33:29-49; Haege 2011, Political
** Analysis 19:287-305). The saturating map is needed because shares of trade
** are small numbers: at d = saturation the level is one half.
**
** Directed, as promises are; whoever needs an undirected tie takes the larger
** direction. A layer outside its coverage is left out. The state itself and
** members that are not alive are left out of the side; when nobody is left
** there is nothing to be bound to, and the answer is NaN.
**
** Two joins of fewer layers serve other measures. Depth (transfer, trade) is
** how much i deals with j: what a secondary sanction looks at. A bond
** (obligation, transfer, trade) is what a state would lose with another:
** likeness is not lost by parting.
*/
#include "measure.h"

#include <math.h>

const char *const ent_strength_names[ENT_NSTRENGTH] = { "obligation",
                                                        "transfer", "trade",
                                                        "similarity" };

typedef struct StrengthWeights StrengthWeights;
struct StrengthWeights {
  double aLayer[ENT_NSTRENGTH];
  double saturation;
};

static StrengthWeights strengthWeightsOf(const EntTies *t) {
  const double *a = t->view->world->aParameter;
  StrengthWeights w = { { a[P_STRENGTH_OBLIGATION], a[P_STRENGTH_TRANSFER],
                          a[P_STRENGTH_TRADE], a[P_STRENGTH_SIMILARITY] },
                        a[P_STRENGTH_SATURATION] };
  return w;
}

static double strengthSaturate(const StrengthWeights *w, double d) {
  return d > 0.0 ? d / (d + w->saturation) : 0.0;
}

/* The first row of a[i..end) whose iOther (its first field) is at least key;
** steps double, as the next member of a side is usually near. */
static int strengthSeek(const void *a, size_t size, int i, int end,
                        int32_t key) {
  int step = 1;
  while (i < end) {
    int probe = i + step - 1 < end ? i + step - 1 : end - 1;
    const void *p = (const char *)a + (size_t)probe * size;
    if (*(const int32_t *)p >= key) {
      if (step == 1) return i;
      end = probe;
      /* key lies in [i, probe]: start over with small steps */
      while (i < end) {
        int mid = i + (end - i) / 2;
        p = (const char *)a + (size_t)mid * size;
        if (*(const int32_t *)p < key) {
          i = mid + 1;
        } else {
          end = mid;
        }
      }
      return i;
    }
    i = probe + 1;
    step *= 2;
  }
  return i;
}

/* Where the rows of a state are, and how far a walk along a side has come. */
typedef struct StrengthWalk StrengthWalk;
struct StrengthWalk {
  int promise, promiseEnd, flow, flowEnd, share, shareEnd;
};

static StrengthWalk strengthWalkOf(const EntView *v, int i) {
  StrengthWalk w = { v->aPromiseStart[i], v->aPromiseStart[i + 1],
                     v->aFlowStart[i],    v->aFlowStart[i + 1],
                     v->aShareStart[i],   v->aShareStart[i + 1] };
  return w;
}

static const EntPromise *strengthWalkPromise(const EntView *v, StrengthWalk *p,
                                             int m) {
  p->promise = strengthSeek(v->aPromise, sizeof(EntPromise), p->promise,
                            p->promiseEnd, m);
  if (p->promise == p->promiseEnd) return 0;
  return v->aPromise[p->promise].iOther == m ? &v->aPromise[p->promise] : 0;
}

static const EntShare *strengthWalkShare(const EntView *v, StrengthWalk *p,
                                         int m) {
  p->share =
      strengthSeek(v->aShare, sizeof(EntShare), p->share, p->shareEnd, m);
  if (p->share == p->shareEnd) return 0;
  return v->aShare[p->share].iOther == m ? &v->aShare[p->share] : 0;
}

/* The next flow with m, or NULL after the last one. */
static const EntFlow *strengthWalkFlow(const EntView *v, StrengthWalk *p,
                                       int m) {
  p->flow = strengthSeek(v->aFlow, sizeof(EntFlow), p->flow, p->flowEnd, m);
  if (p->flow == p->flowEnd || v->aFlow[p->flow].iOther != m) return 0;
  return &v->aFlow[p->flow++];
}

static double strengthLikeness(const EntTies *t, int a, int m) {
  double kappa = ent_similarity_kappa(t, a, m);
  return kappa < 0.0 ? 0.0 : kappa;
}

void ent_strength_layers(const EntTies *t, int a, const EntSide *pSide,
                         double aX[ENT_NSTRENGTH]) {
  const EntView *v = t->view;
  EntMean obligation = { 0 }, similarity = { 0 };
  double survive = 1.0, share = 0.0;
  int nMember = 0;
  for (int l = 0; l < ENT_NSTRENGTH; l++) {
    aX[l] = NAN;
  }
  if (!ent_ties_alive(t, a)) return;
  int obliged = v->aKnown[ENT_L_OBLIGATION];
  StrengthWalk walk = strengthWalkOf(v, a);
  for (int i = 0; i < pSide->n; i++) {
    int m = pSide->aState[i];
    if (m == a || !ent_ties_alive(t, m)) continue;
    nMember++;
    if (obliged) {
      const EntPromise *p = strengthWalkPromise(v, &walk, m);
      ent_mean_add(&obligation, t->aLambda[m], p ? p->value : 0.0);
      ent_mean_add(&similarity, t->aLambda[m], strengthLikeness(t, a, m));
    }
    for (const EntFlow *p; (p = strengthWalkFlow(v, &walk, m)) != 0;) {
      survive *= 1.0 - p->value;
    }
    const EntShare *pShare = strengthWalkShare(v, &walk, m);
    if (pShare) share += pShare->value;
  }
  if (nMember == 0) return;
  StrengthWeights w = strengthWeightsOf(t);
  if (obliged) {
    aX[ENT_S_OBLIGATION] = ent_mean_value(&obligation);
    aX[ENT_S_SIMILARITY] = ent_mean_value(&similarity);
  }
  if (v->aKnown[ENT_L_TRANSFER]) aX[ENT_S_TRANSFER] = 1.0 - survive;
  if (v->tradeKnown[a]) aX[ENT_S_TRADE] = strengthSaturate(&w, share);
}

/* Joins the layers of a mask of bits. */
static double strengthJoin(const StrengthWeights *w, const double *aX,
                           unsigned mask) {
  EntNoisy noisy;
  ent_noisy_init(&noisy);
  for (unsigned l = 0; l < ENT_NSTRENGTH; l++) {
    if (mask & (1u << l)) ent_noisy_add(&noisy, w->aLayer[l], aX[l]);
  }
  return ent_noisy_value(&noisy);
}

#define STRENGTH_DEPTH (1u << ENT_S_TRANSFER | 1u << ENT_S_TRADE)
#define STRENGTH_BOND  (STRENGTH_DEPTH | 1u << ENT_S_OBLIGATION)
#define STRENGTH_ALL   (STRENGTH_BOND | 1u << ENT_S_SIMILARITY)

double ent_strength_side(const EntTies *t, int a, const EntSide *pSide) {
  double aX[ENT_NSTRENGTH];
  StrengthWeights w = strengthWeightsOf(t);
  ent_strength_layers(t, a, pSide, aX);
  return strengthJoin(&w, aX, STRENGTH_ALL);
}

static double strengthJoinPair(const EntTies *t, int a, int b, unsigned mask) {
  double aX[ENT_NSTRENGTH];
  StrengthWeights w = strengthWeightsOf(t);
  int32_t other = b;
  EntSide side = { 1, &other };
  ent_strength_layers(t, a, &side, aX);
  return strengthJoin(&w, aX, mask);
}

static double strengthLarger(double x, double y) {
  if (isnan(x)) return y;
  return y > x ? y : x;
}

static double strengthPairOf(const EntTies *t, const double *aTable, int a,
                             int b, unsigned mask) {
  if (!ent_ties_alive(t, a) || !ent_ties_alive(t, b)) return NAN;
  if (aTable == 0) return strengthJoinPair(t, a, b, mask);
  return aTable[(size_t)t->aSlot[a] * (size_t)t->nLive + (size_t)t->aSlot[b]];
}

double ent_strength_pair(const EntTies *t, int a, int b) {
  return strengthPairOf(t, t->aStrength, a, b, STRENGTH_ALL);
}

double ent_strength_mutual(const EntTies *t, int a, int b) {
  return strengthLarger(ent_strength_pair(t, a, b), ent_strength_pair(t, b, a));
}

double ent_strength_depth(const EntTies *t, int i, int j) {
  return strengthPairOf(t, t->aDepth, i, j, STRENGTH_DEPTH);
}

double ent_strength_bond(const EntTies *t, int p, int x) {
  return strengthLarger(strengthJoinPair(t, p, x, STRENGTH_BOND),
                        strengthJoinPair(t, x, p, STRENGTH_BOND));
}

/* One row of the tables: a's layers toward every living state, scattered from
** its sparse rows, then joined: a bond lacks only the last factor of a
** strength. Likeness is symmetric: row s finds what the rows before it have
** left in its cells of aStrength, and leaves the rest in theirs. */
typedef struct StrengthScatter StrengthScatter;
struct StrengthScatter {
  double *aObligation, *aSurvive, *aShare; /* by slot */
  double *aBond;                           /* nLive*nLive, directed */
};

/* 1 - w x, as a noisy-or has it; 1 where x is unknown. */
static inline double strengthFactor(double w, double x) {
  double y = w * x;
  if (isnan(y)) return 1.0;
  return 1.0 - (y > 1.0 ? 1.0 : y < 0.0 ? 0.0 : y);
}

static void strengthFillRow(EntTies *t, const StrengthWeights *w,
                            StrengthScatter *p, int s) {
  const EntView *v = t->view;
  int a = t->aLive[s], n = t->nLive;
  size_t iRow = (size_t)s * (size_t)n;
  for (int o = 0; o < n; o++) {
    p->aObligation[o] = p->aShare[o] = 0.0;
    p->aSurvive[o] = 1.0;
  }
  for (int e = v->aPromiseStart[a]; e < v->aPromiseStart[a + 1]; e++) {
    int o = t->aSlot[v->aPromise[e].iOther];
    p->aObligation[o] = v->aPromise[e].value;
  }
  for (int e = v->aFlowStart[a]; e < v->aFlowStart[a + 1]; e++) {
    int o = t->aSlot[v->aFlow[e].iOther];
    p->aSurvive[o] *= 1.0 - v->aFlow[e].value;
  }
  for (int e = v->aShareStart[a]; e < v->aShareStart[a + 1]; e++) {
    int o = t->aSlot[v->aShare[e].iOther];
    p->aShare[o] = v->aShare[e].value;
  }
  const int obliged = v->aKnown[ENT_L_OBLIGATION];
  const int flows = v->aKnown[ENT_L_TRANSFER], trades = v->tradeKnown[a];
  const double *aW = w->aLayer;
  for (int o = 0; o < n; o++) {
    size_t i = iRow + (size_t)o;
    double likeness = NAN, bond = 1.0, depth = 1.0;
    if (obliged && o != s) {
      if (o < s) {
        likeness = t->aStrength[i];
      } else {
        likeness = strengthLikeness(t, a, t->aLive[o]);
        t->aStrength[(size_t)o * (size_t)n + (size_t)s] = likeness;
      }
      bond = strengthFactor(aW[ENT_S_OBLIGATION], p->aObligation[o]);
    }
    if (flows) {
      double x = strengthFactor(aW[ENT_S_TRANSFER], 1.0 - p->aSurvive[o]);
      bond *= x;
      depth = x;
    }
    if (trades) {
      double x =
          strengthFactor(aW[ENT_S_TRADE], strengthSaturate(w, p->aShare[o]));
      bond *= x;
      depth *= x;
    }
    int self = o == s, deals = flows || trades;
    t->aDepth[i] = self || !deals ? NAN : 1.0 - depth;
    p->aBond[i] = self || !(deals || obliged) ? NAN : 1.0 - bond;
    bond *= strengthFactor(aW[ENT_S_SIMILARITY], likeness);
    t->aStrength[i] = self || !(deals || obliged) ? NAN : 1.0 - bond;
  }
}

int ent_strength_fill(EntRun *run, EntTies *t) {
  StrengthWeights w = strengthWeightsOf(t);
  size_t n = (size_t)t->nLive;
  int nStep = 0;
  double *aScratch = ent_run_alloc(run, (n * n + 3 * n + 1) * sizeof(double));
  if (aScratch == 0) return run->error.code;
  StrengthScatter scatter = { aScratch, aScratch + n, aScratch + 2 * n,
                              aScratch + 3 * n };
  for (int s = 0; s < t->nLive; s++) {
    strengthFillRow(t, &w, &scatter, s);
    if (ent_side_poll(run, &nStep, t->nLive)) break;
  }
  for (size_t s = 0; s < n && run->error.code == ENT_OK; s++) {
    t->aBond[s] = NAN;
    for (size_t o = 0; o < n; o++) {
      double bond =
          strengthLarger(scatter.aBond[s * n + o], scatter.aBond[o * n + s]);
      if (isnan(bond)) continue;
      t->aBond[s] = isnan(t->aBond[s]) ? bond : t->aBond[s] + bond;
    }
    ent_side_poll(run, &nStep, t->nLive);
  }
  ent_run_free(run, aScratch);
  return run->error.code;
}

/* ---- The receipt ---- */

/* What the parts of one layer share while its items are listed. */
typedef struct StrengthReceipt StrengthReceipt;
struct StrengthReceipt {
  const EntTies *t;
  int a;
  const EntSide *pSide;
  EntParts *pOut;
  int layer;
  double weight;
  double score; /* the layer's contribution, to be divided */
  double total; /* of what it is divided in proportion to */
  int nCertain; /* transfers that are certain */
};

/* Lists the items, or (when pOut is NULL) only adds up what they weigh. */
static int strengthPartObligation(StrengthReceipt *p, EntParts *pOut,
                                  double zero) {
  const EntView *v = p->t->view;
  StrengthWalk walk = strengthWalkOf(v, p->a);
  char zDetail[ENT_PART_TEXT];
  for (int i = 0; i < p->pSide->n; i++) {
    int m = p->pSide->aState[i];
    if (m == p->a || !ent_ties_alive(p->t, m)) continue;
    const EntPromise *pPromise = strengthWalkPromise(v, &walk, m);
    if (pPromise == 0 || !(pPromise->value > 0.0)) continue;
    double mass = (zero > 0.0 ? 1.0 : p->t->aLambda[m]) * pPromise->value;
    if (pOut == 0) {
      p->total += mass;
      continue;
    }
    const EntObligation *pRow = &v->world->aObligation[pPromise->iRow];
    EntPart part;
    ent_part_init(&part, ent_strength_names[p->layer]);
    ent_part_text(zDetail, "%s promised to %s",
                  ent_obligation_names[pRow->kind], ent_part_name(v, m));
    part.zDetail = zDetail;
    part.value = pPromise->value;
    part.weight = p->weight;
    part.contribution = p->score * (mass / p->total);
    part.zAbout = "deal";
    part.zAboutId = v->world->aDeal[pRow->iDeal].zId;
    part.iSource = pRow->iSource;
    int rc = pOut->xPart(pOut, &part);
    if (rc) return rc;
  }
  return ENT_OK;
}

static int strengthPartSimilarity(StrengthReceipt *p, EntParts *pOut,
                                  double zero) {
  const EntView *v = p->t->view;
  char zDetail[ENT_PART_TEXT];
  for (int i = 0; i < p->pSide->n; i++) {
    int m = p->pSide->aState[i];
    if (m == p->a || !ent_ties_alive(p->t, m)) continue;
    double x = strengthLikeness(p->t, p->a, m);
    if (!(x > 0.0)) continue;
    double mass = (zero > 0.0 ? 1.0 : p->t->aLambda[m]) * x;
    if (pOut == 0) {
      p->total += mass;
      continue;
    }
    EntPart part;
    ent_part_init(&part, ent_strength_names[p->layer]);
    ent_part_text(zDetail, "kappa of the alliance portfolios of %s and %s",
                  ent_part_name(v, p->a), ent_part_name(v, m));
    part.zDetail = zDetail;
    part.value = x;
    part.weight = p->weight;
    part.contribution = p->score * (mass / p->total);
    int rc = pOut->xPart(pOut, &part);
    if (rc) return rc;
  }
  return ENT_OK;
}

static int strengthPartTrade(StrengthReceipt *p, EntParts *pOut, double zero) {
  const EntView *v = p->t->view;
  StrengthWalk walk = strengthWalkOf(v, p->a);
  char zDetail[ENT_PART_TEXT], zShare[32];
  (void)zero;
  for (int i = 0; i < p->pSide->n; i++) {
    int m = p->pSide->aState[i];
    if (m == p->a || !ent_ties_alive(p->t, m)) continue;
    const EntShare *pShare = strengthWalkShare(v, &walk, m);
    if (pShare == 0 || !(pShare->value > 0.0)) continue;
    if (pOut == 0) {
      p->total += pShare->value;
      continue;
    }
    EntPart part;
    ent_part_init(&part, ent_strength_names[p->layer]);
    ent_part_percent(pShare->value, zShare);
    ent_part_text(zDetail, "%s of the trade of %s is with %s", zShare,
                  ent_part_name(v, p->a), ent_part_name(v, m));
    part.zDetail = zDetail;
    part.value = pShare->value;
    part.weight = p->weight;
    part.contribution = p->score * (pShare->value / p->total);
    part.iSource = v->world->aTrade[pShare->iRow].iSource;
    int rc = pOut->xPart(pOut, &part);
    if (rc) return rc;
  }
  return ENT_OK;
}

static int strengthPartTransfer(StrengthReceipt *p, EntParts *pOut,
                                double zero) {
  const EntView *v = p->t->view;
  const EntWorld *world = v->world;
  StrengthWalk walk = strengthWalkOf(v, p->a);
  char zDetail[ENT_PART_TEXT];
  (void)zero;
  for (int i = 0; i < p->pSide->n; i++) {
    int m = p->pSide->aState[i];
    if (m == p->a || !ent_ties_alive(p->t, m)) continue;
    for (const EntFlow *pFlow; (pFlow = strengthWalkFlow(v, &walk, m)) != 0;) {
      if (!(pFlow->value > 0.0)) continue;
      int certain = pFlow->value >= 1.0;
      double mass = certain ? 0.0 : -log1p(-pFlow->value);
      if (pOut == 0) {
        p->nCertain += certain;
        p->total += mass;
        continue;
      }
      const EntTransfer *pRow = &world->aTransfer[pFlow->iRow];
      EntPart part;
      ent_part_init(&part, ent_strength_names[p->layer]);
      ent_part_text(zDetail, "%s, %s, from %s to %s",
                    world->aCategory[pRow->iCategory].zName,
                    world->aStatus[pRow->iStatus].zName,
                    ent_part_name(v, pRow->iSupplier),
                    ent_part_name(v, pRow->iRecipient));
      part.zDetail = zDetail;
      part.value = pFlow->value;
      part.weight = p->weight;
      if (p->nCertain) {
        part.contribution = certain ? p->score / p->nCertain : 0.0;
      } else {
        part.contribution = p->score * (mass / p->total);
      }
      if (pRow->zId) {
        part.zAbout = "transfer";
        part.zAboutId = pRow->zId;
      } else if (pRow->iDeal >= 0) {
        part.zAbout = "deal";
        part.zAboutId = world->aDeal[pRow->iDeal].zId;
      }
      part.iSource = pRow->iSource;
      int rc = pOut->xPart(pOut, &part);
      if (rc) return rc;
    }
  }
  return ENT_OK;
}

/* Do the members that this layer knows weigh nothing? Then all weigh alike. */
static double strengthWeightless(const StrengthReceipt *p) {
  double sum = 0.0;
  int n = 0;
  for (int i = 0; i < p->pSide->n; i++) {
    int m = p->pSide->aState[i];
    if (m == p->a || !ent_ties_alive(p->t, m)) continue;
    if (p->layer == ENT_S_SIMILARITY &&
        isnan(strengthLikeness(p->t, p->a, m))) {
      continue;
    }
    sum += p->t->aLambda[m];
    n++;
  }
  return n == 1 || !(sum > 0.0) ? 1.0 : 0.0;
}

/* Why a layer of a living state has no number. */
static void strengthWhyUnknown(const StrengthReceipt *p, char *zOut) {
  const EntView *v = p->t->view;
  switch (p->layer) {
  case ENT_S_TRADE:
    ent_part_text(zOut, "no trade recorded for %s up to %d",
                  ent_part_name(v, p->a), ent_date_year(v->on.last));
    break;
  case ENT_S_SIMILARITY:
    if (v->aKnown[ENT_L_OBLIGATION]) {
      ent_part_text(zOut, "kappa is undefined: everyone is bound to everyone");
      break;
    }
    /* fall through */
  case ENT_S_OBLIGATION:
    ent_part_text(zOut, "outside the coverage of obligation on this date");
    break;
  default: ent_part_text(zOut, "outside the coverage of transfer on this date");
  }
}

int ent_strength_parts(EntRun *run, const EntTies *t, int a,
                       const EntSide *pSide, EntParts *pOut) {
  static int (*const aList[ENT_NSTRENGTH])(
      StrengthReceipt *, EntParts *,
      double) = { strengthPartObligation, strengthPartTransfer,
                  strengthPartTrade, strengthPartSimilarity };
  double aX[ENT_NSTRENGTH], aSplit[ENT_NSTRENGTH];
  char zReason[ENT_PART_TEXT];
  StrengthWeights w = strengthWeightsOf(t);
  int nMember = 0, rc = ENT_OK;
  ent_strength_layers(t, a, pSide, aX);
  ent_noisy_split(ENT_NSTRENGTH, w.aLayer, aX, aSplit);
  for (int i = 0; i < pSide->n; i++) {
    nMember += pSide->aState[i] != a && ent_ties_alive(t, pSide->aState[i]);
  }
  for (int l = 0; l < ENT_NSTRENGTH && rc == ENT_OK; l++) {
    StrengthReceipt r = {
      t, a, pSide, pOut, l, w.aLayer[l], aSplit[l], 0.0, 0
    };
    if (ent_run_cancelled(run)) return run->error.code;
    if (isnan(aX[l])) {
      if (!ent_ties_alive(t, a)) {
        ent_part_text(zReason, "not a member of the state system on this date");
      } else if (nMember == 0) {
        ent_part_text(zReason, "the side has no other living member");
      } else {
        strengthWhyUnknown(&r, zReason);
      }
      rc = ent_part_unknown(pOut, ent_strength_names[l], r.weight, zReason);
      continue;
    }
    double alike = strengthWeightless(&r);
    aList[l](&r, 0, alike);
    if (aX[l] > 0.0) {
      rc = aList[l](&r, pOut, alike);
    } else {
      rc = ent_part_none(pOut, ent_strength_names[l], r.weight);
    }
  }
  return rc;
}
