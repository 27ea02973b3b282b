/*
** The measures: published values, the properties that DESIGN fixes, and a
** comparison with the twin (twin.h) on random worlds.
**
** A world is a Spec: rows in a list, made from a seed or written out, which can
** be scaled, shuffled or changed before they are built. The same suite holds
** for tables of pairs and for pairs computed when asked: compile ext/measure
** with -DENT_TIES_DENSE=0 for the latter.
*/
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "twin.h"

int test_measure_register(void);

/* ---- Memory that can be told to fail ---- */

static long nLeft = -1; /* allocations until failure; -1: never */
static long nOpen;      /* blocks not yet freed */

static void *test_realloc(void *p, size_t n) {
  void *pNew;
  if (nLeft == 0) return 0;
  if (nLeft > 0) nLeft--;
  pNew = realloc(p, n ? n : 1);
  if (p == 0 && pNew) nOpen++;
  return pNew;
}

static void test_free(void *p) {
  if (p) nOpen--;
  free(p);
}

static const EntMem mem = { test_realloc, test_free };

static EntRun run_new(void) {
  EntRun run;
  memset(&run, 0, sizeof(run));
  run.mem = &mem;
  return run;
}

/* ---- Worlds from lists of rows ---- */

typedef enum Table {
  T_PARAMETER,
  T_COVERAGE,
  T_STATE,
  T_SPELL,
  T_BORDER,
  T_BLOC,
  T_MEMBER,
  T_CAPABILITY,
  T_DEAL,
  T_PARTY,
  T_OBLIGATION,
  T_TRANSFER,
  T_SANCTION,
  T_TRADE,
  T_TOTAL,
  T_DISPUTE,
  T_DISPUTANT,
  T_REDLINE,
  T_COUNT
} Table;

typedef struct Row Row; /* one row of any table */
struct Row {
  Table table;
  char az[6][32]; /* texts; empty: NULL */
  double a[6];    /* numbers */
  int year;
};

#define SPEC_MAX 600
typedef struct Spec Spec;
struct Spec {
  uint64_t seed;
  int n;
  Row a[SPEC_MAX];
};

static uint64_t next(Spec *p) {
  p->seed ^= p->seed << 13;
  p->seed ^= p->seed >> 7;
  p->seed ^= p->seed << 17;
  return p->seed;
}

static int upto(Spec *p, int n) { /* 0 .. n-1 */
  return (int)(next(p) >> 40) % n;
}

static double unit(Spec *p) { /* [0,1) */
  return (double)(next(p) >> 11) / 9007199254740992.0;
}

static Row *add(Spec *p, Table table, const char *z0, const char *z1,
                const char *z2, const char *z3) {
  const char *az[] = { z0, z1, z2, z3 };
  Row *pRow = &p->a[p->n];
  if (p->n + 1 < SPEC_MAX) p->n++;
  memset(pRow, 0, sizeof(*pRow));
  pRow->table = table;
  for (int i = 0; i < 4; i++)
    snprintf(pRow->az[i], sizeof(pRow->az[i]), "%s", az[i] ? az[i] : "");
  return pRow;
}

static void set(Spec *p, const char *zParameter, double value) {
  for (int i = 0; i < p->n; i++) {
    if (p->a[i].table == T_PARAMETER && !strcmp(p->a[i].az[0], zParameter)) {
      p->a[i].a[0] = value;
      return;
    }
  }
  add(p, T_PARAMETER, zParameter, 0, 0, 0)->a[0] = value;
}

static void defaults(Spec *p) {
  static const struct {
    const char *z;
    double x;
  } a[] = {
    { "obligation.defense", 1 },
    { "obligation.offense", 1 },
    { "obligation.neutrality", .5 },
    { "obligation.nonaggression", .1 },
    { "obligation.consultation", .4 },
    { "obligation.entente", .3 },
    { "level.defense", 3 },
    { "level.offense", 3 },
    { "level.neutrality", 2 },
    { "level.nonaggression", 1 },
    { "level.consultation", 2 },
    { "level.entente", 1 },
    { "similarity.binary_level", 2 },
    { "strength.obligation", .6 },
    { "strength.transfer", .5 },
    { "strength.trade", .5 },
    { "strength.similarity", .3 },
    { "strength.saturation", .1 },
    { "transfer.half_life", 5 },
    { "transfer.category.arms", .9 },
    { "transfer.category.food", .2 },
    { "transfer.status.delivered", 1 },
    { "transfer.status.reported", .5 },
    { "sanction.trade", .6 },
    { "sanction.arms", .3 },
    { "sanction.military", .2 },
    { "sanction.financial", .5 },
    { "sanction.travel", .1 },
    { "sanction.other", .1 },
    { "sanction.partial", .5 },
    { "sanction.propagation", .5 },
    { "hostility.sanction", .5 },
    { "hostility.dispute", .8 },
    { "dispute.claim", .2 },
    { "dispute.incident", .4 },
    { "dispute.clash", .7 },
    { "dispute.war", 1 },
    { "dispute.unspecified", .4 },
    { "bystander.base", .5 },
    { "bystander.exposure", .25 },
    { "bystander.pivot", .15 },
    { "bystander.triads", .1 },
    { "options.entrapment", .5 },
    { "options.promise", .5 },
    { "threat.border", 1 },
    { "threat.region", .6 },
    { "threat.distant", .3 },
    { "network.katz_alpha", .85 },
  };
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++)
    set(p, a[i].z, a[i].x);
}

static void covered(Spec *p) {
  for (int i = 0; i < ENT_NLAYER; i++)
    add(p, T_COVERAGE, ent_layer_names[i], "src", 0, 0);
}

static void state(Spec *p, const char *zCode) {
  add(p, T_STATE, zCode, 0, 0, 0);
  add(p, T_SPELL, zCode, "1900", 0, 0);
}

/* A deal of its own for each promise. */
static void promise(Spec *p, const char *zFrom, const char *zTo,
                    const char *zKind) {
  char zDeal[24];
  snprintf(zDeal, sizeof(zDeal), "%s-%s-%d", zFrom, zTo, p->n);
  add(p, T_DEAL, zDeal, 0, 0, 0);
  add(p, T_OBLIGATION, zDeal, zFrom, zTo, zKind);
}

static void trade(Spec *p, const char *zA, const char *zB, double value) {
  Row *pRow = add(p, T_TRADE, zA, zB, 0, 0);
  pRow->year = 2020;
  pRow->a[0] = value;
}

static void capability(Spec *p, const char *z, double tpop) {
  Row *pRow = add(p, T_CAPABILITY, z, 0, 0, 0);
  pRow->year = 2020;
  for (int c = 0; c < 6; c++)
    pRow->a[c] = NAN;
  pRow->a[ENT_TPOP] = tpop;
}

static void sanction(Spec *p, const char *zSender, const char *zTarget,
                     const char *zKind, const char *zExtent, double reach) {
  add(p, T_SANCTION, zSender, zTarget, zKind, zExtent)->a[0] = reach;
}

static void dispute(Spec *p, const char *zA, const char *zB, const char *z) {
  char zId[24];
  snprintf(zId, sizeof(zId), "dispute%d", p->n);
  add(p, T_DISPUTE, zId, z, 0, 0);
  add(p, T_DISPUTANT, zId, zA, "A", 0);
  add(p, T_DISPUTANT, zId, zB, "B", 0);
}

static const char *orNull(const char *z) {
  return z[0] ? z : 0;
}

static void emit(EntBuild *b, const Row *p, int i) {
  const char *z0 = orNull(p->az[0]), *z1 = orNull(p->az[1]);
  const char *z2 = orNull(p->az[2]), *z3 = orNull(p->az[3]);
  const char *z4 = orNull(p->az[4]), *z5 = orNull(p->az[5]);
  char zId[24];
  snprintf(zId, sizeof(zId), "row%d", i);
  switch (p->table) {
  case T_PARAMETER:
    ent_build_parameter(b, z0, p->a[0], p->a[0], p->a[0]);
    break;
  case T_COVERAGE: ent_build_coverage(b, z0, z1, z2, z3); break;
  case T_STATE: ent_build_state(b, z0, z0, z1, 0); break;
  case T_SPELL: ent_build_spell(b, "cow", z0, z1, z2); break;
  case T_BORDER: ent_build_border(b, z0, z1, z2, z3); break;
  case T_BLOC: ent_build_bloc(b, z0, z0, p->a[0] > 0); break;
  case T_MEMBER: ent_build_member(b, z0, z1, z2, z3); break;
  case T_CAPABILITY: ent_build_capability(b, z0, p->year, p->a, "src"); break;
  case T_DEAL: ent_build_deal(b, z0, z1, z2, "src"); break;
  case T_PARTY: ent_build_party(b, z0, z1, z2); break;
  case T_OBLIGATION:
    ent_build_obligation(b, z0, z1, z2, z3, z4, z5, "src");
    break;
  case T_TRANSFER:
    ent_build_transfer(b, p->a[0] > 0 ? zId : 0, z5, z0, z1, z2, z3, z4, z4,
                       "src");
    break;
  case T_SANCTION:
    ent_build_sanction(b, zId, z0, z1, z2, z3, p->a[0], z4, z5, "src");
    break;
  case T_TRADE: ent_build_trade(b, z0, z1, p->year, p->a[0], "src"); break;
  case T_TOTAL: ent_build_total(b, z0, p->year, p->a[0], p->a[1], "src"); break;
  case T_DISPUTE: ent_build_dispute(b, z0, z1, z2, z3, "src"); break;
  case T_DISPUTANT: ent_build_disputant(b, z0, z1, z2, z3, 0); break;
  case T_REDLINE: ent_build_redline(b, zId, z0, z1, z2, z3, 0, z4); break;
  case T_COUNT: break;
  }
}

static EntWorld *build(const Spec *p, EntRun *run) {
  EntBuild *b = ent_build_new(run);
  if (b == 0) return 0;
  ent_build_source(b, "src");
  for (int t = 0; t < T_COUNT; t++) {
    for (int i = 0; i < p->n; i++)
      if ((int)p->a[i].table == t) emit(b, &p->a[i], i);
  }
  return ent_build_finish(b);
}

static EntSpan day(const char *z) {
  EntSpan span = { 0, 0 };
  ent_date_parse(z, &span);
  return span;
}

/* A world with its ties, for a test. */
typedef struct Lab Lab;
struct Lab {
  EntRun run;
  EntWorld *world;
  EntView *view;
  EntTies *ties;
};

static int lab_open_on(Lab *p, const Spec *pSpec, const char *zOn, int skip) {
  memset(p, 0, sizeof(*p));
  p->run = run_new();
  p->world = build(pSpec, &p->run);
  if (p->world) p->view = ent_view_new(&p->run, p->world, day(zOn), skip);
  if (p->view) p->ties = ent_ties_new(&p->run, p->view);
  if (p->ties == 0) fprintf(stderr, "%s\n", p->run.error.text);
  return p->ties != 0;
}

static void lab_open(Lab *p, const Spec *pSpec) {
  int ok = lab_open_on(p, pSpec, "2021-06-15", -1);
  CU_ASSERT_TRUE_FATAL(ok);
}

