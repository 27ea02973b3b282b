/*
** The tables as a world, read when they changed and not before.
**
** The hard question is when a world that was read earlier may be used again.
** No hook and no single counter answers it: rolling back moves none of them.
** Two rules do, and each was tested against hundreds of thousands of random
** operations before it was adopted.
**
** (1) Outside a write transaction a connection sees committed content only,
**     and every commit, ours or another's, moves the pager's counter
**     (SQLITE_FCNTL_DATA_VERSION) as seen with a read transaction open. So the
**     counter is the key, and when no transaction is open a pin opens one:
**     `SELECT (SELECT 1 FROM main.state LIMIT 1)` gives a row even when the
**     table is empty, so that the transaction stays open while we look.
**
** (2) Inside a write transaction the counter stands still. There the key is
**     the counter, sqlite3_total_changes, and a row that triggers on every
**     table of the dataset increment. Rolling back takes the row back below
**     the value seen with it, and any later change moves total_changes. The
**     rule holds only while all of those triggers exist, as they were made,
**     and are not switched off; else the tables are read for every call.
**     Statements that change the schema (DROP TABLE and making it again) move
**     neither; so the schema's version is in the key and, because rolling back
**     gives its numbers out again, the places of its rows and tables.
**
** A database that sqlite3_deserialize() put in place of main begins to count
** anew, perhaps at the same address: nothing but its bytes tells two of them
** apart. Where main lives in SQLite's "memdb", a hash of them is in the key,
** which costs a tenth of reading the tables.
**
** What escapes: sqlite3_blob_write() inside a write transaction; switching
** triggers off and on again within one.
**
** A world read under one rule is never used under the other. A table that is
** really a view, or virtual, may depend on what the counter does not see:
** then nothing is kept either.
**
** Votes are most of the rows of a dataset that has them, and few measures read
** them: they are a snapshot of their own, by rule 1 only. A trigger on every
** vote would double what importing them costs, so there is none; inside a write
** transaction they are read once for each statement.
**
** Every name is qualified with `main`: a TEMP table that shadows ours is not
** the dataset.
*/
#include "sql.h"
#include "context.h"
#include <math.h>
#include <string.h>

const char *const ent_snapshot_tables[] = {
  "source",       "parameter",   "coverage",
  "state",        "state_spell", "state_name",
  "border",       "bloc",        "bloc_member",
  "capability",   "deal",        "deal_party",
  "obligation",   "transfer",    "sanction",
  "trade",        "trade_total", "dispute",
  "dispute_side", "red_line",    0
};

static const char *const azVotesTable[] = { "roll_call", "vote", 0 };

static int snapshotTableCount(const char *const *azTable) {
  int n = 0;
  while (azTable[n])
    n++;
  return n;
}

/* Is it one of the tables? */
static int snapshotIsIn(const char *const *azTable, const char *z) {
  for (; z && *azTable; azTable++) {
    if (sqlite3_stricmp(z, *azTable) == 0) return 1;
  }
  return 0;
}

static const char *snapshotText(sqlite3_stmt *pStmt, int i) {
  return (const char *)sqlite3_column_text(pStmt, i);
}

static double snapshotReal(sqlite3_stmt *pStmt, int i) {
  if (sqlite3_column_type(pStmt, i) == SQLITE_NULL) return NAN;
  return sqlite3_column_double(pStmt, i);
}

