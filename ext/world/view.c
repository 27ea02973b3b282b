/*
** The world on a date: who existed, and what held between whom.
**
** A view asks every row one question, "were you in force on any day of `on`",
** and keeps the answers as sparse rows, one list per state, sorted by the
** other state. `on` is a day, a month or a year. What is not asked of `on` as
** a whole is said here:
**
**   alive        a spell in the cow system overlaps `on`. A world without any
**                such spell is a dataset of actors that are no states; in it
**                everyone is alive. The dead have no entries anywhere.
**   known        coverage says of a layer that a missing row means "none". A
**                layer that is not known has no entries, whatever rows it has.
**   promise      an obligation holds while both its own interval and its
**                deal's do. Value and level are maxima of their own, for an
**                offer to consult may stand lower on one scale and higher on
**                the other; iRow is the one of highest value, then of highest
**                level, then the first.
**   flow         every transfer that has begun, in both parties' lists:
**                value = w_category * certainty_status * 2^(-age/half_life),
**                age = years of 365.25 days from its last day to the end of
**                `on`, never below 0; one that goes on is new.
**   share        of the latest year, up to that of the end of `on`, for which
**                the state has any row of trade. The total is the state's own
**                where it is known and not below the sum of its rows (it then
**                counts partners that have no row), else that sum. The dead
**                keep no entry but count in the sum.
**   against      per kind the furthest extent of all rows in force (several
**                cases at once are not added); severity joins the kinds as
**                1 - prod(1 - w_kind * extent). A bloc is its members on any
**                day of `on`, the target left out. `own` leaves out universal
**                blocs: what all the world decided is no quarrel of two.
**   quarrel      both were in one dispute, on opposite sides, on a common day.
**   border       symmetric.
**
** A deal can be left out (skipDeal), to see the world without it: its
** obligations and transfers are passed over. A variant of a world may leave
** out a source: then all its rows of coverage and of these layers are, those
** of deals excepted, which bind nobody by themselves.
**
** Cost: linear in the rows of the world, plus the sorting of what is kept; of
** trade only the states' latest years are read. No table is n by n.
*/
#include "world.h"
#include <limits.h>
#include <math.h>
#include <string.h>

enum { VIEW_POLL = 4096 }; /* rows between two questions to xCancel */

#define VIEW_YEAR 365.25 /* days */

/* Kinds count through their parameters. */
_Static_assert(P_OBLIGATION_ENTENTE - P_OBLIGATION_DEFENSE == ENT_ENTENTE &&
                   P_LEVEL_ENTENTE - P_LEVEL_DEFENSE == ENT_ENTENTE &&
                   P_SANCTION_OTHER - P_SANCTION_TRADE == ENT_OTHER &&
                   P_DISPUTE_UNSPECIFIED - P_DISPUTE_CLAIM == ENT_UNSPECIFIED,
               "the order of the enums");

typedef struct ViewList ViewList; /* entries as they are found, with owners */
struct ViewList {
  void *a;
  int n, nAlloc;
};

typedef struct ViewPair ViewPair; /* any entry of a pairwise list */
struct ViewPair {
  int32_t iOwner, iOther, iRow;
  double value;
};

typedef struct ViewCase ViewCase; /* one sender's measures on one target */
struct ViewCase {
  double aExtent[ENT_NSANCTION];    /* 0: none */
  double aOwnExtent[ENT_NSANCTION]; /* without universal blocs */
  double secondary;
  int32_t aRow[ENT_NSANCTION];
  int8_t used;
};

typedef struct ViewMake ViewMake; /* a view in the making */
struct ViewMake {
  EntRun *run;
  EntView *v;
  const EntWorld *w;
  int nStep; /* rows since the last question to xCancel */
};

static int viewStopped(ViewMake *p) {
  return p->run->error.code != ENT_OK;
}

/* Once per row; nonzero: stop. */
static int viewPoll(ViewMake *p) {
  if (++p->nStep < VIEW_POLL) return viewStopped(p);
  p->nStep = 0;
  return ent_run_cancelled(p->run);
}

/* Zeroed memory that lives as long as the view. */
static void *viewAlloc(ViewMake *p, size_t n, size_t nSize) {
  return ent_run_carve(p->run, &p->v->arena, n, nSize);
}

static EntSpan viewMeet(EntSpan a, EntSpan b) {
  EntSpan meet;
  meet.first = a.first > b.first ? a.first : b.first;
  meet.last = a.last < b.last ? a.last : b.last;
  return meet; /* empty when first > last */
}

