/*
** entente_doctor(): what this connection can do, and what to change.
**
** The same file behaves differently in a shell, a notebook and a web server:
** another SQLite, a host that keeps files away, foreign keys off, a schema
** that is not trusted, no dataset yet. One row for each such thing: what was
** found, whether it stands in the way (ok 1: no; 0: yes; NULL: it depends on
** what you want), and what to do about it. Whatever cannot be found out is a
** row, too, no error: a doctor that faints is no help. But one who is told to
** stop, or has no memory left, has found nothing out and says so.
*/
#include "sql.h"
#include "../read/read.h"
#include <stdarg.h>
#include <string.h>

enum { DOCTOR_NO, DOCTOR_YES, DOCTOR_DEPENDS };

typedef struct Doctor Doctor;
struct Doctor {
  EntCall *pCall;
  EntRows *pRows;
  sqlite3 *db;
};

/* One row; what was found is formatted, and freed. */
static void doctorSay(Doctor *p, const char *zTopic, int ok,
                      const char *zAdvice, const char *zFound, ...) {
  va_list args;
  char *z;
  va_start(args, zFound);
  z = sqlite3_vmprintf(zFound, args);
  va_end(args);
  if (z == 0) ent_error_set(&p->pCall->run.error, ENT_NOMEM, "out of memory");
  ent_rows_text(p->pRows, zTopic);
  ent_rows_text(p->pRows, z);
  if (ok == DOCTOR_DEPENDS) {
    ent_rows_null(p->pRows);
  } else {
    ent_rows_int(p->pRows, ok);
  }
  ent_rows_text(p->pRows, zAdvice);
  sqlite3_free(z);
}

/* Was it stopped? Then that is the answer. */
static void doctorStopped(Doctor *p, int rc) {
  if (rc == SQLITE_INTERRUPT || rc == SQLITE_NOMEM) {
    ent_call_sqlite(p->pCall, rc);
  }
}

/* The first column of the first row as a number; -1 where there is none. */
static sqlite3_int64 doctorAsk(Doctor *p, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  sqlite3_int64 x = -1;
  int rc = sqlite3_prepare_v2(p->db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW &&
      sqlite3_column_type(pStmt, 0) == SQLITE_INTEGER) {
    x = sqlite3_column_int64(pStmt, 0);
  }
  doctorStopped(p, rc == SQLITE_OK ? sqlite3_finalize(pStmt) : rc);
  return x;
}

static void doctorProgram(Doctor *p) {
  int files = doctorAsk(p, "SELECT count(*) FROM pragma_function_list"
                           " WHERE name = 'entente_load'") > 0;
  int fts5 = doctorAsk(p, "SELECT count(*) FROM pragma_module_list"
                          " WHERE name = 'fts5'") > 0;
  doctorSay(p, "entente", DOCTOR_YES, 0, "%s", ENT_VERSION);
  doctorSay(p, "sqlite", DOCTOR_YES, 0, "%s, compiled for %s",
            sqlite3_libversion(), SQLITE_VERSION);
  doctorSay(p, "files", files ? DOCTOR_YES : DOCTOR_DEPENDS,
            files ? "where other people's SQL runs, load through the entry"
                    " point sqlite3_entente_nofiles_init instead"
                  : "to read files, load through the entry point"
                    " sqlite3_entente_init",
            files ? "allowed" : "not allowed");
  doctorSay(p, "cjson", DOCTOR_YES, 0, "%s", ent_json_version());
  doctorSay(p, "fts5", fts5,
            fts5 ? 0
                 : "articles can be stored, but not searched:"
                   " use a build of SQLite with FTS5",
            fts5 ? "there" : "not there");
}

static void doctorConnection(Doctor *p) {
  int isOn = 0, isTrusted = 1;
  sqlite3_int64 keys = doctorAsk(p, "PRAGMA foreign_keys");
  int length = sqlite3_limit(p->db, SQLITE_LIMIT_LENGTH, -1);
  int isReadOnly = sqlite3_db_readonly(p->db, "main") == 1;
  sqlite3_db_config(p->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, -1, &isOn);
  sqlite3_db_config(p->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &isTrusted);
  doctorSay(p, "load_extension()", isOn ? DOCTOR_DEPENDS : DOCTOR_YES,
            isOn ? "SQL may load libraries: where other people's SQL runs,"
                   " turn extension loading off again after loading"
                 : 0,
            isOn ? "allowed" : "not allowed");
  doctorSay(p, "trusted_schema", isTrusted ? DOCTOR_YES : DOCTOR_DEPENDS,
            isTrusted ? 0
                      : "views, triggers and saved queries of the database"
                        " cannot use functions that read the dataset: use TEMP"
                        " ones, or PRAGMA trusted_schema = ON",
            isTrusted ? "on" : "off");
  doctorSay(p, "foreign_keys", keys == 1,
            keys == 1 ? 0
                      : "rows may refer to what is not there: PRAGMA"
                        " foreign_keys = ON before you write",
            keys == 1 ? "on" : "off");
  doctorSay(p, "limits", length >= 100000000,
            length >= 100000000 ? 0
                                : "entente_dump() makes one text: raise"
                                  " SQLITE_LIMIT_LENGTH",
            "texts of %d bytes, %d columns, %d variables", length,
            sqlite3_limit(p->db, SQLITE_LIMIT_COLUMN, -1),
            sqlite3_limit(p->db, SQLITE_LIMIT_VARIABLE_NUMBER, -1));
  doctorSay(p, "database", isReadOnly ? DOCTOR_DEPENDS : DOCTOR_YES,
            isReadOnly ? "open it for writing to create or load a dataset" : 0,
            isReadOnly ? "read only" : "can be written");
}

