/*
** Long work that is stopped, and memory that runs out in the middle of it.
**
** The other suites try this on small worlds, where a loop never comes to the
** place at which it asks whether it shall go on, and a chunk of memory holds
** all there is. Here is a crowd: so many states and rows that every loop asks
** several times, and that every array needs memory of its own. Each piece of
** work runs again and again, stopped at the first question, the second, and so
** on; and again with the first request for memory failing, the second, and so
** on. Whenever it ends, its error must be the one that was caused, and nothing
** that it took may be left.
*/
#include "../../ext/measure/measure.h"
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void test_patience_register(void);

/* ---- Memory and questions that are counted ---- */

static long nOpen;  /* blocks not yet freed */
static long nUntil; /* requests until all fail; negative: none does */
static long
    nAnswers; /* questions until the answer is to stop; negative: never */

static void *count_realloc(void *p, size_t n) {
  void *pNew;
  if (nUntil == 0) return 0;
  if (nUntil > 0) nUntil--;
  pNew = realloc(p, n ? n : 1);
  if (p == 0 && pNew) nOpen++;
  return pNew;
}

static void count_free(void *p) {
  if (p) nOpen--;
  free(p);
}

static const EntMem mem = { count_realloc, count_free };

static int count_down(void *p) {
  (void)p;
  return nAnswers >= 0 && nAnswers-- == 0;
}

static EntRun run_new(void) {
  EntRun run;
  memset(&run, 0, sizeof(run));
  run.mem = &mem;
  run.xCancel = count_down;
  return run;
}

/* ---- The crowd ---- */

enum { STATES = 70, ROWS = 4300, FEW = 200, CALLS = 9000 };

static int nRow; /* of the large tables of the next crowd */
static uint32_t seed;

static uint32_t dice(uint32_t n) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % n;
}

static const char *name(int i) {
  static char aName[STATES][8];
  snprintf(aName[i], sizeof(aName[i]), "S%03d", i);
  return aName[i];
}

static const char *anyone(void) {
  return name((int)dice(STATES));
}

static void crowd_parameters(EntBuild *b) {
  for (int i = 0; i < ENT_NPARAMETER; i++) {
    double x = i >= P_LEVEL_DEFENSE && i <= P_LEVEL_ENTENTE ? 2 : .5;
    if (i == P_TRANSFER_HALF_LIFE) x = 50;
    double more = i == P_STRENGTH_TRADE ? .6 : x;
    ent_build_parameter(b, ent_parameter_names[i], x, x, more);
  }
  for (int i = 0; i < 100; i++) {
    char z[60];
    snprintf(z, sizeof(z), "transfer.category.%d", i);
    ent_build_parameter(b, z, .5, .5, .5);
    snprintf(z, sizeof(z), "transfer.status.%d", i);
    ent_build_parameter(b, z, .5, .5, .5);
  }
}

/* Long names, so that the words of a dictionary fill chunks too. */
static void crowd_dictionaries(EntBuild *b) {
  char z[300];
  for (int i = 0; i < 4000; i++) {
    snprintf(z, sizeof(z), i < 100 ? "%250d" : "%d", i);
    ent_build_source(b, i ? z : "s");
  }
  crowd_parameters(b);
  for (int i = 0; i < ENT_NLAYER; i++)
    ent_build_coverage(b, ent_layer_names[i], "s", 0, 0);
  for (int i = 0; i < STATES; i++) {
    snprintf(z, sizeof(z), "%.40s of %200d", name(i), i);
    ent_build_state(b, name(i), z, i % 3 ? "region" : 0, 0);
  }
  for (int i = 0; i < STATES; i++)
    ent_build_spell(b, "cow", name(i), "1900", 0);
  for (int i = 0; i < nRow; i++) {
    ent_build_name(b, "name", anyone(), anyone(), 0, 0, 0);
    ent_build_border(b, anyone(), anyone(), 0, 0);
  }
  for (int i = 0; i < 100; i++) {
    snprintf(z, sizeof(z), "B%d", i);
    ent_build_bloc(b, z, z, 0);
    for (int k = 0; k < 50; k++)
      ent_build_member(b, z, anyone(), 0, 0);
  }
}

