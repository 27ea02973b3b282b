/*
** Never stale: a differential over random operations.
**
** Every function and table that reads the dataset is registered twice, under
** its name and as fresh_NAME. The second set has a context of its own, which
** forgets what it cached before each comparison, so that it always reads the
** tables as they stand. After each random operation some questions are put to
** both, and every row must be the same.
**
** A session is a database (a file in one of three journal modes, or memory)
** with few rows, so that reading it is fast; a second connection that writes
** the same file; and a thousand operations: rows, transactions and savepoints,
** statements that fail, tables dropped, renamed and made again, triggers
** dropped, switched off and made again, TEMP tables in front of ours, other
** databases attached, the whole of main replaced by sqlite3_deserialize() and
** by a backup, cursors left open. (After sqlite3_deserialize() into main all
** versions of SQLite up to 3.51 read freed memory in a table-valued function
** that was used before, json_each() too, and often crash; so such a session
** puts only questions to scalar functions.)
** ENTENTE_OPERATIONS says how many operations in all (make torture: 200,000),
** ENTENTE_SEED where they begin.
*/
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../../ext/sql/context.h"
#include "../../ext/entente.h"
#include "answer.h"

void test_stale_register(void);

#define STALE_SESSION 1000
#define STALE_QUICK   2000
#define STALE_IMAGES  4
#define STALE_NAMES   100

/* ---- the names twice ---- */

static void twinFree(void *p) {
  EntBinding *pBinding = p; /* an EntAux begins alike */
  ent_context_unref(pBinding->cx);
  sqlite3_free(pBinding);
}

static char aTwinName[STALE_NAMES][40];
static EntTable aTwinTable[STALE_NAMES];

/* Registers every fresh_NAME; the result forgets by ent_snapshot_forget. */
static EntContext *twinRegister(sqlite3 *db) {
  EntContext *cx = ent_context_new(db);
  const EntFunction *pFunction;
  const EntTable *pTable;
  const EntModule *pModule;
  int nName = 0, nArg;
  char zName[40];
  for (pFunction = ent_functions; pFunction->zName; pFunction++) {
    if (pFunction->flags != ENT_READS) continue;
    snprintf(zName, sizeof(zName), "fresh_%s", pFunction->zName);
    for (nArg = pFunction->nMin; nArg <= pFunction->nMax; nArg++) {
      EntBinding *p = sqlite3_malloc64(sizeof(*p));
      p->cx = ent_context_ref(cx);
      p->pFunction = pFunction;
      sqlite3_create_function_v2(db, zName, nArg, SQLITE_UTF8, p,
                                 pFunction->xFinal ? 0 : pFunction->xFunc,
                                 pFunction->xFinal ? pFunction->xFunc : 0,
                                 pFunction->xFinal, twinFree);
    }
  }
  for (pTable = ent_tables; pTable->zName; pTable++) {
    if (pTable->flags != ENT_READS) continue;
    snprintf(aTwinName[nName], 40, "fresh_%s", pTable->zName);
    aTwinTable[nName] = *pTable;
    aTwinTable[nName].zName = aTwinName[nName];
    ent_rows_register(cx, &aTwinTable[nName++]);
  }
  for (pModule = ent_modules; pModule->zName; pModule++) {
    EntAux *p;
    if (pModule->flags != ENT_READS) continue;
    p = sqlite3_malloc64(sizeof(*p));
    p->cx = ent_context_ref(cx);
    p->pModule = pModule;
    snprintf(zName, sizeof(zName), "fresh_%s", pModule->zName);
    sqlite3_create_module_v2(db, zName, pModule->pModule, p, twinFree);
  }
  return cx;
}

/* ---- what is asked; @ is the prefix ---- */

