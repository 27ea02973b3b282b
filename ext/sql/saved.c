/*
** saved_query: a SELECT with a name, whose parameters are arguments.
**
**   CREATE VIRTUAL TABLE bystanders_of USING saved_query((
**     SELECT state, score, rank
**       FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
**      WHERE rank <= :top), top=5, day='2023-09-13',
**     title='Who is caught in between', description='Most torn first');
**   SELECT * FROM bystanders_of('rus-prk-2023');
**
** A view has no parameters, and an analysis without them is written again for
** every state. The virtual table of the statement above is
**
**   CREATE TABLE x(state TEXT, score REAL, rank INTEGER,
**                  deal HIDDEN, day HIDDEN, top HIDDEN)
**
** The query stands in parentheses, or in quotes, or bare when it has no comma.
** Columns are its columns; a name that is there already gets _2, _3. Arguments
** are its parameters in the order in which they appear; one that is called as
** a column gets arg_ in front. name=value gives a default, which also stands
** in for a NULL; an argument without one is required, and NULL for it gives
** no rows. The planner is told what rows.c tells it.
**
** A query that is stored is passed on with the database, so what it may do is
** what SQLite lets a view do, and no more:
**
**   - it is one statement that begins with SELECT, WITH or VALUES and that
**     SQLite calls read-only; PRAGMA, ATTACH and BEGIN are "read-only", too;
**   - it calls no function that is DIRECTONLY, such as those that read or
**     write files, nor those of ours that write, in whatever schema it is;
**   - outside of temp it reads no table-valued function of others that is not
**     known to be harmless, and when the application does not trust the
**     schema (PRAGMA trusted_schema=OFF), only functions and tables that are
**     INNOCUOUS.
**
** From SQLite 3.52 on, the flag FROM_DDL asks SQLite itself for this; before,
** the words of the query are compared with the functions and modules of the
** connection, and a table of temp over a file, or with a query of its own,
** asks who reads it (ent_saved_may_read). Tables of others' modules are not
** asked then. Views below it are SQLite's own business in all versions.
**
** As this is asked each time, under the settings of that moment, a table that
** is stored is INNOCUOUS: in a schema that is not trusted it can stand in
** views and in other saved queries, and does there what a view does. In temp,
** where a query may do more, it is not.
**
** Names in the query mean what they mean at the prompt: temp, then main. The
** statement belongs to the cursor and is finalised with it. Queries may use
** each other; how deep is limited, because one can be made to use itself.
**
** A query that does not compile any more cannot be opened, and SQLite drops
** only what it can open: give it back what it misses, then drop it.
*/
#include "sql.h"
#include "context.h"
#include <string.h>

#define SAVED_MAX_ARG   30 /* bits of idxNum */
#define SAVED_MAX_DEPTH 32 /* queries running inside each other */

#ifndef SQLITE_PREPARE_FROM_DDL
#define SQLITE_PREPARE_FROM_DDL 0x20 /* older libraries mask it out */
#endif

typedef struct SavedArg SavedArg;
struct SavedArg {
  char *zName;            /* of the parameter, without its mark */
  sqlite3_value *pAbsent; /* the default; NULL: it is required */
};

typedef struct EntSaved EntSaved; /* the virtual table */
struct EntSaved {
  sqlite3_vtab base;
  EntContext *cx;
  EntSaved *pNext; /* in cx->saved */
  char *zSchema, *zName;
  char *zSql, *zTitle, *zDescription;
  char **azColumn; /* as the query names them; nColumn */
  int nColumn;
  SavedArg aArg[SAVED_MAX_ARG];
  int nArg;
};

typedef struct SavedCursor SavedCursor;
struct SavedCursor {
  sqlite3_vtab_cursor base;
  sqlite3_stmt *pStmt;
  sqlite3_value *apArg[SAVED_MAX_ARG]; /* copies; NULL: not given */
  sqlite3_int64 iRow;
  int eof;
};

static void savedNomem(EntCall *p) {
  ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
}

/* ---- what a query may be ---- */

static int savedIsTemp(const EntSaved *p) {
  return sqlite3_stricmp(p->zSchema, "temp") == 0;
}

