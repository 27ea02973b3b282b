/*
** Networks: the layers of a view as graphs of states.
**
** The nodes are the states alive on the date, in the order of their codes. A
** tie of a layer, and its weight:
**
**   alliance   i has promised j something at or above the parameter
**              similarity.binary_level; the highest obligation.*; directed
**   transfer   i supplies j: 1 - prod(1 - v) over the transfers; directed
**   trade      i and j trade: Barbieri's salience, the geometric mean of the
**              two trade shares, sqrt(d_ij d_ji) (1996, Journal of Peace
**              Research 33:29-49); where only one state's trade is known, its
**              share. Undirected
**   sanction   i has measures of its own against j: their severity (those of
**              universal blocs do not count, as in hostility.c); directed
**   dispute    i and j stand on opposite sides: the intensity; undirected
**   signed     mutual strength less hostility, and its sign; undirected
**
** A layer outside its coverage makes no graph but a reason. The signed layer
** is a difference, so both of its sides must be known.
**
** In a directed layer the larger direction stands for an undirected tie, as
** everywhere. Of the signed network the measures that walk along ties walk the
** friendly ones; blocs look at both (bloc.c).
**
** Strength is above 0 where two states have promises, transfers or trade, or
** where their portfolios share a partner; so the pairs of the signed layer are
** gathered from the sparse rows, and most pairs are never looked at.
*/
#include "measure.h"

#include <math.h>
#include <string.h>

const char *const ent_network_names[ENT_NNETWORK] = { "alliance", "trade",
                                                      "transfer", "sanction",
                                                      "dispute",  "signed" };

int ent_network_is_directed(int layer) {
  return layer == ENT_N_ALLIANCE || layer == ENT_N_TRANSFER ||
         layer == ENT_N_SANCTION;
}

typedef struct NetworkList NetworkList; /* ties between slots, growing */
struct NetworkList {
  EntRun *run;
  const EntNetwork *net;
  int n, nAlloc;
  EntTie *a;
};

static void networkAdd(NetworkList *p, int i, int j, double weight) {
  EntTie *a;
  if (p->run->error.code) return;
  a = ent_run_grow(p->run, p->a, &p->nAlloc, p->n, 1, sizeof(*a));
  if (a == 0) return;
  p->a = a;
  a[p->n].iFrom = p->net->aSlot[i];
  a[p->n].iTo = p->net->aSlot[j];
  a[p->n++].weight = weight;
}

/* ---- The layers ---- */

static void networkAlliance(NetworkList *p, const EntView *v, int i) {
  double least = v->world->aParameter[P_SIMILARITY_BINARY];
  for (int e = v->aPromiseStart[i]; e < v->aPromiseStart[i + 1]; e++) {
    const EntPromise *pPromise = &v->aPromise[e];
    if (pPromise->level >= least)
      networkAdd(p, i, pPromise->iOther, pPromise->value);
  }
}

/* Every transfer is in the rows of both; here the supplier's counts. */
static void networkTransfer(NetworkList *p, const EntView *v, int i) {
  int e = v->aFlowStart[i], end = v->aFlowStart[i + 1];
  while (e < end) {
    int other = v->aFlow[e].iOther;
    double survive = 1.0;
    for (; e < end && v->aFlow[e].iOther == other; e++) {
      const EntTransfer *pRow = &v->world->aTransfer[v->aFlow[e].iRow];
      if (pRow->iSupplier == i) survive *= 1.0 - v->aFlow[e].value;
    }
    networkAdd(p, i, other, 1.0 - survive);
  }
}

static void networkTrade(NetworkList *p, const EntView *v, int i) {
  for (int e = v->aShareStart[i]; e < v->aShareStart[i + 1]; e++) {
    int j = v->aShare[e].iOther;
    double share = v->aShare[e].value;
    if (v->tradeKnown[j]) {
      const EntShare *pBack = ent_view_share(v, j, i);
      share = pBack ? sqrt(share * pBack->value) : 0.0;
    }
    networkAdd(p, i, j, share);
  }
}

static void networkSanction(NetworkList *p, const EntView *v, int i) {
  for (int e = v->aAgainstStart[i]; e < v->aAgainstStart[i + 1]; e++)
    networkAdd(p, v->aAgainst[e].iSender, i, v->aAgainst[e].own);
}

static void networkDispute(NetworkList *p, const EntView *v, int i) {
  for (int e = v->aQuarrelStart[i]; e < v->aQuarrelStart[i + 1]; e++)
    networkAdd(p, i, v->aQuarrel[e].iOther, v->aQuarrel[e].value);
}

/* ---- The signed layer ---- */

typedef struct NetworkNear NetworkNear; /* who may have a tie with i */
struct NetworkNear {
  int *aMark, *aNear, n;
  EntGraph *promises; /* of any level: i > j */
  EntGraph *binary;   /* at or above the binary level */
};

