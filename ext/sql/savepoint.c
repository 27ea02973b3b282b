/*
** All or nothing, inside whatever the caller has open.
**
** The functions that write do it between SAVEPOINT and RELEASE, so that their
** work is one step of the caller's transaction, or a transaction of its own
** when there is none. They never say BEGIN or COMMIT, nor ROLLBACK to a
** transaction of the caller.
**
** SQLite opens no savepoint while a statement that writes is running (as in
** INSERT INTO log SELECT entente_load(...)): that is refused in our words.
**
** Interrupts and want of memory need care, in four ways.
**
**   1. After sqlite3_interrupt() nothing can be prepared or stepped any more
**      until the caller's own statement ends, and after a failed allocation of
**      SQLite's nothing prepared, so the savepoint may be out of reach. What
**      still works is what SQLite does to any statement that writes and meets
**      one of the two: it rolls back the transaction. `pWrite` is such a
**      statement, prepared in advance and stepped only to fail. It asks for
**      the journal mode, which SQLite counts as writing and changes nothing.
**   2. CREATE VIRTUAL TABLE, FTS5's as well as that of a saved query, makes all
**      prepared statements expire: the next step would first prepare them
**      again. One that is running does not expire; so pWrite is stepped to its
**      only row before (ent_savepoint_arm), and stands there, until the others
**      are prepared again (ent_savepoint_disarm) or the end. It is over before
**      RELEASE, which SQLite refuses while another statement writes.
**   3. A progress handler that says stop is heard by each statement, and often
**      only after the statement has done its work: SAVEPOINT, ROLLBACK TO and
**      RELEASE may answer SQLITE_INTERRUPT and yet be done. So the answer to
**      opening is not trusted, and undoing is tried twice; a savepoint that is
**      no longer there makes a harmless error. What is stopped a second time
**      may never have been done (an expired statement is prepared first), so
**      then the transaction goes as a whole, as SQLite does it to any statement
**      that writes and is stopped. The name is one that no caller uses, for
**      else it would be his savepoint that is undone.
**   4. While SQLite misses memory, 3.38 runs no statement at all; and where
**      FTS5 misses it in RELEASE, which commits when the transaction is ours,
**      3.54 undoes all, and yet takes the transaction for open. What always
**      works is to reset a reader that has been running since before: when
**      memory is missed that rolls back. `pRead` is it, from first to last. Of
**      a transaction of the caller's it undoes too much, so there it comes
**      after ROLLBACK TO; nor would it do before, when so far only we miss the
**      memory, and SQLite not until it prepares that again.
**
** A full disk, an I/O error or want of memory may also have ended the whole
** transaction; then too there is no savepoint left to undo. And in a database
** that is damaged SQLite may refuse to release what it has undone: a
** transaction that was ours, not the caller's, is then rolled back whole.
*/
#include "sql.h"
#include <string.h>

static sqlite3_stmt *savepointPrepare(EntCall *p, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(ent_context_db(p->cx), zSql, -1, &pStmt, 0);
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  return pStmt;
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
  int rc = sqlite3_step(pStmt);
  sqlite3_reset(pStmt);
  return rc;
}

static void savepointPrepareAll(EntCall *p, EntSavepoint *pSave) {
  pSave->pUndo = savepointPrepare(p, "ROLLBACK TO \"entente()\"");
  pSave->pRelease = savepointPrepare(p, "RELEASE \"entente()\"");
  pSave->pWrite = savepointPrepare(p, "PRAGMA main.journal_mode");
  pSave->pRead = savepointPrepare(p, "PRAGMA main.schema_version");
  if (pSave->isOwn) pSave->pEnd = savepointPrepare(p, "ROLLBACK");
}

static void savepointFinalize(EntSavepoint *pSave) {
  sqlite3_finalize(pSave->pUndo);
  sqlite3_finalize(pSave->pRelease);
  sqlite3_finalize(pSave->pWrite);
  sqlite3_finalize(pSave->pEnd);
  sqlite3_finalize(pSave->pRead);
}

void ent_savepoint_rest(EntSavepoint *pSave) {
  sqlite3_reset(pSave->pRead);
}

int ent_savepoint_watch(EntCall *p, EntSavepoint *pSave) {
  int rc = p->run.error.code ? SQLITE_ROW : sqlite3_step(pSave->pRead);
  if (rc != SQLITE_ROW) ent_call_sqlite(p, rc);
  return p->run.error.code;
}

