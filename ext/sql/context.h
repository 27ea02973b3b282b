/*
** The inside of EntContext, for context.c and snapshot.c only.
*/
#ifndef ENT_CONTEXT_H
#define ENT_CONTEXT_H

#include "sql.h"

/* Dates whose ties are kept: a query compares a few, rarely more. */
#define ENT_CONTEXT_TIES 8

typedef struct EntKey EntKey; /* when it is equal, so are the tables */
struct EntKey {
  int writing;           /* inside a write transaction: a regime of its own */
  unsigned dataVersion;  /* SQLITE_FCNTL_DATA_VERSION */
  const void *pFile;     /* the open file: another after sqlite3_deserialize */
  int changes;           /* while writing: sqlite3_total_changes */
  sqlite3_int64 seq;     /* while writing: the row of entente_seq */
};

struct EntContext {
  sqlite3 *db;
  int nRef;
  int loading;           /* a snapshot is being read: no recursion */
  EntWorld *world;       /* the cached world, or NULL */
  EntKey key;            /* the tables it agrees with */
  EntTies *aTies[ENT_CONTEXT_TIES]; /* most recently used first */
  EntPortfolios *aPortfolio[ENT_CONTEXT_TIES]; /* likewise */
  EntVotes *votes;       /* the cached votes, or NULL */
  EntKey votesKey;       /* the tables they agree with */
};

#endif
