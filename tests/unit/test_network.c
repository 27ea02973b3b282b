/*
** Networks: published values, slow twins on random graphs, and the layers of a
** small dataset.
**
** A Net is a plain list of ties, fed to the kernels as it is. The twins are
** written from the definitions over full matrices: every simple path for
** betweenness, every partition's double sum for modularity, every triple for
** triads, repeated deletion for cores.
*/
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"

void test_network_register(void);

#define NET_MAX  40
#define NET_TIES 400

/* ---- Memory that can be told to fail ---- */

static long nLeft = -1; /* allocations until failure; -1: never */
static long nOpen;      /* blocks not yet freed */

static void *netRealloc(void *p, size_t n) {
  void *pNew;
  if (nLeft == 0) return 0;
  if (nLeft > 0) nLeft--;
  pNew = realloc(p, n ? n : 1);
  if (p == 0 && pNew) nOpen++;
  return pNew;
}

static void netFree(void *p) {
  if (p) nOpen--;
  free(p);
}

static const EntMem netMem = { netRealloc, netFree };

static EntRun run_new(void) {
  EntRun run;
  memset(&run, 0, sizeof(run));
  run.mem = &netMem;
  return run;
}

/* ---- Graphs ---- */

typedef struct Net Net;
struct Net {
  int n, nTie, isDirected;
  EntTie a[NET_TIES];
  double w[NET_MAX][NET_MAX]; /* directed, as the ties say */
  double u[NET_MAX][NET_MAX]; /* undirected: the larger direction */
};

static void net_matrix(Net *p) {
  memset(p->w, 0, sizeof(p->w));
  memset(p->u, 0, sizeof(p->u));
  for (int i = 0; i < p->nTie; i++) {
    p->w[p->a[i].iFrom][p->a[i].iTo] = p->a[i].weight;
    if (!p->isDirected) p->w[p->a[i].iTo][p->a[i].iFrom] = p->a[i].weight;
  }
  for (int i = 0; i < p->n; i++) {
    for (int j = 0; j < p->n; j++)
      p->u[i][j] =
          fabs(p->w[i][j]) > fabs(p->w[j][i]) ? p->w[i][j] : p->w[j][i];
  }
}

static void net_tie(Net *p, int i, int j, double weight) {
  p->a[p->nTie].iFrom = i;
  p->a[p->nTie].iTo = j;
  p->a[p->nTie++].weight = weight;
}

/* Ties from a list of pairs that count from 1. */
static void net_pairs(Net *p, int n, int nPair, const int *a, double weight) {
  p->n = n;
  for (const int *aEnd = a + 2 * (size_t)nPair; a < aEnd; a += 2)
    net_tie(p, a[0] - 1, a[1] - 1, weight);
  net_matrix(p);
}

static uint64_t seed;

static int upto(int n) { /* 0 .. n-1 */
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (int)((seed >> 40) % (uint64_t)n);
}

/* kind 0: equal weights, 1: any above 0, 2: of both signs. */
static void net_random(Net *p, int n, int kind, int isDirected) {
  int one = 2 + upto(4);
  memset(p, 0, sizeof(*p));
  p->n = n;
  p->isDirected = isDirected;
  for (int i = 0; i < n; i++) {
    for (int j = isDirected ? 0 : i + 1; j < n; j++) {
      double weight = kind ? (1 + upto(1000)) / 500.0 : 1.0;
      if (i == j || upto(one)) continue;
      net_tie(p, i, j, kind == 2 && upto(2) ? -weight : weight);
    }
  }
  net_matrix(p);
}

static EntGraph *net_graph(const Net *p, EntRun *run) {
  EntGraph *g = ent_graph_new(run, p->n, p->nTie, p->a, p->isDirected);
  CU_ASSERT_PTR_NOT_NULL_FATAL(g);
  return g;
}

#define NEAR(x, y, tolerance) CU_ASSERT_DOUBLE_EQUAL(x, y, tolerance)

static int same(double x, double y) {
  if (isnan(x) || isnan(y)) return isnan(x) && isnan(y);
  return fabs(x - y) <= 1e-9 * (1.0 + fabs(x));
}

/* ---- Published values ---- */

static const int aZachary[78 * 2] = {
  1,  2,  1,  3,  1,  4,  1,  5,  1,  6,  1,  7,  1,  8,  1,  9,  1,  11,
  1,  12, 1,  13, 1,  14, 1,  18, 1,  20, 1,  22, 1,  32, 2,  3,  2,  4,
  2,  8,  2,  14, 2,  18, 2,  20, 2,  22, 2,  31, 3,  4,  3,  8,  3,  9,
  3,  10, 3,  14, 3,  28, 3,  29, 3,  33, 4,  8,  4,  13, 4,  14, 5,  7,
  5,  11, 6,  7,  6,  11, 6,  17, 7,  17, 9,  31, 9,  33, 9,  34, 10, 34,
  14, 34, 15, 33, 15, 34, 16, 33, 16, 34, 19, 33, 19, 34, 20, 34, 21, 33,
  21, 34, 23, 33, 23, 34, 24, 26, 24, 28, 24, 30, 24, 33, 24, 34, 25, 26,
  25, 28, 25, 32, 26, 32, 27, 30, 27, 34, 28, 34, 29, 32, 29, 34, 30, 33,
  30, 34, 31, 33, 31, 34, 32, 33, 32, 34, 33, 34
};

/* Zachary 1977, Journal of Anthropological Research 33:452-473. */
static void test_zachary(void) {
  static const double aEigen[] = { .952132, .712335, .849554, .565614,
                                   .203471 };
  static const double aBetween[] = { 231.07143, 28.47857, 75.85079 };
  static const int aCount[] = { 0, 1, 11, 12, 10 };
  Net net = { 0 };
  EntRun run = run_new();
  double a[NET_MAX], rho, nTriangle, q, qBetter;
  int ai[NET_MAX], aCore[5] = { 0 }, n, nMoved;
  net_pairs(&net, 34, 78, aZachary, 1);
  EntGraph *g = net_graph(&net, &run);
  CU_ASSERT_EQUAL(g->nTie, 78);
  NEAR(ent_graph_density(g), .13903743, 1e-8);
  ent_central_eigen(&run, g, a, &rho);
  NEAR(rho, 6.725697728, 1e-9);
  for (int i = 0; i < 5; i++)
    NEAR(a[i], aEigen[i], 1e-6);
  NEAR(a[33], 1, 1e-12);
  ent_central_betweenness(&run, g, a);
  for (int i = 0; i < 3; i++)
    NEAR(a[i], aBetween[i], 1e-5);
  ent_graph_coreness(&run, g, ai);
  for (int i = 0; i < 34; i++)
    aCore[ai[i]]++;
  CU_ASSERT_EQUAL(memcmp(aCore, aCount, sizeof(aCount)), 0);
  ent_graph_triangles(&run, g, a, &nTriangle);
  CU_ASSERT_EQUAL(nTriangle, 45);
  NEAR(ent_graph_transitivity(g, nTriangle), .25568182, 1e-8);
  NEAR(ent_graph_clustering(g, 0, a[0]), .15, 1e-12);
  /* Clauset, Newman and Moore's algorithm, and the better optimum. */
  for (int i = 0; i < 34; i++)
    ai[i] = i;
  ent_bloc_merge(&run, g, 0, ai, &n);
  ent_bloc_modularity(&run, g, 0, ai, &q);
  NEAR(q, .3806706, 1e-7);
  CU_ASSERT_EQUAL(n, 31);
  ent_bloc_move(&run, g, 0, ai, &nMoved);
  ent_bloc_modularity(&run, g, 0, ai, &qBetter);
  CU_ASSERT(nMoved > 0 && qBetter > q);
  ent_bloc_find(&run, g, 0, ai, &n);
  for (int i = 0; i < 34; i++)
    ai[i]--;
  ent_bloc_modularity(&run, g, 0, ai, &qBetter);
  CU_ASSERT(qBetter > q);
  CU_ASSERT(qBetter < .4197897); /* Brandes et al. 2008: the maximum */
  ent_graph_free(g);
  CU_ASSERT_EQUAL(run.error.code, ENT_OK);
}

