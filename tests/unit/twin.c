/* The twin: see twin.h. Each function is its formula, and nothing else. */
#include "twin.h"
#include <math.h>
#include <string.h>

#define IN(side, i) (((side) >> (i)) & 1u)

static double par(const Twin *t, EntParameter p) {
  return t->w->aParameter[p];
}

static int covers(EntSpan a, EntSpan b, EntSpan c) {
  EntDay first = a.first, last = a.last;
  if (b.first > first) first = b.first;
  if (b.last < last) last = b.last;
  if (c.first > first) first = c.first;
  if (c.last < last) last = c.last;
  return first <= last;
}

static int pair(const Twin *t, int i, int j) {
  return i != j && t->alive[i] && t->alive[j];
}

static void twin_cinc(Twin *t) {
  const EntWorld *w = t->w;
  for (int i = 0; i < t->n; i++) {
    const EntCapability *pBest = 0;
    double sum = 0;
    int n = 0;
    t->cinc[i] = NAN;
    if (!t->alive[i] || !t->aKnown[ENT_L_CAPABILITY]) continue;
    for (int r = 0; r < w->nCapability; r++) {
      const EntCapability *p = &w->aCapability[r];
      int some = 0;
      for (int c = 0; c < ENT_NCOMPONENT; c++)
        some |= !isnan(p->aValue[c]);
      if (!some || p->iState != i) continue;
      if (p->year > ent_date_year(t->on.last)) continue;
      if (pBest == 0 || p->year > pBest->year) pBest = p;
    }
    for (int c = 0; pBest && c < ENT_NCOMPONENT; c++) {
      double total = 0;
      for (int r = 0; r < w->nCapability; r++) {
        const EntCapability *p = &w->aCapability[r];
        if (p->year == pBest->year && !isnan(p->aValue[c]))
          total += p->aValue[c];
      }
      if (isnan(pBest->aValue[c]) || total <= 0) continue;
      sum += pBest->aValue[c] / total;
      n++;
    }
    if (n) t->cinc[i] = sum / n;
    if (n) t->anyCinc = 1;
  }
  for (int i = 0; i < t->n; i++) {
    if (t->anyCinc) {
      t->lambda[i] = isnan(t->cinc[i]) ? 0 : t->cinc[i];
    } else {
      t->lambda[i] = t->alive[i] ? 1 : 0;
    }
  }
}

static void twin_deals(Twin *t) {
  const EntWorld *w = t->w;
  for (int r = 0; r < w->nObligation && t->aKnown[ENT_L_OBLIGATION]; r++) {
    const EntObligation *p = &w->aObligation[r];
    double x = par(t, (EntParameter)(P_OBLIGATION_DEFENSE + p->kind));
    double l = par(t, (EntParameter)(P_LEVEL_DEFENSE + p->kind));
    if (p->iDeal == t->skipDeal || !pair(t, p->iFrom, p->iTo)) continue;
    if (!covers(p->span, w->aDeal[p->iDeal].span, t->on)) continue;
    t->value[p->iFrom][p->iTo] = fmax(t->value[p->iFrom][p->iTo], x);
    t->level[p->iFrom][p->iTo] = fmax(t->level[p->iFrom][p->iTo], l);
  }
  for (int r = 0; r < w->nTransfer && t->aKnown[ENT_L_TRANSFER]; r++) {
    const EntTransfer *p = &w->aTransfer[r];
    double age = ((double)t->on.last - p->span.last) / 365.25;
    double x = w->aCategory[p->iCategory].value * w->aStatus[p->iStatus].value;
    if (p->iDeal >= 0 && p->iDeal == t->skipDeal) continue;
    if (p->span.first > t->on.last) continue;
    if (!pair(t, p->iSupplier, p->iRecipient)) continue;
    if (age > 0) x *= pow(2, -age / par(t, P_TRANSFER_HALF_LIFE));
    t->survive[p->iSupplier][p->iRecipient] *= 1 - x;
    t->survive[p->iRecipient][p->iSupplier] *= 1 - x;
  }
}