/* One row of each table, handed to the builder. */
static void rowSource(EntBuild *b, sqlite3_stmt *s) {
  ent_build_source(b, snapshotText(s, 0));
}
static void rowParameter(EntBuild *b, sqlite3_stmt *s) {
  ent_build_parameter(b, snapshotText(s, 0), snapshotReal(s, 1),
                      snapshotReal(s, 2), snapshotReal(s, 3));
}
static void rowCoverage(EntBuild *b, sqlite3_stmt *s) {
  ent_build_coverage(b, snapshotText(s, 0), snapshotText(s, 1),
                     snapshotText(s, 2), snapshotText(s, 3));
}
static void rowState(EntBuild *b, sqlite3_stmt *s) {
  ent_build_state(b, snapshotText(s, 0), snapshotText(s, 1), snapshotText(s, 2),
                  snapshotText(s, 3));
}
static void rowSpell(EntBuild *b, sqlite3_stmt *s) {
  ent_build_spell(b, snapshotText(s, 0), snapshotText(s, 1), snapshotText(s, 2),
                  snapshotText(s, 3));
}
static void rowName(EntBuild *b, sqlite3_stmt *s) {
  ent_build_name(b, snapshotText(s, 0), snapshotText(s, 1), snapshotText(s, 2),
                 snapshotText(s, 3), snapshotText(s, 4),
                 sqlite3_column_int(s, 5));
}
static void rowBorder(EntBuild *b, sqlite3_stmt *s) {
  ent_build_border(b, snapshotText(s, 0), snapshotText(s, 1),
                   snapshotText(s, 2), snapshotText(s, 3));
}
static void rowBloc(EntBuild *b, sqlite3_stmt *s) {
  ent_build_bloc(b, snapshotText(s, 0), snapshotText(s, 1),
                 sqlite3_column_int(s, 2));
}
static void rowMember(EntBuild *b, sqlite3_stmt *s) {
  ent_build_member(b, snapshotText(s, 0), snapshotText(s, 1),
                   snapshotText(s, 2), snapshotText(s, 3));
}
static void rowCapability(EntBuild *b, sqlite3_stmt *s) {
  double a[ENT_NCOMPONENT];
  int i;
  for (i = 0; i < ENT_NCOMPONENT; i++)
    a[i] = snapshotReal(s, 2 + i);
  ent_build_capability(b, snapshotText(s, 0), sqlite3_column_int(s, 1), a,
                       snapshotText(s, 8));
}
static void rowDeal(EntBuild *b, sqlite3_stmt *s) {
  ent_build_deal(b, snapshotText(s, 0), snapshotText(s, 1), snapshotText(s, 2),
                 snapshotText(s, 3));
}
static void rowParty(EntBuild *b, sqlite3_stmt *s) {
  ent_build_party(b, snapshotText(s, 0), snapshotText(s, 1),
                  snapshotText(s, 2));
}
static void rowObligation(EntBuild *b, sqlite3_stmt *s) {
  ent_build_obligation(b, snapshotText(s, 0), snapshotText(s, 1),
                       snapshotText(s, 2), snapshotText(s, 3),
                       snapshotText(s, 4), snapshotText(s, 5),
                       snapshotText(s, 6));
}
static void rowTransfer(EntBuild *b, sqlite3_stmt *s) {
  ent_build_transfer(b, snapshotText(s, 0), snapshotText(s, 1),
                     snapshotText(s, 2), snapshotText(s, 3), snapshotText(s, 4),
                     snapshotText(s, 5), snapshotText(s, 6), snapshotText(s, 7),
                     snapshotText(s, 8));
}
static void rowSanction(EntBuild *b, sqlite3_stmt *s) {
  ent_build_sanction(b, snapshotText(s, 0), snapshotText(s, 1),
                     snapshotText(s, 2), snapshotText(s, 3), snapshotText(s, 4),
                     snapshotReal(s, 5), snapshotText(s, 6), snapshotText(s, 7),
                     snapshotText(s, 8));
}
static void rowTrade(EntBuild *b, sqlite3_stmt *s) {
  ent_build_trade(b, snapshotText(s, 0), snapshotText(s, 1),
                  sqlite3_column_int(s, 2), snapshotReal(s, 3),
                  snapshotText(s, 4));
}
static void rowTotal(EntBuild *b, sqlite3_stmt *s) {
  ent_build_total(b, snapshotText(s, 0), sqlite3_column_int(s, 1),
                  snapshotReal(s, 2), snapshotReal(s, 3), snapshotText(s, 4));
}
static void rowDispute(EntBuild *b, sqlite3_stmt *s) {
  ent_build_dispute(b, snapshotText(s, 0), snapshotText(s, 1),
                    snapshotText(s, 2), snapshotText(s, 3), snapshotText(s, 4));
}
static void rowDisputant(EntBuild *b, sqlite3_stmt *s) {
  ent_build_disputant(b, snapshotText(s, 0), snapshotText(s, 1),
                      snapshotText(s, 2), snapshotText(s, 3),
                      snapshotText(s, 4));
}
static void rowRedLine(EntBuild *b, sqlite3_stmt *s) {
  ent_build_redline(b, snapshotText(s, 0), snapshotText(s, 1),
                    snapshotText(s, 2), snapshotText(s, 3), snapshotText(s, 4),
                    snapshotText(s, 5), snapshotText(s, 6));
}