/* The names in a query, ",a,b,": those before a parenthesis, or all. REGEXP
** calls regexp() without one, and SQLite has none that is known. */
static char *savedWords(const char *z, int isCalled) {
  sqlite3_str *pStr = sqlite3_str_new(0);
  size_t n;
  char kind;
  sqlite3_str_appendchar(pStr, 1, ',');
  for (; (n = ent_query_token(z, &kind)) > 0; z += n) {
    int trim = kind == '"' && n >= 2;
    if (kind != 'a' && kind != '"') continue;
    if (isCalled && z[n + ent_query_blanks(z + n)] != '(' &&
        (n != 6 || sqlite3_strnicmp(z, "regexp", 6)))
      continue;
    sqlite3_str_appendf(pStr, "%.*s,", (int)n - 2 * trim, z + trim);
  }
  return sqlite3_str_finish(pStr);
}

/* Is it a table of ours, and one that a view might read? */
static int savedIsOurs(const char *zModule, int isTrusted) {
  int i;
  for (i = 0; ent_tables[i].zName; i++) { /* none of them reads a file */
    if (sqlite3_stricmp(ent_tables[i].zName, zModule) == 0)
      return isTrusted || ent_tables[i].flags == ENT_PURE;
  }
  for (i = 0; ent_modules[i].zName; i++) { /* and none of them is pure */
    if (sqlite3_stricmp(ent_modules[i].zName, zModule) == 0)
      return isTrusted && ent_modules[i].flags == ENT_READS;
  }
  return 0;
}

/* What SQLite itself marks as innocuous, and what reads its settings. */
static int savedIsHarmless(const char *zModule, int isTrusted) {
  static const char *const azName[] = { "json_each", "json_tree",
                                        "generate_series", "jsonb_each",
                                        "jsonb_tree" };
  size_t i;
  if (sqlite3_strnicmp(zModule, "pragma_", 7) == 0) return isTrusted;
  for (i = 0; i < sizeof(azName) / sizeof(azName[0]); i++) {
    if (sqlite3_stricmp(zModule, azName[i]) == 0) return 1;
  }
  return 0;
}

/* The first name of the query that it may not use. */
static void savedRefuse(EntCall *pCall, const EntSaved *p) {
  sqlite3 *db = p->cx->db;
  int isTemp = savedIsTemp(p), isTrusted = 1, i, rc;
  if (!isTemp)
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &isTrusted);
  for (i = 0; i < (isTemp ? 1 : 2) && pCall->run.error.code == 0; i++) {
    char *zWords = savedWords(p->zSql, i == 0);
    sqlite3_stmt *pStmt = 0;
    if (zWords == 0) {
      savedNomem(pCall);
      return;
    }
    rc = sqlite3_prepare_v2(
        db,
        i == 0 ? "SELECT name FROM pragma_function_list WHERE"
                 " (flags & 0x80000 OR (?2 = 0 AND NOT flags & 0x200000))"
                 " AND instr(lower(?1), ',' || lower(name) || ',')"
                 " ORDER BY instr(lower(?1), ',' || lower(name) || ','), name"
               : "SELECT name FROM pragma_module_list WHERE"
                 " instr(lower(?1), ',' || lower(name) || ',')"
                 " ORDER BY instr(lower(?1), ',' || lower(name) || ','), name",
        -1, &pStmt, 0);
    if (rc == SQLITE_OK) {
      sqlite3_bind_text(pStmt, 1, zWords, -1, SQLITE_STATIC);
      if (i == 0) sqlite3_bind_int(pStmt, 2, isTrusted);
    }
    while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
      /* Names are UTF-8, as they stand: no memory is asked for. */
      const char *z = (const char *)sqlite3_column_text(pStmt, 0);
      if (i == 1 &&
          (savedIsOurs(z, isTrusted) || savedIsHarmless(z, isTrusted)))
        continue;
      ent_error_set(&pCall->run.error, ENT_ERROR,
                    isTrusted ? "the query may not use %s%s: it may do more"
                                " than read this database"
                              : "the query may not use %s%s while"
                                " trusted_schema is off",
                    z, i == 0 ? "()" : "");
      break;
    }
    if (rc == SQLITE_OK && pCall->run.error.code == 0)
      rc = sqlite3_reset(pStmt);
    if (rc != SQLITE_OK) ent_call_sqlite(pCall, rc);
    sqlite3_finalize(pStmt);
    sqlite3_free(zWords);
  }
}

/* Before and after SQLite compiles or runs the query. */
static int savedEnter(const EntSaved *p) {
  int outer = p->cx->fromSchema;
  p->cx->nSavedDepth++;
  p->cx->fromSchema = !savedIsTemp(p);
  return outer;
}

static void savedLeave(const EntSaved *p, int outer) {
  p->cx->nSavedDepth--;
  p->cx->fromSchema = outer;
}

