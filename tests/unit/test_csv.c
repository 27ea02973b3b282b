/*
** Files as tables: the reader of records alone, then csv_file and json_file.
**
** The reader is compared with a slow twin that has the whole file in memory
** and looks at one byte at a time, on random bytes and with buffers of a few
** bytes, so that everything that can straddle a chunk does. A random file is
** short and made of what matters: quotes, delimiters, both line ends, halves
** of characters.
*/
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../ext/sql/sql.h"
#include "../../ext/read/read.h"
#include "../../ext/entente.h"
#include "scratch.h"

void test_csv_register(void);

/* ---- what a file holds, as text: line:[field|field] ... or an error ---- */

typedef struct Text Text;
struct Text {
  char z[20000];
  size_t n;
};

static void put(Text *p, const char *z, size_t n) {
  if (p->n + n >= sizeof(p->z)) return;
  memcpy(p->z + p->n, z, n);
  p->n += n;
  p->z[p->n] = 0;
}

static void put_line(Text *p, long line) {
  char z[30];
  put(p, z, (size_t)snprintf(z, sizeof(z), "%ld:[", line));
}

static void read_all(const EntCsvForm *form, int nJoin, EntRun *run, Text *p) {
  EntCsv *csv;
  int rc = -1;
  p->n = 0;
  p->z[0] = 0;
  csv = ent_csv_open(run, scratch_path, form, 0);
  if (csv) ent_csv_join(csv, nJoin);
  while (csv && (rc = ent_csv_next(csv)) > 0) {
    put_line(p, ent_csv_line(csv));
    for (int i = 0; i < ent_csv_width(csv); i++) {
      const char *z;
      size_t n;
      if (ent_csv_field(csv, i, &z, &n)) break;
      if (i) put(p, "|", 1);
      put(p, z, n);
    }
    put(p, "]", 1);
  }
  if (rc < 0) put(p, "!", 1);
  ent_csv_close(csv);
}

/* Reads z with the form given and every small buffer; the error's text, less
** the path, follows "!". */
static void check_form(EntCsvForm form, int nJoin, const char *z, size_t n,
                       const char *zWant) {
  static const size_t aBuffer[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 64 };
  size_t i;
  scratch_write(z, n);
  for (i = 0; i < sizeof(aBuffer) / sizeof(aBuffer[0]); i++) {
    static Text got;
    EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
    const char *zError;
    form.nBuffer = aBuffer[i];
    read_all(&form, nJoin, &run, &got);
    zError = run.error.text;
    if (strncmp(zError, scratch_path, strlen(scratch_path)) == 0)
      zError += strlen(scratch_path);
    put(&got, zError, strlen(zError));
    CU_ASSERT_STRING_EQUAL(got.z, zWant);
    if (strcmp(got.z, zWant)) {
      printf("\n  buffer %d gave: %s\n  expected: %s\n", (int)aBuffer[i], got.z,
             zWant);
      break;
    }
    CU_ASSERT(scratch_live == 0);
  }
}

static const EntCsvForm plainForm = { ',', '"', ENT_CSV_UTF8, 0, 0, 0 };

#define READS(z, want) check_form(plainForm, 0, z, sizeof(z) - 1, want)

static void as_rfc_4180(void) {
  READS("a,b\r\nc,d\r\n", "1:[a|b]2:[c|d]");
  READS("a,b\r\nc,d", "1:[a|b]2:[c|d]");
  READS("\"a\",\"b\"", "1:[a|b]");
  READS("\"a,b\",\"c\r\nd\"\n,", "1:[a,b|c\r\nd]3:[|]");
  READS("\"a\"\"b\",\"\"\"\",\"\"\n", "1:[a\"b|\"|]");
  READS("a\n", "1:[a]");
  READS("a,\n,a\n,\n", "1:[a|]2:[|a]3:[|]");
  READS("", "");
}

static void as_files_are(void) {
  READS("\xEF\xBB\xBF"
        "a,b\nc,d",
        "1:[a|b]2:[c|d]");
  READS("\xEF\xBB\xBF\"a\"\n", "1:[a]");
  READS("\xEF\xBB\xBF", "");
  READS("\xEF\xBB", "!:1:1: byte 0xEF is not UTF-8; perhaps"
                    " encoding='latin1' or 'windows-1252'");
  READS("a\rb\rc", "1:[a]2:[b]3:[c]");
  READS("a\n\n\r\n\rb\n\n", "1:[a]5:[b]");
  READS("\"\"\n\"\"", "1:[]2:[]");
  READS("a\"b,c\"\"d, \"e\"\n", "1:[a\"b|c\"\"d| \"e\"]");
  READS("\"a\rb\nc\r\nd\"\ne", "1:[a\rb\nc\r\nd]5:[e]");
  READS("\xC3\xA9,\xE2\x82\xAC,\xF0\x9F\x8F\xB3\n",
        "1:[\xC3\xA9|\xE2\x82\xAC|\xF0\x9F\x8F\xB3]");
  READS("a\tb\x01;\x7F\n", "1:[a\tb\x01;\x7F]");
}

