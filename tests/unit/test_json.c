/*
** The reader of JSON by itself: what it accepts, what it refuses and in which
** words, and what it hands out. Then what may be opened at all, and the text
** of a mapping. (json_file and entente_load(): test_csv.c, test_load.c.)
**
** A document that has one of everything is cut at each byte, stopped at each
** read and denied each request for memory, walked in each of the ways that
** there are: never a short answer, never one as if it were whole.
*/
#include <CUnit/CUnit.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../ext/read/read.h"
#include "faults.h"
#include "scratch.h"

void test_json_register(void);

/* ---- what a file holds, as text ---- */

typedef struct Text Text;
struct Text {
  char z[4000];
  size_t n;
};

static void put(Text *p, const char *z) {
  size_t n = strlen(z);
  if (p->n + n >= sizeof(p->z)) return;
  memcpy(p->z + p->n, z, n + 1);
  p->n += n;
}

/* A value with all that is in it: 1 "a" [.. ..] {name=.. } */
static void put_value(Text *p, const EntJsonFile *file, const EntJson *value) {
  char z[ENT_JSON_SHOWN];
  int type = ent_json_type(value);
  const EntJson *child = ent_json_child(value);
  if (ent_json_name(value)) {
    put(p, ent_json_name(value));
    put(p, "=");
  }
  if (type != ENT_JSON_ARRAY && type != ENT_JSON_OBJECT) {
    ent_json_show(file, value, z);
    put(p, z);
    put(p, " ");
    return;
  }
  put(p, type == ENT_JSON_ARRAY ? "[" : "{");
  for (; child; child = ent_json_next(child))
    put_value(p, file, child);
  put(p, type == ENT_JSON_ARRAY ? "] " : "} ");
}

/* The ways to read a file. */
enum { WHOLE, ELEMENTS, SKIPPED, LIST, NAMED, VALUES, NWAY };

static void read_members(EntJsonFile *file, int way, Text *p) {
  const char *zName;
  while (ent_json_member(file, &zName) > 0) {
    const EntJson *value;
    put(p, zName);
    put(p, ":");
    if (way == WHOLE) {
      if (ent_json_value(file, &value) > 0) put_value(p, file, value);
    } else if (ent_json_is_array(file) == 0) {
      put(p, "- ");
    } else {
      while (ent_json_element(file, &value) > 0) {
        put_value(p, file, value);
        if (way == SKIPPED) break;
      }
    }
  }
}

static void read_list(EntJsonFile *file, Text *p) {
  const char *z;
  size_t n;
  while (ent_json_slice(file, &z, &n) > 0) {
    char zSlice[300];
    snprintf(zSlice, sizeof(zSlice), "%ld:%.*s ", ent_json_line(file), (int)n,
             z);
    put(p, zSlice);
  }
}

/* Reads scratch_path; an error, less the path, follows a "!". */
static void read_file(EntRun *run, int way, const EntLimits *limits, Text *p) {
  EntJsonFile *file =
      way < LIST ? ent_json_open(run, scratch_path, limits)
                 : ent_json_list(run, scratch_path, way == NAMED ? "list" : 0,
                                 way == VALUES, limits);
  p->n = 0;
  p->z[0] = 0;
  if (file && way < LIST) read_members(file, way, p);
  if (file && way >= LIST) read_list(file, p);
  CU_ASSERT_EQUAL(file == 0 && run->error.code == 0, 0);
  if (run->error.code) {
    const char *z = run->error.text;
    size_t n = strlen(scratch_path);
    put(p, "!");
    put(p, strncmp(z, scratch_path, n) ? z : z + n);
  }
  ent_json_close(file);
  CU_ASSERT_EQUAL(scratch_live, 0);
}

static void check(int way, const char *z, size_t n, const char *zWant) {
  static Text got;
  EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
  scratch_write(z, n);
  read_file(&run, way, 0, &got);
  CU_ASSERT_STRING_EQUAL(got.z, zWant);
  if (strcmp(got.z, zWant)) printf("\n  %s\n  gave: %s\n", z, got.z);
}

