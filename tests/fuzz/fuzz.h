/*
** What the fuzzers share: the plain allocator, so that the address sanitizer
** sees every byte, and an input as a file, in memory where the system can.
*/
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../../ext/sql/sql.h"
#include "../../ext/read/read.h"
#include "../../ext/entente.h"

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n);

static inline void *fuzzRealloc(void *p, size_t n) {
  return realloc(p, n);
}

static const EntMem fuzzMem = { fuzzRealloc, free };

static inline void fuzzWrite(const char *zPath, const void *a, size_t n) {
  FILE *file = fopen(zPath, "wb");
  if (file == 0) abort();
  if (n) fwrite(a, 1, n, file);
  fclose(file);
}

/* The path of a file that holds these bytes. */
static inline const char *fuzzFile(const void *a, size_t n) {
  static char zPath[200];
  const char *zTmp = getenv("FUZZ_TMP");
  if (zPath[0] == 0) {
    snprintf(zPath, sizeof(zPath), "%s/entente_fuzz_%d",
             zTmp ? zTmp : "/tmp", (int)getpid());
  }
  fuzzWrite(zPath, a, n);
  return zPath;
}

/* Names and words enough to be met, and few enough to be read often. */
#define FUZZ_FEW_NAMES                                                         \
  "DELETE FROM state_name WHERE state NOT IN ('USA', 'CHN', 'RUS', 'PRK',"     \
  " 'DEU', 'GDR');"                                                            \
  "DELETE FROM dictionary_word WHERE rowid % 4 AND class NOT IN"               \
  " ('grammar', 'number', 'unit');"                                            \
  "DELETE FROM dictionary_actor WHERE rowid % 4;"

/* A connection with the schema, made once and restored to what it was by the
** caller's ROLLBACK. */
static inline sqlite3 *fuzzOpen(const char *zRows) {
  sqlite3 *db = 0;
  if (sqlite3_open(":memory:", &db) || sqlite3_entente_init(db, 0, 0) ||
      sqlite3_exec(db, "SELECT entente_create()", 0, 0, 0) ||
      sqlite3_exec(db, zRows, 0, 0, 0)) {
    fprintf(stderr, "%s\n", sqlite3_errmsg(db));
    abort();
  }
  return db;
}

/* Seconds are the fuzzer's; a query of a million rows finds nothing new. */
static inline int fuzzStop(void *p) {
  int *pn = p;
  return --*pn < 0;
}

#endif
