/*
** sensitivity(): the generator against published numbers, the turns against
** what they stand for. A parameter at its low or high must give what an UPDATE
** and the measure give; a source left out, what a DELETE of its rows gives,
** and what a world gives that was built without them.
*/
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"
#include "answer.h"

void test_sense_register(void);

/* ---- The generator ---- */

static void testSeed(void) {
  /* splitmix64 from 1234567, as its authors' program prints it */
  static const uint64_t aExpected[] = { UINT64_C(6457827717110365317),
                                        UINT64_C(3203168211198807973),
                                        UINT64_C(9817491932198370423),
                                        UINT64_C(4593380528125082431) };
  EntRandom random;
  ent_sense_seed(&random, 1234567);
  for (int i = 0; i < 4; i++)
    CU_ASSERT(random.a[i] == aExpected[i]);
}

static void testNext(void) {
  /* xoshiro256** from 1, 2, 3, 4, likewise */
  static const uint64_t aExpected[] = { 11520,
                                        0,
                                        1509978240,
                                        UINT64_C(1215971899390074240),
                                        UINT64_C(1216172134540287360),
                                        UINT64_C(607988272756665600),
                                        UINT64_C(16172922978634559625),
                                        UINT64_C(8476171486693032832),
                                        UINT64_C(10595114339597558777),
                                        UINT64_C(2904607092377533576) };
  EntRandom random = { { 1, 2, 3, 4 } };
  for (int i = 0; i < 10; i++)
    CU_ASSERT(ent_sense_next(&random) == aExpected[i]);
}

static void testUnit(void) {
  EntRandom random = { { 1, 2, 3, 4 } };
  double sum = 0, least = 1, most = 0;
  CU_ASSERT(ent_sense_unit(&random) == (double)(11520 >> 11) / 0x1p53);
  ent_sense_seed(&random, 0);
  for (int i = 0; i < 100000; i++) {
    double x = ent_sense_unit(&random);
    sum += x;
    least = x < least ? x : least;
    most = x > most ? x : most;
  }
  CU_ASSERT(least >= 0 && least < 0.0002 && most < 1 && most > 0.9998);
  CU_ASSERT(fabs(sum / 100000 - 0.5) < 0.005);
}

/* ---- A small world, with or without what one source says ---- */

static long nLeft = -1; /* allocations until one fails; below 0: none does */
static long nOpen;

static void *testRealloc(void *p, size_t n) {
  void *pNew;
  if (nLeft == 0) return 0;
  if (nLeft > 0) nLeft--;
  pNew = realloc(p, n);
  if (pNew && p == 0) nOpen++;
  return pNew;
}

static void testFree(void *p) {
  if (p) nOpen--;
  free(p);
}

static const EntMem mem = { testRealloc, testFree };

static EntRun runNew(void) {
  EntRun run;
  memset(&run, 0, sizeof(run));
  run.mem = &mem;
  return run;
}

static const char *zSkip; /* the source whose rows are left out */

static int says(const char *zSource) {
  return zSkip == 0 || strcmp(zSkip, zSource) != 0;
}

static void parameters(EntBuild *b) {
  const int n = ENT_NPARAMETER;
  for (int i = 0; i < n; i++) {
    double value = 0.3 + 0.5 * i / n;
    if (i >= P_LEVEL_DEFENSE && i <= P_SIMILARITY_BINARY) value += 1;
    ent_build_parameter(b, ent_parameter_names[i], value, value - 0.2,
                        value + 0.2);
  }
  ent_build_parameter(b, "transfer.category.arms", 0.6, 0.4, 0.8);
  ent_build_parameter(b, "transfer.category.food", 0.2, 0.2, 0.2);
  ent_build_parameter(b, "transfer.status.delivered", 0.9, 0.8, 1);
}

