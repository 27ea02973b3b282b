/*
** The measures: a view of the world in, numbers out.
**
** This header is the map of the room `measure`. Every function here is pure:
** no SQL, no global, no I/O, the same answer for the same view. A number that
** is not known is NaN. Weights come from the world's parameters, never from
** the code.
**
** Three steps lead to a score. A view says what held on a date (world/view.c).
** `EntTies` (ties.c) joins its layers into one number for each ordered pair
** of states, once per view. The measures read those.
**
** Notation, as in the literature cited in each file: noisy-or joins levels
** x in [0,1] with weights w as 1 - prod(1 - w x); Lambda is the capability
** weight; a side is a set of states.
*/
#ifndef ENT_MEASURE_H
#define ENT_MEASURE_H

#include "../world/world.h"
#include "graph.h"

typedef struct EntSide EntSide; /* a set of states: sorted, distinct */
struct EntSide {
  int n;
  int32_t *aState;
};

typedef struct EntTies EntTies;

/* ---- Interface to side.c: sets of states, and patience ---- */

int ent_side_has(const EntSide *, int iState);
/* The parties (role party) of a deal; freed with ent_run_free(aState). */
int ent_side_parties(EntRun *, const EntWorld *, int iDeal, EntSide *pOut);
/* Counts nStep steps of a long loop and asks, every few thousand of them,
** whether to stop. Nonzero: stop. */
int ent_side_poll(EntRun *, int *pnStep, int nStep);

/* ---- Interface to noisy.c: joining levels ---- */

typedef struct EntNoisy EntNoisy; /* a noisy-or that remembers its terms */
struct EntNoisy {
  double survive; /* prod(1 - w x) so far */
  int nTerm;      /* how many terms were known */
};
static inline void ent_noisy_init(EntNoisy *p){
  p->survive = 1.0;
  p->nTerm = 0;
}
void ent_noisy_add(EntNoisy *, double w, double x); /* a NaN x is left out */
double ent_noisy_value(const EntNoisy *);           /* NaN without terms */
/* The share of the score that belongs to each of n terms: score * ln(1-w x) /
** sum ln(1-w x); terms that are certain (w x = 1) share it equally. */
void ent_noisy_split(int n, const double *aW, const double *aX, double *aOut);

typedef struct EntMean EntMean; /* a mean weighted by capability */
struct EntMean {
  double sum, weight; /* of w x and of w */
  double plain;       /* of x */
  int n;
};
/* When every weight is 0 all weigh the same. A NaN x is left out. */
void ent_mean_add(EntMean *, double w, double x);
double ent_mean_value(const EntMean *); /* NaN of nothing */

/* ---- Parts: the receipt of a score ---- */

typedef struct EntPart EntPart;
struct EntPart {
  const char *zLayer;    /* obligation, transfer, ... */
  const char *zDetail;   /* words: what was counted */
  double value;          /* NaN: unknown */
  double weight;
  double contribution;   /* NaN: none, see zReason */
  const char *zAbout;    /* table of the row behind it, or NULL */
  const char *zAboutId;  /* its id */
  int iSource;           /* -1: none */
  const char *zReason;   /* why there is no number, or NULL */
};
typedef struct EntParts EntParts; /* where parts go; text is copied there */
struct EntParts {
  int (*xPart)(EntParts *, const EntPart *); /* ENT_OK, or the run's error */
};

/* ---- Interface to parts.c: the words of a receipt ---- */

#define ENT_PART_TEXT 400
void ent_part_init(EntPart *, const char *zLayer); /* all unknown, no row */
/* snprintf into a buffer of ENT_PART_TEXT that never cuts a character. */
ENT_FORMAT(2, 3)
void ent_part_text(char *zOut, const char *zFormat, ...);
void ent_part_percent(double x, char *zOut); /* "21.4%" into 32 bytes */
const char *ent_part_name(const EntView *, int iState);
/* One row that has no number, and says why. */
int ent_part_unknown(EntParts *, const char *zLayer, double weight,
                     const char *zReason);