static void networkMark(NetworkNear *p, int i, int j) {
  if (p->aMark[j] == i + 1) return;
  p->aMark[j] = i + 1;
  p->aNear[p->n++] = j;
}

static void networkMarkRow(NetworkNear *p, int i, const EntRowsOf *r, int j) {
  for (int e = r->aStart[j]; e < r->aStart[j + 1]; e++)
    networkMark(p, i, r->aTo[e]);
}

/* All in slots. Portfolios hold oneself, so they share a cell when one has
** promised the other something, or both have a third. */
static void networkGather(NetworkNear *p, const EntNetwork *net,
                          const EntTies *t, int i) {
  const EntView *v = t->view;
  int state = net->aState[i];
  p->n = 0;
  p->aMark[i] = i + 1;
  networkMarkRow(p, i, &p->promises->ties, i);
  for (int e = p->binary->out.aStart[i]; e < p->binary->out.aStart[i + 1]; e++)
    networkMarkRow(p, i, &p->binary->in, p->binary->out.aTo[e]);
  for (int e = v->aFlowStart[state]; e < v->aFlowStart[state + 1]; e++)
    networkMark(p, i, net->aSlot[v->aFlow[e].iOther]);
  for (int e = v->aShareStart[state]; e < v->aShareStart[state + 1]; e++)
    networkMark(p, i, net->aSlot[v->aShare[e].iOther]);
  for (int e = v->aAgainstStart[state]; e < v->aAgainstStart[state + 1]; e++)
    networkMark(p, i, net->aSlot[v->aAgainst[e].iSender]);
  for (int e = t->aSentStart[state]; e < t->aSentStart[state + 1]; e++)
    networkMark(p, i, net->aSlot[t->aSent[e].iTarget]);
  for (int e = v->aQuarrelStart[state]; e < v->aQuarrelStart[state + 1]; e++)
    networkMark(p, i, net->aSlot[v->aQuarrel[e].iOther]);
}

/* Every pair is looked at from both ends: where one's trade is not known, only
** the other's row has the share. */
static void networkSigned(NetworkList *p, const EntNetwork *net,
                          const EntTies *t, NetworkNear *pNear) {
  int nStep = 0;
  for (int i = 0; i < net->n; i++) {
    networkGather(pNear, net, t, i);
    for (int k = 0; k < pNear->n; k++) {
      int a = net->aState[i], b = net->aState[pNear->aNear[k]];
      double strength = ent_strength_mutual(t, a, b);
      double hostility = ent_hostility_pair(t, a, b);
      int sign = ent_hostility_sign(t, a, b);
      if (sign == 0 || isnan(strength)) continue;
      networkAdd(p, a, b, strength - hostility);
    }
    if (ent_side_poll(p->run, &nStep, 1 + 8 * pNear->n)) return;
  }
}

static EntGraph *networkPromises(EntRun *run, const EntNetwork *net,
                                 const EntView *v, double least) {
  NetworkList list = { run, net, 0, 0, 0 };
  EntGraph *g;
  for (int k = 0; k < net->n; k++) {
    int i = net->aState[k];
    for (int e = v->aPromiseStart[i]; e < v->aPromiseStart[i + 1]; e++) {
      if (v->aPromise[e].level >= least)
        networkAdd(&list, i, v->aPromise[e].iOther, 1.0);
    }
  }
  g = run->error.code ? 0 : ent_graph_new(run, net->n, list.n, list.a, 1);
  run->mem->xFree(list.a);
  return g;
}

static void networkSignedAll(NetworkList *p, const EntNetwork *net,
                             const EntTies *t) {
  const EntView *v = t->view;
  size_t nByte = ((size_t)net->n + 1) * sizeof(int);
  double least = v->world->aParameter[P_SIMILARITY_BINARY];
  NetworkNear near = { 0 };
  near.aMark = ent_run_alloc(p->run, nByte);
  near.aNear = ent_run_alloc(p->run, nByte);
  near.promises = networkPromises(p->run, net, v, -INFINITY);
  near.binary = networkPromises(p->run, net, v, least);
  if (near.aMark && near.aNear && near.promises && near.binary)
    networkSigned(p, net, t, &near);
  ent_run_free(p->run, near.aMark);
  ent_run_free(p->run, near.aNear);
  ent_graph_free(near.promises);
  ent_graph_free(near.binary);
}

/* ---- The whole ---- */

