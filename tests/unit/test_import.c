/*
** entente_import(): every format on a small file of our own, and on the real
** files where somebody has put them.
**
** The small files are in tests/golden/data; their rows are invented, and each
** has the quirks that its format is known for. For every format the report is
** compared to the letter, the second import must change nothing, and the
** dataset must be in order. What the quirks became stands in aFact.
**
** The real files (../shared/data beside the checkout) are nobody's to hand on.
** Where they are, all of their rows must be accounted for, and what is known
** of them from papers must come out; where they are not, the test says so.
*/
#define _POSIX_C_SOURCE 200809L
#include <CUnit/CUnit.h>
#include "entente.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void test_import_register(void);

#define OURS   "tests/golden/data/"
#define THEIRS "../shared/data/"

static char zPath[] = "/tmp/entente-import-XXXXXX";

static sqlite3 *db_open(void) {
  sqlite3 *db = 0;
  CU_ASSERT_FATAL(sqlite3_open(":memory:", &db) == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_entente_init(db, 0, 0) == SQLITE_OK);
  return db;
}

static void db_close(sqlite3 *db) {
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

/* The first value of the answer, or "ERROR: message". Free it. */
static char *ask(sqlite3 *db, const char *zSql, const char *z1,
                 const char *z2) {
  sqlite3_stmt *pStmt = 0;
  char *z = 0;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK) {
    if (z1) sqlite3_bind_text(pStmt, 1, z1, -1, SQLITE_TRANSIENT);
    if (z2) sqlite3_bind_text(pStmt, 2, z2, -1, SQLITE_TRANSIENT);
    rc = sqlite3_step(pStmt);
  }
  if (rc == SQLITE_ROW) {
    const char *zText = (const char *)sqlite3_column_text(pStmt, 0);
    z = sqlite3_mprintf("%s", zText ? zText : "NULL");
  } else if (rc != SQLITE_DONE) {
    z = sqlite3_mprintf("ERROR: %s", sqlite3_errmsg(db));
  }
  sqlite3_finalize(pStmt);
  return z;
}

static char *import(sqlite3 *db, const char *zFormat, const char *zFile) {
  return ask(db, "SELECT entente_import(?1, ?2)", zFormat, zFile);
}

static void compare(const char *zWhat, char *z, const char *zWanted) {
  int isSame = z != 0 && strcmp(z, zWanted) == 0;
  if (!isSame) {
    fprintf(stderr, "\n%s\n  got    %s\n  wanted %s\n", zWhat, z ? z : "(none)",
            zWanted);
  }
  CU_ASSERT(isSame);
  sqlite3_free(z);
}

static void same(sqlite3 *db, const char *zSql, const char *zWanted) {
  compare(zSql, ask(db, zSql, 0, 0), zWanted);
}

static int contains(char *z, const char *zPart) {
  int is = z != 0 && strstr(z, zPart) != 0;
  if (!is) fprintf(stderr, "\n  got    %s\n  wanted %s\n", z, zPart);
  sqlite3_free(z);
  return is;
}

static void run(sqlite3 *db, const char *zSql) {
  char *zError = 0;
  int rc = sqlite3_exec(db, zSql, 0, 0, &zError);
  if (rc != SQLITE_OK) fprintf(stderr, "\n%s\n  %s\n", zSql, zError);
  CU_ASSERT(rc == SQLITE_OK);
  sqlite3_free(zError);
}

static void write_text(const char *z) {
  FILE *file = fopen(zPath, "wb");
  CU_ASSERT_FATAL(file != NULL);
  CU_ASSERT(fwrite(z, 1, strlen(z), file) == strlen(z));
  fclose(file);
}

/* clang-format off */
/* Format, file, what comes first, and the report from "rows" on. */
static const struct {
  const char *zFormat, *zFile, *zBefore, *zReport;
} aFormat[] = {
  { "cow-states", "cow-states.csv", 0,
    "\"rows\":5,\"loaded\":{\"state_spell\":4},\"skipped\":{\"unknown state\":1},\"noted\":{\"agrees with the reference facts\":3,\"differs from the reference facts\":1},\"unresolved\":{\"998\":1}}" },
  { "cow-capabilities", "cow-capabilities.csv", 0,
    "\"rows\":4,\"loaded\":{\"source\":1,\"capability\":3,\"coverage\":1},\"skipped\":{\"unknown state\":1},\"noted\":{},\"unresolved\":{\"998\":1}}" },
  { "cow-trade-national", "cow-trade-national.csv", 0,
    "\"rows\":10,\"loaded\":{\"source\":1,\"trade_total\":6},\"skipped\":{\"neither imports nor exports are known\":3,\"unknown state\":1},\"noted\":{\"West Germany under the number of Germany\":1},\"unresolved\":{\"998\":1}}" },
  { "cow-trade-dyadic", "cow-trade-dyadic.csv", 0,
    "\"rows\":4,\"loaded\":{\"source\":1,\"trade\":3,\"coverage\":1},\"skipped\":{\"neither flow is known\":1,\"unknown state\":1},\"noted\":{\"one of the two flows is not known\":1},\"unresolved\":{\"998\":1}}" },
  { "cow-mids", "cow-mids.csv", 0,
    "\"rows\":3,\"loaded\":{\"source\":1,\"dispute\":3},\"skipped\":{},\"noted\":{\"goes on at the end of the data: until is open\":1},\"unresolved\":{}}" },
  { "cow-mid-sides", "cow-mid-sides.csv", "cow-mids",
    "\"rows\":9,\"loaded\":{\"source\":0,\"dispute\":1,\"dispute_side\":8,\"coverage\":1},\"skipped\":{\"unknown state\":1},\"noted\":{},\"unresolved\":{\"998\":1}}" },
  { "cow-contiguity", "cow-contiguity.csv", 0,
    "\"rows\":4,\"loaded\":{\"source\":1,\"border\":2},\"skipped\":{\"unknown state\":1},\"noted\":{\"merged: the same border seen from the other side\":1},\"unresolved\":{\"998\":1}}" },
  { "cow-contiguity-spells", "cow-contiguity-spells.csv", 0,
    "\"rows\":4,\"loaded\":{\"source\":1,\"border\":2},\"skipped\":{\"not contiguous\":1},\"noted\":{\"merged: the same border seen from the other side\":1},\"unresolved\":{}}" },
  { "atop-members", "atop-members.csv", 0,
    "\"rows\":9,\"loaded\":{\"source\":1,\"deal\":3,\"deal_party\":6,\"obligation\":11,\"coverage\":1},\"skipped\":{\"unknown state\":1},\"noted\":{\"a member without any obligation\":1},\"unresolved\":{\"998\":1}}" },
  { "atop-dyad-years", "atop-dyad-years.csv", 0,
    "\"rows\":10,\"loaded\":{\"source\":1,\"deal\":2,\"deal_party\":4,\"obligation\":8,\"coverage\":1},\"skipped\":{\"a year without any obligation\":1,\"unknown state\":1},\"noted\":{},\"unresolved\":{\"998\":1}}" },
  { "gsdb", "gsdb.csv", 0,
    "\"rows\":8,\"loaded\":{\"source\":2,\"bloc\":2,\"bloc_member\":29,\"sanction\":10,\"coverage\":1},\"skipped\":{\"no kind of measure\":1,\"no sender that is known\":1,\"no target that is a state\":1},\"noted\":{\"a target that is an organisation\":1,\"measures of an organisation whose members are not in bloc_member\":1,\"unknown state\":2},\"unresolved\":{\"Freedonia\":2}}" },
  { "gsdb-dyadic", "gsdb-dyadic.csv", 0,
    "\"rows\":6,\"loaded\":{\"source\":1,\"sanction\":4,\"coverage\":1},\"skipped\":{\"no kind of measure\":1,\"unknown state\":1},\"noted\":{},\"unresolved\":{\"FRD\":1}}" },
  { "sipri-register", "sipri-register.csv", 0,
    "\"rows\":6,\"loaded\":{\"source\":1,\"deal\":4,\"deal_party\":8,\"transfer\":4,\"coverage\":1},\"skipped\":{\"supplier and recipient are one state\":1,\"unknown state\":1},\"noted\":{},\"unresolved\":{\"House rebels (Chad)*\":0,\"unknown supplier(s)\":1}}" },
  { "un-roll-calls", "un-roll-calls.csv", 0,
    "\"rows\":4,\"loaded\":{\"source\":1,\"roll_call\":3},\"skipped\":{\"no date\":1},\"noted\":{},\"unresolved\":{}}" },
  { "un-votes", "un-votes.csv", "un-roll-calls",
    "\"rows\":7,\"loaded\":{\"source\":0,\"vote\":5,\"coverage\":1},\"skipped\":{\"a roll call that is not there: import un-roll-calls\":1,\"unknown state\":1},\"noted\":{},\"unresolved\":{\"FD\":1}}" },
  { "un-ideal-points", "un-ideal-points.csv", 0,
    "\"rows\":3,\"loaded\":{\"source\":1,\"ideal_point\":2},\"skipped\":{\"no ideal point\":1},\"noted\":{},\"unresolved\":{}}" },
  { "ucdp-dyadic", "ucdp-dyadic.csv", 0,
    "\"rows\":5,\"loaded\":{\"source\":1,\"dispute\":2,\"dispute_side\":9,\"coverage\":1},\"skipped\":{},\"noted\":{\"unknown state\":1},\"unresolved\":{\"998\":1}}" },
  { "gdelt-events", "gdelt-events.tsv", 0,
    "\"rows\":5,\"loaded\":{\"source\":1,\"article\":2,\"event\":4},\"skipped\":{\"no country on either side\":1},\"noted\":{\"unknown state\":1},\"unresolved\":{\"EUR\":1}}" },
  { "gdelt-articles", "gdelt-articles.json", 0,
    "\"rows\":4,\"loaded\":{\"source\":1,\"article\":2},\"skipped\":{\"no address\":1},\"noted\":{\"merged: the same address\":1},\"unresolved\":{}}" },
  { "comtrade", "comtrade.csv", 0,
    "\"rows\":13,\"loaded\":{\"source\":2,\"trade\":5,\"trade_total\":1,\"coverage\":2},\"skipped\":{\"a part of a total that is there as well\":2,\"neither imports nor exports: re-exports and the like\":1,\"no value\":1,\"unknown state\":1},\"noted\":{\"no row for all goods: the commodities in the file are added up\":2},\"unresolved\":{\"S19\":1}}" },
  { "comtrade-json", "comtrade.json", 0,
    "\"rows\":3,\"loaded\":{\"source\":2,\"trade\":2,\"trade_total\":0,\"coverage\":2},\"skipped\":{\"no value\":1},\"noted\":{},\"unresolved\":{}}" },
};
/* clang-format on */
#define N_FORMAT (sizeof(aFormat) / sizeof(aFormat[0]))