static void test_burt(void) {
  static const char *const azTie[] = { "AB", "AF", "AG", "AE", "EG",
                                       "FG", "BG", "BD", "DG", "GC" };
  static const double aWeight[] = { 2, 3, 5, 2, 8, 3, 4, 1, 3, 10 };
  static const double aOne[] = { .595486, .642747, 1,      .784722,
                                 .730903, .730903, .400270 };
  double a[NET_MAX];
  EntRun run = run_new();
  Net net = { 0 }, weighted = { 0 }, directed = { 0 };
  net.n = weighted.n = 7;
  for (int i = 0; i < 10; i++) {
    net_tie(&net, azTie[i][0] - 'A', azTie[i][1] - 'A', 1);
    net_tie(&weighted, azTie[i][0] - 'A', azTie[i][1] - 'A', aWeight[i]);
  }
  EntGraph *g = net_graph(&net, &run);
  ent_central_constraint(&run, g, a);
  for (int i = 0; i < 7; i++)
    NEAR(a[i], aOne[i], 1e-6);
  ent_graph_free(g);
  g = net_graph(&weighted, &run);
  ent_central_constraint(&run, g, a);
  NEAR(a[6], .298852, 1e-6);
  NEAR(a[0], .794955, 1e-6);
  NEAR(a[2], 1, 1e-12);
  ent_graph_free(g);
  directed.n = 4; /* and one without a tie */
  directed.isDirected = 1;
  net_tie(&directed, 0, 1, 1);
  net_tie(&directed, 0, 2, 1);
  net_tie(&directed, 1, 0, 1);
  net_tie(&directed, 2, 1, 1);
  g = net_graph(&directed, &run);
  ent_central_constraint(&run, g, a);
  NEAR(a[0], 1.0030864, 1e-7);
  NEAR(a[1], 1.0030864, 1e-7);
  NEAR(a[2], 1.3888889, 1e-7);
  CU_ASSERT(isnan(a[3]));
  NEAR(ent_graph_reciprocity(g), .5, 1e-12);
  ent_graph_free(g);
}

static void test_katz(void) {
  Net net = { .n = 3 };
  EntRun run = run_new();
  double a[3], rho, eigen[3];
  net_tie(&net, 0, 1, 1);
  net_tie(&net, 1, 2, 1);
  EntGraph *g = net_graph(&net, &run);
  ent_central_katz(&run, g, .1, a);
  NEAR(a[0], 1.122448980, 1e-9);
  NEAR(a[1], 1.224489796, 1e-9);
  NEAR(a[2], 1.122448980, 1e-9);
  ent_central_eigen(&run, g, eigen, &rho);
  NEAR(rho, sqrt(2), 1e-12); /* two camps: -rho is an eigenvalue too */
  NEAR(eigen[0], sqrt(.5), 1e-12);
  ent_graph_free(g);
  /* Along the arrows: who receives. */
  net.isDirected = 1;
  g = net_graph(&net, &run);
  ent_central_katz(&run, g, .5, a);
  NEAR(a[0], 1, 1e-12);
  NEAR(a[1], 1.5, 1e-12);
  NEAR(a[2], 1.75, 1e-12);
  ent_graph_free(g);
}

/* The tribes of the Gahuku-Gama: Read 1954, Southwestern Journal of
** Anthropology 10:1-43; as in Hage and Harary 1983. */
static const int aFriends[29 * 2] = {
  1, 2,  1, 15, 1, 16, 2, 15, 2, 16, 3,  4,  3,  6,  3,  7,  3,  8,  4, 8,
  5, 7,  5, 9,  5, 14, 6, 7,  6, 8,  6,  11, 6,  12, 7,  8,  7,  11, 7, 12,
  7, 13, 8, 11, 8, 12, 9, 10, 9, 13, 10, 13, 11, 12, 13, 14, 15, 16
};
static const int aEnemies[29 * 2] = { 1,  3,  1,  4,  1,  5,  1,  6,  1,  12,
                                      2,  3,  2,  5,  2,  6,  2,  9,  2,  10,
                                      5,  15, 5,  16, 6,  9,  6,  13, 6,  16,
                                      8,  14, 9,  11, 9,  15, 10, 11, 10, 15,
                                      11, 13, 11, 15, 11, 16, 12, 14, 12, 15,
                                      12, 16, 13, 15, 13, 16, 14, 16 };

static void test_tribes(void) {
  Net net = { 0 };
  EntRun run = run_new();
  double a[4], q;
  int ai[NET_MAX], n;
  net_pairs(&net, 16, 29, aFriends, 1);
  net_pairs(&net, 16, 29, aEnemies, -1);
  EntGraph *g = net_graph(&net, &run);
  EntGraph *pFriendly = ent_graph_part(&run, g, 1);
  EntGraph *pHostile = ent_graph_part(&run, g, -1);
  CU_ASSERT_EQUAL(g->nTie, 58);
  CU_ASSERT_EQUAL(pFriendly->nTie, 29);
  CU_ASSERT_EQUAL(pHostile->nTie, 29);
  ent_triads_count(&run, g, a);
  CU_ASSERT_EQUAL(a[0], 19);
  CU_ASSERT_EQUAL(a[1], 2);
  CU_ASSERT_EQUAL(a[2], 40);
  CU_ASSERT_EQUAL(a[3], 7);
  NEAR((a[0] + a[2]) / 68, .8676471, 1e-7);
  /* Three alliances, as the ethnographer found: Masil has friends in two. */
  ent_bloc_find(&run, pFriendly, pHostile, ai, &n);
  CU_ASSERT_EQUAL(n, 3);
  CU_ASSERT(ai[0] == ai[1] && ai[1] == ai[14] && ai[14] == ai[15]);
  CU_ASSERT(ai[4] == ai[8] && ai[8] == ai[9] && ai[9] == ai[12]);
  CU_ASSERT(ai[2] == ai[3] && ai[3] == ai[5] && ai[5] == ai[7]);
  CU_ASSERT(ai[0] != ai[4] && ai[4] != ai[2]);
  for (int i = 0; i < 16; i++)
    ai[i]--;
  ent_bloc_modularity(&run, pFriendly, pHostile, ai, &q);
  CU_ASSERT(q > .4);
  ent_graph_free(g);
  ent_graph_free(pFriendly);
  ent_graph_free(pHostile);
}

/* ---- Twins ---- */

static double twinBest, twinThrough[NET_MAX], twinPaths;
static int twinOn[NET_MAX];

/* Every simple path from v to the target: the shortest length, or, the second
** time, how many have it and through whom they go. */
static void twin_paths(const Net *p, int v, int target, double length,
                       int second) {
  if (v == target) {
    if (!second && length < twinBest) twinBest = length;
    if (second && length <= twinBest * (1 + 1e-10)) {
      twinPaths++;
      for (int i = 0; i < p->n; i++)
        twinThrough[i] += twinOn[i] && i != target;
    }
    return;
  }
  twinOn[v] = 1;
  for (int u = 0; u < p->n; u++) {
    if (p->u[v][u] > 0 && !twinOn[u])
      twin_paths(p, u, target, length + 1 / p->u[v][u], second);
  }
  twinOn[v] = 0;
}

