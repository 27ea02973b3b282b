/*
** The functions that write, and the JSON dataset.
**
** Every error that entente_load() can give stands in aRefused with the file
** that gives it. A refused file must leave no trace, and neither must one that
** is cut off at any byte or interrupted at any step (test_memory.c: or short of
** memory). What is dumped must come back byte by byte.
**
** Files are written to a temporary directory; the only file of the checkout
** that is read is schema/dataset.schema.json.
*/
#define _POSIX_C_SOURCE 200809L
#include <CUnit/CUnit.h>
#include "entente.h"
#include "faults.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void test_load_register(void);

#define HEAD "{\"format\":\"entente-dataset/1\","

static char zPath[] = "/tmp/entente-test-XXXXXX"; /* made by the suite */

static sqlite3 *db_open(void) {
  sqlite3 *db = 0;
  CU_ASSERT_FATAL(sqlite3_open(":memory:", &db) == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_entente_init(db, 0, 0) == SQLITE_OK);
  return db;
}

static void db_close(sqlite3 *db) {
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

/* The first value of the answer, or "ERROR: message". Free with sqlite3_free.
 */
static char *ask(sqlite3 *db, const char *zSql, const char *zArgument) {
  sqlite3_stmt *pStmt = 0;
  char *z = 0;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK && zArgument) {
    sqlite3_bind_text(pStmt, 1, zArgument, -1, SQLITE_TRANSIENT);
  }
  if (rc == SQLITE_OK) rc = sqlite3_step(pStmt);
  if (rc == SQLITE_ROW) {
    const char *zText = (const char *)sqlite3_column_text(pStmt, 0);
    z = sqlite3_mprintf("%s", zText ? zText : "NULL");
  } else if (rc != SQLITE_DONE) {
    z = sqlite3_mprintf("ERROR: %s", sqlite3_errmsg(db));
  }
  sqlite3_finalize(pStmt);
  return z;
}

static void same(sqlite3 *db, const char *zSql, const char *zWanted) {
  char *z = ask(db, zSql, 0);
  if (z == 0 || strcmp(z, zWanted) != 0) {
    fprintf(stderr, "\n%s\n  got    %s\n  wanted %s\n", zSql, z ? z : "(none)",
            zWanted);
  }
  CU_ASSERT(z != 0 && strcmp(z, zWanted) == 0);
  sqlite3_free(z);
}

static void run(sqlite3 *db, const char *zSql) {
  char *zError = 0;
  int rc = sqlite3_exec(db, zSql, 0, 0, &zError);
  if (rc != SQLITE_OK) fprintf(stderr, "\n%s\n  %s\n", zSql, zError);
  CU_ASSERT(rc == SQLITE_OK);
  sqlite3_free(zError);
}

static void write_bytes(const char *z, size_t n) {
  FILE *file = fopen(zPath, "wb");
  CU_ASSERT_FATAL(file != NULL);
  CU_ASSERT(fwrite(z, 1, n, file) == n);
  fclose(file);
}

static char *load(sqlite3 *db, const char *zText) {
  write_bytes(zText, strlen(zText));
  return ask(db, "SELECT entente_load(?1)", zPath);
}

static void load_well(sqlite3 *db, const char *zText) {
  char *z = load(db, zText);
  if (z && z[0] != '{') fprintf(stderr, "\n%s\n  %s\n", zText, z);
  CU_ASSERT(z != 0 && z[0] == '{');
  sqlite3_free(z);
}

/* A number that changes when a dataset table does. */
static const char zState[] =
    "SELECT (SELECT count(*) FROM sqlite_schema) || ' ' ||"
    " (SELECT count(*) FROM state) || ' ' || (SELECT count(*) FROM deal) || ' '"
    " || (SELECT count(*) FROM deal_party) || ' ' ||"
    " (SELECT count(*) FROM transfer) || ' ' || (SELECT count(*) FROM sanction)"
    " || ' ' || (SELECT count(*) FROM article) || ' ' ||"
    " (SELECT count(*) FROM bloc) || ' ' || (SELECT count(*) FROM source)"
    " || ' ' || (SELECT seq FROM entente_seq)";

/* Rows that refer to one another in every direction, out of order. */
static const char zSmall[] =
    "\xEF\xBB\xBF{ \"format\": \"entente-dataset/1\", \"title\": \"small\",\n"
    " \"note\": null,\n"
    " \"sanction\": [ {\"id\":\"s1\",\"sender\":\"PACT\",\"target\":\"ZZA\","
    "\"kind\":\"arms\",\"since\":\"2006-10\",\"secondary\":0.25} ],\n"
    " \"deal\": [ {\"id\":\"d1\",\"title\":\"caf\\u00e9 \\ud83d\\ude00 "
    "\\\"q\\\"\","
    "\"source\":\"src\",\n"
    "  "
    "\"deal_party\":[{\"state\":\"ZZA\"},{\"state\":\"ZZB\",\"role\":null}],\n"
    "  \"obligation\":[{\"from_state\":\"ZZA\",\"to_state\":\"ZZB\","
    "\"kind\":\"defense\"}],\n"
    "  \"transfer\":[{\"id\":\"t1\",\"supplier\":\"ZZA\",\"recipient\":\"ZZB\","
    "\"category\":\"arms\",\"quantity\":0.1,\"value\":1e-300}]} ],\n"
    " \"state\": [ {\"code\":\"ZZA\",\"name\":\"Aland\",\n"
    "  \"state_spell\":[{\"system\":\"cow\",\"since\":\"1900\"}]},\n"
    "  {\"code\":\"ZZB\",\"name\":\"Beland\"} ],\n"
    " \"bloc\": [ {\"code\":\"PACT\",\"name\":\"Pact\","
    "\"bloc_member\":[{\"state\":\"ZZB\"}]} ],\n"
    " \"source\": [ {\"id\":\"src\",\"title\":\"S\"} ],\n"
    " \"article\": [ "
    "{\"id\":\"a1\",\"title\":\"T\",\"body\":\"shells\\nfired\",\n"
    "  \"evidence\":[{\"about\":\"deal\",\"about_id\":\"d1\"},"
    "{\"about\":\"sanction\",\"about_id\":\"s1\"}],\n"
    "  \"event\":[{\"id\":7,\"first\":0,\"last\":5,\"code\":\"04\"}]} ],\n"
    " \"trade\": [ {\"exporter\":\"ZZA\",\"importer\":\"ZZB\",\"year\":2020,"
    "\"value\":123456789.12345679} ],\n"
    " \"saved_query\": [ {\"name\":\"again\",\"query\":\"SELECT * FROM"
    " tied\"},\n"
    "  {\"name\":\"tied\",\"title\":\"T\",\"query\":\"SELECT state FROM "
    "bloc_member"
    " WHERE bloc = :b\",\"default\":{\"b\":\"PACT\"}} ]\n}\n";

static void create_is_idempotent(void) {
  sqlite3 *db = db_open();
  char *zOne, *zTwo;
  same(db, "SELECT entente_create() ->> 'schema'", "created");
  run(db, "UPDATE parameter SET value = 0.55 WHERE name = 'bystander.base';"
          "DELETE FROM import_log");
  zOne = ask(db, "SELECT entente_dump()", 0);
  same(db, "SELECT entente_create() ->> 'schema'", "present");
  zTwo = ask(db, "SELECT entente_dump()", 0);
  CU_ASSERT(zOne && zTwo && strcmp(zOne, zTwo) == 0);
  sqlite3_free(zOne);
  sqlite3_free(zTwo);
  same(db, "SELECT value FROM parameter WHERE name = 'bystander.base'", "0.55");
  same(db,
       "SELECT count(*) = 78 FROM sqlite_schema WHERE type = 'trigger'"
       " AND name GLOB 'entente_seq_*'",
       "1");
  same(db, "SELECT count(*) FROM pragma_foreign_key_check", "0");
  db_close(db);
}

static void create_refuses(void) {
  static const struct {
    const char *zBefore, *zError;
  } a[] = {
    { "CREATE TABLE deal(id TEXT PRIMARY KEY, title TEXT)",
      "table 'deal' exists with other columns: no column 'kind'" },
    { "CREATE TABLE coverage(layer TEXT, source TEXT, since TEXT, until TEXT,"
      " note TEXT, mine TEXT NOT NULL)",
      "table 'coverage' exists with other columns: 'mine' may not be NULL and"
      " has no default" },
    { "CREATE TABLE source(id TEXT, title TEXT, version TEXT, citation TEXT,"
      " licence TEXT, url TEXT)",
      "table 'source' exists with another primary key: see column 'id'" },
    { "CREATE VIEW trade AS SELECT 1", "'trade' exists and is a view" },
    { "CREATE TABLE article_fts(x)",
      "'article_fts' exists and is no full-text index" },
    { "CREATE TEMP TABLE entente_seq(x)",
      "the TEMP table 'entente_seq' hides the dataset's table" },
    { "CREATE TEMP VIEW article_fts AS SELECT 1",
      "the TEMP table 'article_fts' hides the dataset's table" },
    { "CREATE TEMP TABLE state(code)",
      "the TEMP table 'state' hides the dataset's table" },
    { "CREATE TABLE mine(x); CREATE INDEX border_key ON mine(x)",
      "the name of the index 'border_key' on 'border' is taken by another"
      " object" },
  };
  size_t i;
  for (i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    sqlite3 *db = db_open();
    char *zBefore, *zAfter, *z, *zWanted;
    run(db, a[i].zBefore);
    zBefore = ask(db, "SELECT group_concat(name) FROM sqlite_schema", 0);
    zWanted = sqlite3_mprintf("ERROR: entente_create(): %s", a[i].zError);
    z = ask(db, "SELECT entente_create()", 0);
    CU_ASSERT_STRING_EQUAL(z, zWanted);
    zAfter = ask(db, "SELECT group_concat(name) FROM sqlite_schema", 0);
    CU_ASSERT_STRING_EQUAL(zBefore, zAfter);
    CU_ASSERT(sqlite3_get_autocommit(db));
    sqlite3_free(z);
    sqlite3_free(zWanted);
    sqlite3_free(zBefore);
    sqlite3_free(zAfter);
    db_close(db);
  }
}