static char *ours(sqlite3 *db, const char *zFormat) {
  char zFile[200] = "";
  for (size_t i = 0; i < N_FORMAT; i++) {
    if (strcmp(aFormat[i].zFormat, zFormat)) continue;
    if (aFormat[i].zBefore) sqlite3_free(ours(db, aFormat[i].zBefore));
    snprintf(zFile, sizeof(zFile), "%s%s", OURS, aFormat[i].zFile);
  }
  return import(db, zFormat, zFile);
}

/* The shipped formats are the tested ones, and `entente`. */
static void every_format(void) {
  sqlite3 *db = db_open();
  char *z = import(db, "none", "x");
  char *zList = z ? strstr(z, "one of ") : 0;
  size_t n = 0;
  CU_ASSERT_FATAL(zList != 0);
  for (char *p = strstr(zList, ", "); p; p = strstr(p + 1, ", "))
    n++;
  CU_ASSERT(n == N_FORMAT + 2); /* ", or the path of a mapping, x.sql" */
  for (size_t i = 0; i < N_FORMAT; i++) {
    CU_ASSERT(strstr(zList, aFormat[i].zFormat) != 0);
  }
  sqlite3_free(z);
  db_close(db);
}

static void reports(void) {
  for (size_t i = 0; i < N_FORMAT; i++) {
    sqlite3 *db = db_open();
    char *z = ours(db, aFormat[i].zFormat), *zDump, *zAgain, *zRows;
    zRows = z ? strstr(z, "\"rows\"") : 0;
    compare(aFormat[i].zFormat, sqlite3_mprintf("%s", zRows ? zRows : z),
            aFormat[i].zReport);
    compare(aFormat[i].zFormat,
            ask(db, "SELECT report FROM import_log ORDER BY id DESC", 0, 0),
            z ? z : "");
    same(db, "SELECT count(*) FROM temp.sqlite_schema", "0");
    same(db,
         "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"
         " AND name GLOB 'entente_seq_*'",
         "78");
    same(db, "SELECT count(*) FROM pragma_foreign_key_check", "0");
    same(db, "SELECT count(*) FROM entente_check() WHERE severity = 'error'",
         "0");
    same(db,
         "SELECT count(*) FROM entente_check()"
         " WHERE problem LIKE '%no source%'",
         "0");
    zDump = ask(db, "SELECT entente_dump()", 0, 0);
    sqlite3_free(ours(db, aFormat[i].zFormat));
    zAgain = ask(db, "SELECT entente_dump()", 0, 0);
    if (strcmp(zDump, zAgain)) fprintf(stderr, "\n%s\n", aFormat[i].zFormat);
    CU_ASSERT_STRING_EQUAL(zDump, zAgain);
    sqlite3_free(zDump);
    sqlite3_free(zAgain);
    sqlite3_free(z);
    db_close(db);
  }
}

