/*
** The forms of a word.
**
** A stemmer that cuts endings makes one word of several ("general" and
** "generous", "organ" and "organization"), and cannot be read backwards. Here
** it goes the other way: the dictionary holds base forms, and from each all
** its forms are made once, when the dictionary is built. Reading is then one
** look-up for a word, exact, and every form can say which base it is of.
**
**   -s    es after s x z ch sh and o; y after a consonant: ies; beside them
**         men, children, and what is made of these
**   -ed   d after e; y after a consonant: ied; a final consonant doubles
**   -ing  e falls off; ie becomes y; a final consonant doubles
**
** A final consonant doubles behind a single vowel letter in a word of one
** syllable (stop, ban, plan), and in longer ones where the stress is last
** (admit, refer). Stress cannot be read from the letters: for words of several
** syllables both spellings are made, as they do no harm.
**
** Irregular verbs are a list: base, past, participle. Compounds of them
** (withdraw, overthrow, undertake) follow their last part.
*/
#include "text.h"
#include <stdio.h>
#include <string.h>

typedef struct StemIrregular StemIrregular;
struct StemIrregular {
  const char *zBase, *zPast, *zPart;
};

static const StemIrregular aStem[] = {
  { "arise", "arose", "arisen" },
  { "be", "was", "been" },
  { "bear", "bore", "borne" },
  { "beat", "beat", "beaten" },
  { "become", "became", "become" },
  { "begin", "began", "begun" },
  { "bend", "bent", "bent" },
  { "bet", "bet", "bet" },
  { "bid", "bid", "bid" },
  { "bind", "bound", "bound" },
  { "bite", "bit", "bitten" },
  { "bleed", "bled", "bled" },
  { "blow", "blew", "blown" },
  { "break", "broke", "broken" },
  { "bring", "brought", "brought" },
  { "broadcast", "broadcast", "broadcast" },
  { "build", "built", "built" },
  { "burn", "burned", "burnt" },
  { "burst", "burst", "burst" },
  { "buy", "bought", "bought" },
  { "cast", "cast", "cast" },
  { "catch", "caught", "caught" },
  { "choose", "chose", "chosen" },
  { "cling", "clung", "clung" },
  { "come", "came", "come" },
  { "cost", "cost", "cost" },
  { "creep", "crept", "crept" },
  { "cut", "cut", "cut" },
  { "deal", "dealt", "dealt" },
  { "dig", "dug", "dug" },
  { "do", "did", "done" },
  { "draw", "drew", "drawn" },
  { "drink", "drank", "drunk" },
  { "drive", "drove", "driven" },
  { "dwell", "dwelt", "dwelt" },
  { "eat", "ate", "eaten" },
  { "fall", "fell", "fallen" },
  { "feed", "fed", "fed" },
  { "feel", "felt", "felt" },
  { "fight", "fought", "fought" },
  { "find", "found", "found" },
  { "flee", "fled", "fled" },
  { "fling", "flung", "flung" },
  { "fly", "flew", "flown" },
  { "forbid", "forbade", "forbidden" },
  { "foresee", "foresaw", "foreseen" },
  { "forget", "forgot", "forgotten" },
  { "forgive", "forgave", "forgiven" },
  { "forgo", "forwent", "forgone" },
  { "forsake", "forsook", "forsaken" },
  { "freeze", "froze", "frozen" },
  { "get", "got", "got" },
  { "give", "gave", "given" },
  { "go", "went", "gone" },
  { "grind", "ground", "ground" },
  { "grow", "grew", "grown" },
  { "hang", "hung", "hung" },
  { "have", "had", "had" },
  { "hear", "heard", "heard" },
  { "hide", "hid", "hidden" },
  { "hit", "hit", "hit" },
  { "hold", "held", "held" },
  { "hurt", "hurt", "hurt" },
  { "keep", "kept", "kept" },
  { "kneel", "knelt", "knelt" },
  { "know", "knew", "known" },
  { "lay", "laid", "laid" },
  { "lead", "led", "led" },
  { "lean", "leaned", "leant" },
  { "leap", "leaped", "leapt" },
  { "leave", "left", "left" },
  { "lend", "lent", "lent" },
  { "let", "let", "let" },
  { "light", "lit", "lit" },
  { "lose", "lost", "lost" },
  { "make", "made", "made" },
  { "mean", "meant", "meant" },
  { "meet", "met", "met" },
  { "mislead", "misled", "misled" },
  { "mow", "mowed", "mown" },
  { "overrun", "overran", "overrun" },
  { "oversee", "oversaw", "overseen" },
  { "overtake", "overtook", "overtaken" },
  { "overthrow", "overthrew", "overthrown" },
  { "pay", "paid", "paid" },
  { "put", "put", "put" },
  { "quit", "quit", "quit" },
  { "read", "read", "read" },
  { "rebuild", "rebuilt", "rebuilt" },
  { "rend", "rent", "rent" },
  { "resell", "resold", "resold" },
  { "retake", "retook", "retaken" },
  { "rid", "rid", "rid" },
  { "ride", "rode", "ridden" },
  { "ring", "rang", "rung" },
  { "rise", "rose", "risen" },
  { "run", "ran", "run" },
  { "say", "said", "said" },
  { "see", "saw", "seen" },
  { "seek", "sought", "sought" },
  { "sell", "sold", "sold" },
  { "send", "sent", "sent" },
  { "set", "set", "set" },
  { "sew", "sewed", "sewn" },
  { "shake", "shook", "shaken" },
  { "shed", "shed", "shed" },
  { "shoot", "shot", "shot" },
  { "show", "showed", "shown" },
  { "shrink", "shrank", "shrunk" },
  { "shut", "shut", "shut" },
  { "sing", "sang", "sung" },
  { "sink", "sank", "sunk" },
  { "sit", "sat", "sat" },
  { "slay", "slew", "slain" },
  { "sleep", "slept", "slept" },
  { "slide", "slid", "slid" },
  { "sling", "slung", "slung" },
  { "speak", "spoke", "spoken" },
  { "spend", "spent", "spent" },
  { "spin", "spun", "spun" },
  { "spit", "spat", "spat" },
  { "split", "split", "split" },
  { "spread", "spread", "spread" },
  { "spring", "sprang", "sprung" },
  { "stand", "stood", "stood" },
  { "steal", "stole", "stolen" },
  { "stick", "stuck", "stuck" },
  { "sting", "stung", "stung" },
  { "stride", "strode", "stridden" },
  { "strike", "struck", "struck" },
  { "string", "strung", "strung" },
  { "swear", "swore", "sworn" },
  { "sweep", "swept", "swept" },
  { "swell", "swelled", "swollen" },
  { "swim", "swam", "swum" },
  { "swing", "swung", "swung" },
  { "take", "took", "taken" },
  { "teach", "taught", "taught" },
  { "tear", "tore", "torn" },
  { "tell", "told", "told" },
  { "think", "thought", "thought" },
  { "throw", "threw", "thrown" },
  { "thrust", "thrust", "thrust" },
  { "tread", "trod", "trodden" },
  { "undergo", "underwent", "undergone" },
  { "understand", "understood", "understood" },
  { "undertake", "undertook", "undertaken" },
  { "undo", "undid", "undone" },
  { "unwind", "unwound", "unwound" },
  { "uphold", "upheld", "upheld" },
  { "wake", "woke", "woken" },
  { "wear", "wore", "worn" },
  { "weep", "wept", "wept" },
  { "win", "won", "won" },
  { "wind", "wound", "wound" },
  { "withhold", "withheld", "withheld" },
  { "withstand", "withstood", "withstood" },
  { "wring", "wrung", "wrung" },
  { "write", "wrote", "written" },
};

