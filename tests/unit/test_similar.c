/*
** Similarity: published values, a slow twin, votes by hand, the rule of the
** votes' snapshot, and the field's own files where they are at hand.
**
** Values tagged with a page were published; the others follow from published
** inputs by the formulas in ext/measure/method.c. Measures that are not ours
** (nominal and linear kappa, Benati and Capurri's A) are sums over dimensions
** of what ours are made of, and so are checked too: with d_ij the squared
** distance of two categories placed in several dimensions,
** kappa_d = 1 - sum ssd / sum (ssd / (1 - kappa)) over the dimensions.
*/
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"
#include "answer.h"

void test_similar_register(void);

static sqlite3 *db;

static int setup(void) {
  if (sqlite3_open(":memory:", &db)) return 1;
  if (sqlite3_entente_init(db, 0, 0)) return 1;
  return sqlite3_exec(db, "SELECT entente_create()", 0, 0, 0);
}

static int teardown(void) {
  return sqlite3_close(db);
}

static void runf(const char *zFormat, ...) {
  va_list ap;
  char *z;
  va_start(ap, zFormat);
  z = sqlite3_vmprintf(zFormat, ap);
  va_end(ap);
  answer_do(db, z);
  sqlite3_free(z);
}

/* All cells of the answer, with blanks between; or the error. Numbers have 15
** digits: SQLite writes 17 from 3.54 on. */
static const char *ask(const char *zSql) {
  static char zGot[600];
  char zReal[40];
  sqlite3_stmt *pStmt = 0;
  size_t n = 0;
  zGot[0] = 0;
  if (sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) == SQLITE_OK) {
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count(pStmt) && n < 500; i++) {
        int isReal = sqlite3_column_type(pStmt, i) == SQLITE_FLOAT;
        const char *z = isReal
                            ? sqlite3_snprintf(sizeof(zReal), zReal, "%!.15g",
                                               sqlite3_column_double(pStmt, i))
                            : (const char *)sqlite3_column_text(pStmt, i);
        n += (size_t)snprintf(zGot + n, sizeof(zGot) - n, "%s%s", n ? " " : "",
                              z ? z : "NULL");
      }
    }
  }
  if (sqlite3_finalize(pStmt)) {
    snprintf(zGot, sizeof(zGot), "%s", sqlite3_errmsg(db));
  }
  return zGot;
}

/* One number; NaN for NULL. */
static double number(const char *zFormat, ...) {
  va_list ap;
  char *z;
  double r;
  const char *zGot;
  va_start(ap, zFormat);
  z = sqlite3_vmprintf(zFormat, ap);
  va_end(ap);
  zGot = ask(z);
  r = NAN;
  if (strcmp(zGot, "NULL") && zGot[strspn(zGot, "-.0123456789e+")] == 0) {
    r = strtod(zGot, 0);
  } else if (strcmp(zGot, "NULL")) {
    CU_ASSERT(0);
    printf("\n  %.200s\n  gave: %s\n", z, zGot);
  }
  sqlite3_free(z);
  return r;
}

static void is(const char *zSql, const char *zExpected) {
  const char *zGot = ask(zSql);
  CU_ASSERT(strcmp(zGot, zExpected) == 0);
  if (strcmp(zGot, zExpected)) {
    printf("\n  %.300s\n  gave: %s\n  not:  %s\n", zSql, zGot, zExpected);
  }
}

static int close_to(double x, double y, double limit) {
  return isnan(y) ? isnan(x) : fabs(x - y) <= limit;
}

static void near_to(const char *zSql, double y, double limit) {
  double x = number("%s", zSql);
  CU_ASSERT(close_to(x, y, limit));
  if (!close_to(x, y, limit)) {
    printf("\n  %.300s\n  gave: %.12g\n  not:  %.12g\n", zSql, x, y);
  }
}

/* ---- Aggregates: published values ---- */

/* Signorino and Ritter 1999, table 6: Germany and Russia in 1914. */
static const int aGermany[] = { 3, 0, 0, 0, 3, 3, 0, 0, 0, 0,
                                0, 3, 0, 0, 0, 0, 0, 0, 0, 0 };
