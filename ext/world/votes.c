/*
** Votes: what every state said in every roll call, as sets of bits.
**
** Similarity compares all pairs of states over all roll calls of a calendar
** year: hundreds of thousands of pairs, a hundred cells each. So a year's roll
** calls are numbered, and each state that cast a vote has three sets of them:
** yes, abstain, no. A pair then costs a few words. Who was absent, or has no
** row, cast nothing; a year in which nobody voted is not there.
**
** Roll calls come before votes and are found by their id. Votes usually come
** sorted by roll call and state, as their table is, and then neither search
** looks further than one step; any other order is as right, and slower.
**
** Memory: while reading, one pointer for each year and state of the world; at
** the end three bits for each state and roll call of its years.
*/
#include "world.h"
#include <string.h>

typedef struct VotesCall VotesCall; /* a roll call */
struct VotesCall {
  const char *zId;
  int32_t year;
  int32_t iYear; /* into aYear */
  int32_t iBit;  /* its number in the year */
};

struct EntPoll {
  EntRun *run;
  EntWorld *world;
  EntArena arena; /* of what is forgotten at the end */
  VotesCall *aCall;
  int nCall, nAlloc;
  int isSorted;
  int nYear;
  int32_t *aYear;     /* ascending */
  int *anCall;        /* roll calls of each */
  uint64_t ***aapRow; /* by year and state: its sets, or NULL */
  int iCall, iState;  /* the last ones found */
  int nStep;
};

enum { VOTES_POLL = 8192 }; /* rows between two questions to xCancel */

static const char *const azVote[] = { "yes", "abstain", "no", "absent" };

EntVotes *ent_votes_ref(EntVotes *p) {
  p->nRef++;
  return p;
}

void ent_votes_unref(EntVotes *p) {
  const EntMem *mem;
  if (p == 0 || --p->nRef > 0) return;
  mem = p->arena.mem;
  ent_arena_clear(&p->arena);
  ent_world_unref(p->world);
  mem->xFree(p);
}

int ent_votes_since(const EntVotes *p, int year) {
  int i = 0;
  while (i < p->nYear && p->aYear[i].year < year)
    i++;
  return i;
}

int ent_votes_year(const EntVotes *p, int year) {
  int i = ent_votes_since(p, year);
  return i < p->nYear && p->aYear[i].year == year ? i : -1;
}

int ent_ballots_slot(const EntBallots *p, int iState) {
  int iLow = 0, iHigh = p->n;
  while (iLow < iHigh) {
    int iMid = iLow + (iHigh - iLow) / 2;
    if (p->aState[iMid] < iState) {
      iLow = iMid + 1;
    } else {
      iHigh = iMid;
    }
  }
  return iLow < p->n && p->aState[iLow] == iState ? iLow : -1;
}

/* ---- Rows in ---- */

EntPoll *ent_votes_new(EntRun *run, EntWorld *world) {
  EntPoll *p = ent_run_alloc(run, sizeof(*p));
  if (p == 0) return 0;
  p->run = run;
  p->world = ent_world_ref(world);
  ent_arena_init(&p->arena, run->mem);
  return p;
}

void ent_votes_free(EntPoll *p) {
  EntRun *run;
  if (p == 0) return;
  run = p->run;
  ent_arena_clear(&p->arena);
  ent_world_unref(p->world);
  ent_run_free(run, p->aCall);
  ent_run_free(run, p);
}

static int votesPoll(EntPoll *p) {
  if (p->run->error.code) return 1;
  if (++p->nStep % VOTES_POLL) return 0;
  return ent_run_cancelled(p->run);
}

void ent_votes_rollcall(EntPoll *p, const char *zId, const char *zDate) {
  VotesCall *a, *pCall;
  EntSpan span;
  if (votesPoll(p)) return;
  if (zId == 0 || zDate == 0 || !ent_date_parse(zDate, &span)) {
    ent_error_set(&p->run->error, ENT_ERROR,
                  "roll_call '%.40s': '%.40s' is not a date", zId ? zId : "",
                  zDate ? zDate : "NULL");
    return;
  }
  a = ent_run_grow(p->run, p->aCall, &p->nAlloc, p->nCall, 1, sizeof(*a));
  if (a == 0) return;
  p->aCall = a;
  pCall = &p->aCall[p->nCall];
  memset(pCall, 0, sizeof(*pCall));
  pCall->zId = ent_run_copy(p->run, &p->arena, zId);
  pCall->year = ent_date_year(span.first);
  if (pCall->zId) p->nCall++;
}

