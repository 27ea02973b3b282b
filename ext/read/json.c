/*
** A JSON document, one element at a time.
**
** A dataset of a million rows is one JSON object with long arrays. cJSON
** builds a tree of what it is given, so it must never be given the whole: the
** scanner in this file finds where one element ends, and cJSON parses exactly
** that slice. The file is read in chunks into one buffer that holds the
** current element and what was read behind it.
**
** The scanner is also the strict part. cJSON lets pass what RFC 8259 forbids
** or leaves open, and loses what we need, so the scanner checks and keeps:
**
**   1. the whole grammar: brackets, commas, literals, numbers without leading
**      zeros, no control characters; cJSON can then fail only for want of
**      memory;
**   2. text is UTF-8, without a zero byte in any spelling, and surrogates
**      come in pairs;
**   3. nothing is nested deeper than ENT_JSON_DEPTH levels, or fewer;
**   4. where each number stands in the slice. cJSON keeps a double and an int
**      that saturates; whole numbers are read again from their own digits.
**      Numbers of a tree are met in the order of the text, so the n-th number
**      node belongs to the n-th place: `valueint` holds n.
**
** Two members of one name in an object are refused when the tree is walked
** for (4): a reader that keeps one of them would drop data in silence.
**
** Invariants: a[iKeep..i) is the slice in hand, a[i..n) is read and not yet
** scanned. The tree is freed before the next slice is parsed.
*/
#include "read.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JSON_CHUNK  262144
#define JSON_DIGITS 63 /* the longest number that cJSON takes */

enum {              /* where the reader stands in the document */
       JSON_FIRST,  /* before the first member */
       JSON_VALUE,  /* before a member's value */
       JSON_INSIDE, /* inside a member's array */
       JSON_AFTER,  /* after a member */
       JSON_END
};

enum { /* what a list is made of, where one was opened */
       JSON_NO_LIST,
       JSON_MEMBER, /* the elements of a member's array */
       JSON_ARRAY,  /* the elements of the document, which is an array */
       JSON_VALUES  /* the values of the file, one after another */
};

struct EntJsonFile {
  EntRun *run;
  char *zPath;
  EntFile *file;
  int nDepth;       /* what may be inside each other */
  unsigned char *a; /* what was read */
  size_t nAlloc, n; /* its size, and how much of it is filled */
  size_t i, iKeep;  /* next byte to scan; first byte still needed */
  int eof;
  long line;       /* of byte i, from 1 */
  int where;       /* JSON_FIRST, ... */
  int list;        /* JSON_NO_LIST, ... */
  long lineSlice;  /* where the list's value in hand starts */
  int nElement;    /* elements handed out of the current array */
  char *zName;     /* of the current member */
  cJSON *tree;     /* the value in hand */
  size_t *aNumber; /* where its numbers stand, from a[iKeep] */
  size_t nNumber, nNumberAlloc;
};

static int json_fail(EntJsonFile *p, const char *zWhat) {
  ent_error_set(&p->run->error, ENT_ERROR, "%s: line %ld: %s", p->zPath,
                p->line, zWhat);
  return -1;
}

static int json_nomem(EntJsonFile *p) {
  ent_error_set(&p->run->error, ENT_NOMEM, "out of memory");
  return -1;
}

/* At least one more byte behind a[n]. 1, 0 at the end of the file, or -1. */
static int json_more(EntJsonFile *p) {
  if (p->eof) return 0;
  if (ent_run_cancelled(p->run)) return -1;
  if (p->iKeep > 0) {
    memmove(p->a, p->a + p->iKeep, p->n - p->iKeep);
    p->n -= p->iKeep;
    p->i -= p->iKeep;
    p->iKeep = 0;
  }
  if (p->n == p->nAlloc) {
    size_t nNew = p->nAlloc ? p->nAlloc * 2 : JSON_CHUNK;
    unsigned char *aNew = p->run->mem->xRealloc(p->a, nNew);
    if (aNew == NULL) return json_nomem(p);
    p->a = aNew;
    p->nAlloc = nNew;
  }
  int64_t got = ent_file_read(p->file, p->a + p->n, p->nAlloc - p->n);
  if (got < 0) return -1;
  if (got == 0) {
    p->eof = 1;
    return 0;
  }
  p->n += (size_t)got;
  return 1;
}

