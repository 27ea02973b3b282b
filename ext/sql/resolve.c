/*
** Arguments: what the user wrote, as states, sides, deals and days.
**
** A state may be written as our code, as any code of any system, or as a name
** in any of its spellings; a side as a state, a bloc, or a comma list of both.
** The rule is exact or folded match, never a guess:
**
**   1. our own code, to the letter;
**   2. else everything in `state_name` whose folded text is the same. Of
**      these, the ones that hold on the date; if none does, all of them (so
**      that 'Soviet Union' still finds its state when asked about 2023);
**   3. one state is left: that is it. Several: an error that lists them with
**      their years. None: an error that names near matches.
**
** Commas stand in names too ('Korea, North'), so the whole text is tried
** before it is split.
*/
#include "sql.h"
#include "context.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* A suggestion must be this close, in edits per letters of what was typed. */
#define RESOLVE_NEAR(nText) ((nText) <= 4 ? 1 : (nText) <= 8 ? 2 : 3)
#define RESOLVE_LIST        6 /* candidates shown in an error */

typedef struct ResolveText ResolveText; /* a bounded text under construction */
struct ResolveText {
  char z[360];
  size_t n;
};

ENT_FORMAT(2, 3)
static void textAppend(ResolveText *p, const char *zFormat, ...) {
  va_list ap;
  int n;
  va_start(ap, zFormat);
  n = vsnprintf(p->z + p->n, sizeof(p->z) - p->n, zFormat, ap);
  va_end(ap);
  p->n += (size_t)n; /* no format of ours fails */
  if (p->n >= sizeof(p->z)) p->n = sizeof(p->z) - 1;
}

/* The error "argument on: 'x' is not a date": zIs says what the value is, or is
** not. A blob's bytes are nothing to show. */
static int resolveRefuse(EntCall *p, const char *zArgument,
                         sqlite3_value *pValue, const char *zIs) {
  const char *z = "a blob", *zMark = "";
  if (sqlite3_value_type(pValue) != SQLITE_BLOB) {
    z = (const char *)sqlite3_value_text(pValue);
    zMark = "'";
  }
  ent_error_set(&p->run.error, z ? ENT_ERROR : ENT_NOMEM,
                "argument %s: %s%.40s%s %s", zArgument, zMark, z ? z : "",
                zMark, zIs);
  return 1;
}

int ent_resolve_on(EntCall *p, sqlite3_value *pValue, const char *zArgument,
                   EntSpan *pOut) {
  int type = pValue ? sqlite3_value_type(pValue) : SQLITE_NULL;
  if (type == SQLITE_NULL) {
    pOut->first = pOut->last = (EntDay)(time(0) / 86400);
    return 0;
  }
  if (type == SQLITE_TEXT || type == SQLITE_INTEGER) {
    const char *z = (const char *)sqlite3_value_text(pValue);
    if (z == 0) {
      ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
      return 1;
    }
    if (ent_date_parse(z, pOut)) return 0;
  }
  return resolveRefuse(p, zArgument, pValue,
                       "is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD");
}

int ent_resolve_whole(EntCall *p, sqlite3_value *pValue, const char *zArgument,
                      const EntRange *pRange, sqlite3_int64 *pOut) {
  int type = sqlite3_value_numeric_type(pValue);
  /* Of a blob 3.54 cannot say it: a copy belongs to no connection. */
  double r = type == SQLITE_FLOAT ? sqlite3_value_double(pValue) : 0.0;
  if (type == SQLITE_INTEGER ||
      (type == SQLITE_FLOAT && r == floor(r) && fabs(r) < 0x1p63)) {
    *pOut = sqlite3_value_int64(pValue);
    if (*pOut >= pRange->low && *pOut <= pRange->high) return 0;
  }
  return resolveRefuse(p, zArgument, pValue, pRange->zElse);
}

const EntRange ent_resolve_years = { INT64_MIN, INT64_MAX, "is not a year" };

