/*
** What the dataset's tables look like, asked of the database itself.
**
** Reading and writing JSON needs to know which columns a table has, what
** each of them takes, which of them identify a row, and which table a
** reference leads to. All of that stands in the DDL, and a user may have
** added columns; so there is no second list of them in C. The names of the
** tables come from the schema files that the extension carries, everything
** else from main.
**
** Two conventions of the DDL are used:
**
**   - a constraint is named "column: what is expected", and that text is what
**     a user reads when a value is refused;
**   - a row whose column bears the name of the table it refers to
**     (deal_party.deal, vote.roll_call, state_spell.state) belongs to that
**     row, and is written inside it. `source` is no owner: it is provenance.
**
** The key of a table is its primary key or, where the rowid stands in for one,
** its first unique index, which may hold expressions such as ifnull(since,'').
*/
#include "sql.h"
#include "schema.h"
#include <string.h>

static int shapeFail(EntCall *p, sqlite3_stmt *pStmt, int rc) {
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) ent_call_sqlite(p, rc);
  sqlite3_finalize(pStmt);
  return p->run.error.code;
}

static void *shapeAlloc(EntCall *p, EntArena *arena, size_t n) {
  void *pNew = ent_arena_alloc(arena, n);
  if (pNew == 0) ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  return pNew;
}

static char *shapeCopy(EntCall *p, EntArena *arena, const char *z, size_t n) {
  char *zNew = shapeAlloc(p, arena, n + 1);
  if (zNew) memcpy(zNew, z, n);
  return zNew;
}

int ent_shape_is_family(const char *zFile) {
  return strchr(zFile, '/') == 0 && strcmp(zFile, "search.sql") != 0;
}

/* Counts the tables that the families' files make; keeps their names when
** `az` is not NULL. */
static int shapeNames(EntCall *p, EntArena *arena, const char **az) {
  static const char zCreate[] = "CREATE TABLE IF NOT EXISTS ";
  int n = 0;
  const EntSchemaFile *pFile;
  for (pFile = ent_schema_files; pFile->zName; pFile++) {
    const char *z = pFile->zText;
    if (!ent_shape_is_family(pFile->zName)) continue;
    while ((z = strstr(z, zCreate)) != 0) {
      z += sizeof(zCreate) - 1;
      if (az) az[n] = shapeCopy(p, arena, z, strcspn(z, " ("));
      n++;
    }
  }
  return n;
}

const char **ent_shape_names(EntCall *p, EntArena *arena) {
  int n = shapeNames(p, arena, 0);
  const char **az = shapeAlloc(p, arena, (size_t)(n + 1) * sizeof(*az));
  if (az) shapeNames(p, arena, az);
  return p->run.error.code ? 0 : az;
}

sqlite3_stmt *ent_shape_ask(EntCall *p, sqlite3 *db, const char *zSql,
                            const char *z1, const char *z2) {
  sqlite3_stmt *pStmt = 0;
  int rc;
  if (p->run.error.code) return 0;
  rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK && z1) {
    rc = sqlite3_bind_text(pStmt, 1, z1, -1, SQLITE_STATIC);
  }
  if (rc == SQLITE_OK && z2) {
    rc = sqlite3_bind_text(pStmt, 2, z2, -1, SQLITE_STATIC);
  }
  if (rc != SQLITE_OK) {
    ent_call_sqlite(p, rc);
    sqlite3_finalize(pStmt);
    pStmt = 0;
  }
  return pStmt;
}

int ent_shape_table(const EntShape *pShape, const char *zName) {
  int i;
  for (i = 0; i < pShape->nTable; i++) {
    if (strcmp(pShape->aTable[i].zName, zName) == 0) return i;
  }
  return -1;
}

int ent_shape_column(const EntShapeTable *pTable, const char *zName) {
  int i;
  for (i = 0; i < pTable->nColumn; i++) {
    if (strcmp(pTable->aColumn[i].zName, zName) == 0) return i;
  }
  return -1;
}