static const char *const azAsk[] = {
  /* scalar functions */
  "SELECT @alliance_strength('CHN', 'PRK', '2020'),"
  " @alliance_strength('RUS', 'PRK', '2020')",
  "SELECT @sanction_exposure('CHN', '2020'), @sanction_exposure('RUS', '2020')",
  "SELECT @cinc(code, '2020'), @threat(code, '2020') FROM state",
  "SELECT @hostility('USA', 'PRK', '2020'), @leverage('CHN', 'PRK', '2020')",
  "SELECT @bystander_score('CHN', 'RUS,PRK', 'USA,KOR', '2020')",
  "SELECT @isolation('PRK', '2020'), @entrapment('CHN', '2020')",
  "SELECT @similarity('CHN', 'PRK', 2020, 'kappa'),"
  " @similarity('CHN', 'PRK', 2020, 'agreement', 'vote')",
  "SELECT group_concat(@similarity(s.code, t.code, 2020, 'agreement', 'vote'))"
  " FROM (SELECT code FROM state LIMIT 4) s, (SELECT code FROM state LIMIT 4)"
  " t",
  "SELECT @deal_parties('d'), @deal_opponents('e', '2020')",
  "SELECT @state_from('North Korea'), @state_to('CHN', 'cow')",
  /* tables */
  "SELECT * FROM @bystanders('RUS', 'USA', '2020')",
  "SELECT * FROM @alliances('2020')",
  "SELECT * FROM @exposures('2020')",
  "SELECT * FROM @network('2020')",
  "SELECT * FROM @network_stats(2019, 2020)",
  "SELECT * FROM @brokerage('2020')",
  "SELECT * FROM @triads('2020')",
  "SELECT * FROM @alliance_parts('CHN', 'PRK', '2020')",
  "SELECT * FROM @sanction_parts('CHN', '2020')",
  "SELECT * FROM @bystander_options('CHN', 'RUS,PRK', 'USA', '2020')",
  "SELECT * FROM @deal_impact('d', '2020')",
  "SELECT * FROM @state_matches('Korea')",
  "SELECT * FROM @code_collisions('cow', 'gw')",
  "SELECT * FROM @coverage_gaps('vote', 2019, 2020)",
  "SELECT * FROM @coverage_gaps('trade', 2019, 2020)",
  "SELECT * FROM @citations()",
  "SELECT count(*) FROM @state_years(1940, 2020)",
  "SELECT count(*), min(a), max(b) FROM @dyad_years(1940, 2020)",
  "SELECT year, a, b, kappa, agreement FROM @similarities(2019, 2020, 'vote')",
  "SELECT year, a, b, kappa, s FROM @similarities(2020)",
  "SELECT * FROM @sensitivity('alliance_strength',"
  " json_array('CHN', 'PRK', '2020'), 2, 1)",
};
#define NASK    ((int)(sizeof(azAsk) / sizeof(azAsk[0])))
#define NSCALAR 10

/* ---- what is done; # is a small number ---- */

