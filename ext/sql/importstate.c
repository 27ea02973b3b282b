/*
** How a file calls its states, as our codes.
**
** A mapping lists every value that its file has for a state, with the scheme
** that it belongs to, in the temp table import_state(value, scheme). This file
** looks each of them up once and writes what it means, so that the rows of
** the file are joined to codes by an index, and a million rows about 200
** states cost 200 look-ups:
**
**   value  scheme  code  since       until       problem
**   710    cow     CHN   0000-01-01  9999-12-31
**   DE     iso2    GFR   1949-05-23  1990-10-02
**   DE     iso2    DEU   1990-10-03  9999-12-31
**   Congo  name          1960-08-15  1971-10-26  ambiguous state
**
** The rule is that of resolve.c, never a guess:
**
**   1. a code (cow, gw, iso2, ...) matches to the letter, a word (name,
**      demonym, capital, leader) when both are folded;
**   2. on a day, the states count whose row in state_name holds on that day.
**      One: it is that state. Several: ambiguous. None: the states that bear
**      the value at any time count;
**   3. a value that means one state whenever it means anything, means it
**      always.
**
** So the periods of one value never overlap, and a join on the value and one
** day finds exactly one row: nothing is doubled and nothing is lost.
*/
#include "sql.h"
#include <stdlib.h>
#include <string.h>

typedef struct Word Word; /* a row of state_name, folded */
struct Word {
  const char *zFolded;
  const char *zCode;
  EntSpan span;
};

typedef struct Holder Holder; /* who bears the value, and when */
struct Holder {
  const char *zCode;
  EntSpan span;
};

typedef struct Holders Holders;
struct Holders {
  Holder *a;
  int n, nAlloc;
};

typedef struct Pending Pending;
struct Pending {
  char *zValue;
  char *zScheme;
  Pending *pNext;
};

void ent_importstate_init(EntImportNames *p, sqlite3 *db) {
  memset(p, 0, sizeof(*p));
  p->db = db;
  ent_arena_init(&p->arena, &ent_context_mem);
}

void ent_importstate_clear(EntImportNames *p) {
  ent_arena_clear(&p->arena);
  sqlite3_free(p->aWord);
  memset(p, 0, sizeof(*p));
}

static int stateIsWord(const char *zScheme) {
  return strcmp(zScheme, "name") == 0 || strcmp(zScheme, "demonym") == 0 ||
         strcmp(zScheme, "capital") == 0 || strcmp(zScheme, "leader") == 0;
}

static int stateIsCode(const char *zScheme) {
  static const char *const az[] = { "code", "cow",   "cow_abb",
                                    "gw",   "iso2",  "iso3",
                                    "fips", "cameo", "iso_numeric" };
  size_t i;
  for (i = 0; i < sizeof(az) / sizeof(az[0]); i++) {
    if (strcmp(az[i], zScheme) == 0) return 1;
  }
  return 0;
}

static int wordCompare(const void *a, const void *b) {
  const Word *pA = a, *pB = b;
  return strcmp(pA->zFolded, pB->zFolded);
}

