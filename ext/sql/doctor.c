/*
** entente_doctor(): what this connection can do, and what to change.
**
** The same file behaves differently in a shell, a notebook and a web server:
** another SQLite, a host that keeps files away, foreign keys off, a schema
** that is not trusted, no dataset yet. One row for each such thing: what was
** found, whether it stands in the way (ok 1: no; 0: yes; NULL: it depends on
** what you want), and what to do about it. Whatever cannot be found out is a
** row, too, never an error: a doctor that faints is no help.
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

/* What cannot be read is an answer here, but not when it is for want of memory
** or because of an interrupt. */
static void doctorFails(Doctor *p, int rc) {
  if (rc == SQLITE_NOMEM || rc == SQLITE_INTERRUPT) {
    ent_call_sqlite(p->pCall, rc);
  }
}

/* The first column of the first row, a number; -1 where there is none. */
static sqlite3_int64 doctorAsk(Doctor *p, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  sqlite3_int64 x = -1;
  int rc = sqlite3_prepare_v2(p->db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_step(pStmt);
  if (rc == SQLITE_ROW) x = sqlite3_column_int64(pStmt, 0);
  sqlite3_finalize(pStmt);
  doctorFails(p, rc);
  return x;
}

typedef struct DoctorFinding DoctorFinding;
struct DoctorFinding {
  int ok;
  const char *zFound, *zAdvice;
};

/* What either is not so, a[0], or is, a[1]. */
static void doctorEither(Doctor *p, const char *zTopic, int isSo,
                         const DoctorFinding *a) {
  doctorSay(p, zTopic, a[isSo].ok, a[isSo].zAdvice, "%s", a[isSo].zFound);
}

static void doctorProgram(Doctor *p) {
  static const DoctorFinding aFiles[] = {
    { DOCTOR_DEPENDS, "not allowed",
      "to read files, load through the entry point sqlite3_entente_init" },
    { DOCTOR_YES, "allowed",
      "where other people's SQL runs, load through the entry point"
      " sqlite3_entente_nofiles_init instead" },
  };
  static const DoctorFinding aFts5[] = {
    { DOCTOR_NO, "not there",
      "articles can be stored, but not searched: use a build of SQLite with"
      " FTS5" },
    { DOCTOR_YES, "there", 0 },
  };
  doctorSay(p, "entente", DOCTOR_YES, 0, "%s", ENT_VERSION);
  doctorSay(p, "sqlite", DOCTOR_YES, 0, "%s, compiled for %s",
            sqlite3_libversion(), SQLITE_VERSION);
  doctorEither(p, "files",
               doctorAsk(p, "SELECT count(*) FROM pragma_function_list"
                            " WHERE name = 'entente_load'") > 0,
               aFiles);
  doctorSay(p, "cjson", DOCTOR_YES, 0, "%s", ent_json_version());
  doctorEither(p, "fts5",
               doctorAsk(p, "SELECT count(*) FROM pragma_module_list"
                            " WHERE name = 'fts5'") > 0,
               aFts5);
}

static void doctorConnection(Doctor *p) {
  static const DoctorFinding aLoading[] = {
    { DOCTOR_YES, "not allowed", 0 },
    { DOCTOR_DEPENDS, "allowed",
      "SQL may load libraries: where other people's SQL runs, turn extension"
      " loading off again after loading" },
  };
  static const DoctorFinding aTrusted[] = {
    { DOCTOR_DEPENDS, "off",
      "views, triggers and saved queries of the database cannot use functions"
      " that read the dataset: use TEMP ones, or PRAGMA trusted_schema = ON" },
    { DOCTOR_YES, "on", 0 },
  };
  static const DoctorFinding aKeys[] = {
    { DOCTOR_NO, "off",
      "rows may refer to what is not there: PRAGMA foreign_keys = ON before"
      " you write" },
    { DOCTOR_YES, "on", 0 },
  };
  static const DoctorFinding aReadOnly[] = {
    { DOCTOR_YES, "can be written", 0 },
    { DOCTOR_DEPENDS, "read only",
      "open it for writing to create or load a dataset" },
  };
  static const char *const azRaise[] = {
    "entente_dump() makes one text: raise SQLITE_LIMIT_LENGTH", 0
  };
  int length = sqlite3_limit(p->db, SQLITE_LIMIT_LENGTH, -1);
  int isOn = 0, isTrusted = 1, isLong = length >= 100000000;
  sqlite3_db_config(p->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, -1, &isOn);
  sqlite3_db_config(p->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &isTrusted);
  doctorEither(p, "load_extension()", isOn, aLoading);
  doctorEither(p, "trusted_schema", isTrusted, aTrusted);
  doctorEither(p, "foreign_keys", doctorAsk(p, "PRAGMA foreign_keys") == 1,
               aKeys);
  doctorSay(p, "limits", isLong, azRaise[isLong],
            "texts of %d bytes, %d columns, %d variables", length,
            sqlite3_limit(p->db, SQLITE_LIMIT_COLUMN, -1),
            sqlite3_limit(p->db, SQLITE_LIMIT_VARIABLE_NUMBER, -1));
  doctorEither(p, "database", sqlite3_db_readonly(p->db, "main") == 1,
               aReadOnly);
}

/* A row for each layer of the dataset, and one for the search of articles. */
static void doctorLayers(Doctor *p) {
  static const DoctorFinding aSearch[] = {
    { DOCTOR_DEPENDS, "not there",
      "to find articles by who is meant in them, run"
      " schema/actor_search.sql" },
    { DOCTOR_YES, "there",
      "articles can be written only where Entente is loaded" },
  };
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(
      p->db,
      "SELECT 'coverage of ' || l.value, count(c.layer),"
      "       group_concat(ifnull(c.since, '') || ' to ' ||"
      "                    ifnull(c.until, '') || ' (' ||"
      "                    ifnull(c.source, 'no source') || ')', ', ')"
      "  FROM json_each('[\"obligation\",\"transfer\",\"trade\",\"sanction\","
      "                   \"dispute\",\"capability\",\"vote\"]') AS l"
      "  LEFT JOIN main.coverage AS c ON c.layer = l.value"
      " GROUP BY l.value ORDER BY l.key",
      -1, &pStmt, 0);
  if (rc == SQLITE_OK) {
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
      const char *zTopic = (const char *)sqlite3_column_text(pStmt, 0);
      if (sqlite3_column_int(pStmt, 1)) {
        doctorSay(p, zTopic, DOCTOR_YES, 0, "%s",
                  sqlite3_column_text(pStmt, 2));
      } else {
        doctorSay(p, zTopic, DOCTOR_DEPENDS,
                  "the layer is unknown, and left out of every measure: load"
                  " or import rows, and say in coverage what they cover",
                  "none");
      }
    }
    rc = sqlite3_finalize(pStmt);
  }
  doctorFails(p, rc);
  doctorEither(p, "actor search",
               doctorAsk(p, "SELECT count(*) FROM main.sqlite_schema WHERE"
                            " sql LIKE '%fts5(%tokenize%=%entente%'") > 0,
               aSearch);
}

static void doctorDataset(Doctor *p) {
  EntShape shape;
  EntCall call; /* what is wrong with the tables is an answer, no error */
  ent_call_init(&call, p->pCall->cx, p->pCall->zName, 0);
  ent_shape_read(&call, &shape);
  if (call.run.error.code == ENT_NOMEM || call.run.error.code == ENT_CANCEL) {
    p->pCall->run.error = call.run.error;
  } else if (call.run.error.code) {
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
    doctorLayers(p);
  }
  ent_shape_clear(&shape);
  ent_call_clear(&call);
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