static void lab_close(Lab *p) {
  ent_ties_unref(p->ties);
  ent_view_unref(p->view);
  ent_world_unref(p->world);
}

static int id(const Lab *p, const char *zCode) {
  return ent_world_state(p->world, zCode);
}

/* Sides as bits and as lists. */
typedef struct Side Side;
struct Side {
  int32_t a[TWIN_MAX];
  EntSide side;
};

static const EntSide *members(Side *p, unsigned bits) {
  p->side.n = 0;
  p->side.aState = p->a;
  for (int i = 0; i < TWIN_MAX; i++)
    if (bits >> i & 1u) p->a[p->side.n++] = i;
  return &p->side;
}

static const EntSide *named(Side *p, const Lab *pLab, const char *zA,
                            const char *zB) {
  unsigned bits = 1u << id(pLab, zA);
  if (zB) bits |= 1u << id(pLab, zB);
  return members(p, bits);
}

static int same(double x, double y, double tolerance) {
  if (isnan(x) || isnan(y)) return isnan(x) && isnan(y);
  return fabs(x - y) <= tolerance;
}

#define NEAR(x, y) CU_ASSERT_DOUBLE_EQUAL(x, y, 1e-12)

/* ---- Random worlds ---- */

static void scatter(Spec *p, char *zSince, char *zUntil) {
  zSince[0] = zUntil[0] = 0;
  if (upto(p, 3) == 0) snprintf(zSince, 24, "%d", 2000 + upto(p, 23));
  if (upto(p, 4) == 0) snprintf(zUntil, 24, "%d", 2018 + upto(p, 9));
  if (zSince[0] && zUntil[0] && strcmp(zSince, zUntil) > 0) zSince[0] = 0;
}

static const char *some(Spec *p, char *z, int n) {
  snprintf(z, 24, "S%02d", upto(p, n));
  return z;
}

static void random_rows(Spec *p, int n) {
  static const char *const azCategory[] = { "arms", "food" };
  static const char *const azStatus[] = { "delivered", "reported" };
  static const char *const azExtent[] = { "partial", "complete" };
  static const double aReach[] = { 0, 0, .3, 1 };
  char zA[24], zB[24], zX[24];
  int nDeal = upto(p, 12), nDispute = upto(p, 4);
  for (int i = 0; i < nDeal; i++) {
    Row *pRow;
    snprintf(zX, sizeof(zX), "deal%02d", i);
    pRow = add(p, T_DEAL, zX, 0, 0, 0);
    scatter(p, pRow->az[1], pRow->az[2]);
    for (int k = 0; k < 2; k++)
      add(p, T_PARTY, zX, some(p, zA, n), ent_role_names[upto(p, 4) / 3], 0);
    for (int k = upto(p, 4); k > 0; k--) {
      pRow = add(p, T_OBLIGATION, zX, some(p, zA, n), some(p, zB, n),
                 ent_obligation_names[upto(p, ENT_NOBLIGATION)]);
      scatter(p, pRow->az[4], pRow->az[5]);
    }
  }
  for (int i = upto(p, 12); i > 0; i--) {
    Row *pRow = add(p, T_TRANSFER, some(p, zA, n), some(p, zB, n),
                    azCategory[upto(p, 2)], azStatus[upto(p, 2)]);
    if (upto(p, 3)) snprintf(pRow->az[4], 24, "%d", 2005 + upto(p, 19));
    if (nDeal && upto(p, 2))
      snprintf(pRow->az[5], 24, "deal%02d", upto(p, nDeal));
    pRow->a[0] = upto(p, 2);
  }
  for (int i = upto(p, 16); i > 0; i--) {
    Row *pRow;
    int bloc = upto(p, 4) == 0;
    snprintf(zX, sizeof(zX), bloc ? "BLOC%d" : "S%02d", upto(p, bloc ? 2 : n));
    pRow =
        add(p, T_SANCTION, zX, some(p, zB, n),
            ent_sanction_names[upto(p, ENT_NSANCTION)], azExtent[upto(p, 2)]);
    pRow->a[0] = aReach[upto(p, 4)];
    scatter(p, pRow->az[4], pRow->az[5]);
  }
  for (int i = 0; i < nDispute; i++) {
    snprintf(zX, sizeof(zX), "dispute%d", i);
    add(p, T_DISPUTE, zX, ent_intensity_names[upto(p, ENT_NINTENSITY)], 0, 0);
    for (int k = 0; k < 3; k++) {
      Row *pRow =
          add(p, T_DISPUTANT, zX, some(p, zA, n), k == 1 ? "B" : "A", 0);
      if (upto(p, 4) == 0) snprintf(pRow->az[3], 24, "2021-06");
    }
  }
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) {
      Row *pRow;
      if (i == j || upto(p, 3) == 0) continue;
      snprintf(zA, sizeof(zA), "S%02d", i);
      snprintf(zB, sizeof(zB), "S%02d", j);
      pRow = add(p, T_TRADE, zA, zB, 0, 0);
      pRow->year = 2018 + upto(p, 3) * 2;
      pRow->a[0] = upto(p, 6) ? 100 * unit(p) : 0;
    }
  }
}

static void random_spec(Spec *p, uint64_t seed) {
  static const char *const azRegion[] = { "", "east", "west" };
  char zA[24], zB[24];
  int n, allKnown, capabilities;
  memset(p, 0, sizeof(*p));
  p->seed = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
  for (int i = 0; i < 8; i++)
    next(p);
  n = 1 + upto(p, 8);
  allKnown = upto(p, 2);
  capabilities = upto(p, 4); /* 0: nobody's */
  defaults(p);
  if (upto(p, 8) == 0) set(p, "obligation.neutrality", 0);
  for (int i = 0; i < ENT_NLAYER; i++)
    if (allKnown || upto(p, 4))
      add(p, T_COVERAGE, ent_layer_names[i], "src", 0, 0);
  for (int i = 0; i < n; i++) {
    snprintf(zA, sizeof(zA), "S%02d", i);
    add(p, T_STATE, zA, azRegion[upto(p, 3)], 0, 0);
    add(p, T_SPELL, zA, "1950", upto(p, 7) ? 0 : "2019", 0);
  }
  add(p, T_BLOC, "BLOC0", 0, 0, 0)->a[0] = 1;
  add(p, T_BLOC, "BLOC1", 0, 0, 0);
  for (int i = 0; i < n; i++) {
    Row *pRow;
    snprintf(zA, sizeof(zA), "S%02d", i);
    if (upto(p, 2)) add(p, T_MEMBER, "BLOC0", zA, 0, 0);
    if (upto(p, 3) == 0)
      add(p, T_MEMBER, "BLOC1", zA, 0, upto(p, 3) ? 0 : "2020");
    if (capabilities == 0 || upto(p, 5) == 0) continue;
    for (int k = 0; k < 2; k++) {
      pRow = add(p, T_CAPABILITY, zA, 0, 0, 0);
      pRow->year = 2017 + 4 * k;
      for (int c = 0; c < ENT_NCOMPONENT; c++)
        pRow->a[c] = upto(p, 4) ? floor(1000 * unit(p) * unit(p)) : NAN;
      if (capabilities == 1 && k == 1)
        for (int c = 0; c < ENT_NCOMPONENT; c++)
          pRow->a[c] = upto(p, 2) ? 0 : NAN;
    }
    if (upto(p, 4) == 0) {
      pRow = add(p, T_TOTAL, zA, 0, 0, 0);
      pRow->year = 2022;
      pRow->a[0] = pRow->a[1] = 300 * unit(p);
    }
  }
  for (int i = upto(p, 5); i > 0; i--)
    add(p, T_BORDER, some(p, zA, n), some(p, zB, n), 0, 0);
  random_rows(p, n);
}

static void shuffle(Spec *p) {
  for (int i = p->n - 1; i > 0; i--) {
    int j = upto(p, i + 1);
    Row row = p->a[i];
    p->a[i] = p->a[j];
    p->a[j] = row;
  }
}

/* ---- Receipts ---- */

typedef struct Sum Sum; /* an EntParts that adds up */
struct Sum {
  EntParts parts;
  double sum;
  int nRow, nUnknown, nBad;
};

static int sum_part(EntParts *pParts, const EntPart *p) {
  Sum *pSum = (Sum *)pParts;
  pSum->nRow++;
  if (isnan(p->contribution)) {
    pSum->nUnknown++;
    if (p->zReason == 0) pSum->nBad++;
  } else {
    pSum->sum += p->contribution;
    if (p->contribution < 0) pSum->nBad++;
  }
  if (p->zLayer == 0) pSum->nBad++;
  return ENT_OK;
}

static Sum sum_new(void) {
  Sum sum = { { sum_part }, 0, 0, 0, 0 };
  return sum;
}

/* The receipt agrees with the score: all unknown, or the same sum. */
static int receipt(const Sum *p, double score) {
  if (p->nRow == 0 || p->nBad) return 0;
  if (isnan(score)) return p->nUnknown == p->nRow;
  return fabs(p->sum - score) <= 1e-12;
}

/* ---- The comparison with the twin ---- */

static int seeds(void) {
  return 400;
}

/* Says which world and measure failed, once for each. */
static int checked(const char *z, int seed, int i, double x, double y) {
  if (same(x, y, 1e-12)) return 1;
  fprintf(stderr, "seed %d, %s of %d: %.17g, twin %.17g\n", seed, z, i, x, y);
  return 0;
}

static const char *date_of(int seed) {
  return seed % 5 == 0 ? "2021" : "2021-06-15";
}

static void test_twin_pairs(void) {
  static Spec spec;
  for (int seed = 1; seed <= seeds(); seed++) {
    Twin t;
    Lab lab;
    int bad = 0;
    random_spec(&spec, (uint64_t)seed);
    CU_ASSERT_TRUE_FATAL(lab_open_on(&lab, &spec, date_of(seed), -1));
    twin_init(&t, lab.world, day(date_of(seed)), -1);
    for (int i = 0; i < t.n; i++) {
      bad += !checked("cinc", seed, i, lab.ties->aCinc[i], t.cinc[i]);
      for (int j = 0; j < t.n; j++) {
        EntTies *x = lab.ties;
        bad += !checked("kappa", seed, i, ent_similarity_kappa(x, i, j),
                        twin_kappa(&t, i, j));
        bad += !checked("strength", seed, i, ent_strength_pair(x, i, j),
                        twin_strength(&t, i, 1u << j));
        bad += !checked("depth", seed, i, ent_strength_depth(x, i, j),
                        twin_depth(&t, i, j));
        bad += !checked("bond", seed, i, ent_strength_bond(x, i, j),
                        twin_bond(&t, i, j));
        bad += !checked("hostility", seed, i, ent_hostility_pair(x, i, j),
                        twin_hostility(&t, i, j));
        bad += !checked("leverage", seed, i, ent_leverage_over(x, i, j),
                        twin_leverage(&t, i, j));
      }
    }
    CU_ASSERT_EQUAL(bad, 0);
    lab_close(&lab);
  }
}

