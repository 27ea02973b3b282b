/*
** Words as people type them.
**
** "Côte d'Ivoire", "COTE D’IVOIRE" and "Cote dIvoire" name one state. Names
** are compared folded, and folded names exactly: nothing is ever guessed. The
** rules, applied to both sides of every comparison:
**
**   letters      lower case. Latin letters lose their marks (é e, ł l, ø o,
**                dotted and dotless i are i) or become two (ß ss, æ ae, þ th,
**                œ oe, ŋ ng). Greek and Cyrillic are lower-cased and keep
**                their marks; other scripts stay as they are.
**   marks        combining accents, soft hyphens and zero-width characters
**                vanish.
**   apostrophes  straight, curly, backquote: vanish.         d'Ivoire divoire
**   full stops   vanish behind a single letter, else blank.  U.S.A. usa
**   ampersand    the word "and".
**   the rest     punctuation and blanks: one blank between words, none at the
**                ends. Guinea-Bissau guinea bissau
**   articles     "the" vanishes as the first or last of several words.
**                The Gambia; Bahamas, The
**   saints       "st" before another word is "saint". St. Lucia saint lucia
**
** A byte that is no UTF-8 is kept, so that two different texts stay different.
**
** The distance between two folded texts counts single letters inserted, left
** out, replaced, or two neighbours swapped (optimal string alignment: Damerau
** 1964; Levenshtein 1966). It only ranks the near matches of an error message.
*/
#include "world.h"
#include <string.h>

/* The base letter of each code point from U+00C0 and from U+1E00; '.': none */
static const char foldLatin[] =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    "bb....o..dd...eeeff.g.iikk...n.ooo.............uuuvyyzzz........"
    "....dddlllnnnaaiioouuuuuuuuuueaaaa..ggggkkoooo..jdddgg..nnaa...."
    "aaaaeeeeiiiioooorrrruuuusstt..hh....zzaaeeooooooooyy............"
    "...bu.eejj..rryy";
static const char foldLatinAdditional[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy.s..s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

_Static_assert(sizeof(foldLatin) == 0x250 - 0xC0 + 1, "one for each");
_Static_assert(sizeof(foldLatinAdditional) == 0x100 + 1, "one for each");

enum { FOLD_LONGEST = 255 }; /* texts that ent_fold_distance compares */

typedef struct FoldOut FoldOut;
struct FoldOut {
  char *z;        /* where it goes; n may run past nMax */
  size_t n, nMax; /* bytes written or wanted; room without the final 0 */
  size_t iWord;   /* where the current word begins */
  int nWord;      /* words begun */
  int pending;    /* a blank is due before the next letter */
  int nLetter;    /* letters since the last blank or full stop */
  char aHead[4];  /* the first bytes of the current word */
};

/* The code point at z, its length in bytes in *pn; an ill-formed byte is -1. */
static int32_t foldDecode(const unsigned char *z, int *pn) {
  static const int32_t aLeast[] = { 0, 0, 0x80, 0x800, 0x10000 };
  int n = z[0] < 0x80    ? 1
          : z[0] >= 0xF8 ? 0
          : z[0] >= 0xF0 ? 4
          : z[0] >= 0xE0 ? 3
          : z[0] >= 0xC0 ? 2
                         : 0;
  int32_t c;
  *pn = 1;
  if (n == 1) return z[0];
  if (n == 0) return -1;
  c = z[0] & (0xFF >> (n + 1));
  for (int i = 1; i < n; i++) {
    if ((z[i] & 0xC0) != 0x80) return -1;
    c = c << 6 | (z[i] & 0x3F);
  }
  if (c < aLeast[n] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return -1;
  *pn = n;
  return c;
}

static void foldByte(FoldOut *p, char c) {
  if (p->n < p->nMax) p->z[p->n] = c;
  p->n++;
}

static int foldIsWord(const FoldOut *p, const char *z) {
  size_t n = strlen(z);
  return p->n - p->iWord == n && memcmp(p->aHead, z, n) == 0;
}

static void foldLetter(FoldOut *p, char c) {
  if (p->pending || p->nWord == 0) {
    if (p->nWord == 1 && foldIsWord(p, "the")) {
      p->n = 0;
      p->nWord = 0;
    } else if (p->nWord && foldIsWord(p, "st")) {
      p->n = p->iWord + 1;
      for (const char *z = "aint"; *z; z++)
        foldByte(p, *z);
    }
    if (p->nWord) foldByte(p, ' ');
    p->iWord = p->n;
    p->nWord++;
    p->pending = 0;
    p->nLetter = 0;
  }
  if (p->n - p->iWord < sizeof(p->aHead)) p->aHead[p->n - p->iWord] = c;
  foldByte(p, c);
}

static void foldBlank(FoldOut *p) {
  if (p->nWord) p->pending = 1;
  p->nLetter = 0;
}

typedef struct FoldPair FoldPair; /* code points that fold to two letters */
struct FoldPair {
  int32_t first, last;
  char second;
};

/* The second letter of what folds to two; 0 for the others. */
static char foldSecond(int32_t c) {
  static const FoldPair a[] = {
    { 0xC6, 0xC6, 'e' },   { 0xDE, 0xDE, 'h' },   { 0xDF, 0xDF, 's' },
    { 0xE6, 0xE6, 'e' },   { 0xFE, 0xFE, 'h' },   { 0x132, 0x133, 'j' },
    { 0x14A, 0x14B, 'g' }, { 0x152, 0x153, 'e' }, { 0x1C4, 0x1C6, 'z' },
    { 0x1C7, 0x1CC, 'j' }, { 0x1F1, 0x1F3, 'z' }, { 0x1E9E, 0x1E9E, 's' },
  };
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]) && c >= a[i].first; i++) {
    if (c <= a[i].last) return a[i].second;
  }
  return 0;
}