/* Both exist and are two. */
static int viewAlive(const EntView *v, int32_t i, int32_t j) {
  return i != j && v->alive[i] && v->alive[j];
}

/* Is this the source that is left out? A row without one stays. */
static int viewSkips(const ViewMake *p, int32_t iSource) {
  return iSource >= 0 && iSource == p->w->skipSource;
}

/* ---- Lists ---- */

static void *viewPush(ViewMake *p, ViewList *pList, size_t nSize) {
  void *a;
  if (viewStopped(p)) return 0;
  a = ent_run_grow(p->run, pList->a, &pList->nAlloc, pList->n, 1, nSize);
  if (a == 0) return 0;
  pList->a = a;
  return (char *)pList->a + (size_t)pList->n++ * nSize;
}

static void viewPair(ViewMake *p, ViewList *pList, int32_t iOwner,
                     int32_t iOther, int32_t iRow, double value) {
  ViewPair *pNew = viewPush(p, pList, sizeof(*pNew));
  if (pNew == 0) return;
  pNew->iOwner = iOwner;
  pNew->iOther = iOther;
  pNew->iRow = iRow;
  pNew->value = value;
}

/* By owner and other, then the highest value, then the first row. */
static int viewByValue(const void *pa, const void *pb) {
  const ViewPair *a = pa, *b = pb;
  if (a->iOwner != b->iOwner) return a->iOwner < b->iOwner ? -1 : 1;
  if (a->iOther != b->iOther) return a->iOther < b->iOther ? -1 : 1;
  if (a->value != b->value) return a->value > b->value ? -1 : 1;
  return a->iRow < b->iRow ? -1 : a->iRow > b->iRow;
}

static int viewByRow(const void *pa, const void *pb) {
  const ViewPair *a = pa, *b = pb;
  if (a->iOwner != b->iOwner) return a->iOwner < b->iOwner ? -1 : 1;
  if (a->iOther != b->iOther) return a->iOther < b->iOther ? -1 : 1;
  return a->iRow < b->iRow ? -1 : a->iRow > b->iRow;
}

static void viewSort(ViewMake *p, ViewList *pList,
                     int (*xCompare)(const void *, const void *)) {
  ViewPair *aOther;
  if (viewStopped(p) || pList->n < 2) return;
  aOther = ent_run_alloc(p->run, (size_t)pList->n * sizeof(ViewPair));
  if (aOther == 0) return;
  if (ent_run_sort(p->run, pList->a, aOther, (size_t)pList->n, sizeof(ViewPair),
                   xCompare) == aOther) {
    memcpy(pList->a, aOther, (size_t)pList->n * sizeof(ViewPair));
  }
  ent_run_free(p->run, aOther);
}

/* Keeps the first entry of each owner and other. */
static void viewDistinct(ViewList *pList) {
  ViewPair *a = pList->a;
  int n = 0;
  for (int i = 0; i < pList->n; i++) {
    if (n && a[n - 1].iOwner == a[i].iOwner && a[n - 1].iOther == a[i].iOther) {
      continue;
    }
    a[n++] = a[i];
  }
  pList->n = n;
}

/* Counts per owner in aStart[i+1] become where each owner's entries start. */
static void viewStarts(int *aStart, int n) {
  for (int i = 0; i < n; i++)
    aStart[i + 1] += aStart[i];
}

/* ---- Who existed, what is known ---- */

static void viewLiving(ViewMake *p) {
  EntView *v = p->v;
  const EntWorld *w = p->w;
  v->alive = viewAlloc(p, (size_t)v->n, sizeof(*v->alive));
  if (v->alive == 0) return;
  if (w->anSpell[ENT_COW] == 0) memset(v->alive, 1, (size_t)v->n);
  for (int i = 0; i < w->anSpell[ENT_COW]; i++) {
    const EntSpell *pSpell = &w->aaSpell[ENT_COW][i];
    if (ent_date_overlap(pSpell->span, v->on)) v->alive[pSpell->iState] = 1;
  }
  for (int i = 0; i < v->n; i++)
    v->nAlive += v->alive[i];
  for (int i = 0; i < w->nCoverage; i++) {
    if (viewSkips(p, w->aCoverage[i].iSource)) continue;
    if (ent_date_overlap(w->aCoverage[i].span, v->on)) {
      v->aKnown[w->aCoverage[i].layer] = 1;
    }
  }
}

/* ---- Promises ---- */

