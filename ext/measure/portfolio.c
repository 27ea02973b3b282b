/*
** Alliance portfolios on a date, and the moments of two of them.
**
** A state's portfolio is a row with a cell for each member of the system: the
** highest level that it has promised that member, 0 if it promised nothing,
** and for itself the top of the scale, since every state is bound to defend
** itself (Signorino and Ritter 1999, table 6; Haege 2011). Promises are
** directed, and so are portfolios. Both states' own cells stay in. The
** weight of a cell is its member's cinc; a cell whose weight is not known is
** left out of the weighted measures, above and below the line.
**
** Rows are mostly 0, and so are kept sparse. A sum over all cells of a pair is
** then what it would be if y were 0, known from x alone, and a correction for
** each cell that y holds:
**
**     sum f(x,y) = sum f(x,0) + sum over held cells of f(x,y) - f(x,0)
**
** With x spread out into all its cells this takes as many steps as y holds
** cells, not n: for the system of 2018 forty instead of two hundred. Levels
** may be any numbers, not only 0 to 3: they come from parameters. The lower
** slot is always the one spread, so that a pair has one answer, to the bit;
** and corrections add up in the order in which the row's own sums did, so that
** a state compared with itself differs by exactly 0.
*/
#include "measure.h"

#include <math.h>
#include <string.h>

static void portfolioLevels(EntPortfolios *p) {
  const double *aParameter = p->view->world->aParameter;
  double a[ENT_LEVELS];
  int n = 0;
  a[n++] = 0.0;
  a[n++] = ENT_LEVEL_MAX;
  for (int k = 0; k < ENT_NOBLIGATION; k++)
    a[n++] = aParameter[P_LEVEL_DEFENSE + k];
  for (int i = 0; i < n; i++) { /* insertion, without what is there */
    int at = 0;
    while (at < p->nLevel && p->aLevel[at] < a[i])
      at++;
    if (at < p->nLevel && p->aLevel[at] == a[i]) continue;
    for (int k = p->nLevel++; k > at; k--)
      p->aLevel[k] = p->aLevel[k - 1];
    p->aLevel[at] = a[i];
  }
  while (p->aLevel[p->iNone] != 0.0)
    p->iNone++;
}

static void portfolioHold(EntPortfolios *p, EntRowSum *pSum, int iSlot,
                          double x) {
  double close = p->view->world->aParameter[P_SIMILARITY_BINARY];
  EntHold *pHold = &p->aHold[p->aStart[p->n]++];
  pHold->x = x;
  pHold->iSlot = iSlot;
  while (p->aLevel[(int)pHold->iLevel] != x)
    pHold->iLevel++;
  pHold->isClose = x >= close;
  pSum->s += x;
  pSum->ss += x * x;
  pSum->sa += fabs(x);
  pSum->nClose += pHold->isClose;
  pSum->anLevel[(int)pHold->iLevel]++;
}

/* The row of slot i; aStart[n] says how many cells are held so far. */
static void portfolioRow(EntPortfolios *p, int i) {
  const EntView *v = p->view;
  int iState = p->aState[i], hasSelf = 0, nHeld = p->aStart[p->n];
  EntRowSum *pSum = &p->aSum[i];
  for (int e = v->aPromiseStart[iState]; e < v->aPromiseStart[iState + 1];
       e++) {
    const EntPromise *pPromise = &v->aPromise[e];
    if (!hasSelf && pPromise->iOther > iState) {
      portfolioHold(p, pSum, i, ENT_LEVEL_MAX);
      hasSelf = 1;
    }
    portfolioHold(p, pSum, p->aSlot[pPromise->iOther], pPromise->level);
  }
  if (!hasSelf) portfolioHold(p, pSum, i, ENT_LEVEL_MAX);
  pSum->anLevel[p->iNone] += p->n - (p->aStart[p->n] - nHeld);
}

static void portfolioFill(EntPortfolios *p) {
  const EntView *v = p->view;
  EntArena *a = &p->arena;
  size_t n = (size_t)v->nAlive + 1;
  size_t nHold = (size_t)v->aPromiseStart[v->n] + n;
  p->aState = ent_arena_alloc(a, n * sizeof *p->aState);
  p->aSlot = ent_arena_alloc(a, ((size_t)v->n + 1) * sizeof *p->aSlot);
  p->aStart = ent_arena_alloc(a, n * sizeof *p->aStart);
  p->aHold = ent_arena_alloc(a, nHold * sizeof *p->aHold);
  p->aSum = ent_arena_alloc(a, n * sizeof *p->aSum);
  p->aSpread = ent_arena_alloc(a, n * sizeof *p->aSpread);
  p->aRoom = ent_arena_alloc(a, n * sizeof *p->aRoom);
  if (a->oom) return;
  for (int i = 0; i < v->n; i++) {
    p->aSlot[i] = -1;
    if (v->alive[i]) {
      p->aSlot[i] = p->n;
      p->aState[p->n++] = i;
    }
  }
  for (int i = 0; i < p->n; i++) {
    p->aStart[i] = p->aStart[p->n];
    portfolioRow(p, i);
    p->aSpread[i].iLevel = (int8_t)p->iNone;
  }
  p->iSpread = -1;
}

EntPortfolios *ent_portfolio_new(EntRun *run, EntWorld *world, EntSpan on) {
  EntPortfolios *p = ent_run_alloc(run, sizeof *p);
  if (p == 0) return 0;
  p->nRef = 1;
  ent_arena_init(&p->arena, run->mem);
  p->view = ent_view_promises(run, world, on);
  if (p->view) {
    portfolioLevels(p);
    portfolioFill(p);
    if (p->arena.oom) ent_error_set(&run->error, ENT_NOMEM, "out of memory");
  }
  if (run->error.code) {
    ent_portfolio_unref(p);
    return 0;
  }
  return p;
}