static void twin_trade(Twin *t) {
  const EntWorld *w = t->w;
  for (int i = 0; i < t->n && t->aKnown[ENT_L_TRADE]; i++) {
    int year = -1;
    double sum = 0, total = NAN;
    for (int r = 0; r < w->nTrade; r++) {
      const EntTrade *p = &w->aTrade[r];
      if (p->iState == i && p->year <= ent_date_year(t->on.last) &&
          p->year > year)
        year = p->year;
    }
    for (int r = 0; r < w->nTrade; r++) {
      if (w->aTrade[r].iState == i && w->aTrade[r].year == year)
        sum += w->aTrade[r].value;
    }
    for (int r = 0; r < w->nTotal; r++) {
      if (w->aTotal[r].iState == i && w->aTotal[r].year == year)
        total = w->aTotal[r].value;
    }
    if (!t->alive[i] || !(sum > 0)) continue;
    if (!(total >= sum)) total = sum;
    t->tradeKnown[i] = 1;
    for (int r = 0; r < w->nTrade; r++) {
      const EntTrade *p = &w->aTrade[r];
      if (p->iState == i && p->year == year && pair(t, i, p->iPartner))
        t->share[i][p->iPartner] = p->value / total;
    }
  }
}

/* The extent of the measures of s on j of one kind: the maximum of its cases,
** its own and those of its blocs. */
static double twin_extent(Twin *t, int s, int j, int kind, int ownOnly) {
  const EntWorld *w = t->w;
  double best = 0;
  for (int r = 0; r < w->nSanction; r++) {
    const EntSanction *p = &w->aSanction[r];
    int sends = p->iSender == s;
    if (p->iTarget != j || p->kind != kind) continue;
    if (!ent_date_overlap(p->span, t->on)) continue;
    for (int m = 0; m < w->nMember && p->iBloc >= 0; m++) {
      if (w->aMember[m].iBloc == p->iBloc && w->aMember[m].iState == s &&
          ent_date_overlap(w->aMember[m].span, t->on))
        sends = 1;
    }
    if (!sends) continue;
    if (ownOnly && p->iBloc >= 0 && w->aBloc[p->iBloc].universal) continue;
    best = fmax(best, p->complete ? 1 : par(t, P_SANCTION_PARTIAL));
    if (!ownOnly) t->secondary[s][j] = fmax(t->secondary[s][j], p->secondary);
  }
  return best;
}

static void twin_enmity(Twin *t) {
  const EntWorld *w = t->w;
  for (int s = 0; s < t->n && t->aKnown[ENT_L_SANCTION]; s++) {
    for (int j = 0; j < t->n; j++) {
      double all = 1, own = 1;
      if (!pair(t, s, j)) continue;
      for (int k = 0; k < ENT_NSANCTION; k++) {
        double x = par(t, (EntParameter)(P_SANCTION_TRADE + k));
        all *= 1 - x * twin_extent(t, s, j, k, 0);
        own *= 1 - x * twin_extent(t, s, j, k, 1);
      }
      t->severity[s][j] = 1 - all;
      t->own[s][j] = 1 - own;
    }
  }
  for (int a = 0; a < w->nDisputant && t->aKnown[ENT_L_DISPUTE]; a++) {
    for (int b = 0; b < w->nDisputant; b++) {
      const EntDisputant *p = &w->aDisputant[a], *q = &w->aDisputant[b];
      const EntDispute *d = &w->aDispute[p->iDispute];
      EntSpan both = p->span;
      double x = par(t, (EntParameter)(P_DISPUTE_CLAIM + d->intensity));
      if (p->iDispute != q->iDispute || p->side == q->side) continue;
      if (!pair(t, p->iState, q->iState)) continue;
      if (q->span.first > both.first) both.first = q->span.first;
      if (q->span.last < both.last) both.last = q->span.last;
      if (both.first > both.last || !covers(both, d->span, t->on)) continue;
      t->quarrel[p->iState][q->iState] =
          fmax(t->quarrel[p->iState][q->iState], x);
    }
  }
}

void twin_init(Twin *t, const EntWorld *w, EntSpan on, int skipDeal) {
  memset(t, 0, sizeof(*t));
  t->w = w;
  t->on = on;
  t->n = w->nState;
  t->skipDeal = skipDeal;
  for (int i = 0; i < w->nCoverage; i++) {
    if (ent_date_overlap(w->aCoverage[i].span, on))
      t->aKnown[w->aCoverage[i].layer] = 1;
  }
  for (int i = 0; i < t->n; i++) {
    t->alive[i] = w->anSpell[ENT_COW] == 0;
    for (int s = 0; s < w->anSpell[ENT_COW]; s++) {
      const EntSpell *p = &w->aaSpell[ENT_COW][s];
      if (p->iState == i && ent_date_overlap(p->span, on)) t->alive[i] = 1;
    }
    t->nAlive += t->alive[i];
    for (int j = 0; j < t->n; j++)
      t->survive[i][j] = 1;
  }
  twin_cinc(t);
  twin_deals(t);
  twin_trade(t);
  twin_enmity(t);
}

