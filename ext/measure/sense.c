/*
** How far a ranking hangs on our choices.
**
** Every weight is a parameter with a low and a high. A measure of one state is
** asked again and again under other weights, and all states are ranked each
** time (the highest first; equal values share a rank, as in bystander.c):
**
**   draws       every parameter at once, each uniform between its low and its
**               high and independent of the others, but for the weights
**               bystander.*, which are shares: drawn so, then divided by their
**               sum. Reported are the 5th, 50th and 95th percentiles of value
**               and of rank over the draws in which the state has a value. A
**               percentile is the smallest draw that at least so many in a
**               hundred do not exceed (Hyndman and Fan 1996, The American
**               Statistician 50:361-365, definition 1): a number that occurred,
**               so that ranks stay whole.
**   parameter   one at a time, the others as they are: at its low, at its high
**   source      one at a time left out, with all that it says (world/view.c)
**
** (Saltelli, Tarantola, Campolongo and Ratto 2004, Sensitivity Analysis in
** Practice; OECD and JRC 2008, Handbook on Constructing Composite Indicators,
** step 7.) What comes out is sensitivity, not confidence: the intervals say how
** much our choices matter, nothing about errors in the data.
**
** Numbers are drawn by xoshiro256**, its state filled by splitmix64 (Blackman
** and Vigna 2021, ACM Transactions on Mathematical Software 47:36; Steele, Lea
** and Flood 2014, OOPSLA '14:453-472). Both are sums, shifts and products of
** 64-bit integers, and the upper 53 bits become a number in [0,1) exactly; so a
** seed means the same draws on every machine. Each draw takes one number for
** each parameter, in the order of their names, also for one that cannot vary:
** another interval of one parameter moves no other.
**
** One variant of the world serves all turns. Its view and ties are renewed in
** place, and what the turns said is kept for the states that are reported; a
** draw allocates nothing that lasts.
*/
#include "measure.h"

#include <math.h>
#include <string.h>

/* In hundredths of the draws. */
enum { SENSE_LOW = 5, SENSE_MEDIAN = 50, SENSE_HIGH = 95 };

/* ---- Random numbers ---- */

