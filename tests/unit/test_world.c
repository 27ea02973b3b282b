/*
** The room `world`, without SQL: dates, folding, building, views.
**
** Small worlds are written as lines, "table|column|column|...", an empty
** column being NULL. feed() hands them to the builder. Random worlds are
** compared, pair by pair, with a slow twin of ent_view_new that knows nothing
** of sorting. Memory comes from a counting allocator that can be told to fail.
*/
#define _POSIX_C_SOURCE 200809L
#include "../../ext/world/world.h"
#include <CUnit/CUnit.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void test_world_register(void);

/* ---- An allocator that counts and fails ---- */

static int nLive;     /* blocks not yet freed */
static int nUntil;    /* allocations until one fails; negative: never */
static int failsOnce; /* or from then on */

static void *countRealloc(void *p, size_t n) {
  void *pNew;
  if (nUntil >= 0 && nUntil-- == 0) {
    if (!failsOnce) nUntil = 0;
    return 0;
  }
  pNew = realloc(p, n);
  if (p == 0 && pNew) nLive++;
  return pNew;
}

static void countFree(void *p) {
  if (p) nLive--;
  free(p);
}

static const EntMem countMem = { countRealloc, countFree };

static EntRun fresh(void) {
  EntRun run;
  memset(&run, 0, sizeof(run));
  run.mem = &countMem;
  return run;
}

static int begin(void) {
  nLive = 0;
  nUntil = -1;
  failsOnce = 0;
  return 0;
}

static uint32_t dice(uint32_t *pSeed, uint32_t n) {
  *pSeed = *pSeed * 1664525u + 1013904223u;
  return (*pSeed >> 8) % n;
}

/* ---- Worlds written as lines ---- */

static double number(const char *z) {
  return z ? strtod(z, 0) : NAN;
}

static void feed(EntBuild *b, const char *zLine) {
  char zCopy[300];
  char *az[12] = { 0 };
  char *z = zCopy;
  const char *zTable;
  int n = 0;
  snprintf(zCopy, sizeof(zCopy), "%s", zLine);
  while (z && n < 12) {
    char *zBar = strchr(z, '|');
    if (zBar) *zBar++ = 0;
    az[n++] = *z ? z : 0;
    z = zBar;
  }
  zTable = az[0];
  if (strcmp(zTable, "source") == 0) {
    ent_build_source(b, az[1]);
  } else if (strcmp(zTable, "parameter") == 0) {
    ent_build_parameter(b, az[1], number(az[2]), number(az[3]), number(az[4]));
  } else if (strcmp(zTable, "coverage") == 0) {
    ent_build_coverage(b, az[1], az[2], az[3], az[4]);
  } else if (strcmp(zTable, "state") == 0) {
    ent_build_state(b, az[1], az[2], az[3], az[4]);
  } else if (strcmp(zTable, "spell") == 0) {
    ent_build_spell(b, az[1], az[2], az[3], az[4]);
  } else if (strcmp(zTable, "name") == 0) {
    ent_build_name(b, az[1], az[2], az[3], az[4], az[5], az[6] != 0);
  } else if (strcmp(zTable, "border") == 0) {
    ent_build_border(b, az[1], az[2], az[3], az[4]);
  } else if (strcmp(zTable, "bloc") == 0) {
    ent_build_bloc(b, az[1], az[2], az[3] != 0);
  } else if (strcmp(zTable, "member") == 0) {
    ent_build_member(b, az[1], az[2], az[3], az[4]);
  } else if (strcmp(zTable, "capability") == 0) {
    double a[ENT_NCOMPONENT];
    for (int i = 0; i < ENT_NCOMPONENT; i++)
      a[i] = number(az[4]);
    ent_build_capability(b, az[1], (int)number(az[2]), a, az[3]);
  } else if (strcmp(zTable, "deal") == 0) {
    ent_build_deal(b, az[1], az[2], az[3], az[4]);
  } else if (strcmp(zTable, "party") == 0) {
    ent_build_party(b, az[1], az[2], az[3]);
  } else if (strcmp(zTable, "obligation") == 0) {
    ent_build_obligation(b, az[1], az[2], az[3], az[4], az[5], az[6], az[7]);
  } else if (strcmp(zTable, "transfer") == 0) {
    ent_build_transfer(b, az[1], az[2], az[3], az[4], az[5], az[6], az[7],
                       az[8], az[9]);
  } else if (strcmp(zTable, "sanction") == 0) {
    ent_build_sanction(b, az[1], az[2], az[3], az[4], az[5], number(az[6]),
                       az[7], az[8], az[9]);
  } else if (strcmp(zTable, "trade") == 0) {
    ent_build_trade(b, az[1], az[2], (int)number(az[3]), number(az[4]), az[5]);
  } else if (strcmp(zTable, "total") == 0) {
    ent_build_total(b, az[1], (int)number(az[2]), number(az[3]), number(az[4]),
                    az[5]);
  } else if (strcmp(zTable, "dispute") == 0) {
    ent_build_dispute(b, az[1], az[2], az[3], az[4], az[5]);
  } else if (strcmp(zTable, "disputant") == 0) {
    ent_build_disputant(b, az[1], az[2], az[3], az[4], az[5]);
  } else if (strcmp(zTable, "redline") == 0) {
    ent_build_redline(b, az[1], az[2], az[3], az[4], az[5], az[6], az[7]);
  } else {
    CU_FAIL("a line of no table");
  }
}

/* Every parameter, each another number; levels are out of step with values. */
static void feedParameters(EntBuild *b) {
  static const double aLevel[] = { 3, 3, 2, 1, 2, 1 };
  static const double aValue[] = { 1, 1, 0.5, 0.1, 0.4, 0.6 };
  const int n = ENT_NPARAMETER;
  for (int i = 0; i < n; i++) {
    double value = 0.05 + 0.9 * i / n;
    if (i >= P_LEVEL_DEFENSE && i <= P_LEVEL_ENTENTE) {
      value = aLevel[i - P_LEVEL_DEFENSE];
    } else if (i >= P_OBLIGATION_DEFENSE && i <= P_OBLIGATION_ENTENTE) {
      value = aValue[i - P_OBLIGATION_DEFENSE];
    } else if (i == P_TRANSFER_HALF_LIFE) {
      value = 5;
    } else if (i == P_SANCTION_PARTIAL) {
      value = 0.5;
    }
    ent_build_parameter(b, ent_parameter_names[i], value, value, value);
  }
  feed(b, "parameter|transfer.category.arms|0.6");
  feed(b, "parameter|transfer.category.food|0.2");
  feed(b, "parameter|transfer.status.delivered|1");
  feed(b, "parameter|transfer.status.asked|0.2");
  feed(b, "parameter|unheard.of|7");
}

static EntWorld *build(EntRun *run, const char *const *azLine) {
  EntBuild *b = ent_build_new(run);
  if (b == 0) return 0;
  feedParameters(b);
  for (int i = 0; azLine[i]; i++)
    feed(b, azLine[i]);
  return ent_build_finish(b);
}

static EntSpan on(const char *z) {
  EntSpan span = { 0, 0 };
  CU_ASSERT_TRUE_FATAL(ent_date_parse(z, &span));
  return span;
}

