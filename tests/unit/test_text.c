/*
** The text room: forms, tokens, the dictionary, events and deals, with a small
** dictionary of its own; hostile texts; every allocation failing.
*/
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../ext/text/inside.h"

void test_text_register(void);

/* ---- Memory that can fail ---- */

static int nLeft = -1;

static void *failRealloc(void *p, size_t n) {
  if (nLeft >= 0 && nLeft-- == 0) {
    nLeft = 0;
    return 0;
  }
  return realloc(p, n);
}

static const EntMem mem = { failRealloc, free };

static EntRun runNew(void) {
  EntRun run = { 0 };
  run.mem = &mem;
  return run;
}

/* ---- A small dictionary ---- */

static void actor(EntRun *run, EntDict *d, const char *zPhrase,
                  const char *zCode, const char *zKind, const char *zSince,
                  const char *zUntil) {
  EntActorRow row = { 0 };
  row.zPhrase = zPhrase;
  row.zCode = zCode;
  row.zKind = zKind;
  ent_date_span(zSince, zUntil, &row.span);
  ent_dict_add_actor(run, d, &row);
}

static EntDict *dictNew(EntRun *run) {
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
    EntWordRow row = { 0 };
    row.zPhrase = aWord[i][0];
    row.zClass = aWord[i][1];
    row.zValue = aWord[i][2];
    row.zCode = aWord[i][3];
    ent_dict_add_word(run, d, &row);
  }
  for (size_t i = 0; i < sizeof(aRule) / sizeof(aRule[0]); i++) {
    ent_dict_add_rule(run, d, aRule[i][0], aRule[i][1], aRule[i][2]);
  }
  for (size_t i = 0; i < sizeof(aItem) / sizeof(aItem[0]); i++) {
    EntItemRow row = { aItem[i][0], aItem[i][1], aItem[i][2], aItem[i][3] };
    ent_dict_add_item(run, d, &row);
  }
  ent_dict_add_prior(run, d, "svo", 0.8);
  actor(run, d, "Russia", "RUS", "name", 0, 0);
  actor(run, d, "Russian", "RUS", "demonym", 0, 0);
  actor(run, d, "Soviet Union", "RUS", "name", "1922-12-30", "1991-12-25");
  actor(run, d, "Iran", "IRN", "name", 0, 0);
  actor(run, d, "Korea", "KOR", "name", "1948-08-15", 0);
  actor(run, d, "Korea", "PRK", "name", "1948-09-09", 0);
  actor(run, d, "Korea", "KOR", "name", 0, "1905-11-17");
  actor(run, d, "North Korea", "PRK", "name", 0, 0);
  actor(run, d, "US", "USA", "name", 0, 0);
  actor(run, d, "U.S.", "USA", "name", 0, 0);
  actor(run, d, "Moscow", "RUS", "capital", 0, 0);
  actor(run, d, "C\xC3\xB4te d'Ivoire", "CIV", "name", 0, 0);
  actor(run, d, "St. Lucia", "LCA", "name", 0, 0);
  actor(run, d, "Lavrov", "RUS", "leader", 0, 0);
  actor(run, d, "Moscow Times", 0, "none", 0, 0);
  ent_dict_finish(run, d);
  if (run->error.code) {
    ent_dict_unref(d);
    return 0;
  }
  return d;
}

static EntReading *readOn(EntRun *run, EntDict *d, const char *z, size_t n,
                          const char *zOn) {
  EntSpan on;
  ent_date_parse(zOn, &on);
  return ent_text_read(run, d, z, n, on,
                       ENT_READ_MENTIONS | ENT_READ_EVENTS | ENT_READ_DEALS |
                           ENT_READ_GAPS);
}

/* All that is read as one text: "RUS 040 USA; ..." */
static const char *told(const char *zText) {
  static char z[1000];
  EntRun run = runNew();
  EntDict *d = dictNew(&run);
  EntReading *p = readOn(&run, d, zText, strlen(zText), "2020-01-01");
  size_t n = 0;
  z[0] = 0;
  for (int i = 0; p && i < p->nEvent; i++) {
    const EntEvent *e = &p->aEvent[i];
    n += (size_t)snprintf(
        z + n, sizeof(z) - n, "%s%s %s %s%s%s%s%s", i ? "; " : "",
        e->source.zCode ? e->source.zCode : "?", e->pCode->zCode,
        e->target.zCode ? e->target.zCode : "?", e->passive ? " passive" : "",
        e->negated ? " negated" : "", e->hypothetical ? " hypothetical" : "",
        e->quoted ? " quoted" : "");
    if (n >= sizeof(z)) break;
  }
  ent_text_free(&run, p);
  ent_dict_unref(d);
  return z;
}