static void create_keeps_own_columns(void) {
  sqlite3 *db = db_open();
  run(db,
      "CREATE TABLE bloc(code TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
      " universal INTEGER NOT NULL DEFAULT 0, source TEXT, seat TEXT)");
  same(db, "SELECT entente_create() ->> 'schema'", "created");
  load_well(db, HEAD "\"bloc\":[{\"code\":\"PACT\",\"name\":\"P\","
                     "\"seat\":\"Here\"}]}");
  same(db, "SELECT seat FROM bloc WHERE code = 'PACT'", "Here");
  db_close(db);
}

static void settings_do_not_matter(void) {
  sqlite3 *db = db_open();
  run(db, "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
          "PRAGMA trusted_schema = OFF");
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  load_well(db, zSmall);
  load_well(db, zSmall);
  same(db, "SELECT entente_create() ->> 'schema'", "present");
  same(db, "SELECT count(*) FROM event", "1");
  db_close(db);
}

static void transaction_is_the_callers(void) {
  sqlite3 *db = db_open();
  char *z;
  run(db, "BEGIN; CREATE TABLE mine(x)");
  load_well(db, zSmall);
  CU_ASSERT(!sqlite3_get_autocommit(db));
  run(db, "ROLLBACK");
  same(db, "SELECT count(*) FROM sqlite_schema", "0");
  run(db, "CREATE TABLE mine(x); SELECT entente_create(); BEGIN;"
          "INSERT INTO mine VALUES (1); SAVEPOINT entente");
  load_well(db, zSmall);
  same(db, "SELECT count(*) FROM deal", "1");
  run(db, "ROLLBACK TO entente");
  same(db, "SELECT count(*) FROM deal", "0");
  z = load(db, HEAD "\"deal\":[{\"id\":\"x\",\"title\":\"t\"},5]}");
  CU_ASSERT(z && strncmp(z, "ERROR", 5) == 0);
  sqlite3_free(z);
  same(db, "SELECT count(*) FROM deal", "0");
  CU_ASSERT(!sqlite3_get_autocommit(db));
  run(db, "COMMIT");
  same(db, "SELECT count(*) FROM mine", "1");
  same(db, "INSERT INTO mine SELECT entente_create()",
       "ERROR: entente_create(): cannot run inside a statement that writes");
  same(db, "INSERT INTO mine SELECT entente_load('x')",
       "ERROR: entente_load(): cannot run inside a statement that writes");
  db_close(db);
}

#define DEAL(x) "\"deal\":[{\"id\":\"q\",\"title\":\"t\"" x "}]}"
#define ARMS(x)                                                                \
  HEAD DEAL(",\"transfer\":[{\"id\":\"x\",\"supplier\":\"RUS\","               \
            "\"recipient\":\"PRK\",\"category\":\"arms\"" x "}]")
#define TRADE(x)                                                               \
  HEAD "\"trade\":[{\"exporter\":\"CHN\",\"importer\":\"RUS\"," x "}]}"
#define ITEM_COLUMNS                                                           \
  "\"n\":1,\"supplier\":\"CHN\",\"recipient\":\"RUS\",\"category\":\"arms\""
#define ITEM(x) HEAD "\"candidate_item\":[{" x ITEM_COLUMNS "}]}"
#define CANDIDATE(x, y)                                                        \
  "\"candidate\":[{" x "\"party_a\":\"CHN\",\"party_b\":\"RUS\","              \
  "\"status\":\"agreed\",\"candidate_item\":[{" y ITEM_COLUMNS "}]}]}"
#define DATES "expected a date YYYY, YYYY-MM or YYYY-MM-DD"

