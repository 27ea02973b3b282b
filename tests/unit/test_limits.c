/*
** What a user can limit: the size of a file, the rows of one, the rows that a
** table-valued function holds, the depth of JSON; by rows of `parameter`, or
** by SQLite's own limits. Each refusal names the function, what it was given
** and the parameter; what is just within the limit passes; and a parameter
** that is damaged allows nothing rather than everything.
*/
#define _POSIX_C_SOURCE 200809L
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"
#include "answer.h"

void test_limits_register(void);

static sqlite3 *db;
static char zJson[40], zCsv[40];

/* Nonzero: the file cannot be made. */
static int fill(char *zPath, const char *zText) {
  size_t n = strlen(zText);
  int fd, wrong;
  strcpy(zPath, "/tmp/entente-limits-XXXXXX");
  fd = mkstemp(zPath);
  wrong = fd < 0 || write(fd, zText, n) != (ssize_t)n;
  if (fd >= 0) close(fd);
  return wrong;
}

static int setup(void) {
  if (sqlite3_open(":memory:", &db) || sqlite3_entente_init(db, 0, 0)) return 1;
  if (fill(zJson, "{\"format\":\"entente-dataset/1\",\"source\":[{\"id\":\"a\","
                  "\"title\":\"A\"},{\"id\":\"b\",\"title\":\"B\"}]}") ||
      fill(zCsv, "a,b\n1,2\n3,4\n")) {
    return 1;
  }
  return sqlite3_exec(db, "SELECT entente_create()", 0, 0, 0);
}

static int teardown(void) {
  unlink(zJson);
  unlink(zCsv);
  return sqlite3_close(db);
}

static void limit(const char *zName, const char *zValue) {
  CU_ASSERT_STRING_EQUAL(
      answer_format(db,
                    "UPDATE parameter SET (value, low, high) = (%s,"
                    " %s, %s) WHERE name = 'limit.%s'",
                    zValue, zValue, zValue, zName),
      "");
}

#define SAYS(part, ...)                                                        \
  do {                                                                         \
    const char *zGot_ = answer_format(db, __VA_ARGS__);                        \
    CU_ASSERT_PTR_NOT_NULL(strstr(zGot_, part));                               \
    if (strstr(zGot_, part) == 0)                                              \
      printf("\n  gave: %s\n  want: %s\n", zGot_, part);                       \
  } while (0)

static void bytes(void) {
  limit("file_bytes", "11");
  SAYS("csv_file(): ", "CREATE VIRTUAL TABLE temp.f USING csv_file('%q')",
       zCsv);
  SAYS(" has 12 bytes; parameter limit.file_bytes allows 11",
       "CREATE VIRTUAL TABLE temp.f USING csv_file('%q')", zCsv);
  limit("file_bytes", "12");
  SAYS("2",
       "CREATE VIRTUAL TABLE temp.f USING csv_file('%q');"
       " SELECT count(*) FROM temp.f",
       zCsv);
  limit("file_bytes", "5");
  SAYS("limit.file_bytes allows 5", "SELECT count(*) FROM temp.f");
  SAYS("limit.file_bytes allows 5", "SELECT entente_load('%q')", zJson);
  SAYS("limit.file_bytes allows 5", "SELECT entente_import('cow-mids', '%q')",
       zCsv);
  SAYS("limit.file_bytes allows 5",
       "CREATE VIRTUAL TABLE temp.j USING json_file('%q')", zJson);
  limit("file_bytes", "1e11");
  answer_format(db, "DROP TABLE temp.f");
  /* A file that says it is empty, and is not. */
  if (access("/proc/self/status", R_OK) == 0) {
    limit("file_bytes", "10");
    SAYS("limit.file_bytes allows 10",
         "CREATE VIRTUAL TABLE temp.f USING csv_file('/proc/self/status')");
    limit("file_bytes", "1e11");
  }
}