double twin_kappa(const Twin *t, int i, int j) {
  double n = t->nAlive, both = 0, nI = 0, nJ = 0, agree, chance;
  if (!t->alive[i] || !t->alive[j] || !t->aKnown[ENT_L_OBLIGATION]) return NAN;
  for (int k = 0; k < t->n; k++) {
    int x, y;
    if (!t->alive[k]) continue;
    x = k == i || (t->level[i][k] >= par(t, P_SIMILARITY_BINARY));
    y = k == j || (t->level[j][k] >= par(t, P_SIMILARITY_BINARY));
    nI += x;
    nJ += y;
    both += x == y;
  }
  /* Cohen's own form: agreement observed and by chance. */
  agree = both / n;
  chance = (nI / n) * (nJ / n) + (1 - nI / n) * (1 - nJ / n);
  if (nI * nJ == n * n) return NAN;
  return (agree - chance) / (1 - chance);
}

static double saturated(const Twin *t, double d) {
  return d > 0 ? d / (d + par(t, P_STRENGTH_SATURATION)) : 0;
}

void twin_layers(const Twin *t, int a, unsigned side, double *aX) {
  double weight = 0, o = 0, likeWeight = 0, like = 0, survive = 1, d = 0;
  int n = 0, allZero = 1;
  aX[0] = aX[1] = aX[2] = aX[3] = NAN;
  if (!t->alive[a]) return;
  for (int m = 0; m < t->n; m++) {
    if (IN(side, m) && pair(t, a, m) && t->lambda[m] > 0) allZero = 0;
  }
  for (int m = 0; m < t->n; m++) {
    double w = allZero ? 1 : t->lambda[m], kappa;
    if (!IN(side, m) || !pair(t, a, m)) continue;
    n++;
    weight += w;
    o += w * t->value[a][m];
    kappa = twin_kappa(t, a, m);
    if (!isnan(kappa)) {
      likeWeight += w;
      like += w * fmax(0, kappa);
    }
    survive *= t->survive[a][m];
    d += t->share[a][m];
  }
  if (n == 0) return;
  if (t->aKnown[ENT_L_OBLIGATION]) {
    aX[ENT_S_OBLIGATION] = o / weight;
    if (likeWeight > 0) {
      aX[ENT_S_SIMILARITY] = like / likeWeight;
    } else { /* the members whose kappa is defined weigh nothing */
      like = n = 0;
      for (int m = 0; m < t->n; m++) {
        if (!IN(side, m) || !pair(t, a, m)) continue;
        if (isnan(twin_kappa(t, a, m))) continue;
        like += fmax(0, twin_kappa(t, a, m));
        n++;
      }
      if (n) aX[ENT_S_SIMILARITY] = like / n;
    }
  }
  if (t->aKnown[ENT_L_TRANSFER]) aX[ENT_S_TRANSFER] = 1 - survive;
  if (t->tradeKnown[a]) aX[ENT_S_TRADE] = saturated(t, d);
}

static double joined(const Twin *t, const double *aX, const char *zLayers) {
  static const EntParameter aW[] = { P_STRENGTH_OBLIGATION, P_STRENGTH_TRANSFER,
                                     P_STRENGTH_TRADE, P_STRENGTH_SIMILARITY };
  double survive = 1;
  int n = 0;
  for (int l = 0; l < 4; l++) {
    if (zLayers[l] == '-' || isnan(aX[l])) continue;
    survive *= 1 - par(t, aW[l]) * aX[l];
    n++;
  }
  return n ? 1 - survive : NAN;
}

double twin_strength(const Twin *t, int a, unsigned side) {
  double aX[4];
  twin_layers(t, a, side, aX);
  return joined(t, aX, "ofts");
}

double twin_depth(const Twin *t, int i, int j) {
  double aX[4];
  twin_layers(t, i, 1u << j, aX);
  return joined(t, aX, "-ft-");
}

static double greater(double x, double y) {
  if (isnan(x)) return y;
  if (isnan(y)) return x;
  return x > y ? x : y;
}