/* A file, and what is said of it after the file's name. */
static const struct {
  const char *zText, *zError;
} aRefused[] = {
  { ARMS(",\"quantity\":\"many\""),
    "$.deal[0].transfer[0].quantity: \"many\": expected a number, 0 or more" },
  { ARMS(",\"quantity\":-1"),
    "$.deal[0].transfer[0].quantity: -1: expected a number, 0 or more" },
  { ARMS(",\"since\":\"2023-02-30\""),
    "$.deal[0].transfer[0].since: \"2023-02-30\": " DATES },
  { ARMS(",\"since\":\"2023\",\"until\":\"2022\""),
    "$.deal[0].transfer[0].until: \"2022\": expected not before since" },
  { ARMS(",\"statu\":\"x\""),
    "$.deal[0].transfer[0].statu: \"x\": expected a column of transfer; near:"
    " 'status'" },
  { HEAD DEAL(",\"transfer\":[{\"supplier\":\"RUS\",\"recipient\":\"PRK\","
              "\"category\":\"arms\"}]"),
    "$.deal[0].transfer[0].id: missing: expected a text" },
  { HEAD DEAL(",\"transfr\":[]"),
    "$.deal[0].transfr: an array: expected a column of deal; near:"
    " 'transfer'" },
  { HEAD DEAL(",\"bloc_member\":[]"),
    "$.deal[0].bloc_member: an array: expected a column of deal" },
  { HEAD DEAL(",\"deal_party\":{\"state\":\"CHN\"}"),
    "$.deal[0].deal_party: an object: expected an array of rows" },
  { HEAD DEAL(",\"deal_party\":[{\"state\":\"China\"}]"),
    "$.deal[0].deal_party[0].state: \"China\": expected the code of a state;"
    " near: 'CHN'" },
  { HEAD DEAL(",\"deal_party\":[{\"deal\":\"r\",\"state\":\"CHN\"}]"),
    "$.deal[0].deal_party[0].deal: \"r\": expected \"q\", the row around it" },
  { HEAD DEAL(",\"status\":\"sgned\""),
    "$.deal[0].status: \"sgned\": expected one of reported, asked, offered,"
    " agreed, signed, delivered, refused, denied, ended" },
  { HEAD DEAL(",\"source\":\"cow-sytem\""),
    "$.deal[0].source: \"cow-sytem\": expected the id of a source; near:"
    " 'cow-system'" },
  { HEAD "\"deals\":[]}",
    "$.deals: expected a table of the dataset; near: 'deal'" },
  { HEAD "\"zzz\":5}", "$.zzz: expected a table of the dataset" },
  { HEAD "\"deal\":5}", "$.deal: 5: expected an array of rows" },
  { HEAD "\"deal\":[5]}",
    "$.deal[0]: 5: expected an object with the columns of deal" },
  { HEAD "\"deal\":[{}]}", "$.deal[0]: expected at least one column of deal" },
  { HEAD "\"deal\":[{\"title\":\"x\"}]}",
    "$.deal[0].id: missing: expected a non-empty text" },
  { HEAD "\"deal\":[{\"id\":\"q\"}]}",
    "$.deal[0].title: missing: expected a text" },
  { HEAD "\"deal\":[{\"id\":\"q\",\"note\":\"n\"}]}",
    "$.deal[0].title: missing: expected a text in a new row" },
  { HEAD "\"deal\":[{\"id\":\"q\",\"title\":5}]}",
    "$.deal[0].title: 5: expected a text" },
  { HEAD "\"deal\":[{\"id\":\"\",\"title\":\"t\"}]}",
    "$.deal[0].id: \"\": expected a non-empty text" },
  { HEAD "\"deal\":[],\"deal\":[]}",
    "$.deal: expected a table to stand there once" },
  { HEAD "\"deal\":[{\"id\":\"q\",\"title\":\"t\",\"id\":\"r\"}]}",
    "line 1: an object has two members \"id\"" },
  { HEAD "\"sanction\":[{\"id\":\"s\",\"sender\":\"EUX\",\"target\":\"RUS\","
         "\"kind\":\"arms\"}]}",
    "$.sanction[0].sender: \"EUX\": expected a state or a bloc" },
  { HEAD "\"sanction\":[{\"id\":\"s\",\"sender\":\"RUS\",\"target\":\"RUS\","
         "\"kind\":\"arms\"}]}",
    "$.sanction[0].target: \"RUS\": expected a state other than sender" },
  { HEAD "\"red_line\":[{\"id\":\"r\",\"holder\":\"CHN\",\"about\":\"EUX\","
         "\"description\":\"d\",\"crossed_by\":\"back\"}]}",
    "$.red_line[0].about: \"EUX\": expected a state or a bloc" },
  { HEAD "\"red_line\":[{\"id\":\"r\",\"holder\":\"CHN\",\"about\":\"USA\","
         "\"addressee\":\"EUX\",\"description\":\"d\","
         "\"crossed_by\":\"cut\"}]}",
    "$.red_line[0].addressee: \"EUX\": expected a state or a bloc" },
  { HEAD "\"bloc\":[{\"code\":\"CHN\",\"name\":\"x\"}]}",
    "$.bloc[0].code: \"CHN\": already the code of a state" },
  { TRADE("\"year\":2020.5,\"value\":1"),
    "$.trade[0].year: 2020.5: expected a whole number 1..9999" },
  { TRADE("\"year\":9007199254740993,\"value\":1"),
    "$.trade[0].year: 9007199254740993: expected an integer within"
    " \xC2\xB1"
    "9007199254740992" },
  { TRADE("\"year\":20200,\"value\":1"),
    "$.trade[0].year: 20200: expected a whole number 1..9999" },
  { TRADE("\"year\":2020,\"value\":1e999"),
    "$.trade[0].value: 1e999: expected a number, 0 or more" },
  { TRADE("\"year\":2020,\"value\":true"),
    "$.trade[0].value: true: expected a number, 0 or more" },
  { HEAD "\"article\":[{\"id\":\"a\",\"title\":\"t\",\"evidence\":["
         "{\"about\":\"deal\",\"about_id\":\"nope\"}]}]}",
    "$.article[0].evidence[0].about_id: \"nope\": expected the id of a deal" },
  { HEAD "\"article\":[{\"id\":\"a\",\"docid\":4,\"title\":\"t\"}]}",
    "$.article[0].docid: 4: expected a column of article" },
  { HEAD "\"event\":[{\"article\":\"zz\"}]}",
    "$.event[0].article: \"zz\": expected the id of an article" },
  { HEAD "\"title\":5}", "$.title: 5: expected a text" },
  { HEAD "\"deal\":[{\"id\":\"q\",\"title\":\"t\",\"deal_party\":null,"
         "\"transfer\":[{\"id\":\"x\",\"supplier\":\"RUS\",\"recipient\":"
         "\"PRK\",\"category\":\"arms\",\"deal\":\"q\",\"value\":false}]}]}",
    "$.deal[0].transfer[0].value: false: expected a number, 0 or more" },
  { HEAD "\"bloc_member\":[{\"bloc\":\"UN\",\"state\":\"a state whose code is"
         " far too long to be remembered\"}]}",
    "$.bloc_member[0].state: \"a state whose code is far too long to be"
    " remembered\": expected the code of a state" },
  { HEAD "\"state_spell\":[{\"system\":\"cow\",\"state\":\"CHN\"}]}",
    "$.state_spell[0].since: missing: " DATES },
  { HEAD "\"roll_call\":[{\"title\":\"t\",\"vote\":[{\"state\":\"CHN\","
         "\"vote\":\"yes\"}]}]}",
    "$.roll_call[0].id: missing: expected a non-empty text" },
  { HEAD "\"evidence\":[{\"article\":\"a\",\"about\":\"weather\","
         "\"about_id\":\"x\"}]}",
    "$.evidence[0].about: \"weather\": expected one of deal, transfer,"
    " sanction, dispute, red_line" },
  { ITEM("\"candidate\":9,"),
    "$.candidate_item[0].candidate: 9: expected the id of a candidate" },
  { HEAD CANDIDATE("\"id\":7,", "\"candidate\":8,"),
    "$.candidate[0].candidate_item[0].candidate: 8: expected 7, the row around"
    " it" },
  { HEAD CANDIDATE("", ""),
    "$.candidate[0]: expected \"id\", for the rows inside refer to it" },
  { HEAD "\"vote\":[{\"roll_call\":\"x\",\"state\":\"CHN\",\"vote\":"
         "\"maybe\"}]}",
    "$.vote[0].vote: \"maybe\": expected one of yes, abstain, no, absent" },
  { HEAD "\"deal_party\":[{\"state\":\"CHN\"}]}",
    "$.deal_party[0].deal: missing: expected a reference" },
  { HEAD "\"article\":[{\"id\":\"zz\",\"body\":\"x\"}]}",
    "$.article[0].title: missing: expected a text in a new row" },
  { HEAD DEAL(",\"deal_party\":[{\"state\":\"\"}]"),
    "$.deal[0].deal_party[0].state: \"\": expected the code of a state" },
  { HEAD "\"deal\":[{\"id\":\"q\",\"title\":\"t\",\"source\":\"later\"}],"
         "\"sanction\":[{\"id\":\"s\",\"sender\":\"EUX\",\"target\":"
         "\"RUS\",\"kind\":\"arms\"}]}",
    "$.sanction[0].sender: \"EUX\": expected a state or a bloc" },
  { "{}", "$: expected \"format\": \"entente-dataset/1\" first" },
  { "{\"deal\":[]}", "$: expected \"format\": \"entente-dataset/1\" first,"
                     " before \"deal\"" },
  { "{\"format\":\"x\"}", "$.format: \"x\": expected \"entente-dataset/1\"" },
  { "", "line 1: the file ends too early" },
  { "[]", "line 1: expected a JSON object" },
  { HEAD "}", "line 1: expected a name" },
  { HEAD "\n\n\"deal\":[]}x", "line 3: something follows the JSON object" },
  { HEAD "\"deal\":[NaN]}", "line 1: expected a value" },
  { HEAD "\"deal\":[nul]}", "line 1: expected a value" },
  { HEAD "\"deal\":[01]}", "line 1: a malformed number" },
  { HEAD "\"deal\":[1.]}", "line 1: a malformed number" },
  { HEAD "\"deal\":[,]}", "line 1: expected a value" },
  { HEAD "\"deal\":[{\"a\" 1}]}", "line 1: expected ':' after a name" },
  { HEAD "\"deal\":[{\"a\":1 2}]}", "line 1: expected ',' or '}'" },
  { HEAD "\"deal\":[{\"a\":[1}]}", "line 1: expected ',' or ']'" },
  { HEAD "\"deal\":[\"a\tb\"]}", "line 1: a control character in a text" },
  { HEAD "\"deal\":[\"\\u0000\"]}", "line 1: a zero character in a text" },
  { HEAD "\"deal\":[\"\\ud800\"]}",
    "line 1: half of a surrogate pair in a text" },
  { HEAD "\"deal\":[\"\\udc00\"]}",
    "line 1: half of a surrogate pair in a text" },
  { HEAD "\"deal\":[\"\\u12g4\"]}",
    "line 1: \\u needs four hexadecimal digits" },
  { HEAD "\"deal\":[\"\\x\"]}", "line 1: an unknown escape in a text" },
  { HEAD "\"deal\":[\"\xC0\x80\"]}", "line 1: a text that is not UTF-8" },
  { HEAD "\"deal\":[\"\xED\xA0\x80\"]}", "line 1: a text that is not UTF-8" },
};

static void refused(sqlite3 *db, const char *zText, const char *zError) {
  char *zBefore = ask(db, zState, 0);
  char *z = load(db, zText);
  char *zAfter = ask(db, zState, 0);
  char *zWanted =
      sqlite3_mprintf("ERROR: entente_load(): %s: %s", zPath, zError);
  if (strcmp(z, zWanted) != 0) {
    fprintf(stderr, "\n%s\n  got    %s\n  wanted %s\n", zText, z, zWanted);
  }
  CU_ASSERT(strcmp(z, zWanted) == 0);
  CU_ASSERT_STRING_EQUAL(zBefore, zAfter);
  CU_ASSERT(sqlite3_get_autocommit(db));
  sqlite3_free(z);
  sqlite3_free(zWanted);
  sqlite3_free(zBefore);
  sqlite3_free(zAfter);
}

static void bad_files_are_refused(void) {
  sqlite3 *db = db_open();
  char zDeep[600];
  char *z;
  size_t i;
  run(db, "SELECT entente_create()");
  for (i = 0; i < sizeof(aRefused) / sizeof(aRefused[0]); i++) {
    refused(db, aRefused[i].zText, aRefused[i].zError);
  }
  strcpy(zDeep, HEAD "\"deal\":");
  memset(zDeep + strlen(zDeep), 0, sizeof(zDeep) - strlen(zDeep));
  memset(zDeep + strlen(zDeep), '[', 300);
  refused(db, zDeep, "line 1: nested deeper than 100 levels");
  z = ask(db, "SELECT entente_load('/nowhere/x.json')", 0);
  CU_ASSERT_STRING_EQUAL(z, "ERROR: entente_load(): /nowhere/x.json: cannot be"
                            " opened: No such file or directory");
  sqlite3_free(z);
  z = ask(db, "SELECT entente_load('/')", 0);
  CU_ASSERT(strstr(z, "entente_load(): /: is a directory") != 0);
  sqlite3_free(z);
  same(db, "SELECT entente_load(NULL)", "NULL");
  same(db, "SELECT entente_load(5)",
       "ERROR: entente_load(): argument path: 5 is not a text");
  db_close(db);
}

static void cut_anywhere(void) {
  sqlite3 *db = db_open();
  size_t n = sizeof(zSmall) - 1, i;
  char *zBefore, *z;
  run(db, "SELECT entente_create()");
  zBefore = ask(db, zState, 0);
  for (i = 0; i < n - 2; i++) { /* without the last "}\n" at the most */
    write_bytes(zSmall, i);
    z = ask(db, "SELECT entente_load(?1)", zPath);
    CU_ASSERT(z != 0 && strncmp(z, "ERROR: entente_load(): ", 23) == 0);
    sqlite3_free(z);
  }
  z = ask(db, zState, 0);
  CU_ASSERT_STRING_EQUAL(z, zBefore);
  sqlite3_free(z);
  sqlite3_free(zBefore);
  load_well(db, zSmall);
  db_close(db);
}