static void other_forms(void) {
  EntCsvForm form = plainForm;
  form.delimiter = '\t';
  form.quote = 0;
  check_form(form, 0, "a\t\"b\nc,\td\"", 10, "1:[a|\"b]2:[c,|d\"]");
  form.delimiter = ';';
  form.quote = '\'';
  check_form(form, 0, "'a;''';\"b\n", 10, "1:[a;'|\"b]");
  form = plainForm;
  form.nSkip = 2;
  check_form(form, 0, "\"x\r\ny,\"\ra,b", 11, "3:[a|b]");
  check_form(form, 0, "x\n", 2, "");
  check_form(form, 0, "", 0, "");
  form = plainForm;
  form.encoding = ENT_CSV_LATIN1;
  check_form(form, 0, "\xE9,\"\xE4\"\"\x80\",a\n", 11,
             "1:[\xC3\xA9|\xC3\xA4\"\xC2\x80|a]");
  form.encoding = ENT_CSV_WINDOWS;
  check_form(form, 0, "\x80\x9F\xFF,\x41", 5,
             "1:[\xE2\x82\xAC\xC5\xB8\xC3\xBF|A]");
  check_form(form, 0, "a\nb,\xE9\x81", 6,
             "1:[a]!:2:4: byte 0x81 is no character of windows-1252");
}

static void joined(void) {
  EntCsvForm form = plainForm;
  form.quote = 0;
  check_form(form, 3, "a,b,c\nd,e\nf,g\nh\n\r\ni,j,k\n", 24,
             "1:[a|b|c]2:[d|e\nf|g]4:[h\n\r\ni|j|k]");
  check_form(form, 3, "a,b", 3, "1:[a|b]");
  check_form(form, 2, "a\n\nb", 4, "1:[a\n\nb]");
  check_form(form, 2, "a\nb,c,d\n", 8, "1:[a\nb|c|d]");
  check_form(plainForm, 2, "\"a\"\nb,c\n", 8, "1:[a]2:[b|c]");
}

static void errors_have_a_place(void) {
  EntCsvForm form = plainForm;
  READS("a\nb,\"c\nd", "1:[a]!:2:3: a quote is opened and never closed");
  READS("a,\"", "!:1:3: a quote is opened and never closed");
  READS("\"a\" ,b\n",
        "!:1:4: text behind a closing quote: a quote inside a field in quotes"
        " must be doubled (quote='' reads quotes as text)");
  READS("a\n\"x\n\xC3\xA9\"b", "1:[a]!:3:3: text behind a closing quote: a"
                               " quote inside a field in quotes must be"
                               " doubled (quote='' reads quotes as text)");
  READS("a,\0,b\n", "!:1:3: a zero byte: this is no text file");
  READS("a,\"\r\n\0\"\n", "!:2:1: a zero byte: this is no text file");
  READS("\xC3\xA9\xC3\xA9,\xE9,b\n",
        "!:1:4: byte 0xE9 is not UTF-8; perhaps encoding='latin1' or"
        " 'windows-1252'");
  READS("\xFF\xFE"
        "a\0",
        "!: is UTF-16; save it as UTF-8 first");
  READS("\xFE\xFF\0a", "!: is UTF-16; save it as UTF-8 first");
  READS("\xFF\n", "!:1:1: byte 0xFF is not UTF-8; perhaps encoding='latin1'"
                  " or 'windows-1252'");
  READS("\xFE\n", "!:1:1: byte 0xFE is not UTF-8; perhaps encoding='latin1'"
                  " or 'windows-1252'");
  form.nMax = 8;
  check_form(form, 0, "abc,\"defgh\"\n", 12,
             "!:1:1: a record of more than 8 bytes begins here; is a quote"
             " opened in it and never closed?");
  form.quote = 0;
  check_form(form, 0, "abcdefghijk", 11,
             "!:1:1: a record of more than 8 bytes begins here");
  form.nSkip = 1;
  check_form(form, 0, "a line that is skipped may be long\na,b", 38, "2:[a|b]");
}

static void too_many_fields(void) {
  size_t n = 70000;
  char *z = malloc(n);
  CU_ASSERT_FATAL(z != 0);
  memset(z, ',', n);
  check_form(plainForm, 0, z, n,
             "!:1:1: a record of more than 65536 fields begins here");
  free(z);
}

/* ---- the twin ---- */

