/* Sentences and what is told of them: see told.h. */
#include "told.h"
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "answer.h"
#include "entente.h"

/* ---- The dictionary of schema/ ---- */

static sqlite3 *toldDb;

int told_open(void) {
  return sqlite3_open(":memory:", &toldDb) != SQLITE_OK ||
         sqlite3_entente_init(toldDb, 0, 0) != SQLITE_OK ||
         sqlite3_exec(toldDb, "SELECT entente_create()", 0, 0, 0) != SQLITE_OK;
}

int told_close(void) {
  return sqlite3_close(toldDb) != SQLITE_OK;
}

sqlite3 *told_db(void) {
  return toldDb;
}

const char *told_events(const char *zText) {
  return answer_format(
      toldDb,
      "SELECT ifnull(group_concat(ifnull(source_state, '?') || ' ' || code"
      " || ' ' || ifnull(target_state, '?')"
      " || iif(passive, ' passive', '')"
      " || iif(negated, ' negated', '')"
      " || iif(hypothetical, ' hypothetical', '')"
      " || iif(quoted, ' quoted', ''), '; '), '')"
      " FROM article_events(%Q, '2020-01-01')",
      zText);
}

const char *told_deals(const char *zText) {
  return answer_format(
      toldDb,
      "SELECT ifnull(group_concat(party_a || ' ' || party_b || ' ' || status"
      " || ifnull(' ' || gives_item, '')"
      " || iif(gives_quantity, printf(' %%g', gives_quantity), '')"
      " || ifnull(' ' || gives_unit, '')"
      " || ifnull(' / ' || gets_item, '')"
      " || iif(gets_quantity, printf(' %%g', gets_quantity), '')"
      " || ifnull(' ' || gets_unit, ''), '; '), '')"
      " FROM article_deals(%Q, '2020-01-01')",
      zText);
}

void told_all(const char *const (*az)[2], int n,
              const char *(*xTold)(const char *)) {
  for (int i = 0; i < n; i++) {
    const char *z = xTold(az[i][0]);
    CU_ASSERT_STRING_EQUAL(z, az[i][1]);
    if (strcmp(z, az[i][1])) printf("\n  %s\n  tells: %s\n", az[i][0], z);
  }
}

/* ---- A little dictionary ---- */

static int nLeft = -1;

static void *failRealloc(void *p, size_t n) {
  if (nLeft >= 0 && nLeft-- == 0) {
    nLeft = 0;
    return 0;
  }
  return realloc(p, n);
}

static const EntMem mem = { failRealloc, free };

EntRun told_run(void) {
  EntRun run = { 0 };
  run.mem = &mem;
  return run;
}

void told_fail(int n) {
  nLeft = n;
}

void told_actor(EntRun *run, EntDict *d, const char *zPhrase, const char *zCode,
                const char *zKind, const char *zSince, const char *zUntil) {
  EntActorRow row = { 0 };
  row.zPhrase = zPhrase;
  row.zCode = zCode;
  row.zKind = zKind;
  ent_date_span(zSince, zUntil, &row.span);
  ent_dict_add_actor(run, d, &row);
}

void told_word(EntRun *run, EntDict *d, const char *zPhrase, const char *zClass,
               const char *zValue, const char *zCode, const char *zPos) {
  EntWordRow row = { zPhrase, zClass, zValue, zCode, zPos, 0 };
  ent_dict_add_word(run, d, &row);
}