double twin_bond(const Twin *t, int i, int j) {
  double aX[4], aY[4];
  twin_layers(t, i, 1u << j, aX);
  twin_layers(t, j, 1u << i, aY);
  return greater(joined(t, aX, "oft-"), joined(t, aY, "oft-"));
}

double twin_hostility(const Twin *t, int a, int b) {
  double survive = 1;
  int n = 0;
  if (!pair(t, a, b)) return NAN;
  if (t->aKnown[ENT_L_SANCTION]) {
    survive *= 1 - par(t, P_HOSTILITY_SANCTION) * t->own[a][b];
    survive *= 1 - par(t, P_HOSTILITY_SANCTION) * t->own[b][a];
    n++;
  }
  if (t->aKnown[ENT_L_DISPUTE]) {
    survive *= 1 - par(t, P_HOSTILITY_DISPUTE) * t->quarrel[a][b];
    n++;
  }
  return n ? 1 - survive : NAN;
}

unsigned twin_opponents(const Twin *t, unsigned parties) {
  unsigned out = 0;
  for (int s = 0; s < t->n; s++) {
    for (int p = 0; p < t->n; p++) {
      if (!IN(parties, p) || IN(parties, s) || !pair(t, s, p)) continue;
      if (t->own[s][p] > 0) out |= 1u << s;
      for (int a = 0; a < t->w->nDisputant; a++) {
        for (int b = 0; b < t->w->nDisputant; b++) {
          const EntDisputant *x = &t->w->aDisputant[a];
          const EntDisputant *y = &t->w->aDisputant[b];
          EntSpan both = x->span;
          if (y->span.first > both.first) both.first = y->span.first;
          if (y->span.last < both.last) both.last = y->span.last;
          if (t->aKnown[ENT_L_DISPUTE] && x->iState == s && y->iState == p &&
              x->iDispute == y->iDispute && x->side != y->side &&
              both.first <= both.last &&
              covers(both, t->w->aDispute[x->iDispute].span, t->on))
            out |= 1u << s;
        }
      }
    }
  }
  return out;
}

double twin_exposure(const Twin *t, int i, unsigned side, double depth,
                     double *pDirect) {
  double total = 0, direct = 0;
  if (pDirect) *pDirect = NAN;
  if (!t->alive[i] || !t->tradeKnown[i] || !t->aKnown[ENT_L_SANCTION])
    return NAN;
  for (int s = 0; s < t->n; s++) {
    double survive = 1 - t->severity[s][i];
    if (!pair(t, s, i)) continue;
    for (int j = 0; j < t->n; j++) {
      double g;
      if (j == i || j == s || !t->alive[j]) continue;
      g = IN(side, j) ? depth : twin_depth(t, i, j);
      if (isnan(g)) continue;
      survive *= 1 - t->secondary[s][j] * t->severity[s][j] * g;
    }
    direct += t->share[i][s] * t->severity[s][i];
    total += t->share[i][s] * (1 - survive);
  }
  if (pDirect) *pDirect = direct;
  return total;
}

/* Friedkin-Johnsen by elimination: (I - aW) x = (1-a) b. */
void twin_propagated(const Twin *t, double *aOut) {
  double m[TWIN_MAX][TWIN_MAX + 1], b[TWIN_MAX];
  double a = par(t, P_SANCTION_PROPAGATION);
  memset(m, 0, sizeof(m));
  for (int i = 0; i < t->n; i++)
    b[i] = twin_exposure(t, i, 0, 0, 0);
  for (int i = 0; i < t->n; i++) {
    double sum = 0;
    m[i][i] = 1;
    m[i][t->n] = isnan(b[i]) ? 0 : b[i];
    for (int j = 0; j < t->n; j++)
      if (!isnan(b[j])) sum += t->share[i][j];
    if (isnan(b[i]) || sum <= 0) continue;
    m[i][t->n] *= 1 - a;
    for (int j = 0; j < t->n; j++)
      if (!isnan(b[j])) m[i][j] -= a * t->share[i][j] / sum;
  }
  for (int c = 0; c < t->n; c++) {
    for (int r = 0; r < t->n; r++) {
      double f = m[r][c] / m[c][c];
      for (int k = 0; r != c && k <= t->n; k++)
        m[r][k] -= f * m[c][k];
    }
  }
  for (int i = 0; i < t->n; i++)
    aOut[i] = isnan(b[i]) ? NAN : m[i][t->n] / m[i][i];
}