#define READS(way, z, want) check(way, z, sizeof(z) - 1, want)
/* An array of one value in the third line of a file. */
#define VALUE(z, want) READS(WHOLE, "{\n\"a\":\n[" z "]}", "a:[" want "] ")
#define BAD(z, want)   READS(WHOLE, "{\n\"a\":\n[" z "]}", "a:!: line 3: " want)

/* ---- the grammar ---- */

static void values(void) {
  VALUE("", "");
  VALUE("null,true\t,\tfalse\r,\r\"\"", "null true false \"\" ");
  VALUE("[[]],{},{\"a\":[{}]}", "[[] ] {} {a=[{} ] } ");
  VALUE("0,-0,10,-1.5,1e5,1E+5,0.5e-5", "0 -0 10 -1.5 1e5 1E+5 0.5e-5 ");
  VALUE("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\"\\/     \" ");
  VALUE("\"\\u00e9\\u20AC\\ud83c\\uDFF3\"",
        "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8F\xB3\" ");
  VALUE("\"\\uffff\\uE000\\ud7ff\"",
        "\"\xEF\xBF\xBF\xEE\x80\x80\xED\x9F\xBF\" ");
  VALUE("\"\xC2\x80\xE0\xA0\x80\xED\x9F\xBF\xEF\xBF\xBD\"",
        "\"\xC2\x80\xE0\xA0\x80\xED\x9F\xBF\xEF\xBF\xBD\" ");
  VALUE("\"\xF0\x90\x80\x80\xF1\x80\x80\x80\xF4\x8F\xBF\xBF\x7F\"",
        "\"\xF0\x90\x80\x80\xF1\x80\x80\x80\xF4\x8F\xBF\xBF \" ");
  READS(WHOLE, "\xEF\xBB\xBF{}", "");
  READS(WHOLE, "\n{ \"a\" : 1 , \"b\" : [ ] } \n", "a:1 b:[] ");
}

static void bad_values(void) {
  BAD("\"\\x\"", "an unknown escape in a text");
  BAD("\"\\\0\"", "an unknown escape in a text");
  BAD("\"\\u00g0\"", "\\u needs four hexadecimal digits");
  BAD("\"\\u00:0\"", "\\u needs four hexadecimal digits");
  BAD("\"\\u0 00\"", "\\u needs four hexadecimal digits");
  BAD("\"\\u00`0\"", "\\u needs four hexadecimal digits");
  BAD("\"\\u00G0\"", "\\u needs four hexadecimal digits");
  BAD("\"\\u0000\"", "a zero character in a text");
  BAD("\"\\udc00\"", "half of a surrogate pair in a text");
  BAD("\"\\ud800\"", "half of a surrogate pair in a text");
  BAD("\"\\ud800\\n\"", "half of a surrogate pair in a text");
  BAD("\"\\ud800\\ud800\"", "half of a surrogate pair in a text");
  BAD("\"\\ud800\\ue000\"", "half of a surrogate pair in a text");
  BAD("\"\\ud800\\uzzzz\"", "\\u needs four hexadecimal digits");
  BAD("\"\n\"", "a control character in a text");
  BAD("\"\x80\"", "a text that is not UTF-8");
  BAD("\"\xC1\x80\"", "a text that is not UTF-8");
  BAD("\"\xC3\"", "a text that is not UTF-8");
  BAD("\"\xC3\xC3\"", "a text that is not UTF-8");
  BAD("\"\xE0\x9F\xBF\"", "a text that is not UTF-8");
  BAD("\"\xED\xA0\x80\"", "a text that is not UTF-8");
  BAD("\"\xF0\x8F\xBF\xBF\"", "a text that is not UTF-8");
  BAD("\"\xF4\x90\x80\x80\"", "a text that is not UTF-8");
  BAD("\"\xF5\x80\x80\x80\"", "a text that is not UTF-8");
  BAD("-", "a malformed number");
  BAD("-a", "a malformed number");
  BAD("01", "a malformed number");
  BAD("1.", "a malformed number");
  BAD("1.e5", "a malformed number");
  BAD("1e", "a malformed number");
  BAD("1e+", "a malformed number");
  BAD("1-1", "a malformed number");
  BAD("1\0", "expected ',' or ']'");
  BAD("nul", "expected a value");
  BAD("nil", "expected a value");
  BAD("trUe", "expected a value");
  BAD("fals3", "expected a value");
  BAD("+1", "expected a value");
  BAD("<", "expected a value");
  BAD("u", "expected a value");
  BAD("1,", "expected a value");
  BAD("1 2", "expected ',' or ']'");
  BAD("{\"a\":1,}", "expected a name");
  BAD("{1:1}", "expected a name");
  BAD("{\"a\" 1}", "expected ':' after a name");
  BAD("{\"a\":1 \"b\"}", "expected ',' or '}'");
  BAD("{\"a\":1]", "expected ',' or '}'");
  BAD("[1}", "expected ',' or ']'");
}