static int viewPromised(const ViewMake *p, const EntObligation *pRow) {
  EntSpan span;
  if (pRow->iDeal == p->v->skipDeal) return 0;
  if (viewSkips(p, pRow->iSource)) return 0;
  if (!viewAlive(p->v, pRow->iFrom, pRow->iTo)) return 0;
  span = viewMeet(pRow->span, p->w->aDeal[pRow->iDeal].span);
  span = viewMeet(span, p->v->on);
  return span.first <= span.last;
}

/* Maxima per pair, into the places that viewPromises made. */
static void viewFillPromises(ViewMake *p) {
  const EntWorld *w = p->w;
  EntPromise *pNext = p->v->aPromise, *pThis = 0;
  int32_t iFrom = -1;
  double levelOfRow = 0;
  for (int i = 0; i < w->nObligation; i++) {
    const EntObligation *pRow = &w->aObligation[i];
    double value = w->aParameter[P_OBLIGATION_DEFENSE + pRow->kind];
    double level = w->aParameter[P_LEVEL_DEFENSE + pRow->kind];
    if (viewPoll(p)) return;
    if (!viewPromised(p, pRow)) continue;
    if (pThis == 0 || pRow->iFrom != iFrom || pRow->iTo != pThis->iOther) {
      pThis = pNext++;
      iFrom = pRow->iFrom;
      pThis->iOther = pRow->iTo;
      pThis->iRow = i;
      pThis->value = value;
      pThis->level = levelOfRow = level;
      continue;
    }
    if (value > pThis->value || (value == pThis->value && level > levelOfRow)) {
      pThis->iRow = i;
      pThis->value = value;
      levelOfRow = level;
    }
    if (level > pThis->level) pThis->level = level;
  }
}

/* Obligations lie sorted by from and to: one pass counts the pairs, the
** second fills them. */
static void viewPromises(ViewMake *p) {
  EntView *v = p->v;
  const EntWorld *w = p->w;
  int n = 0;
  v->aPromiseStart = viewAlloc(p, (size_t)v->n + 1, sizeof(int));
  if (viewStopped(p)) return;
  if (v->aKnown[ENT_L_OBLIGATION]) {
    int32_t iFrom = -1, iTo = -1;
    for (int i = 0; i < w->nObligation; i++) {
      const EntObligation *pRow = &w->aObligation[i];
      if (viewPoll(p)) return;
      if (!viewPromised(p, pRow)) continue;
      if (pRow->iFrom == iFrom && pRow->iTo == iTo) continue;
      iFrom = pRow->iFrom;
      iTo = pRow->iTo;
      v->aPromiseStart[iFrom + 1]++;
      n++;
    }
  }
  viewStarts(v->aPromiseStart, v->n);
  v->aPromise = viewAlloc(p, (size_t)n, sizeof(EntPromise));
  if (n == 0 || viewStopped(p)) return;
  viewFillPromises(p);
}

/* ---- Flows ---- */

static double viewFade(const ViewMake *p, EntSpan span) {
  double age = ((double)p->v->on.last - (double)span.last) / VIEW_YEAR;
  if (!(age > 0)) return 1.0;
  return exp2(-age / p->w->aParameter[P_TRANSFER_HALF_LIFE]);
}

static int viewFlowed(const ViewMake *p, const EntTransfer *pRow) {
  if (pRow->iDeal >= 0 && pRow->iDeal == p->v->skipDeal) return 0;
  if (viewSkips(p, pRow->iSource)) return 0;
  if (pRow->span.first > p->v->on.last) return 0;
  return viewAlive(p->v, pRow->iSupplier, pRow->iRecipient);
}

static void viewFlows(ViewMake *p) {
  EntView *v = p->v;
  const EntWorld *w = p->w;
  ViewList list = { 0, 0, 0 };
  v->aFlowStart = viewAlloc(p, (size_t)v->n + 1, sizeof(int));
  for (int i = 0; v->aKnown[ENT_L_TRANSFER] && i < w->nTransfer; i++) {
    const EntTransfer *pRow = &w->aTransfer[i];
    double value;
    if (viewPoll(p)) break;
    if (!viewFlowed(p, pRow)) continue;
    value = w->aCategory[pRow->iCategory].value *
            w->aStatus[pRow->iStatus].value * viewFade(p, pRow->span);
    viewPair(p, &list, pRow->iSupplier, pRow->iRecipient, i, value);
    viewPair(p, &list, pRow->iRecipient, pRow->iSupplier, i, value);
  }
  viewSort(p, &list, viewByRow);
  v->aFlow = viewAlloc(p, (size_t)list.n, sizeof(EntFlow));
  for (int i = 0; !viewStopped(p) && i < list.n; i++) {
    const ViewPair *pPair = (const ViewPair *)list.a + i;
    v->aFlowStart[pPair->iOwner + 1]++;
    v->aFlow[i].iOther = pPair->iOther;
    v->aFlow[i].iRow = pPair->iRow;
    v->aFlow[i].value = pPair->value;
  }
  if (!viewStopped(p)) viewStarts(v->aFlowStart, v->n);
  ent_run_free(p->run, list.a);
}

