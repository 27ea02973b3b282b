/*
** Bytes become tokens, tokens sentences.
**
** A token is a word or one sign of punctuation. Words are runs of letters and
** digits of any script; they part at hyphens (the part behind is marked as
** joined: "U.S.-led", "Iran-backed"), and between digits and letters ("$2bn",
** "F-16s"). Letters with full stops between are one word (U.S., D.P.R.K.). An
** apostrophe inside a word vanishes; 's is the mark of a possessive, and n't
** becomes the word "not".
**
** A sentence ends at . ! ? before a blank and a capital letter, a digit or a
** quotation mark, but not behind an abbreviation of the dictionary or a single
** letter; at an empty line; and where it would be too long. Behind letters
** with full stops it ends only before a word that is grammar ("in the U.S. The
** ...").
**
** A text that begins "MOSCOW (Reuters) -", "TOKYO --" or "Lagos:" begins with
** a dateline: a place of writing, no actor. Its tokens are marked.
**
** Folding is that of ext/world/fold.c, with a fast path for ASCII. Bytes that
** are no UTF-8 belong to words that no dictionary has. Characters are counted
** as SQLite's substr() counts them: a byte from 0xC0 up takes the continuation
** bytes behind it along; any other byte is a character.
*/
#include "inside.h"
#include <math.h>
#include <string.h>

static int tokenIsDigit(unsigned char c) {
  return c >= '0' && c <= '9';
}

static int tokenIsLetter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int tokenIsUpper(unsigned char c) {
  return c >= 'A' && c <= 'Z';
}

static int tokenIsBlank(unsigned char c) {
  return c <= ' ' || c == 0x7F;
}

uint32_t ent_token_fold(const unsigned char *z, size_t n,
                        char zOut[TEXT_WORD]) {
  uint32_t hash = 0x811C9DC5u;
  size_t k = 0;
  int isAscii = 1;
  if (n >= 3 * TEXT_WORD) return 0;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = z[i];
    if (c >= 0x80) {
      isAscii = 0;
      break;
    }
    if (tokenIsUpper(c)) c = (unsigned char)(c + ('a' - 'A'));
    if (!tokenIsDigit(c) && !tokenIsLetter(c)) continue;
    if (k + 1 >= TEXT_WORD) return 0;
    zOut[k++] = (char)c;
  }
  if (!isAscii) {
    char zText[3 * TEXT_WORD];
    memcpy(zText, z, n);
    zText[n] = 0;
    k = ent_fold_text(zText, zOut, TEXT_WORD);
    if (k >= TEXT_WORD) return 0;
  }
  if (k == 0) return 0;
  zOut[k] = 0;
  for (size_t i = 0; i < k; i++)
    hash = (hash ^ (unsigned char)zOut[i]) * 0x01000193u;
  hash ^= hash >> 15;
  hash *= 0x2C1B3C6Du;
  hash ^= hash >> 13;
  return hash + (hash == 0);
}

/* The length of a character as SQLite counts. */
static size_t tokenStep(const TextReader *p, size_t i) {
  size_t k = i + 1;
  if (p->z[i] >= 0xC0) {
    while (k < p->n && (p->z[k] & 0xC0) == 0x80)
      k++;
  }
  return k - i;
}

/* What a sign outside ASCII stands for: a quotation mark, a dash, an
** apostrophe, other punctuation ('.'), a blank; 0 for letters. */
static char tokenSign(const TextReader *p, size_t i) {
  const unsigned char *z = p->z + i;
  size_t n = p->n - i;
  if (z[0] == 0xC2 && n > 1) {
    if (z[1] == 0xA0) return ' ';
    if (z[1] == 0xAB || z[1] == 0xBB) return '"';
    if (z[1] == 0xA3 || z[1] == 0xA5) return '$';
    if (z[1] < 0xAA || (z[1] > 0xAA && z[1] < 0xB5)) return '#';
  }
  if (z[0] == 0xE2 && n > 2 && z[1] == 0x80) {
    if (z[2] >= 0x80 && z[2] <= 0x8F) return ' ';
    if (z[2] >= 0x90 && z[2] <= 0x92) return '-';
    if (z[2] >= 0x93 && z[2] <= 0x95) return '_'; /* a dash */
    if (z[2] == 0x98 || z[2] == 0x99 || z[2] == 0x9B) return '\'';
    if (z[2] >= 0x9C && z[2] <= 0x9F) return '"';
    if (z[2] == 0xA6) return '#';
    if (z[2] >= 0xA8 && z[2] <= 0xAF) return ' ';
    return '#';
  }
  if (z[0] == 0xE2 && n > 2 && z[1] == 0x82 && z[2] == 0xAC) return '$';
  if (z[0] == 0xE3 && n > 2 && z[1] == 0x80) {
    if (z[2] == 0x80) return ' ';
    if (z[2] == 0x82) return '.';
    if (z[2] < 0x83) return ',';
    if (z[2] >= 0x88 && z[2] <= 0x91) return '"';
  }
  if (z[0] == 0xEF && n > 2 && z[1] == 0xBB && z[2] == 0xBF) return ' ';
  return 0;
}