/* What the quirks became. */
static const struct {
  const char *zFormat, *zSql, *zWanted;
} aFact[] = {
  { "cow-states",
    "SELECT group_concat(since || '>' || ifnull(until, ''), ' ')"
    "  FROM state_spell WHERE system = 'cow' AND state = 'FRA'",
    "1816-01-01>1942-11-11 1944-08-25>" },
  { "cow-states",
    "SELECT since FROM state_spell WHERE system = 'cow' AND state = 'DOM'",
    "1900-01-01" },
  { "cow-capabilities",
    "SELECT milex IS NULL AND tpop = 24 FROM capability WHERE state = 'PRK'",
    "1" },
  { "cow-capabilities", "SELECT layer || since || until FROM coverage",
    "capability20122012" },
  { "cow-trade-national",
    "SELECT group_concat(state || ' ' || ifnull(exports, '-') || ' '"
    " || ifnull(imports, '-'), ', ') FROM trade_total WHERE year = 2010",
    "USA 2000000.0 1500000.0, CAN 250000.0 -" },
  { "cow-trade-national", /* 255 is West Germany where 260 is blank */
    "SELECT group_concat(year || ' ' || state || ' ' || exports, ', ') FROM"
    " (SELECT * FROM trade_total WHERE year <> 2010 ORDER BY year, state)",
    "1961 GFR 4000000.0, 1962 DEU 6000000.0, 1962 GFR 8000000.0,"
    " 1990 DEU 10000000.0" },
  { "cow-trade-national", "SELECT count(*) FROM coverage", "0" },
  { "cow-trade-dyadic",
    "SELECT group_concat(exporter || '>' || importer || ' ' || value, ', ')"
    "  FROM trade",
    "CAN>USA 3500000.0, USA>CAN 0.0, USA>CHN 1000000.0" },
  { "cow-mids",
    "SELECT group_concat(id || ' ' || intensity || ' ' || since || ' '"
    " || ifnull(until, '-'), ', ') FROM dispute",
    "mid-1 incident 1902-07 1903-01-24, mid-2 war 2010-02-01 -,"
    " mid-3 claim 2011-02 2011" },
  { "cow-mid-sides",
    "SELECT group_concat(state || side || ' ' || ifnull(until, '-'), ', ')"
    "  FROM dispute_side WHERE dispute = 'mid-2'",
    "CHNB 2011-05-06, CHNB 2012-05-06, INDA -, PAKB -" },
  { "cow-mid-sides",
    "SELECT intensity || ' ' || since FROM dispute WHERE id = 'mid-4'",
    "clash 2013-01-01" },
  { "cow-contiguity",
    "SELECT group_concat(a || b || ' ' || kind || ' ' || since || ' '"
    " || ifnull(until, '-') || ' ' || ifnull(km, '-'), ', ') FROM border",
    "CANUSA land 1920-01 - -, CHNJPN sea 1945-10 1952-04 643.7" },
  { "cow-contiguity-spells",
    "SELECT group_concat(a || b || ' ' || kind || ' ' || since || ' '"
    " || ifnull(until, '-') || ' ' || ifnull(km, '-'), ', ') FROM border",
    "CANUSA land 1920-01 - -, CHNJPN sea 1945-10 1952-04 643.7" },
  { "atop-members", "SELECT group_concat(depth, ' ') FROM deal", "2 0 0" },
  { "atop-members",
    "SELECT group_concat(from_state || '>' || to_state || ' ' || kind, ', ')"
    "  FROM (SELECT * FROM obligation WHERE deal = 'atop-1' ORDER BY 2, 4)",
    "JPN>USA consultation, USA>JPN consultation, USA>JPN defense" },
  { "atop-members",
    "SELECT group_concat(to_state || ' ' || since || ' ' || until, ', ')"
    "  FROM obligation WHERE deal = 'atop-2' AND from_state = 'GBR'",
    "FRA 1900-01 1914-08-04, FRA 1914-08-04 1920,"
    " ITA 1915-05-23 1918-11-11" },
  { "atop-members",
    "SELECT group_concat(status || ifnull(until, '-'), ' ') FROM deal"
    " WHERE id IN ('atop-1', 'atop-2')",
    "signed- ended1920" },
  { "atop-dyad-years",
    "SELECT group_concat(from_state || '>' || to_state || ' ' || kind || ' '"
    " || since || ' ' || ifnull(until, '-'), ', ') FROM obligation"
    " WHERE kind IN ('defense', 'nonaggression')",
    "USA>JPN defense 2015 2016, USA>JPN defense 2018 -,"
    " CHN>PRK defense 2016 2016, CHN>PRK nonaggression 2016 2017" },
  { "gsdb",
    "SELECT group_concat(kind || ' ' || ifnull(flow, '-') || ' ' || extent"
    " || ' ' || since || ' ' || ifnull(until, '-'), ', ')"
    "  FROM sanction WHERE id = 'gsdb-1' AND target = 'PRK'",
    "financial - partial 1950 -, trade both complete 1950 -" },
  { "gsdb",
    "SELECT group_concat(sender || '>' || target || ' ' || extent, ', ')"
    "  FROM sanction WHERE id = 'gsdb-2'",
    "EU>HUN partial, EU>POL partial" },
  { "gsdb",
    "SELECT group_concat(sender || ' ' || kind || ' ' || extent, ', ')"
    "  FROM (SELECT * FROM sanction WHERE id = 'gsdb-3' ORDER BY 2, 4)",
    "EGY arms partial, EGY trade partial, GMB arms partial,"
    " GMB trade partial" },
  { "gsdb",
    "SELECT sender || ' ' || ifnull(until, '-') FROM sanction"
    " WHERE id = 'gsdb-8'",
    "UN -" },
  { "gsdb-dyadic",
    "SELECT group_concat(sender || target || ' ' || kind || ' ' || since || ' '"
    " || ifnull(until, '-'), ', ') FROM sanction ORDER BY 1",
    "FRAGFR travel 1960 1960, USAPRK arms 2019 2020, USAPRK trade 2019 2020,"
    " USAPRK trade 2022 -" },
  { "sipri-register",
    "SELECT group_concat(id || ' ' || since || ' ' || until || ' ' || quantity"
    " || ' ' || value || value_unit || ' ' || status, ', ')"
    "  FROM transfer WHERE supplier IN ('RUS', 'FRA')",
    "sipri-RUS-IND-1962-Fighter-1 1963 1965 12.0 18.0TIV delivered,"
    " sipri-RUS-IND-1962-Fighter-1#2 1964 1964 6.0 9.0TIV delivered,"
    " sipri-FRA-COG-1970-Car-2 1971 1971 3.0 1.5TIV delivered" },
  { "sipri-register",
    "SELECT group_concat(note, ' | ') FROM transfer WHERE note <> ''",
    "Caf\xC3\xA9 line | Second hand.  | \"So-called\" cars  over two lines" },
  { "sipri-register",
    "SELECT supplier || status || since FROM transfer"
    " WHERE recipient = 'TCD'",
    "GFRsigned1980" },
  { "un-roll-calls", "SELECT group_concat(title, ' | ') FROM roll_call",
    "R/1/66: RULES OF PROCEDURE | ON SEATS | R/46/1: SEATS" },
  { "un-votes",
    "SELECT group_concat(roll_call || state || vote, ' ') FROM vote",
    "un-10DEUyes un-10NAMabstain un-10YEMyes un-3USAyes un-3YARno" },
  { "un-ideal-points",
    "SELECT group_concat(state || year || ' ' || point || ' ' || low || ' '"
    " || ifnull(high, '-'), ', ') FROM ideal_point",
    "USA1946 1.5 1.25 1.75, PRK2015 -1.5 -1.75 -" },
  { "ucdp-dyadic",
    "SELECT group_concat(state || side || since || ifnull(until, '-') || role,"
    " ' ') FROM (SELECT * FROM dispute_side WHERE dispute = 'ucdp-1'"
    " ORDER BY state)",
    "CANA2020-secondary EGYB2018-primary FRAA2018-primary GBRA20182019primary"
    " ISRA20182019primary USAA2020-secondary" },
  { "ucdp-dyadic",
    "SELECT group_concat(state || side || since || ' ' || until, ', ')"
    "  FROM dispute_side WHERE dispute = 'ucdp-2'",
    "DEUA2015 2015, DEUA2017 2017, USAB2017 2017" },
  { "gdelt-events",
    "SELECT group_concat(id || ifnull(source_state, '-')"
    " || ifnull(target_state, '-') || code || ' ' || date || ' '"
    " || ifnull(article, '-'), ', ') FROM event",
    "900000001NGAUSA043 2014-04-14 -,"
    " 900000002CHN-190 2014-04-14 https://example.org/one,"
    " 900000003-RUS036 2014-04-14 https://example.org/one,"
    " 900000004PRKKOR138 2015-03-01 https://example.org/two" },
  { "gdelt-events", "SELECT group_concat(published, ' ') FROM article",
    "2014-04-15 2015-03-02" },
  { "gdelt-articles",
    "SELECT group_concat(title || ' ' || language, ' | ') FROM article"
    " WHERE id LIKE '%/b'",
    "https://example.org/b Welsh" },
  { "comtrade",
    "SELECT group_concat(exporter || '>' || importer || ' ' || value || ' '"
    " || source, ', ') FROM trade",
    "DEU>CHN 8.0 comtrade-imports, GFR>CHN 5.0 comtrade-imports,"
    " KOR>CHN 100.0 comtrade-imports, KOR>JPN 20.0 comtrade-exports,"
    " PRK>CHN 15.0 comtrade-imports" },
  { "comtrade",
    "SELECT state || ' ' || imports || ' ' || ifnull(exports, '-')"
    "  FROM trade_total",
    "CHN 1000.0 -" },
  { "comtrade-json",
    "SELECT group_concat(exporter || '>' || importer || ' ' || value, ', ')"
    "  FROM trade",
    "CHN>PRK 893.0, PRK>CHN 133.25" },
};