static int twin_utf8(const unsigned char *s, size_t n) {
  size_t i = 0;
  while (i < n) {
    unsigned long x = s[i];
    int nMore = x < 0x80   ? 0
                : x < 0xC0 ? -1
                : x < 0xE0 ? 1
                : x < 0xF0 ? 2
                : x < 0xF8 ? 3
                           : -1;
    if (nMore < 0 || i + (size_t)nMore >= n) return 0;
    x &= nMore == 0 ? 0x7F : 0x3Fu >> nMore;
    for (int k = 1; k <= nMore; k++) {
      if ((s[i + (size_t)k] & 0xC0) != 0x80) return 0;
      x = x << 6 | (s[i + (size_t)k] & 0x3F);
    }
    if (nMore == 1 && x < 0x80) return 0;
    if (nMore == 2 && (x < 0x800 || (x >= 0xD800 && x < 0xE000))) return 0;
    if (nMore == 3 && (x < 0x10000 || x > 0x10FFFF)) return 0;
    i += (size_t)nMore + 1;
  }
  return 1;
}

static void twin_read(const char *z, size_t n, Text *p) {
  size_t i = 0;
  long line = 1;
  p->n = 0;
  p->z[0] = 0;
  if (n >= 3 && memcmp(z, "\xEF\xBB\xBF", 3) == 0) i = 3;
  while (i < n) {
    enum { START, PLAIN, QUOTED, CLOSED } at = START;
    size_t iStart = i, nBefore = p->n;
    long lines = 0;
    int nField = 1, isBlank = 1, isOver = 0;
    put_line(p, line);
    while (!isOver) {
      char c = i < n ? z[i] : '\n';
      int isEnd = i >= n || c == '\n' || c == '\r';
      if (i < n && c == 0) goto wrong;
      if (at == QUOTED) {
        if (i >= n) goto wrong;
        if (c == '"') {
          at = CLOSED;
        } else {
          lines += c == '\n' || (c == '\r' && (i + 1 >= n || z[i + 1] != '\n'));
          put(p, &c, 1);
        }
      } else if (isEnd) {
        lines++;
        isOver = 1;
        if (i + 1 < n && c == '\r' && z[i + 1] == '\n') i++;
      } else if (c == ',') {
        put(p, "|", 1);
        nField++;
        at = START;
      } else if (at == START && c == '"') {
        at = QUOTED;
        isBlank = 0;
      } else if (at == CLOSED) {
        if (c != '"') goto wrong;
        put(p, &c, 1);
        at = QUOTED;
      } else {
        put(p, &c, 1);
        at = PLAIN;
        isBlank = 0;
      }
      i++;
    }
    if (i > n) i = n;
    if (nField == 1 && isBlank) {
      p->n = nBefore;
    } else {
      if (!twin_utf8((const unsigned char *)z + iStart, i - iStart)) goto wrong;
      put(p, "]", 1);
    }
    p->z[p->n] = 0;
    line += lines;
    continue;
  wrong:
    p->n = nBefore;
    p->z[p->n] = 0;
    put(p, "!", 1);
    return;
  }
}

static void as_the_twin(void) {
  static const char *const azPiece[] = {
    "a",    "bc",   ",",   ",",           "\"",       "\"",           "\"\"",
    "\n",   "\r\n", "\r",  " ",           "\xC3\xA9", "\xE2\x82\xAC", "\n\"",
    "\"\n", ",\"",  "\",", "long enough",
  };
  unsigned x = 12345;
  int iFile, nWrong = 0, nGood = 0;
  for (iFile = 0; iFile < 6000 && nWrong < 3; iFile++) {
    static Text got, want;
    char z[400];
    size_t n = 0;
    EntCsvForm form = plainForm;
    EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
    int nPiece;
    x = x * 1103515245u + 12345u;
    nPiece = (int)(x >> 16) % 24;
    while (nPiece-- > 0) {
      const char *zPiece;
      x = x * 1103515245u + 12345u;
      zPiece = azPiece[(x >> 16) % (sizeof(azPiece) / sizeof(azPiece[0]))];
      memcpy(z + n, zPiece, strlen(zPiece));
      n += strlen(zPiece);
    }
    x = x * 1103515245u + 12345u;
    if (n && (x >> 16) % 8 == 0) { /* a byte of any kind somewhere */
      z[(x >> 20) % n] = (char)(x >> 8);
      if (n >= 2 && ((unsigned char)z[0] >= 0xFE)) z[0] = 'a'; /* UTF-16 */
    }
    scratch_write(z, n);
    form.nBuffer = 1 + (size_t)iFile % 23;
    read_all(&form, 0, &run, &got);
    twin_read(z, n, &want);
    nGood += strchr(want.z, '!') == 0;
    CU_ASSERT_STRING_EQUAL(got.z, want.z);
    if (strcmp(got.z, want.z)) {
      nWrong++;
      printf("\n  %.*s\n  gave: %s %s\n  twin: %s\n", (int)n, z, got.z,
             run.error.text, want.z);
    }
  }
  CU_ASSERT(nGood > 500 && nGood < 5500);
  CU_ASSERT(scratch_live == 0);
}

static const char zMixed[] =
    "name,\"no\"\"te\"\n"
    "a field long enough for the buffer to grow,\xE9\n"
    "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,\xE9,19,20\n";

