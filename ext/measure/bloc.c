/*
** Blocs: groups with more ties inside than chance would give.
**
** Modularity (Newman and Girvan 2004, Physical Review E 69:026113) of a
** partition is the weight of ties inside groups less what nodes of the same
** strengths would have by chance, as a share of all weight. Hostile ties count
** the other way, with a null model of their own (Traag and Bruggeman 2009,
** Physical Review E 80:036115; scaled as in Gomez, Jensen and Arenas 2009,
** Physical Review E 80:016114):
**
**   Q = 1/(2m+ + 2m-) sum over i, j of one group of
**       (a+_ij - k+_i k+_j / 2m+) - (a-_ij - k-_i k-_j / 2m-)
**
** The partition with the largest Q cannot be found in reasonable time. Two
** steps alternate until neither helps: groups are merged, the pair that gains
** most first (Clauset, Newman and Moore 2004, Physical Review E 70:066111),
** then single nodes move where they gain most (as Noack and Rotta 2009 found
** to be worth it). Groups are merged only along friendly ties: states that
** merely share an enemy are not a bloc.
**
** No seed and no chance: of equal gains the lower group wins, so the same ties
** give the same blocs, in whatever order they came.
**
** Gains below are in units of weight: Q's times (2m+ + 2m-) / 2.
*/
#include "graph.h"

#include <math.h>
#include <string.h>

#define BLOC_EVEN                                                              \
  1e-13 /* gains that differ by less, of all weight, are equal */

typedef struct BlocLink BlocLink; /* all ties between two groups */
struct BlocLink {
  int32_t iOther;
  double friendly, net; /* net: less the hostile ones */
};

typedef struct BlocRow BlocRow;
struct BlocRow {
  int n;
  BlocLink *a; /* ascending; an allocation of its own */
  int iBest;   /* the group to merge with, or -1 */
  double gain;
};

typedef struct BlocNull BlocNull; /* what chance would give */
struct BlocNull {
  double twice, twiceHostile; /* 2m+, 2m- */
  double even;
  double *aStrength, *aHostile; /* sum over each group */
};

static double blocChance(const BlocNull *p, int a, double friendlyB,
                         double hostileB) {
  double chance = 0.0;
  if (p->twice > 0.0) chance += p->aStrength[a] * friendlyB / p->twice;
  if (p->twiceHostile > 0.0)
    chance -= p->aHostile[a] * hostileB / p->twiceHostile;
  return chance;
}

static double blocTotal(const EntGraph *g) {
  double sum = 0.0;
  for (int i = 0; g && i < g->n; i++)
    sum += ent_graph_strength(&g->ties, i);
  return sum;
}

static int blocNullInit(EntRun *run, BlocNull *p, const EntGraph *g,
                        const EntGraph *pHostile, const int *aGroup) {
  size_t nByte = ((size_t)g->n + 1) * sizeof(double);
  p->aStrength = ent_run_alloc(run, nByte);
  p->aHostile = ent_run_alloc(run, nByte);
  p->twice = blocTotal(g);
  p->twiceHostile = blocTotal(pHostile);
  p->even = BLOC_EVEN * (p->twice + p->twiceHostile);
  if (p->aStrength == 0 || p->aHostile == 0) return run->error.code;
  for (int i = 0; i < g->n; i++) {
    p->aStrength[aGroup[i]] += ent_graph_strength(&g->ties, i);
    if (pHostile)
      p->aHostile[aGroup[i]] += ent_graph_strength(&pHostile->ties, i);
  }
  return ENT_OK;
}

static void blocNullClear(EntRun *run, BlocNull *p) {
  ent_run_free(run, p->aStrength);
  ent_run_free(run, p->aHostile);
}

/* ---- Modularity ---- */

static double blocInside(const EntGraph *g, const int *aGroup) {
  double sum = 0.0;
  for (int i = 0; g && i < g->n; i++) {
    for (int e = g->ties.aStart[i]; e < g->ties.aStart[i + 1]; e++) {
      if (aGroup[i] == aGroup[g->ties.aTo[e]]) sum += g->ties.aWeight[e];
    }
  }
  return sum;
}

int ent_bloc_modularity(EntRun *run, const EntGraph *g,
                        const EntGraph *pHostile, const int *aGroup,
                        double *pQ) {
  BlocNull null = { 0 };
  *pQ = NAN;
  if (blocNullInit(run, &null, g, pHostile, aGroup) == ENT_OK &&
      null.even > 0.0) {
    double sum = blocInside(g, aGroup) - blocInside(pHostile, aGroup);
    for (int c = 0; c < g->n; c++)
      sum -= blocChance(&null, c, null.aStrength[c], null.aHostile[c]);
    *pQ = sum / (null.twice + null.twiceHostile);
  }
  blocNullClear(run, &null);
  return run->error.code;
}