static void facts(void) {
  for (size_t i = 0; i < sizeof(aFact) / sizeof(aFact[0]); i++) {
    sqlite3 *db = db_open();
    sqlite3_free(ours(db, aFact[i].zFormat));
    same(db, aFact[i].zSql, aFact[i].zWanted);
    db_close(db);
  }
}

/* The importer's report stays when the exporter's comes later. */
static void importers_win(void) {
  sqlite3 *db = db_open();
  sqlite3_free(ours(db, "comtrade"));
  write_text("refYear,reporterISO,flowCode,partnerISO,partner2Code,cmdCode,"
             "aggrLevel,customsCode,motCode,primaryValue\n"
             "2020,PRK,X,CHN,0,TOTAL,0,C00,0,99\n"
             "2020,JPN,M,KOR,0,TOTAL,0,C00,0,21\n");
  sqlite3_free(import(db, "comtrade", zPath));
  same(db,
       "SELECT group_concat(exporter || value, ' ') FROM trade"
       " WHERE exporter IN ('PRK', 'KOR')",
       "KOR100.0 KOR21.0 PRK15.0");
  db_close(db);
}

static void own_json(void) {
  sqlite3 *db = db_open();
  write_text("{\"format\":\"entente-dataset/1\",\"bloc\":[{\"code\":\"PACT\","
             "\"name\":\"Pact\"}]}");
  compare("entente",
          ask(db, "SELECT entente_import('entente', ?1) -> 'loaded'", zPath, 0),
          "{\"bloc\":1}");
  compare("entente",
          ask(db, "SELECT entente_import('entente', ?1) -> 'rows'", zPath, 0),
          "null");
  db_close(db);
}

/* ---- mappings of a user ---- */

static char zMapping[] = "/tmp/entente-mapping-XXXXXX";

static void write_mapping(const char *z) {
  FILE *file = fopen(zMapping, "wb");
  CU_ASSERT_FATAL(file != NULL);
  fputs(z, file);
  fclose(file);
}

static char *mapped(sqlite3 *db, const char *z) {
  char zSql[300], *zAnswer;
  write_mapping(z);
  snprintf(zSql, sizeof(zSql), "%s", zMapping);
  zAnswer = import(db, zSql, zPath);
  return zAnswer;
}

#define READER "-- reader: csv_file(header=1)\n"

static const struct {
  const char *zText, *zError; /* after the mapping's name */
} aRefused[] = {
  { "SELECT 1;", ": no line '-- reader: csv_file(...)' at the top: see"
                 " schema/import/README.md" },
  { "-- reader: sql_file(x)\nSELECT 1;",
    ": reader 'sql_file(x)': expected csv_file(...), json_file(...) or none" },
  { READER "\nSELECT 1;\nCOMMIT;",
    ":4: a mapping may not say COMMIT; only INSERT, UPDATE, DELETE, SELECT,"
    " CREATE and DROP" },
  { READER "ATTACH 'x' AS y;",
    ":2: a mapping may not say ATTACH; only INSERT, UPDATE, DELETE, SELECT,"
    " CREATE and DROP" },
  { READER "WITH x AS (SELECT 1) INSERT INTO bloc SELECT 1, 2, 3, 4 FROM x;",
    ":2: WITH in front of INSERT: write INSERT INTO t WITH ..., so that its"
    " rows are counted" },
  { READER "\n\nINSERT INTO import_state(value, scheme) VALUES ('x', 'y');",
    ":4: import_state.scheme: no scheme 'y'; one of code, cow, cow_abb, gw,"
    " iso2, iso3, iso_numeric, fips, cameo, name, demonym, capital, leader" },
  { READER "SELECT absent FROM import_file;", ":2: no such column: absent" },
  { READER "CREATE TEMP TABLE import_x AS SELECT 1;",
    ":2: CREATE TEMP TABLE ... AS: temp tables are made before anything else"
    " runs; name the columns, and INSERT" },
  { READER "INSERT INTO trade(exporter, importer, year, value)"
           " SELECT 'USA', 'CAN', 2000, -1;",
    ":2: CHECK constraint failed: value: a number, 0 or more" },
  { "SELECT 1;\n" READER, ": no line '-- reader: csv_file(...)' at the top: see"
                          " schema/import/README.md" },
  { "-- reader: none of these\nSELECT 1;",
    ": reader 'none of these': expected csv_file(...), json_file(...) or "
    "none" },
  { "-- reader: tab_file(x)\nSELECT 1;",
    ": reader 'tab_file(x)': expected csv_file(...), json_file(...) or none" },
  { "-- reader:\nSELECT 1;",
    ": reader '': expected csv_file(...), json_file(...) or none" },
  { "-- reader: none\nPRAGMA foreign_keys = OFF;",
    ":2: a mapping may not say PRAGMA; only INSERT, UPDATE, DELETE, SELECT,"
    " CREATE and DROP" },
  { "-- reader: a line that is far too long to be a reader, and so is not said"
    " in full\nSELECT 1;",
    ": reader 'a line that is far too long to be a reader, and so is not sa':"
    " expected csv_file(...), json_file(...) or none" },
  { READER "INSERT", ":2: incomplete input" },
  { READER "INSERT INTO [bloc", ":2: unrecognized token: \"[bloc\"" },
  { READER "CREATE TEMP TABLE \"", ":2: unrecognized token: \"\"\"" },
};

static void refused(const char *zText, const char *zError) {
  sqlite3 *db = db_open();
  char *zWanted = sqlite3_mprintf("ERROR: entente_import(): %s%s",
                                  zError[0] == ':' ? zMapping : "", zError);
  compare(zText, mapped(db, zText), zWanted);
  CU_ASSERT(sqlite3_get_autocommit(db));
  same(db, "SELECT count(*) FROM sqlite_schema", "0");
  same(db, "SELECT count(*) FROM temp.sqlite_schema", "0");
  sqlite3_free(zWanted);
  db_close(db);
}

static void bad_mappings_are_refused(void) {
  char *zText, *zPlaced;
  write_text("a,b\n1,2\n");
  for (size_t i = 0; i < sizeof(aRefused) / sizeof(aRefused[0]); i++)
    refused(aRefused[i].zText, aRefused[i].zError);
  refused(READER "SELECT 'not JSON' AS loaded;", "malformed JSON");
  /* A file that is read to its end only to be counted. */
  write_text("a,b\n1,2\n3,\"4\n");
  zText = sqlite3_mprintf("csv_file(): %s:3:3: a quote is opened and never"
                          " closed",
                          zPath);
  zPlaced = sqlite3_mprintf(":2: %s", zText);
  refused(READER "INSERT INTO import_note(note) VALUES (:rows);", zPlaced);
  refused(READER "INSERT INTO import_note(note) VALUES ('x');", zText);
  sqlite3_free(zText);
  sqlite3_free(zPlaced);
}

/* One more temp table, or table that is written, than there is room for. */
static void large_mappings_are_refused(void) {
  sqlite3_str *pStr = sqlite3_str_new(0);
  char *z;
  int i;
  write_text("a,b\n1,2\n");
  sqlite3_str_appendall(pStr, READER);
  for (i = 0; i < 45; i++)
    sqlite3_str_appendf(pStr, "CREATE TEMP TABLE IF NOT EXISTS t%d(x);\n",
                        i / 2);
  for (; i < 68; i++)
    sqlite3_str_appendf(pStr, "CREATE TEMP TABLE t%d(x);\n", i);
  z = sqlite3_str_finish(pStr);
  refused(z, ":68: a mapping may make at most 48 temp tables");
  sqlite3_free(z);
  pStr = sqlite3_str_new(0);
  sqlite3_str_appendall(pStr, READER);
  for (i = 0; i < 49; i++)
    sqlite3_str_appendf(pStr,
                        "CREATE TABLE t%d(x); INSERT INTO t%d"
                        " VALUES (1);\n",
                        i, i);
  z = sqlite3_str_finish(pStr);
  refused(z, ":50: a mapping may write at most 48 tables");
  sqlite3_free(z);
}

