/*
** entente_load(path): a JSON dataset becomes rows.
**
**   { "format": "entente-dataset/1", "title": "...", "note": "...",
**     "deal": [ { "id": "rus-prk-2023", "title": "...",
**                 "deal_party": [ { "state": "RUS" }, { "state": "PRK" } ],
**                 "transfer": [ { "id": "...", "supplier": "PRK", ... } ] } ] }
**
** Every member after the first three is a table, every element a row. Rows of
** another table may stand inside a row that they refer to by exactly one
** column, which is then filled in. What a table holds is asked of the database
** (shape.c); this file knows no column by name.
**
** A row whose key exists is updated in the columns that the file gives:
** INSERT ... ON CONFLICT (key) DO UPDATE, one prepared statement for each
** table and set of columns. When the set lacks what a new row must have, the
** statement is an UPDATE, and a row that it does not find is an error.
**
** The order of the file is free. It is read once, and again only when needed:
**
**   pass 1  every row goes in. A row that a trigger refuses (a sanction whose
**           sender may still come) is tried again, and a reference that is
**           not found yet is left for later;
**   pass 2  the rows to be tried again; now a refusal is an error;
**   pass 3  the references left open; now a missing row is an error.
**
** References are looked up here, not by PRAGMA foreign_keys, because that may
** be off, and because only here it is known where in the file a value stands.
** A few hundred values per table are remembered as found, so that a million
** rows about 200 states cost 200 lookups.
**
** The member saved_query is no table: when all rows are in, its elements become
** saved queries (savedfile.c).
**
** Everything is said in terms of the file: its name, the JSON path, the value,
** and what was expected there: the text of the broken constraint.
**
** All or nothing, in one savepoint (savepoint.c).
*/
#include "sql.h"
#include "../read/read.h"
#include <stdint.h>
#include <string.h>

#define LOAD_SLOTS 512 /* values remembered for a table; a power of two */
#define LOAD_WIDTH 24  /* of a value that is remembered, with its final 0 */

enum { LOAD_RETRY = 1, LOAD_LATE = 2 };

typedef struct LoadStmt LoadStmt;
struct LoadStmt {
  uint64_t mask; /* the columns that are given: bit i is column i */
  sqlite3_stmt *pStmt;
  int isUpdate; /* an UPDATE: the row must exist */
  LoadStmt *pNext;
};

typedef struct LoadTable LoadTable;
struct LoadTable {
  LoadStmt *pStmt;
  sqlite3_int64 nRow;  /* in the file */
  int iOrder;          /* from 1: the order in which tables appeared */
  int isRetry;         /* pass 2 has rows of this table */
  int need;            /* as a member of the file: LOAD_RETRY, LOAD_LATE */
  int isMember;        /* seen as a member in this pass */
  sqlite3_stmt *pFind; /* does a row of this key exist? */
  char (*aSeen)[LOAD_WIDTH]; /* keys that do */
  int isLate;                /* some reference to it was not found at first */
};

typedef struct LoadPath LoadPath; /* where in the file: $.deal[3].transfer[0] */
struct LoadPath {
  const LoadPath *pUp;
  const char *zName;
  int i;
};

typedef struct LoadRow LoadRow;
struct LoadRow {
  const EntShapeTable *pShape;
  LoadTable *pTable;
  int iTable;
  const LoadPath *pPath;
  uint64_t mask;
  const EntJson *apValue[ENT_SHAPE_COLUMNS];
  int iFilled; /* the column that came from the row around, or -1 */
};

typedef struct Load Load;
struct Load {
  EntCall *pCall;
  sqlite3 *db;
  const char *zFile;
  EntShape shape;
  LoadTable *aTable;
  EntJsonFile *pFile;
  int pass;
  int iRoot; /* the member that is being read */
  int nOrder;
  sqlite3_int64 nTotal;
  EntLimits limits;
  EntSavedFile saved;
  int hasSaved; /* the member saved_query was there */
};

static const char zSavedMember[] = "saved_query";

static int loadNomem(Load *p) {
  ent_error_set(&p->pCall->run.error, ENT_NOMEM, "out of memory");
  return p->pCall->run.error.code;
}

/* ---- Errors ---- */

static void loadPath(sqlite3_str *pOut, const LoadPath *pPath) {
  if (pPath == 0) {
    sqlite3_str_appendchar(pOut, 1, '$');
    return;
  }
  loadPath(pOut, pPath->pUp);
  sqlite3_str_appendf(pOut, ".%s", pPath->zName);
  if (pPath->i >= 0) sqlite3_str_appendf(pOut, "[%d]", pPath->i);
}