/* The byte at i, or -1: the error is set. Inside a value an end is an error. */
static int json_byte(EntJsonFile *p) {
  if (p->i < p->n) return p->a[p->i];
  int more = json_more(p);
  if (more > 0) return p->a[p->i];
  if (more == 0) json_fail(p, "the file ends too early");
  return -1;
}

/* Skips blanks; the byte after them, 0x100 at the end of the file, or -1. */
static int json_blank(EntJsonFile *p) {
  for (;;) {
    if (p->i == p->n) {
      int more = json_more(p);
      if (more < 0) return -1;
      if (more == 0) return 0x100;
    }
    unsigned char c = p->a[p->i];
    if (c == '\n') {
      p->line++;
    } else if (c != ' ' && c != '\t' && c != '\r') {
      return c;
    }
    p->i++;
  }
}

/* The same between values, where nothing behind the cursor is needed. */
static int json_between(EntJsonFile *p) {
  p->iKeep = p->i;
  int c = json_blank(p);
  p->iKeep = p->i;
  if (c == 0x100) return json_fail(p, "the file ends too early");
  return c;
}

/* Four hexadecimal digits; -1: the error is set. */
static int json_hex(EntJsonFile *p) {
  int x = 0;
  for (int k = 0; k < 4; k++) {
    int c = json_byte(p);
    if (c < 0) return -1;
    if (c >= '0' && c <= '9')
      x = x * 16 + c - '0';
    else if (c >= 'a' && c <= 'f')
      x = x * 16 + c - 'a' + 10;
    else if (c >= 'A' && c <= 'F')
      x = x * 16 + c - 'A' + 10;
    else
      return json_fail(p, "\\u needs four hexadecimal digits");
    p->i++;
  }
  return x;
}

static int json_escape(EntJsonFile *p) {
  p->i++;
  int c = json_byte(p);
  if (c < 0) return -1;
  p->i++;
  if (c != 'u') {
    if (c != 0 && strchr("\"\\/bfnrt", c)) return 1;
    return json_fail(p, "an unknown escape in a text");
  }
  int x = json_hex(p);
  if (x < 0) return -1;
  if (x == 0) return json_fail(p, "a zero character in a text");
  if (x >= 0xDC00 && x <= 0xDFFF) {
    return json_fail(p, "half of a surrogate pair in a text");
  }
  if (x < 0xD800 || x > 0xDBFF) return 1;
  for (const char *z = "\\u"; *z; z++) {
    c = json_byte(p);
    if (c < 0) return -1;
    if (c != *z) return json_fail(p, "half of a surrogate pair in a text");
    p->i++;
  }
  x = json_hex(p);
  if (x < 0) return -1;
  if (x < 0xDC00 || x > 0xDFFF) {
    return json_fail(p, "half of a surrogate pair in a text");
  }
  return 1;
}

/* One character of more than one byte: well-formed UTF-8, table 3-7 of the
** Unicode standard. */
static int json_utf8(EntJsonFile *p) {
  int c = p->a[p->i];
  int low = 0x80, high = 0xBF, n;
  if (c >= 0xC2 && c <= 0xDF)
    n = 1;
  else if (c >= 0xE0 && c <= 0xEF)
    n = 2;
  else if (c >= 0xF0 && c <= 0xF4)
    n = 3;
  else
    return json_fail(p, "a text that is not UTF-8");
  if (c == 0xE0) low = 0xA0;
  if (c == 0xED) high = 0x9F;
  if (c == 0xF0) low = 0x90;
  if (c == 0xF4) high = 0x8F;
  p->i++;
  while (n-- > 0) {
    c = json_byte(p);
    if (c < 0) return -1;
    if (c < low || c > high) return json_fail(p, "a text that is not UTF-8");
    low = 0x80;
    high = 0xBF;
    p->i++;
  }
  return 1;
}