static const char *networkReason(const EntView *v, int layer) {
  const uint8_t *k = v->aKnown;
  switch (layer) {
  case ENT_N_ALLIANCE:
    return k[ENT_L_OBLIGATION] ? 0 : "obligations are not covered on this date";
  case ENT_N_TRADE:
    return k[ENT_L_TRADE] ? 0 : "trade is not covered on this date";
  case ENT_N_TRANSFER:
    return k[ENT_L_TRANSFER] ? 0 : "transfers are not covered on this date";
  case ENT_N_SANCTION:
    return k[ENT_L_SANCTION] ? 0 : "sanctions are not covered on this date";
  case ENT_N_DISPUTE:
    return k[ENT_L_DISPUTE] ? 0 : "disputes are not covered on this date";
  default:
    if (!k[ENT_L_SANCTION] && !k[ENT_L_DISPUTE])
      return "neither sanctions nor disputes are covered on this date";
    if (!k[ENT_L_OBLIGATION] && !k[ENT_L_TRANSFER] && !k[ENT_L_TRADE])
      return "no layer of strength is covered on this date";
    return 0;
  }
}

static void networkFill(EntRun *run, EntNetwork *net, const EntTies *t) {
  const EntView *v = net->view;
  NetworkList list = { run, net, 0, 0, 0 };
  int nStep = 0;
  for (int k = 0; k < net->n && net->layer != ENT_N_SIGNED; k++) {
    int i = net->aState[k], nBefore = list.n;
    switch (net->layer) {
    case ENT_N_ALLIANCE: networkAlliance(&list, v, i); break;
    case ENT_N_TRANSFER: networkTransfer(&list, v, i); break;
    case ENT_N_TRADE: networkTrade(&list, v, i); break;
    case ENT_N_SANCTION: networkSanction(&list, v, i); break;
    default: networkDispute(&list, v, i); break;
    }
    if (ent_side_poll(run, &nStep, 1 + list.n - nBefore)) break;
  }
  if (net->layer == ENT_N_SIGNED) networkSignedAll(&list, net, t);
  if (run->error.code == ENT_OK) {
    net->all = ent_graph_new(run, net->n, list.n, list.a,
                             ent_network_is_directed(net->layer));
  }
  run->mem->xFree(list.a);
  net->friendly = net->all;
  if (net->all && net->layer == ENT_N_SIGNED) {
    net->friendly = ent_graph_part(run, net->all, 1);
    if (net->friendly) net->hostile = ent_graph_part(run, net->all, -1);
  }
}

EntNetwork *ent_network_new(EntRun *run, EntView *v, const EntTies *t,
                            int layer) {
  EntNetwork *net = ent_run_alloc(run, sizeof *net);
  if (net == 0) return 0;
  ent_arena_init(&net->arena, run->mem);
  net->view = ent_view_ref(v);
  net->layer = layer;
  net->zReason = networkReason(v, layer);
  net->aState = ent_run_carve(run, &net->arena, (size_t)v->nAlive + 1, 4);
  net->aSlot = ent_run_carve(run, &net->arena, (size_t)v->n + 1, 4);
  if (net->aSlot) { /* and aState: after an error nothing is given */
    for (int i = 0; i < v->n; i++) {
      net->aSlot[i] = v->alive[i] ? net->n : -1;
      if (v->alive[i]) net->aState[net->n++] = i;
    }
    if (net->zReason == 0) networkFill(run, net, t);
  }
  if (run->error.code) {
    ent_network_free(net);
    net = 0;
  }
  return net;
}

void ent_network_free(EntNetwork *net) {
  if (net == 0) return;
  const EntMem *mem = net->arena.mem;
  if (net->friendly != net->all) ent_graph_free(net->friendly);
  ent_graph_free(net->all);
  ent_graph_free(net->hostile);
  ent_view_unref(net->view);
  ent_arena_clear(&net->arena);
  mem->xFree(net);
}

const char *ent_network_unknown(const EntNetwork *net, int i) {
  if (net->zReason) return net->zReason;
  if (net->layer != ENT_N_TRADE || net->view->tradeKnown[net->aState[i]])
    return 0;
  return net->all->ties.aStart[i + 1] > net->all->ties.aStart[i]
             ? 0
             : "no trade is recorded for this state";
}

/* ---- What is asked of a network ---- */

