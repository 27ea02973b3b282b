/*
** entente_import(format, path): a file in somebody else's format becomes rows.
**
** What a format means is not in this file. It is in schema/import/, one SQL
** script for each format, which a user can read, copy and change; a format
** with a '.sql' or a slash in it is the path of such a script. This file runs a
** script and keeps the books:
**
**   1. the tables of the dataset, made when one is missing;
**   2. the temp tables that a script works with: import_file, the file itself
**      as a virtual table, by the script's line "-- reader: ...";
**      import_state, where the script lists how the file calls states and
**      finds their codes (importstate.c); import_skip, where it says which
**      rows it leaves out and why; import_note, where it says what it changed;
**      and those that the script makes;
**   3. the script, statement by statement. What an INSERT into a table of the
**      dataset changed is counted under that table's name;
**   4. the report: counted from those tables, returned, and kept in
**      import_log;
**   5. the temp tables are taken away.
**
** Steps 1, 3 and 4 are one savepoint (savepoint.c). A script may not end it, so
** only statements that read or write rows or make tables are run. Between two
** of them and, because all work is SQL, within them SQLite's progress handler
** and sqlite3_interrupt() have their say.
**
** Temp tables are made before the savepoint opens, and go after it, because a
** change of the temp schema expires every prepared statement, also those that
** would undo the savepoint, and after sqlite3_interrupt() or without memory
** nothing can be prepared again. So CREATE TEMP in a script is run first,
** wherever it stands, and inside the savepoint they are only emptied.
**
** They stay, empty, where dropping them would be wrong: in a transaction of
** the caller, because whatever fails after the savepoint could not be undone
** any more; and while the caller's own statement reads a table (SELECT
** entente_import(format, path) FROM todo), because SQLite says locked. They go
** with the next import, or with the connection. Where the transaction is ours
** they are dropped behind its commit. Want of memory at that moment is
** reported, for SQLite lets no statement go on that met it; the import is
** there then, whole, and importing again changes nothing.
**
** The triggers that count changes for snapshot.c fire for each row, which at a
** million rows costs as much as the rows. So they are taken away for the time
** of the script, the count is raised once, and they are made again; all in the
** savepoint. That is sound: snapshot.c trusts the count only while every one
** of the triggers is there, and whoever looks later sees another count.
*/
#include "sql.h"
#include "context.h"
#include "schema.h"
#include "../read/read.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define IMPORT_TABLES 48 /* that one script may write */

typedef struct Import Import;
struct Import {
  EntCall *pCall;
  sqlite3 *db;
  const char *zFormat, *zPath;
  const char *zScript; /* its text */
  char *zOwn;          /* the same when it came from a file */
  char zName[200];     /* how errors name the script */
  int hasFile;         /* there is an import_file */
  sqlite3_int64 nRow;  /* of it; -1: not counted yet */
  int nTable;
  char aTable[IMPORT_TABLES][64];
  sqlite3_int64 anLoaded[IMPORT_TABLES];
  char *zLoaded; /* what the script says was loaded: a JSON object */
  int nStage;    /* temp tables and views to take away at the end */
  char aStage[IMPORT_TABLES][64];
  int nQuiet; /* tables whose triggers are dropped, and which of the 3 */
  const char *azQuiet[IMPORT_TABLES];
  unsigned char aQuiet[IMPORT_TABLES];
  EntImportNames names;
  EntSavepoint save;
};

static int importNomem(Import *p) {
  ent_error_set(&p->pCall->run.error, ENT_NOMEM, "out of memory");
  return 1;
}

/* The first byte that is neither blank, comment nor semicolon. */
static const char *importSkip(const char *z) {
  while (*(z += ent_query_blanks(z)) == ';')
    z++;
  return z;
}

