/*
** state_years, dyad_years, triad_years: states through time, without a table.
**
** The virtual table of dyad_years, the widest, is
**
**   CREATE TABLE x(year INTEGER, a TEXT, b TEXT,
**                  first HIDDEN, last HIDDEN, system HIDDEN, directed HIDDEN)
**
** The walk itself is ext/world/years.c; here SQLite's constraints become what
** the walk is asked for. One module serves all three tables: `iDetail` of its
** registration is the number of members of a row.
**
** Plans. idxNum has a bit for each thing that the walk takes into account:
**
**   FIRST LAST SYSTEM DIRECTED    the arguments
**   EQ GT GE LT LE                on year
**   MEMBER << i                   equality on a, b, c (or state)
**   DOWN << i                     year, a, b, c in falling order
**
** and argv holds the values of all but the last group, in this order. idxStr
** says the same in words, for EXPLAIN QUERY PLAN only. A second constraint of
** one kind is left to SQLite.
**
** What is exact is taken off SQLite's hands: a comparison of a year with
** anything, by SQLite's own order (NULL is unknown; numbers come before texts,
** those before blobs). A member is a text. Should something else come (a
** number, which might equal a code by the other side's affinity), the walk
** shows all states and SQLite chooses; so members are always checked again,
** and only a text that is written in the statement makes an order that skips
** the column ("WHERE a = 'USA' ORDER BY year, b"). A collation other than
** BINARY is not ours to follow.
**
** One cursor answers from one world, that of its first xFilter: a statement
** sees the dataset as of then, and in a join the next xFilter costs only the
** search for the first row.
**
** The text of a code is copied for each row although the world holds it:
** SQLite keeps a pointer that was called static for as long as it likes
** (max(a) keeps it past the cursor, whose world a write transaction may end),
** and the copy costs two or three percent. Its length is left to SQLite to
** count: a text given with its length has no end mark, and putting one there
** costs an allocation a row in whatever function reads it next.
**
** The rowid is made of the row, for SQLite joins the parts of an OR by it.
*/
#include "sql.h"
#include <math.h>
#include <string.h>

enum {
  YEARSTAB_FIRST = 0x1,
  YEARSTAB_LAST = 0x2,
  YEARSTAB_SYSTEM = 0x4,
  YEARSTAB_DIRECTED = 0x8,
  YEARSTAB_EQ = 0x10,
  YEARSTAB_GT = 0x20,
  YEARSTAB_GE = 0x40,
  YEARSTAB_LT = 0x80,
  YEARSTAB_LE = 0x100,
  YEARSTAB_MEMBER = 0x200,
  YEARSTAB_DOWN = 0x1000,
  YEARSTAB_KINDS = 12, /* bits with a value: all but DOWN */
  YEARSTAB_YEARS = 4,  /* the bit number of EQ */
  YEARSTAB_MEMBERS = 9 /* the bit number of MEMBER */
};

/* What SQLite's planner is told of a world it has not seen. */
#define YEARSTAB_STATES 100.0 /* in one year */
#define YEARSTAB_NEVER  1e99  /* the cost of a plan without first or last */
#define YEARSTAB_SPAN   200.0 /* years */

typedef struct YearsTable YearsTable;
struct YearsTable {
  sqlite3_vtab base;
  const EntAux *pAux;
  int nMember;
};

typedef struct YearsCursor YearsCursor;
struct YearsCursor {
  sqlite3_vtab_cursor base;
  EntCall call; /* its run serves the walk */
  EntYears *years;
  int isEmpty; /* no walk was started */
  EntYearsAsk ask;
  sqlite3_int64 first, last; /* as given */
};

static int yearstabConnect(sqlite3 *db, void *pAux, int argc,
                           const char *const *argv, sqlite3_vtab **ppVtab,
                           char **pzErr) {
  static const char *const azSchema[] = {
    "CREATE TABLE x(year INTEGER, state TEXT,"
    " first HIDDEN, last HIDDEN, system HIDDEN)",
    "CREATE TABLE x(year INTEGER, a TEXT, b TEXT,"
    " first HIDDEN, last HIDDEN, system HIDDEN, directed HIDDEN)",
    "CREATE TABLE x(year INTEGER, a TEXT, b TEXT, c TEXT,"
    " first HIDDEN, last HIDDEN, system HIDDEN)",
  };
  const EntAux *p = pAux;
  YearsTable *pTable;
  int rc;
  (void)argc;
  (void)argv;
  (void)pzErr;
  rc = sqlite3_declare_vtab(db, azSchema[p->pModule->iDetail - 1]);
  if (rc != SQLITE_OK) return rc;
  pTable = sqlite3_malloc64(sizeof(*pTable));
  if (pTable == 0) return SQLITE_NOMEM;
  memset(pTable, 0, sizeof(*pTable));
  pTable->pAux = p;
  pTable->nMember = p->pModule->iDetail;
  *ppVtab = &pTable->base;
  return SQLITE_OK;
}