static EntWorld *build(EntRun *run) {
  static const char *const azState[] = { "A", "B", "C", "D", "E" };
  static const char *const azSource[] = { "s1", "s2", "s3", "s4" };
  EntBuild *b = ent_build_new(run);
  if (b == 0) return 0;
  for (int i = 0; i < 4; i++)
    ent_build_source(b, azSource[i]);
  parameters(b);
  for (int i = 0; i < ENT_NLAYER; i++) {
    const char *z = i == ENT_L_DISPUTE ? "s3" : "s4";
    if (says(z)) ent_build_coverage(b, ent_layer_names[i], z, 0, 0);
  }
  for (int i = 0; i < 5; i++) {
    double a[ENT_NCOMPONENT];
    ent_build_state(b, azState[i], 0, i < 3 ? "r" : 0, 0);
    ent_build_spell(b, "cow", azState[i], "1900", 0);
    for (int year = 2019; year <= 2020; year++) {
      const char *z = year == 2020 && i > 1 ? "s2" : "s1";
      for (int c = 0; c < ENT_NCOMPONENT; c++)
        a[c] = c == i ? NAN : 1 + i + c * year % 7;
      if (says(z)) ent_build_capability(b, azState[i], year, a, z);
    }
  }
  ent_build_deal(b, "d", 0, 0, "s1");
  if (says("s1")) ent_build_obligation(b, "d", "A", "B", "defense", 0, 0, "s1");
  if (says("s2")) ent_build_obligation(b, "d", "A", "B", "entente", 0, 0, "s2");
  if (says("s2")) ent_build_obligation(b, "d", "C", "A", "defense", 0, 0, "s2");
  if (says("s3")) {
    ent_build_obligation(b, "d", "C", "D", "neutrality", 0, 0, "s3");
    ent_build_transfer(b, 0, 0, "C", "D", "arms", "delivered", "2018", "2018",
                       "s3");
  }
  ent_build_transfer(b, 0, 0, "C", "E", "food", "delivered", "2019", "2019", 0);
  if (says("s1"))
    ent_build_sanction(b, "1", "D", "A", "trade", "partial", 1, 0, 0, "s1");
  if (says("s2"))
    ent_build_sanction(b, "2", "D", "A", "trade", "complete", 0, 0, 0, "s2");
  if (says("s3"))
    ent_build_sanction(b, "3", "E", "B", "arms", "partial", 1, 0, 0, "s3");
  for (int i = 0; i < 5; i++) {
    for (int j = 0; j < 5; j++) {
      /* what one exports and the other does come from two sources */
      const char *z = i < j ? "s1" : (i + j) % 2 ? "s2" : "s3";
      int year = (i + j) % 3 ? 2020 : 2019;
      if (i != j && says(z)) {
        ent_build_trade(b, azState[i], azState[j], year, 1 + 3 * i + j, z);
      }
    }
  }
  if (says("s2")) ent_build_total(b, "C", 2020, 100, 50, "s2");
  if (says("s3")) {
    ent_build_dispute(b, "q", "war", 0, 0, "s3");
    ent_build_disputant(b, "q", "A", "A", 0, 0);
    ent_build_disputant(b, "q", "E", "B", 0, 0);
  }
  return ent_build_finish(b);
}

typedef struct Lab Lab; /* a world with its ties */
struct Lab {
  EntRun run;
  EntTies *ties;
};

