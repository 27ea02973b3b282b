/*
** entente_code_articles(): the archive becomes events and candidate deals.
**
** An article is to be read when it has no row in article_reading, or one of
** another dictionary. Its earlier coded events go (those without a dictionary
** are the user's), its waiting candidates go, and what the text says now comes
** in; a candidate that somebody has judged is not asked about again. All in
** one savepoint; the optional limit cuts the work into steps, and the next
** call goes on where this one ended.
**
** Only English is read; other languages are counted as skipped.
**
** Stories that are told twice: the fingerprints of all articles that were read
** are put into buckets by eight bands of four hashes each, and within a bucket
** those that agree in half of all hashes are one story, named after its first
** article. Two texts that have 60 % of their runs of words in common meet in
** some bucket with 67 %, at 80 % with 98 %. A bucket is compared with its
** first members only, so that the work stays linear where one text is in the
** archive ten thousand times.
**
** unknown_actors() and unknown_verbs() read the same articles, and list what
** the dictionary did not know, by count.
*/
#include "sql.h"
#include "context.h"
#include <math.h>
#include <string.h>

enum { CODE_BANDS = 8, CODE_BAND = 4, CODE_COMPARED = 8 };

static int codeStep(EntCall *p, sqlite3_stmt *pStmt) {
  int rc;
  if (p->run.error.code) return 0;
  rc = sqlite3_step(pStmt);
  if (rc == SQLITE_ROW) return 1;
  if (rc != SQLITE_DONE) ent_call_sqlite(p, rc);
  return 0;
}

/* Runs a statement that answers nothing, and makes it ready again. */
static void codeRun(EntCall *p, sqlite3_stmt *pStmt) {
  codeStep(p, pStmt);
  sqlite3_reset(pStmt);
}

static void codeText(sqlite3_stmt *pStmt, int i, const char *z) {
  sqlite3_bind_text(pStmt, i, z, -1, SQLITE_TRANSIENT);
}

static void codePart(sqlite3_stmt *pStmt, int i, const char *z, uint32_t first,
                     uint32_t last) {
  sqlite3_bind_text(pStmt, i, z + first, (int)(last - first), SQLITE_TRANSIENT);
}

enum { /* the statements of one run */
       CODE_OLD_EVENTS,
       CODE_OLD_ITEMS,
       CODE_OLD_CANDIDATES,
       CODE_EVENT,
       CODE_JUDGED,
       CODE_CANDIDATE,
       CODE_ITEM,
       CODE_READING,
       CODE_NSTMT
};

static const char *const azCode[CODE_NSTMT] = {
  "DELETE FROM main.event WHERE article = ?1 AND dictionary IS NOT NULL",
  "DELETE FROM main.candidate_item WHERE candidate IN (SELECT id"
  " FROM main.candidate WHERE article = ?1 AND review = 'waiting'"
  " AND dictionary IS NOT NULL)",
  "DELETE FROM main.candidate WHERE article = ?1 AND review = 'waiting'"
  " AND dictionary IS NOT NULL",
  "INSERT INTO main.event(article, first, last, source_state, target_state,"
  " code, date, sentence, source_actor, target_actor, source_sector,"
  " target_sector, verb, item, negated, hypothetical, quoted, reciprocal,"
  " rule, confidence, dictionary, source)"
  " VALUES (?1, ?2, ?3, (SELECT code FROM main.state WHERE code = ?4),"
  " (SELECT code FROM main.state WHERE code = ?5), ?6, ?7, ?8, ?4, ?5, ?9,"
  " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
  "SELECT 1 FROM main.candidate WHERE article = ?1 AND first = ?2"
  " AND last = ?3 AND party_a = ?4 AND party_b = ?5",
  "INSERT INTO main.candidate(article, sentence, first, last, words, party_a,"
  " party_b, status, rule, confidence, dictionary, source)"
  " VALUES (?1, ?6, ?2, ?3, substr(?12, ?2 + 1, ?3 - ?2), ?4, ?5, ?7, ?8, ?9,"
  " ?10, ?11)",
  "INSERT INTO main.candidate_item(candidate, n, supplier, recipient,"
  " category, item, words, quantity, unit, source)"
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
  "INSERT INTO main.article_reading(article, dictionary, fingerprint,"
  " sentences, source) VALUES (?1, ?2, ?3, ?4, ?5)"
  " ON CONFLICT (article) DO UPDATE SET dictionary = excluded.dictionary,"
  " fingerprint = excluded.fingerprint, sentences = excluded.sentences",
};

