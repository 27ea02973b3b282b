/*
** The coded sentences of tests/events, read by the dictionary of schema/.
**
** How many are coded as people coded them is what tests/README.md says of
** them, in other words. The numbers here change when a rule or a word changes
** what these sentences mean; then `sh tests/events/run FILE errors` says which.
** An event is right when the states and the PLOVER type are, a deal when
** parties, status and all items are.
*/
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>
#include "answer.h"
#include "told.h"

void test_corpus_register(void);

static const char zSchema[] =
    "CREATE TEMP TABLE line(line);"
    "CREATE TEMP TABLE gold AS SELECT 0 AS id, '' AS a, '' AS b, '' AS type;"
    "CREATE TEMP TABLE got AS SELECT *, 0 AS reciprocal FROM gold;"
    "CREATE TEMP VIEW told AS SELECT printf('%d of %d, %d coded, %d false',"
    "  (SELECT count(*) FROM gold WHERE EXISTS (SELECT 1 FROM got"
    "    WHERE got.id = gold.id AND got.type = gold.type AND"
    "     (got.a IS gold.a AND got.b IS gold.b OR got.reciprocal AND"
    "      got.a IS gold.b AND got.b IS gold.a))),"
    "  (SELECT count(*) FROM gold), (SELECT count(*) FROM got),"
    "  (SELECT count(DISTINCT id) FROM got"
    "    WHERE id NOT IN (SELECT id FROM gold)))";

/* The lines of a file, those of comment left out. */
static void readLines(const char *zFile) {
  char z[4000];
  sqlite3_stmt *pStmt = 0;
  FILE *f = fopen(zFile, "rb");
  CU_ASSERT_FATAL(f != 0);
  answer_do(told_db(), "DELETE FROM line; DELETE FROM gold; DELETE FROM got");
  CU_ASSERT_FATAL(sqlite3_prepare_v2(told_db(), "INSERT INTO line VALUES (?1)",
                                     -1, &pStmt, 0) == SQLITE_OK);
  while (fgets(z, sizeof(z), f)) {
    if (z[0] == '#') continue;
    sqlite3_bind_text(pStmt, 1, z, (int)strcspn(z, "\n"), SQLITE_TRANSIENT);
    CU_ASSERT(sqlite3_step(pStmt) == SQLITE_DONE);
    sqlite3_reset(pStmt);
  }
  sqlite3_finalize(pStmt);
  fclose(f);
}

static const char *events(const char *zFile) {
  readLines(zFile);
  answer_do(told_db(),
            "INSERT INTO gold SELECT line.rowid,"
            "  substr(e.value ->> '$.source', 1, 3),"
            "  substr(e.value ->> '$.target', 1, 3), ifnull((SELECT plover FROM"
            "   dictionary_code WHERE code = e.value ->> '$.code'),"
            "   e.value ->> '$.code')"
            "  FROM line, json_each(line -> '$.expected') AS e;"
            "INSERT INTO got SELECT line.rowid, source_state, target_state,"
            "  plover, reciprocal FROM line,"
            "  article_events(line ->> '$.text', line ->> '$.date')");
  return answer_text(told_db(), "SELECT * FROM told");
}

/* A line is "A|B|status|gives|gets|sentence", or "-|-||||sentence". */
static const char *deals(const char *zFile) {
  readLines(zFile);
  answer_do(told_db(),
            "CREATE TEMP VIEW bargain AS SELECT rowid AS id,"
            "  part ->> 0 AS a, part ->> 1 AS b, part ->> 2 || ' ' ||"
            "  (part ->> 3) || ' / ' || (part ->> 4) AS type,"
            "  trim(part ->> 5) AS said FROM (SELECT rowid, json('[\"' ||"
            "   replace(replace(line, '\"', '\\\"'), '|', '\",\"') || '\"]')"
            "   AS part FROM line);"
            "INSERT INTO gold SELECT id, a, b, type FROM bargain"
            "  WHERE a <> '-';"
            "INSERT INTO got SELECT id, party_a, party_b, status || ' ' ||"
            "  ifnull(gives_item, '') || ' / ' || ifnull(gets_item, ''), 0"
            "  FROM bargain, article_deals(said, '2023-01-01');"
            "DROP VIEW bargain");
  return answer_text(told_db(), "SELECT * FROM told");
}

#define ARE(told, numbers)                                                     \
  do {                                                                         \
    const char *zTold_ = told;                                                 \
    CU_ASSERT_STRING_EQUAL(zTold_, numbers);                                   \
    if (strcmp(zTold_, numbers)) printf("\n  %s: %s\n", #told, zTold_);        \
  } while (0)

static void testEvents(void) {
  answer_do(told_db(), zSchema);
  ARE(events("tests/events/own.jsonl"), "183 of 325, 268 coded, 2 false");
  ARE(events("tests/events/fresh.jsonl"), "129 of 202, 199 coded, 0 false");
  ARE(events("tests/events/none.jsonl"), "0 of 0, 27 coded, 24 false");
  ARE(events("tests/events/fresh_none.jsonl"), "0 of 0, 8 coded, 8 false");
}

static void testDeals(void) {
  ARE(deals("tests/events/deals.txt"), "68 of 68, 68 coded, 0 false");
  ARE(deals("tests/events/own_deals.txt"), "95 of 138, 125 coded, 0 false");
}

/* The same sentences as one long article. */
static void testArticle(void) {
  readLines("tests/events/own.jsonl");
  ARE(answer_text(told_db(),
                  "SELECT count(*) || ' in ' || (max(sentence) + 1) FROM"
                  " (SELECT group_concat(line ->> '$.text', ' ') AS said"
                  "  FROM line), article_events(said, '2020')"),
      "268 in 276");
}

void test_corpus_register(void) {
  CU_pSuite p = CU_add_suite("corpus", told_open, told_close);
  CU_add_test(p, "events", testEvents);
  CU_add_test(p, "deals", testDeals);
  CU_add_test(p, "one long article", testArticle);
}
