/*
** state_years, dyad_years, triad_years, code_collisions.
**
** Three references, none of which shares a line with the code: SQL over the
** days of state_spell, for the systems as they were; a calendar of bits, a bit
** for each state and day, for made-up systems in which states come and go
** within a year; and, for the thousand ways in which SQLite may hand down
** constraints and orders, the same statement over an ordinary table filled
** once from an unconstrained scan.
*/
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"
#include "answer.h"

void test_years_register(void);

static sqlite3 *db;
static unsigned seed;

static unsigned roll(unsigned n) {
  seed = seed * 1103515245u + 12345u;
  return (seed >> 16) % n;
}

static sqlite3_stmt *prepare(const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  if (sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) != SQLITE_OK) {
    printf("\n  %s\n  in: %s\n", sqlite3_errmsg(db), zSql);
    CU_FAIL("prepare");
  }
  return pStmt;
}

/* The rows as text, columns by '|', rows by ';'; or the error. */
static const char *ask(const char *zSql) {
  static char zOut[4000];
  sqlite3_stmt *pStmt = 0;
  size_t n = 0;
  int i;
  zOut[0] = 0;
  if (sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) == SQLITE_OK) {
    while (sqlite3_step(pStmt) == SQLITE_ROW && n < sizeof(zOut) - 200) {
      for (i = 0; i < sqlite3_column_count(pStmt); i++) {
        const char *z = (const char *)sqlite3_column_text(pStmt, i);
        n += (size_t)snprintf(zOut + n, 100, "%s%s",
                              i   ? "|"
                              : n ? ";"
                                  : "",
                              z ? z : "NULL");
      }
    }
  }
  if (pStmt == 0 || sqlite3_finalize(pStmt) != SQLITE_OK) {
    snprintf(zOut, sizeof(zOut), "%s", sqlite3_errmsg(db));
  }
  return zOut;
}

#define IS(sql, expected)                                                      \
  do {                                                                         \
    const char *zGot_ = ask(sql);                                              \
    CU_ASSERT_STRING_EQUAL(zGot_, expected);                                   \
    if (strcmp(zGot_, expected)) printf("\n  %s\n  gave: %s\n", sql, zGot_);   \
  } while (0)

/* Both statements give the same rows in the same order. */
static int same(const char *zOurs, const char *zPeer) {
  sqlite3_stmt *pOurs = prepare(zOurs), *pPeer = prepare(zPeer);
  int rc, rcPeer, i, isSame = pOurs && pPeer;
  sqlite3_int64 nRow = 0;
  while (isSame) {
    rc = sqlite3_step(pOurs);
    rcPeer = sqlite3_step(pPeer);
    isSame = rc == rcPeer;
    if (!isSame || rc != SQLITE_ROW) break;
    nRow++;
    for (i = 0; i < sqlite3_column_count(pOurs); i++) {
      const char *z = (const char *)sqlite3_column_text(pOurs, i);
      const char *zPeerCell = (const char *)sqlite3_column_text(pPeer, i);
      if (strcmp(z ? z : "NULL", zPeerCell ? zPeerCell : "NULL")) isSame = 0;
    }
  }
  if (!isSame) {
    printf("\n  %s\n  is not: %s\n  from row %lld on: %s\n", zOurs, zPeer,
           (long long)nRow, sqlite3_errmsg(db));
  }
  sqlite3_finalize(pOurs);
  sqlite3_finalize(pPeer);
  return isSame;
}

static int setup(void) {
  seed = 1816;
  if (sqlite3_open(":memory:", &db)) return 1;
  if (sqlite3_entente_init(db, 0, 0)) return 1;
  return sqlite3_exec(
      db,
      "SELECT entente_create();"
      "CREATE TEMP TABLE present AS"
      " WITH RECURSIVE t(y) AS"
      "  (SELECT 1810 UNION ALL SELECT y + 1 FROM t WHERE y < 2020),"
      " spell AS (SELECT system, state, CASE length(since) WHEN 4 THEN"
      "  since || '-01-01' WHEN 7 THEN since || '-01' ELSE since END AS d0,"
      "  CASE length(until) WHEN 4 THEN until || '-12-31' WHEN 7 THEN"
      "  date(until || '-01', '+1 month', '-1 day') ELSE"
      "  ifnull(until, '9999-12-31') END AS d1 FROM state_spell)"
      " SELECT system, y AS year, state, max(d0, y || '-01-01') AS d0,"
      "  min(d1, y || '-12-31') AS d1 FROM t JOIN spell"
      "  ON d0 <= y || '-12-31' AND d1 >= y || '-01-01';"
      "CREATE INDEX temp.present_key ON present(system, year, state, d0, d1);",
      0, 0, 0);
}

