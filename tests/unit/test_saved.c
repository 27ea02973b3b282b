/*
** Saved queries: what they answer, what they refuse, and that a connection
** with one running inside another still closes; and entente_doctor(), on
** connections that are ill in known ways.
*/
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>
#include "entente.h"

void test_saved_register(void);

static sqlite3 *db;

static int setup(void) {
  if (sqlite3_open(":memory:", &db)) return 1;
  if (sqlite3_entente_init(db, 0, 0)) return 1;
  return sqlite3_exec(db,
                      "CREATE TABLE tie(a TEXT, b TEXT, year INTEGER);"
                      "INSERT INTO tie VALUES('A','B',1950),('A','C',1960),"
                      "                      ('B','C',1970)",
                      0, 0, 0);
}

/* Nothing of ours may be left open. */
static int teardown(void) {
  return sqlite3_close(db);
}

/* Every statement runs; what all of them say, columns by '|', rows by ';', is
** zExpect, or begins so when that ends in '*'. An error is its message. */
static void says(const char *zSql, const char *zExpect) {
  char zGot[600] = "";
  size_t n = 0, nExpect = strlen(zExpect);
  int rc = SQLITE_OK, i, ok;
  const char *zTail = zSql;
  while (rc == SQLITE_OK && *zTail) {
    sqlite3_stmt *pStmt = 0;
    rc = sqlite3_prepare_v2(db, zTail, -1, &pStmt, &zTail);
    while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
      if (n) n += (size_t)snprintf(zGot + n, sizeof(zGot) - n, ";");
      for (i = 0; i < sqlite3_column_count(pStmt) && n < 400; i++) {
        const char *z = (const char *)sqlite3_column_text(pStmt, i);
        n += (size_t)snprintf(zGot + n, sizeof(zGot) - n, "%s%.120s",
                              i ? "|" : "", z ? z : "NULL");
      }
    }
    if (rc == SQLITE_OK) rc = sqlite3_finalize(pStmt);
  }
  if (rc) snprintf(zGot, sizeof(zGot), "%s", sqlite3_errmsg(db));
  if (nExpect && zExpect[nExpect - 1] == '*') {
    ok = strncmp(zGot, zExpect, nExpect - 1) == 0;
  } else {
    ok = strcmp(zGot, zExpect) == 0;
  }
  CU_ASSERT(ok);
  if (!ok) printf("\n  %s\n  gave: %s\n  want: %s\n", zSql, zGot, zExpect);
}

static void arguments(void) {
  says(
      "CREATE VIRTUAL TABLE ties USING saved_query((SELECT b, year FROM tie"
      "  WHERE a = :a AND year >= :since), since=1900, title='Ties, by state')",
      "");
  says("SELECT * FROM ties('A')", "B|1950;C|1960");
  says("SELECT * FROM ties('A', 1955)", "C|1960");
  says("SELECT b FROM ties WHERE a = 'A' AND since = 1955", "C");
  /* NULL is the default where there is one, and else no row. */
  says("SELECT *, a, since FROM ties('B', NULL)", "C|1970|B|NULL");
  says("SELECT a, since FROM ties('B')", "B|1900");
  says("SELECT count(*) FROM ties(NULL)", "0");
  says("SELECT * FROM ties",
       "ties(): argument a is missing: ties(a [, since])");
  /* An argument from another table, on whichever side of the join. */
  says("SELECT t.a, s.b FROM tie AS t JOIN ties(t.b) AS s", "A|C");
  says("SELECT t.a, s.b FROM ties(t.b) AS s JOIN tie AS t", "A|C");
  says("SELECT x.b, y.b FROM ties('A') AS x, ties(x.b) AS y", "B|C");
  says("SELECT count(*) FROM ties WHERE a = 'A' OR a = 'B'", "3");
  says("SELECT count(*) FROM ties WHERE a IN ('A', 'B')", "3");
  /* Other comparisons are made of what was answered. */
  says("SELECT b FROM ties('A') WHERE since > 1899", "B;C");
  says("SELECT b FROM ties('A') WHERE since > 1900", "");
  says("SELECT rowid, b FROM ties('A')", "1|B;2|C");
  says("ALTER TABLE ties RENAME TO bonds; SELECT * FROM bonds",
       "bonds(): argument a is missing: bonds(a [, since])");
  says("DROP TABLE bonds", "");
}

