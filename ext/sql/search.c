/*
** The FTS5 tokenizer `entente`: words, and who is meant by them.
**
**   CREATE VIRTUAL TABLE news USING fts5(body, tokenize = 'entente');
**   INSERT INTO news VALUES ('The Kremlin denied it.');
**   SELECT * FROM news WHERE news MATCH 'RUS';
**
** Words are those of unicode61 without diacritics; what stands behind the name
** of the tokenizer is handed on to unicode61. Three things are added.
**
** (1) Codes. At the first word of every mention stands its code as a further
**     token of the same position, so that phrases and NEAR count as before. A
**     name that several states bear stands for all of them: a search had
**     better find too much. Codes are in capitals, and no word is, since
**     unicode61 folds them: CAN is Canada, and not the verb. Likewise in a
**     query: a word in capitals that is a code of the dictionary asks for the
**     code alone, any other word for the word alone.
**
** (2) The date. A text that begins with YYYY, YYYY-MM or YYYY-MM-DD and the
**     character 31 is read as of that date, and neither is a token; so an
**     index whose content is a view can hand it over. Without it the names of
**     all times count.
**
** (3) Chinese, Japanese and Korean, which are written without blanks or with
**     endings. Every character of a run is a token, and at the same position
**     the pair that it makes with the next. A query of k characters becomes
**     the phrase of its k - 1 pairs and its last character, so that any part
**     of a run is found and highlight() marks exactly that.
**
** Which codes a text has depends on the dictionary of that moment. FTS5 reads
** a text again to take it out of an index, and takes out the tokens that it
** has now: after the dictionary changed, an index must be rebuilt.
**
** Writing happens in a transaction, where the rule of snapshot.c gives up at
** every change of any table, and FTS5 makes several for each row. To read the
** dictionary again for each would take a hundred times as long as the text.
** So when it was read inside a write transaction, the row of entente_seq is
** set to a random number. The triggers count on from it, so as long as it
** stands there no table of the dictionary has changed; rolling back beyond
** this moment takes it away, and to this moment brings the same tables back.
**
** Where there is no dataset, or while one is being read, there are no codes.
*/
#include "sql.h"
#include "context.h"
#include <limits.h>
#include <string.h>

#define SEARCH_MARK 31 /* the unit separator */

typedef struct SearchModule SearchModule; /* one for a connection */
struct SearchModule {
  int nRef;
  EntContext *cx;
  fts5_tokenizer words; /* unicode61 */
  void *pWords;
  EntDict *dict; /* what a write transaction read, or NULL */
  EntKey key;    /* with the random number as its seq */
};

typedef struct SearchTokenizer SearchTokenizer;
struct SearchTokenizer {
  SearchModule *pModule;
  Fts5Tokenizer *pWords;
};

typedef struct SearchRun SearchRun; /* one text */
struct SearchRun {
  SearchModule *pModule;
  EntCall call;
  const char *z;
  int n;
  int iShift; /* where the stretch begins that unicode61 is given */
  int iBody;  /* where the text begins, behind its date */
  int isQuery;
  int isAsked; /* the dictionary has been asked for */
  EntDict *dict;
  EntReading *reading;
  int iMention; /* the next to come */
  int rc;       /* what was said to the last word: SQLITE_DONE is enough */
  void *pCtx;
  int (*xToken)(void *, int, const char *, int, int, int);
};

static void searchUnref(void *p) {
  SearchModule *pModule = p;
  if (--pModule->nRef > 0) return;
  ent_dict_unref(pModule->dict);
  ent_context_unref(pModule->cx);
  sqlite3_free(pModule);
}

/* ---- The dictionary ---- */

/* Keeps what was just read. Where the mark cannot be set nothing is kept. */
static void searchKeep(SearchModule *pModule, EntCall *p, const EntPin *pPin,
                       EntDict *dict) {
  sqlite3_stmt *pStmt = 0;
  sqlite3_int64 seq;
  int rc;
  sqlite3_randomness(sizeof(seq), &seq);
  seq &= LLONG_MAX >> 1;
  rc = sqlite3_prepare_v2(ent_context_db(p->cx),
                          "UPDATE main.entente_seq SET seq = ?1 WHERE id = 1",
                          -1, &pStmt, 0);
  if (rc == SQLITE_OK) {
    sqlite3_bind_int64(pStmt, 1, seq);
    sqlite3_step(pStmt);
    rc = sqlite3_finalize(pStmt);
  }
  if (rc == SQLITE_NOMEM || rc == SQLITE_INTERRUPT) ent_call_sqlite(p, rc);
  if (rc != SQLITE_OK) return;
  pModule->dict = ent_dict_ref(dict);
  pModule->key = pPin->key;
  pModule->key.seq = seq;
}