static int yearstabDisconnect(sqlite3_vtab *pVtab) {
  sqlite3_free(pVtab);
  return SQLITE_OK;
}

static int yearstabOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor) {
  YearsCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  (void)pVtab;
  if (pCur == 0) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  pCur->isEmpty = 1;
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

static int yearstabClose(sqlite3_vtab_cursor *pBase) {
  YearsCursor *pCur = (YearsCursor *)pBase;
  ent_years_free(pCur->years);
  ent_call_clear(&pCur->call);
  sqlite3_free(pCur);
  return SQLITE_OK;
}

/* ---- Values ---- */

/* The years that compare so with the value, out of [*pLow, *pHigh]. */
static void yearstabNarrow(int kind, sqlite3_value *pValue, double *pLow,
                           double *pHigh) {
  double r = INFINITY; /* a text or a blob is behind every number */
  int type = sqlite3_value_numeric_type(pValue);
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    r = sqlite3_value_double(pValue);
  } else if (type == SQLITE_NULL) {
    kind = 0;
  }
  switch (kind) {
  case YEARSTAB_GT: r = floor(r) + 1; /* fall through */
  case YEARSTAB_GE:
    if (ceil(r) > *pLow) *pLow = ceil(r);
    break;
  case YEARSTAB_LT: r = ceil(r) - 1; /* fall through */
  case YEARSTAB_LE:
    if (floor(r) < *pHigh) *pHigh = floor(r);
    break;
  case YEARSTAB_EQ:
    if (ceil(r) > *pLow) *pLow = ceil(r);
    if (floor(r) < *pHigh) *pHigh = floor(r);
    break;
  default: *pHigh = -INFINITY; break;
  }
}

static int yearstabClamp(double r) {
  return r < -1e6 ? -1000000 : r > 1e6 ? 1000000 : (int)r;
}

/* ---- The walk ---- */

/* Nonzero: there are no rows, or the error is set. */
static int yearstabArgument(YearsCursor *pCur, int kind,
                            sqlite3_value *pValue) {
  static const EntRange directed = { 0, 1, "is neither 0 nor 1" };
  EntCall *p = &pCur->call;
  int isNull = sqlite3_value_type(pValue) == SQLITE_NULL;
  sqlite3_int64 i;
  const char *z;
  switch (kind) {
  case YEARSTAB_FIRST:
    return isNull || ent_resolve_whole(p, pValue, "first", &ent_resolve_years,
                                       &pCur->first);
  case YEARSTAB_LAST:
    return isNull || ent_resolve_whole(p, pValue, "last", &ent_resolve_years,
                                       &pCur->last);
  case YEARSTAB_SYSTEM:
    if (isNull) return 0;
    if (ent_resolve_text(p, pValue, "system", &z)) return 1;
    pCur->ask.system =
        ent_word_find(p, "system", "system", z, ent_system_names, ENT_NSYSTEM);
    return pCur->ask.system < 0;
  default: /* directed */
    if (isNull) return 0;
    if (ent_resolve_whole(p, pValue, "directed", &directed, &i)) return 1;
    pCur->ask.isDirected = (int)i;
    return 0;
  }
}