int ent_shape_nested(const EntShape *pShape, int iChild, int iParent) {
  const EntShapeTable *pTable = &pShape->aTable[iChild];
  int i, iFound = -1;
  for (i = 0; i < pTable->nColumn; i++) {
    if (pTable->aColumn[i].iParent != iParent) continue;
    if (iFound >= 0) return -1;
    iFound = i;
  }
  return iFound;
}

/* SQLite's rule of affinity (datatype3.html, 3.1), as far as JSON cares. */
static char shapeKind(const char *zType) {
  static const char *const azKind[] = { "I%int%",  "T%char%", "T%clob%",
                                        "T%text%", "R%real%", "R%floa%",
                                        "R%doub%" };
  size_t i;
  for (i = 0; i < sizeof(azKind) / sizeof(azKind[0]); i++) {
    if (sqlite3_strlike(azKind[i] + 1, zType, 0) == 0) return azKind[i][0];
  }
  return '?';
}

/* The text behind "column: in the table's DDL. */
static const char *shapeExpect(EntCall *p, EntArena *arena, const char *zSql,
                               const char *zColumn) {
  size_t n = strlen(zColumn);
  const char *z = zSql;
  while (z && (z = strchr(z, '"')) != 0) {
    z++;
    if (strncmp(z, zColumn, n) == 0 && strncmp(z + n, ": ", 2) == 0) {
      z += n + 2;
      return shapeCopy(p, arena, z, strcspn(z, "\""));
    }
  }
  return 0;
}