static void short_of_memory(EntCsvForm form, const char *z, size_t n) {
  static Text got;
  int i;
  scratch_write(z, n);
  for (i = 0; i < 1000; i++) {
    EntRun run = { &scratch_mem, 0, 0, { 0, "" } };
    scratch_left = i;
    read_all(&form, 0, &run, &got);
    CU_ASSERT(scratch_live == 0);
    if (scratch_left >= 0) break;
    CU_ASSERT(run.error.code == ENT_NOMEM);
  }
  scratch_left = -1;
  CU_ASSERT(i > 4 && i < 1000);
}

static void reader_short_of_memory(void) {
  EntCsvForm form = plainForm;
  form.encoding = ENT_CSV_LATIN1;
  form.nBuffer = 3;
  short_of_memory(form, zMixed, sizeof(zMixed) - 1);
  short_of_memory(form, "\"a\"", 3);
}

/* Whatever was being read when the stop came: a field in quotes or without, a
** line end of two bytes, a line that is skipped or joined. */
static void stopped(EntCsvForm form, int nJoin, const char *z, size_t n) {
  static Text got;
  int i, nStopped = 0;
  scratch_write(z, n);
  for (form.nBuffer = 1; form.nBuffer < 9; form.nBuffer++) {
    for (i = 0; i < 1000; i++) {
      int k = i;
      EntRun run = { &scratch_mem, scratch_stop, &k, { 0, "" } };
      read_all(&form, nJoin, &run, &got);
      CU_ASSERT(scratch_live == 0);
      if (run.error.code == 0) break;
      CU_ASSERT(run.error.code == ENT_CANCEL);
      nStopped++;
    }
    CU_ASSERT(i < 1000);
  }
  CU_ASSERT(nStopped > 30);
}

static void reader_interrupted(void) {
  static const char zLines[] = "skipped\r\nand\rthis\n\"a\r\nb\"\"c\",d\r\n";
  EntCsvForm form = plainForm;
  form.encoding = ENT_CSV_LATIN1;
  stopped(form, 0, zMixed, sizeof(zMixed) - 1);
  form.nSkip = 3;
  stopped(form, 0, zLines, sizeof(zLines) - 1);
  form.nSkip = 0;
  form.quote = 0;
  stopped(form, 3, zLines, sizeof(zLines) - 1);
}

/* ---- csv_file and json_file ---- */

static sqlite3 *open_db(void) {
  sqlite3 *db = 0;
  CU_ASSERT_FATAL(sqlite3_open(":memory:", &db) == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_entente_init(db, 0, 0) == SQLITE_OK);
  return db;
}

/* All rows of the last statement, "a|b;c|d", or the error. An @ in zSql is the
** path of our file, and of the error only what follows it is kept. */
static const char *ask(sqlite3 *db, const char *zSql) {
  static char aOut[4][1200];
  static int iOut;
  char *zOut = aOut[iOut++ % 4], *z;
  char zFull[2000];
  const char *zTail = zFull;
  size_t n = 0;
  int rc = SQLITE_OK;
  for (; *zSql && n < sizeof(zFull) - sizeof(scratch_path); zSql++) {
    if (*zSql == '@') {
      n +=
          (size_t)snprintf(zFull + n, sizeof(scratch_path), "%s", scratch_path);
    } else {
      zFull[n++] = *zSql;
    }
  }
  zFull[n] = 0;
  zOut[0] = 0;
  while (rc == SQLITE_OK && zTail[strspn(zTail, " \n;")]) {
    sqlite3_stmt *pStmt = 0;
    rc = sqlite3_prepare_v2(db, zTail, -1, &pStmt, &zTail);
    if (rc) break;
    zOut[0] = 0;
    n = 0;
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
      if (n) n += (size_t)snprintf(zOut + n, 1200 - n, ";");
      for (int i = 0; i < sqlite3_column_count(pStmt); i++) {
        const char *zCell = (const char *)sqlite3_column_text(pStmt, i);
        if (n > 1000) break;
        n += (size_t)snprintf(zOut + n, 1200 - n, "%s%.600s", i ? "|" : "",
                              zCell ? zCell : "NULL");
      }
    }
    rc = sqlite3_finalize(pStmt);
  }
  if (rc) snprintf(zOut, 1200, "%s", sqlite3_errmsg(db));
  z = strstr(zOut, scratch_path);
  return z ? z + strlen(scratch_path) : zOut;
}

#define IS(sql, want)                                                          \
  do {                                                                         \
    const char *zGot_ = ask(db, sql);                                          \
    CU_ASSERT_STRING_EQUAL(zGot_, want);                                       \
    if (strcmp(zGot_, want)) printf("\n  %s\n  gave: %s\n", sql, zGot_);       \
  } while (0)
/* A table over the text, and a question to it. */
#define CSV(text, arguments, sql, want)                                        \
  do {                                                                         \
    scratch_write(text, sizeof(text) - 1);                                     \
    ask(db, "DROP TABLE IF EXISTS temp.x");                                    \
    IS("CREATE VIRTUAL TABLE temp.x USING csv_file('@'" arguments "); " sql,   \
       want);                                                                  \
  } while (0)
