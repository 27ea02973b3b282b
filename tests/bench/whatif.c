/*
** whatif DATABASE EXTENSION: inside one transaction that writes, changes the
** dataset and ranks all states, again and again, and prints for each way of
** asking: its name, the changes, the times that Entente read the tables anew.
**
** A load reads every table once, so it is one statement that selects from
** obligation and is none of ours: SQLite's trace tells.
*/
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { CHANGES = 20 };

static int seen(unsigned type, void *pLoads, void *pStmt, void *pText) {
  (void)type;
  (void)pText;
  if (strstr(sqlite3_sql(pStmt), "FROM main.obligation")) ++*(int *)pLoads;
  return 0;
}

static int run(sqlite3 *db, const char *zSql) {
  char *zError = 0;
  if (sqlite3_exec(db, zSql, 0, 0, &zError) == SQLITE_OK) return 0;
  fprintf(stderr, "%s\n", zError ? zError : sqlite3_errmsg(db));
  sqlite3_free(zError);
  return 1;
}

static int ask(sqlite3 *db, const char *zName, const char *zSql) {
  int loads = 0, i;
  if (run(db, "SAVEPOINT what_if;"
              "CREATE TEMP TABLE ranking(state, score)")) {
    return 1;
  }
  sqlite3_trace_v2(db, SQLITE_TRACE_STMT, seen, &loads);
  for (i = 0; i < CHANGES; i++) {
    char zChange[200];
    sqlite3_snprintf(sizeof(zChange), zChange,
                     "INSERT INTO obligation"
                     "(deal, from_state, to_state, kind, since) VALUES"
                     "('rus-prk-2023', 'CHN', 'RUS', 'defense', '%d')",
                     1990 + i);
    if (run(db, zChange) || run(db, zSql)) return 1;
  }
  sqlite3_trace_v2(db, 0, 0, 0);
  printf("%s|%d|%d\n", zName, CHANGES, loads);
  return run(db, "ROLLBACK TO what_if; RELEASE what_if");
}

#define SCORE "bystander_score(code, 'RUS,PRK', 'USA,KOR', '2023-09-13')"

int main(int argc, char **argv) {
  sqlite3 *db = 0;
  char *zError = 0;
  int failed;
  if (argc != 3 || sqlite3_open(argv[1], &db) != SQLITE_OK) return 2;
  sqlite3_enable_load_extension(db, 1);
  if (sqlite3_load_extension(db, argv[2], 0, &zError) != SQLITE_OK) {
    fprintf(stderr, "%s\n", zError ? zError : "not loaded");
    return 2;
  }
  failed =
    ask(db, "a score of each state",
        "SELECT code, rank() OVER (ORDER BY " SCORE ") FROM state") ||
    ask(db, "the same, written to a table",
        "INSERT INTO ranking SELECT code, " SCORE " FROM state") ||
    ask(db, "two rankings, a write between",
        "SELECT * FROM bystanders('RUS,PRK', 'USA,KOR', '2023-09-13');"
        "DELETE FROM ranking; INSERT INTO ranking VALUES ('CHN', 1);"
        "SELECT * FROM bystanders('RUS,PRK', 'USA,KOR', '2023-09-13')");
  sqlite3_close(db);
  return failed;
}
