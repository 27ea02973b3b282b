/*
** Stopped anywhere.
**
** The work is the example of every function, table and module, and what writes.
** Somebody stops it at the k-th place, for one k after another, in each of
** these ways:
**
**   asked      sqlite3_interrupt(), when the k-th statement begins. Long
**              kernels ask whether to go on by running a statement of one row,
**              so each of their questions is such a place
**   called     sqlite3_interrupt(), at the k-th turn of SQLite's own machine
**   answered   the progress handler says stop at the k-th turn, that once: the
**              statement that was running then, perhaps one of ours, is
**              stopped, and nothing else is
**   lasting    it says stop from the k-th turn on
**
** Then the answer is SQLITE_INTERRUPT, or, when the stop came after the last
** place where somebody asks, the whole right answer; never a part of it. What
** main holds is as before, or, when the stop came behind the end of our own
** transaction, as after all of the work; inside a transaction of the caller's
** that is left or gone as a whole. And the connection answers the same
** question rightly at once.
**
** Each is done cold, when the tables have to be read, and warm, when they have
** been. ENTENTE_STOPS is how many places are tried of each; without it two, and
** of the ways one for each piece of work, in turn.
*/
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "answer.h"
#include "faults.h"

void test_interrupt_register(void);

enum { STOPS = 2 };

enum { ASKED, CALLED, ANSWERED, LASTING, NKIND };
static const char *const azKind[] = { "asked", "called", "answered",
                                      "lasting" };

static sqlite3 *dbSample, *dbTables;
static long nTried, nStopped;
static int nStops = STOPS, isWhole, iTurn;

/* ---- Who stops it ---- */

typedef struct Stop Stop;
struct Stop {
  sqlite3 *db;
  int kind;
  long n, k; /* places passed; where to stop, 0: nowhere */
};

static int at_turn(void *p) {
  Stop *s = p;
  s->n++;
  if (s->k == 0 || s->n < s->k) return 0;
  if (s->kind == LASTING) return 1;
  if (s->n > s->k) return 0;
  if (s->kind == ANSWERED) return 1;
  sqlite3_interrupt(s->db);
  return 0;
}

static int at_statement(unsigned type, void *p, void *pStmt, void *zSql) {
  (void)type;
  (void)pStmt;
  (void)pStmt;
  (void)zSql;
  return at_turn(p);
}

static void arm(Stop *s, sqlite3 *db, int kind, long k) {
  *s = (Stop){ db, kind, 0, k };
  if (kind == ASKED) {
    sqlite3_trace_v2(db, SQLITE_TRACE_STMT, at_statement, s);
  } else {
    sqlite3_progress_handler(db, 1, at_turn, s);
  }
}

static void disarm(sqlite3 *db) {
  sqlite3_trace_v2(db, 0, 0, 0);
  sqlite3_progress_handler(db, 0, 0, 0);
}

/* ---- The work ---- */

typedef struct Work Work;
struct Work {
  const char *zName;
  sqlite3 *pFrom;      /* what it begins with; NULL: an empty database */
  const char *zBefore; /* goes before it, undisturbed; NULL: nothing */
  const char *zSql;
};

typedef struct Run Run;
struct Run {
  const Work *pWork;
  int kind, isWarm, isInside;
  sqlite3 *db;
  uint64_t outside, was, after, good;
};

static void say(const Run *p, long k, int rc, const char *zWhat) {
  CU_FAIL("see above");
  printf("\n  %s, %s, %s%s, place %ld: %s (rc %d: %s)\n", p->pWork->zName,
         azKind[p->kind], p->isWarm ? "warm" : "cold",
         p->isInside ? ", in a transaction" : "", k, zWhat, rc,
         sqlite3_errmsg(p->db));
}

/* A connection before the work. A commit makes what is cached old. */
static void begin(Run *p) {
  uint64_t answer;
  if (p->db == 0) {
    p->db = answer_copy(p->pWork->pFrom);
    CU_ASSERT_FATAL(p->db != 0);
    if (p->pWork->zBefore) {
      CU_ASSERT_FATAL(answer_run(p->db, p->pWork->zBefore, &answer) == 0);
    }
    p->outside = p->was = answer_content(p->db);
  }
  if (!p->isWarm && p->pWork->pFrom) {
    sqlite3_exec(p->db, "UPDATE entente_seq SET seq = seq", 0, 0, 0);
  }
  if (p->isInside) {
    sqlite3_exec(p->db, "BEGIN; CREATE TABLE mine AS SELECT 1", 0, 0, 0);
    p->was = answer_content(p->db);
  }
}

