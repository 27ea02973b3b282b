/*
** deal_impact(deal [, on]): the world with the deal and without it.
**
** The second world is the same tables seen without the deal's obligations and
** transfers; nothing is written. Measures are computed twice and put side by
** side, for every state.
*/
#include "sql.h"

int ent_impacttab_fill(EntCall *p, int nArg, sqlite3_value **ap,
                       EntRows *pRows) {
  EntTies *with = ent_call_ties(p, 0, nArg, ap, ap[1]);
  EntTies *without;
  EntImpact *a = 0;
  const EntWorld *w;
  int i, n = 0, iDeal;
  if (with == 0) return 1;
  w = with->view->world;
  iDeal = ent_resolve_deal(p, w, ap[0], "deal");
  if (iDeal < 0) return 1;
  without = ent_snapshot_ties(p, with->view->world, with->view->on, iDeal);
  if (without == 0) return 1;
  if (ent_impact_deal(&p->run, with, without, iDeal, &n, &a) == ENT_OK) {
    for (i = 0; i < n; i++) {
      ent_rows_text(pRows, w->aState[a[i].iState].zCode);
      ent_rows_text(pRows, a[i].zMeasure);
      ent_rows_text(pRows, a[i].iAbout >= 0 ? w->aState[a[i].iAbout].zCode : 0);
      ent_rows_real(pRows, a[i].with);
      ent_rows_real(pRows, a[i].without);
      ent_rows_real(pRows, a[i].with - a[i].without);
    }
  }
  ent_run_free(&p->run, a);
  ent_ties_unref(without);
  return p->run.error.code;
}