#define MORE(table) "entente_seq_" #table
static const char *const azOwn[] = {
  "BEGIN",
  "BEGIN",
  "BEGIN IMMEDIATE",
  "COMMIT",
  "ROLLBACK",
  "SAVEPOINT a",
  "SAVEPOINT b",
  "ROLLBACK TO a",
  "ROLLBACK TO b",
  "RELEASE a",
  "RELEASE b",
  /* rows */
  "INSERT OR REPLACE INTO trade VALUES ('CHN', 'PRK', 2020, #, 't')",
  "INSERT OR REPLACE INTO trade VALUES ('CHN', 'RUS', 2020, #, 't')",
  "UPDATE trade SET value = # WHERE importer = 'PRK'",
  "UPDATE OR REPLACE trade SET importer = 'RUS' WHERE exporter = 'CHN'",
  "INSERT OR IGNORE INTO obligation(deal, from_state, to_state, kind) VALUES"
  " ('e', 'CHN', 'PRK', 'neutrality')",
  "DELETE FROM obligation WHERE deal = 'e' AND kind = 'neutrality'",
  "UPDATE parameter SET value = low WHERE name = 'strength.obligation'",
  "UPDATE parameter SET value = high WHERE name = 'strength.obligation'",
  "DELETE FROM sanction WHERE target = 'PRK'",
  "INSERT OR REPLACE INTO sanction(id, sender, target, kind, extent,"
  " secondary) VALUES ('s#', 'USA', 'PRK', 'arms', 'complete', 1)",
  "DELETE FROM transfer",
  "DELETE FROM sanction",
  "INSERT INTO transfer(supplier, recipient, category) VALUES ('CHN',"
  " 'PRK', 'food')",
  "UPDATE capability SET tpop = # WHERE state = 'CHN'",
  "INSERT OR REPLACE INTO roll_call(id, date) VALUES ('r#', '2020')",
  "INSERT OR REPLACE INTO vote VALUES ('r1', 'CHN', 'yes', 't'),"
  " ('r2', 'CHN', 'no', 't')",
  "INSERT OR REPLACE INTO vote VALUES ('r1', 'CHN', 'no', 't')",
  "INSERT OR REPLACE INTO vote SELECT id, 'PRK', 'yes', 't' FROM roll_call",
  "DELETE FROM vote WHERE state = 'CHN'",
  "DELETE FROM vote",
  "UPDATE state_spell SET until = '19#' WHERE state = 'KOR'",
  "UPDATE state_spell SET until = NULL WHERE state = 'KOR'",
  "UPDATE state_name SET state = 'KOR' WHERE value = 'North Korea'",
  "UPDATE state_name SET state = 'PRK' WHERE value = 'North Korea'",
  "DELETE FROM coverage WHERE layer = 'vote'",
  "INSERT INTO coverage(layer, source) VALUES ('vote', 't')",
  "DELETE FROM deal_party WHERE deal = 'd' AND state = 'PRK'",
  "INSERT INTO deal_party(deal, state) VALUES ('d', 'PRK')",
  "INSERT OR REPLACE INTO source(id, title) VALUES ('x#', 'x')",
  "DELETE FROM source WHERE id GLOB 'x*'",
  "CREATE TABLE IF NOT EXISTS result(x)",
  "INSERT INTO result SELECT alliance_strength('CHN', code, '2020')"
  " FROM state",
  /* failures */
  "INSERT INTO trade VALUES ('CHN', 'KOR', 2020, 5, 't'),"
  " ('CHN', 'KOR', 2020, 5, 't')",
  "INSERT OR FAIL INTO trade VALUES ('CHN', 'KOR', 2020, #, 't'),"
  " ('CHN', 'KOR', 2020, 5, 't')",
  "INSERT OR ROLLBACK INTO trade VALUES ('CHN', 'KOR', 2020, #, 't'),"
  " ('CHN', 'KOR', 2020, 5, 't')",
  "UPDATE trade SET value = CASE importer WHEN 'USA' THEN -1 ELSE # END",
  "UPDATE OR FAIL trade SET value = CASE importer WHEN 'USA' THEN -1 ELSE #"
  " END",
  "DELETE FROM trade WHERE importer = 'KOR'",
  "UPDATE trade SET value = value + alliance_strength(exporter, importer)",
  "UPDATE trade SET value = CASE WHEN alliance_strength(exporter, importer)"
  " > 0.1 THEN -1 ELSE # END",
  /* TEMP tables in front */
  "CREATE TEMP TABLE IF NOT EXISTS trade(x)",
  "CREATE TEMP TABLE IF NOT EXISTS state AS SELECT * FROM main.state LIMIT 1",
  "CREATE TEMP VIEW IF NOT EXISTS vote AS SELECT 1",
  "CREATE TEMP TABLE IF NOT EXISTS entente_seq AS SELECT 1 AS id, 1 AS seq",
  "DROP TABLE IF EXISTS temp.trade; DROP TABLE IF EXISTS temp.state;"
  " DROP VIEW IF EXISTS temp.vote; DROP TABLE IF EXISTS temp.entente_seq",
  "DROP TABLE IF EXISTS temp.trade; DROP TABLE IF EXISTS temp.state;"
  " DROP VIEW IF EXISTS temp.vote; DROP TABLE IF EXISTS temp.entente_seq",
  /* other databases */
  "ATTACH ':memory:' AS att; CREATE TABLE att.trade(x)",
  "INSERT INTO att.trade VALUES (1)",
  "DETACH att",
  /* the schema */
  "CREATE TABLE IF NOT EXISTS other(x)",
  "DROP TABLE IF EXISTS other",
  "CREATE INDEX IF NOT EXISTS other_x ON trade(value)",
  "DROP INDEX IF EXISTS other_x",
  "ALTER TABLE trade ADD COLUMN more",
  "VACUUM",
  "PRAGMA journal_mode = wal",
  "PRAGMA journal_mode = delete",
  "PRAGMA journal_mode = memory",
  "PRAGMA wal_checkpoint",
  "DROP TRIGGER IF EXISTS " MORE(trade_insert),
  "DROP TRIGGER IF EXISTS " MORE(sanction_delete),
};
#define NOWN ((int)(sizeof(azOwn) / sizeof(azOwn[0])))