/* Sets up pCur->ask. Nonzero: there are no rows, or the error is set. */
static int yearstabAsk(YearsCursor *pCur, int nMember, int plan,
                       sqlite3_value **argv) {
  EntYearsAsk *pAsk = &pCur->ask;
  sqlite3_value *apYear[YEARSTAB_MEMBERS] = { 0 };
  double low, high;
  int i, iArgv = 0;
  memset(pAsk, 0, sizeof(*pAsk));
  pAsk->nMember = nMember;
  pAsk->isDirected = nMember == 2;
  for (i = 0; i < ENT_YEARS_MEMBERS; i++)
    pAsk->aiOnly[i] = -1;
  for (i = 0; i < YEARSTAB_KINDS; i++) {
    sqlite3_value *pValue;
    if ((plan & 1 << i) == 0) continue;
    pValue = argv[iArgv++];
    if (i < YEARSTAB_YEARS) {
      if (yearstabArgument(pCur, 1 << i, pValue)) return 1;
    } else if (i < YEARSTAB_MEMBERS) {
      apYear[i] = pValue;
    } else if (sqlite3_value_type(pValue) == SQLITE_TEXT) {
      const char *z = (const char *)sqlite3_value_text(pValue);
      int iState = ent_world_state(pCur->years->world, z);
      if (iState < 0) return 1;
      pAsk->aiOnly[i - YEARSTAB_MEMBERS] = iState;
    } else if (sqlite3_value_type(pValue) == SQLITE_NULL) {
      return 1;
    }
  }
  low = (double)pCur->first;
  high = (double)pCur->last;
  for (i = YEARSTAB_YEARS; i < YEARSTAB_MEMBERS; i++) {
    if (apYear[i]) yearstabNarrow(1 << i, apYear[i], &low, &high);
  }
  if (low > high) return 1;
  pAsk->first = yearstabClamp(low);
  pAsk->last = yearstabClamp(high);
  for (i = 0; i <= ENT_YEARS_MEMBERS; i++) {
    pAsk->aDown[i] = i <= nMember && (plan & YEARSTAB_DOWN << i) != 0;
  }
  return 0;
}

static int yearstabReport(YearsCursor *pCur) {
  return ent_call_report(&pCur->call, &pCur->base.pVtab->zErrMsg);
}

static int yearstabFilter(sqlite3_vtab_cursor *pBase, int idxNum,
                          const char *idxStr, int argc, sqlite3_value **argv) {
  YearsCursor *pCur = (YearsCursor *)pBase;
  const YearsTable *pTable = (const YearsTable *)pBase->pVtab;
  (void)idxStr;
  (void)argc;
  pCur->isEmpty = 1;
  if (pCur->years == 0) {
    EntWorld *world;
    ent_call_init(&pCur->call, pTable->pAux->cx, pTable->pAux->pModule->zName,
                  pTable->nMember);
    world = ent_snapshot_world(&pCur->call);
    if (world) pCur->years = ent_years_new(&pCur->call.run, world);
    ent_world_unref(world);
    if (pCur->years == 0) return yearstabReport(pCur);
  }
  if (~idxNum & (YEARSTAB_FIRST | YEARSTAB_LAST)) {
    ent_error_set(&pCur->call.run.error, ENT_ERROR,
                  "argument %s is missing: %s",
                  idxNum & YEARSTAB_FIRST ? "last" : "first",
                  pTable->pAux->pModule->manual.zUsage);
    return yearstabReport(pCur);
  }
  if (yearstabAsk(pCur, pTable->nMember, idxNum, argv)) {
    return yearstabReport(pCur);
  }
  pCur->isEmpty = 0;
  ent_years_start(pCur->years, &pCur->ask);
  return yearstabReport(pCur);
}

static int yearstabNext(sqlite3_vtab_cursor *pBase) {
  YearsCursor *pCur = (YearsCursor *)pBase;
  ent_years_next(pCur->years);
  return yearstabReport(pCur);
}

static int yearstabEof(sqlite3_vtab_cursor *pBase) {
  const YearsCursor *pCur = (const YearsCursor *)pBase;
  return pCur->isEmpty || pCur->years->isEnd;
}

static int yearstabColumn(sqlite3_vtab_cursor *pBase, sqlite3_context *ctx,
                          int iCol) {
  const YearsCursor *pCur = (const YearsCursor *)pBase;
  const EntYears *years = pCur->years;
  if (iCol == 0) {
    sqlite3_result_int(ctx, years->year);
  } else if (iCol <= pCur->ask.nMember) {
    sqlite3_result_text(ctx,
                        years->world->aState[years->aiState[iCol - 1]].zCode,
                        -1, SQLITE_TRANSIENT);
  } else {
    switch (1 << (iCol - pCur->ask.nMember - 1)) {
    case YEARSTAB_FIRST: sqlite3_result_int64(ctx, pCur->first); break;
    case YEARSTAB_LAST: sqlite3_result_int64(ctx, pCur->last); break;
    case YEARSTAB_SYSTEM:
      sqlite3_result_text(ctx, ent_system_names[pCur->ask.system], -1,
                          SQLITE_STATIC);
      break;
    default: sqlite3_result_int(ctx, pCur->ask.isDirected); break;
    }
  }
  return SQLITE_OK;
}