static int stemIsVowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static int stemEnds(const char *z, size_t n, const char *zTail) {
  size_t nTail = strlen(zTail);
  return n >= nTail && memcmp(z + n - nTail, zTail, nTail) == 0;
}

static int stemSyllables(const char *z, size_t n) {
  int nSyllable = 0;
  for (size_t i = 0; i < n; i++) {
    int isVowel = stemIsVowel(z[i]) || (z[i] == 'y' && i > 0);
    int wasVowel = i > 0 && (stemIsVowel(z[i - 1]) || z[i - 1] == 'y');
    if (isVowel && !wasVowel) nSyllable++;
  }
  return nSyllable;
}

/* Vowel, then one consonant that can double, at the end; qu is a consonant. */
static int stemDoubles(const char *z, size_t n) {
  if (n < 3) return 0;
  return !stemIsVowel(z[n - 1]) && strchr("wxy", z[n - 1]) == 0 &&
         stemIsVowel(z[n - 2]) &&
         (!stemIsVowel(z[n - 3]) || (n > 3 && z[n - 4] == 'q'));
}

static void stemAdd(EntForm *a, int *pn, int form, const char *z, size_t n,
                    const char *zDouble, const char *zTail) {
  EntForm *p = &a[*pn];
  snprintf(p->z, ENT_STEM_WIDTH, "%.*s%s%s", (int)n, z, zDouble, zTail);
  for (int i = 0; i < *pn; i++) {
    if (strcmp(a[i].z, p->z) == 0) {
      a[i].form |= form;
      return;
    }
  }
  p->form = form;
  ++*pn;
}