/* Runs one statement: parts of it may come from the script, and what would
** stand behind a semicolon is refused. Nonzero: the error. */
static int importRun(Import *p, const char *zFormat, ...) {
  va_list ap;
  sqlite3_stmt *pStmt = 0;
  const char *zTail = "";
  char *zSql;
  int rc;
  va_start(ap, zFormat);
  zSql = sqlite3_vmprintf(zFormat, ap);
  va_end(ap);
  if (p->pCall->run.error.code == ENT_OK) {
    if (zSql == 0) importNomem(p);
    rc = zSql ? sqlite3_prepare_v2(p->db, zSql, -1, &pStmt, &zTail)
              : SQLITE_NOMEM;
    if (rc == SQLITE_OK && *importSkip(zTail)) {
      ent_error_set(&p->pCall->run.error, ENT_ERROR,
                    "one statement was expected; another begins: %.60s",
                    importSkip(zTail));
    } else if (rc == SQLITE_OK) {
      rc = sqlite3_step(pStmt); /* none answers rows */
    }
    if (rc != SQLITE_OK && rc != SQLITE_DONE) ent_call_sqlite(p->pCall, rc);
  }
  sqlite3_finalize(pStmt);
  sqlite3_free(zSql);
  return p->pCall->run.error.code;
}

/* The first column of the first row, which is not NULL, copied; NULL when there
** is no row. */
static char *importText(Import *p, const char *zSql, const char *zArgument) {
  sqlite3_stmt *pStmt = ent_shape_ask(p->pCall, p->db, zSql, zArgument, 0);
  char *zOut = 0;
  int rc;
  if (pStmt == 0) return 0;
  rc = sqlite3_step(pStmt);
  if (rc == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    if (z) zOut = sqlite3_mprintf("%s", z);
    if (zOut == 0) importNomem(p);
  } else if (rc != SQLITE_DONE) {
    ent_call_sqlite(p->pCall, rc);
  }
  sqlite3_finalize(pStmt);
  return zOut;
}

static int importDrop(Import *p, const char *zName);

/* A temp table or view that is made now and taken away at the end. What an
** import before this one had to leave behind goes first. */
static int importStage(Import *p, const char *zName) {
  if (importDrop(p, zName)) return 1;
  for (int i = 0; i < p->nStage; i++) {
    if (sqlite3_stricmp(p->aStage[i], zName) == 0) return 0;
  }
  if (p->nStage == IMPORT_TABLES) {
    ent_error_set(&p->pCall->run.error, ENT_ERROR,
                  "a mapping may make at most %d temp tables", IMPORT_TABLES);
    return 1;
  }
  sqlite3_snprintf(64, p->aStage[p->nStage++], "%s", zName);
  return 0;
}

/* ---- the triggers that count changes ---- */

/* The table as its triggers name it; NULL: it has none. */
static const char *importCounted(const char *zTable) {
  int i;
  for (i = 0; ent_snapshot_tables[i]; i++) {
    if (sqlite3_stricmp(ent_snapshot_tables[i], zTable) == 0)
      return ent_snapshot_tables[i];
  }
  for (i = 0; ent_dictionary_tables[i]; i++) {
    if (sqlite3_stricmp(ent_dictionary_tables[i], zTable) == 0)
      return ent_dictionary_tables[i];
  }
  return 0;
}

/* Is the trigger there as entente_create() makes it? Another of its name is
** somebody else's: it stays, and its text is never run. */
static int importIsOurs(Import *p, const char *zTrigger) {
  char *z = importText(p,
                       "SELECT 1 FROM main.sqlite_schema WHERE"
                       " type = 'trigger' AND sql = 'CREATE TRIGGER ' || ?1",
                       zTrigger);
  sqlite3_free(z);
  return z != 0;
}