static void end(Run *p, int isUsed) {
  if (!sqlite3_get_autocommit(p->db)) sqlite3_exec(p->db, "ROLLBACK", 0, 0, 0);
  if (!isUsed) return;
  if (sqlite3_close(p->db) != SQLITE_OK) say(p, -1, 0, "does not close");
  p->db = 0;
}

/* Undisturbed: the answer, what it changes, and how many places there are. */
static long rehearse(Run *p) {
  Stop stop;
  int rc;
  begin(p);
  if (p->isWarm) answer_run(p->db, p->pWork->zSql, &p->good);
  arm(&stop, p->db, p->kind, 0);
  rc = answer_run(p->db, p->pWork->zSql, &p->good);
  disarm(p->db);
  if (rc != SQLITE_OK) say(p, 0, rc, "fails undisturbed");
  p->after = answer_content(p->db);
  end(p, p->was != p->after);
  return stop.n;
}

static void attempt(Run *p, long k) {
  Stop stop;
  uint64_t answer, now;
  int rc, isGone, nChange;
  begin(p);
  nChange = sqlite3_total_changes(p->db);
  arm(&stop, p->db, p->kind, k);
  rc = answer_run(p->db, p->pWork->zSql, &answer);
  disarm(p->db);
  isGone = p->isInside && sqlite3_get_autocommit(p->db);
  now = !isGone && sqlite3_total_changes(p->db) == nChange && p->was == p->after
            ? p->was
            : answer_content(p->db);
  nTried++;
  nStopped += rc == SQLITE_INTERRUPT;
  if (!p->isInside && !sqlite3_get_autocommit(p->db)) {
    say(p, k, rc, "a transaction is left open");
  }
  if (rc == SQLITE_OK) {
    if ((p->kind == ANSWERED || p->kind == LASTING) && p->was == p->after) {
      say(p, k, rc, "does not stop");
    }
    if (answer != p->good) say(p, k, rc, "another answer");
    if (now != p->after) say(p, k, rc, "another content");
    end(p, p->was != p->after);
    return;
  }
  if (rc != SQLITE_INTERRUPT) say(p, k, rc, "not said to be interrupted");
  if (now == p->after && now != p->was) {
    end(p, 1);
    return;
  }
  if (now != (isGone ? p->outside : p->was)) {
    say(p, k, rc, isGone ? "half is left of what is gone" : "main differs");
    end(p, 1);
    return;
  }
  if (p->isInside) end(p, 0), begin(p);
  rc = answer_run(p->db, p->pWork->zSql, &answer);
  if (rc != SQLITE_OK || answer != p->good) say(p, k, rc, "broken since");
  end(p, p->was != p->after);
}

/* The first places, the last, and others drawn between them. */
static void stop_at(Run *p, long nPlace) {
  uint64_t draw = 88172645463325252ull;
  long i, n = nStops;
  if (nPlace <= n) {
    for (i = 1; i <= nPlace; i++)
      attempt(p, i);
    return;
  }
  for (i = 0; i < n; i++) {
    draw ^= draw << 13;
    draw ^= draw >> 7;
    draw ^= draw << 17;
    attempt(p, i < n / 4   ? i + 1
               : i < n / 2 ? nPlace - (i - n / 4)
                           : 1 + (long)(draw % (uint64_t)nPlace));
  }
}

static void work(const Work *pWork, int isReading) {
  for (int kind = 0; kind < NKIND; kind++) {
    if (!isWhole && kind != iTurn % NKIND) continue;
    for (int how = 0; how < 2; how++) {
      Run run = { 0 };
      run.pWork = pWork;
      run.kind = kind;
      run.isWarm = isReading && how;
      run.isInside = !isReading && how;
      stop_at(&run, rehearse(&run));
      if (run.db) end(&run, 1);
    }
  }
  iTurn++;
}

static void example(const char *zName, int flags, const char *zExample) {
  Work w = { zName, dbSample, 0, zExample };
  work(&w, flags != ENT_WRITES && strncmp(zName, "entente_", 8) != 0);
}

static void functions(void) {
  for (const EntFunction *p = ent_functions; p->zName; p++)
    example(p->zName, p->flags, p->manual.zExample);
}

static void tables(void) {
  for (const EntTable *p = ent_tables; p->zName; p++)
    if (!strstr(p->manual.zExample, "CREATE"))
      example(p->zName, p->flags, p->manual.zExample);
}

static void modules(void) {
  for (const EntModule *p = ent_modules; p->zName; p++)
    if (!strstr(p->manual.zExample, "CREATE"))
      example(p->zName, p->flags, p->manual.zExample);
}