/* The sign at i: an ASCII one as it is, a word's letter 0. */
static char tokenClass(const TextReader *p, size_t i) {
  unsigned char c = p->z[i];
  if (c >= 0x80) return tokenSign(p, i);
  if (tokenIsLetter(c) || tokenIsDigit(c)) return 0;
  if (tokenIsBlank(c)) return ' ';
  return (char)c;
}

static int tokenUpperAt(const TextReader *p, size_t i) {
  unsigned char c = p->z[i];
  unsigned char c2 = i + 1 < p->n ? p->z[i + 1] : 0;
  if (c < 0x80) return tokenIsUpper(c);
  if (c == 0xC3) return c2 < 0x9F;
  if (c == 0xC4 || c == 0xC5) return (c2 & 1) == (c == 0xC5 && c2 >= 0xB9);
  if (c == 0xCE) return c2 >= 0x86 && c2 <= 0xAB;
  if (c == 0xD0) return c2 < 0xB0;
  return 0;
}

static void tokenAdvance(TextReader *p, size_t n) {
  p->i += n;
  p->iChar++;
}

static TextToken *tokenAdd(TextReader *p, TextToken *a, int *pn) {
  TextToken *t = &a[(*pn)++];
  memset(t, 0, sizeof(*t));
  t->number = NAN;
  t->first = (uint32_t)p->i;
  t->firstChar = p->iChar;
  if (p->isQuoted) t->bits |= TOKEN_QUOTED;
  return t;
}

static void tokenLook(const TextReader *p, TextToken *t) {
  char zWord[TEXT_WORD];
  uint32_t hash = ent_token_fold(p->z + t->first, t->last - t->first, zWord);
  const DictVocab *pVocab;
  if (hash == 0) return;
  t->iWord = ent_dict_find(p->dict, zWord, hash);
  if (t->iWord == 0) return;
  pVocab = &p->dict->aVocab[t->iWord];
  t->iLemma = pVocab->iLemma;
  t->grammar = pVocab->grammar;
  t->form = pVocab->form;
  if (t->iLemma != t->iWord) t->grammar |= p->dict->aVocab[t->iLemma].grammar;
  if (!isnan(pVocab->number) && isnan(t->number)) t->number = pVocab->number;
}

/* U.S., D.P.R.K: letters, each with a full stop behind it. */
static int tokenAcronym(TextReader *p, TextToken *t) {
  size_t i = p->i;
  while (i + 1 < p->n && tokenIsLetter(p->z[i]) && p->z[i + 1] == '.')
    i += 2;
  if (i - p->i < 4) {
    /* U.S without the last stop */
    if (i - p->i != 2 || i >= p->n || !tokenIsUpper(p->z[i]) ||
        (i + 1 < p->n && tokenClass(p, i + 1) == 0))
      return 0;
    i++;
  } else if (i < p->n && tokenClass(p, i) == 0 &&
             (i + 1 >= p->n || tokenClass(p, i + 1) != 0)) {
    i++; /* U.S.A, but not U.S.Army */
  }
  t->bits |= TOKEN_ACRONYM | TOKEN_CAPITAL | TOKEN_CAPS;
  if (!tokenIsUpper(p->z[p->i]))
    t->bits &= (int16_t) ~(TOKEN_CAPITAL | TOKEN_CAPS);
  while (p->i < i)
    tokenAdvance(p, 1);
  return 1;
}

/* A number with its points; commas between digits belong to it. */
static void tokenNumber(TextReader *p, TextToken *t) {
  double value = 0, unit = 1;
  int isFraction = 0;
  while (p->i < p->n) {
    unsigned char c = p->z[p->i];
    if (tokenIsDigit(c)) {
      if (value < 1e15) {
        value = value * 10 + (c - '0');
        if (isFraction) unit *= 10;
      }
    } else if ((c == '.' || c == ',') && p->i + 1 < p->n &&
               tokenIsDigit(p->z[p->i + 1])) {
      if (c == '.') isFraction = 1;
    } else {
      break;
    }
    tokenAdvance(p, 1);
  }
  t->bits |= TOKEN_NUMBER;
  t->number = value / unit;
}

