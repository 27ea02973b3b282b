/*
** sensitivity(measure, args, draws, seed): how far a score and its rank hang
** on our choices (measure/sense.c has the rules).
**
** The measure is named as users know it, and is looked up where everyone
** finds it: in the registration table. A row that one of the three families
** below answers is a measure of a state; a new one needs no line here. Its
** arguments come as a JSON array, in their usual order, read by SQLite's own
** JSON functions and resolved by the usual rules.
**
** Ranked are the states that the measure can have a value for: the living, but
** not the members of a bystander's two sides, nor a state toward itself.
*/
#include "sql.h"
#include <math.h>
#include <string.h>

#define SENSETAB_DRAWS 100000 /* an hour's work for a large world */
#define SENSETAB_ARGS  4

static double sensetabOne(const EntSense *p, const EntTies *t, int i) {
  return ent_statefn_value(t, i, p->iDetail);
}

static double sensetabPair(const EntSense *p, const EntTies *t, int i) {
  return ent_pairfn_value(t, i, &p->a, p->iDetail);
}

static double sensetabBystander(const EntSense *p, const EntTies *t, int i) {
  EntBystander bystander;
  ent_bystander_score(t, i, &p->a, &p->b, &bystander);
  return bystander.score;
}

typedef struct SensetabFamily SensetabFamily; /* measures of one shape */
struct SensetabFamily {
  EntScalar *xFunc;
  double (*xValue)(const EntSense *, const EntTies *, int);
};

static const SensetabFamily aSensetabFamily[] = {
  { ent_statefn_measure, sensetabOne },
  { ent_pairfn_measure, sensetabPair },
  { ent_pairfn_bystander, sensetabBystander },
};

static const SensetabFamily *sensetabFamily(const EntFunction *p) {
  size_t i;
  for (i = 0; i < sizeof(aSensetabFamily) / sizeof(aSensetabFamily[0]); i++) {
    if (p->xFunc == aSensetabFamily[i].xFunc) return &aSensetabFamily[i];
  }
  return 0;
}

#define SENSETAB_MEASURES 64 /* more than are registered */

/* The registered measure of that name, and its family; NULL: the error is
** set. */
static const EntFunction *sensetabMeasure(EntCall *p, sqlite3_value *pValue,
                                          const SensetabFamily **ppFamily) {
  const EntFunction *pFunction;
  const char *azName[SENSETAB_MEASURES];
  const char *z;
  int n = 0;
  if (ent_resolve_text(p, pValue, "measure", &z)) return 0;
  for (pFunction = ent_functions; pFunction->zName; pFunction++) {
    *ppFamily = sensetabFamily(pFunction);
    if (*ppFamily == 0) continue;
    if (sqlite3_stricmp(pFunction->zName, z) == 0) return pFunction;
    azName[n++] = pFunction->zName;
  }
  ent_word_find(p, "measure", "measure", z, azName, n);
  return 0;
}

/* ---- The arguments of the measure ---- */

typedef struct SensetabArgs SensetabArgs;
struct SensetabArgs {
  int n;
  sqlite3_value *ap[SENSETAB_ARGS];
};

/* json_valid() says 0 when memory is short; json_type() then fails. */
static int sensetabIsArray(EntCall *p, const char *zJson) {
  sqlite3_stmt *pStmt =
      ent_shape_ask(p, ent_context_db(p->cx), "SELECT json_type(?1)", zJson, 0);
  char zType[16] = "";
  int rc;
  if (pStmt == 0) return 0;
  if (sqlite3_step(pStmt) == SQLITE_ROW) {
    sqlite3_snprintf(sizeof(zType), zType, "%s", sqlite3_column_text(pStmt, 0));
  }
  rc = sqlite3_finalize(pStmt);
  if (rc != SQLITE_OK && rc != SQLITE_ERROR) {
    ent_call_sqlite(p, rc);
  } else if (strcmp(zType, "array")) {
    ent_error_set(&p->run.error, ENT_ERROR,
                  "argument args: '%.60s' is %s%s; expected a JSON array, as"
                  " json_array() makes it",
                  zJson, zType[0] ? "JSON, of type " : "not JSON", zType);
  }
  return p->run.error.code == ENT_OK;
}