static int sign(const Twin *t, int i, int j) {
  double s =
      greater(twin_strength(t, i, 1u << j), twin_strength(t, j, 1u << i));
  double h = twin_hostility(t, i, j);
  if (isnan(s)) s = 0;
  if (isnan(h)) h = 0;
  if (fabs(s - h) <= 1e-12) return 0;
  return s > h ? 1 : -1;
}

static double capability(const Twin *t, unsigned side) {
  double sum = 0;
  for (int i = 0; i < t->n; i++)
    if (IN(side, i) && t->alive[i]) sum += t->lambda[i];
  return sum;
}

static double unbalanced(const Twin *t, int k, unsigned a, unsigned b) {
  double w = 0, u = 0, n = 0, plain = 0;
  for (int i = 0; i < t->n; i++) {
    for (int j = 0; j < t->n; j++) {
      int product;
      if (!IN(a, i) || !IN(b, j) || i == j) continue;
      if (!pair(t, k, i) || !pair(t, k, j)) continue;
      product = sign(t, k, i) * sign(t, k, j) * -1;
      if (product == 0) continue;
      w += t->lambda[i] * t->lambda[j];
      u += t->lambda[i] * t->lambda[j] * (product < 0);
      n += 1;
      plain += product < 0;
    }
  }
  if (n == 0) return NAN;
  return w > 0 ? u / w : plain / n;
}

void twin_bystander(const Twin *t, int k, unsigned a, unsigned b,
                    TwinBystander *p) {
  double all, h, aTerm[4], aW[4], sum = 0, x = 0;
  p->score = p->a = p->b = p->exposureA = p->exposureB = NAN;
  p->pivot = p->unbalanced = NAN;
  if (!t->alive[k] || IN(a, k) || IN(b, k)) return;
  p->a = twin_strength(t, k, a);
  p->b = twin_strength(t, k, b);
  p->exposureA = twin_exposure(t, k, a, 1, 0);
  p->exposureB = twin_exposure(t, k, b, 1, 0);
  all = capability(t, a) + capability(t, b) + t->lambda[k];
  if (t->anyCinc && !isnan(t->cinc[k]) && all > 0)
    p->pivot = t->lambda[k] / all;
  p->unbalanced = unbalanced(t, k, a, b);
  if (isnan(p->a) || isnan(p->b)) return;
  h = p->a + p->b > 0 ? 2 * p->a * p->b / (p->a + p->b) : 0;
  aTerm[0] = 1;
  aTerm[1] = greater(p->exposureA, p->exposureB);
  aTerm[2] = p->pivot;
  aTerm[3] = p->unbalanced;
  for (int i = 0; i < 4; i++) {
    aW[i] = par(t, (EntParameter)(P_BYSTANDER_BASE + i));
    if (isnan(aTerm[i])) continue;
    sum += aW[i];
    x += aW[i] * aTerm[i];
  }
  p->score = h * x / sum;
}

static double zero(double x) {
  return isnan(x) ? 0 : x;
}

void twin_options(const Twin *t, int k, unsigned a, unsigned b, double *aOut) {
  TwinBystander s;
  double aA[4], aB[4], pA, pAk, pBk, la, lb, lk, i, e, cost, v, wE, wP;
  for (int o = 0; o < ENT_NOPTION; o++)
    aOut[o] = NAN;
  twin_bystander(t, k, a, b, &s);
  if (isnan(s.a) || isnan(s.b)) return;
  twin_layers(t, k, a, aA);
  twin_layers(t, k, b, aB);
  la = capability(t, a);
  lb = capability(t, b);
  lk = t->lambda[k];
  pA = la + lb > 0 ? la / (la + lb) : .5;
  pAk = la + lb + lk > 0 ? (la + lk) / (la + lb + lk) : .5;
  pBk = la + lb + lk > 0 ? (lb + lk) / (la + lb + lk) : .5;
  i = s.a - s.b;
  e = twin_exposure(t, k, 0, 0, 0);
  wE = par(t, P_OPTIONS_ENTRAPMENT);
  wP = par(t, P_OPTIONS_PROMISE);
  aOut[ENT_BACK_A] = (pAk - pA) * i - zero(s.exposureA - e) -
                     wE * zero(aA[0]) * (1 - pA) - s.b;
  aOut[ENT_BACK_B] = (pBk - (1 - pA)) * -i - zero(s.exposureB - e) -
                     wE * zero(aB[0]) * pA - s.a;
  aOut[ENT_CUT_A] = -s.a + zero(e - twin_exposure(t, k, a, 0, 0));
  aOut[ENT_CUT_B] = -s.b + zero(e - twin_exposure(t, k, b, 0, 0));
  cost = wP * (zero(aA[0]) * s.a + zero(aB[0]) * s.b);
  aOut[ENT_NEUTRAL] = -cost;
  v = s.a + s.b > 0 ? 4 * s.a * s.b / ((s.a + s.b) * (s.a + s.b)) : 0;
  aOut[ENT_MEDIATE] = -cost * (1 - v * zero(s.unbalanced));
}