#define DATA "tests/golden/data/"

static void reading(void) {
  static const char *const azSql[] = {
    "SELECT * FROM bystanders('RUS,PRK', 'USA,KOR,JPN', '2023-09-13')",
    "SELECT * FROM similarities(2020, 2023)",
    "SELECT * FROM triads('2023-09-13') WHERE a = 'CHN'",
    "SELECT * FROM network('2023-09-13')",
    "SELECT * FROM deal_impact('rus-prk-2023', '2023-09-13')",
    ("SELECT * FROM sensitivity('bystander_score', json_array('CHN', 'RUS,PRK',"
     " 'USA,KOR,JPN', '2023-09-13'), 200, 1)"),
    "SELECT entente_dump()",
    "SELECT * FROM entente_check()",
    "SELECT count(*), sum(a < b) FROM dyad_years(1990, 2016)",
  };
  for (size_t i = 0; i < sizeof(azSql) / sizeof(azSql[0]); i++) {
    Work w = { azSql[i], dbSample, 0, azSql[i] };
    work(&w, 1);
  }
}

static void writing(void) {
  const Work aWork[] = {
    { "entente_create", 0, 0, "SELECT entente_create()" },
    { "entente_load", dbTables, 0,
      "SELECT entente_load('samples/korea-russia-2023/dataset.json')" },
    { "entente_import", dbTables, 0,
      "SELECT entente_import('gsdb', '" DATA "gsdb.csv') ->> 'rows'" },
    { "entente_import of votes", dbTables,
      "SELECT entente_import('un-roll-calls', '" DATA "un-roll-calls.csv')",
      "SELECT entente_import('un-votes', '" DATA "un-votes.csv') ->> 'rows'" },
    { "entente_code_articles", dbSample, 0, "SELECT entente_code_articles()" },
  };
  for (size_t i = 0; i < sizeof(aWork) / sizeof(aWork[0]); i++)
    work(&aWork[i], 0);
}

/* What is stopped while its rows are made makes no more of them: the memory
** that it asks for says how far it went. The questions on the way to the rows
** come first, those between the rows last. */
static void rows(void) {
  static const char *const azTable[] = { "mentions", "events", "deals" };
  for (int i = 0; i < 3; i++) {
    char zSql[400];
    uint64_t answer;
    long nPlace = 0, nAsked[2];
    snprintf(zSql, sizeof(zSql),
             "SELECT count(*) FROM (SELECT replace(hex(zeroblob(1000)), '0',"
             " 'Russia offered Iran helicopters in exchange for oil. ') AS x),"
             " article_%s(x, '2020')",
             azTable[i]);
    answer_run(dbSample, zSql, &answer);
    for (int isStopped = 0; isStopped < 2; isStopped++) {
      Stop stop;
      int rc;
      arm(&stop, dbSample, ASKED, isStopped ? nPlace - 6 : 0);
      faults_arm(-1, 0);
      rc = answer_run(dbSample, zSql, &answer);
      nAsked[isStopped] = faults_asked();
      disarm(dbSample);
      CU_ASSERT_EQUAL(rc, isStopped ? SQLITE_INTERRUPT : SQLITE_OK);
      nPlace = stop.n; /* some six questions are between the rows */
    }
    CU_ASSERT(nAsked[1] < nAsked[0] * 3 / 4);
  }
}

/* The last: what the others did. */
static void figures(void) {
  CU_ASSERT(nStopped > nTried / 2);
  printf("%ld stops in %ld runs ", nStopped, nTried);
}

static int setup(void) {
  uint64_t answer;
  const char *z = getenv("ENTENTE_STOPS");
  isWhole = z && atoi(z) > 0;
  if (isWhole) nStops = atoi(z);
  dbTables = answer_copy(0);
  dbSample = answer_copy(0);
  return answer_run(dbTables, "SELECT entente_create()", &answer) ||
         answer_run(
             dbSample,
             "SELECT entente_load('samples/korea-russia-2023/dataset.json')",
             &answer);
}

static int teardown(void) {
  return sqlite3_close(dbTables) || sqlite3_close(dbSample);
}

void test_interrupt_register(void) {
  CU_pSuite p = CU_add_suite("interrupt", setup, teardown);
  CU_add_test(p, "functions", functions);
  CU_add_test(p, "tables", tables);
  CU_add_test(p, "modules", modules);
  CU_add_test(p, "what reads much", reading);
  CU_add_test(p, "what writes", writing);
  CU_add_test(p, "rows that nobody waits for", rows);
  CU_add_test(p, "figures", figures);
}