static void test_twin_states(void) {
  static Spec spec;
  for (int seed = 1; seed <= seeds(); seed++) {
    Twin t;
    Lab lab;
    int bad = 0;
    double aPropagated[TWIN_MAX], aTwin[TWIN_MAX];
    random_spec(&spec, (uint64_t)seed);
    CU_ASSERT_TRUE_FATAL(lab_open_on(&lab, &spec, date_of(seed), -1));
    twin_init(&t, lab.world, day(date_of(seed)), -1);
    twin_propagated(&t, aTwin);
    CU_ASSERT_EQUAL(ent_exposure_propagated(&lab.run, lab.ties, aPropagated),
                    ENT_OK);
    for (int i = 0; i < t.n; i++) {
      EntExposure e;
      EntChain chain, *aChain = 0;
      Sum sum = sum_new();
      double direct, total = twin_exposure(&t, i, 0, 0, &direct);
      int n = 0;
      ent_exposure_state(lab.ties, i, 0, 0, &e);
      bad += !checked("direct", seed, i, e.direct, direct);
      bad += !checked("total", seed, i, e.total, total);
      bad += !checked("secondary", seed, i, e.secondary, total - direct);
      ent_exposure_parts(&lab.run, lab.ties, i, &sum.parts);
      bad += !receipt(&sum, e.total);
      bad += !checked("propagated", seed, i, aPropagated[i], aTwin[i]);
      ent_entrapment_state(lab.ties, i, &chain);
      bad +=
          !checked("entrapment", seed, i, chain.value, twin_entrapment(&t, i));
      CU_ASSERT_EQUAL(ent_entrapment_chains(&lab.run, lab.ties, i, &n, &aChain),
                      ENT_OK);
      if (n) {
        bad += !same(aChain[0].value, chain.value, 0);
        for (int c = 1; c < n; c++)
          bad += aChain[c].value > aChain[c - 1].value;
      } else {
        bad += chain.value > 0;
      }
      ent_run_free(&lab.run, aChain);
      bad += !checked("isolation", seed, i, ent_isolation_state(lab.ties, i),
                      twin_isolation(&t, i));
      bad += !checked("threat", seed, i, ent_threat_state(lab.ties, i),
                      twin_threat(&t, i));
    }
    CU_ASSERT_EQUAL(bad, 0);
    lab_close(&lab);
  }
}

static int in_unit(double x) {
  return isnan(x) || (x >= 0 && x <= 1);
}

/* Two random sides; sometimes they overlap, or are empty. */
static void random_sides(Spec *p, int n, unsigned *pA, unsigned *pB) {
  unsigned all = (1u << n) - 1;
  *pA = (unsigned)next(p) & (unsigned)next(p) & all;
  *pB = (unsigned)next(p) & all;
  if (upto(p, 3)) *pB &= ~*pA;
}

static void test_twin_sides(void) {
  static Spec spec;
  for (int seed = 1; seed <= seeds(); seed++) {
    Twin t;
    Lab lab;
    Side sideA, sideB;
    unsigned a, b;
    int bad = 0;
    random_spec(&spec, (uint64_t)seed);
    CU_ASSERT_TRUE_FATAL(lab_open_on(&lab, &spec, date_of(seed), -1));
    twin_init(&t, lab.world, day(date_of(seed)), -1);
    for (int round = 0; round < 4; round++) {
      random_sides(&spec, t.n, &a, &b);
      members(&sideA, a);
      members(&sideB, b);
      for (int k = 0; k < t.n; k++) {
        TwinBystander w;
        EntBystander s, mirrored;
        EntOptions o;
        EntExposure e;
        Sum sum = sum_new(), parts = sum_new();
        double aX[4], aY[4], aValue[ENT_NOPTION];
        ent_strength_layers(lab.ties, k, &sideA.side, aX);
        twin_layers(&t, k, a, aY);
        for (int l = 0; l < 4; l++)
          bad += !checked("layer", seed, k, aX[l], aY[l]);
        bad += !checked("side", seed, k,
                        ent_strength_side(lab.ties, k, &sideA.side),
                        twin_strength(&t, k, a));
        ent_strength_parts(&lab.run, lab.ties, k, &sideA.side, &sum.parts);
        bad += !receipt(&sum, twin_strength(&t, k, a));
        ent_exposure_state(lab.ties, k, &sideA.side, .25, &e);
        bad += !checked("what if", seed, k, e.total,
                        twin_exposure(&t, k, a, .25, 0));
        twin_bystander(&t, k, a, b, &w);
        ent_bystander_score(lab.ties, k, &sideA.side, &sideB.side, &s);
        bad += !checked("bystander", seed, k, s.score, w.score);
        bad += !checked("pivot", seed, k, s.pivot, w.pivot);
        bad += !checked("triads", seed, k, s.unbalanced, w.unbalanced);
        bad += !checked("backing A", seed, k, s.exposureA, w.exposureA);
        bad += !checked("backing B", seed, k, s.exposureB, w.exposureB);
        bad += !in_unit(s.score);
        bad += isnan(s.score) != (s.zReason != 0);
        ent_bystander_score(lab.ties, k, &sideB.side, &sideA.side, &mirrored);
        bad += !same(s.score, mirrored.score, 1e-15);
        ent_bystander_parts(&lab.run, lab.ties, k, &sideA.side, &sideB.side,
                            &parts.parts);
        bad += !receipt(&parts, s.score);
        twin_options(&t, k, a, b, aValue);
        ent_options_rank(lab.ties, k, &sideA.side, &sideB.side, &o);
        for (int i = 0; i < ENT_NOPTION; i++) {
          bad +=
              !checked(ent_option_names[i], seed, k, o.a[i].value, aValue[i]);
          bad += isnan(o.a[i].value) && (o.a[i].rank || !o.a[i].zReason);
          for (int j = 0; j < ENT_NOPTION; j++)
            bad += o.a[i].rank && o.a[j].rank > o.a[i].rank &&
                   o.a[j].value > o.a[i].value;
        }
      }
    }
    CU_ASSERT_EQUAL(bad, 0);
    lab_close(&lab);
  }
}

static void test_twin_impact(void) {
  static Spec spec;
  for (int seed = 1; seed <= seeds() / 2; seed++) {
    Lab lab;
    random_spec(&spec, (uint64_t)seed);
    CU_ASSERT_TRUE_FATAL(lab_open_on(&lab, &spec, date_of(seed), -1));
    for (int d = 0; d < lab.world->nDeal; d++) {
      Twin with, without;
      EntView *v;
      EntTies *t;
      EntImpact *a = 0;
      EntSide party = { 0, 0 }, opponents = { 0, 0 };
      Side side;
      int n = 0, bad = 0;
      unsigned parties = 0, foes;
      v = ent_view_new(&lab.run, lab.world, day(date_of(seed)), d);
      CU_ASSERT_PTR_NOT_NULL_FATAL(v);
      t = ent_ties_new(&lab.run, v);
      CU_ASSERT_PTR_NOT_NULL_FATAL(t);
      twin_init(&with, lab.world, day(date_of(seed)), -1);
      twin_init(&without, lab.world, day(date_of(seed)), d);
      for (int i = 0; i < lab.world->nParty; i++) {
        const EntParty *p = &lab.world->aParty[i];
        if (p->iDeal == d && p->role == ENT_PARTY) parties |= 1u << p->iState;
      }
      foes = twin_opponents(&with, parties);
      party = *members(&side, parties);
      CU_ASSERT_EQUAL(
          ent_hostility_opponents(&lab.run, lab.view, &party, &opponents),
          ENT_OK);
      for (int i = 0; i < with.n; i++)
        bad += ent_side_has(&opponents, i) != (int)(foes >> i & 1u);
      ent_run_free(&lab.run, opponents.aState);
      CU_ASSERT_EQUAL(ent_impact_deal(&lab.run, lab.ties, t, d, &n, &a),
                      ENT_OK);
      for (int i = 0; i < n; i++) {
        double x = NAN, y = NAN;
        int k = a[i].iState, m = a[i].iAbout;
        if (!strcmp(a[i].zMeasure, "alliance_strength")) {
          x = twin_strength(&with, k, 1u << m);
          y = twin_strength(&without, k, 1u << m);
        } else if (!strcmp(a[i].zMeasure, "leverage")) {
          x = twin_leverage(&with, k, m);
          y = twin_leverage(&without, k, m);
        } else if (!strcmp(a[i].zMeasure, "entrapment")) {
          x = twin_entrapment(&with, k);
          y = twin_entrapment(&without, k);
        } else if (!strcmp(a[i].zMeasure, "threat")) {
          x = twin_threat(&with, k);
          y = twin_threat(&without, k);
        } else if (!strcmp(a[i].zMeasure, "isolation")) {
          x = twin_isolation(&with, k);
          y = twin_isolation(&without, k);
        } else if (!strcmp(a[i].zMeasure, "sanction_exposure")) {
          x = twin_exposure(&with, k, 0, 0, 0);
          y = twin_exposure(&without, k, 0, 0, 0);
        } else {
          TwinBystander s;
          twin_bystander(&with, k, parties, foes, &s);
          x = s.score;
          for (int p = 0; p < with.n; p++) {
            if (!(parties >> p & 1u)) continue;
            twin_bystander(&without, k, 1u << p, foes, &s);
            y = fmax(y, s.score);
          }
        }
        bad += !checked(a[i].zMeasure, seed, k, a[i].with, x);
        bad += !checked(a[i].zMeasure, seed, k, a[i].without, y);
        if (i) {
          int order = strcmp(a[i - 1].zMeasure, a[i].zMeasure);
          bad += a[i - 1].iState > a[i].iState;
          bad += a[i - 1].iState == a[i].iState &&
                 (order > 0 || (order == 0 && a[i - 1].iAbout >= a[i].iAbout));
        }
      }
      CU_ASSERT_EQUAL(bad, 0);
      ent_run_free(&lab.run, a);
      ent_ties_unref(t);
      ent_view_unref(v);
    }
    lab_close(&lab);
  }
}

/* ---- Published values ---- */

/* Signorino and Ritter 1999, table 6: Germany and Russia in 1914. */
static void test_kappa_table6(void) {
  static const char *const az[] = {
    "GMY", "RUS", "UKG", "FRN", "AUH", "ITA", "BEL", "SPN", "TUR", "NTH",
    "SWD", "RUM", "POR", "SWZ", "GRC", "DEN", "YUG", "BUL", "NOR", "ALB",
  };
  static Spec spec;
  Lab lab;
  memset(&spec, 0, sizeof(spec));
  defaults(&spec);
  set(&spec, "similarity.binary_level", 1);
  covered(&spec);
  for (int i = 0; i < 20; i++)
    state(&spec, az[i]);
  promise(&spec, "GMY", "AUH", "defense");
  promise(&spec, "GMY", "ITA", "defense");
  promise(&spec, "GMY", "RUM", "defense");
  promise(&spec, "RUS", "UKG", "entente");
  promise(&spec, "RUS", "FRN", "defense");
  promise(&spec, "RUS", "ITA", "entente");
  lab_open(&lab, &spec);
  NEAR(ent_similarity_kappa(lab.ties, id(&lab, "GMY"), id(&lab, "RUS")), .0625);
  NEAR(ent_similarity_kappa(lab.ties, id(&lab, "GMY"), id(&lab, "GMY")), 1);
  lab_close(&lab);
}