static void sensetabReadArgs(EntCall *p, const EntFunction *pFunction,
                             const char *zJson, SensetabArgs *pOut) {
  sqlite3_stmt *pStmt;
  int rc, n = 0;
  if (!sensetabIsArray(p, zJson)) return;
  pStmt = ent_shape_ask(p, ent_context_db(p->cx),
                        "SELECT type, atom FROM json_each(?1)", zJson, 0);
  if (pStmt == 0) return;
  while (p->run.error.code == ENT_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zType = (const char *)sqlite3_column_text(pStmt, 0);
    n++;
    if (zType && (strcmp(zType, "array") == 0 || strcmp(zType, "object") == 0 ||
                  strcmp(zType, "true") == 0 || strcmp(zType, "false") == 0)) {
      ent_error_set(&p->run.error, ENT_ERROR,
                    "argument args: value %d is of type %s; expected a text, a"
                    " number or null",
                    n, zType);
    } else if (n <= SENSETAB_ARGS) {
      sqlite3_value *pCopy = sqlite3_value_dup(sqlite3_column_value(pStmt, 1));
      if (pCopy == 0) ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
      pOut->ap[n - 1] = pCopy;
    }
  }
  rc = sqlite3_finalize(pStmt);
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  if (n < pFunction->nMin || n > pFunction->nMax) {
    ent_error_set(&p->run.error, ENT_ERROR, "argument args: %d values for %s",
                  n, pFunction->manual.zUsage);
  }
  pOut->n = n;
}

static void sensetabFreeArgs(SensetabArgs *p) {
  int i;
  for (i = 0; i < SENSETAB_ARGS; i++)
    sqlite3_value_free(p->ap[i]);
}

/* Is an argument NULL that must be given, the state excepted? */
static int sensetabHasNull(const EntFunction *pFunction,
                           const SensetabArgs *p) {
  int i;
  for (i = 1; i < pFunction->nMin; i++) {
    if (sqlite3_value_type(p->ap[i]) == SQLITE_NULL) return 1;
  }
  return 0;
}

/* ---- Who is ranked ---- */

/* The sides of the question; nonzero: the error is set. */
static int sensetabSides(EntCall *p, const EntFunction *pFunction,
                         const SensetabArgs *pArgs, EntSense *pAsk) {
  const EntView *v = p->ties->view;
  if (pFunction->xFunc == ent_pairfn_bystander) {
    return ent_resolve_sides(p, v, pArgs->ap[1], pArgs->ap[2], &pAsk->a,
                             &pAsk->b);
  }
  if (pFunction->xFunc == ent_pairfn_measure) {
    return ent_pairfn_side(p, v, pArgs->ap[1], pAsk->iDetail, &pAsk->a);
  }
  return 0;
}

static int sensetabIsSubject(const EntFunction *pFunction, const EntSense *p,
                             int i) {
  if (pFunction->xFunc == ent_pairfn_measure) {
    return p->a.n != 1 || p->a.aState[0] != i;
  }
  return !ent_side_has(&p->a, i) && !ent_side_has(&p->b, i);
}

static int sensetabSubjects(EntCall *p, const EntFunction *pFunction,
                            EntSense *pAsk) {
  const EntView *v = p->ties->view;
  int i;
  pAsk->subjects.aState =
      ent_run_alloc(&p->run, ((size_t)v->n + 1) * sizeof(int32_t));
  for (i = 0; pAsk->subjects.aState && i < v->n; i++) {
    if (v->alive[i] && sensetabIsSubject(pFunction, pAsk, i)) {
      pAsk->subjects.aState[pAsk->subjects.n++] = i;
    }
  }
  return p->run.error.code;
}

/* ---- Rows ---- */

typedef struct SensetabTo SensetabTo;
struct SensetabTo {
  EntRows *pRows;
  const EntWorld *world;
};

static void sensetabRank(EntRows *pRows, double rank) {
  if (isnan(rank)) {
    ent_rows_null(pRows);
  } else {
    ent_rows_int(pRows, (sqlite3_int64)rank);
  }
}