static Lab labOpen(void) {
  Lab lab = { runNew(), 0 };
  EntSpan on = { 0, 0 };
  EntWorld *w = build(&lab.run);
  EntView *v;
  ent_date_parse("2021", &on);
  CU_ASSERT_PTR_NOT_NULL_FATAL(w);
  v = ent_view_new(&lab.run, w, on, -1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(v);
  lab.ties = ent_ties_new(&lab.run, v);
  CU_ASSERT_PTR_NOT_NULL_FATAL(lab.ties);
  ent_world_unref(w);
  ent_view_unref(v);
  return lab;
}

/* One of several measures, by number. */
static double valueOf(const EntSense *p, const EntTies *t, int i) {
  EntBystander bystander;
  EntExposure exposure;
  EntChain chain;
  switch (p->iDetail) {
  case 0:
    ent_bystander_score(t, i, &p->a, &p->b, &bystander);
    return bystander.score;
  case 1: ent_exposure_state(t, i, 0, 0, &exposure); return exposure.total;
  case 2: ent_entrapment_state(t, i, &chain); return chain.value;
  case 3: return ent_threat_state(t, i);
  case 4: return ent_isolation_state(t, i);
  case 5: return t->aCinc[i];
  default: return ent_strength_side(t, i, &p->b);
  }
}

enum { MEASURES = 7 };

typedef struct Got Got; /* what was reported */
struct Got {
  int n, nRow;
  EntSensed a[5000];
};

static void gather(void *p, const EntSensed *pRow) {
  Got *pGot = p;
  if (pGot->n < 5000) pGot->a[pGot->n++] = *pRow;
}

static int32_t aSideA[] = { 0 }, aSideB[] = { 3 };
static int32_t aAll[] = { 0, 1, 2, 3, 4 };

static int sense(EntRun *run, const EntTies *t, int measure, int nDraw,
                 Got *pGot) {
  EntSense ask;
  memset(&ask, 0, sizeof(ask));
  ask.xValue = valueOf;
  ask.iDetail = measure;
  ask.a.n = ask.b.n = 1;
  ask.a.aState = aSideA;
  ask.b.aState = aSideB;
  ask.subjects.n = 5;
  ask.subjects.aState = aAll;
  ask.iOnly = -1;
  ask.nDraw = nDraw;
  ask.seed = 7;
  ask.xRow = gather;
  ask.pTo = pGot;
  pGot->n = 0;
  return ent_sense_run(run, t, &ask);
}

static int same(double a, double b) {
  return (isnan(a) && isnan(b)) || a == b;
}

/* Each source left out, against the world that never had its rows. */
static void testBuiltWithout(void) {
  static Got with, without;
  static const char *const azSource[] = { "s1", "s2", "s3", "s4" };
  Lab lab;
  zSkip = 0;
  lab = labOpen();
  for (int measure = 0; measure < MEASURES; measure++) {
    CU_ASSERT_EQUAL(sense(&lab.run, lab.ties, measure, 1, &with), ENT_OK);
    for (int k = 0; k < 3; k++) { /* s4 says what is covered, and no row */
      Lab bare;
      int nSeen = 0, nBad = 0;
      zSkip = azSource[k];
      bare = labOpen();
      zSkip = 0;
      sense(&bare.run, bare.ties, measure, 1, &without);
      for (int i = 0; i < with.n; i++) {
        const EntSensed *p = &with.a[i];
        if (strcmp(p->zKind, "source") || strcmp(p->zName, azSource[k])) {
          continue;
        }
        nSeen++;
        for (int j = 0; j < without.n; j++) {
          const EntSensed *q = &without.a[j];
          if (q->iState != p->iState || strcmp(q->zKind, "draws")) continue;
          nBad += !same(p->low, q->value) || !same(p->rankLow, q->rank);
          nBad += !same(p->high, q->value) || !same(p->rankHigh, q->rank);
        }
      }
      CU_ASSERT_EQUAL(nSeen, 5);
      CU_ASSERT_EQUAL(nBad, 0);
      if (nBad) printf("\n  measure %d without %s\n", measure, azSource[k]);
      ent_ties_unref(bare.ties);
    }
  }
  ent_ties_unref(lab.ties);
  CU_ASSERT_EQUAL(nOpen, 0);
}

static void testMemory(void) {
  static Got got;
  Lab lab;
  long nWith;
  int done = 0;
  zSkip = 0;
  lab = labOpen();
  nWith = nOpen;
  for (long i = 0; i < 20000 && !done; i += 1 + i / 100) {
    int rc;
    lab.run = runNew();
    nLeft = i;
    rc = sense(&lab.run, lab.ties, 0, 3, &got);
    done = rc == ENT_OK;
    nLeft = -1;
    if (!done && rc != ENT_NOMEM) CU_FAIL("an error that is not memory's");
    if (nOpen != nWith) CU_FAIL("memory left behind");
  }
  CU_ASSERT(done);
  ent_ties_unref(lab.ties);
  CU_ASSERT_EQUAL(nOpen, 0);
}

static int cancelNow(void *p) {
  return --*(int *)p <= 0;
}

static void testCancel(void) {
  static Got got;
  Lab lab;
  long nWith;
  int rc = ENT_CANCEL, nCancelled = 0;
  zSkip = 0;
  lab = labOpen();
  nWith = nOpen;
  for (int i = 1; rc != ENT_OK && i < 2000; i++) {
    int nAsk = i;
    lab.run = runNew();
    lab.run.xCancel = cancelNow;
    lab.run.pCancel = &nAsk;
    rc = sense(&lab.run, lab.ties, 3, 5, &got);
    nCancelled += rc == ENT_CANCEL;
    if (rc != ENT_OK && rc != ENT_CANCEL) CU_FAIL("another error");
    if (nOpen != nWith) CU_FAIL("memory left behind");
  }
  CU_ASSERT_EQUAL(rc, ENT_OK);
  CU_ASSERT(nCancelled > 100); /* at least once a turn */
  ent_ties_unref(lab.ties);
}

/* ---- Through SQL, on the first sample ---- */

#define DAY   "'2023-09-13'"
#define SIDES "'RUS,PRK', 'USA,KOR,JPN', " DAY

static sqlite3 *db;

static void is(const char *zSql, const char *zExpected) {
  const char *zGot = answer_text(db, zSql);
  CU_ASSERT_STRING_EQUAL(zGot, zExpected);
  if (strcmp(zGot, zExpected)) printf("\n  %s\n  gave: %s\n", zSql, zGot);
}

static int setup(void) {
  if (sqlite3_open(":memory:", &db)) return 1;
  if (sqlite3_entente_init(db, 0, 0)) return 1;
  if (sqlite3_exec(db,
                   "SELECT entente_load('samples/korea-russia-2023/"
                   "dataset.json')",
                   0, 0, 0)) {
    return 1;
  }
  return sqlite3_exec(db,
                      "CREATE TEMP TABLE sure AS SELECT * FROM"
                      " sensitivity('bystander_score',"
                      " json_array(NULL, " SIDES "), 40, 1)",
                      0, 0, 0);
}

static int teardown(void) {
  int rc = sqlite3_close(db);
  db = 0;
  return rc;
}

/* What the table is now against what `sure` said of a turn. */
static int differs(const char *zKind, const char *zName, const char *zBound) {
  char *z = sqlite3_mprintf(
      "SELECT count(*) - 1000 * sum(s.value_%s IS NOT b.score OR"
      " s.rank_%s IS NOT b.rank) FROM bystanders(" SIDES ") b LEFT JOIN"
      " temp.sure s ON s.state = b.state AND s.kind = %Q AND s.name = %Q",
      zBound, zBound, zKind, zName);
  int n = z ? atoi(answer_text(db, z)) : 0;
  sqlite3_free(z);
  if (n <= 100) printf("\n  %s %s at its %s: %d\n", zKind, zName, zBound, n);
  return n <= 100;
}

/* The names of a kind, every one or one in nStep. */
static int names(const char *zKind, int nStep, char (*az)[80], int nMax) {
  sqlite3_stmt *pStmt = 0;
  int n = 0, i = 0;
  sqlite3_prepare_v2(db,
                     "SELECT name FROM temp.sure WHERE kind = ?1 AND state ="
                     " 'CHN' ORDER BY name",
                     -1, &pStmt, 0);
  sqlite3_bind_text(pStmt, 1, zKind, -1, SQLITE_STATIC);
  while (sqlite3_step(pStmt) == SQLITE_ROW && n < nMax) {
    if (i++ % nStep) continue;
    snprintf(az[n++], 80, "%s", (const char *)sqlite3_column_text(pStmt, 0));
  }
  sqlite3_finalize(pStmt);
  return n;
}

static void exec(char *zSql) {
  if (zSql) answer_do(db, zSql);
  sqlite3_free(zSql);
}

static void testParameters(void) {
  static char az[200][80];
  int n = names("parameter", 4, az, 200), nBad = 0;
  CU_ASSERT(n > 10);
  answer_do(db, "BEGIN");
  for (int i = 0; i < n; i++) {
    answer_do(db, "SAVEPOINT turn");
    exec(sqlite3_mprintf("UPDATE parameter SET value = low WHERE name = %Q",
                         az[i]));
    nBad += differs("parameter", az[i], "low");
    exec(sqlite3_mprintf("UPDATE parameter SET value = high WHERE name = %Q",
                         az[i]));
    nBad += differs("parameter", az[i], "high");
    answer_do(db, "ROLLBACK TO turn; RELEASE turn");
  }
  answer_do(db, "ROLLBACK");
  CU_ASSERT_EQUAL(nBad, 0);
}

static void testSources(void) {
  static const char *const azTable[] = { "coverage",    "obligation",
                                         "transfer",    "sanction",
                                         "trade",       "dispute",
                                         "trade_total", "capability" };
  static char az[300][80];
  int n = names("source", 12, az, 299), nBad = 0;
  CU_ASSERT(n > 4);
  snprintf(az[n++], 80, "factbook");
  snprintf(az[n++], 80, "atop");
  answer_do(db, "BEGIN");
  for (int i = 0; i < n; i++) {
    answer_do(db, "SAVEPOINT turn");
    for (size_t t = 0; t < sizeof(azTable) / sizeof(azTable[0]); t++) {
      exec(sqlite3_mprintf("DELETE FROM %s WHERE source = %Q", azTable[t],
                           az[i]));
    }
    answer_do(db, "DELETE FROM dispute_side WHERE dispute NOT IN"
                  " (SELECT id FROM dispute)");
    nBad += differs("source", az[i], "low");
    answer_do(db, "ROLLBACK TO turn; RELEASE turn");
  }
  answer_do(db, "ROLLBACK");
  CU_ASSERT_EQUAL(nBad, 0);
}

static void testDraws(void) {
  is("SELECT count(*) = (SELECT count(*) FROM bystanders(" SIDES "))"
     " FROM temp.sure WHERE kind = 'draws'",
     "1");
  is("SELECT count(*) FROM temp.sure s JOIN bystanders(" SIDES ") b"
     " USING (state) WHERE s.value IS NOT b.score OR s.rank IS NOT b.rank",
     "0");
  is("SELECT count(*) FROM temp.sure WHERE kind = 'draws' AND NOT"
     " (value_low <= value_median AND value_median <= value_high AND"
     " rank_low <= rank_median AND rank_median <= rank_high AND"
     " value_high <= 1 AND rank_low >= 1 AND known_draws = 40)",
     "0");
  is("SELECT count(DISTINCT value_low) > 20 AND sum(value_low < value_high)"
     " > 30 FROM temp.sure WHERE kind = 'draws'",
     "1");
}

static void testSeeds(void) {
  static const char zSql[] = "CREATE TEMP TABLE seed%d AS SELECT * FROM"
                             " sensitivity('bystander_score',"
                             " json_array('CHN', " SIDES "), 40, %d)";
  exec(sqlite3_mprintf(zSql, 1, 1));
  exec(sqlite3_mprintf(zSql, 2, 2));
  is("SELECT count(*) FROM (SELECT * FROM temp.seed1 EXCEPT"
     " SELECT * FROM temp.sure)",
     "0");
  is("SELECT (SELECT count(*) FROM temp.seed1) = count(*) FROM temp.sure"
     " WHERE state = 'CHN'",
     "1");
  is("SELECT group_concat(kind) FROM (SELECT * FROM temp.seed2 EXCEPT"
     " SELECT * FROM temp.sure)",
     "draws");
}

/* Nothing can vary: no width, no parameters, the plain score. */
static void testFixed(void) {
  answer_do(db,
            "SAVEPOINT turn; UPDATE parameter SET low = value, high = value;"
            "CREATE TEMP TABLE plain AS SELECT * FROM bystanders(" SIDES ")");
  is("SELECT count(*) FROM sensitivity('bystander_score', "
     "json_array(NULL, " SIDES
     "), 5, 1) s LEFT JOIN temp.plain b ON b.state = s.state"
     " WHERE kind = 'parameter' OR kind = 'draws' AND (value_low IS NOT score"
     " OR value_median IS NOT score OR value_high IS NOT score OR"
     " rank_low IS NOT b.rank OR rank_high IS NOT b.rank)",
     "0");
  answer_do(db, "ROLLBACK TO turn; RELEASE turn");
}

static void testMeasures(void) {
  static const char *const azCall[][3] = {
    { "alliance_strength", "'RUS,PRK', ", "0" },
    { "alliance_strength", "'PRK', ", "1" },
    { "hostility", "'USA', ", "1" },
    { "leverage", "'PRK', ", "1" },
    { "sanction_exposure", "", "0" },
    { "cinc", "", "0" },
    { "isolation", "", "0" },
    { "threat", "", "0" },
    { "entrapment", "", "0" },
  };
  answer_do(db, "BEGIN; UPDATE parameter SET low = value, high = value");
  for (size_t i = 0; i < sizeof(azCall) / sizeof(azCall[0]); i++) {
    const char *const *az = azCall[i];
    char *z = sqlite3_mprintf(
        "CREATE TEMP TABLE one AS SELECT * FROM sensitivity(%Q,"
        " json_array(NULL, %s" DAY "), 1, 1) WHERE kind = 'draws'",
        az[0], az[1]);
    exec(z);
    z = sqlite3_mprintf("SELECT count(*) FROM temp.one WHERE value IS NOT"
                        " %s(state, %s" DAY ")",
                        az[0], az[1]);
    is(z, "0");
    sqlite3_free(z);
    z = sqlite3_mprintf(
        "SELECT count(*) + %s = (SELECT count(*) FROM state_spell WHERE"
        " system = 'cow' AND ifnull(since, '') <= " DAY " AND ifnull(until,"
        " '9') >= " DAY ") FROM temp.one",
        az[2]);
    is(z, "1");
    sqlite3_free(z);
    answer_do(db, "DROP TABLE temp.one");
  }
  answer_do(db, "ROLLBACK");
}

static void testNull(void) {
  is("SELECT count(*) || ifnull(max(value), '-') || max(known_draws) FROM"
     " sensitivity('bystander_score', json_array('RUS', " SIDES "), 5, 1)",
     "1-0");
  is("SELECT count(*) || ifnull(max(rank), '-') FROM sensitivity('threat',"
     " json_array('GDR', " DAY "), 5, 1)",
     "1-");
  is("SELECT count(*) FROM sensitivity('bystander_score', json_array('CHN',"
     " NULL, 'USA'), 5, 1)",
     "0");
  is("SELECT count(*) FROM sensitivity('threat', json_array('CHN'), NULL, 1)",
     "0");
}

#define CALL(measure, args, draws, seed)                                       \
  "SELECT * FROM sensitivity(" measure ", " args ", " draws ", " seed ")"

static void testErrors(void) {
  is(CALL("'power'", "'[]'", "5", "1"),
     "sensitivity(): argument measure: no measure 'power'; one of"
     " alliance_strength, hostility, leverage, bystander_score,"
     " sanction_exposure, cinc, isolation, threat, entrapment");
  is(CALL("'state_to'", "'[]'", "5", "1"),
     "sensitivity(): argument measure: no measure 'state_to'; one of"
     " alliance_strength, hostility, leverage, bystander_score,"
     " sanction_exposure, cinc, isolation, threat, entrapment");
  is(CALL("'cinc'", "'CHN'", "5", "1"),
     "sensitivity(): argument args: 'CHN' is not JSON; expected a JSON array,"
     " as json_array() makes it");
  is(CALL("'cinc'", "'{\"a\":1}'", "5", "1"),
     "sensitivity(): argument args: '{\"a\":1}' is JSON, of type object;"
     " expected a JSON array, as json_array() makes it");
  is(CALL("'cinc'", "json_array('CHN', 2020, 3)", "5", "1"),
     "sensitivity(): argument args: 3 values for cinc(state [, on])");
  is(CALL("'cinc'", "'[]'", "5", "1"),
     "sensitivity(): argument args: 0 values for cinc(state [, on])");
  is(CALL("'cinc'", "'[[1]]'", "5", "1"),
     "sensitivity(): argument args: value 1 is of type array; expected a text,"
     " a number or null");
  is(CALL("'cinc'", "json_array('CHX')", "0", "1"),
     "sensitivity(): argument draws: '0' is not a whole number from 1 to"
     " 100000");
  is(CALL("'cinc'", "json_array('CHX')", "100001", "1"),
     "sensitivity(): argument draws: '100001' is not a whole number from 1 to"
     " 100000");
  is(CALL("'cinc'", "json_array('CHN')", "5", "1.5"),
     "sensitivity(): argument seed: '1.5' is not a whole number");
  is(CALL("'cinc'", "json_array('CHN')", "5", "'x'"),
     "sensitivity(): argument seed: 'x' is not a whole number");
  is(CALL("'cinc'", "json_array('CHN', '2020-13')", "5", "1"),
     "sensitivity(): argument on: '2020-13' is not a date; expected YYYY,"
     " YYYY-MM or YYYY-MM-DD");
  is(CALL("'cinc'", "json_array(156, 2023)", "5", "1"),
     "sensitivity(): argument args, the state: 156 is not a text");
  is(CALL("'bystander_score'", "json_array('CHN', 'RUS', 'RUS')", "5", "1"),
     "sensitivity(): arguments side_a and side_b: RUS is on both sides");
  is("SELECT known_draws FROM sensitivity('CINC', json_array('CHN', 2023),"
     " 5.0, -1.0)",
     "5");
}

static int stopLater(void *p) {
  return --*(int *)p <= 0;
}

/* An hour's work ends soon after the host says so. */
static void testInterrupt(void) {
  sqlite3_stmt *pStmt = 0;
  int nAsk = 300, rc;
  sqlite3_prepare_v2(db, CALL("'threat'", "json_array(NULL)", "100000", "1"),
                     -1, &pStmt, 0);
  sqlite3_progress_handler(db, 1, stopLater, &nAsk);
  rc = sqlite3_step(pStmt);
  sqlite3_progress_handler(db, 0, 0, 0);
  CU_ASSERT_EQUAL(rc, SQLITE_INTERRUPT);
  CU_ASSERT(nAsk > -100);
  CU_ASSERT_EQUAL(sqlite3_finalize(pStmt), SQLITE_INTERRUPT);
  is("SELECT count(*) FROM sensitivity('cinc', json_array('CHN', " DAY
     "), 1, 1) WHERE kind = 'draws'",
     "1");
}

void test_sense_register(void) {
  CU_pSuite p = CU_add_suite("sense", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "the seed's published numbers", testSeed);
  CU_add_test(p, "the generator's published numbers", testNext);
  CU_add_test(p, "numbers in [0,1)", testUnit);
  CU_add_test(p, "a source left out: a world without it", testBuiltWithout);
  CU_add_test(p, "failing memory", testMemory);
  CU_add_test(p, "cancelled", testCancel);
  CU_add_test(p, "a parameter's turn: an UPDATE", testParameters);
  CU_add_test(p, "a source left out: a DELETE", testSources);
  CU_add_test(p, "intervals and ranks", testDraws);
  CU_add_test(p, "seeds; one state is a part of all", testSeeds);
  CU_add_test(p, "nothing varies", testFixed);
  CU_add_test(p, "every measure", testMeasures);
  CU_add_test(p, "NULL", testNull);
  CU_add_test(p, "errors", testErrors);
  CU_add_test(p, "interrupted", testInterrupt);
}