static int votesById(const void *pa, const void *pb) {
  return strcmp(((const VotesCall *)pa)->zId, ((const VotesCall *)pb)->zId);
}

static int votesByYear(const void *pa, const void *pb) {
  int32_t a = *(const int32_t *)pa, b = *(const int32_t *)pb;
  return (a > b) - (a < b);
}

/* All roll calls are here: sorts them, and numbers them within their years. */
static void votesNumber(EntPoll *p) {
  size_t n = (size_t)p->nCall;
  VotesCall *aOther = ent_run_carve(p->run, &p->arena, n, sizeof(VotesCall));
  int32_t *aA = ent_run_carve(p->run, &p->arena, n, sizeof(int32_t));
  int32_t *aB = ent_run_carve(p->run, &p->arena, n, sizeof(int32_t));
  if (p->run->error.code) return;
  if (ent_run_sort(p->run, p->aCall, aOther, n, sizeof(VotesCall), votesById) ==
      aOther) {
    memcpy(p->aCall, aOther, n * sizeof(VotesCall));
  }
  for (int i = 0; i < p->nCall; i++)
    aA[i] = p->aCall[i].year;
  p->aYear = ent_run_sort(p->run, aA, aB, n, sizeof(int32_t), votesByYear);
  for (int i = 0; i < p->nCall; i++) {
    if (p->nYear == 0 || p->aYear[p->nYear - 1] != p->aYear[i]) {
      p->aYear[p->nYear++] = p->aYear[i];
    }
  }
  n = (size_t)p->nYear;
  p->anCall = ent_run_carve(p->run, &p->arena, n, sizeof(int));
  p->aapRow = ent_run_carve(p->run, &p->arena, n, sizeof(*p->aapRow));
  for (int i = 0; p->aapRow && i < p->nYear; i++) {
    p->aapRow[i] = ent_run_carve(p->run, &p->arena, (size_t)p->world->nState,
                                 sizeof(uint64_t *));
  }
  if (p->run->error.code) return;
  for (int i = 0; i < p->nCall; i++) {
    int iLow = 0, iHigh = p->nYear - 1;
    while (iLow < iHigh) {
      int iMid = iLow + (iHigh - iLow) / 2;
      if (p->aYear[iMid] < p->aCall[i].year) {
        iLow = iMid + 1;
      } else {
        iHigh = iMid;
      }
    }
    p->aCall[i].iYear = iLow;
    p->aCall[i].iBit = p->anCall[iLow]++;
  }
  p->isSorted = 1;
}

static int votesCall(EntPoll *p, const char *z) {
  int iLow = 0, iHigh = p->nCall;
  for (int i = p->iCall; i < p->nCall && i < p->iCall + 2; i++) {
    if (strcmp(p->aCall[i].zId, z) == 0) return i;
  }
  while (iLow < iHigh) {
    int iMid = iLow + (iHigh - iLow) / 2;
    int order = strcmp(p->aCall[iMid].zId, z);
    if (order == 0) return iMid;
    if (order < 0) {
      iLow = iMid + 1;
    } else {
      iHigh = iMid;
    }
  }
  return -1;
}

static int votesState(const EntPoll *p, const char *z) {
  const EntWorld *w = p->world;
  int i;
  for (i = p->iState + 1; i < w->nState && i < p->iState + 4; i++) {
    if (strcmp(w->aState[i].zCode, z) == 0) return i;
  }
  return ent_world_state(w, z);
}

static int votesWords(const EntPoll *p, int iYear) {
  return (p->anCall[iYear] + 63) / 64;
}