/* One row for a layer that was observed and holds nothing. */
int ent_part_none(EntParts *, const char *zLayer, double weight);


/* ---- Interface to similarity.c: alliance portfolios ---- */

/* Cohen's kappa of the two states' binary portfolios. NaN when undefined. */
double ent_similarity_kappa(const EntTies *, int i, int j);
/* The same from counts: n cells, those set in each, those set in both. */
double ent_similarity_counts(double n, double nI, double nJ, double nBoth);
/* Fills aPortfolio and aSize, or only aSize above ENT_TIES_DENSE. */
int ent_similarity_fill(EntRun *, EntTies *);

/* ---- Interface to method.c: measures of two rows of numbers ---- */

enum {
  ENT_M_S, ENT_M_S_WEIGHTED, ENT_M_S_SQUARED, ENT_M_S_SQUARED_WEIGHTED,
  ENT_M_KAPPA, ENT_M_PI, ENT_M_TAU_B, ENT_M_KAPPA_BINARY, ENT_M_PI_BINARY,
  ENT_M_AGREEMENT, ENT_NMETHOD
};
extern const char *const ent_method_names[ENT_NMETHOD];

/* Levels that portfolios tell apart: one a kind of obligation, none, self. */
#define ENT_LEVELS (ENT_NOBLIGATION + 2)

typedef struct EntMoments EntMoments; /* all that the measures need to know */
struct EntMoments {
  double n;              /* cells compared */
  double s1, s2;         /* sums of x and of y */
  double ss1, ss2;       /* of their squares */
  double sad, ssd;       /* of |x-y| and (x-y)^2 */
  double weight;         /* of the weights of the cells that have one */
  double sadw, ssdw;     /* of w |x-y| and w (x-y)^2 */
  double n1, n2, nBoth;  /* cells that count in binary portfolios */
  double same;           /* cells where x = y */
  int nLevel;            /* of the table, in the order of the levels */
  double aaCell[ENT_LEVELS][ENT_LEVELS];
};
enum { /* which groups of moments to compute */
  ENT_NEED_ABSOLUTE = 1, /* sad */
  ENT_NEED_SQUARED = 2,  /* s1, s2, ss1, ss2, ssd */
  ENT_NEED_WEIGHTED = 4, /* weight, sadw, ssdw */
  ENT_NEED_BINARY = 8,   /* n1, n2, nBoth */
  ENT_NEED_SAME = 16,    /* same */
  ENT_NEED_TABLE = 32    /* nLevel, aaCell */
};
unsigned ent_method_need(int method);
/* NaN when undefined. `range` is the largest |x-y| that can be. */
double ent_method_score(int method, const EntMoments *, double range);
/* n cells, sums of x and y, of their squares, and of (x-y)^2. */
double ent_method_kappa(double n, double s1, double s2, double ss1, double ss2,
                        double ssd);
double ent_method_pi(double n, double s1, double s2, double ss1, double ss2,
                     double ssd);
double ent_method_s(double distance, double weight, double range);

/* ---- Interface to tau.c: Kendall's tau-b ---- */

double ent_tau_table(const EntMoments *); /* of nLevel and aaCell */
/* Of n pairs of numbers, none of them NaN; NaN when undefined, and after an
** error. */
double ent_tau_pairs(EntRun *, int64_t n, const double *aX, const double *aY);

/* ---- Interface to portfolio.c: alliance portfolios on a date ---- */

#define ENT_LEVEL_MAX 3.0 /* the top of the scale, and each state's own cell */