typedef struct Code Code;
struct Code {
  EntCall *pCall;
  EntDict *dict;
  char zHash[17];
  sqlite3_stmt *apStmt[CODE_NSTMT];
  sqlite3_int64 nArticle, nEvent, nCandidate, nSkipped, nLeft, nStory;
};

typedef struct CodeArticle CodeArticle;
struct CodeArticle {
  const char *zId, *zText, *zDate, *zSource;
  size_t n;
};

static void codeEvent(Code *c, const CodeArticle *pArticle, const EntEvent *e) {
  sqlite3_stmt *s = c->apStmt[CODE_EVENT];
  codeText(s, 1, pArticle->zId);
  sqlite3_bind_int64(s, 2, e->first);
  sqlite3_bind_int64(s, 3, e->last);
  codeText(s, 4, e->source.zCode);
  codeText(s, 5, e->target.zCode);
  codeText(s, 6, e->pCode->zCode);
  codeText(s, 7, pArticle->zDate);
  sqlite3_bind_int(s, 8, e->sentence);
  codeText(s, 9, e->source.zSector);
  codeText(s, 10, e->target.zSector);
  codePart(s, 11, pArticle->zText, e->verbByte, e->verbLastByte);
  codeText(s, 12, e->zItem);
  sqlite3_bind_int(s, 13, e->negated);
  sqlite3_bind_int(s, 14, e->hypothetical);
  sqlite3_bind_int(s, 15, e->quoted);
  sqlite3_bind_int(s, 16, e->reciprocal);
  codeText(s, 17, e->zRule);
  sqlite3_bind_double(s, 18, e->confidence);
  codeText(s, 19, c->zHash);
  codeText(s, 20, pArticle->zSource);
  codeRun(c->pCall, s);
  c->nEvent++;
}

static void codeItems(Code *c, const CodeArticle *pArticle, sqlite3_int64 id,
                      int *pn, const EntThing *a, int n, const char *zFrom,
                      const char *zTo) {
  for (int i = 0; i < n; i++) {
    sqlite3_stmt *s = c->apStmt[CODE_ITEM];
    sqlite3_bind_int64(s, 1, id);
    sqlite3_bind_int(s, 2, ++*pn);
    codeText(s, 3, zFrom);
    codeText(s, 4, zTo);
    codeText(s, 5, a[i].zCategory);
    codeText(s, 6, a[i].zItem);
    codePart(s, 7, pArticle->zText, a[i].firstByte, a[i].lastByte);
    if (isnan(a[i].quantity)) {
      sqlite3_bind_null(s, 8);
    } else {
      sqlite3_bind_double(s, 8, a[i].quantity);
    }
    codeText(s, 9, a[i].zUnit);
    codeText(s, 10, pArticle->zSource);
    codeRun(c->pCall, s);
  }
}