static void rows(void) {
  CU_ASSERT_STRING_EQUAL(
      answer_format(
          db,
          "CREATE VIRTUAL TABLE temp.f USING csv_file('%q');"
          "CREATE VIRTUAL TABLE temp.j USING json_file('%q', root=source)",
          zCsv, zJson),
      "");
  limit("rows", "2");
  CU_ASSERT_STRING_EQUAL(answer_format(db, "SELECT count(*) FROM temp.f"), "2");
  CU_ASSERT_STRING_EQUAL(answer_format(db, "SELECT count(*) FROM temp.j"), "2");
  SAYS("\"total\":2", "SELECT entente_load('%q')", zJson);
  limit("rows", "1");
  SAYS("more than 1 rows, all that parameter limit.rows allows",
       "SELECT count(*) FROM temp.f");
  SAYS("csv_file(): /tmp/entente-limits-", "SELECT count(*) FROM temp.f");
  SAYS("json_file(): /tmp/entente-limits-", "SELECT count(*) FROM temp.j");
  SAYS("entente_load(): /tmp/entente-limits-", "SELECT entente_load('%q')",
       zJson);
  /* Nothing of it stays. */
  answer_format(db, "DELETE FROM source WHERE id IN ('a', 'b')");
  SAYS("limit.rows", "SELECT entente_load('%q')", zJson);
  CU_ASSERT_STRING_EQUAL(
      answer_format(db, "SELECT count(*) FROM source WHERE id IN ('a', 'b')"),
      "0");
  limit("rows", "10");
  SAYS("exposures(): more than 10 rows, all that parameter limit.rows allows",
       "SELECT count(*) FROM exposures('2000')");
  /* A table that is made as it is read holds none. */
  SAYS("17", "SELECT count(*) / 1000 FROM dyad_years(1950, 1952)");
  limit("rows", "300");
  SAYS("191", "SELECT count(*) FROM exposures('2000')");
  limit("rows", "1e9");
  answer_format(db, "DROP TABLE temp.f; DROP TABLE temp.j");
}

static void depth(void) {
  char zDeep[40];
  CU_ASSERT_FATAL(fill(zDeep, "[[[1]]]") == 0);
  limit("json_depth", "2");
  SAYS("2",
       "CREATE VIRTUAL TABLE temp.j USING json_file('%q');"
       " SELECT length(value) - 3 FROM temp.j",
       zDeep);
  limit("json_depth", "1");
  SAYS("line 1: nested deeper than 1 levels, all that parameter"
       " limit.json_depth allows",
       "SELECT * FROM temp.j");
  limit("json_depth", "100");
  answer_format(db, "DROP TABLE temp.j");
  unlink(zDeep);
}

static void damagedParameter(void) {
  answer_format(db, "PRAGMA ignore_check_constraints = ON");
  limit("rows", "'many'");
  SAYS("more than 0 rows", "SELECT count(*) FROM exposures('2000')");
  limit("rows", "-5");
  SAYS("more than 0 rows", "SELECT count(*) FROM exposures('2000')");
  limit("rows", "9e999");
  SAYS("191", "SELECT count(*) FROM exposures('2000')");
  answer_format(db, "DELETE FROM parameter WHERE name GLOB 'limit.*'");
  SAYS("191", "SELECT count(*) FROM exposures('2000')");
  /* A view in its place that asks for rows that ask for the limit. */
  SAYS("the dataset is defined in terms of itself",
       "ALTER TABLE parameter RENAME TO p;"
       "CREATE VIEW parameter AS SELECT p.* FROM p, alliances('2000')"
       " LIMIT 200; SELECT count(*) FROM exposures('2000')");
  answer_format(
      db, "DROP VIEW parameter; ALTER TABLE p RENAME TO parameter;"
          "SELECT entente_create(); PRAGMA ignore_check_constraints = OFF");
}

/* Without a dataset there is no parameter, and what is built in holds. */
static void withoutDataset(void) {
  sqlite3 *kept = db;
  sqlite3_open(":memory:", &db);
  sqlite3_entente_init(db, 0, 0);
  SAYS("2",
       "CREATE VIRTUAL TABLE temp.f USING csv_file('%q');"
       " SELECT count(*) FROM temp.f",
       zCsv);
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  db = kept;
}

/* SQLite's own limits hold for us: on the length of a value, on memory. */
static void ofSqlite(void) {
  int was = sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 2000);
  SAYS("too big", "SELECT length(entente_dump())");
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, was);
  SAYS("state", "SELECT substr(entente_dump(), 1, 5000) LIKE '%%state%%',"
                " 'state'; SELECT 'state'");
}

void test_limits_register(void) {
  CU_pSuite p = CU_add_suite("limits", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "bytes of a file", bytes);
  CU_add_test(p, "rows", rows);
  CU_add_test(p, "depth of JSON", depth);
  CU_add_test(p, "a parameter that is damaged", damagedParameter);
  CU_add_test(p, "without a dataset", withoutDataset);
  CU_add_test(p, "SQLite's own", ofSqlite);
}