/* "file: path.column: value: text". The text is freed. */
static int loadFail(Load *p, const LoadPath *pPath, const char *zColumn,
                    const EntJson *pValue, char *zText) {
  sqlite3_str *pOut = sqlite3_str_new(0);
  char zShown[ENT_JSON_SHOWN];
  char *z;
  loadPath(pOut, pPath);
  if (zColumn) sqlite3_str_appendf(pOut, ".%s", zColumn);
  if (pValue) {
    ent_json_show(p->pFile, pValue, zShown);
    sqlite3_str_appendf(pOut, ": %s", zShown);
  }
  if (zText) sqlite3_str_appendf(pOut, ": %s", zText);
  z = sqlite3_str_finish(pOut);
  if (z == 0 || zText == 0) {
    loadNomem(p);
  } else {
    ent_error_set(&p->pCall->run.error, ENT_ERROR, "%s: %s", p->zFile, z);
  }
  sqlite3_free(z);
  sqlite3_free(zText);
  return p->pCall->run.error.code;
}

static const char *loadExpect(const EntColumn *pColumn) {
  if (pColumn->zExpect) return pColumn->zExpect;
  switch (pColumn->kind) {
  case 'I': return "a whole number";
  case 'R': return "a number";
  case 'T': return "a text";
  default: return "a text or a number";
  }
}

static int loadFailExpected(Load *p, const LoadPath *pPath,
                            const EntColumn *pColumn, const EntJson *pValue) {
  return loadFail(p, pPath, pColumn->zName, pValue,
                  sqlite3_mprintf("expected %s", loadExpect(pColumn)));
}

static int loadFailMember(Load *p, const LoadPath *pPath, int iTable,
                          const EntJson *pValue) {
  const EntShapeTable *pShape = &p->shape.aTable[iTable];
  const char *zName = ent_json_name(pValue);
  EntNear near = { 0 };
  int i;
  near.zWord = zName;
  for (i = 0; i < pShape->nColumn; i++) {
    if (!pShape->aColumn[i].isHidden) {
      ent_word_offer(&near, pShape->aColumn[i].zName, 0);
    }
  }
  for (i = 0; i < p->shape.nTable; i++) {
    if (ent_shape_nested(&p->shape, i, iTable) >= 0) {
      ent_word_offer(&near, p->shape.aTable[i].zName, 0);
    }
  }
  return loadFail(
      p, pPath, zName, pValue,
      sqlite3_mprintf("expected a column of %s%s", pShape->zName, near.z));
}

/* A reference that leads nowhere: the keys near it, and for a state that was
** given by its name, its code. */
static int loadFailReference(Load *p, const LoadPath *pPath,
                             const char *zColumn, const EntJson *pValue,
                             const char *zWord, int iParent) {
  const EntShapeTable *pParent = &p->shape.aTable[iParent];
  const char *zKey = pParent->aColumn[pParent->iId].zName;
  EntNear near = { 0 };
  sqlite3_stmt *pStmt = 0;
  char *zSql;
  int iName = ent_shape_column(pParent, "name");
  near.zWord = zWord;
  if (iName >= 0) {
    zSql = sqlite3_mprintf("SELECT \"%w\" FROM main.\"%w\""
                           " WHERE \"%w\" = ?1 COLLATE NOCASE LIMIT 3",
                           zKey, pParent->zName, pParent->aColumn[iName].zName);
    if (zSql) sqlite3_prepare_v2(p->db, zSql, -1, &pStmt, 0);
    sqlite3_free(zSql);
    sqlite3_bind_text(pStmt, 1, near.zWord, -1, SQLITE_STATIC);
    while (pStmt && sqlite3_step(pStmt) == SQLITE_ROW) {
      const char *z = (const char *)sqlite3_column_text(pStmt, 0);
      if (z) ent_word_offer(&near, z, 1);
    }
    sqlite3_finalize(pStmt);
    pStmt = 0;
  }
  if (near.n == 0) {
    zSql = sqlite3_mprintf("SELECT DISTINCT \"%w\" FROM main.\"%w\""
                           " ORDER BY 1 LIMIT 10000",
                           zKey, pParent->zName);
    if (zSql) sqlite3_prepare_v2(p->db, zSql, -1, &pStmt, 0);
    sqlite3_free(zSql);
    while (pStmt && near.n < 3 && sqlite3_step(pStmt) == SQLITE_ROW) {
      const char *z = (const char *)sqlite3_column_text(pStmt, 0);
      if (z) ent_word_offer(&near, z, 0);
    }
    sqlite3_finalize(pStmt);
  }
  return loadFail(
      p, pPath, zColumn, pValue,
      sqlite3_mprintf("expected the %s of %s %s%s", zKey,
                      strchr("aeiou", pParent->zName[0]) ? "an" : "a",
                      pParent->zName, near.z));
}