static void codeCandidate(Code *c, const CodeArticle *pArticle,
                          const EntBargain *b) {
  sqlite3_int64 id;
  int n = 0, isJudged;
  for (int k = CODE_JUDGED; k <= CODE_CANDIDATE; k++) {
    sqlite3_stmt *s = c->apStmt[k];
    codeText(s, 1, pArticle->zId);
    sqlite3_bind_int64(s, 2, b->first);
    sqlite3_bind_int64(s, 3, b->last);
    codeText(s, 4, b->a.zCode);
    codeText(s, 5, b->b.zCode);
  }
  isJudged = codeStep(c->pCall, c->apStmt[CODE_JUDGED]);
  sqlite3_reset(c->apStmt[CODE_JUDGED]);
  if (isJudged) return;
  {
    sqlite3_stmt *s = c->apStmt[CODE_CANDIDATE];
    sqlite3_bind_int(s, 6, b->sentence);
    codeText(s, 7, b->zStatus);
    codeText(s, 8, b->zRule);
    sqlite3_bind_double(s, 9, b->confidence);
    codeText(s, 10, c->zHash);
    codeText(s, 11, pArticle->zSource);
    sqlite3_bind_text(s, 12, pArticle->zText, (int)pArticle->n, SQLITE_STATIC);
    codeRun(c->pCall, s);
    sqlite3_clear_bindings(s);
  }
  id = sqlite3_last_insert_rowid(ent_context_db(c->pCall->cx));
  codeItems(c, pArticle, id, &n, b->aGive, b->nGive, b->a.zCode, b->b.zCode);
  codeItems(c, pArticle, id, &n, b->aGet, b->nGet, b->b.zCode, b->a.zCode);
  c->nCandidate++;
}

static const char zCodeDigit[] = "0123456789abcdef";

static void codeHex(const uint32_t *a, char *z) {
  for (int i = 0; i < ENT_NEAR_HASHES; i++) {
    for (int k = 0; k < 8; k++)
      *z++ = zCodeDigit[a[i] >> (28 - 4 * k) & 15];
  }
  *z = 0;
}

static int codeUnhex(const char *z, uint32_t *a) {
  if (z == 0 || strlen(z) != 8 * ENT_NEAR_HASHES) return 0;
  for (int i = 0; i < ENT_NEAR_HASHES; i++) {
    a[i] = 0;
    for (int k = 0; k < 8; k++, z++) {
      const char *zAt = strchr(zCodeDigit, *z);
      if (zAt == 0) return 0;
      a[i] = a[i] << 4 | (uint32_t)(zAt - zCodeDigit);
    }
  }
  return 1;
}

static void codeArticle(Code *c, const CodeArticle *pArticle) {
  EntCall *p = c->pCall;
  EntSpan on = { ENT_DAY_MIN, ENT_DAY_MAX };
  EntReading *reading;
  uint32_t aPrint[ENT_NEAR_HASHES];
  char zPrint[8 * ENT_NEAR_HASHES + 1];
  sqlite3_stmt *s = c->apStmt[CODE_READING];
  ent_date_parse(pArticle->zDate, &on);
  for (int k = CODE_OLD_EVENTS; k <= CODE_OLD_CANDIDATES; k++) {
    codeText(c->apStmt[k], 1, pArticle->zId);
    codeRun(p, c->apStmt[k]);
  }
  reading = ent_text_read(&p->run, c->dict, pArticle->zText, pArticle->n, on,
                          ENT_READ_EVENTS | ENT_READ_DEALS);
  if (reading == 0) return;
  for (int i = 0; i < reading->nEvent; i++)
    codeEvent(c, pArticle, &reading->aEvent[i]);
  for (int i = 0; i < reading->nBargain; i++)
    codeCandidate(c, pArticle, &reading->aBargain[i]);
  ent_near_print(pArticle->zText, pArticle->n, aPrint);
  codeHex(aPrint, zPrint);
  codeText(s, 1, pArticle->zId);
  codeText(s, 2, c->zHash);
  codeText(s, 3, zPrint);
  sqlite3_bind_int(s, 4, reading->nSentence);
  codeText(s, 5, pArticle->zSource);
  codeRun(p, s);
  ent_text_free(&p->run, reading);
  c->nArticle++;
}

/* ---- Stories ---- */