/* ---- Shares of trade ---- */

/* How many rows of trade lie before the state's rows of `year`. */
static int viewTradeBefore(const EntWorld *w, int32_t iState, int64_t year) {
  int iLow = 0, iHigh = w->nTrade;
  while (iLow < iHigh) {
    int iMid = iLow + (iHigh - iLow) / 2;
    const EntTrade *pMid = &w->aTrade[iMid];
    if (pMid->iState < iState ||
        (pMid->iState == iState && pMid->year < year)) {
      iLow = iMid + 1;
    } else {
      iHigh = iMid;
    }
  }
  return iLow;
}

/* From row j on: the next partner's rows, joined. Returns the row behind them;
** *piRow is the first of them, or -1 when there is no other partner. */
static int viewPartner(const ViewMake *p, int j, int iEnd, int *piRow,
                       double *pValue) {
  const EntTrade *a = p->w->aTrade;
  *piRow = -1;
  *pValue = 0;
  for (; j < iEnd; j++) {
    if (viewSkips(p, a[j].iSource)) continue;
    if (*piRow >= 0 && a[j].iPartner != a[*piRow].iPartner) break;
    if (*piRow < 0) *piRow = j;
    *pValue += a[j].value;
  }
  return j;
}

/* The state's rows of the latest year up to that of `on`: the row behind them,
** and where they begin. The two are the same when there is none; else one of
** them counts, and viewPartner finds a partner until the rows are spent. */
static int viewTradeLatest(const ViewMake *p, int32_t iState, int *piFirst) {
  const EntWorld *w = p->w;
  int64_t year = ent_date_year(p->v->on.last);
  int iEnd = viewTradeBefore(w, iState, year + 1);
  while (iEnd > 0 && w->aTrade[iEnd - 1].iState == iState) {
    int iFirst = viewTradeBefore(w, iState, w->aTrade[iEnd - 1].year), iRow;
    double value;
    viewPartner(p, iFirst, iEnd, &iRow, &value);
    *piFirst = iFirst;
    if (iRow >= 0) return iEnd;
    iEnd = iFirst; /* all of one source, which is left out */
  }
  *piFirst = iEnd;
  return iEnd;
}

/* The state's trade with the whole world in a year; NaN: unknown. */
static double viewTotal(const ViewMake *p, int32_t iState, int32_t year) {
  const EntWorld *w = p->w;
  int iLow = 0, iHigh = w->nTotal;
  while (iLow < iHigh) {
    int iMid = iLow + (iHigh - iLow) / 2;
    const EntTotal *pMid = &w->aTotal[iMid];
    if (pMid->iState < iState ||
        (pMid->iState == iState && pMid->year < year)) {
      iLow = iMid + 1;
    } else {
      iHigh = iMid;
    }
  }
  if (iLow < w->nTotal && w->aTotal[iLow].iState == iState &&
      w->aTotal[iLow].year == year && !viewSkips(p, w->aTotal[iLow].iSource)) {
    return w->aTotal[iLow].value;
  }
  return NAN;
}