static const char *const azOther[] = {
  "BEGIN IMMEDIATE",
  "COMMIT",
  "COMMIT",
  "ROLLBACK",
  "INSERT OR REPLACE INTO trade VALUES ('CHN', 'PRK', 2020, #, 't')",
  "UPDATE parameter SET value = low WHERE name = 'strength.obligation'",
  "UPDATE parameter SET value = high WHERE name = 'strength.obligation'",
  "DELETE FROM sanction",
  "INSERT OR REPLACE INTO vote SELECT id, 'PRK', 'no', 't' FROM roll_call",
  "DELETE FROM vote WHERE state = 'PRK'",
  "CREATE TABLE IF NOT EXISTS other(x)",
  "DROP TABLE IF EXISTS other",
  "VACUUM",
};
#define NOTHER ((int)(sizeof(azOther) / sizeof(azOther[0])))

/* ---- the databases ---- */

static const char zData[] =
    "DELETE FROM state_name WHERE state NOT IN ('USA', 'CHN', 'RUS', 'PRK',"
    " 'KOR', 'JPN');"
    "DELETE FROM state_spell WHERE state NOT IN (SELECT state FROM state_name);"
    "DELETE FROM border; DELETE FROM bloc_member; DELETE FROM bloc;"
    "DELETE FROM state WHERE code NOT IN (SELECT state FROM state_name);"
    "DELETE FROM coverage;"
    "INSERT INTO source(id, title) VALUES ('t', 'test');"
    "INSERT INTO coverage(layer, source) SELECT column1, 't' FROM"
    " (VALUES ('obligation'), ('transfer'), ('trade'), ('sanction'),"
    "  ('dispute'), ('capability'), ('vote'));" ANSWER_ROWS
    "INSERT INTO roll_call(id, date) VALUES ('r1', '2020'), ('r2', '2020'),"
    " ('r3', '2019'); INSERT INTO vote SELECT id, code, 'yes', 't' FROM"
    " roll_call, state; DROP TABLE IF EXISTS article_fts; VACUUM;";

static unsigned char *aImage[STALE_IMAGES]; /* alike in size and schema */
static sqlite3_int64 anImage[STALE_IMAGES];
static char *zTradeTable, *zTradeTriggers;

static char *textOf(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  char *z = 0;
  if (sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) == SQLITE_OK &&
      sqlite3_step(pStmt) == SQLITE_ROW) {
    z = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
  }
  sqlite3_finalize(pStmt);
  return z;
}

static int setup(void) {
  sqlite3 *db;
  int i;
  if (sqlite3_open(":memory:", &db) || sqlite3_entente_init(db, 0, 0)) return 1;
  if (sqlite3_exec(db, "SELECT entente_create()", 0, 0, 0)) return 1;
  if (sqlite3_exec(db, zData, 0, 0, 0)) return 1;
  zTradeTable =
      textOf(db, "SELECT sql || ';' FROM sqlite_schema WHERE name = 'trade'");
  zTradeTriggers =
      textOf(db, "SELECT group_concat(sql || ';', ' ') FROM sqlite_schema"
                 " WHERE tbl_name = 'trade' AND type = 'trigger'");
  for (i = 0; i < STALE_IMAGES; i++) {
    char *zSql = sqlite3_mprintf("UPDATE trade SET value = %d", 10 + i);
    sqlite3_exec(db, zSql, 0, 0, 0);
    sqlite3_free(zSql);
    aImage[i] = sqlite3_serialize(db, "main", &anImage[i], 0);
    if (aImage[i] == 0) return 1;
    /* So that two of them differ in nothing but rows: the change counter. */
    memset(aImage[i] + 24, 0, 4);
    memset(aImage[i] + 92, 0, 4);
  }
  return zTradeTable == 0 || zTradeTriggers == 0 ||
         sqlite3_close(db) != SQLITE_OK;
}

static int teardown(void) {
  int i;
  for (i = 0; i < STALE_IMAGES; i++)
    sqlite3_free(aImage[i]);
  sqlite3_free(zTradeTable);
  sqlite3_free(zTradeTriggers);
  return 0;
}

typedef struct Session Session;
struct Session {
  sqlite3 *db, *other; /* other: NULL when main is memory */
  sqlite3_stmt *pRead; /* a cursor left open, or NULL */
  sqlite3_stmt *apAsk[2][NASK];
  EntContext *fresh;
  int isScalar; /* main was deserialized */
  unsigned seed;
  int nDone, nAsked, nAnswered, nStale;
  char aLast[16][600]; /* the last operations */
};