/* A constraint or a trigger refused the row. Its message names the column, by
** the conventions of the DDL: "CHECK constraint failed: column: text",
** "NOT NULL constraint failed: table.column", "table.column: text". */
static int loadFailRow(Load *p, const LoadRow *pRow, int rc) {
  const char *zMessage = sqlite3_errmsg(p->db);
  const char *z = zMessage;
  const char *zText = 0;
  size_t n, nTable = strlen(pRow->pShape->zName);
  int iColumn = -1, i;
  if ((rc & 0xff) != SQLITE_CONSTRAINT) {
    ent_call_sqlite(p->pCall, rc);
    return p->pCall->run.error.code;
  }
  if (strstr(z, "constraint failed: ")) z = strstr(z, ": ") + 2;
  do {
    if (strncmp(z, pRow->pShape->zName, nTable) == 0 && z[nTable] == '.') {
      z += nTable + 1;
    }
    n = strcspn(z, ":,");
    for (i = 0; i < pRow->pShape->nColumn; i++) {
      const char *zName = pRow->pShape->aColumn[i].zName;
      if (strlen(zName) != n || strncmp(z, zName, n) != 0) continue;
      iColumn = i;
      /* Of several, the first whose value is neither a state nor a bloc. */
      if (z[n] == ',' && (pRow->mask >> i & 1)) {
        sqlite3_stmt *pStmt = 0;
        int isFound = 0;
        sqlite3_prepare_v2(p->db,
                           "SELECT 1 FROM main.state WHERE code = ?1 UNION ALL"
                           " SELECT 1 FROM main.bloc WHERE code = ?1",
                           -1, &pStmt, 0);
        sqlite3_bind_text(pStmt, 1, ent_json_text(pRow->apValue[i]), -1,
                          SQLITE_STATIC);
        if (pStmt) isFound = sqlite3_step(pStmt) == SQLITE_ROW;
        sqlite3_finalize(pStmt);
        if (!isFound) goto found;
      }
    }
    z += n;
    while (*z == ',' || *z == ' ')
      z++;
  } while (iColumn >= 0 && *z && *z != ':');
found:
  z = strstr(zMessage, "constraint failed: ");
  z = strstr(z ? z + 19 : zMessage, ": ");
  if (z) zText = z + 2;
  if (iColumn < 0 || (zText == 0 && strncmp(zMessage, "NOT NULL", 8) != 0)) {
    return loadFail(p, pRow->pPath, 0, 0, sqlite3_mprintf("%s", zMessage));
  }
  {
    const EntColumn *pColumn = &pRow->pShape->aColumn[iColumn];
    char *zWhat =
        zText == 0
            ? sqlite3_mprintf("expected %s", loadExpect(pColumn))
            : sqlite3_mprintf("%s%s",
                              strncmp(zText, "already", 7) ? "expected " : "",
                              zText);
    return loadFail(p, pRow->pPath, pColumn->zName,
                    pRow->mask >> iColumn & 1 ? pRow->apValue[iColumn] : 0,
                    zWhat);
  }
}

/* ---- Statements ---- */

static sqlite3_stmt *loadPrepare(Load *p, sqlite3_str *pSql) {
  sqlite3_stmt *pStmt = 0;
  char *zSql = sqlite3_str_finish(pSql);
  if (zSql == 0) {
    loadNomem(p);
  } else {
    int rc = sqlite3_prepare_v3(p->db, zSql, -1, SQLITE_PREPARE_PERSISTENT,
                                &pStmt, 0);
    if (rc != SQLITE_OK) ent_call_sqlite(p->pCall, rc);
  }
  sqlite3_free(zSql);
  return pStmt;
}

/* Column names of a set with something around: "a"=f"a" */
static void loadList(sqlite3_str *pSql, const EntShapeTable *pShape,
                     uint64_t mask, const char *zBetween, int form) {
  int i, n = 0, iParameter = 0;
  for (i = 0; i < pShape->nColumn; i++) {
    const char *z = pShape->aColumn[i].zName;
    if (!(mask >> i & 1)) continue;
    iParameter++;
    if ((form == 'k' && !pShape->aColumn[i].isKey) ||
        ((form == 'x' || form == 's') && pShape->aColumn[i].isKey))
      continue;
    if (n++) sqlite3_str_appendall(pSql, zBetween);
    if (form == 'n') sqlite3_str_appendf(pSql, "\"%w\"", z);
    if (form == 'v') sqlite3_str_appendf(pSql, "?%d", iParameter);
    if (form == 'x') sqlite3_str_appendf(pSql, "\"%w\"=excluded.\"%w\"", z, z);
    if (form == 's' || form == 'k') {
      sqlite3_str_appendf(pSql, "\"%w\"=?%d", z, iParameter);
    }
  }
}

