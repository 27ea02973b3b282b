/*
** Graphs as sparse rows, and the measures that only count.
**
**   degree        how many neighbours; strength: the sum of their weights
**   component     what can be reached, whichever way ties point
**   coreness      the largest k such that the node is in a subgraph in which
**                 everybody has k neighbours (Seidman 1983, Social Networks
**                 5:269-287); by peeling the node with the fewest neighbours,
**                 in time linear in ties (Batagelj and Zaversnik 2003)
**   clustering    t / (k (k-1) / 2), t the triangles at the node (Watts and
**                 Strogatz 1998, Nature 393:440-442); NaN below two neighbours
**   transitivity  3 triangles / paths of length two (Luce and Perry 1949);
**                 NaN without such a path
**   density       ties / possible ties, directed ones if the graph is directed
**   reciprocity   the share of directed ties that are returned
**   brokerage     Gould and Fernandez (1989, Sociological Methodology
**                 19:89-126): open directed paths i > v > j, no tie i > j, by
**                 the groups of the three. Patterns are written in the order
**                 i, v, j, because the names in use (representative,
**                 gatekeeper) are swapped between programs
**
** All but brokerage and reciprocity take ties as undirected.
*/
#include "graph.h"

#include <math.h>
#include <string.h>

static int graphCompare(const void *pA, const void *pB) {
  const EntTie *a = pA, *b = pB;
  if (a->iFrom != b->iFrom) return a->iFrom < b->iFrom ? -1 : 1;
  if (a->iTo != b->iTo) return a->iTo < b->iTo ? -1 : 1;
  double x = fabs(a->weight), y = fabs(b->weight);
  if (x != y) return x > y ? -1 : 1;
  return (a->weight < b->weight) - (a->weight > b->weight);
}

/* Sorts and keeps the first of each pair; *pa is where the result is. */
static int graphUnique(EntRun *run, EntTie **pa, EntTie **paOther, int n) {
  EntTie *a =
      ent_run_sort(run, *pa, *paOther, (size_t)n, sizeof(EntTie), graphCompare);
  int nOut = 0;
  if (a != *pa) {
    *paOther = *pa;
    *pa = a;
  }
  for (int i = 0; i < n; i++) {
    if (nOut && a[nOut - 1].iFrom == a[i].iFrom &&
        a[nOut - 1].iTo == a[i].iTo) {
      continue;
    }
    a[nOut++] = a[i];
  }
  return nOut;
}

/* Rows of sorted ties, by one end or by both. Each row comes out ascending. */
static void graphRows(EntGraph *g, EntRowsOf *p, int nTie, const EntTie *a,
                      int byFrom, int byTo) {
  size_t nCell = (size_t)nTie * (size_t)(byFrom + byTo) + 1;
  p->aStart = ent_arena_alloc(&g->arena, ((size_t)g->n + 2) * sizeof(int));
  p->aTo = ent_arena_alloc(&g->arena, nCell * sizeof(int32_t));
  p->aWeight = ent_arena_alloc(&g->arena, nCell * sizeof(double));
  if (g->arena.oom) return;
  /* aStart[i+1] is where row i is written next: at the end it is its end. */
  for (int i = 0; i < nTie; i++) {
    if (byFrom) p->aStart[a[i].iFrom + 2]++;
    if (byTo) p->aStart[a[i].iTo + 2]++;
  }
  for (int i = 2; i < g->n + 2; i++)
    p->aStart[i] += p->aStart[i - 1];
  for (int i = 0; i < nTie; i++) {
    if (byTo) {
      int e = p->aStart[a[i].iTo + 1]++;
      p->aTo[e] = a[i].iFrom;
      p->aWeight[e] = a[i].weight;
    }
    if (byFrom) {
      int e = p->aStart[a[i].iFrom + 1]++;
      p->aTo[e] = a[i].iTo;
      p->aWeight[e] = a[i].weight;
    }
  }
}

static void graphFill(EntRun *run, EntGraph *g, EntTie *a, EntTie *aOther,
                      int n) {
  if (g->isDirected) {
    n = g->nArc = graphUnique(run, &a, &aOther, n);
    graphRows(g, &g->out, n, a, 1, 0);
    graphRows(g, &g->in, n, a, 0, 1);
  }
  for (int i = 0; i < n; i++) {
    if (a[i].iFrom > a[i].iTo) {
      int32_t iFrom = a[i].iFrom;
      a[i].iFrom = a[i].iTo;
      a[i].iTo = iFrom;
    }
  }
  n = g->nTie = graphUnique(run, &a, &aOther, n);
  graphRows(g, &g->ties, n, a, 1, 1);
  if (!g->isDirected) {
    g->nArc = n;
    g->out = g->in = g->ties;
  }
}