static int dice(Session *p, int n) {
  p->seed = p->seed * 1103515245u + 12345u;
  return (int)((p->seed >> 16) % (unsigned)n);
}

static void sessionFiles(const char *zPath, int i) {
  static const char *const azEnd[] = { "", "-wal", "-shm", "-journal" };
  char zName[300];
  FILE *file;
  int k;
  for (k = 0; k < 4; k++) {
    snprintf(zName, sizeof(zName), "%s%s", zPath, azEnd[k]);
    remove(zName);
  }
  if (i < 0) return;
  file = fopen(zPath, "wb");
  if (file == 0) return;
  fwrite(aImage[i], 1, (size_t)anImage[i], file);
  fclose(file);
}

static int deserialize(Session *p, int i) {
  unsigned char *a = sqlite3_malloc64((sqlite3_uint64)anImage[i]);
  memcpy(a, aImage[i], (size_t)anImage[i]);
  return sqlite3_deserialize(p->db, "main", a, anImage[i], anImage[i],
                             SQLITE_DESERIALIZE_FREEONCLOSE |
                                 SQLITE_DESERIALIZE_RESIZEABLE);
}

static void backup(Session *p, int i) {
  sqlite3 *from = 0;
  sqlite3_backup *pBackup;
  unsigned char *a = sqlite3_malloc64((sqlite3_uint64)anImage[i]);
  memcpy(a, aImage[i], (size_t)anImage[i]);
  sqlite3_open(":memory:", &from);
  sqlite3_deserialize(from, "main", a, anImage[i], anImage[i],
                      SQLITE_DESERIALIZE_FREEONCLOSE);
  pBackup = sqlite3_backup_init(p->db, "main", from, "main");
  if (pBackup) {
    sqlite3_backup_step(pBackup, -1);
    sqlite3_backup_finish(pBackup);
  }
  sqlite3_close(from);
}

static void note(Session *p, const char *z) {
  snprintf(p->aLast[p->nDone % 16], 600, "%s", z);
}

static void execute(Session *p, sqlite3 *db, const char *zSql) {
  char zOut[600];
  size_t n = 0;
  for (; *zSql && n < sizeof(zOut) - 4; zSql++) {
    if (*zSql == '#') {
      n += (size_t)snprintf(zOut + n, 4, "%d", dice(p, 90) + 10);
    } else {
      zOut[n++] = *zSql;
    }
  }
  zOut[n] = 0;
  note(p, zOut);
  sqlite3_exec(db, zOut, 0, 0, 0);
}

static void operate(Session *p) {
  int roll = dice(p, 100), i;
  if (roll < 70) {
    execute(p, p->db, azOwn[dice(p, NOWN)]);
  } else if (roll < 82 && p->other) {
    execute(p, p->other, azOther[dice(p, NOTHER)]);
  } else if (roll < 88) {
    i = dice(p, 5);
    if (i == 0) {
      note(p, "trade dropped and made again");
      sqlite3_exec(p->db, "DROP TABLE trade", 0, 0, 0);
      sqlite3_exec(p->db, zTradeTable, 0, 0, 0);
      sqlite3_exec(p->db, zTradeTriggers, 0, 0, 0);
    } else if (i == 1) {
      note(p, "trade renamed and made again, without triggers");
      sqlite3_exec(p->db, "DROP TABLE IF EXISTS trade_kept", 0, 0, 0);
      sqlite3_exec(p->db, "ALTER TABLE trade RENAME TO trade_kept", 0, 0, 0);
      sqlite3_exec(p->db, zTradeTable, 0, 0, 0);
    } else {
      note(p, "the triggers made again");
      sqlite3_exec(p->db, zTradeTable, 0, 0, 0);
      sqlite3_exec(p->db,
                   "DROP TRIGGER IF EXISTS entente_seq_trade_insert;"
                   "DROP TRIGGER IF EXISTS entente_seq_trade_update;"
                   "DROP TRIGGER IF EXISTS entente_seq_trade_delete;",
                   0, 0, 0);
      sqlite3_exec(p->db, zTradeTriggers, 0, 0, 0);
      sqlite3_exec(p->db,
                   "CREATE TRIGGER IF NOT EXISTS entente_seq_sanction_delete"
                   " AFTER DELETE ON sanction"
                   " BEGIN UPDATE entente_seq SET seq = seq + 1; END",
                   0, 0, 0);
    }
  } else if (roll < 90 && sqlite3_get_autocommit(p->db)) {
    note(p, "triggers off or on");
    sqlite3_db_config(p->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, dice(p, 2),
                      (int *)0);
  } else if (roll < 93 && p->isScalar && sqlite3_get_autocommit(p->db) &&
             p->pRead == 0) {
    note(p, "deserialize");
    deserialize(p, dice(p, STALE_IMAGES));
    if (dice(p, 2)) deserialize(p, dice(p, STALE_IMAGES));
  } else if (roll < 96 && sqlite3_get_autocommit(p->db)) {
    note(p, "backup");
    backup(p, dice(p, STALE_IMAGES));
  } else if (p->pRead) {
    note(p, "close the cursor");
    sqlite3_finalize(p->pRead);
    p->pRead = 0;
  } else {
    note(p, "open a cursor");
    sqlite3_prepare_v2(p->db, "SELECT * FROM main.parameter", -1, &p->pRead, 0);
    if (p->pRead) sqlite3_step(p->pRead);
  }
}