static void twin_betweenness(const Net *p, double *aOut) {
  for (int i = 0; i < p->n; i++)
    aOut[i] = 0;
  for (int s = 0; s < p->n; s++) {
    for (int t = s + 1; t < p->n; t++) {
      twinBest = INFINITY;
      twin_paths(p, s, t, 0, 0);
      if (isinf(twinBest)) continue;
      memset(twinThrough, 0, sizeof(twinThrough));
      twinPaths = 0;
      twin_paths(p, s, t, 0, 1);
      for (int i = 0; i < p->n; i++)
        if (i != s) aOut[i] += twinThrough[i] / twinPaths;
    }
  }
}

static double twin_p(const Net *p, int i, int j) {
  double sum = 0;
  for (int k = 0; k < p->n; k++)
    sum += p->w[i][k] + p->w[k][i];
  return (p->w[i][j] + p->w[j][i]) / sum;
}

static double twin_constraint(const Net *p, int i) {
  double sum = 0;
  int any = 0;
  for (int j = 0; j < p->n; j++) {
    if (i == j || p->w[i][j] + p->w[j][i] == 0) continue;
    double x = twin_p(p, i, j);
    for (int q = 0; q < p->n; q++) {
      if (q == i || q == j || p->w[q][j] + p->w[j][q] == 0) continue;
      x += twin_p(p, i, q) * twin_p(p, q, j);
    }
    sum += x * x;
    any = 1;
  }
  return any ? sum : NAN;
}

/* Delete who has fewer than k neighbours, again and again. */
static void twin_coreness(const Net *p, int *aOut) {
  memset(aOut, 0, (size_t)p->n * sizeof(int));
  for (int k = 1; k < p->n; k++) {
    int aGone[NET_MAX] = { 0 }, more = 1;
    while (more) {
      more = 0;
      for (int i = 0; i < p->n; i++) {
        int degree = 0;
        for (int j = 0; j < p->n; j++)
          degree += p->u[i][j] != 0 && !aGone[j];
        if (!aGone[i] && degree < k) more = aGone[i] = 1;
      }
    }
    for (int i = 0; i < p->n; i++)
      if (!aGone[i]) aOut[i] = k;
  }
}

static double twin_q(const Net *p, const int *aGroup) {
  double m[2] = { 0 }, k[NET_MAX][2] = { { 0 } }, q = 0;
  for (int i = 0; i < p->n; i++) {
    for (int j = 0; j < p->n; j++) {
      k[i][p->u[i][j] < 0] += fabs(p->u[i][j]);
      m[p->u[i][j] < 0] += fabs(p->u[i][j]);
    }
  }
  for (int i = 0; i < p->n; i++) {
    for (int j = 0; j < p->n; j++) {
      if (aGroup[i] != aGroup[j]) continue;
      q += p->u[i][j];
      if (m[0] > 0) q -= k[i][0] * k[j][0] / m[0];
      if (m[1] > 0) q += k[i][1] * k[j][1] / m[1];
    }
  }
  return m[0] + m[1] > 0 ? q / (m[0] + m[1]) : NAN;
}

/* Of all pairs of groups with a friendly tie, merge the one that is best. */
static void twin_merge(const Net *p, int *aGroup) {
  for (int i = 0; i < p->n; i++)
    aGroup[i] = i;
  for (;;) {
    double q = twin_q(p, aGroup), best = q + 1e-12;
    int bestA = -1, bestB = -1;
    for (int a = 0; a < p->n; a++) {
      for (int b = a + 1; b < p->n; b++) {
        int aTry[NET_MAX], tied = 0;
        for (int i = 0; i < p->n; i++) {
          aTry[i] = aGroup[i] == b ? a : aGroup[i];
          for (int j = 0; j < p->n; j++)
            tied |= aGroup[i] == a && aGroup[j] == b && p->u[i][j] > 0;
        }
        if (tied && twin_q(p, aTry) > best) {
          best = twin_q(p, aTry) + 1e-12;
          bestA = a;
          bestB = b;
        }
      }
    }
    if (bestA < 0) return;
    for (int i = 0; i < p->n; i++)
      if (aGroup[i] == bestB) aGroup[i] = bestA;
  }
}

/* No merge along a friendly tie and no move of one node makes Q larger. */
static int twin_settled(const Net *p, const int *aGroup) {
  double q = twin_q(p, aGroup);
  int aTry[NET_MAX];
  for (int i = 0; i < p->n; i++) {
    for (int j = 0; j < p->n; j++) {
      if (!(p->u[i][j] > 0)) continue;
      memcpy(aTry, aGroup, sizeof(aTry));
      aTry[i] = aGroup[j];
      if (twin_q(p, aTry) > q + 1e-9) return 0;
      aTry[i] = p->n;
      if (twin_q(p, aTry) > q + 1e-9) return 0;
      for (int k = 0; k < p->n; k++)
        aTry[k] = aGroup[k] == aGroup[i] ? aGroup[j] : aGroup[k];
      if (twin_q(p, aTry) > q + 1e-9) return 0;
    }
  }
  return 1;
}

static void test_twin_paths(void) {
  static Net net;
  for (seed = 1; seed < 200000; seed += 997) {
    EntRun run = run_new();
    double a[NET_MAX], aTwin[NET_MAX];
    uint64_t keep = seed;
    int kind = upto(2), isDirected = upto(2), n = upto(8);
    int aCore[NET_MAX], aCoreTwin[NET_MAX], bad = 0;
    net_random(&net, n, kind, isDirected);
    EntGraph *g = net_graph(&net, &run);
    twin_betweenness(&net, aTwin);
    ent_central_betweenness(&run, g, a);
    for (int i = 0; i < n; i++)
      bad |= !same(a[i], aTwin[i]);
    ent_central_constraint(&run, g, a);
    for (int i = 0; i < n; i++)
      bad |= !same(a[i], twin_constraint(&net, i));
    twin_coreness(&net, aCoreTwin);
    ent_graph_coreness(&run, g, aCore);
    for (int i = 0; i < n; i++)
      bad |= aCore[i] != aCoreTwin[i];
    CU_ASSERT_FALSE(bad);
    ent_graph_free(g);
    seed = keep;
  }
}

/* What Katz and the eigenvector are by definition. */
static void test_twin_spectra(void) {
  static Net net;
  for (seed = 1; seed < 100000; seed += 997) {
    EntRun run = run_new();
    double a[NET_MAX], rho, largest = 0, bad = 0;
    uint64_t keep = seed;
    int kind = upto(2), isDirected = upto(2), n = 1 + upto(30);
    net_random(&net, n, kind, isDirected);
    EntGraph *g = net_graph(&net, &run);
    ent_central_eigen(&run, g, a, &rho);
    for (int i = 0; i < n && g->nTie; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++)
        sum += net.u[i][j] * a[j];
      bad = fmax(bad, fabs(sum - rho * a[i]));
      CU_ASSERT(a[i] >= 0);
      largest = fmax(largest, a[i]);
    }
    if (g->nTie) CU_ASSERT_EQUAL(largest, 1);
    if (!g->nTie) CU_ASSERT(isnan(a[0]));
    CU_ASSERT(bad < 1e-9 * (1 + rho));
    double alpha = rho > 0 ? .9 / rho : 0;
    ent_central_katz(&run, g, alpha, a);
    for (int i = 0; i < n; i++) {
      double sum = 1;
      for (int j = 0; j < n; j++)
        sum += alpha * net.w[j][i] * a[j];
      CU_ASSERT(same(sum, a[i]));
    }
    ent_graph_free(g);
    seed = keep;
  }
}