static void viewShares(ViewMake *p) {
  EntView *v = p->v;
  const EntWorld *w = p->w;
  int n = 0, nShare = 0;
  v->aShareStart = viewAlloc(p, (size_t)v->n + 1, sizeof(int));
  v->tradeKnown = viewAlloc(p, (size_t)v->n, sizeof(uint8_t));
  if (viewStopped(p)) return;
  for (int i = 0; v->aKnown[ENT_L_TRADE] && i < v->n; i++) {
    int iFirst = 0, iRow,
        iEnd = v->alive[i] ? viewTradeLatest(p, i, &iFirst) : 0;
    double sum = 0, value;
    if (viewPoll(p)) return;
    for (int j = iFirst; j < iEnd;) {
      j = viewPartner(p, j, iEnd, &iRow, &value);
      sum += value;
      if (viewAlive(v, i, w->aTrade[iRow].iPartner)) nShare++;
    }
    v->tradeKnown[i] = sum > 0;
    if (v->tradeKnown[i]) n += nShare;
    nShare = 0;
  }
  v->aShare = viewAlloc(p, (size_t)n, sizeof(EntShare));
  n = 0;
  for (int i = 0; !viewStopped(p) && i < v->n; i++) {
    int iFirst = 0, iRow,
        iEnd = v->tradeKnown[i] ? viewTradeLatest(p, i, &iFirst) : 0;
    double sum = 0, total, value;
    v->aShareStart[i + 1] = n;
    if (!v->tradeKnown[i]) continue;
    for (int j = iFirst; j < iEnd;) {
      j = viewPartner(p, j, iEnd, &iRow, &value);
      sum += value;
    }
    total = viewTotal(p, i, w->aTrade[iFirst].year);
    if (!(total >= sum)) total = sum;
    for (int j = iFirst; j < iEnd;) {
      j = viewPartner(p, j, iEnd, &iRow, &value);
      if (!viewAlive(v, i, w->aTrade[iRow].iPartner)) continue;
      v->aShare[n].iOther = w->aTrade[iRow].iPartner;
      v->aShare[n].iRow = iRow;
      v->aShare[n].value = value / total;
      n++;
    }
    v->aShareStart[i + 1] = n;
  }
}

/* ---- Sanctions ---- */

static int viewMemberFirst(const EntWorld *w, int32_t iBloc, int32_t iState) {
  int iLow = 0, iHigh = w->nMember;
  while (iLow < iHigh) {
    int iMid = iLow + (iHigh - iLow) / 2;
    const EntMember *pMid = &w->aMember[iMid];
    if (pMid->iBloc < iBloc ||
        (pMid->iBloc == iBloc && pMid->iState < iState)) {
      iLow = iMid + 1;
    } else {
      iHigh = iMid;
    }
  }
  return iLow;
}

/* Row iRow as a measure of iSender: into its case, opened at need. Rows come
** in rising order, so of equal extents the first stays. */
static void viewMeasure(const ViewMake *p, int iRow, int32_t iSender,
                        ViewCase *aCase, int32_t *aUsed, int *pnUsed) {
  const EntSanction *pRow = &p->w->aSanction[iRow];
  ViewCase *pCase = &aCase[iSender];
  double extent = pRow->complete ? 1.0 : p->w->aParameter[P_SANCTION_PARTIAL];
  int isOwn = pRow->iBloc < 0 || !p->w->aBloc[pRow->iBloc].universal;
  if (!viewAlive(p->v, iSender, pRow->iTarget)) return;
  if (!pCase->used) {
    memset(pCase, 0, sizeof(*pCase));
    for (int k = 0; k < ENT_NSANCTION; k++)
      pCase->aRow[k] = -1;
    pCase->used = 1;
    aUsed[(*pnUsed)++] = iSender;
  }
  if (pCase->aRow[pRow->kind] < 0 || extent > pCase->aExtent[pRow->kind]) {
    pCase->aExtent[pRow->kind] = extent;
    pCase->aRow[pRow->kind] = iRow;
  }
  if (isOwn && extent > pCase->aOwnExtent[pRow->kind]) {
    pCase->aOwnExtent[pRow->kind] = extent;
  }
  if (pRow->secondary > pCase->secondary) pCase->secondary = pRow->secondary;
}

static int viewSanctioned(const ViewMake *p, const EntSanction *pRow) {
  return ent_date_overlap(pRow->span, p->v->on) && !viewSkips(p, pRow->iSource);
}

static double viewSeverity(const EntWorld *w, const double *aExtent) {
  double none = 1.0;
  for (int k = 0; k < ENT_NSANCTION; k++) {
    none *= 1.0 - w->aParameter[P_SANCTION_TRADE + k] * aExtent[k];
  }
  return 1.0 - none;
}

static int viewByNumber(const void *pa, const void *pb) {
  int32_t a = *(const int32_t *)pa, b = *(const int32_t *)pb;
  return a < b ? -1 : a > b;
}

