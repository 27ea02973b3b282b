/*
** The receipts: alliance_parts, sanction_parts, bystander_parts and
** entrapment_parts.
**
** A score without its parts is an opinion. Each of these gives one row for
** everything that was counted, with its share of the score (the contributions
** sum to it), the row of the dataset behind it and that row's source; and
** where an article bears that row out, the earliest one. What could not be
** counted has a row too, with the reason and no number.
*/
#include "sql.h"
#include <string.h>

typedef struct PartRows PartRows; /* an EntParts that writes rows */
struct PartRows {
  EntParts base;
  EntCall *pCall;
  EntRows *pRows;
  sqlite3_stmt *pArticle; /* the earliest article about a row */
};

/* A transfer without an article of its own is borne out by its deal's. */
static const char zArticleSql[] =
    "SELECT e.article FROM main.evidence AS e"
    " JOIN main.article AS a ON a.id = e.article"
    " WHERE (e.about = ?1 AND e.about_id = ?2)"
    " OR (?1 = 'transfer' AND e.about = 'deal' AND e.about_id ="
    "     (SELECT deal FROM main.transfer WHERE id = ?2))"
    " ORDER BY e.about = ?1 DESC, substr(a.published || '-99-99', 1, 10),"
    " a.id LIMIT 1";

static void partsArticle(PartRows *p, const EntPart *pPart) {
  int rc;
  if (pPart->zAbout == 0) {
    ent_rows_null(p->pRows);
    return;
  }
  if (p->pArticle == 0) {
    rc = sqlite3_prepare_v2(ent_context_db(p->pCall->cx), zArticleSql, -1,
                            &p->pArticle, 0);
    if (rc != SQLITE_OK) {
      ent_call_sqlite(p->pCall, rc);
      return;
    }
  }
  sqlite3_bind_text(p->pArticle, 1, pPart->zAbout, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(p->pArticle, 2, pPart->zAboutId, -1, SQLITE_TRANSIENT);
  if (sqlite3_step(p->pArticle) == SQLITE_ROW) {
    ent_rows_text(p->pRows, (const char *)sqlite3_column_text(p->pArticle, 0));
  } else {
    ent_rows_null(p->pRows);
  }
  rc = sqlite3_reset(p->pArticle);
  if (rc != SQLITE_OK) ent_call_sqlite(p->pCall, rc);
}

static int partsRow(EntParts *pBase, const EntPart *pPart) {
  PartRows *p = (PartRows *)pBase;
  const EntWorld *w = p->pCall->ties->view->world;
  ent_rows_text(p->pRows, pPart->zLayer);
  ent_rows_text(p->pRows, pPart->zDetail);
  ent_rows_real(p->pRows, pPart->value);
  ent_rows_real(p->pRows, pPart->weight);
  ent_rows_real(p->pRows, pPart->contribution);
  ent_rows_text(p->pRows,
                pPart->iSource >= 0 ? w->azSource[pPart->iSource] : 0);
  ent_rows_text(p->pRows, pPart->zReason);
  ent_rows_text(p->pRows, pPart->zAbout);
  ent_rows_text(p->pRows, pPart->zAboutId);
  partsArticle(p, pPart);
  return p->pCall->run.error.code;
}

static void partsBegin(PartRows *p, EntCall *pCall, EntRows *pRows) {
  memset(p, 0, sizeof(*p));
  p->base.xPart = partsRow;
  p->pCall = pCall;
  p->pRows = pRows;
}

int ent_partstab_alliance(EntCall *p, int nArg, sqlite3_value **ap,
                          EntRows *pRows) {
  EntTies *ties = ent_call_ties(p, 0, nArg, ap, ap[2]);
  PartRows parts;
  EntSide side;
  int a;
  if (ties == 0) return 1;
  a = ent_resolve_state(p, ties->view->world, ties->view->on, ap[0], "a");
  if (a < 0) return 1;
  partsBegin(&parts, p, pRows);
  if (ent_resolve_side(p, ties->view, ap[1], "side", &side) == 0) {
    ent_strength_parts(&p->run, ties, a, &side, &parts.base);
  }
  ent_run_free(&p->run, side.aState);
  sqlite3_finalize(parts.pArticle);
  return p->run.error.code;
}

int ent_partstab_sanction(EntCall *p, int nArg, sqlite3_value **ap,
                          EntRows *pRows) {
  EntTies *ties = ent_call_ties(p, 0, nArg, ap, ap[1]);
  PartRows parts;
  int i;
  if (ties == 0) return 1;
  i = ent_resolve_state(p, ties->view->world, ties->view->on, ap[0], "state");
  if (i < 0) return 1;
  partsBegin(&parts, p, pRows);
  ent_exposure_parts(&p->run, ties, i, &parts.base);
  sqlite3_finalize(parts.pArticle);
  return p->run.error.code;
}

int ent_partstab_bystander(EntCall *p, int nArg, sqlite3_value **ap,
                           EntRows *pRows) {
  EntTies *ties = ent_call_ties(p, 0, nArg, ap, ap[3]);
  PartRows parts;
  EntSide sideA, sideB;
  int k;
  if (ties == 0) return 1;
  k = ent_resolve_state(p, ties->view->world, ties->view->on, ap[0], "state");
  if (k < 0) return 1;
  partsBegin(&parts, p, pRows);
  if (ent_resolve_sides(p, ties->view, ap[1], ap[2], &sideA, &sideB) == 0) {
    ent_bystander_parts(&p->run, ties, k, &sideA, &sideB, &parts.base);
  }
  ent_run_free(&p->run, sideA.aState);
  ent_run_free(&p->run, sideB.aState);
  sqlite3_finalize(parts.pArticle);
  return p->run.error.code;
}

int ent_partstab_entrapment(EntCall *p, int nArg, sqlite3_value **ap,
                            EntRows *pRows) {
  EntTies *ties = ent_call_ties(p, 0, nArg, ap, ap[1]);
  const EntWorld *w;
  EntChain *a = 0;
  int i, n = 0, k;
  if (ties == 0) return 1;
  w = ties->view->world;
  k = ent_resolve_state(p, w, ties->view->on, ap[0], "state");
  if (k < 0) return 1;
  if (ent_entrapment_chains(&p->run, ties, k, &n, &a)) return 1;
  for (i = 0; i < n; i++) {
    const char *zAlly = w->aState[a[i].iAlly].zCode;
    const char *zPartner =
        a[i].iPartner >= 0 ? w->aState[a[i].iPartner].zCode : 0;
    char *z = zPartner ? sqlite3_mprintf("%s > %s > %s", w->aState[k].zCode,
                                         zAlly, zPartner)
                       : sqlite3_mprintf("%s > %s", w->aState[k].zCode, zAlly);
    if (z == 0) ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
    ent_rows_int(pRows, i + 1);
    ent_rows_text(pRows, z);
    ent_rows_text(pRows, zAlly);
    ent_rows_text(pRows, zPartner);
    ent_rows_real(pRows, a[i].obligation);
    ent_rows_real(pRows, a[i].own);
    ent_rows_real(pRows, a[i].drawn);
    ent_rows_real(pRows, a[i].value);
    sqlite3_free(z);
  }
  ent_run_free(&p->run, a);
  return p->run.error.code;
}