static void test_twin_triads(void) {
  static Net net;
  for (seed = 1; seed < 200000; seed += 997) {
    EntRun run = run_new();
    uint64_t keep = seed;
    int n = upto(20), i, j, k;
    double aAt[NET_MAX], aTwin[NET_MAX] = { 0 }, nTriangle, nTwin = 0;
    EntTriads walk;
    net_random(&net, n, 2, 0);
    EntGraph *g = net_graph(&net, &run);
    double nPath = 0;
    ent_triads_start(&walk, &run, g);
    for (i = 0; i < n; i++) {
      for (j = 0; j < n; j++) {
        for (k = 0; k < n; k++) {
          if (i != j && i != k && j < k && net.u[i][j] != 0 && net.u[i][k] != 0)
            nPath++;
          if (!(i < j && j < k) || net.u[i][j] == 0 || net.u[i][k] == 0 ||
              net.u[j][k] == 0) {
            continue;
          }
          CU_ASSERT_FALSE_FATAL(ent_triads_end(&walk));
          CU_ASSERT(walk.a == i && walk.b == j && walk.c == k);
          CU_ASSERT(walk.ab == (net.u[i][j] > 0 ? 1 : -1));
          CU_ASSERT(walk.ac == (net.u[i][k] > 0 ? 1 : -1));
          CU_ASSERT(walk.bc == (net.u[j][k] > 0 ? 1 : -1));
          ent_triads_next(&walk);
          aTwin[i]++;
          aTwin[j]++;
          aTwin[k]++;
          nTwin++;
        }
      }
    }
    CU_ASSERT(ent_triads_end(&walk));
    ent_graph_triangles(&run, g, aAt, &nTriangle);
    CU_ASSERT(nTriangle == nTwin);
    CU_ASSERT(memcmp(aAt, aTwin, (size_t)n * sizeof(double)) == 0);
    CU_ASSERT(same(ent_graph_transitivity(g, nTriangle),
                   nPath > 0 ? 3 * nTwin / nPath : NAN));
    ent_graph_free(g);
    seed = keep;
  }
}

static void test_twin_blocs(void) {
  static Net net;
  for (seed = 1; seed < 200000; seed += 997) {
    EntRun run = run_new();
    uint64_t keep = seed;
    int kind = 1 + upto(2), isDirected = upto(2), n = upto(12);
    int aGroup[NET_MAX], aTwin[NET_MAX], nGroup, i;
    double q;
    net_random(&net, n, kind, isDirected);
    EntGraph *g = net_graph(&net, &run);
    EntGraph *pFriendly = ent_graph_part(&run, g, 1);
    EntGraph *pHostile = ent_graph_part(&run, g, -1);
    /* Directed ties of two signs have no larger direction to agree on. */
    if (kind == 2 && isDirected) goto next;
    for (i = 0; i < n; i++)
      aGroup[i] = i;
    ent_bloc_merge(&run, pFriendly, pHostile, aGroup, &nGroup);
    twin_merge(&net, aTwin);
    CU_ASSERT(memcmp(aGroup, aTwin, (size_t)n * sizeof(int)) == 0);
    ent_bloc_modularity(&run, pFriendly, pHostile, aGroup, &q);
    CU_ASSERT(same(q, twin_q(&net, aTwin)));
    double greedy = q;
    ent_bloc_find(&run, pFriendly, pHostile, aGroup, &nGroup);
    for (i = 0; i < n; i++)
      aGroup[i]--;
    ent_bloc_modularity(&run, pFriendly, pHostile, aGroup, &q);
    CU_ASSERT(same(q, twin_q(&net, aGroup)));
    CU_ASSERT(isnan(q) || q >= greedy - 1e-12);
    CU_ASSERT(twin_settled(&net, aGroup));
  next:
    ent_graph_free(g);
    ent_graph_free(pFriendly);
    ent_graph_free(pHostile);
    seed = keep;
  }
}

static void test_twin_brokerage(void) {
  static Net net;
  for (seed = 1; seed < 100000; seed += 997) {
    EntRun run = run_new();
    uint64_t keep = seed;
    int isDirected = upto(2), n = upto(14), aGroup[NET_MAX];
    double a[NET_MAX * ENT_NPATTERN], aTwin[NET_MAX * ENT_NPATTERN] = { 0 };
    net_random(&net, n, 1, isDirected);
    for (int i = 0; i < n; i++)
      aGroup[i] = upto(4) - 1;
    for (int i = 0; i < n; i++) {
      for (int v = 0; v < n; v++) {
        for (int j = 0; j < n; j++) {
          int x = aGroup[i], y = aGroup[v], z = aGroup[j];
          if (i == v || v == j || i == j || x < 0 || y < 0 || z < 0) continue;
          if (net.w[i][v] == 0 || net.w[v][j] == 0 || net.w[i][j] != 0) {
            continue;
          }
          aTwin[v * ENT_NPATTERN + (x == y && y == z ? ENT_AAA
                                    : x == z         ? ENT_ABA
                                    : x == y         ? ENT_AAB
                                    : y == z         ? ENT_ABB
                                                     : ENT_ABC)]++;
        }
      }
    }
    EntGraph *g = net_graph(&net, &run);
    ent_graph_brokerage(&run, g, aGroup, a);
    CU_ASSERT(memcmp(a, aTwin, (size_t)n * ENT_NPATTERN * sizeof(double)) == 0);
    ent_graph_free(g);
    seed = keep;
  }
}

/* ---- Order, edges of the domain ---- */

static void shuffle(EntTie *a, int n, int swapEnds) {
  for (int i = n - 1; i > 0; i--) {
    int j = upto(i + 1);
    EntTie tie = a[i];
    a[i] = a[j];
    a[j] = tie;
  }
  for (int i = 0; i < n && swapEnds; i++) {
    int32_t iFrom = a[i].iFrom;
    if (upto(2)) continue;
    a[i].iFrom = a[i].iTo;
    a[i].iTo = iFrom;
  }
}

/* All that can be asked of a graph, in one row of numbers for each node. */
enum { ALL_COLUMNS = 8 };
static int everything(EntRun *run, const Net *p, double (*aOut)[ALL_COLUMNS]) {
  EntGraph *g = ent_graph_new(run, p->n, p->nTie, p->a, p->isDirected);
  EntGraph *pFriendly = g ? ent_graph_part(run, g, 1) : 0;
  EntGraph *pHostile = pFriendly ? ent_graph_part(run, g, -1) : 0;
  double a[NET_MAX * ENT_NPATTERN], rho = 0, q;
  int ai[NET_MAX], n;
#define PUT(column, x)                                                         \
  for (int i = 0; i < p->n && run->error.code == ENT_OK; i++)                  \
  aOut[i][column] = (x)
  if (pHostile) {
    ent_central_eigen(run, pFriendly, a, &rho);
    PUT(0, a[i]);
  }
  if (pHostile && run->error.code == ENT_OK) {
    ent_central_katz(run, pFriendly, rho > 0 ? .5 / rho : 0, a);
    PUT(1, a[i]);
  }
  if (pHostile && run->error.code == ENT_OK) {
    ent_central_betweenness(run, pFriendly, a);
    PUT(2, a[i]);
  }
  if (pHostile && run->error.code == ENT_OK) {
    ent_central_constraint(run, pFriendly, a);
    PUT(3, a[i]);
  }
  if (pHostile && run->error.code == ENT_OK) {
    ent_graph_coreness(run, pFriendly, ai);
    PUT(4, ai[i]);
  }
  if (pHostile && run->error.code == ENT_OK) {
    ent_graph_triangles(run, g, a, 0);
    PUT(5, ent_graph_clustering(g, i, a[i]));
  }
  if (pHostile && run->error.code == ENT_OK) {
    ent_graph_components(run, pFriendly, ai, &n);
    PUT(6, ai[i]);
    ent_graph_brokerage(run, g, ai, a);
  }
  if (pHostile && run->error.code == ENT_OK) {
    ent_bloc_find(run, pFriendly, pHostile, ai, &n);
    PUT(7, ai[i]);
  }
  if (pHostile && run->error.code == ENT_OK) {
    for (int i = 0; i < p->n; i++)
      ai[i]--;
    ent_bloc_modularity(run, pFriendly, pHostile, ai, &q);
  }
  ent_graph_free(g);
  ent_graph_free(pFriendly);
  ent_graph_free(pHostile);
  return run->error.code;
}

