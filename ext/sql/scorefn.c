/*
** s_score, kappa_score, pi_score, tau_b: how alike two columns are.
**
**   s_score(x, y, range [, weight])
**   kappa_score(x, y)   pi_score(x, y)   tau_b(x, y)
**
** Aggregates over any two columns of numbers: portfolios of another kind,
** another scale, another universe than those of similarity(). The range of
** s_score stands before the weight, so that nobody forgets it: S depends on
** what |x-y| could have been, which no data show. A row with a NULL is left
** out. kappa and pi are those with quadratic weights; on columns of 0 and 1
** they are the ordinary ones.
**
** Sums for kappa and pi are taken from the first x onwards, not from 0: two
** columns that are constant then sum to exactly 0, whatever the constant, and
** large numbers that differ little keep their digits. tau_b needs all pairs and
** keeps them: 16 bytes a row.
*/
#include "sql.h"
#include <math.h>
#include <string.h>

typedef struct Score Score;
struct Score {
  int isBegun;
  double range, from;
  EntMoments m;
  double *a; /* tau_b: nAlloc of x, then nAlloc of y */
  sqlite3_int64 n, nAlloc;
};

static int scoreRefuse(sqlite3_context *ctx, const char *zArgument,
                       sqlite3_value *pValue, const char *zWhy) {
  const EntBinding *pBinding = sqlite3_user_data(ctx);
  int type = sqlite3_value_type(pValue);
  const char *zText = (const char *)sqlite3_value_text(pValue);
  char *z = sqlite3_mprintf("%s(): argument %s: '%.40s' %s",
                            pBinding->pFunction->zName, zArgument,
                            type == SQLITE_NULL   ? "NULL"
                            : type == SQLITE_BLOB ? "a blob"
                            : zText               ? zText
                                                  : "",
                            zWhy);
  if (z) {
    sqlite3_result_error(ctx, z, -1);
  } else {
    sqlite3_result_error_nomem(ctx);
  }
  sqlite3_free(z);
  return 1;
}

/* A finite number. Nonzero: it is none, and the error is set. */
static int scoreNumber(sqlite3_context *ctx, const char *zArgument,
                       sqlite3_value *pValue, double *pOut) {
  int type = sqlite3_value_numeric_type(pValue);
  *pOut = 0;
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    *pOut = sqlite3_value_double(pValue);
    if (isfinite(*pOut)) return 0;
  }
  return scoreRefuse(ctx, zArgument, pValue, "is not a number");
}

/* The range and, if there is one, the weight. Nonzero: the error is set. */
static int scoreScale(sqlite3_context *ctx, Score *p, int nArg,
                      sqlite3_value **ap, double distance, double *pWeight) {
  double range;
  if (scoreNumber(ctx, "range", ap[2], &range)) return 1;
  if (!(range > 0)) return scoreRefuse(ctx, "range", ap[2], "is not above 0");
  if (p->isBegun && range != p->range) {
    return scoreRefuse(ctx, "range", ap[2], "is not the range of other rows");
  }
  if (distance > range) {
    return scoreRefuse(ctx, "range", ap[2], "is less than a row's |x-y|");
  }
  p->range = range;
  if (nArg > 3) {
    if (scoreNumber(ctx, "weight", ap[3], pWeight)) return 1;
    if (*pWeight < 0) return scoreRefuse(ctx, "weight", ap[3], "is negative");
  }
  return 0;
}

static int scoreKeep(sqlite3_context *ctx, Score *p, double x, double y) {
  if (p->n == p->nAlloc) {
    sqlite3_int64 n = p->nAlloc ? 2 * p->nAlloc : 64;
    double *a = sqlite3_realloc64(p->a, (sqlite3_uint64)n * 2 * sizeof(*a));
    if (a == 0) {
      sqlite3_result_error_nomem(ctx);
      return 1;
    }
    memmove(a + n, a + p->nAlloc, (size_t)p->n * sizeof(*a));
    p->a = a;
    p->nAlloc = n;
  }
  p->a[p->n] = x;
  p->a[p->nAlloc + p->n] = y;
  p->n++;
  return 0;
}

void ent_scorefn_step(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  const EntBinding *pBinding = sqlite3_user_data(ctx);
  Score *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  double x, y, weight = 1;
  int method = pBinding->pFunction->iDetail;
  if (p == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (sqlite3_value_type(ap[0]) == SQLITE_NULL ||
      sqlite3_value_type(ap[1]) == SQLITE_NULL ||
      (nArg > 3 && sqlite3_value_type(ap[3]) == SQLITE_NULL)) {
    return;
  }
  if (scoreNumber(ctx, "x", ap[0], &x) || scoreNumber(ctx, "y", ap[1], &y)) {
    return;
  }
  if (method == ENT_M_TAU_B) {
    scoreKeep(ctx, p, x, y);
    return;
  }
  if (method == ENT_M_S_WEIGHTED &&
      scoreScale(ctx, p, nArg, ap, fabs(x - y), &weight)) {
    return;
  }
  if (!p->isBegun) {
    p->isBegun = 1;
    p->from = x;
  }
  p->m.n++;
  p->m.weight += weight;
  p->m.sadw += weight * fabs(x - y);
  p->m.ssd += (x - y) * (x - y);
  x -= p->from;
  y -= p->from;
  p->m.s1 += x;
  p->m.s2 += y;
  p->m.ss1 += x * x;
  p->m.ss2 += y * y;
}

void ent_scorefn_final(sqlite3_context *ctx) {
  const EntBinding *pBinding = sqlite3_user_data(ctx);
  Score *p = sqlite3_aggregate_context(ctx, 0);
  if (p == 0) return;
  if (pBinding->pFunction->iDetail == ENT_M_TAU_B) {
    EntCall call;
    if (p->a == 0) return; /* no pair: NULL */
    ent_call_begin(&call, ctx);
    ent_call_real(ctx, ent_tau_pairs(&call.run, p->n, p->a, p->a + p->nAlloc));
    ent_call_end(&call, ctx);
    sqlite3_free(p->a);
    p->a = 0;
  } else if (p->isBegun) {
    ent_call_real(
        ctx, ent_method_score(pBinding->pFunction->iDetail, &p->m, p->range));
  }
}