/* In the builder's order: a row names only what came before it. */
static const struct {
  const char *zSelect;
  void (*xRow)(EntBuild *, sqlite3_stmt *);
} aSnapshotQuery[] = {
  { "SELECT id FROM main.source", rowSource },
  { "SELECT name, value, low, high FROM main.parameter", rowParameter },
  { "SELECT layer, source, since, until FROM main.coverage", rowCoverage },
  { "SELECT code, name, region, nuclear_since FROM main.state", rowState },
  { "SELECT system, state, since, until FROM main.state_spell", rowSpell },
  { "SELECT scheme, value, state, since, until, main FROM main.state_name",
    rowName },
  { "SELECT a, b, since, until FROM main.border", rowBorder },
  { "SELECT code, name, universal FROM main.bloc", rowBloc },
  { "SELECT bloc, state, since, until FROM main.bloc_member", rowMember },
  { "SELECT state, year, milex, milper, irst, pec, tpop, upop, source"
    " FROM main.capability",
    rowCapability },
  { "SELECT id, since, until, source FROM main.deal", rowDeal },
  { "SELECT deal, state, role FROM main.deal_party", rowParty },
  { "SELECT deal, from_state, to_state, kind, since, until, source"
    " FROM main.obligation",
    rowObligation },
  { "SELECT id, deal, supplier, recipient, category, status, since, until,"
    " source FROM main.transfer",
    rowTransfer },
  { "SELECT id, sender, target, kind, extent, secondary, since, until, source"
    " FROM main.sanction",
    rowSanction },
  { "SELECT exporter, importer, year, value, source FROM main.trade",
    rowTrade },
  { "SELECT state, year, exports, imports, source FROM main.trade_total",
    rowTotal },
  { "SELECT id, intensity, since, until, source FROM main.dispute",
    rowDispute },
  { "SELECT dispute, state, side, since, until FROM main.dispute_side",
    rowDisputant },
  { "SELECT id, holder, about, crossed_by, since, until, addressee"
    " FROM main.red_line",
    rowRedLine },
};

static int snapshotPrepare(EntCall *p, const char *zSql, sqlite3_stmt **pp) {
  int rc = sqlite3_prepare_v2(p->cx->db, zSql, -1, pp, 0);
  if (rc != SQLITE_OK) {
    const char *zMsg = sqlite3_errmsg(p->cx->db);
    if (strstr(zMsg, "no such ")) {
      p->rc = rc;
      ent_error_set(&p->run.error, ENT_ERROR,
                    "%s: SELECT entente_create() makes the tables", zMsg);
    } else {
      ent_call_sqlite(p, rc);
    }
  }
  return rc;
}

/* A dataset of an older version lacks the parameters that came later. */
static EntWorld *snapshotHint(EntCall *p, EntWorld *world) {
  char *z = p->run.error.text;
  size_t n = strlen(z);
  if (world == 0 && strncmp(z, "no parameter ", 13) == 0) {
    sqlite3_snprintf((int)(sizeof(p->run.error.text) - n), z + n,
                     ": SELECT entente_create() adds the defaults");
  }
  return world;
}

