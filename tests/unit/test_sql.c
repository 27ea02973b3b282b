/*
** The adapters: names, arguments, errors, and the snapshot rule.
**
** The rule is tested by a differential: random operations in and out of
** transactions and savepoints, and after each the answer of the connection's
** cached world against a world read that moment by a context of its own.
*/
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"
#include "answer.h"

void test_sql_register(void);

static const char zSmall[] =
    "INSERT INTO source(id, title) VALUES ('t', 'test');"
    "INSERT INTO coverage(layer, source) SELECT column1, 't' FROM"
    " (VALUES ('obligation'), ('transfer'), ('trade'), ('sanction'),"
    "  ('dispute'), ('capability'));" ANSWER_ROWS;

static sqlite3 *db;

#define IS(sql, expected)                                                      \
  do {                                                                         \
    const char *zGot_ = answer_text(db, sql);                                  \
    CU_ASSERT_STRING_EQUAL(zGot_, expected);                                   \
    if (strcmp(zGot_, expected)) printf("\n  %s\n  gave: %s\n", sql, zGot_);   \
  } while (0)
#define BEGINS(sql, expected)                                                  \
  do {                                                                         \
    const char *zGot_ = answer_text(db, sql);                                  \
    CU_ASSERT(strncmp(zGot_, expected, strlen(expected)) == 0);                \
    if (strncmp(zGot_, expected, strlen(expected))) {                          \
      printf("\n  %s\n  gave: %s\n", sql, zGot_);                              \
    }                                                                          \
  } while (0)

static int setup(void) {
  if (sqlite3_open(":memory:", &db)) return 1;
  if (sqlite3_entente_init(db, 0, 0)) return 1;
  if (sqlite3_exec(db, "SELECT entente_create()", 0, 0, 0)) return 1;
  return sqlite3_exec(db, zSmall, 0, 0, 0);
}

/* No statement may be left behind: a plain close must succeed. */
static int teardown(void) {
  int rc = sqlite3_close(db);
  db = 0;
  return rc;
}

static void testNames(void) {
  IS("SELECT count(*) FROM entente_functions"
     " WHERE usage IS NULL OR returns IS NULL OR null_rule IS NULL"
     " OR errors IS NULL OR source IS NULL OR example IS NULL",
     "0");
  IS("SELECT group_concat(name) FROM entente_functions WHERE kind NOT IN "
     "('table', 'module')"
     " AND name NOT IN (SELECT name FROM pragma_function_list)",
     "NULL");
  IS("SELECT group_concat(name) FROM entente_functions WHERE kind IN ('table', "
     "'module')"
     " AND name NOT IN (SELECT name FROM pragma_module_list)",
     "NULL");
}

/* SQLite registers some modules of its own when they are first named, so a
** connection is counted that has done nothing else. */
static void testNamesExact(void) {
  static const char zCount[] =
      "SELECT (SELECT count(DISTINCT name) FROM pragma_function_list)"
      " + (SELECT count(*) FROM pragma_module_list"
      "    WHERE name NOT LIKE 'pragma%')";
  sqlite3 *bare = 0;
  int nBare;
  CU_ASSERT_EQUAL(sqlite3_open(":memory:", &bare), SQLITE_OK);
  nBare = atoi(answer_text(bare, zCount));
  CU_ASSERT(nBare > 0);
  CU_ASSERT_EQUAL(sqlite3_entente_init(bare, 0, 0), SQLITE_OK);
  CU_ASSERT_EQUAL(
      atoi(answer_text(bare, zCount)) - nBare,
      atoi(answer_text(bare, "SELECT count(*) FROM entente_functions")));
  sqlite3_close(bare);
}