void ent_votes_vote(EntPoll *p, const char *zRollCall, const char *zState,
                    const char *zVote) {
  const VotesCall *pCall;
  uint64_t **ppRow;
  int vote = 0, nWord, iCall, iState;
  if (votesPoll(p)) return;
  if (!p->isSorted) votesNumber(p);
  if (p->run->error.code) return;
  iCall = zRollCall ? votesCall(p, zRollCall) : -1;
  if (iCall < 0) {
    ent_error_set(&p->run->error, ENT_ERROR, "vote: no roll_call '%.40s'",
                  zRollCall ? zRollCall : "NULL");
    return;
  }
  iState = zState ? votesState(p, zState) : -1;
  if (iState < 0) {
    ent_error_set(&p->run->error, ENT_ERROR, "vote '%.40s': no state '%.40s'",
                  zRollCall, zState ? zState : "NULL");
    return;
  }
  p->iCall = iCall;
  p->iState = iState;
  while (vote <= ENT_NVOTE && (zVote == 0 || strcmp(azVote[vote], zVote)))
    vote++;
  if (vote > ENT_NVOTE) {
    ent_error_set(&p->run->error, ENT_ERROR, "vote '%.40s': no vote '%.40s'",
                  zRollCall, zVote ? zVote : "NULL");
  }
  if (vote >= ENT_NVOTE) return; /* absent */
  pCall = &p->aCall[iCall];
  nWord = votesWords(p, pCall->iYear);
  ppRow = &p->aapRow[pCall->iYear][iState];
  if (*ppRow == 0) {
    *ppRow = ent_run_carve(p->run, &p->arena, ENT_NVOTE * (size_t)nWord, 8);
    if (*ppRow == 0) return;
  }
  (*ppRow)[vote * nWord + pCall->iBit / 64] |= UINT64_C(1)
                                               << (pCall->iBit % 64);
}

/* ---- Sets out ---- */

static void votesFill(EntPoll *p, EntVotes *pOut, int iYear) {
  EntBallots *pYear = &pOut->aYear[pOut->nYear];
  const EntWorld *w = p->world;
  uint64_t **apRow = p->aapRow[iYear];
  EntSpan days;
  size_t nSet;
  for (int i = 0; i < w->nState; i++)
    pYear->n += apRow[i] != 0;
  if (pYear->n == 0) return;
  pYear->year = p->aYear[iYear];
  pYear->nWord = votesWords(p, iYear);
  nSet = ENT_NVOTE * (size_t)pYear->nWord;
  pYear->aState =
      ent_run_carve(p->run, &pOut->arena, (size_t)pYear->n, sizeof(int32_t));
  pYear->aBits =
      ent_run_carve(p->run, &pOut->arena, (size_t)pYear->n, nSet * 8);
  if (p->run->error.code) return;
  for (int i = 0, n = 0; i < w->nState; i++) {
    if (apRow[i] == 0) continue;
    memcpy(pYear->aBits + (size_t)n * nSet, apRow[i], nSet * 8);
    pYear->aState[n++] = i;
  }
  days.first = ent_date_day(pYear->year, 1, 1);
  days.last = ent_date_day(pYear->year, 12, 31);
  for (int i = 0; i < w->nCoverage; i++) {
    if (w->aCoverage[i].layer == ENT_L_VOTE &&
        ent_date_overlap(w->aCoverage[i].span, days)) {
      pYear->known = 1;
    }
  }
  pOut->nYear++;
}

EntVotes *ent_votes_finish(EntPoll *p) {
  EntRun *run = p->run;
  EntVotes *pOut = 0;
  if (run->error.code == ENT_OK) pOut = ent_run_alloc(run, sizeof(*pOut));
  if (pOut) {
    pOut->nRef = 1;
    pOut->world = ent_world_ref(p->world);
    ent_arena_init(&pOut->arena, run->mem);
    pOut->aYear =
        ent_run_carve(run, &pOut->arena, (size_t)p->nYear, sizeof(EntBallots));
    for (int i = 0; run->error.code == ENT_OK && i < p->nYear; i++)
      votesFill(p, pOut, i);
    if (run->error.code) {
      ent_votes_unref(pOut);
      pOut = 0;
    }
  }
  ent_votes_free(p);
  return pOut;
}