static const int aRussia[] = { 0, 3, 1, 3, 0, 1, 0, 0, 0, 0,
                               0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
static const int aHundredth[] = { 25, 21, 20, 8, 8, 5, 3, 3, 2, 1,
                                  1,  1,  1,  1, 0, 0, 0, 0, 0, 0 };

static void table6(void) {
  answer_do(db, "CREATE TEMP TABLE six(k, x, y, w)");
  for (int i = 0; i < 20; i++) {
    runf("INSERT INTO six VALUES (%d, %d, %d, %d / 100.0)", i, aGermany[i],
         aRussia[i], aHundredth[i]);
  }
  near_to("SELECT tau_b(x, y) FROM six", .03031695, 5e-9);
  near_to("SELECT s_score(x, y, 3) FROM six", .4, 1e-12);
  near_to("SELECT s_score(x, y, 3, w) FROM six", -.46, 1e-12);
  near_to("SELECT kappa_score(x, y) FROM six", -.0775862069, 5e-11);
  near_to("SELECT pi_score(x, y) FROM six", -.0869565217, 5e-11);
  near_to("SELECT s_score(x > 0, y > 0, 1) FROM six", .4, 1e-12);
  near_to("SELECT s_score(x > 0, y > 0, 1, w) FROM six", -.66, 1e-12);
  near_to("SELECT kappa_score(x > 0, y > 0) FROM six", .0625, 1e-12);
  near_to("SELECT pi_score(x > 0, y > 0) FROM six", .0625, 1e-12);
  near_to("SELECT tau_b(x > 0, y > 0) FROM six", .0625, 1e-12);
  /* Without their own rows */
  near_to("SELECT s_score(x, y, 3) FROM six WHERE k > 1", .5556, 5e-5);
  near_to("SELECT s_score(x, y, 3, w) FROM six WHERE k > 1", 0, 1e-12);
  near_to("SELECT kappa_score(x, y) FROM six WHERE k > 1", .0303, 5e-5);
  near_to("SELECT pi_score(x, y) FROM six WHERE k > 1", .0171, 5e-5);
  near_to("SELECT tau_b(x, y) FROM six WHERE k > 1", .1740, 5e-5);
  /* Squared S is S of squared distances on a squared range. */
  near_to("SELECT s_score((x - y) * (x - y), 0, 9) FROM six", .4444444444,
          5e-11);
  near_to("SELECT s_score((x - y) * (x - y), 0, 9, w) FROM six", -.3488888889,
          5e-11);
  /* Linear weights: the distance is a sum over thresholds. */
  answer_do(db, "CREATE TEMP VIEW step AS SELECT t.column1 t, x >= t.column1 x,"
                " y >= t.column1 y FROM six, (VALUES (1), (2), (3)) t");
  answer_do(
      db,
      "CREATE TEMP VIEW linear AS SELECT sum(ssd) d, sum(ssd / (1 - k)) e FROM"
      " (SELECT sum((x - y) * (x - y)) ssd, kappa_score(x, y) k FROM step"
      "  GROUP BY t)");
  near_to("SELECT 1 - d / e FROM linear", -.0714285714, 5e-11);
  near_to("SELECT 2 * (e - d) / (3 * 20) FROM linear", -.04, 1e-12);
  /* Nominal: every level is a dimension of its own. */
  answer_do(db, "CREATE TEMP VIEW level AS SELECT t.column1 t, x = t.column1 x,"
                " y = t.column1 y FROM six, (VALUES (0), (1), (3)) t");
  near_to("SELECT 1 - sum(ssd) / sum(ssd / (1 - k)) FROM (SELECT"
          " sum((x - y) * (x - y)) ssd, kappa_score(x, y) k FROM level"
          " GROUP BY t)",
          -.0294117647, 5e-11);
  near_to("SELECT 1 - sum(ssd) / sum(ssd / (1 - k)) FROM (SELECT"
          " sum((x - y) * (x - y)) ssd, pi_score(x, y) k FROM level"
          " GROUP BY t)",
          -.0447761194, 5e-11);
  answer_do(
      db, "DROP VIEW linear; DROP VIEW step; DROP VIEW level; DROP TABLE six");
}

static void signorino_ritter(void) {
  near_to("SELECT s_score(column1, column2, 3, column3) FROM (VALUES"
          " (3, 2, .5), (3, 2, .3), (2, 3, .1), (2, 3, .1))",
          1. / 3, 1e-12);
  near_to("SELECT s_score(column1, column2, 3, column3) FROM (VALUES"
          " (3, 2, .5), (2, 3, .4), (3, 0, .05), (0, 3, .05))",
          .2, 1e-12);
  near_to("SELECT s_score(column1, column2, 2) FROM (VALUES"
          " (3, 3), (3, 3), (1, 1), (2, 3))",
          .75, 1e-12);
  near_to("SELECT (s_score(column1, column2, 3, column5) +"
          " s_score(column3, column4, 2)) / 2 FROM (VALUES (3, 2, 3, 3, .5),"
          " (2, 3, 3, 3, .4), (3, 0, 1, 1, .05), (0, 3, 2, 3, .05))",
          .475, 1e-12);
  /* p. 133 */
  is("SELECT round(s_score(column1, column2, 3), 4),"
     " tau_b(column1, column2) FROM"
     " (VALUES (0, 3), (1, 2), (2, 1), (3, 0))",
     "-0.3333 -1.0");
  is("SELECT round(s_score(column1, column2, 3), 4),"
     " tau_b(column1, column2) FROM"
     " (VALUES (1, 3), (2, 2), (2, 2), (3, 1))",
     "0.3333 -1.0");
  is("SELECT round(s_score(column1, column2, 3), 4),"
     " tau_b(column1, column2) FROM"
     " (VALUES (2, 3), (2, 3), (3, 2), (3, 2))",
     "0.3333 -1.0");
  is("SELECT s_score(column1, column2, 3), tau_b(column1, column2),"
     " kappa_score(column1, column2) FROM"
     " (VALUES (3, 3), (3, 3), (3, 3), (3, 3))",
     "1.0 NULL NULL");
}

/* n rows of each of the cells 00, 01, 10, 11 */
static const char *cells(int n00, int n01, int n10, int n11,
                         const char *zWhat) {
  static char z[900];
  snprintf(z, sizeof(z),
           "WITH RECURSIVE c(x, y, n) AS (VALUES (0, 0, %d), (0, 1, %d),"
           " (1, 0, %d), (1, 1, %d) UNION ALL SELECT x, y, n - 1 FROM c WHERE"
           " n > 0) SELECT %s FROM c WHERE n > 0",
           n00, n01, n10, n11, zWhat);
  return z;
}

static void haege_cohen(void) {
  static const char zAll[] = "round(s_score(x, y, 1), 9),"
                             " round(pi_score(x, y), 9),"
                             " round(kappa_score(x, y), 9)";
  /* Haege 2011, p. 291: 1001001000 and 0110001100 */
  near_to(cells(4, 3, 2, 1, "s_score(x, y, 1)"), 0, 1e-12);
  near_to(cells(4, 3, 2, 1, "kappa_score(x, y)"), -.0869565, 5e-8);
  near_to(cells(4, 3, 2, 1, "pi_score(x, y)"), -.0989011, 5e-8);
  /* pp. 296-297 */
  is(cells(3, 2, 2, 3, zAll), "0.2 0.2 0.2");
  is(cells(6, 2, 2, 0, zAll), "0.2 -0.25 -0.25");
  is(cells(3, 4, 0, 3, zAll), "0.2 0.2 0.310344828");
  /* Cohen 1968, table 1. His weights 0 1 3, 1 0 6, 3 6 0 are the squared
  ** distances of (0,0), (1,0) and (-1, sqrt 2). */
  answer_do(
      db, "CREATE TEMP TABLE cohen AS WITH RECURSIVE c(i, j, n) AS (VALUES"
          " (1, 1, 44), (1, 2, 5), (1, 3, 1), (2, 1, 7), (2, 2, 20), (2, 3, 3),"
          " (3, 1, 9), (3, 2, 5), (3, 3, 6) UNION ALL SELECT i, j, n - 1 FROM c"
          " WHERE n > 1) SELECT i, j FROM c");
  is("SELECT count(*) FROM cohen", "100");
  near_to("SELECT 1 - sum(ssd) / sum(ssd / (1 - k)) FROM (SELECT"
          " sum((x - y) * (x - y)) ssd, kappa_score(x, y) k FROM"
          " (SELECT t.column1 t, i = t.column1 x, j = t.column1 y"
          "  FROM cohen, (VALUES (1), (2), (3)) t) GROUP BY t)",
          .4915254, 5e-8);
  near_to("WITH place(i, t, x) AS (VALUES (1, 1, 0), (2, 1, 1), (3, 1, -1),"
          " (1, 2, 0), (2, 2, 0), (3, 2, sqrt(2)))"
          "SELECT 1 - sum(ssd) / sum(ssd / (1 - k)) FROM (SELECT"
          " sum((a.x - b.x) * (a.x - b.x)) ssd, kappa_score(a.x, b.x) k"
          " FROM cohen JOIN place a ON a.i = cohen.i JOIN place b ON"
          " b.i = cohen.j AND b.t = a.t GROUP BY a.t)",
          .3478261, 5e-8);
  answer_do(db, "DROP TABLE cohen");
}

static void aggregates(void) {
  /* Pairwise complete; nothing complete is NULL, as is nothing at all. */
  is("SELECT s_score(column1, column2, 2), kappa_score(column1, column2)"
     " FROM (VALUES (1, NULL), (NULL, 2), (1, 1), (2, 1), (3, 3))",
     "0.666666666666667 0.8");
  is("SELECT s_score(NULL, 1, 2), kappa_score(NULL, 1), pi_score(1, NULL),"
     " tau_b(1, NULL), s_score(1, 1, 2, NULL), s_score(1, 1, 2, 0)",
     "NULL NULL NULL NULL NULL NULL");
  is("SELECT s_score(1, 1, 2), kappa_score(1, 1), pi_score(1, 1), tau_b(1, 1)"
     " WHERE 0",
     "NULL NULL NULL NULL");
  /* Constants that are no binary fractions still are constant. */
  is("SELECT kappa_score(0.1, 0.1), pi_score(0.1, 0.1), tau_b(0.1, 0.1),"
     " s_score(0.1, 0.1, 0.3) FROM (VALUES (1), (2), (3), (4), (5), (6), (7))",
     "NULL NULL NULL 1.0");
  near_to("SELECT kappa_score(1e9 + column1, 1e9 + column2) FROM"
          " (VALUES (1, 1), (2, 1), (3, 3))",
          .8, 1e-9);
  is("SELECT s_score(column1, '2', 3) FROM (VALUES ('1'), (2.0))",
     "0.666666666666667");
  is("SELECT s_score('x', 1, 2)", "s_score(): argument x: 'x' is not a number");
  is("SELECT kappa_score(1, x'00')",
     "kappa_score(): argument y: 'a blob' is not a number");
  is("SELECT tau_b(1, 9e999)", "tau_b(): argument y: 'Inf' is not a number");
  is("SELECT s_score(1, 1, NULL)",
     "s_score(): argument range: 'NULL' is not a number");
  is("SELECT s_score(1, 1, 0)",
     "s_score(): argument range: '0' is not above 0");
  is("SELECT s_score(1, 1, column1) FROM (VALUES (2), (3))",
     "s_score(): argument range: '3' is not the range of other rows");
  is("SELECT s_score(0, 3, 2)",
     "s_score(): argument range: '2' is less than a row's |x-y|");
  is("SELECT s_score(0, 1, 2, -1)",
     "s_score(): argument weight: '-1' is negative");
}

static uint64_t seed = 88172645463325252u;

static int upto(int n) { /* 0 .. n-1 */
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (int)(seed >> 40) % n;
}

/* All the moments' measures by their definitions, over n cells. */
typedef struct Twin Twin;
struct Twin {
  double s, sWeighted, sSquared, sSquaredWeighted, kappa, pi, tau, agreement;
};

static Twin twin(int n, const double *aX, const double *aY, const double *aW,
                 double range) {
  Twin t;
  double sad = 0, ssd = 0, sadw = 0, ssdw = 0, weight = 0, same = 0;
  double meanX = 0, meanY = 0, within = 0, pooled = 0;
  double balance = 0, orderX = 0, orderY = 0;
  for (int i = 0; i < n; i++) {
    double d = aX[i] - aY[i];
    sad += fabs(d);
    ssd += d * d;
    same += d == 0;
    meanX += aX[i] / n;
    meanY += aY[i] / n;
    if (isnan(aW[i])) continue;
    weight += aW[i];
    sadw += aW[i] * fabs(d);
    ssdw += aW[i] * d * d;
  }
  for (int i = 0; i < n; i++) {
    double mean = (meanX + meanY) / 2;
    within +=
        (aX[i] - meanX) * (aX[i] - meanX) + (aY[i] - meanY) * (aY[i] - meanY);
    pooled += (aX[i] - mean) * (aX[i] - mean) + (aY[i] - mean) * (aY[i] - mean);
    for (int j = 0; j < i; j++) {
      double signX = (aX[i] > aX[j]) - (aX[i] < aX[j]);
      double signY = (aY[i] > aY[j]) - (aY[i] < aY[j]);
      balance += signX * signY;
      orderX += signX != 0;
      orderY += signY != 0;
    }
  }
  within += n * (meanX - meanY) * (meanX - meanY);
  t.s = n ? 1 - 2 * sad / (range * n) : NAN;
  t.sSquared = n ? 1 - 2 * ssd / (range * range * n) : NAN;
  t.sWeighted = weight > 0 ? 1 - 2 * sadw / (range * weight) : NAN;
  t.sSquaredWeighted =
      weight > 0 ? 1 - 2 * ssdw / (range * range * weight) : NAN;
  t.kappa = within > 1e-9 ? 1 - ssd / within : NAN;
  t.pi = pooled > 1e-9 ? 1 - ssd / pooled : NAN;
  t.tau = orderX > 0 && orderY > 0 ? balance / sqrt(orderX * orderY) : NAN;
  t.agreement = n ? same / n : NAN;
  return t;
}

static void random_columns(void) {
  int bad = 0;
  answer_do(db, "CREATE TEMP TABLE r(x, y, w)");
  for (int turn = 0; turn < 60; turn++) {
    double aX[80], aY[80], aW[80];
    int n = 1 + upto(turn < 30 ? 12 : 80), nLevel = 1 + upto(turn % 2 ? 4 : 30);
    Twin t;
    answer_do(db, "DELETE FROM r");
    for (int i = 0; i < n; i++) {
      aX[i] = upto(nLevel) / 2.0;
      aY[i] = upto(nLevel) / 2.0;
      aW[i] = upto(5);
      runf("INSERT INTO r VALUES (%f, %f, %f)", aX[i], aY[i], aW[i]);
    }
    t = twin(n, aX, aY, aW, 20);
    bad += !close_to(number("SELECT s_score(x, y, 20) FROM r"), t.s, 1e-12);
    bad += !close_to(number("SELECT s_score(x, y, 20, w) FROM r"), t.sWeighted,
                     1e-12);
    bad += !close_to(number("SELECT kappa_score(x, y) FROM r"), t.kappa, 1e-9);
    bad += !close_to(number("SELECT pi_score(x, y) FROM r"), t.pi, 1e-9);
    bad += !close_to(number("SELECT tau_b(x, y) FROM r"), t.tau, 1e-12);
  }
  CU_ASSERT_EQUAL(bad, 0);
  is("SELECT count(*) FROM (SELECT kappa_score(x, y) k, pi_score(x, y) p"
     " FROM r GROUP BY w) WHERE p > k + 1e-12",
     "0");
  answer_do(db, "DROP TABLE r");
}

/* ---- Portfolios ---- */

/* No state of the reference is a member any more: a system of our own. */
static void own_system(int n) {
  answer_do(db,
            "BEGIN; DELETE FROM state_spell; DELETE FROM obligation;"
            "DELETE FROM deal; DELETE FROM capability; DELETE FROM coverage;"
            "DELETE FROM vote; DELETE FROM roll_call;"
            "INSERT OR IGNORE INTO source(id, title) VALUES ('t', 'test');"
            "INSERT INTO coverage(layer, source) VALUES ('obligation', 't'),"
            " ('capability', 't'), ('vote', 't');"
            "INSERT INTO deal(id, title) VALUES ('d', 'd')");
  for (int i = 0; i < n; i++) {
    runf("INSERT OR IGNORE INTO state(code, name) VALUES ('X%02d', 'X%02d')", i,
         i);
    runf("INSERT INTO state_spell(system, state, since) VALUES"
         " ('cow', 'X%02d', '1900')",
         i);
  }
  answer_do(db, "COMMIT");
}

static void promise(int i, int j, const char *zKind) {
  runf("INSERT INTO obligation(deal, from_state, to_state, kind) VALUES"
       " ('d', 'X%02d', 'X%02d', '%s')",
       i, j, zKind);
}

static void portfolio1914(void) {
  own_system(20);
  for (int i = 0; i < 20; i++) {
    if (i != 0 && aGermany[i]) promise(0, i, "defense");
    if (i != 1 && aRussia[i]) {
      promise(1, i, aRussia[i] == 3 ? "defense" : "entente");
    }
    runf("INSERT INTO capability(state, year, tpop) VALUES ('X%02d', 1914, %d)",
         i, aHundredth[i]);
  }
  answer_do(
      db,
      "CREATE TEMP VIEW v AS SELECT column1 m, similarity('X00', 'X01', 1914,"
      " column1) r FROM (VALUES ('s'), ('s_weighted'), ('s_squared'),"
      " ('s_squared_weighted'), ('kappa'), ('pi'), ('tau_b'),"
      " ('kappa_binary'), ('pi_binary'))");
  near_to("SELECT r FROM v WHERE m = 's'", .4, 1e-12);
  near_to("SELECT r FROM v WHERE m = 's_weighted'", -.46, 1e-12);
  near_to("SELECT r FROM v WHERE m = 's_squared'", .4444444444, 5e-11);
  near_to("SELECT r FROM v WHERE m = 's_squared_weighted'", -.3488888889,
          5e-11);
  near_to("SELECT r FROM v WHERE m = 'kappa'", -.0775862069, 5e-11);
  near_to("SELECT r FROM v WHERE m = 'pi'", -.0869565217, 5e-11);
  near_to("SELECT r FROM v WHERE m = 'tau_b'", .03031695, 5e-9);
  answer_do(
      db,
      "UPDATE parameter SET value = 1 WHERE name = 'similarity.binary_level'");
  near_to("SELECT r FROM v WHERE m = 'kappa_binary'", .0625, 1e-12);
  near_to("SELECT r FROM v WHERE m = 'pi_binary'", .0625, 1e-12);
  answer_do(
      db,
      "UPDATE parameter SET value = 2 WHERE name = 'similarity.binary_level'");
  is("SELECT n, count(*) FROM similarities(1914) WHERE a < b", "20 190");
  answer_do(db, "DROP VIEW v");
}

static void identities(void) {
  is("SELECT similarity('X00', 'X00', 1914, 's'),"
     " similarity('X00', 'X00', 1914, 's_weighted'),"
     " similarity('X00', 'X00', 1914, 's_squared_weighted'),"
     " similarity('X00', 'X00', 1914, 'kappa'),"
     " similarity('X00', 'X00', 1914, 'pi'),"
     " similarity('X00', 'X00', 1914, 'tau_b'),"
     " similarity('X00', 'X00', 1914, 'kappa_binary')",
     "1.0 1.0 1.0 1.0 1.0 1.0 1.0");
  is("SELECT similarity('X00', 'X01', 1914, 's_weighted') ="
     " similarity('X01', 'X00', 1914, 's_weighted')",
     "1");
}

enum { N = 9 };

static void random_portfolios(void) {
  static const char *const azKind[] = { "defense",       "neutrality",
                                        "consultation",  "entente",
                                        "nonaggression", "offense" };
  static const char *const azMethod[] = {
    "s", "s_weighted", "s_squared", "s_squared_weighted", "kappa", "pi", "tau_b"
  };
  int bad = 0, badTable = 0;
  for (int turn = 0; turn < 12; turn++) {
    double aLevel[6] = { 3, 2, 2, 1, 1, 3 }, aaX[N][N] = { { 0 } }, aW[N];
    double sum = 0;
    if (turn % 3 == 2) { /* levels need not be whole, or apart */
      for (int k = 0; k < 6; k++)
        aLevel[k] = upto(13) / 4.0;
    }
    own_system(N);
    answer_do(db, "BEGIN");
    for (int k = 0; k < 6; k++) {
      runf("UPDATE parameter SET low = 0, high = 9, value = %f WHERE name ="
           " 'level.%s'",
           aLevel[k], azKind[k]);
    }
    for (int i = 0; i < N; i++) {
      aW[i] = turn % 4 == 1 ? NAN : upto(4) ? upto(50) : NAN;
      if (!isnan(aW[i])) {
        runf("INSERT INTO capability(state, year, tpop) VALUES"
             " ('X%02d', 1950, %f)",
             i, aW[i]);
        sum += aW[i];
      }
      aaX[i][i] = 3;
      for (int j = 0; j < N; j++) {
        for (int k = 0; k < 6; k++) {
          if (i == j || upto(9) > turn % 4) continue;
          promise(i, j, azKind[k]);
          if (aLevel[k] > aaX[i][j]) aaX[i][j] = aLevel[k];
        }
      }
    }
    answer_do(db, "COMMIT");
    if (!(sum > 0)) {
      for (int i = 0; i < N; i++)
        aW[i] = NAN;
    }
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        double aX[N], aY[N];
        Twin t = twin(N, aaX[i], aaX[j], aW, 3);
        double aTwin[7];
        Twin binary;
        aTwin[0] = t.s;
        aTwin[1] = t.sWeighted;
        aTwin[2] = t.sSquared;
        aTwin[3] = t.sSquaredWeighted;
        aTwin[4] = t.kappa;
        aTwin[5] = t.pi;
        aTwin[6] = t.tau;
        for (int m = 0; m < 7; m++) {
          bad += !close_to(number("SELECT similarity('X%02d', 'X%02d',"
                                  " '1950-06-01', '%s')",
                                  i, j, azMethod[m]),
                           aTwin[m], 1e-11);
          if (i >= j) continue;
          badTable += !close_to(number("SELECT %s FROM similarities(1950) WHERE"
                                       " a = 'X%02d' AND b = 'X%02d'",
                                       azMethod[m], i, j),
                                aTwin[m], 1e-11);
        }
        for (int k = 0; k < N; k++) {
          aX[k] = aaX[i][k] >= 2;
          aY[k] = aaX[j][k] >= 2;
        }
        binary = twin(N, aX, aY, aW, 1);
        bad += !close_to(number("SELECT similarity('X%02d', 'X%02d', 1950,"
                                " 'kappa_binary')",
                                i, j),
                         binary.kappa, 1e-11);
        bad += !close_to(number("SELECT similarity('X%02d', 'X%02d', 1950,"
                                " 'pi_binary')",
                                i, j),
                         binary.pi, 1e-11);
      }
    }
    is("SELECT count(*) FROM similarities(1950) WHERE pi > kappa + 1e-12", "0");
  }
  CU_ASSERT_EQUAL(bad, 0);
  CU_ASSERT_EQUAL(badTable, 0);
}