EntGraph *ent_graph_new(EntRun *run, int n, int nTie, const EntTie *aTie,
                        int isDirected) {
  size_t nByte = ((size_t)nTie + 1) * sizeof(EntTie);
  EntGraph *g = ent_run_alloc(run, sizeof *g);
  EntTie *a = ent_run_alloc(run, nByte), *aOther = ent_run_alloc(run, nByte);
  if (g) ent_arena_init(&g->arena, run->mem);
  if (g && a && aOther) {
    int nGood = 0;
    for (int i = 0; i < nTie; i++) {
      const EntTie *p = &aTie[i];
      if (p->iFrom == p->iTo || isnan(p->weight) || p->weight == 0.0) continue;
      a[nGood++] = *p;
    }
    g->n = n;
    g->isDirected = isDirected;
    graphFill(run, g, a, aOther, nGood);
    if (g->arena.oom) ent_error_set(&run->error, ENT_NOMEM, "out of memory");
  }
  ent_run_free(run, a);
  ent_run_free(run, aOther);
  if (g && run->error.code) {
    ent_graph_free(g);
    g = 0;
  }
  return g;
}

void ent_graph_free(EntGraph *g) {
  if (g == 0) return;
  const EntMem *mem = g->arena.mem;
  ent_arena_clear(&g->arena);
  mem->xFree(g);
}

EntGraph *ent_graph_part(EntRun *run, const EntGraph *g, int sign) {
  EntTie *a = ent_run_alloc(run, ((size_t)g->nArc + 1) * sizeof(EntTie));
  EntGraph *pOut = 0;
  int n = 0;
  if (a == 0) return 0;
  for (int i = 0; i < g->n; i++) {
    for (int e = g->out.aStart[i]; e < g->out.aStart[i + 1]; e++) {
      double weight = g->out.aWeight[e] * sign;
      if (!(weight > 0.0) || (!g->isDirected && g->out.aTo[e] < i)) continue;
      a[n].iFrom = i;
      a[n].iTo = g->out.aTo[e];
      a[n++].weight = weight;
    }
  }
  pOut = ent_graph_new(run, g->n, n, a, g->isDirected);
  ent_run_free(run, a);
  return pOut;
}

double ent_graph_strength(const EntRowsOf *p, int i) {
  double sum = 0.0;
  for (int e = p->aStart[i]; e < p->aStart[i + 1]; e++)
    sum += p->aWeight[e];
  return sum;
}

static int graphDegree(const EntGraph *g, int i) {
  return g->ties.aStart[i + 1] - g->ties.aStart[i];
}

/* ---- Groups ---- */

typedef struct GraphGroup GraphGroup;
struct GraphGroup {
  int size, lowest, raw;
};

static int graphGroupCompare(const void *pA, const void *pB) {
  const GraphGroup *a = pA, *b = pB;
  if (a->size != b->size) return a->size > b->size ? -1 : 1;
  return (a->lowest > b->lowest) - (a->lowest < b->lowest);
}

int ent_graph_number(EntRun *run, int n, const int *aRaw, int *aOut,
                     int *pnGroup) {
  size_t nByte = ((size_t)n + 1) * sizeof(GraphGroup);
  GraphGroup *a = ent_run_alloc(run, nByte);
  GraphGroup *aOther = ent_run_alloc(run, nByte);
  int *aNumber = ent_run_alloc(run, ((size_t)n + 1) * sizeof(int));
  int nGroup = 0;
  if (a && aOther && aNumber) {
    for (int i = 0; i < n; i++) {
      GraphGroup *p = &a[aRaw[i]];
      if (p->size++ == 0) {
        p->lowest = i;
        p->raw = aRaw[i];
        nGroup++;
      }
    }
    GraphGroup *aSorted = ent_run_sort(run, a, aOther, (size_t)n,
                                       sizeof(GraphGroup), graphGroupCompare);
    for (int i = 0; i < nGroup; i++)
      aNumber[aSorted[i].raw] = i + 1;
    for (int i = 0; i < n; i++)
      aOut[i] = aNumber[aRaw[i]];
    if (pnGroup) *pnGroup = nGroup;
  }
  ent_run_free(run, a);
  ent_run_free(run, aOther);
  ent_run_free(run, aNumber);
  return run->error.code;
}

int ent_graph_components(EntRun *run, const EntGraph *g, int *aOut, int *pn) {
  int *aStack = ent_run_alloc(run, ((size_t)g->n + 1) * sizeof(int));
  if (aStack == 0) return run->error.code;
  for (int i = 0; i < g->n; i++)
    aOut[i] = -1;
  for (int i = 0; i < g->n; i++) {
    int nStack = 0;
    if (aOut[i] >= 0) continue;
    aOut[i] = i;
    aStack[nStack++] = i;
    while (nStack) {
      int v = aStack[--nStack];
      for (int e = g->ties.aStart[v]; e < g->ties.aStart[v + 1]; e++) {
        int to = g->ties.aTo[e];
        if (aOut[to] >= 0) continue;
        aOut[to] = i;
        aStack[nStack++] = to;
      }
    }
  }
  ent_run_free(run, aStack);
  return ent_graph_number(run, g->n, aOut, aOut, pn);
}

/* ---- Cores ---- */