int ent_saved_may_read(EntContext *cx, sqlite3_vtab *pVtab, const char *zName,
                       int flags) {
  int isTrusted = 1;
  if (!cx->fromSchema) return SQLITE_OK;
  sqlite3_db_config(cx->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &isTrusted);
  if (flags == ENT_READS && isTrusted) return SQLITE_OK;
  sqlite3_free(pVtab->zErrMsg);
  pVtab->zErrMsg =
      sqlite3_mprintf("%s(): unsafe in a saved query outside temp", zName);
  return pVtab->zErrMsg ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* The query, compiled. NULL: the error is set. */
static sqlite3_stmt *savedPrepare(EntCall *pCall, const EntSaved *p) {
  sqlite3 *db = p->cx->db;
  sqlite3_stmt *pStmt = 0;
  const char *zTail = p->zSql, *z = p->zSql + ent_query_blanks(p->zSql);
  int rc, outer;
  if (!ent_query_begins(z)) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "the query must begin with SELECT, WITH or VALUES: %.60s", z);
    return 0;
  }
  if (p->cx->nSavedDepth >= SAVED_MAX_DEPTH) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "more than %d saved queries inside each other: does one use"
                  " itself?",
                  SAVED_MAX_DEPTH);
    return 0;
  }
  savedRefuse(pCall, p);
  if (pCall->run.error.code) return 0;
  outer = savedEnter(p);
  rc = sqlite3_prepare_v3(db, p->zSql, -1,
                          savedIsTemp(p) ? 0 : SQLITE_PREPARE_FROM_DDL, &pStmt,
                          &zTail);
  savedLeave(p, outer);
  if (rc != SQLITE_OK) {
    ent_call_sqlite(pCall, rc);
  } else if (!sqlite3_stmt_readonly(pStmt)) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "the query must only read: %.60s", z);
  } else {
    while (*(zTail += ent_query_blanks(zTail)) == ';')
      zTail++;
    if (*zTail) {
      ent_error_set(&pCall->run.error, ENT_ERROR,
                    "there must be one statement; a second one begins: %.60s",
                    zTail);
    }
  }
  if (pCall->run.error.code == 0) return pStmt;
  sqlite3_finalize(pStmt);
  return 0;
}

/* ---- the arguments of CREATE VIRTUAL TABLE ---- */

/* Is it a number as SQL writes them? A malformed one does not come here: SQLite
** has refused it as a word. */
static int savedIsNumber(const char *z) {
  size_t n;
  z += *z == '+' || *z == '-';
  n = strspn(z, "0123456789");
  if (z[n] == '.') {
    size_t nPart = strspn(z + n + 1, "0123456789");
    if (n + nPart == 0) return 0;
    n += 1 + nPart;
  }
  if (n == 0) return 0;
  z += n;
  if (*z != 'e' && *z != 'E') return *z == 0;
  z++;
  z += *z == '+' || *z == '-';
  n = strspn(z, "0123456789");
  return z[n] == 0;
}

static void savedDefault(EntCall *pCall, EntSaved *p, const char *zName,
                         const char *z, int isQuoted) {
  sqlite3_stmt *pStmt = 0;
  EntNear near = { 0 };
  int isNull = !isQuoted && sqlite3_stricmp(z, "null") == 0, i, rc;
  near.zWord = zName;
  for (i = 0; i < p->nArg && sqlite3_stricmp(p->aArg[i].zName, zName); i++) {
    ent_word_offer(&near, p->aArg[i].zName, 0);
  }
  if (i == p->nArg) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "there is no parameter :%.40s in the query to have a"
                  " default%s",
                  zName, near.z);
  } else if (p->aArg[i].pAbsent) {
    ent_error_set(&pCall->run.error, ENT_ERROR, "argument %.40s is given twice",
                  zName);
  } else if (!isQuoted && !isNull && !savedIsNumber(z)) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "argument %.40s: %.60s is neither a number, NULL nor a text"
                  " in quotes",
                  zName, z);
  }
  if (pCall->run.error.code) return;
  rc = sqlite3_prepare_v2(p->cx->db,
                          isQuoted ? "SELECT ?1" : "SELECT CAST(?1 AS NUMERIC)",
                          -1, &pStmt, 0);
  if (rc == SQLITE_OK) {
    if (!isNull) sqlite3_bind_text(pStmt, 1, z, -1, SQLITE_STATIC);
    if (sqlite3_step(pStmt) == SQLITE_ROW) {
      p->aArg[i].pAbsent = sqlite3_value_dup(sqlite3_column_value(pStmt, 0));
      if (p->aArg[i].pAbsent == 0) savedNomem(pCall);
    }
    rc = sqlite3_reset(pStmt);
  }
  if (rc != SQLITE_OK) ent_call_sqlite(pCall, rc);
  sqlite3_finalize(pStmt);
}