typedef struct EntHold EntHold; /* a cell of a portfolio that is not 0 */
struct EntHold {
  double x;        /* its level */
  int32_t iSlot;   /* whose cell */
  int8_t iLevel;   /* x is aLevel[iLevel] */
  int8_t isClose;  /* counts in the binary portfolio */
};
typedef struct EntRowSum EntRowSum; /* what a portfolio sums to */
struct EntRowSum {
  double s, ss;   /* of x and x^2 */
  double sa;      /* of |x| */
  double sw, ssw; /* of w |x| and w x^2 */
  int nClose, anLevel[ENT_LEVELS];
};

typedef struct EntPortfolios EntPortfolios;
struct EntPortfolios {
  int nRef;
  EntView *view;      /* holds promises only */
  EntArena arena;
  int n;              /* states alive: rows and cells of a row */
  int32_t *aState;    /* by slot, ascending */
  int32_t *aSlot;     /* by state; -1: not alive */
  int nLevel, iNone;  /* aLevel[iNone] is 0 */
  double aLevel[ENT_LEVELS];
  int *aStart;        /* sparse rows, by slot */
  EntHold *aHold;
  EntRowSum *aSum;
  double *aRoom;      /* for aWeight */
  double *aWeight;    /* by slot: cinc, 0 where unknown; NULL until asked */
  double weight;      /* their sum */
  EntHold *aSpread;   /* scratch: row iSpread with all its cells */
  int iSpread;
};
EntPortfolios *ent_portfolio_new(EntRun *, EntWorld *, EntSpan on);
EntPortfolios *ent_portfolio_ref(EntPortfolios *);
void ent_portfolio_unref(EntPortfolios *);
/* To be called once before weighted moments are needed. Nonzero: error. */
int ent_portfolio_weigh(EntRun *, EntPortfolios *);
/* Moments of two slots; all of those in `need`. */
void ent_portfolio_pair(EntPortfolios *, int i, int j, unsigned need,
                        EntMoments *);

/* ---- Interface to ballot.c: votes of a year ---- */

#define ENT_VOTE_RANGE 2.0 /* yes 1, abstain 2, no 3 */
/* Moments of two slots over the roll calls where both cast a vote. */
void ent_ballot_pair(const EntBallots *, int i, int j, unsigned need,
                     EntMoments *);

/* ---- Interface to ties.c: the pairwise layers, joined once per view ---- */

/* Above this many living states the tables of pairs are not kept. */
#ifndef ENT_TIES_DENSE
#define ENT_TIES_DENSE 2000
#endif

typedef struct EntSent EntSent; /* a row of view->aAgainst, by its sender */
struct EntSent {
  int32_t iTarget;
  int32_t iAgainst; /* into view->aAgainst */
  double reach;     /* secondary * severity: what a third party risks */
};

struct EntTies {
  int nRef;
  EntView *view;
  EntArena arena;
  int n;               /* view->n */
  int nLive;           /* states alive: the tables of pairs are nLive*nLive */
  int32_t *aLive;      /* slot -> state, ascending */
  int32_t *aSlot;      /* state -> slot; -1 when it is not alive */
  int nWord;           /* 64-bit words in a row of aPortfolio */
  uint64_t *aPortfolio; /* a row for each slot: the slots of its partners at or
                       ** above the binary level, and its own; or NULL */
  int *aSize;          /* by slot: how many partners that is */
  double *aCinc;       /* NaN: unknown, or not alive */
  double *aLambda;     /* capability weight: cinc; 1 for all the living when
                       ** nobody's is known; 0 for the dead, and for a living
                       ** state without a cinc among states that have one */
  int lambdaKnown;     /* aLambda is cinc, not the equal weights */
  double *aRest;       /* the sum of aLambda over the other living states */
  int *aSentStart;     /* for each sender all its targets, ascending */
  EntSent *aSent;
  int *aReachStart;    /* and only those with reach > 0 */
  EntSent *aReach;
  double *aStrength;   /* by slots, or NULL: computed when asked */
  double *aDepth;      /* by slots, or NULL */
  double *aHostility;  /* by slots, or NULL */
  double *aBond;       /* by slot: the sum of its bonds; or NULL */
  double *aMenace;     /* h_x: capability-weighted hostility toward x */
};
static inline int ent_ties_alive(const EntTies *t, int iState){
  return t->aSlot[iState] >= 0;
}
EntTies *ent_ties_new(EntRun *, EntView *); /* takes a reference of its own */
/* The ties of its view, which was renewed; in the memory that they have.
** Nonzero: an error, and the ties are of no use. */
int ent_ties_renew(EntRun *, EntTies *);
EntTies *ent_ties_ref(EntTies *);
void ent_ties_unref(EntTies *);