static void test_order(void) {
  static Net net, other;
  static double a[NET_MAX][ALL_COLUMNS], b[NET_MAX][ALL_COLUMNS];
  for (seed = 1; seed < 100000; seed += 997) {
    EntRun run = run_new();
    uint64_t keep = seed;
    int kind = upto(3), isDirected = kind < 2 && upto(2), n = upto(NET_MAX / 2);
    int aPlace[NET_MAX], bad = 0;
    net_random(&net, n, kind, isDirected);
    everything(&run, &net, a);
    /* The same ties in another order: the very same bits. */
    other = net;
    shuffle(other.a, other.nTie, !isDirected);
    everything(&run, &other, b);
    CU_ASSERT(memcmp(a, b, (size_t)n * sizeof(a[0])) == 0);
    /* Other numbers for the nodes: the same, but for names of groups. */
    for (int i = 0; i < n; i++)
      aPlace[i] = i;
    for (int i = n - 1; i > 0; i--) {
      int j = upto(i + 1), swap = aPlace[i];
      aPlace[i] = aPlace[j];
      aPlace[j] = swap;
    }
    for (int i = 0; i < other.nTie; i++) {
      other.a[i].iFrom = aPlace[other.a[i].iFrom];
      other.a[i].iTo = aPlace[other.a[i].iTo];
    }
    everything(&run, &other, b);
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 6; c++)
        bad |= !same(a[i][c], b[aPlace[i]][c]);
      for (int j = 0; j < n; j++)
        bad |= (a[i][6] == a[j][6]) != (b[aPlace[i]][6] == b[aPlace[j]][6]);
    }
    CU_ASSERT_FALSE(bad);
    seed = keep;
  }
}

static void test_small(void) {
  EntRun run = run_new();
  double a[8], rho, q, nTriangle;
  int ai[8], n;
  Net net = { 0 };
  for (net.n = 0; net.n < 3; net.n++) {
    EntGraph *g = net_graph(&net, &run);
    ent_central_eigen(&run, g, a, &rho);
    CU_ASSERT_EQUAL(rho, 0);
    for (int i = 0; i < net.n; i++)
      CU_ASSERT(isnan(a[i]));
    ent_central_katz(&run, g, 0, a);
    for (int i = 0; i < net.n; i++)
      CU_ASSERT_EQUAL(a[i], 1);
    ent_central_betweenness(&run, g, a);
    for (int i = 0; i < net.n; i++)
      CU_ASSERT_EQUAL(a[i], 0);
    ent_central_constraint(&run, g, a);
    for (int i = 0; i < net.n; i++)
      CU_ASSERT(isnan(a[i]));
    ent_graph_coreness(&run, g, ai);
    ent_graph_components(&run, g, ai, &n);
    CU_ASSERT_EQUAL(n, net.n);
    ent_bloc_find(&run, g, 0, ai, &n);
    CU_ASSERT_EQUAL(n, net.n);
    for (int i = 0; i < net.n; i++)
      ai[i]--;
    ent_bloc_modularity(&run, g, 0, ai, &q);
    CU_ASSERT(isnan(q));
    ent_graph_triangles(&run, g, a, &nTriangle);
    CU_ASSERT(isnan(ent_graph_transitivity(g, nTriangle)));
    CU_ASSERT(isnan(ent_graph_density(g)) == (net.n < 2));
    ent_graph_free(g);
  }
  CU_ASSERT_EQUAL(run.error.code, ENT_OK);
}

/* A triangle, a pair, and a node alone; a loop, a tie of nothing, and one that
** is given twice. */
static void test_pieces(void) {
  EntRun run = run_new();
  double a[8], rho;
  int ai[8], n;
  Net net = { .n = 6 };
  net_tie(&net, 3, 4, 1);
  net_tie(&net, 4, 5, 1);
  net_tie(&net, 5, 3, 1);
  net_tie(&net, 0, 2, .5);
  net_tie(&net, 2, 0, 1);
  net_tie(&net, 1, 1, 7);
  net_tie(&net, 1, 2, 0);
  net_tie(&net, 1, 3, NAN);
  EntGraph *g = net_graph(&net, &run);
  CU_ASSERT_EQUAL(g->nTie, 4);
  NEAR(ent_graph_strength(&g->ties, 0), 1, 0);
  CU_ASSERT(g->ties.aStart[1] == 1 && g->ties.aTo[0] == 2);
  ent_graph_components(&run, g, ai, &n);
  CU_ASSERT(n == 3 && ai[3] == 1 && ai[0] == 2 && ai[2] == 2 && ai[1] == 3);
  ent_central_eigen(&run, g, a, &rho);
  NEAR(rho, 2, 1e-12);
  CU_ASSERT(a[0] == 0 && a[1] == 0 && a[2] == 0);
  NEAR(a[3], 1, 1e-12);
  ent_bloc_find(&run, g, 0, ai, &n);
  CU_ASSERT(n == 3 && ai[3] == 1 && ai[4] == 1 && ai[5] == 1 && ai[0] == ai[2]);
  ent_graph_free(g);
  /* Two pieces of the same eigenvalue share the top. */
  net_tie(&net, 0, 1, 1);
  net_tie(&net, 1, 2, 1);
  g = net_graph(&net, &run);
  ent_central_eigen(&run, g, a, &rho);
  for (int i = 0; i < 6; i++)
    NEAR(a[i], 1, 1e-12);
  ent_graph_free(g);
}

/* A long path settles slowly; a large star would swing between two camps. */
static void test_slow(void) {
  static EntTie aTie[3000];
  static double a[3003];
  EntRun run = run_new();
  double rho;
  EntGraph *g;
  for (int i = 0; i < 3000; i++) {
    aTie[i].iFrom = 0;
    aTie[i].iTo = i + 1;
    aTie[i].weight = 1;
  }
  g = ent_graph_new(&run, 3001, 3000, aTie, 0);
  ent_central_eigen(&run, g, a, &rho);
  NEAR(rho, sqrt(3000), 1e-9);
  NEAR(a[1], 1 / sqrt(3000), 1e-9);
  ent_central_betweenness(&run, g, a);
  NEAR(a[0], 3000.0 * 2999 / 2, 1e-3);
  ent_graph_free(g);
  for (int i = 0; i < 60; i++)
    aTie[i].iFrom = i;
  g = ent_graph_new(&run, 61, 60, aTie, 0);
  ent_central_eigen(&run, g, a, &rho);
  NEAR(rho, 2 * cos(acos(-1) / 62), 1e-9);
  ent_graph_free(g);
  /* Beside a piece with more weight a long path need not settle. */
  for (int i = 60; i < 3000; i++)
    aTie[i].iFrom = i;
  aTie[2999].iFrom = 0;
  aTie[2999].iTo = 3001;
  aTie[2999].weight = 1;
  aTie[0].iFrom = 3001;
  aTie[0].iTo = 3002;
  aTie[0].weight = 9;
  g = ent_graph_new(&run, 3003, 2999, aTie, 0);
  ent_central_eigen(&run, g, a, &rho);
  NEAR(rho, 9, 1e-12);
  CU_ASSERT(a[3001] == 1 && a[3002] == 1 && a[1500] == 0);
  ent_graph_free(g);
}