static sqlite3_uint64 mix(sqlite3_uint64 h, const char *z) {
  for (z = z ? z : "NULL"; *z; z++)
    h = (h ^ (unsigned char)*z) * 1099511628211u;
  return (h ^ '|') * 1099511628211u;
}

/* All that question i answers, as a number; *pOk: it was no error. */
static sqlite3_uint64 answer(Session *p, int i, int isFresh, int *pOk,
                             char *zFirst) {
  sqlite3_stmt **pp = &p->apAsk[isFresh][i];
  sqlite3_uint64 h = 14695981039346656037u;
  int rc = SQLITE_OK, k;
  *zFirst = 0;
  if (*pp == 0) {
    char zSql[600];
    size_t n = 0;
    const char *z;
    for (z = azAsk[i]; *z; z++) {
      if (*z != '@') {
        zSql[n++] = *z;
      } else if (isFresh) {
        n += (size_t)snprintf(zSql + n, 7, "fresh_");
      }
    }
    zSql[n] = 0;
    rc = sqlite3_prepare_v2(p->db, zSql, -1, pp, 0);
  }
  while (rc == SQLITE_OK && sqlite3_step(*pp) == SQLITE_ROW) {
    for (k = 0; k < sqlite3_column_count(*pp); k++) {
      const char *z = (const char *)sqlite3_column_text(*pp, k);
      if (*zFirst == 0) snprintf(zFirst, 100, "%s", z ? z : "NULL");
      h = mix(h, z);
    }
  }
  if (rc == SQLITE_OK) rc = sqlite3_reset(*pp);
  if (rc != SQLITE_OK) {
    const char *z = sqlite3_errmsg(p->db);
    if (strncmp(z, "fresh_", 6) == 0) z += 6;
    snprintf(zFirst, 100, "%s", z);
    h = mix(h, z);
  }
  *pOk = rc == SQLITE_OK;
  if (dice(p, 4) == 0) {
    sqlite3_finalize(*pp);
    *pp = 0;
  }
  return h;
}

static void compare(Session *p) {
  char zOwn[100], zFresh[100];
  int i = dice(p, p->isScalar ? NSCALAR : NASK), okOwn, okFresh, k;
  sqlite3_uint64 own, fresh;
  unsigned before = p->seed;
  own = answer(p, i, 0, &okOwn, zOwn);
  p->seed = before; /* the same dice for both */
  ent_snapshot_forget(p->fresh);
  fresh = answer(p, i, 1, &okFresh, zFresh);
  p->nAsked++;
  p->nAnswered += okFresh;
  if (own == fresh) return;
  if (p->nStale++ < 5) {
    printf("\n  stale: %s\n  gave: %s, is: %s\n", azAsk[i], zOwn, zFresh);
    for (k = 15; k >= 0; k--) {
      if (p->nDone >= k) printf("    %s\n", p->aLast[(p->nDone - k) % 16]);
    }
  }
}