static void documents(void) {
  READS(WHOLE, "", "!: line 1: the file ends too early");
  READS(WHOLE, "\n[]", "!: line 2: expected a JSON object");
  READS(WHOLE, "{1:1}", "!: line 1: expected a name");
  READS(WHOLE, "{\"a\"\n1}", "!: line 2: expected ':' after a name");
  READS(WHOLE, "{\"a\":1\n\"b\":2}", "a:1 !: line 2: expected ',' or '}'");
  READS(WHOLE, "{\"a\":1,\n}", "a:1 !: line 2: expected a name");
  READS(WHOLE, "{\"a\":1}\n\n2",
        "a:1 !: line 3: something follows the JSON"
        " object");
  READS(ELEMENTS, "{\"a\":[1\n2]}", "a:1 !: line 2: expected ',' or ']'");
  READS(ELEMENTS, "{\"a\":[1,\n]}", "a:1 !: line 2: expected a value");
  READS(ELEMENTS, "{\"a\":[,1]}", "a:!: line 1: expected a value");
  READS(SKIPPED, "{\"a\":[1,2,[3]],\"b\":{},\"c\":[]}", "a:1 b:- c:");
  READS(SKIPPED, "{\"a\":[1,\n2,x]}", "a:1 !: line 2: expected a value");
  READS(SKIPPED, "{\"a\":[1,2\n3]}", "a:1 !: line 2: expected ',' or ']'");
  READS(SKIPPED, "{\"a\":x}", "a:- !: line 1: expected a value");
}

static void lists(void) {
  READS(LIST, "[1,\n{} , \"x\"]", "1:1 2:{} 2:\"x\" ");
  READS(LIST, "1 2\n[3]", "1:1 1:2 2:[3] ");
  READS(LIST, "{}", "1:{} ");
  READS(LIST, "[1]\nx", "1:1 !: line 2: something follows the JSON array");
  READS(VALUES, "[1]\n-2e5", "1:[1] 2:-2e5 ");
  READS(VALUES, " \n", "");
  READS(VALUES, "1 x", "1:1 !: line 1: expected a value");
  READS(NAMED, "{\"a\":[0],\"list\":[1,\n2],\"b\":3}", "1:1 2:2 ");
  READS(NAMED, "{\"list\":[1],\"b\":x}", "1:1 !: line 1: expected a value");
  READS(NAMED, "{\"lis\":[1]}", "!: the JSON object has no member \"list\"");
  READS(NAMED, "{\n\"list\":1}", "!: line 2: the member \"list\" is no array");
  READS(NAMED, "[]", "!: line 1: expected a JSON object");
}

/* One name twice in an object, among few members and among many. */
static void names_once(void) {
  char z[2000], zWant[2000];
  size_t n = 0, nWant = 0;
  BAD("{\"b\":1,\"a\":[],\"b\":2}", "an object has two members \"b\"");
  BAD("[[{\"x\":{\"a\":1,\"a\":1}}]]", "an object has two members \"a\"");
  n += (size_t)snprintf(z, sizeof(z), "{\"o\":{");
  nWant += (size_t)snprintf(zWant, sizeof(zWant), "o:{");
  for (int i = 39; i >= 0; i--) {
    n += (size_t)snprintf(z + n, sizeof(z) - n, "\"m%d\":%d,", i, i);
    nWant +=
        (size_t)snprintf(zWant + nWant, sizeof(zWant) - nWant, "m%d=%d ", i, i);
  }
  snprintf(z + n, sizeof(z) - n, "\"x\":1}}");
  snprintf(zWant + nWant, sizeof(zWant) - nWant, "x=1 } ");
  check(WHOLE, z, strlen(z), zWant);
  snprintf(z + n, sizeof(z) - n, "\"m7\":1}}");
  check(WHOLE, z, strlen(z), "o:!: line 1: an object has two members \"m7\"");
}