/* ---- Interface to strength.c: alliance_strength ---- */

enum {
  ENT_S_OBLIGATION, ENT_S_TRANSFER, ENT_S_TRADE, ENT_S_SIMILARITY, ENT_NSTRENGTH
};
extern const char *const ent_strength_names[ENT_NSTRENGTH];
/* Fills aStrength, aDepth and aBond. */
int ent_strength_fill(EntRun *, EntTies *);
/* The four levels of a toward the side; NaN where the layer is unknown. The
** state itself is left out of the side; nothing left: all NaN. */
void ent_strength_layers(const EntTies *, int a, const EntSide *,
                         double aX[ENT_NSTRENGTH]);
double ent_strength_side(const EntTies *, int a, const EntSide *);
double ent_strength_pair(const EntTies *, int a, int b); /* directed */
double ent_strength_mutual(const EntTies *, int a, int b); /* larger */
/* How deep i's dealings with j are: transfer and trade joined. 0..1 or NaN */
double ent_strength_depth(const EntTies *, int i, int j);
/* Obligation, transfer and trade joined, larger direction: what p would lose
** with x. */
double ent_strength_bond(const EntTies *, int p, int x);
int ent_strength_parts(EntRun *, const EntTies *, int a, const EntSide *,
                       EntParts *);

/* ---- Interface to hostility.c ---- */

double ent_hostility_pair(const EntTies *, int a, int b); /* symmetric */
/* Fills aMenace, and aHostility when it was allocated. */
int ent_hostility_fill(EntRun *, EntTies *);
/* -1, 0 or 1: sign of mutual strength minus hostility; 0 when neither known */
int ent_hostility_sign(const EntTies *, int a, int b);
/* States with measures of their own against a party, or opposite one in a
** dispute; fills pOut (freed with ent_run_free(aState)). */
int ent_hostility_opponents(EntRun *, const EntView *, const EntSide *parties,
                            EntSide *pOut);

/* ---- Interface to exposure.c: sanction_exposure ---- */

typedef struct EntExposure EntExposure;
struct EntExposure {
  double direct, secondary, total; /* NaN: trade or sanctions unknown */
};
/* Dealings of i with the members of pSide are taken at `depth` (1: full, 0:
** none); pSide NULL leaves the world as it is. */
void ent_exposure_state(const EntTies *, int i, const EntSide *, double depth,
                        EntExposure *);
/* x = (1-a) b + a W x over trade shares; aOut has n numbers. */
int ent_exposure_propagated(EntRun *, const EntTies *, double *aOut);
int ent_exposure_parts(EntRun *, const EntTies *, int i, EntParts *);

/* ---- Interface to bystander.c ---- */

typedef struct EntBystander EntBystander;
struct EntBystander {
  double score;
  double a, b;           /* strength toward the two sides */
  double intensity, evenness, harmony; /* I=(a+b)/2, V=4ab/(a+b)^2, H=I*V */
  double exposure;       /* X */
  double exposureA, exposureB; /* if it backed A, B */
  double pivot;          /* P */
  double unbalanced;     /* U */
  const char *zReason;   /* why score is NaN, or NULL */
};
/* NaN for a member of a side or a state that is not alive. */
void ent_bystander_score(const EntTies *, int k, const EntSide *a,
                         const EntSide *b, EntBystander *);
