/*
** Who existed together: states, pairs and triples of them, year by year.
**
** A state is listed in a year when one of its spells has a day in it. A pair
** is not two listed states: Germany's two halves and the Germany of 3 October
** 1990 are all listed in 1990, and yet the whole never met the halves. So a
** pair or triple is listed only when spells of all its members share a day of
** that year: max of the first days <= min of the last days. For the COW
** system this takes 60 false rows out of the 1,912,350 directed dyad-years of
** 1816 to 2016.
**
** Nothing is listed in advance. The walk is an odometer of up to three places.
** Each place runs over the states of the year, or over the one state it is
** bound to; what the states so far have in common (`common`) cuts off every
** row that begins with two strangers. A state that leaves and returns within
** one year has several spells there; rows with such a state compare spell by
** spell, which is slow and rare.
**
** Memory: one entry for each spell of the system, whatever the number of rows.
**
** Rows come in the order of year, a, b, c, each upwards or downwards as asked;
** states are numbered by code, so the order of numbers is that of the codes.
** Dates have four digits, and so have years: none is before 0 or after 9999.
*/
#include "world.h"

enum { YEARS_FIRST = 0, YEARS_LAST = 9999 };

/* Rows passed over between two questions whether to stop. */
enum { YEARS_POLL = 1 << 20 };

typedef struct YearsState YearsState; /* a state in the year at hand */
struct YearsState {
  int32_t iState;
  int32_t iSpell, nSpell; /* its spells from the first to the last in the year,
                          ** of which those between may be outside */
  EntSpan span;           /* the days around all of them */
};

typedef struct YearsPlace YearsPlace; /* one place of the odometer */
struct YearsPlace {
  const YearsState *a; /* the year's states, or `only` */
  int n;
  int iAt, iEnd, step; /* the next to try; where to stop */
  int32_t iOnly;       /* bound to this state; -1: to none */
  YearsState only;
  int32_t iSpell, nSpell; /* all spells of iOnly */
  const YearsState *p;    /* the state it shows */
  EntSpan common;         /* the days that this place and those before share */
  int isSplit;            /* one of these states has several spells */
  EntSpan before;         /* the same of those before alone */
  int wasSplit;
  int32_t iNot; /* the state of the place before; -1 */
};

typedef struct YearsWalk YearsWalk;
struct YearsWalk {
  EntYears row; /* what the caller sees */
  EntRun *run;
  EntYearsAsk ask;
  const EntSpell *aSpell;
  int nSpell;
  int yearEnd, step;
  EntSpan days; /* of the year */
  int iTop;     /* the last place: members - 1 */
  int isFree;   /* some place is bound to no state */
  unsigned nPassed;
  YearsState *a; /* the states of `listed` */
  int n, nAlloc;
  int32_t listed; /* the year, and the system, that `a` was made for */
  int listedSystem;
  YearsPlace aPlace[ENT_YEARS_MEMBERS];
};

EntYears *ent_years_new(EntRun *run, EntWorld *world) {
  YearsWalk *p = ent_run_alloc(run, sizeof(*p));
  int system;
  if (p == 0) return 0;
  for (system = 0; system < ENT_NSYSTEM; system++) {
    if (world->anSpell[system] > p->nAlloc) p->nAlloc = world->anSpell[system];
  }
  p->a = ent_run_alloc(run, ((size_t)p->nAlloc + 1) * sizeof(*p->a));
  if (p->a == 0) {
    ent_run_free(run, p);
    return 0;
  }
  p->run = run;
  p->listed = YEARS_FIRST - 1;
  p->row.world = ent_world_ref(world);
  p->row.isEnd = 1;
  return &p->row;
}

void ent_years_free(EntYears *pRow) {
  YearsWalk *p = (YearsWalk *)pRow;
  EntRun *run;
  if (p == 0) return;
  run = p->run;
  ent_world_unref(p->row.world);
  ent_run_free(run, p->a);
  ent_run_free(run, p);
}

static EntSpan yearsBoth(EntSpan a, EntSpan b) {
  EntSpan both = { a.first > b.first ? a.first : b.first,
                   a.last < b.last ? a.last : b.last };
  return both;
}