/* A view of lines on a date; the world lives as long as the view. */
static EntView *look(const char *const *azLine, const char *zOn,
                     const char *zSkip) {
  EntRun run = fresh();
  EntWorld *w = build(&run, azLine);
  EntView *v;
  if (w == 0) fprintf(stderr, "test_world: %s\n", run.error.text);
  CU_ASSERT_PTR_NOT_NULL_FATAL(w);
  v = ent_view_new(&run, w, on(zOn), zSkip ? ent_world_deal(w, zSkip) : -1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(v);
  ent_world_unref(w);
  return v;
}

static int state(const EntView *v, const char *zCode) {
  int i = ent_world_state(v->world, zCode);
  CU_ASSERT_TRUE_FATAL(i >= 0);
  return i;
}

/* The entry of i for iOther, or NULL; the library has no need of it. */
static const EntPromise *promised(const EntView *v, int i, int iOther) {
  for (int k = v->aPromiseStart[i]; k < v->aPromiseStart[i + 1]; k++) {
    if (v->aPromise[k].iOther == iOther) return &v->aPromise[k];
  }
  return 0;
}

static const EntPromise *promise(const EntView *v, const char *za,
                                 const char *zb) {
  return promised(v, state(v, za), state(v, zb));
}

static const EntMeasureOn *against(const EntView *v, const char *zTarget,
                                   const char *zSender) {
  return ent_view_against(v, state(v, zTarget), state(v, zSender));
}

static double share(const EntView *v, const char *za, const char *zb) {
  const EntShare *p = ent_view_share(v, state(v, za), state(v, zb));
  return p ? p->value : NAN;
}

static void done(EntView *v) {
  ent_view_unref(v);
  CU_ASSERT_EQUAL(nLive, 0);
}

static int near(double a, double b) {
  return fabs(a - b) <= 1e-12 || (isnan(a) && isnan(b));
}

static double weight(const EntView *v, int parameter) {
  return v->world->aParameter[parameter];
}

#define COVER_ALL                                                              \
  "coverage|obligation|||", "coverage|transfer|||", "coverage|trade|||",       \
      "coverage|sanction|||", "coverage|dispute|||"

/* ---- Dates ---- */

static void testDates(void) {
  static const char *const azBad[] = { "",           "2023-02-29",
                                       "1900-02-29", "2023-00",
                                       "2023-13",    "2023-04-31",
                                       "2023-04-00", "23",
                                       "20233",      "2023-",
                                       "2023-1",     "2023-01-",
                                       "2023-01-1",  "2023/01/01",
                                       "2023-01/01", "2023-01-01 ",
                                       " 2023",      "-2023",
                                       "2023-1-01",  "2023-01-011",
                                       "abcd",       0 };
  EntSpan s;
  int y, m, d;
  char z[16];
  for (int i = 0; azBad[i]; i++) {
    if (ent_date_parse(azBad[i], &s)) fprintf(stderr, "took %s\n", azBad[i]);
    CU_ASSERT_FALSE(ent_date_parse(azBad[i], &s));
  }
  CU_ASSERT_FALSE(ent_date_parse(0, &s));
  CU_ASSERT_EQUAL(ent_date_day(1970, 1, 1), 0);
  CU_ASSERT_EQUAL(ent_date_day(2000, 3, 1), 11017);
  CU_ASSERT_EQUAL(ent_date_day(1600, 1, 1), -135140);
  CU_ASSERT_TRUE(ent_date_parse("2024-02-29", &s) && s.first == s.last);
  CU_ASSERT_TRUE(ent_date_parse("2000-02-29", &s));
  CU_ASSERT_TRUE(ent_date_parse("2024-02", &s));
  CU_ASSERT_EQUAL(s.last - s.first, 28);
  CU_ASSERT_TRUE(ent_date_parse("2023", &s));
  CU_ASSERT_EQUAL(s.first, ent_date_day(2023, 1, 1));
  CU_ASSERT_EQUAL(s.last, ent_date_day(2023, 12, 31));
  CU_ASSERT_TRUE(ent_date_span("2022", "2023-02", &s));
  CU_ASSERT_EQUAL(s.first, ent_date_day(2022, 1, 1));
  CU_ASSERT_EQUAL(s.last, ent_date_day(2023, 2, 28));
  CU_ASSERT_TRUE(ent_date_span(0, 0, &s));
  CU_ASSERT_TRUE(s.first == ENT_DAY_MIN && s.last == ENT_DAY_MAX);
  CU_ASSERT_TRUE(ent_date_span("2023", "2023", &s));
  CU_ASSERT_FALSE(ent_date_span("2024", "2023-12", &s));
  CU_ASSERT_FALSE(ent_date_span("2023", "x", &s));
  CU_ASSERT_FALSE(ent_date_span("x", 0, &s));
  for (EntDay i = ent_date_day(0, 1, 1), before = -1; i < 200000; i += 1) {
    ent_date_civil(i, &y, &m, &d);
    if (ent_date_day(y, m, d) != i || ent_date_year(i) != y) {
      CU_FAIL("a day that does not come back");
      break;
    }
    if (before >= 0 && d != 1 && d != before + 1) CU_FAIL("a day out of step");
    before = d;
  }
  ent_date_format(ent_date_day(2023, 9, 13), z);
  CU_ASSERT_STRING_EQUAL(z, "2023-09-13");
  ent_date_format(ent_date_day(16, 2, 29), z);
  CU_ASSERT_STRING_EQUAL(z, "0016-02-29");
  ent_date_format(ENT_DAY_MAX, z);
  CU_ASSERT_STRING_EQUAL(z, "");
  ent_date_format(ENT_DAY_MIN + 1, z); /* fits */
  CU_ASSERT_TRUE(strlen(z) < 16);
}

/* ---- Folding ---- */

static void testFold(void) {
  static const char *const az[][2] = {
    { "Côte d'Ivoire", "cote divoire" },
    { "COTE D’IVOIRE", "cote divoire" },
    { "Cote dIvoire", "cote divoire" },
    { "TÜRKİYE", "turkiye" },
    { "Türkiye", "turkiye" },
    { "TURKI\xCC\x87YE", "turkiye" },
    { "ırmak", "irmak" },
    { "Guinea-Bissau", "guinea bissau" },
    { "Guinea\xE2\x80\x93"
      "Bissau",
      "guinea bissau" },
    { "  Dominican   Rep. ", "dominican rep" },
    { "Dominica", "dominica" },
    { "Korea, Dem. People's Rep. of", "korea dem peoples rep of" },
    { "Virgin Islands (USA)", "virgin islands usa" },
    { "U.S.A.", "usa" },
    { "U.S. Virgin Islands", "us virgin islands" },
    { "D.R. Congo", "dr congo" },
    { "St. Lucia", "saint lucia" },
    { "St Lucia", "saint lucia" },
    { "Saint Lucia", "saint lucia" },
    { "ST", "st" },
    { "Trinidad & Tobago", "trinidad and tobago" },
    { "Bosnia&Herzegovina", "bosnia and herzegovina" },
    { "The Gambia", "gambia" },
    { "Bahamas, The", "bahamas" },
    { "The", "the" },
    { "Theland", "theland" },
    { "São Tomé", "sao tome" },
    { "Straße", "strasse" },
    { "Ærø Þing Œuvre", "aero thing oeuvre" },
    { "Łódź Đông Đà", "lodz dong da" },
    { "Việt Nam", "viet nam" },
    { "Azərbaycan", "azerbaycan" },
    { "РОССИЯ", "россия" },
    { "ЁЖ Ґ", "ёж ґ" },
    { "ΕΛΛΆΔΑ", "ελλάδα" },
    { "中国", "中国" },
    { "a\xFF"
      "B\xC3",
      "a\xFF"
      "b\xC3" },
    { "", "" },
    { "...", "" },
    { "'", "" },
    { "710", "710" },
    { "ΈΉΊ ΌΎΏ ΆΑΫ", "έήί όύώ άαϋ" },
    { "\xCE\xA2", "\xCE\xA2" }, /* no letter stands there */
    { "ЀѠҀҊҾӐԮ", "ѐѡҁҋҿӑԯ" },
    { "Əə", "ee" },
    { "a`\xC2\xB4\xC2\xAD\xCA\xB9\xCA\xBD\xCC\x80\xCD\xAF"
      "b",
      "ab" },
    { "a\xE2\x80\x8B\xE2\x80\x8F\xE2\x80\x98\xE2\x80\x9B\xE2\x80\xB2"
      "\xE2\x81\xA0\xEF\xBB\xBF"
      "b",
      "ab" },
    { "a\xC2\xA0"
      "b×c÷d\xE2\x81\xAF"
      "e\xE3\x80\x80"
      "f\xE3\x80\x83"
      "g",
      "a b c d e f g" },
    { "\xCA\xBE\xCD\xB0", "\xCA\xBE\xCD\xB0" }, /* beside the marks */
    { "\xE2\x81\xB0\xE3\x80\x84", "\xE2\x81\xB0\xE3\x80\x84" },
    { "\xE1\xBA\x9C\xE1\xBC\x80", "\xE1\xBA\x9C\xE1\xBC\x80" },
    { "\xC0\x80", "\xC0\x80" },                 /* overlong */
    { "\xED\xA0\x80", "\xED\xA0\x80" },         /* half a pair */
    { "\xF4\x90\x80\x80", "\xF4\x90\x80\x80" }, /* beyond the last */
    { "\xF8\x88", "\xF8\x88" },
    { "\xEE\x80\x80", "\xEE\x80\x80" },
    { "a .b", "a b" },
  };
  char z[100], zSmall[5], aLong[301];
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++) {
    size_t n = ent_fold_text(az[i][0], z, sizeof(z));
    if (strcmp(z, az[i][1])) fprintf(stderr, "%s: %s\n", az[i][0], z);
    CU_ASSERT_STRING_EQUAL(z, az[i][1]);
    CU_ASSERT_EQUAL(n, strlen(z));
    ent_fold_text(az[i][1], z, sizeof(z)); /* once more changes nothing */
    CU_ASSERT_STRING_EQUAL(z, az[i][1]);
    CU_ASSERT_EQUAL(ent_fold_text(az[i][0], zSmall, sizeof(zSmall)), n);
    CU_ASSERT_TRUE(strlen(zSmall) == (n < 4 ? n : 4));
    CU_ASSERT_TRUE(strncmp(zSmall, az[i][1], 4) == 0);
    CU_ASSERT_EQUAL(ent_fold_text(az[i][0], 0, 0), n);
  }
  CU_ASSERT_EQUAL(ent_fold_text(0, z, sizeof(z)), 0);
  CU_ASSERT_STRING_EQUAL(z, "");
  memset(aLong, 'a', sizeof(aLong) - 1);
  aLong[sizeof(aLong) - 1] = 0;
  CU_ASSERT_EQUAL(ent_fold_distance(aLong, aLong, 2), 0);
  CU_ASSERT_EQUAL(ent_fold_distance(aLong, aLong + 1, 2), 3);
  CU_ASSERT_EQUAL(ent_fold_distance(aLong + 45, aLong, 2), 3);
  CU_ASSERT_EQUAL(ent_fold_distance(aLong + 45, aLong + 46, 2), 1);
  CU_ASSERT_EQUAL(ent_fold_distance("abcd", "bcda", 1), 2);
  CU_ASSERT_EQUAL(ent_fold_distance("niger", "niger", 2), 0);
  CU_ASSERT_EQUAL(ent_fold_distance("niger", "nigeria", 2), 2);
  CU_ASSERT_EQUAL(ent_fold_distance("niger", "nigeria", 1), 2);
  CU_ASSERT_EQUAL(ent_fold_distance("chnia", "china", 2), 1);
  CU_ASSERT_EQUAL(ent_fold_distance("", "abc", 5), 3);
  CU_ASSERT_EQUAL(ent_fold_distance("kitten", "sitting", 9), 3);
  CU_ASSERT_EQUAL(ent_fold_distance("abcdef", "ghijkl", 3), 4);
  CU_ASSERT_EQUAL(ent_fold_distance("a", "b", 0), 1);
}

/* ---- Memory ---- */

static int byTens(const void *pa, const void *pb) {
  int a = *(const int *)pa / 10, b = *(const int *)pb / 10;
  return a < b ? -1 : a > b;
}

/* Stopped at any question, a sort leaves the things that it was given. */
static int stopAt(void *pLeft) {
  return --*(int *)pLeft < 0;
}

static void testSortStops(void) {
  enum { N = 20000 };
  static int a[N], aOther[N];
  int stopped = 1;
  for (int at = 0; stopped; at++) {
    int left = at;
    const int *aSorted;
    int64_t sum = 0;
    EntRun run = { .mem = &countMem, .xCancel = stopAt, .pCancel = &left };
    for (int i = 0; i < N; i++)
      a[i] = (int)((i * 7919LL) % N);
    aSorted = ent_run_sort(&run, a, aOther, N, sizeof(int), byTens);
    stopped = run.error.code == ENT_CANCEL;
    for (int i = 0; i < N; i++)
      sum += (int64_t)aSorted[i] * aSorted[i];
    CU_ASSERT_EQUAL(sum, (N - 1LL) * N * (2LL * N - 1) / 6);
    if (!stopped) CU_ASSERT_TRUE(at > 20);
    CU_ASSERT_TRUE_FATAL(at < 1000);
  }
}

static void testMemory(void) {
  EntArena arena;
  EntError error = { 0, "" };
  EntRun run = { .mem = &countMem };
  uint32_t seed = 3;
  int a[300], aOther[300];
  ent_arena_init(&arena, &countMem);
  for (size_t n = 0; n < 3000; n += 7) {
    unsigned char *p = ent_arena_alloc(&arena, n);
    CU_ASSERT_PTR_NOT_NULL_FATAL(p);
    CU_ASSERT_EQUAL((uintptr_t)p % 16, 0);
    for (size_t i = 0; i < n; i++)
      CU_ASSERT_EQUAL(p[i], 0);
    memset(p, 0xAA, n);
    CU_ASSERT_STRING_EQUAL(ent_arena_text(&arena, "odd"), "odd");
  }
  CU_ASSERT_PTR_NULL(ent_arena_text(&arena, 0));
  CU_ASSERT_TRUE(arena.nByte > 600000 && arena.nByte < 2000000);
  nUntil = 0;
  failsOnce = 1;
  CU_ASSERT_PTR_NULL(ent_arena_alloc(&arena, 1 << 22));
  nUntil = -1;
  CU_ASSERT_PTR_NULL(ent_arena_alloc(&arena, 1)); /* sticky */
  ent_arena_clear(&arena);
  CU_ASSERT_EQUAL(nLive, 0);
  for (int n = 0; n < 300; n++) { /* units tell the order of arrival */
    int aCount[40] = { 0 };
    const int *aSorted;
    for (int i = 0; i < n; i++) {
      int ten = (int)dice(&seed, 40);
      a[i] = ten * 10 + (aCount[ten] < 9 ? aCount[ten]++ : 9);
    }
    aSorted = ent_run_sort(&run, a, aOther, (size_t)n, sizeof(int), byTens);
    for (int i = 1; i < n; i++) {
      if (aSorted[i - 1] > aSorted[i]) CU_FAIL("not sorted, or not stable");
    }
  }
  ent_error_set(&error, ENT_ERROR, "first %d", 1);
  ent_error_set(&error, ENT_NOMEM, "second");
  CU_ASSERT_EQUAL(error.code, ENT_ERROR);
  CU_ASSERT_STRING_EQUAL(error.text, "first 1");
}

