/*
** Every request for memory of every function over a few rows.
**
** Suite memory tries a slice of what is asked for over a whole sample. Here the
** dataset is so small, five states and what little binds them, that nothing
** has to be left out: each request fails once, alone, first with the tables
** read already and then before. The answer is SQLITE_NOMEM or the right one;
** asked again it is right; and at the end no byte is held. So it is where the
** answer is an error of ours, whose words take memory, while a table is made
** known to a connection, and in UTF-16, where every text has to be translated.
*/
#include <CUnit/CUnit.h>
#include "../../ext/read/read.h"
#include "../../ext/sql/context.h"
#include "answer.h"
#include "faults.h"
#include "scratch.h"
#include <stdio.h>
#include <string.h>

void test_scarce_register(void);

#define FEW "('USA', 'CHN', 'RUS', 'PRK', 'KOR')"

static const char zTables[] =
    "SELECT entente_create();"
    "DELETE FROM state_name WHERE state NOT IN " FEW
    " OR scheme NOT IN ('code', 'cow', 'gw', 'iso3', 'name');"
    "DELETE FROM state_spell WHERE state NOT IN " FEW ";"
    "DELETE FROM border; DELETE FROM bloc_member;"
    "DELETE FROM state WHERE code NOT IN " FEW ";"
    "DELETE FROM dictionary_word;" ANSWER_ROWS
    "INSERT INTO bloc(code, name, universal) VALUES ('B2', 'Two', 0);"
    "INSERT INTO bloc_member(bloc, state, since) VALUES ('B2', 'USA', '1950'),"
    " ('B2', 'KOR', '1950');"
    "INSERT INTO border(a, b, kind) VALUES ('PRK', 'KOR', 'land');"
    "INSERT INTO transfer(id, deal, supplier, recipient, category, status,"
    " since) VALUES ('t1', 'd', 'RUS', 'PRK', 'ammunition', 'delivered',"
    " '2020');"
    "INSERT INTO dispute(id, title, since) VALUES ('w', 'W', '2019');"
    "INSERT INTO dispute_side(dispute, state, side) VALUES ('w', 'USA', 'A'),"
    " ('w', 'PRK', 'B');"
    "INSERT INTO red_line(id, holder, about, description, crossed_by) VALUES"
    " ('r', 'USA', 'PRK', 'no arms', 'back');"
    "INSERT INTO roll_call(id, date, title) VALUES ('1', '2020-05-05', 'x');"
    "INSERT INTO vote(roll_call, state, vote) VALUES ('1', 'USA', 'yes'),"
    " ('1', 'CHN', 'no'), ('1', 'RUS', 'abstain');"
    "INSERT INTO source(id, title) VALUES ('s', 'S');"
    "INSERT INTO coverage(layer, source, since, until) SELECT value, 's',"
    " '1900', '2030' FROM json_each('[\"obligation\", \"transfer\", \"trade\","
    " \"sanction\", \"dispute\", \"capability\", \"vote\"]');"
    "INSERT INTO article(id, title, language) VALUES ('a', 'It rained.', 'en'),"
    " ('b', 'It rained.', 'en');"
    "INSERT INTO dictionary_word(phrase, class, code) VALUES ('rain', 'act',"
    " '111');"
    "CREATE VIRTUAL TABLE q USING saved_query((SELECT code AS x, :b AS x FROM"
    " state WHERE code = :a), b='y', title='Q');"
    "CREATE VIRTUAL TABLE temp.file USING csv_file('Makefile', header=0,"
    " delimiter=pipe, quote='', ragged=cut);";