/* Any byte replaced: no crash, and either loaded or refused. */
static void garbled_anywhere(void) {
  static const char aByte[] = { 0, '"', '\\', '{', ']', ',', '9', -1 };
  sqlite3 *db = db_open();
  size_t n = sizeof(zSmall) - 1, i;
  char zCopy[sizeof(zSmall)];
  run(db, "SELECT entente_create(); BEGIN");
  for (i = 0; i < n; i++) {
    char *z;
    memcpy(zCopy, zSmall, sizeof(zSmall));
    zCopy[i] = aByte[i % sizeof(aByte)];
    write_bytes(zCopy, n);
    z = ask(db, "SELECT entente_load(?1)", zPath);
    CU_ASSERT(z != 0 &&
              (z[0] == '{' || strncmp(z, "ERROR: entente_load", 19) == 0));
    sqlite3_free(z);
  }
  run(db, "ROLLBACK");
  db_close(db);
}

static void rows_are_updated(void) {
  sqlite3 *db = db_open();
  load_well(db, zSmall);
  load_well(
      db, HEAD
      "\"deal\":[{\"id\":\"d1\",\"note\":\"later\"}],"
      "\"article\":[{\"id\":\"a1\",\"body\":\"missiles\"}],"
      "\"sanction\":[{\"id\":\"s1\",\"sender\":\"PACT\",\"target\":\"ZZA\","
      "\"kind\":\"arms\",\"since\":\"2006-10\",\"extent\":\"complete\"}],"
      "\"parameter\":[{\"name\":\"transfer.half_life\",\"value\":4}],"
      "\"bloc_member\":[{\"bloc\":\"PACT\",\"state\":\"ZZB\",\"until\":"
      "\"2020\"}]"
      "}");
  same(db, "SELECT title || note FROM deal WHERE id = 'd1'",
       "caf\xC3\xA9 \xF0\x9F\x98\x80 \"q\"later");
  same(db, "SELECT group_concat(extent || secondary) FROM sanction",
       "complete0.25");
  same(db,
       "SELECT group_concat(ifnull(until, '')) FROM bloc_member"
       " WHERE bloc = 'PACT'",
       "2020");
  same(db,
       "SELECT value || ' ' || typeof(value) FROM parameter"
       " WHERE name = 'transfer.half_life'",
       "4.0 real");
  if (sqlite3_compileoption_used("ENABLE_FTS5")) {
    same(db, "SELECT count(*) FROM article_fts('missiles')", "1");
    same(db, "SELECT count(*) FROM article_fts('shells')", "0");
  }
  db_close(db);
}

static void dump_comes_back(void) {
  static const double aReal[] = { 0.1,
                                  1.0 / 3,
                                  1e300,
                                  5e-324,
                                  123456789.12345679,
                                  9007199254740993.0,
                                  1.7976931348623157e308,
                                  2.2250738585072014e-308,
                                  1e15,
                                  12345678901234568.0,
                                  0.30000000000000004,
                                  100 };
  sqlite3 *db = db_open();
  sqlite3 *dbCopy = db_open();
  char *zOne, *zTwo;
  size_t i;
  load_well(db, zSmall);
  for (i = 0; i < sizeof(aReal) / sizeof(aReal[0]); i++) {
    sqlite3_stmt *pStmt = 0;
    sqlite3_prepare_v2(
        db,
        "INSERT INTO transfer(supplier, recipient, category,"
        " quantity, note) VALUES ('ZZA', 'ZZB', 'money', ?1,"
        " 'a \"b\" \\ ' || char(9, 10, 13, 1, 127) || '\xE2\x82\xAC')",
        -1, &pStmt, 0);
    sqlite3_bind_double(pStmt, 1, aReal[i]);
    CU_ASSERT(sqlite3_step(pStmt) == SQLITE_DONE);
    sqlite3_finalize(pStmt);
  }
  run(db,
      "INSERT INTO coverage(layer, since) VALUES ('trade', '1950');"
      "INSERT INTO dispute(id, title) VALUES ('w', 'War');"
      "INSERT INTO dispute_side(dispute, state, side) VALUES"
      " ('w', 'ZZA', 'A'), ('w', 'ZZB', 'B');"
      "INSERT INTO red_line(id, holder, about, description, crossed_by) VALUES"
      " ('r', 'PACT', 'ZZA', 'no shells', 'back');"
      "INSERT INTO roll_call(id, date) VALUES ('rc', '2020-01-02');"
      "INSERT INTO vote VALUES ('rc', 'ZZA', 'yes', NULL);"
      "INSERT INTO trade_total(state, year, exports) VALUES ('ZZA', 2020, 0);"
      "INSERT INTO border(a, b, since) VALUES ('ZZB', 'ZZA', '1900-05');"
      "INSERT INTO capability(state, year, tpop) VALUES ('ZZA', 2020, 12.5);"
      "INSERT INTO event(code) VALUES ('19')");
  zOne = ask(db, "SELECT entente_dump()", 0);
  CU_ASSERT_FATAL(zOne != 0 && zOne[0] == '{');
  load_well(dbCopy, zOne);
  zTwo = ask(dbCopy, "SELECT entente_dump()", 0);
  CU_ASSERT(zTwo != 0 && strcmp(zOne, zTwo) == 0);
  for (i = 0; i < sizeof(aReal) / sizeof(aReal[0]); i++) {
    sqlite3_stmt *pStmt = 0;
    sqlite3_prepare_v2(dbCopy,
                       "SELECT count(*) FROM transfer WHERE quantity = ?1", -1,
                       &pStmt, 0);
    sqlite3_bind_double(pStmt, 1, aReal[i]);
    CU_ASSERT(sqlite3_step(pStmt) == SQLITE_ROW);
    CU_ASSERT(sqlite3_column_int(pStmt, 0) >= 1);
    sqlite3_finalize(pStmt);
  }
  sqlite3_free(zOne);
  sqlite3_free(zTwo);
  db_close(dbCopy);
  db_close(db);
}