static void test_kappa_counts(void) {
  /* Haege 2011, pages 291, 296 and 297 */
  CU_ASSERT_DOUBLE_EQUAL(ent_similarity_counts(10, 3, 4, 1), -.0869565, 5e-8);
  NEAR(ent_similarity_counts(10, 5, 5, 3), .2);
  NEAR(ent_similarity_counts(10, 2, 2, 0), -.25);
  CU_ASSERT_DOUBLE_EQUAL(ent_similarity_counts(10, 3, 7, 3), .3103, 5e-5);
  CU_ASSERT_TRUE(isnan(ent_similarity_counts(10, 10, 10, 10)));
  CU_ASSERT_TRUE(isnan(ent_similarity_counts(1, 1, 1, 1)));
  CU_ASSERT_TRUE(isnan(ent_similarity_counts(0, 0, 0, 0)));
}

/* National Material Capabilities 7.0, 2022. */
static const double aTotal2022[] = { 2017970000, 20789,   1889079,
                                     24348764,   8011318, 3554770 };
static const double aUsa2022[] = { 838814000, 1360,   80535,
                                   3436075,   344775, 119142 };
static const double aChn2022[] = { 218639000, 2035,    1017959,
                                   7370013,   1433350, 632320 };
static const double aRus2022[] = {
  74742000, 1190, 71746, 1441163, 145580, 69540
};
static const double aPrk2022[] = { NAN, 1280, 289, 26603, 26329, 15528 };

static void nmc(Spec *p, const char *z, const double *a) {
  Row *pRow = add(p, T_CAPABILITY, z, 0, 0, 0);
  pRow->year = 2022;
  memcpy(pRow->a, a, sizeof(pRow->a));
}

static void world2022(Spec *p) {
  double aRest[6];
  memset(p, 0, sizeof(*p));
  defaults(p);
  covered(p);
  for (int c = 0; c < 6; c++) {
    aRest[c] = aTotal2022[c] - aUsa2022[c] - aChn2022[c] - aRus2022[c];
    if (!isnan(aPrk2022[c])) aRest[c] -= aPrk2022[c];
  }
  state(p, "USA");
  state(p, "CHN");
  state(p, "RUS");
  state(p, "PRK");
  add(p, T_STATE, "REST", 0, 0, 0); /* not alive, and counted in the totals */
  nmc(p, "USA", aUsa2022);
  nmc(p, "CHN", aChn2022);
  nmc(p, "RUS", aRus2022);
  nmc(p, "PRK", aPrk2022);
  nmc(p, "REST", aRest);
}

static void test_cinc(void) {
  static Spec spec;
  Lab lab;
  static const struct {
    const char *z;
    double x;
  } a[] = { { "CHN", .234096630 },
            { "USA", .123565740 },
            { "RUS", .038196992 },
            { "PRK", .014094256 } };
  double none[6] = { NAN, NAN, NAN, NAN, NAN, NAN };
  CU_ASSERT_DOUBLE_EQUAL(ent_cinc_score(aChn2022, aTotal2022), .234096630,
                         5e-9);
  CU_ASSERT_DOUBLE_EQUAL(ent_cinc_score(aPrk2022, aTotal2022), .014094256,
                         5e-9);
  CU_ASSERT_TRUE(isnan(ent_cinc_score(none, aTotal2022)));
  world2022(&spec);
  CU_ASSERT_TRUE_FATAL(lab_open_on(&lab, &spec, "2023-09-13", -1));
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++)
    CU_ASSERT_DOUBLE_EQUAL(lab.ties->aCinc[id(&lab, a[i].z)], a[i].x, 5e-9);
  CU_ASSERT_TRUE(isnan(lab.ties->aCinc[id(&lab, "REST")]));
  lab_close(&lab);
  CU_ASSERT_TRUE_FATAL(lab_open_on(&lab, &spec, "2021", -1));
  CU_ASSERT_TRUE(isnan(lab.ties->aCinc[id(&lab, "CHN")]));
  CU_ASSERT_EQUAL(lab.ties->lambdaKnown, 0);
  NEAR(lab.ties->aLambda[id(&lab, "CHN")], 1);
  lab_close(&lab);
}

/* War and Reason, appendix 1, with the capabilities of 2022. */
static void test_pivot(void) {
  static Spec spec;
  Lab lab;
  Side a, b;
  EntBystander s;
  EntOptions o;
  double interest;
  world2022(&spec);
  promise(&spec, "CHN", "PRK", "defense");
  promise(&spec, "CHN", "USA", "nonaggression");
  CU_ASSERT_TRUE_FATAL(lab_open_on(&lab, &spec, "2023", -1));
  named(&a, &lab, "PRK", "RUS");
  named(&b, &lab, "USA", 0);
  ent_bystander_score(lab.ties, id(&lab, "CHN"), &a.side, &b.side, &s);
  CU_ASSERT_DOUBLE_EQUAL(s.pivot, .571032, 5e-7);
  ent_options_rank(lab.ties, id(&lab, "CHN"), &a.side, &b.side, &o);
  interest = s.a - s.b;
  CU_ASSERT_TRUE(interest > 0);
  CU_ASSERT_DOUBLE_EQUAL(o.a[ENT_BACK_A].gain / interest, .401235, 5e-7);
  CU_ASSERT_DOUBLE_EQUAL(o.a[ENT_BACK_B].gain / -interest, .169797, 5e-7);
  lab_close(&lab);
}

/* Two sides of one state; k's ties to them are exactly x and y. */
static void tied(Spec *p, double x, double y) {
  memset(p, 0, sizeof(*p));
  defaults(p);
  covered(p);
  set(p, "strength.obligation", 1);
  set(p, "strength.similarity", 0);
  set(p, "obligation.defense", x);
  set(p, "obligation.offense", y);
  state(p, "A");
  state(p, "B");
  state(p, "K");
  state(p, "S");
  promise(p, "K", "A", "defense");
  promise(p, "K", "B", "offense");
  capability(p, "A", 10);
  capability(p, "B", 10);
  capability(p, "K", 10);
  capability(p, "S", 10);
}

static EntBystander score_of(const Spec *p) {
  Lab lab;
  Side a, b;
  EntBystander s;
  lab_open(&lab, p);
  named(&a, &lab, "A", 0);
  named(&b, &lab, "B", 0);
  ent_bystander_score(lab.ties, id(&lab, "K"), &a.side, &b.side, &s);
  lab_close(&lab);
  return s;
}

static EntOptions options_of(const Spec *p) {
  Lab lab;
  Side a, b;
  EntOptions o;
  lab_open(&lab, p);
  named(&a, &lab, "A", 0);
  named(&b, &lab, "B", 0);
  ent_options_rank(lab.ties, id(&lab, "K"), &a.side, &b.side, &o);
  lab_close(&lab);
  return o;
}

static void test_harmony(void) {
  static const double a[][3] = { { 1, 1, 1 },          { .5, .5, .5 },
                                 { .6, .4, .48 },      { .8, .2, .32 },
                                 { .8, .5, .6153846 }, { 1, 0, 0 },
                                 { 0, 0, 0 } };
  static Spec spec;
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    EntBystander s;
    tied(&spec, a[i][0], a[i][1]);
    s = score_of(&spec);
    NEAR(s.a, a[i][0]);
    NEAR(s.b, a[i][1]);
    CU_ASSERT_DOUBLE_EQUAL(s.harmony, a[i][2], 5e-8);
    NEAR(s.harmony, s.intensity * s.evenness);
  }
}