static EntWorld *snapshotLoad(EntCall *p) {
  EntContext *cx = p->cx;
  EntBuild *b = ent_build_new(&p->run);
  size_t i;
  if (b == 0) return 0;
  cx->loading = 1;
  for (i = 0; i < sizeof(aSnapshotQuery) / sizeof(aSnapshotQuery[0]); i++) {
    sqlite3_stmt *pStmt = 0;
    int rc;
    if (p->run.error.code) break;
    if (snapshotPrepare(p, aSnapshotQuery[i].zSelect, &pStmt)) break;
    while (sqlite3_step(pStmt) == SQLITE_ROW && p->run.error.code == ENT_OK) {
      aSnapshotQuery[i].xRow(b, pStmt);
    }
    rc = sqlite3_finalize(pStmt);
    if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  }
  cx->loading = 0;
  if (p->run.error.code) {
    ent_build_free(b);
    return 0;
  }
  return snapshotHint(p, ent_build_finish(b));
}

int ent_snapshot_plain(EntCall *p, const char *const *azTable) {
  sqlite3_stmt *pStmt = 0;
  int nPlain = 0, rc;
  if (snapshotPrepare(p,
                      "SELECT name FROM main.sqlite_schema"
                      " WHERE type = 'table' AND rootpage > 0",
                      &pStmt)) {
    return 0;
  }
  while (sqlite3_step(pStmt) == SQLITE_ROW)
    nPlain += snapshotIsIn(azTable, snapshotText(pStmt, 0));
  rc = sqlite3_finalize(pStmt);
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  return nPlain == snapshotTableCount(azTable);
}

/* Is this the trigger that entente_create() made? */
static int snapshotTrigger(const char *const *azTable, const char *zTable,
                           const char *zSql) {
  char zWant[ENT_CREATE_TRIGGER];
  int i, k;
  for (i = 0; azTable[i]; i++) {
    if (sqlite3_stricmp(zTable, azTable[i]) == 0) break;
  }
  if (azTable[i] == 0 || zSql == 0) return 0;
  for (k = 0; k < 3; k++) {
    ent_create_trigger(azTable[i], k, zWant);
    if (strcmp(zSql, zWant) == 0) return 1;
  }
  return 0;
}

/* Are all of them there? Looked up once for each state of the schema. */
static int snapshotTriggers(EntCall *p, const char *const *azTable,
                            const EntKey *pKey) {
  EntKey *pCounted = &p->cx->counted, now = *pKey;
  sqlite3_stmt *pStmt = 0;
  int n = -3 * snapshotTableCount(azTable), isOn = 1, rc;
  sqlite3_db_config(p->cx->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, -1, &isOn);
  if (!isOn) return 0;
  now.changes = pCounted->changes;
  now.seq = pCounted->seq;
  if (p->cx->azCounted == azTable && ent_snapshot_same(&now, pCounted))
    return 1;
  if (snapshotPrepare(p,
                      "SELECT tbl_name, substr(sql, 16)"
                      "  FROM main.sqlite_schema WHERE type = 'trigger'"
                      "   AND sql GLOB 'CREATE TRIGGER entente_seq_*'",
                      &pStmt)) {
    return 0;
  }
  while (sqlite3_step(pStmt) == SQLITE_ROW) {
    n += snapshotTrigger(azTable, snapshotText(pStmt, 0),
                         snapshotText(pStmt, 1));
  }
  rc = sqlite3_finalize(pStmt);
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  if (n == 0) {
    p->cx->azCounted = azTable;
    *pCounted = *pKey;
  }
  return n == 0;
}