static void sensetabRow(void *pTo, const EntSensed *p) {
  const SensetabTo *to = pTo;
  EntRows *pRows = to->pRows;
  ent_rows_text(pRows, to->world->aState[p->iState].zCode);
  ent_rows_text(pRows, p->zKind);
  ent_rows_text(pRows, p->zName);
  ent_rows_real(pRows, p->value);
  ent_rows_real(pRows, p->low);
  ent_rows_real(pRows, p->median);
  ent_rows_real(pRows, p->high);
  sensetabRank(pRows, p->rank);
  sensetabRank(pRows, p->rankLow);
  sensetabRank(pRows, p->rankMedian);
  sensetabRank(pRows, p->rankHigh);
  sensetabRank(pRows, p->nKnown < 0 ? NAN : (double)p->nKnown);
}

/* A party, or a state that is no more: it has no value under any weights. */
static void sensetabNobody(void *pTo, int iState) {
  EntSensed row = { iState, "draws", 0,   NAN, NAN, NAN,
                    NAN,    NAN,     NAN, NAN, NAN, 0 };
  sensetabRow(pTo, &row);
}

static void sensetabAnswer(EntCall *p, const EntFunction *pFunction,
                           const SensetabArgs *pArgs, EntSense *pAsk) {
  const int nMax = pFunction->nMax;
  const EntTies *ties =
      ent_call_ties(p, 0, 0, 0, pArgs->n == nMax ? pArgs->ap[nMax - 1] : 0);
  SensetabTo *to = pAsk->pTo;
  if (ties == 0) return;
  to->world = ties->view->world;
  pAsk->iOnly = -1;
  if (sqlite3_value_type(pArgs->ap[0]) != SQLITE_NULL) {
    pAsk->iOnly = ent_resolve_state(p, to->world, ties->view->on, pArgs->ap[0],
                                    "args, the state");
    if (pAsk->iOnly < 0) return;
  }
  if (sensetabSides(p, pFunction, pArgs, pAsk)) return;
  if (sensetabSubjects(p, pFunction, pAsk)) return;
  if (pAsk->iOnly >= 0 && !ent_side_has(&pAsk->subjects, pAsk->iOnly)) {
    sensetabNobody(to, pAsk->iOnly);
  } else {
    ent_sense_run(&p->run, ties, pAsk);
  }
}

/* sensitivity(measure, args, draws, seed) */
int ent_sensetab_fill(EntCall *p, int nArg, sqlite3_value **ap,
                      EntRows *pRows) {
  static const EntRange draws = { 1, SENSETAB_DRAWS,
                                  "is not a whole number from 1 to 100000" };
  static const EntRange seeds = { INT64_MIN, INT64_MAX,
                                  "is not a whole number" };
  const SensetabFamily *pFamily = 0;
  const EntFunction *pFunction = sensetabMeasure(p, ap[0], &pFamily);
  SensetabArgs args = { 0, { 0 } };
  SensetabTo to = { pRows, 0 };
  EntSense ask;
  sqlite3_int64 nDraw, seed;
  const char *zJson;
  (void)nArg;
  if (pFunction == 0) return 1;
  if (ent_resolve_text(p, ap[1], "args", &zJson)) return 1;
  if (ent_resolve_whole(p, ap[2], "draws", &draws, &nDraw)) return 1;
  if (ent_resolve_whole(p, ap[3], "seed", &seeds, &seed)) return 1;
  memset(&ask, 0, sizeof(ask));
  ask.xValue = pFamily->xValue;
  ask.iDetail = pFunction->iDetail;
  ask.nDraw = (int)nDraw;
  ask.seed = (uint64_t)seed;
  ask.xRow = sensetabRow;
  ask.pTo = &to;
  sensetabReadArgs(p, pFunction, zJson, &args);
  if (p->run.error.code == ENT_OK && !sensetabHasNull(pFunction, &args)) {
    sensetabAnswer(p, pFunction, &args, &ask);
  }
  ent_run_free(&p->run, ask.a.aState);
  ent_run_free(&p->run, ask.b.aState);
  ent_run_free(&p->run, ask.subjects.aState);
  sensetabFreeArgs(&args);
  return p->run.error.code;
}