/* Those of a table that rows go to are dropped. */
static int importQuiet(Import *p, const char *zTable) {
  int i, k;
  zTable = importCounted(zTable);
  for (i = 0; zTable && i < p->nQuiet; i++) {
    if (p->azQuiet[i] == zTable) return p->pCall->run.error.code;
  }
  if (zTable == 0) return p->pCall->run.error.code;
  p->azQuiet[p->nQuiet++] = zTable;
  for (k = 0; k < 3 && p->pCall->run.error.code == ENT_OK; k++) {
    char zTrigger[ENT_CREATE_TRIGGER];
    ent_create_trigger(zTable, k, zTrigger);
    if (importIsOurs(p, zTrigger)) {
      importRun(p, "DROP TRIGGER main.%.*s", (int)strcspn(zTrigger, " "),
                zTrigger);
      p->aQuiet[i] |= (unsigned char)(1 << k);
    }
  }
  return p->pCall->run.error.code;
}

/* The dropped ones are made again, and the count goes up. */
static int importTriggers(Import *p) {
  int i, k, n = 0;
  for (i = 0; i < p->nQuiet; i++) {
    for (k = 0; k < 3; k++) {
      char zTrigger[ENT_CREATE_TRIGGER];
      if (!(p->aQuiet[i] >> k & 1)) continue;
      ent_create_trigger(p->azQuiet[i], k, zTrigger);
      importRun(p, "CREATE TRIGGER main.%s", zTrigger);
      n++;
    }
  }
  if (n == 0) return p->pCall->run.error.code;
  return importRun(p, "UPDATE main.entente_seq SET seq = seq + 1");
}

/* ---- the script ---- */

static int importUnknown(Import *p) {
  sqlite3_str *pStr = sqlite3_str_new(0);
  const EntSchemaFile *pFile;
  EntNear near = { 0 };
  char *z, zName[64];
  near.zWord = p->zFormat;
  for (pFile = ent_schema_files; pFile->zName; pFile++) {
    if (strncmp(pFile->zName, "import/", 7)) continue;
    sqlite3_snprintf(sizeof(zName), zName, "%.*s",
                     (int)strlen(pFile->zName) - 11, pFile->zName + 7);
    ent_word_offer(&near, zName, 0);
    sqlite3_str_appendf(pStr, "%s%s", sqlite3_str_length(pStr) ? ", " : "",
                        zName);
  }
  z = sqlite3_str_finish(pStr);
  if (z == 0) return importNomem(p);
  ent_error_set(&p->pCall->run.error, ENT_ERROR,
                "argument format: no format '%.40s'%s; one of %s, or the path"
                " of a mapping, x.sql",
                p->zFormat, near.z, z);
  sqlite3_free(z);
  return 1;
}

static int importFind(Import *p) {
  const EntSchemaFile *pFile;
  if (strpbrk(p->zFormat, "/\\") || strstr(p->zFormat, ".sql")) {
    p->zOwn = ent_script_read(&p->pCall->run, p->zFormat);
    p->zScript = p->zOwn;
    sqlite3_snprintf(sizeof(p->zName), p->zName, "%s", p->zFormat);
    return p->pCall->run.error.code;
  }
  sqlite3_snprintf(sizeof(p->zName), p->zName, "import/%s.sql", p->zFormat);
  for (pFile = ent_schema_files; pFile->zName; pFile++) {
    if (strcmp(pFile->zName, p->zName) == 0) {
      p->zScript = pFile->zText;
      return 0;
    }
  }
  return importUnknown(p);
}

/* The next word, or a quoted name without its quotes, into zOut; nothing when
** a mark comes next. */
static const char *importWord(const char *z, char *zOut, size_t nOut) {
  char kind;
  size_t n, nQuote;
  z = importSkip(z);
  n = ent_query_token(z, &kind);
  if (kind != 'a' && kind != '"') n = 0;
  nQuote = kind == '"' && n > 1;
  sqlite3_snprintf((int)nOut, zOut, "%.*s", (int)(n - 2 * nQuote), z + nQuote);
  return z + n;
}

/* A name, and the schema in front of it, if one is given. */
static const char *importName(const char *z, char zSchema[64], char zName[64]) {
  zSchema[0] = 0;
  z = importWord(z, zName, 64);
  z += ent_query_blanks(z);
  if (*z != '.') return z;
  memcpy(zSchema, zName, 64);
  return importWord(z + 1, zName, 64);
}

