/*
** The dictionary's tables as an EntDict, read when they changed and not before.
**
** The rule is the one of snapshot.c, over the tables that articles are read
** by: the dictionary's own, and those that name states and blocs. A row that
** is malformed is left out; dictionary_check() says which and why.
**
** Of the names of states those are read that can stand in running text: names,
** demonyms, capitals and leaders, without commas and brackets ("Korea, North"
** is a catalogue's spelling) and longer than two letters, or of capitals.
*/
#include "sql.h"
#include "context.h"
#include <string.h>

/* state and state_name come first: they are also in ent_snapshot_tables, and
** share their triggers. */
const char *const ent_dictionary_tables[] = { "state_name",
                                              "bloc",
                                              "dictionary_word",
                                              "dictionary_item",
                                              "dictionary_actor",
                                              "dictionary_code",
                                              "dictionary_rule",
                                              "dictionary_prior",
                                              0 };

static const char *dictionaryText(sqlite3_stmt *pStmt, int i) {
  return (const char *)sqlite3_column_text(pStmt, i);
}

typedef struct DictionaryQuery DictionaryQuery;
struct DictionaryQuery {
  const char *zSql;
  void (*xRow)(EntRun *, EntDict *, sqlite3_stmt *);
};

static void dictionaryActor(EntRun *run, EntDict *d, sqlite3_stmt *s) {
  EntActorRow row = { 0 };
  row.zPhrase = dictionaryText(s, 0);
  row.zCode = dictionaryText(s, 1);
  row.zKind = dictionaryText(s, 2);
  row.zSector = dictionaryText(s, 3);
  if (!ent_date_span(dictionaryText(s, 4), dictionaryText(s, 5), &row.span)) {
    return;
  }
  row.anyCase = sqlite3_column_int(s, 6);
  row.priority = sqlite3_column_int(s, 7);
  if (row.zPhrase) ent_dict_add_actor(run, d, &row);
}

static void dictionaryWord(EntRun *run, EntDict *d, sqlite3_stmt *s) {
  EntWordRow row = { 0 };
  row.zPhrase = dictionaryText(s, 0);
  row.zClass = dictionaryText(s, 1);
  row.zValue = dictionaryText(s, 2);
  row.zCode = dictionaryText(s, 3);
  row.zPos = dictionaryText(s, 4);
  row.priority = sqlite3_column_int(s, 5);
  if (row.zPhrase && row.zClass) ent_dict_add_word(run, d, &row);
}

static void dictionaryItem(EntRun *run, EntDict *d, sqlite3_stmt *s) {
  EntItemRow row = { 0 };
  row.zPhrase = dictionaryText(s, 0);
  row.zItem = dictionaryText(s, 1);
  row.zCategory = dictionaryText(s, 2);
  row.zIssue = dictionaryText(s, 3);
  if (row.zPhrase && row.zItem) ent_dict_add_item(run, d, &row);
}

static void dictionaryCode(EntRun *run, EntDict *d, sqlite3_stmt *s) {
  EntCode row = { 0 };
  row.zCode = dictionaryText(s, 0);
  row.zPlover = dictionaryText(s, 1);
  row.quad = sqlite3_column_int(s, 2);
  if (row.zCode) ent_dict_add_code(run, d, &row);
}

static void dictionaryRule(EntRun *run, EntDict *d, sqlite3_stmt *s) {
  const char *zStance = dictionaryText(s, 0);
  const char *zAct = dictionaryText(s, 1);
  if (zStance && zAct) {
    ent_dict_add_rule(run, d, zStance, zAct, dictionaryText(s, 2));
  }
}

static void dictionaryPrior(EntRun *run, EntDict *d, sqlite3_stmt *s) {
  const char *z = dictionaryText(s, 0);
  if (z) ent_dict_add_prior(run, d, z, sqlite3_column_double(s, 1));
}

static const DictionaryQuery aDictionaryQuery[] = {
  { "SELECT code, plover, quad FROM main.dictionary_code WHERE active"
    " ORDER BY code",
    dictionaryCode },
  { "SELECT value, state, scheme, NULL, since, until, 0, 0"
    " FROM main.state_name"
    " WHERE scheme IN ('name', 'demonym', 'capital', 'leader')"
    " AND value NOT GLOB '*[,()/]*'"
    " AND (length(value) > 3 OR value = upper(value) OR scheme <> 'name')"
    " UNION ALL"
    " SELECT code, code, 'bloc', 'IGO', NULL, NULL, 0, 2 FROM main.bloc"
    " UNION ALL"
    " SELECT name, code, 'bloc', 'IGO', NULL, NULL, 0, 2 FROM main.bloc"
    " UNION ALL"
    " SELECT phrase, code, kind, sector, since, until, any_case, priority"
    " FROM main.dictionary_actor WHERE active",
    dictionaryActor },
  { "SELECT phrase, class, value, code, pos, priority"
    " FROM main.dictionary_word WHERE active"
    " ORDER BY phrase, class, priority",
    dictionaryWord },
  { "SELECT phrase, item, category, issue FROM main.dictionary_item"
    " WHERE active ORDER BY phrase",
    dictionaryItem },
  { "SELECT stance, act, code FROM main.dictionary_rule WHERE active"
    " ORDER BY stance, act",
    dictionaryRule },
  { "SELECT name, value FROM main.dictionary_prior ORDER BY name",
    dictionaryPrior },
};