int ent_bystander_parts(EntRun *, const EntTies *, int k, const EntSide *a,
                        const EntSide *b, EntParts *);

/* ---- Interface to options.c: bystander_options ---- */

enum {
  ENT_BACK_A, ENT_BACK_B, ENT_CUT_A, ENT_CUT_B, ENT_NEUTRAL, ENT_MEDIATE,
  ENT_NOPTION
};
extern const char *const ent_option_names[ENT_NOPTION];
typedef struct EntOption EntOption;
struct EntOption { /* NaN: a term that is unknown, or not of this option */
  double value;          /* NaN: a or b unknown, or k is a member of a side */
  int rank;              /* 1 is best; 0: no value, or no tie to be cut */
  double gain;           /* the pivot times the difference in interest */
  double sanctions;      /* exposure added (back) or removed (cut) */
  double entrapment;     /* w * obligation * chance that the side loses */
  double loss;           /* the tie given up */
  double promise;        /* the cost of promises not kept */
  double mediation;      /* V * U, only for mediate */
  const char *zReason;
};
typedef struct EntOptions EntOptions;
struct EntOptions {
  EntOption a[ENT_NOPTION];
  int noWin;             /* neutral < 0 and every partisan option is worse */
};
void ent_options_rank(const EntTies *, int k, const EntSide *a,
                      const EntSide *b, EntOptions *);
/* Does option o of state k cross the red line? */
int ent_options_crosses(const EntView *, const EntRedLine *, int k, int option,
                        const EntSide *a, const EntSide *b);

/* ---- Interface to leverage.c, entrapment.c, isolation.c, threat.c, cinc.c */

/* Share of over's bonds that are with k. NaN when it has none known. */
double ent_leverage_over(const EntTies *, int k, int over);
double ent_leverage_total(const EntTies *, int over); /* the sum of its bonds */

typedef struct EntChain EntChain; /* k > ally > partner */
struct EntChain {
  int32_t iAlly, iPartner; /* iPartner -1: the ally's own quarrels */
  double obligation;       /* o(k, ally) */
  double own;              /* h_ally */
  double drawn;            /* strength(ally, partner) * h_partner */
  double value;            /* o * [1 - (1-own)(1-drawn)] */
};
/* The most dangerous chain; value NaN when obligations are unknown; 0 and
** iAlly -1 when k has promised nothing. */
void ent_entrapment_state(const EntTies *, int k, EntChain *);
/* One chain per ally and partner, most dangerous first. */
int ent_entrapment_chains(EntRun *, const EntTies *, int k, int *pn,
                          EntChain **pa); /* freed with ent_run_free */

double ent_isolation_state(const EntTies *, int i);
double ent_threat_state(const EntTies *, int i);
double ent_threat_proximity(const EntView *, int i, int j);

/* Mean over the components known for the state-year of its share of the
** system total. aTotal NULL: the values are shares. NaN when none is known. */
double ent_cinc_score(const double *aValue, const double *aTotal);
/* Fills aOut[n] for the alive states of the view: each from its latest year
** at or before the view's end; NaN when unknown. */
int ent_cinc_view(EntRun *, const EntView *, double *aOut);

/* ---- Interface to impact.c: deal_impact ---- */

typedef struct EntImpact EntImpact;
struct EntImpact {
  int32_t iState;
  const char *zMeasure;
  int32_t iAbout;        /* -1: about no single state */
  double with, without;
};
/* Every state and measure, with and without the deal; sorted by state, measure
** and about. *pa is freed with ent_run_free. */
int ent_impact_deal(EntRun *, const EntTies *with, const EntTies *without,
                    int iDeal, int *pn, EntImpact **pa);

/* ---- Interface to sense.c: sensitivity ---- */

typedef struct EntRandom EntRandom; /* the same numbers on every machine */
struct EntRandom {
  uint64_t a[4];
};
void ent_sense_seed(EntRandom *, uint64_t seed);
uint64_t ent_sense_next(EntRandom *);
double ent_sense_unit(EntRandom *); /* [0,1), in steps of 2^-53 */