static EntDict *searchWriting(SearchModule *pModule, EntCall *p) {
  EntDict *dict = 0;
  EntPin pin;
  if (ent_snapshot_pin(p, ent_dictionary_tables, &pin) == ENT_OK) {
    pin.key.changes = 0;
    if (pin.keep && pModule->dict &&
        ent_snapshot_same(&pin.key, &pModule->key)) {
      dict = ent_dict_ref(pModule->dict);
    } else {
      ent_dict_unref(pModule->dict);
      pModule->dict = 0;
      dict = ent_dictionary_get(p);
      if (dict && pin.keep && ent_snapshot_plain(p, ent_dictionary_tables)) {
        searchKeep(pModule, p, &pin, dict);
      }
    }
  }
  ent_snapshot_unpin(&pin);
  return dict;
}

/* The dictionary of this moment, once for each text; NULL: there is none. */
static EntDict *searchDictionary(SearchRun *r) {
  EntCall *p = &r->call;
  EntContext *cx = r->pModule->cx;
  if (r->isAsked || cx->loading) return r->dict;
  r->isAsked = 1;
  if (sqlite3_txn_state(cx->db, "main") == SQLITE_TXN_WRITE) {
    r->dict = searchWriting(r->pModule, p);
  } else {
    r->dict = ent_dictionary_get(p);
  }
  /* No dataset is no error. */
  if (ent_call_code(p) == SQLITE_ERROR) {
    p->run.error.code = ENT_OK;
    p->run.error.text[0] = 0;
    p->rc = 0;
  }
  return r->dict;
}

/* ---- Tokens ---- */

static int searchCodes(SearchRun *r, const EntMention *m) {
  const char *z = m->zCodes;
  int rc = SQLITE_OK;
  while (rc == SQLITE_OK && *z) {
    int n = (int)strcspn(z, ",");
    rc = r->xToken(r->pCtx, FTS5_TOKEN_COLOCATED, z, n,
                   r->iBody + (int)m->firstByte, r->iBody + (int)m->lastByte);
    z += n + (z[n] == ',');
  }
  return rc;
}

/* One token, and the codes of the mentions that begin at it. */
static int searchEmit(SearchRun *r, const char *z, int n, int first, int last) {
  int rc = r->xToken(r->pCtx, 0, z, n, first, last);
  while (rc == SQLITE_OK && r->reading && r->iMention < r->reading->nMention) {
    const EntMention *m = &r->reading->aMention[r->iMention];
    if (r->iBody + (int)m->firstByte >= last) break;
    r->iMention++;
    rc = searchCodes(r, m);
  }
  return rc;
}

/* Two or more capitals and digits, and a code. */
static int searchIsCode(SearchRun *r, const char *z, int n) {
  int nUpper = 0, i;
  for (i = 0; i < n; i++) {
    if (z[i] >= 'A' && z[i] <= 'Z') {
      nUpper++;
    } else if (z[i] < '0' || z[i] > '9') {
      return 0;
    }
  }
  if (n < 2 || nUpper == 0 || searchDictionary(r) == 0) return 0;
  return ent_dict_is_code(r->dict, z, (size_t)n);
}

/* What unicode61 found. */
static int searchWord(void *p, int tflags, const char *z, int n, int first,
                      int last) {
  SearchRun *r = p;
  (void)tflags;
  first += r->iShift;
  last += r->iShift;
  if (r->isQuery && searchIsCode(r, r->z + first, last - first)) {
    r->rc = searchEmit(r, r->z + first, last - first, first, last);
  } else if (r->call.run.error.code) {
    r->rc = ent_call_code(&r->call);
  } else {
    r->rc = searchEmit(r, z, n, first, last);
  }
  return r->rc;
}