/* The calendar of our dates goes no further. */
int ent_resolve_year(EntCall *p, sqlite3_value *pValue, const char *zArgument,
                     int *pOut) {
  static const EntRange range = { 1, 9999, "is not a year 1..9999" };
  sqlite3_int64 i;
  if (ent_resolve_whole(p, pValue, zArgument, &range, &i)) return 1;
  *pOut = (int)i;
  return 0;
}

int ent_resolve_text(EntCall *p, sqlite3_value *pValue, const char *zArgument,
                     const char **pz) {
  int type = sqlite3_value_type(pValue);
  const char *z = (const char *)sqlite3_value_text(pValue);
  *pz = z;
  if (type == SQLITE_BLOB) z = "a blob";
  if (z == 0) {
    ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  } else if (type != SQLITE_TEXT) {
    ent_error_set(&p->run.error, ENT_ERROR, "argument %s: %.40s is not a text",
                  zArgument, z);
  } else if (strlen(z) != (size_t)sqlite3_value_bytes(pValue)) {
    ent_error_set(&p->run.error, ENT_ERROR,
                  "argument %s: '%.40s' goes on behind a zero byte", zArgument,
                  z);
  }
  return p->run.error.code;
}

/* Near matches among the names and codes of states, or those of one scheme,
** for an error. */
static void resolveNear(const EntWorld *w, const char *zFolded,
                        const char *zScheme, ResolveText *pOut) {
  int nMax = RESOLVE_NEAR((int)strlen(zFolded));
  int nShown = 0, nDistance, i, iShown;
  int aShown[RESOLVE_LIST];
  for (nDistance = 1; nDistance <= nMax && nShown < RESOLVE_LIST; nDistance++) {
    for (i = 0; i < w->nName && nShown < RESOLVE_LIST; i++) {
      const EntName *pName = &w->aName[i];
      if (zScheme && strcmp(zScheme, pName->zScheme)) continue;
      if (ent_fold_distance(zFolded, pName->zFolded, nDistance) != nDistance) {
        continue;
      }
      for (iShown = 0; iShown < nShown; iShown++) {
        if (aShown[iShown] == pName->iState) break;
      }
      if (iShown < nShown) continue;
      aShown[nShown++] = pName->iState;
      textAppend(pOut, "%s%s (%s)", pOut->n ? ", " : "; near: ", pName->zValue,
                 w->aState[pName->iState].zCode);
    }
  }
}

/* The same among the codes and names of blocs. */
static void resolveNearBloc(const EntWorld *w, const char *zFolded,
                            ResolveText *pOut) {
  int nMax = RESOLVE_NEAR((int)strlen(zFolded)), i;
  for (i = 0; i < w->nBloc; i++) {
    char zCode[64];
    ent_fold_text(w->aBloc[i].zCode, zCode, sizeof(zCode));
    if (ent_fold_distance(zFolded, zCode, nMax) <= nMax ||
        ent_fold_distance(zFolded, w->aBloc[i].zFolded, nMax) <= nMax) {
      textAppend(pOut, "%s%s (bloc)",
                 pOut->n ? ", " : "; near: ", w->aBloc[i].zCode);
    }
  }
}

static void resolveCandidate(const EntWorld *w, const EntName *pName,
                             ResolveText *pOut) {
  char zYears[32] = "";
  if (pName->span.first != ENT_DAY_MIN || pName->span.last != ENT_DAY_MAX) {
    char zFirst[12] = "", zLast[12] = "";
    if (pName->span.first != ENT_DAY_MIN) {
      snprintf(zFirst, sizeof(zFirst), "%d", ent_date_year(pName->span.first));
    }
    if (pName->span.last != ENT_DAY_MAX) {
      snprintf(zLast, sizeof(zLast), "%d", ent_date_year(pName->span.last));
    }
    snprintf(zYears, sizeof(zYears), " %s-%s", zFirst, zLast);
  }
  textAppend(pOut, "%s%s (%s%s)", pOut->n ? ", " : "",
             w->aState[pName->iState].zCode, pName->zScheme, zYears);
}