/* The query, title and description; defaults wait until there are
** parameters. */
static void savedArguments(EntCall *pCall, EntSaved *p, int argc,
                           const char *const *argv, int isDefault) {
  int i, isQuoted;
  for (i = 3; i < argc && pCall->run.error.code == 0; i++) {
    char *zName, *zValue;
    char **pzOut = 0;
    if (ent_modarg_split(pCall, argv[i], &zName, &zValue, &isQuoted)) return;
    if (zName == 0 && i > 3) {
      ent_error_set(&pCall->run.error, ENT_ERROR,
                    "argument %d is not name=value: %.60s; a query with a"
                    " comma stands in parentheses or quotes",
                    i - 2, argv[i]);
    } else if (zName == 0) {
      pzOut = &p->zSql;
    } else if (sqlite3_stricmp(zName, "title") == 0) {
      pzOut = &p->zTitle;
    } else if (sqlite3_stricmp(zName, "description") == 0) {
      pzOut = &p->zDescription;
    } else if (isDefault) {
      savedDefault(pCall, p, zName, zValue, isQuoted);
    }
    if (pzOut && !isDefault) {
      if (*pzOut) {
        ent_error_set(&pCall->run.error, ENT_ERROR,
                      "argument %s is given twice", zName);
      } else {
        *pzOut = zValue;
        zValue = 0;
      }
    }
    sqlite3_free(zName);
    sqlite3_free(zValue);
  }
  if (isDefault || pCall->run.error.code) return;
  if (p->zSql) { /* parentheses around all of it are not the query's */
    size_t n = strlen(p->zSql);
    if (p->zSql[0] == '(' && p->zSql[n - 1] == ')') {
      p->zSql[n - 1] = 0;
      memmove(p->zSql, p->zSql + 1, n - 1);
    }
  }
  if (p->zSql == 0 || p->zSql[ent_query_blanks(p->zSql)] == 0) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "the query is missing: USING saved_query((SELECT ...),"
                  " name=default, title='...', description='...')");
  }
}

static void savedParameters(EntCall *pCall, EntSaved *p, sqlite3_stmt *pStmt) {
  int n = sqlite3_bind_parameter_count(pStmt), i, k;
  if (n > SAVED_MAX_ARG) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "%d parameters, where at most %d are allowed", n,
                  SAVED_MAX_ARG);
    return;
  }
  for (i = 0; i < n; i++) {
    const char *z = sqlite3_bind_parameter_name(pStmt, i + 1);
    if (z == 0 || z[0] == '?') {
      ent_error_set(&pCall->run.error, ENT_ERROR,
                    "parameter %d has no name: write :name", i + 1);
      return;
    }
    if (sqlite3_stricmp(z + 1, "title") == 0 ||
        sqlite3_stricmp(z + 1, "description") == 0) {
      ent_error_set(&pCall->run.error, ENT_ERROR,
                    "parameter %s: title and description are what is said"
                    " about the query; give it another name",
                    z);
      return;
    }
    for (k = 0; k < i; k++) {
      if (sqlite3_stricmp(p->aArg[k].zName, z + 1) == 0) {
        ent_error_set(&pCall->run.error, ENT_ERROR,
                      "parameter %.40s is there twice, spelt differently", z);
        return;
      }
    }
    p->aArg[i].zName = sqlite3_mprintf("%s", z + 1);
    if (p->aArg[i].zName == 0) {
      savedNomem(pCall);
      return;
    }
    p->nArg = i + 1;
  }
}

/* ---- the columns ---- */

static int savedTaken(char **az, int n, const char *z) {
  int i;
  for (i = 0; i < n; i++) {
    if (sqlite3_stricmp(az[i], z) == 0) return 1;
  }
  return 0;
}

/* z, or z_2, z_3, ...: the first that is not among az[0..n). */
static char *savedUnique(char **az, int n, const char *z) {
  char *zOut = sqlite3_mprintf("%s", z);
  int i;
  for (i = 2; zOut && savedTaken(az, n, zOut); i++) {
    sqlite3_free(zOut);
    zOut = sqlite3_mprintf("%s_%d", z, i);
  }
  return zOut;
}