/* Reversed names, the same system: every pair keeps its numbers. */
static void permutation(void) {
  answer_do(
      db,
      "CREATE TEMP TABLE was AS SELECT * FROM similarities(1950);"
      "CREATE TEMP TABLE turn AS SELECT code AS old, printf('X%02d', 8 -"
      " substr(code, 2)) AS new FROM state WHERE code GLOB 'X[0-9]*';"
      "CREATE TEMP TABLE o AS SELECT deal, f.new f, t.new t, kind FROM"
      " obligation JOIN turn f ON f.old = from_state JOIN turn t ON t.old ="
      " to_state;"
      "CREATE TEMP TABLE c AS SELECT new, year, tpop FROM capability JOIN turn"
      " ON old = state;"
      "DELETE FROM obligation; DELETE FROM capability;"
      "INSERT INTO obligation(deal, from_state, to_state, kind) SELECT * FROM o"
      " ORDER BY random();"
      "INSERT INTO capability(state, year, tpop) SELECT * FROM c");
  is("SELECT count(*), count(was.tau_b) > 10 FROM was JOIN turn f ON"
     " f.old = was.a JOIN turn t ON t.old = was.b JOIN similarities(1950) now"
     " ON now.a = t.new AND now.b = f.new WHERE abs(was.kappa - now.kappa) <"
     " 1e-12 AND abs(was.s_weighted - now.s_weighted) < 1e-12 AND"
     " ifnull(abs(was.tau_b - now.tau_b), 0) < 1e-12 AND was.n = now.n",
     "36 1");
  answer_do(db, "DROP TABLE was; DROP TABLE turn; DROP TABLE o; DROP TABLE c");
}

