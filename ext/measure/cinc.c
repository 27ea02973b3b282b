/*
** Capability: the Composite Index of National Capability.
**
** Singer, Bremer and Stuckey (1972, in Russett, Peace, War, and Numbers,
** 19-48):
**
**     cinc = mean over the components known for the state-year of
**            value / sum of the values of all states in that year
**
** over military expenditure and personnel, iron and steel, energy, total and
** urban population. A component that is missing is left out of the state's
** mean and of the system's total; it is not 0. Hence the shares of a year can
** sum to a little more than 1, and nothing may assume that they sum to 1.
** Components whose total is 0 say nothing and are left out too.
**
** On a date a state has the shares of its latest year at or before it, taken
** against the totals of that same year, whoever else reported in it.
*/
#include "measure.h"

#include <math.h>
#include <stdlib.h>

typedef struct CincYear CincYear;
struct CincYear {
  int32_t year;
  double aTotal[ENT_NCOMPONENT];
};

double ent_cinc_score(const double *aValue, const double *aTotal) {
  double sum = 0.0;
  int n = 0;
  for (int c = 0; c < ENT_NCOMPONENT; c++) {
    if (isnan(aValue[c])) continue;
    if (aTotal) {
      if (!(aTotal[c] > 0.0)) continue;
      sum += aValue[c] / aTotal[c];
    } else {
      sum += aValue[c];
    }
    n++;
  }
  return n ? sum / n : NAN;
}

static int cincIsEmpty(const EntCapability *p) {
  for (int c = 0; c < ENT_NCOMPONENT; c++) {
    if (!isnan(p->aValue[c])) return 0;
  }
  return 1;
}

/* Is it of the source that this world leaves out? */
static int cincSkips(const EntWorld *w, const EntCapability *p) {
  return p->iSource >= 0 && p->iSource == w->skipSource;
}

/* The state's row to be used: index into aCapability, or -1. */
static int cincLatestRow(const EntWorld *w, int iState, int year) {
  int lo = 0, hi = w->nCapability;
  while (lo < hi) {
    int mid = lo + (hi - lo) / 2;
    const EntCapability *p = &w->aCapability[mid];
    if (p->iState < iState || (p->iState == iState && p->year <= year)) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  while (lo > 0 && w->aCapability[lo - 1].iState == iState) {
    lo--;
    if (cincSkips(w, &w->aCapability[lo])) continue;
    if (!cincIsEmpty(&w->aCapability[lo])) return lo;
  }
  return -1;
}

static int cincCompareYear(const void *pa, const void *pb) {
  int32_t a = ((const CincYear *)pa)->year, b = ((const CincYear *)pb)->year;
  return (a > b) - (a < b);
}

static CincYear *cincFindYear(CincYear *a, int n, int32_t year) {
  int lo = 0, hi = n;
  while (lo < hi) {
    int mid = lo + (hi - lo) / 2;
    if (a[mid].year < year) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo < n && a[lo].year == year ? &a[lo] : 0;
}

int ent_cinc_view(EntRun *run, const EntView *v, double *aOut) {
  const EntWorld *w = v->world;
  int nYear = 0, n = 0, nStep = 0;
  for (int i = 0; i < v->n; i++) {
    aOut[i] = NAN;
  }
  if (!v->aKnown[ENT_L_CAPABILITY] || v->nAlive == 0) return ENT_OK;
  int *aRow = ent_run_alloc(run, (size_t)v->n * sizeof *aRow);
  CincYear *aYear = ent_run_alloc(run, (size_t)v->nAlive * sizeof *aYear);
  if (aRow == 0 || aYear == 0) goto done;
  int last = ent_date_year(v->on.last);
  for (int i = 0; i < v->n; i++) {
    aRow[i] = v->alive[i] ? cincLatestRow(w, i, last) : -1;
    if (aRow[i] >= 0) aYear[nYear++].year = w->aCapability[aRow[i]].year;
  }
  if (nYear == 0) goto done;
  qsort(aYear, (size_t)nYear, sizeof *aYear, cincCompareYear);
  for (int i = 0; i < nYear; i++) {
    if (n == 0 || aYear[n - 1].year != aYear[i].year) aYear[n++] = aYear[i];
  }
  for (int r = 0; r < w->nCapability; r++) {
    const EntCapability *p = &w->aCapability[r];
    CincYear *pYear = cincSkips(w, p) ? 0 : cincFindYear(aYear, n, p->year);
    for (int c = 0; pYear && c < ENT_NCOMPONENT; c++) {
      if (!isnan(p->aValue[c])) pYear->aTotal[c] += p->aValue[c];
    }
    if (ent_side_poll(run, &nStep, 1)) goto done;
  }
  for (int i = 0; i < v->n; i++) {
    if (aRow[i] < 0) continue;
    const EntCapability *p = &w->aCapability[aRow[i]];
    aOut[i] =
        ent_cinc_score(p->aValue, cincFindYear(aYear, n, p->year)->aTotal);
  }
done:
  ent_run_free(run, aRow);
  ent_run_free(run, aYear);
  return run->error.code;
}