static void depth(void) {
  static Text got;
  EntLimits limits = { INT64_MAX, INT64_MAX, 3 };
  EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
  char z[300];
  memset(z, 0, sizeof(z));
  memset(z + strlen(strcpy(z, "{\"a\":")), '[', 101);
  check(WHOLE, z, strlen(z), "a:!: line 1: nested deeper than 100 levels");
  READS(WHOLE, "{\"a\":[[[]]]}", "a:[[[] ] ] ");
  scratch_write("{\"a\":[[[[]]]]}", 14);
  read_file(&run, WHOLE, &limits, &got);
  CU_ASSERT_STRING_EQUAL(got.z,
                         "a:!: line 1: nested deeper than 3 levels, all that"
                         " parameter limit.json_depth allows");
  /* One who allows more than there is of it is given what there is. */
  memset(&run.error, 0, sizeof(run.error));
  limits.nDepth = 1000;
  scratch_write(z, strlen(z));
  read_file(&run, WHOLE, &limits, &got);
  CU_ASSERT_STRING_EQUAL(got.z, "a:!: line 1: nested deeper than 100 levels");
}

/* ---- numbers and texts ---- */

static EntJsonFile *open_value(EntRun *run, const char *z,
                               const EntJson **ppValue) {
  const char *zName;
  EntJsonFile *file;
  scratch_write(z, strlen(z));
  file = ent_json_open(run, scratch_path, 0);
  CU_ASSERT_FATAL(file != 0);
  CU_ASSERT_FATAL(ent_json_member(file, &zName) == 1);
  CU_ASSERT_FATAL(ent_json_value(file, ppValue) == 1);
  return file;
}

static void numbers(void) {
  static const struct {
    const char *z;
    int is; /* as ent_json_integer() answers */
    int64_t x;
  } a[] = {
    { "0", 1, 0 },
    { "-0", 1, 0 },
    { "9007199254740992", 1, 9007199254740992 },
    { "-9007199254740992", 1, -9007199254740992 },
    { "9007199254740993", -1, 0 },
    { "-9007199254740993", -1, 0 },
    { "10000000000000000000000", -1, 0 },
    { "-10000000000000000000000", -1, 0 },
    { "1.0", 1, 1 },
    { "-25e1", 1, -250 },
    { "1.5", 0, 0 },
    { "1e300", -1, 0 },
    { "-1e300", -1, 0 },
    { "1e999", 0, 0 },
    { "-1e999", 0, 0 },
    { "0.1", 0, 0 },
  };
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
    const EntJson *array, *value;
    EntJsonFile *file;
    char z[100], zShown[ENT_JSON_SHOWN];
    int64_t x = -1;
    snprintf(z, sizeof(z), "{\"a\":[7, %s, 1.25]}", a[i].z);
    file = open_value(&run, z, &array);
    value = ent_json_next(ent_json_child(array));
    CU_ASSERT_EQUAL(ent_json_integer(file, value, &x), a[i].is);
    CU_ASSERT_EQUAL(x, a[i].x);
    CU_ASSERT_EQUAL(ent_json_real(value), strtod(a[i].z, 0));
    ent_json_show(file, value, zShown);
    CU_ASSERT_STRING_EQUAL(zShown, a[i].z);
    CU_ASSERT(ent_json_text(value) == 0);
    CU_ASSERT(isnan(ent_json_real(array)));
    ent_json_close(file);
  }
}

