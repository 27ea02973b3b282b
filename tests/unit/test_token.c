/*
** Tokens and sentences: where a sentence ends, what is one word, what a sign
** outside ASCII stands for, and that offsets are SQLite's characters.
*/
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "told.h"

void test_token_register(void);

/* The tokens of a text as one: words and numbers, signs, '|' behind each
** sentence. A hyphen shows where words are joined, 's a possessive. */
static const char *tokens(const char *zText) {
  static char zOut[1000];
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  TextReader reader = { 0 };
  TextToken a[TEXT_TOKENS];
  size_t n = 0;
  int nToken;
  zOut[0] = 0;
  reader.dict = d;
  reader.z = (const unsigned char *)zText;
  reader.n = strlen(zText);
  while ((nToken = ent_token_sentence(&reader, a)) > 0) {
    for (int i = 0; i < nToken && n < sizeof(zOut) - 100; i++) {
      const TextToken *t = &a[i];
      n += (size_t)snprintf(zOut + n, sizeof(zOut) - n, "%s%.*s%s",
                            t->bits & TOKEN_JOINED ? "-"
                            : n > 0                ? " "
                                                   : "",
                            t->punct ? 1 : (int)(t->last - t->first),
                            t->punct ? &t->punct : zText + t->first,
                            t->bits & TOKEN_POSSESSIVE ? "'s" : "");
    }
    n += (size_t)snprintf(zOut + n, sizeof(zOut) - n, " |");
  }
  ent_dict_unref(d);
  return zOut;
}

#define TOKENS(a) told_all((a), sizeof(a) / sizeof((a)[0]), tokens)

static void testSentences(void) {
  static const char *const az[][2] = {
    { "", "" },
    { "One. Two! Three? Four", "One . | Two ! | Three ? | Four |" },
    { "Mr. Lavrov met St. Lucia. He left.",
      "Mr Lavrov met St Lucia . | He left . |" },
    { "J. Smith said 1.5 is 3,000.", "J Smith said 1.5 is 3,000 . |" },
    { "It was in the U.S. The end.", "It was in the U.S. | The end . |" },
    { "The U.S. attack. It ended.", "The U.S. attack . | It ended . |" },
    { "\"No.\" He left.\n\nA title\n\nA text",
      "\" No . | He left . | A title | A text |" },
    { "A title\r\n\r\nA text", "A title | A text |" },
    { "A title\n\r\nA text", "A title | A text |" },
    /* Brackets and quotation marks behind the stop go with it. */
    { "(He left.) She stayed.", "( He left . | She stayed . |" },
    { "She said \"No.\" (So be it.) \"Yes.\"",
      "She said \" No . | ( So be it . | \" Yes . |" },
    { "He left... She stayed.", "He left . | She stayed . |" },
    { "He left. 20 stayed.", "He left . | 20 stayed . |" },
    { "He left. she stayed.", "He left she stayed . |" },
    { "He left. (She) stayed.", "He left . | ( She ) stayed . |" },
    { "He left. \xC3\x89ric stayed.", "He left . | \xC3\x89ric stayed . |" },
    /* However far behind the stop the next one begins. */
    { "He left.                                                              "
      "                        She stayed.",
      "He left . | She stayed . |" },
    { "In the U.S.                                                           "
      "                        The end.",
      "In the U.S. | The end . |" },
    { "In the U.S.  ", "In the U.S. |" },
    { "In the U.S. THE end", "In the U.S. THE end |" },
    { "A title\n", "A title |" },
    { "He left.  ", "He left . |" },
    { "He left.\xE3\x80\x82She", "He left . | She |" },
    /* An ideographic stop needs no blank. */
    { "Aus\xE3\x80\x82Nun", "Aus . | Nun |" },
  };
  TOKENS(az);
}

static void testWords(void) {
  static const char *const az[][2] = {
    { "U.S.-led D.P.R.K. forces", "U.S.-led D.P.R.K. forces |" },
    /* Without the last stop, and at the end of a text. */
    { "the U.S", "the U.S |" },
    { "the U.S forces", "the U.S forces |" },
    { "the U.S.A", "the U.S.A |" },
    { "the U.S.A, now", "the U.S.A , now |" },
    { "the U.S.Army", "the U.S.-Army |" },
    { "e.g. this", "e.g. this |" },
    { "a.Bb", "a Bb |" },
    { "A.b", "A b |" },
    { "U.S.'s aim", "U.S.'s aim |" },
    { "U.S.'", "U.S. ' |" },
    { "F-16s and 2bn", "F-16-s and 2-bn |" },
    { "1,500.25 3 4, 5.", "1,500.25 3 4 , 5 . |" },
    { "1234567890123456789", "1234567890123456789 |" },
    { "Iran's, Laos' and O'Neill's", "Iran's , Laos's and O'Neill's |" },
    { "IRAN'S LAOS' aim", "IRAN's LAOS's aim |" },
    { "\"Laos' aim\"", "\" Laos ' aim \" |" },
    { "don't DIDN'T can't", "do n't DID N'T ca n't |" },
    { "the cat' ", "the cat ' |" },
    { "it' t't", "it ' t't |" },
    { "so -so --so so- -", "so - so _ so so - - |" },
  };
  TOKENS(az);
}