/* Steps 2 and 3. Returns the state, -1 for an error, -2 for no match. */
static int resolveFolded(EntCall *p, const EntWorld *w, EntSpan on,
                         const char *zText, const char *zFolded,
                         const char *zScheme, const char *zArgument) {
  int iFirst, i, onDate, n = ent_world_names(w, zFolded, &iFirst);
  for (onDate = 1; onDate >= 0; onDate--) {
    int iState = -1, nState = 0, ownCode = -1;
    ResolveText candidates = { "", 0 };
    for (i = iFirst; i < iFirst + n; i++) {
      const EntName *pName = &w->aName[i];
      if (zScheme && strcmp(zScheme, pName->zScheme)) continue;
      if (onDate && !ent_date_overlap(pName->span, on)) continue;
      if (strcmp(pName->zScheme, "code") == 0) ownCode = pName->iState;
      if (nState && pName->iState == iState) continue;
      iState = pName->iState;
      nState++;
      resolveCandidate(w, pName, &candidates);
    }
    if (ownCode >= 0) return ownCode;
    if (nState == 1) return iState;
    if (nState > 1) {
      ent_error_set(&p->run.error, ENT_ERROR,
                    "argument %s: '%.60s' is ambiguous: %s", zArgument, zText,
                    candidates.z);
      return -1;
    }
  }
  return -2;
}

static int resolveUnknown(EntCall *p, const EntWorld *w, const char *zText,
                          const char *zFolded, const char *zScheme,
                          const char *zArgument, int isSide) {
  ResolveText near = { "", 0 };
  if (isSide) resolveNearBloc(w, zFolded, &near);
  resolveNear(w, zFolded, zScheme, &near);
  ent_error_set(&p->run.error, ENT_ERROR, "argument %s: no %s '%.60s'%s%s%s",
                zArgument, isSide ? "state or bloc" : "state", zText,
                zScheme ? " in " : "", zScheme ? zScheme : "", near.z);
  return -1;
}

int ent_resolve_name(EntCall *p, const EntWorld *w, EntSpan on, const char *z,
                     const char *zScheme, const char *zArgument) {
  char zFolded[256];
  int i = zScheme ? -1 : ent_world_state(w, z);
  if (i >= 0) return i;
  ent_fold_text(z, zFolded, sizeof(zFolded));
  i = resolveFolded(p, w, on, z, zFolded, zScheme, zArgument);
  if (i != -2) return i;
  return resolveUnknown(p, w, z, zFolded, zScheme, zArgument, 0);
}

int ent_resolve_state(EntCall *p, const EntWorld *w, EntSpan on,
                      sqlite3_value *pValue, const char *zArgument) {
  const char *z;
  if (ent_resolve_text(p, pValue, zArgument, &z)) return -1;
  return ent_resolve_name(p, w, on, z, 0, zArgument);
}

static int resolveBloc(const EntWorld *w, const char *z, const char *zFolded) {
  int i = ent_world_bloc(w, z);
  if (i >= 0) return i;
  for (i = 0; i < w->nBloc; i++) {
    char zCode[64];
    ent_fold_text(w->aBloc[i].zCode, zCode, sizeof(zCode));
    if (strcmp(w->aBloc[i].zFolded, zFolded) == 0 ||
        strcmp(zCode, zFolded) == 0) {
      return i;
    }
  }
  return -1;
}

/* Mark the states that one word stands for. 0: done; -1: an error; -2: no
** state and no bloc. */
static int resolveWord(EntCall *p, const EntView *v, const char *z,
                       const char *zArgument, uint8_t *aMark) {
  const EntWorld *w = v->world;
  char zFolded[256];
  int i = ent_world_state(w, z), iBloc;
  if (i >= 0) {
    aMark[i] = 1;
    return 0;
  }
  ent_fold_text(z, zFolded, sizeof(zFolded));
  iBloc = resolveBloc(w, z, zFolded);
  if (iBloc >= 0) {
    for (i = 0; i < w->nState; i++) {
      if (v->alive[i] && ent_view_member(v, iBloc, i)) aMark[i] = 1;
    }
    return 0;
  }
  i = resolveFolded(p, w, v->on, z, zFolded, 0, zArgument);
  if (i >= 0) aMark[i] = 1;
  return i >= 0 ? 0 : i;
}