/* Arrays that grow, and what does not fit into any memory. */
static void testGrow(void) {
  EntRun run = fresh();
  EntArena arena;
  int nAlloc = 0, most = INT_MAX;
  int *a = 0, *aNew;
  for (int i = 0; i < 1000; i++) {
    aNew = ent_run_grow(&run, a, &nAlloc, i, 1, sizeof(int));
    CU_ASSERT_PTR_NOT_NULL_FATAL(aNew);
    a = aNew;
    a[i] = i;
  }
  CU_ASSERT_TRUE(nAlloc >= 1000 && nAlloc < 2100 && a[999] == 999);
  aNew = ent_run_grow(&run, a, &nAlloc, 1000, 5000, sizeof(int));
  CU_ASSERT_PTR_NOT_NULL_FATAL(aNew);
  a = aNew;
  CU_ASSERT_TRUE(nAlloc >= 6000 && a[999] == 999);
  nUntil = 0; /* what comes to ask for memory fails, too */
  CU_ASSERT_PTR_NULL(ent_run_grow(&run, a, &nAlloc, 6000, INT_MAX, 4));
  CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
  CU_ASSERT_EQUAL(nUntil, 0); /* too many for an int: not asked */
  run = fresh();
  CU_ASSERT_PTR_NULL(ent_run_grow(&run, a, &nAlloc, 6000, 9000, SIZE_MAX / 2));
  CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
  CU_ASSERT_EQUAL(nUntil, 0); /* too many bytes: not asked */
  run = fresh();
  CU_ASSERT_PTR_NULL(ent_run_grow(&run, a, &nAlloc, 6000, 9000, 4));
  CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
  nUntil = 0;
  run = fresh();
  CU_ASSERT_PTR_NULL(ent_run_grow(&run, 0, &most, INT_MAX - 1, 2, 1));
  CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
  nUntil = -1;
  run = fresh();
  ent_arena_init(&arena, &countMem);
  CU_ASSERT_PTR_NULL(ent_run_carve(&run, &arena, 3, SIZE_MAX / 2));
  CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
  CU_ASSERT_PTR_NULL(ent_run_carve(&run, &arena, 1, 1)); /* after an error */
  CU_ASSERT_PTR_NULL(ent_run_copy(&run, &arena, "a"));
  run = fresh();
  CU_ASSERT_PTR_NULL(ent_arena_alloc(&arena, SIZE_MAX - 1));
  CU_ASSERT_PTR_NULL(ent_run_copy(&run, &arena, 0)); /* no text: no error */
  CU_ASSERT_EQUAL(run.error.code, ENT_OK);
  CU_ASSERT_PTR_NULL(ent_run_copy(&run, &arena, "a")); /* the arena is out */
  CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
  ent_arena_clear(&arena);
  countFree(a);
  CU_ASSERT_EQUAL(nLive, 0);
}

/* ---- The builder ---- */

typedef struct Refusal Refusal;
struct Refusal {
  const char *zLine, *zError;
};

static const char *const aBase[] = { "source|s",
                                     "state|A|Aland||",
                                     "state|B|Bland||",
                                     "bloc|N|Nato|",
                                     "deal|d|||",
                                     "dispute|q||||",
                                     0 };

static void testErrors(void) {
  static const Refusal a[] = {
    { "source|s", "source 's': given twice" },
    { "parameter|strength.trade|1", "parameter 'strength.trade': given twice" },
    { "coverage|colour|||", "coverage 'colour': no layer 'colour'" },
    { "coverage|trade|x||", "coverage 'trade': no source 'x'" },
    { "coverage|trade||2023-02-29|", "coverage 'trade': no date '2023-02-29'" },
    { "state|A|Again||", "state 'A': given twice" },
    { "state|C|Cland||19xx", "state 'C': no date '19xx'" },
    { "spell|cow|X||", "state_spell 'X': no state 'X'" },
    { "spell|moon|A||", "state_spell 'A': no system 'moon'" },
    { "name|cow|710|X|||", "state_name 'cow' '710': no state 'X'" },
    { "border|A|X||", "border of 'A' and 'X': no state 'X'" },
    { "bloc|N|Again|", "bloc 'N': given twice" },
    { "bloc|A|Aland|", "bloc 'A': already the code of a state" },
    { "member|M|A||", "bloc_member of 'M': no bloc 'M'" },
    { "member|N|X||", "bloc_member of 'N': no state 'X'" },
    { "capability|X|2020||1", "capability of 'X': no state 'X'" },
    { "deal|e|2020|2019|", "deal 'e': until '2019' is before since '2020'" },
    { "deal|e|||x", "deal 'e': no source 'x'" },
    { "party|e|A|party", "deal_party of deal 'e': no deal 'e'" },
    { "party|d|A|guest", "deal_party of deal 'd': no role 'guest'" },
    { "obligation|d|A|X|defense|||", "obligation of deal 'd': no state 'X'" },
    { "obligation|d|A|B|love|||", "obligation of deal 'd': no kind 'love'" },
    { "obligation|e|A|B|defense|||", "obligation of deal 'e': no deal 'e'" },
    { "transfer|t|d|A|X|arms|delivered|||", "transfer 't': no state 'X'" },
    { "transfer|t|e|A|B|arms|delivered|||", "transfer 't': no deal 'e'" },
    { "transfer|t||A|B|toys|delivered|||",
      "transfer 't': no parameter 'transfer.category.toys'" },
    { "transfer|t||A|B|arms|lost|||",
      "transfer 't': no parameter 'transfer.status.lost'" },
    { "transfer|||A|X|arms|delivered|||",
      "transfer from 'A' to 'X': no state 'X'" },
    { "transfer|t||A|B|arms|delivered||2020-13|",
      "transfer 't': no date '2020-13'" },
    { "sanction|z|X|A|trade|partial|0|||",
      "sanction 'z': no state or bloc 'X'" },
    { "sanction|z|N|X|trade|partial|0|||", "sanction 'z': no state 'X'" },
    { "sanction|z|N|A|tea|partial|0|||", "sanction 'z': no kind 'tea'" },
    { "sanction|z|N|A|trade|some|0|||", "sanction 'z': no extent 'some'" },
    { "trade|A|X|2020|1|", "trade from 'A' to 'X': no state 'X'" },
    { "total|X|2020|1|1|", "trade_total of 'X': no state 'X'" },
    { "dispute|q||||", "dispute 'q': given twice" },
    { "dispute|r|row|||", "dispute 'r': no intensity 'row'" },
    { "disputant|r|A|A||", "dispute_side of dispute 'r': no dispute 'r'" },
    { "disputant|q|A|C||", "dispute_side of dispute 'q': no side 'C'" },
    { "redline|l|X|A|back|||", "red_line 'l': no state or bloc 'X'" },
    { "redline|l|N|A|stare|||", "red_line 'l': no crossed_by 'stare'" },
    { "spell|cow|||", "state_spell '': no state ''" },
    { "coverage||||", "coverage '': no layer ''" },
    { "deal|e||19xx|", "deal 'e': no date '19xx'" },
    { "deal|e|19xx|2000|", "deal 'e': no date '19xx'" },
    { "deal|e|2000|19xx|", "deal 'e': no date '19xx'" },
  };
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    EntRun run = fresh();
    EntBuild *b = ent_build_new(&run);
    CU_ASSERT_PTR_NOT_NULL_FATAL(b);
    feedParameters(b);
    for (int j = 0; aBase[j]; j++)
      feed(b, aBase[j]);
    feed(b, a[i].zLine);
    feed(b, "state|LATER|Later||"); /* after an error: nothing */
    feed(b, "spell|moon|MARS||");
    CU_ASSERT_EQUAL(run.error.code, ENT_ERROR);
    if (strcmp(run.error.text, a[i].zError)) {
      fprintf(stderr, "%s: %s\n", a[i].zLine, run.error.text);
    }
    CU_ASSERT_STRING_EQUAL(run.error.text, a[i].zError);
    CU_ASSERT_PTR_NULL(ent_build_finish(b));
    CU_ASSERT_EQUAL(nLive, 0);
  }
}

static void testParameters(void) {
  for (int iLeft = 0; iLeft < ENT_NPARAMETER; iLeft++) {
    EntRun run = fresh();
    EntBuild *b = ent_build_new(&run);
    char z[100];
    for (int i = 0; i < ENT_NPARAMETER; i++) {
      if (i != iLeft) {
        ent_build_parameter(b, ent_parameter_names[i], i, NAN, NAN);
      }
    }
    CU_ASSERT_PTR_NULL(ent_build_finish(b));
    snprintf(z, sizeof(z), "no parameter '%s'", ent_parameter_names[iLeft]);
    CU_ASSERT_STRING_EQUAL(run.error.text, z);
  }
  CU_ASSERT_EQUAL(nLive, 0);
}

/* What names nothing, or has no value, is no row at all; and there may be more
** kinds of transfers than their numbers hold. */
static void testParameterRows(void) {
  EntRun run = fresh();
  EntBuild *b = ent_build_new(&run);
  feedParameters(b);
  ent_build_parameter(b, 0, 1, 1, 1);
  ent_build_parameter(b, ent_parameter_names[0], NAN, 1, 1);
  CU_ASSERT_EQUAL(run.error.code, ENT_OK);
  for (int i = 2; i < INT16_MAX; i++) { /* two are there */
    char z[40];
    snprintf(z, sizeof(z), "transfer.category.%d", i);
    ent_build_parameter(b, z, 1, 1, 1);
  }
  CU_ASSERT_EQUAL(run.error.code, ENT_OK);
  ent_build_parameter(b, "transfer.category.more", 1, 1, 1);
  CU_ASSERT_STRING_EQUAL(run.error.text,
                         "parameter 'transfer.category.more': more than 32767"
                         " of its kind");
  ent_build_free(b);
  CU_ASSERT_EQUAL(nLive, 0);
}

static void testEmpty(void) {
  static const char *const aNone[] = { 0 };
  EntView *v = look(aNone, "2023", 0);
  EntRun run = fresh();
  int iFirst;
  CU_ASSERT_EQUAL(v->n, 0);
  CU_ASSERT_EQUAL(v->nAlive, 0);
  CU_ASSERT_EQUAL(v->aPromiseStart[0], 0);
  CU_ASSERT_EQUAL(ent_world_state(v->world, "A"), -1);
  CU_ASSERT_EQUAL(ent_world_bloc(v->world, 0), -1);
  CU_ASSERT_EQUAL(ent_world_names(v->world, "a", &iFirst), 0);
  CU_ASSERT_EQUAL(ent_view_member(v, 0, 0), 0);
  done(v);
  ent_build_free(ent_build_new(&run));
  ent_build_free(0);
  ent_world_unref(0);
  ent_view_unref(0);
  CU_ASSERT_EQUAL(nLive, 0);
}

/* A bit of everything, for order, faults and interruption. */
static const char *const aStory[] = {
  "source|cow",
  "source|atop",
  COVER_ALL,
  "coverage|capability|cow|1990|2020",
  "state|RUS|Russia|Eastern Europe|1949-08-29",
  "state|PRK|North Korea|Eastern Asia|2006-10-09",
  "state|CHN|China|Eastern Asia|1964",
  "state|USA|United States|Northern America|1945",
  "state|KOR|South Korea|Eastern Asia|",
  "spell|cow|RUS|1816|",
  "spell|cow|PRK|1948-09-09|",
  "spell|cow|CHN|1860-10-25|",
  "spell|cow|USA|1816|",
  "spell|cow|KOR|1887|1905-11-17",
  "spell|cow|KOR|1949-06-29|",
  "spell|gw|KOR|1948-08-15|",
  "name|cow|365|RUS|||1",
  "name|name|Soviet Union|RUS|1922-12-30|1991-12-25|1",
  "name|name|Russia|RUS|1991-12-26||1",
  "name|name|Korea|KOR|||",
  "name|name|Korea|PRK|||",
  "name|name|The Republic of Korea|KOR|||",
  "border|RUS|PRK||",
  "border|CHN|PRK|1948|",
  "bloc|NATO|North Atlantic Treaty Organization|",
  "bloc|UN|The United Nations|1",
  "member|UN|RUS|1945|",
  "member|UN|CHN|1945|",
  "member|UN|USA|1945|",
  "member|UN|KOR|1991-09-17|",
  "member|NATO|USA|1949|",
  "capability|RUS|2016|cow|5",
  "capability|CHN|2016|cow|8",
  "deal|prk-chn|1961-07-11||atop",
  "deal|usa-kor|1953||atop",
  "deal|rus-prk-2023|2023-09-13||",
  "party|rus-prk-2023|RUS|party",
  "party|rus-prk-2023|PRK|party",
  "obligation|prk-chn|PRK|CHN|defense|||atop",
  "obligation|prk-chn|CHN|PRK|defense|||atop",
  "obligation|prk-chn|CHN|PRK|consultation|||atop",
  "obligation|usa-kor|USA|KOR|defense|||atop",
  "transfer|t1|rus-prk-2023|PRK|RUS|arms|delivered|2023-09|2023-10|",
  "transfer|t2|rus-prk-2023|RUS|PRK|food|asked|2023||cow",
  "transfer|t3||CHN|RUS|food|delivered|2010|2015|",
  "sanction|unsc|UN|PRK|trade|partial|0|2006||",
  "sanction|unsc|UN|PRK|arms|complete|0|2006||",
  "sanction|us|USA|PRK|trade|complete|0.8|2008||",
  "sanction|us|USA|RUS|financial|partial|0.2|2014||",
  "sanction|nato|NATO|RUS|arms|complete|0|2014||",
  "trade|CHN|RUS|2022|70|cow",
  "trade|RUS|CHN|2022|100|",
  "trade|CHN|PRK|2022|1|cow",
  "trade|USA|CHN|2021|150|cow",
  "total|PRK|2022|1|2|cow",
  "dispute|ukr|war|2014|2030|cow",
  "dispute|dmz||1953||",
  "disputant|dmz|PRK|A||",
  "disputant|dmz|KOR|B||",
  "disputant|ukr|RUS|A||",
  "disputant|ukr|USA|B|2022|",
  "redline|l1|NATO|USA|back|||",
  "redline|l2|USA|NATO|cut|2022||",
  0
};