typedef struct CodeStory CodeStory;
struct CodeStory {
  const char *zId, *zOld;
  uint32_t aPrint[ENT_NEAR_HASHES];
  int iFirst; /* the article whose story it is */
};

typedef struct CodeBucket CodeBucket;
struct CodeBucket {
  uint64_t key;
  int iStory;
};

static int codeBucketCompare(const void *pA, const void *pB) {
  const CodeBucket *a = pA, *b = pB;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return a->iStory - b->iStory;
}

static int codeFirst(CodeStory *a, int i) {
  while (a[i].iFirst != i) {
    a[i].iFirst = a[a[i].iFirst].iFirst;
    i = a[i].iFirst;
  }
  return i;
}

static void codeMatch(CodeStory *a, const CodeBucket *aBucket, int n) {
  for (int i = 0; i < n; i++) {
    int iStart = i, nSame;
    while (i + 1 < n && aBucket[i + 1].key == aBucket[iStart].key)
      i++;
    nSame = i - iStart + 1;
    for (int k = 1; k < nSame; k++) {
      int iThis = aBucket[iStart + k].iStory;
      for (int j = 0; j < k && j < CODE_COMPARED; j++) {
        int iOther = aBucket[iStart + j].iStory;
        int iA = codeFirst(a, iThis), iB = codeFirst(a, iOther);
        if (iA == iB) continue;
        if (ent_near_similarity(a[iThis].aPrint, a[iOther].aPrint) < 0.5) {
          continue;
        }
        if (iA < iB)
          a[iB].iFirst = iA;
        else
          a[iA].iFirst = iB;
      }
    }
  }
}

static void codeStories(Code *c) {
  EntCall *p = c->pCall;
  sqlite3 *db = ent_context_db(p->cx);
  EntArena arena;
  CodeStory *a = 0;
  CodeBucket *aBucket = 0, *aOther = 0, *aSorted;
  int n = 0, nAlloc = 0;
  sqlite3_stmt *pRead =
      ent_shape_ask(p, db,
                    "SELECT r.article, r.fingerprint, ifnull(r.cluster, '')"
                    " FROM main.article_reading AS r JOIN main.article AS a"
                    " ON a.id = r.article ORDER BY a.docid",
                    0, 0);
  sqlite3_stmt *pReading = ent_shape_ask(
      p, db, "UPDATE main.article_reading SET cluster = ?2 WHERE article = ?1",
      0, 0);
  sqlite3_stmt *pEvent =
      ent_shape_ask(p, db,
                    "UPDATE main.event SET cluster = ?2 WHERE article = ?1"
                    " AND dictionary IS NOT NULL AND cluster IS NOT ?2",
                    0, 0);
  ent_arena_init(&arena, p->run.mem);
  while (codeStep(p, pRead)) {
    CodeStory *aNew = ent_run_grow(&p->run, a, &nAlloc, n, 1, sizeof(*a));
    if (aNew == 0) break;
    a = aNew;
    if (!codeUnhex((const char *)sqlite3_column_text(pRead, 1), a[n].aPrint)) {
      memset(a[n].aPrint, 0xFF, sizeof(a[n].aPrint));
    }
    a[n].zId = ent_run_copy(&p->run, &arena,
                            (const char *)sqlite3_column_text(pRead, 0));
    a[n].zOld = ent_run_copy(&p->run, &arena,
                             (const char *)sqlite3_column_text(pRead, 2));
    a[n].iFirst = n;
    n++;
  }
  sqlite3_finalize(pRead);
  if (p->run.error.code == ENT_OK && n > 0) {
    aBucket = ent_run_alloc(&p->run, (size_t)n * sizeof(*aBucket));
    aOther = ent_run_alloc(&p->run, (size_t)n * sizeof(*aOther));
  }
  for (int band = 0; aBucket && aOther && band < CODE_BANDS; band++) {
    int nBucket = 0;
    for (int i = 0; i < n; i++) {
      uint64_t key = 0xCBF29CE484222325ull;
      if (a[i].aPrint[0] == UINT32_MAX) continue;
      for (int k = 0; k < CODE_BAND; k++)
        key = (key ^ a[i].aPrint[band * CODE_BAND + k]) * 0x100000001B3ull;
      aBucket[nBucket].key = key;
      aBucket[nBucket++].iStory = i;
    }
    aSorted = ent_run_sort(&p->run, aBucket, aOther, (size_t)nBucket,
                           sizeof(*aBucket), codeBucketCompare);
    codeMatch(a, aSorted, nBucket);
    if (ent_run_cancelled(&p->run)) break;
  }
  for (int i = 0; i < n && p->run.error.code == ENT_OK; i++) {
    const char *z = a[codeFirst(a, i)].zId;
    if (a[i].iFirst == i) c->nStory++;
    if (strcmp(z, a[i].zOld)) {
      codeText(pReading, 1, a[i].zId);
      codeText(pReading, 2, z);
      codeRun(p, pReading);
    }
    codeText(pEvent, 1, a[i].zId);
    codeText(pEvent, 2, z);
    codeRun(p, pEvent);
  }
  sqlite3_finalize(pReading);
  sqlite3_finalize(pEvent);
  ent_run_free(&p->run, aBucket);
  ent_run_free(&p->run, aOther);
  if (a) p->run.mem->xFree(a);
  ent_arena_clear(&arena);
}