static void columns(void) {
  says("CREATE VIRTUAL TABLE temp.q USING saved_query('SELECT :a AS a, 2 AS A,"
       " ''it''''s'' AS arg_a', a = -1.5)",
       "");
  says("SELECT name, hidden FROM pragma_table_xinfo('q')",
       "a|0;A_2|0;arg_a|0;arg_a_2|1");
  says("SELECT *, typeof(a) FROM q; SELECT a FROM q WHERE arg_a_2 = 'x'",
       "-1.5|2|it's|real;x");
  says("DROP TABLE q;"
       "CREATE VIRTUAL TABLE temp.q USING saved_query((VALUES (1), (2)))",
       "");
  says("SELECT * FROM q", "1;2");
  says("DROP TABLE q; CREATE VIRTUAL TABLE temp.q USING saved_query((SELECT"
       " year, a FROM tie ORDER BY year DESC /* ) */ -- ;\n))",
       "");
  says("SELECT * FROM q WHERE year = '1970'", "1970|B");
  says("DROP TABLE q", "");
}

/* The declared type of a column becomes its affinity, and no text of others
** gets into our declaration. */
static void types(void) {
  says("CREATE TABLE ty(a BIGINT, b CHAR(3), c CLOB, d TEXT, e BLOB, f REAL,"
       " g FLOAT, h DOUBLE, i \"x); --\", j, l \"\");"
       "CREATE VIRTUAL TABLE temp.q USING saved_query((SELECT *, 1 + 1 AS k"
       " FROM ty))",
       "");
  says("SELECT name || ' ' || type FROM pragma_table_info('q')",
       "a INTEGER;b TEXT;c TEXT;d TEXT;e ;f REAL;g REAL;h REAL;i NUMERIC;j ;l "
       ";k ");
  says("DROP TABLE q; DROP TABLE ty", "");
}

/* An error that names who failed is handed on; another is given a name. */
static void errors(void) {
  says("CREATE VIRTUAL TABLE temp.q USING saved_query((SELECT bar(:x, 1)));"
       "SELECT * FROM q('much')",
       "bar(): *");
  says("DROP TABLE q; CREATE VIRTUAL TABLE temp.q USING saved_query((SELECT"
       " abs(:x))); SELECT * FROM q(-9223372036854775808)",
       "q(): integer overflow");
  says("DROP TABLE q", "");
}

/* What the query answers is declared once, when the table is opened. */
static void columns_change(void) {
  static const char *const azNow[] = { "1 AS y", "1 AS x, 2 AS y", "1 AS z" };
  for (size_t i = 0; i < sizeof(azNow) / sizeof(azNow[0]); i++) {
    char zSql[200];
    says(i == 2 ? "CREATE VIEW v AS SELECT 1 AS z, 2 AS a"
                : "CREATE VIEW v AS SELECT 1 AS x",
         "");
    says("CREATE VIRTUAL TABLE temp.q USING saved_query((SELECT * FROM v));"
         "SELECT count(*) FROM q",
         "1");
    snprintf(zSql, sizeof(zSql),
             "DROP VIEW v; CREATE VIEW v AS SELECT %s; SELECT * FROM q",
             azNow[i]);
    says(zSql, "q(): the columns of the query have changed since*");
    says("DROP TABLE q; DROP VIEW v", "");
  }
}