static void crowd_ties(EntBuild *b) {
  char z[300];
  for (int i = 0; i < nRow; i++) {
    double a[ENT_NCOMPONENT] = { 1, 1, 1, 1, 1, 1 };
    ent_build_capability(b, name(i % STATES), 1960 + i / STATES, a, "s");
  }
  for (int i = 0; i < 100; i++) {
    snprintf(z, sizeof(z), "D%d", i);
    ent_build_deal(b, z, 0, 0, "s");
    for (int k = 0; k < 50; k++)
      ent_build_party(b, z, anyone(), "party");
  }
  for (int i = 0; i < 4 * nRow; i++) {
    snprintf(z, sizeof(z), "D%d", i % 100);
    ent_build_obligation(b, z, name(i % STATES), anyone(),
                         i % 2 ? "defense" : "entente", 0, 0, "s");
  }
  for (int i = 0; i < nRow; i++) {
    snprintf(z, sizeof(z), "%d", i % 100);
    ent_build_transfer(b, 0, 0, anyone(), anyone(), z, z, "1990", "1990", "s");
  }
  for (int i = 0; i < nRow; i++) {
    ent_build_sanction(b, "x", i % 50 ? anyone() : "B7", anyone(), "arms",
                       "partial", .5, 0, 0, "s");
  }
  for (int i = 0; i < nRow; i++) {
    ent_build_trade(b, anyone(), anyone(), 2000, 1 + dice(9), "s");
    ent_build_total(b, anyone(), 2000, 1e6, 1e6, "s");
  }
  for (int i = 0; i < 100; i++) {
    snprintf(z, sizeof(z), "Q%d", i);
    ent_build_dispute(b, z, "clash", 0, 0, "s");
    for (int k = 0; k < 20; k++)
      ent_build_disputant(b, z, anyone(), k % 2 ? "A" : "B", 0, 0);
  }
  for (int i = 0; i < nRow; i++)
    ent_build_redline(b, "r", anyone(), "B7", "back", 0, 0, 0);
}

static EntWorld *crowd_build(EntRun *run) {
  EntBuild *b = ent_build_new(run);
  if (b == 0) return 0;
  seed = 11;
  crowd_dictionaries(b);
  crowd_ties(b);
  return ent_build_finish(b);
}

/* A world whose transfers bring the count of rows just below a question, which
** then falls among the states whose trade is looked at. */
static EntWorld *shares_build(EntRun *run) {
  EntBuild *b = ent_build_new(run);
  if (b == 0) return 0;
  crowd_parameters(b);
  ent_build_coverage(b, "transfer", 0, 0, 0);
  ent_build_coverage(b, "trade", 0, 0, 0);
  for (int i = 0; i < STATES; i++)
    ent_build_state(b, name(i), 0, 0, 0);
  for (int i = 0; i < 4060; i++)
    ent_build_transfer(b, 0, 0, "S000", "S001", "0", "0", "1990", "1990", 0);
  return ent_build_finish(b);
}

static const EntSpan on = { 18000, 18000 };
static EntWorld *world, *shares; /* see work_shares */
static EntView *view, *without;  /* without the first deal */
static EntTies *ties, *tiesWithout;

static int setup(void) {
  EntRun run = run_new();
  nOpen = 0;
  nUntil = nAnswers = -1;
  nRow = ROWS;
  shares = shares_build(&run);
  world = crowd_build(&run);
  if (world) view = ent_view_new(&run, world, on, -1);
  if (view) without = ent_view_new(&run, world, on, 0);
  if (without) ties = ent_ties_new(&run, view);
  if (ties) tiesWithout = ent_ties_new(&run, without);
  if (tiesWithout == 0) fprintf(stderr, "patience: %s\n", run.error.text);
  return tiesWithout == 0;
}

static int teardown(void) {
  ent_ties_unref(ties);
  ent_ties_unref(tiesWithout);
  ent_view_unref(view);
  ent_view_unref(without);
  ent_world_unref(world);
  ent_world_unref(shares);
  return nOpen != 0;
}

/* ---- The pieces of work ---- */

static void work_build(EntRun *run) {
  ent_world_unref(crowd_build(run));
}

static void work_variant(EntRun *run) {
  ent_world_unref(ent_world_variant(run, world));
}

static void work_view(EntRun *run) {
  EntView *v = ent_view_new(run, world, on, -1);
  if (v) ent_view_renew(run, v);
  ent_view_unref(v);
}