static LoadStmt *loadStatement(Load *p, const LoadRow *pRow) {
  const EntShapeTable *pShape = pRow->pShape;
  LoadStmt *pStmt;
  LoadStmt **pp = &pRow->pTable->pStmt;
  sqlite3_str *pSql;
  int i, iMissing = -1, hasKey = 1, hasData = 0;
  for (; *pp; pp = &(*pp)->pNext) {
    if ((*pp)->mask != pRow->mask) continue;
    pStmt = *pp; /* to the front: rows of one kind come together */
    *pp = pStmt->pNext;
    pStmt->pNext = pRow->pTable->pStmt;
    pRow->pTable->pStmt = pStmt;
    return pStmt;
  }
  for (i = 0; i < pShape->nColumn; i++) {
    const EntColumn *pColumn = &pShape->aColumn[i];
    int isGiven = (int)(pRow->mask >> i & 1);
    if (pColumn->isRequired && !isGiven && iMissing < 0) iMissing = i;
    if (pColumn->isKey && !isGiven) hasKey = 0;
    if (!pColumn->isKey && isGiven) hasData = 1;
  }
  pStmt = sqlite3_malloc64(sizeof(*pStmt));
  if (pStmt == 0) {
    loadNomem(p);
    return 0;
  }
  memset(pStmt, 0, sizeof(*pStmt));
  pStmt->mask = pRow->mask;
  pSql = sqlite3_str_new(p->db);
  if (iMissing >= 0 && hasKey && hasData && pShape->isPlainKey &&
      pShape->zKey[0]) {
    pStmt->isUpdate = 1;
    sqlite3_str_appendf(pSql, "UPDATE main.\"%w\" SET ", pShape->zName);
    loadList(pSql, pShape, pRow->mask, ", ", 's');
    sqlite3_str_appendall(pSql, " WHERE ");
    loadList(pSql, pShape, pRow->mask, " AND ", 'k');
  } else if (iMissing >= 0) {
    const EntColumn *pColumn = &pShape->aColumn[iMissing];
    sqlite3_free(sqlite3_str_finish(pSql));
    sqlite3_free(pStmt);
    loadFail(p, pRow->pPath, pColumn->zName, 0,
             sqlite3_mprintf("missing: expected %s",
                             pColumn->iParent >= 0 ? "a reference"
                                                   : loadExpect(pColumn)));
    return 0;
  } else {
    sqlite3_str_appendf(pSql, "INSERT INTO main.\"%w\"(", pShape->zName);
    loadList(pSql, pShape, pRow->mask, ", ", 'n');
    sqlite3_str_appendall(pSql, ") VALUES (");
    loadList(pSql, pShape, pRow->mask, ", ", 'v');
    sqlite3_str_appendall(pSql, ")");
    if (pShape->zKey[0]) {
      sqlite3_str_appendf(pSql, " ON CONFLICT (%s) DO ", pShape->zKey);
      if (hasData) {
        sqlite3_str_appendall(pSql, "UPDATE SET ");
        loadList(pSql, pShape, pRow->mask, ", ", 'x');
      } else {
        sqlite3_str_appendall(pSql, "NOTHING");
      }
    }
  }
  pStmt->pStmt = loadPrepare(p, pSql);
  if (pStmt->pStmt == 0) {
    sqlite3_free(pStmt);
    return 0;
  }
  pStmt->pNext = pRow->pTable->pStmt;
  pRow->pTable->pStmt = pStmt;
  return pStmt;
}

/* ---- References ---- */

static unsigned loadHash(const char *z) {
  unsigned h = 2166136261u; /* FNV-1a */
  for (; *z; z++)
    h = (h ^ (unsigned char)*z) * 16777619u;
  return (h ^ h >> 16) & (LOAD_SLOTS - 1);
}

/* A value that must be the key of a row of another table. That may be a number,
** as of a candidate. */
static int loadRefer(Load *p, const LoadPath *pPath, const char *zColumn,
                     const EntJson *pValue, int iParent) {
  const EntShapeTable *pParent = &p->shape.aTable[iParent];
  LoadTable *pTable = &p->aTable[iParent];
  const char *z = ent_json_text(pValue);
  char *zSlot = 0, zNumber[32];
  size_t n;
  int rc;
  if (pParent->iId < 0) return ENT_OK;
  if (z == 0) {
    sqlite3_snprintf(sizeof(zNumber), zNumber, "%!.17g", ent_json_real(pValue));
    z = zNumber;
  }
  if (pTable->isLate && p->pass < 3) {
    p->aTable[p->iRoot].need |= LOAD_LATE;
    return ENT_OK;
  }
  if (pTable->aSeen == 0) {
    n = LOAD_SLOTS * sizeof(*pTable->aSeen);
    pTable->aSeen = sqlite3_malloc64(n);
    if (pTable->aSeen == 0) return loadNomem(p);
    memset(pTable->aSeen, 0, n);
  }
  n = strlen(z);
  if (n < LOAD_WIDTH) {
    zSlot = pTable->aSeen[loadHash(z)];
    if (z[0] && strcmp(zSlot, z) == 0) return ENT_OK;
  }
  if (pTable->pFind == 0) {
    sqlite3_str *pSql = sqlite3_str_new(p->db);
    sqlite3_str_appendf(pSql, "SELECT 1 FROM main.\"%w\" WHERE \"%w\" = ?1",
                        pParent->zName, pParent->aColumn[pParent->iId].zName);
    pTable->pFind = loadPrepare(p, pSql);
    if (pTable->pFind == 0) return p->pCall->run.error.code;
  }
  sqlite3_bind_text(pTable->pFind, 1, z, -1, SQLITE_STATIC);
  rc = sqlite3_step(pTable->pFind);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
    ent_call_sqlite(p->pCall, rc);
  }
  sqlite3_reset(pTable->pFind);
  if (p->pCall->run.error.code) return p->pCall->run.error.code;
  if (rc == SQLITE_ROW) {
    if (zSlot) memcpy(zSlot, z, n + 1);
    return ENT_OK;
  }
  if (p->pass == 3) {
    return loadFailReference(p, pPath, zColumn, pValue, z, iParent);
  }
  pTable->isLate = 1;
  p->aTable[p->iRoot].need |= LOAD_LATE;
  return ENT_OK;
}

