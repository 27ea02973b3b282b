/*
** The dictionary: which rows count, what the order of rows changes (nothing),
** rows that mean nothing, phrases that no text reaches, want of memory.
*/
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "told.h"

void test_dict_register(void);

/* The order of the rows is no matter, their content is. */
static void testHash(void) {
  EntRun run = told_run();
  EntDict *a = ent_dict_new(&run), *b = ent_dict_new(&run);
  EntActorRow row = { "Iran", "IRN", "name", 0, { 0, 1 }, 0, 0 };
  char az[5][17];
  told_actor(&run, a, "Iran", "IRN", "name", 0, 0);
  told_actor(&run, a, "Russia", "RUS", "name", 0, 0);
  told_actor(&run, b, "Russia", "RUS", "name", 0, 0);
  told_actor(&run, b, "Iran", "IRN", "name", 0, 0);
  ent_dict_hash(a, az[0]);
  ent_dict_hash(b, az[1]);
  CU_ASSERT_STRING_EQUAL(az[0], az[1]);
  told_actor(&run, b, "Iran", "IRN", "name", "1979", 0);
  ent_dict_hash(b, az[1]);
  CU_ASSERT(strcmp(az[0], az[1]) != 0);
  ent_dict_unref(a);
  ent_dict_unref(b);
  for (int i = 0; i < 3; i++) { /* of three priorities */
    a = ent_dict_new(&run);
    row.priority = i - 1;
    ent_dict_add_actor(&run, a, &row);
    ent_dict_hash(a, az[2 + i]);
    ent_dict_unref(a);
  }
  CU_ASSERT(strcmp(az[2], az[3]) != 0);
  CU_ASSERT(strcmp(az[3], az[4]) != 0);
  CU_ASSERT(strcmp(az[2], az[4]) != 0);
}

/* The row of the higher priority wins, whichever comes first. */
static void testPriority(void) {
  for (int isFirst = 0; isFirst < 2; isFirst++) {
    EntRun run = told_run();
    EntDict *d = told_dict(&run);
    for (int i = 0; i < 2; i++) {
      EntWordRow row = { "greet", "act", 0, 0, 0, 0 };
      row.priority = i == isFirst ? 1 : 0;
      row.zCode = row.priority ? "190" : "040";
      ent_dict_add_word(&run, d, &row);
    }
    CU_ASSERT_STRING_EQUAL(told_by(&run, d, "Russia greeted Iran."),
                           "RUS 190 IRN");
  }
}

/* Of several meanings of a name the ones of the highest priority, or none. */
static void testMeanings(void) {
  static const char *const azCode[] = { "A", "B", "C", "D", "E",
                                        "F", "G", "H", "I" };
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  EntReading *p;
  EntActorRow row = { "Zembla", "ZEM", "name", 0, { ENT_DAY_MIN, ENT_DAY_MAX },
                      0,        -1 };
  char zLong[61];
  for (int i = 0; i < 9; i++) /* the ninth is one too many to be told */
    told_actor(&run, d, "Atlantis", azCode[i], "name", 0, 0);
  memset(zLong, 'x', 60);
  zLong[60] = 0;
  for (int i = 0; i < 4; i++) { /* texts as long as four do not fit */
    zLong[0] = (char)('a' + i);
    told_actor(&run, d, "Thule", zLong, "name", 0, 0);
  }
  told_actor(&run, d, "Zembla", "KIN", "name", 0, 0);
  row.anyCase = 1;
  ent_dict_add_actor(&run, d, &row);
  ent_dict_finish(&run, d);
  p = told_read(&run, d, "Atlantis, Thule and Zembla, zembla, thule", 41);
  CU_ASSERT_EQUAL_FATAL(p->nMention, 4);
  CU_ASSERT_STRING_EQUAL(p->aMention[3].zCodes, "ZEM"); /* in any case */
  CU_ASSERT_STRING_EQUAL(p->aMention[0].zCodes, "A,B,C,D,E,F,G,H");
  CU_ASSERT_EQUAL(p->aMention[1].nCandidate, 4);
  CU_ASSERT_EQUAL(strlen(p->aMention[1].zCodes), 3 * 60 + 2);
  CU_ASSERT_STRING_EQUAL(p->aMention[2].zCodes, "KIN");
  ent_text_free(&run, p);
  ent_dict_unref(d);
}