/* A node between two groups that draw it alike goes to the lower one. */
static void test_even(void) {
  for (int flip = 0; flip < 2; flip++) {
    EntTie aTie[] = {
      { 0, 1, 1 }, { 0, 2, 1 }, { 1, 3, 1 }, { 2, 4, 1 }, { 0, 5, .1 }
    };
    int aGroup[] = { 0, flip ? 1 : 3, flip ? 3 : 1, flip ? 1 : 3, flip ? 3 : 1,
                     5 };
    EntRun run = run_new();
    EntGraph *g = ent_graph_new(&run, 6, 5, aTie, 0);
    int nMoved = 0;
    CU_ASSERT_EQUAL(ent_bloc_move(&run, g, 0, aGroup, &nMoved), ENT_OK);
    CU_ASSERT_EQUAL(aGroup[0], 1);
    CU_ASSERT_TRUE(nMoved >= 1);
    ent_graph_free(g);
  }
}

/* Without an arc nothing is answered, or left without an answer. */
static void test_no_arc(void) {
  EntRun run = run_new();
  EntGraph *g = ent_graph_new(&run, 3, 0, 0, 1);
  CU_ASSERT(isnan(ent_graph_reciprocity(g)));
  ent_graph_free(g);
}

/* Where the largest eigenvalue is not known, Katz is not either. A slow loop of
** the real size is in test_given_up. */
static void test_no_alpha(void) {
  EntTie tie = { 0, 1, 1 };
  EntRun run = run_new();
  EntGraph *g = ent_graph_new(&run, 2, 1, &tie, 0);
  double a[2] = { 0, 0 };
  CU_ASSERT_EQUAL(ent_central_katz(&run, g, NAN, a), ENT_OK);
  CU_ASSERT(isnan(a[0]) && isnan(a[1]));
  ent_graph_free(g);
}

/* In a build that gives up early: two pieces of nearly one weight, hardly tied
** to each other, do not settle; nor does Katz near the limit. */
static void test_given_up(void) {
#ifdef ENT_CENTRAL_WORK
  EntTie aTie[] = {
    { 0, 1, 1 }, { 2, 3, 1 + 1e-8 }, { 1, 2, 1e-9 }, { 4, 5, 1 }
  };
  EntRun run = run_new();
  EntGraph *g = ent_graph_new(&run, 6, 4, aTie, 0);
  double a[6], rho = 0;
  CU_ASSERT_EQUAL(ent_central_eigen(&run, g, a, &rho), ENT_OK);
  CU_ASSERT(isnan(rho) && isnan(a[0]) && isnan(a[3]) && isnan(a[5]));
  CU_ASSERT_EQUAL(ent_central_katz(&run, g, 1 - 1e-7, a), ENT_OK);
  CU_ASSERT(isnan(a[0]) && isnan(a[3]));
  ent_graph_free(g);
#endif
}

static int cancel_now(void *p) {
  return --*(int *)p <= 0;
}

static void test_memory(void) {
  static Net net;
  static double a[NET_MAX][ALL_COLUMNS];
  for (int kind = 0; kind < 3; kind++) {
    int done = 0;
    long nBefore = nOpen;
    seed = 77;
    net_random(&net, 16, kind, kind == 1);
    for (long i = 0; i < 10000 && !done; i++) {
      EntRun run = run_new();
      nLeft = i;
      int rc = everything(&run, &net, a);
      nLeft = -1;
      done = rc == ENT_OK;
      CU_ASSERT(done || rc == ENT_NOMEM);
      CU_ASSERT_EQUAL(nOpen, nBefore);
    }
    CU_ASSERT(done);
  }
}

static void test_cancel(void) {
  static EntTie aTie[20000];
  static double a[2000];
  static int ai[2000];
  long nBefore = nOpen;
  seed = 5;
  for (int i = 0; i < 20000; i++) {
    aTie[i].iFrom = upto(2000);
    aTie[i].iTo = upto(2000);
    aTie[i].weight = 1 + upto(9);
  }
  for (int what = 0; what < 5; what++) {
    int nAsk = 2, n, rc = ENT_OK;
    double rho;
    EntRun run = run_new();
    EntGraph *g = ent_graph_new(&run, 2000, 20000, aTie, 0);
    run.xCancel = cancel_now;
    run.pCancel = &nAsk;
    switch (what) {
    case 0: rc = ent_central_betweenness(&run, g, a); break;
    case 1: rc = ent_central_eigen(&run, g, a, &rho); break;
    case 2: rc = ent_bloc_find(&run, g, 0, ai, &n); break;
    case 3: rc = ent_graph_triangles(&run, g, a, 0); break;
    default: rc = ent_central_constraint(&run, g, a); break;
    }
    CU_ASSERT_EQUAL(rc, ENT_CANCEL);
    ent_graph_free(g);
  }
  CU_ASSERT_EQUAL(nOpen, nBefore);
}

/* ---- The layers of a dataset ---- */

static sqlite3 *db;

static void run_sql(const char *zSql) {
  char *zErr = 0;
  int rc = sqlite3_exec(db, zSql, 0, 0, &zErr);
  CU_ASSERT_EQUAL(rc, SQLITE_OK);
  if (rc) printf("\n  %s\n  in: %s\n", zErr, zSql);
  sqlite3_free(zErr);
}

/* All rows as text, or the error. */
static void is(const char *zSql, const char *zExpected) {
  sqlite3_stmt *pStmt = 0;
  sqlite3_str *pOut = sqlite3_str_new(0);
  if (sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) == SQLITE_OK) {
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
      if (sqlite3_str_length(pOut)) sqlite3_str_appendall(pOut, "; ");
      for (int i = 0; i < sqlite3_column_count(pStmt); i++) {
        const char *z = (const char *)sqlite3_column_text(pStmt, i);
        sqlite3_str_appendf(pOut, "%s%s", i ? " " : "", z ? z : "-");
      }
    }
  }
  if (pStmt == 0 || sqlite3_finalize(pStmt) != SQLITE_OK) {
    sqlite3_str_reset(pOut);
    sqlite3_str_appendall(pOut, sqlite3_errmsg(db));
  }
  sqlite3_str_appendchar(pOut, 1, ' ');
  char *zGot = sqlite3_str_finish(pOut);
  if (zGot) zGot[strlen(zGot) - 1] = 0;
  CU_ASSERT_STRING_EQUAL(zGot, zExpected);
  if (strcmp(zGot, zExpected)) {
    printf("\n  %s\n  gave:   %s\n  expect: %s\n", zSql, zGot, zExpected);
  }
  sqlite3_free(zGot);
}