static int shapeColumns(EntCall *p, EntArena *arena, EntShapeTable *pTable,
                        const char *zSql) {
  sqlite3 *db = ent_context_db(p->cx);
  sqlite3_stmt *pStmt;
  int rc = SQLITE_DONE, nKey = 0, i;
  pTable->aColumn = shapeAlloc(p, arena, ENT_SHAPE_COLUMNS * sizeof(EntColumn));
  pStmt = ent_shape_ask(
      p, db,
      "SELECT name, type, \"notnull\", dflt_value IS NOT NULL, pk"
      "  FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0 ORDER BY cid",
      pTable->zName, 0);
  if (pStmt == 0) return p->run.error.code;
  while ((rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    EntColumn *pColumn;
    const char *zName = (const char *)sqlite3_column_text(pStmt, 0);
    const char *zType = (const char *)sqlite3_column_text(pStmt, 1);
    if (zName == 0 || zType == 0) {
      ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
      break;
    }
    if (pTable->nColumn == ENT_SHAPE_COLUMNS) {
      ent_error_set(&p->run.error, ENT_ERROR,
                    "table '%s' has more than %d columns", pTable->zName,
                    ENT_SHAPE_COLUMNS);
      break;
    }
    pColumn = &pTable->aColumn[pTable->nColumn++];
    pColumn->zName = shapeCopy(p, arena, zName, strlen(zName));
    pColumn->kind = shapeKind(zType);
    pColumn->zExpect = shapeExpect(p, arena, zSql, zName);
    pColumn->isKey = sqlite3_column_int(pStmt, 4) > 0;
    pColumn->isNotNull = sqlite3_column_int(pStmt, 2);
    pColumn->isRequired = (pColumn->isNotNull || pColumn->isKey) &&
                          sqlite3_column_int(pStmt, 3) == 0;
    pColumn->isAlias = pColumn->isKey && sqlite3_stricmp(zType, "INTEGER") == 0;
    pColumn->iParent = -1;
    nKey += pColumn->isKey;
  }
  for (i = 0; i < pTable->nColumn; i++) {
    EntColumn *pColumn = &pTable->aColumn[i];
    if (nKey != 1) pColumn->isAlias = 0;
    if (pColumn->isAlias) pColumn->isRequired = 0;
  }
  return shapeFail(p, pStmt, rc);
}

/* The key as the text of a conflict target. The + keep SQLite from making an
** index of the schema for each table, and from telling the log about it. */
static int shapeKey(EntCall *p, EntArena *arena, EntShapeTable *pTable) {
  sqlite3 *db = ent_context_db(p->cx);
  sqlite3_stmt *pStmt;
  sqlite3_str *pKey;
  int rc = SQLITE_DONE, i, nKey = 0, isAlias = 0, hasIndex = 0;
  char *zKey;
  pStmt = ent_shape_ask(
      p, db,
      "SELECT l.name, s.sql, x.name IS NULL, x.name"
      "  FROM pragma_index_list(?1, 'main') AS l"
      "  JOIN pragma_index_xinfo(l.name, 'main') AS x"
      "  LEFT JOIN main.sqlite_schema AS s"
      "    ON +s.type = 'index' AND +s.name = l.name"
      " WHERE l.\"unique\" AND NOT l.partial AND l.origin <> 'pk' AND x.key"
      " ORDER BY l.seq DESC, x.seqno",
      pTable->zName, 0);
  if (pStmt == 0) return p->run.error.code;
  for (i = 0; i < pTable->nColumn; i++) {
    nKey += pTable->aColumn[i].isKey;
    isAlias |= pTable->aColumn[i].isAlias;
  }
  pKey = sqlite3_str_new(0);
  pTable->isPlainKey = 1;
  if (nKey == 0 || isAlias) {
    char zIndex[128] = "";
    while ((rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
      const char *zName = (const char *)sqlite3_column_text(pStmt, 0);
      const char *zSql = (const char *)sqlite3_column_text(pStmt, 1);
      const char *zColumn = (const char *)sqlite3_column_text(pStmt, 3);
      if (zName == 0) continue;
      if (!hasIndex) {
        hasIndex = 1;
        sqlite3_snprintf(sizeof(zIndex), zIndex, "%s", zName);
        for (i = 0; i < pTable->nColumn; i++) {
          pTable->aColumn[i].isKey = 0;
        }
        if (zSql) {
          const char *z = strchr(zSql, '(') + 1;
          sqlite3_str_append(pKey, z, (int)(strrchr(z, ')') - z));
        }
      }
      if (strncmp(zIndex, zName, sizeof(zIndex) - 1) != 0) continue;
      if (sqlite3_column_int(pStmt, 2)) {
        pTable->isPlainKey = 0;
      } else if (zColumn) {
        i = ent_shape_column(pTable, zColumn);
        if (i >= 0) pTable->aColumn[i].isKey = 1;
      }
    }
  }
  if (hasIndex) {
    for (i = 0; i < pTable->nColumn; i++) {
      /* The rowid only stands in: another key identifies the row. */
      pTable->aColumn[i].isHidden = pTable->aColumn[i].isAlias;
    }
  }
  if (sqlite3_str_length(pKey) == 0) {
    for (i = 0; i < pTable->nColumn; i++) {
      if (pTable->aColumn[i].isKey) {
        sqlite3_str_appendf(pKey, "%s\"%w\"",
                            sqlite3_str_length(pKey) ? ", " : "",
                            pTable->aColumn[i].zName);
      }
    }
  }
  if (sqlite3_str_errcode(pKey)) {
    ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  }
  zKey = sqlite3_str_finish(pKey);
  pTable->zKey = zKey ? shapeCopy(p, arena, zKey, strlen(zKey)) : "";
  sqlite3_free(zKey);
  return shapeFail(p, pStmt, rc);
}

static int shapeParents(EntCall *p, EntShape *pShape, int iTable) {
  EntShapeTable *pTable = &pShape->aTable[iTable];
  sqlite3_stmt *pStmt;
  int rc, i;
  pStmt = ent_shape_ask(
      p, ent_context_db(p->cx),
      "SELECT \"table\", \"from\" FROM pragma_foreign_key_list(?1, 'main')",
      pTable->zName, 0);
  if (pStmt == 0) return p->run.error.code;
  while ((rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    const char *zParent = (const char *)sqlite3_column_text(pStmt, 0);
    const char *zColumn = (const char *)sqlite3_column_text(pStmt, 1);
    if (zParent == 0 || zColumn == 0) continue;
    i = ent_shape_column(pTable, zColumn);
    if (i >= 0) pTable->aColumn[i].iParent = ent_shape_table(pShape, zParent);
  }
  for (i = 0; i < pTable->nColumn; i++) {
    const EntColumn *pColumn = &pTable->aColumn[i];
    size_t n = strlen(pColumn->zName);
    /* An owner has an id and stands before what it owns: else, in tables that
    ** are not ours, a row could be inside itself. */
    if (pTable->iOwner < 0 && pColumn->iParent >= 0 &&
        pColumn->iParent < iTable &&
        pShape->aTable[pColumn->iParent].iId >= 0 &&
        strcmp(pColumn->zName, "source") != 0 &&
        strcmp(pColumn->zName, pShape->aTable[pColumn->iParent].zName) == 0 &&
        ent_shape_nested(pShape, iTable, pColumn->iParent) == i) {
      pTable->iOwner = i;
    }
    if (n > 3 && strcmp(&pColumn->zName[n - 3], "_id") == 0) {
      char z[64];
      sqlite3_snprintf(sizeof(z), z, "%.*s", (int)n - 3, pColumn->zName);
      pTable->aColumn[i].iTwin = ent_shape_column(pTable, z);
    } else {
      pTable->aColumn[i].iTwin = -1;
    }
  }
  return shapeFail(p, pStmt, rc);
}

int ent_shape_read(EntCall *p, EntShape *pShape) {
  const char **az;
  sqlite3 *db = ent_context_db(p->cx);
  int i, n = 0;
  memset(pShape, 0, sizeof(*pShape));
  ent_arena_init(&pShape->arena, p->run.mem);
  az = ent_shape_names(p, &pShape->arena);
  if (az == 0) return p->run.error.code;
  while (az[n])
    n++;
  pShape->aTable =
      shapeAlloc(p, &pShape->arena, (size_t)n * sizeof(EntShapeTable));
  for (i = 0; i < n && p->run.error.code == ENT_OK; i++) {
    EntShapeTable *pTable;
    sqlite3_stmt *pStmt;
    int rc, isThere = 0;
    if (strcmp(az[i], "import_log") == 0) continue; /* a diary, no data */
    pStmt = ent_shape_ask(p, db,
                          "SELECT sql FROM main.sqlite_schema"
                          " WHERE type = 'table' AND name = ?1 COLLATE NOCASE",
                          az[i], 0);
    if (pStmt == 0) break;
    rc = sqlite3_step(pStmt);
    if (rc == SQLITE_ROW) {
      pTable = &pShape->aTable[pShape->nTable];
      pTable->zName = az[i];
      pTable->iOwner = -1;
      isThere = 1;
      if (shapeColumns(p, &pShape->arena, pTable,
                       (const char *)sqlite3_column_text(pStmt, 0)) == ENT_OK) {
        shapeKey(p, &pShape->arena, pTable);
      }
    }
    pShape->nTable += isThere;
    pShape->nMissing += !isThere;
    shapeFail(p, pStmt, rc);
  }
  for (i = 0; i < pShape->nTable && p->run.error.code == ENT_OK; i++) {
    EntShapeTable *pTable = &pShape->aTable[i];
    int k, nKey = 0;
    pTable->iId = ent_shape_column(pTable, "id");
    for (k = 0; k < pTable->nColumn; k++)
      nKey += pTable->aColumn[k].isKey;
    for (k = 0; k < pTable->nColumn; k++) {
      if (nKey == 1 && pTable->aColumn[k].isKey) pTable->iId = k;
    }
    shapeParents(p, pShape, i);
  }
  return p->run.error.code;
}

void ent_shape_clear(EntShape *pShape) {
  ent_arena_clear(&pShape->arena);
  memset(pShape, 0, sizeof(*pShape));
}
