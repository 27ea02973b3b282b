/*
** entente_check(): what is wrong in the dataset, row by row.
**
**   SELECT * FROM entente_check() WHERE severity = 'error';
**
** Constraints refuse what is wrong in a row by itself, while it is written.
** This table finds what they cannot see: references that were never enforced
** because PRAGMA foreign_keys was off, rows that contradict one another, and
** layers that the measures will leave out. An `error` makes an answer wrong or
** impossible; a `warning` is something that is rarely meant.
**
** A check is a SELECT of the row's key and of the problem, in the table below.
** Those that depend on what tables and parameters there are, are composed from
** the shape of the tables and from the list of parameters that the measures
** read. What concerns many rows in the same way (no source, years outside the
** state system) is told once, with the number of rows.
*/
#include "sql.h"
#include <string.h>

/* The first and the last day of a row, as text that compares. */
#define CHECK_FIRST(x) "substr(ifnull(" x ", '0000') || '-01-01', 1, 10)"
#define CHECK_LAST(x)  "substr(ifnull(" x ", '9999') || '-99-99', 1, 10)"
#define CHECK_OVERLAP(a, b)                                                    \
  CHECK_FIRST(a ".since")                                                      \
  " <= " CHECK_LAST(b ".until") " AND " CHECK_FIRST(                           \
      b ".since") " <= " CHECK_LAST(a ".until")
#define CHECK_ACTOR(x)                                                         \
  "(EXISTS (SELECT 1 FROM main.state WHERE code = " x ")"                      \
  " OR EXISTS (SELECT 1 FROM main.bloc WHERE code = " x "))"
#define CHECK_MEMBER(state, year)                                              \
  "EXISTS (SELECT 1 FROM main.state_spell AS s WHERE s.system = 'cow'"         \
  " AND s.state = " state " AND substr(s.since, 1, 4) <= printf('%04d', " year \
  ")"                                                                          \
  " AND substr(ifnull(s.until, '9999'), 1, 4) >= printf('%04d', " year "))"

typedef struct CheckQuery CheckQuery;
struct CheckQuery {
  const char *zSeverity;
  const char *zTable;
  const char *zFix; /* what to do about it */
  const char *zSql; /* SELECT row, problem */
};