static const StemIrregular *stemIrregular(const char *z, size_t n,
                                          size_t *pnHead) {
  size_t nLongest = 0;
  const StemIrregular *pFound = 0;
  static const char *const azHead[] = { "with", "over", "under", "up", "out",
                                        "re",   "fore", "mis",   0 };
  for (size_t i = 0; i < sizeof(aStem) / sizeof(aStem[0]); i++) {
    size_t nBase = strlen(aStem[i].zBase);
    if (nBase <= nLongest || !stemEnds(z, n, aStem[i].zBase)) continue;
    for (int k = 0; nBase < n && azHead[k]; k++) {
      if (strlen(azHead[k]) == n - nBase &&
          memcmp(z, azHead[k], n - nBase) == 0) {
        pFound = &aStem[i];
        nLongest = nBase;
      }
    }
    if (nBase == n) {
      pFound = &aStem[i];
      nLongest = nBase;
    }
  }
  *pnHead = n - nLongest;
  return pFound;
}

int ent_stem_forms(const char *zLemma, EntForm aOut[ENT_STEM_FORMS]) {
  size_t n = strlen(zLemma), nHead;
  const StemIrregular *pIrregular;
  int nOut = 0;
  int isConsonantY;
  if (n < 2 || n + 5 > ENT_STEM_WIDTH) return 0;
  for (size_t i = 0; i < n; i++) {
    if ((unsigned)(zLemma[i] - 'a') >= 26) return 0;
  }
  isConsonantY = zLemma[n - 1] == 'y' && !stemIsVowel(zLemma[n - 2]);
  if (isConsonantY) {
    stemAdd(aOut, &nOut, ENT_FORM_S, zLemma, n - 1, "", "ies");
  } else if (strchr("sxzo", zLemma[n - 1]) || stemEnds(zLemma, n, "ch") ||
             stemEnds(zLemma, n, "sh")) {
    stemAdd(aOut, &nOut, ENT_FORM_S, zLemma, n, "", "es");
  } else {
    stemAdd(aOut, &nOut, ENT_FORM_S, zLemma, n, "", "s");
  }
  if (stemEnds(zLemma, n, "man")) {
    stemAdd(aOut, &nOut, ENT_FORM_S, zLemma, n - 2, "", "en");
  } else if (stemEnds(zLemma, n, "child")) {
    stemAdd(aOut, &nOut, ENT_FORM_S, zLemma, n, "", "ren");
  }
  if (strcmp(zLemma, "be") == 0) {
    stemAdd(aOut, &nOut, ENT_FORM_S, "is", 2, "", "");
    stemAdd(aOut, &nOut, ENT_FORM_S, "are", 3, "", "");
    stemAdd(aOut, &nOut, ENT_FORM_S, "am", 2, "", "");
    stemAdd(aOut, &nOut, ENT_FORM_PAST, "were", 4, "", "");
  }
  pIrregular = stemIrregular(zLemma, n, &nHead);
  if (pIrregular) {
    stemAdd(aOut, &nOut, ENT_FORM_PAST, zLemma, nHead, "", pIrregular->zPast);
    stemAdd(aOut, &nOut, ENT_FORM_PART, zLemma, nHead, "", pIrregular->zPart);
  } else if (zLemma[n - 1] == 'e') {
    stemAdd(aOut, &nOut, ENT_FORM_PAST | ENT_FORM_PART, zLemma, n, "", "d");
  } else if (isConsonantY) {
    stemAdd(aOut, &nOut, ENT_FORM_PAST | ENT_FORM_PART, zLemma, n - 1, "",
            "ied");
  }
  {
    char zDouble[2] = { zLemma[n - 1], 0 };
    int doubles = stemDoubles(zLemma, n);
    int isShort = stemSyllables(zLemma, n) == 1;
    int isPlain = !pIrregular && zLemma[n - 1] != 'e' && !isConsonantY;
    if (isPlain && doubles) {
      stemAdd(aOut, &nOut, ENT_FORM_PAST | ENT_FORM_PART, zLemma, n, zDouble,
              "ed");
    }
    if (isPlain && !(doubles && isShort)) {
      stemAdd(aOut, &nOut, ENT_FORM_PAST | ENT_FORM_PART, zLemma, n, "", "ed");
    }
    if (stemEnds(zLemma, n, "ie")) {
      stemAdd(aOut, &nOut, ENT_FORM_ING, zLemma, n - 2, "", "ying");
    } else if (n > 2 && zLemma[n - 1] == 'e' && !stemEnds(zLemma, n, "ee")) {
      stemAdd(aOut, &nOut, ENT_FORM_ING, zLemma, n - 1, "", "ing");
    } else {
      if (doubles) {
        stemAdd(aOut, &nOut, ENT_FORM_ING, zLemma, n, zDouble, "ing");
      }
      if (!(doubles && isShort)) {
        stemAdd(aOut, &nOut, ENT_FORM_ING, zLemma, n, "", "ing");
      }
    }
  }
  return nOut;
}