int ent_network_measure(EntRun *run, const EntNetwork *net, unsigned mask,
                        EntNode *aOut) {
  const EntGraph *g = net->friendly;
  size_t n = (size_t)net->n + 1;
  double *a = ent_run_alloc(run, n * sizeof(double));
  int *ai = ent_run_alloc(run, n * sizeof(int));
  double rho = 0.0;
  if (a == 0 || ai == 0) goto done;
  if (mask & (ENT_M_EIGENVECTOR | ENT_M_KATZ)) {
    if (ent_central_eigen(run, g, a, &rho)) goto done;
    for (int i = 0; i < g->n; i++)
      aOut[i].eigenvector = a[i];
  }
  if (mask & ENT_M_KATZ) {
    double share = net->view->world->aParameter[P_NETWORK_KATZ_ALPHA];
    if (!(share >= 0.0 && share < 1.0)) {
      ent_error_set(&run->error, ENT_ERROR,
                    "parameter network.katz_alpha is %g; expected 0 or more,"
                    " and less than 1",
                    share);
      goto done;
    }
    double alpha = rho == 0.0 ? 0.0 : share / rho;
    if (ent_central_katz(run, g, alpha, a)) goto done;
    for (int i = 0; i < g->n; i++)
      aOut[i].katz = a[i];
  }
  if (mask & ENT_M_BETWEENNESS) {
    if (ent_central_betweenness(run, g, a)) goto done;
    for (int i = 0; i < g->n; i++)
      aOut[i].betweenness = a[i];
  }
  if (mask & ENT_M_CONSTRAINT) {
    if (ent_central_constraint(run, g, a)) goto done;
    for (int i = 0; i < g->n; i++)
      aOut[i].constraint = a[i];
  }
  if (mask & ENT_M_CLUSTERING) {
    if (ent_graph_triangles(run, g, a, 0)) goto done;
    for (int i = 0; i < g->n; i++)
      aOut[i].clustering = ent_graph_clustering(g, i, a[i]);
  }
  if (mask & ENT_M_CORENESS) {
    if (ent_graph_coreness(run, g, ai)) goto done;
    for (int i = 0; i < g->n; i++)
      aOut[i].coreness = ai[i];
  }
  if (mask & ENT_M_COMPONENT) {
    if (ent_graph_components(run, g, ai, 0)) goto done;
    for (int i = 0; i < g->n; i++)
      aOut[i].component = ai[i];
  }
  if (mask & ENT_M_BLOC) {
    if (ent_bloc_find(run, g, net->hostile, ai, 0)) goto done;
    for (int i = 0; i < g->n; i++)
      aOut[i].bloc = ai[i];
  }
done:
  ent_run_free(run, a);
  ent_run_free(run, ai);
  return run->error.code;
}

static int networkCountIsolates(const EntGraph *g) {
  int n = 0;
  for (int i = 0; i < g->n; i++)
    n += g->ties.aStart[i] == g->ties.aStart[i + 1];
  return n;
}

int ent_network_whole(EntRun *run, const EntNetwork *net, unsigned mask,
                      EntWhole *pOut) {
  const EntGraph *g = net->friendly;
  size_t n = (size_t)net->n + 1;
  double *a = ent_run_alloc(run, n * sizeof(double));
  int *ai = ent_run_alloc(run, n * sizeof(int));
  if (a == 0 || ai == 0) goto done;
  pOut->nTie = net->all->isDirected ? net->all->nArc : net->all->nTie;
  pOut->nIsolate = networkCountIsolates(net->all);
  pOut->density = ent_graph_density(net->all);
  pOut->reciprocity = ent_graph_reciprocity(net->all);
  pOut->modularity = pOut->transitivity = pOut->balance = NAN;
  if (ent_graph_components(run, g, ai, &pOut->nComponent)) goto done;
  if (mask & ENT_M_CLUSTERING) {
    double nTriangle = 0.0;
    if (ent_graph_triangles(run, g, a, &nTriangle)) goto done;
    pOut->transitivity = ent_graph_transitivity(g, nTriangle);
  }
  if (mask & ENT_M_BLOC) {
    if (ent_bloc_find(run, g, net->hostile, ai, &pOut->nBloc)) goto done;
    for (int i = 0; i < g->n; i++)
      ai[i]--;
    if (ent_bloc_modularity(run, g, net->hostile, ai, &pOut->modularity))
      goto done;
  }
  if (mask & ENT_M_TRIADS && net->layer == ENT_N_SIGNED) {
    double *c = pOut->aTriad;
    if (ent_triads_count(run, net->all, c)) goto done;
    double nTriad = c[0] + c[1] + c[2] + c[3];
    if (nTriad > 0.0) pOut->balance = (c[0] + c[2]) / nTriad;
  }
done:
  ent_run_free(run, a);
  ent_run_free(run, ai);
  return run->error.code;
}

/* Regions are few: the first state of a region stands for it. */
static int networkRegion(const EntView *v, int iState) {
  const EntState *a = v->world->aState;
  const char *z = a[iState].zRegion;
  int i = 0;
  if (z == 0) return -1;
  while (a[i].zRegion == 0 || strcmp(z, a[i].zRegion))
    i++;
  return i;
}

int ent_network_groups(EntRun *run, const EntNetwork *net, int byBloc,
                       int *aOut) {
  if (byBloc) {
    return ent_bloc_find(run, net->friendly, net->hostile, aOut, 0);
  }
  for (int i = 0; i < net->n; i++) {
    aOut[i] = networkRegion(net->view, net->aState[i]);
  }
  return ENT_OK;
}
