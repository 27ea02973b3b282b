/*
** Who is central: eigenvector, Katz, betweenness, and Burt's constraint.
**
** Eigenvector centrality (Bonacich 1972, Journal of Mathematical Sociology
** 2:113-120) is the v >= 0 with A v = rho v, rho the largest eigenvalue,
** scaled so that the largest entry is 1. By power iteration on A + s I: the
** shift keeps graphs whose ties run between two camps, where rho and -rho are
** both eigenvalues, from swinging for ever. One component after the other, for
** a graph in pieces has all its weight on the pieces whose rho is the largest:
** the others are 0. Without a tie, or should it not settle, NaN.
**
** Katz (1953, Psychometrika 18:39-43) counts the walks that arrive, longer ones
** less: x = alpha A' x + 1, so a node to which nobody is tied has 1. It follows
** the direction of ties. It needs alpha < 1 / rho; as no directed tie is above
** its undirected one, rho of the undirected graph is safe for both.
**
** Betweenness (Freeman 1977, Sociometry 40:35-41): over all pairs the share of
** shortest paths that run through the node, each pair counted once; by Brandes
** (2001, Journal of Mathematical Sociology 25:163-177). A tie of weight w has
** length 1/w. Lengths are sums of fractions, so two paths count as equally long
** when they differ by rounding only.
**
** Constraint (Burt 1992, Structural Holes, ch. 2): how far a node's contacts
** are each other's contacts too,
**
**   c_i = sum over contacts j of (p_ij + sum over q of p_iq p_qj)^2
**   p_ij = (a_ij + a_ji) / sum over k of (a_ik + a_ki)
**
** It can exceed 1. Nobody constrains whoever has no contact: NaN.
*/
#include "graph.h"

#include <math.h>
#include <string.h>

#define CENTRAL_SETTLED 1e-13 /* estimated distance from the limit */

#define CENTRAL_EVEN 1e-10 /* paths, and pieces: equal but for rounding */

/* Ties looked at before it is given up: some seconds. */
#ifndef ENT_CENTRAL_WORK
#define ENT_CENTRAL_WORK 2e9
#endif

static void *centralDoubles(EntRun *run, int n) {
  return ent_run_alloc(run, ((size_t)n + 1) * sizeof(double));
}

/* ---- Eigenvector ---- */

/* The nodes of a component, and a lower bound of rho: the mean strength, or
** what the best-tied node alone would make. */
typedef struct CentralPiece CentralPiece;
struct CentralPiece {
  int n;
  const int *aNode;
  double shift;
};

static CentralPiece centralPiece(const EntGraph *g, int n, const int *aNode) {
  CentralPiece piece = { n, aNode, 0.0 };
  double sum = 0.0, star = 0.0;
  for (int i = 0; i < n; i++) {
    int v = aNode[i];
    double square = 0.0;
    for (int e = g->ties.aStart[v]; e < g->ties.aStart[v + 1]; e++) {
      sum += g->ties.aWeight[e];
      square += g->ties.aWeight[e] * g->ties.aWeight[e];
    }
    if (square > star) star = square;
  }
  double mean = sum / n;
  piece.shift = (mean > sqrt(star) ? mean : sqrt(star)) / 2.0;
  return piece;
}

static double centralRow(const EntRowsOf *r, int v, const double *aX) {
  double sum = 0.0;
  for (int e = r->aStart[v]; e < r->aStart[v + 1]; e++)
    sum += r->aWeight[e] * aX[r->aTo[e]];
  return sum;
}

/* Rayleigh's quotient of x over the piece. */
static double centralRayleigh(const EntGraph *g, const CentralPiece *p,
                              const double *aX) {
  double up = 0.0, down = 0.0;
  for (int i = 0; i < p->n; i++) {
    int v = p->aNode[i];
    up += aX[v] * centralRow(&g->ties, v, aX);
    down += aX[v] * aX[v];
  }
  return up / down;
}