/* Sanctions lie sorted by target: one target after the other is gathered in
** aCase, by sender, and written out. */
static void viewAgainst(ViewMake *p) {
  EntView *v = p->v;
  const EntWorld *w = p->w;
  size_t n = (size_t)v->n;
  ViewList list = { 0, 0, 0 };
  ViewCase *aCase = 0;
  int32_t *aUsed = 0; /* two halves: the senders, and room to sort them */
  v->aAgainstStart = viewAlloc(p, n + 1, sizeof(int));
  if (viewStopped(p)) return;
  if (v->aKnown[ENT_L_SANCTION] && w->nSanction) {
    aCase = ent_run_alloc(p->run, n * sizeof(ViewCase));
    if (aCase) aUsed = ent_run_alloc(p->run, 2 * n * sizeof(int32_t));
  }
  for (int i = 0; aUsed && i < w->nSanction;) {
    int32_t iTarget = w->aSanction[i].iTarget;
    int nUsed = 0;
    const int32_t *aSorted;
    for (; i < w->nSanction && w->aSanction[i].iTarget == iTarget; i++) {
      const EntSanction *pRow = &w->aSanction[i];
      if (viewPoll(p)) break;
      if (!viewSanctioned(p, pRow)) continue;
      if (pRow->iBloc < 0) {
        viewMeasure(p, i, pRow->iSender, aCase, aUsed, &nUsed);
        continue;
      }
      for (int j = viewMemberFirst(w, pRow->iBloc, 0);
           j < w->nMember && w->aMember[j].iBloc == pRow->iBloc; j++) {
        if (!ent_date_overlap(w->aMember[j].span, v->on)) continue;
        viewMeasure(p, i, w->aMember[j].iState, aCase, aUsed, &nUsed);
      }
    }
    if (viewStopped(p)) break;
    aSorted = ent_run_sort(p->run, aUsed, aUsed + n, (size_t)nUsed,
                           sizeof(int32_t), viewByNumber);
    for (int j = 0; j < nUsed; j++) {
      ViewCase *pCase = &aCase[aSorted[j]];
      EntMeasureOn *pNew = viewPush(p, &list, sizeof(*pNew));
      if (pNew == 0) break;
      pNew->iSender = aSorted[j];
      pNew->severity = viewSeverity(w, pCase->aExtent);
      pNew->own = viewSeverity(w, pCase->aOwnExtent);
      pNew->secondary = pCase->secondary;
      memcpy(pNew->aRow, pCase->aRow, sizeof(pNew->aRow));
      pCase->used = 0;
    }
    v->aAgainstStart[iTarget + 1] = nUsed;
  }
  viewStarts(v->aAgainstStart, v->n);
  v->aAgainst = viewAlloc(p, (size_t)list.n, sizeof(EntMeasureOn));
  if (list.n && !viewStopped(p)) {
    memcpy(v->aAgainst, list.a, (size_t)list.n * sizeof(EntMeasureOn));
  }
  ent_run_free(p->run, aCase);
  ent_run_free(p->run, aUsed);
  ent_run_free(p->run, list.a);
}

/* ---- Disputes ---- */

static int viewDisputed(const ViewMake *p, const EntDispute *pRow) {
  return ent_date_overlap(pRow->span, p->v->on) && !viewSkips(p, pRow->iSource);
}

/* The days of `on` on which the disputant was in the dispute. */
static EntSpan viewFighting(const ViewMake *p, const EntDisputant *pRow) {
  return viewMeet(viewMeet(pRow->span, p->w->aDispute[pRow->iDispute].span),
                  p->v->on);
}

static void viewQuarrels(ViewMake *p) {
  EntView *v = p->v;
  const EntWorld *w = p->w;
  ViewList list = { 0, 0, 0 };
  int nRow = v->aKnown[ENT_L_DISPUTE] ? w->nDisputant : 0;
  v->aQuarrelStart = viewAlloc(p, (size_t)v->n + 1, sizeof(int));
  for (int iEnd, iFirst = 0; iFirst < nRow; iFirst = iEnd) {
    int32_t iDispute = w->aDisputant[iFirst].iDispute;
    double value =
        w->aParameter[P_DISPUTE_CLAIM + w->aDispute[iDispute].intensity];
    iEnd = iFirst;
    while (iEnd < nRow && w->aDisputant[iEnd].iDispute == iDispute)
      iEnd++;
    if (!viewDisputed(p, &w->aDispute[iDispute])) continue;
    for (int i = iFirst; i < iEnd && w->aDisputant[i].side == 'A'; i++) {
      EntSpan a = viewFighting(p, &w->aDisputant[i]);
      for (int j = iEnd - 1; j > i && w->aDisputant[j].side == 'B'; j--) {
        EntSpan both = viewMeet(a, viewFighting(p, &w->aDisputant[j]));
        int32_t iA = w->aDisputant[i].iState, iB = w->aDisputant[j].iState;
        if (viewPoll(p)) break;
        if (both.first > both.last || !viewAlive(v, iA, iB)) continue;
        viewPair(p, &list, iA, iB, iDispute, value);
        viewPair(p, &list, iB, iA, iDispute, value);
      }
    }
    if (viewStopped(p)) break;
  }
  viewSort(p, &list, viewByValue);
  viewDistinct(&list);
  v->aQuarrel = viewAlloc(p, (size_t)list.n, sizeof(EntQuarrel));
  for (int i = 0; !viewStopped(p) && i < list.n; i++) {
    const ViewPair *pPair = (const ViewPair *)list.a + i;
    v->aQuarrelStart[pPair->iOwner + 1]++;
    v->aQuarrel[i].iOther = pPair->iOther;
    v->aQuarrel[i].iRow = pPair->iRow;
    v->aQuarrel[i].value = pPair->value;
  }
  if (!viewStopped(p)) viewStarts(v->aQuarrelStart, v->n);
  ent_run_free(p->run, list.a);
}