/* The schema's version; 0 when it may not be asked for. */
static int snapshotSchema(EntCall *p) {
  sqlite3_stmt *pStmt = 0;
  int version = 0;
  int rc = sqlite3_prepare_v2(p->cx->db, "PRAGMA main.schema_version", -1,
                              &pStmt, 0);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    version = sqlite3_column_int(pStmt, 0);
  }
  if (rc == SQLITE_OK) rc = sqlite3_finalize(pStmt);
  if (rc == SQLITE_INTERRUPT || rc == SQLITE_NOMEM) ent_call_sqlite(p, rc);
  return version;
}

/* Under rule 2: what stands in the key besides the counter. 0 when the rule
** does not hold because a trigger, the row or its table is missing. */
static int snapshotSeq(EntCall *p, const char *const *azTable, EntKey *pKey) {
  sqlite3_stmt *pStmt = 0;
  int holds = 0;
  int rc = sqlite3_prepare_v2(
      p->cx->db,
      "SELECT (SELECT seq FROM main.entente_seq WHERE id = 1),"
      " CAST(total((rowid % 1000000) * (rootpage + 7)) AS INTEGER)"
      " FROM main.sqlite_schema",
      -1, &pStmt, 0);
  if (rc == SQLITE_ERROR) return 0; /* no such table */
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    holds = sqlite3_column_type(pStmt, 0) == SQLITE_INTEGER;
    pKey->seq = sqlite3_column_int64(pStmt, 0);
    pKey->places = sqlite3_column_int64(pStmt, 1);
  }
  if (rc == SQLITE_OK) rc = sqlite3_finalize(pStmt);
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  if (!holds) return 0;
  pKey->schema = snapshotSchema(p);
  return pKey->schema && snapshotTriggers(p, azTable, pKey);
}

/* A hash of all that a file of memdb holds. 0: there is no file yet, as where
** SQLite opens one without a name when it needs it. */
static int snapshotContent(sqlite3_file *pFile, sqlite3_uint64 *pHash) {
  sqlite3_uint64 aWord[1024], hash = 14695981039346656037u;
  sqlite3_int64 n = 0, i;
  int rc;
  if (pFile->pMethods == 0) return 0;
  rc = pFile->pMethods->xFileSize(pFile, &n);
  for (i = 0; i < n; i += (sqlite3_int64)sizeof(aWord)) {
    sqlite3_int64 nRead = n - i;
    int k;
    if (nRead > (sqlite3_int64)sizeof(aWord)) {
      nRead = (sqlite3_int64)sizeof(aWord);
    } else {
      memset(aWord, 0, sizeof(aWord));
    }
    rc |= pFile->pMethods->xRead(pFile, aWord, (int)nRead, i);
    for (k = 0; k < 1024; k++) {
      hash = (hash ^ aWord[k]) * 0x9e3779b97f4a7c15u;
      hash ^= hash >> 32;
    }
  }
  *pHash = hash;
  return rc == SQLITE_OK;
}

/* The key of the tables as they stand; 0 when they must be read anew. */
static int snapshotKey(EntCall *p, const char *const *azTable, EntKey *pKey) {
  sqlite3 *db = p->cx->db;
  unsigned dataVersion = 0;
  sqlite3_vfs *pVfs = 0;
  sqlite3_file *pFile = 0;
  memset(pKey, 0, sizeof(*pKey));
  pKey->writing = sqlite3_txn_state(db, "main") == SQLITE_TXN_WRITE;
  /* SQLite itself answers these three, and there is always a main. */
  sqlite3_file_control(db, "main", SQLITE_FCNTL_DATA_VERSION, &dataVersion);
  sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &pFile);
  sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &pVfs);
  pKey->dataVersion = dataVersion;
  pKey->pFile = pFile;
  if (strcmp(pVfs->zName, "memdb") == 0 &&
      !snapshotContent(pFile, &pKey->content)) {
    return 0;
  }
  if (pKey->writing) {
    pKey->changes = sqlite3_total_changes(db);
    if (!snapshotSeq(p, azTable, pKey)) return 0;
  }
  return 1;
}