/* The longest number, and one digit more. */
static void long_numbers(void) {
  char z[100], zWant[100], zDigits[64];
  memset(zDigits, '7', 63);
  zDigits[63] = 0;
  zDigits[1] = '.';
  snprintf(z, sizeof(z), "{\"a\":%s}", zDigits);
  snprintf(zWant, sizeof(zWant), "a:%s ", zDigits);
  check(WHOLE, z, strlen(z), zWant);
  snprintf(z, sizeof(z), "{\"a\":%s0}", zDigits);
  check(WHOLE, z, strlen(z),
        "a:!: line 1: a number of more than 63 characters");
}

static void shown(void) {
  EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
  const EntJson *value;
  EntJsonFile *file;
  char z[400], zWant[400], zShown[ENT_JSON_SHOWN];
  size_t n = 0, nWant = 0;
  /* Sixty characters of four bytes are all there; of the 61st, three dots. */
  n += (size_t)snprintf(z, sizeof(z), "{\"a\":\"");
  nWant += (size_t)snprintf(zWant, sizeof(zWant), "\"");
  for (size_t i = 0; i < 60; i++) {
    memcpy(z + n + 4 * i, "\xF0\x9F\x8F\xB3", 4);
    memcpy(zWant + nWant + 4 * i, "\xF0\x9F\x8F\xB3", 4);
  }
  strcpy(z + n + 240, "\"}");
  strcpy(zWant + nWant + 240, "\"");
  file = open_value(&run, z, &value);
  ent_json_show(file, value, zShown);
  CU_ASSERT_STRING_EQUAL(zShown, zWant);
  ent_json_close(file);
  strcpy(z + n + 240, "\xC3\xA9\"}");
  strcpy(zWant + nWant + 240, "...\"");
  file = open_value(&run, z, &value);
  ent_json_show(file, value, zShown);
  CU_ASSERT_STRING_EQUAL(zShown, zWant);
  ent_json_close(file);
  file = open_value(&run, "{\"a\":[{}]}", &value);
  ent_json_show(file, value, zShown);
  CU_ASSERT_STRING_EQUAL(zShown, "an array");
  ent_json_show(file, ent_json_child(value), zShown);
  CU_ASSERT_STRING_EQUAL(zShown, "an object");
  ent_json_close(file);
}

/* ---- the interface: nothing is there that is not, and an error stays ---- */

static void out_of_turn(void) {
  EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
  const EntJson *value;
  const char *zName, *z;
  size_t n;
  EntJsonFile *file;
  ent_json_close(0);
  scratch_write("{\"a\":[1,2],\"b\":3}", 17);
  file = ent_json_open(&run, scratch_path, 0);
  CU_ASSERT_FATAL(file != 0);
  CU_ASSERT_EQUAL(ent_json_value(file, &value), 0);
  CU_ASSERT_EQUAL(ent_json_element(file, &value), 0);
  CU_ASSERT_EQUAL(ent_json_is_array(file), 0);
  CU_ASSERT_EQUAL(ent_json_member(file, &zName), 1);
  CU_ASSERT_EQUAL(ent_json_is_array(file), 1);
  CU_ASSERT_EQUAL(ent_json_element(file, &value), 1);
  CU_ASSERT_EQUAL(ent_json_is_array(file), 1);
  CU_ASSERT_EQUAL(ent_json_value(file, &value), 0);
  CU_ASSERT_EQUAL(ent_json_member(file, &zName), 1);
  CU_ASSERT_STRING_EQUAL(zName, "b");
  CU_ASSERT_EQUAL(ent_json_element(file, &value), 0);
  CU_ASSERT_EQUAL(ent_json_value(file, &value), 1);
  CU_ASSERT_EQUAL(ent_json_member(file, &zName), 0);
  CU_ASSERT_EQUAL(ent_json_member(file, &zName), 0);
  CU_ASSERT_EQUAL(ent_json_value(file, &value), 0);
  ent_error_set(&run.error, ENT_ERROR, "the caller's");
  CU_ASSERT_EQUAL(ent_json_member(file, &zName), -1);
  CU_ASSERT_EQUAL(ent_json_value(file, &value), -1);
  CU_ASSERT_EQUAL(ent_json_element(file, &value), -1);
  CU_ASSERT_EQUAL(ent_json_is_array(file), -1);
  ent_json_close(file);
  memset(&run.error, 0, sizeof(run.error));
  scratch_write("[1] ", 4);
  file = ent_json_list(&run, scratch_path, 0, 0, 0);
  CU_ASSERT_FATAL(file != 0);
  CU_ASSERT_EQUAL(ent_json_slice(file, &z, &n), 1);
  CU_ASSERT_EQUAL(ent_json_slice(file, &z, &n), 0);
  CU_ASSERT_EQUAL(ent_json_slice(file, &z, &n), 0);
  ent_error_set(&run.error, ENT_ERROR, "the caller's");
  CU_ASSERT_EQUAL(ent_json_slice(file, &z, &n), -1);
  ent_json_close(file);
  CU_ASSERT_EQUAL(scratch_live, 0);
}

