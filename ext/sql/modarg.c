/*
** The arguments of CREATE VIRTUAL TABLE x USING module(...).
**
** SQLite hands them over as it found them, text between commas. Ours are
** written name=value; the first may come without its name. Quotes around a
** value, of either kind, are taken off and doubled ones inside made single,
** so that delimiter=';' and delimiter=";" are one.
*/
#include "sql.h"
#include <string.h>

static int modargBlank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The text at z, up to the end, without its quotes. SQLite has taken off the
** blanks around an argument. */
static char *modargValue(const char *z) {
  size_t i, n = strlen(z), iOut = 0;
  char *zOut;
  zOut = sqlite3_malloc64(n + 1);
  if (zOut == 0) return 0;
  if (n >= 2 && (z[0] == '\'' || z[0] == '"') && z[n - 1] == z[0]) {
    for (i = 1; i < n - 1; i++) {
      zOut[iOut++] = z[i];
      if (z[i] == z[0]) i++;
    }
  } else {
    memcpy(zOut, z, n);
    iOut = n;
  }
  zOut[iOut] = 0;
  return zOut;
}

/* The length of the name before '=', or 0: the argument has none. */
static size_t modargName(const char *z) {
  size_t n = 0, nBlank;
  while ((z[n] >= 'a' && z[n] <= 'z') || (z[n] >= 'A' && z[n] <= 'Z') ||
         z[n] == '_' || (n && z[n] >= '0' && z[n] <= '9')) {
    n++;
  }
  for (nBlank = n; modargBlank(z[nBlank]); nBlank++) {
  }
  return z[nBlank] == '=' ? n : 0;
}

/* What stands behind the first '='. */
static const char *modargAfter(const char *z) {
  z = strchr(z, '=') + 1;
  while (modargBlank(*z))
    z++;
  return z;
}

static void modargUnknown(EntCall *p, const char *z, int n,
                          const char *const *azName) {
  EntNear near;
  char *zKnown, zWord[41];
  int nName = 0;
  while (azName[nName])
    nName++;
  sqlite3_snprintf(sizeof(zWord), zWord, "%.*s", n, z);
  ent_word_near(&near, zWord, azName, nName);
  zKnown = ent_word_list(azName, nName);
  ent_error_set(&p->run.error, zKnown ? ENT_ERROR : ENT_NOMEM,
                "no argument %s%s; there are: %s", zWord, near.z,
                zKnown ? zKnown : "");
  sqlite3_free(zKnown);
}

int ent_modarg_parse(EntCall *p, int argc, const char *const *argv,
                     const char *const *azName, char **azOut) {
  int i, k;
  for (k = 0; azName[k]; k++)
    azOut[k] = 0;
  for (i = 3; i < argc; i++) {
    const char *z = argv[i];
    size_t n = modargName(z);
    k = 0;
    if (n) {
      while (azName[k] &&
             (sqlite3_strnicmp(z, azName[k], (int)n) || azName[k][n])) {
        k++;
      }
      if (azName[k] == 0) {
        modargUnknown(p, z, (int)(n > 40 ? 40 : n), azName);
        break;
      }
      z = modargAfter(z);
    } else if (i > 3) {
      ent_error_set(&p->run.error, ENT_ERROR,
                    "argument %d is not name=value: %.60s", i - 2, z);
      break;
    }
    if (azOut[k]) {
      ent_error_set(&p->run.error, ENT_ERROR, "argument %s is given twice",
                    azName[k]);
      break;
    }
    azOut[k] = modargValue(z);
    if (azOut[k] == 0) {
      ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
      break;
    }
  }
  if (p->run.error.code == 0) return 0;
  ent_modarg_free(azName, azOut);
  return 1;
}

int ent_modarg_split(EntCall *p, const char *z, char **pzName, char **pzValue,
                     int *pIsQuoted) {
  size_t n = modargName(z);
  *pzName = 0;
  *pzValue = 0;
  if (n) {
    *pzName = sqlite3_mprintf("%.*s", (int)n, z);
    z = modargAfter(z);
  }
  *pIsQuoted = *z == '\'' || *z == '"';
  *pzValue = modargValue(z);
  if (*pzValue && (n == 0 || *pzName)) return 0;
  sqlite3_free(*pzName);
  sqlite3_free(*pzValue);
  *pzName = *pzValue = 0;
  ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  return 1;
}

void ent_modarg_free(const char *const *azName, char **azOut) {
  int k;
  for (k = 0; azName[k]; k++) {
    sqlite3_free(azOut[k]);
    azOut[k] = 0;
  }
}

/* A file-backed table belongs in temp. It names a file of this machine, so
** that in a database which is passed on it would be broken at best, and at
** worst read whatever file of the next reader its writer thought of. */
int ent_modarg_temp(EntCall *p, const char *const *argv) {
  if (sqlite3_stricmp(argv[1], "temp") == 0) return 0;
  ent_error_set(&p->run.error, ENT_ERROR,
                "a table over a file belongs in temp: CREATE VIRTUAL TABLE"
                " temp.%.60s USING %s(...)",
                argv[2], p->zName);
  return 1;
}

int ent_modarg_path(EntCall *p, const char *zPath) {
  if (zPath && zPath[0]) return 0;
  ent_error_set(&p->run.error, ENT_ERROR,
                "argument path is missing: USING %s('path', ...)", p->zName);
  return 1;
}

int ent_modarg_int(EntCall *p, const char *zName, const char *z, int iMax,
                   int *pOut) {
  int x = 0;
  const char *s = z;
  if (z == 0) return 0;
  while (*s >= '0' && *s <= '9' && x <= iMax)
    x = x <= iMax / 10 ? x * 10 + *s++ - '0' : iMax + 1;
  if (s == z || *s || x > iMax) {
    ent_error_set(&p->run.error, ENT_ERROR,
                  "argument %s: '%.60s' is not a whole number from 0 to %d",
                  zName, z, iMax);
    return 1;
  }
  *pOut = x;
  return 0;
}

int ent_modarg_choice(EntCall *p, const char *zName, const char *z,
                      const EntChoice *aChoice, int *pOut) {
  sqlite3_str *pStr;
  EntNear near = { 0 };
  char *zKnown;
  int i;
  if (z == 0) return 0;
  for (i = 0; aChoice[i].z; i++) {
    if (sqlite3_stricmp(z, aChoice[i].z) == 0) {
      *pOut = aChoice[i].value;
      return 0;
    }
  }
  near.zWord = z;
  pStr = sqlite3_str_new(0);
  for (i = 0; aChoice[i].z; i++) {
    ent_word_offer(&near, aChoice[i].z, 0);
    sqlite3_str_appendf(pStr, "%s%s", i ? ", " : "", aChoice[i].z);
  }
  zKnown = sqlite3_str_finish(pStr);
  ent_error_set(&p->run.error, zKnown ? ENT_ERROR : ENT_NOMEM,
                "argument %s: '%.60s' is none of %s%s", zName, z,
                zKnown ? zKnown : "", near.z);
  sqlite3_free(zKnown);
  return 1;
}
