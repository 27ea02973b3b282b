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
** The statements that undo are prepared before the work starts, because after
** sqlite3_interrupt() nothing can be prepared any more. Nor can a savepoint be
** rolled back then: the flag stays up as long as the caller's own statement
** runs, and every step ends at once. What still works is what SQLite does to
** any interrupted write: it rolls back the transaction. `pWrite` is such a
** statement; it is stepped only to be interrupted. Its table is never made.
**
** A full disk, an I/O error or want of memory may also have ended the whole
** transaction; then there is no savepoint left and undoing fails harmlessly.
*/
#include "sql.h"
#include <string.h>
#include <stdio.h>
#include <stdlib.h>

static sqlite3_stmt *savepointPrepare(EntCall *p, const char *zSql){
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(ent_context_db(p->cx), zSql, -1, &pStmt, 0);
  if( rc!=SQLITE_OK ) ent_call_sqlite(p, rc);
  return pStmt;
}

int ent_savepoint_open(EntCall *p, EntSavepoint *pSave){
  sqlite3 *db = ent_context_db(p->cx);
  sqlite3_stmt *pOpen;
  int rc;
  memset(pSave, 0, sizeof(*pSave));
  if( p->run.error.code ) return 1;
  pOpen = savepointPrepare(p, "SAVEPOINT entente");
  pSave->pUndo = savepointPrepare(p, "ROLLBACK TO entente");
  pSave->pRelease = savepointPrepare(p, "RELEASE entente");
  sqlite3_prepare_v2(db, "CREATE TABLE main.entente_undo(x)", -1,
                     &pSave->pWrite, 0);
  if( p->run.error.code==ENT_OK ){
    rc = sqlite3_step(pOpen);
    if( rc==SQLITE_DONE ){
      pSave->isOpen = 1;
    }else if( strncmp(sqlite3_errmsg(db), "cannot open savepoint", 21)==0 ){
      p->rc = rc;
      ent_error_set(&p->run.error, ENT_ERROR,
                    "cannot run inside a statement that writes");
    }else{
      ent_call_sqlite(p, rc);
    }
  }
  sqlite3_finalize(pOpen);
  if( p->run.error.code ) ent_savepoint_close(p, pSave);
  return p->run.error.code;
}

int ent_savepoint_close(EntCall *p, EntSavepoint *pSave){
  int rc;
  if( pSave->isOpen && p->run.error.code==ENT_OK ){
    rc = sqlite3_step(pSave->pRelease);
    if( rc==SQLITE_DONE ){
      pSave->isOpen = 0;
    }else{
      ent_call_sqlite(p, rc);
      sqlite3_reset(pSave->pRelease);
    }
  }
  if( pSave->isOpen ){
    rc = sqlite3_step(pSave->pUndo);
    sqlite3_reset(pSave->pUndo);
    int rc2=-1,rc3=-1;
    if( rc==SQLITE_INTERRUPT ){
      rc2 = sqlite3_step(pSave->pWrite);
    }else{
      rc3=sqlite3_step(pSave->pRelease);
    }
    if(getenv("DBG")&&!sqlite3_get_autocommit(ent_context_db(p->cx))) fprintf(stderr,"DBG undo %d write %d release %d %s\n",rc,rc2,rc3,sqlite3_errmsg(ent_context_db(p->cx)));
  }
  sqlite3_finalize(pSave->pUndo);
  sqlite3_finalize(pSave->pRelease);
  sqlite3_finalize(pSave->pWrite);
  memset(pSave, 0, sizeof(*pSave));
  return p->run.error.code;
}