/* ---- Merging ---- */

typedef struct BlocPair BlocPair;
struct BlocPair {
  int32_t a, b;
  double friendly, net;
};

static int blocCompare(const void *pA, const void *pB) {
  const BlocPair *p = pA, *q = pB;
  if (p->a != q->a) return p->a < q->a ? -1 : 1;
  return (p->b > q->b) - (p->b < q->b);
}

static int blocPairs(const EntGraph *g, const int *aGroup, int isHostile,
                     BlocPair *aOut) {
  int n = 0;
  for (int i = 0; g && i < g->n; i++) {
    for (int e = g->ties.aStart[i]; e < g->ties.aStart[i + 1]; e++) {
      int a = aGroup[i], b = aGroup[g->ties.aTo[e]];
      double weight = g->ties.aWeight[e];
      if (a == b) continue;
      aOut[n].a = a;
      aOut[n].b = b;
      aOut[n].friendly = isHostile ? 0.0 : weight;
      aOut[n++].net = isHostile ? -weight : weight;
    }
  }
  return n;
}

/* The rows of the groups as they are. Sorting is stable and both halves come
** in order, so sums are made in one order. */
static int blocRows(EntRun *run, const EntGraph *g, const EntGraph *pHostile,
                    const int *aGroup, BlocRow *aRow) {
  size_t nAll = 2 * ((size_t)g->nTie + (pHostile ? (size_t)pHostile->nTie : 0));
  BlocPair *a = ent_run_alloc(run, (nAll + 1) * sizeof(BlocPair));
  BlocPair *aOther = ent_run_alloc(run, (nAll + 1) * sizeof(BlocPair));
  if (a && aOther) {
    int n = blocPairs(g, aGroup, 0, a);
    n += blocPairs(pHostile, aGroup, 1, a + n);
    BlocPair *p =
        ent_run_sort(run, a, aOther, (size_t)n, sizeof(BlocPair), blocCompare);
    for (int i = 0; i < n && run->error.code == ENT_OK;) {
      int end = i;
      BlocRow *pRow = &aRow[p[i].a];
      while (end < n && p[end].a == p[i].a)
        end++;
      pRow->a = ent_run_alloc(run, (size_t)(end - i) * sizeof(BlocLink));
      for (; i < end && pRow->a; i++) {
        if (pRow->n == 0 || pRow->a[pRow->n - 1].iOther != p[i].b) {
          pRow->a[pRow->n++].iOther = p[i].b;
        }
        pRow->a[pRow->n - 1].friendly += p[i].friendly;
        pRow->a[pRow->n - 1].net += p[i].net;
      }
    }
  }
  ent_run_free(run, a);
  ent_run_free(run, aOther);
  return run->error.code;
}

static double blocGain(const BlocNull *p, int a, const BlocLink *pLink) {
  int b = pLink->iOther;
  return pLink->net - blocChance(p, a, p->aStrength[b], p->aHostile[b]);
}

static void blocBest(const BlocNull *p, BlocRow *aRow, int a) {
  BlocRow *pRow = &aRow[a];
  pRow->iBest = -1;
  for (int i = 0; i < pRow->n; i++) {
    if (!(pRow->a[i].friendly > 0.0)) continue;
    double gain = blocGain(p, a, &pRow->a[i]);
    if (pRow->iBest < 0 || gain > pRow->gain + p->even) {
      pRow->iBest = pRow->a[i].iOther;
      pRow->gain = gain;
    }
  }
}