int ent_snapshot_same(const EntKey *pA, const EntKey *pB) {
  return pA->writing == pB->writing && pA->dataVersion == pB->dataVersion &&
         pA->pFile == pB->pFile && pA->content == pB->content &&
         pA->changes == pB->changes && pA->seq == pB->seq &&
         pA->schema == pB->schema && pA->places == pB->places;
}

static void snapshotDropDates(EntContext *cx) {
  int i;
  for (i = 0; i < ENT_CONTEXT_TIES; i++) {
    ent_ties_unref(cx->aTies[i]);
    cx->aTies[i] = 0;
    ent_portfolio_unref(cx->aPortfolio[i]);
    cx->aPortfolio[i] = 0;
  }
}

void ent_snapshot_forget(EntContext *cx) {
  snapshotDropDates(cx);
  ent_world_unref(cx->world);
  cx->world = 0;
  ent_votes_unref(cx->votes);
  cx->votes = 0;
}

int ent_snapshot_pin(EntCall *p, const char *const *azTable, EntPin *pPin) {
  EntContext *cx = p->cx;
  memset(pPin, 0, sizeof(*pPin));
  if (cx->loading) {
    ent_error_set(&p->run.error, ENT_ERROR,
                  "the dataset is defined in terms of itself: one of its"
                  " tables is a view that calls an Entente function");
    return 1;
  }
  if (sqlite3_txn_state(cx->db, "main") < SQLITE_TXN_READ) {
    if (snapshotPrepare(p, "SELECT (SELECT 1 FROM main.state LIMIT 1)",
                        &pPin->pStmt)) {
      return 1;
    }
    if (sqlite3_step(pPin->pStmt) != SQLITE_ROW) {
      int rc = sqlite3_finalize(pPin->pStmt);
      pPin->pStmt = 0;
      ent_call_sqlite(p, rc);
      return 1;
    }
  }
  pPin->keep = snapshotKey(p, azTable, &pPin->key);
  return p->run.error.code;
}

void ent_snapshot_unpin(EntPin *pPin) {
  sqlite3_finalize(pPin->pStmt);
}

EntWorld *ent_snapshot_world(EntCall *p) {
  EntContext *cx = p->cx;
  EntWorld *world = 0;
  EntPin pin;
  if (ent_snapshot_pin(p, ent_snapshot_tables, &pin)) goto done;
  if (pin.keep && cx->world && ent_snapshot_same(&pin.key, &cx->key)) {
    world = ent_world_ref(cx->world);
    goto done;
  }
  world = snapshotLoad(p);
  if (world == 0) goto done;
  pin.keep = pin.keep && ent_snapshot_plain(p, ent_snapshot_tables);
  if (p->run.error.code) {
    ent_world_unref(world);
    world = 0;
    goto done;
  }
  ent_snapshot_forget(cx);
  if (pin.keep) {
    cx->world = ent_world_ref(world);
    cx->key = pin.key;
  }
done:
  ent_snapshot_unpin(&pin);
  return world;
}

static EntVotes *snapshotLoadVotes(EntCall *p, EntWorld *world) {
  static const char *const azSelect[] = {
    "SELECT id, date FROM main.roll_call",
    "SELECT roll_call, state, vote FROM main.vote"
  };
  EntPoll *pPoll = ent_votes_new(&p->run, world);
  int i;
  if (pPoll == 0) return 0;
  p->cx->loading = 1;
  for (i = 0; i < 2 && p->run.error.code == ENT_OK; i++) {
    sqlite3_stmt *pStmt = 0;
    int rc;
    if (snapshotPrepare(p, azSelect[i], &pStmt)) break;
    while (sqlite3_step(pStmt) == SQLITE_ROW && p->run.error.code == ENT_OK) {
      if (i == 0) {
        ent_votes_rollcall(pPoll, snapshotText(pStmt, 0),
                           snapshotText(pStmt, 1));
      } else {
        ent_votes_vote(pPoll, snapshotText(pStmt, 0), snapshotText(pStmt, 1),
                       snapshotText(pStmt, 2));
      }
    }
    rc = sqlite3_finalize(pStmt);
    if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  }
  p->cx->loading = 0;
  return ent_votes_finish(pPoll);
}