#define TOLD(text, expected)                                                   \
  do {                                                                         \
    const char *zTold_ = told(text);                                           \
    CU_ASSERT_STRING_EQUAL(zTold_, expected);                                  \
    if (strcmp(zTold_, expected))                                              \
      printf("\n  %s\n  gave: %s\n", text, zTold_);                            \
  } while (0)

/* ---- Tests ---- */

static const char *formOf(const char *zLemma, int form) {
  static EntForm a[ENT_STEM_FORMS];
  int n = ent_stem_forms(zLemma, a);
  for (int i = 0; i < n; i++) {
    if (a[i].form & form) return a[i].z;
  }
  return "";
}

static void testForms(void) {
  static const char *const az[][4] = {
    { "attack", "attacks", "attacked", "attacking" },
    { "invade", "invades", "invaded", "invading" },
    { "supply", "supplies", "supplied", "supplying" },
    { "ban", "bans", "banned", "banning" },
    { "veto", "vetoes", "vetoed", "vetoing" },
    { "meet", "meets", "met", "meeting" },
    { "withdraw", "withdraws", "withdrew", "withdrawing" },
    { "overthrow", "overthrows", "overthrew", "overthrowing" },
    { "lie", "lies", "lied", "lying" },
    { "free", "frees", "freed", "freeing" },
    { "clash", "clashes", "clashed", "clashing" },
  };
  char zBase[ENT_STEM_WIDTH];
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++) {
    CU_ASSERT_STRING_EQUAL(formOf(az[i][0], ENT_FORM_S), az[i][1]);
    CU_ASSERT_STRING_EQUAL(formOf(az[i][0], ENT_FORM_PAST), az[i][2]);
    CU_ASSERT_STRING_EQUAL(formOf(az[i][0], ENT_FORM_ING), az[i][3]);
  }
  CU_ASSERT_STRING_EQUAL(formOf("give", ENT_FORM_PART), "given");
  CU_ASSERT(ent_stem_guess("abstained", zBase) & ENT_FORM_PAST);
  CU_ASSERT_STRING_EQUAL(zBase, "abstain");
  CU_ASSERT(ent_stem_guess("stripped", zBase) & ENT_FORM_PAST);
  CU_ASSERT_STRING_EQUAL(zBase, "strip");
  ent_stem_guess("blamed", zBase);
  CU_ASSERT_STRING_EQUAL(zBase, "blame");
  ent_stem_guess("fought", zBase);
  CU_ASSERT_STRING_EQUAL(zBase, "fight");
}

static int sentences(const char *z) {
  EntRun run = runNew();
  EntDict *d = dictNew(&run);
  TextReader reader = { 0 };
  TextToken a[TEXT_TOKENS];
  int n = 0;
  reader.dict = d;
  reader.z = (const unsigned char *)z;
  reader.n = strlen(z);
  while (ent_token_sentence(&reader, a) > 0)
    n++;
  ent_dict_unref(d);
  return n;
}

static void testSentences(void) {
  CU_ASSERT_EQUAL(sentences(""), 0);
  CU_ASSERT_EQUAL(sentences("One. Two! Three? Four"), 4);
  CU_ASSERT_EQUAL(sentences("Mr. Lavrov met St. Lucia. He left."), 2);
  CU_ASSERT_EQUAL(sentences("The U.S. attack. J. Smith said 1.5 is 3,000."), 2);
  CU_ASSERT_EQUAL(sentences("It was in the U.S. The end."), 2);
  CU_ASSERT_EQUAL(sentences("\"No.\" He left.\n\nA title\n\nA text"), 4);
}