static void nulls_and_errors(void) {
  answer_do(db, "UPDATE parameter SET value = 3 WHERE name = 'level.defense'");
  own_system(4);
  promise(0, 1, "defense");
  promise(1, 0, "defense");
  answer_do(db, "INSERT INTO state_spell(system, state, since, until) VALUES"
                " ('cow', 'USA', '1816', '1899')");
  answer_do(db, "UPDATE coverage SET since = '1900', until = '1999'"
                " WHERE layer = 'obligation'");
  is("SELECT similarity(NULL, 'X01', 1950, 's'), similarity('X00', NULL, 1950,"
     " 's'), similarity('X00', 'X01', 1950, NULL)",
     "NULL NULL NULL");
  is("SELECT similarity('X00', 'USA', 1950, 's')", "NULL");
  is("SELECT similarity('X00', 'X01', 1950, 's', 'alliance'),"
     " similarity('X00', 'X01', 1950, 's', NULL)",
     "1.0 1.0");
  is("SELECT similarity('X00', 'X01', 2000, 's')", "NULL"); /* coverage */
  is("SELECT count(*), count(n), count(s) FROM similarities(2000)", "6 0 0");
  /* Nobody's capability is known: no weights. */
  is("SELECT similarity('X00', 'X01', 1950, 's_weighted')", "NULL");
  /* Two portfolios that bind to everybody: chance explains all. */
  answer_do(db, "INSERT INTO state_spell(system, state, since, until) VALUES"
                " ('gw', 'X00', '1816', '1899');"
                "DELETE FROM state_spell WHERE state IN ('X02', 'X03')");
  is("SELECT similarity('X00', 'X01', 1950, 's'), similarity('X00', 'X01',"
     " 1950, 'kappa'), similarity('X00', 'X01', 1950, 'pi'),"
     " similarity('X00', 'X01', 1950, 'tau_b'),"
     " similarity('X00', 'X01', 1950, 'kappa_binary')",
     "1.0 NULL NULL NULL NULL");
  is("SELECT similarity('X00', 'X01', 1950, 'agreement')",
     "similarity(): argument method: no method of alliances 'agreement';"
     " one of s, s_weighted, s_squared, s_squared_weighted, kappa, pi, tau_b,"
     " kappa_binary, pi_binary");
  is("SELECT similarity('X00', 'X01', 1950, 's_weighted', 'vote')",
     "similarity(): argument method: no method of votes 's_weighted'; one"
     " of s, s_squared, kappa, pi, tau_b, agreement");
  is("SELECT similarity('X00', 'X01', 1950, 's', 'votes')",
     "similarity(): argument layer: no layer 'votes'; near: 'vote'; one of"
     " alliance, vote");
  is("SELECT similarity('X00', 'X01', 'x', 's')",
     "similarity(): argument on: 'x' is not a date; expected YYYY, YYYY-MM or"
     " YYYY-MM-DD");
  is("SELECT similarity('X00', 'Qqqqq', 1950, 's')",
     "similarity(): argument b: no state 'Qqqqq'");
  is("SELECT * FROM similarities",
     "similarities(): argument first is missing: similarities(first [, last"
     " [, layer]])");
  is("SELECT * FROM similarities('x')",
     "similarities(): argument first: 'x' is not a year");
  is("SELECT * FROM similarities(1950, 1950.5)",
     "similarities(): argument last: '1950.5' is not a year");
  is("SELECT * FROM similarities(1950, 1950, 'x')",
     "similarities(): argument layer: no layer 'x'; one of alliance, vote");
  is("SELECT count(*) FROM similarities(NULL)", "0");
  is("SELECT count(*), first, last, layer FROM similarities('1950', NULL, "
     "NULL)",
     "1 1950 1950 alliance");
}