static const CheckQuery aCheck[] = {
  { "error", "sanction", "insert the state or the bloc, or correct sender",
    "SELECT id || ' ' || sender || ' ' || target || ' ' || kind,"
    " 'sender ''' || sender || ''' is neither a state nor a bloc'"
    " FROM main.sanction WHERE NOT " CHECK_ACTOR("sender") },
  { "error", "red_line", "insert the state or the bloc, or correct holder",
    "SELECT id, 'holder ''' || holder || ''' is neither a state nor a bloc'"
    " FROM main.red_line WHERE NOT " CHECK_ACTOR("holder") },
  { "error", "red_line", "insert the state or the bloc, or correct about",
    "SELECT id, 'about ''' || about || ''' is neither a state nor a bloc'"
    " FROM main.red_line WHERE NOT " CHECK_ACTOR("about") },
  { "error", "red_line", "insert the state or the bloc, or correct addressee",
    "SELECT id, 'addressee ' || quote(addressee) || ' is neither a state nor"
    " a bloc' FROM main.red_line WHERE addressee IS NOT NULL AND "
    "NOT " CHECK_ACTOR("addressee") },
  { "error", "state", "rename the bloc",
    "SELECT code, 'is also the code of a bloc' FROM main.state"
    " WHERE code IN (SELECT code FROM main.bloc)" },
  { "error", "parameter", "UPDATE parameter, or widen low..high",
    "SELECT name, 'value ' || value || ' is not within ' || low || '..'"
    " || high FROM main.parameter WHERE NOT (value BETWEEN low AND high)" },
  { "error", "parameter", "UPDATE the four values so that they sum to 1",
    "SELECT 'bystander.*', 'the four weights sum to '"
    " || printf('%.6g', x) || ', not to 1'"
    " FROM (SELECT total(value) AS x FROM main.parameter"
    " WHERE name IN ('bystander.base', 'bystander.exposure',"
    " 'bystander.pivot', 'bystander.triads')) WHERE abs(x - 1) > 1e-9" },
  { "error", "transfer", "insert the parameter, or use a category that has one",
    "SELECT ifnull(id, 'rowid ' || rowid), 'category ''' || category"
    " || ''' has no parameter transfer.category.' || category"
    " FROM main.transfer WHERE 'transfer.category.' || category"
    " NOT IN (SELECT name FROM main.parameter)" },
  { "error", "transfer", "insert the parameter, or use a status that has one",
    "SELECT ifnull(id, 'rowid ' || rowid), 'status ''' || status"
    " || ''' has no parameter transfer.status.' || status"
    " FROM main.transfer WHERE 'transfer.status.' || status"
    " NOT IN (SELECT name FROM main.parameter)" },
  { "error", "state_spell", "end the earlier spell before the later begins",
    "SELECT a.system || ' ' || a.state || ' ' || a.since,"
    " 'overlaps the spell since ' || b.since"
    " FROM main.state_spell AS a JOIN main.state_spell AS b"
    " ON b.system = a.system AND b.state = a.state AND b.since > a.since"
    " WHERE " CHECK_OVERLAP("a", "b") },
  { "error", "state_name", "date the rows, or delete the wrong one",
    "SELECT a.scheme || ' ' || a.value, 'names ' || a.state || ' and '"
    " || b.state || ' on one day'"
    " FROM main.state_name AS a JOIN main.state_name AS b"
    " ON b.scheme = a.scheme AND b.value = a.value AND b.state > a.state"
    " WHERE a.scheme NOT IN ('name', 'demonym', 'capital', 'leader')"
    " AND " CHECK_OVERLAP("a", "b") },
  { "error", "dispute_side", "date the rows, or delete the wrong one",
    "SELECT a.dispute || ' ' || a.state, 'stands on both sides on one day'"
    " FROM main.dispute_side AS a JOIN main.dispute_side AS b"
    " ON b.dispute = a.dispute AND b.state = a.state AND b.side > a.side"
    " WHERE " CHECK_OVERLAP("a", "b") },
  { "warning", "bloc_member",
    "end the earlier membership before the later begins",
    "SELECT a.bloc || ' ' || a.state, 'is a member twice on one day: since '"
    " || ifnull(a.since, 'ever') || ' and since ' || ifnull(b.since, 'ever')"
    " FROM main.bloc_member AS a JOIN main.bloc_member AS b"
    " ON b.bloc = a.bloc AND b.state = a.state AND b.rowid > a.rowid"
    " WHERE " CHECK_OVERLAP("a", "b") },
  { "warning", "bloc_member", "correct since, or add the state's spell",
    "SELECT m.bloc || ' ' || m.state, 'member since ' || m.since"
    " || ', before the state existed'"
    " FROM main.bloc_member AS m WHERE " CHECK_LAST(
        "m.since") " <"
                   " (SELECT min(" CHECK_FIRST(
                       "s.since") ") FROM main.state_spell AS s"
                                  "   WHERE s.state = m.state)" },
  { "warning", "deal", "insert its rows of deal_party",
    "SELECT id, 'has no parties' FROM main.deal"
    " WHERE id NOT IN (SELECT deal FROM main.deal_party)" },
  { "warning", "obligation", "insert the party, or correct the obligation",
    "SELECT o.deal || ' ' || o.from_state || ' ' || o.to_state || ' '"
    " || o.kind, x.state || ' is not a party of the deal'"
    " FROM main.obligation AS o JOIN"
    " (SELECT rowid AS r, from_state AS state FROM main.obligation"
    "  UNION ALL SELECT rowid, to_state FROM main.obligation) AS x"
    " ON x.r = o.rowid"
    " WHERE NOT EXISTS (SELECT 1 FROM main.deal_party AS p"
    " WHERE p.deal = o.deal AND p.state = x.state)" },
  { "warning", "capability", "delete the years, or add the state's spell",
    "SELECT state, count(*) || ' years outside the cow system, the first '"
    " || min(year) FROM main.capability WHERE NOT " CHECK_MEMBER(
        "capability.state", "year") " GROUP BY state" },
  { "warning", "trade", "delete the years, or add the state's spell",
    "SELECT exporter, count(*) || ' rows of years outside the cow system, the"
    " first ' || min(year) FROM main.trade WHERE NOT " CHECK_MEMBER(
        "exporter", "year") " GROUP BY exporter" },
  { "warning", "trade", "delete the years, or add the state's spell",
    "SELECT importer, count(*) || ' rows of years outside the cow system, the"
    " first ' || min(year) FROM main.trade WHERE NOT " CHECK_MEMBER(
        "importer", "year") " GROUP BY importer" },
  { "warning", "obligation", "join the two rows into one",
    "SELECT a.deal || ' ' || a.from_state || ' ' || a.to_state || ' '"
    " || a.kind, 'stands twice on one day: since ' || ifnull(a.since, 'ever')"
    " || ' and since ' || ifnull(b.since, 'ever')"
    " FROM main.obligation AS a JOIN main.obligation AS b"
    " ON b.deal = a.deal AND b.from_state = a.from_state"
    " AND b.to_state = a.to_state AND b.kind = a.kind AND b.rowid > a.rowid"
    " WHERE " CHECK_OVERLAP("a", "b") },
  { "warning", "obligation",
    "end the obligation, or the dispute, if one of them is wrong",
    "SELECT o.deal || ' ' || o.from_state || ' ' || o.to_state || ' '"
    " || o.kind, 'contradicts the war ' || d.id || ', where the two stand on"
    " opposite sides'"
    " FROM main.dispute AS d"
    " JOIN main.dispute_side AS x ON x.dispute = d.id"
    " JOIN main.dispute_side AS y ON y.dispute = d.id AND y.side <> x.side"
    " JOIN main.obligation AS o"
    " ON o.from_state = x.state AND o.to_state = y.state"
    " WHERE d.intensity = 'war' AND o.kind IN ('defense', 'nonaggression',"
    " 'neutrality') AND " CHECK_OVERLAP("o", "x") " AND " CHECK_OVERLAP("o",
                                                                        "y") },
  { "warning", "transfer", "delete one of the two, or tell them apart by item",
    "SELECT min(ifnull(id, 'rowid ' || rowid)), 'stands ' || count(*)"
    " || ' times, the same in all but its id' FROM main.transfer"
    " GROUP BY deal, supplier, recipient, category, item, quantity, value,"
    " status, since, until HAVING count(*) > 1" },
};