static void testMentions(void) {
  EntRun run = runNew();
  EntDict *d = dictNew(&run);
  const char *z = "MOSCOW (Reuters) - C\xC3\xB4te d\xE2\x80\x99Ivoire\xE2\x80"
                  "\x99s us, the US and the Moscow Times in Korea.";
  EntReading *p = readOn(&run, d, z, strlen(z), "2020-01-01");
  CU_ASSERT_FATAL(p != 0);
  CU_ASSERT_EQUAL_FATAL(p->nMention, 4);
  CU_ASSERT_EQUAL(p->aMention[0].isDateline, 1);
  CU_ASSERT_STRING_EQUAL(p->aMention[1].zCode, "CIV");
  CU_ASSERT_EQUAL(p->aMention[1].first, 19); /* characters, not bytes */
  CU_ASSERT_EQUAL(p->aMention[1].last, 32);
  CU_ASSERT_STRING_EQUAL(p->aMention[2].zCode, "USA"); /* and not "us" */
  CU_ASSERT(p->aMention[3].zCode == 0);
  CU_ASSERT_STRING_EQUAL(p->aMention[3].zCodes, "KOR,PRK");
  ent_text_free(&run, p);
  p = readOn(&run, d, "Korea", 5, "1900");
  CU_ASSERT_FATAL(p != 0 && p->nMention == 1);
  CU_ASSERT_STRING_EQUAL(p->aMention[0].zCode, "KOR");
  ent_text_free(&run, p);
  ent_dict_unref(d);
}

static void testEvents(void) {
  TOLD("Russia attacked Iran.", "RUS 190 IRN");
  TOLD("Iran was attacked by Russian rebels.", "RUS 190 IRN passive");
  TOLD("Russia and Iran met in North Korea.", "RUS 040 IRN");
  TOLD("Russia will meet Iran.", "RUS 036 IRN");
  TOLD("Russia will not meet Iran.", "RUS 125 IRN negated");
  TOLD("Russia refused to lift sanctions on Iran.", "RUS 124 IRN");
  TOLD("Russia did not attack Iran.", "");
  TOLD("Russia threatened to attack the US.", "RUS 138 USA");
  TOLD("Russia said that Iran attacked the US.", "IRN 190 USA");
  TOLD("Russian foreign minister Lavrov visited Iran.", "RUS 042 IRN");
  TOLD("Russia took Iran hostage.", "RUS 181 IRN");
  TOLD("\"Russia attacked Iran.\"", "RUS 190 IRN quoted");
  TOLD("Russia, North Korea and Iran attacked the US.",
       "RUS 190 USA; PRK 190 USA; IRN 190 USA");
  TOLD("Attack, attack, attack!", "");
}

static void testDeals(void) {
  EntRun run = runNew();
  EntDict *d = dictNew(&run);
  const char *z = "Russia asked North Korea for two million artillery shells in"
                  " exchange for 300 ton of wheat and oil.";
  EntReading *p = readOn(&run, d, z, strlen(z), "2020-01-01");
  const EntBargain *b;
  CU_ASSERT_FATAL(p != 0 && p->nBargain == 1);
  b = &p->aBargain[0];
  CU_ASSERT_STRING_EQUAL(b->a.zCode, "RUS");
  CU_ASSERT_STRING_EQUAL(b->b.zCode, "PRK");
  CU_ASSERT_STRING_EQUAL(b->zStatus, "asked");
  CU_ASSERT_EQUAL_FATAL(b->nGet, 1);
  CU_ASSERT_STRING_EQUAL(b->aGet[0].zItem, "arms.artillery");
  CU_ASSERT_DOUBLE_EQUAL(b->aGet[0].quantity, 2e6, 0);
  CU_ASSERT_EQUAL_FATAL(b->nGive, 2);
  CU_ASSERT_STRING_EQUAL(b->aGive[0].zItem, "food.grain");
  CU_ASSERT_DOUBLE_EQUAL(b->aGive[0].quantity, 300, 0);
  CU_ASSERT_STRING_EQUAL(b->aGive[0].zUnit, "ton");
  CU_ASSERT_STRING_EQUAL(b->aGive[1].zItem, "energy.oil");
  CU_ASSERT(isnan(b->aGive[1].quantity));
  ent_text_free(&run, p);
  ent_dict_unref(d);
}

/* The order of the rows is no matter. */
static void testHash(void) {
  EntRun run = runNew();
  EntDict *a = ent_dict_new(&run), *b = ent_dict_new(&run);
  char zA[17], zB[17];
  actor(&run, a, "Iran", "IRN", "name", 0, 0);
  actor(&run, a, "Russia", "RUS", "name", 0, 0);
  actor(&run, b, "Russia", "RUS", "name", 0, 0);
  actor(&run, b, "Iran", "IRN", "name", 0, 0);
  ent_dict_hash(a, zA);
  ent_dict_hash(b, zB);
  CU_ASSERT_STRING_EQUAL(zA, zB);
  actor(&run, b, "Iran", "IRN", "name", "1979", 0);
  ent_dict_hash(b, zB);
  CU_ASSERT(strcmp(zA, zB) != 0);
  ent_dict_unref(a);
  ent_dict_unref(b);
}