/* ---- Votes ---- */

static void votes_by_hand(void) {
  own_system(5);
  answer_do(
      db,
      "INSERT INTO roll_call(id, date) VALUES ('a', '2001-03'), ('b', '2001'),"
      " ('c', '2001-12-31'), ('d', '2001-05-05'), ('e', '2002-01-01'),"
      " ('f', '2004');"
      "INSERT INTO vote(roll_call, state, vote) VALUES"
      " ('a', 'X00', 'yes'), ('b', 'X00', 'no'), ('c', 'X00', 'abstain'),"
      " ('d', 'X00', 'yes'), ('e', 'X00', 'yes'),"
      " ('a', 'X01', 'yes'), ('b', 'X01', 'yes'), ('c', 'X01', 'no'),"
      " ('d', 'X01', 'absent'), ('e', 'X01', 'absent'),"
      " ('d', 'X02', 'no'), ('e', 'X02', 'yes'),"
      " ('a', 'X03', 'absent'), ('f', 'X03', 'yes'), ('f', 'X04', 'yes');"
      "UPDATE coverage SET since = '2001-06-01', until = '2002-06-01'"
      " WHERE layer = 'vote'");
  /* X00 and X01: 1 1, 3 1, 2 3; d is not cast by both. */
  is("SELECT a, b, n, agreement, s, s_squared, tau_b FROM"
     " similarities(2001, 2001, 'vote') WHERE b = 'X01'",
     "X00 X01 3 0.333333333333333 0.0 0.166666666666667 0.0");
  near_to("SELECT kappa FROM similarities(2001, 2001, 'vote') WHERE b = 'X01'",
          1 - 5. / (14 + 11 - 2. / 3 * 6 * 5), 1e-12);
  near_to("SELECT similarity('X01', 'X00', '2001-01-01', 'pi', 'vote')",
          1 - 5. / (14 + 11 - 121. / 6), 1e-12);
  is("SELECT a, b, n, agreement FROM similarities(2001, 2004, 'vote')",
     "X00 X01 3 0.333333333333333 X00 X02 1 0.0 X01 X02 0 NULL"
     " X00 X02 1 1.0 X03 X04 NULL NULL");
  is("SELECT s_weighted, kappa_binary, pi_binary FROM"
     " similarities(2001, 2001, 'vote') LIMIT 1",
     "NULL NULL NULL");
  is("SELECT count(*) FROM similarities(2001, 2001, 'vote') WHERE a = 'X00'"
     " OR b = 'X00'",
     "2");
  is("SELECT year FROM similarities(1900, 2100, 'vote') WHERE a = 'X00' AND"
     " b = 'X02' ORDER BY year DESC",
     "2002 2001");
  is("SELECT count(*) FROM similarities(1900, 2100, 'vote') WHERE year > 2001"
     " AND year <= 2003",
     "1");
  is("SELECT similarity('X00', 'X00', 2001, 'agreement', 'vote'),"
     " similarity('X00', 'X03', 2001, 'agreement', 'vote'),"
     " similarity('X00', 'X01', 2003, 'agreement', 'vote'),"
     " similarity('X03', 'X04', 2004, 'agreement', 'vote')",
     "1.0 NULL NULL NULL");
}

