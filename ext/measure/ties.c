/*
** Ties: the layers of a view joined into one number per ordered pair.
**
** Scores of hundreds of states against two sides ask for the same pairs over
** and over. So whatever depends only on the view is computed here, once: the
** capability weights, the portfolios as bits, who has measures against whom
** seen from the sender, and, up to ENT_TIES_DENSE living states, tables of
** strength, depth and hostility. Above that the tables would not fit a desk
** computer and pairs are computed when asked, by the same formulas.
**
** Only the living have a place (a slot) in the tables: a world may hold many
** states that have ceased to be.
**
** Capability weights (Lambda in the literature): cinc where it is known. When
** it is known for nobody all the living weigh the same and lambdaKnown is 0.
**
** The order of filling matters: weights, senders, portfolios, strength, then
** hostility. A value of this type never changes once ent_ties_new returned it,
** unless whoever made it, and shares it with nobody, renews it.
*/
#include "measure.h"

#include <math.h>
#include <string.h>

static void tiesFillWeights(EntTies *t) {
  const EntView *v = t->view;
  double sum = 0.0;
  for (int i = 0; i < t->n; i++) {
    if (!isnan(t->aCinc[i])) t->lambdaKnown = 1;
  }
  for (int i = 0; i < t->n; i++) {
    if (t->lambdaKnown) {
      t->aLambda[i] = isnan(t->aCinc[i]) ? 0.0 : t->aCinc[i];
    } else {
      t->aLambda[i] = v->alive[i] ? 1.0 : 0.0;
    }
  }
  /* Sums from either end: nothing is subtracted, so nothing cancels. */
  for (int i = 0; i < t->n; i++) {
    t->aRest[i] = sum;
    sum += t->aLambda[i];
  }
  sum = 0.0;
  for (int i = t->n - 1; i >= 0; i--) {
    t->aRest[i] += sum;
    sum += t->aLambda[i];
  }
}

/* Turns the rows "against i" around. Only the living send and are targets. */
static void tiesFillSenders(EntTies *t) {
  const EntView *v = t->view;
  for (int pass = 0; pass < 2; pass++) {
    for (int s = 0; s < t->nLive; s++) {
      int j = t->aLive[s];
      for (int e = v->aAgainstStart[j]; e < v->aAgainstStart[j + 1]; e++) {
        const EntMeasureOn *p = &v->aAgainst[e];

        double reach = p->secondary * p->severity;
        if (pass == 0) {
          t->aSentStart[p->iSender + 1]++;
          if (reach > 0.0) t->aReachStart[p->iSender + 1]++;
        } else {
          EntSent *pSent = &t->aSent[t->aSentStart[p->iSender]++];
          pSent->iTarget = j;
          pSent->iAgainst = e;
          pSent->reach = reach;
          if (reach > 0.0) t->aReach[t->aReachStart[p->iSender]++] = *pSent;
        }
      }
    }
    if (pass == 0) {
      for (int i = 0; i < t->n; i++) {
        t->aSentStart[i + 1] += t->aSentStart[i];
        t->aReachStart[i + 1] += t->aReachStart[i];
      }
    } else {
      size_t nByte = (size_t)t->n * sizeof(int);
      memmove(t->aSentStart + 1, t->aSentStart, nByte);
      memmove(t->aReachStart + 1, t->aReachStart, nByte);
      t->aSentStart[0] = t->aReachStart[0] = 0;
    }
  }
}

static void tiesAllocate(EntTies *t) {
  EntArena *a = &t->arena;
  size_t n = (size_t)t->n + 1, nLive = (size_t)t->view->nAlive + 1;
  size_t nAgainst = (size_t)t->view->aAgainstStart[t->n] + 1;
  t->aLive = ent_arena_alloc(a, nLive * sizeof *t->aLive);
  t->aSlot = ent_arena_alloc(a, n * sizeof *t->aSlot);
  t->aSize = ent_arena_alloc(a, nLive * sizeof *t->aSize);
  t->aCinc = ent_arena_alloc(a, n * sizeof(double));
  t->aLambda = ent_arena_alloc(a, n * sizeof(double));
  t->aRest = ent_arena_alloc(a, n * sizeof(double));
  t->aMenace = ent_arena_alloc(a, n * sizeof(double));
  t->aSentStart = ent_arena_alloc(a, n * sizeof *t->aSentStart);
  t->aReachStart = ent_arena_alloc(a, n * sizeof *t->aReachStart);
  t->aSent = ent_arena_alloc(a, nAgainst * sizeof *t->aSent);
  t->aReach = ent_arena_alloc(a, nAgainst * sizeof *t->aReach);
  if (t->view->nAlive <= ENT_TIES_DENSE) {
    size_t nPair = nLive * nLive * sizeof(double);
    t->nWord = (t->view->nAlive + 63) / 64;
    t->aPortfolio = ent_arena_alloc(a, nLive * ((size_t)t->nWord + 1) * 8);
    t->aStrength = ent_arena_alloc(a, nPair);
    t->aDepth = ent_arena_alloc(a, nPair);
    t->aHostility = ent_arena_alloc(a, nPair);
    t->aBond = ent_arena_alloc(a, nLive * sizeof(double));
  }
}

static int tiesFill(EntRun *run, EntTies *t) {
  const EntView *v = t->view;
  tiesAllocate(t);
  if (t->arena.oom) {
    ent_error_set(&run->error, ENT_NOMEM, "out of memory");
    return ENT_NOMEM;
  }
  for (int i = 0; i < t->n; i++) {
    t->aSlot[i] = -1;
    if (v->alive[i]) {
      t->aSlot[i] = t->nLive;
      t->aLive[t->nLive++] = i;
    }
  }
  if (ent_cinc_view(run, v, t->aCinc)) return run->error.code;
  tiesFillWeights(t);
  tiesFillSenders(t);
  if (ent_similarity_fill(run, t)) return run->error.code;
  if (t->aStrength && ent_strength_fill(run, t)) return run->error.code;
  return ent_hostility_fill(run, t);
}

EntTies *ent_ties_new(EntRun *run, EntView *v) {
  EntTies *t = ent_run_alloc(run, sizeof *t);
  if (t == 0) return 0;
  ent_arena_init(&t->arena, run->mem);
  t->nRef = 1;
  t->view = ent_view_ref(v);
  t->n = v->n;
  if (tiesFill(run, t)) {
    ent_ties_unref(t);
    return 0;
  }
  return t;
}

int ent_ties_renew(EntRun *run, EntTies *t) {
  ent_arena_reset(&t->arena);
  t->nLive = t->nWord = t->lambdaKnown = 0;
  t->aPortfolio = 0;
  t->aStrength = t->aDepth = t->aHostility = t->aBond = 0;
  return tiesFill(run, t);
}

EntTies *ent_ties_ref(EntTies *t) {
  t->nRef++;
  return t;
}

void ent_ties_unref(EntTies *t) {
  if (t == 0 || --t->nRef > 0) return;
  const EntMem *mem = t->arena.mem;
  ent_view_unref(t->view);
  ent_arena_clear(&t->arena);
  mem->xFree(t);
}