static int json_string(EntJsonFile *p) {
  p->i++;
  for (;;) {
    const unsigned char *a = p->a;
    size_t i = p->i, n = p->n;
    while (i < n && a[i] >= 0x20 && a[i] < 0x80 && a[i] != '"' && a[i] != '\\')
      i++;
    p->i = i;
    int c = json_byte(p);
    if (c < 0) return -1;
    if (c == '"') {
      p->i++;
      return 1;
    }
    if (c == '\\') {
      if (json_escape(p) < 0) return -1;
    } else if (c >= 0x80) {
      if (json_utf8(p) < 0) return -1;
    } else if (c < 0x20) {
      return json_fail(p, "a control character in a text");
    }
  }
}

static int json_is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* May it stand in a number? What follows one never may. */
static int json_is_number(char c) {
  return json_is_digit(c) || (c && strchr("+-.eE", c));
}

static int json_number(EntJsonFile *p) {
  char z[JSON_DIGITS + 1];
  size_t n = 0;
  if (p->nNumber == p->nNumberAlloc) {
    size_t nNew = p->nNumberAlloc ? p->nNumberAlloc * 2 : 64;
    size_t *aNew = p->run->mem->xRealloc(p->aNumber, nNew * sizeof *aNew);
    if (aNew == NULL) return json_nomem(p);
    p->aNumber = aNew;
    p->nNumberAlloc = nNew;
  }
  p->aNumber[p->nNumber++] = p->i - p->iKeep;
  for (;;) {
    if (p->i == p->n) {
      int more = json_more(p);
      if (more < 0) return -1;
      if (more == 0) break;
    }
    char c = (char)p->a[p->i];
    if (!json_is_number(c)) break;
    if (n == JSON_DIGITS) {
      return json_fail(p, "a number of more than 63 characters");
    }
    z[n++] = c;
    p->i++;
  }
  z[n] = 0;
  const char *s = z;
  if (*s == '-') s++;
  if (!json_is_digit(*s)) return json_fail(p, "a malformed number");
  if (*s == '0')
    s++;
  else
    while (json_is_digit(*s))
      s++;
  if (*s == '.') {
    if (!json_is_digit(s[1])) return json_fail(p, "a malformed number");
    do
      s++;
    while (json_is_digit(*s));
  }
  if (*s == 'e' || *s == 'E') {
    s++;
    if (*s == '+' || *s == '-') s++;
    if (!json_is_digit(*s)) return json_fail(p, "a malformed number");
    while (json_is_digit(*s))
      s++;
  }
  return *s ? json_fail(p, "a malformed number") : 1;
}

static int json_literal(EntJsonFile *p) {
  const char *z = p->a[p->i] == 't'   ? "true"
                  : p->a[p->i] == 'f' ? "false"
                                      : "null";
  for (; *z; z++) {
    int c = json_byte(p);
    if (c < 0) return -1;
    if (c != *z) return json_fail(p, "expected a value");
    p->i++;
  }
  return 1;
}

static int json_too_deep(EntJsonFile *p) {
  char zWhat[100];
  snprintf(zWhat, sizeof(zWhat), "nested deeper than %d levels%s", p->nDepth,
           p->nDepth < ENT_JSON_DEPTH ? ", all that parameter limit.json_depth"
                                        " allows"
                                      : "");
  return json_fail(p, zWhat);
}