static void testNames(void) {
  EntView *v = look(aStory, "2023-09-13", 0);
  const EntWorld *w = v->world;
  int iFirst, n;
  CU_ASSERT_EQUAL(w->nState, 5);
  CU_ASSERT_STRING_EQUAL(w->aState[0].zCode, "CHN");
  CU_ASSERT_EQUAL(w->aState[2].nuclear.first, ent_date_day(2006, 10, 9));
  CU_ASSERT_EQUAL(w->aState[1].nuclear.first, ENT_DAY_MAX);
  CU_ASSERT_EQUAL(ent_world_names(w, "korea", &iFirst), 2);
  CU_ASSERT_STRING_EQUAL(w->aState[w->aName[iFirst].iState].zCode, "KOR");
  CU_ASSERT_EQUAL(ent_world_names(w, "russia", &iFirst), 1); /* the dated */
  CU_ASSERT_EQUAL(w->aName[iFirst].span.first, ent_date_day(1991, 12, 26));
  n = ent_world_names(w, "china", &iFirst); /* from state.name */
  CU_ASSERT_EQUAL(n, 1);
  CU_ASSERT_STRING_EQUAL(w->aName[iFirst].zScheme, "name");
  CU_ASSERT_EQUAL(w->aName[iFirst].isMain, 1);
  CU_ASSERT_EQUAL(ent_world_names(w, "prk", &iFirst), 1);
  CU_ASSERT_STRING_EQUAL(w->aName[iFirst].zScheme, "code");
  CU_ASSERT_EQUAL(ent_world_names(w, "365", &iFirst), 1);
  CU_ASSERT_EQUAL(ent_world_names(w, "republic of korea", &iFirst), 1);
  CU_ASSERT_EQUAL(ent_world_names(w, "zz", &iFirst), 0);
  CU_ASSERT_EQUAL(ent_world_state(w, 0), -1);
  CU_ASSERT_EQUAL(ent_world_bloc(w, "UN"), 1);
  CU_ASSERT_STRING_EQUAL(w->aBloc[1].zFolded, "united nations");
  CU_ASSERT_EQUAL(ent_world_deal(w, "usa-kor"), 2);
  CU_ASSERT_STRING_EQUAL(w->aDispute[1].zId, "ukr");
  CU_ASSERT_EQUAL(w->aDispute[0].intensity, ENT_UNSPECIFIED);
  CU_ASSERT_EQUAL(w->nSource, 2);
  CU_ASSERT_STRING_EQUAL(w->azSource[w->aDeal[0].iSource], "atop");
  CU_ASSERT_EQUAL(w->aDeal[1].iSource, -1);
  CU_ASSERT_EQUAL(w->nCategory, 2);
  CU_ASSERT_STRING_EQUAL(w->aStatus[0].zName, "asked");
  CU_ASSERT_EQUAL(w->aRedLine[0].iHolder, -1);
  CU_ASSERT_EQUAL(w->aRedLine[0].iHolderBloc, 0);
  done(v);
}

/* ---- Order ---- */

static void dumpSpan(FILE *f, EntSpan s) {
  fprintf(f, "[%d %d]", s.first, s.last);
}

static char *dump(const EntView *v) {
  const EntWorld *w = v->world;
  char *z = 0;
  size_t n = 0;
  FILE *f = open_memstream(&z, &n);
  CU_ASSERT_PTR_NOT_NULL_FATAL(f);
#define EACH(count, array, type, ...)                                          \
  for (int i = 0; i < w->count; i++) {                                         \
    const type *p = &w->array[i];                                              \
    fprintf(f, #array " " __VA_ARGS__);                                        \
    fputc('\n', f);                                                            \
  }
#define SPAN(count, array)                                                     \
  for (int i = 0; i < w->count; i++)                                           \
  dumpSpan(f, w->array[i].span)
  EACH(nState, aState, EntState, "%s %s %d", p->zCode, p->zName,
       p->nuclear.first)
  EACH(anSpell[0], aaSpell[0], EntSpell, "%d", p->iState)
  SPAN(anSpell[0], aaSpell[0]);
  EACH(nName, aName, EntName, "%s %s %s %d %d", p->zScheme, p->zValue,
       p->zFolded, p->iState, p->isMain)
  SPAN(nName, aName);
  EACH(nBloc, aBloc, EntBloc, "%s %d", p->zCode, p->universal)
  EACH(nMember, aMember, EntMember, "%d %d", p->iBloc, p->iState)
  SPAN(nMember, aMember);
  EACH(nBorder, aBorder, EntBorder, "%d %d", p->iA, p->iB)
  EACH(nCapability, aCapability, EntCapability, "%d %d %g %d", p->iState,
       p->year, p->aValue[0], p->iSource)
  EACH(nDeal, aDeal, EntDeal, "%s %d", p->zId, p->iSource)
  SPAN(nDeal, aDeal);
  EACH(nParty, aParty, EntParty, "%d %d %d", p->iDeal, p->iState, p->role)
  EACH(nObligation, aObligation, EntObligation, "%d %d %d %d %d", p->iFrom,
       p->iTo, p->iDeal, p->iSource, p->kind)
  SPAN(nObligation, aObligation);
  EACH(nTransfer, aTransfer, EntTransfer, "%d %d %d %d %d %d %s", p->iSupplier,
       p->iRecipient, p->iDeal, p->iSource, p->iCategory, p->iStatus, p->zId)
  SPAN(nTransfer, aTransfer);
  EACH(nSanction, aSanction, EntSanction, "%s %d %d %d %d %d %g", p->zId,
       p->iSender, p->iBloc, p->iTarget, p->kind, p->complete, p->secondary)
  SPAN(nSanction, aSanction);
  EACH(nTrade, aTrade, EntTrade, "%d %d %d %d %.17g", p->iState, p->iPartner,
       p->year, p->iSource, p->value)
  EACH(nTotal, aTotal, EntTotal, "%d %d %d %g", p->iState, p->year, p->iSource,
       p->value)
  EACH(nDispute, aDispute, EntDispute, "%s %d %d", p->zId, p->iSource,
       p->intensity)
  EACH(nDisputant, aDisputant, EntDisputant, "%d %d %c", p->iDispute, p->iState,
       p->side)
  SPAN(nDisputant, aDisputant);
  EACH(nRedLine, aRedLine, EntRedLine, "%s %s %d %d %d %d %d %d", p->zId,
       p->zCrossedBy, p->iHolder, p->iHolderBloc, p->iAbout, p->iAboutBloc,
       p->iAddressee, p->iAddresseeBloc)
  SPAN(nRedLine, aRedLine);
  EACH(nCoverage, aCoverage, EntCoverage, "%d %d", p->layer, p->iSource)
  SPAN(nCoverage, aCoverage);
  EACH(nSource, azSource, char *const, "%s", *p)
  EACH(nCategory, aCategory, EntWeight, "%s %g", p->zName, p->value)
  for (int i = 0; i < v->n; i++) {
    fprintf(f, "state %d alive %d\n", i, v->alive[i]);
    for (int j = v->aPromiseStart[i]; j < v->aPromiseStart[i + 1]; j++) {
      fprintf(f, "promise %d %d %.17g %g\n", v->aPromise[j].iOther,
              v->aPromise[j].iRow, v->aPromise[j].value, v->aPromise[j].level);
    }
    for (int j = v->aFlowStart[i]; j < v->aFlowStart[i + 1]; j++) {
      fprintf(f, "flow %d %d %.17g\n", v->aFlow[j].iOther, v->aFlow[j].iRow,
              v->aFlow[j].value);
    }
    for (int j = v->aShareStart[i]; j < v->aShareStart[i + 1]; j++) {
      fprintf(f, "share %d %d %.17g\n", v->aShare[j].iOther, v->aShare[j].iRow,
              v->aShare[j].value);
    }
    for (int j = v->aAgainstStart[i]; j < v->aAgainstStart[i + 1]; j++) {
      fprintf(f, "against %d %.17g %.17g\n", v->aAgainst[j].iSender,
              v->aAgainst[j].severity, v->aAgainst[j].own);
    }
    for (int j = v->aQuarrelStart[i]; j < v->aQuarrelStart[i + 1]; j++) {
      fprintf(f, "quarrel %d %d\n", v->aQuarrel[j].iOther, v->aQuarrel[j].iRow);
    }
  }
  fclose(f);
  return z;
}

static int sameTable(const char *za, const char *zb) {
  return strcspn(za, "|") == strcspn(zb, "|") &&
         strncmp(za, zb, strcspn(za, "|")) == 0;
}

/* Rows that differ in one column only, and twice the same: whichever comes
** first, one world. */
static const char *const aColumns[] = {
  "source|s",
  "source|t",
  "coverage|trade|s||",
  "coverage|trade|t||",
  "coverage|trade|t||",
  "coverage|trade|s|2000|",
  "coverage|trade|s|2000|2001",
  "coverage|vote|s||",
  "state|A|A||",
  "state|B|B||",
  "state|C|C||",
  "name|x|B|A|||",
  "name|y|B|A|||",
  "name|y|B|A|||1",
  "name|y|b|A|||1",
  "name|y|b|A|||1",
  "name|y|b|A|2000||1",
  "name|y|b|A|2000|2001|1",
  "border|A|B||",
  "border|A|C||",
  "border|B|C|2000|",
  "border|B|C|2000|2001",
  "bloc|N|N|",
  "bloc|U|U|",
  "member|N|A||",
  "member|N|B||",
  "member|N|B|2000|",
  "member|N|B|2000|2001",
  "member|U|A||",
  "capability|A|2000|s|1",
  "capability|A|2000|s|2",
  "capability|A|2000|s|2",
  "capability|A|2000|s|",
  "capability|A|2000|s|",
  "capability|A|2000|t|1",
  "capability|A|2001|s|1",
  "capability|B|2000|s|1",
  "deal|d|||",
  "deal|e|||",
  "party|d|A|party",
  "party|d|A|broker",
  "party|d|B|party",
  "party|e|A|party",
  "obligation|d|A|B|defense|||s",
  "obligation|d|A|B|defense|||s",
  "obligation|d|A|B|defense|||t",
  "obligation|d|A|B|defense|2000||s",
  "obligation|d|A|B|defense|2000|2001|s",
  "obligation|d|A|B|offense|||s",
  "obligation|e|A|B|defense|||s",
  "obligation|d|A|C|defense|||s",
  "obligation|d|B|C|defense|||s",
  "transfer|1||A|B|arms|asked|||s",
  "transfer|2||A|B|arms|asked|||s",
  "transfer|||A|B|arms|asked|||s",
  "transfer|1||A|B|arms|asked|||t",
  "transfer|1||A|B|arms|asked|2000||s",
  "transfer|1||A|B|arms|asked|2000|2001|s",
  "transfer|1||A|B|arms|delivered|||s",
  "transfer|1||A|B|food|asked|||s",
  "transfer|1|d|A|B|arms|asked|||s",
  "transfer|1||A|C|arms|asked|||s",
  "transfer|1||B|C|arms|asked|||s",
  "sanction|1|A|B|arms|partial|0|||s",
  "sanction|1|A|B|arms|partial|1|||s",
  "sanction|1|A|B|arms|partial||||s",
  "sanction|1|A|B|arms|partial||||s",
  "sanction|1|A|B|arms|partial|0|||t",
  "sanction|1|A|B|arms|complete|0|||s",
  "sanction|2|A|B|arms|partial|0|||s",
  "sanction|1|A|B|arms|partial|0|2000||s",
  "sanction|1|A|B|arms|partial|0|2000|2001|s",
  "sanction|1|A|B|trade|partial|0|||s",
  "sanction|1|N|B|arms|partial|0|||s",
  "sanction|1|U|B|arms|partial|0|||s",
  "sanction|1|C|B|arms|partial|0|||s",
  "sanction|1|C|A|arms|partial|0|||s",
  "trade|A|B|2000|1|s",
  "trade|A|B|2000|2|s",
  "trade|A|B|2000|2|s",
  "trade|A|B|2000|2|t",
  "trade|A|B|2001|2|s",
  "trade|A|C|2000|2|s",
  "total|A|2000|1|1|s",
  "total|A|2000|1|2|s",
  "total|A|2000||2|s",
  "total|A|2000|1||s",
  "total|A|2000|1|1|t",
  "total|A|2001|1|1|s",
  "total|B|2000|1|1|s",
  "dispute|p||||",
  "dispute|q||||",
  "disputant|p|A|A||",
  "disputant|p|A|B||",
  "disputant|p|B|A||",
  "disputant|p|B|A|2000|",
  "disputant|p|B|A|2000|2001",
  "disputant|q|A|A||",
  "redline|1|A|B|back|||",
  "redline|1|A|B|cut|||",
  "redline|1|A|B|back|2000||",
  "redline|1|A|B|back|2000|2001|",
  "redline|1|A|B|back|||A",
  "redline|1|A|B|back|||B",
  "redline|1|A|B|back|||N",
  "redline|1|A|B|back|||U",
  "redline|1|A|C|back|||",
  "redline|1|A|N|back|||",
  "redline|1|A|U|back|||",
  "redline|1|C|B|back|||",
  "redline|1|N|B|back|||",
  "redline|1|U|B|back|||",
  "redline|2|A|B|back|||",
  0
};

static void shuffled(const char *const *azLine, size_t nByte) {
  const char *az[sizeof(aColumns) / sizeof(aColumns[0])];
  EntView *v = look(azLine, "2023", 0);
  char *zFirst = dump(v);
  uint32_t seed = 7;
  done(v);
  for (int round = 0; round < 20; round++) {
    char *z;
    memcpy(az, azLine, nByte);
    for (int i = 0, iEnd; az[i]; i = iEnd) {
      for (iEnd = i; az[iEnd] && sameTable(az[i], az[iEnd]);)
        iEnd++;
      for (int j = iEnd - 1; j > i; j--) {
        int k = i + (int)dice(&seed, (uint32_t)(j - i + 1));
        const char *zSwap = az[j];
        az[j] = az[k];
        az[k] = zSwap;
      }
    }
    v = look(az, "2023", 0);
    z = dump(v);
    CU_ASSERT_STRING_EQUAL(z, zFirst);
    free(z);
    done(v);
  }
  free(zFirst);
}

static void testOrder(void) {
  shuffled(aStory, sizeof(aStory));
  shuffled(aColumns, sizeof(aColumns));
}

/* ---- Views ---- */

static const char *const aEdges[] = {
  COVER_ALL,
  "state|A|||",
  "state|B|||",
  "state|C|||",
  "spell|cow|A|1900|1918-11-10",
  "spell|cow|A|1945-05-08|",
  "spell|cow|B|1900|",
  "spell|cow|C|1900|",
  "bloc|E|Union|",
  "member|E|B|1950|1959-12-31",
  "member|E|C|1950|",
  "member|E|A|1950|",
  "member|E|B|1970|",
  "deal|short|1950-03-01|1950-03-31|",
  "deal|long|||",
  "obligation|short|A|B|defense|||",
  "obligation|long|B|C|defense|1960-01-01|1960-12-31|",
  "sanction|x|E|A|trade|complete|0|1955|1975|",
  0
};

typedef struct Edge Edge;
struct Edge {
  const char *zOn;
  int alive, short_, row, sender; /* A alive; A>B; B>C; B against A */
};

static void testEdges(void) {
  static const Edge a[] = {
    { "1918-11-10", 1, 0, 0, 0 }, { "1918-11-11", 0, 0, 0, 0 },
    { "1918", 1, 0, 0, 0 },       { "1930", 0, 0, 0, 0 },
    { "1945-05-07", 0, 0, 0, 0 }, { "1945-05-08", 1, 0, 0, 0 },
    { "1945", 1, 0, 0, 0 },       { "1950-02-28", 1, 0, 0, 0 },
    { "1950-03-01", 1, 1, 0, 0 }, { "1950-03-31", 1, 1, 0, 0 },
    { "1950-04-01", 1, 0, 0, 0 }, { "1950-04", 1, 0, 0, 0 },
    { "1950", 1, 1, 0, 0 },       { "1954-12-31", 1, 0, 0, 0 },
    { "1955-01-01", 1, 0, 0, 1 }, { "1959-12-31", 1, 0, 0, 1 },
    { "1960-01-01", 1, 0, 1, 0 }, { "1960-12-31", 1, 0, 1, 0 },
    { "1961-01-01", 1, 0, 0, 0 }, { "1970-01-01", 1, 0, 0, 1 },
    { "1975-12-31", 1, 0, 0, 1 }, { "1976-01-01", 1, 0, 0, 0 },
  };
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    EntView *v = look(aEdges, a[i].zOn, 0);
    const EntMeasureOn *pOn = against(v, "A", "B");
    int iA = state(v, "A");
    int isShort = promise(v, "A", "B") != 0, isRow = promise(v, "B", "C") != 0;
    if (v->alive[iA] != a[i].alive || isShort != a[i].short_ ||
        isRow != a[i].row || (pOn != 0) != a[i].sender) {
      fprintf(stderr, "on %s\n", a[i].zOn);
      CU_FAIL("a row in force on the wrong day");
    }
    CU_ASSERT_PTR_NULL(against(v, "A", "A")); /* never itself */
    CU_ASSERT_PTR_NULL(promise(v, "B", "A")); /* directed */
    CU_ASSERT_EQUAL(v->nAlive, 2 + a[i].alive);
    CU_ASSERT_EQUAL(ent_world_alive(v->world, ENT_COW, iA, v->on), a[i].alive);
    CU_ASSERT_EQUAL(ent_world_alive(v->world, ENT_GW, iA, v->on), 0);
    CU_ASSERT_EQUAL(ent_world_alive(v->world, ENT_COW, state(v, "C"), v->on),
                    1);
    done(v);
  }
}

