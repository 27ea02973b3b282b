/*
** Sides: sets of states, sorted and distinct, so that membership is a binary
** search and two sides can be merged. And patience: a long loop counts its
** steps here and asks now and then whether the user still wants the answer.
*/
#include "measure.h"

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