EntVotes *ent_snapshot_votes(EntCall *p, EntWorld *world) {
  EntContext *cx = p->cx;
  EntVotes *votes = 0;
  EntPin pin;
  if (ent_snapshot_pin(p, ent_snapshot_tables, &pin)) goto done;
  pin.keep = pin.keep && !pin.key.writing;
  /* Votes are forgotten with their world, and a world is used again only while
  ** no table has changed, theirs included. */
  if (pin.keep && cx->votes) {
    votes = ent_votes_ref(cx->votes);
    goto done;
  }
  votes = snapshotLoadVotes(p, world);
  if (votes && pin.keep && ent_snapshot_plain(p, azVotesTable)) {
    ent_votes_unref(cx->votes);
    cx->votes = ent_votes_ref(votes);
  }
  if (p->run.error.code) {
    ent_votes_unref(votes);
    votes = 0;
  }
done:
  ent_snapshot_unpin(&pin);
  return votes;
}

/* The cache is small and searched in order; what is found moves to the front.
** Worlds are never changed, so their address says which world it is. */
EntTies *ent_snapshot_ties(EntCall *p, EntWorld *world, EntSpan on,
                           int skipDeal) {
  EntContext *cx = p->cx;
  EntView *view;
  EntTies *ties = 0;
  int i;
  for (i = 0; i < ENT_CONTEXT_TIES && cx->aTies[i]; i++) {
    const EntView *v = cx->aTies[i]->view;
    if (v->world == world && v->on.first == on.first && v->on.last == on.last &&
        v->skipDeal == skipDeal) {
      ties = cx->aTies[i];
      break;
    }
  }
  if (ties == 0) {
    view = ent_view_new(&p->run, world, on, skipDeal);
    if (view == 0) return 0;
    ties = ent_ties_new(&p->run, view);
    ent_view_unref(view);
    if (ties == 0) return 0;
    i = ENT_CONTEXT_TIES - 1;
    ent_ties_unref(cx->aTies[i]);
    for (; i > 0 && cx->aTies[i - 1] == 0; i--)
      cx->aTies[i] = 0;
  }
  for (; i > 0; i--) {
    /* cppcheck-suppress arrayIndexOutOfBounds ; what was found is below it */
    cx->aTies[i] = cx->aTies[i - 1];
  }
  cx->aTies[0] = ties;
  return ent_ties_ref(ties);
}

EntPortfolios *ent_snapshot_portfolios(EntCall *p, EntWorld *world,
                                       EntSpan on) {
  EntContext *cx = p->cx;
  EntPortfolios *pFound = 0;
  int i;
  for (i = 0; i < ENT_CONTEXT_TIES && cx->aPortfolio[i]; i++) {
    const EntView *v = cx->aPortfolio[i]->view;
    if (v->world == world && v->on.first == on.first && v->on.last == on.last) {
      pFound = cx->aPortfolio[i];
      break;
    }
  }
  if (pFound == 0) {
    pFound = ent_portfolio_new(&p->run, world, on);
    if (pFound == 0) return 0;
    if (i == ENT_CONTEXT_TIES) ent_portfolio_unref(cx->aPortfolio[--i]);
  }
  for (; i > 0; i--) {
    /* cppcheck-suppress arrayIndexOutOfBounds ; what was found is below it */
    cx->aPortfolio[i] = cx->aPortfolio[i - 1];
  }
  cx->aPortfolio[0] = pFound;
  return ent_portfolio_ref(pFound);
}
