/*
** Candidate deals, by the dictionary of schema/: who gives what, how much of
** it, for what, and how far the deal has come. tests/events/deals says how
** often people agree.
*/
#include <CUnit/CUnit.h>
#include <string.h>
#include "answer.h"
#include "told.h"

void test_bargain_register(void);

/* A number before the item, or an amount behind it. */
static void testQuantities(void) {
  static const char *const az[][2] = {
    { "Russia sold Iran 200 bombs.", "RUS IRN delivered arms.ammunition 200" },
    { "Russia sold Iran two dozen tanks.",
      "RUS IRN delivered arms.vehicle 24" },
    { "Russia sold Iran twenty-five tanks.",
      "RUS IRN delivered arms.vehicle 25" },
    { "Russia sold Iran twenty-five thousand tons of wheat.",
      "RUS IRN delivered food.grain 25000 ton" },
    { "Russia sold Iran T-90 tanks.", "RUS IRN delivered arms.vehicle" },
    { "500 missiles were sold by Russia to Iran.",
      "RUS IRN delivered arms.missile 500" },
    { "Russia sold Iran missiles", "RUS IRN delivered arms.missile" },
    { "Russia sold Iran 3 Syrian tanks.", "RUS IRN delivered arms.vehicle" },
    { "Russia sold Iran tanks and 40 battle tanks.",
      "RUS IRN delivered arms.vehicle,arms.vehicle" },
    { "Russia sold Iran 40 battle tanks and tanks.",
      "RUS IRN delivered arms.vehicle 40" },
    { "Russia sold Iran 40 battle tanks and 20 tanks.",
      "RUS IRN delivered arms.vehicle 40" },
    { "Russia sold to Iran 40 tanks.", "RUS IRN delivered arms.vehicle 40" },
    { "Russia delivered to Iran 40 tanks.",
      "RUS IRN delivered arms.vehicle 40" },
  };
  TOLD_DEALS(az);
}

static void testMoney(void) {
  static const char *const az[][2] = {
    { "Russia gave Iran a loan of $3 billion",
      "RUS IRN delivered money.loan 3e+09 USD" },
    { "Russia gave Iran a loan of \xE2\x82\xAC"
      "3 billion.",
      "RUS IRN delivered money.loan 3e+09 EUR" },
    { "Russia gave Iran a \xC2\xA3"
      "3 billion loan.",
      "RUS IRN delivered money.loan 3e+09 GBP" },
    { "Russia gave Iran a loan of 3 billion yen.",
      "RUS IRN delivered money.loan 3e+09 JPY" },
    { "Russia gave Iran a loan in 2019.", "RUS IRN delivered money.loan" },
    { "Russia gave Iran a loan of", "RUS IRN delivered money.loan" },
    { "Russia gave Iran a loan of $", "RUS IRN delivered money.loan" },
    { "China gave Laos a 480 million \xE2\x82\xAC loan.",
      "CHN LAO delivered money.loan 4.8e+08" },
    /* Sums that are the amount of nothing else. */
    { "China lent Laos $480 million",
      "CHN LAO delivered money.grant 4.8e+08 USD" },
    { "Japan lent Laos \xC2\xA5"
      "480 million.",
      "JPN LAO delivered money.grant 4.8e+08 JPY" },
    { "China lent Laos 480 million yuan.",
      "CHN LAO delivered money.grant 4.8e+08 CNY" },
    { "China lent Laos $480 million for a railway.",
      "CHN LAO delivered money.grant 4.8e+08 USD" },
    { "China lent Laos $480 million of the",
      "CHN LAO delivered money.grant 4.8e+08 USD" },
    { "China gave Laos $480 million in loans.",
      "CHN LAO delivered money.loan 4.8e+08 USD" },
    { "China lent Laos 480 million.", "" },
    { "China lent Laos 480 tons.", "" },
  };
  TOLD_DEALS(az);
  /* It counts as money does: not at all, if that is no item. */
  answer_do(told_db(), "BEGIN; UPDATE dictionary_item SET active = 0"
                       " WHERE phrase IN ('money')");
  CU_ASSERT_STRING_EQUAL(told_deals("China lent Laos $480 million."), "");
  answer_do(told_db(), "ROLLBACK");
}

static void testStatus(void) {
  static const char *const az[][2] = {
    { "Iran sold Russia drones.", "IRN RUS delivered arms.aircraft" },
    { "Iran did not sell Russia drones.", "IRN RUS denied arms.aircraft" },
    { "Iran might sell Russia drones.", "IRN RUS reported arms.aircraft" },
    { "Iran will sell Russia drones.", "IRN RUS agreed arms.aircraft" },
    { "Iran will not sell Russia drones.", "IRN RUS refused arms.aircraft" },
    { "Iran is willing to sell Russia drones.",
      "IRN RUS offered arms.aircraft" },
    { "Iran offered Russia drones.", "IRN RUS offered arms.aircraft" },
    { "Iran did not offer Russia drones.", "IRN RUS refused arms.aircraft" },
    { "Iran agreed to sell Russia drones.", "IRN RUS agreed arms.aircraft" },
    { "Iran did not agree to sell Russia drones.",
      "IRN RUS refused arms.aircraft" },
    { "Iran refused to sell Russia drones.", "IRN RUS refused arms.aircraft" },
    { "Iran denied selling Russia drones.", "IRN RUS denied arms.aircraft" },
    { "Iran threatened to sell Russia drones.",
      "IRN RUS refused arms.aircraft" },
    { "Iran signed a contract for drones with Russia.",
      "IRN RUS signed / arms.aircraft" },
    { "Iran demanded missiles from Russia.", "IRN RUS asked / arms.missile" },
    { "Ukraine accused Iran of supplying drones to Russia.",
      "IRN RUS reported arms.aircraft" },
    { "Iran was accused of supplying drones to Russia.",
      "IRN RUS reported arms.aircraft" },
    { "Iran must send oil to China.", "IRN CHN reported energy.oil" },
    { "Iran refused an offer of drones from Russia.",
      "IRN RUS refused / arms.aircraft" },
    { "Iran is selling Russia drones.", "IRN RUS delivered arms.aircraft" },
    { "Iran would offer Russia drones.", "IRN RUS offered arms.aircraft" },
    { "Russia, never shy of deals with its neighbours, sold Iran tanks.",
      "RUS IRN delivered arms.vehicle" },
    { "Iran agreed, Syria said, that Russia sold Turkey drones.",
      "RUS TUR delivered arms.aircraft" },
    { "Iran ended its delivery of drones to Russia.",
      "IRN RUS delivered arms.aircraft" },
    { "Supplying drones by Iran to Russia", "IRN RUS delivered arms.aircraft" },
    { "Ukraine criticised Iran for sending drones to Russia.",
      "IRN RUS reported arms.aircraft" },
  };
  TOLD_DEALS(az);
}