/* ---- The function ---- */

/* The ids first, then one article at a time: what is read while rows are
** written would see its own work. */
static const char zCodeTodo[] =
    "SELECT a.docid FROM main.article AS a LEFT JOIN main.article_reading AS r"
    " ON r.article = a.id WHERE r.dictionary IS NOT ?1"
    " AND (a.language IS NULL OR a.language LIKE 'en%') ORDER BY a.docid";

static void codeAll(Code *c, sqlite3_int64 nMax) {
  EntCall *p = c->pCall;
  sqlite3 *db = ent_context_db(p->cx);
  sqlite3_int64 *aId = 0;
  int n = 0, nAlloc = 0;
  sqlite3_stmt *pTodo = ent_shape_ask(p, db, zCodeTodo, c->zHash, 0);
  sqlite3_stmt *pArticle = ent_shape_ask(
      p, db,
      "SELECT id, iif(ifnull(body, '') = '', title, body), published,"
      " ifnull(source, (SELECT id FROM main.source"
      "  WHERE id = 'entente-dictionary'))"
      " FROM main.article WHERE docid = ?1",
      0, 0);
  sqlite3_stmt *pOther = ent_shape_ask(
      p, db, "SELECT count(*) FROM main.article WHERE language NOT LIKE 'en%'",
      0, 0);
  while (codeStep(p, pTodo)) {
    sqlite3_int64 *aNew;
    if (nMax >= 0 && n == nMax) {
      c->nLeft++;
      continue;
    }
    aNew = ent_run_grow(&p->run, aId, &nAlloc, n, 1, sizeof(*aId));
    if (aNew == 0) break;
    aId = aNew;
    aId[n++] = sqlite3_column_int64(pTodo, 0);
  }
  sqlite3_finalize(pTodo);
  if (codeStep(p, pOther)) c->nSkipped = sqlite3_column_int64(pOther, 0);
  sqlite3_finalize(pOther);
  for (int k = 0; k < CODE_NSTMT; k++)
    c->apStmt[k] = ent_shape_ask(p, db, azCode[k], 0, 0);
  for (int i = 0; i < n && p->run.error.code == ENT_OK; i++) {
    sqlite3_bind_int64(pArticle, 1, aId[i]);
    if (codeStep(p, pArticle)) {
      CodeArticle article = { 0 };
      article.zId = (const char *)sqlite3_column_text(pArticle, 0);
      article.zText = (const char *)sqlite3_column_text(pArticle, 1);
      article.n = (size_t)sqlite3_column_bytes(pArticle, 1);
      article.zDate = (const char *)sqlite3_column_text(pArticle, 2);
      article.zSource = (const char *)sqlite3_column_text(pArticle, 3);
      if (article.zId && article.zText) {
        codeArticle(c, &article);
      } else {
        ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
      }
    }
    sqlite3_reset(pArticle);
    if ((i & 63) == 63) ent_run_cancelled(&p->run);
    if ((i + 1) % ENT_NOTE_ARTICLES == 0) {
      sqlite3_log(SQLITE_NOTICE, "%s(): %d of %d articles read", p->zName,
                  i + 1, n);
    }
  }
  sqlite3_finalize(pArticle);
  for (int k = 0; k < CODE_NSTMT; k++)
    sqlite3_finalize(c->apStmt[k]);
  if (aId) p->run.mem->xFree(aId);
  if (p->run.error.code == ENT_OK) codeStories(c);
}

