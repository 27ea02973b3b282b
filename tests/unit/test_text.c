/*
** Reading a text with a little dictionary: mentions, events, deals and what
** the dictionary missed; hostile texts, texts with more than a sentence holds,
** and want of memory.
*/
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "told.h"

void test_text_register(void);

static void testMentions(void) {
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  EntSpan on;
  const char *z = "MOSCOW (Reuters) - C\xC3\xB4te d\xE2\x80\x99Ivoire\xE2\x80"
                  "\x99s us, the US and the Moscow Times in Korea.";
  EntReading *p = told_read(&run, d, z, strlen(z));
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
  ent_date_parse("1900", &on);
  p = ent_text_read(&run, d, "Korea", 5, on, ENT_READ_MENTIONS);
  CU_ASSERT_FATAL(p != 0 && p->nMention == 1);
  CU_ASSERT_STRING_EQUAL(p->aMention[0].zCode, "KOR");
  ent_text_free(&run, p);
  ent_dict_unref(d);
}

static void testEvents(void) {
  static const char *const az[][2] = {
    { "Russia attacked Iran.", "RUS 190 IRN" },
    { "Iran was attacked by Russian rebels.", "RUS 190 IRN passive" },
    { "Russia and Iran met in North Korea.", "RUS 040 IRN" },
    { "Russia will meet Iran.", "RUS 036 IRN" },
    { "Russia will not meet Iran.", "RUS 125 IRN negated" },
    { "Russia refused to lift sanctions on Iran.", "RUS 124 IRN" },
    { "Russia did not attack Iran.", "" },
    { "Russia threatened to attack the US.", "RUS 138 USA" },
    { "Russia said that Iran attacked the US.", "IRN 190 USA" },
    { "Russian foreign minister Lavrov visited Iran.", "RUS 042 IRN" },
    { "Russia took Iran hostage.", "RUS 181 IRN" },
    { "\"Russia attacked Iran.\"", "RUS 190 IRN quoted" },
    { "Russia, North Korea and Iran attacked the US.",
      "RUS 190 USA; PRK 190 USA; IRN 190 USA" },
    { "Attack, attack, attack!", "" },
  };
  told_all(az, sizeof(az) / sizeof(az[0]), told_little);
}

static void testDeals(void) {
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  const char *z = "Russia asked North Korea for two million artillery shells in"
                  " exchange for 300 ton of wheat and oil.";
  EntReading *p = told_read(&run, d, z, strlen(z));
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
  /* A sum is money, for which this dictionary has no word. */
  p = told_read(&run, d, "Russia supplied Iran $5 million.", 32);
  CU_ASSERT_FATAL(p != 0);
  CU_ASSERT_EQUAL(p->nBargain, 0);
  ent_text_free(&run, p);
  ent_dict_unref(d);
}

/* Texts that mean no good are read to their end. */
static void testHostile(void) {
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
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
    p = told_read(&run, d, z, nText);
    CU_ASSERT(p != 0);
    ent_text_free(&run, p);
  }
  memset(z, 0, 1000);
  memcpy(z + 500, "Russia attacked Iran.", 21);
  p = told_read(&run, d, z, 1000);
  CU_ASSERT_FATAL(p != 0 && p->nEvent == 1);
  CU_ASSERT_EQUAL(p->aEvent[0].source.first, 500);
  ent_text_free(&run, p);
  srand(7);
  for (int round = 0; round < 200; round++) {
    for (int i = 0; i < 500; i++)
      z[i] = (char)(rand() % 4 ? "Russia attacked. \"'-U"[rand() % 20]
                               : rand() % 256);
    p = told_read(&run, d, z, 500);
    CU_ASSERT(p != 0);
    ent_text_free(&run, p);
  }
  free(z);
  ent_dict_unref(d);
}

/* What a sentence holds is bounded; what stands in the first part of it is
** read all the same. */
static void testLong(void) {
  static const struct {
    const char *zFirst, *zUnit;
    int nUnit;
  } a[] = {
    /* words of action: the last is a phrase with a person in it */
    { "Russia attacked Iran. Attack ", "take rebel hostage ", 100 },
    { "Russia attacked Iran. ", "take rebel hostage ", 100 },
    /* actors, and then persons without a name */
    { "Russia attacked Iran. ", "Iran, Russia, rebel, ", 66 },
    /* n't as the last token that a sentence holds, or just beyond */
    { "Russia attacked Iran. ", "don't Iran ", 200 },
    { "Russia attacked Iran. And ", "don't Iran ", 200 },
    { "Russia attacked Iran. And of ", "don't Iran ", 200 },
    /* things */
    { "Russia attacked Iran. Russia supplied Iran with ", "oil, wheat, ", 30 },
  };
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    char z[5000];
    size_t n = (size_t)snprintf(z, sizeof(z), "%s", a[i].zFirst);
    EntReading *p;
    for (int k = 0; k < a[i].nUnit; k++)
      n += (size_t)snprintf(z + n, sizeof(z) - n, "%s", a[i].zUnit);
    snprintf(z + n, sizeof(z) - n, "\n\nIran attacked Russia.");
    p = told_read(&run, d, z, strlen(z));
    CU_ASSERT_FATAL(p != 0 && p->nEvent >= 2);
    CU_ASSERT_STRING_EQUAL(p->aEvent[0].target.zCode, "IRN");
    CU_ASSERT_STRING_EQUAL(p->aEvent[p->nEvent - 1].target.zCode, "RUS");
    CU_ASSERT_EQUAL(p->aEvent[p->nEvent - 1].last, strlen(z) - 1);
    ent_text_free(&run, p);
  }
  ent_dict_unref(d);
}