typedef struct EntSensed EntSensed; /* one row of the answer; NaN: none */
struct EntSensed {
  int32_t iState;
  const char *zKind;   /* draws, parameter, source */
  const char *zName;   /* of the parameter or source, or NULL */
  double value, rank;  /* as it is */
  double low, median, high;
  double rankLow, rankMedian, rankHigh;
  int nKnown;          /* draws with a value; -1: no draws */
};

typedef struct EntSense EntSense; /* what is asked */
struct EntSense {
  /* A number for each state, the others fixed, under any ties. */
  double (*xValue)(const EntSense *, const EntTies *, int iState);
  int iDetail;         /* for xValue, as are the sides */
  EntSide a, b;
  EntSide subjects;    /* the states that are ranked */
  int iOnly;           /* report this subject only; -1: all */
  int nDraw;
  uint64_t seed;
  void (*xRow)(void *pTo, const EntSensed *);
  void *pTo;
};
/* Rows by state; for each the draws, the parameters by name, the sources. */
int ent_sense_run(EntRun *, const EntTies *, const EntSense *);

/* ---- Interface to network.c: the layers as graphs ---- */

enum {
  ENT_N_ALLIANCE, ENT_N_TRADE, ENT_N_TRANSFER, ENT_N_SANCTION, ENT_N_DISPUTE,
  ENT_N_SIGNED, ENT_NNETWORK
};
extern const char *const ent_network_names[ENT_NNETWORK];
int ent_network_is_directed(int layer);

typedef struct EntNetwork EntNetwork;
struct EntNetwork {
  EntArena arena;
  EntView *view;
  int layer;
  const char *zReason; /* why the layer is unknown: then there is no graph */
  int n;
  int32_t *aState;     /* node -> state, ascending */
  int32_t *aSlot;      /* state -> node, or -1 */
  EntGraph *all;       /* in the signed layer weights below 0 are hostile */
  EntGraph *friendly;  /* what is walked: all, or the ties above 0 */
  EntGraph *hostile;   /* of the signed layer only */
};
/* The ties are needed for the signed layer only; else they may be NULL. */
EntNetwork *ent_network_new(EntRun *, EntView *, const EntTies *, int layer);
void ent_network_free(EntNetwork *); /* NULL is fine */
/* Why nothing is known of a node, or NULL. */
const char *ent_network_unknown(const EntNetwork *, int i);

enum { /* what to compute */
  ENT_M_EIGENVECTOR = 0x1, ENT_M_KATZ = 0x2, ENT_M_BETWEENNESS = 0x4,
  ENT_M_CONSTRAINT = 0x8, ENT_M_CORENESS = 0x10, ENT_M_CLUSTERING = 0x20,
  ENT_M_COMPONENT = 0x40, ENT_M_BLOC = 0x80, ENT_M_TRIADS = 0x100
};
typedef struct EntNode EntNode; /* NaN: not defined for this node */
struct EntNode {
  double eigenvector, katz, betweenness, constraint, clustering;
  int coreness, component, bloc;
};
/* Not for a network with a reason. Fills what the mask names, for each node. */
int ent_network_measure(EntRun *, const EntNetwork *, unsigned mask,
                        EntNode *aOut);

typedef struct EntWhole EntWhole; /* a network as a whole */
struct EntWhole {
  int nTie, nIsolate, nComponent, nBloc;
  double density, reciprocity, transitivity, modularity;
  double aTriad[4]; /* complete triads with 0 .. 3 hostile ties */
  double balance;   /* the share of balanced ones */
};
int ent_network_whole(EntRun *, const EntNetwork *, unsigned mask, EntWhole *);
/* Groups for brokerage: blocs, or the states' regions (-1: unknown). */
int ent_network_groups(EntRun *, const EntNetwork *, int byBloc, int *aOut);

#endif