/* An apostrophe at p->i, inside or behind a word of which the last byte is
** z[-1]. Returns 1 when the word goes on behind it. */
static int tokenApostrophe(TextReader *p, TextToken *t, int *pIsNot) {
  size_t nSign = tokenStep(p, p->i);
  size_t i = p->i + nSign;
  unsigned char c = i < p->n ? p->z[i] : 0;
  int isLast = i + 1 >= p->n || tokenClass(p, i + 1) != 0;
  if ((c == 's' || c == 'S') && isLast) {
    t->bits |= TOKEN_POSSESSIVE;
    tokenAdvance(p, nSign);
    tokenAdvance(p, 1);
    return 0;
  }
  if ((c == 't' || c == 'T') && isLast &&
      (p->z[p->i - 1] == 'n' || p->z[p->i - 1] == 'N')) {
    *pIsNot = 1;
    tokenAdvance(p, nSign);
    tokenAdvance(p, 1);
    return 0;
  }
  if (i < p->n && tokenClass(p, i) == 0) {
    tokenAdvance(p, nSign);
    return 1;
  }
  if ((p->z[p->i - 1] == 's' || p->z[p->i - 1] == 'S') && !p->isQuoted &&
      i < p->n && tokenClass(p, i) == ' ') {
    t->bits |= TOKEN_POSSESSIVE;
    tokenAdvance(p, nSign);
  }
  return 0;
}

static void tokenWord(TextReader *p, TextToken *a, int *pn) {
  TextToken *t = tokenAdd(p, a, pn);
  int nUpper = 0, nLetter = 0, isNot = 0;
  if (*pn > 1 && (p->isJoined || (t[-1].last == t->first && !t[-1].punct))) {
    t->bits |= TOKEN_JOINED;
  }
  p->isJoined = 0;
  if (tokenUpperAt(p, p->i)) t->bits |= TOKEN_CAPITAL;
  if (tokenIsDigit(p->z[p->i])) {
    tokenNumber(p, t);
    t->last = (uint32_t)p->i;
    t->lastChar = p->iChar;
    tokenLook(p, t);
    return;
  }
  if (!tokenAcronym(p, t)) {
    while (p->i < p->n) {
      char sign = tokenClass(p, p->i);
      if (sign == 0) {
        nLetter++;
        nUpper += tokenUpperAt(p, p->i);
        tokenAdvance(p, tokenStep(p, p->i));
      } else if (sign == '\'') {
        uint32_t last = (uint32_t)p->i, lastChar = p->iChar;
        if (tokenApostrophe(p, t, &isNot)) continue;
        t->last = last - (uint32_t)isNot;
        t->lastChar = lastChar - (uint32_t)isNot;
        if (t->last == last && p->i == last) break;
        goto ended;
      } else {
        break;
      }
    }
  }
  t->last = (uint32_t)p->i;
  t->lastChar = p->iChar;
ended:
  if (nLetter >= 2 && nUpper == nLetter) t->bits |= TOKEN_CAPS;
  if (p->i + 2 < p->n && (t->bits & TOKEN_ACRONYM) &&
      tokenClass(p, p->i) == '\'') {
    tokenApostrophe(p, t, &isNot);
  }
  tokenLook(p, t);
  if (isNot) {
    TextToken *pNot = &a[*pn];
    char zNot[TEXT_WORD];
    uint32_t hash = ent_token_fold((const unsigned char *)"not", 3, zNot);
    *pNot = *t;
    pNot->first = t->last;
    pNot->firstChar = t->lastChar;
    pNot->last = (uint32_t)p->i;
    pNot->lastChar = p->iChar;
    pNot->iWord = ent_dict_find(p->dict, zNot, hash);
    pNot->iLemma = pNot->iWord;
    pNot->grammar = 0;
    pNot->form = 0;
    pNot->bits = t->bits & TOKEN_QUOTED;
    ++*pn;
  }
}

/* Does the sentence end behind the stop that was the last token? */
static int tokenEnds(TextReader *p, const TextToken *a, int n) {
  const TextToken *pBefore = n >= 2 ? &a[n - 2] : 0;
  size_t i = p->i;
  int isStop = a[n - 1].punct == '.';
  if (isStop && pBefore && pBefore->punct == 0 &&
      pBefore->last == a[n - 1].first) {
    if (p->dict->aVocab[pBefore->iWord].isAbbreviation &&
        (pBefore->bits & TOKEN_CAPITAL))
      return 0;
    if (pBefore->last - pBefore->first == 1 &&
        tokenIsUpper(p->z[pBefore->first]))
      return 0;
  }
  while (i < p->n && strchr("\")", tokenClass(p, i)) && tokenClass(p, i))
    i += tokenStep(p, i);
  if (i >= p->n) return 1;
  if (tokenClass(p, i) != ' ') return p->z[i - 1] == 0x82; /* an ideograph's */
  while (i < p->n && tokenClass(p, i) == ' ')
    i += tokenStep(p, i);
  if (i >= p->n) return 1;
  return tokenUpperAt(p, i) || tokenIsDigit(p->z[i]) || p->z[i] >= 0x80 ||
         strchr("\"'([", p->z[i]) != 0;
}