/* "not" is the word of the dictionary, whatever stands before it. */
static void testNot(void) {
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  TextReader reader = { 0 };
  TextToken a[TEXT_TOKENS];
  reader.dict = d;
  reader.z = (const unsigned char *)"DON'T not";
  reader.n = 9;
  CU_ASSERT_EQUAL_FATAL(ent_token_sentence(&reader, a), 3);
  CU_ASSERT(a[1].iWord > 0);
  CU_ASSERT_EQUAL(a[1].iWord, a[2].iWord);
  CU_ASSERT_EQUAL(a[0].last, 2);
  ent_dict_unref(d);
}

/* Signs outside ASCII, each between two words. */
static void testSigns(void) {
  static const char *const az[][2] = {
    { "a\xC2\xA0z", "a z |" },               /* no-break space */
    { "a\xE2\x80\x89z", "a z |" },           /* thin space */
    { "a\xE2\x80\xA9z", "a z |" },           /* paragraph separator */
    { "a\xE3\x80\x80z", "a z |" },           /* ideographic space */
    { "\xEF\xBB\xBFz", "z |" },              /* byte order mark */
    { "a\xC2\xABz\xC2\xBB", "a \" z \" |" }, /* guillemets */
    { "a \xE2\x80\x9Cz\xE2\x80\x9D", "a \" z \" |" },
    { "a\xE3\x80\x8Cz\xE3\x80\x8D", "a \" z \" |" }, /* corner brackets */
    { "\xE2\x82\xAC"
      "1 \xC2\xA3"
      "1 \xC2\xA5"
      "1",
      "$ 1 $ 1 $ 1 |" },
    { "a\xC2\xA7z\xC2\xB0", "a # z # |" }, /* section, degree */
    { "a\xE2\x80\xA6z", "a # z |" },       /* ellipsis */
    { "a\xE2\x80\xA0z", "a # z |" },       /* dagger */
    { "a\xE2\x80\x91z", "a-z |" },         /* no-break hyphen */
    { "a\xE2\x80\x94z", "a _ z |" },       /* em dash */
    { "O\xE2\x80\x98Neill", "O\xE2\x80\x98Neill |" },
    { "O\xE2\x80\x9BNeill", "O\xE2\x80\x9BNeill |" },
    { "Iran\xE2\x80\x99s aim", "Iran's aim |" },
    { "a\xE3\x80\x81z", "a , z |" }, /* ideographic comma */
    /* Letters are none of these. */
    { "1\xC2\xAA \xC2\xB5z \xC3\x9Cz", "1-\xC2\xAA \xC2\xB5z \xC3\x9Cz |" },
    { "\xE2\x82\xB4z \xE3\x82\xABz", "\xE2\x82\xB4z \xE3\x82\xABz |" },
    { "\xE3\x80\x85 \xE3\x80\x92", "\xE3\x80\x85 \xE3\x80\x92 |" },
    { "\xEF\xBC\xA1 \xEF\xBB\xBC", "\xEF\xBC\xA1 \xEF\xBB\xBC |" },
    /* Cut off in the middle. */
    { "a \xC2", "a \xC2 |" },
    { "a \xE2\x80", "a \xE2\x80 |" },
    { "a \xE3\x80", "a \xE3\x80 |" },
    { "a \xEF\xBB", "a \xEF\xBB |" },
  };
  TOKENS(az);
}

