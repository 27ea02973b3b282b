/*
** Words of a fixed list: the name of a layer, a method, a mark, a format.
**
** One that is not in the list is an error that says what is nearest and what
** there is:
**
**   argument mark: no mark 'pont'; near: 'point'; one of arc, area, bar, ...
**
** Near is a word one slip away, or two where it has more than four letters,
** and a word that begins as the one that was given does.
*/
#include "sql.h"
#include <string.h>

void ent_word_offer(EntNear *p, const char *z, int isSure) {
  size_t n = strlen(p->zWord), nUsed = strlen(p->z);
  int nMax = n <= 4 ? 1 : 2;
  if (p->n == 3) return;
  if (!isSure && !(n >= 3 && sqlite3_strnicmp(z, p->zWord, (int)n) == 0) &&
      ent_fold_distance(p->zWord, z, nMax) > nMax)
    return;
  sqlite3_snprintf((int)(sizeof(p->z) - nUsed), p->z + nUsed, "%s'%.60s'",
                   p->n++ ? ", " : "; near: ", z);
}

void ent_word_near(EntNear *p, const char *zWord, const char *const *az,
                   int n) {
  memset(p, 0, sizeof(*p));
  p->zWord = zWord;
  for (int i = 0; i < n; i++)
    ent_word_offer(p, az[i], 0);
}

char *ent_word_list(const char *const *az, int n) {
  sqlite3_str *pStr = sqlite3_str_new(0);
  for (int i = 0; i < n; i++) {
    sqlite3_str_appendf(pStr, "%s%s", i ? ", " : "", az[i]);
  }
  return sqlite3_str_finish(pStr);
}

int ent_word_find(EntCall *p, const char *zArgument, const char *zKind,
                  const char *z, const char *const *az, int n) {
  EntNear near;
  char *zKnown;
  if (z == 0) z = "NULL";
  for (int i = 0; i < n; i++) {
    if (strcmp(z, az[i]) == 0) return i;
  }
  ent_word_near(&near, z, az, n);
  zKnown = ent_word_list(az, n);
  ent_error_set(&p->run.error, zKnown ? ENT_ERROR : ENT_NOMEM,
                "argument %s: no %s '%.40s'%s; one of %s", zArgument, zKind, z,
                near.z, zKnown ? zKnown : "");
  sqlite3_free(zKnown);
  return -1;
}