/* The bytes of the character at z if it is of a script that is written without
** blanks, or of Korean; else 0. Bytes that are no UTF-8 are none. */
static int searchIdeograph(const unsigned char *z, int n) {
  static const unsigned int aRange[][2] = {
    { 0x1100, 0x11FF },   { 0x3005, 0x3007 },   { 0x3021, 0x3029 },
    { 0x3031, 0x3035 },   { 0x3041, 0x309F },   { 0x30A1, 0x30FA },
    { 0x30FC, 0x318E },   { 0x31A0, 0x31BF },   { 0x31F0, 0x31FF },
    { 0x3400, 0x4DBF },   { 0x4E00, 0x9FFF },   { 0xA960, 0xA97C },
    { 0xAC00, 0xD7FB },   { 0xF900, 0xFAFF },   { 0xFF66, 0xFFDC },
    { 0x1B000, 0x1B16F }, { 0x20000, 0x3FFFD },
  };
  unsigned int c;
  int nByte, i;
  if (z[0] < 0xE1 || z[0] > 0xF0) return 0;
  nByte = z[0] == 0xF0 ? 4 : 3;
  if (nByte > n) return 0;
  c = z[0] & (nByte == 4 ? 0x07 : 0x0F);
  for (i = 1; i < nByte; i++) {
    if ((z[i] & 0xC0) != 0x80) return 0;
    c = c << 6 | (z[i] & 0x3F);
  }
  for (i = 0; i < (int)(sizeof(aRange) / sizeof(aRange[0])); i++) {
    if (c <= aRange[i][1]) return c >= aRange[i][0] ? nByte : 0;
  }
  return 0;
}

/* The run that begins at i; *piEnd is behind it. */
static int searchRun(SearchRun *r, int i, int *piEnd) {
  const unsigned char *z = (const unsigned char *)r->z;
  int n = searchIdeograph(z + i, r->n - i), rc = SQLITE_OK;
  while (rc == SQLITE_OK && n) {
    int iNext = i + n;
    int nNext = iNext < r->n ? searchIdeograph(z + iNext, r->n - iNext) : 0;
    if (r->isQuery) {
      rc = searchEmit(r, r->z + i, n + nNext, i, iNext);
    } else {
      rc = searchEmit(r, r->z + i, n, i, iNext);
      if (rc == SQLITE_OK && nNext) {
        rc = r->xToken(r->pCtx, FTS5_TOKEN_COLOCATED, r->z + i, n + nNext, i,
                       iNext);
      }
    }
    i = iNext;
    n = nNext;
  }
  *piEnd = i;
  return rc;
}

/* ---- Interface of FTS5 ---- */

/* The length of the date and the mark before a text, and the date. */
static int searchDate(const char *z, int n, EntSpan *pOn) {
  char zDate[11];
  int k = 0;
  ent_date_span(0, 0, pOn);
  while (k < n && k < 10 && z[k] != SEARCH_MARK)
    k++;
  if (k >= n || z[k] != SEARCH_MARK) return 0;
  memcpy(zDate, z, (size_t)k);
  zDate[k] = 0;
  if (k == 0) return 1;
  if ((int)strlen(zDate) != k || !ent_date_parse(zDate, pOn)) {
    ent_date_span(0, 0, pOn);
    return 0;
  }
  return k + 1;
}