static void testDead(void) {
  EntView *v = look(aEdges, "1930", 0);
  int iA = state(v, "A");
  CU_ASSERT_EQUAL(v->aAgainstStart[iA], v->aAgainstStart[iA + 1]);
  done(v);
}

static void testTies(void) {
  static const char *const a[] = { COVER_ALL,
                                   "source|s",
                                   "state|A|||",
                                   "state|B|||",
                                   "sanction|2|B|A|trade|partial|0|||",
                                   "sanction|1|B|A|trade|partial|0|||",
                                   "trade|A|B|2020|2|s",
                                   "trade|B|A|2020|3|",
                                   "trade|A|B|2021||s",
                                   0 };
  EntView *v = look(a, "2022", 0);
  const EntWorld *w = v->world;
  CU_ASSERT_STRING_EQUAL(
      w->aSanction[against(v, "A", "B")->aRow[ENT_TRADE]].zId, "1");
  CU_ASSERT_EQUAL(w->nTrade, 2); /* a row without a number says nothing */
  CU_ASSERT_EQUAL(w->aTrade[0].value, 5);
  CU_ASSERT_EQUAL(w->aTrade[1].value, 5);
  CU_ASSERT_EQUAL(w->aTrade[0].iSource, 0); /* the one that is named */
  done(v);
}

static void testKinds(void) {
  static const char *const a[] = { COVER_ALL,
                                   "state|A|||",
                                   "state|B|||",
                                   "state|C|||",
                                   "bloc|EU|Union|",
                                   "bloc|UN|Nations|1",
                                   "member|EU|B||",
                                   "member|UN|B||",
                                   "member|UN|C||",
                                   "member|UN|A||",
                                   "sanction|1|B|A|trade|partial|0.3|||",
                                   "sanction|2|EU|A|trade|complete|0.1|||",
                                   "sanction|3|EU|A|trade|partial|0|||",
                                   "sanction|4|UN|A|arms|complete|0.7|||",
                                   "sanction|5|B|A|arms|partial|0|||",
                                   "sanction|6|B|A|travel|complete|1|2040||",
                                   0 };
  EntView *v = look(a, "2020", 0);
  const EntMeasureOn *p = against(v, "A", "B");
  double trade = weight(v, P_SANCTION_TRADE), arms = weight(v, P_SANCTION_ARMS);
  CU_ASSERT_PTR_NOT_NULL_FATAL(p);
  CU_ASSERT_TRUE(near(p->severity, 1 - (1 - trade) * (1 - arms)));
  CU_ASSERT_TRUE(near(p->own, 1 - (1 - trade) * (1 - arms * 0.5)));
  CU_ASSERT_TRUE(near(p->secondary, 0.7));
  CU_ASSERT_STRING_EQUAL(v->world->aSanction[p->aRow[ENT_TRADE]].zId, "2");
  CU_ASSERT_STRING_EQUAL(v->world->aSanction[p->aRow[ENT_ARMS]].zId, "4");
  CU_ASSERT_EQUAL(p->aRow[ENT_TRAVEL], -1);
  p = against(v, "A", "C");
  CU_ASSERT_PTR_NOT_NULL_FATAL(p);
  CU_ASSERT_TRUE(near(p->severity, arms));
  CU_ASSERT_EQUAL(p->own, 0);
  CU_ASSERT_EQUAL(
      ent_view_member(v, ent_world_bloc(v->world, "EU"), state(v, "B")), 1);
  CU_ASSERT_EQUAL(
      ent_view_member(v, ent_world_bloc(v->world, "EU"), state(v, "C")), 0);
  CU_ASSERT_EQUAL(v->nAlive, 3); /* no spell at all: actors that live */
  done(v);
}

static void testPromises(void) {
  static const char *const a[] = { COVER_ALL,
                                   "state|A|||",
                                   "state|B|||",
                                   "deal|d|||",
                                   "deal|e|||",
                                   "obligation|d|A|B|entente|||",
                                   "obligation|d|A|B|consultation|||",
                                   "obligation|e|B|A|defense|||",
                                   "obligation|d|B|A|nonaggression|||",
                                   0 };
  EntView *v = look(a, "2020", 0);
  const EntPromise *p = promise(v, "A", "B");
  CU_ASSERT_PTR_NOT_NULL_FATAL(p);
  CU_ASSERT_TRUE(near(p->value, 0.6)); /* entente is worth more here ... */
  CU_ASSERT_TRUE(near(p->level, 2));   /* ... consultation stands higher */
  CU_ASSERT_EQUAL(v->world->aObligation[p->iRow].kind, ENT_ENTENTE);
  CU_ASSERT_TRUE(near(promise(v, "B", "A")->value, 1));
  done(v);
  v = look(a, "2020", "e");
  CU_ASSERT_TRUE(near(promise(v, "B", "A")->value, 0.1));
  done(v);
  v = look(a, "2020", "d");
  CU_ASSERT_PTR_NULL(promise(v, "A", "B"));
  done(v);
}