/* No statement may be left behind: a plain close must succeed. */
static int teardown(void) {
  int rc = sqlite3_close(db);
  db = 0;
  return rc;
}

/* ---- The systems as they were ---- */

static void testCounts(void) {
  IS("SELECT count(*) FROM dyad_years(1816, 2016)", "1912290");
  IS("SELECT count(*) FROM dyad_years(1816, 2016, 'cow', 1)", "1912290");
  IS("SELECT count(*) FROM dyad_years(1816, 2016, 'cow', 0)", "956145");
  IS("SELECT count(*) FROM dyad_years(1816, 2016) WHERE directed = 0",
     "956145");
  IS("SELECT count(DISTINCT state), count(*) FROM state_years(1816, 2016)",
     "217|15951");
  IS("SELECT year, count(*) FROM state_years(1816, 2016)"
     " WHERE year IN (1816, 1914, 1939, 1946, 1990, 2016) GROUP BY 1",
     ask("SELECT year, count(DISTINCT state) FROM present WHERE system = 'cow'"
         " AND year IN (1816, 1914, 1939, 1946, 1990, 2016) GROUP BY 1"));
  IS("SELECT count(*) FROM state_years(1816, 1816)", "23");
  IS("SELECT count(*) FROM state_years(2016, 2016)", "195");
  IS("SELECT count(*) FROM triad_years(1816, 1816)", "1771"); /* 23 over 3 */
  /* What the plain self-join of state-years has too much. */
  IS("SELECT count(*) - 1912290 FROM state_years(1816, 2016) x"
     " JOIN state_years(1816, 2016) y ON x.year = y.year"
     " WHERE x.state <> y.state",
     "60");
}

static void testDays(void) {
  static const int aYear[] = { 1810, 1816, 1830, 1861, 1867, 1871, 1905, 1918,
                               1919, 1938, 1940, 1941, 1942, 1944, 1945, 1954,
                               1955, 1958, 1961, 1975, 1976, 1990, 1991, 1992,
                               1993, 2006, 2008, 2011, 2016, 2017, 2020 };
  char zOurs[500], zPeer[900];
  int iSystem;
  size_t i;
  for (iSystem = 0; iSystem < 2; iSystem++) {
    const char *zSystem = ent_system_names[iSystem];
    snprintf(zOurs, sizeof(zOurs),
             "SELECT * FROM state_years(1810, 2020, '%s')", zSystem);
    snprintf(zPeer, sizeof(zPeer),
             "SELECT DISTINCT year, state FROM present WHERE system = '%s'"
             " ORDER BY 1, 2",
             zSystem);
    CU_ASSERT(same(zOurs, zPeer));
    for (i = 0; i < sizeof(aYear) / sizeof(aYear[0]); i++) {
      snprintf(zPeer, sizeof(zPeer),
               "SELECT DISTINCT x.year, x.state, y.state FROM present x"
               " JOIN present y ON y.system = x.system AND y.year = x.year"
               " AND x.state <> y.state AND max(x.d0, y.d0) <= min(x.d1, y.d1)"
               " WHERE x.system = '%s' AND x.year = %d ORDER BY 1, 2, 3",
               zSystem, aYear[i]);
      snprintf(zOurs, sizeof(zOurs), "SELECT * FROM dyad_years(%d, %d, '%s')",
               aYear[i], aYear[i], zSystem);
      CU_ASSERT(same(zOurs, zPeer));
      if (aYear[i] > 1871 && aYear[i] != 1990) continue;
      snprintf(zPeer, sizeof(zPeer),
               "SELECT DISTINCT x.year, x.state, y.state, z.state"
               " FROM present x JOIN present y ON y.system = x.system"
               " AND y.year = x.year AND x.state < y.state"
               " AND max(x.d0, y.d0) <= min(x.d1, y.d1)"
               " JOIN present z ON z.system = x.system AND z.year = x.year"
               " AND y.state < z.state AND max(x.d0, y.d0, z.d0)"
               " <= min(x.d1, y.d1, z.d1)"
               " WHERE x.system = '%s' AND x.year = %d"
               " AND x.state < 'H' ORDER BY 1, 2, 3, 4",
               zSystem, aYear[i]);
      snprintf(zOurs, sizeof(zOurs),
               "SELECT * FROM triad_years(%d, %d, '%s') WHERE a < 'H'",
               aYear[i], aYear[i], zSystem);
      CU_ASSERT(same(zOurs, zPeer));
    }
  }
}

#define TOGETHER(first, last, a, b)                                            \
  "SELECT min(year), max(year), count(*) FROM dyad_years(" first ", " last     \
  ") WHERE a = '" a "' AND b = '" b "'"

