/*
** Kendall's tau-b: do two rows rank the same cells alike?
**
** Kendall (1938, Biometrika 30:81-93), brought to alliance portfolios by Bueno
** de Mesquita (1975, Journal of Conflict Resolution 19:187-216):
**
**     tau_b = (C - D) / sqrt((P - T_x) (P - T_y)),  P = n (n-1) / 2
**
** C and D count the pairs of cells that the rows order alike and contrarily,
** T_x and T_y the pairs that x, or y, does not order. A row that orders
** nothing leaves tau-b undefined: NaN.
**
** Few levels: from their table, whose cells are compared instead of the n. Any
** numbers: sort by x, then y, and count the exchanges that sorting by y takes
** (Knight 1966, JASA 61:436-439), in n log n.
*/
#include "measure.h"

#include <math.h>

typedef struct TauPair TauPair;
struct TauPair {
  double x, y;
};

static double tauPairs(double n) {
  return n * (n - 1.0) / 2.0;
}

static double tauRatio(double balance, double nX, double nY) {
  if (!(nX > 0.0) || !(nY > 0.0)) return NAN;
  /* nX may be nY: then the root is exact. */
  return balance / (nX == nY ? nX : sqrt(nX) * sqrt(nY));
}

double ent_tau_table(const EntMoments *m) {
  const int nLevel = m->nLevel;
  double balance = 0, n = 0, tiedX = 0, tiedY = 0;
  double aBelow[ENT_LEVELS] = { 0 }; /* by y, in the rows above this one */
  for (int i = 0; i < nLevel; i++) {
    double row = 0, column = 0, less = 0, more = 0;
    for (int j = 0; j < nLevel; j++)
      more += aBelow[j];
    for (int j = 0; j < nLevel; j++) {
      more -= aBelow[j];
      balance += m->aaCell[i][j] * (less - more);
      less += aBelow[j];
      row += m->aaCell[i][j];
      column += m->aaCell[j][i];
    }
    for (int j = 0; j < nLevel; j++)
      aBelow[j] += m->aaCell[i][j];
    n += row;
    tiedX += tauPairs(row);
    tiedY += tauPairs(column);
  }
  return tauRatio(balance, tauPairs(n) - tiedX, tauPairs(n) - tiedY);
}

static int tauByBoth(const void *pa, const void *pb) {
  const TauPair *a = pa, *b = pb;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  return (a->y > b->y) - (a->y < b->y);
}

/* Sorts n pairs by y, with room for as many; returns the exchanges. */
static double tauExchanges(TauPair *a, TauPair *aRoom, int64_t n) {
  int64_t nLeft = n / 2, i = 0, j = nLeft, k = 0;
  double count;
  if (n < 2) return 0.0;
  count = tauExchanges(a, aRoom, nLeft);
  count += tauExchanges(a + nLeft, aRoom, n - nLeft);
  while (i < nLeft && j < n) {
    if (a[j].y < a[i].y) {
      count += (double)(nLeft - i);
      aRoom[k++] = a[j++];
    } else {
      aRoom[k++] = a[i++];
    }
  }
  while (i < nLeft)
    aRoom[k++] = a[i++];
  for (i = 0; i < k; i++)
    a[i] = aRoom[i];
  return count;
}

/* Pairs of cells that are tied: on x, on both, or on y, as asked. */
static double tauTies(const TauPair *a, int64_t n, int onX, int onY) {
  double tied = 0, run = 1;
  for (int64_t i = 1; i <= n; i++) {
    if (i < n && (!onX || a[i].x == a[i - 1].x) &&
        (!onY || a[i].y == a[i - 1].y)) {
      run++;
    } else {
      tied += tauPairs(run);
      run = 1;
    }
  }
  return tied;
}

double ent_tau_pairs(EntRun *run, int64_t n, const double *aX,
                     const double *aY) {
  double tiedX, tiedY, tiedBoth, exchanges;
  TauPair *a, *b, *aSorted;
  size_t nByte = (size_t)n * sizeof(TauPair);
  if (n < 2) return NAN;
  a = ent_run_alloc(run, nByte);
  b = ent_run_alloc(run, nByte);
  if (a == 0 || b == 0) {
    ent_run_free(run, a);
    ent_run_free(run, b);
    return NAN;
  }
  for (int64_t i = 0; i < n; i++) {
    a[i].x = aX[i];
    a[i].y = aY[i];
  }
  aSorted = ent_run_sort(run, a, b, (size_t)n, sizeof(TauPair), tauByBoth);
  tiedX = tauTies(aSorted, n, 1, 0);
  tiedBoth = tauTies(aSorted, n, 1, 1);
  exchanges = tauExchanges(aSorted, aSorted == a ? b : a, n);
  tiedY = tauTies(aSorted, n, 0, 1);
  ent_run_free(run, a);
  ent_run_free(run, b);
  /* C + D = P - T_x - T_y + T_both, and D = exchanges. */
  return tauRatio(tauPairs((double)n) - tiedX - tiedY + tiedBoth -
                      2.0 * exchanges,
                  tauPairs((double)n) - tiedX, tauPairs((double)n) - tiedY);
}