/* The table that an INSERT writes; the empty text for another statement. */
static void importTarget(const char *zSql, char zTable[64]) {
  char zWord[64];
  const char *z = importWord(zSql, zWord, sizeof(zWord));
  zTable[0] = 0;
  if (sqlite3_stricmp(zWord, "INSERT") && sqlite3_stricmp(zWord, "REPLACE")) {
    return;
  }
  do {
    z = importWord(z, zWord, sizeof(zWord));
  } while (zWord[0] && sqlite3_stricmp(zWord, "INTO"));
  importName(z, zWord, zTable);
}

/* May a script say this? What ends the savepoint or changes the connection
** may not be said. It is asked before SQLite compiles the statement: some
** PRAGMAs take effect then. */
static int importMay(Import *p, const char *zSql) {
  static const char *const azMay[] = { "INSERT", "REPLACE", "UPDATE", "DELETE",
                                       "SELECT", "CREATE",  "DROP",   "WITH" };
  char zWord[64];
  size_t i;
  importWord(zSql, zWord, sizeof(zWord));
  for (i = 0; i < sizeof(azMay) / sizeof(azMay[0]); i++) {
    if (sqlite3_stricmp(zWord, azMay[i]) == 0) break;
  }
  if (i == sizeof(azMay) / sizeof(azMay[0])) {
    ent_error_set(&p->pCall->run.error, ENT_ERROR,
                  "a mapping may not say %.20s; only INSERT, UPDATE, DELETE,"
                  " SELECT, CREATE and DROP",
                  zWord);
  }
  return p->pCall->run.error.code;
}

/* Behind the semicolon that ends a statement, or its end. */
static const char *importEnd(const char *z) {
  char kind;
  size_t n;
  while ((n = ent_query_token(z, &kind)) > 0 && kind != ';')
    z += n;
  return z + n;
}

/* Is it CREATE TEMP TABLE or VIEW? Then the name of what it makes. */
static int importTemp(Import *p, const char *zSql, char zName[64]) {
  char zWord[64];
  int isTemp = 0, isTable;
  const char *z = importWord(zSql, zWord, sizeof(zWord));
  if (sqlite3_stricmp(zWord, "CREATE")) return 0;
  z = importWord(z, zWord, sizeof(zWord));
  if (sqlite3_stricmp(zWord, "TEMP") == 0 ||
      sqlite3_stricmp(zWord, "TEMPORARY") == 0) {
    isTemp = 1;
    z = importWord(z, zWord, sizeof(zWord));
  }
  isTable = sqlite3_stricmp(zWord, "TABLE") == 0;
  if (!isTable && sqlite3_stricmp(zWord, "VIEW")) return 0;
  z = importName(z, zWord, zName);
  if (sqlite3_stricmp(zName, "IF") == 0) { /* NOT EXISTS */
    z = importWord(importWord(z, zName, 64), zName, 64);
    z = importName(z, zWord, zName);
  }
  if (!isTemp && sqlite3_stricmp(zWord, "temp")) return 0;
  importWord(z, zWord, sizeof(zWord));
  if (isTable && sqlite3_stricmp(zWord, "AS") == 0) {
    ent_error_set(&p->pCall->run.error, ENT_ERROR,
                  "CREATE TEMP TABLE ... AS: temp tables are made before"
                  " anything else runs; name the columns, and INSERT");
  }
  return 1;
}

static void importCount(Import *p, const char *zTable, sqlite3_int64 n) {
  int i;
  if (sqlite3_strnicmp(zTable, "import_", 7) == 0) return;
  for (i = 0; i < p->nTable; i++) {
    if (sqlite3_stricmp(p->aTable[i], zTable) == 0) break;
  }
  if (i == IMPORT_TABLES) {
    ent_error_set(&p->pCall->run.error, ENT_ERROR,
                  "a mapping may write at most %d tables", IMPORT_TABLES);
    return;
  }
  if (i == p->nTable) {
    p->nTable++;
    sqlite3_snprintf((int)sizeof(p->aTable[i]), p->aTable[i], "%s", zTable);
    p->anLoaded[i] = 0;
  }
  p->anLoaded[i] += n;
}