/* A dash or colon that closes a dateline; 0: there is none. */
static int tokenDateline(const TextToken *a, int n) {
  int nCapital = 0, nCaps = 0, inside = 0;
  for (int i = 0; i < n && i < 14; i++) {
    char c = a[i].punct;
    if (c == '(') inside = 1;
    if (c == ')') inside = 0;
    if (inside || c == ')' || c == ',' || c == '.') continue;
    if (c == '_' || c == '-') return nCaps > 0 || nCapital > 0 ? i + 1 : 0;
    if (c == ':') return nCapital > 0 && i <= 3 ? i + 1 : 0;
    if (c) return 0;
    if (a[i].bits & TOKEN_JOINED) return 0;
    if (a[i].bits & TOKEN_CAPS)
      nCaps++;
    else if (a[i].bits & (TOKEN_CAPITAL | TOKEN_NUMBER))
      nCapital++;
    else
      return 0;
  }
  return 0;
}

/* Letters with stops, at the end of what may be a sentence. */
static int tokenEndsAcronym(const TextReader *p, const TextToken *a, int n) {
  TextReader ahead = *p;
  TextToken next[2];
  int nNext = 0;
  if (n < 3 || !(a[n - 1].bits & TOKEN_ACRONYM)) return 0;
  while (ahead.i < ahead.n && tokenClass(&ahead, ahead.i) == ' ')
    tokenAdvance(&ahead, tokenStep(&ahead, ahead.i));
  if (ahead.i >= ahead.n || ahead.i == p->i) return 0;
  if (!tokenIsUpper(ahead.z[ahead.i])) return 0;
  tokenWord(&ahead, next, &nNext);
  return (next[0].grammar & (ENT_G_DET | ENT_G_PRONOUN | ENT_G_PREP |
                             ENT_G_CLAUSE | ENT_G_AND)) != 0 &&
         (next[0].bits & TOKEN_CAPS) == 0;
}

int ent_token_sentence(TextReader *p, TextToken *a) {
  int n = 0;
  while (p->i < p->n && n < TEXT_TOKENS - 1) {
    char sign = tokenClass(p, p->i);
    size_t iNext;
    if (sign == ' ') {
      if (p->z[p->i] == '\n' && p->i + 1 < p->n &&
          (p->z[p->i + 1] == '\n' || p->z[p->i + 1] == '\r') && n > 0) {
        tokenAdvance(p, 1);
        p->isQuoted = 0;
        break;
      }
      tokenAdvance(p, tokenStep(p, p->i));
      continue;
    }
    if (sign == 0) {
      tokenWord(p, a, &n);
      if (tokenEndsAcronym(p, a, n)) break;
      continue;
    }
    iNext = p->i + tokenStep(p, p->i);
    if (sign == '-' && iNext < p->n && tokenClass(p, iNext) == 0 && n > 0 &&
        a[n - 1].last == p->i && a[n - 1].punct == 0) {
      tokenAdvance(p, iNext - p->i); /* a hyphen */
      p->isJoined = 1;
      continue;
    }
    {
      TextToken *t = tokenAdd(p, a, &n);
      if (sign == '-' && p->i + 1 < p->n && p->z[p->i + 1] == '-') {
        tokenAdvance(p, 1);
        sign = '_';
      }
      tokenAdvance(p, tokenStep(p, p->i));
      t->last = (uint32_t)p->i;
      t->lastChar = p->iChar;
      t->punct = sign;
      if (sign == '"') p->isQuoted = !p->isQuoted;
    }
    if ((sign == '.' || sign == '!' || sign == '?') && tokenEnds(p, a, n)) {
      while (p->i < p->n) {
        char c = tokenClass(p, p->i);
        if (c != '"' && c != ')') break;
        if (c == '"') p->isQuoted = 0;
        tokenAdvance(p, tokenStep(p, p->i));
      }
      break;
    }
    if (sign == '.') n--; /* of an abbreviation: the words belong together */
  }
  if (n > 0) a[0].bits |= TOKEN_START;
  if (n > 0 && p->nSentence == 0) {
    int k = tokenDateline(a, n);
    for (int i = 0; i < k; i++)
      a[i].bits |= TOKEN_DATELINE;
    if (k > 0 && k < n) a[k].bits |= TOKEN_START;
  }
  if (n > 0) p->nSentence++;
  return n;
}