static void testFlows(void) {
  static const char *const a[] = {
    COVER_ALL,
    "state|A|||",
    "state|B|||",
    "state|C|||",
    "deal|d|||",
    "transfer|1|d|A|B|arms|delivered|2010|2010-12-31|",
    "transfer|2||B|A|food|asked|2012||",
    "transfer|3||A|C|arms|delivered|2016-01-01|2016|",
    0
  };
  EntView *v = look(a, "2015-12-31", 0);
  int iA = state(v, "A"), i = v->aFlowStart[iA];
  double age =
      (double)(ent_date_day(2015, 12, 31) - ent_date_day(2010, 12, 31)) /
      365.25;
  CU_ASSERT_EQUAL_FATAL(v->aFlowStart[iA + 1] - i, 2);
  CU_ASSERT_TRUE(near(v->aFlow[i].value, 0.6 * pow(2, -age / 5)));
  CU_ASSERT_TRUE(near(v->aFlow[i + 1].value, 0.2 * 0.2));
  CU_ASSERT_EQUAL(v->aFlowStart[3] - v->aFlowStart[2], 0);
  done(v);
  v = look(a, "2016-01-01", "d");
  CU_ASSERT_EQUAL(v->aFlowStart[1], 2); /* A: with B, with C */
  CU_ASSERT_TRUE(near(v->aFlow[1].value, 0.6));
  done(v);
}

static void testShares(void) {
  static const char *const a[] = { COVER_ALL,
                                   "state|A|||",
                                   "state|B|||",
                                   "state|C|||",
                                   "state|D|||",
                                   "state|E|||",
                                   "spell|cow|A|1900|",
                                   "spell|cow|B|1900|",
                                   "spell|cow|C|1900|2000",
                                   "spell|cow|D|1900|",
                                   "spell|cow|E|1900|",
                                   "trade|A|B|2010|10|",
                                   "trade|B|A|2010|20|",
                                   "trade|A|C|2010|30|",
                                   "trade|A|B|2015|7|",
                                   "trade|A|D|2020|5|",
                                   "trade|D|E|2010|0|",
                                   "total|A|2010|50|70|",
                                   "total|B|2010|1|1|",
                                   "total|A|2015|9|",
                                   0 };
  EntView *v = look(a, "2012-06", 0);
  CU_ASSERT_TRUE(near(share(v, "A", "B"), 30.0 / 120)); /* of the total */
  CU_ASSERT_TRUE(isnan(share(v, "A", "C")));            /* dead */
  CU_ASSERT_TRUE(near(share(v, "B", "A"), 1));      /* total below the rows */
  CU_ASSERT_EQUAL(v->tradeKnown[state(v, "D")], 0); /* all zero */
  CU_ASSERT_EQUAL(v->tradeKnown[state(v, "C")], 0); /* dead */
  done(v);
  v = look(a, "2015", 0);
  CU_ASSERT_TRUE(near(share(v, "A", "B"), 1)); /* half a total is none */
  done(v);
  v = look(a, "2019-12-31", 0);
  CU_ASSERT_TRUE(near(share(v, "A", "B"), 1));
  CU_ASSERT_TRUE(isnan(share(v, "A", "D")));
  done(v);
  v = look(a, "2020", 0);
  CU_ASSERT_TRUE(near(share(v, "A", "D"), 1));
  CU_ASSERT_TRUE(isnan(share(v, "A", "B")));
  CU_ASSERT_TRUE(near(share(v, "B", "A"), 1)); /* still of 2015 */
  done(v);
  v = look(a, "2009", 0);
  CU_ASSERT_EQUAL(v->tradeKnown[state(v, "A")], 0);
  done(v);
}