/* ---- Borders ---- */

static void viewBorders(ViewMake *p) {
  EntView *v = p->v;
  const EntWorld *w = p->w;
  ViewList list = { 0, 0, 0 };
  v->aBorderStart = viewAlloc(p, (size_t)v->n + 1, sizeof(int));
  for (int i = 0; i < w->nBorder; i++) {
    const EntBorder *pRow = &w->aBorder[i];
    if (viewPoll(p)) break;
    if (!ent_date_overlap(pRow->span, v->on)) continue;
    if (!viewAlive(v, pRow->iA, pRow->iB)) continue;
    viewPair(p, &list, pRow->iA, pRow->iB, 0, 0);
    viewPair(p, &list, pRow->iB, pRow->iA, 0, 0);
  }
  viewSort(p, &list, viewByRow);
  viewDistinct(&list);
  v->aBorder = viewAlloc(p, (size_t)list.n, sizeof(int32_t));
  for (int i = 0; !viewStopped(p) && i < list.n; i++) {
    const ViewPair *pPair = (const ViewPair *)list.a + i;
    v->aBorderStart[pPair->iOwner + 1]++;
    v->aBorder[i] = pPair->iOther;
  }
  if (!viewStopped(p)) viewStarts(v->aBorderStart, v->n);
  ent_run_free(p->run, list.a);
}

/* ---- The view ---- */

static int viewFill(EntRun *run, EntView *v, int isWhole) {
  ViewMake make = { run, v, v->world, 0 };
  viewLiving(&make);
  if (!viewStopped(&make)) viewPromises(&make);
  if (isWhole && !viewStopped(&make)) viewFlows(&make);
  if (isWhole && !viewStopped(&make)) viewShares(&make);
  if (isWhole && !viewStopped(&make)) viewAgainst(&make);
  if (isWhole && !viewStopped(&make)) viewQuarrels(&make);
  if (isWhole && !viewStopped(&make)) viewBorders(&make);
  return run->error.code;
}

static EntView *viewNew(EntRun *run, EntWorld *world, EntSpan on, int skipDeal,
                        int isWhole) {
  EntView *v;
  if (ent_run_cancelled(run)) return 0;
  v = ent_run_alloc(run, sizeof(*v));
  if (v == 0) return 0;
  v->nRef = 1;
  v->world = ent_world_ref(world);
  v->on = on;
  v->skipDeal = skipDeal;
  v->n = world->nState;
  ent_arena_init(&v->arena, run->mem);
  if (viewFill(run, v, isWhole)) {
    ent_view_unref(v);
    return 0;
  }
  return v;
}

EntView *ent_view_new(EntRun *run, EntWorld *world, EntSpan on, int skipDeal) {
  return viewNew(run, world, on, skipDeal, 1);
}

EntView *ent_view_promises(EntRun *run, EntWorld *world, EntSpan on) {
  return viewNew(run, world, on, -1, 0);
}

int ent_view_renew(EntRun *run, EntView *v) {
  if (ent_run_cancelled(run)) return run->error.code;
  ent_arena_reset(&v->arena);
  v->nAlive = 0;
  memset(v->aKnown, 0, sizeof(v->aKnown));
  return viewFill(run, v, 1);
}

EntView *ent_view_ref(EntView *p) {
  p->nRef++;
  return p;
}

