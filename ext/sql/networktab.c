/*
** network(on, layer), network_stats(first, last, layer), brokerage(on, layer,
** groups): the layers of the dataset as networks.
**
** Shortest paths and blocs cost far more than counting, so only the columns
** that a statement reads are computed. A column's bit is its place in the
** registration table; the enums below repeat that order.
**
** network_stats makes a view of its own for each year and forgets it: a walk
** through two centuries must not push the day that is being studied out of the
** connection's cache.
*/
#include "sql.h"
#include <math.h>
#include <string.h>

enum { /* the columns of network */
       NETWORK_STATE,
       NETWORK_DEGREE,
       NETWORK_IN_DEGREE,
       NETWORK_OUT_DEGREE,
       NETWORK_STRENGTH,
       NETWORK_EIGENVECTOR,
       NETWORK_KATZ,
       NETWORK_BETWEENNESS,
       NETWORK_CONSTRAINT,
       NETWORK_CORENESS,
       NETWORK_CLUSTERING,
       NETWORK_COMPONENT,
       NETWORK_BLOC,
       NETWORK_POSITIVE,
       NETWORK_NEGATIVE,
       NETWORK_REASON,
       NETWORK_COLUMNS
};

enum { /* the columns of network_stats that cost something */
       STATS_TRANSITIVITY = 5,
       STATS_BLOCS = 9,
       STATS_MODULARITY = 10,
       STATS_PPP = 11,
       STATS_BALANCE = 15,
       STATS_COLUMNS = 17
};

/* ENT_N_ALLIANCE when the argument is NULL; -1: no such layer, the error is
** set. */
static int networktabLayer(EntCall *p, sqlite3_value *pValue) {
  const char *z;
  if (pValue == 0 || sqlite3_value_type(pValue) == SQLITE_NULL) {
    return ENT_N_ALLIANCE;
  }
  if (ent_resolve_text(p, pValue, "layer", &z)) return -1;
  return ent_word_find(p, "layer", "layer", z, ent_network_names, ENT_NNETWORK);
}

/* The mask of what the columns that are read need: aMask by column. */
static unsigned networktabMask(const EntCall *p, const unsigned *aMask, int n) {
  unsigned mask = 0;
  int i;
  for (i = 0; i < n; i++) {
    if (p->used & (sqlite3_uint64)1 << i) mask |= aMask[i];
  }
  return mask;
}

static EntNetwork *networktabOpen(EntCall *p, int nArg, sqlite3_value **ap) {
  int layer = networktabLayer(p, ap[1]);
  EntTies *ties = layer < 0 ? 0 : ent_call_ties(p, 0, nArg, ap, ap[0]);
  return ties ? ent_network_new(&p->run, ties->view, ties, layer) : 0;
}

static void networktabNulls(EntRows *pRows, int n) {
  while (n-- > 0)
    ent_rows_null(pRows);
}

static int networktabDegree(const EntRowsOf *r, int i) {
  return r->aStart[i + 1] - r->aStart[i];
}

static void networktabRow(EntRows *pRows, const EntNetwork *net, unsigned mask,
                          int i, const EntNode *pNode) {
  ent_rows_int(pRows, networktabDegree(&net->all->ties, i));
  if (net->all->isDirected) {
    ent_rows_int(pRows, networktabDegree(&net->all->in, i));
    ent_rows_int(pRows, networktabDegree(&net->all->out, i));
  } else {
    networktabNulls(pRows, 2);
  }
  ent_rows_real(pRows, ent_graph_strength(&net->all->ties, i));
  ent_rows_real(pRows, mask & ENT_M_EIGENVECTOR ? pNode->eigenvector : NAN);
  ent_rows_real(pRows, mask & ENT_M_KATZ ? pNode->katz : NAN);
  ent_rows_real(pRows, mask & ENT_M_BETWEENNESS ? pNode->betweenness : NAN);
  ent_rows_real(pRows, mask & ENT_M_CONSTRAINT ? pNode->constraint : NAN);
  ent_rows_int(pRows, pNode->coreness);
  ent_rows_real(pRows, mask & ENT_M_CLUSTERING ? pNode->clustering : NAN);
  ent_rows_int(pRows, pNode->component);
  ent_rows_int(pRows, pNode->bloc);
  if (net->hostile) {
    ent_rows_int(pRows, networktabDegree(&net->friendly->ties, i));
    ent_rows_int(pRows, networktabDegree(&net->hostile->ties, i));
  } else {
    networktabNulls(pRows, 2);
  }
}

