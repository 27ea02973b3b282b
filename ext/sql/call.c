/*
** One call from SQL: its name, its memory, its error.
**
** Kernels report what is wrong without knowing who asked; here the name of
** the function that the user typed goes in front. SQLite's own errors keep
** their code (busy, interrupt, full, ...), because hosts act on it; and the
** message is copied at once, for the next statement overwrites it.
*/
#include "sql.h"
#include "context.h"
#include <string.h>
#include <math.h>

/* Kernels poll this. From 3.41 on SQLite answers directly; before, a step
** fails with SQLITE_INTERRUPT while an interrupt is pending. The step also lets
** a progress handler speak, which is asked every so many instructions. SQLite
** counts these over all runs of a statement: so it is one statement a call, and
** not its shortest, lest a handler of every thousand is heard too rarely. It
** takes a microsecond. */
#define CALL_ADD8 "+?1+?1+?1+?1+?1+?1+?1+?1"
#define CALL_POLL "SELECT ?1" CALL_ADD8 CALL_ADD8 CALL_ADD8 CALL_ADD8 CALL_ADD8

static int callCancel(void *pCall) {
  EntCall *p = pCall;
  sqlite3 *db = p->cx->db;
  int rc = SQLITE_OK;
#if SQLITE_VERSION_NUMBER >= 3041000
  if (sqlite3_libversion_number() >= 3041000 && sqlite3_is_interrupted(db)) {
    return 1;
  }
#endif
  if (p->pPoll == 0) rc = sqlite3_prepare_v2(db, CALL_POLL, -1, &p->pPoll, 0);
  if (p->pPoll) {
    rc = sqlite3_step(p->pPoll);
    sqlite3_reset(p->pPoll);
  }
  return rc == SQLITE_INTERRUPT;
}

void ent_call_init(EntCall *p, EntContext *cx, const char *zName, int iDetail) {
  p->cx = cx;
  p->zName = zName;
  p->run.mem = &ent_context_mem;
  p->run.xCancel = callCancel;
  p->run.pCancel = p;
  p->run.error.code = ENT_OK;
  p->run.error.text[0] = 0; /* the rest of it is not worth clearing */
  p->rc = 0;
  p->iDetail = iDetail;
  p->used = 0;
  p->ties = 0;
  p->pPoll = 0;
}

void ent_call_clear(EntCall *p) {
  ent_ties_unref(p->ties);
  sqlite3_finalize(p->pPoll);
  p->ties = 0;
  p->pPoll = 0;
}

void ent_call_begin(EntCall *p, sqlite3_context *ctx) {
  const EntBinding *pBinding = sqlite3_user_data(ctx);
  ent_call_init(p, pBinding->cx, pBinding->pFunction->zName,
                pBinding->pFunction->iDetail);
}

/* A module that is stopped may say something else, as FTS5 does: "vtable
** constructor failed". */
void ent_call_sqlite(EntCall *p, int rc) {
  if (p->run.error.code) return;
  p->rc = rc;
  ent_error_set(
      &p->run.error,
      rc == SQLITE_NOMEM       ? ENT_NOMEM
      : rc == SQLITE_INTERRUPT ? ENT_CANCEL
                               : ENT_ERROR,
      "%s", rc == SQLITE_INTERRUPT ? "interrupted" : sqlite3_errmsg(p->cx->db));
}

int ent_call_code(const EntCall *p) {
  switch (p->run.error.code) {
  case ENT_OK: return SQLITE_OK;
  case ENT_NOMEM: return SQLITE_NOMEM;
  case ENT_CANCEL: return SQLITE_INTERRUPT;
  default: return p->rc ? p->rc : SQLITE_ERROR;
  }
}

int ent_call_report(const EntCall *p, char **pzErr) {
  int rc = ent_call_code(p);
  if (rc == SQLITE_OK || rc == SQLITE_NOMEM) return rc;
  sqlite3_free(*pzErr);
  *pzErr = sqlite3_mprintf("%s(): %s", p->zName, p->run.error.text);
  return *pzErr ? rc : SQLITE_NOMEM;
}

void ent_call_end(EntCall *p, sqlite3_context *ctx) {
  char *z = 0;
  int rc = ent_call_report(p, &z);
  if (z) {
    sqlite3_result_error(ctx, z, -1);
    sqlite3_result_error_code(ctx, rc);
    sqlite3_free(z);
  } else if (rc != SQLITE_OK) {
    sqlite3_result_error_nomem(ctx);
  }
  ent_call_clear(p);
}

static void callUnpinTies(void *p) {
  ent_ties_unref(p);
}

static void callUnpinWorld(void *p) {
  ent_world_unref(p);
}

/* What is pinned on an argument lives, where that is a constant, until the
** statement ends, and every row is answered from one world even when the
** statement itself changes the tables. A date that comes last pins the ties as
** they stood on it; otherwise the last argument pins the world. */
EntTies *ent_call_ties(EntCall *p, sqlite3_context *ctx, int nArg,
                       sqlite3_value **apArg, sqlite3_value *pOn) {
  int iPin = ctx ? nArg - 1 : -1;
  int dated = iPin >= 0 && apArg[iPin] == pOn;
  void *pPinned = iPin >= 0 ? sqlite3_get_auxdata(ctx, iPin) : 0;
  EntWorld *world;
  EntSpan on;
  ent_ties_unref(p->ties);
  p->ties = 0;
  if (dated && pPinned) return p->ties = ent_ties_ref(pPinned);
  if (ent_resolve_on(p, pOn, "on", &on)) return 0;
  world = pPinned ? ent_world_ref(pPinned) : ent_snapshot_world(p);
  if (world == 0) return 0;
  p->ties = ent_snapshot_ties(p, world, on, -1);
  if (dated && p->ties) {
    sqlite3_set_auxdata(ctx, iPin, ent_ties_ref(p->ties), callUnpinTies);
  } else if (iPin >= 0 && !dated && !pPinned) {
    sqlite3_set_auxdata(ctx, iPin, ent_world_ref(world), callUnpinWorld);
  }
  ent_world_unref(world);
  return p->ties;
}

void ent_call_real(sqlite3_context *ctx, double r) {
  if (isnan(r)) {
    sqlite3_result_null(ctx);
  } else {
    sqlite3_result_double(ctx, r);
  }
}
