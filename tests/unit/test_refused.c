/*
** What a host refuses, and what a database puts in our way.
**
** An authorizer is asked before everything that a statement would do. Here it
** refuses the k-th thing that a writing function wants, for many k: then the
** function must say that it was not authorised, and the database must be, to
** the byte, what it was. (The functions that only read: test_hostile.c.)
**
** And the modes in which a careful host opens a database that it does not know:
** defensive, a schema that is not trusted. And tables in temp that bear our
** names: those of main are meant, or the function refuses.
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

void test_refused_register(void);

static sqlite3 *db;
static char zJson[] = "/tmp/entente-refused-XXXXXX";

static const char zDataset[] =
    "{\"format\":\"entente-dataset/1\",\"source\":[{\"id\":\"s\",\"title\":"
    "\"S\"}],\"deal\":[{\"id\":\"x\",\"title\":\"X\",\"deal_party\":[{"
    "\"state\":"
    "\"RUS\"}]}],\"article\":[{\"id\":\"n\",\"title\":\"China warned Russia\","
    "\"published\":\"2023-09-13\",\"body\":\"Moscow thanked North Korea.\"}]}";

static int setup(void) {
  int fd = mkstemp(zJson);
  ssize_t n = fd < 0 ? -1 : write(fd, zDataset, sizeof(zDataset) - 1);
  if (fd >= 0) close(fd);
  return n != (ssize_t)sizeof(zDataset) - 1;
}

static int teardown(void) {
  return unlink(zJson);
}

static void open(void) {
  CU_ASSERT_EQUAL_FATAL(sqlite3_open(":memory:", &db), SQLITE_OK);
  CU_ASSERT_EQUAL_FATAL(sqlite3_entente_init(db, 0, 0), SQLITE_OK);
}

static void shut(void) {
  CU_ASSERT_EQUAL(sqlite3_close(db), SQLITE_OK);
  db = 0;
}

/* ---- an authorizer ---- */

typedef struct Refuse Refuse;
struct Refuse {
  int nSeen, iRefuse;
};

static int refuse(void *pArg, int op, const char *z1, const char *z2,
                  const char *z3, const char *z4) {
  Refuse *p = pArg;
  (void)op;
  (void)z1;
  (void)z2;
  (void)z3;
  (void)z4;
  return ++p->nSeen == p->iRefuse ? SQLITE_DENY : SQLITE_OK;
}

/* A number for every byte of main, but for the counters that any commit
** moves: the header's change counter and the version valid for it. */
static sqlite3_uint64 content(void) {
  sqlite3_int64 n = 0, i;
  unsigned char *a = sqlite3_serialize(db, "main", &n, 0);
  sqlite3_uint64 h = (sqlite3_uint64)n;
  for (i = 0; i < n; i++) {
    if ((i >= 24 && i < 28) || (i >= 92 && i < 100)) continue;
    h = (h ^ a[i]) * 1099511628211u;
  }
  sqlite3_free(a);
  return h;
}

/* `zMake` makes the database; `zSql` is then refused its k-th wish. */
static void refused(const char *zMake, const char *zSql, int nTry) {
  Refuse all = { 0, 0 };
  sqlite3_uint64 before;
  int i, nStep, nOdd = 0;
  open();
  answer_do(db, zMake);
  sqlite3_set_authorizer(db, refuse, &all);
  CU_ASSERT_EQUAL(answer_text(db, zSql)[0], '{');
  shut();
  nStep = all.nSeen / nTry + 1;
  for (i = 1; i <= all.nSeen; i += i < 12 ? 1 : nStep) {
    Refuse one = { 0, 0 };
    const char *zGot;
    open();
    answer_do(db, zMake);
    before = content();
    one.iRefuse = i;
    sqlite3_set_authorizer(db, refuse, &one);
    zGot = answer_text(db, zSql);
    sqlite3_set_authorizer(db, 0, 0);
    if (zGot[0] != '{' &&
        ((strstr(zGot, "authoriz") == 0 && strstr(zGot, "prohibited") == 0) ||
         content() != before)) {
      if (nOdd++ < 5) {
        printf("\n  %s\n  refused %d of %d: %s%s\n", zSql, i, all.nSeen, zGot,
               content() == before ? "" : "; the database has changed");
      }
    }
    CU_ASSERT(sqlite3_get_autocommit(db));
    shut();
  }
  CU_ASSERT_EQUAL(nOdd, 0);
}

static void writers(void) {
  const char *z = getenv("ENTENTE_CALLS");
  int nTry = z ? atoi(z) / 100 + 1 : 12;
  char zSql[200];
  refused("CREATE TABLE mine(x)", "SELECT entente_create()", nTry);
  snprintf(zSql, sizeof(zSql), "SELECT entente_load('%s')", zJson);
  refused("SELECT entente_create()", zSql, nTry);
  snprintf(zSql, sizeof(zSql), "SELECT entente_import('entente', '%s')", zJson);
  refused("SELECT entente_create()", zSql, nTry);
  refused("SELECT entente_create(); INSERT INTO article(id, title, body) VALUES"
          " ('n', 'China warned Russia', 'Moscow thanked North Korea.')",
          "SELECT entente_code_articles()", nTry);
}

