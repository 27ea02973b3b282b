/*
** Saved queries as part of a dataset.
**
**   "saved_query": [ { "name": "ties_of", "title": "Ties of a state",
**                      "query": "SELECT b FROM tie WHERE a = :a AND ...",
**                      "default": { "since": 1900 } } ]
**
** entente_dump() writes those of main, in the order of their names, and
** entente_load() makes them again; one of the same name is replaced. What is
** written is the text in the schema, and the table is not opened for it: a
** query that lacks a table today is dumped with the rest.
**
** A file comes from somebody else. None of its words is run as SQL: CREATE
** VIRTUAL TABLE is written here, around texts in quotes, and SQLite hands them
** to saved.c, which asks of a query that is loaded what it asks of one that is
** typed: one SELECT that reads. Besides, its name may not be that of a table
** of another kind, nor of a table-valued function: a query with the name
** bystanders would answer in its place.
**
** A query may read another one of the file. They are made in turns, until all
** are there or a turn makes none; then the first that is left is the error.
*/
#include "sql.h"
#include "../read/read.h"
#include <string.h>

static void fileNomem(EntCall *p) {
  ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
}

/* ---- from the schema to the file ---- */

typedef struct SavedText SavedText; /* what a CREATE VIRTUAL TABLE says */
struct SavedText {
  const char *zName;
  char *zQuery, *zTitle, *zDescription;
  sqlite3_str *pDefaults; /* "day": "2023-09-13", "top": 5 */
};

static void textDefault(EntCall *p, SavedText *pText, const char *zParameter,
                        const char *z, int isQuoted) {
  sqlite3_str *pOut = pText->pDefaults;
  sqlite3_stmt *pStmt;
  int rc;
  if (sqlite3_str_length(pOut)) sqlite3_str_appendall(pOut, ", ");
  ent_dump_quote(pOut, zParameter, -1);
  sqlite3_str_appendall(pOut, ": ");
  if (isQuoted) {
    ent_dump_quote(pOut, z, -1);
    return;
  }
  if (sqlite3_stricmp(z, "null") == 0) {
    sqlite3_str_appendall(pOut, "null");
    return;
  }
  pStmt = ent_shape_ask(p, ent_context_db(p->cx), "SELECT CAST(?1 AS NUMERIC)",
                        z, 0);
  if (pStmt == 0) return;
  rc = sqlite3_step(pStmt);
  if (rc != SQLITE_ROW) {
    ent_call_sqlite(p, rc);
  } else {
    double r = sqlite3_column_double(pStmt, 0);
    int isWhole = sqlite3_column_type(pStmt, 0) == SQLITE_INTEGER;
    sqlite3_int64 n = sqlite3_column_int64(pStmt, 0);
    if (r - r != 0 ||
        (isWhole && (n > 9007199254740992 || n < -9007199254740992))) {
      ent_error_set(&p->run.error, ENT_ERROR,
                    "saved query %s: the default %.60s of %s cannot be JSON",
                    pText->zName, z, zParameter);
    } else if (isWhole) {
      sqlite3_str_appendf(pOut, "%lld", n);
    } else {
      ent_dump_real(pOut, r);
    }
  }
  sqlite3_finalize(pStmt);
}

/* The parentheses around all of it, and blanks at either end, go. */
static void textTrim(char *z) {
  static const char zBlank[] = " \t\n\r\f";
  size_t n = strlen(z), nBlank;
  if (z[0] == '(' && z[n - 1] == ')') {
    z[0] = ' ';
    z[--n] = 0;
  }
  while (n && strchr(zBlank, z[n - 1]))
    z[--n] = 0;
  nBlank = strspn(z, zBlank);
  memmove(z, z + nBlank, n - nBlank + 1);
}

static void textArgument(EntCall *p, SavedText *pText, const char *z,
                         size_t n) {
  char *zCopy = sqlite3_mprintf("%.*s", (int)n, z), *zName, *zValue;
  char **pzOut = 0;
  int isQuoted;
  if (zCopy == 0) {
    fileNomem(p);
  } else if (ent_modarg_split(p, zCopy, &zName, &zValue, &isQuoted) == 0) {
    if (zName == 0) {
      pzOut = &pText->zQuery;
      textTrim(zValue);
    } else if (sqlite3_stricmp(zName, "title") == 0) {
      pzOut = &pText->zTitle;
    } else if (sqlite3_stricmp(zName, "description") == 0) {
      pzOut = &pText->zDescription;
    } else {
      textDefault(p, pText, zName, zValue, isQuoted);
    }
    if (pzOut) {
      sqlite3_free(*pzOut);
      *pzOut = zValue;
      zValue = 0;
    }
    sqlite3_free(zName);
    sqlite3_free(zValue);
  }
  sqlite3_free(zCopy);
}