/* ---- cut, stopped, without memory ---- */

static const char zAll[] =
    "{ \"text\" : \"a\\n\\u00e9\\ud83c\\udff3\xC3\xA9\xF0\x9F\x8F\xB3\" ,\n"
    " \"list\" : [ 7 , { \"x\" : true , \"y\" : [ -1.5e+3 ] } , false , null "
    "],\n"
    " \"many\" : { \"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,"
    "\"h\":1,\"i\":1,\"j\":1,\"k\":1,\"l\":1,\"m\":1,\"n\":1,\"o\":1,\"p\":1,"
    "\"q\":1 } ,\n \"empty\" : [ ] , \"end\" : [ [ 0 ] , 1 ] } \n";
static const char zArray[] = " [ 1 , \"x\" ,\n [ 2 ] ] \n";
static const char zValues[] = " 1 \"x\"\n[ 2 ] \n";

static const char *way_text(int way) {
  return way == LIST ? zArray : way == VALUES ? zValues : zAll;
}

/* Less than the whole is an error, but for a list of values and for blanks at
** the end; and it is the beginning of what the whole gives. */
static void cut(void) {
  static Text whole, got;
  for (int way = 0; way < NWAY; way++) {
    const char *z = way_text(way);
    size_t nAll = strlen(z), nWhole = nAll;
    EntRun all = { &scratch_mem, 0, 0, { 0, "" } };
    while (strchr(" \n", z[nWhole - 1]))
      nWhole--;
    scratch_write(z, nAll);
    read_file(&all, way, 0, &whole);
    CU_ASSERT_EQUAL(all.error.code, ENT_OK);
    for (size_t n = 0; n <= nAll; n++) {
      EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
      char *zError;
      scratch_write(z, n);
      read_file(&run, way, 0, &got);
      if (n < nWhole && way != VALUES) {
        CU_ASSERT_EQUAL(run.error.code, ENT_ERROR);
        CU_ASSERT(strstr(got.z, "the file ends too early") ||
                  strstr(got.z, "a malformed number"));
      }
      if (n >= nWhole) CU_ASSERT_STRING_EQUAL(got.z, whole.z);
      zError = strchr(got.z, '!');
      if (zError) *zError = 0;
      CU_ASSERT(strncmp(got.z, whole.z, strlen(got.z)) == 0);
    }
  }
}

/* A cut file is read to its end in the middle of anything, and there the reader
** asks whether to go on. */
static void stopped(void) {
  static Text got;
  for (int way = 0; way < NWAY; way++) {
    const char *z = way_text(way);
    for (size_t n = 0; n <= strlen(z); n++) {
      int nStopped = 0;
      scratch_write(z, n);
      for (int i = 0; i < 100; i++) {
        int k = i;
        EntRun run = { &scratch_mem, scratch_stop, &k, { 0, "" } };
        read_file(&run, way, 0, &got);
        if (run.error.code != ENT_CANCEL) break;
        nStopped++;
      }
      CU_ASSERT(nStopped > 0 && nStopped < 100);
    }
  }
}

