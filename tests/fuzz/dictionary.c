/*
** Any rows as a dictionary. Each line is one: its first character names the
** table, its columns are separated by '|', an empty one is NULL; a line that
** names no table is the text to be read. In one input in two no constraint is
** asked. The dictionary is changed inside a transaction and rolled back, and
** then must be the one that it was.
*/
#include "fuzz.h"

static const struct {
  char mark;
  const char *zInsert;
} aTable[] = {
  { 'w', "INSERT OR REPLACE INTO dictionary_word(phrase, class, value, code,"
         " pos, priority, active) VALUES (?, ?, ?, ?, ?, ifnull(?, 1), 1)" },
  { 'a', "INSERT OR REPLACE INTO dictionary_actor(phrase, code, kind, sector,"
         " since, until, any_case) VALUES (?, ?, ?, ?, ?, ?, 1)" },
  { 'i', "INSERT OR REPLACE INTO dictionary_item(phrase, item, category, issue)"
         " VALUES (?, ?, ?, ?)" },
  { 'c', "INSERT OR REPLACE INTO dictionary_code(code, plover, quad)"
         " VALUES (?, ?, ?)" },
  { 'r', "INSERT OR REPLACE INTO dictionary_rule(stance, act, code)"
         " VALUES (?, ?, ?)" },
  { 'p', "INSERT OR REPLACE INTO dictionary_prior(name, value)"
         " VALUES (?, CAST(? AS REAL))" },
  { 'n', "INSERT OR REPLACE INTO state_name(scheme, value, state, since, until)"
         " VALUES (?, ?, ?, ?, ?)" },
};
#define NTABLE (sizeof(aTable) / sizeof(aTable[0]))

static const char *const azAsk[] = {
  "SELECT * FROM article_events(?1, '2023-09-13')",
  "SELECT * FROM article_deals(?1, '2023-09-13')",
  "SELECT * FROM article_mentions(?1)",
  "SELECT * FROM dictionary_check()",
  "SELECT * FROM unknown_verbs()",
  "SELECT * FROM unknown_actors()",
  "SELECT entente_code_articles()",
};
#define NASK (sizeof(azAsk) / sizeof(azAsk[0]))

/* One line of the input. Not zero: it is a row. */
static int dictionaryLine(sqlite3_stmt **ap, const char *z, int n) {
  int nColumn, iColumn;
  size_t i;
  for (i = 0; i < NTABLE && (n < 2 || z[1] != '|' || z[0] != aTable[i].mark);
       i++) {
  }
  if (i == NTABLE) return 0;
  sqlite3_clear_bindings(ap[i]);
  nColumn = sqlite3_bind_parameter_count(ap[i]);
  for (iColumn = 1, z += 2, n -= 2; iColumn <= nColumn && n >= 0; iColumn++) {
    const char *zEnd = memchr(z, '|', (size_t)n);
    int nField = zEnd ? (int)(zEnd - z) : n;
    if (nField) sqlite3_bind_text(ap[i], iColumn, z, nField, SQLITE_STATIC);
    z += nField + 1;
    n -= nField + 1;
  }
  sqlite3_step(ap[i]);
  sqlite3_reset(ap[i]);
  return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  static sqlite3 *db;
  static sqlite3_stmt *apInsert[NTABLE], *apAsk[NASK], *pHash;
  static char zHash[20];
  const char *z = (const char *)a + 1, *zText = "";
  size_t i;
  int nText = 0;
  if (n < 2) return 0;
  if (db == 0) {
    db = fuzzOpen(FUZZ_FEW_NAMES
                  "INSERT INTO source(id, title) VALUES ('t', 'test');"
                  "INSERT INTO article(id, title, published, body, source)"
                  " VALUES ('a', 'China warns Russia', '2023-09-13',"
                  "  'Zlatko Brown frobbed the Kremlin.', 't');");
    for (i = 0; i < NTABLE; i++) {
      if (sqlite3_prepare_v2(db, aTable[i].zInsert, -1, &apInsert[i], 0)) {
        fprintf(stderr, "%s\n", sqlite3_errmsg(db));
        abort();
      }
    }
    for (i = 0; i < NASK; i++) {
      if (sqlite3_prepare_v2(db, azAsk[i], -1, &apAsk[i], 0)) abort();
    }
    sqlite3_prepare_v2(db, "SELECT dictionary_hash()", -1, &pHash, 0);
    sqlite3_step(pHash);
    snprintf(zHash, sizeof(zHash), "%s", sqlite3_column_text(pHash, 0));
    sqlite3_reset(pHash);
  }
  sqlite3_exec(db,
               a[0] & 1 ? "PRAGMA ignore_check_constraints = ON; BEGIN"
                        : "PRAGMA ignore_check_constraints = OFF; BEGIN",
               0, 0, 0);
  for (n--; n > 0;) {
    const char *zEnd = memchr(z, '\n', n);
    int nLine = zEnd ? (int)(zEnd - z) : (int)n;
    if (!dictionaryLine(apInsert, z, nLine)) {
      zText = z;
      nText = nLine;
    }
    z += nLine + (zEnd != 0);
    n -= (size_t)(nLine + (zEnd != 0));
  }
  for (i = 0; i < NASK; i++) {
    int nLeft = 200000;
    sqlite3_progress_handler(db, 1, fuzzStop, &nLeft);
    if (sqlite3_bind_parameter_count(apAsk[i])) {
      sqlite3_bind_text(apAsk[i], 1, zText, nText, SQLITE_STATIC);
    }
    while (sqlite3_step(apAsk[i]) == SQLITE_ROW) {
      for (int k = 0; k < sqlite3_column_count(apAsk[i]); k++)
        sqlite3_column_text(apAsk[i], k);
    }
    sqlite3_reset(apAsk[i]);
    sqlite3_progress_handler(db, 0, 0, 0);
  }
  if (sqlite3_get_autocommit(db)) abort();
  sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
  sqlite3_step(pHash);
  if (strcmp(zHash, (const char *)sqlite3_column_text(pHash, 0))) abort();
  sqlite3_reset(pHash);
  return 0;
}