static int yearstabRowid(sqlite3_vtab_cursor *pBase, sqlite3_int64 *pRowid) {
  const YearsCursor *pCur = (const YearsCursor *)pBase;
  const EntYears *years = pCur->years;
  sqlite3_uint64 n = (sqlite3_uint64)years->world->nState;
  sqlite3_uint64 i = (sqlite3_uint64)years->year;
  int iMember;
  i = i * ENT_NSYSTEM + (sqlite3_uint64)pCur->ask.system;
  for (iMember = 0; iMember < pCur->ask.nMember; iMember++) {
    i = i * n + (sqlite3_uint64)years->aiState[iMember];
  }
  *pRowid = (sqlite3_int64)i;
  return SQLITE_OK;
}

/* ---- The plan ---- */

/* The bit number of a constraint's kind; -1: none that we know. */
static int yearstabKind(sqlite3_index_info *pInfo, int i, int nMember) {
  int iCol = pInfo->aConstraint[i].iColumn;
  int op = pInfo->aConstraint[i].op;
  if (iCol == 0) {
    switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ: return YEARSTAB_YEARS;
    case SQLITE_INDEX_CONSTRAINT_GT: return YEARSTAB_YEARS + 1;
    case SQLITE_INDEX_CONSTRAINT_GE: return YEARSTAB_YEARS + 2;
    case SQLITE_INDEX_CONSTRAINT_LT: return YEARSTAB_YEARS + 3;
    case SQLITE_INDEX_CONSTRAINT_LE: return YEARSTAB_YEARS + 4;
    default: return -1;
    }
  }
  if (iCol < 0 || op != SQLITE_INDEX_CONSTRAINT_EQ) return -1;
  if (iCol > nMember) return iCol - nMember - 1;
  if (sqlite3_stricmp(sqlite3_vtab_collation(pInfo, i), "BINARY")) return -1;
  return YEARSTAB_MEMBERS + iCol - 1;
}

/* The value of a constraint if the statement has it written out. */
static sqlite3_value *yearstabWritten(sqlite3_index_info *pInfo, int i) {
  sqlite3_value *pValue = 0;
  if (i < 0 || sqlite3_vtab_rhs_value(pInfo, i, &pValue)) return 0;
  return pValue;
}

/* Does the walk deliver the order? Sets the DOWN bits. */
static int yearstabOrder(sqlite3_index_info *pInfo, int nMember,
                         const int *aisFixed, int *pDown) {
  int i, iNext = 0;
  *pDown = 0;
  for (i = 0; i < pInfo->nOrderBy; i++) {
    int iCol = pInfo->aOrderBy[i].iColumn;
    if (iCol < 0) return 0;
    if (iCol > nMember || aisFixed[iCol]) continue; /* one value only */
    while (aisFixed[iNext])
      iNext++;
    if (iCol < iNext) continue; /* has come before */
    if (iCol > iNext) return 0;
    if (pInfo->aOrderBy[i].desc) *pDown |= YEARSTAB_DOWN << iCol;
    iNext++;
  }
  return 1;
}

/* How many years are left to walk, as far as the statement tells. */
static double yearstabSpan(sqlite3_index_info *pInfo, const int *aUse) {
  double low = 0, high = YEARSTAB_SPAN - 1, part = 1;
  sqlite3_value *pFirst = yearstabWritten(pInfo, aUse[0]);
  sqlite3_value *pLast = yearstabWritten(pInfo, aUse[1]);
  int i;
  if (aUse[YEARSTAB_YEARS] >= 0) return 1;
  if (pFirst && pLast) {
    low = sqlite3_value_double(pFirst);
    high = sqlite3_value_double(pLast);
    if (low < 1500) low = 1500;
    if (high > 2500) high = 2500;
  }
  for (i = YEARSTAB_YEARS + 1; i < YEARSTAB_MEMBERS; i++) {
    sqlite3_value *pValue = yearstabWritten(pInfo, aUse[i]);
    if (pValue && pFirst && pLast) {
      yearstabNarrow(1 << i, pValue, &low, &high);
    } else if (aUse[i] >= 0) {
      part /= 4;
    }
  }
  part *= high - low + 1;
  return part > 1 ? part : 1;
}