static void work_shares(EntRun *run) {
  ent_view_unref(ent_view_new(run, shares, on, -1));
}

static void work_votes(EntRun *run) {
  EntPoll *p = ent_votes_new(run, world);
  char z[32];
  if (p == 0) return;
  for (int i = 0; i < CALLS; i++) {
    snprintf(z, sizeof(z), "call-%d", i);
    ent_votes_rollcall(p, z, i % 2 ? "2000" : "2001");
  }
  for (int i = 0; i < CALLS; i++) {
    snprintf(z, sizeof(z), "call-%d", i);
    ent_votes_vote(p, z, name(i % STATES), "yes");
  }
  ent_votes_unref(ent_votes_finish(p));
}

static void work_years(EntRun *run) {
  EntYears *p = ent_years_new(run, world);
  EntYearsAsk ask = { ENT_COW, 2, 0, 2000, 2000, { -1, -1, -1 }, { 0 } };
  if (p == 0) return;
  ent_years_start(p, &ask);
  while (!p->isEnd)
    ent_years_next(p);
  ent_years_free(p);
}

static void work_ties(EntRun *run) {
  EntTies *t = ent_ties_new(run, view);
  if (t) ent_ties_renew(run, t);
  ent_ties_unref(t);
}

static void work_propagated(EntRun *run) {
  static double a[STATES];
  ent_exposure_propagated(run, ties, a);
}

static void work_chains(EntRun *run) {
  EntChain *a;
  int n;
  ent_entrapment_chains(run, ties, 5, &n, &a);
  ent_run_free(run, a);
}

static void work_impact(EntRun *run) {
  EntImpact *a;
  int n;
  ent_impact_deal(run, ties, tiesWithout, 0, &n, &a);
  ent_run_free(run, a);
}

static void work_portfolios(EntRun *run) {
  EntPortfolios *p = ent_portfolio_new(run, world, on);
  if (p) ent_portfolio_weigh(run, p);
  ent_portfolio_unref(p);
}

/* What a receipt shows ends where its reader says so, or is told to. */
typedef struct Reader Reader;
struct Reader {
  EntParts base;
  EntRun *run;
};

static int reader_part(EntParts *p, const EntPart *pPart) {
  Reader *pReader = (Reader *)p;
  (void)pPart;
  ent_run_free(pReader->run, ent_run_alloc(pReader->run, 1));
  return pReader->run->error.code;
}

static int32_t aSideA[] = { 1, 2, 3 }, aSideB[] = { 4, 6 };
static const EntSide sideA = { 3, aSideA }, sideB = { 2, aSideB };

static void work_strength_parts(EntRun *run) {
  Reader reader = { { reader_part }, run };
  ent_strength_parts(run, ties, 5, &sideA, &reader.base);
}

static void work_exposure_parts(EntRun *run) {
  Reader reader = { { reader_part }, run };
  ent_exposure_parts(run, ties, 5, &reader.base);
}

static void work_bystander_parts(EntRun *run) {
  Reader reader = { { reader_part }, run };
  ent_bystander_parts(run, ties, 5, &sideA, &sideB, &reader.base);
}

static double sense_value(const EntSense *p, const EntTies *t, int i) {
  (void)p;
  return ent_isolation_state(t, i);
}

static void sense_row(void *p, const EntSensed *pRow) {
  (void)p;
  (void)pRow;
}

static void work_sense(EntRun *run) {
  static int32_t aAll[STATES];
  EntSense ask;
  memset(&ask, 0, sizeof(ask));
  for (int i = 0; i < STATES; i++)
    aAll[i] = i;
  ask.xValue = sense_value;
  ask.subjects.n = STATES;
  ask.subjects.aState = aAll;
  ask.iOnly = -1;
  ask.nDraw = 1;
  ask.xRow = sense_row;
  ent_sense_run(run, ties, &ask);
}

