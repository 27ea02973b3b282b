/*
** entente_create(): the schema and the reference facts, in main.
**
** What runs is the text of the files in schema/, so that the DDL a user reads
** is the DDL that he gets. Every statement of it is harmless the second time.
**
** Before anything is changed, the tables that are already there are compared
** with ours: the same files are run in a private database in memory, and each
** of its columns must be found in main's table of that name, with the same
** place in the primary key. Further columns are the user's business as long
** as a row without them can be inserted. After the DDL, every index and
** trigger of the private database must be found in main as well: IF NOT EXISTS
** is silent when another table's index has taken the name.
**
** The files name their tables without a schema. CREATE goes to main anyway,
** but INSERT, CREATE INDEX and the bodies of triggers would meet a TEMP table
** of the same name first; so such a table is refused.
**
** Besides the files stands `entente_seq`, one number that triggers increment
** whenever a table changes that the measures read: snapshot.c needs it to
** know, inside a write transaction, whether its world is still right.
*/
#include "sql.h"
#include "schema.h"
#include <string.h>

/* Runs every statement of a text. None of them answers rows; and in the private
** database nothing fails but for want of memory. */
static int createRun(EntCall *p, sqlite3 *db, const char *zSql) {
  while (p->run.error.code == ENT_OK && zSql[0]) {
    sqlite3_stmt *pStmt = 0;
    int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, &zSql);
    if (rc == SQLITE_OK && pStmt) rc = sqlite3_step(pStmt);
    if (rc != SQLITE_OK && rc != SQLITE_DONE) ent_call_sqlite(p, rc);
    sqlite3_finalize(pStmt);
  }
  return p->run.error.code;
}

/* Steps once: 1 a row, 0 none, -1 the error is set. */
static int createStep(EntCall *p, sqlite3_stmt *pStmt) {
  int rc;
  if (pStmt == 0 || p->run.error.code) return -1;
  rc = sqlite3_step(pStmt);
  if (rc == SQLITE_ROW) return 1;
  if (rc == SQLITE_DONE) return 0;
  ent_call_sqlite(p, rc);
  return -1;
}

/* The first column of the first row, copied; NULL when there is none. */
static char *createText(EntCall *p, sqlite3 *db, const char *zSql,
                        const char *z1, const char *z2) {
  sqlite3_stmt *pStmt = ent_shape_ask(p, db, zSql, z1, z2);
  char *z = 0;
  int rc;
  if (createStep(p, pStmt) > 0) {
    z = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
    if (z == 0) ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  }
  rc = sqlite3_finalize(pStmt); /* memory missed, where a text is UTF-16 */
  if (rc == SQLITE_OK) return z;
  ent_call_sqlite(p, rc);
  sqlite3_free(z);
  return 0;
}

int ent_create_shadow(EntCall *p) {
  sqlite3 *db = ent_context_db(p->cx);
  EntArena arena;
  const char **az;
  sqlite3_stmt *pStmt = 0;
  int i;
  ent_arena_init(&arena, p->run.mem);
  az = ent_shape_names(p, &arena);
  if (az) {
    pStmt = ent_shape_ask(
        p, db,
        "SELECT name FROM temp.sqlite_schema WHERE type IN ('table', 'view')",
        0, 0);
  }
  while (createStep(p, pStmt) > 0) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    int isOurs = sqlite3_stricmp(z, "entente_seq") == 0 ||
                 sqlite3_stricmp(z, "article_fts") == 0;
    for (i = 0; az[i] && !isOurs; i++) {
      isOurs = sqlite3_stricmp(z, az[i]) == 0;
    }
    if (isOurs) {
      ent_error_set(&p->run.error, ENT_ERROR,
                    "the TEMP table '%s' hides the dataset's table", z);
    }
  }
  sqlite3_finalize(pStmt);
  ent_arena_clear(&arena);
  return p->run.error.code;
}