static int
searchTokenize(Fts5Tokenizer *pTokenizer, void *pCtx, int flags, const char *z,
               int n, int (*xToken)(void *, int, const char *, int, int, int)) {
  SearchTokenizer *p = (SearchTokenizer *)pTokenizer;
  SearchRun r = { 0 };
  int rc = SQLITE_OK, i, iWords;
  if (z == 0) {
    z = "";
    n = 0;
  }
  r.pModule = p->pModule;
  r.z = z;
  r.n = n;
  r.isQuery = (flags & FTS5_TOKENIZE_QUERY) != 0;
  r.pCtx = pCtx;
  r.xToken = xToken;
  ent_call_init(&r.call, p->pModule->cx, "entente", 0);
  if (!r.isQuery && r.n > 0) {
    EntSpan on;
    r.iBody = searchDate(z, r.n, &on);
    if (searchDictionary(&r)) {
      r.reading = ent_text_read(&r.call.run, r.dict, z + r.iBody,
                                (size_t)(r.n - r.iBody), on, ENT_READ_MENTIONS);
    }
    rc = ent_call_code(&r.call);
  }
  for (i = iWords = r.iBody; rc == SQLITE_OK;) {
    int isEnd = i == r.n;
    if (!isEnd && searchIdeograph((const unsigned char *)z + i, r.n - i) == 0) {
      i++;
      continue;
    }
    if (i > iWords) {
      r.iShift = iWords;
      rc = p->pModule->words.xTokenize(p->pWords, &r, flags, z + iWords,
                                       i - iWords, searchWord);
      if (rc == SQLITE_OK) rc = r.rc; /* unicode61 makes SQLITE_OK of DONE */
    }
    if (isEnd || rc != SQLITE_OK) break;
    rc = searchRun(&r, i, &i);
    iWords = i;
  }
  if (r.reading) ent_text_free(&r.call.run, r.reading);
  ent_dict_unref(r.dict);
  ent_call_clear(&r.call);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static void searchDelete(Fts5Tokenizer *pTokenizer) {
  SearchTokenizer *p = (SearchTokenizer *)pTokenizer;
  if (p->pWords) p->pModule->words.xDelete(p->pWords);
  searchUnref(p->pModule);
  sqlite3_free(p);
}

static int searchCreate(void *pUser, const char **azArg, int nArg,
                        Fts5Tokenizer **pp) {
  SearchModule *pModule = pUser;
  const char **az; /* behind it */
  SearchTokenizer *p =
      sqlite3_malloc64(sizeof(*p) + ((size_t)nArg + 2) * sizeof(*az));
  int rc = SQLITE_NOMEM;
  *pp = 0;
  if (p) {
    az = (const char **)(p + 1);
    az[0] = "remove_diacritics";
    az[1] = "2";
    if (nArg > 0) memcpy(az + 2, azArg, (size_t)nArg * sizeof(*az));
    p->pModule = pModule;
    p->pWords = 0;
    pModule->nRef++;
    rc = pModule->words.xCreate(pModule->pWords, az, nArg + 2, &p->pWords);
    if (rc != SQLITE_OK) {
      p->pWords = 0;
      searchDelete((Fts5Tokenizer *)p);
    } else {
      *pp = (Fts5Tokenizer *)p;
    }
  }
  return rc;
}

/* The interface of FTS5, or NULL where there is none. A statement that fails
** to compile must not stay the connection's last error (see alreadyLoaded). */
static int searchApi(sqlite3 *db, fts5_api **pp) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &pStmt, 0);
  *pp = 0;
  if (rc == SQLITE_OK) {
    sqlite3_bind_pointer(pStmt, 1, (void *)pp, "fts5_api_ptr", 0);
    sqlite3_step(pStmt);
    rc = sqlite3_finalize(pStmt);
  }
  if (rc == SQLITE_NOMEM) return rc;
  if (rc != SQLITE_OK) {
    *pp = 0;
    rc = sqlite3_prepare_v2(db, "SELECT 1", -1, &pStmt, 0);
    sqlite3_finalize(pStmt);
  }
  return rc;
}

int ent_search_register(EntContext *cx) {
  static const fts5_tokenizer tokenizer = { searchCreate, searchDelete,
                                            searchTokenize };
  SearchModule *pModule;
  fts5_api *pApi;
  int rc = searchApi(ent_context_db(cx), &pApi);
  if (rc != SQLITE_OK || pApi == 0 || pApi->iVersion < 2) return rc;
  pModule = sqlite3_malloc64(sizeof(*pModule));
  if (pModule == 0) return SQLITE_NOMEM;
  memset(pModule, 0, sizeof(*pModule));
  pModule->nRef = 1;
  pModule->cx = ent_context_ref(cx);
  rc = pApi->xFindTokenizer(pApi, "unicode61", &pModule->pWords,
                            &pModule->words);
  if (rc == SQLITE_OK) {
    fts5_tokenizer own = tokenizer; /* FTS5 takes no const */
    rc = pApi->xCreateTokenizer(pApi, "entente", pModule, &own, searchUnref);
  }
  if (rc != SQLITE_OK) searchUnref(pModule);
  return rc;
}