static const char *const azAsk[] = {
  "SELECT bar(3.3, 4, 9)",
  "SELECT alliance_strength('CHN', 'PRK', '2020-06-01')",
  "SELECT alliance_strength('CHN', 'PRK,RUS', '2020-06-01')",
  "SELECT alliance_strength('KOR', 'Two', '2020-06-01')",
  "SELECT hostility('USA', 'North Korea', '2020-06-01')",
  "SELECT leverage('CHN', 'North Korea', '2020-06-01')",
  "SELECT similarity('USA', 'CHN', '2020-06-01', 's_weighted')",
  "SELECT similarity('USA', 'CHN', 2020, 'agreement', 'vote')",
  "SELECT sanction_exposure('KOR', '2020-06-01')",
  "SELECT cinc('KOR', '2020-06-01'), isolation('KOR', '2020-06-01')",
  "SELECT threat('KOR', '2020-06-01'), entrapment('KOR', '2020-06-01')",
  "SELECT bystander_score('CHN', 'PRK', 'USA', '2020-06-01')",
  "SELECT deal_parties('d'), deal_opponents('d', '2020-06-01')",
  "SELECT state_from('North Korea'), state_from('731', 'cow')",
  "SELECT state_to('PRK', 'cow', '2020-06-01')",
  "SELECT date_from(2020, 2, 30)",
  "SELECT year_spells(value) FROM json_each('[1942, 1943, 1949]')",
  "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 2 FROM n WHERE i < 150)"
  " SELECT year_spells(i) FROM n",
  "SELECT s_score(value, 2 * value, 9) FROM json_each('[1, 2, 3]')",
  "SELECT tau_b(value, value % 2) FROM json_each('[1, 2, 3]')",
  "SELECT graph_dot(a, b, strength, 1, a, b) FROM alliances('2020-06-01')",
  "SELECT vega_lite('bar', value, key, key, 1, 2) FROM"
  " json_each('[1, \"2020-05-05\", null]')",
  "SELECT vega_lite('geoshape', '408', 1, 'North Korea')",
  "SELECT * FROM alliance_parts('RUS', 'PRK', '2020-06-01')",
  "SELECT * FROM sanction_parts('KOR', '2020-06-01')",
  "SELECT * FROM bystander_parts('CHN', 'PRK', 'USA', '2020-06-01')",
  "SELECT * FROM entrapment_parts('RUS', '2020-06-01')",
  "SELECT * FROM exposures('2020-06-01')",
  "SELECT * FROM bystanders('PRK', 'USA', '2020-06-01')",
  "SELECT * FROM bystander_options('CHN', 'PRK', 'USA', '2020-06-01')",
  "SELECT * FROM deal_impact('d', '2020-06-01')",
  "SELECT * FROM sensitivity('cinc', json_array('KOR', '2020-06-01'), 2, 1)",
  "SELECT * FROM sensitivity('alliance_strength',"
  " json_array(null, 'PRK', '2020-06-01'), 2, 1)",
  "SELECT * FROM sensitivity('bystander_score',"
  " json_array(null, 'PRK', 'USA', '2020-06-01'), 2, 1)",
  "SELECT * FROM state_years(2019, 2020)",
  "SELECT * FROM dyad_years(2019, 2020) WHERE a = 'USA'"
  " ORDER BY year DESC, b",
  "SELECT * FROM triad_years(2020, 2020)",
  "SELECT * FROM triads('2020-06-01')",
  "SELECT * FROM similarities(2019, 2020) WHERE a = 'CHN'",
  "SELECT * FROM similarities(2019, 2020, 'vote')",
  "SELECT * FROM network('2020-06-01')",
  "SELECT * FROM network_stats(2019, 2020)",
  "SELECT * FROM network_stats(2020, 2020, 'signed')",
  "SELECT * FROM brokerage('2020-06-01', 'alliance', 'bloc')",
  "SELECT * FROM coverage_gaps('vote', 2019, 2020)",
  "SELECT * FROM code_collisions('cow', 'gw')",
  "SELECT * FROM state_matches('KOR')",
  "SELECT count(*) FROM entente_functions",
  "SELECT * FROM citations('SELECT cinc(''KOR'') FROM deal')",
  "SELECT * FROM saved_queries",
  "SELECT * FROM q(NULL, 'USA')",
  "SELECT * FROM unknown_verbs()",
  "SELECT * FROM citations('SELECT state FROM state_spell')",
};