/* Lower case of a Greek or Cyrillic capital; others as they are. */
static int32_t foldLower(int32_t c) {
  if (c == 0x386) return 0x3AC;
  if (c >= 0x388 && c <= 0x38A) return c + 37;
  if (c == 0x38C) return 0x3CC;
  if (c == 0x38E || c == 0x38F) return c + 63;
  if (c >= 0x391 && c <= 0x3AB && c != 0x3A2) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if ((c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) ||
      (c >= 0x4D0 && c <= 0x52F)) {
    return c | 1;
  }
  return c;
}

static int foldVanishes(int32_t c) {
  return c == '\'' || c == '`' || c == 0xB4 || c == 0xAD ||
         (c >= 0x2B9 && c <= 0x2BD) || (c >= 0x300 && c <= 0x36F) ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2018 && c <= 0x201B) ||
         c == 0x2032 || c == 0x2060 || c == 0xFEFF;
}

static int foldSeparates(int32_t c) {
  return c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x206F) ||
         (c >= 0x3000 && c <= 0x3003);
}

static char foldBase(int32_t c) {
  if (c >= 'a' && c <= 'z') return (char)c;
  if (c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
  if (c >= '0' && c <= '9') return (char)c;
  if (c == 0x259 || c == 0x18F) return 'e';
  if (c >= 0xC0 && c < 0x250 && foldLatin[c - 0xC0] != '.') {
    return foldLatin[c - 0xC0];
  }
  if (c >= 0x1E00 && c < 0x1F00 && foldLatinAdditional[c - 0x1E00] != '.') {
    return foldLatinAdditional[c - 0x1E00];
  }
  return 0;
}

static void foldOther(FoldOut *p, int32_t c, const char *z, int n) {
  int32_t lower = foldLower(c);
  if (lower == c) {
    for (int i = 0; i < n; i++)
      foldLetter(p, z[i]);
  } else {
    foldLetter(p, (char)(0xC0 | lower >> 6)); /* all below U+0800 */
    foldLetter(p, (char)(0x80 | (lower & 0x3F)));
  }
  p->nLetter++;
}

size_t ent_fold_text(const char *z, char *zOut, size_t nOut) {
  FoldOut out = { .z = zOut, .nMax = nOut ? nOut - 1 : 0 };
  while (z && *z) {
    int n;
    int32_t c = foldDecode((const unsigned char *)z, &n);
    char base = foldBase(c);
    if (base) {
      char second = foldSecond(c);
      foldLetter(&out, base);
      if (second) foldLetter(&out, second);
      out.nLetter++;
    } else if (c == '.' && !out.pending && out.nLetter == 1) {
      out.nLetter = 0;
    } else if (c == '&') {
      foldBlank(&out);
      for (const char *zAnd = "and"; *zAnd; zAnd++)
        foldLetter(&out, *zAnd);
      foldBlank(&out);
    } else if (c < 0) {
      foldLetter(&out, *z);
      out.nLetter++;
    } else if (foldVanishes(c)) {
      /* nothing is left of it */
    } else if (foldSeparates(c)) {
      foldBlank(&out);
    } else {
      foldOther(&out, c, z, n);
    }
    z += n;
  }
  if (out.nWord > 1 && foldIsWord(&out, "the")) out.n = out.iWord - 1;
  if (nOut) zOut[out.n < out.nMax ? out.n : out.nMax] = 0;
  return out.n;
}

static int foldLeast(int a, int b) {
  return a < b ? a : b;
}

int ent_fold_distance(const char *za, const char *zb, int nMax) {
  int aRow[3][FOLD_LONGEST + 1];
  int *aBefore = aRow[0], *aLast = aRow[1], *aThis = aRow[2];
  size_t na = strlen(za), nb = strlen(zb);
  if (strcmp(za, zb) == 0) return 0;
  if (na > FOLD_LONGEST || nb > FOLD_LONGEST || nMax < 1) return nMax + 1;
  if ((na > nb ? na - nb : nb - na) > (size_t)nMax) return nMax + 1;
  for (size_t j = 0; j <= nb; j++)
    aLast[j] = aBefore[j] = (int)j;
  for (size_t i = 1; i <= na; i++) {
    int *aSwap = aBefore, least = aThis[0] = (int)i;
    for (size_t j = 1; j <= nb; j++) {
      int cost = aLast[j - 1] + (za[i - 1] != zb[j - 1]);
      cost = foldLeast(cost, foldLeast(aLast[j], aThis[j - 1]) + 1);
      if (i > 1 && j > 1 && za[i - 1] == zb[j - 2] && za[i - 2] == zb[j - 1]) {
        cost = foldLeast(cost, aBefore[j - 2] + 1);
      }
      aThis[j] = cost;
      least = foldLeast(least, cost);
    }
    /* A swap skips a row, but ends no lower than the least of that row. */
    if (least > nMax) return nMax + 1;
    aBefore = aLast;
    aLast = aThis;
    aThis = aSwap;
  }
  return aLast[nb] > nMax ? nMax + 1 : aLast[nb];
}