/* Is the table of main, if there is one, good enough? Counts those there. */
static int createCompare(EntCall *p, sqlite3 *mem, const char *zTable,
                         int *pnThere) {
  sqlite3 *db = ent_context_db(p->cx);
  sqlite3_stmt *pStmt;
  char *z = createText(
      p, db,
      "SELECT type FROM main.sqlite_schema WHERE type IN ('table', 'view')"
      " AND name = ?1 COLLATE NOCASE",
      zTable, 0);
  if (z == 0) return p->run.error.code;
  if (strcmp(z, "view") == 0) {
    ent_error_set(&p->run.error, ENT_ERROR, "'%s' exists and is a view",
                  zTable);
  }
  sqlite3_free(z);
  ++*pnThere;
  pStmt = ent_shape_ask(p, mem, "SELECT name, pk FROM pragma_table_xinfo(?1)",
                        zTable, 0);
  while (createStep(p, pStmt) > 0) {
    const char *zColumn = (const char *)sqlite3_column_text(pStmt, 0);
    z = createText(p, db,
                   "SELECT pk FROM pragma_table_xinfo(?1, 'main')"
                   " WHERE name = ?2 COLLATE NOCASE",
                   zTable, zColumn);
    if (p->run.error.code) break;
    if (z == 0) {
      ent_error_set(&p->run.error, ENT_ERROR,
                    "table '%s' exists with other columns: no column '%s'",
                    zTable, zColumn);
    } else if (sqlite3_column_int(pStmt, 1) != z[0] - '0') {
      ent_error_set(
          &p->run.error, ENT_ERROR,
          "table '%s' exists with another primary key: see column '%s'", zTable,
          zColumn);
    }
    sqlite3_free(z);
  }
  sqlite3_finalize(pStmt);
  pStmt =
      ent_shape_ask(p, db,
                    "SELECT name FROM pragma_table_xinfo(?1, 'main')"
                    " WHERE hidden = 0 AND \"notnull\" AND dflt_value IS NULL",
                    zTable, 0);
  while (createStep(p, pStmt) > 0) {
    const char *zColumn = (const char *)sqlite3_column_text(pStmt, 0);
    z = createText(p, mem,
                   "SELECT name FROM pragma_table_xinfo(?1)"
                   " WHERE name = ?2 COLLATE NOCASE",
                   zTable, zColumn);
    if (z == 0 && p->run.error.code == ENT_OK) {
      ent_error_set(
          &p->run.error, ENT_ERROR,
          "table '%s' exists with other columns: '%s' may not be NULL and has"
          " no default",
          zTable, zColumn);
    }
    sqlite3_free(z);
  }
  sqlite3_finalize(pStmt);
  return p->run.error.code;
}

/* Everything that the private database has, main must have. */
static int createVerify(EntCall *p, sqlite3 *mem) {
  sqlite3 *db = ent_context_db(p->cx);
  sqlite3_stmt *pStmt = ent_shape_ask(
      p, mem,
      "SELECT type, name, tbl_name FROM sqlite_schema"
      " WHERE name NOT GLOB 'sqlite_*' AND name NOT GLOB 'article_fts*'",
      0, 0);
  while (createStep(p, pStmt) > 0) {
    const char *zType = (const char *)sqlite3_column_text(pStmt, 0);
    const char *zName = (const char *)sqlite3_column_text(pStmt, 1);
    const char *zTable = (const char *)sqlite3_column_text(pStmt, 2);
    char *z = createText(p, db,
                         "SELECT tbl_name FROM main.sqlite_schema"
                         " WHERE type = ?1 AND name = ?2 COLLATE NOCASE",
                         zType, zName);
    if (p->run.error.code) break;
    if (sqlite3_stricmp(z, zTable) != 0) {
      ent_error_set(
          &p->run.error, ENT_ERROR,
          "the name of the %s '%s' on '%s' is taken by another object", zType,
          zName, zTable);
    }
    sqlite3_free(z);
  }
  sqlite3_finalize(pStmt);
  return p->run.error.code;
}

void ent_create_trigger(const char *zTable, int iWhen,
                        char zOut[ENT_CREATE_TRIGGER]) {
  static const char *const azWhen[] = { "insert", "update", "delete" };
  sqlite3_snprintf(ENT_CREATE_TRIGGER, zOut,
                   "entente_seq_%s_%s AFTER %s ON %s BEGIN"
                   " UPDATE entente_seq SET seq = seq + 1; END",
                   zTable, azWhen[iWhen], azWhen[iWhen], zTable);
}

static void createTriggers(EntCall *p, const char *const *azTable) {
  char zTrigger[ENT_CREATE_TRIGGER];
  int i, k;
  for (i = 0; azTable[i]; i++) {
    for (k = 0; k < 3; k++) {
      char *zSql;
      ent_create_trigger(azTable[i], k, zTrigger);
      zSql = sqlite3_mprintf("CREATE TRIGGER IF NOT EXISTS main.%s", zTrigger);
      if (zSql)
        createRun(p, ent_context_db(p->cx), zSql);
      else
        ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
      sqlite3_free(zSql);
    }
  }
}

static int createSeq(EntCall *p) {
  createRun(p, ent_context_db(p->cx),
            "CREATE TABLE IF NOT EXISTS main.entente_seq("
            "id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL);"
            "INSERT INTO main.entente_seq(id, seq) VALUES (1, 0)"
            " ON CONFLICT DO NOTHING;");
  createTriggers(p, ent_snapshot_tables);
  createTriggers(p, ent_dictionary_tables);
  return p->run.error.code;
}