static int blocSeek(const BlocRow *p, int iOther) {
  int lo = 0, hi = p->n;
  while (lo < hi) {
    int mid = lo + (hi - lo) / 2;
    if (p->a[mid].iOther < iOther) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo;
}

/* In row c, what was with b is with a; a < b. */
static void blocRename(BlocRow *p, int a, int b) {
  int from = blocSeek(p, b), to = blocSeek(p, a);
  BlocLink link = p->a[from];
  if (p->a[to].iOther == a) {
    p->a[to].friendly += link.friendly;
    p->a[to].net += link.net;
    p->n--;
    memmove(&p->a[from], &p->a[from + 1],
            (size_t)(p->n - from) * sizeof(BlocLink));
  } else {
    memmove(&p->a[to + 1], &p->a[to], (size_t)(from - to) * sizeof(BlocLink));
    link.iOther = a;
    p->a[to] = link;
  }
}

/* Row b into row a, without the two themselves. */
static int blocUnion(EntRun *run, BlocRow *aRow, int a, int b) {
  BlocRow *p = &aRow[a], *q = &aRow[b];
  size_t nMost = (size_t)p->n + (size_t)q->n + 1;
  BlocLink *aNew = ent_run_alloc(run, nMost * sizeof(BlocLink));
  int n = 0;
  if (aNew == 0) return run->error.code;
  for (int i = 0, j = 0; i < p->n || j < q->n;) {
    int isP = j == q->n || (i < p->n && p->a[i].iOther <= q->a[j].iOther);
    int isQ = i == p->n || (j < q->n && q->a[j].iOther <= p->a[i].iOther);
    BlocLink link = isP ? p->a[i] : q->a[j];
    if (isP && isQ) {
      link.friendly += q->a[j].friendly;
      link.net += q->a[j].net;
    }
    i += isP;
    j += isQ;
    if (link.iOther != a && link.iOther != b) aNew[n++] = link;
  }
  ent_run_free(run, p->a);
  ent_run_free(run, q->a);
  p->a = aNew;
  p->n = n;
  q->a = 0;
  q->n = 0;
  return ENT_OK;
}

/* After a took in b, the best of c, which is linked to it. Where the link is
** friendly, c had a best before. */
static void blocUpdate(const BlocNull *p, BlocRow *aRow, int c, int a, int b) {
  BlocRow *pRow = &aRow[c];
  const BlocLink *pLink = &pRow->a[blocSeek(pRow, a)];
  if (pRow->iBest == a || pRow->iBest == b) {
    blocBest(p, aRow, c);
  } else if (pLink->friendly > 0.0) {
    double gain = blocGain(p, c, pLink);
    if (gain > pRow->gain + p->even ||
        (gain >= pRow->gain - p->even && a < pRow->iBest)) {
      pRow->iBest = a;
      pRow->gain = gain;
    }
  }
}

static int blocMergePair(EntRun *run, BlocNull *p, BlocRow *aRow, int a,
                         int b) {
  for (int i = 0; i < aRow[b].n; i++) {
    int c = aRow[b].a[i].iOther;
    if (c != a) blocRename(&aRow[c], a, b);
  }
  if (blocUnion(run, aRow, a, b)) return run->error.code;
  p->aStrength[a] += p->aStrength[b];
  p->aHostile[a] += p->aHostile[b];
  p->aStrength[b] = p->aHostile[b] = 0.0;
  aRow[b].iBest = -1;
  blocBest(p, aRow, a);
  for (int i = 0; i < aRow[a].n; i++)
    blocUpdate(p, aRow, aRow[a].a[i].iOther, a, b);
  return ENT_OK;
}

static int blocMergeAll(EntRun *run, int n, BlocNull *p, BlocRow *aRow,
                        int *aInto, int *pnMerged) {
  int nStep = 0;
  for (int a = 0; a < n; a++)
    blocBest(p, aRow, a);
  while (run->error.code == ENT_OK) {
    int a = -1;
    /* A pair is looked at from its lower end. */
    for (int i = 0; i < n; i++) {
      if (aRow[i].iBest < i) continue;
      if (a < 0 || aRow[i].gain > aRow[a].gain + p->even) a = i;
    }
    if (a < 0 || !(aRow[a].gain > p->even)) break;
    int b = aRow[a].iBest;
    aInto[b] = a;
    ++*pnMerged;
    nStep += n + aRow[a].n + aRow[b].n;
    if (blocMergePair(run, p, aRow, a, b)) break;
    if (nStep >= 4096) {
      nStep = 0;
      ent_run_cancelled(run);
    }
  }
  return run->error.code;
}

int ent_bloc_merge(EntRun *run, const EntGraph *g, const EntGraph *pHostile,
                   int *aGroup, int *pnMerged) {
  size_t n = (size_t)g->n;
  BlocNull null = { 0 };
  BlocRow *aRow = ent_run_alloc(run, (n + 1) * sizeof(BlocRow));
  int *aInto = ent_run_alloc(run, (n + 1) * sizeof(int));
  *pnMerged = 0;
  if (aRow && aInto &&
      blocNullInit(run, &null, g, pHostile, aGroup) == ENT_OK &&
      blocRows(run, g, pHostile, aGroup, aRow) == ENT_OK) {
    for (int i = 0; i < g->n; i++)
      aInto[i] = i;
    if (blocMergeAll(run, g->n, &null, aRow, aInto, pnMerged) == ENT_OK) {
      /* A group was merged only into a lower one. */
      for (int i = 0; i < g->n; i++)
        aInto[i] = aInto[aInto[i]];
      for (int i = 0; i < g->n; i++)
        aGroup[i] = aInto[aGroup[i]];
    }
  }
  for (int i = 0; aRow && i < g->n; i++)
    ent_run_free(run, aRow[i].a);
  ent_run_free(run, aRow);
  ent_run_free(run, aInto);
  blocNullClear(run, &null);
  return run->error.code;
}

/* ---- Moving ---- */

typedef struct BlocMove BlocMove;
struct BlocMove {
  BlocNull null;
  int *aSize;     /* of each group */
  double *aNet;   /* of the node at hand, to each group */
  uint8_t *aSeen; /* 1: has a tie there, 2: a friendly one */
  int *aTouched, nTouched;
};

static void blocTouch(BlocMove *p, const EntGraph *g, const int *aGroup, int v,
                      int seen, double sign) {
  for (int e = g->ties.aStart[v]; e < g->ties.aStart[v + 1]; e++) {
    int c = aGroup[g->ties.aTo[e]];
    if (p->aSeen[c] == 0) p->aTouched[p->nTouched++] = c;
    p->aSeen[c] |= (uint8_t)seen;
    p->aNet[c] += sign * g->ties.aWeight[e];
  }
}

/* Moves v to the group where it gains most, or to none. */
static int blocMoveNode(BlocMove *p, const EntGraph *g,
                        const EntGraph *pHostile, int *aGroup, int v,
                        int iEmpty) {
  BlocNull *pNull = &p->null;
  double strength = ent_graph_strength(&g->ties, v);
  double hostile = pHostile ? ent_graph_strength(&pHostile->ties, v) : 0.0;
  int from = aGroup[v], to;
  p->nTouched = 0;
  blocTouch(p, g, aGroup, v, 2, 1.0);
  if (pHostile) blocTouch(p, pHostile, aGroup, v, 1, -1.0);
  pNull->aStrength[from] -= strength;
  pNull->aHostile[from] -= hostile;
  to = from;
  double best = p->aNet[from] - blocChance(pNull, from, strength, hostile);
  /* Where a group has two, another is empty. */
  if (p->aSize[from] > 1 && best < -pNull->even) {
    to = iEmpty;
    best = 0.0;
  }
  for (int i = 0; i < p->nTouched; i++) {
    int c = p->aTouched[i];
    if (c != from && p->aSeen[c] & 2) {
      double gain = p->aNet[c] - blocChance(pNull, c, strength, hostile);
      if (gain > best + pNull->even || (to != from && to != iEmpty &&
                                        gain >= best - pNull->even && c < to)) {
        to = c;
        best = gain;
      }
    }
  }
  for (int i = 0; i < p->nTouched; i++) {
    p->aNet[p->aTouched[i]] = 0.0;
    p->aSeen[p->aTouched[i]] = 0;
  }
  pNull->aStrength[to] += strength;
  pNull->aHostile[to] += hostile;
  if (to == from) return 0;
  p->aSize[from]--;
  p->aSize[to]++;
  aGroup[v] = to;
  return 1;
}

int ent_bloc_move(EntRun *run, const EntGraph *g, const EntGraph *pHostile,
                  int *aGroup, int *pnMoved) {
  size_t n = (size_t)g->n + 1;
  BlocMove m = { .aSize = ent_run_alloc(run, n * sizeof(int)),
                 .aNet = ent_run_alloc(run, n * sizeof(double)),
                 .aSeen = ent_run_alloc(run, n),
                 .aTouched = ent_run_alloc(run, n * sizeof(int)) };
  int nStep = 0, nMoved = 0, nBefore = -1;
  if (m.aSize && m.aNet && m.aSeen && m.aTouched &&
      blocNullInit(run, &m.null, g, pHostile, aGroup) == ENT_OK) {
    int iEmpty = 0;
    for (int i = 0; i < g->n; i++)
      m.aSize[aGroup[i]]++;
    while (nMoved != nBefore && run->error.code == ENT_OK) {
      nBefore = nMoved;
      for (int v = 0; v < g->n && run->error.code == ENT_OK; v++) {
        for (int i = 0; i < g->n && m.aSize[iEmpty]; i++)
          iEmpty = iEmpty + 1 < g->n ? iEmpty + 1 : 0;
        nMoved += blocMoveNode(&m, g, pHostile, aGroup, v,
                               m.aSize[iEmpty] ? -1 : iEmpty);
        nStep += 8 + g->ties.aStart[v + 1] - g->ties.aStart[v];
        if (nStep >= 4096) {
          nStep = 0;
          ent_run_cancelled(run);
        }
      }
    }
  }
  ent_run_free(run, m.aSize);
  ent_run_free(run, m.aNet);
  ent_run_free(run, m.aSeen);
  ent_run_free(run, m.aTouched);
  blocNullClear(run, &m.null);
  *pnMoved = nMoved;
  return run->error.code;
}

int ent_bloc_find(EntRun *run, const EntGraph *g, const EntGraph *pHostile,
                  int *aOut, int *pn) {
  int nMerged = 1, nMoved = 1;
  for (int i = 0; i < g->n; i++)
    aOut[i] = i;
  while (nMoved && ent_bloc_merge(run, g, pHostile, aOut, &nMerged) == ENT_OK) {
    if (ent_bloc_move(run, g, pHostile, aOut, &nMoved)) break;
  }
  if (run->error.code) return run->error.code;
  return ent_graph_number(run, g->n, aOut, aOut, pn);
}