EntPortfolios *ent_portfolio_ref(EntPortfolios *p) {
  p->nRef++;
  return p;
}

void ent_portfolio_unref(EntPortfolios *p) {
  if (p == 0 || --p->nRef > 0) return;
  const EntMem *mem = p->arena.mem;
  ent_view_unref(p->view);
  ent_arena_clear(&p->arena);
  mem->xFree(p);
}

int ent_portfolio_weigh(EntRun *run, EntPortfolios *p) {
  double *aCinc, *aWeight = p->aRoom;
  if (p->aWeight) return ENT_OK;
  aCinc = ent_run_alloc(run, ((size_t)p->view->n + 1) * sizeof(double));
  if (aCinc == 0) return run->error.code;
  if (ent_cinc_view(run, p->view, aCinc) == ENT_OK) {
    for (int i = 0; i < p->n; i++) {
      double w = aCinc[p->aState[i]];
      aWeight[i] = isnan(w) ? 0.0 : w;
      p->weight += aWeight[i];
    }
    p->aWeight = aWeight;
    for (int i = 0; i < p->n; i++) {
      EntRowSum *pSum = &p->aSum[i];
      for (int e = p->aStart[i]; e < p->aStart[i + 1]; e++) {
        double x = p->aHold[e].x, w = aWeight[p->aHold[e].iSlot];
        pSum->sw += w * fabs(x);
        pSum->ssw += w * (x * x);
      }
    }
  }
  ent_run_free(run, aCinc);
  return run->error.code;
}

static void portfolioSpread(EntPortfolios *p, int i) {
  static const EntHold none = { 0 };
  if (p->iSpread == i) return;
  if (p->iSpread >= 0) {
    for (int e = p->aStart[p->iSpread]; e < p->aStart[p->iSpread + 1]; e++) {
      EntHold *pCell = &p->aSpread[p->aHold[e].iSlot];
      *pCell = none;
      pCell->iLevel = (int8_t)p->iNone;
    }
  }
  for (int e = p->aStart[i]; e < p->aStart[i + 1]; e++)
    p->aSpread[p->aHold[e].iSlot] = p->aHold[e];
  p->iSpread = i;
}

static void portfolioWeighted(const EntPortfolios *p, const EntHold *a, int n,
                              EntMoments *m) {
  double sad = 0, ssd = 0;
  for (int e = 0; e < n; e++) {
    double x = p->aSpread[a[e].iSlot].x, w = p->aWeight[a[e].iSlot];
    double d = x - a[e].x;
    sad += w * (fabs(d) - fabs(x));
    ssd += w * (d * d - x * x);
  }
  m->sadw += sad;
  m->ssdw += ssd;
}

static void portfolioTable(const EntPortfolios *p, const EntHold *a, int n,
                           const EntRowSum *pX, EntMoments *m) {
  m->nLevel = p->nLevel;
  memset(m->aaCell, 0, sizeof(m->aaCell));
  for (int e = 0; e < n; e++)
    m->aaCell[p->aSpread[a[e].iSlot].iLevel][a[e].iLevel]++;
  for (int x = 0; x < p->nLevel; x++) {
    double rest = pX->anLevel[x];
    for (int y = 0; y < p->nLevel; y++)
      rest -= m->aaCell[x][y];
    m->aaCell[x][p->iNone] += rest;
  }
}

void ent_portfolio_pair(EntPortfolios *p, int i, int j, unsigned need,
                        EntMoments *m) {
  int iLow = i < j ? i : j, iHigh = i < j ? j : i;
  const EntRowSum *pX = &p->aSum[iLow], *pY = &p->aSum[iHigh];
  const EntHold *a = &p->aHold[p->aStart[iHigh]], *aSpread = p->aSpread;
  int n = p->aStart[iHigh + 1] - p->aStart[iHigh];
  portfolioSpread(p, iLow);
  m->n = p->n;
  m->s1 = pX->s;
  m->s2 = pY->s;
  m->ss1 = pX->ss;
  m->ss2 = pY->ss;
  m->n1 = pX->nClose;
  m->n2 = pY->nClose;
  m->sad = m->nBoth = m->same = 0.0;
  m->weight = m->sadw = m->ssdw = 0.0;
  if (need & ENT_NEED_SQUARED) {
    double product = 0.0;
    for (int e = 0; e < n; e++)
      product += aSpread[a[e].iSlot].x * a[e].x;
    m->ssd = pX->ss + pY->ss - 2.0 * product;
  }
  if (need & ENT_NEED_ABSOLUTE) {
    double sad = 0.0;
    for (int e = 0; e < n; e++) {
      double x = aSpread[a[e].iSlot].x;
      sad += fabs(x - a[e].x) - fabs(x);
    }
    m->sad = pX->sa + sad;
  }
  if (need & ENT_NEED_WEIGHTED) {
    m->weight = p->weight;
    m->sadw = pX->sw;
    m->ssdw = pX->ssw;
    portfolioWeighted(p, a, n, m);
  }
  if (need & ENT_NEED_BINARY) {
    int nBoth = 0;
    for (int e = 0; e < n; e++)
      nBoth += aSpread[a[e].iSlot].isClose & a[e].isClose;
    m->nBoth = nBoth;
  }
  if (need & ENT_NEED_TABLE) portfolioTable(p, a, n, pX, m);
}