/* Scans one value from byte i, which is not a blank; the slice a[iKeep..i) is
** then that value. */
static int json_scan(EntJsonFile *p) {
  enum { VALUE, FIRST_ELEMENT, FIRST_KEY, KEY, COLON, COMMA };
  char aOpen[ENT_JSON_DEPTH];
  int depth = 0;
  int want = VALUE;
  p->iKeep = p->i;
  p->nNumber = 0;
  for (;;) {
    int c = json_blank(p);
    if (c < 0) return -1;
    if (c == 0x100) return json_fail(p, "the file ends too early");
    switch (want) {
    case COLON:
      if (c != ':') return json_fail(p, "expected ':' after a name");
      p->i++;
      want = VALUE;
      continue;
    case KEY:
    case FIRST_KEY:
      if (c == '"') {
        if (json_string(p) < 0) return -1;
        want = COLON;
        continue;
      }
      if (c != '}' || want == KEY) return json_fail(p, "expected a name");
      break;
    case COMMA:
      if (c == ',') {
        p->i++;
        want = aOpen[depth - 1] == '{' ? KEY : VALUE;
        continue;
      }
      if (c != (aOpen[depth - 1] == '{' ? '}' : ']')) {
        return json_fail(p, aOpen[depth - 1] == '{' ? "expected ',' or '}'"
                                                    : "expected ',' or ']'");
      }
      break;
    case FIRST_ELEMENT:
      if (c == ']') break;
      /* fall through */
    default:
      if (c == '{' || c == '[') {
        if (depth >= p->nDepth) return json_too_deep(p);
        aOpen[depth++] = (char)c;
        p->i++;
        want = c == '{' ? FIRST_KEY : FIRST_ELEMENT;
        continue;
      }
      int rc;
      if (c == '"')
        rc = json_string(p);
      else if (c == '-' || (c >= '0' && c <= '9'))
        rc = json_number(p);
      else if (c == 't' || c == 'f' || c == 'n')
        rc = json_literal(p);
      else
        return json_fail(p, "expected a value");
      if (rc < 0) return -1;
      if (depth == 0) return 1;
      want = COMMA;
      continue;
    }
    p->i++; /* a closing bracket */
    if (--depth == 0) return 1;
    want = COMMA;
  }
}