int ent_savepoint_open(EntCall *p, EntSavepoint *pSave) {
  sqlite3 *db = ent_context_db(p->cx);
  sqlite3_stmt *pOpen;
  memset(pSave, 0, sizeof(*pSave));
  if (p->run.error.code) return p->run.error.code;
  pSave->isOwn = sqlite3_get_autocommit(db);
  pOpen = savepointPrepare(p, "SAVEPOINT \"entente()\"");
  savepointPrepareAll(p, pSave);
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
  if (ent_savepoint_watch(p, pSave)) ent_savepoint_close(p, pSave);
  return p->run.error.code;
}

int ent_savepoint_arm(EntCall *p, EntSavepoint *pSave) {
  int rc;
  if (p->run.error.code) return p->run.error.code;
  rc = sqlite3_step(pSave->pWrite);
  pSave->isArmed = rc == SQLITE_ROW;
  if (!pSave->isArmed) ent_call_sqlite(p, rc);
  return p->run.error.code;
}

int ent_savepoint_disarm(EntCall *p, EntSavepoint *pSave) {
  EntSavepoint fresh = *pSave;
  if (p->run.error.code) return p->run.error.code;
  savepointPrepareAll(p, &fresh);
  fresh.isArmed = 0;
  if (ent_savepoint_watch(p, &fresh)) {
    savepointFinalize(&fresh);
  } else {
    savepointFinalize(pSave);
    *pSave = fresh;
  }
  return p->run.error.code;
}

/* Undoes as one should. Zero: it could not be done. */
static int savepointBack(sqlite3 *db, EntSavepoint *pSave) {
  int i;
  for (i = 0; i < 2 && !savepointInterrupted(db); i++) {
    int rc = savepointStep(pSave->pUndo);
    if (rc == SQLITE_NOMEM) break;
    if (rc != SQLITE_INTERRUPT) sqlite3_reset(pSave->pWrite);
    if (savepointStep(pSave->pRelease) != SQLITE_INTERRUPT &&
        rc != SQLITE_INTERRUPT)
      return 1;
  }
  return 0;
}

/* In a transaction of our own all of it may go, so what always works comes
** first: stepped while nothing is wrong any more, pWrite only ends. Memory may
** have been refused to us and not to SQLite, which then knows nothing of it;
** and where tables were made, ROLLBACK TO makes whatever should come after it
** expire. So the first is ROLLBACK: it undoes all or, if it has expired itself,
** SQLite misses the memory to prepare it, and then pWrite undoes all. */
static void savepointUndo(EntCall *p, EntSavepoint *pSave) {
  sqlite3 *db = ent_context_db(p->cx);
  if (pSave->isOwn) ent_savepoint_rest(pSave);
  if (sqlite3_get_autocommit(db)) return;
  if (pSave->isOwn && p->run.error.code == ENT_NOMEM) {
    savepointStep(pSave->pEnd);
  }
  if (pSave->isOwn && pSave->isArmed) savepointStep(pSave->pWrite);
  if (!savepointBack(db, pSave)) {
    ent_savepoint_rest(pSave);
    if (!sqlite3_get_autocommit(db)) savepointStep(pSave->pWrite);
  }
  if (pSave->isOwn && !sqlite3_get_autocommit(db)) savepointStep(pSave->pEnd);
}

/* Nonzero: the error, and the savepoint may still be there. */
static int savepointRelease(EntCall *p, EntSavepoint *pSave) {
  int rc;
  sqlite3_reset(pSave->pWrite);
  rc = sqlite3_step(pSave->pRelease);
  if (rc == SQLITE_DONE) {
    pSave->isOpen = 0;
  } else {
    ent_call_sqlite(p, rc);
  }
  sqlite3_reset(pSave->pRelease);
  return p->run.error.code;
}

int ent_savepoint_close(EntCall *p, EntSavepoint *pSave) {
  if (pSave->isOpen && p->run.error.code == ENT_OK) savepointRelease(p, pSave);
  if (pSave->isOpen) savepointUndo(p, pSave);
  savepointFinalize(pSave);
  memset(pSave, 0, sizeof(*pSave));
  return p->run.error.code;
}