#define JSON(text, arguments, sql, want)                                       \
  do {                                                                         \
    scratch_write(text, sizeof(text) - 1);                                     \
    ask(db, "DROP TABLE IF EXISTS temp.x");                                    \
    IS("CREATE VIRTUAL TABLE temp.x USING json_file('@'" arguments "); " sql,  \
       want);                                                                  \
  } while (0)

#define NAMES                                                                  \
  "SELECT group_concat(name || ' ' || type, ',')"                              \
  " FROM pragma_table_xinfo('x')"

static void csv_names(void) {
  sqlite3 *db = open_db();
  CSV("ccode,\"na\"\"me\",,name,NAME, x \n1\n", "", NAMES,
      "ccode TEXT,na\"me TEXT,c3 TEXT,name TEXT,NAME_2 TEXT,x TEXT,"
      "line INTEGER");
  CSV("line,c3,\n", "", NAMES, "line TEXT,c3 TEXT,c3_2 TEXT,line_2 INTEGER");
  CSV("year,yearly,YEAR,year\n", "", NAMES,
      "year TEXT,yearly TEXT,YEAR_2 TEXT,year_3 TEXT,line INTEGER");
  CSV("x,x_2,x\n", "", NAMES, "x TEXT,x_2 TEXT,x_3 TEXT,line INTEGER");
  CSV("x,x_3,x\n", "", NAMES, "x TEXT,x_3 TEXT,x_4 TEXT,line INTEGER");
  CSV("\"\n\tx\r\n\",\" \n\"\n", "", NAMES, "x TEXT,c2 TEXT,line INTEGER");
  CSV("1,2\n", ", header=0", NAMES, "c1 TEXT,c2 TEXT,line INTEGER");
  CSV("1\n", ", columns='%,-1'", NAMES, "% TEXT,-1 TEXT,line INTEGER");
  CSV("1,2\n", ", header=0, columns='a, b,'", NAMES,
      "a TEXT,b TEXT,c3 TEXT,line INTEGER");
  CSV("1,2\n", ", columns=3", NAMES, "c1 TEXT,c2 TEXT,c3 TEXT,line INTEGER");
  CSV("", ", header=0, columns=1", NAMES, "c1 TEXT,line INTEGER");
  CSV("\xE9t\xE9\n", ", encoding=latin1", NAMES,
      "\xC3\xA9t\xC3\xA9 TEXT,line INTEGER");
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

static void csv_rows(void) {
  sqlite3 *db = open_db();
  CSV("a,b\n1,\n2\n\"x\ny\",-9\n", "",
      "SELECT rowid, line, a, b, typeof(a), typeof(b) FROM x",
      "1|2|1||text|text;2|3|2|NULL|text|null;3|4|x\ny|-9|text|text");
  CSV("a,b\n1,2\n3,4\n", ", header=0", "SELECT * FROM x", "a|b;1|2;3|4");
  CSV("a,b\n1,2\n3,4\n", ", columns='p,q'", "SELECT q FROM x", "2;4");
  CSV("a,b\n1,2,\n", "", "SELECT * FROM x", "1|2");
  CSV("a,b\n1,2,,3\n", ", ragged=cut", "SELECT * FROM x", "1|2");
  CSV("a,b\n1,2,,3\n", ", ragged='pad'", "SELECT * FROM x",
      ":2:6: 4 fields, where the header has 2 (ragged='cut' would drop the"
      " rest)");
  CSV("a;b\n1\n2;3\n", ", ragged=join, delimiter=semicolon", "SELECT * FROM x",
      "1\n2|3");
  CSV("a,b\n1\n2,3\n", ", ragged=error", "SELECT * FROM x",
      ":2:1: 1 fields, where the header has 2");
  CSV("a,b\n1\n", ", ragged=error, columns=2, header=0", "SELECT * FROM x",
      ":2:1: 1 fields, where columns= says 2");
  CSV("a,b\n1,2,3\n", ", header=0", "SELECT * FROM x",
      ":2:5: 3 fields, where the first record has 2 (ragged='cut' would drop"
      " the rest)");
  CSV("# by\n# us\na|b\n'1|'|2\n", ", skip=2, delimiter='|', quote=''''",
      "SELECT line, * FROM x", "4|1||2");
  /* A second scan inside the first, a sort, values that outlive a record. */
  CSV("a\n3\n1\n2\n", "",
      "SELECT p.a, q.a FROM x p, x q WHERE p.a < q.a ORDER BY 1, 2",
      "1|2;1|3;2|3");
  IS("SELECT min(a), max(a), group_concat(a) FROM x", "1|3|3,1,2");
  IS("SELECT a, lag(a) OVER (ORDER BY rowid) FROM x", "3|NULL;1|3;2|1");
  IS("CREATE TEMP VIEW v AS SELECT a FROM x; PRAGMA trusted_schema = 0;"
     " SELECT count(*) FROM v",
     "3");
  IS("SELECT * FROM main.sqlite_schema", "");
  IS("INSERT INTO x VALUES (1)", "table x may not be modified");
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

/* An argument is what SQLite found between commas: without the blanks around
** it, but with those around its '='. */
static void csv_arguments(void) {
  sqlite3 *db = open_db();
#define SAME(arguments) CSV("a;b\n1;2\n", arguments, "SELECT a + b FROM x", "3")
  SAME(", \t\r\n\f delimiter \t\r\n\f = \t\r\n\f ';' \t\r\n\f ");
  SAME(", DELIMITER = \";\"");
  SAME(", delimiter=semicolon,");
  SAME(", /* what stands between */ delimiter=';'");
  SAME(",, delimiter=';'");
  ask(db, "DROP TABLE temp.x");
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file('')",
     "csv_file(): argument path is missing: USING csv_file('path', ...)");
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file()",
     "csv_file(): argument path is missing: USING csv_file('path', ...)");
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file('x' .y)",
     "csv_file(): 'x' .y: cannot be opened: No such file or directory");
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file(no~file)",
     "csv_file(): no~file: cannot be opened: No such file or directory");
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file([no.file])",
     "csv_file(): [no.file]: cannot be opened: No such file or directory");
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file(9=no)",
     "csv_file(): 9=no: cannot be opened: No such file or directory");
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file(')",
     "unrecognized token: \"')\"");
  CSV("a\n", ", head=1", "",
      "csv_file(): no argument head; near: 'header'; there are: path,"
      " delimiter, header, columns, skip, encoding, quote, ragged");
  CSV("a\n", ", header_2=1", "",
      "csv_file(): no argument header_2; near: 'header'; there are: path,"
      " delimiter, header, columns, skip, encoding, quote, ragged");
  CSV("a\n", ", a234567890_234567890_234567890_234567890_234567890=1", "",
      "csv_file(): no argument a234567890_234567890_234567890_234567890; there"
      " are: path, delimiter, header, columns, skip, encoding, quote, ragged");
  CSV("a\n", ", a:b=1", "", "csv_file(): argument 2 is not name=value: a:b=1");