/* A text is read from its beginning until somebody has waited long enough. */
static int stopAt(void *p) {
  return --*(int *)p < 0;
}

static void testCancel(void) {
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  size_t nText = 600 * 22;
  char *z = malloc(nText + 1);
  int nStop = 1, nGo = 100;
  EntReading *p;
  for (size_t i = 0; i < 600; i++)
    memcpy(z + 22 * i, "Russia attacked Iran. ", 22);
  run.xCancel = stopAt;
  run.pCancel = &nStop;
  CU_ASSERT(told_read(&run, d, z, nText) == 0);
  CU_ASSERT_EQUAL(run.error.code, ENT_CANCEL);
  run = told_run();
  run.xCancel = stopAt;
  run.pCancel = &nGo;
  p = told_read(&run, d, z, nText);
  CU_ASSERT_FATAL(p != 0);
  CU_ASSERT_EQUAL(p->nEvent, 600);
  ent_text_free(&run, p);
  free(z);
  ent_dict_unref(d);
}

/* The words that the dictionary missed, "name" or "verb": "Zembla; razed". */
static const char *gaps(const char *zText) {
  static char z[500];
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  EntReading *p = told_read(&run, d, zText, strlen(zText));
  size_t n = 0;
  z[0] = 0;
  for (int i = 0; i < p->nGap; i++) {
    n += (size_t)snprintf(z + n, sizeof(z) - n, "%s%.*s%s", i ? "; " : "",
                          (int)(p->aGap[i].lastByte - p->aGap[i].firstByte),
                          zText + p->aGap[i].firstByte,
                          p->aGap[i].isVerb ? " v" : "");
  }
  ent_text_free(&run, p);
  ent_dict_unref(d);
  return z;
}

static void testGaps(void) {
  static const char *const az[][2] = {
    { "Russia razed Kolvir.", "Kolvir; razed v" },
    { "Russia was abstaining from Lower Kolvir.",
      "Lower Kolvir; abstaining v" },
    { "Russia attacked Kolvir.", "Kolvir" },
    { "Kolvir and 2 Xanths met Iran.", "Kolvir; Xanths" },
    { "Attack Xanth.", "Xanth" },
    { "Xanth Iran and Xanth The razed", "Xanth; Xanth" },
    { "MOSCOW (Xanth) - Razed", "Razed" },
    { "Russia big razed", "razed v" },
    { "Russia the razed", "" },
    { "Russia big tall wide razed", "" },
    { "Russia, razed", "" },
    { "Russia was Razed", "Razed" },
    { "Russia Razed", "" },
    /* longer than any word that the dictionary can have */
    { "Russia razedrazedrazedrazedrazedrazedrazedrazedrazedrazed Iran", "" },
    { "The rebels razed it", "" },
  };
  told_all(az, sizeof(az) / sizeof(az[0]), gaps);
}

/* Each request of a reading that needs many fails. */
static void testMemoryLong(void) {
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  char z[6000];
  size_t n = 0;
  int isDone = 0, k = 0;
  for (int i = 0; i < 40; i++)
    n += (size_t)snprintf(z + n, sizeof(z) - n,
                          "Russia supplied Iran with wheat. Iran razed %c%c."
                          " Korea attacked Iran. ",
                          'A' + i / 26, 'A' + i % 26);
  /* All that can be read, and then each kind of thing alone. */
  for (int what = 15; what > 0; what = what == 15 ? 8 : what / 2) {
    for (k = isDone = 0; !isDone; k++) {
      EntSpan on = { ENT_DAY_MIN, ENT_DAY_MAX };
      EntReading *p;
      run = told_run();
      told_fail(k);
      p = ent_text_read(&run, d, z, n, on, what);
      told_fail(-1);
      isDone = p != 0;
      if (!isDone) CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
      ent_text_free(&run, p);
    }
    CU_ASSERT(k > 2);
  }
  ent_dict_unref(d);
}

/* Each allocation in turn fails: an error, and nothing is lost (ASan). */
static void testMemory(void) {
  static const char z[] = "Russia asked North Korea for two million artillery"
                          " shells in exchange for wheat. Iran attacked the US"
                          " and Foreign Koreans abstained.";
  int i, isDone = 0;
  for (i = 0; i < 3000 && !isDone; i++) {
    EntRun run = told_run();
    EntDict *d;
    EntReading *p = 0;
    told_fail(i);
    d = told_dict(&run);
    if (d) p = told_read(&run, d, z, sizeof(z) - 1);
    isDone = p != 0;
    if (!isDone) CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
    told_fail(-1);
    ent_text_free(&run, p);
    ent_dict_unref(d);
  }
  CU_ASSERT(isDone && i > 10);
}

void test_text_register(void) {
  CU_pSuite p = CU_add_suite("text", 0, 0);
  CU_add_test(p, "mentions", testMentions);
  CU_add_test(p, "events", testEvents);
  CU_add_test(p, "deals", testDeals);
  CU_add_test(p, "hostile texts", testHostile);
  CU_add_test(p, "more than a sentence holds", testLong);
  CU_add_test(p, "stopped", testCancel);
  CU_add_test(p, "what the dictionary missed", testGaps);
  CU_add_test(p, "short of memory anywhere", testMemory);
  CU_add_test(p, "short of memory in a long text", testMemoryLong);
}