static int json_compare(const void *pa, const void *pb) {
  return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

/* Two members of one name? -1: yes, or no memory; the error is set. */
static int json_twice(EntJsonFile *p, const cJSON *object) {
  const char *azFew[16];
  const char **az = azFew;
  size_t n = 0;
  for (const cJSON *c = object->child; c; c = c->next)
    n++;
  if (n < 2) return 1;
  if (n > 16) {
    az = p->run->mem->xRealloc(NULL, n * sizeof *az);
    if (az == NULL) return json_nomem(p);
  }
  n = 0;
  for (const cJSON *c = object->child; c; c = c->next)
    az[n++] = c->string;
  int rc = 1;
  if (n > 16) qsort(az, n, sizeof *az, json_compare);
  for (size_t i = 1; rc > 0 && i < n; i++) {
    for (size_t j = n > 16 ? i - 1 : 0; j < i; j++) {
      if (strcmp(az[i], az[j]) == 0) {
        ent_error_set(&p->run->error, ENT_ERROR,
                      "%s: line %ld: an object has two members \"%.60s\"",
                      p->zPath, p->line, az[i]);
        rc = -1;
        break;
      }
    }
  }
  if (az != azFew) p->run->mem->xFree(az);
  return rc;
}

static int json_walk(EntJsonFile *p, cJSON *node, int *piNumber) {
  if (cJSON_IsNumber(node)) node->valueint = (*piNumber)++;
  if (cJSON_IsObject(node) && json_twice(p, node) < 0) return -1;
  for (cJSON *c = node->child; c; c = c->next) {
    if (json_walk(p, c, piNumber) < 0) return -1;
  }
  return 1;
}

static void json_drop(EntJsonFile *p) {
  cJSON_Delete(p->tree);
  p->tree = NULL;
}

/* Scans a value and parses it. */
static int json_parse(EntJsonFile *p) {
  if (json_scan(p) < 0) return -1;
  json_drop(p);
  p->tree =
      cJSON_ParseWithLength((const char *)p->a + p->iKeep, p->i - p->iKeep);
  if (p->tree == NULL) return json_nomem(p);
  int iNumber = 0;
  return json_walk(p, p->tree, &iNumber);
}

static char *json_copy(EntRun *run, const char *z) {
  size_t n = strlen(z) + 1;
  char *zNew = ent_run_alloc(run, n);
  if (zNew) memcpy(zNew, z, n);
  return zNew;
}

/* Opens a file and reads as far as its first byte behind a mark of UTF-8. */
static EntJsonFile *json_start(EntRun *run, const char *zPath,
                               const EntLimits *pLimits) {
  EntJsonFile *p = ent_run_alloc(run, sizeof *p);
  if (p == NULL) return NULL;
  p->run = run;
  p->line = 1;
  p->zPath = json_copy(run, zPath);
  if (p->zPath == NULL) goto failed;
  p->nDepth = pLimits && pLimits->nDepth < ENT_JSON_DEPTH ? pLimits->nDepth
                                                          : ENT_JSON_DEPTH;
  p->file = ent_file_open(run, p->zPath, pLimits);
  if (p->file == NULL) goto failed;
  while (p->n < 3) {
    int more = json_more(p);
    if (more < 0) goto failed;
    if (more == 0) break;
  }
  if (p->n >= 3 && memcmp(p->a, "\xEF\xBB\xBF", 3) == 0) p->i = 3;
  return p;

failed:
  ent_json_close(p);
  return NULL;
}

/* Passes the '{' of a document that is an object. */
static int json_enter(EntJsonFile *p) {
  int c = json_between(p);
  if (c < 0) return -1;
  if (c != '{') return json_fail(p, "expected a JSON object");
  p->i++;
  return 1;
}

EntJsonFile *ent_json_open(EntRun *run, const char *zPath,
                           const EntLimits *pLimits) {
  EntJsonFile *p = json_start(run, zPath, pLimits);
  if (p && json_enter(p) < 0) {
    ent_json_close(p);
    p = NULL;
  }
  return p;
}

void ent_json_close(EntJsonFile *p) {
  if (p == NULL) return;
  json_drop(p);
  ent_file_close(p->file);
  p->run->mem->xFree(p->a);
  p->run->mem->xFree(p->aNumber);
  ent_run_free(p->run, p->zName);
  ent_run_free(p->run, p->zPath);
  ent_run_free(p->run, p);
}

/* Leaves the array behind when its ']' comes. 1: an element follows. */
static int json_next(EntJsonFile *p) {
  int c = json_between(p);
  if (c < 0) return -1;
  if (p->nElement > 0 && c == ',') {
    p->i++;
    c = json_between(p);
    if (c < 0) return -1;
    if (c == ']') return json_fail(p, "expected a value");
    return 1;
  }
  if (c == ']') {
    p->i++;
    p->where = JSON_AFTER;
    return 0;
  }
  if (p->nElement > 0) return json_fail(p, "expected ',' or ']'");
  return 1;
}

static int json_skip(EntJsonFile *p) {
  if (p->where == JSON_VALUE) {
    if (json_between(p) < 0 || json_scan(p) < 0) return -1;
    p->where = JSON_AFTER;
  }
  while (p->where == JSON_INSIDE) {
    int next = json_next(p);
    if (next < 0 || (next > 0 && json_scan(p) < 0)) return -1;
    p->nElement += next;
  }
  return 1;
}

int ent_json_member(EntJsonFile *p, const char **pzName) {
  *pzName = NULL;
  if (p->run->error.code || json_skip(p) < 0) return -1;
  if (p->where == JSON_END) return 0;
  int c = json_between(p);
  if (c < 0) return -1;
  if (c == '}') {
    p->i++;
    p->iKeep = p->i;
    c = json_blank(p);
    if (c < 0) return -1;
    if (c != 0x100) return json_fail(p, "something follows the JSON object");
    p->where = JSON_END;
    return 0;
  }
  if (p->where == JSON_AFTER) {
    if (c != ',') return json_fail(p, "expected ',' or '}'");
    p->i++;
    c = json_between(p);
    if (c < 0) return -1;
  }
  if (c != '"') return json_fail(p, "expected a name");
  if (json_parse(p) < 0) return -1;
  ent_run_free(p->run, p->zName);
  p->zName = json_copy(p->run, p->tree->valuestring);
  if (p->zName == NULL) return -1;
  json_drop(p);
  c = json_between(p);
  if (c < 0) return -1;
  if (c != ':') return json_fail(p, "expected ':' after a name");
  p->i++;
  p->where = JSON_VALUE;
  *pzName = p->zName;
  return 1;
}

int ent_json_value(EntJsonFile *p, const EntJson **pp) {
  *pp = NULL;
  if (p->run->error.code) return -1;
  if (p->where != JSON_VALUE) return 0;
  if (json_between(p) < 0 || json_parse(p) < 0) return -1;
  p->where = JSON_AFTER;
  *pp = (const EntJson *)p->tree;
  return 1;
}

int ent_json_is_array(EntJsonFile *p) {
  if (p->run->error.code) return -1;
  if (p->where != JSON_VALUE) return p->where == JSON_INSIDE;
  int c = json_between(p);
  return c < 0 ? -1 : c == '[';
}

int ent_json_element(EntJsonFile *p, const EntJson **pp) {
  *pp = NULL;
  if (p->run->error.code) return -1;
  if (p->where == JSON_VALUE) {
    int is = ent_json_is_array(p);
    if (is <= 0) return is;
    p->i++;
    p->nElement = 0;
    p->where = JSON_INSIDE;
  }
  if (p->where != JSON_INSIDE) return 0;
  int next = json_next(p);
  if (next <= 0) return next;
  if (json_parse(p) < 0) return -1;
  p->nElement++;
  *pp = (const EntJson *)p->tree;
  return 1;
}

/* ---- lists ---- */

/* Stands before the array of the member zRoot. */
static int json_find(EntJsonFile *p, const char *zRoot) {
  const char *zName;
  int rc = json_enter(p);
  while (rc > 0 && (rc = ent_json_member(p, &zName)) > 0) {
    if (strcmp(zName, zRoot) == 0) break;
  }
  if (rc == 0) {
    ent_error_set(&p->run->error, ENT_ERROR,
                  "%s: the JSON object has no member \"%.60s\"", p->zPath,
                  zRoot);
    return -1;
  }
  if (rc > 0) rc = ent_json_is_array(p);
  if (rc < 0) return -1;
  if (rc == 0) {
    ent_error_set(&p->run->error, ENT_ERROR,
                  "%s: line %ld: the member \"%.60s\" is no array", p->zPath,
                  p->line, zRoot);
  }
  return rc ? 1 : -1;
}

EntJsonFile *ent_json_list(EntRun *run, const char *zPath, const char *zRoot,
                           int values, const EntLimits *pLimits) {
  EntJsonFile *p = json_start(run, zPath, pLimits);
  if (p == NULL) return NULL;
  int rc = 1;
  if (zRoot) {
    p->list = JSON_MEMBER;
    rc = json_find(p, zRoot);
  } else if (values) {
    p->list = JSON_VALUES;
  } else {
    int c = json_between(p);
    p->list = c == '[' ? JSON_ARRAY : JSON_VALUES;
    if (c == '[') {
      p->i++;
      p->where = JSON_INSIDE;
    }
    rc = c < 0 ? -1 : 1;
  }
  if (rc < 0) {
    ent_json_close(p);
    p = NULL;
  }
  return p;
}

/* The elements are over: so must the document be, but for other members. */
static int json_list_end(EntJsonFile *p) {
  const char *zName;
  int rc;
  if (p->list == JSON_MEMBER) {
    while ((rc = ent_json_member(p, &zName)) > 0) {
    }
    return rc;
  }
  p->iKeep = p->i;
  int c = json_blank(p);
  if (c < 0) return -1;
  if (c != 0x100) return json_fail(p, "something follows the JSON array");
  p->where = JSON_END;
  return 0;
}

int ent_json_slice(EntJsonFile *p, const char **pz, size_t *pn) {
  *pz = NULL;
  *pn = 0;
  if (p->run->error.code) return -1;
  if (p->list == JSON_VALUES) {
    p->iKeep = p->i;
    int c = json_blank(p);
    if (c < 0) return -1;
    if (c == 0x100) return 0;
  } else {
    if (p->where == JSON_VALUE) { /* json_find() stands at the '[' */
      p->i++;
      p->nElement = 0;
      p->where = JSON_INSIDE;
    }
    if (p->where != JSON_INSIDE) return 0;
    int next = json_next(p);
    if (next < 0) return -1;
    if (next == 0) return json_list_end(p);
  }
  p->lineSlice = p->line;
  if (json_scan(p) < 0) return -1;
  p->nElement = 1; /* only: is it the first? */
  *pz = (const char *)p->a + p->iKeep;
  *pn = p->i - p->iKeep;
  return 1;
}

long ent_json_line(const EntJsonFile *p) {
  return p->lineSlice;
}

/* ---- a value ---- */

static const cJSON *json_node(const EntJson *p) {
  return (const cJSON *)p;
}

const char *ent_json_version(void) {
  return cJSON_Version();
}

int ent_json_type(const EntJson *p) {
  const cJSON *node = json_node(p);
  if (cJSON_IsString(node)) return ENT_JSON_TEXT;
  if (cJSON_IsNumber(node)) return ENT_JSON_NUMBER;
  if (cJSON_IsObject(node)) return ENT_JSON_OBJECT;
  if (cJSON_IsArray(node)) return ENT_JSON_ARRAY;
  if (cJSON_IsTrue(node)) return ENT_JSON_TRUE;
  if (cJSON_IsFalse(node)) return ENT_JSON_FALSE;
  return ENT_JSON_NULL;
}

const char *ent_json_name(const EntJson *p) {
  return json_node(p)->string;
}

const char *ent_json_text(const EntJson *p) {
  return cJSON_IsString(json_node(p)) ? json_node(p)->valuestring : NULL;
}

double ent_json_real(const EntJson *p) {
  return cJSON_IsNumber(json_node(p)) ? json_node(p)->valuedouble : NAN;
}

const EntJson *ent_json_child(const EntJson *p) {
  return (const EntJson *)json_node(p)->child;
}

const EntJson *ent_json_next(const EntJson *p) {
  return (const EntJson *)json_node(p)->next;
}

/* The number's own characters; how many is returned. */
static int json_digits(const EntJsonFile *p, const cJSON *node, char *z) {
  const unsigned char *a = p->a + p->iKeep + p->aNumber[node->valueint];
  const unsigned char *aEnd = p->a + p->i;
  int n = 0;
  while (a < aEnd && json_is_number((char)*a))
    z[n++] = (char)*a++;
  z[n] = 0;
  return n;
}

int ent_json_integer(const EntJsonFile *p, const EntJson *value,
                     int64_t *pOut) {
  const double limit = 9007199254740992.0; /* 2^53 */
  const cJSON *node = json_node(value);
  char z[JSON_DIGITS + 1];
  int n = json_digits(p, node, z);
  double r = node->valuedouble;
  *pOut = 0;
  if (strpbrk(z, ".eE")) {
    if (!(r == floor(r)) || isinf(r)) return 0;
    if (r < -limit || r > limit) return -1;
    *pOut = (int64_t)r;
    return 1;
  }
  int isNegative = z[0] == '-';
  if (n - isNegative > 16) return -1;
  int64_t x = 0;
  for (const char *s = z + isNegative; *s; s++)
    x = x * 10 + (*s - '0');
  if (x > (int64_t)limit) return -1;
  *pOut = isNegative ? -x : x;
  return 1;
}

void ent_json_show(const EntJsonFile *p, const EntJson *value,
                   char zOut[ENT_JSON_SHOWN]) {
  static const char *const azShown[] = {
    [ENT_JSON_TRUE] = "true",        [ENT_JSON_FALSE] = "false",
    [ENT_JSON_NULL] = "null",        [ENT_JSON_ARRAY] = "an array",
    [ENT_JSON_OBJECT] = "an object",
  };
  const cJSON *node = json_node(value);
  char z[JSON_DIGITS + 1];
  int type = ent_json_type(value);
  if (type == ENT_JSON_NUMBER) json_digits(p, node, z);
  if (type != ENT_JSON_TEXT) {
    snprintf(zOut, ENT_JSON_SHOWN, "%s",
             type == ENT_JSON_NUMBER ? z : azShown[type]);
    return;
  }
  size_t n = 0; /* bytes that make up to 60 characters */
  int nChar = 0;
  const char *s = node->valuestring;
  while (s[n]) {
    if ((s[n] & 0xC0) != 0x80 && nChar++ == 60) break;
    n++;
  }
  size_t iOut = 0;
  zOut[iOut++] = '"';
  for (size_t k = 0; k < n; k++) {
    unsigned char c = (unsigned char)s[k];
    zOut[iOut++] = (char)(c < 0x20 || c == 0x7F ? ' ' : c);
  }
  if (s[n]) {
    memcpy(zOut + iOut, "...", 3);
    iOut += 3;
  }
  zOut[iOut++] = '"';
  zOut[iOut] = 0;
}
