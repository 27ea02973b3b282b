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

/* The path of a file that holds these bytes. */
static inline const char *fuzzFile(const uint8_t *a, size_t n) {
  static char zPath[200];
  const char *zTmp = getenv("FUZZ_TMP");
  FILE *file;
  if (zPath[0] == 0) {
    snprintf(zPath, sizeof(zPath), "%s/entente_fuzz_%d",
             zTmp ? zTmp : "/tmp", (int)getpid());
  }
  file = fopen(zPath, "wb");
  if (file == 0) abort();
  if (n) fwrite(a, 1, n, file);
  fclose(file);
  return zPath;
}

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
