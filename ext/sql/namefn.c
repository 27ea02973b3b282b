/*
** state_from(value [, scheme [, on]]) and state_to(code, scheme [, on]):
** between our codes and everybody else's.
**
** Without a date every period counts, so a code that changed hands is an
** error that lists its holders with their years; with one, only that date, or
** if nobody bears it then, those who ever did.
** A value that nobody bears is an error too: a NULL here would silently drop
** rows from somebody's merge. state_to() answers NULL when the state has no
** code in that scheme on that date (not every state has one everywhere).
*/
#include "sql.h"
#include <string.h>

const char *const ent_namefn_schemes[ENT_NSCHEME] = {
  "code", "cow",   "cow_abb", "gw",      "iso2",    "iso3",  "iso_numeric",
  "fips", "cameo", "name",    "demonym", "capital", "leader"
};

int ent_namefn_scheme(EntCall *p, sqlite3_value *pValue, const char *zArgument,
                      const char **pz) {
  *pz = 0;
  if (pValue == 0 || sqlite3_value_type(pValue) == SQLITE_NULL) return 0;
  if (ent_resolve_text(p, pValue, zArgument, pz)) return 1;
  return ent_word_find(p, zArgument, "scheme", *pz, ent_namefn_schemes,
                       ENT_NSCHEME) < 0;
}

const char *ent_namefn_value(EntCall *p, sqlite3_value *pValue) {
  int type = sqlite3_value_type(pValue);
  const char *z = (const char *)sqlite3_value_text(pValue);
  if (type != SQLITE_TEXT && type != SQLITE_INTEGER) {
    ent_error_set(&p->run.error, ENT_ERROR,
                  "argument value: neither a text nor a whole number");
    return 0;
  }
  if (z == 0) ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  return z;
}

int ent_namefn_on(EntCall *p, sqlite3_value *pOn, EntSpan *pOut) {
  pOut->first = ENT_DAY_MIN;
  pOut->last = ENT_DAY_MAX;
  if (pOn == 0 || sqlite3_value_type(pOn) == SQLITE_NULL) return 0;
  return ent_resolve_on(p, pOn, "on", pOut);
}

void ent_namefn_from(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  EntCall call;
  EntWorld *w = 0;
  EntSpan on;
  const char *z, *zScheme;
  int i;
  if (sqlite3_value_type(ap[0]) == SQLITE_NULL) return;
  ent_call_begin(&call, ctx);
  if (ent_namefn_scheme(&call, nArg > 1 ? ap[1] : 0, "scheme", &zScheme))
    goto done;
  if (ent_namefn_on(&call, nArg > 2 ? ap[2] : 0, &on)) goto done;
  z = ent_namefn_value(&call, ap[0]);
  if (z == 0) goto done;
  w = ent_snapshot_world(&call);
  if (w == 0) goto done;
  i = ent_resolve_name(&call, w, on, z, zScheme, "value");
  if (i >= 0) {
    sqlite3_result_text(ctx, w->aState[i].zCode, -1, SQLITE_TRANSIENT);
  }
done:
  ent_world_unref(w);
  ent_call_end(&call, ctx);
}

void ent_namefn_to(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  EntCall call;
  EntWorld *w = 0;
  EntSpan on;
  const EntName *pBest = 0;
  const char *zScheme;
  int i, iState;
  if (sqlite3_value_type(ap[0]) == SQLITE_NULL) return;
  ent_call_begin(&call, ctx);
  if (ent_namefn_scheme(&call, ap[1], "scheme", &zScheme)) goto done;
  if (zScheme == 0) goto done; /* it is NULL */
  if (ent_resolve_on(&call, nArg > 2 ? ap[2] : 0, "on", &on)) goto done;
  w = ent_snapshot_world(&call);
  if (w == 0) goto done;
  iState = ent_resolve_state(&call, w, on, ap[0], "code");
  if (iState < 0) goto done;
  for (i = 0; i < w->nName; i++) {
    const EntName *pName = &w->aName[i];
    if (pName->iState != iState || strcmp(pName->zScheme, zScheme)) continue;
    if (!ent_date_overlap(pName->span, on)) continue;
    if (pBest == 0 || pName->isMain > pBest->isMain ||
        (pName->isMain == pBest->isMain &&
         pName->span.first > pBest->span.first)) {
      pBest = pName;
    }
  }
  if (pBest) sqlite3_result_text(ctx, pBest->zValue, -1, SQLITE_TRANSIENT);
done:
  ent_world_unref(w);
  ent_call_end(&call, ctx);
}

void ent_versionfn(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  (void)nArg;
  (void)ap;
  sqlite3_result_text(ctx, ENT_VERSION, -1, SQLITE_STATIC);
}