/* A word that is only a noun, or only a verb. */
static void testOnly(void) {
  static const char *const az[][3] = {
    /* the row's pos, the sentence, what is told */
    { "n", "Russia agreed to raze Iran.", "" },
    { "n", "Russia razed Iran.", "" },
    { "n", "Russian raze in Iran.", "RUS 190 IRN" },
    { "n", "Russian razes in Iran.", "RUS 190 IRN" },
    { "n", "Russia agreed to razes in Iran.", "RUS 190 IRN" },
    { "v", "Russia razed Iran.", "RUS 190 IRN" },
    { "v", "The raze of Iran by Russia.", "" },
  };
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++) {
    EntRun run = told_run();
    EntDict *d = told_dict(&run);
    const char *z;
    told_word(&run, d, "raze", "act", 0, "190", az[i][0]);
    told_word(&run, d, "agree to", "null", 0, 0, 0);
    z = told_by(&run, d, az[i][1]);
    CU_ASSERT_STRING_EQUAL(z, az[i][2]);
    if (strcmp(z, az[i][2])) printf("\n  %s: %s\n", az[i][1], z);
  }
}

/* Rows that no constraint saw change nothing, and break nothing. */
static void testRows(void) {
  static const char *const az[][3] = {
    { "march", "no class", 0 }, { "march", "stance", "no stance" },
    { "march", "stance", 0 },   { "march", "flow", "no flow" },
    { "march", "flow", 0 },     { "march", "exchange", 0 },
    { "march", "grammar", 0 },  { "march", "grammar", "none" },
    { "march", "number", 0 },   { "march", "number", "many" },
    { "march", "unit", 0 },     { "--", "grammar", "by" },
    { "--", "number", "5" },    { "--", "abbreviation", 0 },
    { "--", "act", 0 },         { "* *", "agent", "GOV" },
    { "", "null", 0 },
  };
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  char zLong[TEXT_WORD + 3];
  memset(zLong, 'x', TEXT_WORD);
  memcpy(zLong + TEXT_WORD, " a", 3);
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++)
    told_word(&run, d, az[i][0], az[i][1], az[i][2], 0, 0);
  told_word(&run, d, zLong, "act", 0, "190", 0);
  told_actor(&run, d, "--", "XXX", "name", 0, 0);
  ent_dict_add_item(&run, d, &(EntItemRow){ "--", "a", "b", 0 });
  ent_dict_add_rule(&run, d, "no stance", "04", "190");
  CU_ASSERT_EQUAL(run.error.code, ENT_OK);
  CU_ASSERT_STRING_EQUAL(
      told_by(&run, d, "Russia met march xxx a Iran -- and attacked it."),
      "RUS 040 IRN");
}

/* A number in digits is what it says, also when a row has its digits. */
static void testNumbers(void) {
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  EntReading *p;
  static const char z[] = "Russia supplied Iran with 1.5 million ton of wheat.";
  told_word(&run, d, "15", "number", "15", 0, 0);
  told_word(&run, d, "dozen", "number", "12:", 0, 0);
  ent_dict_finish(&run, d);
  p = told_read(&run, d, z, sizeof(z) - 1);
  CU_ASSERT_EQUAL_FATAL(p->nBargain, 1);
  CU_ASSERT_EQUAL(p->aBargain[0].aGive[0].quantity, 1.5e6);
  ent_text_free(&run, p);
  p = told_read(&run, d, "Russia supplied Iran with dozen wheat.", 38);
  CU_ASSERT_EQUAL_FATAL(p->nBargain, 1);
  CU_ASSERT_EQUAL(p->aBargain[0].aGive[0].quantity, 12);
  ent_text_free(&run, p);
  ent_dict_unref(d);
}