/* Defaults are numbers as SQL writes them, and nothing else. */
static void defaults(void) {
  static const struct {
    const char *z, *zIs; /* NULL: it is none */
  } a[] = {
    { "5", "5" },      { "+5", "5" },      { "-.5", "-0.5" },
    { "5.", "5" },     { "1.5e2", "150" }, { "1E+2", "100" },
    { "1e-1", "0.1" }, { "NULL", "NULL" }, { "'a'", "a" },
    { ".", 0 },        { "-", 0 },         { "1+1", 0 },
    { "1.5-1", 0 },    { "1e5-1", 0 },     { "0x10", 0 },
    { "date()", 0 },
  };
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    char zSql[200], zError[200];
    snprintf(zSql, sizeof(zSql),
             "CREATE VIRTUAL TABLE temp.q USING saved_query((SELECT :v AS x),"
             " v=%s); SELECT x FROM q; DROP TABLE q",
             a[i].z);
    snprintf(zError, sizeof(zError),
             "q(): argument v: %s is neither a number, NULL nor a text in"
             " quotes",
             a[i].z);
    says(zSql, a[i].zIs ? a[i].zIs : zError);
  }
}

#define MAKE "CREATE VIRTUAL TABLE q USING saved_query"

static void refusals(void) {
  says(MAKE, "q(): the query is missing*");
  says(MAKE "()", "q(): the query is missing*");
  says(MAKE "('  -- ')", "q(): the query is missing*");
  says(MAKE "(a)", "q(): the query must begin with SELECT, WITH or VALUES: a");
  says(MAKE "((SELECT 1) UNION SELECT 2)", "q(): the query must begin *");
  says(MAKE "('SELECT \"')", "q(): unrecognized token*");
  says(MAKE "('SELECT 1; SELECT 2')", "q(): there must be one statement*");
  says(MAKE "('SELECT 1;; -- so\n'); SELECT * FROM q; DROP TABLE q", "1");
  says(MAKE "('SELECT ?1')", "q(): parameter 1 has no name: write :name");
  says(MAKE "('SELECT ?2, :a')", "q(): parameter 1 has no name: write :name");
  says(MAKE "('SELECT :description')", "q(): parameter :description: title*");
  says(MAKE "('SELECT :a1+:a2+:a3+:a4+:a5+:a6+:a7+:a8+:a9+:b1+:b2+:b3+:b4+:b5+"
            ":b6+:b7+:b8+:b9+:c1+:c2+:c3+:c4+:c5+:c6+:c7+:c8+:c9+:d1+:d2+:d3+"
            ":d4')",
       "q(): 31 parameters, where at most 30 are allowed");
  says(MAKE "((SELECT 1), title='a', =5)", "q(): *");
  says("CREATE VIRTUAL TABLE temp.q USING saved_query((SELECT count(*) >= 0"
       " FROM triads(2023), pragma_function_list LIMIT 0), title=t);"
       "DROP TABLE q",
       "");
  says(MAKE "('DELETE FROM tie')", "q(): the query must begin with SELECT*");
  says(MAKE "('PRAGMA foreign_keys=1')", "q(): the query must begin*");
  says(MAKE "('BEGIN')", "q(): the query must begin with SELECT*");
  says(MAKE "('EXPLAIN SELECT 1')", "q(): the query must begin with SELECT*");
  says(MAKE "('WITH x AS (SELECT 1) DELETE FROM tie')",
       "q(): the query must only read*");
  says(MAKE "('SELECT nosuch')", "q(): no such column: nosuch");
  says(MAKE "('SELECT ?')", "q(): parameter 1 has no name: write :name");
  says(MAKE "('SELECT :a, @a')", "q(): parameter @a is there twice*");
  says(MAKE "('SELECT :title')", "q(): parameter :title: title and*");
  says(MAKE "('SELECT :a', b=1)",
       "q(): there is no parameter :b in the query*");
  says(MAKE "('SELECT :a', a=b)", "q(): argument a: b is neither a number*");
  says(MAKE "('SELECT :a', a=1, a=2)", "q(): argument a is given twice");
  says(MAKE "('SELECT 1', title=a, title=b)",
       "q(): argument title is given twice");
  says(MAKE "(SELECT 1, 2)", "q(): argument 2 is not name=value: 2*");
  says("SELECT count(*) FROM saved_queries", "0");
  says("SELECT * FROM saved_query", "no such table: saved_query*");
}