/* Counts the rows of the file, once. Nonzero: the error. */
static int importRows(Import *p) {
  char *z;
  if (p->nRow >= 0 || !p->hasFile) return p->pCall->run.error.code;
  z = importText(p, "SELECT count(*) FROM temp.import_file", 0);
  if (z) p->nRow = strtoll(z, 0, 10);
  sqlite3_free(z);
  return p->pCall->run.error.code;
}

static int importStatement(Import *p, sqlite3_stmt *pStmt, const char *zSql,
                           const char *zTable) {
  char zWord[64];
  int rc, i, isCreate, isDrop;
  importWord(zSql, zWord, sizeof(zWord));
  if (sqlite3_stricmp(zWord, "WITH") == 0 && !sqlite3_stmt_readonly(pStmt)) {
    ent_error_set(&p->pCall->run.error, ENT_ERROR,
                  "WITH in front of INSERT: write INSERT INTO t WITH ...,"
                  " so that its rows are counted");
    return 1;
  }
  isCreate = sqlite3_stricmp(zWord, "CREATE") == 0;
  isDrop = sqlite3_stricmp(zWord, "DROP") == 0;
  if (isCreate && ent_savepoint_arm(p->pCall, &p->save)) return 1;
  if (isDrop) ent_savepoint_rest(&p->save);
  i = sqlite3_bind_parameter_index(pStmt, ":path");
  if (i) sqlite3_bind_text(pStmt, i, p->zPath, -1, SQLITE_STATIC);
  i = sqlite3_bind_parameter_index(pStmt, ":rows");
  if (i && importRows(p) == 0) sqlite3_bind_int64(pStmt, i, p->nRow);
  while ((rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    if (sqlite3_stricmp(sqlite3_column_name(pStmt, 0), "loaded") == 0) {
      const char *z = (const char *)sqlite3_column_text(pStmt, 0);
      sqlite3_free(p->zLoaded);
      p->zLoaded = sqlite3_mprintf("%s", z ? z : "{}");
      if (p->zLoaded == 0) return importNomem(p);
    }
  }
  if (rc != SQLITE_DONE) {
    ent_call_sqlite(p->pCall, rc);
    return 1;
  }
  if (isDrop) return ent_savepoint_watch(p->pCall, &p->save);
  if (isCreate) return ent_savepoint_disarm(p->pCall, &p->save);
  if (sqlite3_stricmp(zTable, "import_state") == 0) {
    return ent_importstate_resolve(p->pCall, &p->names);
  }
  if (zTable[0]) importCount(p, zTable, sqlite3_changes(p->db));
  return p->pCall->run.error.code;
}

/* The line of the script that zSql is at, from 1. */
static int importLine(const Import *p, const char *zSql) {
  const char *z;
  int line = 1;
  for (z = p->zScript; z < zSql; z++)
    line += *z == '\n';
  return line;
}

/* An error says where in the script it happened; an interrupt does not. */
static void importPlace(Import *p, const char *zSql) {
  EntError *pError = &p->pCall->run.error;
  char z[sizeof(pError->text)];
  if (pError->code != ENT_ERROR) return;
  sqlite3_snprintf((int)sizeof(z), z, "%s:%d: %s", p->zName,
                   importLine(p, zSql), pError->text);
  memcpy(pError->text, z, sizeof(z));
}

/* The script's temp tables and views. */
static int importStages(Import *p) {
  const char *zSql = importSkip(p->zScript);
  while (*zSql && p->pCall->run.error.code == ENT_OK) {
    const char *zNext = importEnd(zSql);
    char zName[64];
    if (importTemp(p, zSql, zName)) {
      importStage(p, zName);
      importRun(p, "%.*s", (int)(zNext - zSql), zSql);
    }
    if (p->pCall->run.error.code) importPlace(p, zSql);
    zSql = importSkip(zNext);
  }
  return p->pCall->run.error.code;
}

/* The rest of it. */
static int importScript(Import *p) {
  const char *zSql = importSkip(p->zScript);
  while (*zSql && p->pCall->run.error.code == ENT_OK) {
    sqlite3_stmt *pStmt = 0;
    const char *zNext = importEnd(zSql);
    char zTable[64], zName[64];
    int rc;
    importTarget(zSql, zTable);
    if (!importTemp(p, zSql, zName) && importMay(p, zSql) == 0 &&
        importQuiet(p, zTable) == 0) {
      rc = sqlite3_prepare_v2(p->db, zSql, -1, &pStmt, &zNext);
      if (rc != SQLITE_OK) {
        ent_call_sqlite(p->pCall, rc);
      } else {
        sqlite3_log(SQLITE_NOTICE, "%s:%d: %.*s", p->zName, importLine(p, zSql),
                    (int)strcspn(zSql, "\r\n"), zSql);
        importStatement(p, pStmt, zSql, zTable);
      }
    }
    sqlite3_finalize(pStmt);
    if (p->pCall->run.error.code) importPlace(p, zSql);
    zSql = importSkip(zNext);
  }
  return p->pCall->run.error.code;
}

/* ---- the tables that a script works with ---- */

/* "-- reader: csv_file(header=1)", in the comment at the top. */
static int importReader(Import *p) {
  static const char zWord[] = "-- reader:";
  const char *z = strstr(p->zScript, zWord), *zArgument;
  char zReader[20];
  if (z == 0 || z > importSkip(p->zScript)) {
    ent_error_set(&p->pCall->run.error, ENT_ERROR,
                  "%s: no line '-- reader: csv_file(...)' at the top: see"
                  " schema/import/README.md",
                  p->zName);
    return 1;
  }
  z += sizeof(zWord) - 1;
  z += strspn(z, " \t");
  zArgument = importWord(z, zReader, sizeof(zReader));
  zArgument += strspn(zArgument, " \t");
  if (strchr("(\r\n", *zArgument) == 0 ||
      (strcmp(zReader, "csv_file") && strcmp(zReader, "json_file") &&
       strcmp(zReader, "none"))) {
    size_t n = strcspn(z, "\r\n");
    ent_error_set(&p->pCall->run.error, ENT_ERROR,
                  "%s: reader '%.*s': expected csv_file(...), json_file(...)"
                  " or none",
                  p->zName, n < 60 ? (int)n : 60, z);
    return 1;
  }
  if (strcmp(zReader, "none") == 0) return 0;
  p->hasFile = 1;
  zArgument += strspn(zArgument, " \t(");
  if (strchr(")\r\n", *zArgument)) { /* none, or the line is over */
    return importRun(p, "CREATE VIRTUAL TABLE temp.import_file USING %s(%Q)",
                     zReader, p->zPath);
  }
  return importRun(p, "CREATE VIRTUAL TABLE temp.import_file USING %s(%Q, %.*s",
                   zReader, p->zPath, (int)strcspn(zArgument, "\r\n"),
                   zArgument);
}

/* Is it a temp 'table', 'virtual' table or 'view'? NULL: neither. Free it. */
static char *importType(Import *p, const char *zName) {
  return importText(p,
                    "SELECT iif(sql LIKE 'CREATE VIRTUAL%', 'virtual', type)"
                    "  FROM temp.sqlite_schema WHERE name = ?1"
                    " COLLATE NOCASE AND type IN ('table', 'view')",
                    zName);
}

/* Takes the rows of a temp table away. */
static int importEmpty(Import *p, const char *zName) {
  char *zType = p->pCall->run.error.code ? 0 : importType(p, zName);
  if (zType && strcmp(zType, "table") == 0) {
    importRun(p, "DELETE FROM temp.\"%w\"", zName);
  }
  sqlite3_free(zType);
  return p->pCall->run.error.code;
}

/* Takes a temp table or view away; what cannot be dropped is emptied. */
static int importDrop(Import *p, const char *zName) {
  char *zType, *zSql;
  int rc;
  if (p->pCall->run.error.code) return 1;
  zType = importType(p, zName);
  if (zType == 0) return p->pCall->run.error.code;
  zSql = sqlite3_mprintf("DROP %s temp.\"%w\"",
                         strcmp(zType, "view") ? "TABLE" : "VIEW", zName);
  sqlite3_free(zType);
  if (zSql == 0) return importNomem(p);
  rc = sqlite3_exec(p->db, zSql, 0, 0, 0);
  sqlite3_free(zSql);
  if ((rc & 0xff) == SQLITE_LOCKED) return importEmpty(p, zName);
  if (rc != SQLITE_OK) ent_call_sqlite(p->pCall, rc);
  return p->pCall->run.error.code;
}

static int importOpen(Import *p) {
  static const char *const azTable[] = {
    "import_state(value TEXT NOT NULL, scheme TEXT NOT NULL, code TEXT,"
    " since TEXT NOT NULL DEFAULT '', until TEXT, problem TEXT,"
    " PRIMARY KEY (value, scheme, since)) WITHOUT ROWID",
    "import_skip(reason TEXT NOT NULL, row INTEGER, value TEXT,"
    " n INTEGER NOT NULL DEFAULT 1)",
    "import_note(note TEXT NOT NULL, row INTEGER, value TEXT,"
    " n INTEGER NOT NULL DEFAULT 1)",
  };
  importStage(p, "import_file");
  for (int i = 0; i < 3; i++) {
    char zName[64];
    importWord(azTable[i], zName, sizeof(zName));
    importStage(p, zName);
    importRun(p, "CREATE TEMP TABLE IF NOT EXISTS %s", azTable[i]);
  }
  return importReader(p);
}

/* ---- the report ---- */

static char *importLoaded(Import *p) {
  sqlite3_str *pStr;
  if (p->zLoaded) return sqlite3_mprintf("%s", p->zLoaded);
  pStr = sqlite3_str_new(p->db);
  for (int i = 0; i < p->nTable; i++) {
    sqlite3_str_appendall(pStr, i ? "," : "{");
    ent_dump_quote(pStr, p->aTable[i], -1);
    sqlite3_str_appendf(pStr, ":%lld", p->anLoaded[i]);
  }
  sqlite3_str_appendall(pStr, p->nTable ? "}" : "{}");
  return sqlite3_str_finish(pStr);
}

/* The report as a text to be freed, also written to import_log. */
static char *importReport(Import *p) {
  char *zLoaded, *zReport = 0, *zSql;
  if (importRows(p)) return 0;
  zLoaded = importLoaded(p);
  /* json(): from 3.54 on a subquery says no more that its text is JSON. */
  zSql = sqlite3_mprintf(
      "SELECT json_object('format', %Q, 'file', %Q, 'rows', nullif(%lld, -1),"
      " 'loaded', json(%Q), 'skipped',"
      " json((SELECT json_group_object(k, n) FROM"
      "  (SELECT reason AS k, sum(n) AS n FROM temp.import_skip"
      "    GROUP BY 1 ORDER BY 1))),"
      " 'noted', json((SELECT json_group_object(k, n) FROM"
      "  (SELECT note AS k, sum(n) AS n FROM temp.import_note"
      "    GROUP BY 1 ORDER BY 1))),"
      " 'unresolved', json((SELECT json_group_object(k, n) FROM"
      "  (SELECT k, sum(n) AS n FROM"
      "    (SELECT value AS k, n FROM temp.import_skip"
      "      WHERE reason IN ('unknown state', 'ambiguous state') UNION ALL"
      "     SELECT value, n FROM temp.import_note"
      "      WHERE note IN ('unknown state', 'ambiguous state') UNION ALL"
      "     SELECT value, 0 FROM temp.import_state"
      "      WHERE problem = 'unknown state')"
      "   GROUP BY 1 ORDER BY 1))))",
      p->zFormat, p->zPath, p->nRow, zLoaded);
  if (zSql == 0 || zLoaded == 0) {
    importNomem(p);
  } else {
    zReport = importText(p, zSql, 0);
  }
  importRun(p,
            "INSERT INTO main.import_log(format, path, report)"
            " VALUES (%Q, %Q, %Q)",
            p->zFormat, p->zPath, zReport);
  sqlite3_free(zSql);
  sqlite3_free(zLoaded);
  return zReport;
}

/* ---- the whole ---- */

/* The tables, made when one of them is missing. */
static int importSchema(Import *p) {
  EntShape shape;
  EntCreated created;
  int nMissing;
  if (ent_create_shadow(p->pCall)) return p->pCall->run.error.code;
  ent_shape_read(p->pCall, &shape);
  nMissing = shape.nMissing;
  ent_shape_clear(&shape);
  if (nMissing) {
    ent_create_schema(p->pCall, &p->save, &created); /* no-op on error */
  }
  return p->pCall->run.error.code;
}

/* What the savepoint holds. */
static char *importAll(Import *p) {
  char *zReport = 0;
  if (importSchema(p) == 0 && importScript(p) == 0 && importTriggers(p) == 0) {
    zReport = importReport(p);
  }
  for (int i = 0; i < p->nStage; i++)
    importEmpty(p, p->aStage[i]);
  return zReport;
}

/* The temp tables go, also after an error; nothing is said when they stay. */
static void importClose(Import *p) {
  EntError error = p->pCall->run.error;
  int rc = p->pCall->rc;
  if (error.code == ENT_OK && !sqlite3_get_autocommit(p->db)) return;
  for (int i = p->nStage - 1; i >= 0; i--) {
    memset(&p->pCall->run.error, 0, sizeof(error));
    importDrop(p, p->aStage[i]);
  }
  p->pCall->run.error = error;
  p->pCall->rc = rc;
}

/* entente_import(format, path) */
void ent_import_func(sqlite3_context *ctx, int nArg, sqlite3_value **apArg) {
  EntCall call;
  Import *p;
  const char *zFormat, *zPath;
  char *zReport = 0;
  (void)nArg;
  if (sqlite3_value_type(apArg[0]) == SQLITE_NULL ||
      sqlite3_value_type(apArg[1]) == SQLITE_NULL) {
    return;
  }
  ent_call_begin(&call, ctx);
  p = ent_run_alloc(&call.run, sizeof(*p));
  if (p && ent_resolve_text(&call, apArg[0], "format", &zFormat) == 0 &&
      ent_resolve_text(&call, apArg[1], "path", &zPath) == 0) {
    p->pCall = &call;
    p->db = ent_context_db(call.cx);
    p->zFormat = zFormat;
    p->zPath = zPath;
    p->nRow = -1;
    ent_importstate_init(&p->names, p->db);
    if (call.cx->importing++) {
      ent_error_set(&call.run.error, ENT_ERROR,
                    "a mapping may not import: two imports inside each other");
    }
    /* May we? Asked before any file is looked at: SQLite up to 3.49 at least
    ** lets a CHECK of a foreign schema call us. */
    if (ent_savepoint_open(&call, &p->save) == ENT_OK) {
      ent_savepoint_close(&call, &p->save);
    }
    if (call.run.error.code == ENT_OK && importFind(p) == 0 &&
        importOpen(p) == 0 && importStages(p) == 0 &&
        ent_savepoint_open(&call, &p->save) == ENT_OK) {
      zReport = importAll(p);
      ent_savepoint_close(&call, &p->save);
    }
    importClose(p);
    call.cx->importing--;
    ent_importstate_clear(&p->names);
    ent_run_free(&call.run, p->zOwn);
    sqlite3_free(p->zLoaded);
  }
  if (call.run.error.code == ENT_OK) {
    sqlite3_result_text(ctx, zReport, -1, sqlite3_free);
  } else {
    sqlite3_free(zReport);
  }
  ent_run_free(&call.run, p);
  ent_call_end(&call, ctx);
}