/* entente_code_articles([limit]) */
void ent_codefn_code(sqlite3_context *ctx, int nArg, sqlite3_value **apArg) {
  EntCall call;
  EntSavepoint save;
  Code code = { 0 };
  sqlite3_int64 nMax = -1;
  char *z = 0;
  ent_call_begin(&call, ctx);
  code.pCall = &call;
  if (nArg > 0 && sqlite3_value_type(apArg[0]) != SQLITE_NULL) {
    nMax = sqlite3_value_int64(apArg[0]);
    if (sqlite3_value_type(apArg[0]) != SQLITE_INTEGER || nMax < 0) {
      ent_error_set(&call.run.error, ENT_ERROR,
                    "argument limit: expected a whole number, 0 or more");
    }
  }
  if (ent_savepoint_open(&call, &save) == ENT_OK) {
    if (ent_create_shadow(&call) == ENT_OK) {
      code.dict = ent_dictionary_get(&call);
    }
    if (code.dict) {
      ent_dict_hash(code.dict, code.zHash);
      codeAll(&code, nMax);
    }
    if (call.run.error.code == ENT_OK) {
      z = sqlite3_mprintf("{\"articles\":%lld,\"events\":%lld,"
                          "\"candidates\":%lld,\"stories\":%lld,"
                          "\"left\":%lld,\"skipped\":%lld,"
                          "\"dictionary\":\"%s\"}",
                          code.nArticle, code.nEvent, code.nCandidate,
                          code.nStory, code.nLeft, code.nSkipped, code.zHash);
      if (z == 0) ent_error_set(&call.run.error, ENT_NOMEM, "out of memory");
    }
    ent_savepoint_close(&call, &save);
  }
  ent_dict_unref(code.dict);
  if (call.run.error.code == ENT_OK) {
    sqlite3_result_text(ctx, z, -1, sqlite3_free);
  } else {
    sqlite3_free(z);
  }
  ent_call_end(&call, ctx);
}

/* ---- unknown_actors(), unknown_verbs() ---- */

typedef struct CodeGap CodeGap;
struct CodeGap {
  const char *z;        /* the words, folded for verbs */
  const char *zArticle; /* where they were met first */
  int iOrder, n;
};

static int codeGapText(const void *pA, const void *pB) {
  const CodeGap *a = pA, *b = pB;
  int c = strcmp(a->z, b->z);
  return c ? c : a->iOrder - b->iOrder;
}

static int codeGapCount(const void *pA, const void *pB) {
  const CodeGap *a = pA, *b = pB;
  return a->n != b->n ? b->n - a->n : strcmp(a->z, b->z);
}

typedef struct CodeGaps CodeGaps;
struct CodeGaps {
  EntArena arena;
  CodeGap *a;
  int n, nAlloc;
};

