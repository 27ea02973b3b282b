/*
** Reading a text: sentence by sentence, in one pass.
**
** All that belongs to a sentence stands in one record that is used again for
** the next; what is found goes to the reading's arena. So a text of any length
** takes memory for its results only, and nothing is allocated for a token.
*/
#include "inside.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_COPY = 1 << 18 }; /* bytes between two questions whether to go on */

/* Room for one more of n things, all zero: arrays double, and the old one stays
** in the arena, which costs at most as much again. A long text has megabytes to
** copy, and the processor takes its time for each page that is new to it. */
void *ent_text_grow(EntRun *run, EntArena *arena, void *a, int n,
                    size_t nSize) {
  size_t nUsed = (size_t)n * nSize, i;
  if (run->error.code) return 0;
  if (n == 0 || (n >= 8 && (n & (n - 1)) == 0)) {
    char *aNew = ent_arena_room(arena, (n ? 2 * nUsed : 8 * nSize));
    if (aNew == 0) {
      ent_error_set(&run->error, ENT_NOMEM, "out of memory");
      return 0;
    }
    for (i = 0; i < nUsed; i += TEXT_COPY) {
      size_t nLeft = nUsed - i;
      if (i > 0 && ent_run_cancelled(run)) return 0;
      memcpy(aNew + i, (char *)a + i, nLeft < TEXT_COPY ? nLeft : TEXT_COPY);
    }
    a = aNew;
  }
  memset((char *)a + nUsed, 0, nSize);
  return a;
}

const char *ent_text_format(EntRun *run, EntArena *arena, const char *zFormat,
                            ...) {
  char zText[400];
  const char *z;
  va_list ap;
  va_start(ap, zFormat);
  vsnprintf(zText, sizeof(zText), zFormat, ap);
  va_end(ap);
  z = ent_arena_text(arena, zText);
  if (z == 0) ent_error_set(&run->error, ENT_NOMEM, "out of memory");
  return z;
}

static void textGap(TextSentence *s, int first, int last, int isVerb) {
  EntReading *out = s->out;
  EntGap *a = ent_text_grow(s->run, &out->arena, out->aGap, out->nGap,
                            sizeof(*out->aGap));
  if (a == 0) return;
  out->aGap = a;
  a[out->nGap].firstByte = s->a[first].first;
  a[out->nGap].lastByte = s->a[last - 1].last;
  a[out->nGap].isVerb = (int8_t)isVerb;
  out->nGap++;
}

/* Runs of words with capitals that are no actor, and the first unknown word
** behind a known actor that has the form of a verb. */
static void textGaps(TextSentence *s) {
  int8_t aHit[TEXT_TOKENS] = { 0 };
  for (int k = 0; k < s->nHit; k++) {
    for (int i = s->aHit[k].first; i < s->aHit[k].last; i++)
      aHit[i] = 1;
  }
  for (int i = 0; i < s->n; i++) {
    const TextToken *t = &s->a[i];
    int isName = t->punct == 0 && (t->bits & TOKEN_CAPITAL) &&
                 !(t->bits & (TOKEN_NUMBER | TOKEN_DATELINE)) &&
                 s->aiGroup[i] < 0 && !aHit[i] && t->grammar == 0 &&
                 !((t->bits & TOKEN_START) && t->iWord);
    int iEnd = i;
    while (isName && iEnd < s->n && s->a[iEnd].punct == 0 &&
           (s->a[iEnd].bits & TOKEN_CAPITAL) && s->aiGroup[iEnd] < 0 &&
           s->a[iEnd].grammar == 0)
      iEnd++;
    if (iEnd > i) {
      textGap(s, i, iEnd, 0);
      i = iEnd - 1;
    }
  }
  for (int k = 0; k < s->nGroup; k++) {
    int i = s->aGroup[k].last, iLast = i + 3;
    if (s->aGroup[k].zCode == 0 || s->aGroup[k].isAside) continue;
    for (; i < s->n && i < iLast && s->a[i].punct == 0; i++) {
      const TextToken *t = &s->a[i];
      char zWord[TEXT_WORD], zBase[ENT_STEM_WIDTH];
      int form;
      if (aHit[i] || s->aiGroup[i] >= 0) break;
      if (t->grammar & (ENT_G_BE | ENT_G_HAVE)) continue;
      if (t->grammar || t->iWord || (t->bits & TOKEN_CAPITAL)) break;
      if (!ent_token_fold((const unsigned char *)s->z + t->first,
                          t->last - t->first, zWord))
        break;
      form = ent_stem_guess(zWord, zBase);
      if (form & (ENT_FORM_PAST | ENT_FORM_ING | ENT_FORM_PART)) {
        textGap(s, i, i + 1, 1);
        break;
      }
    }
  }
}

EntReading *ent_text_read(EntRun *run, const EntDict *dict, const char *z,
                          size_t n, EntSpan on, int what) {
  TextReader reader = { 0 };
  EntReading *out = ent_run_alloc(run, sizeof(*out));
  TextSentence *s = ent_run_alloc(run, sizeof(*s));
  if (out) ent_arena_init(&out->arena, run->mem);
  if (out == 0 || s == 0) goto done;
  s->run = run;
  s->dict = dict;
  s->out = out;
  s->z = z;
  reader.dict = dict;
  reader.z = (const unsigned char *)z;
  reader.n = n;
  while ((s->n = ent_token_sentence(&reader, s->a)) > 0) {
    s->index = out->nSentence++;
    ent_mention_find(s, on, what);
    if (what & ENT_READ_EVENTS) ent_event_find(s);
    if (what & ENT_READ_DEALS) ent_deal_find(s);
    if (what & ENT_READ_GAPS) textGaps(s);
    if (run->error.code) break;
    if ((s->index & 15) == 15 && ent_run_cancelled(run)) break;
  }
done:
  ent_run_free(run, s);
  if (run->error.code) {
    ent_text_free(run, out);
    return 0;
  }
  return out;
}

void ent_text_free(EntRun *run, EntReading *p) {
  if (p == 0) return;
  ent_arena_clear(&p->arena);
  ent_run_free(run, p);
}