/* Until it settles, or rho is seen to be below `least`: for any x > 0 it is at
** most the largest (A x)_i / x_i. Nonzero: given up, or cancelled. */
static int centralIterate(EntRun *run, const EntGraph *g, const CentralPiece *p,
                          double least, double *aX, double *aY) {
  double before = 0.0, work = 0.0;
  int nStep = 0;
  for (int i = 0; i < p->n; i++)
    aX[p->aNode[i]] = 1.0;
  for (int round = 0; work < ENT_CENTRAL_WORK; round++) {
    double largest = 0.0, change = 0.0, bound = 0.0;
    for (int i = 0; i < p->n; i++) {
      int v = p->aNode[i];
      aY[v] = centralRow(&g->ties, v, aX) + p->shift * aX[v];
      if (aY[v] > largest) largest = aY[v];
      if (aY[v] > bound * aX[v]) bound = aY[v] / aX[v];
      nStep += 1 + g->ties.aStart[v + 1] - g->ties.aStart[v];
    }
    for (int i = 0; i < p->n; i++) {
      int v = p->aNode[i];
      double y = aY[v] / largest, d = fabs(y - aX[v]);
      if (d > change) change = d;
      aX[v] = y;
    }
    if (bound - p->shift < least) return 0;
    /* What is still to come is a geometric series. */
    double rate = before > 0.0 ? change / before : 1.0;
    if (change <= 1e-15) return 0;
    if (round > 2 && rate < 1.0 &&
        change * rate / (1.0 - rate) < CENTRAL_SETTLED) {
      return 0;
    }
    before = change;
    if (nStep >= 4096) {
      work += nStep;
      nStep = 0;
      if (ent_run_cancelled(run)) return 1;
    }
  }
  return 1;
}

static void centralEigen(EntRun *run, const EntGraph *g, const int *aNode,
                         const int *aStart, int nPiece, double *aY,
                         double *aRho, double *aOut, double *pRho) {
  int settled = 1;
  double most = 0.0; /* the largest rho is at least that */
  for (int c = 0; c < nPiece; c++) {
    CentralPiece piece =
        centralPiece(g, aStart[c + 1] - aStart[c], aNode + aStart[c]);
    if (2.0 * piece.shift > most) most = 2.0 * piece.shift;
  }
  for (int c = 0; c < nPiece && settled; c++) {
    int n = aStart[c + 1] - aStart[c];
    if (n < 2) {
      aOut[aNode[aStart[c]]] = 0.0;
      continue;
    }
    CentralPiece piece = centralPiece(g, n, aNode + aStart[c]);
    if (*pRho > most) most = *pRho;
    settled = centralIterate(run, g, &piece, most * (1.0 - 2.0 * CENTRAL_EVEN),
                             aOut, aY) == 0;
    if (run->error.code) return;
    aRho[c] = centralRayleigh(g, &piece, aOut);
    if (aRho[c] > *pRho) *pRho = aRho[c];
  }
  if (!settled) *pRho = NAN;
  for (int c = 0; c < nPiece; c++) {
    int isLess = aRho[c] < *pRho * (1.0 - CENTRAL_EVEN);
    for (int i = aStart[c]; i < aStart[c + 1]; i++) {
      if (isnan(*pRho) || *pRho <= 0.0) {
        aOut[aNode[i]] = NAN;
      } else if (isLess) {
        aOut[aNode[i]] = 0.0;
      }
    }
  }
}

int ent_central_eigen(EntRun *run, const EntGraph *g, double *aOut,
                      double *pRho) {
  size_t nInt = ((size_t)g->n + 2) * sizeof(int);
  int *aPiece = ent_run_alloc(run, nInt), *aNode = ent_run_alloc(run, nInt);
  int *aStart = ent_run_alloc(run, nInt), nPiece = 0;
  double *aY = centralDoubles(run, g->n), *aRho = centralDoubles(run, g->n);
  *pRho = 0.0;
  if (aPiece && aNode && aStart && aY && aRho &&
      ent_graph_components(run, g, aPiece, &nPiece) == ENT_OK) {
    /* aStart[c] is where piece c+1 is written next, then where c begins. */
    for (int i = 0; i < g->n; i++)
      aStart[aPiece[i]]++;
    for (int c = 1; c <= nPiece; c++)
      aStart[c] += aStart[c - 1];
    for (int i = g->n - 1; i >= 0; i--)
      aNode[--aStart[aPiece[i]]] = i;
    for (int c = 0; c < nPiece; c++)
      aStart[c] = aStart[c + 1];
    aStart[nPiece] = g->n;
    centralEigen(run, g, aNode, aStart, nPiece, aY, aRho, aOut, pRho);
  }
  ent_run_free(run, aPiece);
  ent_run_free(run, aNode);
  ent_run_free(run, aStart);
  ent_run_free(run, aY);
  ent_run_free(run, aRho);
  return run->error.code;
}

/* ---- Katz ---- */