/* What makes something, and before it, what takes that away. */
static const char *const azMake[][2] = {
  { "DROP TABLE IF EXISTS temp.s",
    "CREATE VIRTUAL TABLE temp.s USING saved_query((SELECT code AS x, :a AS x"
    " FROM state WHERE code = :b), a=1, b='USA', title=x, description='y');"
    "SELECT * FROM s('z')" },
  { "DROP TABLE IF EXISTS temp.s; DROP TABLE IF EXISTS temp.t;"
    "CREATE VIRTUAL TABLE temp.s USING saved_query('SELECT 1')",
    "ALTER TABLE temp.s RENAME TO t" },
  { "DROP TABLE IF EXISTS temp.s",
    "CREATE VIRTUAL TABLE temp.s USING csv_file('tests/golden/data/gsdb.csv',"
    " encoding=latin1, delimiter=','); SELECT * FROM s WHERE rowid > 2" },
  { "DROP TABLE IF EXISTS temp.s",
    "CREATE VIRTUAL TABLE temp.s USING json_file('tests/golden/data/"
    "comtrade.json', root='data'); SELECT count(*) FROM s" },
  { "UPDATE article_reading SET dictionary = ''",
    "SELECT entente_code_articles() ->> 'stories'" },
};

/* What is refused, in words that say why. */
static const char *const azRefuse[] = {
  "SELECT cinc('KO', '2020-06-01')",
  "SELECT cinc(x'00', '2020-06-01')",
  "SELECT cinc(7, '2020-06-01')",
  "SELECT cinc('KOR', '2020-6-1')",
  "SELECT alliance_strength('KOR', 'Tw', '2020-06-01')",
  "SELECT deal_parties('dd')",
  "SELECT similarity('USA', 'CHN', 2020, 'T')",
  "SELECT bar('x', 4)",
  "SELECT s_score(value, value, 'x') FROM json_each('[1, 2]')",
  "SELECT * FROM bystanders('PRK', 'RUS,PRK', '2020-06-01')",
  "SELECT * FROM network_stats('x', 2020)",
  "SELECT * FROM state_years(1900.5, 2020)",
  "SELECT * FROM triads('x')",
  "SELECT * FROM similarities(2020, 2020, 'x')",
  "SELECT * FROM sensitivity('cinc', 'x', 2, 1)",
  "SELECT * FROM sensitivity('x', '[]', 2, 1)",
  "SELECT * FROM coverage_gaps('x', 2019, 2020)",
  "SELECT * FROM citations('SELECT FROM')",
  "CREATE VIRTUAL TABLE temp.x USING csv_file('/none', no=1)",
  "CREATE VIRTUAL TABLE temp.x USING csv_file('/none', encoding=x)",
  "CREATE VIRTUAL TABLE temp.x USING json_file('/none', lines=2)",
  "CREATE VIRTUAL TABLE temp.x USING saved_query((SELECT :a), 1)",
  "CREATE VIRTUAL TABLE x USING saved_query((SELECT * FROM file))",
  "CREATE VIRTUAL TABLE x USING saved_query((SELECT entente_load('x')))",
  "SELECT * FROM q",
  "SELECT entente_import('no such format', 'x')",
};

/* And a file whose header is not UTF-8, and names a column twice. */
static char zCsv[400];

static sqlite3 *db;
static sqlite3_int64 nUsed;
static long nHeld, nFailed;

/* What is answered; of an error, its words. */
static int answers(const char *zAsk, uint64_t *pAnswer) {
  int rc = faults_run(db, zAsk, pAnswer);
  if (rc == SQLITE_ERROR) {
    *pAnswer = 0;
    for (const char *z = sqlite3_errmsg(db); *z; z++)
      *pAnswer = *pAnswer * 31 + (unsigned char)*z;
  }
  return rc;
}