static void doctorDataset(Doctor *p) {
  sqlite3_stmt *pStmt = 0;
  EntShape shape;
  EntCall call; /* what is wrong with the tables is an answer, no error */
  int n = 0, rc;
  ent_call_init(&call, p->pCall->cx, p->pCall->zName, 0);
  ent_shape_read(&call, &shape);
  doctorStopped(p, ent_call_code(&call));
  if (call.run.error.code) {
    doctorSay(p, "dataset", DOCTOR_NO, "SELECT * FROM entente_check()", "%s",
              call.run.error.text);
  } else if (shape.nTable == 0) {
    doctorSay(p, "dataset", DOCTOR_NO,
              "SELECT entente_create(), or entente_load('dataset.json')",
              "none");
  } else if (shape.nMissing > 0) {
    doctorSay(p, "dataset", DOCTOR_NO, "SELECT entente_create()",
              "%d of %d tables are missing", shape.nMissing,
              shape.nMissing + shape.nTable);
  } else {
    doctorSay(p, "dataset", DOCTOR_YES, 0,
              "%lld states, %lld deals, %lld sources",
              doctorAsk(p, "SELECT count(*) FROM main.state"),
              doctorAsk(p, "SELECT count(*) FROM main.deal"),
              doctorAsk(p, "SELECT count(*) FROM main.source"));
  }
  n = shape.nTable > 0 && shape.nMissing == 0;
  ent_shape_clear(&shape);
  ent_call_clear(&call);
  if (n == 0) return;
  rc = sqlite3_prepare_v2(
      p->db,
      "SELECT l.value, count(c.layer),"
      "       group_concat(ifnull(c.since, '') || ' to ' ||"
      "                    ifnull(c.until, '') || ' (' ||"
      "                    ifnull(c.source, 'no source') || ')', ', ')"
      "  FROM json_each('[\"obligation\",\"transfer\",\"trade\",\"sanction\","
      "                   \"dispute\",\"capability\",\"vote\"]') AS l"
      "  LEFT JOIN main.coverage AS c ON c.layer = l.value"
      " GROUP BY l.value ORDER BY l.key",
      -1, &pStmt, 0);
  while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zLayer = (const char *)sqlite3_column_text(pStmt, 0);
    const char *zSpans = (const char *)sqlite3_column_text(pStmt, 2);
    char *zTopic = sqlite3_mprintf("coverage of %s", zLayer ? zLayer : "");
    n = sqlite3_column_int(pStmt, 1);
    doctorSay(p, zTopic, n ? DOCTOR_YES : DOCTOR_DEPENDS,
              n ? 0
                : "the layer is unknown, and left out of every measure: load"
                  " or import rows, and say in coverage what they cover",
              "%s", n && zSpans ? zSpans : "none");
    sqlite3_free(zTopic);
  }
  doctorStopped(p, rc == SQLITE_OK ? sqlite3_finalize(pStmt) : rc);
  n = doctorAsk(p, "SELECT count(*) FROM main.sqlite_schema WHERE"
                   " sql LIKE '%fts5(%tokenize%=%entente%'") > 0;
  doctorSay(p, "actor search", n ? DOCTOR_YES : DOCTOR_DEPENDS,
            n ? "articles can be written only where Entente is loaded"
              : "to find articles by who is meant in them, run"
                " schema/actor_search.sql",
            n ? "there" : "not there");
}

int ent_doctor_fill(EntCall *p, int nArg, sqlite3_value **ap, EntRows *pRows) {
  Doctor doctor = { p, pRows, ent_context_db(p->cx) };
  (void)nArg;
  (void)ap;
  doctorProgram(&doctor);
  doctorConnection(&doctor);
  doctorDataset(&doctor);
  return p->run.error.code;
}