/* A base that an ending was put to, 0: not this one. Tried in this order. */
enum { STEM_DOUBLE, STEM_Y, STEM_PLAIN, STEM_E, STEM_NTRY };

static int stemTry(const char *zWord, size_t n, int how, char *zOut) {
  EntForm aForm[ENT_STEM_FORMS];
  int nForm;
  char last = zWord[n - 1];
  switch (how) {
  case STEM_DOUBLE: /* stripped, but not called */
    if (last != zWord[n - 2] || strchr("lsz", last)) return 0;
    n--;
    break;
  case STEM_Y: /* supplied */
    if (last != 'i') return 0;
    n--;
    break;
  case STEM_PLAIN:
    if (strchr("vczu", last)) return 0; /* these want an e: served */
    break;
  default: break;
  }
  snprintf(zOut, ENT_STEM_WIDTH, "%.*s%s", (int)n, zWord,
           how == STEM_Y   ? "y"
           : how == STEM_E ? "e"
                           : "");
  nForm = ent_stem_forms(zOut, aForm);
  for (int i = 0; i < nForm; i++) {
    if (strcmp(aForm[i].z, zWord) == 0) return 1;
  }
  return 0;
}

int ent_stem_guess(const char *zWord, char *zOut) {
  size_t n = strlen(zWord);
  int form;
  for (size_t i = 0; i < sizeof(aStem) / sizeof(aStem[0]); i++) {
    int isPast = strcmp(aStem[i].zPast, zWord) == 0;
    if (isPast || strcmp(aStem[i].zPart, zWord) == 0) {
      snprintf(zOut, ENT_STEM_WIDTH, "%s", aStem[i].zBase);
      return isPast ? ENT_FORM_PAST | ENT_FORM_PART : ENT_FORM_PART;
    }
  }
  if (n >= 5 && stemEnds(zWord, n, "ing")) {
    form = ENT_FORM_ING;
    n -= 3;
  } else if (n >= 4 && stemEnds(zWord, n, "ed")) {
    form = ENT_FORM_PAST | ENT_FORM_PART;
    n -= 2;
  } else {
    return ENT_FORM_BASE;
  }
  for (int how = 0; how < STEM_NTRY; how++) {
    if (stemTry(zWord, n, how, zOut)) return form;
  }
  snprintf(zOut, ENT_STEM_WIDTH, "%.*s", (int)n, zWord);
  return form;
}
