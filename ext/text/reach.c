/*
** Reach: does the text of a phrase find the phrase?
**
** A phrase is stored as its words. One that holds a comma, a slash or a word
** too long to be kept is stored as other words than a text will ever show, so
** it never fires, and nobody would know. The test needs no corpus: the phrase
** itself is read as a text.
*/
#include "inside.h"
#include <string.h>

int ent_dict_reaches(const EntDict *d, int what, const char *zPhrase) {
  static const int aTrie[] = { DICT_ACTOR, DICT_WORD, DICT_ITEM };
  TextReader reader = { 0 };
  TextToken a[TEXT_TOKENS], aWord[TEXT_TOKENS];
  int n, nWord = 0, iEnd;
  reader.dict = d;
  reader.z = (const unsigned char *)zPhrase;
  reader.n = strlen(zPhrase);
  n = ent_token_sentence(&reader, a);
  for (int i = 0; i < n; i++) {
    if (a[i].punct != '*' && a[i].punct != '.') {
      aWord[nWord++] = a[i]; /* '*' may be no word at all */
    }
  }
  if (nWord == 0 || reader.i < reader.n) return 0;
  return ent_dict_match(d, aTrie[what], aWord, 0, nWord, &iEnd) >= 0 &&
         iEnd == nWord;
}
