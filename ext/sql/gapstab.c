/*
** coverage_gaps(layer, first, last): where the dataset cannot answer.
**
** One row for each year and each member of the state system in it for which
** the layer is a hole: because no source covers that year, or because one does
** and yet says nothing of that state. The second kind exists only where a row
** is owed by every state and year: trade, capability, vote. Elsewhere an
** absent row inside the coverage is an answer: observed, none.
*/
#include "sql.h"
#include <stdlib.h>
#include <string.h>

static int gapsCovered(const EntWorld *w, int iLayer, EntSpan on) {
  for (int i = 0; i < w->nCoverage; i++) {
    if (w->aCoverage[i].layer == iLayer &&
        ent_date_overlap(w->aCoverage[i].span, on))
      return 1;
  }
  return 0;
}

/* Marks aRow[(year-first)*nState + state] for every row of the layer. */
static int gapsMark(EntCall *p, const EntWorld *w, int iLayer, int iFirst,
                    int iLast, uint8_t *aRow) {
  static const char *const azSql[ENT_NLAYER] = {
    [ENT_L_TRADE] = "SELECT exporter, year FROM main.trade"
                    " WHERE year BETWEEN ?1 AND ?2 UNION"
                    " SELECT importer, year FROM main.trade"
                    " WHERE year BETWEEN ?1 AND ?2",
    [ENT_L_CAPABILITY] = "SELECT state, year FROM main.capability"
                         " WHERE year BETWEEN ?1 AND ?2",
    [ENT_L_VOTE] = "SELECT DISTINCT v.state, CAST(substr(r.date, 1, 4) AS INT)"
                   " FROM main.vote AS v"
                   " JOIN main.roll_call AS r ON r.id = v.roll_call"
                   " WHERE CAST(substr(r.date, 1, 4) AS INT) BETWEEN ?1 AND ?2",
  };
  sqlite3_stmt *pStmt = 0;
  int rc;
  if (azSql[iLayer] == 0) return 0;
  rc = sqlite3_prepare_v2(ent_context_db(p->cx), azSql[iLayer], -1, &pStmt, 0);
  if (rc == SQLITE_OK) {
    sqlite3_bind_int(pStmt, 1, iFirst);
    sqlite3_bind_int(pStmt, 2, iLast);
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
      const char *z = (const char *)sqlite3_column_text(pStmt, 0);
      int iState = z ? ent_world_state(w, z) : -1;
      int iYear = sqlite3_column_int(pStmt, 1) - iFirst;
      if (iState >= 0)
        aRow[(size_t)iYear * (size_t)w->nState + (size_t)iState] = 1;
    }
    rc = sqlite3_finalize(pStmt);
  }
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  return 1;
}

static int gapsLayer(EntCall *p, sqlite3_value *pValue) {
  const char *z;
  if (ent_resolve_text(p, pValue, "layer", &z)) return -1;
  return ent_word_find(p, "layer", "layer", z, ent_layer_names, ENT_NLAYER);
}

int ent_gapstab_fill(EntCall *p, int nArg, sqlite3_value **ap, EntRows *pRows) {
  int iLayer = gapsLayer(p, ap[0]), iFirst, iLast, owed;
  EntWorld *w;
  uint8_t *aRow = 0;
  (void)nArg;
  if (iLayer < 0 || ent_resolve_year(p, ap[1], "first", &iFirst) ||
      ent_resolve_year(p, ap[2], "last", &iLast) || iLast < iFirst)
    return p->run.error.code;
  w = ent_snapshot_world(p);
  if (w == 0) return 1;
  aRow = ent_run_alloc(&p->run,
                       (size_t)(iLast - iFirst + 1) * (size_t)w->nState + 1);
  owed = aRow && gapsMark(p, w, iLayer, iFirst, iLast, aRow);
  for (int iYear = iFirst; aRow && iYear <= iLast; iYear++) {
    EntSpan on = { ent_date_day(iYear, 1, 1), ent_date_day(iYear, 12, 31) };
    int covered = gapsCovered(w, iLayer, on);
    if ((covered && !owed) || ent_run_cancelled(&p->run)) continue;
    for (int i = 0; i < w->nState; i++) {
      if (covered &&
          aRow[(size_t)(iYear - iFirst) * (size_t)w->nState + (size_t)i])
        continue;
      if (!ent_world_alive(w, ENT_COW, i, on)) continue;
      ent_rows_int(pRows, iYear);
      ent_rows_text(pRows, w->aState[i].zCode);
      ent_rows_text(pRows, covered ? "covered, but no row of this state"
                                   : "outside the coverage of every source");
    }
  }
  ent_run_free(&p->run, aRow);
  ent_world_unref(w);
  return p->run.error.code;
}
