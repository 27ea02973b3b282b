/*
** All or nothing, inside whatever the caller has open.
**
** The functions that write do it between SAVEPOINT and RELEASE, so that their
** work is one step of the caller's transaction, or a transaction of its own
** when there is none. They never say BEGIN, COMMIT or ROLLBACK.
**
** SQLite opens no savepoint while a statement that writes is running (as in
** INSERT INTO log SELECT entente_load(...)): that is refused in our words.
**
** Interrupts need care, in two ways.
**
**   1. After sqlite3_interrupt() nothing can be prepared or stepped any more
**      until the caller's own statement ends, so the savepoint cannot be
**      rolled back either. What still works is what SQLite does to any
**      interrupted write: it rolls back the transaction. `pWrite` is such a
**      statement, prepared in advance and stepped only to be interrupted; it
**      would set user_version to what it is.
**   2. A progress handler that says stop is heard by each statement, and often
**      only after the statement has done its work: SAVEPOINT, ROLLBACK TO and
**      RELEASE may answer SQLITE_INTERRUPT and yet be done. So the answer to
**      opening is not trusted, and undoing is tried twice; a savepoint that is
**      no longer there makes a harmless error. The name is one that no caller
**      uses, for else it would be his savepoint that is undone.
**
** A full disk, an I/O error or want of memory may also have ended the whole
** transaction; then too there is no savepoint left to undo.
*/
#include "sql.h"
#include <string.h>

static sqlite3_stmt *savepointPrepare(EntCall *p, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(ent_context_db(p->cx), zSql, -1, &pStmt, 0);
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  return pStmt;
}

static sqlite3_stmt *savepointWrite(EntCall *p) {
  sqlite3_stmt *pRead = savepointPrepare(p, "PRAGMA main.user_version");
  sqlite3_stmt *pWrite = 0;
  if (pRead && sqlite3_step(pRead) == SQLITE_ROW) {
    char zSql[64];
    sqlite3_snprintf(sizeof(zSql), zSql, "PRAGMA main.user_version = %d",
                     sqlite3_column_int(pRead, 0));
    pWrite = savepointPrepare(p, zSql);
  }
  sqlite3_finalize(pRead);
  return pWrite;
}

/* Is an interrupt pending? Before 3.41 preparing is what it stops first. */
static int savepointInterrupted(sqlite3 *db) {
  sqlite3_stmt *pStmt = 0;
  int rc;
#if SQLITE_VERSION_NUMBER >= 3041000
  if (sqlite3_libversion_number() >= 3041000) return sqlite3_is_interrupted(db);
#endif
  rc = sqlite3_prepare_v2(db, "SELECT 1", -1, &pStmt, 0);
  sqlite3_finalize(pStmt);
  return rc == SQLITE_INTERRUPT;
}

static int savepointStep(sqlite3_stmt *pStmt) {
  int rc = pStmt ? sqlite3_step(pStmt) : SQLITE_MISUSE;
  if (pStmt) sqlite3_reset(pStmt);
  return rc;
}

int ent_savepoint_open(EntCall *p, EntSavepoint *pSave) {
  sqlite3 *db = ent_context_db(p->cx);
  sqlite3_stmt *pOpen;
  memset(pSave, 0, sizeof(*pSave));
  if (p->run.error.code) return p->run.error.code;
  pSave->isOwn = sqlite3_get_autocommit(db);
  pOpen = savepointPrepare(p, "SAVEPOINT \"entente()\"");
  pSave->pUndo = savepointPrepare(p, "ROLLBACK TO \"entente()\"");
  pSave->pRelease = savepointPrepare(p, "RELEASE \"entente()\"");
  pSave->pWrite = savepointWrite(p);
  if (p->run.error.code == ENT_OK) {
    int rc = sqlite3_step(pOpen);
    pSave->isOpen = rc == SQLITE_DONE || rc == SQLITE_INTERRUPT;
    if (strncmp(sqlite3_errmsg(db), "cannot open savepoint", 21) == 0) {
      p->rc = rc;
      ent_error_set(&p->run.error, ENT_ERROR,
                    "cannot run inside a statement that writes");
    } else if (rc != SQLITE_DONE) {
      ent_call_sqlite(p, rc);
    }
  }
  sqlite3_finalize(pOpen);
  if (p->run.error.code) ent_savepoint_close(p, pSave);
  return p->run.error.code;
}

static void savepointUndo(EntCall *p, EntSavepoint *pSave) {
  sqlite3 *db = ent_context_db(p->cx);
  int i;
  for (i = 0; i < 2 && !savepointInterrupted(db); i++) {
    int rc = savepointStep(pSave->pUndo);
    if (savepointStep(pSave->pRelease) != SQLITE_INTERRUPT &&
        rc != SQLITE_INTERRUPT)
      return;
  }
  if (pSave->isOwn ? !sqlite3_get_autocommit(db) : savepointInterrupted(db)) {
    savepointStep(pSave->pWrite);
  }
}

int ent_savepoint_close(EntCall *p, EntSavepoint *pSave) {
  if (pSave->isOpen && p->run.error.code == ENT_OK) {
    int rc = sqlite3_step(pSave->pRelease);
    if (rc == SQLITE_DONE) {
      pSave->isOpen = 0;
    } else {
      ent_call_sqlite(p, rc);
    }
    sqlite3_reset(pSave->pRelease);
  }
  if (pSave->isOpen) savepointUndo(p, pSave);
  sqlite3_finalize(pSave->pUndo);
  sqlite3_finalize(pSave->pRelease);
  sqlite3_finalize(pSave->pWrite);
  memset(pSave, 0, sizeof(*pSave));
  return p->run.error.code;
}