static int setup(void) {
  if (sqlite3_open(":memory:", &db)) return 1;
  if (sqlite3_entente_init(db, 0, 0)) return 1;
  return sqlite3_exec(
      db,
      "SELECT entente_create();"
      "INSERT INTO source(id, title) VALUES ('t', 'test');"
      "INSERT INTO coverage(layer, source, since) SELECT column1, 't', '2020'"
      " FROM (VALUES ('obligation'), ('transfer'), ('trade'), ('sanction'),"
      "  ('dispute'));"
      "INSERT INTO bloc(code, name, universal) VALUES ('ALL', 'all', 1),"
      " ('DUO', 'duo', 0);"
      "INSERT INTO bloc_member(bloc, state, source) VALUES"
      " ('ALL', 'CHN', 't'), ('ALL', 'RUS', 't'), ('ALL', 'USA', 't'),"
      " ('DUO', 'USA', 't'), ('DUO', 'KOR', 't');"
      "INSERT INTO deal(id, title, source) VALUES ('d', 'd', 't');"
      "INSERT INTO obligation(deal, from_state, to_state, kind, source) VALUES"
      " ('d', 'USA', 'JPN', 'defense', 't'),"
      " ('d', 'USA', 'KOR', 'defense', 't'),"
      " ('d', 'KOR', 'USA', 'consultation', 't'),"
      " ('d', 'RUS', 'CHN', 'nonaggression', 't');"
      "INSERT INTO transfer(id, supplier, recipient, category, item, status,"
      " source) VALUES ('a', 'RUS', 'CHN', 'arms', 'x', 'delivered', 't'),"
      " ('b', 'RUS', 'CHN', 'food', 'x', 'delivered', 't'),"
      " ('c', 'CHN', 'RUS', 'food', 'x', 'delivered', 't'),"
      " ('e', 'PRK', 'RUS', 'arms', 'x', 'refused', 't');"
      "INSERT INTO trade(exporter, importer, year, value, source) VALUES"
      " ('CHN', 'USA', 2020, 80, 't'), ('CHN', 'RUS', 2020, 20, 't');"
      "INSERT INTO sanction(id, sender, target, kind, extent, source) VALUES"
      " ('s', 'DUO', 'PRK', 'trade', 'complete', 't'),"
      " ('u', 'ALL', 'PRK', 'trade', 'complete', 't');"
      "INSERT INTO dispute(id, title, intensity, source) VALUES"
      " ('w', 'w', 'war', 't');"
      "INSERT INTO dispute_side(dispute, state, side, source) VALUES"
      " ('w', 'RUS', 'A', 't'), ('w', 'UKR', 'B', 't');",
      0, 0, 0);
}

static int teardown(void) {
  return sqlite3_close(db);
}

#define SOME(columns, layer)                                                   \
  "SELECT state, " columns " FROM network('2021-06-15', " layer ")"            \
  " WHERE degree > 0 ORDER BY state"

static void test_layers(void) {
  is(SOME("degree, in_degree, out_degree, strength", "'alliance'"),
     "JPN 1 1 0 1.0; KOR 1 1 1 1.0; USA 2 1 2 2.0");
  is(SOME("in_degree, out_degree, round(strength, 4)", "'transfer'"),
     "CHN 1 1 0.68; RUS 1 1 0.68");
  /* China's shares are .8 and .2, the others' are 1. */
  is(SOME("in_degree, round(strength, 6)", "'trade'"),
     "CHN - 1.341641; RUS - 0.447214; USA - 0.894427");
  is(SOME("in_degree, out_degree, strength", "'sanction'"),
     "KOR 0 1 0.6; PRK 2 0 1.2; USA 0 1 0.6");
  is(SOME("in_degree, strength", "'dispute'"), "RUS - 1.0; UKR - 1.0");
  is("SELECT count(*), count(DISTINCT component) FROM network('2021-06-15')",
     "195 193");
  is("SELECT state, bloc, component FROM network('2021-06-15')"
     " WHERE state IN ('JPN', 'USA', 'AFG') ORDER BY state",
     "AFG 2 2; JPN 1 1; USA 1 1");
  /* Signs: strength less hostility, both as their functions say. */
  is("SELECT count(*) FROM network('2021-06-15', 'signed') AS n WHERE positive"
     " <> (SELECT count(*) FROM network('2021-06-15') AS m WHERE"
     " m.state <> n.state AND max(alliance_strength(n.state, m.state,"
     " '2021-06-15'), alliance_strength(m.state, n.state, '2021-06-15')) >"
     " hostility(n.state, m.state, '2021-06-15') + 1e-12)",
     "0");
  is("SELECT count(*) FROM network('2021-06-15', 'signed') AS n WHERE negative"
     " <> (SELECT count(*) FROM network('2021-06-15') AS m WHERE"
     " m.state <> n.state AND max(alliance_strength(n.state, m.state,"
     " '2021-06-15'), alliance_strength(m.state, n.state, '2021-06-15')) <"
     " hostility(n.state, m.state, '2021-06-15') - 1e-12)",
     "0");
}

static void test_unknown(void) {
  is("SELECT count(*), count(degree), count(bloc), count(katz), max(reason)"
     " FROM network('2019-01-01')",
     "195 0 0 0 obligations are not covered on this date");
  is("SELECT year, nodes, ties, balance, reason"
     " FROM network_stats(2019, 2020, 'signed')",
     "2019 195 - - neither sanctions nor disputes are covered on this date;"
     " 2020 195 7 1.0 -");
  is("SELECT state, degree, reason FROM network('2021-06-15', 'trade')"
     " WHERE state IN ('USA', 'FRA') ORDER BY state",
     "FRA - no trade is recorded for this state; USA 1 -");
  is("SELECT count(*), count(total) FROM brokerage('2019-01-01')", "195 0");
  is("SELECT count(*) FROM triads('2019-01-01')", "0");
  is("SELECT count(*) FROM network_stats(1700, 1750)", "0");
  is("SELECT count(*) FROM network_stats(2021, 2020)", "0");
  is("SELECT count(*) FROM network_stats(NULL, 2020)", "0");
}

static void test_errors(void) {
  is("SELECT * FROM network('2021-06-15', 'friends')",
     "network(): argument layer: no layer 'friends'; one of alliance, trade,"
     " transfer, sanction, dispute, signed");
  is("SELECT * FROM network('soon')",
     "network(): argument on: 'soon' is not a date; expected YYYY, YYYY-MM or"
     " YYYY-MM-DD");
  is("SELECT * FROM network_stats(2020)",
     "network_stats(): argument last is missing: network_stats(first, last"
     " [, layer])");
  is("SELECT * FROM network_stats('2020-01', 2021)",
     "network_stats(): argument first: '2020-01' is not a year 1..9999");
  is("SELECT * FROM brokerage('2021-06-15', NULL, 'friends')",
     "brokerage(): argument groups: no groups 'friends'; region or bloc");
  is("SELECT * FROM triads('soon')",
     "triads(): argument on: 'soon' is not a date; expected YYYY, YYYY-MM or"
     " YYYY-MM-DD");
  run_sql("SAVEPOINT alpha");
  run_sql("UPDATE parameter SET value = 1, high = 1"
          " WHERE name = 'network.katz_alpha'");
  is("SELECT katz FROM network('2021-06-15')",
     "network(): parameter network.katz_alpha is 1; expected 0 or more, and"
     " less than 1");
  is("SELECT count(degree) FROM network('2021-06-15')", "195");
  run_sql("ROLLBACK TO alpha; RELEASE alpha");
}