/* Whatever a name is quoted with, and wherever a comment stands, the script is
** taken apart as SQLite does it; rows are counted under the table's name. */
static void mapping_as_sql(void) {
  sqlite3 *db = db_open();
  write_text("a\n1\n2\n");
  run(db, "SELECT entente_create()");
  sqlite3_free(mapped(
      db, "-- reader: csv_file ( )\n"
          "CREATE TEMP TABLE [t;1](x, \"y;\" DEFAULT '--;''') -- a; b\n;;"
          "CREATE TEMPORARY VIEW `v;` AS /* ; */ SELECT x - 1 AS x FROM [t;1];"
          "CREATE TABLE temp.t2(x);\n"
          "CREATE TABLE main.mine(x);\n"
          "CREATE INDEX mine_x ON mine(x);\n"
          "INSERT INTO [t;1](x) SELECT a FROM import_file;\n"
          "REPLACE INTO \"mine\" SELECT x FROM `v;`;\n"
          "INSERT OR IGNORE INTO main . \"mine\" VALUES (5), (6);\n"
          "WITH w AS (SELECT 1) SELECT * FROM w;\n"
          "INSERT INTO dictionary_word(phrase, class, code)"
          " VALUES ('zzz', 'act', '111');\n"
          "DELETE FROM mine WHERE x = 6;\n"
          "INSERT INTO import_note(note, n) VALUES ('rows', :rows)"));
  same(db, "SELECT report -> 'loaded' || (report -> 'noted') FROM import_log",
       "{\"t;1\":2,\"mine\":4,\"dictionary_word\":1}{\"rows\":2}");
  same(db, "SELECT group_concat(x) FROM mine", "0,1,5");
  same(db, "SELECT count(*) FROM temp.sqlite_schema", "0");
  sqlite3_free(mapped(db, "-- reader: none\n"
                          "SELECT '{\"a\":1}' AS loaded;\n"
                          "SELECT NULL AS loaded;"));
  same(db,
       "SELECT report ->> 'rows' || (report -> 'loaded') FROM import_log"
       " WHERE id = 2",
       "NULL");
  same(db,
       "SELECT report -> 'rows' || (report -> 'loaded') FROM import_log"
       " WHERE id = 2",
       "null{}");
  db_close(db);
}

static void users_mapping(void) {
  sqlite3 *db = db_open();
  char *zWanted = sqlite3_mprintf(
      "{\"format\":\"%s\",\"file\":\"%s\",\"rows\":5,\"loaded\":{},"
      "\"skipped\":{\"no state\":2},\"noted\":{},"
      "\"unresolved\":{\"Freedonia\":0}}",
      zMapping, zPath);
  write_text("who,when,what\nCongo,1965,1\nCongo,1980,2\nGermany,1995,3\n"
             "Soviet Union,1999,4\nFreedonia,1950,5\n");
  compare("mapping",
          mapped(db,
                 "/* Mine. */\n-- It is long.\n-- reader: csv_file\n"
                 "INSERT INTO import_state(value, scheme)\n"
                 "SELECT DISTINCT who, 'name' FROM import_file;\n"
                 "INSERT INTO import_state(value, scheme)\n"
                 "SELECT DISTINCT who, 'name' FROM import_file;\n"
                 "CREATE TABLE mine AS\n"
                 "SELECT f.what, s.code, :path AS path FROM import_file AS f\n"
                 "  JOIN import_state AS s ON s.value = f.who\n"
                 "   AND f.\"when\" || '-12-31' BETWEEN s.since AND s.until;\n"
                 "CREATE TEMP VIEW import_none AS\n"
                 "SELECT what FROM mine WHERE code IS NULL;\n"
                 "INSERT INTO import_skip(reason, value)\n"
                 "SELECT 'no state', what FROM import_none"),
          zWanted);
  sqlite3_free(zWanted);
  same(db, "SELECT group_concat(ifnull(code, '-'), ' ') FROM mine",
       "- COG DEU RUS -");
  db_close(db);
}

/* Names in a table that somebody made anew: what is no name is passed over, and
** a value may be borne as often, and a code be as long, as one likes. */
static void odd_names(void) {
  sqlite3 *db = db_open();
  run(db, "SELECT entente_create();"
          "INSERT INTO state(code, name) VALUES"
          " ('A_CODE_OF_MORE_THAN_TWENTY_FOUR_LETTERS', 'Long');"
          "CREATE TABLE other AS SELECT * FROM state_name WHERE 0;"
          "DROP TABLE state_name; ALTER TABLE other RENAME TO state_name;"
          "INSERT INTO state_name(scheme, value, state, since) VALUES"
          " ('name', NULL, 'CHN', NULL), ('name', 'Nowhere', NULL, NULL),"
          " ('name', 'Sometime', 'CHN', 'x'), ('name', 'Thing', 'CHN', NULL),"
          " ('cow', '111', NULL, NULL), ('cow', '112', 'CHN', 'x');"
          "WITH y(n) AS (VALUES (1900) UNION ALL SELECT n + 1 FROM y WHERE n < "
          "1979)"
          " INSERT INTO state_name(scheme, value, state, since, until)"
          " SELECT s, '113', iif(n % 2, 'CHN', 'RUS'), n, n FROM y,"
          " (SELECT 'cow' AS s UNION SELECT 'name');"
          "CREATE TABLE mine(value, scheme, code, since, problem)");
  sqlite3_free(mapped(
      db, "-- reader: none\n"
          "INSERT INTO import_state(value, scheme) VALUES"
          " ('Nowhere', 'name'), ('Sometime', 'name'), ('-', 'name'),"
          " ('Zzz', 'name'), ('Thing', 'name'), ('x', 'leader'),"
          " ('x', 'demonym'), ('x', 'capital'), ('111', 'cow'), ('112', 'cow'),"
          " ('113', 'cow'), ('113', 'name'),"
          " ('A_CODE_OF_MORE_THAN_TWENTY_FOUR_LETTERS', 'code');\n"
          "INSERT INTO mine SELECT value, scheme, code, since, problem"
          " FROM import_state"));
  same(db,
       "SELECT group_concat(value || ' ' || scheme || ' ' || ifnull(code,"
       " problem), '; ') FROM (SELECT * FROM mine WHERE value <> '113'"
       " ORDER BY scheme, value)",
       "x capital unknown state; A_CODE_OF_MORE_THAN_TWENTY_FOUR_LETTERS code"
       " A_CODE_OF_MORE_THAN_TWENTY_FOUR_LETTERS; 111 cow unknown state;"
       " 112 cow unknown state; x demonym unknown "
       "state; x leader unknown"
       " state; - name unknown state; Nowhere name unknown state; Sometime"
       " name unknown state; Thing name CHN; Zzz name unknown state");
  same(db,
       "SELECT count(DISTINCT scheme) || ' ' || min(code) || ' ' || max(code)"
       " FROM mine WHERE value = '113' AND since = '1979-01-01'",
       "2 CHN CHN");
  same(db, "SELECT count(*) FROM mine WHERE value = '113' AND scheme = 'cow'",
       "82");
  db_close(db);
}

/* ---- all or nothing ---- */