static void short_of_memory(void) {
  static Text got;
  for (int way = 0; way < NWAY; way++) {
    int n;
    scratch_write(way_text(way), strlen(way_text(way)));
    for (n = 0; n < 1000; n++) {
      EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
      scratch_left = n;
      read_file(&run, way, 0, &got);
      if (scratch_left >= 0) break;
      CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
    }
    scratch_left = -1;
    CU_ASSERT(n > 3 && n < 1000);
    for (n = 0; way < SKIPPED && n < 1000; n++) { /* cJSON's own */
      EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
      faults_arm(n, 0);
      read_file(&run, way, 0, &got);
      if (!faults_disarm()) break;
      CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
    }
    CU_ASSERT(way >= SKIPPED || (n > 10 && n < 1000));
  }
}

/* More numbers in one value than there was room for, and values, texts and
** blanks that are larger than a chunk. */
static void large(void) {
  static Text got;
  EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
  const EntJson *array, *value;
  EntJsonFile *file;
  size_t n = 0, nAlloc = 2000000, nText = 600000;
  char *z = malloc(nAlloc);
  const char *zName;
  int i;
  CU_ASSERT_FATAL(z != 0);
  n += (size_t)snprintf(z, nAlloc, "{\"a\":[0");
  for (i = 1; i < 100000; i++)
    n += (size_t)snprintf(z + n, nAlloc - n, ",%d", i);
  n += (size_t)snprintf(z + n, nAlloc - n, "],%*s\"b\":\"", 300000, "");
  memset(z + n, 'x', nText);
  n += nText;
  n += (size_t)snprintf(z + n, nAlloc - n, "\",\"c\":[\"y\"]}");
  file = open_value(&run, z, &array);
  for (value = ent_json_child(array), i = 0; value;
       value = ent_json_next(value), i++) {
    int64_t x;
    if (ent_json_integer(file, value, &x) != 1 || x != i) break;
  }
  CU_ASSERT_EQUAL(i, 100000);
  CU_ASSERT_EQUAL(ent_json_member(file, &zName), 1);
  CU_ASSERT_EQUAL(ent_json_value(file, &value), 1);
  CU_ASSERT_EQUAL(strspn(ent_json_text(value), "x"), nText);
  ent_json_close(file);
  for (int k = 0; k < 20; k++) {
    EntRun again = { &scratch_mem, 0, 0, { 0, "" } };
    scratch_left = k;
    read_file(&again, SKIPPED, 0, &got);
    if (scratch_left >= 0) break;
    CU_ASSERT_EQUAL(again.error.code, ENT_NOMEM);
  }
  scratch_left = -1;
  CU_ASSERT_STRING_EQUAL(got.z, "a:0 b:- c:\"y\" ");
  free(z);
}

/* ---- files, mappings ---- */

static EntFile *open_file(EntRun *run, const char *zPath) {
  memset(run, 0, sizeof(*run));
  run->mem = &scratch_mem;
  return ent_file_open(run, zPath, 0);
}

static void files(void) {
  EntRun run;
  EntFile *file;
  EntCsvForm form = { ',', '"', ENT_CSV_UTF8, 0, 0, 0 };
  char *a = malloc(10), zWant[100];
  CU_ASSERT_FATAL(a != 0);
  ent_file_close(0);
  CU_ASSERT(open_file(&run, "/nowhere/at/all") == 0);
  CU_ASSERT_STRING_EQUAL(run.error.text, "/nowhere/at/all: cannot be opened:"
                                         " No such file or directory");
  CU_ASSERT(open_file(&run, "/tmp") == 0);
  CU_ASSERT_STRING_EQUAL(run.error.text,
                         "/tmp: is a directory, not a regular file");
  CU_ASSERT(open_file(&run, "/dev/null") == 0);
  CU_ASSERT_STRING_EQUAL(run.error.text,
                         "/dev/null: is a device, not a regular file");
  scratch_left = 0;
  scratch_write("12345", 5);
  CU_ASSERT(open_file(&run, scratch_path) == 0);
  CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
  scratch_left = -1;
  file = open_file(&run, scratch_path);
  CU_ASSERT_FATAL(file != 0);
  /* More is asked for than one call of the system may want. */
  CU_ASSERT_EQUAL(ent_file_read(file, a, (size_t)INT32_MAX + 1), 5);
  CU_ASSERT_EQUAL(ent_file_read(file, a, 1), 0);
  ent_file_close(file);
#if defined(__linux__)
  /* A regular file, as it says, that is not to be read. */
  file = open_file(&run, "/proc/self/mem");
  CU_ASSERT_FATAL(file != 0);
  CU_ASSERT_EQUAL(ent_file_read(file, a, 1), -1);
  snprintf(zWant, sizeof(zWant), "/proc/self/mem: cannot be read: %s",
           strerror(EIO));
  CU_ASSERT_STRING_EQUAL(run.error.text, zWant);
  ent_file_close(file);
  memset(&run.error, 0, sizeof(run.error));
  CU_ASSERT(ent_json_open(&run, "/proc/self/mem", 0) == 0);
  CU_ASSERT_EQUAL(run.error.code, ENT_ERROR);
  memset(&run.error, 0, sizeof(run.error));
  CU_ASSERT(ent_csv_open(&run, "/proc/self/mem", &form, 0) == 0);
  CU_ASSERT_EQUAL(run.error.code, ENT_ERROR);
#endif
  free(a);
  CU_ASSERT_EQUAL(scratch_live, 0);
}