static int loadReferences(Load *p, const LoadRow *pRow) {
  const EntShapeTable *pShape = pRow->pShape;
  int i;
  for (i = 0; i < pShape->nColumn; i++) {
    const EntColumn *pColumn = &pShape->aColumn[i];
    int iParent = pColumn->iParent;
    if (!(pRow->mask >> i & 1) || i == pRow->iFilled) continue;
    if (pColumn->iTwin >= 0 && (pRow->mask >> pColumn->iTwin & 1)) {
      const char *z = ent_json_text(pRow->apValue[pColumn->iTwin]);
      if (z) iParent = ent_shape_table(&p->shape, z);
    }
    if (iParent < 0) continue;
    if (loadRefer(p, pRow->pPath, pColumn->zName, pRow->apValue[i], iParent)) {
      return p->pCall->run.error.code;
    }
  }
  return ENT_OK;
}

/* ---- Rows ---- */

/* Does the value's type suit the column? */
static int loadType(Load *p, const LoadPath *pPath, const EntColumn *pColumn,
                    const EntJson *pValue) {
  int type = ent_json_type(pValue);
  int64_t x;
  if (type == ENT_JSON_TEXT && (pColumn->kind == 'T' || pColumn->kind == '?')) {
    return ENT_OK;
  }
  if (type == ENT_JSON_NUMBER && pColumn->kind != 'T') {
    int whole = ent_json_integer(p->pFile, pValue, &x);
    double r = ent_json_real(pValue);
    if (whole < 0 && pColumn->kind != 'R') {
      return loadFail(p, pPath, pColumn->zName, pValue,
                      sqlite3_mprintf("expected an integer within \xC2\xB1"
                                      "9007199254740992"));
    }
    if (pColumn->kind == 'I' ? whole > 0 : r - r == 0) return ENT_OK;
  }
  return loadFailExpected(p, pPath, pColumn, pValue);
}

static int loadBind(Load *p, const LoadRow *pRow, sqlite3_stmt *pStmt) {
  int i, iParameter = 0, rc = SQLITE_OK;
  for (i = 0; i < pRow->pShape->nColumn && rc == SQLITE_OK; i++) {
    const EntJson *pValue = pRow->apValue[i];
    int64_t x;
    if (!(pRow->mask >> i & 1)) continue;
    iParameter++;
    if (ent_json_type(pValue) == ENT_JSON_TEXT) {
      rc = sqlite3_bind_text(pStmt, iParameter, ent_json_text(pValue), -1,
                             SQLITE_STATIC);
    } else if (pRow->pShape->aColumn[i].kind != 'R' &&
               ent_json_integer(p->pFile, pValue, &x) > 0) {
      rc = sqlite3_bind_int64(pStmt, iParameter, x);
    } else {
      rc = sqlite3_bind_double(pStmt, iParameter, ent_json_real(pValue));
    }
  }
  if (rc != SQLITE_OK) ent_call_sqlite(p->pCall, rc);
  return p->pCall->run.error.code;
}

static int loadWrite(Load *p, const LoadRow *pRow) {
  LoadStmt *pStmt = loadStatement(p, pRow);
  int rc;
  if (pStmt == 0 || loadBind(p, pRow, pStmt->pStmt)) {
    return p->pCall->run.error.code;
  }
  rc = sqlite3_step(pStmt->pStmt);
  if (rc == SQLITE_DONE) {
    if (pStmt->isUpdate && sqlite3_changes(p->db) == 0) {
      int i = 0;
      while ((pRow->mask >> i & 1) || !pRow->pShape->aColumn[i].isRequired)
        i++;
      loadFail(p, pRow->pPath, pRow->pShape->aColumn[i].zName, 0,
               sqlite3_mprintf("missing: expected %s in a new row",
                               loadExpect(&pRow->pShape->aColumn[i])));
    }
  } else if (p->pass == 1 &&
             sqlite3_extended_errcode(p->db) == SQLITE_CONSTRAINT_TRIGGER) {
    pRow->pTable->isRetry = 1;
    p->aTable[p->iRoot].need |= LOAD_RETRY;
  } else {
    loadFailRow(p, pRow, rc);
  }
  sqlite3_reset(pStmt->pStmt);
  return p->pCall->run.error.code;
}