/* The next token that is not blank; its length is *pn, 0 at the end. */
static const char *textNext(const char *z, size_t *pn, char *pKind) {
  while ((*pn = ent_query_token(z, pKind)) > 0 && *pKind == ' ')
    z += *pn;
  return z;
}

static int textIs(const char *z, size_t n, const char *zWord) {
  int isQuoted = n >= 2 && strchr("'\"`[", z[0]) != 0;
  return n - (isQuoted ? 2 : 0) == strlen(zWord) &&
         sqlite3_strnicmp(z + isQuoted, zWord, (int)strlen(zWord)) == 0;
}

/* Splits as SQLite does: at commas outside parentheses, and neither blanks
** nor comments around an argument are part of it. 0: it is no saved query. */
static int textRead(EntCall *p, SavedText *pText, const char *z) {
  const char *zStart = 0, *zEnd = 0;
  size_t n;
  char kind;
  int depth = 1;
  do {
    z = textNext(z, &n, &kind);
    z += n;
  } while (n && !(kind == 'a' && textIs(z - n, n, "using")));
  z = textNext(z, &n, &kind);
  if (!textIs(z, n, "saved_query")) return 0;
  z = textNext(z + n, &n, &kind);
  if (kind != '(') return 0;
  z = textNext(z + n, &n, &kind);
  for (; n && depth > 0; z = textNext(z + n, &n, &kind)) {
    depth += (kind == '(') - (kind == ')');
    if (depth > 0 && !(depth == 1 && kind == ',')) {
      if (zStart == 0) zStart = z;
      zEnd = z + n;
    } else if (zStart) {
      textArgument(p, pText, zStart, (size_t)(zEnd - zStart));
      zStart = 0;
      if (p->run.error.code) break;
    }
  }
  return pText->zQuery && pText->zQuery[0];
}

static void textMember(sqlite3_str *pOut, const char *zName, const char *z) {
  if (z == 0) return;
  sqlite3_str_appendf(pOut, ", \"%s\": ", zName);
  ent_dump_quote(pOut, z, -1);
}

int ent_savedfile_dump(EntCall *p, sqlite3_str *pOut) {
  sqlite3_stmt *pStmt = ent_shape_ask(p, ent_context_db(p->cx),
                                      "SELECT name, sql FROM main.sqlite_schema"
                                      " WHERE type = 'table' AND name > ''"
                                      "   AND sql LIKE 'create virtual table%'"
                                      " ORDER BY name",
                                      0, 0);
  int rc = SQLITE_DONE, n = 0;
  while (pStmt && p->run.error.code == 0 &&
         (rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    SavedText text = { 0 };
    const char *zSql;
    char *zDefaults;
    int isOurs;
    text.zName = (const char *)sqlite3_column_text(pStmt, 0);
    zSql = (const char *)sqlite3_column_text(pStmt, 1);
    if (text.zName == 0 || zSql == 0) {
      fileNomem(p);
      break;
    }
    text.pDefaults = sqlite3_str_new(0);
    isOurs = textRead(p, &text, zSql);
    if (sqlite3_str_errcode(text.pDefaults)) fileNomem(p);
    zDefaults = sqlite3_str_finish(text.pDefaults); /* NULL: there are none */
    if (isOurs) {
      sqlite3_str_appendf(
          pOut, "%s\n  {\"name\": ", n++ ? "," : ",\n \"saved_query\": [");
      ent_dump_quote(pOut, text.zName, -1);
      textMember(pOut, "title", text.zTitle);
      textMember(pOut, "description", text.zDescription);
      textMember(pOut, "query", text.zQuery);
      if (zDefaults)
        sqlite3_str_appendf(pOut, ", \"default\": {%s}", zDefaults);
      sqlite3_str_appendall(pOut, "}");
    }
    sqlite3_free(zDefaults);
    sqlite3_free(text.zQuery);
    sqlite3_free(text.zTitle);
    sqlite3_free(text.zDescription);
  }
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) ent_call_sqlite(p, rc);
  sqlite3_finalize(pStmt);
  if (n) sqlite3_str_appendall(pOut, "\n ]");
  return p->run.error.code;
}

/* ---- from the file to the schema ---- */

typedef struct EntSavedEntry SavedEntry;
struct EntSavedEntry {
  char *zName, *zCreate;
  char *zError; /* why the last turn did not make it */
  int i;        /* its place in the file */
  int isMade;
  SavedEntry *pNext;
};