static void testErrors(void) {
  BEGINS("SELECT alliance_strength('CHX', 'PRK')",
         "alliance_strength(): argument a: no state 'CHX'; near: ");
  BEGINS("SELECT alliance_strength('CHN', 'NATOO')",
         "alliance_strength(): argument side: no state or bloc 'NATOO'");
  IS("SELECT alliance_strength('CHN', 'PRK', '2023-02-30')",
     "alliance_strength(): argument on: '2023-02-30' is not a date; expected"
     " YYYY, YYYY-MM or YYYY-MM-DD");
  IS("SELECT alliance_strength('CHN', 'PRK', 2023.5)",
     "alliance_strength(): argument on: '2023.5' is not a date; expected"
     " YYYY, YYYY-MM or YYYY-MM-DD");
  IS("SELECT alliance_strength(7, 'PRK')",
     "alliance_strength(): argument a: 7 is not a text");
  IS("SELECT bystander_score('CHN', 'RUS,PRK', 'USA,RUS')",
     "bystander_score(): arguments side_a and side_b: RUS is on both sides");
  IS("SELECT deal_parties('x')", "deal_parties(): argument deal: no deal 'x';"
                                 " near: 'd', 'e'");
  BEGINS("SELECT state_from('zz', 'iso')",
         "state_from(): argument scheme: no scheme 'iso'; near: 'iso2', "
         "'iso3', 'iso_numeric'; one of ");
  BEGINS("SELECT state_from('Congo')",
         "state_from(): argument value: 'Congo' is ambiguous: ");
  IS("SELECT * FROM bystanders('RUS')",
     "bystanders(): argument side_b is missing: bystanders(side_a, side_b"
     " [, on])");
  IS("SELECT graph_dot('a', 'b', -1)",
     "graph_dot(): argument weight: '-1' is not a number, 0 or more");
  IS("INSERT INTO source(id, title) SELECT entente_create(), 'x'",
     "entente_create(): cannot run inside a statement that writes");
}

static void testNull(void) {
  IS("SELECT alliance_strength(NULL, 'PRK')", "NULL");
  IS("SELECT alliance_strength('CHN', NULL)", "NULL");
  IS("SELECT alliance_strength('CHN', 'CHN')", "NULL");
  IS("SELECT bystander_score('RUS', 'RUS', 'USA')", "NULL");
  IS("SELECT count(*) FROM bystanders('RUS', NULL)", "0");
  IS("SELECT cinc('GDR', '2020')", "NULL");
  IS("SELECT sanction_exposure('JPN', '2020')", "NULL");
  IS("SELECT alliance_strength('CHN', 'PRK', NULL) > 0", "1");
  IS("SELECT deal_opponents('e', '1930')", "NULL");
}

/* SQLite prices each side of an OR alone, without the arguments. */
static void testOr(void) {
  IS("SELECT count(*) FROM bystanders('RUS', 'USA', '2020')"
     " WHERE state = 'CHN' OR state = 'KOR'",
     "2");
  IS("SELECT count(*) FROM state s JOIN bystanders('RUS', 'USA', '2020') b"
     " ON b.state = s.code WHERE b.state IS 'CHN' OR b.score > 2",
     "1");
  IS("SELECT * FROM bystanders('RUS') WHERE state = 'CHN' OR rank = 1",
     "bystanders(): argument side_b is missing: bystanders(side_a, side_b"
     " [, on])");
}

static void testSides(void) {
  IS("SELECT deal_parties('d')", "PRK,RUS");
  IS("SELECT deal_opponents('d', '2020')", "USA");
  IS("SELECT alliance_strength('CHN', 'PRK') ="
     " alliance_strength('China', 'North Korea')",
     "1");
  IS("SELECT alliance_strength('CHN', 'RUS,PRK') ="
     " alliance_strength('CHN', ' PRK , RUS, PRK,')",
     "1");
  IS("SELECT state_from(710, 'cow')", "CHN");
  IS("SELECT state_to('CHN', 'cow')", "710");
}

