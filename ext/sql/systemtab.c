/*
** The whole system at once: alliances(on), exposures(on), and
** bystanders(side_a, side_b, on).
*/
#include "sql.h"
#include <math.h>
#include <stdlib.h>

/* Every ordered pair of living states with a tie. A pair that is not listed
** has none, or none that the covered layers could show. */
int ent_systemtab_alliances(EntCall *p, int nArg, sqlite3_value **ap,
                            EntRows *pRows) {
  EntTies *ties = ent_call_ties(p, 0, nArg, ap, ap[0]);
  const EntWorld *w;
  int a, b;
  if (ties == 0) return 1;
  w = ties->view->world;
  for (a = 0; a < w->nState; a++) {
    if (!ties->view->alive[a]) continue;
    if (ent_run_cancelled(&p->run)) break;
    for (b = 0; b < w->nState; b++) {
      double aX[ENT_NSTRENGTH], strength;
      int32_t iB = b;
      EntSide side = { 1, &iB };
      int i;
      if (a == b || !ties->view->alive[b]) continue;
      strength = ent_strength_pair(ties, a, b);
      if (!(strength > 0)) continue;
      ent_strength_layers(ties, a, &side, aX);
      ent_rows_text(pRows, w->aState[a].zCode);
      ent_rows_text(pRows, w->aState[b].zCode);
      ent_rows_real(pRows, strength);
      for (i = 0; i < ENT_NSTRENGTH; i++)
        ent_rows_real(pRows, aX[i]);
      ent_rows_real(pRows, ent_hostility_pair(ties, a, b));
    }
  }
  return p->run.error.code;
}

int ent_systemtab_exposures(EntCall *p, int nArg, sqlite3_value **ap,
                            EntRows *pRows) {
  EntTies *ties = ent_call_ties(p, 0, nArg, ap, ap[0]);
  const EntWorld *w;
  double *aPropagated;
  int i;
  if (ties == 0) return 1;
  w = ties->view->world;
  aPropagated =
      ent_run_alloc(&p->run, ((size_t)w->nState + 1) * sizeof(double));
  if (aPropagated == 0) return 1;
  if (ent_exposure_propagated(&p->run, ties, aPropagated) == ENT_OK) {
    for (i = 0; i < w->nState; i++) {
      EntExposure x;
      if (!ties->view->alive[i]) continue;
      ent_exposure_state(ties, i, 0, 0, &x);
      ent_rows_text(pRows, w->aState[i].zCode);
      ent_rows_real(pRows, x.direct);
      ent_rows_real(pRows, x.secondary);
      ent_rows_real(pRows, x.total);
      ent_rows_real(pRows, aPropagated[i]);
      ent_rows_text(pRows, !isnan(x.total) ? 0
                           : !ties->view->aKnown[ENT_L_SANCTION]
                               ? "sanctions are not covered on this date"
                           : !ties->view->aKnown[ENT_L_TRADE]
                               ? "trade is not covered on this date"
                               : "no trade is recorded for this state");
    }
  }
  ent_run_free(&p->run, aPropagated);
  return p->run.error.code;
}

typedef struct Ranked Ranked;
struct Ranked {
  int iState;
  EntBystander b;
};

/* Highest score first, the unknown last, then by code. */
static int rankedCompare(const void *pA, const void *pB) {
  const Ranked *a = pA, *b = pB;
  int unknownA = isnan(a->b.score) != 0; /* where it is -1, too */
  int unknownB = isnan(b->b.score) != 0;
  if (unknownA != unknownB) return unknownA - unknownB;
  if (!unknownA && a->b.score != b->b.score) {
    return a->b.score < b->b.score ? 1 : -1;
  }
  return a->iState - b->iState;
}

static void bystanderRows(EntCall *p, EntRows *pRows, const Ranked *a, int n) {
  const EntWorld *w = p->ties->view->world;
  int i, rank = 0;
  for (i = 0; i < n; i++) {
    const EntBystander *b = &a[i].b;
    if (i == 0 || b->score != a[i - 1].b.score) rank = i + 1;
    ent_rows_text(pRows, w->aState[a[i].iState].zCode);
    ent_rows_real(pRows, b->score);
    if (isnan(b->score)) {
      ent_rows_null(pRows);
    } else {
      ent_rows_int(pRows, rank);
    }
    ent_rows_real(pRows, b->a);
    ent_rows_real(pRows, b->b);
    ent_rows_real(pRows, b->intensity);
    ent_rows_real(pRows, b->evenness);
    ent_rows_real(pRows, b->harmony);
    ent_rows_real(pRows, b->exposure);
    ent_rows_real(pRows, b->pivot);
    ent_rows_real(pRows, b->unbalanced);
    ent_rows_text(pRows, b->zReason);
  }
}

int ent_systemtab_bystanders(EntCall *p, int nArg, sqlite3_value **ap,
                             EntRows *pRows) {
  EntTies *ties = ent_call_ties(p, 0, nArg, ap, ap[2]);
  EntSide sideA, sideB;
  Ranked *a = 0;
  int i, n = 0;
  if (ties == 0) return 1;
  if (ent_resolve_sides(p, ties->view, ap[0], ap[1], &sideA, &sideB) == 0) {
    const EntView *v = ties->view;
    a = ent_run_alloc(&p->run, ((size_t)v->n + 1) * sizeof(Ranked));
    for (i = 0; a && i < v->n && !ent_run_cancelled(&p->run); i++) {
      if (!v->alive[i] || ent_side_has(&sideA, i) || ent_side_has(&sideB, i))
        continue;
      a[n].iState = i;
      ent_bystander_score(ties, i, &sideA, &sideB, &a[n].b);
      n++;
    }
    if (a && p->run.error.code == ENT_OK) {
      qsort(a, (size_t)n, sizeof(Ranked), rankedCompare);
      bystanderRows(p, pRows, a, n);
    }
  }
  ent_run_free(&p->run, a);
  ent_run_free(&p->run, sideA.aState);
  ent_run_free(&p->run, sideB.aState);
  return p->run.error.code;
}