/* Do these places share one of `days`, each with one of its spells? */
static int yearsShare(const YearsWalk *p, int nPlace, EntSpan days) {
  const YearsState *pState;
  if (days.first > days.last) return 0;
  if (nPlace == 0) return 1;
  pState = p->aPlace[nPlace - 1].p;
  for (int i = 0; i < pState->nSpell; i++) {
    if (yearsShare(p, nPlace - 1,
                   yearsBoth(days, p->aSpell[pState->iSpell + i].span))) {
      return 1;
    }
  }
  return 0;
}

/* The first spell of the state, or of the first one after it. */
static int yearsSpell(const YearsWalk *p, int32_t iState) {
  int iLow = 0, iHigh = p->nSpell;
  while (iLow < iHigh) {
    int iMid = iLow + (iHigh - iLow) / 2;
    if (p->aSpell[iMid].iState < iState) {
      iLow = iMid + 1;
    } else {
      iHigh = iMid;
    }
  }
  return iLow;
}

/* Adds spell i to the state's entry if it has a day in the year. */
static void yearsAdd(const YearsWalk *p, YearsState *pState, int i) {
  EntSpan span = yearsBoth(p->days, p->aSpell[i].span);
  if (span.first > span.last) return;
  if (pState->nSpell == 0) {
    pState->iState = p->aSpell[i].iState;
    pState->iSpell = i;
    pState->span = span;
  } else {
    if (span.last > pState->span.last) pState->span.last = span.last;
  }
  pState->nSpell = i + 1 - pState->iSpell;
}

/* All states of the year at hand, into `a`. */
static void yearsList(YearsWalk *p) {
  YearsState *pLast = 0;
  if (p->listed == p->row.year && p->listedSystem == p->ask.system) return;
  p->n = 0;
  for (int i = 0; i < p->nSpell; i++) {
    if (p->aSpell[i].span.first > p->days.last ||
        p->aSpell[i].span.last < p->days.first) {
      continue;
    }
    if (pLast == 0 || pLast->iState != p->aSpell[i].iState) {
      pLast = &p->a[p->n++];
      pLast->nSpell = 0;
    }
    yearsAdd(p, pLast, i);
  }
  p->listed = p->row.year;
  p->listedSystem = p->ask.system;
}

/* The first state of the place that is behind iState. */
static int yearsBehind(const YearsPlace *pPlace, int32_t iState) {
  int iLow = 0, iHigh = pPlace->n;
  while (iLow < iHigh) {
    int iMid = iLow + (iHigh - iLow) / 2;
    if (pPlace->a[iMid].iState <= iState) {
      iLow = iMid + 1;
    } else {
      iHigh = iMid;
    }
  }
  return iLow;
}

/* Puts place i before its first state. */
static void yearsRewind(YearsWalk *p, int i) {
  YearsPlace *pPlace = &p->aPlace[i];
  int iFirst = 0;
  pPlace->before = i ? pPlace[-1].common : p->days;
  pPlace->wasSplit = i ? pPlace[-1].isSplit : 0;
  pPlace->iNot = i ? p->row.aiState[i - 1] : -1;
  if (i > 0 && !p->ask.isDirected) iFirst = yearsBehind(pPlace, pPlace->iNot);
  if (p->ask.aDown[i + 1]) {
    pPlace->iAt = pPlace->n - 1;
    pPlace->iEnd = iFirst - 1;
    pPlace->step = -1;
  } else {
    pPlace->iAt = iFirst;
    pPlace->iEnd = pPlace->n;
    pPlace->step = 1;
  }
}

/* Moves place i to its next state that shares a day with those before it; 0:
** there is none. Of two places with one state the second passes it over. */
static int yearsMove(YearsWalk *p, int i) {
  YearsPlace *pPlace = &p->aPlace[i];
  while (pPlace->iAt != pPlace->iEnd) {
    const YearsState *pState = &pPlace->a[pPlace->iAt];
    pPlace->iAt += pPlace->step;
    if (pState->iState != pPlace->iNot) {
      EntSpan common = yearsBoth(pPlace->before, pState->span);
      if (common.first <= common.last) {
        p->row.aiState[i] = pState->iState;
        pPlace->p = pState;
        pPlace->common = common;
        pPlace->isSplit = pPlace->wasSplit || pState->nSpell > 1;
        if (!pPlace->isSplit || yearsShare(p, i + 1, p->days)) return 1;
      }
    }
    if (++p->nPassed % YEARS_POLL == 0 && ent_run_cancelled(p->run)) {
      p->row.isEnd = 1;
      return 0;
    }
  }
  return 0;
}

