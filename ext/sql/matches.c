/*
** state_matches(value [, scheme [, on]]): every state that a code or a name
** may mean, as rows.
**
** state_from() gives the state or refuses; a join over a file wants neither.
** Here an unknown value has no rows, a plain one has rows of one code, and an
** ambiguous one has rows of several. The rule is that of resolve.c: our own
** code to the letter; else what is the same when folded, and with a date,
** what holds on it, or if nothing does, what held at any time.
*/
#include "sql.h"
#include <string.h>

static void matchesDay(EntRows *pRows, EntDay day) {
  char z[16];
  if (day == ENT_DAY_MIN || day == ENT_DAY_MAX) {
    ent_rows_null(pRows);
  } else {
    ent_date_format(day, z);
    ent_rows_text(pRows, z);
  }
}

static void matchesRow(EntRows *pRows, const EntWorld *w, int iState,
                       const char *zScheme, EntSpan span) {
  ent_rows_text(pRows, w->aState[iState].zCode);
  ent_rows_text(pRows, zScheme);
  matchesDay(pRows, span.first);
  matchesDay(pRows, span.last);
}

int ent_matches_fill(EntCall *p, int nArg, sqlite3_value **apArg,
                     EntRows *pRows) {
  EntWorld *w = 0;
  EntSpan on;
  char zFolded[256];
  const char *zScheme, *z;
  int i, n, iFirst, nShown = 0, all;
  (void)nArg;
  if (ent_namefn_scheme(p, apArg[1], "scheme", &zScheme)) return 1;
  if (ent_namefn_on(p, apArg[2], &on)) return 1;
  z = ent_namefn_value(p, apArg[0]);
  if (z == 0) return 1;
  w = ent_snapshot_world(p);
  if (w == 0) return 1;
  i = zScheme ? -1 : ent_world_state(w, z);
  if (i >= 0) {
    EntSpan always = { ENT_DAY_MIN, ENT_DAY_MAX };
    matchesRow(pRows, w, i, "code", always);
  } else {
    ent_fold_text(z, zFolded, sizeof(zFolded));
    n = ent_world_names(w, zFolded, &iFirst);
    for (all = 0; all < 2 && nShown == 0; all++) {
      for (i = iFirst; i < iFirst + n; i++) {
        const EntName *pName = &w->aName[i];
        if (zScheme && strcmp(zScheme, pName->zScheme)) continue;
        if (!all && !ent_date_overlap(pName->span, on)) continue;
        matchesRow(pRows, w, pName->iState, pName->zScheme, pName->span);
        nShown++;
      }
    }
  }
  ent_world_unref(w);
  return p->run.error.code;
}