/* An affinity, in place of a type that may be any text. */
static const char *savedType(const char *zDecl) {
  if (zDecl == 0 || *zDecl == 0) return "";
  if (sqlite3_strlike("%int%", zDecl, 0) == 0) return " INTEGER";
  if (sqlite3_strlike("%char%", zDecl, 0) == 0 ||
      sqlite3_strlike("%clob%", zDecl, 0) == 0 ||
      sqlite3_strlike("%text%", zDecl, 0) == 0)
    return " TEXT";
  if (sqlite3_strlike("%blob%", zDecl, 0) == 0) return "";
  if (sqlite3_strlike("%real%", zDecl, 0) == 0 ||
      sqlite3_strlike("%floa%", zDecl, 0) == 0 ||
      sqlite3_strlike("%doub%", zDecl, 0) == 0)
    return " REAL";
  return " NUMERIC";
}

static void savedDeclare(EntCall *pCall, EntSaved *p, sqlite3_stmt *pStmt) {
  int n = sqlite3_column_count(pStmt), nName = 0, i, rc;
  char **azName = sqlite3_malloc64(sizeof(char *) * (sqlite3_uint64)(n + 30));
  sqlite3_str *pSql;
  char *zSql;
  p->azColumn = sqlite3_malloc64(sizeof(char *) * (sqlite3_uint64)(n + 1));
  if (azName == 0 || p->azColumn == 0) {
    savedNomem(pCall);
    sqlite3_free(azName);
    return;
  }
  pSql = sqlite3_str_new(p->cx->db);
  sqlite3_str_appendall(pSql, "CREATE TABLE x(");
  for (i = 0; i < n && pCall->run.error.code == 0; i++) {
    p->azColumn[i] = sqlite3_mprintf("%s", sqlite3_column_name(pStmt, i));
    if (p->azColumn[i]) p->nColumn++;
    azName[i] = p->azColumn[i] ? savedUnique(azName, i, p->azColumn[i]) : 0;
    if (azName[i] == 0) {
      savedNomem(pCall);
    } else {
      nName++;
      sqlite3_str_appendf(pSql, "%s\"%w\"%s", i ? ", " : "", azName[i],
                          savedType(sqlite3_column_decltype(pStmt, i)));
    }
  }
  for (i = 0; i < p->nArg && pCall->run.error.code == 0; i++) {
    const char *z = p->aArg[i].zName;
    char *zArg =
        sqlite3_mprintf("%s%s", savedTaken(azName, n, z) ? "arg_" : "", z);
    azName[nName] = zArg ? savedUnique(azName, nName, zArg) : 0;
    sqlite3_free(zArg);
    if (azName[nName] == 0) {
      savedNomem(pCall);
    } else {
      sqlite3_str_appendf(pSql, ", \"%w\" HIDDEN", azName[nName++]);
    }
  }
  sqlite3_str_appendall(pSql, ")");
  zSql = sqlite3_str_finish(pSql);
  if (pCall->run.error.code == 0) {
    rc = zSql ? sqlite3_declare_vtab(p->cx->db, zSql) : SQLITE_NOMEM;
    if (rc != SQLITE_OK) ent_call_sqlite(pCall, rc);
  }
  for (i = 0; i < nName; i++)
    sqlite3_free(azName[i]);
  sqlite3_free(azName);
  sqlite3_free(zSql);
}

/* ---- the virtual table ---- */

/* bystanders_of(deal [, day, top]) */
static char *savedUsage(const EntSaved *p) {
  sqlite3_str *pStr = sqlite3_str_new(0);
  int i, open = 0;
  sqlite3_str_appendf(pStr, "%s(", p->zName);
  for (i = 0; i < p->nArg; i++) {
    const char *zComma = i ? ", " : "";
    if (p->aArg[i].pAbsent && !open) zComma = i ? " [, " : "[";
    if (!p->aArg[i].pAbsent && open) zComma = "], ";
    open = p->aArg[i].pAbsent != 0;
    sqlite3_str_appendf(pStr, "%s%s", zComma, p->aArg[i].zName);
  }
  sqlite3_str_appendall(pStr, open ? "])" : ")");
  return sqlite3_str_finish(pStr);
}

static int savedDisconnect(sqlite3_vtab *pBase) {
  EntSaved *p = (EntSaved *)pBase, **pp = &p->cx->saved;
  int i;
  while (*pp && *pp != p)
    pp = &(*pp)->pNext;
  if (*pp) *pp = p->pNext;
  for (i = 0; i < p->nColumn; i++)
    sqlite3_free(p->azColumn[i]);
  for (i = 0; i < p->nArg; i++) {
    sqlite3_free(p->aArg[i].zName);
    sqlite3_value_free(p->aArg[i].pAbsent);
  }
  sqlite3_free(p->azColumn);
  sqlite3_free(p->zSchema);
  sqlite3_free(p->zName);
  sqlite3_free(p->zSql);
  sqlite3_free(p->zTitle);
  sqlite3_free(p->zDescription);
  ent_context_unref(p->cx);
  sqlite3_free(p);
  return SQLITE_OK;
}

