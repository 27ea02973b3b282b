/*
** Any bytes as a JSON dataset: read element by element, as a list of values,
** and loaded through entente_load(). A load that fails leaves no transaction.
*/
#include "fuzz.h"

static void fuzzTree(const EntJsonFile *file, const EntJson *p, int depth) {
  char zShown[ENT_JSON_SHOWN];
  int64_t i;
  for (; p; p = ent_json_next(p)) {
    ent_json_show(file, p, zShown);
    if (ent_json_type(p) == ENT_JSON_NUMBER) ent_json_integer(file, p, &i);
    if (ent_json_name(p)) (void)strlen(ent_json_name(p));
    if (ent_json_text(p)) (void)strlen(ent_json_text(p));
    if (depth < 2000) fuzzTree(file, ent_json_child(p), depth + 1);
    if (depth == 0) break;
  }
}

static void fuzzDocument(const char *zPath) {
  EntRun run = { &fuzzMem, 0, 0, { 0, "" } };
  EntJsonFile *p = ent_json_open(&run, zPath, 0);
  const char *zName;
  const EntJson *value;
  while (p && ent_json_member(p, &zName) > 0) {
    if (ent_json_is_array(p) > 0) {
      while (ent_json_element(p, &value) > 0)
        fuzzTree(p, value, 0);
    } else if (ent_json_value(p, &value) > 0) {
      fuzzTree(p, value, 0);
    }
  }
  ent_json_close(p);
}

static void fuzzList(const char *zPath, const char *zRoot, int values) {
  EntRun run = { &fuzzMem, 0, 0, { 0, "" } };
  EntJsonFile *p = ent_json_list(&run, zPath, zRoot, values, 0);
  const char *z;
  size_t n;
  while (p && ent_json_slice(p, &z, &n) > 0)
    if (n && z[n - 1] == 0x7f) ent_json_line(p);
  ent_json_close(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  static sqlite3 *db;
  static sqlite3_stmt *pLoad;
  const char *zPath = fuzzFile(a, n);
  fuzzDocument(zPath);
  fuzzList(zPath, 0, 0);
  fuzzList(zPath, 0, 1);
  fuzzList(zPath, "deal", 0);
  if (db == 0) {
    db = fuzzOpen("SELECT 1");
    sqlite3_prepare_v2(db, "SELECT entente_load(?1)", -1, &pLoad, 0);
    sqlite3_bind_text(pLoad, 1, zPath, -1, SQLITE_STATIC);
  }
  sqlite3_exec(db, "BEGIN", 0, 0, 0);
  sqlite3_step(pLoad);
  sqlite3_reset(pLoad);
  if (sqlite3_get_autocommit(db)) abort(); /* the caller's transaction */
  sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
  return 0;
}