static void testQuarrels(void) {
  static const char *const a[] = { COVER_ALL,
                                   "state|A|||",
                                   "state|B|||",
                                   "state|C|||",
                                   "border|B|A|2000|",
                                   "border|A|B|2010|2011",
                                   "dispute|p|claim|2000|2020|",
                                   "dispute|q|war|2005|2006|",
                                   "disputant|p|A|A||",
                                   "disputant|p|B|B||",
                                   "disputant|p|C|B|2000|2003",
                                   "disputant|q|A|B||2005-06-30",
                                   "disputant|q|B|A||",
                                   "disputant|q|C|A|2005-07-01|",
                                   0 };
  EntView *v = look(a, "2005", 0);
  const EntQuarrel *p = ent_view_quarrel(v, state(v, "B"), state(v, "A"));
  CU_ASSERT_PTR_NOT_NULL_FATAL(p);
  CU_ASSERT_EQUAL(p->value, weight(v, P_DISPUTE_WAR));
  CU_ASSERT_STRING_EQUAL(v->world->aDispute[p->iRow].zId, "q");
  /* both in q in 2005, but on no common day; p is over for C */
  CU_ASSERT_PTR_NULL(ent_view_quarrel(v, state(v, "A"), state(v, "C")));
  CU_ASSERT_EQUAL(ent_view_borders(v, 0, 1) && ent_view_borders(v, 1, 0), 1);
  CU_ASSERT_EQUAL(ent_view_borders(v, 0, 2), 0);
  CU_ASSERT_EQUAL(v->aBorderStart[3], 2);
  done(v);
  v = look(a, "2007", 0);
  p = ent_view_quarrel(v, 0, 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(p);
  CU_ASSERT_EQUAL(p->value, weight(v, P_DISPUTE_CLAIM));
  done(v);
}

static void testUnknown(void) {
  static const char *const a[] = { "coverage|obligation||2000|2010",
                                   "coverage|trade||2000|2010",
                                   "state|A|||",
                                   "state|B|||",
                                   "deal|d|||",
                                   "obligation|d|A|B|defense|||",
                                   "transfer|1|d|A|B|arms|delivered|2000||",
                                   "trade|A|B|2000|5|",
                                   "sanction|1|A|B|trade|partial|0|||",
                                   "dispute|p||||",
                                   "disputant|p|A|A||",
                                   "disputant|p|B|B||",
                                   0 };
  EntView *v = look(a, "2010-12-31", 0);
  CU_ASSERT_EQUAL(v->aKnown[ENT_L_OBLIGATION], 1);
  CU_ASSERT_EQUAL(v->aKnown[ENT_L_TRANSFER], 0);
  CU_ASSERT_EQUAL(v->aKnown[ENT_L_VOTE], 0);
  CU_ASSERT_PTR_NOT_NULL(promise(v, "A", "B"));
  CU_ASSERT_EQUAL(v->tradeKnown[0], 1);
  CU_ASSERT_EQUAL(v->aFlowStart[2], 0);
  CU_ASSERT_EQUAL(v->aAgainstStart[2], 0);
  CU_ASSERT_EQUAL(v->aQuarrelStart[2], 0);
  done(v);
  v = look(a, "2011", 0);
  CU_ASSERT_EQUAL(v->aKnown[ENT_L_OBLIGATION], 0);
  CU_ASSERT_PTR_NULL(promise(v, "A", "B"));
  CU_ASSERT_EQUAL(v->tradeKnown[0], 0);
  CU_ASSERT_EQUAL(v->aShareStart[2], 0);
  done(v);
}

/* Which sources a view rests on, and what it is without one of them. */
static void testSources(void) {
  static const char *const a[] = { "source|a",
                                   "source|b",
                                   "source|c",
                                   "coverage|trade|a||",
                                   "coverage|sanction|a||",
                                   "coverage|capability|a||",
                                   "state|A|||",
                                   "state|B|||",
                                   "state|C|||",
                                   "state|D|||",
                                   "spell|cow|A|1900|",
                                   "spell|cow|B|1900|",
                                   "spell|cow|C|1900|1950",
                                   "spell|cow|D|1900|",
                                   "capability|A|2000|b|1",
                                   "capability|A|2020|c|1",
                                   "sanction|x|A|C|arms|partial|0|||c",
                                   "sanction|y|A|B|arms|partial|0|||b",
                                   "trade|A|B|2000|1|a",
                                   "trade|A|D|2000|1|b",
                                   "trade|A|B|2005|4|b",
                                   "trade|A|B|2020|5|c",
                                   "total|A|2020|5|5|c",
                                   "total|C|1940|5|5|c",
                                   0 };
  static const char *const aBare[] = { "source|a", "state|A|||", "deal|d|||",
                                       0 };
  uint8_t aMark[3] = { 0, 0, 0 };
  EntView *v = look(a, "2010", 0), *vBare = look(aBare, "2010", 0), *vWithout;
  EntRun run = fresh();
  EntWorld *w;
  ent_view_sources(v, aMark); /* c: of the dead, and of later years */
  CU_ASSERT_TRUE(!aMark[2] && aMark[1]);
  memset(aMark, 0, sizeof(aMark));
  ent_view_sources(vBare, aMark); /* no layer is covered */
  CU_ASSERT_EQUAL(aMark[0], 0);
  CU_ASSERT_TRUE(near(share(v, "A", "B"), 1));
  w = ent_world_variant(&run, v->world);
  CU_ASSERT_PTR_NOT_NULL_FATAL(w);
  w->skipSource = 1; /* its year is gone, and its rows of the year before */
  vWithout = ent_view_new(&run, w, on("2010"), -1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(vWithout);
  CU_ASSERT_TRUE(near(share(vWithout, "A", "B"), 1));
  CU_ASSERT_TRUE(isnan(share(vWithout, "A", "D")));
  ent_view_unref(vWithout);
  w->skipSource = 0; /* what says that trade is covered */
  vWithout = ent_view_new(&run, w, on("2010"), -1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(vWithout);
  CU_ASSERT_TRUE(isnan(share(vWithout, "A", "B")));
  ent_view_unref(vWithout);
  ent_world_unref(w);
  ent_view_unref(vBare);
  done(v);
}

/* Membership ends and begins again; and texts whose hashes are one. */
static void testAgain(void) {
  static const char *const a[] = {
    "state|costarring|||",       "state|liquid|||",       "bloc|N|N|",
    "member|N|liquid|1950|1959", "member|N|liquid|1970|", 0
  };
  EntView *v = look(a, "1975", 0);
  CU_ASSERT_EQUAL(v->n, 2); /* 32 bits of FNV-1a do not tell the two apart */
  CU_ASSERT_EQUAL(ent_view_member(v, 0, state(v, "liquid")), 1);
  CU_ASSERT_EQUAL(ent_view_member(v, 0, state(v, "costarring")), 0);
  done(v);
  v = look(a, "1965", 0);
  CU_ASSERT_EQUAL(ent_view_member(v, 0, state(v, "liquid")), 0);
  done(v);
}

/* A walk without a year, and one that is over. */
static void testYearsEnd(void) {
  EntRun run = fresh();
  EntWorld *w = build(&run, aStory);
  EntYears *p;
  EntYearsAsk ask = { ENT_COW, 1, 0, 2001, 2000, { -1, -1, -1 }, { 0 } };
  CU_ASSERT_PTR_NOT_NULL_FATAL(w);
  p = ent_years_new(&run, w);
  ent_world_unref(w);
  CU_ASSERT_PTR_NOT_NULL_FATAL(p);
  ent_years_start(p, &ask);
  CU_ASSERT_EQUAL(p->isEnd, 1);
  ent_years_next(p);
  CU_ASSERT_EQUAL(p->isEnd, 1);
  ent_years_free(p);
  CU_ASSERT_EQUAL(nLive, 0);
}

/* ---- The slow twin ---- */

static int meets(EntSpan a, EntSpan b, EntSpan c) {
  EntDay first = a.first, last = a.last;
  if (b.first > first) first = b.first;
  if (c.first > first) first = c.first;
  if (b.last < last) last = b.last;
  if (c.last < last) last = c.last;
  return first <= last;
}

static int twinAlive(const EntView *v, int i) {
  const EntWorld *w = v->world;
  for (int k = 0; k < w->anSpell[ENT_COW]; k++) {
    const EntSpell *p = &w->aaSpell[ENT_COW][k];
    if (p->iState == i && meets(p->span, v->on, v->on)) return 1;
  }
  return w->anSpell[ENT_COW] == 0;
}

static int twinKnown(const EntView *v, int layer) {
  const EntWorld *w = v->world;
  for (int k = 0; k < w->nCoverage; k++) {
    if (w->aCoverage[k].layer == layer &&
        meets(w->aCoverage[k].span, v->on, v->on)) {
      return 1;
    }
  }
  return 0;
}

/* All about the ordered pair i, j. */
static void twinPair(const EntView *v, int i, int j) {
  const EntWorld *w = v->world;
  const double *aW = w->aParameter;
  int both = i != j && twinAlive(v, i) && twinAlive(v, j);
  double value = -1, level = -1, flow = 0, found = 0, quarrel = -1;
  double aAll[ENT_NSANCTION] = { 0 }, aOwn[ENT_NSANCTION] = { 0 };
  double all = 1, own = 1, secondary = 0;
  int nFlow = 0, nFound = 0, measures = 0, borders = 0;
  const EntPromise *pPromise = promised(v, i, j);
  const EntMeasureOn *pOn = ent_view_against(v, i, j);
  const EntQuarrel *pQuarrel = ent_view_quarrel(v, i, j);
  for (int k = 0; both && k < w->nObligation; k++) {
    const EntObligation *p = &w->aObligation[k];
    if (p->iFrom != i || p->iTo != j || p->iDeal == v->skipDeal) continue;
    if (!twinKnown(v, ENT_L_OBLIGATION)) continue;
    if (!meets(p->span, w->aDeal[p->iDeal].span, v->on)) continue;
    value = fmax(value, aW[P_OBLIGATION_DEFENSE + p->kind]);
    level = fmax(level, aW[P_LEVEL_DEFENSE + p->kind]);
  }
  CU_ASSERT_EQUAL(pPromise != 0, value >= 0);
  if (pPromise && value >= 0) {
    CU_ASSERT_EQUAL(pPromise->value, value);
    CU_ASSERT_EQUAL(pPromise->level, level);
    CU_ASSERT_EQUAL(
        aW[P_OBLIGATION_DEFENSE + w->aObligation[pPromise->iRow].kind], value);
  }
  for (int k = 0; both && k < w->nTransfer; k++) {
    const EntTransfer *p = &w->aTransfer[k];
    double age = fmax(0, ((double)v->on.last - p->span.last) / 365.25);
    if (!((p->iSupplier == i && p->iRecipient == j) ||
          (p->iSupplier == j && p->iRecipient == i))) {
      continue;
    }
    if (!twinKnown(v, ENT_L_TRANSFER) || p->span.first > v->on.last) continue;
    if (p->iDeal >= 0 && p->iDeal == v->skipDeal) continue;
    nFlow++;
    flow += w->aCategory[p->iCategory].value * w->aStatus[p->iStatus].value *
            pow(2, -age / aW[P_TRANSFER_HALF_LIFE]);
  }
  for (int k = v->aFlowStart[i]; k < v->aFlowStart[i + 1]; k++) {
    if (v->aFlow[k].iOther != j) continue;
    nFound++;
    found += v->aFlow[k].value;
  }
  CU_ASSERT_EQUAL(nFound, nFlow);
  CU_ASSERT_TRUE(near(found, flow));
  for (int k = 0; both && k < w->nSanction; k++) {
    const EntSanction *p = &w->aSanction[k];
    double extent = p->complete ? 1 : aW[P_SANCTION_PARTIAL];
    int isSender = p->iSender == j;
    if (p->iTarget != i || !meets(p->span, v->on, v->on)) continue;
    if (!twinKnown(v, ENT_L_SANCTION)) continue;
    for (int m = 0; p->iBloc >= 0 && m < w->nMember; m++) {
      const EntMember *pM = &w->aMember[m];
      if (pM->iBloc == p->iBloc && pM->iState == j &&
          meets(pM->span, v->on, v->on)) {
        isSender = 1;
      }
    }
    if (!isSender) continue;
    measures = 1;
    secondary = fmax(secondary, p->secondary);
    aAll[p->kind] = fmax(aAll[p->kind], extent);
    if (p->iBloc < 0 || !w->aBloc[p->iBloc].universal) {
      aOwn[p->kind] = fmax(aOwn[p->kind], extent);
    }
  }
  for (int k = 0; k < ENT_NSANCTION; k++) {
    all *= 1 - aW[P_SANCTION_TRADE + k] * aAll[k];
    own *= 1 - aW[P_SANCTION_TRADE + k] * aOwn[k];
  }
  CU_ASSERT_EQUAL(pOn != 0, measures);
  if (pOn) {
    CU_ASSERT_TRUE(near(pOn->severity, 1 - all));
    CU_ASSERT_TRUE(near(pOn->own, 1 - own));
    CU_ASSERT_EQUAL(pOn->secondary, secondary);
    for (int k = 0; k < ENT_NSANCTION; k++) {
      CU_ASSERT_EQUAL(pOn->aRow[k] >= 0, aAll[k] > 0);
    }
  }
  for (int k = 0; both && k < w->nDisputant; k++) {
    const EntDisputant *p = &w->aDisputant[k];
    for (int m = 0; m < w->nDisputant; m++) {
      const EntDisputant *q = &w->aDisputant[m];
      EntSpan span = p->span;
      if (p->iState != i || q->iState != j || p->side == q->side) continue;
      if (p->iDispute != q->iDispute || !twinKnown(v, ENT_L_DISPUTE)) continue;
      if (!ent_date_overlap(span, q->span)) continue;
      if (q->span.first > span.first) span.first = q->span.first;
      if (q->span.last < span.last) span.last = q->span.last;
      if (!meets(span, w->aDispute[p->iDispute].span, v->on)) continue;
      quarrel = fmax(quarrel,
                     aW[P_DISPUTE_CLAIM + w->aDispute[p->iDispute].intensity]);
    }
  }
  CU_ASSERT_EQUAL(pQuarrel != 0, quarrel >= 0);
  if (pQuarrel) CU_ASSERT_EQUAL(pQuarrel->value, quarrel);
  for (int k = 0; both && k < w->nBorder; k++) {
    const EntBorder *p = &w->aBorder[k];
    if (((p->iA == i && p->iB == j) || (p->iA == j && p->iB == i)) &&
        meets(p->span, v->on, v->on)) {
      borders = 1;
    }
  }
  CU_ASSERT_EQUAL(ent_view_borders(v, i, j), borders);
}

/* A state's trade, by partner, from the rows as the builder merged them. */
static void twinTrade(const EntView *v, int i) {
  const EntWorld *w = v->world;
  int year = -1, ofYear = ent_date_year(v->on.last);
  double sum = 0;
  for (int k = 0; k < w->nTrade; k++) {
    if (w->aTrade[k].iState == i && w->aTrade[k].year <= ofYear &&
        w->aTrade[k].year > year) {
      year = w->aTrade[k].year;
    }
  }
  for (int k = 0; k < w->nTrade; k++) {
    if (w->aTrade[k].iState == i && w->aTrade[k].year == year) {
      sum += w->aTrade[k].value;
    }
  }
  CU_ASSERT_EQUAL(v->tradeKnown[i],
                  twinKnown(v, ENT_L_TRADE) && twinAlive(v, i) && sum > 0);
  for (int j = 0; j < v->n; j++) {
    const EntShare *p = ent_view_share(v, i, j);
    double value = NAN, total = sum;
    for (int k = 0; v->tradeKnown[i] && k < w->nTotal; k++) {
      if (w->aTotal[k].iState == i && w->aTotal[k].year == year &&
          w->aTotal[k].value >= sum) {
        total = w->aTotal[k].value;
      }
    }
    for (int k = 0; v->tradeKnown[i] && k < w->nTrade; k++) {
      if (w->aTrade[k].iState == i && w->aTrade[k].iPartner == j &&
          w->aTrade[k].year == year && i != j && twinAlive(v, j)) {
        value = w->aTrade[k].value / total;
      }
    }
    CU_ASSERT_TRUE(near(p ? p->value : NAN, value));
  }
}

static const char *someDate(uint32_t *pSeed, char *z) {
  switch (dice(pSeed, 4)) {
  case 0: return 0;
  case 1: snprintf(z, 16, "20%02u", dice(pSeed, 12)); break;
  case 2:
    snprintf(z, 16, "20%02u-%02u", dice(pSeed, 12), 1 + dice(pSeed, 12));
    break;
  default:
    snprintf(z, 16, "20%02u-%02u-%02u", dice(pSeed, 12), 1 + dice(pSeed, 12),
             1 + dice(pSeed, 28));
  }
  return z;
}

typedef struct Days Days; /* two dates as text, never the wrong way round */
struct Days {
  char aSince[16], aUntil[16];
  const char *zSince, *zUntil;
};

static void someDays(uint32_t *pSeed, Days *p) {
  EntSpan span;
  do {
    p->zSince = someDate(pSeed, p->aSince);
    p->zUntil = someDate(pSeed, p->aUntil);
  } while (!ent_date_span(p->zSince, p->zUntil, &span));
}

static EntWorld *someWorld(EntRun *run, uint32_t *s) {
  static const char *const az[] = { "A", "B", "C", "D", "E", "F" };
  static const char *const azBloc[] = { "X", "Y" };
  static const char *const azId[] = { "1", "2", "3" };
  uint32_t n = 2 + dice(s, 5), nRow = dice(s, 25);
  EntBuild *b = ent_build_new(run);
  Days d;
#define ANY az[dice(s, n)]
  feedParameters(b);
  for (int i = 0; i < ENT_NLAYER; i++) {
    if (dice(s, 4)) {
      someDays(s, &d);
      ent_build_coverage(b, ent_layer_names[i], 0, d.zSince, d.zUntil);
    }
  }
  for (uint32_t i = 0; i < n; i++)
    ent_build_state(b, az[n - 1 - i], 0, 0, 0);
  for (uint32_t i = 0; i < 2 * n && n > 2; i++) {
    someDays(s, &d);
    ent_build_spell(b, "cow", ANY, d.zSince, d.zUntil);
  }
  for (uint32_t i = 0; i < nRow / 4; i++) {
    someDays(s, &d);
    ent_build_border(b, ANY, ANY, d.zSince, d.zUntil);
  }
  ent_build_bloc(b, "Y", 0, 1);
  ent_build_bloc(b, "X", 0, 0);
  for (uint32_t i = 0; i < nRow / 2; i++) {
    someDays(s, &d);
    ent_build_member(b, azBloc[dice(s, 2)], ANY, d.zSince, d.zUntil);
  }
  for (int i = 0; i < 3; i++) {
    someDays(s, &d);
    ent_build_deal(b, azId[i], d.zSince, d.zUntil, 0);
  }
  for (uint32_t i = 0; i < nRow; i++) {
    someDays(s, &d);
    ent_build_obligation(b, azId[dice(s, 3)], ANY, ANY,
                         ent_obligation_names[dice(s, ENT_NOBLIGATION)],
                         d.zSince, d.zUntil, 0);
  }
  for (uint32_t i = 0; i < nRow; i++) {
    someDays(s, &d);
    ent_build_transfer(b, 0, dice(s, 2) ? azId[dice(s, 3)] : 0, ANY, ANY,
                       dice(s, 2) ? "arms" : "food",
                       dice(s, 2) ? "asked" : "delivered", d.zSince, d.zUntil,
                       0);
  }
  for (uint32_t i = 0; i < nRow; i++) {
    someDays(s, &d);
    ent_build_sanction(b, "z", dice(s, 2) ? ANY : azBloc[dice(s, 2)], ANY,
                       ent_sanction_names[dice(s, ENT_NSANCTION)],
                       dice(s, 2) ? "partial" : "complete", dice(s, 5) / 4.0,
                       d.zSince, d.zUntil, 0);
  }
  for (uint32_t i = 0; i < nRow; i++) {
    ent_build_trade(b, ANY, ANY, 2000 + (int)dice(s, 12), dice(s, 4), 0);
  }
  for (uint32_t i = 0; i < n; i++) {
    ent_build_total(b, az[i], 2000 + (int)dice(s, 12), dice(s, 9),
                    dice(s, 9) ? dice(s, 9) : NAN, 0);
  }
  for (int i = 0; i < 3; i++) {
    someDays(s, &d);
    ent_build_dispute(b, azId[i], ent_intensity_names[dice(s, ENT_NINTENSITY)],
                      d.zSince, d.zUntil, 0);
  }
  for (uint32_t i = 0; i < nRow / 2; i++) {
    someDays(s, &d);
    ent_build_disputant(b, azId[dice(s, 3)], ANY, dice(s, 2) ? "A" : "B",
                        d.zSince, d.zUntil);
  }
#undef ANY
  return ent_build_finish(b);
}

static void testTwin(void) {
  uint32_t seed = 2023;
  for (int round = 0; round < 400; round++) {
    EntRun run = fresh();
    EntWorld *w = someWorld(&run, &seed);
    if (w == 0) fprintf(stderr, "test_world: %s\n", run.error.text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(w);
    for (int look_ = 0; look_ < 4; look_++) {
      char zOn[16] = "2005";
      EntView *v;
      int nAlive = 0;
      someDate(&seed, zOn);
      v = ent_view_new(&run, w, on(zOn), (int)dice(&seed, 4) - 1);
      CU_ASSERT_PTR_NOT_NULL_FATAL(v);
      for (int i = 0; i < v->n; i++) {
        CU_ASSERT_EQUAL(v->alive[i], twinAlive(v, i));
        nAlive += v->alive[i];
        twinTrade(v, i);
        for (int j = 0; j < v->n; j++)
          twinPair(v, i, j);
      }
      CU_ASSERT_EQUAL(v->nAlive, nAlive);
      ent_view_unref(v);
    }
    ent_world_unref(w);
    CU_ASSERT_EQUAL(nLive, 0);
  }
}

/* ---- Faults ---- */

/* More states in the world of the faults, so that chunks of memory end now
** before this array, now before that one. */
static int nPad;

/* The whole way from rows to a view; 1 if it got there. */
static int wholeWay(EntRun *run) {
  EntBuild *b = ent_build_new(run);
  EntWorld *w;
  EntView *v = 0;
  if (b == 0) return 0;
  feedParameters(b);
  for (int i = 0; i < nPad; i++) {
    char z[40];
    snprintf(z, sizeof(z), "state|PAD%d|Of no use||", i);
    feed(b, z);
  }
  for (int i = 0; aStory[i]; i++)
    feed(b, aStory[i]);
  w = ent_build_finish(b);
  if (w) v = ent_view_new(run, w, on("2023"), -1);
  ent_world_unref(w);
  if (v) ent_view_unref(ent_view_ref(v));
  ent_view_unref(v);
  return v != 0;
}

static void testNoMemory(void) {
  int k[2] = { 0, 0 };
  for (int once = 0; once < 2; once++) {
    for (k[once] = 0;; k[once]++) {
      EntRun run = fresh();
      int ok;
      nUntil = k[once];
      failsOnce = once;
      ok = wholeWay(&run);
      CU_ASSERT_EQUAL(nLive, 0);
      if (ok || nLive || k[once] > 10000) break;
      CU_ASSERT_EQUAL(run.error.code, ENT_NOMEM);
    }
    begin();
  }
  CU_ASSERT_TRUE(k[0] > 40);
  CU_ASSERT_EQUAL(k[0], k[1]);
  for (nPad = 1; nPad < 4000; nPad += nPad < 60 ? 1 : 1000) {
    int ok = 0;
    for (int i = 0; !ok; i++) {
      EntRun run = fresh();
      nUntil = i;
      ok = wholeWay(&run);
      CU_ASSERT_TRUE(ok || run.error.code == ENT_NOMEM);
      CU_ASSERT_EQUAL(nLive, 0);
    }
  }
  nPad = 0;
  begin();
}

/* Votes of a few roll calls, in years that fill chunks now here, now there. */
static int someVotes(EntRun *run, EntWorld *w, int nYear) {
  EntPoll *p = ent_votes_new(run, w);
  EntVotes *votes;
  if (p == 0) return 0;
  for (int i = 0; i < nYear; i++) {
    char zId[16], zDate[16];
    snprintf(zId, sizeof(zId), "r%d", i);
    snprintf(zDate, sizeof(zDate), "%d", 1900 + i);
    ent_votes_rollcall(p, zId, zDate);
  }
  for (int i = 0; i < nYear; i++) {
    char zId[16];
    snprintf(zId, sizeof(zId), "r%d", i);
    ent_votes_vote(p, zId, "RUS", "yes");
    ent_votes_vote(p, zId, "CHN", "absent");
  }
  votes = ent_votes_finish(p);
  if (votes) CU_ASSERT_EQUAL(votes->nYear, nYear);
  ent_votes_unref(votes);
  return votes != 0;
}

static void testNoMemoryForVotes(void) {
  EntRun quiet = fresh();
  EntWorld *w = build(&quiet, aStory);
  int nBefore = nLive;
  CU_ASSERT_PTR_NOT_NULL_FATAL(w);
  for (int nYear = 0; nYear < 90; nYear++) {
    int ok = 0;
    for (int i = 0; !ok; i++) {
      EntRun run = fresh();
      nUntil = i;
      ok = someVotes(&run, w, nYear);
      CU_ASSERT_TRUE(ok || run.error.code == ENT_NOMEM);
      CU_ASSERT_EQUAL(nLive, nBefore);
    }
    begin();
    nLive = nBefore;
  }
  ent_votes_free(0);
  ent_votes_unref(0);
  ent_world_unref(w);
  CU_ASSERT_EQUAL(nLive, 0);
}

/* What no constraint of a table would let through. */
static void testVotes(void) {
  static const struct {
    const char *zId, *zDate, *zCall, *zState, *zVote, *zError;
  } a[] = {
    { 0, "2000", 0, 0, 0, "roll_call '': '2000' is not a date" },
    { "r", 0, 0, 0, 0, "roll_call 'r': 'NULL' is not a date" },
    { "r", "20", 0, 0, 0, "roll_call 'r': '20' is not a date" },
    { "r", "2000", 0, "RUS", "yes", "vote: no roll_call 'NULL'" },
    { "r", "2000", "a", "RUS", "yes", "vote: no roll_call 'a'" },
    { "r", "2000", "z", "RUS", "yes", "vote: no roll_call 'z'" },
    { "r", "2000", "r", 0, "yes", "vote 'r': no state 'NULL'" },
    { "r", "2000", "r", "XYZ", "yes", "vote 'r': no state 'XYZ'" },
    { "r", "2000", "r", "RUS", 0, "vote 'r': no vote 'NULL'" },
    { "r", "2000", "r", "RUS", "aye", "vote 'r': no vote 'aye'" },
  };
  EntRun run = fresh();
  EntWorld *w = build(&run, aStory);
  EntPoll *p;
  EntVotes *votes;
  CU_ASSERT_PTR_NOT_NULL_FATAL(w);
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    run = fresh();
    p = ent_votes_new(&run, w);
    ent_votes_rollcall(p, a[i].zId, a[i].zDate);
    ent_votes_vote(p, a[i].zCall, a[i].zState, a[i].zVote);
    CU_ASSERT_STRING_EQUAL(run.error.text, a[i].zError);
    CU_ASSERT_PTR_NULL(ent_votes_finish(p));
  }
  run = fresh();
  p = ent_votes_new(&run, w);
  for (int i = 0; i < 9; i++) {
    static const char *const azId[] = { "d", "b", "a", "c", "e",
                                        "h", "g", "f", "i" };
    ent_votes_rollcall(p, azId[i], i % 2 ? "2003" : i % 3 ? "2001" : "2002");
  }
  ent_votes_vote(p, "a", "USA", "no"); /* 2001 */
  ent_votes_vote(p, "f", "CHN", "yes");
  ent_votes_vote(p, "a", "CHN", "abstain");
  ent_votes_vote(p, "i", "CHN", "absent");
  votes = ent_votes_finish(p);
  CU_ASSERT_PTR_NOT_NULL_FATAL(votes);
  CU_ASSERT_EQUAL(ent_votes_since(votes, 1999), 0);
  CU_ASSERT_EQUAL(ent_votes_since(votes, 2050), votes->nYear);
  CU_ASSERT_EQUAL(ent_votes_year(votes, 2050), -1);
  CU_ASSERT_EQUAL(ent_votes_year(votes, 2000), -1);
  CU_ASSERT_EQUAL(ent_votes_year(votes, 2002), -1); /* nobody voted */
  CU_ASSERT_EQUAL_FATAL(ent_votes_year(votes, 2001), 0);
  CU_ASSERT_EQUAL(votes->aYear[0].n, 2);
  CU_ASSERT_EQUAL(votes->aYear[0].known, 0);
  ent_votes_unref(votes);
  ent_world_unref(w);
  CU_ASSERT_EQUAL(nLive, 0);
}

static int countDown(void *p) {
  return (*(int *)p)-- == 0;
}

static void testCancel(void) {
  int k = 0, ok = 0;
  while (!ok && k < 1000) {
    EntRun run = fresh();
    int nLeft = k++;
    run.xCancel = countDown;
    run.pCancel = &nLeft;
    ok = wholeWay(&run);
    CU_ASSERT_EQUAL(nLive, 0);
    if (!ok) CU_ASSERT_EQUAL(run.error.code, ENT_CANCEL);
  }
  CU_ASSERT_TRUE(ok && k > 10);
}

/* ---- Size ---- */

static void testSize(void) {
  enum { nRow = 100000 };
  EntRun run = fresh();
  EntBuild *b = ent_build_new(&run);
  EntWorld *w;
  uint32_t seed = 1;
  char z[32], zOther[32], zId[32];
  feedParameters(b);
  for (int i = 0; i < 1000; i++) {
    snprintf(z, sizeof(z), "S%d", i);
    ent_build_state(b, z, 0, 0, 0);
  }
  for (int i = 0; i < nRow; i++) {
    snprintf(z, sizeof(z), "S%u", dice(&seed, 1000));
    snprintf(zOther, sizeof(zOther), "S%u", dice(&seed, 1000));
    snprintf(zId, sizeof(zId), "transfer-%d", i);
    ent_build_transfer(b, zId, 0, z, zOther, "arms", "delivered", "2001",
                       "2002", 0);
  }
  w = ent_build_finish(b);
  CU_ASSERT_PTR_NOT_NULL_FATAL(w);
  CU_ASSERT_TRUE(w->arena.nByte / nRow < 100);
  for (int i = 1; i < w->nTransfer; i++) {
    const EntTransfer *p = &w->aTransfer[i];
    if (p[-1].iSupplier > p->iSupplier ||
        (p[-1].iSupplier == p->iSupplier && p[-1].iRecipient > p->iRecipient)) {
      CU_FAIL("out of order");
      break;
    }
  }
  ent_world_unref(w);
  CU_ASSERT_EQUAL(nLive, 0);
}

void test_world_register(void) {
  CU_pSuite p = CU_add_suite("world", begin, 0);
  if (p == 0) return;
  CU_add_test(p, "dates", testDates);
  CU_add_test(p, "fold", testFold);
  CU_add_test(p, "memory", testMemory);
  CU_add_test(p, "a sort that is stopped", testSortStops);
  CU_add_test(p, "growing", testGrow);
  CU_add_test(p, "builder errors", testErrors);
  CU_add_test(p, "parameters", testParameters);
  CU_add_test(p, "rows of parameters", testParameterRows);
  CU_add_test(p, "empty world", testEmpty);
  CU_add_test(p, "names and lookups", testNames);
  CU_add_test(p, "order of rows", testOrder);
  CU_add_test(p, "first and last days", testEdges);
  CU_add_test(p, "the dead", testDead);
  CU_add_test(p, "sanctions by kind", testKinds);
  CU_add_test(p, "ties", testTies);
  CU_add_test(p, "promises", testPromises);
  CU_add_test(p, "flows", testFlows);
  CU_add_test(p, "shares", testShares);
  CU_add_test(p, "quarrels and borders", testQuarrels);
  CU_add_test(p, "unknown layers", testUnknown);
  CU_add_test(p, "sources", testSources);
  CU_add_test(p, "members again, and equal hashes", testAgain);
  CU_add_test(p, "years that end", testYearsEnd);
  CU_add_test(p, "votes", testVotes);
  CU_add_test(p, "slow twin", testTwin);
  CU_add_test(p, "no memory", testNoMemory);
  CU_add_test(p, "no memory for votes", testNoMemoryForVotes);
  CU_add_test(p, "interrupted", testCancel);
  CU_add_test(p, "size", testSize);
}