static void random_votes(void) {
  static const char *const azVote[] = { "yes", "abstain", "no", "absent" };
  enum { CALLS = 150, STATES = 9 };
  int aaVote[CALLS][STATES], bad = 0;
  own_system(STATES);
  answer_do(db, "BEGIN");
  for (int r = 0; r < CALLS; r++) {
    runf("INSERT INTO roll_call(id, date) VALUES ('r%d', '%d')", r,
         2000 + r % 2);
    for (int i = 0; i < STATES; i++) {
      aaVote[r][i] = upto(5);
      if (aaVote[r][i] < 4) {
        runf("INSERT INTO vote(roll_call, state, vote) VALUES ('r%d',"
             " 'X%02d', '%s')",
             r, i, azVote[aaVote[r][i]]);
      }
    }
  }
  answer_do(db, "COMMIT");
  for (int year = 2000; year < 2002; year++) {
    for (int i = 0; i < STATES; i++) {
      for (int j = i + 1; j < STATES; j++) {
        static const char *const azMethod[] = {
          "s", "s_squared", "kappa", "pi", "tau_b", "agreement"
        };
        double aX[CALLS], aY[CALLS], aW[CALLS], aTwin[6];
        int n = 0;
        Twin t;
        for (int r = year % 2; r < CALLS; r += 2) {
          if (aaVote[r][i] > 2 || aaVote[r][j] > 2) continue;
          aX[n] = 1 + aaVote[r][i];
          aY[n] = 1 + aaVote[r][j];
          aW[n++] = NAN;
        }
        t = twin(n, aX, aY, aW, 2);
        aTwin[0] = t.s;
        aTwin[1] = t.sSquared;
        aTwin[2] = t.kappa;
        aTwin[3] = t.pi;
        aTwin[4] = t.tau;
        aTwin[5] = t.agreement;
        for (int m = 0; m < 6; m++) {
          bad += !close_to(number("SELECT %s FROM similarities(%d, %d, 'vote')"
                                  " WHERE a = 'X%02d' AND b = 'X%02d'",
                                  azMethod[m], year, year, i, j),
                           aTwin[m], 1e-11);
          bad += !close_to(number("SELECT similarity('X%02d', 'X%02d', %d,"
                                  " '%s', 'vote')",
                                  j, i, year, azMethod[m]),
                           aTwin[m], 1e-11);
        }
      }
    }
  }
  CU_ASSERT_EQUAL(bad, 0);
}