/* "file: $.saved_query[2].query: what" */
static void fileFail(EntCall *p, const EntSavedFile *pFile, int i,
                     const char *zMember, const char *zWhat) {
  ent_error_set(&p->run.error, ENT_ERROR, "%s: $.saved_query[%d]%s%s: %s",
                pFile->zFile, i, zMember ? "." : "", zMember ? zMember : "",
                zWhat);
}

static int fileIsParameter(const char *z) {
  size_t n = strspn(z, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                       "0123456789");
  return n > 0 && z[n] == 0 && z[0] > '9' && sqlite3_stricmp(z, "title") &&
         sqlite3_stricmp(z, "description");
}

static void fileDefaults(EntCall *p, EntSavedFile *pFile, int i,
                         const EntJsonFile *pJson, const EntJson *pObject,
                         sqlite3_str *pCreate) {
  const EntJson *pValue = ent_json_child(pObject);
  for (; pValue && p->run.error.code == 0; pValue = ent_json_next(pValue)) {
    const char *zName = ent_json_name(pValue);
    int64_t whole;
    double r;
    if (!fileIsParameter(zName)) {
      fileFail(p, pFile, i, "default", "expected the names of parameters");
      return;
    }
    sqlite3_str_appendf(pCreate, ", %s=", zName);
    switch (ent_json_type(pValue)) {
    case ENT_JSON_NULL: sqlite3_str_appendall(pCreate, "NULL"); break;
    case ENT_JSON_TEXT:
      sqlite3_str_appendf(pCreate, "%Q", ent_json_text(pValue));
      break;
    case ENT_JSON_NUMBER:
      r = ent_json_real(pValue);
      if (ent_json_integer(pJson, pValue, &whole) > 0) {
        sqlite3_str_appendf(pCreate, "%lld", (sqlite3_int64)whole);
        break;
      }
      if (r - r == 0) {
        ent_dump_real(pCreate, r);
        break;
      }
      /* fall through */
    default:
      fileFail(p, pFile, i, "default", "expected texts, numbers and null");
    }
  }
}

int ent_savedfile_read(EntCall *p, EntSavedFile *pFile,
                       const EntJsonFile *pJson, const EntJson *pObject) {
  static const char *const azMember[] = { "name", "query", "title",
                                          "description", "default" };
  const EntJson *apValue[5] = { 0 };
  const EntJson *pValue;
  SavedEntry *pNew, **ppLast = &pFile->pFirst;
  sqlite3_str *pCreate;
  int i = pFile->n++, k;
  if (ent_json_type(pObject) != ENT_JSON_OBJECT) {
    fileFail(p, pFile, i, 0, "expected an object with name and query");
    return p->run.error.code;
  }
  for (pValue = ent_json_child(pObject); pValue;
       pValue = ent_json_next(pValue)) {
    const char *zName = ent_json_name(pValue);
    for (k = 0; k < 5 && strcmp(zName, azMember[k]); k++) {
    }
    if (k == 5) {
      fileFail(p, pFile, i, zName,
               "expected one of name, query, title, description, default");
      return p->run.error.code;
    }
    if (ent_json_type(pValue) == ENT_JSON_NULL) continue;
    if (k == 4 ? ent_json_type(pValue) != ENT_JSON_OBJECT
               : ent_json_text(pValue) == 0) {
      fileFail(p, pFile, i, zName,
               k == 4 ? "expected an object, parameter by parameter"
                      : "expected a text");
      return p->run.error.code;
    }
    apValue[k] = pValue;
  }
  for (k = 0; k < 2; k++) {
    if (apValue[k] && ent_json_text(apValue[k])[0]) continue;
    fileFail(p, pFile, i, azMember[k], "missing: expected a text");
    return p->run.error.code;
  }
  pCreate = sqlite3_str_new(0);
  sqlite3_str_appendf(pCreate,
                      "CREATE VIRTUAL TABLE main.\"%w\" USING"
                      " saved_query(%Q",
                      ent_json_text(apValue[0]), ent_json_text(apValue[1]));
  for (k = 2; k < 4; k++) {
    if (apValue[k]) {
      sqlite3_str_appendf(pCreate, ", %s=%Q", azMember[k],
                          ent_json_text(apValue[k]));
    }
  }
  if (apValue[4]) fileDefaults(p, pFile, i, pJson, apValue[4], pCreate);
  sqlite3_str_appendall(pCreate, ")");
  pNew = sqlite3_malloc64(sizeof(*pNew));
  if (pNew) {
    memset(pNew, 0, sizeof(*pNew));
    pNew->i = i;
    pNew->zName = sqlite3_mprintf("%s", ent_json_text(apValue[0]));
    pNew->zCreate = sqlite3_str_finish(pCreate);
    while (*ppLast)
      ppLast = &(*ppLast)->pNext;
    *ppLast = pNew;
  } else {
    sqlite3_free(sqlite3_str_finish(pCreate));
  }
  if (pNew == 0 || pNew->zName == 0 || pNew->zCreate == 0) fileNomem(p);
  return p->run.error.code;
}