/* Is there FTS5, and may triggers use it? Before FTS5 was marked innocuous, a
** connection that does not trust its schema let no trigger touch it: articles
** could then not even be inserted, so the index is better left out. */
static int createHasFts5(EntCall *p, sqlite3 *mem) {
  sqlite3 *db = ent_context_db(p->cx);
  const EntSchemaFile *pFile;
  sqlite3_stmt *pStmt = 0;
  int isTrusted = 1, is, rc;
  char *z = createText(
      p, db, "SELECT name FROM pragma_module_list WHERE name = 'fts5'", 0, 0);
  is = z != 0;
  sqlite3_free(z);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &isTrusted);
  if (!is || isTrusted) return is;
  z = createText(
      p, db, "SELECT name FROM main.sqlite_schema WHERE name = 'article_fts'",
      0, 0);
  if (z) { /* it is there: not ours to take away */
    sqlite3_free(z);
    return 1;
  }
  for (pFile = ent_schema_files; pFile->zName; pFile++) {
    if (strcmp(pFile->zName, "search.sql") == 0) {
      createRun(p, mem, pFile->zText);
    }
  }
  sqlite3_db_config(mem, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  rc = sqlite3_prepare_v2(mem, "DELETE FROM article", -1, &pStmt, 0);
  if (rc == SQLITE_NOMEM) ent_call_sqlite(p, rc);
  sqlite3_finalize(pStmt);
  return rc == SQLITE_OK;
}

static int createFiles(EntCall *p, sqlite3 *mem, EntCreated *pOut) {
  sqlite3 *db = ent_context_db(p->cx);
  const EntSchemaFile *pFile;
  char *z;
  for (pFile = ent_schema_files; pFile->zName; pFile++) {
    if (ent_shape_is_family(pFile->zName)) createRun(p, mem, pFile->zText);
  }
  if (p->run.error.code) return p->run.error.code;
  {
    EntArena arena;
    const char **az;
    int i, nThere = 0;
    ent_arena_init(&arena, p->run.mem);
    az = ent_shape_names(p, &arena);
    for (i = 0; p->run.error.code == ENT_OK && az[i]; i++) {
      createCompare(p, mem, az[i], &nThere);
      pOut->nTable++;
    }
    pOut->wasPresent = nThere == pOut->nTable;
    ent_arena_clear(&arena);
  }
  pOut->hasFts5 = createHasFts5(p, mem);
  z = createText(
      p, db,
      "SELECT name FROM main.sqlite_schema WHERE name = 'article_fts'"
      " AND sql NOT LIKE 'CREATE VIRTUAL TABLE%'",
      0, 0);
  if (z) {
    ent_error_set(&p->run.error, ENT_ERROR,
                  "'article_fts' exists and is no full-text index");
  }
  sqlite3_free(z);
  for (pFile = ent_schema_files; pFile->zName; pFile++) {
    if (strncmp(pFile->zName, "import/", 7) == 0) continue;
    if (strcmp(pFile->zName, "search.sql") == 0 && !pOut->hasFts5) continue;
    createRun(p, db, pFile->zText);
  }
  if (p->run.error.code) return p->run.error.code;
  if (createVerify(p, mem)) return p->run.error.code;
  return createSeq(p);
}

int ent_create_schema(EntCall *p, EntSavepoint *pSave, EntCreated *pOut) {
  sqlite3 *mem = 0;
  int rc;
  memset(pOut, 0, sizeof(*pOut));
  if (p->run.error.code || ent_create_shadow(p)) return p->run.error.code;
  if (ent_savepoint_arm(p, pSave)) return p->run.error.code; /* FTS5's table */
  rc = sqlite3_open_v2(":memory:", &mem,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, 0);
  if (rc == SQLITE_OK) {
    createFiles(p, mem, pOut);
  } else {
    ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  }
  sqlite3_close(mem);
  return ent_savepoint_disarm(p, pSave);
}

static sqlite3_int64 createCount(EntCall *p, const char *zSql) {
  sqlite3 *db = ent_context_db(p->cx);
  sqlite3_stmt *pStmt = ent_shape_ask(p, db, zSql, 0, 0);
  sqlite3_int64 n =
      createStep(p, pStmt) > 0 ? sqlite3_column_int64(pStmt, 0) : 0;
  sqlite3_finalize(pStmt);
  return n;
}

/* entente_create() */
void ent_create_func(sqlite3_context *ctx, int nArg, sqlite3_value **apArg) {
  EntCall call;
  EntSavepoint save;
  EntCreated created;
  char *z = 0;
  (void)nArg;
  (void)apArg;
  ent_call_begin(&call, ctx);
  if (ent_savepoint_open(&call, &save) == ENT_OK) {
    if (ent_create_schema(&call, &save, &created) == ENT_OK) {
      z = sqlite3_mprintf(
          "{\"schema\":\"%s\",\"tables\":%d,\"states\":%lld,\"names\":%lld,"
          "\"parameters\":%lld,\"fts5\":%s}",
          created.wasPresent ? "present" : "created", created.nTable,
          createCount(&call, "SELECT count(*) FROM main.state"),
          createCount(&call, "SELECT count(*) FROM main.state_name"),
          createCount(&call, "SELECT count(*) FROM main.parameter"),
          created.hasFts5 ? "true" : "false");
      if (z == 0) ent_error_set(&call.run.error, ENT_NOMEM, "out of memory");
    }
    ent_savepoint_close(&call, &save);
  }
  if (call.run.error.code == ENT_OK) {
    sqlite3_result_text(ctx, z, -1, sqlite3_free);
  } else {
    sqlite3_free(z);
  }
  ent_call_end(&call, ctx);
}
