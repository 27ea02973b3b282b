/*
** What belongs to one connection.
**
** SQLite hands every function and module of ours one pointer; behind it is
** this context. It is counted: each registration holds a reference, and
** SQLite drops them one by one when the connection closes, in an order that
** we do not choose. What it caches is memory only. A prepared statement kept
** here would make sqlite3_close() answer SQLITE_BUSY, so none is.
**
** SQLite calls us with the connection's mutex held, so nothing here locks.
*/
#include "sql.h"
#include "context.h"

static void *contextRealloc(void *p, size_t n) {
  return sqlite3_realloc64(p, n);
}

static void contextFree(void *p) {
  sqlite3_free(p);
}

const EntMem ent_context_mem = { contextRealloc, contextFree };

EntContext *ent_context_new(sqlite3 *db) {
  EntContext *cx = sqlite3_malloc64(sizeof(*cx));
  if (cx == 0) return 0;
  *cx = (EntContext){ 0 };
  cx->db = db;
  cx->nRef = 1;
  return cx;
}

EntContext *ent_context_ref(EntContext *cx) {
  cx->nRef++;
  return cx;
}

void ent_context_unref(void *p) {
  EntContext *cx = p;
  if (cx == 0 || --cx->nRef > 0) return;
  ent_snapshot_forget(cx);
  ent_dict_unref(cx->dict);
  sqlite3_free(cx);
}

sqlite3 *ent_context_db(EntContext *cx) {
  return cx->db;
}
