/*
** A slow twin of the measures, for tests.
**
** Written from the formulas alone, over the rows of a world: full matrices and
** plain loops, no view, no ties, no sparse rows, no sets of bits. Where the
** twin and ext/measure agree on hundreds of random worlds, an error would have
** to be made twice in two ways. Sides are sets of bits by state number, so a
** world has at most TWIN_MAX states.
*/
#ifndef TWIN_H
#define TWIN_H

#include "../../ext/measure/measure.h"

#define TWIN_MAX 16

typedef struct Twin Twin;
struct Twin {
  const EntWorld *w;
  EntSpan on;
  int n, skipDeal;
  int aKnown[ENT_NLAYER];
  int alive[TWIN_MAX];
  int nAlive, anyCinc;
  double cinc[TWIN_MAX], lambda[TWIN_MAX];
  double value[TWIN_MAX][TWIN_MAX]; /* highest obligation, i to j */
  double level[TWIN_MAX][TWIN_MAX];
  double survive[TWIN_MAX][TWIN_MAX]; /* prod(1 - transfer) */
  double share[TWIN_MAX][TWIN_MAX];   /* d_ij */
  int tradeKnown[TWIN_MAX];
  double severity[TWIN_MAX][TWIN_MAX]; /* v_sj, by sender and target */
  double own[TWIN_MAX][TWIN_MAX];
  double secondary[TWIN_MAX][TWIN_MAX];
  double quarrel[TWIN_MAX][TWIN_MAX];
};

typedef struct TwinBystander TwinBystander;
struct TwinBystander {
  double score, a, b, exposureA, exposureB, pivot, unbalanced;
};

void twin_init(Twin *, const EntWorld *, EntSpan on, int skipDeal);
double twin_kappa(const Twin *, int i, int j);
void twin_layers(const Twin *, int a, unsigned side, double *aX);
double twin_strength(const Twin *, int a, unsigned side);
double twin_depth(const Twin *, int i, int j);
double twin_bond(const Twin *, int i, int j);
double twin_hostility(const Twin *, int a, int b);
unsigned twin_opponents(const Twin *, unsigned parties);
/* side 0: as it is; else dealings with the side are at `depth`. */
double twin_exposure(const Twin *, int i, unsigned side, double depth,
                     double *pDirect);
void twin_propagated(const Twin *, double *aOut);
void twin_bystander(const Twin *, int k, unsigned a, unsigned b,
                    TwinBystander *);
/* The values of the six options, in the order of their enum. */
void twin_options(const Twin *, int k, unsigned a, unsigned b, double *aOut);
double twin_leverage(const Twin *, int k, int over);
double twin_entrapment(const Twin *, int k);
double twin_isolation(const Twin *, int i);
double twin_threat(const Twin *, int i);

#endif