int ent_central_katz(EntRun *run, const EntGraph *g, double alpha,
                     double *aOut) {
  double *aNext = centralDoubles(run, g->n);
  double work = 0.0;
  int nStep = 0, settled = g->n == 0;
  if (aNext == 0) return run->error.code;
  for (int i = 0; i < g->n; i++)
    aOut[i] = 1.0;
  if (isnan(alpha)) work = ENT_CENTRAL_WORK; /* it will not settle */
  while (work < ENT_CENTRAL_WORK && !settled) {
    double change = 0.0;
    for (int i = 0; i < g->n; i++) {
      aNext[i] = 1.0 + alpha * centralRow(&g->in, i, aOut);
      double d = fabs(aNext[i] - aOut[i]) / aNext[i];
      if (!(d <= change)) change = d;
    }
    memcpy(aOut, aNext, (size_t)g->n * sizeof(double));
    settled = change <= 1e-15;
    nStep += g->n + g->nArc;
    if (nStep >= 4096) {
      work += nStep;
      nStep = 0;
      if (ent_run_cancelled(run)) break;
    }
  }
  for (int i = 0; i < g->n && !settled; i++)
    aOut[i] = NAN;
  ent_run_free(run, aNext);
  return run->error.code;
}

/* ---- Betweenness ---- */

/* One search from a source: nodes by their distance in a heap that knows where
** each node is in it, then in the order in which they were reached. */
typedef struct CentralSearch CentralSearch;
struct CentralSearch {
  int *aHeap, *aPlace; /* aPlace: in the heap; -1 not seen, -2 reached */
  int nHeap;
  int *aOrder, nOrder;
  double *aDistance, *aPath, *aDepend; /* from the source, sigma, delta */
  double *aLength;                     /* of each tie */
};

static void centralUp(CentralSearch *p, int place) {
  int v = p->aHeap[place];
  double d = p->aDistance[v];
  while (place > 0) {
    int up = (place - 1) / 2, u = p->aHeap[up];
    if (p->aDistance[u] <= d) break;
    p->aHeap[place] = u;
    p->aPlace[u] = place;
    place = up;
  }
  p->aHeap[place] = v;
  p->aPlace[v] = place;
}

static int centralPop(CentralSearch *p) {
  int top = p->aHeap[0], v = p->aHeap[--p->nHeap], place = 0;
  double d = p->aDistance[v];
  for (;;) {
    int down = 2 * place + 1;
    if (down >= p->nHeap) break;
    if (down + 1 < p->nHeap &&
        p->aDistance[p->aHeap[down + 1]] < p->aDistance[p->aHeap[down]]) {
      down++;
    }
    if (d <= p->aDistance[p->aHeap[down]]) break;
    p->aHeap[place] = p->aHeap[down];
    p->aPlace[p->aHeap[place]] = place;
    place = down;
  }
  p->aHeap[place] = v;
  p->aPlace[v] = place;
  p->aPlace[top] = -2;
  return top;
}

static void centralSearch(const EntGraph *g, CentralSearch *p, int source) {
  for (int i = 0; i < g->n; i++) {
    p->aPlace[i] = -1;
    p->aPath[i] = p->aDepend[i] = 0.0;
  }
  p->nOrder = 0;
  p->aDistance[source] = 0.0;
  p->aPath[source] = 1.0;
  p->aHeap[0] = source;
  p->aPlace[source] = 0;
  p->nHeap = 1;
  while (p->nHeap) {
    int v = centralPop(p);
    p->aOrder[p->nOrder++] = v;
    for (int e = g->ties.aStart[v]; e < g->ties.aStart[v + 1]; e++) {
      int u = g->ties.aTo[e];
      double d = p->aDistance[v] + p->aLength[e];
      if (p->aPlace[u] == -2) continue;
      if (p->aPlace[u] == -1) {
        p->aPlace[u] = p->nHeap;
        p->aHeap[p->nHeap++] = u;
      } else if (d > p->aDistance[u] * (1.0 + CENTRAL_EVEN)) {
        continue;
      } else if (d >= p->aDistance[u] * (1.0 - CENTRAL_EVEN)) {
        p->aPath[u] += p->aPath[v];
        continue;
      }
      p->aDistance[u] = d;
      p->aPath[u] = p->aPath[v];
      centralUp(p, p->aPlace[u]);
    }
  }
}

/* Farthest first, down to the source, the first of the order: each node hands
** its dependency to those before it. Who comes before u is told by the order
** and the distances, as in the search. */
static void centralGather(const EntGraph *g, CentralSearch *p, double *aOut) {
  for (int i = 0; i < p->nOrder; i++)
    p->aPlace[p->aOrder[i]] = i;
  for (int i = p->nOrder - 1; i > 0; i--) {
    int u = p->aOrder[i];
    double share = (1.0 + p->aDepend[u]) / p->aPath[u];
    for (int e = g->ties.aStart[u]; e < g->ties.aStart[u + 1]; e++) {
      int v = g->ties.aTo[e];
      double d = p->aDistance[v] + p->aLength[e];
      if (p->aPlace[v] < i && d <= p->aDistance[u] * (1.0 + CENTRAL_EVEN))
        p->aDepend[v] += p->aPath[v] * share;
    }
    aOut[u] += p->aDepend[u] / 2.0;
  }
}