/* Friedkin and Johnsen with W = 0 .5 .5 / 1 0 0 / .2 .8 0 and b = 1 0 0. No
** flows have these shares (W is no matrix of flows), so they are put into the
** view by hand. */
static void test_propagated(void) {
  static Spec spec;
  static const double aExpected[] = { .625, .3125, .1875 };
  EntRun run = run_new();
  EntWorld *w;
  EntView *v;
  EntTies *t;
  double aOut[3];
  int aStart[] = { 0, 2, 3, 5 }, *aOldStart;
  EntShare aShare[] = { { 1, 0, .5 },
                        { 2, 0, .5 },
                        { 0, 0, 1 },
                        { 0, 0, .2 },
                        { 1, 0, .8 } },
           *aOldShare;
  memset(&spec, 0, sizeof(spec));
  defaults(&spec);
  covered(&spec);
  set(&spec, "sanction.trade", 1);
  state(&spec, "A");
  state(&spec, "B");
  state(&spec, "C");
  sanction(&spec, "B", "A", "trade", "complete", 0);
  sanction(&spec, "C", "A", "trade", "complete", 0);
  trade(&spec, "A", "B", 1);
  trade(&spec, "B", "C", 1);
  w = build(&spec, &run);
  CU_ASSERT_PTR_NOT_NULL_FATAL(w);
  v = ent_view_new(&run, w, day("2021"), -1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(v);
  aOldStart = v->aShareStart;
  aOldShare = v->aShare;
  v->aShareStart = aStart;
  v->aShare = aShare;
  t = ent_ties_new(&run, v);
  CU_ASSERT_PTR_NOT_NULL_FATAL(t);
  CU_ASSERT_EQUAL(ent_exposure_propagated(&run, t, aOut), ENT_OK);
  for (int i = 0; i < 3; i++)
    NEAR(aOut[i], aExpected[i]);
  w->aParameter[P_SANCTION_PROPAGATION] = 1;
  CU_ASSERT_EQUAL(ent_exposure_propagated(&run, t, aOut), ENT_ERROR);
  CU_ASSERT_PTR_NOT_NULL(strstr(run.error.text, "sanction.propagation"));
  v->aShareStart = aOldStart;
  v->aShare = aOldShare;
  ent_ties_unref(t);
  ent_view_unref(v);
  ent_world_unref(w);
}

static void test_noisy(void) {
  double aW[] = { .5, 1, .25, 1 }, aX[] = { .5, .2, NAN, 0 }, aOut[4];
  double aCertain[] = { .5, 1, 1, 0 };
  EntNoisy noisy;
  EntMean mean = { 0 };
  ent_noisy_init(&noisy);
  CU_ASSERT_TRUE(isnan(ent_noisy_value(&noisy)));
  for (int i = 0; i < 4; i++)
    ent_noisy_add(&noisy, aW[i], aX[i]);
  NEAR(ent_noisy_value(&noisy), 1 - .75 * .8);
  ent_noisy_split(4, aW, aX, aOut);
  NEAR(aOut[0], .4 * log(.75) / log(.6));
  NEAR(aOut[0] + aOut[1], .4);
  CU_ASSERT_TRUE(isnan(aOut[2]));
  NEAR(aOut[3], 0);
  aW[2] = 1;
  ent_noisy_split(4, aW, aCertain, aOut);
  NEAR(aOut[0], 0);
  NEAR(aOut[1], .5);
  NEAR(aOut[2], .5);
  CU_ASSERT_TRUE(isnan(ent_mean_value(&mean)));
  ent_mean_add(&mean, 0, .2);
  ent_mean_add(&mean, 0, .4);
  NEAR(ent_mean_value(&mean), .3);
  ent_mean_add(&mean, 2, .9);
  NEAR(ent_mean_value(&mean), .9);
}

/* ---- Properties ---- */

static void test_bounds(void) {
  static Spec spec;
  for (int seed = 1; seed <= seeds(); seed++) {
    Lab lab;
    int bad = 0;
    random_spec(&spec, (uint64_t)seed);
    lab_open(&lab, &spec);
    for (int i = 0; i < lab.ties->n; i++) {
      EntExposure e;
      EntChain chain;
      ent_exposure_state(lab.ties, i, 0, 0, &e);
      ent_entrapment_state(lab.ties, i, &chain);
      bad += !in_unit(e.total) || !in_unit(e.direct) || !in_unit(e.secondary);
      bad += !in_unit(chain.value);
      bad += !in_unit(ent_isolation_state(lab.ties, i));
      bad += !in_unit(ent_threat_state(lab.ties, i));
      for (int j = 0; j < lab.ties->n; j++) {
        double h = ent_hostility_pair(lab.ties, i, j);
        bad += !in_unit(ent_strength_pair(lab.ties, i, j));
        bad += !in_unit(h);
        bad += !same(h, ent_hostility_pair(lab.ties, j, i), 0);
        bad += !in_unit(ent_leverage_over(lab.ties, i, j));
      }
    }
    CU_ASSERT_EQUAL(bad, 0);
    lab_close(&lab);
  }
}

/* Everything a world says, in one number per question. */
static int answers(const Lab *p, double *a) {
  int n = 0, nState = p->ties->n;
  Side one, two;
  members(&one, 1);
  members(&two, 6);
  for (int i = 0; i < nState; i++) {
    EntExposure e;
    EntChain chain;
    EntBystander s;
    EntOptions o;
    ent_exposure_state(p->ties, i, 0, 0, &e);
    ent_entrapment_state(p->ties, i, &chain);
    a[n++] = e.total;
    a[n++] = chain.value;
    a[n++] = ent_isolation_state(p->ties, i);
    a[n++] = ent_threat_state(p->ties, i);
    for (int j = 0; j < nState; j++) {
      a[n++] = ent_strength_pair(p->ties, i, j);
      a[n++] = ent_leverage_over(p->ties, i, j);
    }
    if (nState < 3) continue;
    ent_bystander_score(p->ties, i, &one.side, &two.side, &s);
    a[n++] = s.score;
    ent_options_rank(p->ties, i, &one.side, &two.side, &o);
    for (int k = 0; k < ENT_NOPTION; k++)
      a[n++] = o.a[k].value;
  }
  return n;
}

static void compare_specs(const Spec *p, const Spec *q, double tolerance) {
  static double a[400], b[400];
  Lab lab, other;
  int n, bad = 0;
  lab_open(&lab, p);
  lab_open(&other, q);
  n = answers(&lab, a);
  CU_ASSERT_EQUAL_FATAL(n, answers(&other, b));
  for (int i = 0; i < n; i++)
    bad += !same(a[i], b[i], tolerance);
  CU_ASSERT_EQUAL(bad, 0);
  lab_close(&lab);
  lab_close(&other);
}

static void test_scale(void) {
  static Spec spec, scaled;
  for (int seed = 1; seed <= seeds() / 2; seed++) {
    random_spec(&spec, (uint64_t)seed);
    scaled = spec;
    for (int i = 0; i < scaled.n; i++) {
      Row *p = &scaled.a[i];
      for (int c = 0; c < 6; c++) {
        if (p->table == T_CAPABILITY) p->a[c] *= 1234.5;
        if (p->table == T_TRADE || p->table == T_TOTAL) p->a[c] *= 1e-3;
      }
    }
    compare_specs(&spec, &scaled, 1e-12);
  }
}

static void test_order(void) {
  static Spec spec, shuffled;
  for (int seed = 1; seed <= seeds() / 2; seed++) {
    random_spec(&spec, (uint64_t)seed);
    shuffled = spec;
    shuffle(&shuffled);
    compare_specs(&spec, &shuffled, 0);
  }
}

static void test_untied(void) {
  static Spec spec;
  EntBystander s;
  tied(&spec, 0, 0);
  CU_ASSERT_EQUAL(score_of(&spec).score, 0);
  tied(&spec, .7, 0);
  CU_ASSERT_EQUAL(score_of(&spec).score, 0);
  tied(&spec, 0, .7);
  CU_ASSERT_EQUAL(score_of(&spec).score, 0);
  tied(&spec, 1, 1);
  s = score_of(&spec);
  CU_ASSERT_TRUE(s.score >= .5);
}

static void test_party(void) {
  static Spec spec;
  Lab lab;
  Side a, b;
  EntBystander s;
  EntOptions o;
  tied(&spec, .5, .5);
  lab_open(&lab, &spec);
  named(&a, &lab, "A", "K");
  named(&b, &lab, "B", 0);
  ent_bystander_score(lab.ties, id(&lab, "K"), &a.side, &b.side, &s);
  CU_ASSERT_TRUE(isnan(s.score));
  CU_ASSERT_STRING_EQUAL(s.zReason, "is a member of a side");
  ent_options_rank(lab.ties, id(&lab, "K"), &b.side, &a.side, &o);
  for (int i = 0; i < ENT_NOPTION; i++) {
    CU_ASSERT_TRUE(isnan(o.a[i].value));
    CU_ASSERT_EQUAL(o.a[i].rank, 0);
  }
  CU_ASSERT_EQUAL(o.noWin, 0);
  lab_close(&lab);
}

/* The score never falls as a, b, P, X or U rises, the rest being equal. */
static void test_monotone(void) {
  static Spec spec;
  double last = -1, best = -1;
  for (int i = 0; i <= 20; i++) { /* a */
    tied(&spec, i / 20., .4);
    best = score_of(&spec).score;
    CU_ASSERT_TRUE(best >= last);
    last = best;
  }
  last = -1;
  for (int i = 0; i <= 20; i++) { /* b */
    tied(&spec, .4, i / 20.);
    best = score_of(&spec).score;
    CU_ASSERT_TRUE(best >= last);
    last = best;
  }
  last = -1;
  for (int i = 0; i <= 10; i++) { /* P */
    EntBystander s;
    tied(&spec, .4, .6);
    for (int r = 0; r < spec.n; r++) {
      if (spec.a[r].table == T_CAPABILITY && !strcmp(spec.a[r].az[0], "K"))
        spec.a[r].a[ENT_TPOP] = i;
    }
    s = score_of(&spec);
    NEAR(s.pivot, i / (20. + i));
    CU_ASSERT_TRUE(s.score >= last);
    last = s.score;
  }
  last = -1;
  for (int i = 0; i <= 10; i++) { /* X: S would punish whoever backs A */
    EntBystander s;
    tied(&spec, .4, .6);
    trade(&spec, "K", "S", 1);
    sanction(&spec, "S", "A", "trade", "complete", i / 10.);
    s = score_of(&spec);
    NEAR(s.exposureA, .6 * i / 10.);
    CU_ASSERT_TRUE(s.score >= last);
    last = s.score;
  }
  { /* U */
    EntBystander s, t;
    tied(&spec, .4, .6);
    s = score_of(&spec);
    NEAR(s.unbalanced, 1);
    dispute(&spec, "K", "A", "war");
    t = score_of(&spec);
    NEAR(t.unbalanced, 0);
    NEAR(t.a, s.a);
    CU_ASSERT_TRUE(t.score <= s.score);
    NEAR(s.score - t.score, s.harmony * .1 / .75); /* no trade is known: */
  }                                                /* X is left out */
}

static void test_even(void) {
  static Spec spec;
  double middle;
  tied(&spec, .5, .5);
  middle = score_of(&spec).score;
  for (int i = 0; i <= 10; i++) {
    tied(&spec, i / 10., 1 - i / 10.);
    CU_ASSERT_TRUE(score_of(&spec).score <= middle);
  }
}

static void test_options(void) {
  static Spec spec;
  EntOptions o;
  /* An ally of A with no tie to B, the sides even, backs A. */
  tied(&spec, 1, 0);
  o = options_of(&spec);
  CU_ASSERT_EQUAL(o.a[ENT_BACK_A].rank, 1);
  CU_ASSERT_EQUAL(o.a[ENT_CUT_B].rank, 0);
  CU_ASSERT_STRING_EQUAL(o.a[ENT_CUT_B].zReason, "no tie to cut");
  CU_ASSERT_EQUAL(o.noWin, 0);
  tied(&spec, 0, 1); /* and the other way round */
  o = options_of(&spec);
  CU_ASSERT_EQUAL(o.a[ENT_BACK_B].rank, 1);
  /* Tied to neither: neutral, at no cost. */
  tied(&spec, 0, 0);
  o = options_of(&spec);
  CU_ASSERT_EQUAL(o.a[ENT_NEUTRAL].rank, 1);
  CU_ASSERT_EQUAL(o.a[ENT_NEUTRAL].value, 0);
  CU_ASSERT_FALSE(signbit(o.a[ENT_NEUTRAL].value));
  CU_ASSERT_EQUAL(o.noWin, 0);
  /* Bound to both alike: no way to win, and mediating keeps faith. */
  tied(&spec, .8, .8);
  trade(&spec, "K", "S", 1);
  sanction(&spec, "S", "A", "trade", "complete", 1);
  sanction(&spec, "S", "B", "trade", "complete", 1);
  o = options_of(&spec);
  CU_ASSERT_EQUAL(o.noWin, 1);
  CU_ASSERT_EQUAL(o.a[ENT_MEDIATE].rank, 1);
  CU_ASSERT_EQUAL(o.a[ENT_NEUTRAL].rank, 2);
  NEAR(o.a[ENT_NEUTRAL].value, -.5 * (.8 * .8 + .8 * .8));
  NEAR(o.a[ENT_MEDIATE].mediation, 1);
  NEAR(o.a[ENT_MEDIATE].value, 0);
  NEAR(o.a[ENT_BACK_A].sanctions, .6);
  NEAR(o.a[ENT_BACK_A].value, 0 - .6 - .5 * .8 * .5 - .8);
  NEAR(o.a[ENT_CUT_A].value, -.8);
}

static void test_crosses(void) {
  static Spec spec;
  Lab lab;
  Side a, b;
  const EntRedLine *p;
  int k;
  tied(&spec, .5, .5);
  add(&spec, T_BLOC, "PACT", 0, 0, 0);
  add(&spec, T_MEMBER, "PACT", "A", 0, 0);
  add(&spec, T_MEMBER, "PACT", "S", 0, 0);
  add(&spec, T_REDLINE, "S", "B", "back", 0);
  add(&spec, T_REDLINE, "S", "PACT", "cut", 0);
  add(&spec, T_REDLINE, "PACT", "B", "neutral", 0);
  add(&spec, T_REDLINE, "K", "A", "mediate", 0);
  add(&spec, T_REDLINE, "S", "A", "mediate", "2030");
  lab_open(&lab, &spec);
  CU_ASSERT_EQUAL_FATAL(lab.world->nRedLine, 5);
  named(&a, &lab, "A", 0);
  named(&b, &lab, "B", 0);
  k = id(&lab, "K");
  for (int i = 0; i < 5; i++) {
    unsigned bits = 0, expected = 0;
    int later;
    p = &lab.world->aRedLine[i];
    later = p->span.first > lab.view->on.last;
    for (int o = 0; o < ENT_NOPTION; o++) {
      if (ent_options_crosses(lab.view, p, k, o, &a.side, &b.side))
        bits |= 1u << o;
    }
    if (!strcmp(p->zCrossedBy, "back")) expected = 1u << ENT_BACK_B;
    if (!strcmp(p->zCrossedBy, "cut")) expected = 1u << ENT_CUT_A;
    if (!strcmp(p->zCrossedBy, "neutral")) expected = 1u << ENT_NEUTRAL;
    if (p->iHolder == k || later) expected = 0;
    CU_ASSERT_EQUAL(bits, expected);
    if (p->iHolderBloc >= 0) /* nobody crosses the line of its own bloc */
      CU_ASSERT_FALSE(ent_options_crosses(lab.view, p, id(&lab, "S"),
                                          ENT_NEUTRAL, &a.side, &b.side));
  }
  lab_close(&lab);
}

/* A line drawn for one state, or for a bloc, is crossed by nobody else; one
** about somebody on neither side, by nobody. */
static void test_addressed(void) {
  static const struct {
    const char *zAbout, *zBy, *zTo;
    unsigned crossed;
  } a[] = {
    { "B", "back", "K", 1u << ENT_BACK_B },
    { "B", "back", "A", 0 },
    { "B", "back", "PACT", 1u << ENT_BACK_B },
    { "B", "back", "REST", 0 },
    { "A", "neutral", "", 1u << ENT_NEUTRAL },
    { "B", "mediate", "", 1u << ENT_MEDIATE },
    { "S", "neutral", "", 0 },
    { "REST", "back", "", 0 },
  };
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    static Spec spec;
    Lab lab;
    Side sideA, sideB;
    Row *pRow;
    unsigned bits = 0;
    tied(&spec, .5, .5);
    add(&spec, T_BLOC, "PACT", 0, 0, 0);
    add(&spec, T_MEMBER, "PACT", "K", 0, 0);
    add(&spec, T_BLOC, "REST", 0, 0, 0);
    add(&spec, T_MEMBER, "REST", "S", 0, 0);
    pRow = add(&spec, T_REDLINE, "S", a[i].zAbout, a[i].zBy, 0);
    snprintf(pRow->az[4], sizeof(pRow->az[4]), "%s", a[i].zTo);
    lab_open(&lab, &spec);
    named(&sideA, &lab, "A", 0);
    named(&sideB, &lab, "B", 0);
    for (int o = 0; o < ENT_NOPTION; o++) {
      if (ent_options_crosses(lab.view, lab.world->aRedLine, id(&lab, "K"), o,
                              &sideA.side, &sideB.side)) {
        bits |= 1u << o;
      }
    }
    CU_ASSERT_EQUAL(bits, a[i].crossed);
    lab_close(&lab);
  }
}