/* ---- the modes of a careful host ---- */

static void careful(void) {
  char zSql[200];
  open();
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
  answer_do(db, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
                "PRAGMA foreign_keys = ON");
  CU_ASSERT_PTR_NOT_NULL(
      strstr(answer_text(db, "SELECT entente_create()"), "created"));
  snprintf(zSql, sizeof(zSql), "SELECT entente_load('%s') ->> 'total'", zJson);
  CU_ASSERT_STRING_EQUAL(answer_text(db, zSql), "4");
  CU_ASSERT_STRING_EQUAL(
      answer_text(db, "SELECT entente_code_articles() ->> 'articles'"), "1");
  CU_ASSERT_STRING_EQUAL(answer_text(db, "SELECT deal_parties('x')"), "RUS");
  CU_ASSERT_STRING_EQUAL(answer_text(db, "SELECT count(*) FROM event"), "1");
  CU_ASSERT_STRING_EQUAL(
      answer_text(
          db, "SELECT count(*) > 150 FROM bystanders('CHN', 'USA', '2000')"),
      "1");
  CU_ASSERT_STRING_EQUAL(
      answer_text(db,
                  "SELECT entente_import('cow-capabilities',"
                  " 'tests/golden/data/cow-capabilities.csv') ->> 'rows' > 1"),
      "1");
  shut();
}

/* ---- tables of temp, and of another database, with our names ---- */

static void shadows(void) {
  open();
  answer_do(
      db,
      "SELECT entente_create();"
      "CREATE TEMP TABLE state(code, name); INSERT INTO temp.state VALUES"
      " ('XXX', 'Nowhere');"
      "CREATE TEMP VIEW parameter AS SELECT 'limit.rows' AS name, 1 AS value;"
      "CREATE TEMP TABLE obligation(deal, from_state, to_state, kind);");
  CU_ASSERT_STRING_EQUAL(
      answer_text(
          db, "SELECT count(*) > 150 FROM bystanders('CHN', 'USA', '2000')"),
      "1");
  CU_ASSERT_PTR_NOT_NULL(
      strstr(answer_text(db, "SELECT cinc('Nowhere', '2000')"), "'Nowhere'"));
  CU_ASSERT_PTR_NOT_NULL(
      strstr(answer_text(db, "SELECT entente_create()"), "TEMP"));
  CU_ASSERT_PTR_NOT_NULL(
      strstr(answer_text(db, "SELECT entente_code_articles()"), "TEMP"));
  answer_do(db,
            "DROP TABLE temp.state; DROP VIEW temp.parameter;"
            "DROP TABLE temp.obligation;"
            "ATTACH ':memory:' AS other; CREATE TABLE other.state(code, name);"
            "CREATE TABLE other.parameter(name, value);"
            "INSERT INTO other.parameter VALUES ('limit.rows', 1)");
  CU_ASSERT_STRING_EQUAL(
      answer_text(
          db, "SELECT count(*) > 150 FROM bystanders('CHN', 'USA', '2000')"),
      "1");
  shut();
}

/* Columns that are computed are read as others are. */
static void generated(void) {
  open();
  answer_do(
      db, "SELECT entente_create(); PRAGMA foreign_keys = OFF;"
          "CREATE TABLE t AS SELECT * FROM trade;"
          "DROP TABLE trade;"
          "CREATE TABLE trade(exporter TEXT, importer TEXT, year INTEGER,"
          " value REAL AS (CASE exporter WHEN 'CHN' THEN 9e999 ELSE 3 END),"
          " note TEXT, source TEXT AS ('t'));"
          "INSERT INTO source(id, title) VALUES ('t', 'T');"
          "INSERT INTO coverage(layer, source) VALUES ('trade', 't');"
          "INSERT INTO trade(exporter, importer, year) VALUES"
          " ('USA', 'PRK', 2020), ('CHN', 'PRK', 2020), ('PRK', 'USA', 2020)");
  CU_ASSERT_PTR_NOT_NULL(strstr(
      answer_text(db,
                  "SELECT ifnull(alliance_strength('USA', 'PRK', 2020), 'none')"
                  " <> 0"),
      ""));
  CU_ASSERT_STRING_NOT_EQUAL(
      answer_text(db, "SELECT typeof(alliance_strength('USA', 'PRK', 2020))"),
      "text");
  CU_ASSERT_STRING_EQUAL(answer_text(db, "SELECT count(*) FROM exposures(2020)"
                                         " WHERE abs(total) > 1"),
                         "0");
  shut();
}

void test_refused_register(void) {
  CU_pSuite p = CU_add_suite("refused", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "writers, one wish after another", writers);
  CU_add_test(p, "defensive, untrusted", careful);
  CU_add_test(p, "temp tables of our names", shadows);
  CU_add_test(p, "generated columns", generated);
}