static EntDict *dictionaryLoad(EntCall *p) {
  EntDict *d = ent_dict_new(&p->run);
  size_t i;
  p->cx->loading = 1;
  for (i = 0; d && i < sizeof(aDictionaryQuery) / sizeof(aDictionaryQuery[0]);
       i++) {
    sqlite3_stmt *pStmt =
        ent_shape_ask(p, p->cx->db, aDictionaryQuery[i].zSql, 0, 0);
    int rc;
    if (pStmt == 0) break;
    while (p->run.error.code == ENT_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
      aDictionaryQuery[i].xRow(&p->run, d, pStmt);
    }
    rc = sqlite3_finalize(pStmt);
    if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
    if (p->run.error.code) break;
  }
  p->cx->loading = 0;
  if (d) ent_dict_finish(&p->run, d);
  if (p->run.error.code) {
    ent_dict_unref(d);
    return 0;
  }
  return d;
}

EntDict *ent_dictionary_get(EntCall *p) {
  EntContext *cx = p->cx;
  EntDict *d = 0;
  EntPin pin;
  if (ent_snapshot_pin(p, ent_dictionary_tables, &pin)) goto done;
  if (pin.keep && cx->dict && ent_snapshot_same(&pin.key, &cx->dictKey)) {
    d = ent_dict_ref(cx->dict);
    goto done;
  }
  d = dictionaryLoad(p);
  if (d == 0) goto done;
  pin.keep = pin.keep && ent_snapshot_plain(p, ent_dictionary_tables);
  if (p->run.error.code) {
    ent_dict_unref(d);
    d = 0;
    goto done;
  }
  ent_dict_unref(cx->dict);
  cx->dict = pin.keep ? ent_dict_ref(d) : 0;
  cx->dictKey = pin.key;
done:
  ent_snapshot_unpin(&pin);
  return d;
}

/* dictionary_hash() */
void ent_dictionary_hash(sqlite3_context *ctx, int nArg,
                         sqlite3_value **apArg) {
  EntCall call;
  EntDict *d;
  (void)nArg;
  (void)apArg;
  ent_call_begin(&call, ctx);
  d = ent_dictionary_get(&call);
  if (d) {
    char zHash[17];
    ent_dict_hash(d, zHash);
    sqlite3_result_text(ctx, zHash, -1, SQLITE_TRANSIENT);
    ent_dict_unref(d);
  }
  ent_call_end(&call, ctx);
}

/* ---- dictionary_check() ---- */