/* Weights that somebody set beyond 0 and 1. */
static void test_beyond(void) {
  static Spec spec;
  Lab lab;
  Side a, b;
  EntNoisy noisy;
  EntBystander score;
  double aOut[4];
  ent_noisy_init(&noisy);
  ent_noisy_add(&noisy, -1, .5);
  CU_ASSERT_EQUAL(ent_noisy_value(&noisy), 0);
  ent_noisy_add(&noisy, 3, .5);
  CU_ASSERT_EQUAL(ent_noisy_value(&noisy), 1);
  for (int weight = -9; weight <= 9; weight += 18) {
    tied(&spec, .5, .5);
    trade(&spec, "K", "A", 3);
    set(&spec, "strength.trade", weight);
    set(&spec, "threat.border", 9);
    dispute(&spec, "K", "A", "war");
    add(&spec, T_BORDER, "A", "K", 0, 0);
    lab_open(&lab, &spec);
    named(&a, &lab, "A", 0);
    NEAR(ent_strength_pair(lab.ties, id(&lab, "K"), id(&lab, "A")),
         weight > 0 ? 1 : .5);
    NEAR(ent_strength_side(lab.ties, id(&lab, "K"), &a.side),
         weight > 0 ? 1 : .5);
    NEAR(ent_threat_state(lab.ties, id(&lab, "K")), 1);
    lab_close(&lab);
  }
  tied(&spec, .5, .5);
  set(&spec, "bystander.base", 0);
  set(&spec, "bystander.exposure", 0);
  set(&spec, "bystander.pivot", 0);
  set(&spec, "bystander.triads", 0);
  lab_open(&lab, &spec);
  named(&a, &lab, "A", 0);
  named(&b, &lab, "B", 0);
  ent_bystander_score(lab.ties, id(&lab, "K"), &a.side, &b.side, &score);
  CU_ASSERT_TRUE(isnan(score.score));
  CU_ASSERT_STRING_EQUAL(score.zReason, "the parameters bystander.* sum to 0");
  lab_close(&lab);
  for (int i = 0; i < 3; i++) { /* what exposure passes on */
    static const double aShare[] = { -.1, 0, 1 };
    tied(&spec, .5, .5);
    trade(&spec, "K", "A", 3);
    sanction(&spec, "A", "K", "trade", "complete", 0);
    set(&spec, "sanction.propagation", aShare[i]);
    lab_open(&lab, &spec);
    CU_ASSERT_EQUAL(ent_exposure_propagated(&lab.run, lab.ties, aOut),
                    i == 1 ? ENT_OK : ENT_ERROR);
    if (i == 1) NEAR(aOut[id(&lab, "K")], .6);
    lab_close(&lab);
  }
}

/* What weighs nothing: no row of a receipt, and no capability to compare. */
static void test_weightless(void) {
  static Spec spec;
  Lab lab;
  Side a, b;
  Sum sum = sum_new(), parts = sum_new();
  EntBystander score;
  EntExposure e;
  int k;
  tied(&spec, .5, .5);
  set(&spec, "transfer.category.food", 0);
  set(&spec, "sanction.travel", 0);
  add(&spec, T_TRANSFER, "K", "A", "food", "delivered");
  add(&spec, T_TRANSFER, "K", "A", "arms", "delivered");
  trade(&spec, "K", "A", 3);
  sanction(&spec, "A", "K", "travel", "complete", 0);
  capability(&spec, "A", 0);
  lab_open(&lab, &spec);
  k = id(&lab, "K");
  named(&a, &lab, "A", 0);
  ent_strength_parts(&lab.run, lab.ties, k, &a.side, &sum.parts);
  CU_ASSERT_TRUE(receipt(&sum, ent_strength_side(lab.ties, k, &a.side)));
  CU_ASSERT_EQUAL(sum.nRow, 4); /* food is no row */
  ent_exposure_state(lab.ties, k, 0, 0, &e);
  CU_ASSERT_EQUAL(e.total, 0);
  ent_exposure_parts(&lab.run, lab.ties, k, &parts.parts);
  CU_ASSERT_EQUAL(parts.nRow, 1); /* observed, none */
  lab_close(&lab);
  tied(&spec, .5, .5);
  for (int i = 0; i < spec.n; i++) {
    if (spec.a[i].table == T_CAPABILITY && spec.a[i].az[0][0] != 'S')
      spec.a[i].a[ENT_TPOP] = 0;
  }
  lab_open(&lab, &spec);
  named(&a, &lab, "A", 0);
  named(&b, &lab, "B", 0);
  ent_bystander_score(lab.ties, id(&lab, "K"), &a.side, &b.side, &score);
  CU_ASSERT_TRUE(isnan(score.pivot) && !isnan(score.score));
  lab_close(&lab);
}

/* Levels below 0 have their place in the table of levels. */
static void test_below(void) {
  static Spec spec;
  Lab lab;
  EntPortfolios *p;
  EntMoments m;
  tied(&spec, .5, .5);
  set(&spec, "level.entente", -1);
  promise(&spec, "S", "B", "entente");
  lab_open(&lab, &spec);
  p = ent_portfolio_new(&lab.run, lab.world, lab.view->on);
  CU_ASSERT_PTR_NOT_NULL_FATAL(p);
  CU_ASSERT_EQUAL(p->aLevel[0], -1);
  CU_ASSERT_EQUAL(p->iNone, 1);
  ent_portfolio_pair(p, p->aSlot[id(&lab, "S")], p->aSlot[id(&lab, "A")],
                     ENT_NEED_ABSOLUTE, &m);
  CU_ASSERT_EQUAL(m.sad, 3 + 1 + 3); /* S, B and A */
  ent_portfolio_unref(p);
  lab_close(&lab);
}

static const char *unknown_network(const Spec *p, int layer) {
  static char z[100];
  Lab lab;
  EntNetwork *net;
  lab_open(&lab, p);
  net = ent_network_new(&lab.run, lab.view, lab.ties, layer);
  CU_ASSERT_PTR_NOT_NULL_FATAL(net);
  snprintf(z, sizeof(z), "%s", net->zReason ? net->zReason : "");
  ent_network_free(net);
  lab_close(&lab);
  return z;
}

/* Why a network is unknown, by what alone is covered. */
static void test_networks_unknown(void) {
  static const struct {
    int layer;
    const char *zCovered, *zAlso, *zReason;
  } a[] = {
    { ENT_N_ALLIANCE, "trade", 0, "obligations are not covered on this date" },
    { ENT_N_TRADE, "vote", 0, "trade is not covered on this date" },
    { ENT_N_TRANSFER, "vote", 0, "transfers are not covered on this date" },
    { ENT_N_SANCTION, "vote", 0, "sanctions are not covered on this date" },
    { ENT_N_DISPUTE, "vote", 0, "disputes are not covered on this date" },
    { ENT_N_SIGNED, "trade", 0,
      "neither sanctions nor disputes are covered on this date" },
    { ENT_N_SIGNED, "dispute", 0,
      "no layer of strength is covered on this date" },
    { ENT_N_SIGNED, "sanction", "obligation", "" },
    { ENT_N_SIGNED, "sanction", "transfer", "" },
    { ENT_N_SIGNED, "dispute", "trade", "" },
  };
  for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++) {
    static Spec spec;
    memset(&spec, 0, sizeof(spec));
    defaults(&spec);
    state(&spec, "A");
    state(&spec, "B");
    add(&spec, T_COVERAGE, a[i].zCovered, "src", 0, 0);
    if (a[i].zAlso) add(&spec, T_COVERAGE, a[i].zAlso, "src", 0, 0);
    CU_ASSERT_STRING_EQUAL(unknown_network(&spec, a[i].layer), a[i].zReason);
  }
}

/* A network that is known and has no tie: nobody is central, and Katz is what
** everybody is given. */
static void test_networks_empty(void) {
  static Spec spec;
  Lab lab;
  EntNetwork *net;
  EntNode aNode[4];
  tied(&spec, .5, .5);
  lab_open(&lab, &spec);
  net = ent_network_new(&lab.run, lab.view, 0, ENT_N_DISPUTE);
  CU_ASSERT_PTR_NOT_NULL_FATAL(net);
  CU_ASSERT_EQUAL(ent_network_measure(&lab.run, net, ENT_M_KATZ, aNode),
                  ENT_OK);
  CU_ASSERT_TRUE(isnan(aNode[0].eigenvector));
  CU_ASSERT_EQUAL(aNode[0].katz, 1);
  ent_network_free(net);
  lab_close(&lab);
}