/* All that is asked of a network, one thing after the other: the error of the
** first ends it, and the others may not hide it. */
static void network(EntRun *run, int layer) {
  static EntNode aNode[STATES];
  static double aOut[STATES * (size_t)ENT_NPATTERN];
  static int aGroup[STATES];
  EntNetwork *net = ent_network_new(run, view, ties, layer);
  EntWhole whole;
  if (net == 0) return;
  for (unsigned mask = 1; mask < ENT_M_TRIADS; mask *= 2) {
    if (ent_network_measure(run, net, mask, aNode)) break;
  }
  for (unsigned mask = 0; mask < 3 && run->error.code == ENT_OK; mask++) {
    static const unsigned a[] = { ENT_M_CLUSTERING, ENT_M_BLOC, ENT_M_TRIADS };
    ent_network_whole(run, net, a[mask], &whole);
  }
  if (run->error.code == ENT_OK) ent_network_groups(run, net, 0, aGroup);
  if (run->error.code == ENT_OK) {
    ent_graph_brokerage(run, net->all, aGroup, aOut);
  }
  ent_network_free(net);
}

static void work_alliance(EntRun *run) {
  network(run, ENT_N_ALLIANCE);
}

static void work_signed(EntRun *run) {
  network(run, ENT_N_SIGNED);
}

static void work_moves(EntRun *run) {
  EntNetwork *net = ent_network_new(run, view, ties, ENT_N_ALLIANCE);
  int aGroup[STATES], nMoved;
  if (net == 0) return;
  for (int i = 0; i < STATES; i++)
    aGroup[i] = i;
  ent_bloc_move(run, net->all, 0, aGroup, &nMoved);
  ent_network_free(net);
}

static void work_katz(EntRun *run) {
  EntNetwork *net = ent_network_new(run, view, ties, ENT_N_ALLIANCE);
  EntNode aNode[STATES];
  if (net) ent_network_measure(run, net, ENT_M_KATZ, aNode);
  ent_network_free(net);
}

typedef struct Work Work;
struct Work {
  const char *zName;
  void (*xDo)(EntRun *);
  int least; /* questions that it asks at least, and requests it makes */
};

static const Work aWork[] = {
  { "build", work_build, 10 },
  { "variant", work_variant, 0 },
  { "view", work_view, 10 },
  { "view, shares", work_shares, 2 },
  { "votes", work_votes, 2 },
  { "years", work_years, 0 },
  { "ties", work_ties, 5 },
  { "exposures", work_propagated, 1 },
  { "chains", work_chains, 1 },
  { "impact", work_impact, 1 },
  { "portfolios", work_portfolios, 1 },
  { "strength, receipt", work_strength_parts, 1 },
  { "exposure, receipt", work_exposure_parts, 1 },
  { "bystander, receipt", work_bystander_parts, 1 },
  { "sensitivity", work_sense, 5 },
  { "alliances", work_alliance, 10 },
  { "signed", work_signed, 10 },
  { "moves", work_moves, 2 },
  { "Katz", work_katz, 2 },
};

/* Stops the work at each k-th place, later at every seventh: most of those are
** alike. Returns at how many there are. */
static long stop_each(const Work *p, long *pnUntil, int code) {
  long k;
  for (k = 0; k < 100000; k += k < 100 ? 1 : 7) {
    EntRun run = run_new();
    long nBefore = nOpen;
    *pnUntil = k;
    p->xDo(&run);
    *pnUntil = -1;
    if (nOpen != nBefore || (run.error.code && run.error.code != code)) {
      printf("\n  %s, stopped at %ld: error %d, %ld blocks left\n", p->zName, k,
             run.error.code, nOpen - nBefore);
      CU_FAIL("see above");
      break;
    }
    if (run.error.code == ENT_OK) break;
  }
  return k;
}

static void test_cancel(void) {
  for (size_t i = 0; i < sizeof(aWork) / sizeof(aWork[0]); i++) {
    long n;
    nRow = ROWS;
    n = stop_each(&aWork[i], &nAnswers, ENT_CANCEL);
    if (n < aWork[i].least) printf("\n  %s asks %ld\n", aWork[i].zName, n);
    CU_ASSERT(n >= aWork[i].least);
  }
}

static void test_memory(void) {
  for (size_t i = 0; i < sizeof(aWork) / sizeof(aWork[0]); i++) {
    long n;
    nRow = FEW;
    n = stop_each(&aWork[i], &nUntil, ENT_NOMEM);
    CU_ASSERT(n > 0);
  }
}

void test_patience_register(void) {
  CU_pSuite p = CU_add_suite("patience", setup, teardown);
  if (p == 0) return;
  CU_add_test(p, "stopped at every question", test_cancel);
  CU_add_test(p, "every request for memory fails", test_memory);
}
