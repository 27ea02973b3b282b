/*
** The inside of EntContext, for context.c and snapshot.c only.
*/
#ifndef ENT_CONTEXT_H
#define ENT_CONTEXT_H

#include "sql.h"
#include "../text/text.h"

/* Dates whose ties are kept: a query compares a few, rarely more. */
#define ENT_CONTEXT_TIES 8

typedef struct EntKey EntKey; /* when it is equal, so are the tables */
struct EntKey {
  int writing;           /* inside a write transaction: a regime of its own */
  unsigned dataVersion;  /* SQLITE_FCNTL_DATA_VERSION */
  const void *pFile;     /* the open file: another after sqlite3_deserialize */
  sqlite3_uint64 content; /* of a memdb: a hash of all its bytes */
  int changes;           /* while writing: sqlite3_total_changes */
  sqlite3_int64 seq;     /* while writing: the row of entente_seq */
  int schema;            /* while writing: PRAGMA schema_version, and */
  sqlite3_int64 places;  /* where the schema's rows and tables stand */
};

struct EntContext {
  sqlite3 *db;
  int nRef;
  int loading;           /* a snapshot is being read: no recursion */
  int limiting;          /* the limits are being read: likewise */
  int importing;         /* an import runs: its mapping may not start one */
  EntWorld *world;       /* the cached world, or NULL */
  EntKey key;            /* the tables it agrees with */
  EntKey counted;        /* a schema in which every trigger was found: */
  const char *const *azCounted; /* those of these tables */
  EntTies *aTies[ENT_CONTEXT_TIES]; /* most recently used first */
  EntPortfolios *aPortfolio[ENT_CONTEXT_TIES]; /* likewise */
  EntVotes *votes;       /* the cached votes, or NULL */
  EntDict *dict;         /* the cached dictionary, or NULL */
  EntKey dictKey;        /* the tables it agrees with */
  struct EntSaved *saved; /* the saved queries in use, a list; saved.c */
  int nSavedDepth;       /* how many of them are running inside each other */
  int fromSchema;        /* the innermost is stored: no file for it; saved.c */
};

/* ---- Interface to snapshot.c, for what is read from tables and kept ---- */

typedef struct EntPin EntPin; /* a read transaction held open, and its key */
struct EntPin {
  sqlite3_stmt *pStmt;
  EntKey key;
  int keep; /* what is read now may be used again while the key is equal */
};

/* Refuses recursion. Nonzero: the error is set. In any case unpin. */
int ent_snapshot_pin(EntCall *, const char *const *azTable, EntPin *);
void ent_snapshot_unpin(EntPin *);
int ent_snapshot_same(const EntKey *, const EntKey *);
/* Are all of the tables there, and ordinary ones? */
int ent_snapshot_plain(EntCall *, const char *const *azTable);

#endif