static void sessionRun(Session *p, int how, int nOperation) {
  static const char *const azJournal[] = { "wal", "delete", "memory" };
  const char *zTmp = getenv("TMPDIR");
  char zPath[200], zSql[60];
  int i, k;
  snprintf(zPath, sizeof(zPath), "%s/entente_stale_%d.db",
           zTmp && *zTmp ? zTmp : "/tmp", (int)getpid());
  p->isScalar = how == 4;
  if (how < 3) {
    sessionFiles(zPath, 0);
    sqlite3_open(zPath, &p->db);
    snprintf(zSql, sizeof(zSql), "PRAGMA journal_mode = %s", azJournal[how]);
    sqlite3_exec(p->db, zSql, 0, 0, 0);
    sqlite3_exec(p->db, "PRAGMA synchronous = off", 0, 0, 0);
    sqlite3_open(zPath, &p->other);
    sqlite3_exec(p->other, "PRAGMA synchronous = off", 0, 0, 0);
  } else {
    sqlite3_open(":memory:", &p->db);
    if (how == 4) {
      deserialize(p, 0);
    } else {
      backup(p, 0);
    }
  }
  CU_ASSERT_EQUAL(sqlite3_entente_init(p->db, 0, 0), SQLITE_OK);
  p->fresh = twinRegister(p->db);
  for (i = 0; i < nOperation; i++) {
    p->nDone++;
    operate(p);
    for (k = dice(p, 3); k >= 0; k--)
      compare(p);
  }
  for (i = 0; i < NASK; i++) {
    sqlite3_finalize(p->apAsk[0][i]);
    sqlite3_finalize(p->apAsk[1][i]);
    p->apAsk[0][i] = p->apAsk[1][i] = 0;
  }
  sqlite3_finalize(p->pRead);
  p->pRead = 0;
  ent_context_unref(p->fresh);
  CU_ASSERT_EQUAL(sqlite3_close(p->db), SQLITE_OK);
  CU_ASSERT_EQUAL(sqlite3_close(p->other), SQLITE_OK);
  p->other = 0;
  sessionFiles(zPath, -1);
}

static void testDifferential(void) {
  static Session session;
  const char *zMany = getenv("ENTENTE_OPERATIONS");
  const char *zSeed = getenv("ENTENTE_SEED");
  int nMany = zMany ? atoi(zMany) : STALE_QUICK;
  int nPart = nMany < 5 * STALE_SESSION ? nMany / 5 : STALE_SESSION;
  int how = 0;
  session.seed = zSeed ? (unsigned)atoi(zSeed) : 1;
  while (session.nDone < nMany) {
    sessionRun(&session, how, nPart);
    how = (how + 1) % 5;
  }
  printf("%d operations, %d comparisons (%d of answers), %d stale ... ",
         session.nDone, session.nAsked, session.nAnswered, session.nStale);
  CU_ASSERT_EQUAL(session.nStale, 0);
  CU_ASSERT(session.nAnswered > session.nAsked / 2);
}

/* ---- one thing after another ---- */

/* A statement keeps its world while others change the tables under it and read
** them anew, with ties and portfolios for the same day. */
static void testKeeps(void) {
  static const char *const azKept[] = {
    "alliance_strength(a, 'PRK')",
    "similarity(a, 'PRK', '2020', 's')",
    "similarity(a, 'USA', 2020, 'agreement', 'vote')",
  };
  for (size_t i = 0; i < sizeof(azKept) / sizeof(azKept[0]); i++) {
    sqlite3 *db = answer_copy(0);
    sqlite3_stmt *pStmt = 0;
    char zSql[200];
    double r;
    CU_ASSERT_FATAL(db != 0);
    answer_do(
        db,
        "SELECT entente_create();"
        "INSERT INTO source(id, title) VALUES ('t', 'T');" ANSWER_ROWS
        "INSERT INTO coverage(layer, source) VALUES ('obligation', 't'),"
        " ('trade', 't'), ('vote', 't');"
        "INSERT INTO roll_call(id, date) VALUES ('r', '2020');"
        "INSERT INTO vote(roll_call, state, vote) VALUES ('r', 'USA', 'yes'),"
        " ('r', 'CHN', 'no');"
        "CREATE TEMP TABLE mine AS SELECT column1 AS a FROM"
        " (VALUES ('CHN'), ('CHN'), ('CHN'))");
    snprintf(zSql, sizeof(zSql), "SELECT %s FROM mine", azKept[i]);
    CU_ASSERT_FATAL(sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) == SQLITE_OK);
    CU_ASSERT_EQUAL(sqlite3_step(pStmt), SQLITE_ROW);
    r = sqlite3_column_double(pStmt, 0);
    answer_do(db, "DELETE FROM obligation WHERE from_state = 'CHN';"
                  "UPDATE vote SET vote = 'yes'");
    snprintf(zSql, sizeof(zSql), "SELECT %s <> %.17g FROM mine LIMIT 1",
             azKept[i], r);
    CU_ASSERT_STRING_EQUAL(answer_text(db, zSql), "1");
    for (int k = 0; k < 2; k++) {
      CU_ASSERT_EQUAL(sqlite3_step(pStmt), SQLITE_ROW);
      CU_ASSERT_EQUAL(sqlite3_column_double(pStmt, 0), r);
    }
    CU_ASSERT_EQUAL(sqlite3_finalize(pStmt), SQLITE_OK);
    CU_ASSERT_STRING_EQUAL(answer_text(db, zSql), "1");
    CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  }
}