/* Of a saved query the text is kept, whatever its parts look like. */
static void saved_queries_go_along(void) {
  static const char *const azBad[] = {
    /* file, error after its name */
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"DELETE FROM deal\"}]}",
    "$.saved_query[0]: q(): the query must begin with SELECT, WITH or VALUES:"
    " DELETE FROM deal",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT"
         " entente_load('x')\"}]}",
    "$.saved_query[0]: q(): the query may not use entente_load(): it may do"
    " more than read this database",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT 1'); DROP TABLE"
         " deal; --\"}]}",
    "$.saved_query[0]: q(): unrecognized token: \"'); DROP TABLE deal; --\"",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT 1; DROP TABLE"
         " deal\"}]}",
    "$.saved_query[0]: q(): there must be one statement; a second one begins:"
    " DROP TABLE deal",
    HEAD "\"saved_query\":[{\"name\":\"q\\\" USING csv_file('x')"
         " --\",\"query\":\"SELECT 1, nosuch\"}]}",
    "$.saved_query[0]: q\" USING csv_file('x') --(): no such column: nosuch",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT :a\","
         "\"default\":{\"a=1, b\":2}}]}",
    "$.saved_query[0].default: expected the names of parameters",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT :a\","
         "\"default\":{\"b\":2}}]}",
    "$.saved_query[0]: q(): there is no parameter :b in the query to have a"
    " default",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT :a\","
         "\"default\":{\"a\":[]}}]}",
    "$.saved_query[0].default: expected texts, numbers and null",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT :a\","
         "\"default\":{\"\":1}}]}",
    "$.saved_query[0].default: expected the names of parameters",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT :a\","
         "\"default\":{\"1a\":1}}]}",
    "$.saved_query[0].default: expected the names of parameters",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT :a\","
         "\"default\":{\"Title\":1}}]}",
    "$.saved_query[0].default: expected the names of parameters",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT :a\","
         "\"default\":{\"description\":1}}]}",
    "$.saved_query[0].default: expected the names of parameters",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT :a\","
         "\"default\":{\"a\":1e999,\"b\":2}}]}",
    "$.saved_query[0].default: expected texts, numbers and null",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"\"}]}",
    "$.saved_query[0].query: missing: expected a text",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT 1\","
         "\"title\":5}]}",
    "$.saved_query[0].title: expected a text",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"query\":\"SELECT :a\","
         "\"default\":1}]}",
    "$.saved_query[0].default: expected an object, parameter by parameter",
    HEAD "\"saved_query\":[{\"name\":\"q\"}]}",
    "$.saved_query[0].query: missing: expected a text",
    HEAD "\"saved_query\":[{\"name\":\"q\",\"sql\":\"SELECT 1\"}]}",
    "$.saved_query[0].sql: expected one of name, query, title, description,"
    " default",
    HEAD "\"saved_query\":[7]}",
    "$.saved_query[0]: expected an object with name and query",
    HEAD "\"saved_query\":{}}",
    "$.saved_query: an object: expected an array of"
    " rows",
    HEAD "\"saved_query\":[],\"saved_query\":[]}",
    "$.saved_query: expected a table to stand there once",
    HEAD "\"saved_querys\":[]}",
    "$.saved_querys: expected a table of the dataset; near: 'saved_query'",
    /* It would answer in the place of another. */
    HEAD "\"saved_query\":[{\"name\":\"Deal\",\"query\":\"SELECT 1\"}]}",
    "$.saved_query[0]: 'Deal' is there and is no saved query",
    HEAD "\"saved_query\":[{\"name\":\"BYSTANDERS\",\"query\":\"SELECT 1\"}]}",
    "$.saved_query[0]: 'BYSTANDERS' is the name of a table-valued function",
    HEAD "\"saved_query\":[{\"name\":\"pragma_table_info\",\"query\":"
         "\"SELECT 1\"}]}",
    "$.saved_query[0]: 'pragma_table_info' is the name of a table-valued"
    " function",
    HEAD "\"saved_query\":[{\"name\":\"a\",\"query\":\"SELECT 1\"},{\"name\":"
         "\"b\",\"query\":\"SELECT * FROM c\"},{\"name\":\"c\",\"query\":"
         "\"SELECT * FROM b\"}]}",
    "$.saved_query[1]: b(): no such table: c",
  };
  sqlite3 *db = db_open();
  sqlite3 *dbCopy = db_open();
  char *zOne, *zTwo;
  size_t i;
  load_well(db, zSmall);
  same(db, "SELECT group_concat(state) FROM again", "ZZB");
  run(db,
      "DROP TABLE again; DROP TABLE tied;"
      "CREATE TABLE mine(x);"
      "CREATE VIRTUAL TABLE \"odd, (name\" USING \"Saved_Query\"(/* ( */ (\n"
      " SELECT :a, 'it''s (', \":b\" /* , */ FROM (SELECT 1 AS \":b\") -- ), \n"
      "), -- a = 9\n a = '2, \"x\" '' (', title = \"T, ''\", description='');"
      "CREATE VIRTUAL TABLE numbers USING saved_query('SELECT :i, :r, :n, :t,"
      " :big', i=+007, r=-.1e-3, n=NULL, t='7', big=9007199254740992);"
      "CREATE VIRTUAL TABLE bare USING saved_query(SELECT x FROM mine);"
      "CREATE VIRTUAL TABLE temp.not_this USING saved_query('SELECT 1')");
  if (sqlite3_compileoption_used("ENABLE_FTS5")) {
    run(db, "CREATE VIRTUAL TABLE nor_this USING fts5(saved_query)");
  }
  zOne = ask(db, "SELECT entente_dump()", 0);
  CU_ASSERT_FATAL(zOne != 0 && zOne[0] == '{');
  CU_ASSERT(strstr(zOne, "not_this") == 0 && strstr(zOne, "nor_this") == 0);
  CU_ASSERT(strstr(zOne, "\"default\": {\"i\": 7, \"r\": -0.0001, \"n\": null,"
                         " \"t\": \"7\", \"big\": 9007199254740992}") != 0);
  /* All or nothing: what bare reads is not there. */
  zTwo = load(dbCopy, zOne);
  CU_ASSERT(zTwo && strstr(zTwo, "$.saved_query[0]: bare(): no such table:"
                                 " mine"));
  sqlite3_free(zTwo);
  same(dbCopy, "SELECT count(*) FROM sqlite_schema", "0");
  run(dbCopy, "CREATE TABLE mine(x)");
  load_well(dbCopy, zOne);
  load_well(dbCopy, zOne);
  zTwo = ask(dbCopy, "SELECT entente_dump()", 0);
  CU_ASSERT(zTwo != 0 && strcmp(zOne, zTwo) == 0);
  sqlite3_free(zTwo);
  same(dbCopy, "SELECT * FROM \"odd, (name\"", "2, \"x\" ' (");
  same(dbCopy,
       "SELECT title || '|' || description FROM saved_queries"
       " WHERE name LIKE 'odd%'",
       "T, ''|");
  same(dbCopy, "SELECT json_array(i, r, n, t, big, typeof(t)) FROM numbers",
       "[7,-0.0001,null,\"7\",9007199254740992,\"text\"]");
  sqlite3_free(zOne);
  /* It misses a table today, and is dumped with the rest. */
  run(dbCopy, "DROP TABLE mine");
  same(dbCopy, "SELECT json_extract(entente_dump(), '$.saved_query[0].query')",
       "SELECT x FROM mine");
  for (i = 0; i < sizeof(azBad) / sizeof(azBad[0]); i += 2) {
    zOne = ask(db, zState, 0);
    zTwo = load(db, azBad[i]);
    if (zTwo == 0 || strstr(zTwo, azBad[i + 1]) == 0) {
      fprintf(stderr, "\n%s\n  got    %s\n  wanted %s\n", azBad[i],
              zTwo ? zTwo : "NULL", azBad[i + 1]);
    }
    CU_ASSERT(zTwo && strncmp(zTwo, "ERROR: entente_load(): ", 23) == 0);
    CU_ASSERT(zTwo && strstr(zTwo, azBad[i + 1]));
    sqlite3_free(zTwo);
    zTwo = ask(db, zState, 0);
    CU_ASSERT_STRING_EQUAL(zOne, zTwo);
    sqlite3_free(zOne);
    sqlite3_free(zTwo);
  }
  run(db, "CREATE VIRTUAL TABLE huge USING saved_query('SELECT :a',"
          " a=9007199254740993)");
  same(db, "SELECT entente_dump()",
       "ERROR: entente_dump(): saved query huge: the default 9007199254740993"
       " of a cannot be JSON");
  db_close(dbCopy);
  db_close(db);
}

static void dump_refuses(void) {
  /* Bytes of a text; + where they are UTF-8. */
  static const char *const azText[] = {
    "+61",       "+C280",     "+DFBF",     "+E0A080", "+ED9FBF", "+EE8080",
    "+F0908080", "+F3BFBFBF", "+F48FBFBF", "80",      "C180",    "C3",
    "C341",      "C3C3",      "E09FBF",    "E282",    "EDA080",  "F08FBFBF",
    "F4908080",  "F5808080",  "6100",
  };
  sqlite3 *db = db_open();
  same(db, "SELECT entente_dump()",
       "ERROR: entente_dump(): the dataset's"
       " tables are missing: call entente_create()");
  load_well(db, zSmall);
  run(db, "UPDATE deal SET note = x'00ff'");
  same(db, "SELECT entente_dump()",
       "ERROR: entente_dump(): deal.note: a blob cannot be JSON");
  run(db, "UPDATE deal SET note = CAST(x'00ff' AS TEXT)");
  same(db, "SELECT entente_dump()",
       "ERROR: entente_dump(): deal.note: a text"
       " that is not UTF-8 cannot be JSON");
  for (size_t i = 0; i < sizeof(azText) / sizeof(azText[0]); i++) {
    int isWell = azText[i][0] == '+';
    char *z = sqlite3_mprintf("UPDATE deal SET note = CAST(x'%s' AS TEXT);",
                              azText[i] + isWell);
    run(db, z);
    sqlite3_free(z);
    z = ask(db, "SELECT entente_dump()", 0);
    CU_ASSERT_EQUAL(strncmp(z, "ERROR", 5) != 0, isWell);
    if (isWell) {
      write_bytes(z, strlen(z));
      run(db, "CREATE TEMP TABLE was AS SELECT note FROM deal;"
              "UPDATE deal SET note = NULL");
      sqlite3_free(ask(db, "SELECT entente_load(?1)", zPath));
      same(db, "SELECT (SELECT note FROM was) = note FROM deal", "1");
      run(db, "DROP TABLE temp.was");
    }
    sqlite3_free(z);
  }
  run(db, "UPDATE deal SET note = NULL; UPDATE transfer SET value = 9e999");
  same(db, "SELECT entente_dump()",
       "ERROR: entente_dump(): transfer.value: an"
       " infinite number cannot be JSON");
  db_close(db);
}

static void saved_queries_at_the_edge(void) {
  static const char zOnly[] =
      HEAD "\"saved_query\":[{\"name\":\"only\",\"title\":null,"
           "\"query\":\"SELECT 1\"}]}";
  sqlite3 *db = db_open();
  char *z;
  write_bytes(zOnly, sizeof(zOnly) - 1);
  z = ask(db, "SELECT entente_load(?1) ->> 'rows'", zPath);
  CU_ASSERT_STRING_EQUAL(z, "{\"saved_query\":1}");
  sqlite3_free(z);
  /* While it is read it cannot be replaced. */
  z = ask(db, "SELECT entente_load(?1) FROM only", zPath);
  CU_ASSERT_STRING_EQUAL(z, "ERROR: entente_load(): database table is locked");
  sqlite3_free(z);
  same(db, "SELECT * FROM only", "1");
  /* A default that JSON has no number for. */
  run(db, "CREATE VIRTUAL TABLE q USING saved_query((SELECT :a), a=1e999)");
  same(db, "SELECT entente_dump()",
       "ERROR: entente_dump(): saved query q: the default 1e999 of a cannot be"
       " JSON");
  run(db, "DROP TABLE q; CREATE VIRTUAL TABLE q USING saved_query((SELECT :a),"
          " a=-9007199254740993)");
  same(db, "SELECT entente_dump()",
       "ERROR: entente_dump(): saved query q: the default -9007199254740993 of"
       " a cannot be JSON");
  run(db, "DROP TABLE q");
  /* Texts that nobody can have typed. */
  run(db, "PRAGMA writable_schema = ON;"
          "INSERT INTO sqlite_schema(type, name, sql) SELECT 'table', column1,"
          " 'CREATE VIRTUAL TABLE x USING saved_query' || column2 FROM (VALUES"
          " ('a', ''), ('b', '(( ))'), ('c', '((SELECT 2),, title=x)'),"
          " ('f', '((SELECT 7)) x'), ('d', '((SELECT 3'), ('e', '((SELECT 4) "
          "UNION SELECT 5)'),"
          " (NULL, '((SELECT 6))'))");
  z = ask(db, "SELECT json_extract(entente_dump(), '$.saved_query')", 0);
  CU_ASSERT_STRING_EQUAL(
      z, "[{\"name\":\"c\",\"title\":\"x\",\"query\":\"SELECT 2\"},{\"name\":"
         "\"e\",\"query\":\"(SELECT 4) UNION SELECT 5\"},"
         "{\"name\":\"f\",\"query\":\"SELECT 7\"},{\"name\":\"only\","
         "\"query\":\"SELECT 1\"}]");
  sqlite3_free(z);
  db_close(db);
}