/* Each asks for: problem, table, phrase, detail. */
static const char *const azDictionaryCheck[] = {
  "SELECT 'overridden', 'dictionary_word', a.phrase,"
  " 'the ' || a.class || ' of priority ' || b.priority || ' counts'"
  " FROM main.dictionary_word AS a JOIN main.dictionary_word AS b"
  " ON b.phrase = a.phrase AND b.class = a.class AND b.priority > a.priority"
  " WHERE a.active AND b.active ORDER BY 3, 4",
  "SELECT 'unknown code', 'dictionary_word', phrase, code"
  " FROM main.dictionary_word AS w WHERE active AND code IS NOT NULL"
  " AND NOT EXISTS (SELECT 1 FROM main.dictionary_code AS c WHERE c.active"
  "  AND substr(w.code, 1, length(c.code)) = c.code) ORDER BY 3",
  "SELECT 'never fires', 'dictionary_word', phrase,"
  " class || ' without a code'"
  " FROM main.dictionary_word WHERE active AND class = 'act'"
  " AND code IS NULL ORDER BY 3",
  "SELECT 'malformed', 'dictionary_word', phrase,"
  " class || ' of value ' || ifnull(value, 'NULL')"
  " FROM main.dictionary_word WHERE active AND ("
  " class = 'stance' AND ifnull(value, '') NOT IN ('appeal', 'demand',"
  "  'intend', 'agree', 'offer', 'refuse', 'deny', 'threaten', 'accuse',"
  "  'sign', 'must')"
  " OR class = 'aspect' AND ifnull(value, '') NOT IN ('stop', 'ease')"
  " OR class = 'flow' AND ifnull(value, '') NOT IN ('give', 'get', 'trade')"
  " OR class = 'exchange' AND ifnull(value, '') NOT IN ('for', 'return', 'if')"
  " OR class = 'act' AND value NOT IN ('mutual', 'reverse', 'light', 'person',"
  " 'carrier')"
  " OR class = 'grammar' AND ifnull(value, '') NOT IN ('prep', 'place', 'be',"
  "  'by', 'to', 'and', 'determiner', 'pronoun', 'clause', 'for', 'from',"
  "  'of', 'with', 'have', 'made', 'between', 'own', 'prefix',"
  "  'adverb', 'begin', 'each')"
  " OR class = 'number' AND ifnull(value, '') GLOB '*[^0-9]*'"
  " OR class IN ('grammar', 'number', 'abbreviation')"
  "  AND phrase GLOB '*[ *]*'"
  " OR phrase GLOB '[*]*' OR phrase GLOB '*[*]'"
  " OR phrase <> trim(phrase)) ORDER BY 3, 4",
  "SELECT 'unknown category', 'dictionary_item', phrase, category"
  " FROM main.dictionary_item WHERE active AND NOT EXISTS (SELECT 1"
  "  FROM main.parameter WHERE name = 'transfer.category.' || category)"
  " ORDER BY 3",
  "SELECT 'unknown code', 'dictionary_rule', stance || ' on ' || act, code"
  " FROM main.dictionary_rule AS r WHERE active AND code IS NOT NULL"
  " AND NOT EXISTS (SELECT 1 FROM main.dictionary_code AS c WHERE c.active"
  "  AND substr(r.code, 1, length(c.code)) = c.code) ORDER BY 3",
  "SELECT 'shadowed', 'state_name', n.value,"
  " n.state || ' by ' || ifnull(a.code, 'no actor')"
  " FROM main.state_name AS n JOIN main.dictionary_actor AS a"
  " ON a.phrase = n.value AND a.active AND a.priority > 0"
  " AND a.code IS NOT n.state"
  " WHERE n.scheme IN ('name', 'demonym', 'capital', 'leader') ORDER BY 3, 4",
  "SELECT 'overlapping', 'dictionary_actor', a.phrase,"
  " a.code || ' and ' || b.code"
  " FROM main.dictionary_actor AS a JOIN main.dictionary_actor AS b"
  " ON b.phrase = a.phrase AND b.code > a.code AND b.priority = a.priority"
  " AND ifnull(a.since, '0000') <= ifnull(b.until, '9999')"
  " AND ifnull(b.since, '0000') <= ifnull(a.until, '9999')"
  " WHERE a.active AND b.active ORDER BY 3, 4",
};

/* Phrases that never fire, whatever the text. */
static void dictionaryReach(EntCall *p, EntRows *pRows) {
  static const char zAsk[] =
      "SELECT 'dictionary_actor', phrase, 0 FROM main.dictionary_actor"
      " WHERE active UNION ALL"
      " SELECT 'dictionary_item', phrase, 2 FROM main.dictionary_item"
      " WHERE active UNION ALL"
      " SELECT 'dictionary_word', phrase, 1 FROM main.dictionary_word"
      " WHERE active AND class NOT IN ('grammar', 'number', 'abbreviation')"
      " ORDER BY 1, 2";
  EntDict *d = ent_dictionary_get(p);
  sqlite3_stmt *pStmt = d ? ent_shape_ask(p, p->cx->db, zAsk, 0, 0) : 0;
  int rc;
  while (pStmt && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zPhrase = dictionaryText(pStmt, 1);
    if (zPhrase == 0 ||
        ent_dict_reaches(d, sqlite3_column_int(pStmt, 2), zPhrase))
      continue;
    ent_rows_text(pRows, "never fires");
    ent_rows_text(pRows, dictionaryText(pStmt, 0));
    ent_rows_text(pRows, zPhrase);
    ent_rows_text(pRows, "a text with these words does not find it");
  }
  rc = sqlite3_finalize(pStmt);
  if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  ent_dict_unref(d);
}

/* dictionary_check() */
int ent_dictionary_check(EntCall *p, int nArg, sqlite3_value **apArg,
                         EntRows *pRows) {
  size_t i;
  (void)nArg;
  (void)apArg;
  for (i = 0; i < sizeof(azDictionaryCheck) / sizeof(azDictionaryCheck[0]);
       i++) {
    sqlite3_stmt *pStmt =
        ent_shape_ask(p, p->cx->db, azDictionaryCheck[i], 0, 0);
    int rc, k;
    if (pStmt == 0) break;
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
      for (k = 0; k < 4; k++)
        ent_rows_text(pRows, dictionaryText(pStmt, k));
    }
    rc = sqlite3_finalize(pStmt);
    if (rc != SQLITE_OK) ent_call_sqlite(p, rc);
  }
  if (p->run.error.code == ENT_OK) dictionaryReach(p, pRows);
  return p->run.error.code;
}
