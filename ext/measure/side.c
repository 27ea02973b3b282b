/*
** Sides: sets of states, sorted and distinct, so that membership is a binary
** search and two sides can be merged. And patience: a long loop counts its
** steps here and asks now and then whether the user still wants the answer.
*/
#include "measure.h"

#include <stdlib.h>

int ent_side_has(const EntSide *p, int iState) {
  int lo = 0, hi = p->n;
  while (lo < hi) {
    int mid = lo + (hi - lo) / 2;
    if (p->aState[mid] < iState) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo < p->n && p->aState[lo] == iState;
}

int ent_side_poll(EntRun *run, int *pnStep, int nStep) {
  *pnStep += nStep;
  if (*pnStep < 4096) return 0;
  *pnStep = 0;
  return ent_run_cancelled(run);
}

static int sideCompare(const void *pa, const void *pb) {
  int32_t a = *(const int32_t *)pa, b = *(const int32_t *)pb;
  return (a > b) - (a < b);
}

int ent_side_parties(EntRun *run, const EntWorld *w, int iDeal, EntSide *pOut) {
  size_t n = 0;
  int nOut = 0;
  pOut->n = 0;
  for (int i = 0; i < w->nParty; i++) {
    n += w->aParty[i].iDeal == iDeal && w->aParty[i].role == ENT_PARTY;
  }
  pOut->aState = ent_run_alloc(run, (n + 1) * sizeof(int32_t));
  if (pOut->aState == 0) return run->error.code;
  for (int i = 0; i < w->nParty; i++) {
    if (w->aParty[i].iDeal != iDeal || w->aParty[i].role != ENT_PARTY) continue;
    pOut->aState[nOut++] = w->aParty[i].iState;
  }
  qsort(pOut->aState, (size_t)nOut, sizeof(int32_t), sideCompare);
  for (int i = 0; i < nOut; i++) {
    int last = pOut->n ? pOut->aState[pOut->n - 1] : -1;
    if (pOut->aState[i] != last) pOut->aState[pOut->n++] = pOut->aState[i];
  }
  return ENT_OK;
}
