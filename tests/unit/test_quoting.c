/*
** Text that becomes part of a statement.
**
** Some statements of ours are put together from what stands in the database or
** in a file: names of tables and columns, the header of a CSV file, the lines
** of a mapping, the text of a trigger. Whoever wrote those must not thereby
** get a statement of his own run. Each test here tries it; `attack` is the
** table that must still be there, and empty, at the end.
*/
#define _POSIX_C_SOURCE 200809L
#include <CUnit/CUnit.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../../ext/sql/sql.h"
#include "../../ext/entente.h"
#include "answer.h"

void test_quoting_register(void);

static sqlite3 *db;
static char zFolder[] = "/tmp/entente-quoting-XXXXXX";

static int setup_tables(void) {
  return sqlite3_open(":memory:", &db) || sqlite3_entente_init(db, 0, 0) ||
         sqlite3_exec(db, "SELECT entente_create(); CREATE TABLE attack(x)", 0,
                      0, 0);
}

static int setup(void) {
  return mkdtemp(zFolder) == 0 || setup_tables();
}

static int teardown(void) {
  rmdir(zFolder);
  return sqlite3_close(db);
}

static void unharmed(void) {
  CU_ASSERT_STRING_EQUAL(answer_format(db, "SELECT count(*) FROM attack"), "0");
  CU_ASSERT(sqlite3_get_autocommit(db));
}

/* A file of the folder with this text; its path. */
static const char *file(const char *zName, const char *zText) {
  static char azPath[2][80];
  static int i;
  char *zPath = azPath[i = !i];
  FILE *out;
  snprintf(zPath, sizeof(azPath[0]), "%s/%s", zFolder, zName);
  out = fopen(zPath, "wb");
  CU_ASSERT_PTR_NOT_NULL_FATAL(out);
  fputs(zText, out);
  fclose(out);
  return zPath;
}

static void mapping(const char *zScript, const char *zWant) {
  const char *zMap = file("map.sql", zScript);
  const char *zGot, *zData = file("data.csv", "a,b\n1,2\n");
  zGot = answer_format(db, "SELECT entente_import('%q', '%q')", zMap, zData);
  CU_ASSERT_PTR_NOT_NULL(strstr(zGot, zWant));
  if (strstr(zGot, zWant) == 0) printf("\n  %s\n  gave: %s\n", zScript, zGot);
  CU_ASSERT_STRING_EQUAL(answer_format(db, "PRAGMA writable_schema"), "0");
  unharmed();
  unlink(zMap);
  unlink(zData);
}

static void mappings(void) {
  /* Behind the reader's closing bracket. */
  mapping("-- reader: csv_file(header=1); INSERT INTO attack VALUES (1); --)\n",
          "one statement was expected; another begins: INSERT INTO attack");
  mapping("-- reader: csv_file(header=1); ROLLBACK; --)\n",
          "one statement was expected; another begins: ROLLBACK");
  mapping("-- reader: csv_filex(header=1)\n", "expected csv_file(...)");
  mapping("-- reader: csv_file USING x(header=1)\n", "expected csv_file(...)");
  /* What a mapping may not say. */
  mapping("-- reader: none\nCOMMIT;", "a mapping may not say COMMIT");
  mapping("-- reader: none\nATTACH ':memory:' AS x;",
          "a mapping may not say ATTACH");
  mapping("-- reader: none\n/* ; */ PRAGMA writable_schema = ON;",
          "a mapping may not say PRAGMA");
  mapping("-- reader: none\nEXPLAIN PRAGMA writable_schema = ON;",
          "a mapping may not say EXPLAIN");
  /* All that it did is undone with it. */
  mapping("-- reader: none\nINSERT INTO attack VALUES (1); VACUUM;",
          "a mapping may not say VACUUM");
  /* A mapping that imports itself. */
  {
    const char *zMap = file("map.sql", "");
    char *zScript = sqlite3_mprintf(
        "-- reader: none\nSELECT entente_import('%q', 'x');", zMap);
    mapping(zScript, "inside each other");
    sqlite3_free(zScript);
  }
}

/* A trigger of the name that ours has, and more behind it: SQLite compiles the
** first statement of a schema's text, and an import used to run all of it.
** From 3.54 on SQLite refuses a database with such a text, but for those who
** have set writable_schema. So the import is tried both ways. */
static void triggers(int isWritable) {
  sqlite3 *mine = db;
  const char *zData = file("a.csv", "ccode,year\n2,2000\n"), *zMap, *zGot;
  int isRefused;
  CU_ASSERT_FATAL(setup_tables() == 0);
  CU_ASSERT_STRING_EQUAL(
      answer_format(
          db, "PRAGMA writable_schema = ON;"
              "UPDATE sqlite_schema SET sql = sql || '; INSERT INTO main.attack"
              " VALUES (1)' WHERE name = 'entente_seq_border_insert';"
              "PRAGMA writable_schema = RESET"),
      "");
  isRefused =
      strstr(answer_format(db, "SELECT 1 FROM attack"), "malformed") != 0;
  CU_ASSERT(!isRefused || sqlite3_libversion_number() > 3051000);
  if (isWritable) answer_format(db, "PRAGMA writable_schema = ON");
  zMap = file("map.sql", "-- reader: none\n"
                         "INSERT INTO border(a, b, kind) VALUES"
                         " ('USA', 'CAN', 'land');");
  zGot = answer_format(
      db, "SELECT entente_import('%q', '%q') ->> '$.loaded.border'", zMap,
      zData);
  CU_ASSERT_STRING_EQUAL(zGot,
                         isRefused && !isWritable
                             ? "entente_import(): malformed database schema"
                               " (entente_seq_border_insert)"
                             : "1");
  answer_format(db, "PRAGMA writable_schema = ON");
  unharmed();
  /* It is there as it was: not ours, so not touched. */
  CU_ASSERT_STRING_EQUAL(
      answer_format(db, "SELECT count(*) || '|' || sum(sql GLOB '*INSERT INTO"
                        " main.attack*') FROM sqlite_schema"
                        " WHERE name GLOB 'entente_seq_border_*'"),
      "3|1");
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
  db = mine;
  unlink(zMap);
  unlink(zData);
}

