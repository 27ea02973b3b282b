/* Answers as texts and numbers, and contents: see answer.h. */
#include "answer.h"
#include <CUnit/CUnit.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "entente.h"

static uint64_t answerMix(uint64_t h, const void *p, size_t n) {
  const unsigned char *a = p;
  for (size_t i = 0; i < n; i++)
    h = (h ^ a[i]) * 0x100000001B3ull;
  return (h ^ n) * 0x100000001B3ull;
}

static uint64_t answerRow(uint64_t h, sqlite3_stmt *pStmt) {
  for (int i = 0; i < sqlite3_column_count(pStmt); i++) {
    int type = sqlite3_column_type(pStmt, i);
    double r = sqlite3_column_double(pStmt, i);
    h = answerMix(h, &type, sizeof(type));
    if (type == SQLITE_FLOAT) {
      h = answerMix(h, &r, sizeof(r));
    } else {
      h = answerMix(h, sqlite3_column_blob(pStmt, i),
                    (size_t)sqlite3_column_bytes(pStmt, i));
    }
  }
  return h;
}

const char *answer_text(sqlite3 *db, const char *zSql) {
  static char aText[4][1000];
  static int iText;
  char *zOut = aText[iText++ % 4];
  int rc = SQLITE_OK;
  zOut[0] = 0;
  while (rc == SQLITE_OK && zSql[strspn(zSql, " \n;")]) {
    sqlite3_stmt *pStmt = 0;
    int nRow = 0;
    rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, &zSql);
    if (rc != SQLITE_OK) break;
    zOut[0] = 0;
    while (pStmt && sqlite3_step(pStmt) == SQLITE_ROW) {
      const char *z = (const char *)sqlite3_column_text(pStmt, 0);
      if (nRow++ == 0) snprintf(zOut, sizeof(aText[0]), "%s", z ? z : "NULL");
    }
    rc = sqlite3_finalize(pStmt);
  }
  if (rc) snprintf(zOut, sizeof(aText[0]), "%s", sqlite3_errmsg(db));
  return zOut;
}

const char *answer_format(sqlite3 *db, const char *zFormat, ...) {
  const char *z;
  char *zSql;
  va_list ap;
  va_start(ap, zFormat);
  zSql = sqlite3_vmprintf(zFormat, ap);
  va_end(ap);
  z = answer_text(db, zSql);
  sqlite3_free(zSql);
  return z;
}

void answer_do(sqlite3 *db, const char *zSql) {
  char *zErr = 0;
  int rc = sqlite3_exec(db, zSql, 0, 0, &zErr);
  CU_ASSERT_EQUAL(rc, SQLITE_OK);
  if (rc) printf("\n  %s\n  in: %.200s\n", zErr, zSql);
  sqlite3_free(zErr);
}

int answer_run(sqlite3 *db, const char *zSql, uint64_t *pAnswer) {
  int rc = SQLITE_OK;
  *pAnswer = 0xCBF29CE484222325ull;
  while (rc == SQLITE_OK && zSql[strspn(zSql, " \n;")]) {
    sqlite3_stmt *pStmt = 0;
    rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, &zSql);
    if (rc != SQLITE_OK) break;
    while (sqlite3_step(pStmt) == SQLITE_ROW)
      *pAnswer = answerRow(*pAnswer, pStmt);
    rc = sqlite3_finalize(pStmt);
  }
  return rc;
}

uint64_t answer_content(sqlite3 *db) {
  sqlite3_stmt *pName = 0;
  uint64_t h = 0;
  if (sqlite3_prepare_v2(
          db,
          "SELECT 'SELECT ' || iif(name = 'import_log', 'format, path', '*') ||"
          " ' FROM main.\"' || name || '\"', type, sql, rootpage"
          "  FROM main.sqlite_schema ORDER BY type, name",
          -1, &pName, 0) != SQLITE_OK) {
    return 0;
  }
  while (sqlite3_step(pName) == SQLITE_ROW) {
    sqlite3_stmt *pRow = 0;
    uint64_t sum = 0; /* of the rows, whose order is no content */
    const char *zSql = (const char *)sqlite3_column_text(pName, 2);
    h = answerMix(h, zSql, zSql ? strlen(zSql) : 0);
    if (strcmp((const char *)sqlite3_column_text(pName, 1), "table") == 0 &&
        sqlite3_column_int(pName, 3) > 0 &&
        sqlite3_prepare_v2(db, (const char *)sqlite3_column_text(pName, 0), -1,
                           &pRow, 0) == SQLITE_OK) {
      while (sqlite3_step(pRow) == SQLITE_ROW)
        sum += answerRow(0xCBF29CE484222325ull, pRow);
    }
    sqlite3_finalize(pRow);
    h = answerMix(h, &sum, sizeof(sum));
  }
  return sqlite3_finalize(pName) == SQLITE_OK ? h : 0;
}

sqlite3 *answer_copy(sqlite3 *pFrom) {
  sqlite3 *db = 0;
  int rc = sqlite3_open(":memory:", &db);
  if (rc == SQLITE_OK && pFrom) {
    sqlite3_backup *p = sqlite3_backup_init(db, "main", pFrom, "main");
    if (p) sqlite3_backup_step(p, -1);
    rc = p ? sqlite3_backup_finish(p) : SQLITE_ERROR;
  }
  if (rc == SQLITE_OK) rc = sqlite3_entente_init(db, 0, 0);
  if (rc == SQLITE_OK) return db;
  sqlite3_close(db);
  return 0;
}