/* Makes room: 1 when the name may be taken, 0 when *pzError says why not. */
static int fileRoom(EntCall *p, const SavedEntry *pEntry, char **pzError) {
  sqlite3 *db = ent_context_db(p->cx);
  SavedText text = { 0 };
  const char *zSql;
  char *zDrop;
  sqlite3_stmt *pStmt;
  int isTaken, isOurs, rc;
  pStmt = ent_shape_ask(p, db,
                        "SELECT 1 FROM pragma_module_list"
                        " WHERE name = ?1 COLLATE NOCASE"
                        "    OR substr(lower(?1), 1, 7) = 'pragma_'",
                        pEntry->zName, 0);
  isTaken = pStmt && sqlite3_step(pStmt) == SQLITE_ROW;
  rc = sqlite3_finalize(pStmt);
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  if (isTaken) {
    *pzError = sqlite3_mprintf("'%s' is the name of a table-valued function",
                               pEntry->zName);
    if (*pzError == 0) fileNomem(p);
    return 0;
  }
  pStmt = ent_shape_ask(p, db,
                        "SELECT ifnull(sql, '') FROM main.sqlite_schema"
                        " WHERE name = ?1 COLLATE NOCASE",
                        pEntry->zName, 0);
  rc = pStmt ? sqlite3_step(pStmt) : SQLITE_ERROR;
  if (rc == SQLITE_DONE) {
    sqlite3_finalize(pStmt);
    return 1;
  }
  zSql = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(pStmt, 0) : 0;
  text.zName = pEntry->zName;
  text.pDefaults = sqlite3_str_new(0);
  isOurs = zSql && textRead(p, &text, zSql);
  sqlite3_free(sqlite3_str_finish(text.pDefaults));
  sqlite3_free(text.zQuery);
  sqlite3_free(text.zTitle);
  sqlite3_free(text.zDescription);
  rc = sqlite3_finalize(pStmt);
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  if (p->run.error.code) return 0;
  if (!isOurs) {
    *pzError =
        sqlite3_mprintf("'%s' is there and is no saved query", pEntry->zName);
    if (*pzError == 0) fileNomem(p);
  } else {
    zDrop = sqlite3_mprintf("DROP TABLE main.\"%w\"", pEntry->zName);
    rc = zDrop ? sqlite3_exec(db, zDrop, 0, 0, 0) : SQLITE_NOMEM;
    sqlite3_free(zDrop);
    if (rc == SQLITE_OK) return 1;
    ent_call_sqlite(p, rc);
  }
  return 0;
}

int ent_savedfile_make(EntCall *p, EntSavedFile *pFile) {
  sqlite3 *db = ent_context_db(p->cx);
  SavedEntry *pEntry;
  int nMade = 1, nLeft = pFile->n, rc;
  while (nLeft > 0 && nMade > 0) {
    nMade = 0;
    for (pEntry = pFile->pFirst; pEntry; pEntry = pEntry->pNext) {
      if (pEntry->isMade) continue;
      sqlite3_free(pEntry->zError);
      pEntry->zError = 0;
      if (!fileRoom(p, pEntry, &pEntry->zError)) {
        if (p->run.error.code) return p->run.error.code;
        continue;
      }
      rc = sqlite3_exec(db, pEntry->zCreate, 0, 0, &pEntry->zError);
      if (rc == SQLITE_OK) {
        pEntry->isMade = 1;
        nMade++;
        nLeft--;
      } else if (rc != SQLITE_ERROR) {
        ent_call_sqlite(p, rc);
        return p->run.error.code;
      }
    }
  }
  for (pEntry = pFile->pFirst; pEntry && p->run.error.code == 0;
       pEntry = pEntry->pNext) {
    if (!pEntry->isMade) fileFail(p, pFile, pEntry->i, 0, pEntry->zError);
  }
  return p->run.error.code;
}

void ent_savedfile_clear(EntSavedFile *pFile) {
  while (pFile->pFirst) {
    SavedEntry *pNext = pFile->pFirst->pNext;
    sqlite3_free(pFile->pFirst->zName);
    sqlite3_free(pFile->pFirst->zCreate);
    sqlite3_free(pFile->pFirst->zError);
    sqlite3_free(pFile->pFirst);
    pFile->pFirst = pNext;
  }
  pFile->n = 0;
}