static void trust(int isTrusted) {
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, isTrusted, (int *)0);
}

/* In words of ours, or of SQLite's where it asks itself. */
static void refuses(const char *zSql) {
  char *zErr = 0;
  sqlite3_exec(db, zSql, 0, 0, &zErr);
  CU_ASSERT_PTR_NOT_NULL_FATAL(zErr);
  CU_ASSERT(strstr(zErr, "unsafe ") || strstr(zErr, "may not use"));
  if (!strstr(zErr, "unsafe ") && !strstr(zErr, "may not use"))
    printf("\n  %s\n  gave: %s\n", zSql, zErr);
  sqlite3_free(zErr);
}

static void yes(sqlite3_context *ctx, int n, sqlite3_value **ap) {
  (void)n;
  (void)ap;
  sqlite3_result_int(ctx, 1);
}

/* A stored query may do what a view may. */
static void security(void) {
  says(MAKE "((SELECT entente_load('x.json')))",
       "q(): the query may not use entente_load()*");
  says(MAKE "((SELECT \"ENTENTE_CREATE\" /**/ ()))",
       "q(): the query may not use entente_create()*");
  says(MAKE "((SELECT \xEF\xBB\xBF"
            "entente_load('x')))",
       "q(): the query may not use entente_load()*");
  says("CREATE VIRTUAL TABLE temp.q USING saved_query((SELECT"
       " entente_import('a', 'b')))",
       "q(): the query may not use entente_import()*");
  says(MAKE "((SELECT 'entente_load(' AS entente_load))", "");
  says("SELECT * FROM q; DROP TABLE q", "entente_load(");
  says(MAKE "((SELECT count(*) AS n FROM entente_functions, json_each('[1]')))",
       "");
  says("CREATE VIEW v AS SELECT n > 0 FROM q; SELECT * FROM v", "1");
  /* Tables: those that read the dataset or the settings, in a schema that is
  ** trusted; those that read files, never. */
  says("CREATE VIRTUAL TABLE r USING saved_query((SELECT a AS csv_file FROM"
       " tie))",
       "r(): the query may not use csv_file: it may do more than read*");
  says("SELECT count(*) FROM pragma_table_info('tie');"
       "CREATE VIRTUAL TABLE r USING saved_query((SELECT group_concat(name)"
       " FROM pragma_table_info('tie'))); SELECT * FROM r",
       "3;a,b,year");
  says("CREATE VIRTUAL TABLE s USING saved_query((SELECT a AS triads FROM tie"
       " WHERE b = 'B')); SELECT * FROM s",
       "A");
  says("CREATE VIRTUAL TABLE t USING saved_query((SELECT a AS alliances FROM"
       " tie WHERE b = 'B')); SELECT * FROM t",
       "A");
  trust(0);
  refuses("SELECT * FROM r");
  says("SELECT * FROM t",
       "t(): the query may not use alliances while trusted_schema is off");
  says("SELECT * FROM s",
       "s(): the query may not use triads while trusted_schema is off");
  trust(1);
  says("DROP TABLE r; DROP TABLE s; DROP TABLE t", "");
  trust(0);
  says("SELECT * FROM v", "1");
  says("CREATE VIRTUAL TABLE r USING saved_query((SELECT cinc('CHN')))",
       "r(): the query may not use cinc() while trusted_schema is off");
  says("CREATE VIRTUAL TABLE r USING saved_query((SELECT count(*) FROM q));"
       "SELECT * FROM r; DROP TABLE r",
       "1");
  sqlite3_create_function(db, "regexp", 2, SQLITE_UTF8 | SQLITE_INNOCUOUS, 0,
                          yes, 0, 0);
  says("CREATE TABLE t(x); CREATE VIRTUAL TABLE r USING"
       " saved_query((SELECT x REGEXP 'a' FROM t)); SELECT * FROM r",
       "");
  sqlite3_create_function(db, "regexp", 2, SQLITE_UTF8, 0, yes, 0, 0);
  refuses("SELECT * FROM r");
  trust(1);
  says("DROP VIEW v; DROP TABLE q; DROP TABLE r; DROP TABLE t", "");
}