#undef SAME
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

static void csv_refusals(void) {
  sqlite3 *db = open_db();
  const char *zHeader = "a,b\n1,2\n";
  scratch_write(zHeader, strlen(zHeader));
  IS("CREATE VIRTUAL TABLE x USING csv_file('@')",
     "csv_file(): a table over a file belongs in temp: CREATE VIRTUAL TABLE"
     " temp.x USING csv_file(...)");
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file",
     "csv_file(): argument path is missing: USING csv_file('path', ...)");
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file(skip=1)",
     "csv_file(): argument path is missing: USING csv_file('path', ...)");
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file(path='@.none')",
     ".none: cannot be opened: No such file or directory");
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file('/')",
     "csv_file(): /: is a directory, not a regular file");
  CSV("a\n", ", delimter=';'", "",
      "csv_file(): no argument delimter; near: 'delimiter'; there are: path,"
      " delimiter, header, columns, skip, encoding, quote, ragged");
  CSV("a\n", ", 3", "", "csv_file(): argument 2 is not name=value: 3");
  CSV("a\n", ", skip=1, SKIP=1", "",
      "csv_file(): argument skip is given twice");
  CSV("a\n", ", skip=-1", "",
      "csv_file(): argument skip: '-1' is not a whole number from 0 to"
      " 1000000000");
  CSV("a\n", ", header=yes", "",
      "csv_file(): argument header: 'yes' is not a whole number from 0 to 1");
  CSV("a\n", ", delimiter='::'", "",
      "csv_file(): argument delimiter: '::' is neither one character of ASCII"
      " nor tab, comma, semicolon or pipe");
  CSV("a\n", ", columns=99999", "",
      "csv_file(): argument columns: '99999' is not a whole number from 0 to"
      " 32767");