static int savedConnect(sqlite3 *db, void *pUser, int argc,
                        const char *const *argv, sqlite3_vtab **ppVtab,
                        char **pzErr) {
  const EntAux *pAux = pUser;
  EntCall call;
  sqlite3_stmt *pStmt;
  EntSaved *p = sqlite3_malloc64(sizeof(*p));
  int rc;
  if (p == 0) return SQLITE_NOMEM;
  memset(p, 0, sizeof(*p));
  p->cx = ent_context_ref(pAux->cx);
  p->zSchema = sqlite3_mprintf("%s", argv[1]);
  p->zName = sqlite3_mprintf("%s", argv[2]);
  ent_call_init(&call, p->cx, argv[2], 0);
  if (p->zSchema == 0 || p->zName == 0) savedNomem(&call);
  savedArguments(&call, p, argc, argv, 0);
  pStmt = call.run.error.code ? 0 : savedPrepare(&call, p);
  if (pStmt) {
    savedParameters(&call, p, pStmt);
    savedArguments(&call, p, argc, argv, 1);
    if (call.run.error.code == 0) savedDeclare(&call, p, pStmt);
    sqlite3_finalize(pStmt);
  }
  rc = ent_call_report(&call, pzErr);
  if (rc == SQLITE_OK) {
    if (!savedIsTemp(p)) sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
    p->pNext = p->cx->saved;
    p->cx->saved = p;
    *ppVtab = &p->base;
  } else {
    savedDisconnect(&p->base);
  }
  ent_call_clear(&call);
  return rc;
}

/* Not the same function as xConnect, or the name alone would be a table. */
static int savedCreate(sqlite3 *db, void *pUser, int argc,
                       const char *const *argv, sqlite3_vtab **ppVtab,
                       char **pzErr) {
  return savedConnect(db, pUser, argc, argv, ppVtab, pzErr);
}

static int savedRename(sqlite3_vtab *pBase, const char *zNew) {
  EntSaved *p = (EntSaved *)pBase;
  char *z = sqlite3_mprintf("%s", zNew);
  if (z == 0) return SQLITE_NOMEM;
  sqlite3_free(p->zName);
  p->zName = z;
  return SQLITE_OK;
}

static int savedBestIndex(sqlite3_vtab *pBase, sqlite3_index_info *pInfo) {
  EntSaved *p = (EntSaved *)pBase;
  int aConstraint[SAVED_MAX_ARG];
  int i, nArgv = 0, rc = SQLITE_OK;
  unsigned unusable = 0;
  if (savedIsTemp(p))
    rc = ent_saved_may_read(p->cx, pBase, p->zName, ENT_READS);
  if (rc != SQLITE_OK) return rc;
  for (i = 0; i < p->nArg; i++)
    aConstraint[i] = -1;
  for (i = 0; i < pInfo->nConstraint; i++) {
    int iArg = pInfo->aConstraint[i].iColumn - p->nColumn;
    if (iArg < 0 || pInfo->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ) {
      continue;
    }
    if (pInfo->aConstraint[i].usable) {
      aConstraint[iArg] = i;
    } else {
      unusable |= 1u << iArg;
    }
  }
  pInfo->estimatedCost = 10000;
  pInfo->estimatedRows = 200;
  for (i = 0; i < p->nArg; i++) {
    if (aConstraint[i] < 0) {
      if (p->aArg[i].pAbsent == 0) pInfo->estimatedCost = 1e99;
      continue;
    }
    unusable &= ~(1u << i);
    pInfo->aConstraintUsage[aConstraint[i]].argvIndex = ++nArgv;
    pInfo->aConstraintUsage[aConstraint[i]].omit = 1;
    pInfo->idxNum |= 1 << i;
  }
  return unusable ? SQLITE_CONSTRAINT : SQLITE_OK;
}