static int yearstabBestIndex(sqlite3_vtab *pBase, sqlite3_index_info *pInfo) {
  static const char *const azWord[] = {
    "", "", "", "", "year=", "year>", "year>=", "year<", "year<=",
  };
  const YearsTable *pTable = (const YearsTable *)pBase;
  const char *azColumn[1 + ENT_YEARS_MEMBERS] = { "year", "a", "b", "c" };
  int aUse[YEARSTAB_KINDS], aisFixed[2 + ENT_YEARS_MEMBERS] = { 0 };
  int i, down, isUnique, nArgv = 0, unusable = 0, nMember = pTable->nMember;
  double years, each = 1;
  sqlite3_str *pWords;
  if (nMember == 1) azColumn[1] = "state";
  for (i = 0; i < YEARSTAB_KINDS; i++)
    aUse[i] = -1;
  for (i = 0; i < pInfo->nConstraint; i++) {
    int kind = yearstabKind(pInfo, i, nMember);
    if (kind < 0) continue;
    if (!pInfo->aConstraint[i].usable) {
      if (kind < YEARSTAB_YEARS) unusable |= 1 << kind;
    } else if (aUse[kind] < 0) {
      aUse[kind] = i;
    }
  }
  for (i = 0; i < YEARSTAB_KINDS; i++) {
    if (aUse[i] < 0) continue;
    unusable &= ~(1 << i);
    pInfo->aConstraintUsage[aUse[i]].argvIndex = ++nArgv;
    pInfo->aConstraintUsage[aUse[i]].omit = i < YEARSTAB_MEMBERS;
    pInfo->idxNum |= 1 << i;
  }
  if (unusable) return SQLITE_CONSTRAINT;
  /* SQLite also asks for each part of an OR alone, without the arguments: so
  ** it is xFilter that complains, and no plan costs more. */
  if (aUse[0] < 0 || aUse[1] < 0) {
    pInfo->estimatedCost = YEARSTAB_NEVER;
    return SQLITE_OK;
  }
  years = yearstabSpan(pInfo, aUse);
  isUnique = aisFixed[0] = aUse[YEARSTAB_YEARS] >= 0;
  for (i = 0; i < nMember; i++) {
    sqlite3_value *pValue = yearstabWritten(pInfo, aUse[YEARSTAB_MEMBERS + i]);
    if (aUse[YEARSTAB_MEMBERS + i] < 0) each *= YEARSTAB_STATES / (i + 1);
    aisFixed[1 + i] = pValue && sqlite3_value_type(pValue) == SQLITE_TEXT;
    isUnique = isUnique && aisFixed[1 + i];
  }
  if (pInfo->nOrderBy && yearstabOrder(pInfo, nMember, aisFixed, &down)) {
    pInfo->orderByConsumed = 1;
    pInfo->idxNum |= down;
  }
  pInfo->estimatedRows = (sqlite3_int64)(years * each);
  pInfo->estimatedCost = 5 + years + years * each;
  if (isUnique) pInfo->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
  pWords = sqlite3_str_new(0);
  for (i = YEARSTAB_YEARS; i < YEARSTAB_KINDS; i++) {
    if (aUse[i] < 0) continue;
    if (sqlite3_str_length(pWords)) sqlite3_str_appendall(pWords, " ");
    if (i < YEARSTAB_MEMBERS) {
      sqlite3_str_appendall(pWords, azWord[i]);
    } else {
      sqlite3_str_appendf(pWords, "%s=", azColumn[1 + i - YEARSTAB_MEMBERS]);
    }
  }
  if (sqlite3_str_length(pWords) == 0) sqlite3_str_appendall(pWords, "all");
  for (i = 0; i <= nMember; i++) {
    if (pInfo->idxNum & YEARSTAB_DOWN << i) {
      sqlite3_str_appendf(pWords, " %s desc", azColumn[i]);
    }
  }
  pInfo->idxStr = sqlite3_str_finish(pWords);
  if (pInfo->idxStr == 0) return SQLITE_NOMEM;
  pInfo->needToFreeIdxStr = 1;
  return SQLITE_OK;
}

const sqlite3_module ent_yearstab_module = {
  .iVersion = 0,
  .xCreate = 0, /* eponymous only */
  .xConnect = yearstabConnect,
  .xBestIndex = yearstabBestIndex,
  .xDisconnect = yearstabDisconnect,
  .xOpen = yearstabOpen,
  .xClose = yearstabClose,
  .xFilter = yearstabFilter,
  .xNext = yearstabNext,
  .xEof = yearstabEof,
  .xColumn = yearstabColumn,
  .xRowid = yearstabRowid,
};