static void testTraps(void) {
  /* Two Germanies until 2 October 1990, one from the next day on. */
  IS("SELECT state FROM state_years(1990, 1990)"
     " WHERE state IN ('DEU', 'GFR', 'GDR')",
     "DEU;GDR;GFR");
  IS(TOGETHER("1816", "2016", "GFR", "GDR"), "1955|1990|36");
  IS(TOGETHER("1816", "2016", "DEU", "GFR"), "NULL|NULL|0");
  IS(TOGETHER("1816", "2016", "GDR", "DEU"), "NULL|NULL|0");
  /* Yemen, 22 May 1990. */
  IS(TOGETHER("1816", "2016", "YAR", "YEM"), "NULL|NULL|0");
  IS("SELECT group_concat(state) FROM state_years(1990, 1990)"
     " WHERE state IN (SELECT code FROM state WHERE name LIKE '%Yemen%')",
     ask("SELECT group_concat(state) FROM (SELECT DISTINCT state FROM present"
         " WHERE system = 'cow' AND year = 1990 AND state IN (SELECT code"
         " FROM state WHERE name LIKE '%Yemen%') ORDER BY 1)"));
  /* Korea before 1905 never met its halves, which met from 1949. */
  IS("SELECT count(*) FROM dyad_years(1816, 2016)"
     " WHERE a = 'KOR730' AND b IN ('KOR', 'PRK')",
     "0");
  IS(TOGETHER("1816", "2016", "KOR", "PRK"), "1949|2016|68");
  /* The Republic of Vietnam ended in April 1975. */
  IS(TOGETHER("1816", "2016", "RVN", "VNM"), "1954|1975|22");
  IS("SELECT max(year) FROM state_years(1816, 2016) WHERE state = 'RVN'",
     "1975");
  /* Serbia is what Yugoslavia was; Montenegro leaves it in June 2006. */
  IS(TOGETHER("1816", "2016", "SRB", "MNE"), "2006|2016|11");
  /* Austria left on 13 March 1938 and Syria on 1 February 1958. */
  IS("SELECT max(year) FROM state_years(1919, 1950) WHERE state = 'AUT'",
     "1938");
  IS("SELECT group_concat(year) FROM state_years(1955, 1963)"
     " WHERE state = 'SYR'",
     "1955,1956,1957,1958,1961,1962,1963");
  IS("SELECT count(*) FROM state_years(1955, 1963) WHERE state = 'EGY'", "9");
  /* Who died before another was born in the same year. */
  IS("SELECT count(*) FROM dyad_years(1985, 1995) d WHERE NOT EXISTS"
     " (SELECT 1 FROM state_years(d.year, d.year) WHERE state = d.a)",
     "0");
}

/* ---- Systems in which states come and go ---- */

enum { MADE_STATES = 9, MADE_YEARS = 3, MADE_DAYS = 366 * MADE_YEARS + 2 };

static unsigned char aAlive[MADE_STATES][MADE_DAYS];

static int dayOf(int year) { /* of 1 January, from that of 2003 on */
  return ent_date_day(year, 1, 1) - ent_date_day(2003, 1, 1);
}

/* Do the states in the bits share a day of the year? */
static int meet(unsigned states, int year) {
  int i, day;
  for (day = dayOf(year); day < dayOf(year + 1); day++) {
    for (i = 0; i < MADE_STATES; i++) {
      if ((states >> i & 1) && !aAlive[i][day]) break;
    }
    if (i == MADE_STATES) return 1;
  }
  return 0;
}

static void make(void) {
  char zSql[300], zSince[16], zUntil[16];
  int i, day;
  answer_do(db, "DELETE FROM state_spell; DELETE FROM expected");
  memset(aAlive, 0, sizeof(aAlive));
  for (i = 0; i < MADE_STATES; i++) {
    unsigned n = roll(5);
    while (n-- > 0) {
      int first = (int)roll((unsigned)dayOf(2006)),
          last = first + (int)roll(120);
      int isOpen = roll(12) == 0;
      if (last >= dayOf(2006)) last = dayOf(2006) - 1;
      if (isOpen) last = dayOf(2006) - 1;
      ent_date_format(ent_date_day(2003, 1, 1) + first, zSince);
      ent_date_format(ent_date_day(2003, 1, 1) + last, zUntil);
      snprintf(zSql, sizeof(zSql),
               "INSERT OR IGNORE INTO state_spell(system, state, since, until)"
               " VALUES ('gw', 'Z%d', '%s', nullif('%s', ''))",
               i, zSince, isOpen ? "" : zUntil);
      answer_do(db, zSql);
      if (sqlite3_changes(db) == 0) continue;
      for (day = first; day <= last; day++)
        aAlive[i][day] = 1;
    }
  }
}

