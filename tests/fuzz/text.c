/*
** Any bytes as an article: mentions, events, deals, and the tokenizer of FTS5.
** What is said about the text must lie within it, and the same text says the
** same again. Reading takes time in proportion to the length; so the first
** byte may ask for the rest to be repeated to 60,000 bytes, where anything
** worse would run into the fuzzer's timeout.
*/
#include "fuzz.h"

#define TEXT_LONG 60000

static const char *const azRead[] = {
  "SELECT sentence, first, last, * FROM article_mentions(?1, ?2)",
  "SELECT sentence, first, last, * FROM article_events(?1, ?2)",
  "SELECT sentence, first, last, * FROM article_deals(?1, ?2)",
};

static uint64_t textRead(sqlite3_stmt *pStmt, const char *z, size_t n,
                         sqlite3_int64 nCharacter) {
  uint64_t h = 1;
  int i, k;
  sqlite3_bind_text(pStmt, 1, z, (int)n, SQLITE_STATIC);
  while (sqlite3_step(pStmt) == SQLITE_ROW) {
    sqlite3_int64 first = sqlite3_column_int64(pStmt, 1);
    sqlite3_int64 last = sqlite3_column_int64(pStmt, 2);
    if (sqlite3_column_int64(pStmt, 0) < 0) abort();
    if (first < 0 || last <= first || last > nCharacter) abort();
    for (i = 3; i < sqlite3_column_count(pStmt); i++) {
      const unsigned char *zCell = sqlite3_column_text(pStmt, i);
      for (k = 0; k < sqlite3_column_bytes(pStmt, i); k++)
        h = h * 31 + zCell[k];
    }
  }
  return h * 31 + (uint64_t)sqlite3_reset(pStmt);
}

/* Without snippet() of a long text: SQLite's own takes the square of the
** number of matches. */
static void textSearch(sqlite3 *db, const char *z, size_t n) {
  static sqlite3_stmt *pInsert, *pMatch, *pDelete;
  int nLeft = 100000;
  if (pInsert == 0) {
    sqlite3_prepare_v2(db, "INSERT INTO temp.news(rowid, body) VALUES (1, ?1)",
                       -1, &pInsert, 0);
    sqlite3_prepare_v2(db,
                       "SELECT highlight(news, 0, '[', ']'), iif(length(body)"
                       " < 5000, snippet(news, 0, '', '', '', 9), '')"
                       " FROM temp.news WHERE news MATCH ?1",
                       -1, &pMatch, 0);
    sqlite3_prepare_v2(db, "DELETE FROM temp.news", -1, &pDelete, 0);
  }
  sqlite3_bind_text(pInsert, 1, z, (int)n, SQLITE_STATIC);
  sqlite3_step(pInsert);
  if (sqlite3_reset(pInsert) == SQLITE_CORRUPT) abort();
  sqlite3_progress_handler(db, 1, fuzzStop, &nLeft);
  sqlite3_bind_text(pMatch, 1, z, n < 60 ? (int)n : 60, SQLITE_STATIC);
  sqlite3_step(pMatch);
  if (sqlite3_reset(pMatch) == SQLITE_CORRUPT) abort();
  sqlite3_bind_text(pMatch, 1, "CHN OR \"moscow\"", -1, SQLITE_STATIC);
  sqlite3_step(pMatch);
  if (sqlite3_reset(pMatch) == SQLITE_CORRUPT) abort();
  sqlite3_progress_handler(db, 0, 0, 0);
  sqlite3_step(pDelete);
  if (sqlite3_reset(pDelete) != SQLITE_OK) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  static sqlite3 *db, *dbSearch; /* one writes, and reads the dictionary anew */
  static sqlite3_stmt *apStmt[3];
  static const char *const azOn[] = { "2023-09-13", "1955", "1914-07", 0 };
  static char *zLong;
  const char *z;
  sqlite3_stmt *pLength;
  sqlite3_int64 nCharacter;
  int i, isLong;
  if (n < 2) return 0;
  isLong = a[0] >= 248;
  if (db == 0) {
    db = fuzzOpen(FUZZ_FEW_NAMES);
    dbSearch = fuzzOpen(FUZZ_FEW_NAMES
                        "CREATE VIRTUAL TABLE temp.news USING"
                        " fts5(body, tokenize = 'entente'); BEGIN");
    for (i = 0; i < 3; i++) {
      if (sqlite3_prepare_v2(db, azRead[i], -1, &apStmt[i], 0)) abort();
    }
    zLong = malloc(TEXT_LONG);
  }
  i = a[0] % 4;
  for (int k = 0; k < 3; k++)
    sqlite3_bind_text(apStmt[k], 2, azOn[i], -1, SQLITE_STATIC);
  z = (const char *)a + 1;
  n--;
  if (isLong && zLong) {
    size_t nLong = 0;
    while (nLong + n <= TEXT_LONG) {
      memcpy(zLong + nLong, z, n);
      nLong += n;
    }
    z = zLong;
    n = nLong;
  }
  sqlite3_prepare_v2(db, "SELECT length(CAST(?1 AS BLOB))", -1, &pLength, 0);
  sqlite3_bind_text(pLength, 1, z, (int)n, SQLITE_STATIC);
  sqlite3_step(pLength);
  nCharacter = sqlite3_column_int64(pLength, 0);
  sqlite3_finalize(pLength);
  for (i = 0; i < 3; i++) {
    uint64_t h = textRead(apStmt[i], z, n, nCharacter);
    if (!isLong && textRead(apStmt[i], z, n, nCharacter) != h) abort();
  }
  textSearch(dbSearch, z, n);
  return 0;
}