/* Capitals of other alphabets begin a sentence as Latin ones do. */
static void testCapitals(void) {
  static const char *const az[][2] = {
    { "\xC5\xBBywiec", "C" },
    { "\xC5\xBCywiec", "" }, /* Z, z, dot */
    { "\xC4\x8C"
      "esko",
      "C" },
    { "\xC4\x8D"
      "esko",
      "" }, /* C, c, caron */
    { "\xC5\xA0koda", "C" },
    { "\xC5\xA1koda", "" }, /* S, s, caron */
    { "\xCE\x91\xCE\xB8", "C" },
    { "\xCE\xB1\xCE\xB8", "" }, /* Alpha */
    { "\xCE\x85", "" },         /* a Greek mark */
    { "\xD0\x9C\xD0\xB8", "C" },
    { "\xD0\xBC\xD0\xB8", "" }, /* Em */
    { "\xC3\x9F", "" },
    { "\xE3\x82\xAB", "" },
  };
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++) {
    TextReader reader = { 0 };
    TextToken a[TEXT_TOKENS];
    reader.dict = d;
    reader.z = (const unsigned char *)az[i][0];
    reader.n = strlen(az[i][0]);
    CU_ASSERT_EQUAL(ent_token_sentence(&reader, a), 1);
    CU_ASSERT_EQUAL((a[0].bits & TOKEN_CAPITAL) != 0, az[i][1][0] == 'C');
  }
  ent_dict_unref(d);
}

/* How many tokens are a dateline. */
static int dateline(const char *zText) {
  EntRun run = told_run();
  EntDict *d = told_dict(&run);
  TextReader reader = { 0 };
  TextToken a[TEXT_TOKENS];
  int n, nLine = 0;
  reader.dict = d;
  reader.z = (const unsigned char *)zText;
  reader.n = strlen(zText);
  n = ent_token_sentence(&reader, a);
  for (int i = 0; i < n; i++)
    nLine += (a[i].bits & TOKEN_DATELINE) != 0;
  ent_dict_unref(d);
  return nLine;
}

static void testDatelines(void) {
  CU_ASSERT_EQUAL(dateline("MOSCOW (Reuters) - Iran met."), 5);
  CU_ASSERT_EQUAL(dateline("TOKYO -- Iran met."), 2);
  CU_ASSERT_EQUAL(dateline("Lagos: Iran met."), 2);
  CU_ASSERT_EQUAL(dateline("Rio de - Iran met."), 0);
  CU_ASSERT_EQUAL(dateline("PARIS, May 5 - Iran met."), 5);
  CU_ASSERT_EQUAL(dateline("Port Au Prince Haiti: Iran met."), 0);
  CU_ASSERT_EQUAL(dateline("Russia-Iran - talks"), 0);
  CU_ASSERT_EQUAL(dateline("Iran; Iraq"), 0);
  CU_ASSERT_EQUAL(dateline("- Iran met."), 0);
  CU_ASSERT_EQUAL(dateline(": Iran met."), 0);
  CU_ASSERT_EQUAL(dateline("MOSCOW -"), 2);
  CU_ASSERT_EQUAL(dateline("A A A A A A A A A A A A A A A - Iran"), 0);
}

/* A word of no letters, and one too long to be one of the dictionary. */
static void testFold(void) {
  char z[200], zOut[TEXT_WORD];
  CU_ASSERT_EQUAL(ent_token_fold((const unsigned char *)"", 0, zOut), 0);
  CU_ASSERT_EQUAL(ent_token_fold((const unsigned char *)"--", 2, zOut), 0);
  CU_ASSERT_EQUAL(ent_token_fold((const unsigned char *)"\xCC\x81", 2, zOut),
                  0); /* an accent alone */
  memset(z, 'x', sizeof(z));
  CU_ASSERT(ent_token_fold((const unsigned char *)z, TEXT_WORD - 1, zOut) > 0);
  CU_ASSERT_EQUAL(ent_token_fold((const unsigned char *)z, TEXT_WORD, zOut), 0);
  CU_ASSERT_EQUAL(ent_token_fold((const unsigned char *)z, sizeof(z), zOut), 0);
  z[0] = (char)0xC3;
  z[1] = (char)0xA9;
  CU_ASSERT(ent_token_fold((const unsigned char *)z, TEXT_WORD, zOut) > 0);
  CU_ASSERT_STRING_EQUAL(zOut + TEXT_WORD - 2, "x");
  CU_ASSERT_EQUAL(ent_token_fold((const unsigned char *)z, TEXT_WORD + 1, zOut),
                  0);
}

void test_token_register(void) {
  CU_pSuite p = CU_add_suite("token", 0, 0);
  CU_add_test(p, "sentences", testSentences);
  CU_add_test(p, "words", testWords);
  CU_add_test(p, "n't is not", testNot);
  CU_add_test(p, "signs outside ASCII", testSigns);
  CU_add_test(p, "capitals", testCapitals);
  CU_add_test(p, "datelines", testDatelines);
  CU_add_test(p, "words that none can be", testFold);
}