/* As it was before: what was made goes, and the schema is read. */
static void again(const char *zAsk, int isCold) {
  for (size_t i = 0; i < sizeof(azMake) / sizeof(azMake[0]); i++)
    if (zAsk == azMake[i][1]) answer_do(db, azMake[i][0]);
  if (zAsk == zCsv) answer_do(db, "DROP TABLE IF EXISTS temp.s");
  answer_do(db, isCold ? "UPDATE entente_seq SET seq = seq"
                       : "SELECT 1 FROM entente_seq");
}

/* The k-th request fails, for each k, or for each of so many. The schema is
** read before: else most of the requests would be its, and what fails while
** SQLite reads it makes it read again, so that the k-th request was another one
** each time. */
static void asked(const char *zAsk, int isCold, long every, int want) {
  uint64_t good, answer;
  int rc;
  again(zAsk, isCold);
  rc = answers(zAsk, &good);
  if (rc != want) printf("\n  %s: %s\n", zAsk, sqlite3_errmsg(db));
  CU_ASSERT_EQUAL(rc, want);
  for (long n = 0, isDone = rc != want; !isDone; n += every) {
    again(zAsk, isCold);
    faults_arm(n, 0);
    rc = answers(zAsk, &answer);
    isDone = !faults_disarm();
    nFailed += !isDone;
    if (rc == want ? answer != good : isDone || rc != SQLITE_NOMEM) {
      CU_FAIL("see below");
      printf("\n  request %ld of %s: %d, %s\n", n, zAsk, rc,
             sqlite3_errmsg(db));
      return;
    }
  }
  again(zAsk, 0);
  rc = answers(zAsk, &answer);
  CU_ASSERT(rc == want && answer == good);
}

static void each(int isCold, long every) {
  for (size_t i = 0; i < sizeof(azAsk) / sizeof(azAsk[0]); i++)
    asked(azAsk[i], isCold, every, SQLITE_OK);
}

static void made(void) {
  for (size_t i = 0; i < sizeof(azMake) / sizeof(azMake[0]); i++)
    asked(azMake[i][1], 0, 1, SQLITE_OK);
  scratch_write("\xE9;\xE9\n1;2\n", 8);
  snprintf(zCsv, sizeof(zCsv),
           "CREATE VIRTUAL TABLE temp.s USING csv_file('%s', encoding=latin1,"
           " delimiter=';'); SELECT * FROM s",
           scratch_path);
  asked(zCsv, 0, 1, SQLITE_OK);
}

static void refused(void) {
  for (size_t i = 0; i < sizeof(azRefuse) / sizeof(azRefuse[0]); i++)
    asked(azRefuse[i], 0, 1, SQLITE_ERROR);
}

/* The first statement over a table makes it known to the connection. */
static void connects(const char *zTable) {
  char *zSql = sqlite3_mprintf("SELECT * FROM \"%w\"", zTable);
  int isDone = 0;
  for (long n = 0; !isDone; n++) {
    sqlite3 *dbOne = faults_open(0);
    sqlite3_stmt *pStmt = 0;
    int rc;
    CU_ASSERT_FATAL(dbOne != 0);
    faults_arm(n, 0);
    rc = sqlite3_prepare_v2(dbOne, zSql, -1, &pStmt, 0);
    isDone = !faults_disarm();
    CU_ASSERT(rc == SQLITE_OK || (rc == SQLITE_NOMEM && !isDone));
    sqlite3_finalize(pStmt);
    CU_ASSERT_EQUAL(sqlite3_close(dbOne), SQLITE_OK);
  }
  sqlite3_free(zSql);
}

static void known(void) {
  static const char *const azTable[] = { "triads", "similarities",
                                         "state_years", "alliances" };
  for (size_t i = 0; i < sizeof(azTable) / sizeof(azTable[0]); i++)
    connects(azTable[i]);
}

