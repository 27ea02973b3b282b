/*
** Every request for memory of every function over a few rows.
**
** Suite memory tries a slice of what is asked for over a whole sample. Here the
** dataset is so small, five states and what little binds them, that nothing
** has to be left out: each request fails once, alone, first with the tables
** read already and then before. The answer is SQLITE_NOMEM or the right one;
** asked again it is right; and at the end no byte is held. So it is in UTF-16,
** too, where every text has to be translated, which may fail.
*/
#include <CUnit/CUnit.h>
#include "answer.h"
#include "faults.h"
#include <stdio.h>

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
    " \"sanction\", \"dispute\", \"capability\", \"vote\"]');";

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
  "SELECT * FROM brokerage('2020-06-01', 'alliance', 'bloc')",
  "SELECT * FROM coverage_gaps('vote', 2019, 2020)",
  "SELECT * FROM code_collisions('cow', 'gw')",
  "SELECT * FROM state_matches('KOR')",
  "SELECT count(*) FROM entente_functions",
};

static sqlite3 *db;
static sqlite3_int64 nUsed;
static long nHeld, nFailed;

/* The k-th request fails, for each k, or for each of so many. */
static void asked(const char *zAsk, int isCold, long every) {
  uint64_t good, answer;
  int rc = faults_run(db, zAsk, &good);
  if (rc != SQLITE_OK) printf("\n  %s: %s\n", zAsk, sqlite3_errmsg(db));
  CU_ASSERT_EQUAL(rc, SQLITE_OK);
  for (long n = 0, isDone = rc; !isDone; n += every) {
    if (isCold) answer_do(db, "UPDATE entente_seq SET seq = seq");
    faults_arm(n, 0);
    rc = faults_run(db, zAsk, &answer);
    isDone = !faults_disarm();
    nFailed += !isDone;
    if (rc == SQLITE_OK ? answer != good : isDone || rc != SQLITE_NOMEM) {
      CU_FAIL("see below");
      printf("\n  request %ld of %s: %d, %s\n", n, zAsk, rc,
             sqlite3_errmsg(db));
      return;
    }
  }
  rc = faults_run(db, zAsk, &answer);
  CU_ASSERT(rc == SQLITE_OK && answer == good);
}

static void each(int isCold, long every) {
  for (size_t i = 0; i < sizeof(azAsk) / sizeof(azAsk[0]); i++)
    asked(azAsk[i], isCold, every);
}

static void warm(void) {
  each(0, 1);
}

static void cold(void) {
  each(1, 7);
}

static void nothing_is_held(void) {
  CU_ASSERT(nFailed > 1000);
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  CU_ASSERT_EQUAL(sqlite3_memory_used(), nUsed);
  CU_ASSERT_EQUAL(faults_held(), nHeld);
}

static int begins(const char *zEncoding) {
  uint64_t answer;
  nFailed = 0;
  nUsed = sqlite3_memory_used();
  nHeld = faults_held();
  db = faults_open(0);
  return db == 0 || faults_run(db, zEncoding, &answer) != SQLITE_OK ||
         faults_run(db, zTables, &answer) != SQLITE_OK;
}

static int utf8(void) {
  return begins("PRAGMA encoding = 'UTF-8'");
}

static int utf16(void) {
  return begins("PRAGMA encoding = 'UTF-16'");
}

void test_scarce_register(void) {
  CU_pSuite suite = CU_add_suite("scarce", utf8, 0);
  CU_add_test(suite, "the tables are read", warm);
  CU_add_test(suite, "they are not", cold);
  CU_add_test(suite, "nothing is held", nothing_is_held);
  suite = CU_add_suite("scarce, UTF-16", utf16, 0);
  CU_add_test(suite, "the tables are read", warm);
  CU_add_test(suite, "nothing is held", nothing_is_held);
}