/* ---- Columns and indexes of the user ---- */

/* What such a column takes is known by its type, as SQLite reads it. */
static void own_columns(void) {
  static const char zLong[] =
      "a type that goes on for longer than any name of a type should, REAL";
  sqlite3 *db = db_open();
  char *z,
      *zSql = sqlite3_mprintf("SELECT entente_create();"
                              "ALTER TABLE deal ADD COLUMN my_int bigint;"
                              "ALTER TABLE deal ADD COLUMN my_char varchar(9);"
                              "ALTER TABLE deal ADD COLUMN my_clob clob;"
                              "ALTER TABLE deal ADD COLUMN my_float float;"
                              "ALTER TABLE deal ADD COLUMN my_double double;"
                              "ALTER TABLE deal ADD COLUMN my_any;"
                              "ALTER TABLE deal ADD COLUMN my_long \"%w\";"
                              "ALTER TABLE deal ADD COLUMN title_id TEXT;"
                              "ALTER TABLE deal ADD COLUMN"
                              " a_column_whose_name_is_longer_than_sixty_three_"
                              "characters_are_id TEXT;",
                              zLong);
  run(db, zSql);
  sqlite3_free(zSql);
#define MINE(x) HEAD "\"deal\":[{\"id\":\"q\",\"title\":\"t\"," x "}]}"
  refused(db, MINE("\"my_int\":1.5"),
          "$.deal[0].my_int: 1.5: expected a whole number");
  refused(db, MINE("\"my_char\":1"), "$.deal[0].my_char: 1: expected a text");
  refused(db, MINE("\"my_clob\":1"), "$.deal[0].my_clob: 1: expected a text");
  refused(db, MINE("\"my_float\":\"1\""),
          "$.deal[0].my_float: \"1\": expected a number");
  refused(db, MINE("\"my_double\":true"),
          "$.deal[0].my_double: true: expected a number");
  refused(db, MINE("\"my_any\":true"),
          "$.deal[0].my_any: true: expected a text or a number");
  load_well(db, MINE("\"my_int\":-1,\"my_char\":\"c\",\"my_clob\":\"d\","
                     "\"my_float\":1e300,\"my_double\":2,\"my_any\":\"e\","
                     "\"my_long\":0.5,\"title_id\":\"t\","
                     "\"a_column_whose_name_is_longer_than_sixty_three_"
                     "characters_are_id\":\"x\""));
  same(db,
       "SELECT my_int || my_char || my_clob || my_float || my_double ||"
       " my_any || my_long FROM deal",
       "-1cd1.0e+3002.0e0.5");
  load_well(db, MINE("\"my_any\":7.5"));
  z = ask(db, "SELECT entente_dump()", 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(z, "\"my_float\": 1e+300"));
  CU_ASSERT_PTR_NOT_NULL(strstr(z, "\"my_any\": 7.5"));
  sqlite3_free(z);
  /* Indexes of the user are not what identifies a row. */
  run(db, "CREATE UNIQUE INDEX mine ON obligation(deal, from_state, kind);"
          "CREATE UNIQUE INDEX mine2 ON obligation(abs(deal)) WHERE kind = 0;");
  load_well(db, HEAD "\"obligation\":[{\"deal\":\"q\",\"from_state\":\"CHN\","
                     "\"to_state\":\"RUS\",\"kind\":\"neutrality\"},"
                     "{\"deal\":\"q\",\"from_state\":\"CHN\","
                     "\"to_state\":\"RUS\",\"kind\":\"neutrality\"}]}");
  same(db, "SELECT count(*) FROM obligation", "1");
  for (int i = 0; i < 60; i++) {
    zSql = sqlite3_mprintf("ALTER TABLE deal ADD COLUMN more_%d", i);
    run(db, zSql);
    sqlite3_free(zSql);
  }
  same(db, "SELECT entente_dump()",
       "ERROR: entente_dump(): table 'deal' has more than 64 columns");
  db_close(db);
}

/* What a trigger, an index or a setting of the user refuses is an error in its
** words, at the row if it names none of the row's columns. */
static void own_rules(void) {
  enum { LIMIT = 30000 };
  static char zLong[LIMIT + 200];
  sqlite3 *db = db_open();
  char *z;
  run(db, "SELECT entente_create();"
          "CREATE TRIGGER mine BEFORE INSERT ON deal WHEN new.title = 'bad'"
          " BEGIN SELECT RAISE(ABORT, 'no such deals here'); END;"
          "CREATE UNIQUE INDEX mine_title ON deal(title)");
  refused(db, HEAD "\"deal\":[{\"id\":\"q\",\"title\":\"bad\"}]}",
          "$.deal[0]: no such deals here");
  refused(db,
          HEAD "\"deal\":[{\"id\":\"q\",\"title\":\"t\"},{\"id\":\"r\","
               "\"title\":\"t\"}]}",
          "$.deal[1]: UNIQUE constraint failed: deal.title");
  load_well(db, HEAD "\"red_line\":[{\"id\":\"r\",\"holder\":\"CHN\","
                     "\"about\":\"USA\",\"description\":\"d\","
                     "\"crossed_by\":\"back\"}]}");
  refused(db, HEAD "\"red_line\":[{\"id\":\"r\",\"about\":\"EUX\"}]}",
          "$.red_line[0].about: \"EUX\": expected a state or a bloc");
  strcpy(zLong, HEAD "\"article\":[{\"id\":\"a\",\"title\":\"");
  memset(zLong + strlen(zLong), 'x', LIMIT);
  strcat(zLong, "\"}]}");
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, LIMIT - 1);
  z = load(db, zLong);
  CU_ASSERT_STRING_EQUAL(z, "ERROR: entente_load(): string or blob too big");
  sqlite3_free(z);
  same(db, "SELECT count(*) FROM article", "0");
  db_close(db);
}

/* Tables that somebody made anew: with other keys, or without; with columns of
** no type, computed ones, and references to whatever. */
static void own_tables(void) {
  sqlite3 *db = db_open();
  char *z;
  run(db, "SELECT entente_create(); DELETE FROM bloc_member; DROP TABLE bloc;"
          "CREATE TABLE bloc(code TEXT PRIMARY KEY, name, universal INTEGER NOT"
          " NULL DEFAULT 0, source TEXT, seat TEXT NOT NULL DEFAULT NULL);"
          "INSERT INTO bloc(code, name, seat) VALUES (NULL, 'Pact', 's'),"
          " ('Pact1', 'x', 's')");
  refused(db, HEAD "\"bloc_member\":[{\"bloc\":\"Pact\",\"state\":\"CHN\"}]}",
          "$.bloc_member[0].bloc: \"Pact\": expected the code of a bloc; near:"
          " 'Pact1'");
  refused(db, HEAD "\"bloc\":[{\"code\":\"Y\",\"name\":\"y\"}]}",
          "$.bloc[0].seat: expected a text");
  /* Which of two columns that lead there would be filled in? Neither. */
  run(db,
      "DROP TABLE trade_total;"
      "CREATE TABLE trade_total(state TEXT, year INTEGER, exports REAL,"
      " imports REAL, source TEXT, bloc TEXT REFERENCES bloc,"
      " other TEXT REFERENCES bloc, key TEXT AS (state || year));"
      "CREATE UNIQUE INDEX total_key ON trade_total(key, year);"
      "DROP TABLE coverage;"
      "CREATE TABLE coverage(layer TEXT, source TEXT, since TEXT, until TEXT,"
      " note TEXT, deal TEXT REFERENCES deal(id))");
  load_well(db, HEAD "\"trade_total\":[{\"state\":\"CHN\",\"year\":2020,"
                     "\"bloc\":\"Pact1\"},{\"state\":\"CHN\",\"year\":2020,"
                     "\"exports\":7}],\"deal\":[{\"id\":\"q\",\"title\":"
                     "\"t\"}],\"coverage\":[{\"layer\":\"trade\",\"deal\":"
                     "\"q\"}]}");
  same(db, "SELECT group_concat(bloc || exports) FROM trade_total", "Pact17.0");
  z = ask(db, "SELECT entente_dump()", 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(z, "\n \"trade_total\": ["));
  CU_ASSERT_PTR_NOT_NULL(strstr(z, "\n \"coverage\": ["));
  sqlite3_free(z);
  /* Without a key rows are added, and nothing can be said to be missing. */
  run(db, "DROP TABLE bloc; CREATE TABLE bloc(code TEXT, name TEXT,"
          " universal INTEGER, source TEXT)");
  for (int i = 0; i < 2; i++)
    load_well(db, HEAD "\"bloc\":[{\"code\":\"Y\",\"name\":\"y\"}],"
                       "\"bloc_member\":[{\"bloc\":\"Z\",\"state\":\"CHN\"}]}");
  same(db, "SELECT count(*) FROM bloc", "2");
  same(db, "SELECT group_concat(bloc) FROM bloc_member", "Z");
  refused(db,
          HEAD "\"bloc\":[{\"code\":\"Y\",\"bloc_member\":[{\"state\":"
               "\"CHN\"}]}]}",
          "$.bloc[0]: expected \"id\", for the rows inside refer to it");
  run(db, "DROP TABLE trade; CREATE TABLE trade(exporter TEXT NOT NULL,"
          " importer TEXT NOT NULL, year INTEGER, value REAL, source TEXT)");
  refused(db, HEAD "\"trade\":[{\"exporter\":\"CHN\"}]}",
          "$.trade[0].importer: missing: expected a text");
  /* A key that is an expression finds no row to be updated. */
  run(db, "DROP TABLE border;"
          "CREATE TABLE border(n INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT "
          "NOT NULL, kind TEXT,"
          " since TEXT, until TEXT, extra TEXT NOT NULL,"
          " same TEXT AS (a) REFERENCES state(code));"
          "CREATE UNIQUE INDEX border_key ON border(a, b, ifnull(since, ''))");
  refused(db,
          HEAD "\"border\":[{\"a\":\"CHN\",\"b\":\"RUS\",\"kind\":"
               "\"land\"}]}",
          "$.border[0].extra: missing: expected a text");
  run(db, "INSERT INTO border(a, b, extra) VALUES ('CHN', 'RUS', 'x'),"
          " ('CHN', 'PRK', 'y')");
  same(db, "SELECT entente_dump() ->> '$.border[0].extra'", "y");
  run(db, "DELETE FROM border");
  /* Columns of no type take numbers, which are no texts. */
  run(db, "DROP TABLE evidence; CREATE TABLE evidence(article REFERENCES"
          " article(id), about, about_id, stance, note, source);"
          "DROP TABLE candidate_item; CREATE TABLE candidate_item(candidate"
          " REFERENCES candidate(id), n, supplier, recipient, category)");
  load_well(db, HEAD "\"evidence\":[{\"about_id\":\"x\"},{\"about\":5,"
                     "\"about_id\":\"y\"}]}");
  same(db, "SELECT group_concat(about_id) FROM evidence", "x,y");
  refused(db,
          HEAD "\"article\":[{\"id\":\"a\",\"title\":\"t\",\"evidence\":"
               "[{\"article\":5}]}]}",
          "$.article[0].evidence[0].article: 5: expected \"a\", the row around"
          " it");
  refused(db, HEAD CANDIDATE("\"id\":7,", "\"candidate\":\"7\","),
          "$.candidate[0].candidate_item[0].candidate: \"7\": expected 7, the"
          " row around it");
  load_well(db, HEAD CANDIDATE("\"id\":7,", "\"candidate\":7,"));
  load_well(db, ITEM("\"candidate\":7,"));
  same(db, "SELECT group_concat(candidate) FROM candidate_item", "7,7");
  /* The text of a table that is lost is no help, and no harm. */
  run(db, "PRAGMA writable_schema = ON;"
          "UPDATE sqlite_schema SET sql = NULL WHERE name = 'deal'");
  refused(db, HEAD DEAL(",\"depth\":\"x\""),
          "$.deal[0].depth: \"x\": expected a whole number");
  db_close(db);
}