/* A line binds only whom it was drawn for, and never its holder. */
static void testRedLines(void) {
  answer_do(db,
            "INSERT INTO red_line(id, holder, about, description, crossed_by,"
            " addressee) VALUES ('all', 'USA', 'RUS', 'x', 'back', NULL),"
            " ('china', 'USA', 'RUS', 'x', 'back', 'CHN'),"
            " ('korea', 'USA', 'RUS', 'x', 'back', 'KOR'),"
            " ('own', 'CHN', 'RUS', 'x', 'back', NULL)");
  IS("SELECT red_lines FROM bystander_options('CHN', 'RUS,PRK', 'USA', '2020')"
     " WHERE option = 'back_a'",
     "all,china");
  BEGINS("INSERT INTO red_line(id, holder, about, description, crossed_by,"
         " addressee) VALUES ('bad', 'USA', 'RUS', 'x', 'back', 'XX')",
         "red_line.holder, about, addressee: a state or a bloc");
  answer_do(db, "DELETE FROM red_line");
}

static int nLoad;

static int countLoads(void *p, int op, const char *z1, const char *z2,
                      const char *z3, const char *z4) {
  (void)p;
  (void)z3;
  (void)z4;
  if (op == SQLITE_READ && z1 && z2 && strcmp(z1, "red_line") == 0 &&
      strcmp(z2, "crossed_by") == 0) {
    nLoad++;
  }
  return SQLITE_OK;
}

/* One reload for each change, none without one; also inside a transaction. */
static void testLoads(void) {
  sqlite3_set_authorizer(db, countLoads, 0);
  answer_do(db,
            "UPDATE parameter SET note = note WHERE name = 'strength.trade'");
  nLoad = 0;
  answer_do(db, "SELECT alliance_strength(a.code, b.code) FROM state a, state b"
                " WHERE a.code < 'D' AND b.code < 'D'");
  CU_ASSERT_EQUAL(nLoad, 1);
  answer_do(db, "SELECT * FROM bystanders('RUS', 'USA', '2020')");
  CU_ASSERT_EQUAL(nLoad, 1);
  answer_do(
      db,
      "BEGIN; UPDATE parameter SET note = 'x' WHERE name = 'strength.trade'");
  answer_do(db, "SELECT * FROM bystanders('RUS', 'USA', '2020')");
  answer_do(db, "SELECT * FROM bystanders('RUS', 'USA', '2021')");
  answer_do(db, "SELECT sum(alliance_strength('CHN', code)) FROM state");
  CU_ASSERT_EQUAL(nLoad, 2);
  answer_do(db, "ROLLBACK");
  answer_do(db, "SELECT cinc('CHN', '2020')");
  CU_ASSERT(nLoad <= 3);
  sqlite3_set_authorizer(db, 0, 0);
}

/* The same numbers from a context that has cached nothing. */
static double fresh(void) {
  EntContext *cx = ent_context_new(db);
  EntCall call;
  EntTies *ties;
  double r = NAN;
  ent_call_init(&call, cx, "test", 0);
  ties = ent_call_ties(&call, 0, 0, 0, 0);
  if (ties) {
    const EntWorld *w = ties->view->world;
    EntExposure x;
    r = ent_strength_pair(ties, ent_world_state(w, "CHN"),
                          ent_world_state(w, "PRK"));
    ent_exposure_state(ties, ent_world_state(w, "CHN"), 0, 0, &x);
    if (!isnan(x.total)) r += 10 * x.total;
  }
  ent_call_clear(&call);
  ent_context_unref(cx);
  return r;
}

