/* Forms of words, both ways. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>
#include "../../ext/text/text.h"

void test_stem_register(void);

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
    { "reach", "reaches", "reached", "reaching" },
    { "enjoy", "enjoys", "enjoyed", "enjoying" },
    { "fix", "fixes", "fixed", "fixing" },
    { "forgive", "forgives", "forgave", "forgiving" },
    { "quip", "quips", "quipped", "quipping" },
  };
  EntForm a[ENT_STEM_FORMS];
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++) {
    CU_ASSERT_STRING_EQUAL(formOf(az[i][0], ENT_FORM_S), az[i][1]);
    CU_ASSERT_STRING_EQUAL(formOf(az[i][0], ENT_FORM_PAST), az[i][2]);
    CU_ASSERT_STRING_EQUAL(formOf(az[i][0], ENT_FORM_ING), az[i][3]);
  }
  CU_ASSERT_STRING_EQUAL(formOf("give", ENT_FORM_PART), "given");
  CU_ASSERT_STRING_EQUAL(formOf("be", ENT_FORM_ING), "being");
  CU_ASSERT_STRING_EQUAL(formOf("cut", ENT_FORM_PAST), "cut");
  CU_ASSERT_EQUAL(ent_stem_forms("gunman", a), 6);
  CU_ASSERT_STRING_EQUAL(a[0].z, "gunmans");
  CU_ASSERT_STRING_EQUAL(a[1].z, "gunmen");
  CU_ASSERT_EQUAL(a[1].form, ENT_FORM_S);
  CU_ASSERT_EQUAL(ent_stem_forms("be", a), 8);
  CU_ASSERT_STRING_EQUAL(a[1].z, "is");
  CU_ASSERT_STRING_EQUAL(a[4].z, "were");
  ent_stem_forms("grandchild", a);
  CU_ASSERT_STRING_EQUAL(a[1].z, "grandchildren");
  /* What is no word, or longer than any, has no forms. */
  CU_ASSERT_EQUAL(ent_stem_forms("a", a), 0);
  CU_ASSERT_EQUAL(ent_stem_forms("s300", a), 0);
  CU_ASSERT_EQUAL(ent_stem_forms("caf\xC3\xA9", a), 0);
  CU_ASSERT(ent_stem_forms("abcdefghijklmnopqrstuvwxyzabcdefghi", a) > 0);
  CU_ASSERT_EQUAL(ent_stem_forms("abcdefghijklmnopqrstuvwxyzabcdefghij", a), 0);
}

static void testGuess(void) {
  static const struct {
    const char *zWord;
    int form;
    const char *zBase;
  } a[] = {
    { "abstained", ENT_FORM_PAST | ENT_FORM_PART, "abstain" },
    { "stripped", ENT_FORM_PAST | ENT_FORM_PART, "strip" },
    { "called", ENT_FORM_PAST | ENT_FORM_PART, "call" },
    { "blamed", ENT_FORM_PAST | ENT_FORM_PART, "blame" },
    { "served", ENT_FORM_PAST | ENT_FORM_PART, "serve" },
    { "certified", ENT_FORM_PAST | ENT_FORM_PART, "certify" },
    { "fought", ENT_FORM_PAST | ENT_FORM_PART, "fight" },
    { "given", ENT_FORM_PART, "give" },
    { "raging", ENT_FORM_ING, "rage" },
    { "mapping", ENT_FORM_ING, "map" },
    { "skiing", ENT_FORM_ING, "ski" },
    { "going", ENT_FORM_ING, "go" },
    { "\xC3\xA9\xC3\xA9"
      "ed",
      ENT_FORM_PAST | ENT_FORM_PART,
      "\xC3\xA9\xC3\xA9" }, /* of no base that has forms */
    { "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrsed",
      ENT_FORM_PAST | ENT_FORM_PART,
      "abcdefghijklmnopqrstuvwxyzabcdefghijklm" }, /* cut */
  };
  char zBase[ENT_STEM_WIDTH];
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    CU_ASSERT_EQUAL(ent_stem_guess(a[i].zWord, zBase), a[i].form);
    CU_ASSERT_STRING_EQUAL(zBase, a[i].zBase);
    if (strcmp(zBase, a[i].zBase)) printf("\n  %s: %s\n", a[i].zWord, zBase);
  }
  CU_ASSERT_EQUAL(ent_stem_guess("red", zBase), ENT_FORM_BASE);
  CU_ASSERT_EQUAL(ent_stem_guess("ring", zBase), ENT_FORM_BASE);
  CU_ASSERT_EQUAL(ent_stem_guess("yields", zBase), ENT_FORM_BASE);
}

void test_stem_register(void) {
  CU_pSuite p = CU_add_suite("stem", 0, 0);
  CU_add_test(p, "forms of words", testForms);
  CU_add_test(p, "the base of a word that no dictionary has", testGuess);
}