#define DELIMITER(z)                                                           \
  CSV("a\n", ", delimiter='" z "'", "",                                        \
      "csv_file(): argument delimiter: '" z                                    \
      "' is neither one character of ASCII nor tab, comma, semicolon or pipe")
  DELIMITER("");
  DELIMITER("\n");
  DELIMITER("\r");
  DELIMITER("\x7F");
  DELIMITER("\xC3\xA9");
  CSV("a\n", ", quote=\"''\"", "",
      "csv_file(): argument quote: '\'\'' is not one character of ASCII other"
      " than the delimiter, or '' for none");
  CSV("a\n", ", quote=','", "",
      "csv_file(): argument quote: ',' is not one character of ASCII other"
      " than the delimiter, or '' for none");
  CSV("a\n", ", delimiter='\"'", "",
      "csv_file(): argument quote: '\"' is not one character of ASCII other"
      " than the delimiter, or '' for none");
  CSV("a\n", ", encoding=ebcdic", "",
      "csv_file(): argument encoding: 'ebcdic' is none of utf-8, latin1,"
      " windows-1252, utf8, iso-8859-1, cp1252");
  CSV("a\n", ", ragged=keep", "",
      "csv_file(): argument ragged: 'keep' is none of pad, cut, join, error");
  CSV("a\n", ", columns=0", "", "csv_file(): argument columns: '0' names none");
  CSV("a\n", ", columns=5000", "",
      "csv_file(): more than the 1999 columns that SQLite allows here; is the"
      " delimiter right?");
  CSV("", "", "", ": there is no header: the file is empty");
  CSV("a\n", ", skip=1", "",
      ": there is no header: the file ends within the lines that skip passes");
  CSV("\n\n", ", header=0", "",
      ": the file has no record to count columns in: say columns=");
  CSV("a\n\"x", "", "SELECT * FROM x",
      ":2:1: a quote is opened and never closed");
  CSV("a,b\n1,2\n", "", "", "");
  scratch_write("a\n1\n", 4);
  IS("SELECT * FROM x",
     ": the header has changed since the table was made: drop the table and"
     " make it again");
  scratch_write("b,a\n1,2\n", 8);
  IS("SELECT * FROM x",
     ": the header has changed since the table was made: drop the table and"
     " make it again");
  remove(scratch_path);
  IS("SELECT * FROM x", ": cannot be opened: No such file or directory");
  IS("DROP TABLE x; SELECT * FROM csv_file", "no such table: csv_file");
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