/* ---- Refused, and without memory to say so ---- */

/* The end of the work is what is said: it fails at each of the last requests.
** Then the want of memory is the error, or the error is said with less help. */
static void refused_without_memory(void) {
  static const char zWarm[] = "SELECT 1 FROM entente_seq"; /* the schema */
  sqlite3 *db = db_open();
  char *zSql = sqlite3_mprintf("SELECT entente_load(%Q)", zPath);
  uint64_t before, answer;
  run(db, "SELECT entente_create()");
  before = faults_content(db);
  for (size_t i = 0; i < sizeof(aRefused) / sizeof(aRefused[0]); i++) {
    FaultsList list;
    write_bytes(aRefused[i].zText, strlen(aRefused[i].zText));
    faults_run(db, zWarm, &answer);
    faults_watch(4);
    faults_run(db, zSql, &answer);
    list = faults_list();
    for (long k = 0; k < 2 * list.n; k++) {
      int rc;
      faults_run(db, zWarm, &answer);
      faults_arm(list.a[k / 2], (int)(k % 2));
      rc = faults_run(db, zSql, &answer);
      faults_disarm();
      CU_ASSERT(rc == SQLITE_NOMEM || rc == SQLITE_ERROR);
      CU_ASSERT(sqlite3_get_autocommit(db));
    }
    free(list.a);
  }
  CU_ASSERT_EQUAL(faults_content(db), before);
  sqlite3_free(zSql);
  db_close(db);
}

/* And work that succeeds: the want of memory is said, or the answer is right.
** With UTF-16 inside, a text is NULL when there is no room to translate it. */
static void work_without_memory(void) {
  static const char *const azEncoding[] = { "PRAGMA encoding = 'UTF-8'",
                                            "PRAGMA encoding = 'UTF-16'" };
  static const char zMapping[] =
      "-- reader: none\n"
      "CREATE TABLE mine(x); INSERT INTO mine VALUES (:path); DROP TABLE "
      "mine;\n"
      "INSERT INTO import_state(value, scheme) VALUES ('China', 'name');\n"
      "SELECT json_object('mine', 1) AS loaded";
  /* Each begins with the same tables, so that the requests are the same. */
  static const char zBegin[] = "SAVEPOINT s; SELECT 1 FROM entente_seq";
  static const char zEnd[] = "ROLLBACK TO s; RELEASE s";
  for (int i = 0; i < 8; i++) {
    sqlite3 *db = db_open();
    char *azSql[] = { sqlite3_mprintf("SELECT entente_dump()"),
                      sqlite3_mprintf("SELECT * FROM entente_check()"),
                      sqlite3_mprintf("SELECT entente_load(%Q)", zPath),
                      sqlite3_mprintf("SELECT entente_import(%Q, 'x')",
                                      zPath) };
    const char *zSql = azSql[i % 4];
    uint64_t good, answer;
    FaultsList list;
    int nWrong = 0;
    run(db, azEncoding[i / 4]);
    load_well(db, zSmall);
    if (i % 4 == 3) write_bytes(zMapping, sizeof(zMapping) - 1);
    run(db, zBegin);
    faults_run(db, zSql, &good);
    run(db, zEnd);
    run(db, zBegin);
    faults_watch(i < 4 ? 8 : 16);
    CU_ASSERT_EQUAL(faults_run(db, zSql, &answer), SQLITE_OK);
    list = faults_list();
    run(db, zEnd);
    CU_ASSERT(list.n > 0);
    for (long k = 0; k < list.n; k++) {
      int rc;
      run(db, zBegin);
      faults_arm(list.a[k], 0);
      rc = faults_run(db, zSql, &answer);
      faults_disarm();
      if (!sqlite3_get_autocommit(db)) run(db, zEnd);
      if (rc == SQLITE_OK ? answer != good : rc != SQLITE_NOMEM) {
        printf("\n  %s, request %ld: %d, %s\n", zSql, list.a[k], rc,
               sqlite3_errmsg(db));
        nWrong++;
      }
      CU_ASSERT(sqlite3_get_autocommit(db));
    }
    CU_ASSERT_EQUAL(nWrong, 0);
    free(list.a);
    for (int k = 0; k < 4; k++)
      sqlite3_free(azSql[k]);
    db_close(db);
  }
}

/* ---- Interrupted at every step ---- */

typedef struct Stop Stop;
struct Stop {
  sqlite3 *db;
  int nLeft;
  int isCall; /* by sqlite3_interrupt(), not by the handler's answer */
};

static int stop_progress(void *p) {
  Stop *pStop = p;
  if (--pStop->nLeft > 0) return 0;
  if (pStop->isCall) sqlite3_interrupt(pStop->db);
  return !pStop->isCall;
}

/* The state after a whole load: what an interrupt may leave that comes when
** the work is done, between the release and the end of the SELECT around it. */
static char *whole_state(const char *zAsk) {
  sqlite3 *db = db_open();
  char *z;
  write_bytes(zSmall, sizeof(zSmall) - 1);
  run(db, "SELECT entente_create()");
  sqlite3_free(ask(db, "SELECT entente_load(?1)", zPath));
  z = ask(db, zAsk, 0);
  db_close(db);
  return z;
}

/* Of a dataset that is there, or, with isEmpty, of one that is made first. */
static void interrupted(int isEmpty) {
  const char *zAsk = isEmpty ? "SELECT count(*) FROM sqlite_schema" : zState;
  int isCall;
  char *zWhole = whole_state(zAsk);
  for (isCall = 0; isCall < 2; isCall++) {
    sqlite3 *db = db_open();
    char *zBefore, *z = 0;
    int n, nStopped = 0, isWhole = 0;
    if (!isEmpty) run(db, "SELECT entente_create()");
    zBefore = ask(db, zAsk, 0);
    for (n = 1; n < 1000000 && !isWhole; n += 1 + n / (isEmpty ? 10 : 40)) {
      Stop stop = { db, n, isCall };
      char *zAfter;
      write_bytes(zSmall, sizeof(zSmall) - 1);
      sqlite3_progress_handler(db, 4, stop_progress, &stop);
      z = ask(db, "SELECT entente_load(?1)", zPath);
      sqlite3_progress_handler(db, 0, 0, 0);
      if (z && z[0] == '{') break;
      CU_ASSERT(z && strstr(z, "interrupt") != 0);
      if (z && strstr(z, "interrupt") == 0) printf("\n  %d: %s\n", n, z);
      sqlite3_free(z);
      z = 0;
      nStopped++;
      CU_ASSERT(sqlite3_get_autocommit(db));
      zAfter = ask(db, zAsk, 0);
      isWhole = strcmp(zAfter, zWhole) == 0;
      CU_ASSERT(isWhole || strcmp(zAfter, zBefore) == 0);
      sqlite3_free(zAfter);
    }
    CU_ASSERT(nStopped > 20);
    CU_ASSERT(z != 0 || isWhole);
    sqlite3_free(z);
    sqlite3_free(zBefore);
    db_close(db);
  }
  sqlite3_free(zWhole);
}