static void expect(int year, int a, int b, int c) {
  char zSql[200];
  unsigned states = 1u << a | (b < 0 ? 0 : 1u << b) | (c < 0 ? 0 : 1u << c);
  if (!meet(states, year)) return;
  snprintf(zSql, sizeof(zSql),
           "INSERT INTO expected VALUES (%d, %d, 'Z%d', 'Z%d', 'Z%d')",
           1 + (b >= 0) + (c >= 0), year, a, b, c);
  answer_do(db, zSql);
}

static void testMade(void) {
  int iWorld, year, a, b, c;
  answer_do(
      db, "SAVEPOINT made;"
          "CREATE TEMP TABLE expected(n INTEGER, year INTEGER, a TEXT, b TEXT,"
          " c TEXT)");
  for (a = 0; a < MADE_STATES; a++) {
    char zSql[100];
    snprintf(zSql, sizeof(zSql),
             "INSERT INTO state(code, name) VALUES ('Z%d', 'Z%d')", a, a);
    answer_do(db, zSql);
  }
  for (iWorld = 0; iWorld < 30; iWorld++) {
    make();
    for (year = 2003; year < 2006; year++) {
      for (a = 0; a < MADE_STATES; a++) {
        expect(year, a, -1, -1);
        for (b = 0; b < MADE_STATES; b++) {
          if (b != a) expect(year, a, b, -1);
          for (c = b + 1; a < b && c < MADE_STATES; c++)
            expect(year, a, b, c);
        }
      }
    }
    CU_ASSERT(same("SELECT * FROM state_years(2003, 2005, 'gw')",
                   "SELECT year, a FROM expected WHERE n = 1"));
    CU_ASSERT(same("SELECT * FROM dyad_years(2003, 2005, 'gw')",
                   "SELECT year, a, b FROM expected WHERE n = 2"));
    CU_ASSERT(same("SELECT * FROM dyad_years(2003, 2005, 'gw', 0)",
                   "SELECT year, a, b FROM expected WHERE n = 2 AND a < b"));
    CU_ASSERT(same("SELECT * FROM triad_years(2003, 2005, 'gw')",
                   "SELECT year, a, b, c FROM expected WHERE n = 3"));
    CU_ASSERT(same("SELECT * FROM triad_years(2003, 2005, 'gw') WHERE c = 'Z7'"
                   " ORDER BY year DESC, a, b DESC",
                   "SELECT year, a, b, c FROM expected WHERE n = 3 AND c = 'Z7'"
                   " ORDER BY year DESC, a, b DESC"));
    CU_ASSERT(
        same("SELECT * FROM dyad_years(2000, 2004, 'gw', 0) WHERE b = 'Z5'"
             " AND a = 'Z2' ORDER BY year DESC",
             "SELECT year, a, b FROM expected WHERE n = 2 AND b = 'Z5'"
             " AND a = 'Z2' AND year < 2005 ORDER BY year DESC"));
    IS("SELECT count(*) FROM state_years(2003, 2005)", "0");
  }
  answer_do(db, "ROLLBACK TO made; RELEASE made");
  IS("SELECT count(*) FROM dyad_years(1816, 2016)", "1912290");
}

/* ---- Constraints and orders ---- */

static const char *pick(const char *const *az, unsigned n) {
  return az[roll(n)];
}