/* A day, and the year that begins with it: each alone, and one by one. */
static void testDays(void) {
  static const char *const azOn[] = { "'2020-01-01'", "2020" };
  char aAlone[2][200];
  for (int i = 0; i < 3; i++) {
    sqlite3 *db = answer_copy(0);
    CU_ASSERT_FATAL(db != 0);
    answer_do(db, "SELECT entente_create();" ANSWER_ROWS
                  "INSERT INTO coverage(layer) VALUES ('obligation');"
                  "UPDATE obligation SET since = '2020-06-01'");
    for (int k = i % 2; k < (i < 2 ? i + 1 : 2); k++) {
      const char *z =
          answer_format(db,
                        "SELECT similarity('CHN', 'USA', %s, 's') || ' ' ||"
                        " alliance_strength('CHN', 'PRK', %s)",
                        azOn[k], azOn[k]);
      if (i < 2) snprintf(aAlone[i], sizeof(aAlone[i]), "%s", z);
      CU_ASSERT_STRING_EQUAL(z, aAlone[k]);
    }
    CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  }
  CU_ASSERT_STRING_NOT_EQUAL(aAlone[0], aAlone[1]);
}

/* SQLite's "memdb", without a name: there is no file until it is needed. */
static void testNoFile(void) {
  sqlite3 *db = 0;
  char zBefore[200];
  CU_ASSERT_FATAL(sqlite3_open_v2("", &db,
                                  SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                  "memdb") == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_entente_init(db, 0, 0) == SQLITE_OK);
  answer_do(db, "SELECT entente_create();" ANSWER_ROWS
                "INSERT INTO coverage(layer) VALUES ('obligation')");
#define ASK "SELECT alliance_strength('CHN', 'PRK', '2020')"
  snprintf(zBefore, sizeof(zBefore), "%s", answer_text(db, ASK));
  CU_ASSERT_STRING_EQUAL(answer_text(db, ASK), zBefore);
  answer_do(db, "BEGIN; DELETE FROM obligation");
  CU_ASSERT_STRING_NOT_EQUAL(answer_text(db, ASK), zBefore);
  answer_do(db, "ROLLBACK");
  CU_ASSERT_STRING_EQUAL(answer_text(db, ASK), zBefore);
  answer_do(db, "DELETE FROM obligation");
  CU_ASSERT_STRING_NOT_EQUAL(answer_text(db, ASK), zBefore);
#undef ASK
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
}

/* Keys are the same when all that is in them is. */
static void testSame(void) {
  static const EntKey key = { 1, 2, &key, 3, 4, 5, 6, 7 };
  EntKey a[9];
  for (int i = 0; i < 9; i++)
    a[i] = key;
  a[1].writing = 0;
  a[2].dataVersion++;
  a[3].pFile = 0;
  a[4].content++;
  a[5].changes++;
  a[6].seq++;
  a[7].schema++;
  a[8].places++;
  for (int i = 0; i < 9; i++)
    CU_ASSERT_EQUAL(ent_snapshot_same(&key, &a[i]), i == 0);
}

void test_stale_register(void) {
  CU_pSuite p = CU_add_suite("stale", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "own and fresh answers agree", testDifferential);
  CU_add_test(p, "a statement keeps its world", testKeeps);
  CU_add_test(p, "a day and its year", testDays);
  CU_add_test(p, "without a file", testNoFile);
  CU_add_test(p, "keys", testSame);
}