static void testStale(void) {
  static const char *const azOp[] = {
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
    "INSERT OR REPLACE INTO trade VALUES ('CHN', 'PRK', 2020,"
    " abs(random() % 100), 't')",
    "INSERT OR IGNORE INTO obligation(deal, from_state, to_state, kind) VALUES"
    " ('e', 'CHN', 'PRK', 'neutrality')",
    "DELETE FROM obligation WHERE deal = 'e' AND kind = 'neutrality'",
    "UPDATE parameter SET value = low WHERE name = 'strength.obligation'",
    "UPDATE parameter SET value = high WHERE name = 'strength.obligation'",
    "DELETE FROM sanction WHERE target = 'PRK'",
    "INSERT OR REPLACE INTO sanction(id, sender, target, kind, extent,"
    " secondary) VALUES ('s2', 'USA', 'PRK', 'arms', 'complete', 1)",
    "INSERT INTO trade VALUES ('CHN', 'KOR', 2020, 5, 't'),"
    " ('CHN', 'KOR', 2020, 5, 't')",
    "DELETE FROM transfer",
    "INSERT INTO transfer(supplier, recipient, category) VALUES ('CHN',"
    " 'PRK', 'food')",
    "CREATE TEMP TABLE IF NOT EXISTS trade(x)",
    "DROP TABLE IF EXISTS temp.trade",
    "CREATE TABLE IF NOT EXISTS other(x)",
    "DROP TABLE IF EXISTS other",
    "VACUUM",
  };
  int i, nStale = 0;
  unsigned seed = 1;
  for (i = 0; i < 600; i++) {
    double got, now;
    seed = seed * 1103515245u + 12345u;
    sqlite3_exec(db, azOp[(seed >> 16) % (sizeof(azOp) / sizeof(azOp[0]))], 0,
                 0, 0);
    now = fresh();
    got = atof(
        answer_text(db, "SELECT printf('%.15f', alliance_strength('CHN', 'PRK')"
                        " + 10 * ifnull(sanction_exposure('CHN'), 0))"));
    if (fabs(got - now) > 1e-12) nStale++;
  }
  CU_ASSERT_EQUAL(nStale, 0);
  sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
  answer_do(db, "DROP TABLE IF EXISTS temp.trade");
}

static void testDropped(void) {
  answer_do(db, "DROP TABLE red_line");
  IS("SELECT cinc('CHN')", "cinc(): no such table: main.red_line: SELECT"
                           " entente_create() makes the tables");
  answer_do(db, "SELECT entente_create()");
  BEGINS("SELECT alliance_strength('CHN', 'PRK')", "0.");
}

static void testLoadedTwice(void) {
  CU_ASSERT_EQUAL(sqlite3_entente_init(db, 0, 0), SQLITE_OK);
  BEGINS("SELECT alliance_strength('CHN', 'PRK')", "0.");
}

/* A view in place of a table that calls us back: an error, not a crash. */
static void testRecursion(void) {
  answer_do(db,
            "INSERT INTO red_line(id, holder, about, description, crossed_by)"
            " VALUES ('r', 'USA', 'RUS', 'test', 'back')");
  answer_do(db, "ALTER TABLE red_line RENAME TO red_line_kept");
  answer_do(db,
            "CREATE VIEW red_line AS SELECT *, cinc('CHN') FROM red_line_kept"
            " WHERE cinc('CHN') IS NULL");
  BEGINS("SELECT cinc('CHN')", "cinc(): cinc(): the dataset is defined in");
  answer_do(db,
            "DROP VIEW red_line; ALTER TABLE red_line_kept RENAME TO red_line");
}

void test_sql_register(void) {
  CU_pSuite p = CU_add_suite("sql", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "every name has its manual", testNames);
  CU_add_test(p, "nothing is registered without one", testNamesExact);
  CU_add_test(p, "errors name function, argument, value", testErrors);
  CU_add_test(p, "NULL in, NULL out", testNull);
  CU_add_test(p, "sides and names", testSides);
  CU_add_test(p, "OR over a table's columns", testOr);
  CU_add_test(p, "red lines", testRedLines);
  CU_add_test(p, "one reload for a change", testLoads);
  CU_add_test(p, "never stale", testStale);
  CU_add_test(p, "loading twice", testLoadedTwice);
  CU_add_test(p, "a view that calls us", testRecursion);
  CU_add_test(p, "a table dropped", testDropped);
}