/* A column alone is what it is beside all the others. */
static void test_columns(void) {
  static const char *const azTable[] = {
    "network('2021-06-15', 'signed')", "network('2021-06-15', 'alliance')",
    "network('2021-06-15', 'trade')", "network_stats(2019, 2022, 'signed')",
    "network_stats(2019, 2022, 'transfer')"
  };
  for (int t = 0; t < 5; t++) {
    sqlite3_stmt *pAll = 0;
    char *z = sqlite3_mprintf("SELECT * FROM %s", azTable[t]);
    sqlite3_prepare_v2(db, z, -1, &pAll, 0);
    sqlite3_free(z);
    CU_ASSERT_PTR_NOT_NULL_FATAL(pAll);
    for (int c = 0; c < sqlite3_column_count(pAll); c++) {
      sqlite3_stmt *pOne = 0;
      int bad = 0, nRow = 0;
      z = sqlite3_mprintf("SELECT %s FROM %s", sqlite3_column_name(pAll, c),
                          azTable[t]);
      sqlite3_prepare_v2(db, z, -1, &pOne, 0);
      while (sqlite3_step(pAll) == SQLITE_ROW &&
             sqlite3_step(pOne) == SQLITE_ROW) {
        const char *z1 = (const char *)sqlite3_column_text(pAll, c);
        const char *z2 = (const char *)sqlite3_column_text(pOne, 0);
        bad |= (z1 == 0) != (z2 == 0) || (z1 && z2 && strcmp(z1, z2));
        nRow++;
      }
      CU_ASSERT(!bad && nRow > 2);
      if (bad) printf("\n  %s\n", z);
      sqlite3_free(z);
      sqlite3_finalize(pOne);
      sqlite3_reset(pAll);
    }
    sqlite3_finalize(pAll);
  }
}

/* What-if; a join; brokerage; triads beside the counts of network_stats. */
static void test_sql(void) {
  run_sql("SAVEPOINT pact");
  run_sql("INSERT INTO obligation(deal, from_state, to_state, kind, source)"
          " VALUES ('d', 'JPN', 'CAN', 'defense', 't'),"
          " ('d', 'CAN', 'MEX', 'neutrality', 't'),"
          " ('d', 'MEX', 'BRA', 'defense', 't')");
  is("SELECT state, degree, round(betweenness, 3) FROM network('2021-06-15')"
     " WHERE betweenness > 0 ORDER BY state",
     "CAN 2 6.0; JPN 2 6.0; MEX 2 4.0; USA 2 4.0");
  is("SELECT state, group_name, aaa, aba, aab, abb, abc, total"
     " FROM brokerage('2021-06-15') WHERE total > 0 ORDER BY state",
     "CAN Northern America 0 0 0 0 1 1; JPN Eastern Asia 0 1 0 0 0 1;"
     " MEX Latin America and the Caribbean 0 0 0 1 0 1;"
     " USA Northern America 0 1 0 0 0 1");
  is("SELECT state, total FROM brokerage('2021-06-15', 'alliance', 'bloc')"
     " WHERE total > 0 ORDER BY state",
     "CAN 1; JPN 1; MEX 1; USA 1");
  run_sql("ROLLBACK TO pact; RELEASE pact");
  is("SELECT count(*) FROM network('2021-06-15') WHERE degree > 0", "3");
  run_sql("SAVEPOINT war");
  run_sql("INSERT INTO obligation(deal, from_state, to_state, kind, source)"
          " VALUES ('d', 'KOR', 'JPN', 'defense', 't')");
  run_sql("INSERT INTO dispute_side(dispute, state, side, source) VALUES"
          " ('w', 'KOR', 'A', 't'), ('w', 'USA', 'B', 't'),"
          " ('w', 'JPN', 'B', 't')");
  is("SELECT a, b, c, ab, ac, bc, balanced FROM triads('2021-06-15')"
     " WHERE a IN ('CHN', 'JPN') AND b = 'KOR'",
     "JPN KOR USA -1 1 -1 1");
  is("SELECT s.ppp, s.ppn, s.pnn, s.nnn, s.balance = avg(t.balanced)"
     " FROM network_stats(2021, 2021, 'signed') AS s, triads(2021) AS t",
     "0 1 2 1 1");
  is("SELECT count(*), sum(balanced) FROM triads(2021)", "4 2");
  is("SELECT sum(n) FROM (VALUES ('2021-01-01'), ('2019-01-01')) AS d,"
     " (SELECT 1 AS n), triads(d.column1)",
     "4");
  run_sql("ROLLBACK TO war; RELEASE war");
}

/* Layers short of memory, at every allocation. */
static void test_layers_memory(void) {
  EntContext *cx = ent_context_new(db);
  EntCall call;
  ent_call_init(&call, cx, "test", 0);
  EntSpan on = { ent_date_day(2021, 6, 15), ent_date_day(2021, 6, 15) };
  EntWorld *w = ent_snapshot_world(&call);
  EntTies *t = w ? ent_snapshot_ties(&call, w, on, -1) : 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(t);
  for (int layer = 0; layer < ENT_NNETWORK; layer++) {
    int done = 0;
    long nBefore = nOpen;
    for (long i = 0; i < 5000 && !done; i++) {
      EntRun run = run_new();
      EntWhole whole = { 0 };
      nLeft = i;
      EntNetwork *net = ent_network_new(&run, t->view, t, layer);
      EntNode *aNode = net ? calloc(200, sizeof(EntNode)) : 0;
      if (net && ent_network_measure(&run, net, ~0u, aNode) == ENT_OK)
        done = ent_network_whole(&run, net, ~0u, &whole) == ENT_OK;
      free(aNode);
      ent_network_free(net);
      nLeft = -1;
      CU_ASSERT(done || run.error.code == ENT_NOMEM);
      CU_ASSERT_EQUAL(nOpen, nBefore);
    }
    CU_ASSERT(done);
  }
  ent_ties_unref(t);
  ent_world_unref(w);
  ent_call_clear(&call);
  ent_context_unref(cx);
}

void test_network_register(void) {
  CU_pSuite p = CU_add_suite("network", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "Zachary's club", test_zachary);
  CU_add_test(p, "Burt's constraint", test_burt);
  CU_add_test(p, "Katz on a path", test_katz);
  CU_add_test(p, "the tribes of the Gahuku-Gama", test_tribes);
  CU_add_test(p, "twin: betweenness, constraint, cores", test_twin_paths);
  CU_add_test(p, "twin: eigenvector and Katz", test_twin_spectra);
  CU_add_test(p, "twin: triads", test_twin_triads);
  CU_add_test(p, "twin: blocs", test_twin_blocs);
  CU_add_test(p, "twin: brokerage", test_twin_brokerage);
  CU_add_test(p, "order does not matter", test_order);
  CU_add_test(p, "empty and tiny graphs", test_small);
  CU_add_test(p, "graphs in pieces", test_pieces);
  CU_add_test(p, "paths and stars", test_slow);
  CU_add_test(p, "failing memory", test_memory);
  CU_add_test(p, "drawn alike", test_even);
  CU_add_test(p, "no arc", test_no_arc);
  CU_add_test(p, "no alpha", test_no_alpha);
  CU_add_test(p, "given up", test_given_up);
  CU_add_test(p, "cancelled", test_cancel);
  CU_add_test(p, "layers", test_layers);
  CU_add_test(p, "unknown is not zero", test_unknown);
  CU_add_test(p, "what is refused", test_errors);
  CU_add_test(p, "only what is read is computed", test_columns);
  CU_add_test(p, "what-if, brokerage, triads", test_sql);
  CU_add_test(p, "layers: failing memory", test_layers_memory);
}
