/*
** article_mentions(), article_events(), article_deals(): what a text says.
**
** The text room reads, this file makes rows. `on` is the article's date and
** decides between names that moved from one state to another; without it, it
** is today. Offsets are characters, counted from 0, so that
** substr(text, first + 1, last - first) is what a row speaks of.
*/
#include "sql.h"
#include "../text/text.h"
#include <math.h>
#include <string.h>

typedef struct ArticleText ArticleText;
struct ArticleText {
  const char *z;
  EntDict *dict;
  EntReading *reading;
};

static int articleRead(EntCall *p, sqlite3_value **apArg, int what,
                       ArticleText *pOut) {
  EntSpan on;
  memset(pOut, 0, sizeof(*pOut));
  if (ent_resolve_text(p, apArg[0], "text", &pOut->z)) return 1;
  if (ent_resolve_on(p, apArg[1], "on", &on)) return 1;
  pOut->dict = ent_dictionary_get(p);
  if (pOut->dict == 0) return 1;
  pOut->reading =
      ent_text_read(&p->run, pOut->dict, pOut->z,
                    (size_t)sqlite3_value_bytes(apArg[0]), on, what);
  if (pOut->reading) return 0;
  ent_dict_unref(pOut->dict);
  return 1;
}

static void articleClear(EntCall *p, ArticleText *pText) {
  ent_text_free(&p->run, pText->reading);
  ent_dict_unref(pText->dict);
}

/* A part of the text. Its bytes may be no UTF-8; they go out as they came. */
static void articlePart(EntCall *p, EntRows *pRows, const ArticleText *pText,
                        uint32_t first, uint32_t last) {
  char *z = ent_run_alloc(&p->run, (size_t)(last - first) + 1);
  if (z) memcpy(z, pText->z + first, last - first);
  ent_rows_text(pRows, z);
  ent_run_free(&p->run, z);
}

/* article_mentions(text [, on]) */
int ent_articletab_mentions(EntCall *p, int nArg, sqlite3_value **apArg,
                            EntRows *pRows) {
  ArticleText text;
  int i;
  (void)nArg;
  if (articleRead(p, apArg, ENT_READ_MENTIONS, &text)) {
    return p->run.error.code;
  }
  for (i = 0; i < text.reading->nMention && p->run.error.code == ENT_OK; i++) {
    const EntMention *m = &text.reading->aMention[i];
    ent_rows_int(pRows, m->sentence);
    ent_rows_int(pRows, m->first);
    ent_rows_int(pRows, m->last);
    ent_rows_text(pRows, m->zCode);
    ent_rows_text(pRows, m->zKind);
    ent_rows_text(pRows, m->zSector);
    articlePart(p, pRows, &text, m->firstByte, m->lastByte);
    ent_rows_int(pRows, m->nCandidate - 1);
    ent_rows_text(pRows, m->zCodes);
    ent_rows_int(pRows, m->isDateline);
  }
  articleClear(p, &text);
  return p->run.error.code;
}

static void articleSpan(EntRows *pRows, const EntActor *pActor) {
  if (pActor->last > pActor->first) {
    ent_rows_int(pRows, pActor->first);
    ent_rows_int(pRows, pActor->last);
  } else {
    ent_rows_null(pRows);
    ent_rows_null(pRows);
  }
}

/* article_events(text [, on]) */
int ent_articletab_events(EntCall *p, int nArg, sqlite3_value **apArg,
                          EntRows *pRows) {
  ArticleText text;
  int i;
  (void)nArg;
  if (articleRead(p, apArg, ENT_READ_EVENTS, &text)) return p->run.error.code;
  for (i = 0; i < text.reading->nEvent && p->run.error.code == ENT_OK; i++) {
    const EntEvent *e = &text.reading->aEvent[i];
    char zRoot[3] = { e->pCode->zCode[0], e->pCode->zCode[1], 0 };
    ent_rows_int(pRows, e->sentence);
    ent_rows_int(pRows, e->first);
    ent_rows_int(pRows, e->last);
    ent_rows_text(pRows, e->source.zCode);
    ent_rows_text(pRows, e->target.zCode);
    ent_rows_text(pRows, e->pCode->zCode);
    ent_rows_text(pRows, zRoot);
    ent_rows_text(pRows, e->pCode->zPlover);
    if (e->pCode->quad) {
      ent_rows_int(pRows, e->pCode->quad);
    } else {
      ent_rows_null(pRows);
    }
    ent_rows_text(pRows, e->source.zSector);
    articleSpan(pRows, &e->source);
    ent_rows_text(pRows, e->target.zSector);
    articleSpan(pRows, &e->target);
    articlePart(p, pRows, &text, e->verbByte, e->verbLastByte);
    ent_rows_int(pRows, e->verb);
    ent_rows_int(pRows, e->verbLast);
    ent_rows_text(pRows, e->zItem);
    ent_rows_int(pRows, e->negated);
    ent_rows_int(pRows, e->hypothetical);
    ent_rows_int(pRows, e->quoted);
    ent_rows_int(pRows, e->passive);
    ent_rows_int(pRows, e->reciprocal);
    ent_rows_real(pRows, e->confidence);
    ent_rows_text(pRows, e->zRule);
    ent_rows_text(pRows, e->zExplain);
  }
  articleClear(p, &text);
  return p->run.error.code;
}

static void articleThings(EntCall *p, EntRows *pRows, const ArticleText *pText,
                          const EntThing *a, int n) {
  sqlite3_str *pWords = sqlite3_str_new(0), *pItems = sqlite3_str_new(0);
  char *zWords, *zItems;
  int i;
  for (i = 0; i < n; i++) {
    sqlite3_str_appendf(pWords, "%s%.*s", i ? ", " : "",
                        (int)(a[i].lastByte - a[i].firstByte),
                        pText->z + a[i].firstByte);
    sqlite3_str_appendf(pItems, "%s%s", i ? "," : "", a[i].zItem);
  }
  zWords = sqlite3_str_finish(pWords);
  zItems = sqlite3_str_finish(pItems);
  if (n > 0 && (zWords == 0 || zItems == 0)) {
    ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  }
  ent_rows_text(pRows, n ? zWords : 0);
  ent_rows_text(pRows, n ? zItems : 0);
  ent_rows_text(pRows, n ? a[0].zCategory : 0);
  ent_rows_real(pRows, n ? a[0].quantity : NAN);
  ent_rows_text(pRows, n ? a[0].zUnit : 0);
  sqlite3_free(zWords);
  sqlite3_free(zItems);
}

/* article_deals(text [, on]) */
int ent_articletab_deals(EntCall *p, int nArg, sqlite3_value **apArg,
                         EntRows *pRows) {
  ArticleText text;
  int i;
  (void)nArg;
  if (articleRead(p, apArg, ENT_READ_DEALS, &text)) return p->run.error.code;
  for (i = 0; i < text.reading->nBargain && p->run.error.code == ENT_OK; i++) {
    const EntBargain *b = &text.reading->aBargain[i];
    ent_rows_int(pRows, b->sentence);
    ent_rows_int(pRows, b->first);
    ent_rows_int(pRows, b->last);
    ent_rows_text(pRows, b->a.zCode);
    ent_rows_text(pRows, b->b.zCode);
    ent_rows_text(pRows, b->zStatus);
    articleThings(p, pRows, &text, b->aGive, b->nGive);
    articleThings(p, pRows, &text, b->aGet, b->nGet);
    ent_rows_real(pRows, b->confidence);
    ent_rows_text(pRows, b->zRule);
    ent_rows_text(pRows, b->zExplain);
  }
  articleClear(p, &text);
  return p->run.error.code;
}