static void codeGap(EntCall *p, CodeGaps *g, const char *zText,
                    const EntGap *pGap, const char *zArticle) {
  size_t n = pGap->lastByte - pGap->firstByte;
  char zWord[200], zBase[ENT_STEM_WIDTH];
  CodeGap *a, *pNew;
  if (n >= sizeof(zWord)) return;
  memcpy(zWord, zText + pGap->firstByte, n);
  zWord[n] = 0;
  if (pGap->isVerb) {
    char zFold[200];
    ent_fold_text(zWord, zFold, sizeof(zFold));
    ent_stem_guess(zFold, zBase);
  }
  a = ent_run_grow(&p->run, g->a, &g->nAlloc, g->n, 1, sizeof(*a));
  if (a == 0) return;
  g->a = a;
  pNew = &g->a[g->n];
  pNew->z = ent_run_copy(&p->run, &g->arena, pGap->isVerb ? zBase : zWord);
  pNew->zArticle = zArticle;
  pNew->iOrder = g->n;
  pNew->n = 1;
  if (pNew->z) g->n++;
}

int ent_codefn_unknown(EntCall *p, int nArg, sqlite3_value **apArg,
                       EntRows *pRows) {
  EntDict *dict = ent_dictionary_get(p);
  CodeGaps gaps = { 0 };
  CodeGap *aOther = 0, *a = 0;
  sqlite3_stmt *pStmt = 0;
  int n = 0;
  (void)nArg;
  (void)apArg;
  ent_arena_init(&gaps.arena, p->run.mem);
  if (dict) {
    pStmt = ent_shape_ask(
        p, ent_context_db(p->cx),
        "SELECT id, iif(ifnull(body, '') = '', title, body), published"
        " FROM main.article WHERE language LIKE 'en%' ORDER BY docid",
        0, 0);
  }
  while (codeStep(p, pStmt)) {
    const char *zId = (const char *)sqlite3_column_text(pStmt, 0);
    const char *zText = (const char *)sqlite3_column_text(pStmt, 1);
    size_t nText = (size_t)sqlite3_column_bytes(pStmt, 1);
    EntSpan on = { ENT_DAY_MIN, ENT_DAY_MAX };
    EntReading *reading;
    const char *zArticle = ent_run_copy(&p->run, &gaps.arena, zId);
    if (zText == 0) continue; /* the next step says: no memory */
    ent_date_parse((const char *)sqlite3_column_text(pStmt, 2), &on);
    reading = ent_text_read(&p->run, dict, zText, nText, on, ENT_READ_GAPS);
    for (int i = 0; reading && i < reading->nGap; i++) {
      if (reading->aGap[i].isVerb == p->iDetail) {
        codeGap(p, &gaps, zText, &reading->aGap[i], zArticle);
      }
    }
    ent_text_free(&p->run, reading);
  }
  sqlite3_finalize(pStmt);
  ent_dict_unref(dict);
  if (p->run.error.code == ENT_OK && gaps.n > 0) {
    aOther = ent_run_alloc(&p->run, (size_t)gaps.n * sizeof(*aOther));
  }
  if (aOther) {
    a = ent_run_sort(&p->run, gaps.a, aOther, (size_t)gaps.n, sizeof(*a),
                     codeGapText);
    for (int i = 0; i < gaps.n; i++) {
      if (n > 0 && strcmp(a[n - 1].z, a[i].z) == 0) {
        a[n - 1].n++;
      } else {
        a[n++] = a[i];
      }
    }
    a = ent_run_sort(&p->run, a, a == gaps.a ? aOther : gaps.a, (size_t)n,
                     sizeof(*a), codeGapCount);
    for (int i = 0; i < n; i++) {
      ent_rows_text(pRows, a[i].z);
      ent_rows_int(pRows, a[i].n);
      ent_rows_text(pRows, a[i].zArticle);
    }
  }
  ent_run_free(&p->run, aOther);
  if (gaps.a) p->run.mem->xFree(gaps.a);
  ent_arena_clear(&gaps.arena);
  return p->run.error.code;
}