/* Fills the places for the year at hand. 0: a place has no state. */
static int yearsEnter(YearsWalk *p) {
  p->days.first = ent_date_day(p->row.year, 1, 1);
  p->days.last = ent_date_day(p->row.year, 12, 31);
  for (int i = 0; i <= p->iTop; i++) {
    YearsPlace *pPlace = &p->aPlace[i];
    if (pPlace->iOnly < 0) continue;
    pPlace->only.nSpell = 0;
    for (int j = 0; j < pPlace->nSpell; j++) {
      yearsAdd(p, &pPlace->only, pPlace->iSpell + j);
    }
    if (pPlace->only.nSpell == 0) return 0;
    pPlace->a = &pPlace->only;
    pPlace->n = 1;
  }
  if (p->isFree) {
    yearsList(p);
    for (int i = 0; i <= p->iTop; i++) {
      if (p->aPlace[i].iOnly >= 0) continue;
      p->aPlace[i].a = p->a;
      p->aPlace[i].n = p->n;
    }
  }
  yearsRewind(p, 0);
  return 1;
}

/* The next row from place i on, where it stands; else that of another year. */
static void yearsRow(YearsWalk *p, int i) {
  for (;;) {
    while (i >= 0) {
      if (yearsMove(p, i)) {
        if (i == p->iTop) return;
        yearsRewind(p, ++i);
      } else {
        i--;
      }
    }
    do {
      if (p->row.isEnd || p->row.year == p->yearEnd) {
        p->row.isEnd = 1;
        return;
      }
      p->row.year += p->step;
    } while (!yearsEnter(p));
    i = 0;
  }
}

/* The days from a's spells' first to their last, cut to `days`. */
static EntSpan yearsAround(const EntSpell *a, int n, EntSpan days) {
  EntSpan around = { ENT_DAY_MAX, ENT_DAY_MIN };
  for (int i = 0; i < n; i++) {
    if (a[i].span.first < around.first) around.first = a[i].span.first;
    if (a[i].span.last > around.last) around.last = a[i].span.last;
  }
  return yearsBoth(around, days);
}

void ent_years_start(EntYears *pRow, const EntYearsAsk *pAsk) {
  YearsWalk *p = (YearsWalk *)pRow;
  EntSpan days;
  int first = pAsk->first > YEARS_FIRST ? pAsk->first : YEARS_FIRST;
  int last = pAsk->last < YEARS_LAST ? pAsk->last : YEARS_LAST;
  p->ask = *pAsk;
  p->aSpell = p->row.world->aaSpell[pAsk->system];
  p->nSpell = p->row.world->anSpell[pAsk->system];
  p->iTop = pAsk->nMember - 1;
  p->isFree = 0;
  p->row.isEnd = 1;
  if (first > last) return;
  days.first = ent_date_day(first, 1, 1);
  days.last = ent_date_day(last, 12, 31);
  for (int i = 0; i <= p->iTop; i++) {
    YearsPlace *pPlace = &p->aPlace[i];
    pPlace->iOnly = pAsk->aiOnly[i];
    if (pPlace->iOnly >= 0) {
      pPlace->iSpell = yearsSpell(p, pPlace->iOnly);
      pPlace->nSpell = yearsSpell(p, pPlace->iOnly + 1) - pPlace->iSpell;
      if (pPlace->nSpell == 0) return;
      days = yearsAround(&p->aSpell[pPlace->iSpell], pPlace->nSpell, days);
    } else {
      p->isFree = 1;
    }
  }
  if (p->isFree && first != last)
    days = yearsAround(p->aSpell, p->nSpell, days);
  if (days.first > days.last) return;
  first = ent_date_year(days.first);
  last = ent_date_year(days.last);
  p->step = pAsk->aDown[0] ? -1 : 1;
  p->row.year = (pAsk->aDown[0] ? last : first) - p->step;
  p->yearEnd = pAsk->aDown[0] ? first : last;
  p->row.isEnd = 0;
  yearsRow(p, -1);
}

void ent_years_next(EntYears *pRow) {
  YearsWalk *p = (YearsWalk *)pRow;
  if (!p->row.isEnd && !yearsMove(p, p->iTop)) yearsRow(p, p->iTop - 1);
}