int ent_central_betweenness(EntRun *run, const EntGraph *g, double *aOut) {
  size_t nInt = ((size_t)g->n + 1) * sizeof(int);
  CentralSearch s = { 0 };
  int nStep = 0;
  s.aHeap = ent_run_alloc(run, nInt);
  s.aPlace = ent_run_alloc(run, nInt);
  s.aOrder = ent_run_alloc(run, nInt);
  s.aDistance = centralDoubles(run, g->n);
  s.aPath = centralDoubles(run, g->n);
  s.aDepend = centralDoubles(run, g->n);
  s.aLength = centralDoubles(run, 2 * g->nTie);
  for (int i = 0; i < g->n; i++)
    aOut[i] = 0.0;
  for (int e = 0; s.aLength && e < 2 * g->nTie; e++)
    s.aLength[e] = 1.0 / g->ties.aWeight[e];
  for (int i = 0; s.aLength && i < g->n && run->error.code == ENT_OK; i++) {
    centralSearch(g, &s, i);
    centralGather(g, &s, aOut);
    nStep += g->n + 8 * g->nTie;
    if (nStep >= 4096) {
      nStep = 0;
      ent_run_cancelled(run);
    }
  }
  ent_run_free(run, s.aHeap);
  ent_run_free(run, s.aPlace);
  ent_run_free(run, s.aOrder);
  ent_run_free(run, s.aDistance);
  ent_run_free(run, s.aPath);
  ent_run_free(run, s.aDepend);
  ent_run_free(run, s.aLength);
  return run->error.code;
}

/* ---- Constraint ---- */

/* aBoth[e] of the undirected row i: a_ij + a_ji. Returns the row's sum. */
static double centralBoth(const EntGraph *g, int i, double *aBoth) {
  int out = g->out.aStart[i], in = g->in.aStart[i];
  double sum = 0.0;
  for (int e = g->ties.aStart[i]; e < g->ties.aStart[i + 1]; e++) {
    int j = g->ties.aTo[e];
    aBoth[e] = 0.0;
    if (out < g->out.aStart[i + 1] && g->out.aTo[out] == j)
      aBoth[e] += g->out.aWeight[out++];
    if (in < g->in.aStart[i + 1] && g->in.aTo[in] == j)
      aBoth[e] += g->in.aWeight[in++];
    sum += aBoth[e];
  }
  return sum;
}

int ent_central_constraint(EntRun *run, const EntGraph *g, double *aOut) {
  double *aP = centralDoubles(run, 2 * g->nTie);
  double *aReach = centralDoubles(run, g->n); /* sum over q of p_iq p_qj */
  int nStep = 0;
  for (int i = 0; i < g->n && aP && aReach; i++) {
    double sum = centralBoth(g, i, aP);
    for (int e = g->ties.aStart[i]; e < g->ties.aStart[i + 1]; e++)
      aP[e] /= sum;
  }
  for (int i = 0; i < g->n && aP && aReach && run->error.code == ENT_OK; i++) {
    const int *aStart = g->ties.aStart;
    double sum = 0.0;
    for (int e = aStart[i]; e < aStart[i + 1]; e++)
      aReach[g->ties.aTo[e]] = aP[e];
    for (int e = aStart[i]; e < aStart[i + 1]; e++) {
      int q = g->ties.aTo[e];
      for (int f = aStart[q]; f < aStart[q + 1]; f++)
        aReach[g->ties.aTo[f]] += aP[e] * aP[f];
      nStep += aStart[q + 1] - aStart[q];
    }
    for (int e = aStart[i]; e < aStart[i + 1]; e++)
      sum += aReach[g->ties.aTo[e]] * aReach[g->ties.aTo[e]];
    aOut[i] = aStart[i] == aStart[i + 1] ? NAN : sum;
    for (int e = aStart[i]; e < aStart[i + 1]; e++) {
      int q = g->ties.aTo[e];
      aReach[q] = 0.0;
      for (int f = aStart[q]; f < aStart[q + 1]; f++)
        aReach[g->ties.aTo[f]] = 0.0;
    }
    if (nStep >= 4096) {
      nStep = 0;
      ent_run_cancelled(run);
    }
  }
  ent_run_free(run, aP);
  ent_run_free(run, aReach);
  return run->error.code;
}