/* All words of one scheme, folded and sorted. */
static int stateWords(EntCall *p, EntImportNames *pNames, const char *zScheme) {
  sqlite3_stmt *pStmt;
  Word *a;
  int rc;
  if (strcmp(pNames->zScheme, zScheme) == 0) return 0;
  pNames->nWord = 0;
  sqlite3_snprintf((int)sizeof(pNames->zScheme), pNames->zScheme, "%s",
                   zScheme);
  pStmt = ent_shape_ask(p, pNames->db,
                        "SELECT value, state, since, until"
                        "  FROM main.state_name WHERE scheme = ?1",
                        zScheme, 0);
  if (pStmt == 0) return 1;
  while ((rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    const char *zValue = (const char *)sqlite3_column_text(pStmt, 0);
    const char *zCode = (const char *)sqlite3_column_text(pStmt, 1);
    char zFolded[256];
    Word *pWord;
    EntSpan span;
    if (zValue == 0 || zCode == 0 ||
        !ent_date_span((const char *)sqlite3_column_text(pStmt, 2),
                       (const char *)sqlite3_column_text(pStmt, 3), &span))
      continue;
    a = ent_run_grow(&p->run, pNames->aWord, &pNames->nAlloc, pNames->nWord, 1,
                     sizeof(Word));
    if (a == 0) break;
    pNames->aWord = a;
    pWord = &a[pNames->nWord++];
    ent_fold_text(zValue, zFolded, sizeof(zFolded));
    pWord->zFolded = ent_run_copy(&p->run, &pNames->arena, zFolded);
    pWord->zCode = ent_run_copy(&p->run, &pNames->arena, zCode);
    pWord->span = span;
    if (p->run.error.code) break;
  }
  if (rc != SQLITE_DONE) ent_call_sqlite(p, rc); /* no-op after an error */
  sqlite3_finalize(pStmt);
  if (p->run.error.code) return 1;
  if (pNames->aWord)
    qsort(pNames->aWord, (size_t)pNames->nWord, sizeof(Word), wordCompare);
  return 0;
}

/* Nonzero: the error. */
static int holderAdd(EntCall *p, Holders *h, const char *zCode, EntSpan span) {
  Holder *a = ent_run_grow(&p->run, h->a, &h->nAlloc, h->n, 1, sizeof(*a));
  if (a == 0) return 1;
  h->a = a;
  a[h->n].zCode = zCode;
  a[h->n++].span = span;
  return 0;
}

/* Who bears the value in the scheme; a code is kept in the arena. Nonzero: the
** error. */
static int stateHolders(EntCall *p, EntImportNames *pNames, EntArena *arena,
                        const char *zValue, const char *zScheme, Holders *h) {
  sqlite3_stmt *pStmt;
  int rc;
  h->n = 0;
  if (stateIsWord(zScheme)) {
    const Word *aWord;
    char zFolded[256];
    int iLow = 0, iHigh;
    if (stateWords(p, pNames, zScheme)) return 1;
    aWord = pNames->aWord;
    iHigh = pNames->nWord;
    ent_fold_text(zValue, zFolded, sizeof(zFolded));
    if (zFolded[0] == 0) return 0;
    while (iLow < iHigh) {
      int i = (iLow + iHigh) / 2;
      if (strcmp(aWord[i].zFolded, zFolded) < 0) {
        iLow = i + 1;
      } else {
        iHigh = i;
      }
    }
    while (iLow < pNames->nWord && strcmp(aWord[iLow].zFolded, zFolded) == 0) {
      if (holderAdd(p, h, aWord[iLow].zCode, aWord[iLow].span)) return 1;
      iLow++;
    }
    return 0;
  }
  pStmt = ent_shape_ask(p, pNames->db,
                        strcmp(zScheme, "code") == 0
                            ? "SELECT code, NULL, NULL FROM main.state"
                              " WHERE code = ?1"
                            : "SELECT state, since, until FROM main.state_name"
                              " WHERE value = ?1 AND scheme = ?2",
                        zValue, strcmp(zScheme, "code") ? zScheme : 0);
  if (pStmt == 0) return 1;
  while ((rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    const char *zCode = (const char *)sqlite3_column_text(pStmt, 0);
    EntSpan span;
    if (zCode &&
        ent_date_span((const char *)sqlite3_column_text(pStmt, 1),
                      (const char *)sqlite3_column_text(pStmt, 2), &span)) {
      zCode = ent_run_copy(&p->run, arena, zCode);
      if (holderAdd(p, h, zCode, span)) break;
    }
  }
  if (rc != SQLITE_DONE) ent_call_sqlite(p, rc); /* no-op after an error */
  sqlite3_finalize(pStmt);
  return p->run.error.code;
}

static int dayCompare(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

/* The state that holds alone on the day; "" when it is unclear which. */
static const char *stateOn(const Holder *a, int n, int64_t day) {
  const char *z = 0;
  for (int all = 0; all < 2 && z == 0; all++) {
    for (int i = 0; i < n; i++) {
      if (!all && (day < a[i].span.first || day > a[i].span.last)) continue;
      if (z && strcmp(z, a[i].zCode)) return "";
      z = a[i].zCode;
    }
  }
  return z;
}

static void stateDay(int64_t day, const char *zOpen, char zOut[16]) {
  if (day <= ENT_DAY_MIN || day >= ENT_DAY_MAX) {
    sqlite3_snprintf(16, zOut, "%s", zOpen);
  } else {
    ent_date_format((EntDay)day, zOut);
  }
}

/* Writes the periods of one value. */
static int stateWrite(EntCall *p, sqlite3_stmt *pInsert, const Pending *pValue,
                      const Holders *h) {
  const Holder *a = h->a;
  int64_t *aDay =
      ent_run_alloc(&p->run, (size_t)(2 * h->n + 1) * sizeof(*aDay));
  int n = h->n, nDay = 0, i, k;
  if (aDay == 0) return 1;
  aDay[nDay++] = ENT_DAY_MIN;
  for (i = 0; i < n; i++) {
    if (a[i].span.first > ENT_DAY_MIN) aDay[nDay++] = a[i].span.first;
    if (a[i].span.last < ENT_DAY_MAX)
      aDay[nDay++] = (int64_t)a[i].span.last + 1;
  }
  qsort(aDay, (size_t)nDay, sizeof(aDay[0]), dayCompare);
  for (i = 0; i < nDay && p->run.error.code == ENT_OK; i = k) {
    const char *zCode = n ? stateOn(a, n, aDay[i]) : 0;
    char zSince[16], zUntil[16];
    int rc;
    for (k = i + 1; k < nDay; k++) {
      if (aDay[k] != aDay[i] && strcmp(zCode, stateOn(a, n, aDay[k]))) {
        break;
      }
    }
    stateDay(aDay[i], "0000-01-01", zSince);
    stateDay(k < nDay ? aDay[k] - 1 : ENT_DAY_MAX, "9999-12-31", zUntil);
    sqlite3_bind_text(pInsert, 1, pValue->zValue, -1, SQLITE_STATIC);
    sqlite3_bind_text(pInsert, 2, pValue->zScheme, -1, SQLITE_STATIC);
    sqlite3_bind_text(pInsert, 3, zCode && zCode[0] ? zCode : 0, -1,
                      SQLITE_STATIC);
    sqlite3_bind_text(pInsert, 4, zSince, -1, SQLITE_STATIC);
    sqlite3_bind_text(pInsert, 5, zUntil, -1, SQLITE_STATIC);
    sqlite3_bind_text(pInsert, 6,
                      zCode == 0      ? "unknown state"
                      : zCode[0] == 0 ? "ambiguous state"
                                      : 0,
                      -1, SQLITE_STATIC);
    rc = sqlite3_step(pInsert);
    sqlite3_reset(pInsert);
    if (rc != SQLITE_DONE) ent_call_sqlite(p, rc);
  }
  ent_run_free(&p->run, aDay);
  return p->run.error.code;
}

/* What the mapping has listed since the last time. */
static int stateList(EntCall *p, EntImportNames *pNames, EntArena *arena,
                     Pending **ppFirst) {
  sqlite3_stmt *pStmt = ent_shape_ask(
      p, pNames->db,
      "SELECT value, scheme FROM temp.import_state AS a WHERE since = ''"
      "   AND NOT EXISTS (SELECT 1 FROM temp.import_state AS b"
      "                    WHERE b.value = a.value AND b.scheme = a.scheme"
      "                      AND b.since > '')",
      0, 0);
  int rc;
  *ppFirst = 0;
  if (pStmt == 0) return 1;
  while ((rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    Pending *pNew = ent_run_carve(&p->run, arena, 1, sizeof(*pNew));
    if (pNew == 0) break;
    pNew->zValue = ent_run_copy(&p->run, arena,
                                (const char *)sqlite3_column_text(pStmt, 0));
    pNew->zScheme = ent_run_copy(&p->run, arena,
                                 (const char *)sqlite3_column_text(pStmt, 1));
    pNew->pNext = *ppFirst;
    *ppFirst = pNew;
  }
  if (rc != SQLITE_DONE) ent_call_sqlite(p, rc); /* no-op after an error */
  sqlite3_finalize(pStmt);
  return p->run.error.code;
}

/* There is no such scheme. */
static void stateScheme(EntCall *p, const char *zScheme) {
  EntNear near;
  char *zKnown = ent_word_list(ent_namefn_schemes, ENT_NSCHEME);
  ent_word_near(&near, zScheme, ent_namefn_schemes, ENT_NSCHEME);
  ent_error_set(&p->run.error, zKnown ? ENT_ERROR : ENT_NOMEM,
                "import_state.scheme: no scheme '%.40s'%s; one of %s", zScheme,
                near.z, zKnown ? zKnown : "");
  sqlite3_free(zKnown);
}

int ent_importstate_resolve(EntCall *p, EntImportNames *pNames) {
  EntArena arena;
  Pending *pValue;
  Holders holders = { 0 };
  sqlite3_stmt *pInsert = 0;
  ent_arena_init(&arena, p->run.mem);
  if (stateList(p, pNames, &arena, &pValue)) goto done;
  if (sqlite3_exec(pNames->db, "DELETE FROM temp.import_state WHERE since = ''",
                   0, 0, 0) != SQLITE_OK) {
    ent_call_sqlite(p, sqlite3_errcode(pNames->db));
    goto done;
  }
  pInsert = ent_shape_ask(p, pNames->db,
                          "INSERT INTO temp.import_state(value, scheme, code,"
                          " since, until, problem)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                          0, 0);
  for (; pInsert && pValue; pValue = pValue->pNext) {
    if (!stateIsCode(pValue->zScheme) && !stateIsWord(pValue->zScheme)) {
      stateScheme(p, pValue->zScheme);
    }
    if (p->run.error.code ||
        stateHolders(p, pNames, &arena, pValue->zValue, pValue->zScheme,
                     &holders) ||
        stateWrite(p, pInsert, pValue, &holders)) {
      break;
    }
  }
done:
  sqlite3_finalize(pInsert);
  ent_run_free(&p->run, holders.a);
  ent_arena_clear(&arena);
  return p->run.error.code;
}