static uint64_t senseSplitmix(uint64_t *p) {
  uint64_t z = (*p += UINT64_C(0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static uint64_t senseRotate(uint64_t x, int n) {
  return (x << n) | (x >> (64 - n));
}

void ent_sense_seed(EntRandom *p, uint64_t seed) {
  for (int i = 0; i < 4; i++)
    p->a[i] = senseSplitmix(&seed);
}

uint64_t ent_sense_next(EntRandom *p) {
  uint64_t *a = p->a;
  uint64_t result = senseRotate(a[1] * 5, 7) * 9, t = a[1] << 17;
  a[2] ^= a[0];
  a[3] ^= a[1];
  a[1] ^= a[2];
  a[0] ^= a[3];
  a[2] ^= t;
  a[3] = senseRotate(a[3], 45);
  return result;
}

double ent_sense_unit(EntRandom *p) {
  return (double)(ent_sense_next(p) >> 11) * 0x1p-53;
}

/* ---- The parameters of a world ---- */

typedef struct SenseKnob SenseKnob; /* a number that may vary */
struct SenseKnob {
  const char *zName;
  double *pValue; /* in the variant */
  double value, low, high;
  int isShare; /* of the weights that sum to 1 */
};

typedef struct SenseScore SenseScore; /* to be ranked */
struct SenseScore {
  double value;
  int32_t i;
};

typedef struct Sense Sense;
struct Sense {
  EntRun *run;
  const EntSense *ask;
  const EntTies *base;
  EntArena arena;
  EntWorld *world; /* the variant, its view and its ties */
  EntView *view;
  EntTies *ties;
  SenseKnob *aKnob; /* by name */
  int nKnob;
  uint8_t *aSource; /* the sources that are left out in turn */
  int nSubject;
  SenseScore *aScore, *aOther;
  double *aValue;     /* of all subjects in the turn at hand */
  int32_t *aRank;     /* 0: none */
  int iFirst, nWatch; /* the subjects that are reported */
};

/* What the turns of one kind said of the states that are reported. */
typedef struct SenseTurns SenseTurns;
struct SenseTurns {
  size_t n;
  double *aValue; /* nWatch times n */
  int32_t *aRank;
};

static int senseStopped(const Sense *p) {
  return p->run->error.code != ENT_OK;
}

static void *senseAlloc(Sense *p, size_t n, size_t nSize) {
  return ent_run_carve(p->run, &p->arena, n, nSize);
}

static void senseKnob(Sense *p, const char *zPrefix, const char *zName,
                      double *pValue, double low, double high) {
  size_t nPrefix = strlen(zPrefix), n = strlen(zName) + 1;
  char *z = senseAlloc(p, nPrefix + n, 1);
  SenseKnob *pKnob = &p->aKnob[p->nKnob++];
  if (z == 0) return;
  memcpy(z, zPrefix, nPrefix);
  memcpy(z + nPrefix, zName, n);
  pKnob->zName = z;
  pKnob->pValue = pValue;
  pKnob->value = *pValue;
  pKnob->low = low;
  pKnob->high = high;
}

static int senseByName(const void *pa, const void *pb) {
  const SenseKnob *a = pa, *b = pb;
  return strcmp(a->zName, b->zName);
}

static void senseWeights(Sense *p, const char *zPrefix, EntWeight *a, int n) {
  for (int i = 0; i < n; i++) {
    senseKnob(p, zPrefix, a[i].zName, &a[i].value, a[i].low, a[i].high);
  }
}

static void senseKnobs(Sense *p) {
  EntWorld *w = p->world;
  size_t n = ENT_NPARAMETER + (size_t)w->nCategory + (size_t)w->nStatus;
  SenseKnob *aOther = senseAlloc(p, n, sizeof(SenseKnob));
  p->aKnob = senseAlloc(p, n, sizeof(SenseKnob));
  if (senseStopped(p)) return;
  for (int i = 0; i < ENT_NPARAMETER; i++) {
    senseKnob(p, "", ent_parameter_names[i], &w->aParameter[i], w->aLow[i],
              w->aHigh[i]);
    p->aKnob[i].isShare = i >= P_BYSTANDER_BASE && i <= P_BYSTANDER_TRIADS;
  }
  senseWeights(p, "transfer.category.", w->aCategory, w->nCategory);
  senseWeights(p, "transfer.status.", w->aStatus, w->nStatus);
  if (senseStopped(p)) return;
  p->aKnob =
      ent_run_sort(p->run, p->aKnob, aOther, n, sizeof(SenseKnob), senseByName);
}

static int senseVaries(const SenseKnob *p) {
  return p->low < p->high;
}

/* Two statements, lest a compiler join them into one rounding. */
static double senseBetween(const SenseKnob *p, double unit) {
  double step = unit * (p->high - p->low);
  return p->low + step;
}

static void senseDraw(Sense *p, EntRandom *pRandom) {
  double sum = 0.0;
  int varies = 0;
  for (int i = 0; i < p->nKnob; i++) {
    SenseKnob *pKnob = &p->aKnob[i];
    double unit = ent_sense_unit(pRandom);
    if (senseVaries(pKnob)) *pKnob->pValue = senseBetween(pKnob, unit);
    if (pKnob->isShare) {
      sum += *pKnob->pValue;
      varies |= senseVaries(pKnob);
    }
  }
  for (int i = 0; varies && sum > 0.0 && i < p->nKnob; i++) {
    if (p->aKnob[i].isShare) *p->aKnob[i].pValue /= sum;
  }
}

static void senseRestore(Sense *p) {
  for (int i = 0; i < p->nKnob; i++)
    *p->aKnob[i].pValue = p->aKnob[i].value;
  p->world->skipSource = -1;
}

/* ---- One turn ---- */

/* Highest first, the unknown last, then in the order of the states. */
static int senseByScore(const void *pa, const void *pb) {
  const SenseScore *a = pa, *b = pb;
  int na = isnan(a->value) != 0, nb = isnan(b->value) != 0;
  if (na != nb) return na - nb;
  if (!na && a->value != b->value) return a->value < b->value ? 1 : -1;
  return (a->i > b->i) - (a->i < b->i);
}

static void senseScore(Sense *p, const EntTies *t) {
  const SenseScore *aSorted;
  int rank = 0, nStep = 0;
  for (int i = 0; i < p->nSubject; i++) {
    p->aScore[i].i = i;
    p->aScore[i].value = p->aValue[i] =
        p->ask->xValue(p->ask, t, p->ask->subjects.aState[i]);
    if (ent_side_poll(p->run, &nStep, p->nSubject)) return;
  }
  aSorted = ent_run_sort(p->run, p->aScore, p->aOther, (size_t)p->nSubject,
                         sizeof(SenseScore), senseByScore);
  for (int i = 0; i < p->nSubject; i++) {
    if (i == 0 || aSorted[i].value != aSorted[i - 1].value) rank = i + 1;
    p->aRank[aSorted[i].i] = isnan(aSorted[i].value) ? 0 : rank;
  }
}

/* All subjects under the variant as it is set. */
static void senseTurn(Sense *p) {
  if (p->ties) {
    if (ent_view_renew(p->run, p->view)) return;
    if (ent_ties_renew(p->run, p->ties)) return;
  } else {
    const EntView *v = p->base->view;
    p->view = ent_view_new(p->run, p->world, v->on, v->skipDeal);
    if (p->view) p->ties = ent_ties_new(p->run, p->view);
    if (p->ties == 0) return;
  }
  senseScore(p, p->ties);
}

static void senseRoom(Sense *p, SenseTurns *pTurns, size_t n) {
  size_t nWatch = (size_t)p->nWatch; /* at least one */
  pTurns->n = n;
  pTurns->aValue = senseAlloc(p, n, nWatch * sizeof(double));
  pTurns->aRank = senseAlloc(p, n, nWatch * sizeof(int32_t));
}

static void senseKeep(const Sense *p, SenseTurns *pTurns, size_t iTurn) {
  for (int s = 0; s < p->nWatch; s++) {
    size_t i = (size_t)s * pTurns->n + iTurn;
    pTurns->aValue[i] = p->aValue[p->iFirst + s];
    pTurns->aRank[i] = p->aRank[p->iFirst + s];
  }
}

/* ---- All turns ---- */

static void senseDraws(Sense *p, SenseTurns *pTurns) {
  EntRandom random = { { 0 } };
  senseRoom(p, pTurns, (size_t)p->ask->nDraw);
  ent_sense_seed(&random, p->ask->seed);
  for (int i = 0; i < p->ask->nDraw && !senseStopped(p); i++) {
    senseDraw(p, &random);
    senseTurn(p);
    if (!senseStopped(p)) senseKeep(p, pTurns, (size_t)i);
  }
  senseRestore(p);
}

/* Turns 2k and 2k+1: knob k at its low and at its high. */
static void senseBounds(Sense *p, SenseTurns *pTurns) {
  senseRoom(p, pTurns, 2 * (size_t)p->nKnob);
  for (int i = 0; i < 2 * p->nKnob && !senseStopped(p); i++) {
    const SenseKnob *pKnob = &p->aKnob[i / 2];
    if (!senseVaries(pKnob)) continue;
    *pKnob->pValue = i % 2 ? pKnob->high : pKnob->low;
    senseTurn(p);
    if (!senseStopped(p)) senseKeep(p, pTurns, (size_t)i);
    senseRestore(p);
  }
}

static void senseSources(Sense *p, SenseTurns *pTurns) {
  int n = 0;
  ent_view_sources(p->base->view, p->aSource);
  for (int i = 0; i < p->world->nSource; i++)
    n += p->aSource[i];
  senseRoom(p, pTurns, (size_t)n);
  n = 0;
  for (int i = 0; i < p->world->nSource && !senseStopped(p); i++) {
    if (!p->aSource[i]) continue;
    p->world->skipSource = i;
    senseTurn(p);
    if (!senseStopped(p)) senseKeep(p, pTurns, (size_t)n++);
    senseRestore(p);
  }
}

/* ---- Rows ---- */

static int senseByValue(const void *pa, const void *pb) {
  double a = *(const double *)pa, b = *(const double *)pb;
  return (a > b) - (a < b);
}

static double sensePercentile(const double *aSorted, size_t n, size_t percent) {
  return n ? aSorted[(percent * n + 99) / 100 - 1] : NAN;
}

static double senseRank(int32_t rank) {
  return rank ? (double)rank : NAN;
}

/* The percentiles of n numbers, NaN left out; returns how many are known. */
static int senseSpread(EntRun *run, double *a, double *aOther, size_t n,
                       double *pLow, double *pMedian, double *pHigh) {
  size_t nKnown = 0;
  const double *aSorted;
  for (size_t i = 0; i < n; i++) {
    if (!isnan(a[i])) a[nKnown++] = a[i];
  }
  aSorted = ent_run_sort(run, a, aOther, nKnown, sizeof(double), senseByValue);
  *pLow = sensePercentile(aSorted, nKnown, SENSE_LOW);
  *pMedian = sensePercentile(aSorted, nKnown, SENSE_MEDIAN);
  *pHigh = sensePercentile(aSorted, nKnown, SENSE_HIGH);
  return (int)nKnown;
}

/* Two turns of one state as a row: the same twice where there is but one. */
static void sensePair(EntSensed *p, const SenseTurns *pTurns, size_t iLow,
                      size_t iHigh) {
  p->low = pTurns->aValue[iLow];
  p->high = pTurns->aValue[iHigh];
  p->rankLow = senseRank(pTurns->aRank[iLow]);
  p->rankHigh = senseRank(pTurns->aRank[iHigh]);
  p->median = p->rankMedian = NAN;
  p->nKnown = -1;
}

static void senseRows(Sense *p, const double *aValue, const int32_t *aRank,
                      double *aSort, const SenseTurns *pDraws,
                      const SenseTurns *pBounds, const SenseTurns *pSources) {
  const EntSense *ask = p->ask;
  size_t n = pDraws->n;
  for (int s = 0; s < p->nWatch; s++) {
    size_t iDraw = (size_t)s * n, iBound = (size_t)s * pBounds->n;
    size_t iSource = (size_t)s * pSources->n;
    int i = p->iFirst + s;
    EntSensed row = { 0 };
    if (ent_run_cancelled(p->run)) return;
    row.iState = ask->subjects.aState[i];
    row.value = aValue[i];
    row.rank = senseRank(aRank[i]);
    row.zKind = "draws";
    memcpy(aSort, pDraws->aValue + iDraw, n * sizeof(double));
    row.nKnown = senseSpread(p->run, aSort, aSort + n, n, &row.low, &row.median,
                             &row.high);
    for (size_t d = 0; d < n; d++)
      aSort[d] = senseRank(pDraws->aRank[iDraw + d]);
    senseSpread(p->run, aSort, aSort + n, n, &row.rankLow, &row.rankMedian,
                &row.rankHigh);
    ask->xRow(ask->pTo, &row);
    row.zKind = "parameter";
    for (int k = 0; k < p->nKnob; k++) {
      if (!senseVaries(&p->aKnob[k])) continue;
      row.zName = p->aKnob[k].zName;
      sensePair(&row, pBounds, iBound + 2 * (size_t)k,
                iBound + 2 * (size_t)k + 1);
      ask->xRow(ask->pTo, &row);
    }
    row.zKind = "source";
    for (int k = 0; k < p->world->nSource; k++) {
      if (!p->aSource[k]) continue;
      row.zName = p->world->azSource[k];
      sensePair(&row, pSources, iSource, iSource);
      iSource++;
      ask->xRow(ask->pTo, &row);
    }
  }
}

static void senseRun(Sense *p) {
  const EntSense *ask = p->ask;
  SenseTurns draws = { 0 }, bounds = { 0 }, sources = { 0 };
  size_t n = (size_t)ask->subjects.n;
  double *aValue, *aSort; /* aSort: room for the draws of one state, twice */
  int32_t *aRank;
  senseKnobs(p);
  p->aScore = senseAlloc(p, n, sizeof(SenseScore));
  p->aOther = senseAlloc(p, n, sizeof(SenseScore));
  aValue = p->aValue = senseAlloc(p, n, sizeof(double));
  aRank = p->aRank = senseAlloc(p, n, sizeof(int32_t));
  aSort = senseAlloc(p, (size_t)ask->nDraw, 2 * sizeof(double));
  p->aSource = senseAlloc(p, (size_t)p->world->nSource + 1, 1);
  if (senseStopped(p)) return;
  senseScore(p, p->base);
  p->aValue = senseAlloc(p, n, sizeof(double));
  p->aRank = senseAlloc(p, n, sizeof(int32_t));
  if (!senseStopped(p)) senseDraws(p, &draws);
  if (!senseStopped(p)) senseBounds(p, &bounds);
  if (!senseStopped(p)) senseSources(p, &sources);
  if (!senseStopped(p)) {
    senseRows(p, aValue, aRank, aSort, &draws, &bounds, &sources);
  }
}

int ent_sense_run(EntRun *run, const EntTies *t, const EntSense *ask) {
  Sense sense = { 0 };
  sense.run = run;
  sense.ask = ask;
  sense.base = t;
  sense.nSubject = sense.nWatch = ask->subjects.n;
  if (ask->iOnly >= 0) {
    sense.nWatch = 1;
    while (ask->subjects.aState[sense.iFirst] != ask->iOnly)
      sense.iFirst++;
  }
  if (sense.nWatch == 0) return ENT_OK;
  ent_arena_init(&sense.arena, run->mem);
  sense.world = ent_world_variant(run, t->view->world);
  if (sense.world) senseRun(&sense);
  ent_ties_unref(sense.ties);
  ent_view_unref(sense.view);
  ent_world_unref(sense.world);
  ent_arena_clear(&sense.arena);
  return run->error.code;
}