#define PICK(...)                                                              \
  pick((const char *const[]){ __VA_ARGS__ },                                   \
       sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* SQLite makes one IN of equalities joined by OR and forgets a collation that
** stands there, with an index of an ordinary table too: none of these. */
static void term(sqlite3_str *p, int nMember, int isAlone) {
  static const char *const azMember[] = { "a", "b", "c" };
  const char *zMember =
      nMember == 1 ? "state" : azMember[roll((unsigned)nMember)];
  if (roll(2)) {
    sqlite3_str_appendf(p, "year %s %s", PICK("=", "<", "<=", ">", ">=", "IS"),
                        PICK("1990", "1989", "1991", "1989.5", "'1990'",
                             "'1990.0'", "' 1991 '", "'x'", "x'00'", "NULL",
                             "1e300", "-5", "(SELECT 1990)", "1990 + 0"));
  } else if (roll(4) == 0) {
    sqlite3_str_appendf(p, "year %s",
                        PICK("BETWEEN 1989 AND 1990", "BETWEEN 1991 AND 1989",
                             "IN (1991, 1989, 7)",
                             "IN (SELECT 1989 UNION SELECT 1990)", "<> 1990",
                             "+ 0 = 1990"));
  } else {
    sqlite3_str_appendf(p, "%s %s", zMember,
                        PICK("= 'USA'", "= 'GFR'", "= 'ZZZ'", "= 5", "= NULL",
                             "= x'555341'", "IN ('USA', 'DEU', 'YEM', 'GDR')",
                             isAlone ? "= 'usa' COLLATE NOCASE" : "= 'usa'",
                             "IN (SELECT code FROM state WHERE code LIKE 'A%')",
                             "> 'Y'",
                             "= (SELECT max(code) FROM state WHERE code < 'V')",
                             "LIKE 'g%'", "IS 'USA'", "<> 'USA'",
                             isAlone ? "COLLATE NOCASE = 'gdr'" : "= 'GDR'",
                             "BETWEEN 'G' AND 'H'"));
  }
}

static void testConstraints(void) {
  static const char *const azTable[] = { "state_years(1989, 1991)",
                                         "dyad_years(1989, 1991)",
                                         "triad_years(1989, 1991)" };
  static const char *const azColumn[] = { "year, state", "year, a, b",
                                          "year, a, b, c" };
  static const char *const azPeer[] = { "m1", "m2", "m3" };
  int i;
  answer_do(
      db,
      "CREATE TEMP TABLE m1(year INTEGER, state TEXT);"
      "CREATE TEMP TABLE m2(year INTEGER, a TEXT, b TEXT);"
      "CREATE TEMP TABLE m3(year INTEGER, a TEXT, b TEXT, c TEXT);"
      /* A small system, with what is difficult in it. */
      "SAVEPOINT small;"
      "DELETE FROM state_spell WHERE state NOT IN ('USA', 'GFR', 'GDR', 'DEU',"
      " 'YEM', 'YAR', 'YPR', 'RUS', 'CHN', 'AUS', 'ARG', 'GRC', 'GHA');"
      "INSERT INTO m1 SELECT * FROM state_years(1989, 1991);"
      "INSERT INTO m2 SELECT * FROM dyad_years(1989, 1991);"
      "INSERT INTO m3 SELECT * FROM triad_years(1989, 1991);");
  for (i = 0; i < 6000; i++) {
    int nMember = 1 + (int)roll(3), nTerm = (int)roll(4), nOrder = (int)roll(4);
    int isTotal = 1, isDistinct = roll(6) == 0;
    sqlite3_str *p = sqlite3_str_new(db), *pSort = sqlite3_str_new(db);
    const char *zColumns = azColumn[nMember - 1];
    char *zRest, *zSort, *zOurs, *zPeer, zTail[60] = "";
    while (nTerm-- > 0) {
      sqlite3_str_appendall(p, sqlite3_str_length(p) ? " AND " : " WHERE ");
      if (roll(5) == 0) {
        sqlite3_str_appendall(p, "(");
        term(p, nMember, 0);
        sqlite3_str_appendall(p, " OR ");
        term(p, nMember, 0);
        sqlite3_str_appendall(p, ")");
      } else {
        term(p, nMember, 1);
      }
    }
    if (roll(3) == 0) { /* any columns, in any order: compare these alone */
      static const char *const azA[] = { "year", "a", "b", "c" };
      isTotal = 0;
      while (nOrder-- >= 0) {
        sqlite3_str_appendf(pSort, "%s%s%s",
                            sqlite3_str_length(pSort) ? ", " : "",
                            nMember == 1 ? PICK("year", "state")
                                         : azA[roll(1 + (unsigned)nMember)],
                            PICK("", "", " DESC"));
      }
    } else {
      sqlite3_str_appendf(pSort, "year%s", PICK("", " DESC"));
      if (nMember == 1) {
        sqlite3_str_appendf(pSort, ", state%s", PICK("", " DESC"));
      } else {
        sqlite3_str_appendf(pSort, ", a%s, b%s", PICK("", " DESC"),
                            PICK("", "", " DESC"));
        if (nMember == 3)
          sqlite3_str_appendf(pSort, ", c%s", PICK("", " DESC"));
      }
    }
    zSort = sqlite3_str_finish(pSort);
    zRest = sqlite3_str_finish(p);
    if (isTotal && roll(3) == 0) {
      snprintf(zTail, sizeof(zTail), " LIMIT %u OFFSET %u", roll(20), roll(9));
    }
    if (isTotal) {
      zOurs = sqlite3_mprintf(
          "SELECT %s%s FROM %s%s ORDER BY %s%s", isDistinct ? "DISTINCT " : "",
          zColumns, azTable[nMember - 1], zRest ? zRest : "", zSort, zTail);
      zPeer = sqlite3_mprintf("SELECT %s FROM %s%s ORDER BY %s%s", zColumns,
                              azPeer[nMember - 1], zRest ? zRest : "", zSort,
                              zTail);
    } else {
      char *zBare = sqlite3_mprintf("%s", zSort), *z;
      while ((z = strstr(zBare, " DESC")) != 0)
        memcpy(z, "     ", 5);
      zOurs = sqlite3_mprintf("SELECT %s, count(*) OVER () FROM %s%s"
                              " ORDER BY %s",
                              zBare, azTable[nMember - 1], zRest ? zRest : "",
                              zSort);
      zPeer = sqlite3_mprintf("SELECT %s, count(*) OVER () FROM %s%s"
                              " ORDER BY %s",
                              zBare, azPeer[nMember - 1], zRest ? zRest : "",
                              zSort);
      sqlite3_free(zBare);
    }
    if (!same(zOurs, zPeer)) {
      CU_FAIL("not the same");
      i = 6000; /* one is enough */
    }
    sqlite3_free(zOurs);
    sqlite3_free(zPeer);
    sqlite3_free(zRest);
    sqlite3_free(zSort);
  }
  answer_do(db, "ROLLBACK TO small; RELEASE small");
}

static void testArguments(void) {
  IS("SELECT count(*) FROM dyad_years WHERE first = 1816 AND last = 2016",
     "1912290");
  IS("SELECT count(*) FROM dyad_years('1816', 2016.0, NULL, NULL)", "1912290");
  IS("SELECT count(*) FROM dyad_years(NULL, 2016)", "0");
  IS("SELECT count(*) FROM state_years(1816, NULL)", "0");
  IS("SELECT count(*) FROM state_years(2016, 1816)", "0");
  IS("SELECT count(*) FROM state_years(-9e14, 1816)", "23");
  IS("SELECT max(year) FROM state_years(2000, 9223372036854775807)", "9999");
  IS("SELECT year, a, b, first, last, system, directed"
     " FROM dyad_years(2000, 2001) LIMIT 1",
     "2000|AFG|AGO|2000|2001|cow|1");
  IS("SELECT first, last, system FROM state_years(2000, 2001, 'gw') LIMIT 1",
     "2000|2001|gw");
  IS("SELECT system, count(*) FROM dyad_years(1990, 1990)"
     " WHERE system IN ('gw', 'cow') GROUP BY 1 ORDER BY 1",
     ask("SELECT 'cow', count(*) FROM dyad_years(1990, 1990, 'cow') UNION ALL"
         " SELECT 'gw', count(*) FROM dyad_years(1990, 1990, 'gw')"));
  IS("SELECT directed, count(*) FROM dyad_years(2016, 2016)"
     " WHERE directed = 0 OR directed = 1 GROUP BY 1",
     "0|18915;1|37830");
  IS("SELECT count(*) FROM dyad_years(2016, 2016) WHERE system = 'cow'"
     " AND system = 'gw'",
     "0");
  IS("SELECT count(*) FROM dyad_years(2016, 2016) WHERE first = 2015", "0");
  IS("SELECT * FROM dyad_years(1816)",
     "dyad_years(): argument last is missing: dyad_years(first, last [, system"
     " [, directed]])");
  IS("SELECT * FROM state_years",
     "state_years(): argument first is missing: state_years(first, last [,"
     " system])");
  IS("SELECT * FROM state_years(1816.5, 2016)",
     "state_years(): argument first: '1816.5' is not a year");
  IS("SELECT * FROM triad_years(1816, 'soon')",
     "triad_years(): argument last: 'soon' is not a year");
  IS("SELECT * FROM triad_years(1816, x'31')",
     "triad_years(): argument last: a blob is not a year");
  IS("SELECT * FROM dyad_years(1816, '')",
     "dyad_years(): argument last: '' is not a year");
  IS("SELECT * FROM dyad_years(1816, 2016, 'COW')",
     "dyad_years(): argument system: no system 'COW'; near: 'cow'; one of cow, "
     "gw");
  IS("SELECT * FROM dyad_years(1816, 2016, 2)",
     "dyad_years(): argument system: 2 is not a text");
  IS("SELECT * FROM dyad_years(1816, 2016, 'cow', 2)",
     "dyad_years(): argument directed: '2' is neither 0 nor 1");
  IS("SELECT * FROM dyad_years(1816, 2016, 'cow', 'yes')",
     "dyad_years(): argument directed: 'yes' is neither 0 nor 1");
  IS("SELECT * FROM state_years(1816, 2016, 'cow', 1)",
     "too many arguments on state_years() - max 3");
}

/* ---- In company ---- */

static void testJoins(void) {
  answer_do(
      db,
      "CREATE TEMP TABLE d AS SELECT * FROM dyad_years(1985, 1995);"
      "CREATE INDEX temp.d_key ON d(year, a, b);"
      "CREATE TEMP TABLE t AS SELECT year, a, b, rowid AS n FROM d"
      " WHERE rowid % 17 = 0;"
      "INSERT INTO t VALUES (1990, 'DEU', 'GDR', 0), (1990, 'ZZZ', 'USA', 0),"
      " (NULL, 'USA', 'CHN', 0), (1990, NULL, 'USA', 0), (1890, 'USA', 'DEU',"
      " 0)");
  CU_ASSERT(same("SELECT count(*), sum(n) FROM t CROSS JOIN"
                 " dyad_years(1985, 1995) y USING (year, a, b)",
                 "SELECT count(*), sum(n) FROM t JOIN d USING (year, a, b)"));
  CU_ASSERT(same("SELECT count(*), sum(n) FROM dyad_years(1985, 1995) y"
                 " CROSS JOIN t USING (year, a, b)",
                 "SELECT count(*), sum(n) FROM t JOIN d USING (year, a, b)"));
  CU_ASSERT(same("SELECT count(*), sum(n) FROM dyad_years(1985, 1995) y"
                 " JOIN t USING (year, a, b)",
                 "SELECT count(*), sum(n) FROM t JOIN d USING (year, a, b)"));
  CU_ASSERT(same("SELECT t.year, t.a, t.b, y.a FROM t LEFT JOIN"
                 " dyad_years(1985, 1995) y USING (year, a, b)"
                 " WHERE y.a IS NULL ORDER BY 1, 2, 3",
                 "SELECT t.year, t.a, t.b, d.a FROM t LEFT JOIN d"
                 " USING (year, a, b) WHERE d.a IS NULL ORDER BY 1, 2, 3"));
  CU_ASSERT(same(
      "SELECT t.year, t.a, y.b FROM t, dyad_years(t.year, t.year) y"
      " WHERE y.a = t.a AND t.n % 7 = 0 AND t.year > 1900 ORDER BY 1, 2, 3",
      "SELECT t.year, t.a, d.b FROM t JOIN d ON d.year = t.year"
      " AND d.a = t.a WHERE t.n % 7 = 0 ORDER BY 1, 2, 3"));
  CU_ASSERT(same("SELECT x.a, x.b, count(*) FROM dyad_years(1985, 1995) x"
                 " JOIN dyad_years(1985, 1995) y ON y.year = x.year"
                 " AND y.a = x.b AND y.b = x.a WHERE x.a = 'GDR' GROUP BY 1, 2",
                 "SELECT a, b, count(*) FROM d WHERE a = 'GDR' GROUP BY 1, 2"));
  CU_ASSERT(same("SELECT year, count(*), min(a), max(b), count(DISTINCT a)"
                 " FROM dyad_years(1985, 1995) GROUP BY year",
                 "SELECT year, count(*), min(a), max(b), count(DISTINCT a)"
                 " FROM d GROUP BY year"));
  CU_ASSERT(same("SELECT DISTINCT a FROM dyad_years(1985, 1995)",
                 "SELECT DISTINCT a FROM d ORDER BY year, a"));
  /* A plan must be found whichever side is known first. */
  IS("SELECT count(*) FROM dyad_years(y.f, y.l) d, (SELECT 2015 AS f, 2016 AS l"
     ") y WHERE d.b = 'USA'",
     "388");
  /* A value that outlives its cursor, and the cursor its world. */
  answer_do(db, "SAVEPOINT s; DROP TRIGGER entente_seq_state_spell_insert");
  IS("SELECT max((SELECT a FROM dyad_years(y.year, y.year) WHERE a > 'U'"
     " LIMIT 1)) FROM (SELECT 1990 AS year UNION ALL SELECT 1991 UNION ALL"
     " SELECT 1992) y",
     "UGA");
  answer_do(db, "ROLLBACK TO s; RELEASE s");
}

static void testStands(void) {
  sqlite3_stmt *pStmt;
  int n = 0;
  answer_do(db,
            "BEGIN; INSERT INTO state_spell(system, state, since, until) VALUES"
            " ('cow', 'CAN', '1817', '1817-03-01'),"
            " ('cow', 'AUS', '1817-03-01', '1818')");
  IS("SELECT b FROM dyad_years(1816, 1818) WHERE a = 'CAN' AND b = 'AUS'",
     "AUS");
  IS("SELECT count(*) FROM state_years(1816, 1818) WHERE state = 'CAN'", "1");
  answer_do(db,
            "UPDATE state_spell SET until = '1817-02-28' WHERE state = 'CAN'"
            " AND since = '1817'");
  IS("SELECT b FROM dyad_years(1816, 1818) WHERE a = 'CAN' AND b = 'AUS'", "");
  answer_do(db, "ROLLBACK");
  IS("SELECT count(*) FROM state_years(1817, 1817) WHERE state = 'CAN'", "0");
  /* A statement that has begun goes on as it began. */
  pStmt = prepare("SELECT a, b FROM dyad_years(1816, 1816)");
  while (sqlite3_step(pStmt) == SQLITE_ROW) {
    if (n++ == 3) answer_do(db, "BEGIN; DELETE FROM state_spell");
  }
  CU_ASSERT_EQUAL(n, 23 * 22);
  sqlite3_finalize(pStmt);
  IS("SELECT count(*) FROM state_years(1816, 2016)", "0");
  answer_do(db, "ROLLBACK");
  IS("SELECT count(*) FROM state_years(1816, 1816)", "23");
}

/* A walk that finds nothing for long asks whether to go on. */
static int stop(void *p) {
  ++*(int *)p;
  return 1;
}

static void testCancel(void) {
  EntContext *cx = ent_context_new(db);
  EntWorld *w;
  EntYears *years;
  EntCall call;
  EntRun mine;
  EntYearsAsk what;
  int nAsked = 0;
  answer_do(
      db,
      "SAVEPOINT long; DELETE FROM state_spell;"
      "WITH RECURSIVE t(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM t"
      " WHERE i < 3999) INSERT INTO state(code, name) SELECT 'X' || i, 'X'"
      " FROM t;"
      "INSERT INTO state_spell(system, state, since, until) SELECT 'cow', code,"
      " date('2000-01-01', substr(code, 2) || ' days'), date('2000-01-01',"
      " substr(code, 2) || ' days') FROM state WHERE name = 'X'");
  ent_call_init(&call, cx, "walk", 0);
  w = ent_snapshot_world(&call);
  CU_ASSERT_PTR_NOT_NULL_FATAL(w);
  mine = call.run;
  mine.xCancel = stop;
  mine.pCancel = &nAsked;
  years = ent_years_new(&mine, w);
  CU_ASSERT_PTR_NOT_NULL_FATAL(years);
  memset(&what, 0, sizeof(what));
  what.nMember = 2;
  what.isDirected = 1;
  what.first = 1990;
  what.last = 2020;
  what.aiOnly[0] = what.aiOnly[1] = what.aiOnly[2] = -1;
  ent_years_start(years, &what);
  CU_ASSERT(years->isEnd);
  CU_ASSERT_EQUAL(mine.error.code, ENT_CANCEL);
  CU_ASSERT_EQUAL(nAsked, 1);
  ent_years_free(years);
  ent_world_unref(w);
  ent_call_clear(&call);
  ent_context_unref(cx);
  IS("SELECT count(*) FROM dyad_years(1990, 2020)", "0");
  IS("SELECT count(*) FROM state_years(1990, 2020)", "4000");
  answer_do(db, "ROLLBACK TO long; RELEASE long");
}

static void testCollisions(void) {
  IS("SELECT * FROM code_collisions('cow', 'gw')",
     "260|GFR|DEU|1990-10-03|NULL;678|YAR|YEM|1990-05-22|NULL;"
     "970|NRU|KIR|NULL|NULL");
  IS("SELECT value, state_a, state_b FROM code_collisions('gw', 'cow')"
     " WHERE value = '970'",
     "970|KIR|NRU");
  IS("SELECT count(*) FROM code_collisions('cow', 'cow')", "0");
  CU_ASSERT(same(
      "SELECT * FROM code_collisions('cow_abb', 'iso3') ORDER BY 1, 2, 3, 4",
      "SELECT x.value, x.state, y.state, nullif(max(ifnull(x.since, ''),"
      " ifnull(y.since, '')), ''), nullif(min(ifnull(x.until, '~'),"
      " ifnull(y.until, '~')), '~') FROM state_name x JOIN state_name y"
      " ON y.value = x.value AND y.state <> x.state WHERE x.scheme = 'cow_abb'"
      " AND y.scheme = 'iso3' AND ifnull(x.since, '') <= ifnull(y.until, '~')"
      " AND ifnull(y.since, '') <= ifnull(x.until, '~') ORDER BY 1, 2, 3, 4"));
  IS("SELECT count(*) FROM code_collisions('demonym', 'demonym')"
     " WHERE state_a >= state_b",
     "0");
  IS("SELECT count(*) FROM code_collisions(NULL, 'gw')", "0");
  IS("SELECT * FROM code_collisions('cow', 'iso')",
     "code_collisions(): argument scheme_b: no scheme 'iso'; near: 'iso2', "
     "'iso3', 'iso_numeric'; one of code, cow,"
     " cow_abb, gw, iso2, iso3, iso_numeric, fips, cameo, name, demonym,"
     " capital, leader");
  IS("SELECT * FROM code_collisions(7, 'gw')",
     "code_collisions(): argument scheme_a: 7 is not a text");
}

void test_years_register(void) {
  CU_pSuite p = CU_add_suite("years", setup, teardown);
  CU_add_test(p, "counts", testCounts);
  CU_add_test(p, "by days", testDays);
  CU_add_test(p, "traps", testTraps);
  CU_add_test(p, "states that come and go", testMade);
  CU_add_test(p, "constraints and orders", testConstraints);
  CU_add_test(p, "arguments", testArguments);
  CU_add_test(p, "joins", testJoins);
  CU_add_test(p, "as the tables stand", testStands);
  CU_add_test(p, "cancel", testCancel);
  CU_add_test(p, "code collisions", testCollisions);
}