/* Random changes in and out of transactions: the answer is always that of the
** tables as they stand, by plain SQL. */
static void votes_snapshot(void) {
  static const char zOurs[] = "SELECT total(agreement * n), total(n) FROM"
                              " similarities(2000, 2001, 'vote')";
  static const char zPlain[] =
      "SELECT total(v.vote = w.vote), total(1) FROM vote v JOIN vote w ON"
      " v.roll_call = w.roll_call AND v.state < w.state WHERE"
      " v.vote <> 'absent' AND w.vote <> 'absent'";
  int bad = 0, depth = 0;
  for (int turn = 0; turn < 300; turn++) {
    char zOurGot[100], zScalar[100];
    switch (upto(8)) {
    case 0:
      if (depth == 0) answer_do(db, "BEGIN");
      depth = 1;
      break;
    case 1:
      if (depth) answer_do(db, upto(2) ? "COMMIT" : "ROLLBACK");
      depth = 0;
      break;
    case 2:
      if (depth) answer_do(db, "SAVEPOINT s");
      break;
    case 3:
      if (depth && sqlite3_exec(db, "ROLLBACK TO s", 0, 0, 0)) depth = 1;
      break;
    case 4: runf("DELETE FROM vote WHERE roll_call = 'r%d'", upto(150)); break;
    default:
      runf("INSERT OR REPLACE INTO vote(roll_call, state, vote) VALUES"
           " ('r%d', 'X%02d', '%s')",
           upto(150), upto(9), upto(2) ? "yes" : "no");
    }
    snprintf(zOurGot, sizeof(zOurGot), "%.90s", ask(zOurs));
    snprintf(zScalar, sizeof(zScalar), "%.90s",
             ask("SELECT ifnull(similarity('X00', 'X01', 2000, 'agreement',"
                 " 'vote'), -1) - ifnull((SELECT avg(v.vote = w.vote) FROM"
                 " vote v JOIN vote w USING (roll_call) JOIN roll_call r ON"
                 " r.id = roll_call AND r.date = '2000' WHERE v.state = 'X00'"
                 " AND w.state = 'X01' AND 'absent' NOT IN"
                 " (v.vote, w.vote)), -1)"));
    bad += fabs(strtod(zScalar, 0)) > 1e-12;
    bad += fabs(strtod(zOurGot, 0) - strtod(ask(zPlain), 0)) > 1e-9;
  }
  if (depth) answer_do(db, "COMMIT");
  CU_ASSERT_EQUAL(bad, 0);
}

/* ---- Memory that fails, at every allocation in turn ---- */

static long nLeft = -1; /* allocations until failure; -1: never */
static long nOpen;      /* blocks not yet freed */

static void *failing_realloc(void *p, size_t n) {
  void *pNew;
  if (nLeft == 0) return 0;
  if (nLeft > 0) nLeft--;
  pNew = realloc(p, n ? n : 1);
  if (p == 0 && pNew) nOpen++;
  return pNew;
}

static void counting_free(void *p) {
  if (p) nOpen--;
  free(p);
}

static const EntMem failing = { failing_realloc, counting_free };

/* Everything once; nonzero: it went through. */
static int everything(EntRun *pRun, EntWorld *w) {
  static const double aX[] = { 1, 2, 3, 3 }, aY[] = { 2, 1, 3, 3 };
  EntSpan on = { 0, 0 };
  EntMoments m;
  EntPoll *pPoll = ent_votes_new(pRun, w);
  EntVotes *votes = 0;
  EntPortfolios *pAll = ent_portfolio_new(pRun, w, on);
  if (pAll && ent_portfolio_weigh(pRun, pAll) == 0) {
    ent_portfolio_pair(pAll, 0, 1, ~0u, &m);
  }
  ent_portfolio_unref(pAll);
  ent_tau_pairs(pRun, 4, aX, aY);
  if (pPoll) {
    ent_votes_rollcall(pPoll, "b", "1970");
    ent_votes_rollcall(pPoll, "a", "1971");
    ent_votes_vote(pPoll, "b", "A", "yes");
    ent_votes_vote(pPoll, "a", "B", "no");
    votes = ent_votes_finish(pPoll);
  }
  if (votes) CU_ASSERT_EQUAL(votes->nYear, 2);
  ent_votes_unref(votes);
  return pRun->error.code == ENT_OK;
}

static void no_memory(void) {
  EntRun build, run_;
  EntWorld *w;
  EntBuild *b;
  double aValue[ENT_NCOMPONENT] = { 1, 1, 1, 1, 1, 1 };
  long n;
  int ok = 0;
  memset(&build, 0, sizeof(build));
  build.mem = &failing;
  b = ent_build_new(&build);
  ent_build_source(b, "t");
  for (int i = 0; i < ENT_NPARAMETER; i++)
    ent_build_parameter(b, ent_parameter_names[i], 1, 0, 1);
  ent_build_coverage(b, "capability", "t", 0, 0);
  ent_build_state(b, "A", "A", 0, 0);
  ent_build_state(b, "B", "B", 0, 0);
  ent_build_capability(b, "A", 1950, aValue, "t");
  w = ent_build_finish(b);
  CU_ASSERT_PTR_NOT_NULL_FATAL(w);
  n = nOpen;
  for (long i = 0; !ok && i < 1000; i++) {
    memset(&run_, 0, sizeof(run_));
    run_.mem = &failing;
    nLeft = i;
    ok = everything(&run_, w);
    nLeft = -1;
    CU_ASSERT_EQUAL(nOpen, n);
    if (!ok) CU_ASSERT_EQUAL(run_.error.code, ENT_NOMEM);
  }
  CU_ASSERT(ok);
  /* What names nothing is refused. */
  memset(&run_, 0, sizeof(run_));
  run_.mem = &failing;
  {
    EntPoll *pPoll = ent_votes_new(&run_, w);
    ent_votes_rollcall(pPoll, "b", "1970");
    ent_votes_vote(pPoll, "b", "Q", "yes");
    CU_ASSERT_PTR_NULL(ent_votes_finish(pPoll));
    CU_ASSERT_STRING_EQUAL(run_.error.text, "vote 'b': no state 'Q'");
  }
  ent_world_unref(w);
  CU_ASSERT_EQUAL(nOpen, 0);
}

/* ---- The field's own files ---- */

static FILE *open_data(const char *zPath) {
  FILE *f = fopen(zPath, "r");
  if (f == 0) printf("skipped: no %s ... ", zPath);
  return f;
}

static void fresh(void) {
  sqlite3_close(db);
  CU_ASSERT_FATAL(setup() == 0);
  answer_do(
      db,
      "INSERT INTO source(id, title) VALUES ('t', 'test');"
      "INSERT INTO coverage(layer, source) VALUES ('obligation', 't'),"
      " ('capability', 't'); INSERT INTO deal(id, title) VALUES ('d', 'd');"
      "CREATE TEMP TABLE cow AS SELECT DISTINCT CAST(value AS INTEGER) n, state"
      " FROM state_name WHERE scheme = 'cow'; CREATE INDEX temp.i ON cow(n)");
}

