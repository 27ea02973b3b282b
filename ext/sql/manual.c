/*
** entente_functions: the manual as a table.
**
** It is read off the registration table, so a name cannot be registered
** without being described, nor described without being registered.
*/
#include "sql.h"

static void manualRow(EntRows *pRows, const char *zName, const char *zKind,
                      const EntManual *p) {
  ent_rows_text(pRows, zName);
  ent_rows_text(pRows, zKind);
  ent_rows_text(pRows, p->zUsage);
  ent_rows_text(pRows, p->zReturns);
  ent_rows_text(pRows, p->zNull);
  ent_rows_text(pRows, p->zErrors);
  ent_rows_text(pRows, p->zSource);
  ent_rows_text(pRows, p->zExample);
  ent_rows_text(pRows, p->zRests);
}

int ent_manual_fill(EntCall *p, int nArg, sqlite3_value **ap, EntRows *pRows) {
  const EntFunction *pFunction;
  const EntTable *pTable;
  const EntModule *pModule;
  (void)nArg;
  (void)ap;
  for (pFunction = ent_functions; pFunction->zName; pFunction++) {
    manualRow(pRows, pFunction->zName,
              pFunction->xFinal ? "aggregate" : "scalar", &pFunction->manual);
  }
  for (pTable = ent_tables; pTable->zName; pTable++) {
    manualRow(pRows, pTable->zName, "table", &pTable->manual);
  }
  for (pModule = ent_modules; pModule->zName; pModule++) {
    manualRow(pRows, pModule->zName,
              pModule->pModule->xCreate ? "module" : "table", &pModule->manual);
  }
  return p->run.error.code;
}