typedef struct Check Check;
struct Check {
  EntCall *pCall;
  sqlite3 *db;
  EntRows *pRows;
};

static void checkRow(Check *p, const char *zSeverity, const char *zTable,
                     const char *zRow, const char *zProblem, const char *zFix) {
  ent_rows_text(p->pRows, zSeverity);
  ent_rows_text(p->pRows, zTable);
  ent_rows_text(p->pRows, zRow);
  ent_rows_text(p->pRows, zProblem);
  ent_rows_text(p->pRows, zFix);
}

static int checkAsk(Check *p, const char *zSeverity, const char *zTable,
                    const char *zFix, const char *zSql) {
  sqlite3_stmt *pStmt = ent_shape_ask(p->pCall, p->db, zSql, 0, 0);
  int rc;
  if (pStmt == 0) return p->pCall->run.error.code;
  while ((rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    checkRow(p, zSeverity, zTable, (const char *)sqlite3_column_text(pStmt, 0),
             (const char *)sqlite3_column_text(pStmt, 1), zFix);
    if (p->pCall->run.error.code) break;
  }
  if (rc != SQLITE_DONE) ent_call_sqlite(p->pCall, rc); /* no-op after one */
  sqlite3_finalize(pStmt);
  return p->pCall->run.error.code;
}

/* The same with SQL that was composed; frees it. */
static int checkComposed(Check *p, const char *zSeverity, const char *zTable,
                         const char *zFix, char *zSql) {
  if (zSql == 0) {
    ent_error_set(&p->pCall->run.error, ENT_NOMEM, "out of memory");
  } else {
    checkAsk(p, zSeverity, zTable, zFix, zSql);
  }
  sqlite3_free(zSql);
  return p->pCall->run.error.code;
}

/* A row's key as an expression: "deal"||' '||"state". Freed by the caller. */
static char *checkKey(const EntShapeTable *pTable) {
  sqlite3_str *pKey = sqlite3_str_new(0);
  int i;
  for (i = 0; i < pTable->nColumn; i++) {
    if (pTable->aColumn[i].isKey) {
      sqlite3_str_appendf(pKey, "%sifnull(t.\"%w\", '?')",
                          sqlite3_str_length(pKey) ? " || ' ' || " : "",
                          pTable->aColumn[i].zName);
    }
  }
  if (sqlite3_str_length(pKey) == 0) sqlite3_str_appendall(pKey, "t.rowid");
  return sqlite3_str_finish(pKey);
}

static void checkReferences(Check *p, const EntShape *pShape) {
  int i, k, m;
  for (i = 0; i < pShape->nTable; i++) {
    const EntShapeTable *pTable = &pShape->aTable[i];
    char *zKey = checkKey(pTable);
    if (zKey == 0) {
      ent_error_set(&p->pCall->run.error, ENT_NOMEM, "out of memory");
      break;
    }
    for (k = 0; k < pTable->nColumn; k++) {
      const EntColumn *pColumn = &pTable->aColumn[k];
      for (m = 0; m < pShape->nTable; m++) {
        const EntShapeTable *pParent = &pShape->aTable[m];
        const char *zTwin =
            pColumn->iTwin >= 0 ? pTable->aColumn[pColumn->iTwin].zName : 0;
        if (pParent->iId < 0 || (pColumn->iParent != m && zTwin == 0)) continue;
        checkComposed(p, "error", pTable->zName,
                      "insert what it names, or correct the row",
                      sqlite3_mprintf(
                          "SELECT %s, '%q ''' || t.\"%w\" || ''' is no %q'"
                          " FROM main.\"%w\" AS t WHERE t.\"%w\" IS NOT NULL"
                          " AND (%d OR t.\"%w\" = %Q) AND NOT EXISTS (SELECT 1 "
                          "FROM main.\"%w\" AS p"
                          " WHERE p.\"%w\" = t.\"%w\")",
                          zKey, pColumn->zName, pColumn->zName, pParent->zName,
                          pTable->zName, pColumn->zName, zTwin == 0,
                          zTwin ? zTwin : pColumn->zName, pParent->zName,
                          pParent->zName, pParent->aColumn[pParent->iId].zName,
                          pColumn->zName));
        if (p->pCall->run.error.code) break;
      }
      if (p->pCall->run.error.code) break;
    }
    sqlite3_free(zKey);
    if (p->pCall->run.error.code) break;
    k = ent_shape_column(pTable, "source");
    if (k >= 0) {
      checkComposed(
          p, "warning", pTable->zName, "set source to the id of a source",
          sqlite3_mprintf(
              "SELECT NULL, n || ' rows name no source' FROM"
              " (SELECT count(*) AS n FROM main.\"%w\" WHERE source IS NULL)"
              " WHERE n > 0",
              pTable->zName));
    }
  }
}

static void checkParameters(Check *p) {
  int i;
  for (i = 0; i < ENT_NPARAMETER; i++) {
    checkComposed(
        p, "error", "parameter", "SELECT entente_create() adds the defaults",
        sqlite3_mprintf("SELECT %Q, 'is missing' WHERE NOT EXISTS"
                        " (SELECT 1 FROM main.parameter WHERE name = %Q)",
                        ent_parameter_names[i], ent_parameter_names[i]));
  }
}

/* A layer with rows and without coverage counts as unknown: rarely meant. */
static void checkCoverage(Check *p) {
  int i;
  for (i = 0; i < ENT_NLAYER; i++) {
    const char *z = ent_layer_names[i];
    checkComposed(
        p, "warning", "coverage",
        "insert a coverage row for the time that the rows speak of",
        sqlite3_mprintf(
            "SELECT %Q, 'has rows and no coverage: the layer counts as unknown'"
            " WHERE EXISTS (SELECT 1 FROM main.\"%w\") AND NOT EXISTS"
            " (SELECT 1 FROM main.coverage WHERE layer = %Q)",
            z, z, z));
  }
}

/* Rows that no coverage of their layer reaches count for nothing. */
static void checkOutside(Check *p) {
  static const struct {
    int iLayer;
    const char *zFirst, *zLast; /* the days of a row, as they compare */
    const char *zFrom;
  } a[] = {
    { ENT_L_OBLIGATION, CHECK_FIRST("t.since"), CHECK_LAST("t.until"),
      "main.obligation AS t" },
    { ENT_L_SANCTION, CHECK_FIRST("t.since"), CHECK_LAST("t.until"),
      "main.sanction AS t" },
    { ENT_L_DISPUTE, CHECK_FIRST("t.since"), CHECK_LAST("t.until"),
      "main.dispute AS t" },
    { ENT_L_TRADE, "printf('%04d-01-01', t.year)",
      "printf('%04d-99-99', t.year)", "main.trade AS t" },
    { ENT_L_CAPABILITY, "printf('%04d-01-01', t.year)",
      "printf('%04d-99-99', t.year)", "main.capability AS t" },
  };
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    const char *z = ent_layer_names[a[i].iLayer];
    checkComposed(
        p, "note", z, "extend the coverage, if the source covers that time",
        sqlite3_mprintf(
            "SELECT NULL, n || ' rows lie outside the coverage of the layer:"
            " they count for nothing' FROM (SELECT count(*) AS n FROM %s"
            " WHERE NOT EXISTS (SELECT 1 FROM main.coverage AS c"
            " WHERE c.layer = %Q AND " CHECK_FIRST(
                "c.since") " <= %s AND %s"
                           " <= " CHECK_LAST(
                               "c.until") ")) WHERE n > 0 AND EXISTS"
                                          " (SELECT 1 FROM main.coverage WHERE "
                                          "layer = %Q)",
            a[i].zFrom, z, a[i].zLast, a[i].zFirst, z));
  }
}

