/*
** json_file: a list in a JSON file as a table.
**
**   CREATE VIRTUAL TABLE temp.deals
**     USING json_file('dataset.json', root='deal');
**   SELECT value ->> 'id', value ->> 'title' FROM temp.deals;
**
** The virtual table is  CREATE TABLE x(item INTEGER, line INTEGER, value TEXT).
** What the list is made of is said by the file and two arguments:
**
**   path    the file
**   root    the name of a member of the file's object, which is an array:
**           its elements. '$.deal' is the same as 'deal'
**   lines   1: the values of the file, one after another, as in NDJSON.
**           Without root and lines, the elements of the array that the file
**           is; if it is none, the values one after another
**
** A value is handed out as it stands in the file, so that no digit of a number
** is lost; SQLite's own -> and ->> take it apart. The grammar of the whole
** file is checked on the way (ext/read/json.c), in memory for one element.
*/
#include "sql.h"
#include "../read/read.h"
#include <string.h>

enum { JSON_ARG_PATH, JSON_ARG_ROOT, JSON_ARG_LINES, JSON_ARG_COUNT };
static const char *const jsonArguments[JSON_ARG_COUNT + 1] = { "path", "root",
                                                               "lines", 0 };

static const char jsonSchema[] =
    "CREATE TABLE x(item INTEGER, line INTEGER, value TEXT)";
enum { JSON_COL_ITEM, JSON_COL_LINE, JSON_COL_VALUE };

typedef struct JsonVtab JsonVtab;
struct JsonVtab {
  sqlite3_vtab base;
  EntContext *cx;
  const char *zName; /* of the module, for errors */
  char *zPath;
  char *zRoot; /* NULL: none */
  int lines;
};

typedef struct JsonCursor JsonCursor;
struct JsonCursor {
  sqlite3_vtab_cursor base;
  EntCall call;
  EntLimits limits;
  EntJsonFile *file;
  sqlite3_int64 iItem;
  const char *zValue; /* in the reader's buffer */
  size_t nValue;
};

static int jsonDisconnect(sqlite3_vtab *pBase) {
  JsonVtab *p = (JsonVtab *)pBase;
  sqlite3_free(p->zPath);
  sqlite3_free(p->zRoot);
  sqlite3_free(p);
  return SQLITE_OK;
}

static void jsonSetup(EntCall *pCall, JsonVtab *p, char **azArg) {
  char *zRoot = azArg[JSON_ARG_ROOT];
  EntJsonFile *file;
  EntLimits limits;
  if (ent_modarg_path(pCall, azArg[JSON_ARG_PATH])) return;
  if (ent_modarg_int(pCall, "lines", azArg[JSON_ARG_LINES], 1, &p->lines))
    return;
  if (zRoot && p->lines) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "arguments root and lines: a file of one value a line has no"
                  " root");
    return;
  }
  p->zPath = azArg[JSON_ARG_PATH];
  azArg[JSON_ARG_PATH] = 0;
  if (zRoot) {
    p->zRoot =
        sqlite3_mprintf("%s", strncmp(zRoot, "$.", 2) ? zRoot : zRoot + 2);
    if (p->zRoot == 0) {
      ent_error_set(&pCall->run.error, ENT_NOMEM, "out of memory");
      return;
    }
  }
  /* Whatever is wrong with the path or the root, better now than later. */
  if (ent_limit_read(pCall, &limits)) return;
  file = ent_json_list(&pCall->run, p->zPath, p->zRoot, p->lines, &limits);
  ent_json_close(file);
}

static int jsonConnect(sqlite3 *db, void *pUser, int argc,
                       const char *const *argv, sqlite3_vtab **ppVtab,
                       char **pzErr) {
  const EntAux *pAux = pUser;
  EntCall call;
  char *azArg[JSON_ARG_COUNT];
  JsonVtab *p = sqlite3_malloc64(sizeof(*p));
  int rc;
  if (p == 0) return SQLITE_NOMEM;
  memset(p, 0, sizeof(*p));
  p->cx = pAux->cx;
  p->zName = pAux->pModule->zName;
  ent_call_init(&call, p->cx, p->zName, 0);
  /* As csv_file: a foreign schema must not read this machine's files. */
  sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
  if (ent_modarg_temp(&call, argv) == 0 &&
      ent_modarg_parse(&call, argc, argv, jsonArguments, azArg) == 0) {
    jsonSetup(&call, p, azArg);
    ent_modarg_free(jsonArguments, azArg);
    rc = call.run.error.code ? SQLITE_OK : sqlite3_declare_vtab(db, jsonSchema);
    if (rc) ent_call_sqlite(&call, rc);
  }
  rc = ent_call_report(&call, pzErr);
  if (rc == SQLITE_OK) {
    *ppVtab = &p->base;
  } else {
    jsonDisconnect(&p->base);
  }
  ent_call_clear(&call);
  return rc;
}

