/*
** Scalars of one state on a date: sanction_exposure, cinc, isolation, threat,
** entrapment.
**
** They share one shape, f(state [, on]); which kernel answers is the detail
** of the registration table's row. A NULL state gives NULL.
*/
#include "sql.h"
#include <math.h>

double ent_statefn_value(const EntTies *ties, int iState, int iDetail) {
  EntExposure exposure;
  EntChain chain;
  switch (iDetail) {
  case ENT_F_EXPOSURE:
    ent_exposure_state(ties, iState, 0, 0, &exposure);
    return exposure.total;
  case ENT_F_CINC: return ties->aCinc[iState];
  case ENT_F_ISOLATION: return ent_isolation_state(ties, iState);
  case ENT_F_THREAT: return ent_threat_state(ties, iState);
  default: /* ENT_F_ENTRAPMENT */
    ent_entrapment_state(ties, iState, &chain);
    return chain.value;
  }
}

void ent_statefn_measure(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  EntCall call;
  EntTies *ties;
  int iState;
  if (sqlite3_value_type(ap[0]) == SQLITE_NULL) return;
  ent_call_begin(&call, ctx);
  ties = ent_call_ties(&call, ctx, nArg, ap, nArg > 1 ? ap[1] : 0);
  if (ties) {
    iState = ent_resolve_state(&call, ties->view->world, ties->view->on, ap[0],
                               "state");
    if (iState >= 0) {
      ent_call_real(ctx, ent_statefn_value(ties, iState, call.iDetail));
    }
  }
  ent_call_end(&call, ctx);
}