int ent_resolve_side(EntCall *p, const EntView *v, sqlite3_value *pValue,
                     const char *zArgument, EntSide *pOut) {
  const EntWorld *w = v->world;
  const char *z, *zEnd;
  char zWord[256], zFolded[256];
  uint8_t *aMark = 0;
  int i, rc;
  pOut->n = 0;
  pOut->aState = 0;
  if (ent_resolve_text(p, pValue, zArgument, &z)) return 1;
  aMark = ent_run_alloc(&p->run, (size_t)w->nState + 1);
  if (aMark == 0) return 1;
  rc = strlen(z) < sizeof(zWord) ? resolveWord(p, v, z, zArgument, aMark) : -2;
  while (rc == -2 && *z) {
    size_t n;
    while (*z == ' ' || *z == ',')
      z++;
    zEnd = strchr(z, ',');
    if (zEnd == 0) zEnd = z + strlen(z);
    n = (size_t)(zEnd - z);
    while (n > 0 && z[n - 1] == ' ')
      n--;
    if (n == 0) break;
    if (n >= sizeof(zWord)) n = sizeof(zWord) - 1;
    memcpy(zWord, z, n);
    zWord[n] = 0;
    rc = resolveWord(p, v, zWord, zArgument, aMark);
    if (rc == -2) {
      ent_fold_text(zWord, zFolded, sizeof(zFolded));
      resolveUnknown(p, w, zWord, zFolded, 0, zArgument, 1);
      rc = -1;
    }
    z = zEnd;
    if (rc == 0 && *z) rc = -2;
  }
  if (p->run.error.code == ENT_OK) {
    for (i = 0; i < w->nState; i++)
      pOut->n += aMark[i];
    pOut->aState =
        ent_run_alloc(&p->run, ((size_t)pOut->n + 1) * sizeof(int32_t));
    pOut->n = 0;
    for (i = 0; pOut->aState && i < w->nState; i++) {
      if (aMark[i]) pOut->aState[pOut->n++] = i;
    }
  }
  ent_run_free(&p->run, aMark);
  return p->run.error.code;
}

int ent_resolve_deal(EntCall *p, const EntWorld *w, sqlite3_value *pValue,
                     const char *zArgument) {
  const char *z;
  ResolveText near = { "", 0 };
  int i, nDistance, nShown = 0;
  if (ent_resolve_text(p, pValue, zArgument, &z)) return -1;
  i = ent_world_deal(w, z);
  if (i >= 0) return i;
  for (nDistance = 1; nDistance <= 4; nDistance++) {
    for (i = 0; i < w->nDeal && nShown < RESOLVE_LIST; i++) {
      if (ent_fold_distance(z, w->aDeal[i].zId, nDistance) != nDistance) {
        continue;
      }
      textAppend(&near, "%s'%s'", near.n ? ", " : "; near: ", w->aDeal[i].zId);
      nShown++;
    }
  }
  ent_error_set(&p->run.error, ENT_ERROR, "argument %s: no deal '%.60s'%s",
                zArgument, z, near.z);
  return -1;
}

int ent_resolve_sides(EntCall *p, const EntView *v, sqlite3_value *pA,
                      sqlite3_value *pB, EntSide *pSideA, EntSide *pSideB) {
  int i, j;
  pSideB->n = 0;
  pSideB->aState = 0;
  if (ent_resolve_side(p, v, pA, "side_a", pSideA)) return 1;
  if (ent_resolve_side(p, v, pB, "side_b", pSideB)) return 1;
  for (i = j = 0; i < pSideA->n && j < pSideB->n;) {
    if (pSideA->aState[i] == pSideB->aState[j]) {
      ent_error_set(&p->run.error, ENT_ERROR,
                    "arguments side_a and side_b: %s is on both sides",
                    v->world->aState[pSideA->aState[i]].zCode);
      return 1;
    }
    if (pSideA->aState[i] < pSideB->aState[j]) {
      i++;
    } else {
      j++;
    }
  }
  return 0;
}