/* Who is asked to give, gives; who is asked to buy, gets. */
static void testAsked(void) {
  static const char *const az[][2] = {
    { "Russia asked Iran for drones.", "RUS IRN asked / arms.aircraft" },
    { "Russia asked Iran to supply drones.", "RUS IRN asked / arms.aircraft" },
    { "Russia asked Iran to buy oil.", "RUS IRN asked energy.oil" },
    { "Russia demanded that Iran buy oil.", "RUS IRN asked energy.oil" },
    { "Russia asked Iran to swap oil for wheat.",
      "RUS IRN asked energy.oil / food.grain" },
  };
  TOLD_DEALS(az);
}

/* What an exchange phrase governs, and where it stands. */
static void testExchange(void) {
  static const char *const az[][2] = {
    { "Iran sent Russia drones in exchange for wheat.",
      "IRN RUS delivered arms.aircraft / food.grain" },
    { "Iran sent Russia drones as payment for wheat.",
      "IRN RUS delivered arms.aircraft / food.grain" },
    { "In exchange for oil, Russia gave North Korea wheat.",
      "RUS PRK delivered food.grain / energy.oil" },
    { "In return, Russia will send wheat to Iran.",
      "RUS IRN agreed food.grain" },
    { "Russia will send North Korea wheat in return.",
      "RUS PRK agreed food.grain" },
    { "Russia will send wheat to North Korea and North Korea will send"
      " artillery shells in return",
      "RUS PRK agreed food.grain / arms.artillery" },
    { "Iran and Russia traded oil in exchange for wheat.",
      "IRN RUS delivered energy.oil / food.grain" },
    { "Iran and Russia swapped oil for wheat.",
      "IRN RUS delivered energy.oil / food.grain" },
    { "Iran and Russia exchanged prisoners.",
      "IRN RUS delivered persons / persons" },
    { "In exchange for oil Russia gave North Korea wheat.",
      "RUS PRK delivered food.grain / energy.oil" },
    { "As payment for drones, Russia sent Iran wheat.",
      "RUS IRN delivered food.grain / arms.aircraft" },
    { "Iran and Russia exchanged oil and wheat.", "" },
  };
  TOLD_DEALS(az);
}

/* Lists end at other verbs, at brackets, and where no more can be kept. */
static void testLists(void) {
  static const char *const az[][2] = {
    { "Russia sold Iran tanks, missiles, drones, oil, wheat and gold.",
      "RUS IRN delivered arms.vehicle,arms.missile,arms.aircraft,energy.oil" },
    { "Russia sold Iran tanks (and drones).",
      "RUS IRN delivered arms.vehicle" },
    { "Missiles were supplied to Iran-backed militias and to Syria by"
      " Russia.",
      "RUS SYR delivered arms.missile" },
    { "Russia gave Iran a loan to buy tanks.", "RUS IRN delivered money.loan" },
    { "Russia gave Syria money to destroy drones.",
      "RUS SYR delivered money.grant" },
    { "An oil deal was agreed by Iran and Russia.", "" },
    { "Rebels sold Iran drones.", "" },
    { "Iran sold drones to the Iranian army.", "" },
    { "Iranian firms sold Iran drones.", "" },
  };
  TOLD_DEALS(az);
}

/* How sure it is: less of a mere place, and of what somebody is quoted with. */
static void testConfidence(void) {
  static const char *const az[][2] = {
    { "Russia sold Iran tanks.", "0.6" },
    { "Russia sold oil in Iran.", "0.48" },
    { "\"Russia sold Iran tanks.\"", "0.54" },
  };
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++)
    CU_ASSERT_STRING_EQUAL(
        answer_format(told_db(), "SELECT confidence FROM article_deals(%Q)",
                      az[i][0]),
        az[i][1]);
}

void test_bargain_register(void) {
  CU_pSuite p = CU_add_suite("bargain", told_open, told_close);
  CU_add_test(p, "quantities", testQuantities);
  CU_add_test(p, "money", testMoney);
  CU_add_test(p, "how far a deal has come", testStatus);
  CU_add_test(p, "who is asked", testAsked);
  CU_add_test(p, "exchange phrases", testExchange);
  CU_add_test(p, "lists of items", testLists);
  CU_add_test(p, "confidence", testConfidence);
}
