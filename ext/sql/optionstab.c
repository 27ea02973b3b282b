/*
** bystander_options(state, side_a, side_b [, on]): what a state caught between
** two sides can do, what each way is worth, and whose red lines it crosses.
*/
#include "sql.h"

static void optionsRedLines(EntCall *p, EntRows *pRows, int k, int iOption,
                            const EntSide *pA, const EntSide *pB) {
  const EntWorld *w = p->ties->view->world;
  sqlite3_str *pStr = sqlite3_str_new(0);
  char *z;
  int i, n = 0;
  for (i = 0; i < w->nRedLine; i++) {
    const EntRedLine *pLine = &w->aRedLine[i];
    if (!ent_options_crosses(p->ties->view, pLine, k, iOption, pA, pB)) {
      continue;
    }
    if (n++) sqlite3_str_appendchar(pStr, 1, ',');
    sqlite3_str_appendall(pStr, pLine->zId);
  }
  z = sqlite3_str_finish(pStr);
  if (n && z == 0) ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  ent_rows_text(pRows, n ? z : 0);
  sqlite3_free(z);
}

int ent_optionstab_fill(EntCall *p, int nArg, sqlite3_value **ap,
                        EntRows *pRows) {
  EntTies *ties = ent_call_ties(p, 0, nArg, ap, ap[3]);
  EntSide sideA, sideB;
  EntOptions options;
  int i, k;
  if (ties == 0) return 1;
  k = ent_resolve_state(p, ties->view->world, ties->view->on, ap[0], "state");
  if (k < 0) return 1;
  if (ent_resolve_sides(p, ties->view, ap[1], ap[2], &sideA, &sideB) == 0) {
    ent_options_rank(ties, k, &sideA, &sideB, &options);
    for (i = 0; i < ENT_NOPTION; i++) {
      const EntOption *o = &options.a[i];
      ent_rows_text(pRows, ent_option_names[i]);
      ent_rows_real(pRows, o->value);
      if (o->rank) {
        ent_rows_int(pRows, o->rank);
      } else {
        ent_rows_null(pRows);
      }
      ent_rows_int(pRows, options.noWin);
      ent_rows_real(pRows, o->gain);
      ent_rows_real(pRows, o->sanctions);
      ent_rows_real(pRows, o->entrapment);
      ent_rows_real(pRows, o->loss);
      ent_rows_real(pRows, o->promise);
      ent_rows_real(pRows, o->mediation);
      optionsRedLines(p, pRows, k, i, &sideA, &sideB);
      ent_rows_text(pRows, o->zReason);
    }
  }
  ent_run_free(&p->run, sideA.aState);
  ent_run_free(&p->run, sideB.aState);
  return p->run.error.code;
}