/* Trade of which only one of the two has a row of its own latest year; a
** quarrel of two whose strength is not known; a state without a region. */
static void test_networks_partly(void) {
  static Spec spec;
  Lab lab;
  EntNetwork *net;
  EntWhole whole;
  EntNode aNode[8];
  Row *pRow;
  int aGroup[8];
  int k, a, b, s;
  memset(&spec, 0, sizeof(spec));
  defaults(&spec);
  add(&spec, T_STATE, "A", "east", 0, 0);
  add(&spec, T_STATE, "B", 0, 0, 0);
  add(&spec, T_STATE, "K", "east", 0, 0);
  add(&spec, T_STATE, "S", "west", 0, 0);
  add(&spec, T_COVERAGE, "trade", "src", 0, 0);
  add(&spec, T_COVERAGE, "dispute", "src", 0, 0);
  trade(&spec, "K", "A", 3); /* of 2020 */
  trade(&spec, "K", "B", 1);
  pRow = add(&spec, T_TRADE, "A", "S", 0, 0); /* A's latest year has no K */
  pRow->year = 2021;
  pRow->a[0] = 5;
  pRow = add(&spec, T_TRADE, "B", "S", 0, 0); /* B's latest year is empty */
  pRow->year = 2021;
  pRow->a[0] = 0;
  add(&spec, T_STATE, "X", 0, 0, 0);
  dispute(&spec, "B", "X", "war"); /* of whose strength nothing is known */
  lab_open(&lab, &spec);
  k = id(&lab, "K");
  a = id(&lab, "A");
  b = id(&lab, "B");
  s = id(&lab, "S");
  net = ent_network_new(&lab.run, lab.view, 0, ENT_N_TRADE);
  CU_ASSERT_PTR_NOT_NULL_FATAL(net);
  CU_ASSERT_EQUAL(net->all->nTie, 2); /* A and S, and B as K sees it */
  NEAR(ent_graph_strength(&net->all->ties, net->aSlot[k]), .25);
  NEAR(ent_graph_strength(&net->all->ties, net->aSlot[a]), 1);
  CU_ASSERT_PTR_NULL(ent_network_unknown(net, net->aSlot[b]));
  CU_ASSERT_PTR_NULL(ent_network_unknown(net, net->aSlot[s]));
  ent_network_groups(&lab.run, net, 0, aGroup);
  CU_ASSERT_TRUE(aGroup[net->aSlot[a]] == aGroup[net->aSlot[k]]);
  CU_ASSERT_TRUE(aGroup[net->aSlot[a]] != aGroup[net->aSlot[s]]);
  CU_ASSERT_EQUAL(aGroup[net->aSlot[b]], -1);
  ent_network_free(net);
  net = ent_network_new(&lab.run, lab.view, lab.ties, ENT_N_SIGNED);
  CU_ASSERT_PTR_NOT_NULL_FATAL(net);
  ent_network_whole(&lab.run, net, ENT_M_TRIADS, &whole);
  CU_ASSERT_EQUAL(whole.nTie, 3);       /* of trade: not that of B and X */
  CU_ASSERT_TRUE(isnan(whole.balance)); /* no triad */
  for (int i = 0; i < 2; i++) {
    lab.world->aParameter[P_NETWORK_KATZ_ALPHA] = i ? 1 : -1;
    lab.run = run_new();
    CU_ASSERT_EQUAL(ent_network_measure(&lab.run, net, ENT_M_KATZ, aNode),
                    ENT_ERROR);
  }
  ent_network_free(net);
  lab_close(&lab);
}

static void no_row(void *p, const EntSensed *pRow) {
  (void)pRow;
  ++*(int *)p;
}

static double no_value(const EntSense *p, const EntTies *t, int i) {
  (void)p;
  return t->aLambda[i];
}

/* Nobody to rank; and weights that cannot be scaled to sum to 1. */
static void test_sense_nothing(void) {
  static Spec spec;
  static int32_t aAll[] = { 0, 1, 2, 3 };
  Lab lab;
  EntSense ask;
  int n = 0;
  tied(&spec, .5, .5);
  for (int p = P_BYSTANDER_BASE; p <= P_BYSTANDER_TRIADS; p++)
    set(&spec, ent_parameter_names[p], 0);
  lab_open(&lab, &spec);
  for (int p = P_BYSTANDER_BASE; p <= P_BYSTANDER_TRIADS; p++)
    lab.world->aLow[p] = -1;
  memset(&ask, 0, sizeof(ask));
  ask.xValue = no_value;
  ask.xRow = no_row;
  ask.pTo = &n;
  ask.iOnly = -1;
  ask.nDraw = 3;
  ask.subjects.aState = aAll;
  CU_ASSERT_EQUAL(ent_sense_run(&lab.run, lab.ties, &ask), ENT_OK);
  CU_ASSERT_EQUAL(n, 0);
  ask.subjects.n = 4;
  CU_ASSERT_EQUAL(ent_sense_run(&lab.run, lab.ties, &ask), ENT_OK);
  CU_ASSERT_EQUAL(n, 4 * (1 + 4 + 1)); /* draws, parameters, the source */
  lab_close(&lab);
}

static void test_universal(void) {
  static Spec spec;
  Lab lab;
  int s, a;
  tied(&spec, .5, .5);
  add(&spec, T_BLOC, "UN", 0, 0, 0)->a[0] = 1;
  add(&spec, T_MEMBER, "UN", "S", 0, 0);
  add(&spec, T_MEMBER, "UN", "K", 0, 0);
  sanction(&spec, "UN", "A", "trade", "complete", 0);
  lab_open(&lab, &spec);
  s = id(&lab, "S");
  a = id(&lab, "A");
  CU_ASSERT_EQUAL(ent_hostility_pair(lab.ties, s, a), 0);
  CU_ASSERT_TRUE(ent_isolation_state(lab.ties, a) > 0);
  lab_close(&lab);
}

/* A deal without obligations or transfers changes nothing. */
static void test_idle_deal(void) {
  static Spec spec;
  for (int seed = 1; seed <= 60; seed++) {
    Lab lab;
    EntView *v;
    EntTies *t;
    EntImpact *a = 0;
    int n = 0, bad = 0, iDeal;
    random_spec(&spec, (uint64_t)seed);
    add(&spec, T_DEAL, "idle", 0, 0, 0);
    add(&spec, T_PARTY, "idle", "S00", "party", 0);
    lab_open(&lab, &spec);
    iDeal = ent_world_deal(lab.world, "idle");
    v = ent_view_new(&lab.run, lab.world, lab.view->on, iDeal);
    CU_ASSERT_PTR_NOT_NULL_FATAL(v);
    t = ent_ties_new(&lab.run, v);
    CU_ASSERT_PTR_NOT_NULL_FATAL(t);
    CU_ASSERT_EQUAL(ent_impact_deal(&lab.run, lab.ties, t, iDeal, &n, &a),
                    ENT_OK);
    CU_ASSERT_TRUE(n > 0 || lab.ties->nLive == 0);
    for (int i = 0; i < n; i++)
      bad += !same(a[i].with, a[i].without, 0);
    CU_ASSERT_EQUAL(bad, 0);
    ent_run_free(&lab.run, a);
    ent_ties_unref(t);
    ent_view_unref(v);
    lab_close(&lab);
  }
}

static void test_unknown(void) {
  static Spec spec;
  Lab lab;
  Side a;
  Sum sum = sum_new();
  int k;
  memset(&spec, 0, sizeof(spec)); /* nothing is covered */
  defaults(&spec);
  state(&spec, "A");
  state(&spec, "K");
  trade(&spec, "A", "K", 1);
  sanction(&spec, "A", "K", "trade", "complete", 1);
  lab_open(&lab, &spec);
  k = id(&lab, "K");
  named(&a, &lab, "A", 0);
  CU_ASSERT_TRUE(isnan(ent_strength_side(lab.ties, k, &a.side)));
  CU_ASSERT_TRUE(isnan(ent_hostility_pair(lab.ties, k, id(&lab, "A"))));
  CU_ASSERT_TRUE(isnan(ent_isolation_state(lab.ties, k)));
  CU_ASSERT_TRUE(isnan(ent_threat_state(lab.ties, k)));
  CU_ASSERT_TRUE(isnan(ent_leverage_over(lab.ties, k, id(&lab, "A"))));
  CU_ASSERT_EQUAL(
      ent_strength_parts(&lab.run, lab.ties, k, &a.side, &sum.parts), ENT_OK);
  CU_ASSERT_EQUAL(sum.nRow, 4);
  CU_ASSERT_EQUAL(sum.nUnknown, 4);
  CU_ASSERT_EQUAL(sum.nBad, 0);
  lab_close(&lab);
}

static void test_small(void) {
  static Spec spec;
  Lab lab;
  Side a;
  EntChain chain;
  EntImpact *pImpact = 0;
  int n = 0;
  memset(&spec, 0, sizeof(spec)); /* no state at all */
  defaults(&spec);
  covered(&spec);
  lab_open(&lab, &spec);
  CU_ASSERT_EQUAL(lab.ties->nLive, 0);
  members(&a, 0);
  CU_ASSERT_TRUE(isnan(ent_strength_side(lab.ties, 0, &a.side)));
  CU_ASSERT_TRUE(isnan(ent_isolation_state(lab.ties, 0)));
  lab_close(&lab);
  state(&spec, "A"); /* one */
  add(&spec, T_DEAL, "d", 0, 0, 0);
  add(&spec, T_PARTY, "d", "A", "party", 0);
  lab_open(&lab, &spec);
  members(&a, 1);
  CU_ASSERT_TRUE(isnan(ent_strength_side(lab.ties, 0, &a.side)));
  CU_ASSERT_TRUE(isnan(ent_isolation_state(lab.ties, 0)));
  ent_entrapment_state(lab.ties, 0, &chain);
  CU_ASSERT_EQUAL(chain.value, 0);
  CU_ASSERT_EQUAL(chain.iAlly, -1);
  CU_ASSERT_EQUAL(ent_threat_state(lab.ties, 0), 0);
  CU_ASSERT_EQUAL(
      ent_impact_deal(&lab.run, lab.ties, lab.ties, 0, &n, &pImpact), ENT_OK);
  CU_ASSERT_EQUAL(n, 5);
  ent_run_free(&lab.run, pImpact);
  lab_close(&lab);
}