/* Texts that mean no good are read to their end. */
static void testHostile(void) {
  EntRun run = runNew();
  EntDict *d = dictNew(&run);
  size_t n = 10000000;
  char *z = malloc(n);
  EntReading *p;
  static const char *const azUnit[] = { "x",
                                        "Russia ",
                                        "Russia, Iran and ",
                                        "\xFF\x80\xC3",
                                        "\xE2\x80",
                                        ".",
                                        "\"",
                                        "attack ",
                                        "take ",
                                        "U.",
                                        "'",
                                        "1,",
                                        "-",
                                        "Russia-Iran-" };
  CU_ASSERT_FATAL(z != 0 && d != 0);
  for (size_t k = 0; k < sizeof(azUnit) / sizeof(azUnit[0]); k++) {
    size_t nUnit = strlen(azUnit[k]);
    size_t nText = k == 0 ? n : 1000000;
    for (size_t i = 0; i < nText; i++)
      z[i] = azUnit[k][i % nUnit];
    p = readOn(&run, d, z, nText, "2020-01-01");
    CU_ASSERT(p != 0);
    ent_text_free(&run, p);
  }
  memset(z, 0, 1000);
  memcpy(z + 500, "Russia attacked Iran.", 21);
  p = readOn(&run, d, z, 1000, "2020-01-01");
  CU_ASSERT_FATAL(p != 0 && p->nEvent == 1);
  CU_ASSERT_EQUAL(p->aEvent[0].source.first, 500);
  ent_text_free(&run, p);
  srand(7);
  for (int round = 0; round < 200; round++) {
    for (int i = 0; i < 500; i++)
      z[i] = (char)(rand() % 4 ? "Russia attacked. \"'-U"[rand() % 20]
                               : rand() % 256);
    p = readOn(&run, d, z, 500, "2020-01-01");
    CU_ASSERT(p != 0);
    ent_text_free(&run, p);
  }
  free(z);
  ent_dict_unref(d);
}

/* Each allocation in turn fails: an error, and nothing is lost (ASan). */
static void testMemory(void) {
  static const char z[] = "Russia asked North Korea for two million artillery"
                          " shells in exchange for wheat. Iran attacked the US"
                          " and Foreign Koreans abstained.";
  int i, isDone = 0;
  for (i = 0; i < 3000 && !isDone; i++) {
    EntRun run = runNew();
    EntDict *d;
    EntReading *p = 0;
    nLeft = i;
    d = dictNew(&run);
    if (d) p = readOn(&run, d, z, sizeof(z) - 1, "2020-01-01");
    isDone = p != 0;
    if (!isDone) CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
    nLeft = -1;
    ent_text_free(&run, p);
    ent_dict_unref(d);
  }
  CU_ASSERT(isDone && i > 10);
}

static void testNear(void) {
  static const char zA[] =
      "Russia asked North Korea for artillery shells on Monday, officials said"
      " in Seoul, and the United States warned both of consequences.";
  static const char zB[] =
      "RUSSIA asked North Korea for artillery shells on Monday, officials said"
      " in Seoul, and the United States warned both of them.";
  static const char zC[] = "The weather in Geneva was fine on the first day of"
                           " spring, and the lake was full of boats.";
  uint32_t a[ENT_NEAR_HASHES], b[ENT_NEAR_HASHES], c[ENT_NEAR_HASHES];
  ent_near_print(zA, sizeof(zA) - 1, a);
  ent_near_print(zB, sizeof(zB) - 1, b);
  ent_near_print(zC, sizeof(zC) - 1, c);
  CU_ASSERT(ent_near_similarity(a, b) > 0.6);
  CU_ASSERT(ent_near_similarity(a, c) < 0.1);
  ent_near_print("", 0, a);
  CU_ASSERT(ent_near_similarity(a, a) == 0);
}

void test_text_register(void) {
  CU_pSuite p = CU_add_suite("text", 0, 0);
  CU_add_test(p, "forms of words", testForms);
  CU_add_test(p, "sentences", testSentences);
  CU_add_test(p, "mentions", testMentions);
  CU_add_test(p, "events", testEvents);
  CU_add_test(p, "deals", testDeals);
  CU_add_test(p, "the hash", testHash);
  CU_add_test(p, "hostile texts", testHostile);
  CU_add_test(p, "short of memory anywhere", testMemory);
  CU_add_test(p, "the same story twice", testNear);
}