static void checkTriggers(Check *p) {
  static const char *const azWhen[] = { "insert", "update", "delete" };
  int i, k;
  for (i = 0; ent_snapshot_tables[i]; i++) {
    for (k = 0; k < 3; k++) {
      checkComposed(
          p, "warning", "entente_seq", "SELECT entente_create()",
          sqlite3_mprintf(
              "SELECT 'entente_seq_%q_%s', 'the trigger is missing: what-if"
              " queries are slower until entente_create() runs'"
              " WHERE NOT EXISTS (SELECT 1 FROM main.sqlite_schema"
              " WHERE type = 'trigger' AND name = 'entente_seq_%q_%s')",
              ent_snapshot_tables[i], azWhen[k], ent_snapshot_tables[i],
              azWhen[k]));
    }
  }
}

/* entente_check() */
int ent_check_fill(EntCall *pCall, int nArg, sqlite3_value **apArg,
                   EntRows *pRows) {
  Check check;
  EntShape shape;
  size_t i;
  (void)nArg;
  (void)apArg;
  check.pCall = pCall;
  check.db = ent_context_db(pCall->cx);
  check.pRows = pRows;
  ent_shape_read(pCall, &shape);
  if (shape.nMissing > 0) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "the dataset's tables are missing: call entente_create()");
  }
  if (pCall->run.error.code == ENT_OK) {
    checkReferences(&check, &shape);
    for (i = 0; i < sizeof(aCheck) / sizeof(aCheck[0]); i++) {
      checkAsk(&check, aCheck[i].zSeverity, aCheck[i].zTable, aCheck[i].zFix,
               aCheck[i].zSql);
    }
    checkParameters(&check);
    checkCoverage(&check);
    checkOutside(&check);
    checkTriggers(&check);
  }
  ent_shape_clear(&shape);
  return pCall->run.error.code;
}