static int loadRow(Load *p, const LoadPath *pPath, int iTable,
                   const EntJson *pObject, int iFill, const EntJson *pFill);

/* The rows of another table that stand inside a row. */
static int loadInside(Load *p, const LoadRow *pRow, const EntJson *pArray) {
  const EntShapeTable *pShape = pRow->pShape;
  int iChild = ent_shape_table(&p->shape, ent_json_name(pArray));
  int iFill = ent_shape_nested(&p->shape, iChild, pRow->iTable);
  LoadPath path = { pRow->pPath, ent_json_name(pArray), 0 };
  const EntJson *pElement;
  if (pShape->iId < 0 || !(pRow->mask >> pShape->iId & 1)) {
    return loadFail(
        p, pRow->pPath, 0, 0,
        sqlite3_mprintf("expected \"%s\", for the rows inside refer to it",
                        pShape->iId < 0 ? "id"
                                        : pShape->aColumn[pShape->iId].zName));
  }
  for (pElement = ent_json_child(pArray); pElement;
       pElement = ent_json_next(pElement)) {
    if (loadRow(p, &path, iChild, pElement, iFill, pRow->apValue[pShape->iId]))
      break;
    path.i++;
  }
  return p->pCall->run.error.code;
}

/* Are two keys one? A text is never a number. */
static int loadSame(const EntJson *pA, const EntJson *pB) {
  const char *zA = ent_json_text(pA), *zB = ent_json_text(pB);
  if (zA && zB) return strcmp(zA, zB) == 0;
  return ent_json_real(pA) == ent_json_real(pB);
}

static int loadRow(Load *p, const LoadPath *pPath, int iTable,
                   const EntJson *pObject, int iFill, const EntJson *pFill) {
  LoadRow row;
  const EntJson *pMember;
  int iNext = 0, nInside = 0;
  row.pShape = &p->shape.aTable[iTable];
  row.pTable = &p->aTable[iTable];
  row.iTable = iTable;
  row.pPath = pPath;
  row.mask = 0;
  row.iFilled = iFill;
  if (ent_json_type(pObject) != ENT_JSON_OBJECT) {
    return loadFail(p, pPath, 0, pObject,
                    sqlite3_mprintf("expected an object with the columns of %s",
                                    row.pShape->zName));
  }
  for (pMember = ent_json_child(pObject); pMember;
       pMember = ent_json_next(pMember)) {
    const char *zName = ent_json_name(pMember);
    int type = ent_json_type(pMember);
    int i = iNext < row.pShape->nColumn &&
                    strcmp(row.pShape->aColumn[iNext].zName, zName) == 0
                ? iNext
                : ent_shape_column(row.pShape, zName);
    if (i >= 0 && !row.pShape->aColumn[i].isHidden) {
      iNext = i + 1;
      if (type == ENT_JSON_NULL) continue;
      if (loadType(p, pPath, &row.pShape->aColumn[i], pMember)) {
        return p->pCall->run.error.code;
      }
      row.apValue[i] = pMember;
      row.mask |= (uint64_t)1 << i;
      continue;
    }
    i = ent_shape_table(&p->shape, zName);
    if (i < 0 || ent_shape_nested(&p->shape, i, iTable) < 0) {
      return loadFailMember(p, pPath, iTable, pMember);
    }
    if (type == ENT_JSON_NULL) continue;
    if (type != ENT_JSON_ARRAY) {
      return loadFail(p, pPath, zName, pMember,
                      sqlite3_mprintf("expected an array of rows"));
    }
    nInside++;
  }
  if (iFill >= 0) {
    if ((row.mask >> iFill & 1) && !loadSame(row.apValue[iFill], pFill)) {
      char zShown[ENT_JSON_SHOWN];
      ent_json_show(p->pFile, pFill, zShown);
      return loadFail(
          p, pPath, row.pShape->aColumn[iFill].zName, row.apValue[iFill],
          sqlite3_mprintf("expected %s, the row around it", zShown));
    }
    row.apValue[iFill] = pFill;
    row.mask |= (uint64_t)1 << iFill;
  }
  if (row.mask == 0) {
    return loadFail(p, pPath, 0, 0,
                    sqlite3_mprintf("expected at least one column of %s",
                                    row.pShape->zName));
  }
  if (p->pass == 1) {
    if (row.pTable->iOrder == 0) row.pTable->iOrder = ++p->nOrder;
    row.pTable->nRow++;
    p->nTotal++;
    if (ent_limit_rows(p->pCall, &p->limits, p->nTotal, p->zFile)) {
      return p->pCall->run.error.code;
    }
  }
  if ((p->pass == 1 || (p->pass == 2 && row.pTable->isRetry)) &&
      loadWrite(p, &row)) {
    return p->pCall->run.error.code;
  }
  if (loadReferences(p, &row)) return p->pCall->run.error.code;
  if (nInside == 0) return ENT_OK;
  for (pMember = ent_json_child(pObject); pMember;
       pMember = ent_json_next(pMember)) {
    if (ent_json_type(pMember) == ENT_JSON_ARRAY &&
        loadInside(p, &row, pMember)) {
      break;
    }
  }
  return p->pCall->run.error.code;
}