int ent_networktab_network(EntCall *p, int nArg, sqlite3_value **ap,
                           EntRows *pRows) {
  static const unsigned aMask[NETWORK_COLUMNS] = {
    [NETWORK_EIGENVECTOR] = ENT_M_EIGENVECTOR,
    [NETWORK_KATZ] = ENT_M_KATZ,
    [NETWORK_BETWEENNESS] = ENT_M_BETWEENNESS,
    [NETWORK_CONSTRAINT] = ENT_M_CONSTRAINT,
    [NETWORK_CORENESS] = ENT_M_CORENESS,
    [NETWORK_CLUSTERING] = ENT_M_CLUSTERING,
    [NETWORK_COMPONENT] = ENT_M_COMPONENT,
    [NETWORK_BLOC] = ENT_M_BLOC,
  };
  unsigned mask = networktabMask(p, aMask, NETWORK_COLUMNS);
  EntNetwork *net = networktabOpen(p, nArg, ap);
  EntNode *aNode;
  int i;
  if (net == 0) return 1;
  aNode = ent_run_alloc(&p->run, ((size_t)net->n + 1) * sizeof(EntNode));
  if (aNode && (net->zReason ||
                ent_network_measure(&p->run, net, mask, aNode) == ENT_OK)) {
    for (i = 0; i < net->n; i++) {
      const char *zReason = ent_network_unknown(net, i);
      ent_rows_text(pRows, net->view->world->aState[net->aState[i]].zCode);
      if (zReason) {
        networktabNulls(pRows, NETWORK_COLUMNS - 2);
      } else {
        networktabRow(pRows, net, mask, i, &aNode[i]);
      }
      ent_rows_text(pRows, zReason);
    }
  }
  ent_run_free(&p->run, aNode);
  ent_network_free(net);
  return p->run.error.code;
}

/* ---- One row a year ---- */

static void networktabStatsRow(EntRows *pRows, const EntNetwork *net, int year,
                               unsigned mask, const EntWhole *w) {
  int i;
  ent_rows_int(pRows, year);
  ent_rows_int(pRows, net->n);
  if (net->zReason) {
    networktabNulls(pRows, STATS_COLUMNS - 3);
    ent_rows_text(pRows, net->zReason);
    return;
  }
  ent_rows_int(pRows, w->nTie);
  ent_rows_real(pRows, w->density);
  ent_rows_real(pRows, w->reciprocity);
  ent_rows_real(pRows, w->transitivity);
  ent_rows_int(pRows, w->nComponent);
  ent_rows_int(pRows, w->nIsolate);
  if (net->hostile) {
    ent_rows_real(pRows, net->all->nTie
                             ? (double)net->hostile->nTie / net->all->nTie
                             : NAN);
  } else {
    ent_rows_null(pRows);
  }
  ent_rows_int(pRows, w->nBloc);
  ent_rows_real(pRows, w->modularity);
  for (i = 0; i < 4; i++) {
    if (net->hostile && mask & ENT_M_TRIADS) {
      ent_rows_int(pRows, (sqlite3_int64)w->aTriad[i]);
    } else {
      ent_rows_null(pRows);
    }
  }
  ent_rows_real(pRows, w->balance);
  ent_rows_null(pRows);
}

static int networktabOneYear(EntCall *p, EntWorld *world, int layer, int year,
                             unsigned mask, EntRows *pRows) {
  EntSpan on = { ent_date_day(year, 1, 1), ent_date_day(year, 12, 31) };
  EntView *view = ent_view_new(&p->run, world, on, -1);
  EntTies *ties = 0;
  EntNetwork *net = 0;
  EntWhole whole = { 0 };
  if (view == 0) return 1;
  if (layer == ENT_N_SIGNED) ties = ent_ties_new(&p->run, view);
  if (p->run.error.code == ENT_OK) {
    net = ent_network_new(&p->run, view, ties, layer);
  }
  if (net && net->n > 0 &&
      (net->zReason ||
       ent_network_whole(&p->run, net, mask, &whole) == ENT_OK)) {
    networktabStatsRow(pRows, net, year, mask, &whole);
  }
  ent_network_free(net);
  ent_ties_unref(ties);
  ent_view_unref(view);
  return p->run.error.code;
}