static void refusals(void) {
  sqlite3 *db = db_open();
  write_text("a,b\n1,\"never closed");
  CU_ASSERT(contains(mapped(db, "-- reader: csv_file\nSELECT 1;"),
                     ":2:3: a quote is opened and never closed"));
  same(db, "SELECT entente_import(NULL, 'x') IS NULL", "1");
  same(db, "SELECT entente_import('gsdb', NULL) IS NULL", "1");
  same(db, "SELECT entente_import(1, 'x')",
       "ERROR: entente_import(): argument format: 1 is not a text");
  same(db, "SELECT entente_import('gsdb', 'no/such.csv')",
       "ERROR: entente_import(): csv_file(): no/such.csv: cannot be opened:"
       " No such file or directory");
  same(db, "SELECT entente_import('no.sql', 'x')",
       "ERROR: entente_import(): no.sql: cannot be opened: No such file or"
       " directory");
  same(db, "SELECT count(*) FROM sqlite_schema", "0");
  run(db, "SELECT entente_create(); CREATE TABLE mine(x)");
  same(db, "INSERT INTO mine SELECT entente_import('gsdb', 'x')",
       "ERROR: entente_import(): cannot run inside a statement that writes");
  run(db, "BEGIN; INSERT INTO mine VALUES (1)");
  sqlite3_free(ours(db, "gsdb"));
  CU_ASSERT(!sqlite3_get_autocommit(db));
  run(db, "ROLLBACK");
  same(db,
       "SELECT (SELECT count(*) FROM mine) + (SELECT count(*) FROM"
       " sanction) + (SELECT count(*) FROM import_log)",
       "0");
  run(db, "CREATE TEMP TABLE deal(x)");
  same(db, "SELECT entente_import('gsdb', 'tests/golden/data/gsdb.csv')",
       "ERROR: entente_import(): the TEMP table 'deal' hides the dataset's"
       " table");
  db_close(db);
}

/* What an application may have set. */
static void settings_do_not_matter(void) {
  sqlite3 *db = db_open();
  run(db, "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
          "PRAGMA trusted_schema = OFF; PRAGMA case_sensitive_like = ON");
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  for (size_t i = 0; i < 2 * N_FORMAT; i++) {
    char *z = ours(db, aFormat[i % N_FORMAT].zFormat);
    if (z && z[0] != '{') fprintf(stderr, "\n%s\n", z);
    CU_ASSERT(z && z[0] == '{');
    sqlite3_free(z);
  }
  same(db, "SELECT count(*) FROM entente_check() WHERE severity = 'error'",
       "0");
  same(db, "SELECT count(*) FROM temp.sqlite_schema", "0");
  db_close(db);
}

/* Called for each row of a table: the caller's statement reads, so temp tables
** can only be emptied. */
static void from_a_list(void) {
  sqlite3 *db = db_open();
  run(db, "CREATE TABLE todo(format, path);"
          "INSERT INTO todo VALUES"
          " ('cow-states', 'tests/golden/data/cow-states.csv'),"
          " ('atop-members', 'tests/golden/data/atop-members.csv'),"
          " ('atop-members', 'tests/golden/data/atop-members.csv'),"
          " ('gsdb', 'tests/golden/data/gsdb.csv');");
  same(db,
       "SELECT group_concat(entente_import(format, path) ->> 'rows', ' ')"
       "  FROM todo",
       "5 9 9 8");
  same(db, "SELECT count(*) FROM temp.sqlite_schema WHERE name = 'import_file'",
       "0");
  same(db, "SELECT count(*) FROM temp.import_skip", "0");
  sqlite3_free(ours(db, "cow-states"));
  db_close(db);
}

/* The measures see what was imported, also inside a transaction. */
static void world_is_new(void) {
  sqlite3 *db = db_open();
  run(db, "SELECT entente_create()");
  same(db, "SELECT cinc('CHN', 2012)", "NULL");
  run(db, "BEGIN; INSERT INTO source(id, title) VALUES ('x', 'x')");
  same(db, "SELECT cinc('CHN', 2012)", "NULL");
  sqlite3_free(ours(db, "cow-capabilities"));
  same(db, "SELECT round(cinc('CHN', 2012), 3)", "0.673");
  run(db, "UPDATE capability SET milper = 0 WHERE state = 'USA'");
  same(db, "SELECT round(cinc('CHN', 2012), 3)", "0.715");
  run(db, "ROLLBACK");
  same(db, "SELECT cinc('CHN', 2012)", "NULL");
  db_close(db);
}

static const char zState[] =
    "SELECT (SELECT count(*) FROM sqlite_schema) || ' ' ||"
    " (SELECT count(*) FROM sanction) || ' ' || (SELECT count(*) FROM bloc)"
    " || ' ' || (SELECT count(*) FROM source) || ' ' ||"
    " (SELECT count(*) FROM import_log) || ' ' ||"
    " (SELECT seq FROM entente_seq)";

typedef struct Stop Stop;
struct Stop {
  sqlite3 *db;
  int nLeft;
  int isCall;
};

static int stop_progress(void *p) {
  Stop *pStop = p;
  if (--pStop->nLeft > 0) return 0;
  if (pStop->isCall) sqlite3_interrupt(pStop->db);
  return !pStop->isCall;
}

static void interrupted_anywhere(void) {
  for (int isCall = 0; isCall < 2; isCall++) {
    sqlite3 *db = db_open();
    char *zBefore, *z = 0;
    int n, nStopped = 0;
    run(db, "SELECT entente_create()");
    zBefore = ask(db, zState, 0, 0);
    for (n = 1; n < 100000; n += 1 + n / 12) {
      Stop stop = { db, n, isCall };
      sqlite3_progress_handler(db, 10, stop_progress, &stop);
      z = ours(db, "gsdb");
      sqlite3_progress_handler(db, 0, 0, 0);
      if (z && z[0] == '{') break;
      CU_ASSERT(z && strstr(z, "interrupt") != 0);
      if (z && !strstr(z, "interrupt")) fprintf(stderr, "\n%d %s\n", n, z);
      sqlite3_free(z);
      z = 0;
      nStopped++;
      CU_ASSERT(sqlite3_get_autocommit(db));
      compare("after an interrupt", ask(db, zState, 0, 0), zBefore);
    }
    CU_ASSERT(nStopped > 20);
    CU_ASSERT(z != 0);
    sqlite3_free(z);
    sqlite3_free(zBefore);
    db_close(db);
  }
}

/* ---- the functions beside it ---- */

static void helpers(void) {
  sqlite3 *db = db_open();
  run(db, "SELECT entente_create()");
  same(db,
       "SELECT date_from(1815, 6, 9) || date_from('1815', '6', '-9')"
       " || date_from(1815, 0, 9) || date_from(1900, 2, 29)"
       " || date_from(2000, 2, 29)",
       "1815-06-091815-0618151900-022000-02-29");
  same(db,
       "SELECT ifnull(date_from(''), '-') || ifnull(date_from(NULL), '-')"
       " || ifnull(date_from(-9), '-') || ifnull(date_from('x', 1), '-')",
       "----");
  same(db, "SELECT year_spells(value) FROM json_each('[3,1,2,2,7,null]')",
       "[{\"since\":1,\"until\":3},{\"since\":7,\"until\":7}]");
  same(db, "SELECT year_spells(1) FROM json_each('[]')", "NULL");
  same(db, "SELECT year_spells(0)",
       "ERROR: year_spells(): argument year: not 1..9999");
  same(db,
       "SELECT group_concat(code || ifnull(since, '') || '-'"
       " || ifnull(until, ''), ' ') FROM state_matches('YE', 'iso2')",
       "YAR-1990-05-21 YEM1990-05-22-");
  same(db, "SELECT count(DISTINCT code) FROM state_matches('Congo')", "2");
  same(db, "SELECT count(*) FROM state_matches('Freedonia')", "0");
  same(db, "SELECT count(*) FROM state_matches(NULL)", "0");
  same(db, "SELECT code || scheme FROM state_matches('CHN')", "CHNcode");
  same(db, "SELECT code FROM state_matches(260, 'gw', 1960)", "GFR");
  same(db, "SELECT * FROM state_matches('x', 'y')",
       "ERROR: state_matches(): argument scheme: no scheme 'y'; one of code,"
       " cow, cow_abb, gw, iso2, iso3, iso_numeric, fips, cameo, name,"
       " demonym, capital, leader");
  db_close(db);
}