/* ---- The file ---- */

static int loadHead(Load *p, const char *zName, int iMember) {
  const EntJson *pValue;
  LoadPath path = { 0, zName, -1 };
  if (iMember == 0 && strcmp(zName, "format") != 0) {
    return loadFail(
        p, 0, 0, 0,
        sqlite3_mprintf("expected \"format\": \"entente-dataset/1\" first, "
                        "before \"%.60s\"",
                        zName));
  }
  if (ent_json_value(p->pFile, &pValue) < 0) return p->pCall->run.error.code;
  if (iMember == 0) {
    const char *z = ent_json_text(pValue);
    if (z && strcmp(z, "entente-dataset/1") == 0) return ENT_OK;
    return loadFail(p, &path, 0, pValue,
                    sqlite3_mprintf("expected \"entente-dataset/1\""));
  }
  if (ent_json_text(pValue) || ent_json_type(pValue) == ENT_JSON_NULL) {
    return ENT_OK;
  }
  return loadFail(p, &path, 0, pValue, sqlite3_mprintf("expected a text"));
}

/* A table stands in the file as an array, and once. */
static int loadArray(Load *p, const char *zName, int isAgain) {
  const EntJson *pElement;
  LoadPath path = { 0, zName, -1 };
  if (isAgain) {
    return loadFail(p, &path, 0, 0,
                    sqlite3_mprintf("expected a table to stand there once"));
  }
  if (ent_json_is_array(p->pFile) == 0 &&
      ent_json_value(p->pFile, &pElement) > 0) {
    return loadFail(p, &path, 0, pElement,
                    sqlite3_mprintf("expected an array of rows"));
  }
  return p->pCall->run.error.code;
}

static int loadSaved(Load *p) {
  const EntJson *pElement;
  if (p->pass > 1) return ENT_OK;
  if (loadArray(p, zSavedMember, p->hasSaved)) return p->pCall->run.error.code;
  p->hasSaved = 1;
  p->saved.zFile = p->zFile;
  while (ent_json_element(p->pFile, &pElement) > 0) {
    if (ent_savedfile_read(p->pCall, &p->saved, p->pFile, pElement)) break;
  }
  return p->pCall->run.error.code;
}

static int loadMember(Load *p, const char *zName) {
  const EntJson *pElement;
  LoadPath path = { 0, 0, 0 };
  int iTable = ent_shape_table(&p->shape, zName);
  if (strcmp(zName, zSavedMember) == 0) return loadSaved(p);
  if (iTable < 0) {
    EntNear near = { 0 };
    LoadPath at = { 0, zName, -1 };
    int i;
    near.zWord = zName;
    for (i = 0; i < p->shape.nTable; i++) {
      ent_word_offer(&near, p->shape.aTable[i].zName, 0);
    }
    ent_word_offer(&near, zSavedMember, 0);
    return loadFail(
        p, &at, 0, 0,
        sqlite3_mprintf("expected a table of the dataset%s", near.z));
  }
  path.zName = p->shape.aTable[iTable].zName;
  if (p->pass > 1 &&
      !(p->aTable[iTable].need & (p->pass == 2 ? LOAD_RETRY : LOAD_LATE))) {
    return ENT_OK;
  }
  if (loadArray(p, path.zName, p->aTable[iTable].isMember == p->pass)) {
    return p->pCall->run.error.code;
  }
  p->aTable[iTable].isMember = p->pass;
  p->iRoot = iTable;
  while (ent_json_element(p->pFile, &pElement) > 0) {
    if (loadRow(p, &path, iTable, pElement, -1, 0)) break;
    path.i++;
  }
  return p->pCall->run.error.code;
}

static int loadPass(Load *p, int pass) {
  const char *zName;
  int more, iMember = 0;
  p->pass = pass;
  p->pFile = ent_json_open(&p->pCall->run, p->zFile, &p->limits);
  if (p->pFile == 0) return p->pCall->run.error.code;
  while ((more = ent_json_member(p->pFile, &zName)) > 0) {
    int isHead = iMember == 0 || strcmp(zName, "title") == 0 ||
                 strcmp(zName, "note") == 0;
    if (isHead ? loadHead(p, zName, iMember) : loadMember(p, zName)) break;
    iMember++;
  }
  if (more == 0 && iMember == 0) {
    loadFail(
        p, 0, 0, 0,
        sqlite3_mprintf("expected \"format\": \"entente-dataset/1\" first"));
  }
  ent_json_close(p->pFile);
  p->pFile = 0;
  return p->pCall->run.error.code;
}

