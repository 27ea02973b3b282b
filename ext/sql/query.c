/*
** The text of a query, as far as it must be understood before SQLite does.
**
** Two places take a query as text: saved_query() and citations(). Neither may
** hand SQLite whatever it was given, for some statements do their work when
** they are compiled: PRAGMA trusted_schema=ON does, also behind EXPLAIN, and a
** view may call citations(). So the first word decides what is compiled.
*/
#include "sql.h"
#include <string.h>

static int queryIsWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (c >= '0' && c <= '9') || c == '$' || (c & 0x80);
}

size_t ent_query_token(const char *z, char *pKind) {
  size_t n = 1;
  *pKind = z[0];
  if (z[0] == 0) return 0;
  if (strchr(" \t\n\r\f", z[0])) {
    *pKind = ' ';
  } else if (strncmp(z, "\xEF\xBB\xBF", 3) == 0) {
    *pKind = ' ';
    n = 3;
  } else if (z[0] == '-' && z[1] == '-') {
    *pKind = ' ';
    n = strcspn(z, "\n");
  } else if (z[0] == '/' && z[1] == '*') {
    const char *zEnd = strstr(z + 2, "*/");
    *pKind = ' ';
    n = zEnd ? (size_t)(zEnd - z) + 2 : strlen(z);
  } else if (strchr("'\"`[", z[0])) {
    char close = (char)(z[0] == '[' ? ']' : z[0]);
    *pKind = '"';
    while (z[n] && (z[n] != close || (close != ']' && z[n + 1] == close))) {
      n += z[n] == close ? 2 : 1;
    }
    n += z[n] != 0;
  } else if (strchr(":@$#?", z[0])) {
    *pKind = ':';
    while (queryIsWord(z[n]))
      n++;
  } else if (queryIsWord(z[0])) {
    *pKind = 'a';
    while (queryIsWord(z[n]))
      n++;
  }
  return n;
}

size_t ent_query_blanks(const char *z) {
  size_t n = 0, nToken;
  char kind;
  while ((nToken = ent_query_token(z + n, &kind)) > 0 && kind == ' ')
    n += nToken;
  return n;
}

int ent_query_begins(const char *z) {
  size_t n;
  char kind;
  z += ent_query_blanks(z);
  n = ent_query_token(z, &kind);
  return (n == 6 && sqlite3_strnicmp(z, "select", 6) == 0) ||
         (n == 6 && sqlite3_strnicmp(z, "values", 6) == 0) ||
         (n == 4 && sqlite3_strnicmp(z, "with", 4) == 0);
}