double twin_leverage(const Twin *t, int k, int over) {
  double sum = 0, bond = k == over ? NAN : twin_bond(t, over, k);
  for (int x = 0; x < t->n; x++)
    if (pair(t, over, x)) sum += zero(twin_bond(t, over, x));
  return sum > 0 ? bond / sum : NAN;
}

static double menace(const Twin *t, int x) {
  double sum = 0, w = 0, plain = 0;
  int n = 0;
  for (int s = 0; s < t->n; s++) {
    if (!pair(t, s, x)) continue;
    sum += t->lambda[s] * twin_hostility(t, s, x);
    w += t->lambda[s];
    plain += twin_hostility(t, s, x);
    n++;
  }
  if (n == 0) return NAN;
  return w > 0 ? sum / w : plain / n;
}

double twin_entrapment(const Twin *t, int k) {
  double best = 0;
  if (!t->alive[k] || !t->aKnown[ENT_L_OBLIGATION]) return NAN;
  for (int m = 0; m < t->n; m++) {
    double drawn = 0, x;
    if (!pair(t, k, m) || t->value[k][m] <= 0) continue;
    for (int p = 0; p < t->n; p++) {
      if (p == k || !pair(t, m, p)) continue;
      x = twin_strength(t, m, 1u << p) * menace(t, p);
      if (x > drawn) drawn = x;
    }
    x = t->value[k][m] * (1 - (1 - menace(t, m)) * (1 - drawn));
    if (isnan(x)) return NAN;
    if (x > best) best = x;
  }
  return best;
}

double twin_isolation(const Twin *t, int i) {
  double sum = 0, w = 0, plain = 0;
  int n = 0;
  if (!t->alive[i] || !t->aKnown[ENT_L_SANCTION]) return NAN;
  for (int s = 0; s < t->n; s++) {
    if (!pair(t, s, i)) continue;
    sum += t->lambda[s] * t->severity[s][i];
    w += t->lambda[s];
    plain += t->severity[s][i];
    n++;
  }
  if (n == 0) return NAN;
  return w > 0 ? sum / w : plain / n;
}

static double coalition(const Twin *t, int x, int except) {
  double sum = t->lambda[x];
  for (int m = 0; m < t->n; m++) {
    if (m == except || !pair(t, x, m)) continue;
    sum += zero(twin_strength(t, x, 1u << m)) * t->lambda[m];
  }
  return sum;
}

static int neighbours(const Twin *t, int i, int j) {
  for (int b = 0; b < t->w->nBorder; b++) {
    const EntBorder *p = &t->w->aBorder[b];
    if (!ent_date_overlap(p->span, t->on)) continue;
    if ((p->iA == i && p->iB == j) || (p->iA == j && p->iB == i)) return 1;
  }
  return 0;
}

double twin_threat(const Twin *t, int i) {
  double survive = 1;
  int n = 0, nUnknown = 0;
  if (!t->alive[i]) return NAN;
  for (int j = 0; j < t->n; j++) {
    const char *zI = t->w->aState[i].zRegion, *zJ = t->w->aState[j].zRegion;
    double h, near = par(t, P_THREAT_DISTANT), cI, cJ;
    if (!pair(t, i, j)) continue;
    h = twin_hostility(t, i, j);
    if (zI && zJ && !strcmp(zI, zJ)) near = par(t, P_THREAT_REGION);
    if (neighbours(t, i, j)) near = par(t, P_THREAT_BORDER);
    cI = coalition(t, i, j);
    cJ = coalition(t, j, i);
    if (isnan(h) || (h > 0 && cI + cJ == 0)) {
      nUnknown++;
      continue;
    }
    n++;
    if (h > 0) survive *= 1 - h * near * cJ / (cJ + cI);
  }
  return n == 0 && nUnknown ? NAN : 1 - survive;
}