/* Text that is cut stays valid UTF-8; percents need no locale. */
static void test_words(void) {
  char z[ENT_PART_TEXT], zLong[2 * ENT_PART_TEXT], zPercent[32];
  for (int shift = 0; shift < 3; shift++) {
    size_t n = (size_t)shift, i = 0;
    memset(zLong, 'x', n);
    while (n + 3 < sizeof(zLong)) {
      memcpy(zLong + n, "\xE2\x82\xAC", 3);
      n += 3;
    }
    memset(zLong + n, 0, sizeof(zLong) - n);
    ent_part_text(z, "%s", zLong);
    for (i = (size_t)shift; z[i]; i += 3)
      CU_ASSERT_EQUAL(strncmp(z + i, "\xE2\x82\xAC", 3), 0);
    CU_ASSERT_TRUE(i > ENT_PART_TEXT - 8);
  }
  memset(zLong, 0x80, sizeof(zLong) - 1); /* no character begins anywhere */
  ent_part_text(z, "%s", zLong);
  CU_ASSERT_STRING_EQUAL(z, "");
  memset(zLong, 'x', sizeof(zLong) - 1);
  ent_part_text(z, "%s", zLong);
  CU_ASSERT_EQUAL(strlen(z), ENT_PART_TEXT - 1);
  ent_part_percent(.2137, zPercent);
  CU_ASSERT_STRING_EQUAL(zPercent, "21.4%");
  ent_part_percent(.00001, zPercent);
  CU_ASSERT_STRING_EQUAL(zPercent, "under 0.1%");
  ent_part_percent(0, zPercent);
  CU_ASSERT_STRING_EQUAL(zPercent, "0.0%");
}

/* The same answers without the tables, as above ENT_TIES_DENSE. */
static void test_sparse(void) {
  static double a[400], b[400];
  static Spec spec;
  for (int seed = 1; seed <= seeds() / 2; seed++) {
    Lab lab;
    Sum sum = sum_new();
    double aPropagated[TWIN_MAX], aAgain[TWIN_MAX];
    int n, bad = 0;
    random_spec(&spec, (uint64_t)seed);
    lab_open(&lab, &spec);
    n = answers(&lab, a);
    ent_exposure_propagated(&lab.run, lab.ties, aPropagated);
    lab.ties->aPortfolio = 0; /* the arena frees them */
    lab.ties->aStrength = lab.ties->aDepth = 0;
    lab.ties->aHostility = lab.ties->aBond = 0;
    CU_ASSERT_EQUAL(n, answers(&lab, b));
    ent_exposure_propagated(&lab.run, lab.ties, aAgain);
    for (int i = 0; i < n; i++)
      bad += !same(a[i], b[i], 1e-14);
    for (int i = 0; i < lab.ties->n; i++)
      bad += !same(aPropagated[i], aAgain[i], 1e-14);
    CU_ASSERT_EQUAL(bad, 0);
    ent_exposure_parts(&lab.run, lab.ties, 0, &sum.parts);
    lab_close(&lab);
  }
}

/* Terms that are certain: an arms delivery and a sanction that leave nothing
** to chance still divide the score among them. */
static void test_certain(void) {
  static Spec spec;
  Lab lab;
  Side a;
  Sum sum = sum_new(), parts = sum_new();
  EntExposure e;
  double none[6] = { NAN, .25, NAN, .75, NAN, NAN };
  int k;
  tied(&spec, .5, .5);
  set(&spec, "transfer.category.arms", 1);
  set(&spec, "strength.transfer", 1);
  set(&spec, "sanction.trade", 1);
  for (int i = 0; i < 2; i++) {
    Row *p = add(&spec, T_TRANSFER, "K", "A", "arms", "delivered");
    snprintf(p->az[4], sizeof(p->az[4]), "2021-06-15");
  }
  add(&spec, T_TRANSFER, "A", "K", "food", "reported");
  trade(&spec, "K", "S", 3);
  trade(&spec, "K", "B", 1);
  sanction(&spec, "S", "A", "trade", "complete", 1);
  sanction(&spec, "S", "B", "trade", "complete", 1);
  lab_open(&lab, &spec);
  k = id(&lab, "K");
  named(&a, &lab, "A", 0);
  NEAR(ent_strength_side(lab.ties, k, &a.side), 1);
  ent_strength_parts(&lab.run, lab.ties, k, &a.side, &sum.parts);
  CU_ASSERT_TRUE(receipt(&sum, 1));
  ent_exposure_state(lab.ties, k, 0, 0, &e);
  NEAR(e.secondary, .75);
  ent_exposure_parts(&lab.run, lab.ties, k, &parts.parts);
  CU_ASSERT_TRUE(receipt(&parts, e.total));
  NEAR(ent_cinc_score(none, 0), .5);
  lab_close(&lab);
}

/* A receipt whose reader stops, and a long loop that is told to. */
static int nPart; /* that it takes */

static int stop_part(EntParts *p, const EntPart *pPart) {
  (void)p;
  (void)pPart;
  return nPart-- > 0 ? ENT_OK : ENT_NOMEM;
}

static int stop_always(void *p) {
  (void)p;
  return 1;
}

static void test_stop(void) {
  static Spec spec;
  Lab lab;
  Side a, b;
  EntParts parts = { stop_part };
  EntRun run;
  int k, nStep = 0, nCall = 0;
  tied(&spec, .5, .5);
  set(&spec, "strength.similarity", .3);
  promise(&spec, "A", "K", "defense"); /* so that the two are alike */
  trade(&spec, "K", "A", 3);
  add(&spec, T_TRANSFER, "K", "A", "arms", "delivered");
  lab_open(&lab, &spec);
  k = id(&lab, "K");
  named(&a, &lab, "A", 0);
  named(&b, &lab, "B", 0);
  run = run_new();
  for (int n = 0; n < 5; n++) { /* a row for each layer */
    nPart = n;
    CU_ASSERT_EQUAL(ent_strength_parts(&run, lab.ties, k, &a.side, &parts),
                    n < 4 ? ENT_NOMEM : ENT_OK);
  }
  nPart = 0;
  run = run_new();
  CU_ASSERT_EQUAL(ent_exposure_parts(&run, lab.ties, k, &parts), ENT_NOMEM);
  run = run_new();
  CU_ASSERT_EQUAL(
      ent_bystander_parts(&run, lab.ties, k, &a.side, &b.side, &parts),
      ENT_NOMEM);
  run = run_new();
  run.xCancel = stop_always;
  while (!ent_side_poll(&run, &nStep, 100))
    nCall++;
  CU_ASSERT_TRUE(nCall > 10 && nCall < 1000);
  CU_ASSERT_EQUAL(run.error.code, ENT_CANCEL);
  lab_close(&lab);
}

/* ---- Failure ---- */

/* Whatever takes memory, once. Returns the run's error code. */
static int everything(EntRun *run, EntWorld *w) {
  EntView *v = 0, *v2 = 0;
  EntTies *t = 0, *t2 = 0;
  EntChain *aChain = 0;
  EntImpact *aImpact = 0;
  double aOut[TWIN_MAX];
  int n;
  Side side;
  EntSide opponents = { 0, 0 };
  members(&side, 1);
  v = ent_view_new(run, w, day("2021-06-15"), -1);
  if (v) t = ent_ties_new(run, v);
  if (t) v2 = ent_view_new(run, w, day("2021-06-15"), 0);
  if (v2) t2 = ent_ties_new(run, v2);
  if (t2 && ent_exposure_propagated(run, t, aOut) == ENT_OK &&
      ent_entrapment_chains(run, t, 0, &n, &aChain) == ENT_OK &&
      ent_hostility_opponents(run, v, &side.side, &opponents) == ENT_OK) {
    ent_impact_deal(run, t, t2, 0, &n, &aImpact);
  }
  ent_run_free(run, aChain);
  ent_run_free(run, aImpact);
  ent_run_free(run, opponents.aState);
  ent_ties_unref(t);
  ent_ties_unref(t2);
  ent_view_unref(v);
  ent_view_unref(v2);
  return run->error.code;
}

static void test_memory(void) {
  static Spec spec;
  int nWorld = 0;
  for (int seed = 1; nWorld < 3; seed++) {
    EntRun run = run_new();
    EntWorld *w;
    long nBefore = nOpen;
    int done = 0;
    random_spec(&spec, (uint64_t)seed);
    w = build(&spec, &run);
    CU_ASSERT_PTR_NOT_NULL_FATAL(w);
    if (w->nDeal > 2 && w->nState > 4) {
      long nWith = nOpen;
      nWorld++;
      for (long i = 0; i < 10000 && !done; i++) {
        int rc;
        run = run_new();
        nLeft = i;
        rc = everything(&run, w);
        done = rc == ENT_OK;
        nLeft = -1;
        CU_ASSERT_TRUE(done || rc == ENT_NOMEM);
        CU_ASSERT_EQUAL(nOpen, nWith);
      }
      CU_ASSERT_TRUE(done);
    }
    ent_world_unref(w);
    CU_ASSERT_EQUAL(nOpen, nBefore);
  }
}

static int cancel_now(void *p) {
  return --*(int *)p <= 0;
}

static void test_cancel(void) {
  static Spec spec;
  EntRun run = run_new();
  EntWorld *w;
  long nBefore;
  random_spec(&spec, 6);
  w = build(&spec, &run);
  CU_ASSERT_PTR_NOT_NULL_FATAL(w);
  nBefore = nOpen;
  for (int i = 1, rc = ENT_CANCEL; rc != ENT_OK && i < 1000; i++) {
    int nAsk = i;
    run = run_new();
    run.xCancel = cancel_now;
    run.pCancel = &nAsk;
    rc = w->nDeal ? everything(&run, w) : ENT_OK;
    CU_ASSERT_TRUE(rc == ENT_OK || rc == ENT_CANCEL);
    CU_ASSERT_EQUAL(nOpen, nBefore);
  }
  ent_world_unref(w);
}

int test_measure_register(void) {
  static CU_TestInfo aTest[] = {
    { "noisy-or and means", test_noisy },
    { "kappa: Signorino and Ritter's table 6", test_kappa_table6 },
    { "kappa: Haege's examples", test_kappa_counts },
    { "cinc of 2022", test_cinc },
    { "pivot and gains of 2022", test_pivot },
    { "harmonic mean", test_harmony },
    { "Friedkin and Johnsen", test_propagated },
    { "bounds and symmetry", test_bounds },
    { "scale does not matter", test_scale },
    { "row order does not matter", test_order },
    { "tied to one side or none", test_untied },
    { "a party is no bystander", test_party },
    { "the score is monotone", test_monotone },
    { "the score is greatest when even", test_even },
    { "options", test_options },
    { "red lines", test_crosses },
    { "red lines for somebody", test_addressed },
    { "weights beyond their range", test_beyond },
    { "what weighs nothing", test_weightless },
    { "levels below 0", test_below },
    { "networks of what is not covered", test_networks_unknown },
    { "networks without a tie", test_networks_empty },
    { "networks of what is partly known", test_networks_partly },
    { "nothing to vary", test_sense_nothing },
    { "universal blocs", test_universal },
    { "an idle deal has no impact", test_idle_deal },
    { "unknown is not zero", test_unknown },
    { "empty and tiny worlds", test_small },
    { "words", test_words },
    { "twin: pairs", test_twin_pairs },
    { "twin: states", test_twin_states },
    { "twin: sides, options and receipts", test_twin_sides },
    { "twin: impact", test_twin_impact },
    { "without tables", test_sparse },
    { "certain terms", test_certain },
    { "stopped", test_stop },
    { "failing memory", test_memory },
    { "cancelled", test_cancel },
    CU_TEST_INFO_NULL,
  };
  CU_SuiteInfo aSuite[] = {
    { "measure", 0, 0, 0, 0, aTest },
    CU_SUITE_INFO_NULL,
  };
  return CU_register_suites(aSuite) == CUE_SUCCESS ? 0 : 1;
}