void ent_view_unref(EntView *p) {
  const EntMem *mem;
  if (p == 0 || --p->nRef > 0) return;
  mem = p->arena.mem;
  ent_arena_clear(&p->arena);
  ent_world_unref(p->world);
  mem->xFree(p);
}

/* ---- Finding an entry ---- */

/* In entries of nSize bytes that begin with the other's number and lie sorted
** by it: the one for iOther, or NULL. */
static const void *viewFind(const int *aStart, const void *a, size_t nSize,
                            int i, int32_t iOther) {
  int iLow = aStart[i], iHigh = aStart[i + 1];
  while (iLow < iHigh) {
    int iMid = iLow + (iHigh - iLow) / 2;
    const char *pMid = (const char *)a + (size_t)iMid * nSize;
    int32_t iThis;
    memcpy(&iThis, pMid, sizeof(iThis));
    if (iThis == iOther) return pMid;
    if (iThis < iOther) {
      iLow = iMid + 1;
    } else {
      iHigh = iMid;
    }
  }
  return 0;
}

const EntShare *ent_view_share(const EntView *p, int i, int iOther) {
  return viewFind(p->aShareStart, p->aShare, sizeof(EntShare), i, iOther);
}

const EntMeasureOn *ent_view_against(const EntView *p, int i, int iSender) {
  return viewFind(p->aAgainstStart, p->aAgainst, sizeof(EntMeasureOn), i,
                  iSender);
}

const EntQuarrel *ent_view_quarrel(const EntView *p, int i, int iOther) {
  return viewFind(p->aQuarrelStart, p->aQuarrel, sizeof(EntQuarrel), i, iOther);
}

int ent_view_borders(const EntView *p, int i, int j) {
  return viewFind(p->aBorderStart, p->aBorder, sizeof(int32_t), i, j) != 0;
}

int ent_view_member(const EntView *p, int iBloc, int iState) {
  const EntWorld *w = p->world;
  for (int i = viewMemberFirst(w, iBloc, iState);
       i < w->nMember && w->aMember[i].iBloc == iBloc &&
       w->aMember[i].iState == iState;
       i++) {
    if (ent_date_overlap(w->aMember[i].span, p->on)) return 1;
  }
  return 0;
}

/* ---- Where a view comes from ---- */

static void viewMark(uint8_t *aMark, int32_t iSource) {
  if (iSource >= 0) aMark[iSource] = 1;
}

void ent_view_sources(EntView *v, uint8_t *aMark) {
  const EntWorld *w = v->world;
  const ViewMake ask = { 0, v, w, 0 };
  int year = ent_date_year(v->on.last);
  for (int i = 0; v->aKnown[ENT_L_OBLIGATION] && i < w->nObligation; i++) {
    const EntObligation *pRow = &w->aObligation[i];
    if (viewPromised(&ask, pRow)) viewMark(aMark, pRow->iSource);
  }
  for (int i = 0; v->aKnown[ENT_L_TRANSFER] && i < w->nTransfer; i++) {
    const EntTransfer *pRow = &w->aTransfer[i];
    if (viewFlowed(&ask, pRow)) viewMark(aMark, pRow->iSource);
  }
  for (int i = 0; v->aKnown[ENT_L_TRADE] && i < v->n; i++) {
    int iFirst = 0, iEnd = v->alive[i] ? viewTradeLatest(&ask, i, &iFirst) : 0;
    for (int j = iFirst; j < iEnd; j++)
      viewMark(aMark, w->aTrade[j].iSource);
  }
  for (int i = 0; v->aKnown[ENT_L_TRADE] && i < w->nTotal; i++) {
    const EntTotal *pRow = &w->aTotal[i];
    if (v->alive[pRow->iState] && pRow->year <= year)
      viewMark(aMark, pRow->iSource);
  }
  for (int i = 0; v->aKnown[ENT_L_SANCTION] && i < w->nSanction; i++) {
    const EntSanction *pRow = &w->aSanction[i];
    if (viewSanctioned(&ask, pRow) && v->alive[pRow->iTarget])
      viewMark(aMark, pRow->iSource);
  }
  for (int i = 0; v->aKnown[ENT_L_DISPUTE] && i < w->nDispute; i++) {
    if (viewDisputed(&ask, &w->aDispute[i]))
      viewMark(aMark, w->aDispute[i].iSource);
  }
  for (int i = 0; v->aKnown[ENT_L_CAPABILITY] && i < w->nCapability; i++) {
    const EntCapability *pRow = &w->aCapability[i];
    if (pRow->year <= year) viewMark(aMark, pRow->iSource);
  }
}