int ent_networktab_stats(EntCall *p, int nArg, sqlite3_value **ap,
                         EntRows *pRows) {
  static const unsigned aMask[STATS_COLUMNS] = {
    [STATS_TRANSITIVITY] = ENT_M_CLUSTERING, [STATS_BLOCS] = ENT_M_BLOC,
    [STATS_MODULARITY] = ENT_M_BLOC,         [STATS_PPP] = ENT_M_TRIADS,
    [STATS_PPP + 1] = ENT_M_TRIADS,          [STATS_PPP + 2] = ENT_M_TRIADS,
    [STATS_PPP + 3] = ENT_M_TRIADS,          [STATS_BALANCE] = ENT_M_TRIADS,
  };
  unsigned mask = networktabMask(p, aMask, STATS_COLUMNS);
  EntWorld *world;
  int first, last, layer, year;
  (void)nArg;
  if (ent_resolve_year(p, ap[0], "first", &first) ||
      ent_resolve_year(p, ap[1], "last", &last)) {
    return 1;
  }
  layer = networktabLayer(p, ap[2]);
  world = layer < 0 ? 0 : ent_snapshot_world(p);
  if (world == 0) return 1;
  for (year = first; year <= last; year++) {
    if (ent_run_cancelled(&p->run)) break;
    if (networktabOneYear(p, world, layer, year, mask, pRows)) break;
  }
  ent_world_unref(world);
  return p->run.error.code;
}

/* ---- Brokerage ---- */

/* 0: regions, 1: blocs, -1: the error is set. */
static int networktabGroups(EntCall *p, sqlite3_value *pValue) {
  const char *z;
  if (pValue == 0 || sqlite3_value_type(pValue) == SQLITE_NULL) return 0;
  if (ent_resolve_text(p, pValue, "groups", &z)) return -1;
  if (strcmp(z, "region") == 0) return 0;
  if (strcmp(z, "bloc") == 0) return 1;
  ent_error_set(&p->run.error, ENT_ERROR,
                "argument groups: no groups '%.40s'; region or bloc", z);
  return -1;
}

static void networktabBroker(EntRows *pRows, const EntNetwork *net, int i,
                             int byBloc, int group, const double *aCount) {
  const EntState *pState = &net->view->world->aState[net->aState[i]];
  double sum = 0;
  int k;
  if (byBloc) {
    ent_rows_int(pRows, group);
  } else {
    ent_rows_text(pRows, pState->zRegion);
  }
  for (k = 0; k < ENT_NPATTERN; k++) {
    if (group < 0) {
      ent_rows_null(pRows);
    } else {
      ent_rows_int(pRows, (sqlite3_int64)aCount[k]);
    }
    sum += aCount[k];
  }
  if (group < 0) {
    ent_rows_null(pRows);
    ent_rows_text(pRows, "the region of this state is not known");
  } else {
    ent_rows_int(pRows, (sqlite3_int64)sum);
    ent_rows_null(pRows);
  }
}

int ent_networktab_brokerage(EntCall *p, int nArg, sqlite3_value **ap,
                             EntRows *pRows) {
  int byBloc = networktabGroups(p, ap[2]), i;
  EntNetwork *net = byBloc < 0 ? 0 : networktabOpen(p, nArg, ap);
  size_t n = net ? (size_t)net->n + 1 : 1;
  double *aCount = 0;
  int *aGroup = 0;
  if (net == 0) return 1;
  aCount = ent_run_alloc(&p->run, n * ENT_NPATTERN * sizeof(double));
  aGroup = ent_run_alloc(&p->run, n * sizeof(int));
  if (aCount == 0 || aGroup == 0) goto done;
  if (net->zReason == 0 &&
      ent_network_groups(&p->run, net, byBloc, aGroup) == ENT_OK) {
    ent_graph_brokerage(&p->run, net->friendly, aGroup, aCount);
  }
  for (i = 0; i < net->n && p->run.error.code == ENT_OK; i++) {
    const char *zReason = ent_network_unknown(net, i);
    ent_rows_text(pRows, net->view->world->aState[net->aState[i]].zCode);
    if (zReason) {
      networktabNulls(pRows, 2 + ENT_NPATTERN);
      ent_rows_text(pRows, zReason);
    } else {
      networktabBroker(pRows, net, i, byBloc, aGroup[i],
                       &aCount[(size_t)i * ENT_NPATTERN]);
    }
  }
done:
  ent_run_free(&p->run, aCount);
  ent_run_free(&p->run, aGroup);
  ent_network_free(net);
  return p->run.error.code;
}