static const char *script(EntRun *run, const char *zPath) {
  static char zOut[600];
  char *z;
  memset(run, 0, sizeof(*run));
  run->mem = &scratch_mem;
  z = ent_script_read(run, zPath);
  CU_ASSERT_EQUAL(z == 0, run->error.code != 0);
  snprintf(zOut, sizeof(zOut), "%s", z ? z : run->error.text);
  ent_run_free(run, z);
  CU_ASSERT_EQUAL(scratch_live, 0);
  return strncmp(zOut, zPath, strlen(zPath)) ? zOut : zOut + strlen(zPath);
}

static void scripts(void) {
  char zWant[100];
  EntRun run;
  size_t n = (1 << 20) + 1;
  char *z = malloc(n);
  CU_ASSERT_FATAL(z != 0);
  memset(z, '-', n);
  scratch_write("SELECT 1;", 9);
  CU_ASSERT_STRING_EQUAL(script(&run, scratch_path), "SELECT 1;");
  scratch_write("", 0);
  CU_ASSERT_STRING_EQUAL(script(&run, scratch_path), "");
  scratch_write("SELECT\0 1;", 10);
  CU_ASSERT_STRING_EQUAL(script(&run, scratch_path),
                         ": a zero byte: not a mapping");
  scratch_write(z, n - 1);
  CU_ASSERT_EQUAL(strspn(script(&run, scratch_path), "-"), 599);
  scratch_write(z, n);
  CU_ASSERT_STRING_EQUAL(script(&run, scratch_path),
                         ": too long for a mapping");
  CU_ASSERT_PTR_NOT_NULL(strstr(script(&run, "/nowhere.sql"), "No such file"));
#if defined(__linux__)
  snprintf(zWant, sizeof(zWant), ": cannot be read: %s", strerror(EIO));
  CU_ASSERT_STRING_EQUAL(script(&run, "/proc/self/mem"), zWant);
#endif
  memset(&run, 0, sizeof(run));
  run.mem = &scratch_mem;
  scratch_left = 0;
  CU_ASSERT(ent_script_read(&run, scratch_path) == 0);
  scratch_left = -1;
  CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
  free(z);
}

void test_json_register(void) {
  CU_pSuite p = CU_add_suite("json", scratch_setup, scratch_teardown);
  if (p == 0) return;
  CU_add_test(p, "values", values);
  CU_add_test(p, "what is no value", bad_values);
  CU_add_test(p, "documents", documents);
  CU_add_test(p, "lists", lists);
  CU_add_test(p, "no name twice", names_once);
  CU_add_test(p, "depth", depth);
  CU_add_test(p, "whole numbers", numbers);
  CU_add_test(p, "long numbers", long_numbers);
  CU_add_test(p, "values shown", shown);
  CU_add_test(p, "calls out of turn", out_of_turn);
  CU_add_test(p, "cut at each byte", cut);
  CU_add_test(p, "stopped at each read", stopped);
  CU_add_test(p, "short of memory", short_of_memory);
  CU_add_test(p, "large values", large);
  CU_add_test(p, "files", files);
  CU_add_test(p, "mappings", scripts);
}