EntDict *told_dict(EntRun *run) {
  static const char *const aWord[][4] = {
    { "meet", "act", "mutual", "040" },
    { "attack", "act", 0, "190" },
    { "supply", "act", 0, "070" },
    { "supply", "flow", "give", 0 },
    { "sanction", "act", 0, "163" },
    { "visit", "act", 0, "042" },
    { "take * hostage", "act", 0, "181" },
    { "ask", "stance", "appeal", "020" },
    { "refuse", "stance", "refuse", "120" },
    { "threaten", "stance", "threaten", "130" },
    { "will", "stance", "intend", 0 },
    { "lift", "aspect", "ease", 0 },
    { "say", "attribution", 0, 0 },
    { "not", "negation", 0, 0 },
    { "if", "hypothetical", 0, 0 },
    { "rebel", "agent", "REB", 0 },
    { "minister", "agent", "GOV", 0 },
    { "foreign", "agent", "GOV", 0 },
    { "in exchange for", "exchange", "for", 0 },
    { "million", "unit", "1000000", 0 },
    { "ton of", "unit", "ton", 0 },
    { "two", "number", "2", 0 },
    { "mr", "abbreviation", 0, 0 },
    { "st", "abbreviation", 0, 0 },
    { "be", "grammar", "be", 0 },
    { "by", "grammar", "by", 0 },
    { "to", "grammar", "to", 0 },
    { "and", "grammar", "and", 0 },
    { "the", "grammar", "determiner", 0 },
    { "in", "grammar", "place", 0 },
    { "for", "grammar", "for", 0 },
    { "with", "grammar", "with", 0 },
    { "of", "grammar", "of", 0 },
    { "that", "grammar", "clause", 0 },
  };
  static const char *const aCode[][2] = {
    { "020", "REQUEST" },  { "023", "REQUEST" },  { "036", "AGREE" },
    { "040", "CONSULT" },  { "042", "CONSULT" },  { "070", "AID" },
    { "072", "AID" },      { "085", "YIELD" },    { "120", "REJECT" },
    { "124", "REJECT" },   { "125", "REJECT" },   { "130", "THREATEN" },
    { "138", "THREATEN" }, { "163", "SANCTION" }, { "181", "ASSAULT" },
    { "190", "ASSAULT" },
  };
  static const char *const aRule[][3] = {
    { "appeal", "07", "023" }, { "intend", "04", "036" },
    { "refuse", "08", "124" }, { "refuse", "04", "125" },
    { "ease", "16", "085" },   { "not", "04", "125" },
    { "not", "19", 0 },        { "threaten", "19", "138" },
  };
  static const char *const aItem[][4] = {
    { "artillery shell", "arms.artillery", "ammunition", "military" },
    { "oil", "energy.oil", "energy", "economic" },
    { "wheat", "food.grain", "food", "humanitarian" },
  };
  EntDict *d = ent_dict_new(run);
  if (d == 0) return 0;
  for (size_t i = 0; i < sizeof(aCode) / sizeof(aCode[0]); i++) {
    EntCode row = { aCode[i][0], aCode[i][1], 1 };
    ent_dict_add_code(run, d, &row);
  }
  for (size_t i = 0; i < sizeof(aWord) / sizeof(aWord[0]); i++) {
    told_word(run, d, aWord[i][0], aWord[i][1], aWord[i][2], aWord[i][3], 0);
  }
  for (size_t i = 0; i < sizeof(aRule) / sizeof(aRule[0]); i++) {
    ent_dict_add_rule(run, d, aRule[i][0], aRule[i][1], aRule[i][2]);
  }
  for (size_t i = 0; i < sizeof(aItem) / sizeof(aItem[0]); i++) {
    EntItemRow row = { aItem[i][0], aItem[i][1], aItem[i][2], aItem[i][3] };
    ent_dict_add_item(run, d, &row);
  }
  ent_dict_add_prior(run, d, "svo", 0.8);
  told_actor(run, d, "Russia", "RUS", "name", 0, 0);
  told_actor(run, d, "Russian", "RUS", "demonym", 0, 0);
  told_actor(run, d, "Soviet Union", "RUS", "name", "1922-12-30", "1991-12-25");
  told_actor(run, d, "Iran", "IRN", "name", 0, 0);
  told_actor(run, d, "Korea", "KOR", "name", "1948-08-15", 0);
  told_actor(run, d, "Korea", "PRK", "name", "1948-09-09", 0);
  told_actor(run, d, "Korea", "KOR", "name", 0, "1905-11-17");
  told_actor(run, d, "North Korea", "PRK", "name", 0, 0);
  told_actor(run, d, "US", "USA", "name", 0, 0);
  told_actor(run, d, "U.S.", "USA", "name", 0, 0);
  told_actor(run, d, "Moscow", "RUS", "capital", 0, 0);
  told_actor(run, d, "C\xC3\xB4te d'Ivoire", "CIV", "name", 0, 0);
  told_actor(run, d, "St. Lucia", "LCA", "name", 0, 0);
  told_actor(run, d, "Lavrov", "RUS", "leader", 0, 0);
  told_actor(run, d, "Moscow Times", 0, "none", 0, 0);
  ent_dict_finish(run, d);
  if (run->error.code) {
    ent_dict_unref(d);
    return 0;
  }
  return d;
}

EntReading *told_read(EntRun *run, const EntDict *d, const char *z, size_t n) {
  EntSpan on;
  ent_date_parse("2020-01-01", &on);
  return ent_text_read(run, d, z, n, on,
                       ENT_READ_MENTIONS | ENT_READ_EVENTS | ENT_READ_DEALS |
                           ENT_READ_GAPS);
}

const char *told_by(EntRun *run, EntDict *d, const char *zText) {
  static char z[1000];
  EntReading *p;
  size_t n = 0;
  ent_dict_finish(run, d);
  p = told_read(run, d, zText, strlen(zText));
  z[0] = 0;
  for (int i = 0; p && i < p->nEvent && n < sizeof(z); i++) {
    const EntEvent *e = &p->aEvent[i];
    n += (size_t)snprintf(
        z + n, sizeof(z) - n, "%s%s %s %s%s%s%s%s", i ? "; " : "",
        e->source.zCode ? e->source.zCode : "?", e->pCode->zCode,
        e->target.zCode ? e->target.zCode : "?", e->passive ? " passive" : "",
        e->negated ? " negated" : "", e->hypothetical ? " hypothetical" : "",
        e->quoted ? " quoted" : "");
  }
  ent_text_free(run, p);
  ent_dict_unref(d);
  return z;
}

const char *told_little(const char *zText) {
  EntRun run = told_run();
  return told_by(&run, told_dict(&run), zText);
}
