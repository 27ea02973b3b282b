/* The same story twice: fingerprints of texts. */
#include <CUnit/CUnit.h>
#include <string.h>
#include "../../ext/text/text.h"

void test_near_register(void);

static double similarity(const char *zA, const char *zB) {
  uint32_t a[ENT_NEAR_HASHES], b[ENT_NEAR_HASHES];
  ent_near_print(zA, strlen(zA), a);
  ent_near_print(zB, strlen(zB), b);
  return ent_near_similarity(a, b);
}

static void testCopies(void) {
  static const char z[] =
      "Russia asked North Korea for artillery shells on Monday, officials said"
      " in Seoul, and the United States warned both of consequences.";
  CU_ASSERT(similarity(z, "RUSSIA asked North Korea for artillery shells on"
                          " Monday, officials said in Seoul, and the United"
                          " States warned both of them.") > 0.6);
  CU_ASSERT(similarity(z, "The weather in Geneva was fine on the first day of"
                          " spring, and the lake was full of boats.") < 0.1);
  /* Fewer than three words are no story. */
  CU_ASSERT(similarity("", "") == 0);
  CU_ASSERT(similarity("two words", "two words") == 0);
}

/* What makes two words one, and what does not. */
static void testWords(void) {
  CU_ASSERT(similarity("one two three", "One, TWO - three!") == 1);
  CU_ASSERT(similarity("300 shells for 9 guns", "300 shells for 9 guns") == 1);
  CU_ASSERT(similarity("in 1999 there", "in 2000 there") == 0);
  CU_ASSERT(similarity("caf\xC3\xA9 in Paris", "caf in Paris") == 0);
  CU_ASSERT(similarity("caf\xC3\xA9 in Paris", "caf\xC3\xA9 in {Paris}") == 1);
}

void test_near_register(void) {
  CU_pSuite p = CU_add_suite("near", 0, 0);
  CU_add_test(p, "copies and strangers", testCopies);
  CU_add_test(p, "words", testWords);
}
