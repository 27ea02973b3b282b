/*
** Graphs: ties between numbered nodes, and the field's measures over them.
**
** This is the map of a corner of the room `measure` that knows nothing of
** states, layers or dates: a graph is n nodes and a list of ties, so that the
** graphs of the literature can be fed in as they were published. network.c
** makes graphs out of the layers of a view.
**
** Rows are sparse: the neighbours of i are aTo[aStart[i]] up to, and without,
** aTo[aStart[i+1]], ascending. A directed graph has three sets of rows: ties
** going out, ties coming in, and the undirected ties, where the larger
** direction stands for both. In an undirected graph the three are one.
**
** Weights are strengths, never lengths. A weight below 0 is a hostile tie and
** only makes sense to ent_graph_part and ent_triads_*; what walks along ties
** wants one part of such a graph. Nothing here depends on the order in which
** ties were given: rows are sorted, and what is equal is decided by the lower
** node.
*/
#ifndef ENT_GRAPH_H
#define ENT_GRAPH_H

#include "../world/world.h"

typedef struct EntTie EntTie;
struct EntTie {
  int32_t iFrom, iTo;
  double weight;
};

typedef struct EntRowsOf EntRowsOf; /* one set of sparse rows */
struct EntRowsOf {
  int *aStart;
  int32_t *aTo;
  double *aWeight;
};

typedef struct EntGraph EntGraph;
struct EntGraph {
  EntArena arena;
  int n;
  int isDirected;
  int nTie;       /* undirected ties: connected pairs */
  int nArc;       /* directed ties; nTie when the graph is undirected */
  EntRowsOf ties; /* undirected, each tie in both rows */
  EntRowsOf out, in;
};

/* ---- Interface to graph.c: making graphs, and what only counts ---- */

/* Ties to oneself and of weight 0 or NaN are dropped; of several between the
** same nodes the largest weight (without its sign) stays. */
EntGraph *ent_graph_new(EntRun *, int n, int nTie, const EntTie *,
                        int isDirected);
void ent_graph_free(EntGraph *); /* NULL is fine */
/* The ties of one sign (1 or -1), their weights made positive. */
EntGraph *ent_graph_part(EntRun *, const EntGraph *, int sign);
double ent_graph_strength(const EntRowsOf *, int i); /* sum of row i */
/* Groups numbered 1, 2, ... by falling size, then by their lowest node. aRaw
** has any numbers in 0..n-1; it may be aOut. */
int ent_graph_number(EntRun *, int n, const int *aRaw, int *aOut, int *pnGroup);
int ent_graph_components(EntRun *, const EntGraph *, int *aOut, int *pn);
int ent_graph_coreness(EntRun *, const EntGraph *, int *aOut);
/* Triangles at each node; *pTriangle, if wanted, is how many there are. */
int ent_graph_triangles(EntRun *, const EntGraph *, double *aOut,
                        double *pTriangle);
double ent_graph_clustering(const EntGraph *, int i, double triangles);
double ent_graph_transitivity(const EntGraph *, double nTriangle);
double ent_graph_density(const EntGraph *);     /* NaN below two nodes */
double ent_graph_reciprocity(const EntGraph *); /* NaN unless directed */

enum { ENT_AAA, ENT_ABA, ENT_AAB, ENT_ABB, ENT_ABC, ENT_NPATTERN };
/* Open two-paths i > v > j without i > j, by the groups of i, v and j: aOut has
** ENT_NPATTERN counts for each v. A path with a group below 0 is not counted.
*/
int ent_graph_brokerage(EntRun *, const EntGraph *, const int *aGroup,
                        double *aOut);

/* ---- Interface to central.c: who is central ---- */

/* *pRho is the largest eigenvalue. All NaN without a tie. */
int ent_central_eigen(EntRun *, const EntGraph *, double *aOut, double *pRho);
/* All NaN when alpha is. */
int ent_central_katz(EntRun *, const EntGraph *, double alpha, double *aOut);
int ent_central_betweenness(EntRun *, const EntGraph *, double *aOut);
int ent_central_constraint(EntRun *, const EntGraph *, double *aOut);

/* ---- Interface to bloc.c: communities by modularity ---- */

/* Every node's group in 0..n-1; the hostile graph may be NULL. NaN without a
** tie. */
int ent_bloc_modularity(EntRun *, const EntGraph *, const EntGraph *pHostile,
                        const int *aGroup, double *pQ);
/* Merges the groups given, pair by pair. *pnMerged counts the merges. */
int ent_bloc_merge(EntRun *, const EntGraph *, const EntGraph *pHostile,
                   int *aGroup, int *pnMerged);
/* Moves single nodes while that helps. */
int ent_bloc_move(EntRun *, const EntGraph *, const EntGraph *pHostile,
                  int *aGroup, int *pnMoved);
/* Both by turns from single nodes on, then numbered. */
int ent_bloc_find(EntRun *, const EntGraph *, const EntGraph *pHostile,
                  int *aOut, int *pn);

/* ---- Interface to triads.c: complete triads, one at a time ---- */

typedef struct EntTriads EntTriads;
struct EntTriads {
  const EntGraph *pGraph;
  EntRun *run;
  int nStep;
  int a, b, c;           /* the triad, a < b < c; a is n at the end */
  int eB, eC, eOther;    /* where b and c are in row a, and c in row b */
  int ab, ac, bc;        /* signs */
};
void ent_triads_start(EntTriads *, EntRun *, const EntGraph *); /* and first */
void ent_triads_next(EntTriads *);
int ent_triads_end(const EntTriads *);
/* How many there are with 0, 1, 2 and 3 hostile ties. */
int ent_triads_count(EntRun *, const EntGraph *, double aOut[4]);

#endif
