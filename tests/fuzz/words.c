/*
** Any text as a date, a word to fold, a state, a side, a deal: directly, and
** as each argument of the functions that take one. A date that is understood
** must be written and understood again as the same days.
*/
#include "fuzz.h"

static const char *const azCall[] = {
  "SELECT alliance_strength(?1, 'PRK', '2020')",
  "SELECT alliance_strength('CHN', ?1, '2020')",
  "SELECT bystander_score('CHN', ?1, 'USA,KOR', '2020')",
  "SELECT cinc('CHN', ?1)",
  "SELECT state_from(?1), state_from(?1, 'name', 1990)",
  "SELECT state_from('CHN', ?1)",
  "SELECT state_to('CHN', ?1), state_to(?1, 'cow')",
  "SELECT deal_parties(?1)",
  "SELECT date_from(?1, ?1, ?1)",
  "SELECT similarity('CHN', 'PRK', ?1, ?1, ?1)",
  "SELECT * FROM state_matches(?1, 'name', 1990)",
  "SELECT * FROM coverage_gaps(?1, 2019, 2020)",
  "SELECT * FROM state_years(?1, ?1)",
  "SELECT * FROM citations(?1)",
  "SELECT graph_dot(?1, ?1, 1), vega_lite('bar', ?1, ?1)",
};
#define NCALL (sizeof(azCall) / sizeof(azCall[0]))

static void fuzzDate(const char *z) {
  EntSpan span, again;
  char zDay[16];
  if (!ent_date_parse(z, &span)) return;
  if (span.first > span.last) abort();
  ent_date_format(span.first, zDay);
  if (!ent_date_parse(zDay, &again) || again.first != span.first) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  static sqlite3 *db;
  static sqlite3_stmt *apStmt[NCALL];
  char zFolded[64], *z = malloc(n + 1);
  size_t i, nFolded;
  if (z == 0) return 0;
  memcpy(z, a, n);
  z[n] = 0;
  fuzzDate(z);
  nFolded = ent_fold_text(z, zFolded, sizeof(zFolded));
  if (strlen(zFolded) >= sizeof(zFolded)) abort();
  if (nFolded < sizeof(zFolded) && strlen(zFolded) != nFolded) abort();
  ent_fold_distance(zFolded, "north korea", 3);
  if (db == 0) {
    db = fuzzOpen("INSERT INTO deal(id, title) VALUES ('d', 'd')");
    for (i = 0; i < NCALL; i++)
      sqlite3_prepare_v2(db, azCall[i], -1, &apStmt[i], 0);
  }
  i = n ? a[0] % NCALL : 0;
  for (size_t k = 0; k < 4; k++) { /* a few of them for each input */
    sqlite3_stmt *pStmt = apStmt[(i + k * 4) % NCALL];
    int nLeft = 100000;
    sqlite3_progress_handler(db, 1, fuzzStop, &nLeft);
    sqlite3_bind_text(pStmt, 1, z, (int)n, SQLITE_STATIC);
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
    }
    sqlite3_reset(pStmt);
    sqlite3_progress_handler(db, 0, 0, 0);
  }
  free(z);
  return 0;
}