/* ---- the real files ---- */

/* clang-format off */
static const struct {
  const char *zFormat, *zFile;
  int nRow, nSkip; /* what the report must say */
  const char *zSql, *zWanted;
} aReal[] = {
  { "cow-states", "cow/states2016.csv", 243, 0,
    "SELECT report -> 'noted' FROM import_log ORDER BY id DESC LIMIT 1",
    "{\"agrees with the reference facts\":243}" },
  { "cow-capabilities", "cow/NMC-60-abridged.csv", 15951, 0,
    "SELECT round(cinc('USA', 1945), 3) || ' ' || (SELECT count(*) FROM capability)",
    "0.384 15951" },
  { "cow-trade-national", "cow/National_COW_4.0.csv", 14410, 815,
    "SELECT count(*) || ' ' || (SELECT count(*) FROM trade_total WHERE state"
    " = 'GFR') || ' ' || (SELECT count(*) FROM trade_total WHERE state = 'DEU'"
    " AND year BETWEEN 1946 AND 1989) FROM trade_total", "13595 35 0" },
  { "cow-mids", "cow/MIDA 5.0.csv", 2436, 0,
    "SELECT sum(until IS NULL) || ' ' || sum(intensity = 'war') FROM dispute",
    "33 106" },
  { "cow-mid-sides", "cow/MIDB 5.0.csv", 5883, 0,
    "SELECT count(*) FROM dispute_side", "5883" },
  { "cow-contiguity-spells", "contiguity/cow_contdir.csv", 1874, 180,
    "SELECT count(*) || ' ' || sum(kind = 'land') FROM border", "847 474" },
  { "gsdb", "gsdb/GSDB_V3.csv", 1325, 44,
    "SELECT count(DISTINCT id) FROM sanction", "1281" },
  { "sipri-register", "sipri/trade-register.csv", 27951, 580,
    "SELECT count(*) || ' ' || min(since) || ' ' || max(until) FROM transfer",
    "27371 1950 2023" },
  { "un-roll-calls", "un/un_roll_calls.csv", 6203, 0,
    "SELECT min(date) || ' ' || max(date) FROM roll_call",
    "1946-01-01 2020-01-14" },
  { "un-votes", "un/un_votes.csv", 870109, 0,
    "SELECT count(*) || ' ' || sum(state = 'NAM') FROM vote", "870109 2455" },
  { "un-ideal-points", "un/IdealpointestimatesAll_Jun2024.csv", 11238, 0,
    "SELECT count(*) FROM ideal_point", "11238" },
  { "ucdp-dyadic", "ucdp/ucdp-dyadic-211.csv", 3140, 0,
    "SELECT count(*) FROM dispute WHERE id GLOB 'ucdp-*'", "646" },
  { "gdelt-events", "gdelt/events_1.0_sample.tsv", 710, 137,
    "SELECT count(*) FROM event", "573" },
  { "comtrade", "comtrade/comtrade_Add_Export_Data.csv", 660, 0,
    "SELECT count(*) FROM trade", "66" },
  { "comtrade", "comtrade/comtrade_Add_Import_Data.csv", 660, 0,
    "SELECT count(*) FROM trade", "132" },
  { "comtrade", "comtrade/comtrade_Export_Top_Industries_Trade_Data.csv", 990, 0,
    "SELECT count(*) FROM trade", "231" },
  { "comtrade", "comtrade/comtrade_Import_Top_Industries_Trade_Data.csv", 990, 0,
    "SELECT count(*) FROM trade", "330" },
  { "atop-members", "atop/atop-member-level.csv", 2398, 1,
    "SELECT count(*) || ' ' || sum(until IS NULL) FROM obligation", "36602 20467" },
};
/* clang-format on */

static int is_absent(const char *zTest) {
  if (access(THEIRS "README.md", R_OK) == 0) return 0;
  printf("\n  skipped: %s: no files in " THEIRS "\n  ", zTest);
  return 1;
}

static void real_files(void) {
  sqlite3 *db;
  if (is_absent("real files")) return;
  db = db_open();
  for (size_t i = 0; i < sizeof(aReal) / sizeof(aReal[0]); i++) {
    char zFile[200], zWanted[60], *z;
    snprintf(zFile, sizeof(zFile), "%s%s", THEIRS, aReal[i].zFile);
    z = import(db, aReal[i].zFormat, zFile);
    CU_ASSERT(z && z[0] == '{');
    if (z && z[0] != '{') fprintf(stderr, "\n%s\n", z);
    sqlite3_free(z);
    snprintf(zWanted, sizeof(zWanted), "%d %d", aReal[i].nRow, aReal[i].nSkip);
    compare(aReal[i].zFile,
            ask(db,
                "SELECT (report ->> 'rows') || ' ' || ifnull((SELECT"
                " sum(value) FROM json_each(report, '$.skipped')), 0)"
                "  FROM import_log ORDER BY id DESC LIMIT 1",
                0, 0),
            zWanted);
    same(db, aReal[i].zSql, aReal[i].zWanted);
  }
  same(db, "SELECT count(*) FROM entente_check() WHERE severity = 'error'",
       "0");
  db_close(db);
}

/* The numbers in the field's files, in every year that they have them: there
** and back; in COW's own, of how many the state is a member in that year. */
static void numbers(void) {
  static const struct {
    const char *zFile, *zScheme, *zValue, *zFirst, *zLast;
    const char *zWanted; /* rows, there and back, members */
  } aFile[] = {
    { "states2016.csv", "cow", "ccode", "styear", "endyear",
      "15951 15951 15951" },
    { "states2016.csv", "cow_abb", "stateabb", "styear", "endyear",
      "15951 15951 15951" },
    { "NMC-60-abridged.csv", "cow", "ccode", "year", "year",
      "15951 15951 15951" },
    { "MIDB 5.0.csv", "cow", "ccode", "styear", "styear", "5883 5883 5882" },
  };
  sqlite3 *db;
  if (is_absent("numbers")) return;
  db = db_open();
  run(db, "SELECT entente_create()");
  run(db, "CREATE TEMP TABLE year AS SELECT DISTINCT year FROM"
          " state_years(1816, 2016)");
  run(db, "CREATE TEMP TABLE member AS SELECT year, state FROM"
          " state_years(1816, 2016)");
  run(db, "CREATE INDEX temp.member_key ON member(year, state)");
  for (size_t i = 0; i < sizeof(aFile) / sizeof(aFile[0]); i++) {
    char *z = sqlite3_mprintf(
        "CREATE VIRTUAL TABLE temp.file USING csv_file('" THEIRS "cow/%s');"
        "CREATE TEMP TABLE met AS SELECT y.year, f.\"%w\" AS value,"
        "  state_from(f.\"%w\", %Q, y.year) AS state"
        "  FROM temp.file AS f JOIN temp.year AS y"
        "    ON y.year BETWEEN f.\"%w\" + 0 AND f.\"%w\" + 0",
        aFile[i].zFile, aFile[i].zValue, aFile[i].zValue, aFile[i].zScheme,
        aFile[i].zFirst, aFile[i].zLast);
    run(db, z);
    sqlite3_free(z);
    z = sqlite3_mprintf(
        "SELECT count(*) || ' ' || sum(state_to(state, %Q, year) = value)"
        " || ' ' || sum((year, state) IN (SELECT year, state FROM member))"
        "  FROM met",
        aFile[i].zScheme);
    same(db, z, aFile[i].zWanted);
    sqlite3_free(z);
    run(db, "DROP TABLE temp.met; DROP TABLE temp.file");
  }
  /* UCDP has the numbers of Gleditsch and Ward, and 751 for Hyderabad. */
  run(db, "CREATE VIRTUAL TABLE temp.file USING csv_file('" THEIRS
          "ucdp/ucdp-dyadic-211.csv')");
  same(db,
       "SELECT count(*) || ' ' || sum(state_to(state_from(value, 'gw', day),"
       " 'gw', day) = value) FROM"
       " (SELECT DISTINCT trim(j.value) AS value, f.year || '-12-31' AS day"
       "   FROM temp.file AS f, json_each('[\"' || replace(f.gwno_a || ',' ||"
       "    f.gwno_a_2nd || ',' || f.gwno_b || ',' || f.gwno_b_2nd || ',' ||"
       "    f.gwno_loc, ',', '\",\"') || '\"]') AS j)"
       " WHERE value NOT IN ('', '751')",
       "3170 3170");
  db_close(db);
}