static int savedOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor) {
  SavedCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  (void)pVtab;
  if (pCur == 0) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  pCur->eof = 1;
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

static void savedReset(SavedCursor *pCur) {
  int i;
  for (i = 0; i < SAVED_MAX_ARG; i++) {
    sqlite3_value_free(pCur->apArg[i]);
    pCur->apArg[i] = 0;
  }
  sqlite3_reset(pCur->pStmt);
  pCur->iRow = 0;
  pCur->eof = 1;
}

static int savedClose(sqlite3_vtab_cursor *pBase) {
  SavedCursor *pCur = (SavedCursor *)pBase;
  savedReset(pCur);
  sqlite3_finalize(pCur->pStmt);
  sqlite3_free(pCur);
  return SQLITE_OK;
}

static int savedNext(sqlite3_vtab_cursor *pBase) {
  SavedCursor *pCur = (SavedCursor *)pBase;
  EntSaved *p = (EntSaved *)pBase->pVtab;
  int outer = savedEnter(p);
  int rc = sqlite3_step(pCur->pStmt);
  savedLeave(p, outer);
  pCur->iRow++;
  pCur->eof = rc != SQLITE_ROW;
  if (rc == SQLITE_ROW || rc == SQLITE_DONE) return SQLITE_OK;
  if (rc != SQLITE_NOMEM) { /* the innermost name is the one that helps */
    const char *z = sqlite3_errmsg(p->cx->db);
    sqlite3_free(p->base.zErrMsg);
    p->base.zErrMsg = strstr(z, "(): ")
                          ? sqlite3_mprintf("%s", z)
                          : sqlite3_mprintf("%s(): %s", p->zName, z);
  }
  return rc;
}

/* The query, with the columns that the table was declared with. */
static sqlite3_stmt *savedStart(EntCall *pCall, EntSaved *p) {
  sqlite3_stmt *pStmt = savedPrepare(pCall, p);
  int i;
  if (pStmt == 0) return 0;
  for (i = 0; i < p->nColumn; i++) {
    const char *z = sqlite3_column_name(pStmt, i);
    if (z == 0 || strcmp(z, p->azColumn[i])) break;
  }
  if (i == p->nColumn && sqlite3_column_count(pStmt) == i) return pStmt;
  ent_error_set(&pCall->run.error, ENT_ERROR,
                "the columns of the query have changed since this connection"
                " opened it: open the database again");
  sqlite3_finalize(pStmt);
  return 0;
}

static int savedFilter(sqlite3_vtab_cursor *pBase, int idxNum,
                       const char *idxStr, int argc, sqlite3_value **argv) {
  SavedCursor *pCur = (SavedCursor *)pBase;
  EntSaved *p = (EntSaved *)pBase->pVtab;
  EntCall call;
  int i, iArgv = 0, isNone = 0, rc;
  (void)idxStr;
  (void)argc;
  savedReset(pCur);
  ent_call_init(&call, p->cx, p->zName, 0);
  for (i = 0; i < p->nArg && call.run.error.code == 0; i++) {
    if (idxNum & (1 << i)) {
      pCur->apArg[i] = sqlite3_value_dup(argv[iArgv++]);
      if (pCur->apArg[i] == 0) savedNomem(&call);
    } else if (p->aArg[i].pAbsent == 0) {
      char *zUsage = savedUsage(p);
      ent_error_set(&call.run.error, zUsage ? ENT_ERROR : ENT_NOMEM,
                    "argument %s is missing: %s", p->aArg[i].zName,
                    zUsage ? zUsage : "");
      sqlite3_free(zUsage);
    }
    if (p->aArg[i].pAbsent == 0 && pCur->apArg[i] &&
        sqlite3_value_type(pCur->apArg[i]) == SQLITE_NULL)
      isNone = 1;
  }
  if (call.run.error.code == 0 && isNone == 0 && pCur->pStmt == 0) {
    pCur->pStmt = savedStart(&call, p);
  }
  for (i = 0; i < p->nArg && call.run.error.code == 0 && !isNone; i++) {
    sqlite3_value *pValue = pCur->apArg[i];
    if (pValue == 0 || sqlite3_value_type(pValue) == SQLITE_NULL)
      pValue = p->aArg[i].pAbsent;
    rc = sqlite3_bind_value(pCur->pStmt, i + 1, pValue);
    if (rc != SQLITE_OK) ent_call_sqlite(&call, rc);
  }
  rc = ent_call_report(&call, &pBase->pVtab->zErrMsg);
  ent_call_clear(&call);
  return rc || isNone ? rc : savedNext(pBase);
}

static int savedEof(sqlite3_vtab_cursor *pBase) {
  return ((SavedCursor *)pBase)->eof;
}

static int savedColumn(sqlite3_vtab_cursor *pBase, sqlite3_context *ctx,
                       int iCol) {
  SavedCursor *pCur = (SavedCursor *)pBase;
  const EntSaved *p = (const EntSaved *)pBase->pVtab;
  if (iCol < p->nColumn) {
    sqlite3_result_value(ctx, sqlite3_column_value(pCur->pStmt, iCol));
  } else if (pCur->apArg[iCol - p->nColumn]) {
    sqlite3_result_value(ctx, pCur->apArg[iCol - p->nColumn]);
  } else {
    sqlite3_result_value(ctx, p->aArg[iCol - p->nColumn].pAbsent);
  }
  return SQLITE_OK;
}

static int savedRowid(sqlite3_vtab_cursor *pBase, sqlite3_int64 *pRowid) {
  *pRowid = ((SavedCursor *)pBase)->iRow;
  return SQLITE_OK;
}

const sqlite3_module ent_saved_module = {
  .iVersion = 0,
  .xCreate = savedCreate,
  .xConnect = savedConnect,
  .xBestIndex = savedBestIndex,
  .xDisconnect = savedDisconnect,
  .xDestroy = savedDisconnect,
  .xOpen = savedOpen,
  .xClose = savedClose,
  .xFilter = savedFilter,
  .xNext = savedNext,
  .xEof = savedEof,
  .xColumn = savedColumn,
  .xRowid = savedRowid,
  .xRename = savedRename,
};

/* ---- saved_queries ---- */

/* The tables are found in the schema and opened, each by a statement of its
** own: what is said about a query is known only to the table itself. */
static void savedRow(EntCall *p, EntRows *pRows, const char *zSchema,
                     const char *zName, const char *zCreate) {
  const EntSaved *pSaved;
  sqlite3_stmt *pStmt = 0;
  char *zProblem = 0, *zUsage = 0;
  char *zSql = sqlite3_mprintf("SELECT 1 FROM \"%w\".\"%w\"", zSchema, zName);
  int rc =
      zSql ? sqlite3_prepare_v2(p->cx->db, zSql, -1, &pStmt, 0) : SQLITE_NOMEM;
  if (rc != SQLITE_OK && rc != SQLITE_NOMEM)
    zProblem = sqlite3_mprintf("%s", sqlite3_errmsg(p->cx->db));
  sqlite3_finalize(pStmt);
  sqlite3_free(zSql);
  for (pSaved = p->cx->saved; pSaved; pSaved = pSaved->pNext) {
    if (sqlite3_stricmp(pSaved->zSchema, zSchema) == 0 &&
        sqlite3_stricmp(pSaved->zName, zName) == 0)
      break;
  }
  if (pSaved) zUsage = savedUsage(pSaved);
  if (rc == SQLITE_NOMEM || (rc && zProblem == 0) || (pSaved && zUsage == 0)) {
    savedNomem(p);
  } else if (pSaved || zProblem) {
    ent_rows_text(pRows, zSchema);
    ent_rows_text(pRows, zName);
    ent_rows_text(pRows, zUsage);
    ent_rows_text(pRows, pSaved ? pSaved->zTitle : 0);
    ent_rows_text(pRows, pSaved ? pSaved->zDescription : 0);
    ent_rows_text(pRows, zProblem);
    ent_rows_text(pRows, zCreate);
  }
  sqlite3_free(zUsage);
  sqlite3_free(zProblem);
}

int ent_saved_fill(EntCall *p, int nArg, sqlite3_value **ap, EntRows *pRows) {
  sqlite3_stmt *pSchema, *pStmt;
  int rc;
  (void)nArg;
  (void)ap;
  pSchema = ent_shape_ask(
      p, p->cx->db, "SELECT name FROM pragma_database_list ORDER BY seq", 0, 0);
  while (pSchema && sqlite3_step(pSchema) == SQLITE_ROW) {
    const char *zSchema = (const char *)sqlite3_column_text(pSchema, 0);
    char *zSql = sqlite3_mprintf(
        "SELECT name, sql FROM \"%w\".sqlite_schema WHERE type = 'table'"
        " AND sql LIKE 'create virtual table%%using%%saved_query%%(%%'"
        " ORDER BY name",
        zSchema);
    if (zSql == 0) {
      savedNomem(p);
      break;
    }
    pStmt = ent_shape_ask(p, p->cx->db, zSql, 0, 0);
    while (pStmt && p->run.error.code == 0 &&
           sqlite3_step(pStmt) == SQLITE_ROW) {
      savedRow(p, pRows, zSchema, (const char *)sqlite3_column_text(pStmt, 0),
               (const char *)sqlite3_column_text(pStmt, 1));
    }
    rc = sqlite3_finalize(pStmt);
    if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
    sqlite3_free(zSql);
    if (p->run.error.code) break;
  }
  rc = sqlite3_finalize(pSchema);
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  return p->run.error.code;
}