/* Words whose hashes are the same are two words all the same. */
static void testCollision(void) {
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  char zA[TEXT_WORD], zB[TEXT_WORD];
  CU_ASSERT_EQUAL(ent_token_fold((const unsigned char *)"costarring", 10, zA),
                  ent_token_fold((const unsigned char *)"liquid", 6, zB));
  told_actor(&run, d, "Costarring", "AAA", "name", 0, 0);
  told_actor(&run, d, "Liquid", "BBB", "name", 0, 0);
  CU_ASSERT_STRING_EQUAL(told_by(&run, d, "Costarring attacked Liquid."),
                         "AAA 190 BBB");
}

/* A code that no table has is that of the nearest one above it, or none. */
static void testCodes(void) {
  static const char *const az[][2] = {
    { "1909", "RUS 190 IRN" }, { "19", "" }, { "999", "" }, { 0, "" }
  };
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++) {
    EntRun run = told_run();
    EntDict *d = told_dict(&run);
    told_word(&run, d, "raze", "act", 0, az[i][0], 0);
    CU_ASSERT_STRING_EQUAL(told_by(&run, d, "Russia razed Iran."), az[i][1]);
  }
  {
    EntRun run = told_run();
    EntDict *d = told_dict(&run);
    CU_ASSERT(ent_dict_is_code(d, "RUS", 3));
    CU_ASSERT(!ent_dict_is_code(d, "RU", 2));
    CU_ASSERT(!ent_dict_is_code(d, "XXX", 3));
    ent_dict_unref(d);
  }
}

static void testReach(void) {
  static const struct {
    int what;
    const char *zPhrase;
    int reaches;
  } a[] = {
    { ENT_REACH_WORD, "take * hostage", 1 },
    { ENT_REACH_WORD, "attack", 1 },
    { ENT_REACH_WORD, "attack.", 1 },
    { ENT_REACH_WORD, "attack, met", 0 },
    { ENT_REACH_WORD, "assail", 0 },
    { ENT_REACH_WORD, "attack. Visit", 0 },
    { ENT_REACH_WORD, "*", 0 },
    { ENT_REACH_WORD, "", 0 },
    { ENT_REACH_ACTOR, "St. Lucia", 1 },
    { ENT_REACH_ACTOR, "attack", 0 },
    { ENT_REACH_ITEM, "oil", 1 },
    { ENT_REACH_ITEM, "oil well", 0 },
  };
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    int reaches = ent_dict_reaches(d, a[i].what, a[i].zPhrase);
    CU_ASSERT_EQUAL(reaches, a[i].reaches);
    if (reaches != a[i].reaches) printf("\n  %s\n", a[i].zPhrase);
  }
  ent_dict_unref(d);
}

/* Each request of a dictionary of nearly one row fails; so does each of one
** with as many rows as make every array grow. */
static void testMemory(void) {
  for (int nRow = 1; nRow < 2000; nRow += 1999 / 2) {
    int isDone = 0, n = 0;
    for (; !isDone; n++) {
      EntRun run = told_run();
      EntDict *d;
      told_fail(n);
      d = ent_dict_new(&run);
      for (int i = 0; d && i < nRow; i++) {
        char z[40];
        snprintf(z, sizeof(z), "word%c%c * thing%c", 'a' + i / 26 % 26,
                 'a' + i % 26, 'a' + i / 676);
        told_word(&run, d, z, "null", 0, 0, 0);
        told_word(&run, d, z + 4, "number", "1", 0, 0);
      }
      told_fail(-1);
      isDone = d && run.error.code == ENT_OK;
      if (!isDone) CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
      ent_dict_unref(d);
    }
    CU_ASSERT(n > 5);
  }
}

void test_dict_register(void) {
  CU_pSuite p = CU_add_suite("dict", 0, 0);
  CU_add_test(p, "the hash", testHash);
  CU_add_test(p, "the higher priority wins", testPriority);
  CU_add_test(p, "several meanings of a name", testMeanings);
  CU_add_test(p, "only a noun, only a verb", testOnly);
  CU_add_test(p, "rows that mean nothing", testRows);
  CU_add_test(p, "numbers", testNumbers);
  CU_add_test(p, "hashes that collide", testCollision);
  CU_add_test(p, "codes", testCodes);
  CU_add_test(p, "phrases that no text reaches", testReach);
  CU_add_test(p, "short of memory", testMemory);
}