/* ---- Parts of long calls, alone ---- */

static int states(EntCall *p) {
  EntImportNames names;
  ent_importstate_init(&names, db);
  ent_importstate_resolve(p, &names);
  ent_importstate_clear(&names);
  return p->run.error.code;
}

static int dumps(EntCall *p) {
  sqlite3_str *pStr = sqlite3_str_new(0);
  int rc = ent_savedfile_dump(p, pStr);
  if (sqlite3_str_errcode(pStr) == SQLITE_NOMEM) {
    ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
    rc = ENT_NOMEM;
  }
  sqlite3_free(sqlite3_str_finish(pStr));
  return rc;
}

static int makes(EntCall *p) {
  EntSavedFile saved = { "f", 0, 0 };
  EntJsonFile *pFile = ent_json_open(&p->run, scratch_path, 0);
  const EntJson *pElement;
  const char *zName;
  if (pFile && ent_json_member(pFile, &zName) > 0) {
    while (ent_json_element(pFile, &pElement) > 0) {
      if (ent_savedfile_read(p, &saved, pFile, pElement)) break;
    }
  }
  ent_json_close(pFile);
  if (p->run.error.code == ENT_OK) ent_savedfile_make(p, &saved);
  ent_savedfile_clear(&saved);
  return p->run.error.code;
}

static int shapes(EntCall *p) {
  EntShape shape;
  ent_shape_read(p, &shape);
  ent_shape_clear(&shape);
  return p->run.error.code;
}

/* Each request, or each of the first, fails: that is said, and nothing else. */
static void part(int (*xDo)(EntCall *), long nMax, const char *zBefore,
                 int want) {
  EntContext *cx = ent_context_new(db);
  int isDone = 0;
  CU_ASSERT_FATAL(cx != 0);
  for (long n = 0; !isDone && n < nMax; n++) {
    EntCall call;
    int rc;
    answer_do(db, zBefore);
    ent_call_init(&call, cx, "part", 0);
    faults_arm(n, 0);
    rc = xDo(&call);
    isDone = !faults_disarm();
    ent_call_clear(&call);
    nFailed += !isDone;
    CU_ASSERT(isDone ? rc == want : rc == ENT_NOMEM || rc == want);
  }
  ent_context_unref(cx);
}

static void parts(void) {
  static const char zSaved[] =
      "{\"saved_query\":["
      "{\"name\":\"c\",\"query\":\"SELECT :d AS e, :f\",\"title\":\"C\","
      "\"default\":{\"d\":1.5,\"f\":\"g\"}}]}";
  static const char zTaken[] =
      "{\"saved_query\":[{\"name\":\"deal\",\"query\":\"SELECT 1\"}]}";
  static const char zFunction[] =
      "{\"saved_query\":[{\"name\":\"triads\",\"query\":\"SELECT 1\"}]}";
  static const char zImport[] =
      "CREATE TEMP TABLE IF NOT EXISTS import_state(value TEXT, scheme TEXT,"
      " code TEXT, since TEXT NOT NULL DEFAULT '', until TEXT, problem TEXT);"
      "DELETE FROM temp.import_state; INSERT INTO import_state(value, scheme)";
  char zBefore[600];
  snprintf(zBefore, sizeof(zBefore),
           "%s VALUES ('China', 'name'), ('RUS', 'code'), ('731', 'cow'),"
           " ('x', 'name'), ('zzz', 'leader'), ('zzz', 'demonym')",
           zImport);
  part(states, 100000, zBefore, ENT_OK);
  CU_ASSERT_STRING_EQUAL(
      answer_text(db, "SELECT group_concat(ifnull(code, problem)) FROM"
                      " (SELECT * FROM import_state ORDER BY value, scheme)"),
      "PRK,CHN,RUS,unknown state,unknown state,unknown state");
  snprintf(zBefore, sizeof(zBefore), "%s VALUES ('China', 'name')", zImport);
  part(states, 100000, zBefore, ENT_OK);
  snprintf(zBefore, sizeof(zBefore), "%s VALUES ('x', 'nme')", zImport);
  part(states, 100000, zBefore, ENT_ERROR);
  answer_do(db, "DROP TABLE temp.import_state");
  scratch_write(zSaved, sizeof(zSaved) - 1);
  part(makes, 100000, "SELECT count(*) FROM saved_queries", ENT_OK);
  CU_ASSERT_STRING_EQUAL(answer_text(db, "SELECT e FROM c"), "1.5");
  part(dumps, 100000, "SELECT count(*) FROM saved_queries", ENT_OK);
  answer_do(db, "DROP TABLE c");
  scratch_write(zTaken, sizeof(zTaken) - 1);
  part(makes, 100000, "SELECT 1 FROM deal", ENT_ERROR);
  scratch_write(zFunction, sizeof(zFunction) - 1);
  part(makes, 100000, "SELECT 1 FROM deal", ENT_ERROR);
  part(shapes, 1500, "SELECT 1 FROM deal", ENT_OK);
}

