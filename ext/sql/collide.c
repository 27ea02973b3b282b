/*
** code_collisions(scheme_a, scheme_b): where one value means two states.
**
** A merge by "the" country code of two datasets is wrong, without a word,
** wherever their code systems give one number to two states: 970 is Nauru to
** the Correlates of War and Kiribati to Gleditsch and Ward. Such rows are
** worse than missing ones, so they are listed, by value, with the days on
** which both meanings hold.
**
** Values are compared to the letter. Within one scheme (an ambiguous word) a
** pair of states is listed once, in the order of their codes.
**
** The names of a world are sorted by their folded text, and equal texts have
** equal folds: only names within one run of folds are compared.
*/
#include "sql.h"
#include <string.h>

static void collideDay(EntRows *pRows, EntDay day) {
  char zDay[16];
  ent_date_format(day, zDay);
  ent_rows_text(pRows, zDay[0] ? zDay : 0);
}

int ent_collide_fill(EntCall *p, int nArg, sqlite3_value **ap, EntRows *pRows) {
  EntWorld *w = 0;
  const char *zA, *zB;
  int i, j, iRun = 0, isSame;
  (void)nArg;
  if (ent_namefn_scheme(p, ap[0], "scheme_a", &zA) ||
      ent_namefn_scheme(p, ap[1], "scheme_b", &zB)) {
    return p->run.error.code;
  }
  isSame = strcmp(zA, zB) == 0;
  w = ent_snapshot_world(p);
  if (w == 0) return p->run.error.code;
  for (i = 0; i < w->nName && p->run.error.code == ENT_OK; i++) {
    const EntName *pA = &w->aName[i];
    if (strcmp(pA->zFolded, w->aName[iRun].zFolded)) iRun = i;
    if (strcmp(pA->zScheme, zA)) continue;
    for (j = iRun; j < w->nName; j++) {
      const EntName *pB = &w->aName[j];
      if (strcmp(pB->zFolded, pA->zFolded)) break;
      if (pB->iState == pA->iState || (isSame && pB->iState < pA->iState) ||
          strcmp(pB->zScheme, zB) || strcmp(pB->zValue, pA->zValue) ||
          !ent_date_overlap(pA->span, pB->span)) {
        continue;
      }
      ent_rows_text(pRows, pA->zValue);
      ent_rows_text(pRows, w->aState[pA->iState].zCode);
      ent_rows_text(pRows, w->aState[pB->iState].zCode);
      collideDay(pRows, pA->span.first > pB->span.first ? pA->span.first
                                                        : pB->span.first);
      collideDay(pRows,
                 pA->span.last < pB->span.last ? pA->span.last : pB->span.last);
    }
  }
  ent_world_unref(w);
  return p->run.error.code;
}