static void triggers_refused(void) {
  triggers(0);
}

static void triggers_let_in(void) {
  triggers(1);
}

/* Some PRAGMAs take effect when they are compiled, also behind EXPLAIN, and a
** view may ask for citations. */
static void citations(void) {
  static const char *const azQuery[] = {
    "PRAGMA writable_schema = ON",
    "QUERY PLAN PRAGMA writable_schema = ON",
    "/* x */ PRAGMA writable_schema = ON",
    "-- x\nPRAGMA writable_schema = ON",
    "",
    ";PRAGMA writable_schema = ON",
    "INSERT INTO attack VALUES (1)",
  };
  size_t i;
  for (i = 0; i < sizeof(azQuery) / sizeof(azQuery[0]); i++) {
    CU_ASSERT_PTR_NOT_NULL(
        strstr(answer_format(db, "SELECT * FROM citations(%Q)", azQuery[i]),
               "it must begin with SELECT, WITH or VALUES"));
    CU_ASSERT_STRING_EQUAL(
        answer_format(db, "SELECT * FROM pragma_writable_schema"), "0");
  }
  answer_format(
      db, "SELECT * FROM citations('WITH x AS (SELECT 1) INSERT INTO attack"
          " SELECT * FROM x')");
  unharmed();
}

/* Names that end the quotes they are put in. */
static void names(void) {
  const char *zPath;
  CU_ASSERT_STRING_EQUAL(
      answer_format(
          db, "ALTER TABLE deal ADD COLUMN \"a\"\"b\" TEXT DEFAULT 'x';"
              "ALTER TABLE deal ADD COLUMN \"c'); DELETE FROM state; --\" TEXT;"
              "ALTER TABLE deal ADD COLUMN \"%%s%%n\" TEXT"),
      "");
  zPath = file("d.json",
               "{\"format\":\"entente-dataset/1\",\"deal\":[{\"id\":\"q'\\\"\","
               "\"title\":\"%s%n'); --\",\"a\\\"b\":\"y\",\"%s%n\":\"z\","
               "\"c'); DELETE FROM state; --\":\"w\"}]}");
  CU_ASSERT_PTR_NOT_NULL(strstr(
      answer_format(db, "SELECT entente_load('%q')", zPath), "\"total\":1"));
  CU_ASSERT_STRING_EQUAL(
      answer_format(db, "SELECT \"a\"\"b\" || \"%%s%%n\" || title FROM deal"),
      "yz%s%n'); --");
  CU_ASSERT_STRING_EQUAL(
      answer_format(
          db, "SELECT value FROM json_tree(entente_dump()) WHERE key = 'a\"b'"),
      "y");
  answer_format(db, "SELECT deal_parties('%%s%%s%%n')");
  answer_format(db, "SELECT * FROM entente_check()");
  CU_ASSERT(atoi(answer_format(db, "SELECT count(*) FROM state")) > 200);
  unlink(zPath);
  zPath = file("h.csv", "\"a\"\"b\",\"x\"\"); DROP TABLE attack; --\",%s%n\n"
                        "1,2,3\n");
  CU_ASSERT_STRING_EQUAL(
      answer_format(
          db,
          "CREATE VIRTUAL TABLE temp.h USING csv_file('%q');"
          "SELECT group_concat(name, '|') FROM pragma_table_info('h', 'temp')",
          zPath),
      "a\"b|x\"); DROP TABLE attack; --|%s%n");
  CU_ASSERT_STRING_EQUAL(answer_format(db, "SELECT \"%%s%%n\" FROM temp.h"),
                         "3");
  answer_format(db, "DROP TABLE temp.h");
  unlink(zPath);
  CU_ASSERT_STRING_EQUAL(
      answer_format(
          db, "CREATE VIRTUAL TABLE temp.\"q\"\"; DROP TABLE attack\" USING"
              " saved_query((SELECT 1 AS \"a\"\"b); --\", :x AS y), x=2);"
              "SELECT y FROM temp.\"q\"\"; DROP TABLE attack\""),
      "2");
  CU_ASSERT_STRING_EQUAL(
      answer_format(db,
                    "SELECT name FROM saved_queries() WHERE problem IS NULL"),
      "q\"; DROP TABLE attack");
  answer_format(db, "DROP TABLE temp.\"q\"\"; DROP TABLE attack\"");
  unharmed();
  answer_format(db,
                "DELETE FROM deal; ALTER TABLE deal DROP COLUMN \"a\"\"b\"");
}

void test_quoting_register(void) {
  CU_pSuite p = CU_add_suite("quoting", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "mappings", mappings);
  CU_add_test(p, "the text of a trigger", triggers_refused);
  CU_add_test(p, "that text, and writable_schema", triggers_let_in);
  CU_add_test(p, "citations of what is no query", citations);
  CU_add_test(p, "names that end their quotes", names);
}