/* What a reader of the tables asks for itself, and not SQLite for it. */
static void own(void) {
  EntContext *cx = ent_context_new(db);
  int rc = ENT_NOMEM, n;
  CU_ASSERT_FATAL(cx != 0);
  for (n = 0; rc != ENT_OK; n++) {
    EntCall call;
    ent_call_init(&call, cx, "own", 0);
    call.run.mem = &scratch_mem;
    scratch_left = n;
    rc = shapes(&call);
    scratch_left = -1;
    CU_ASSERT(rc == ENT_OK || rc == ENT_NOMEM);
    CU_ASSERT_EQUAL(scratch_live, 0);
    ent_call_clear(&call);
  }
  CU_ASSERT(n > 2);
  ent_context_unref(cx);
}

static void warm(void) {
  each(0, 1);
}

static void cold(void) {
  each(1, 7);
}

static void nothing_is_held(void) {
  CU_ASSERT(nFailed > 10000);
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  CU_ASSERT_EQUAL(sqlite3_memory_used(), nUsed);
  CU_ASSERT_EQUAL(faults_held(), nHeld);
}

static int ends(void) {
  return scratch_teardown();
}

static int begins(const char *zEncoding) {
  uint64_t answer;
  nFailed = 0;
  nUsed = sqlite3_memory_used();
  nHeld = faults_held();
  db = faults_open(0);
  return scratch_setup() || db == 0 ||
         faults_run(db, zEncoding, &answer) != SQLITE_OK ||
         faults_run(db, zTables, &answer) != SQLITE_OK;
}

static int utf8(void) {
  return begins("PRAGMA encoding = 'UTF-8'");
}

static int utf16(void) {
  return begins("PRAGMA encoding = 'UTF-16'");
}

void test_scarce_register(void) {
  CU_pSuite suite = CU_add_suite("scarce", utf8, ends);
  CU_add_test(suite, "the tables are read", warm);
  CU_add_test(suite, "they are not", cold);
  CU_add_test(suite, "something is made", made);
  CU_add_test(suite, "an error", refused);
  CU_add_test(suite, "parts of long calls", parts);
  CU_add_test(suite, "their own requests", own);
  CU_add_test(suite, "a table is made known", known);
  CU_add_test(suite, "nothing is held", nothing_is_held);
  suite = CU_add_suite("scarce, UTF-16", utf16, ends);
  CU_add_test(suite, "the tables are read", warm);
  CU_add_test(suite, "something is made", made);
  CU_add_test(suite, "an error", refused);
  CU_add_test(suite, "parts of long calls", parts);
  CU_add_test(suite, "their own requests", own);
  CU_add_test(suite, "nothing is held", nothing_is_held);
}