/* ATOP 5.1 in 2018: kappa of the portfolios, ties of level 2 and more, and the
** two one-way pledges of defence. */
static void published(void) {
  sqlite3 *db;
  char *z;
  if (is_absent("published values")) return;
  db = db_open();
  z = import(db, "atop-dyad-years",
             THEIRS "atop/atop5_1_directed_dyad_year.csv");
  CU_ASSERT(z && strstr(z, "\"rows\":273296"));
  sqlite3_free(z);
  same(db,
       "SELECT printf('%.6f', value) FROM alliance_parts('CHN', 'PRK',"
       " '2018') WHERE layer = 'similarity'",
       "0.381389");
  same(db,
       "SELECT printf('%.6f', value) FROM alliance_parts('CHN', 'RUS',"
       " '2018') WHERE layer = 'similarity'",
       "0.429268");
  same(db,
       "SELECT printf('%.6f', value) FROM alliance_parts('GBR', 'USA',"
       " '2018') WHERE layer = 'similarity'",
       "0.396209");
  same(db,
       "SELECT group_concat(from_state || '>' || to_state, ' ') FROM"
       " (SELECT from_state, to_state FROM obligation AS o"
       "   WHERE kind = 'defense' AND until IS NULL AND NOT EXISTS"
       "     (SELECT 1 FROM obligation AS b WHERE b.kind = 'defense'"
       "       AND b.until IS NULL AND b.from_state = o.to_state"
       "       AND b.to_state = o.from_state) ORDER BY 1, 2)",
       "USA>JPN USA>PAK");
  db_close(db);
}

/* Leeds and Anac's coding of NATO, the Warsaw Pact and the treaties of the
** United States and of China, the Soviet Union, Russia with the Koreas, Japan
** and each other. */
static void depth(void) {
  sqlite3 *db;
  if (is_absent("depth")) return;
  db = db_open();
  sqlite3_free(import(db, "atop-members", THEIRS "atop/atop-member-level.csv"));
  same(db,
       "SELECT group_concat(substr(id, 6) || ' ' || depth, ', ') FROM"
       " (SELECT id, depth FROM deal WHERE id IN ('atop-3180', 'atop-3285',"
       "  'atop-3240', 'atop-3375', 'atop-3445', 'atop-3440', 'atop-4940',"
       "  'atop-4980') ORDER BY id)",
       "3180 2, 3240 2, 3285 2, 3375 2, 3440 0, 3445 0, 4940 0, 4980 0");
  db_close(db);
}

static int setup(void) {
  int fd = mkstemp(zPath);
  if (fd < 0) return 1;
  close(fd);
  fd = mkstemp(zMapping);
  if (fd < 0) return 1;
  close(fd);
  return 0;
}

static int teardown(void) {
  unlink(zPath);
  unlink(zMapping);
  return 0;
}

/* ---- How far it is ---- */

static char zNotes[400]; /* what was said, a line each */
static int nAutoIndex;   /* SQLite's remarks on our own statements */

static void note(void *p, int code, const char *z) {
  size_t n = strlen(zNotes);
  (void)p;
  nAutoIndex += code == SQLITE_WARNING_AUTOINDEX;
  if (code == SQLITE_NOTICE) {
    snprintf(zNotes + n, sizeof(zNotes) - n, "%.*s\n", 44, z);
  }
}

/* Who asks for SQLite's log hears it; the file is big enough for one note. */
static void progress(void) {
  FILE *file = fopen(zPath, "wb");
  sqlite3 *db;
  char zWanted[100];
  int i;
  CU_ASSERT_FATAL(file != NULL);
  for (i = 0; i < 100001; i++)
    fputs("x\n", file);
  fclose(file);
  CU_ASSERT_FATAL(sqlite3_shutdown() == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_config(SQLITE_CONFIG_LOG, note, NULL) == SQLITE_OK);
  db = db_open();
  zNotes[0] = 0;
  sqlite3_free(
      ask(db, "SELECT entente_import('cow-mids', ?1)", OURS "cow-mids.csv", 0));
  CU_ASSERT(strstr(zNotes, "import/cow-mids.sql:") == zNotes);
  CU_ASSERT(strstr(zNotes, ": INSERT INTO dispute") != 0);
  zNotes[0] = 0;
  sqlite3_free(ask(db, "SELECT entente_create()", 0, 0));
  run(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
          " WHERE i < 2100) INSERT INTO article(id, title, language) SELECT i,"
          " 'x', 'en' FROM n");
  same(db, "SELECT entente_code_articles(2050) ->> 'left'", "50");
  CU_ASSERT_STRING_EQUAL(zNotes,
                         "entente_code_articles(): 1000 of 2050 articl\n"
                         "entente_code_articles(): 2000 of 2050 articl\n");
  zNotes[0] = 0;
  {
    char *zSql = sqlite3_mprintf(
        "CREATE VIRTUAL TABLE temp.big USING csv_file(%Q, header=0);"
        "SELECT count(*) FROM temp.big",
        zPath);
    run(db, zSql);
    sqlite3_free(zSql);
  }
  snprintf(zWanted, sizeof(zWanted), "%s: 100000 rows read\n", zPath);
  CU_ASSERT_STRING_EQUAL(zNotes, zWanted);
  CU_ASSERT_EQUAL(nAutoIndex, 0);
  db_close(db);
  CU_ASSERT(sqlite3_shutdown() == SQLITE_OK);
  CU_ASSERT(sqlite3_config(SQLITE_CONFIG_LOG, NULL, NULL) == SQLITE_OK);
}

void test_import_register(void) {
  CU_pSuite p = CU_add_suite("import", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "every format is tested", every_format);
  CU_add_test(p, "reports, and twice is once", reports);
  CU_add_test(p, "what the quirks became", facts);
  CU_add_test(p, "the importer's report wins", importers_win);
  CU_add_test(p, "our own JSON", own_json);
  CU_add_test(p, "bad mappings are refused", bad_mappings_are_refused);
  CU_add_test(p, "large mappings are refused", large_mappings_are_refused);
  CU_add_test(p, "a mapping is read as SQL is", mapping_as_sql);
  CU_add_test(p, "a user's mapping", users_mapping);
  CU_add_test(p, "odd names", odd_names);
  CU_add_test(p, "refusals", refusals);
  CU_add_test(p, "settings do not matter", settings_do_not_matter);
  CU_add_test(p, "from a list", from_a_list);
  CU_add_test(p, "the world is new", world_is_new);
  CU_add_test(p, "interrupted anywhere", interrupted_anywhere);
  CU_add_test(p, "dates, spells, matches", helpers);
  CU_add_test(p, "how far it is", progress);
  CU_add_test(p, "real files", real_files);
  CU_add_test(p, "published values", published);
  CU_add_test(p, "numbers there and back", numbers);
  CU_add_test(p, "depth of alliances", depth);
}