/* Nodes in the order of their degree, in bins by degree; a neighbour of the
** node that is peeled changes places with the first of its bin. */
int ent_graph_coreness(EntRun *run, const EntGraph *g, int *aOut) {
  size_t nByte = ((size_t)g->n + 2) * sizeof(int);
  int *aBin = ent_run_alloc(run, nByte), *aOrder = ent_run_alloc(run, nByte);
  int *aPlace = ent_run_alloc(run, nByte);
  if (aBin && aOrder && aPlace) {
    for (int i = 0; i < g->n; i++) {
      aOut[i] = graphDegree(g, i);
      aBin[aOut[i] + 1]++;
    }
    for (int k = 1; k <= g->n; k++)
      aBin[k] += aBin[k - 1];
    for (int i = 0; i < g->n; i++) {
      aPlace[i] = aBin[aOut[i]]++;
      aOrder[aPlace[i]] = i;
    }
    for (int k = g->n; k > 0; k--)
      aBin[k] = aBin[k - 1];
    aBin[0] = 0;
    for (int place = 0; place < g->n; place++) {
      int v = aOrder[place];
      for (int e = g->ties.aStart[v]; e < g->ties.aStart[v + 1]; e++) {
        int u = g->ties.aTo[e];
        if (aOut[u] <= aOut[v]) continue;
        int first = aBin[aOut[u]], w = aOrder[first];
        aOrder[aPlace[u]] = w;
        aPlace[w] = aPlace[u];
        aOrder[first] = u;
        aPlace[u] = first;
        aBin[aOut[u]]++;
        aOut[u]--;
      }
    }
  }
  ent_run_free(run, aBin);
  ent_run_free(run, aOrder);
  ent_run_free(run, aPlace);
  return run->error.code;
}

/* ---- Triangles ---- */

int ent_graph_triangles(EntRun *run, const EntGraph *g, double *aOut,
                        double *pTriangle) {
  EntTriads walk;
  double n = 0.0;
  for (int i = 0; i < g->n; i++)
    aOut[i] = 0.0;
  for (ent_triads_start(&walk, run, g); !ent_triads_end(&walk);
       ent_triads_next(&walk)) {
    aOut[walk.a] += 1.0;
    aOut[walk.b] += 1.0;
    aOut[walk.c] += 1.0;
    n += 1.0;
  }
  if (pTriangle) *pTriangle = n;
  return run->error.code;
}

double ent_graph_clustering(const EntGraph *g, int i, double triangles) {
  double k = graphDegree(g, i);
  return k < 2.0 ? NAN : triangles / (k * (k - 1.0) / 2.0);
}

double ent_graph_transitivity(const EntGraph *g, double nTriangle) {
  double nPath = 0.0;
  for (int i = 0; i < g->n; i++) {
    double k = graphDegree(g, i);
    nPath += k * (k - 1.0) / 2.0;
  }
  return nPath > 0.0 ? 3.0 * nTriangle / nPath : NAN;
}

double ent_graph_density(const EntGraph *g) {
  double nPair = (double)g->n * (g->n - 1.0);
  if (!(nPair > 0.0)) return NAN;
  return g->isDirected ? g->nArc / nPair : 2.0 * g->nTie / nPair;
}

double ent_graph_reciprocity(const EntGraph *g) {
  /* A pair tied both ways has two arcs and one tie. */
  if (!g->isDirected || g->nArc == 0) return NAN;
  return 2.0 * (g->nArc - g->nTie) / g->nArc;
}

/* ---- Brokerage ---- */

static int graphPattern(int i, int v, int j) {
  if (i == v) return v == j ? ENT_AAA : ENT_AAB;
  if (i == j) return ENT_ABA;
  return v == j ? ENT_ABB : ENT_ABC;
}

/* For each i: mark whom it is tied to, then walk i > v > j. */
int ent_graph_brokerage(EntRun *run, const EntGraph *g, const int *aGroup,
                        double *aOut) {
  int *aMark = ent_run_alloc(run, ((size_t)g->n + 1) * sizeof(int));
  int nStep = 0;
  if (aMark == 0) return run->error.code;
  memset(aOut, 0, (size_t)g->n * ENT_NPATTERN * sizeof(double));
  for (int i = 0; i < g->n && run->error.code == ENT_OK; i++) {
    const int *aStart = g->out.aStart;
    if (aGroup[i] < 0) continue;
    aMark[i] = i + 1;
    for (int e = aStart[i]; e < aStart[i + 1]; e++)
      aMark[g->out.aTo[e]] = i + 1;
    for (int e = aStart[i]; e < aStart[i + 1]; e++) {
      int v = g->out.aTo[e];
      if (aGroup[v] < 0) continue;
      for (int f = aStart[v]; f < aStart[v + 1]; f++) {
        int j = g->out.aTo[f];
        if (aMark[j] == i + 1 || aGroup[j] < 0) continue;
        int pattern = graphPattern(aGroup[i], aGroup[v], aGroup[j]);
        aOut[(size_t)v * ENT_NPATTERN + (size_t)pattern] += 1.0;
      }
      nStep += 1 + aStart[v + 1] - aStart[v];
    }
    if (nStep >= 4096) {
      nStep = 0;
      ent_run_cancelled(run);
    }
  }
  ent_run_free(run, aMark);
  return run->error.code;
}