/* Not the same function as xConnect, or the name alone would be a table. */
static int jsonCreate(sqlite3 *db, void *pUser, int argc,
                      const char *const *argv, sqlite3_vtab **ppVtab,
                      char **pzErr) {
  return jsonConnect(db, pUser, argc, argv, ppVtab, pzErr);
}

static int jsonBestIndex(sqlite3_vtab *pBase, sqlite3_index_info *pInfo) {
  const JsonVtab *p = (const JsonVtab *)pBase;
  pInfo->estimatedCost = 1e7;
  pInfo->estimatedRows = 10000;
  return ent_saved_may_read(p->cx, pBase, p->zName, ENT_FILES);
}

static int jsonOpen(sqlite3_vtab *pBase, sqlite3_vtab_cursor **ppCursor) {
  JsonCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  JsonVtab *p = (JsonVtab *)pBase;
  if (pCur == 0) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  ent_call_init(&pCur->call, p->cx, p->zName, 0);
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

static void jsonReset(JsonCursor *pCur) {
  ent_json_close(pCur->file);
  pCur->file = 0;
  pCur->zValue = 0;
  pCur->iItem = 0;
  ent_call_clear(&pCur->call);
}

static int jsonClose(sqlite3_vtab_cursor *pBase) {
  jsonReset((JsonCursor *)pBase);
  sqlite3_free(pBase);
  return SQLITE_OK;
}

static int jsonNext(sqlite3_vtab_cursor *pBase) {
  JsonCursor *pCur = (JsonCursor *)pBase;
  if (pCur->file) {
    int more = ent_json_slice(pCur->file, &pCur->zValue, &pCur->nValue);
    pCur->iItem++;
    if (more > 0) {
      ent_limit_rows(&pCur->call, &pCur->limits, pCur->iItem,
                     ((JsonVtab *)pBase->pVtab)->zPath);
    }
  }
  if (pCur->iItem % ENT_NOTE_ROWS == 0) {
    sqlite3_log(SQLITE_NOTICE, "%s: %lld values read",
                ((const JsonVtab *)pBase->pVtab)->zPath, pCur->iItem);
  }
  return ent_call_report(&pCur->call, &pBase->pVtab->zErrMsg);
}

static int jsonFilter(sqlite3_vtab_cursor *pBase, int idxNum,
                      const char *idxStr, int argc, sqlite3_value **argv) {
  JsonCursor *pCur = (JsonCursor *)pBase;
  JsonVtab *p = (JsonVtab *)pBase->pVtab;
  (void)idxNum;
  (void)idxStr;
  (void)argc;
  (void)argv;
  jsonReset(pCur);
  ent_call_init(&pCur->call, p->cx, p->zName, 0);
  if (ent_limit_read(&pCur->call, &pCur->limits) == ENT_OK) {
    pCur->file = ent_json_list(&pCur->call.run, p->zPath, p->zRoot, p->lines,
                               &pCur->limits);
  }
  return jsonNext(pBase);
}

static int jsonEof(sqlite3_vtab_cursor *pBase) {
  return ((JsonCursor *)pBase)->zValue == 0;
}

static int jsonColumn(sqlite3_vtab_cursor *pBase, sqlite3_context *ctx,
                      int iCol) {
  JsonCursor *pCur = (JsonCursor *)pBase;
  switch (iCol) {
  case JSON_COL_ITEM: sqlite3_result_int64(ctx, pCur->iItem); break;
  case JSON_COL_LINE:
    sqlite3_result_int64(ctx, ent_json_line(pCur->file));
    break;
  default:
    sqlite3_result_text64(ctx, pCur->zValue, pCur->nValue, SQLITE_TRANSIENT,
                          SQLITE_UTF8);
    break;
  }
  return SQLITE_OK;
}

static int jsonRowid(sqlite3_vtab_cursor *pBase, sqlite3_int64 *pRowid) {
  *pRowid = ((JsonCursor *)pBase)->iItem;
  return SQLITE_OK;
}

const sqlite3_module ent_jsonfile_module = {
  .iVersion = 0,
  .xCreate = jsonCreate,
  .xConnect = jsonConnect,
  .xBestIndex = jsonBestIndex,
  .xDisconnect = jsonDisconnect,
  .xDestroy = jsonDisconnect,
  .xOpen = jsonOpen,
  .xClose = jsonClose,
  .xFilter = jsonFilter,
  .xNext = jsonNext,
  .xEof = jsonEof,
  .xColumn = jsonColumn,
  .xRowid = jsonRowid,
};