static void interrupted_anywhere(void) {
  interrupted(0);
  interrupted(1);
}

/* ---- What is wrong in a dataset ---- */

static void check_finds(void) {
  static const char *const az[] = {
    "error|deal_party|d1 XXX party|state 'XXX' is no state",
    "error|deal|d9|source 'none' is no source",
    "error|evidence|a1 transfer gone|about_id 'gone' is no transfer",
    "error|sanction|s9 NOBODY ZZA arms|sender 'NOBODY' is neither a state nor"
    " a bloc",
    "error|parameter|threat.region|is missing",
    "error|parameter|bystander.*|the four weights sum to 1.1, not to 1",
    "error|transfer|t9|category 'gold' has no parameter transfer.category.gold",
    "error|state_spell|cow ZZA 1900|overlaps the spell since 1950",
    "error|state_name|iso2 Z9|names ZZA and ZZB on one day",
    "error|dispute_side|w ZZA|stands on both sides on one day",
    "warning|bloc_member|PACT ZZB|is a member twice on one day: since ever and"
    " since 2000",
    "warning|bloc_member|PACT ZZA|member since 1850, before the state existed",
    "warning|deal|d9|has no parties",
    "warning|obligation|d9 ZZA ZZB defense|ZZB is not a party of the deal",
    "warning|capability|ZZA|1 years outside the cow system, the first 1850",
    "warning|trade|ZZB|1 rows of years outside the cow system, the first 2020",
    "warning|coverage|trade|has rows and no coverage: the layer counts as"
    " unknown",
    "warning|trade||1 rows name no source",
    "warning|entente_seq|entente_seq_deal_update|the trigger is missing:"
    " what-if queries are slower until entente_create() runs",
  };
  sqlite3 *db = db_open();
  size_t i;
  same(db, "SELECT * FROM entente_check()",
       "ERROR: entente_check(): the"
       " dataset's tables are missing: call entente_create()");
  run(db, "SELECT entente_create()");
  same(db, "SELECT count(*) FROM entente_check() WHERE severity = 'error'",
       "0");
  load_well(db, zSmall);
  same(db, "SELECT count(*) FROM entente_check() WHERE severity = 'error'",
       "0");
  run(db, "DROP TRIGGER entente_seq_deal_update;"
          "DROP TRIGGER sanction_sender_insert;"
          "PRAGMA ignore_check_constraints = ON;"
          "INSERT INTO deal_party(deal, state) VALUES ('d1', 'XXX');"
          "INSERT INTO deal(id, title, source) VALUES ('d9', 'x', 'none');"
          "INSERT INTO evidence(article, about, about_id) VALUES"
          " ('a1', 'transfer', 'gone');"
          "INSERT INTO sanction(id, sender, target, kind) VALUES"
          " ('s9', 'NOBODY', 'ZZA', 'arms');"
          "DELETE FROM parameter WHERE name = 'threat.region';"
          "UPDATE parameter SET value = 0.6 WHERE name = 'bystander.base';"
          "INSERT INTO transfer(id, supplier, recipient, category) VALUES"
          " ('t9', 'ZZA', 'ZZB', 'gold');"
          "INSERT INTO state_spell(system, state, since) VALUES"
          " ('cow', 'ZZA', '1950');"
          "INSERT INTO state_name(scheme, value, state) VALUES"
          " ('iso2', 'Z9', 'ZZA'), ('iso2', 'Z9', 'ZZB');"
          "INSERT INTO dispute(id, title) VALUES ('w', 'War');"
          "INSERT INTO dispute_side(dispute, state, side) VALUES"
          " ('w', 'ZZA', 'A'), ('w', 'ZZA', 'B');"
          "INSERT INTO bloc_member(bloc, state, since) VALUES"
          " ('PACT', 'ZZB', '2000');"
          "INSERT INTO bloc_member(bloc, state, since, until) VALUES"
          " ('PACT', 'ZZA', '1850', '1860');"
          "INSERT INTO obligation(deal, from_state, to_state, kind) VALUES"
          " ('d9', 'ZZA', 'ZZB', 'defense');"
          "INSERT INTO capability(state, year) VALUES ('ZZA', 1850)");
  for (i = 0; i < sizeof(az) / sizeof(az[0]); i++) {
    char *z =
        ask(db,
            "SELECT count(*) FROM entente_check() WHERE"
            " severity || '|' || tbl || '|' || ifnull(\"row\", '') || '|' ||"
            " problem = ?1",
            az[i]);
    if (strcmp(z, "1") != 0) fprintf(stderr, "\n%s: %s\n", az[i], z);
    CU_ASSERT_STRING_EQUAL(z, "1");
    sqlite3_free(z);
  }
  db_close(db);
}

/* ---- The published format is that of the tables ---- */

static void schema_file_agrees(void) {
  sqlite3 *db = db_open();
  FILE *file = fopen("schema/dataset.schema.json", "rb");
  sqlite3_stmt *pStmt = 0;
  char *z;
  long n;
  CU_ASSERT_FATAL(file != NULL);
  fseek(file, 0, SEEK_END);
  n = ftell(file);
  rewind(file);
  z = sqlite3_malloc64((sqlite3_uint64)n + 1);
  CU_ASSERT_FATAL(z != NULL);
  CU_ASSERT(fread(z, 1, (size_t)n, file) == (size_t)n);
  z[n] = 0;
  fclose(file);
  run(db, "SELECT entente_create(); CREATE TEMP TABLE file(text)");
  sqlite3_prepare_v2(db, "INSERT INTO file VALUES (?1)", -1, &pStmt, 0);
  sqlite3_bind_text(pStmt, 1, z, -1, sqlite3_free);
  CU_ASSERT(sqlite3_step(pStmt) == SQLITE_DONE);
  sqlite3_finalize(pStmt);
  same(db,
       "WITH"
       " tables(tbl) AS (SELECT name FROM sqlite_schema WHERE type = 'table'"
       "  AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'article_fts*'"
       "  AND name NOT IN ('entente_seq', 'import_log')),"
       " ddl(x) AS (SELECT tbl || '.' || name FROM tables,"
       "  pragma_table_info(tbl) WHERE tbl || '.' || name <> 'article.docid'),"
       " file(x) AS (SELECT d.key || '.' || c.key FROM temp.file,"
       "  json_each(text, '$.$defs') AS d, json_each(d.value, '$.properties') "
       "AS c"
       "  WHERE d.value ->> 'type' = 'object'"
       "  AND c.value ->> 'type' IS NOT 'array'),"
       " wrong(x) AS (SELECT 'only DDL ' || x FROM (SELECT x FROM ddl EXCEPT"
       "  SELECT x FROM file) UNION ALL SELECT 'only file ' || x FROM"
       "  (SELECT x FROM file EXCEPT SELECT x FROM ddl) UNION ALL"
       "  SELECT 'no top-level ' || tbl FROM tables WHERE tbl NOT IN"
       "  (SELECT key FROM temp.file, json_each(text, '$.properties')))"
       " SELECT ifnull(group_concat(x), 'the same') FROM wrong",
       "the same");
  db_close(db);
}

static int suite_init(void) {
  int fd;
  strcpy(zPath, "/tmp/entente-test-XXXXXX");
  fd = mkstemp(zPath);
  if (fd < 0) return 1;
  close(fd);
  return 0;
}

static int suite_clean(void) {
  remove(zPath);
  return 0;
}

void test_load_register(void) {
  CU_pSuite p = CU_add_suite("load", suite_init, suite_clean);
  CU_add_test(p, "create is idempotent", create_is_idempotent);
  CU_add_test(p, "create refuses other tables", create_refuses);
  CU_add_test(p, "create keeps the user's columns", create_keeps_own_columns);
  CU_add_test(p, "settings do not matter", settings_do_not_matter);
  CU_add_test(p, "the transaction is the caller's", transaction_is_the_callers);
  CU_add_test(p, "bad files are refused", bad_files_are_refused);
  CU_add_test(p, "columns of the user", own_columns);
  CU_add_test(p, "rules of the user", own_rules);
  CU_add_test(p, "tables of the user", own_tables);
  CU_add_test(p, "refused without memory", refused_without_memory);
  CU_add_test(p, "without memory", work_without_memory);
  CU_add_test(p, "a file cut anywhere", cut_anywhere);
  CU_add_test(p, "a file garbled anywhere", garbled_anywhere);
  CU_add_test(p, "rows are updated", rows_are_updated);
  CU_add_test(p, "a dump comes back", dump_comes_back);
  CU_add_test(p, "saved queries go along", saved_queries_go_along);
  CU_add_test(p, "saved queries at the edge", saved_queries_at_the_edge);
  CU_add_test(p, "dump refuses what is no JSON", dump_refuses);
  CU_add_test(p, "interrupted anywhere", interrupted_anywhere);
  CU_add_test(p, "check finds what is wrong", check_finds);
  CU_add_test(p, "the schema file agrees", schema_file_agrees);
}