/* The tables, made when one of them is missing. */
static int loadShape(Load *p, EntSavepoint *pSave) {
  EntCreated created;
  if (ent_shape_read(p->pCall, &p->shape)) return p->pCall->run.error.code;
  if (p->shape.nMissing > 0) {
    ent_shape_clear(&p->shape);
    if (ent_create_schema(p->pCall, pSave, &created) ||
        ent_shape_read(p->pCall, &p->shape)) {
      return p->pCall->run.error.code;
    }
  }
  p->aTable =
      sqlite3_malloc64((sqlite3_uint64)p->shape.nTable * sizeof(LoadTable));
  if (p->aTable == 0) return loadNomem(p);
  memset(p->aTable, 0, (size_t)p->shape.nTable * sizeof(LoadTable));
  return ENT_OK;
}

static void loadClear(Load *p) {
  int i;
  for (i = 0; p->aTable && i < p->shape.nTable; i++) {
    LoadTable *pTable = &p->aTable[i];
    while (pTable->pStmt) {
      LoadStmt *pNext = pTable->pStmt->pNext;
      sqlite3_finalize(pTable->pStmt->pStmt);
      sqlite3_free(pTable->pStmt);
      pTable->pStmt = pNext;
    }
    sqlite3_finalize(pTable->pFind);
    sqlite3_free(pTable->aSeen);
  }
  sqlite3_free(p->aTable);
  p->aTable = 0;
  ent_savedfile_clear(&p->saved);
  ent_shape_clear(&p->shape);
}

static char *loadReport(Load *p) {
  sqlite3_str *pOut = sqlite3_str_new(p->db);
  char *z;
  int iOrder, i;
  sqlite3_str_appendall(pOut, "{\"file\":");
  ent_dump_quote(pOut, p->zFile, -1);
  sqlite3_str_appendall(pOut, ",\"rows\":{");
  for (iOrder = 1; iOrder <= p->nOrder; iOrder++) {
    for (i = 0; i < p->shape.nTable; i++) {
      if (p->aTable[i].iOrder == iOrder) {
        sqlite3_str_appendf(pOut, "%s\"%w\":%lld", iOrder > 1 ? "," : "",
                            p->shape.aTable[i].zName, p->aTable[i].nRow);
      }
    }
  }
  if (p->saved.n) {
    sqlite3_str_appendf(pOut, "%s\"%s\":%d", p->nOrder ? "," : "", zSavedMember,
                        p->saved.n);
  }
  sqlite3_str_appendf(pOut, "},\"total\":%lld}", p->nTotal + p->saved.n);
  z = sqlite3_str_finish(pOut);
  if (z == 0) loadNomem(p);
  return z;
}

/* entente_load(path) */
void ent_load_func(sqlite3_context *ctx, int nArg, sqlite3_value **apArg) {
  EntCall call;
  EntSavepoint save;
  Load load = { 0 };
  char *zFile = 0, *zReport = 0;
  (void)nArg;
  if (sqlite3_value_type(apArg[0]) == SQLITE_NULL) return;
  ent_call_begin(&call, ctx);
  load.pCall = &call;
  load.db = ent_context_db(call.cx);
  ent_resolve_text(&call, apArg[0], "path", &load.zFile);
  if (call.run.error.code == ENT_OK) {
    zFile = sqlite3_mprintf("%s", load.zFile);
    if (zFile == 0) loadNomem(&load);
    load.zFile = zFile;
  }
  ent_limit_read(&call, &load.limits);
  if (ent_savepoint_open(&call, &save) == ENT_OK) {
    if (ent_create_shadow(&call) == ENT_OK &&
        loadShape(&load, &save) == ENT_OK && loadPass(&load, 1) == ENT_OK) {
      int i, need = 0;
      for (i = 0; i < load.shape.nTable; i++)
        need |= load.aTable[i].need;
      if (need & LOAD_RETRY) loadPass(&load, 2);
      for (i = 0; i < load.shape.nTable; i++)
        need |= load.aTable[i].need;
      if (need & LOAD_LATE && call.run.error.code == ENT_OK) {
        loadPass(&load, 3);
      }
      if (load.saved.n && ent_savepoint_arm(&call, &save) == ENT_OK) {
        ent_savedfile_make(&call, &load.saved);
        ent_savepoint_disarm(&call, &save);
      }
      if (call.run.error.code == ENT_OK) zReport = loadReport(&load);
    }
    loadClear(&load);
    ent_savepoint_close(&call, &save);
  }
  if (call.run.error.code == ENT_OK) {
    sqlite3_result_text(ctx, zReport, -1, sqlite3_free);
  } else {
    sqlite3_free(zReport);
  }
  sqlite3_free(zFile);
  ent_call_end(&call, ctx);
}