static void json_rows(void) {
  sqlite3 *db = open_db();
  JSON("[1, \"a\", {\"x\": 0.10}\n,[ ]]\n", "", "SELECT * FROM x",
       "1|1|1;2|1|\"a\";3|1|{\"x\": 0.10};4|2|[ ]");
  JSON("[]", "", "SELECT * FROM x", "");
  JSON("{\"n\": [1], \"deal\": [{\"id\": 12345678901234567890.10}, 2],"
       " \"z\": {}}",
       ", root=deal", "SELECT value FROM x",
       "{\"id\": 12345678901234567890.10};2");
  JSON("{\"deal\": [7]}", ", root='$.deal'", "SELECT value FROM x", "7");
  JSON("{\"a\": 1}\n\n{\"a\": 2}\r\n{\"a\": 3}", "",
       "SELECT line, value ->> 'a' FROM x", "1|1;3|2;4|3");
  JSON("[1]\n[2]", ", lines=1", "SELECT value FROM x", "[1];[2]");
  JSON("", ", lines=1", "SELECT value FROM x", "");
  JSON("\xEF\xBB\xBF 1 2 \"\xC3\xA9\"", "", "SELECT value FROM x",
       "1;2;\"\xC3\xA9\"");
  IS("SELECT max(rowid), max(value), min(value) FROM x", "3|2|\"\xC3\xA9\"");
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

static void json_refusals(void) {
  sqlite3 *db = open_db();
  JSON("", "", "", ": line 1: the file ends too early");
  JSON("[1", "", "SELECT * FROM x", ": line 1: the file ends too early");
  JSON("[1,]", "", "SELECT * FROM x", ": line 1: expected a value");
  JSON("[1 2]", "", "SELECT * FROM x", ": line 1: expected ',' or ']'");
  JSON("[1]\n[2]", "", "SELECT * FROM x",
       ": line 2: something follows the JSON array");
  JSON("{\"a\": 1}\n{\"a\" 2}", "", "SELECT * FROM x",
       ": line 2: expected ':' after a name");
  JSON("{\"a\": [1]", ", root=a", "SELECT * FROM x",
       ": line 1: the file ends too early");
  JSON("{\"a\": 1}", ", root=a", "", ": line 1: the member \"a\" is no array");
  JSON("{\"a\": 1}", ", root=b", "", ": the JSON object has no member \"b\"");
  JSON("[1]", ", root=b", "", ": line 1: expected a JSON object");
  JSON("[\"\xE9\"]", "", "SELECT * FROM x",
       ": line 1: a text that is not UTF-8");
  JSON("[1]", ", root=b, lines=1", "",
       "json_file(): arguments root and lines: a file of one value a line has"
       " no root");
  JSON("[1]", ", lines=2", "",
       "json_file(): argument lines: '2' is not a whole number from 0 to 1");
  JSON("[1]", ", row=b", "",
       "json_file(): no argument row; there are: path, root, lines");
  IS("CREATE VIRTUAL TABLE x USING json_file('@')",
     "json_file(): a table over a file belongs in temp: CREATE VIRTUAL TABLE"
     " temp.x USING json_file(...)");
  IS("CREATE VIRTUAL TABLE temp.y USING json_file",
     "json_file(): argument path is missing: USING json_file('path', ...)");
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

static void without_files(void) {
  sqlite3 *db = 0;
  CU_ASSERT_FATAL(sqlite3_open(":memory:", &db) == SQLITE_OK);
  CU_ASSERT_FATAL(sqlite3_entente_nofiles_init(db, 0, 0) == SQLITE_OK);
  IS("CREATE VIRTUAL TABLE temp.x USING csv_file('/dev/null')",
     "no such module: csv_file");
  IS("CREATE VIRTUAL TABLE temp.x USING json_file('/dev/null')",
     "no such module: json_file");
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

/* ---- interrupted ---- */

static int progress(void *p) {
  return --*(int *)p < 0;
}

static void files_interrupted(void) {
  sqlite3 *db = open_db();
  int n, nStopped = 0;
  CSV("a\n7\n8\n", "", "SELECT 1", "1");
  for (n = 0; n < 1000; n++) {
    const char *z;
    int k = n;
    sqlite3_progress_handler(db, 1, progress, &k);
    z = ask(db, "SELECT sum(a) FROM x");
    sqlite3_progress_handler(db, 0, 0, 0);
    if (strcmp(z, "15.0") == 0 || strcmp(z, "15") == 0) break;
    CU_ASSERT(strstr(z, "interrupted") != 0);
    nStopped++;
  }
  CU_ASSERT(nStopped > 5 && n < 1000);
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

/* ---- real files, where they are at hand ---- */

#define DATA "../shared/data/"

static void real_files(void) {
  static const struct {
    const char *zFile, *zArguments, *zRows;
  } aFile[] = {
    { "un/un_votes.csv", "", "870109" },
    { "un/un_roll_calls.csv", "", "6203" },
    { "sipri/trade-register.csv", ", skip=11, encoding=latin1, quote=''",
      "27953" },
    { "sipri/trade-register.csv",
      ", skip=11, encoding=latin1, quote='', ragged=join", "27951" },
    { "gsdb/GSDB_V3.csv", "", "1325" },
    { "cow/NMC-60-abridged.csv", "", "15951" },
    { "cow/states2016.csv", "", "243" },
    { "cow/National_COW_4.0.csv", "", "14410" },
    { "cow/MIDA 5.0.csv", "", "2436" },
    { "cow/MIDB 5.0.csv", "", "5883" },
    { "atop/atop-member-level.csv", "", "2398" },
    { "comtrade/comtrade_Add_Import_Data.csv", "", "660" },
    { "comtrade/comtrade_Import_Top_Industries_Trade_Data.csv", "", "990" },
    { "gdelt/events_1.0_sample.tsv", ", delimiter=tab, header=0, quote=''",
      "710" },
    { "ucdp/ucdp-dyadic-211.csv", "", "3140" },
  };
  FILE *file = fopen(DATA "README.md", "rb");
  sqlite3 *db;
  size_t i;
  if (file == 0) {
    printf("skipped: no " DATA " ");
    return;
  }
  fclose(file);
  db = open_db();
  for (i = 0; i < sizeof(aFile) / sizeof(aFile[0]); i++) {
    char zSql[400];
    const char *z;
    snprintf(zSql, sizeof(zSql),
             "DROP TABLE IF EXISTS temp.x; CREATE VIRTUAL TABLE temp.x USING"
             " csv_file('" DATA "%s'%s); SELECT count(*) FROM x",
             aFile[i].zFile, aFile[i].zArguments);
    z = ask(db, zSql);
    CU_ASSERT_STRING_EQUAL(z, aFile[i].zRows);
    if (strcmp(z, aFile[i].zRows)) printf("\n  %s: %s\n", aFile[i].zFile, z);
  }
  CU_ASSERT(sqlite3_close(db) == SQLITE_OK);
}

void test_csv_register(void) {
  CU_pSuite p = CU_add_suite("csv", scratch_setup, scratch_teardown);
  if (p == 0) return;
  CU_add_test(p, "as RFC 4180 says", as_rfc_4180);
  CU_add_test(p, "as files are", as_files_are);
  CU_add_test(p, "other delimiters, quotes, encodings", other_forms);
  CU_add_test(p, "records broken over lines", joined);
  CU_add_test(p, "errors have a place", errors_have_a_place);
  CU_add_test(p, "too many fields", too_many_fields);
  CU_add_test(p, "as the twin reads", as_the_twin);
  CU_add_test(p, "the reader short of memory", reader_short_of_memory);
  CU_add_test(p, "the reader interrupted", reader_interrupted);
  CU_add_test(p, "csv_file: names", csv_names);
  CU_add_test(p, "csv_file: rows", csv_rows);
  CU_add_test(p, "csv_file: arguments", csv_arguments);
  CU_add_test(p, "csv_file: refusals", csv_refusals);
  CU_add_test(p, "json_file: rows", json_rows);
  CU_add_test(p, "json_file: refusals", json_refusals);
  CU_add_test(p, "not without files", without_files);
  CU_add_test(p, "interrupted", files_interrupted);
  CU_add_test(p, "real files", real_files);
}