/* Names mean what they mean at the prompt, so a stored query can say the name
** of a table of temp. What that one may do is not the stored one's to use. */
static void tables_of_temp(void) {
  says("CREATE VIRTUAL TABLE temp.file USING csv_file('Makefile', header=0,"
       " delimiter=pipe, quote='', ragged=cut);"
       "CREATE VIRTUAL TABLE temp.mine USING saved_query((SELECT count(*) > 0"
       " FROM file)); SELECT * FROM mine",
       "1");
  refuses(MAKE "((SELECT * FROM file))");
  refuses(MAKE "((SELECT (SELECT c1 FROM temp.file LIMIT 1)))");
  says("DROP TABLE file; CREATE TEMP TABLE file(c1);" MAKE
       "((SELECT count(*) FROM file)); SELECT * FROM q; DROP TABLE temp.file;"
       "CREATE VIRTUAL TABLE temp.file USING json_file('samples/"
       "korea-russia-2023/dataset.json'); SELECT * FROM mine",
       "0;1");
  refuses("SELECT * FROM q");
  says("DROP TABLE q;" MAKE "((SELECT * FROM mine)); SELECT * FROM q", "1");
  trust(0);
  refuses("SELECT * FROM q");
  says("SELECT * FROM mine", "1");
  trust(1);
  says("DROP TABLE q; DROP TABLE mine; DROP TABLE file", "");
}

static void inside_each_other(void) {
  says("CREATE VIRTUAL TABLE q USING saved_query((SELECT a FROM tie"
       " WHERE b = :b));"
       "CREATE VIRTUAL TABLE r USING saved_query((SELECT a FROM q(:c)), c='C');"
       "SELECT * FROM r",
       "A;B");
  says("DROP TABLE r; DROP TABLE q", "");
  says("CREATE VIEW v AS SELECT 1 AS x;"
       "CREATE VIRTUAL TABLE q USING saved_query((SELECT * FROM v));"
       "DROP VIEW v; CREATE VIEW v AS SELECT x FROM q; SELECT * FROM q",
       "q(): more than 32 saved queries inside each other*");
  says("DROP VIEW v; DROP TABLE q", "");
}

static void listing(void) {
  says("CREATE VIRTUAL TABLE temp.q USING saved_query((SELECT :a, :b, :c),"
       " b=NULL, title='T', description=\"D\");"
       "SELECT schema, name, usage, title, description, problem"
       "  FROM saved_queries",
       "temp|q|q(a [, b], c)|T|D|NULL");
  says("SELECT sql LIKE 'CREATE VIRTUAL TABLE q %' FROM saved_queries", "1");
  says("DROP TABLE q", "");
  /* Of the same name, in another schema; and one that only looks like one. */
  says("CREATE VIRTUAL TABLE q USING saved_query((SELECT 1));"
       "CREATE VIRTUAL TABLE temp.q USING saved_query((SELECT :a), title=t);"
       "CREATE VIRTUAL TABLE temp.f USING fts5(\"saved_query(\");"
       "SELECT schema, usage, title, problem FROM saved_queries",
       "main|q()|NULL|NULL;temp|q(a)|t|NULL");
  says("DROP TABLE temp.q; DROP TABLE main.q; DROP TABLE f", "");
}