/* ATOP 5.1, directed dyad-years; 195 states in 2018. */
static void atop2018(void) {
  static const char *const azKind[] = { "defense", "offense", "neutrality",
                                        "nonaggression", "consultation" };
  static const struct {
    const char *zA, *zB;
    double s, kappa, pi, tau;
    double binary1, binary2, binary3; /* ties at or above 1, 2, 3 */
  } a[] = {
    { "CHN", "PRK", .890598, .617467, .612326, .682699, .686861, .381389,
      .797508 },
    { "CHN", "RUS", .664957, .397588, .362631, .381931, .342119, .429268,
      -.016684 },
    { "PRK", "RUS", .630769, .203914, .114425, .354797, .341425, .121502,
      -.022890 },
    { "CHN", "USA", .206838, .019502, -.159348, .106990, .207547, -.055065,
      -.020323 },
    { "RUS", "USA", NAN, NAN, NAN, NAN, .672131, .051185, -.079097 },
    { "PRK", "USA", NAN, NAN, NAN, NAN, .236364, -.040438, -.030344 },
    { "GBR", "USA", NAN, NAN, NAN, NAN, .620000, .396209, .435526 },
  };
  FILE *f = open_data("../shared/data/atop/atop5_1_directed_dyad_year.csv");
  char zLine[200];
  if (f == 0) return;
  fresh();
  answer_do(db, "BEGIN");
  while (fgets(zLine, sizeof(zLine), f)) {
    int n[8];
    if (sscanf(zLine, "%d,%d,%d,%d,%d,%d,%d,%d", &n[0], &n[1], &n[2], &n[3],
               &n[4], &n[5], &n[6], &n[7]) != 8 ||
        n[2] != 2018) {
      continue;
    }
    for (int k = 0; k < 5; k++) {
      if (n[3 + k] != 1) continue;
      runf("INSERT INTO obligation(deal, from_state, to_state, kind) SELECT"
           " 'd', a.state, b.state, '%s' FROM cow a, cow b WHERE a.n = %d AND"
           " b.n = %d",
           azKind[k], n[0], n[1]);
    }
  }
  fclose(f);
  answer_do(db, "COMMIT");
  is("SELECT n FROM similarities(2018) LIMIT 1", "195");
  for (int level = 1; level <= 3; level++) {
    runf("UPDATE parameter SET value = %d WHERE name ="
         " 'similarity.binary_level'",
         level);
    for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
      static const char *const az[] = { "s", "kappa", "pi", "tau_b",
                                        "kappa_binary" };
      double aExpected[5];
      aExpected[0] = a[i].s;
      aExpected[1] = a[i].kappa;
      aExpected[2] = a[i].pi;
      aExpected[3] = a[i].tau;
      aExpected[4] = level == 1   ? a[i].binary1
                     : level == 2 ? a[i].binary2
                                  : a[i].binary3;
      for (int m = 0; m < 5; m++) {
        char z[120];
        if (isnan(aExpected[m])) continue;
        snprintf(z, sizeof(z), "SELECT similarity('%s', '%s', 2018, '%s')",
                 a[i].zA, a[i].zB, az[m]);
        near_to(z, aExpected[m], 6e-7);
      }
    }
  }
}

/* National Material Capabilities: every score in the file, from the six
** components in it, by way of the table and the function. */
static void nmc(void) {
  FILE *f = open_data("../shared/data/cow/NMC-60-abridged.csv");
  char zLine[300], zAbb[8];
  double worst;
  if (f == 0) return;
  fresh();
  answer_do(db, "CREATE TEMP TABLE score(state, year, cinc);"
                "CREATE INDEX temp.y ON score(year, state, cinc); BEGIN");
  while (fgets(zLine, sizeof(zLine), f)) {
    int code, year;
    double x[7];
    char *az[6];
    if (sscanf(zLine, "%7[^,],%d,%d,%lf,%lf,%lf,%lf,%lf,%lf,%lf", zAbb, &code,
               &year, &x[0], &x[1], &x[2], &x[3], &x[4], &x[5], &x[6]) != 10) {
      continue;
    }
    for (int c = 0; c < 6; c++)
      az[c] = x[c] < 0 ? sqlite3_mprintf("NULL") : sqlite3_mprintf("%f", x[c]);
    runf(
        "INSERT INTO capability(state, year, milex, milper, irst, pec, tpop,"
        " upop) SELECT state, %d, %s, %s, %s, %s, %s, %s FROM cow WHERE n = %d;"
        "INSERT INTO score SELECT state, %d, %.9f FROM cow WHERE n = %d",
        year, az[0], az[1], az[2], az[3], az[4], az[5], code, year, x[6], code);
    for (int c = 0; c < 6; c++)
      sqlite3_free(az[c]);
  }
  fclose(f);
  answer_do(db, "COMMIT");
  /* Year by year: few dates are kept. */
  answer_do(
      db,
      "CREATE TEMP TABLE found AS SELECT cinc, cinc(state, year) AS ours FROM"
      " score ORDER BY year");
  is("SELECT count(*), count(ours) FROM found", "15951 15951");
  worst = number("SELECT max(abs(ours - cinc)) FROM found");
  CU_ASSERT(worst < 2.5e-8);
  if (!(worst < 2.5e-8)) printf("\n  worst %g\n", worst);
}

void test_similar_register(void) {
  CU_pSuite p = CU_add_suite("similar", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "Signorino and Ritter 1999, table 6", table6);
  CU_add_test(p, "Signorino and Ritter 1999, the text", signorino_ritter);
  CU_add_test(p, "Haege 2011, Cohen 1968", haege_cohen);
  CU_add_test(p, "aggregates: NULLs and errors", aggregates);
  CU_add_test(p, "aggregates and their twin", random_columns);
  CU_add_test(p, "table 6 as promises", portfolio1914);
  CU_add_test(p, "a state and itself; symmetry", identities);
  CU_add_test(p, "portfolios and their twin", random_portfolios);
  CU_add_test(p, "the order of states never matters", permutation);
  CU_add_test(p, "NULLs and errors", nulls_and_errors);
  CU_add_test(p, "votes by hand", votes_by_hand);
  CU_add_test(p, "votes and their twin", random_votes);
  CU_add_test(p, "votes in and out of transactions", votes_snapshot);
  CU_add_test(p, "no memory", no_memory);
  CU_add_test(p, "ATOP 2018", atop2018);
  CU_add_test(p, "every cinc of NMC", nmc);
}