/* Stored, opened by another connection, and broken there. */
static void persistent(void) {
  sqlite3 *mine = db;
  const char *zFile = "file:saved?mode=memory&cache=shared";
  sqlite3 *first = 0;
  db = 0;
  CU_ASSERT_FATAL(sqlite3_open_v2(zFile, &first,
                                  SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                      SQLITE_OPEN_URI,
                                  0) == SQLITE_OK);
  sqlite3_entente_init(first, 0, 0);
  db = first;
  says("CREATE TABLE t(x); INSERT INTO t VALUES(7);"
       "CREATE VIRTUAL TABLE q USING saved_query((SELECT x FROM t));"
       "SELECT * FROM q; DROP TABLE t",
       "7");
  db = 0;
  CU_ASSERT_FATAL(sqlite3_open_v2(zFile, &db,
                                  SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI,
                                  0) == SQLITE_OK);
  sqlite3_entente_init(db, 0, 0);
  CU_ASSERT_EQUAL(sqlite3_close(first), SQLITE_OK);
  says("SELECT * FROM q", "q(): no such table: t");
  says("SELECT name, problem FROM saved_queries", "q|q(): no such table: t");
  says("CREATE TABLE t(x); SELECT count(*) FROM q; DROP TABLE q", "0");
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  db = mine;
}

static void doctor(void) {
  const char *azKeep[] = { "entente_doctor", "pragma_function_list",
                           "json_each", 0 };
  sqlite3 *mine = db;
  says("SELECT found FROM entente_doctor() WHERE topic = 'dataset'", "none");
  says("SELECT ok, found, advice FROM entente_doctor() WHERE topic = 'files'",
       "1|allowed|where other people's SQL*");
  says("PRAGMA foreign_keys = 1;"
       "SELECT ok FROM entente_doctor() WHERE topic = 'foreign_keys'",
       "1");
  CU_ASSERT_FATAL(sqlite3_open(":memory:", &db) == SQLITE_OK);
  sqlite3_entente_nofiles_init(db, 0, 0);
  says("SELECT ok, found FROM entente_doctor() WHERE topic = 'files'",
       "NULL|not allowed");
  says("CREATE TABLE state(x);"
       "SELECT ok FROM entente_doctor() WHERE topic = 'dataset'",
       "0");
  says("DROP TABLE state; SELECT entente_create() > '';"
       "SELECT ok, found FROM entente_doctor() WHERE topic LIKE '%trade'",
       "1;NULL|none");
  for (int i = 0; i < 60; i++) {
    char zSql[60];
    snprintf(zSql, sizeof(zSql), "ALTER TABLE deal ADD COLUMN more_%d", i);
    says(zSql, "");
  }
  says("SELECT ok, found FROM entente_doctor() WHERE topic = 'dataset'",
       "0|table 'deal' has more than 64 columns");
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1000000);
  says("SELECT ok FROM entente_doctor() WHERE topic = 'limits'", "0");
  sqlite3_drop_modules(db, azKeep);
  says("SELECT ok, found FROM entente_doctor() WHERE topic = 'fts5'",
       "0|not there");
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_open_v2("/dev/null", &db, SQLITE_OPEN_READONLY, 0) ==
                  SQLITE_OK);
  sqlite3_entente_init(db, 0, 0);
  says("SELECT ok, found FROM entente_doctor() WHERE topic = 'database'",
       "NULL|read only");
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  db = mine;
}

void test_saved_register(void) {
  CU_pSuite p = CU_add_suite("saved", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "arguments", arguments);
  CU_add_test(p, "columns", columns);
  CU_add_test(p, "types", types);
  CU_add_test(p, "errors", errors);
  CU_add_test(p, "columns that change", columns_change);
  CU_add_test(p, "defaults", defaults);
  CU_add_test(p, "refusals", refusals);
  CU_add_test(p, "security", security);
  CU_add_test(p, "tables of temp", tables_of_temp);
  CU_add_test(p, "inside each other", inside_each_other);
  CU_add_test(p, "listing", listing);
  CU_add_test(p, "persistent", persistent);
  CU_add_test(p, "doctor", doctor);
}
