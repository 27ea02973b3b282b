/*
** The world: what the tables say, as an immutable value in memory.
**
** This header is the map of the room `world`. The room knows nothing of SQL:
** it never sees sqlite3.h, reads no file, keeps no global. Rows come in
** through a builder (build.c), are interned, sorted and checked once, and are
** never changed again; so one world may be shared by every statement of a
** connection, counted by reference. A view (view.c) is that world as it stood
** on a date: who existed, what bound whom, who traded how much with whom.
**
** States, blocs, deals and sources are small integers in here, indexes into
** the arrays of EntWorld; text appears again only when a row leaves.
**
** Unknown numbers are NaN in this room, and nowhere 0.
*/
#ifndef ENT_WORLD_H
#define ENT_WORLD_H

#include <stddef.h>
#include <stdint.h>

/* ---- Interface to mem.c: memory, errors, cancellation ---- */

enum { ENT_OK = 0, ENT_ERROR, ENT_NOMEM, ENT_CANCEL };

typedef struct EntMem EntMem; /* where memory comes from */
struct EntMem {
  void *(*xRealloc)(void *p, size_t n); /* p may be NULL; NULL on failure */
  void (*xFree)(void *p);               /* p may be NULL */
};

typedef struct EntError EntError; /* sticky: the first error stays */
struct EntError {
  int code;       /* ENT_OK or the error */
  char text[500]; /* what is wrong, without the function's name */
};

typedef struct EntRun EntRun; /* what a long computation is given */
struct EntRun {
  const EntMem *mem;
  int (*xCancel)(void *); /* nonzero: stop with ENT_CANCEL; may be NULL */
  void *pCancel;
  EntError error;
};

/* The compiler compares format and arguments; mingw knows another printf. */
#if defined(__GNUC__) && !defined(__MINGW32__)
#define ENT_FORMAT(iFormat, iFirst) \
  __attribute__((format(printf, iFormat, iFirst)))
#else
#define ENT_FORMAT(iFormat, iFirst)
#endif

ENT_FORMAT(3, 4)
void ent_error_set(EntError *, int code, const char *zFormat, ...);
int ent_run_cancelled(EntRun *); /* asks xCancel; sets the error; 0: go on */
void *ent_run_alloc(EntRun *, size_t n);   /* zeroed; NULL sets ENT_NOMEM */
/* Room for nMore elements of nSize bytes, at least one, behind the n that the
** array holds: the array, moved where it had to grow, not zeroed. NULL sets
** ENT_NOMEM and leaves the old one as it was. */
void *ent_run_grow(EntRun *, void *a, int *pnAlloc, int n, int nMore,
                   size_t nSize);
void ent_run_free(EntRun *, void *);

typedef struct EntArena EntArena; /* many small things, freed together */
struct EntArena {
  const EntMem *mem;
  struct EntChunk *pChunk;
  struct EntChunk *pSpare; /* kept by ent_arena_reset, to be used again */
  size_t nByte; /* allocated so far */
  int oom;      /* sticky */
};
void ent_arena_init(EntArena *, const EntMem *);
void ent_arena_clear(EntArena *);
void ent_arena_reset(EntArena *); /* empties it and keeps the memory */
void *ent_arena_alloc(EntArena *, size_t n); /* zeroed, aligned; NULL on oom */
void *ent_arena_room(EntArena *, size_t n);  /* the same, not zeroed */
char *ent_arena_text(EntArena *, const char *z); /* NULL stays NULL */
/* The same in a run: NULL after an error, and NULL sets ENT_NOMEM. */
void *ent_run_carve(EntRun *, EntArena *, size_t n, size_t nSize);
char *ent_run_copy(EntRun *, EntArena *, const char *z);
/* Stable merge sort of n things of nSize bytes between two buffers of that
** size; returns the one that holds the result, `a` or `aOther`. It allocates
** nothing, unlike some qsort()s, so every byte is counted in EntMem, and it can
** be cancelled: what it returns then are the things in some order. */
void *ent_run_sort(EntRun *, void *a, void *aOther, size_t n, size_t nSize,
                   int (*xCompare)(const void *, const void *));

/* ---- Interface to date.c: days and intervals ---- */

typedef int32_t EntDay; /* days since 1970-01-01, proleptic Gregorian */
#define ENT_DAY_MIN INT32_MIN
#define ENT_DAY_MAX INT32_MAX

typedef struct EntSpan EntSpan; /* both ends are inside */
struct EntSpan {
  EntDay first, last;
};

EntDay ent_date_day(int year, int month, int day);
void ent_date_civil(EntDay, int *pYear, int *pMonth, int *pDay);
int ent_date_year(EntDay);
/* "2023", "2023-09" or "2023-09-13" as the days it spans. 0 if malformed. */
int ent_date_parse(const char *z, EntSpan *pOut);
/* since and until of a row; either may be NULL. 0 if malformed. */
int ent_date_span(const char *zSince, const char *zUntil, EntSpan *pOut);
/* "2023-09-13" into a buffer of 16; an open end is the empty text. */
void ent_date_format(EntDay, char *zOut);

static inline int ent_date_overlap(EntSpan a, EntSpan b){
  return a.first <= b.last && b.first <= a.last;
}

/* ---- Interface to fold.c: words as people type them ---- */

/* Lower case, accents and punctuation gone, runs of blanks one blank. Writes
** at most nOut-1 bytes and a final 0; returns the length wanted. */
size_t ent_fold_text(const char *z, char *zOut, size_t nOut);
/* Edit distance, bounded: returns nMax+1 when it is larger than nMax. */
int ent_fold_distance(const char *za, const char *zb, int nMax);

/* ---- The rows ---- */

enum { /* obligation.kind */
  ENT_DEFENSE, ENT_OFFENSE, ENT_NEUTRALITY, ENT_NONAGGRESSION,
  ENT_CONSULTATION, ENT_ENTENTE, ENT_NOBLIGATION
};
enum { /* sanction.kind */
  ENT_TRADE, ENT_ARMS, ENT_MILITARY, ENT_FINANCIAL, ENT_TRAVEL, ENT_OTHER,
  ENT_NSANCTION
};
enum { /* dispute.intensity */
  ENT_CLAIM, ENT_INCIDENT, ENT_CLASH, ENT_WAR, ENT_UNSPECIFIED, ENT_NINTENSITY
};
enum { /* deal_party.role */
  ENT_PARTY, ENT_BROKER, ENT_GUARANTOR, ENT_TARGET, ENT_NROLE
};
enum { /* coverage.layer */
  ENT_L_OBLIGATION, ENT_L_TRANSFER, ENT_L_TRADE, ENT_L_SANCTION,
  ENT_L_DISPUTE, ENT_L_CAPABILITY, ENT_L_VOTE, ENT_NLAYER
};
enum { /* the components of capability, in the table's order */
  ENT_MILEX, ENT_MILPER, ENT_IRST, ENT_PEC, ENT_TPOP, ENT_UPOP, ENT_NCOMPONENT
};
enum { ENT_COW, ENT_GW, ENT_NSYSTEM };

/* The spelling of each value above, in the order of its enum. */
extern const char *const ent_obligation_names[ENT_NOBLIGATION];
extern const char *const ent_sanction_names[ENT_NSANCTION];
extern const char *const ent_intensity_names[ENT_NINTENSITY];
extern const char *const ent_role_names[ENT_NROLE];
extern const char *const ent_layer_names[ENT_NLAYER];
extern const char *const ent_system_names[ENT_NSYSTEM];

/* Every parameter that a measure reads, one name a line: (constant, name).
** The values live in the table `parameter`; there are none in the code. */
#define ENT_PARAMETERS(X)                                                     \
  X(P_OBLIGATION_DEFENSE, "obligation.defense")                               \
  X(P_OBLIGATION_OFFENSE, "obligation.offense")                               \
  X(P_OBLIGATION_NEUTRALITY, "obligation.neutrality")                         \
  X(P_OBLIGATION_NONAGGRESSION, "obligation.nonaggression")                   \
  X(P_OBLIGATION_CONSULTATION, "obligation.consultation")                     \
  X(P_OBLIGATION_ENTENTE, "obligation.entente")                               \
  X(P_LEVEL_DEFENSE, "level.defense")                                         \
  X(P_LEVEL_OFFENSE, "level.offense")                                         \
  X(P_LEVEL_NEUTRALITY, "level.neutrality")                                   \
  X(P_LEVEL_NONAGGRESSION, "level.nonaggression")                             \
  X(P_LEVEL_CONSULTATION, "level.consultation")                               \
  X(P_LEVEL_ENTENTE, "level.entente")                                         \
  X(P_SIMILARITY_BINARY, "similarity.binary_level")                           \
  X(P_STRENGTH_OBLIGATION, "strength.obligation")                             \
  X(P_STRENGTH_TRANSFER, "strength.transfer")                                 \
  X(P_STRENGTH_TRADE, "strength.trade")                                       \
  X(P_STRENGTH_SIMILARITY, "strength.similarity")                             \
  X(P_STRENGTH_SATURATION, "strength.saturation")                             \
  X(P_TRANSFER_HALF_LIFE, "transfer.half_life")                               \
  X(P_SANCTION_TRADE, "sanction.trade")                                       \
  X(P_SANCTION_ARMS, "sanction.arms")                                         \
  X(P_SANCTION_MILITARY, "sanction.military")                                 \
  X(P_SANCTION_FINANCIAL, "sanction.financial")                               \
  X(P_SANCTION_TRAVEL, "sanction.travel")                                     \
  X(P_SANCTION_OTHER, "sanction.other")                                       \
  X(P_SANCTION_PARTIAL, "sanction.partial")                                   \
  X(P_SANCTION_PROPAGATION, "sanction.propagation")                           \
  X(P_HOSTILITY_SANCTION, "hostility.sanction")                               \
  X(P_HOSTILITY_DISPUTE, "hostility.dispute")                                 \
  X(P_DISPUTE_CLAIM, "dispute.claim")                                         \
  X(P_DISPUTE_INCIDENT, "dispute.incident")                                   \
  X(P_DISPUTE_CLASH, "dispute.clash")                                         \
  X(P_DISPUTE_WAR, "dispute.war")                                             \
  X(P_DISPUTE_UNSPECIFIED, "dispute.unspecified")                             \
  X(P_BYSTANDER_BASE, "bystander.base")                                       \
  X(P_BYSTANDER_EXPOSURE, "bystander.exposure")                               \
  X(P_BYSTANDER_PIVOT, "bystander.pivot")                                     \
  X(P_BYSTANDER_TRIADS, "bystander.triads")                                   \
  X(P_OPTIONS_ENTRAPMENT, "options.entrapment")                               \
  X(P_OPTIONS_PROMISE, "options.promise")                                     \
  X(P_THREAT_BORDER, "threat.border")                                         \
  X(P_THREAT_REGION, "threat.region")                                         \
  X(P_THREAT_DISTANT, "threat.distant")                                       \
  X(P_NETWORK_KATZ_ALPHA, "network.katz_alpha")

#define ENT_PARAMETER_ENUM(id, name) id,
typedef enum EntParameter { ENT_PARAMETERS(ENT_PARAMETER_ENUM) ENT_NPARAMETER }
    EntParameter;
extern const char *const ent_parameter_names[ENT_NPARAMETER];

typedef struct EntState EntState;
struct EntState {
  const char *zCode;
  const char *zName;
  const char *zRegion; /* NULL: unknown */
  EntSpan nuclear;     /* first = ENT_DAY_MAX: never */
};

typedef struct EntSpell EntSpell; /* one time a state existed */
struct EntSpell {
  int32_t iState;
  EntSpan span;
};

typedef struct EntName EntName; /* a row of state_name, or a state's own code */
struct EntName {
  const char *zScheme; /* "code" for state.code */
  const char *zValue;
  const char *zFolded;
  int32_t iState;
  EntSpan span;
  int8_t isMain;
};

typedef struct EntBloc EntBloc;
struct EntBloc {
  const char *zCode;
  const char *zName;
  const char *zFolded; /* of the name */
  int8_t universal;
};

typedef struct EntMember EntMember; /* of a bloc; sorted by bloc, state */
struct EntMember {
  int32_t iBloc, iState;
  EntSpan span;
};

typedef struct EntBorder EntBorder;
struct EntBorder {
  int32_t iA, iB;
  EntSpan span;
};

typedef struct EntCapability EntCapability; /* sorted by state, year */
struct EntCapability {
  int32_t iState, year;
  double aValue[ENT_NCOMPONENT]; /* NaN: unknown */
  int32_t iSource;
};

typedef struct EntDeal EntDeal;
struct EntDeal {
  const char *zId; /* sorted */
  EntSpan span;
  int32_t iSource;
};

typedef struct EntParty EntParty; /* sorted by deal */
struct EntParty {
  int32_t iDeal, iState;
  int8_t role;
};

typedef struct EntObligation EntObligation; /* sorted by from, to */
struct EntObligation {
  int32_t iFrom, iTo, iDeal, iSource;
  EntSpan span;
  int8_t kind;
};

typedef struct EntTransfer EntTransfer; /* sorted by supplier, recipient */
struct EntTransfer {
  int32_t iSupplier, iRecipient;
  int32_t iDeal;           /* -1: none */
  int32_t iSource;         /* -1: none */
  EntSpan span;
  int16_t iCategory;       /* into EntWorld.aCategory */
  int16_t iStatus;         /* into EntWorld.aStatus */
  const char *zId;         /* may be NULL */
};

typedef struct EntSanction EntSanction; /* sorted by target */
struct EntSanction {
  const char *zId;
  int32_t iSender; /* a state, or -1 */
  int32_t iBloc;   /* a bloc, or -1 */
  int32_t iTarget, iSource;
  EntSpan span;
  double secondary;
  int8_t kind;
  int8_t complete;
};

typedef struct EntTrade EntTrade; /* sorted by state, year, partner, source */
struct EntTrade {           /* both directions of one pair, seen by iState; a
                            ** row for each source that says something of it */
  int32_t iState, iPartner, year, iSource;
  double value;             /* exports to + imports from the partner */
};

typedef struct EntTotal EntTotal; /* sorted by state, year */
struct EntTotal {
  int32_t iState, year, iSource;
  double value; /* exports + imports; NaN unless both are known */
};

typedef struct EntDispute EntDispute;
struct EntDispute {
  const char *zId; /* sorted */
  EntSpan span;
  int32_t iSource;
  int8_t intensity;
};

typedef struct EntDisputant EntDisputant; /* sorted by dispute */
struct EntDisputant {
  int32_t iDispute, iState;
  EntSpan span;
  char side; /* 'A' or 'B' */
};

typedef struct EntRedLine EntRedLine;
struct EntRedLine {
  const char *zId;
  const char *zCrossedBy;         /* back, cut, neutral, mediate */
  int32_t iHolder, iHolderBloc;   /* one of them is -1 */
  int32_t iAbout, iAboutBloc;
  int32_t iAddressee, iAddresseeBloc; /* both -1: everyone */
  EntSpan span;
};

typedef struct EntCoverage EntCoverage;
struct EntCoverage {
  EntSpan span;
  int32_t iSource;
  int8_t layer;
};

typedef struct EntWeight EntWeight; /* a named number: category or status */
struct EntWeight {
  const char *zName;
  double value;
  double low, high; /* what it may be */
};

typedef struct EntWorld EntWorld;
struct EntWorld {
  int nRef;
  EntArena arena;
  int nState, nName, nBloc, nMember, nBorder, nCapability, nDeal, nParty;
  int nObligation, nTransfer, nSanction, nTrade, nTotal, nDispute, nDisputant;
  int nRedLine, nCoverage, nSource, nCategory, nStatus;
  int anSpell[ENT_NSYSTEM];
  EntState *aState;       /* sorted by code */
  uint64_t *aStateKey;    /* the first eight bytes of each code, big-endian */
  EntSpell *aaSpell[ENT_NSYSTEM]; /* sorted by state, first day */
  EntName *aName;         /* sorted by folded value, state, first day */
  EntBloc *aBloc;         /* sorted by code */
  EntMember *aMember;
  EntBorder *aBorder;
  EntCapability *aCapability;
  EntDeal *aDeal;
  EntParty *aParty;
  EntObligation *aObligation;
  EntTransfer *aTransfer;
  EntSanction *aSanction;
  EntTrade *aTrade;
  EntTotal *aTotal;
  EntDispute *aDispute;
  EntDisputant *aDisputant;
  EntRedLine *aRedLine;
  EntCoverage *aCoverage;
  const char **azSource;  /* ids of `source`, sorted */
  EntWeight *aCategory;   /* transfer.category.*, sorted by name */
  EntWeight *aStatus;     /* transfer.status.*, sorted by name */
  double aParameter[ENT_NPARAMETER];
  double aLow[ENT_NPARAMETER], aHigh[ENT_NPARAMETER];
  EntWorld *base;         /* a variant: whose rows these are; else NULL */
  int32_t skipSource;     /* a source whose rows views pass over, or -1 */
};

EntWorld *ent_world_ref(EntWorld *);
void ent_world_unref(EntWorld *); /* NULL is fine */
/* The same rows under parameters of its own: a world whose aParameter, values
** in aCategory and aStatus, and skipSource its maker may set, while no view of
** it is in use. It holds a reference to the base. NULL: out of memory. */
EntWorld *ent_world_variant(EntRun *, EntWorld *base);
/* The first eight bytes of a text, zeros behind its end, as a number: in the
** order of the texts, and equal for two shorter ones only if they are equal. */
static inline uint64_t ent_world_key(const char *z) {
  uint64_t key = 0;
  int shift = 64;
  while (*z && shift > 0)
    key |= (uint64_t)(unsigned char)*z++ << (shift -= 8);
  return key;
}
/* Indexes by exact text; -1 when there is none. */
int ent_world_state(const EntWorld *, const char *zCode);
int ent_world_bloc(const EntWorld *, const char *zCode);
int ent_world_deal(const EntWorld *, const char *zId);

/* All names whose folded value is zFolded: the first, and how many. */
int ent_world_names(const EntWorld *, const char *zFolded, int *piFirst);
/* Was the state a member of the system on any of these days? */
int ent_world_alive(const EntWorld *, int system, int iState, EntSpan);

/* ---- Interface to years.c: who existed together, year by year ---- */

#define ENT_YEARS_MEMBERS 3

typedef struct EntYearsAsk EntYearsAsk;
struct EntYearsAsk {
  int system;
  int nMember;     /* 1: states, 2: pairs, 3: triples */
  int isDirected;  /* pairs in both orders; else a < b < c by code */
  int first, last; /* years, both inside */
  int32_t aiOnly[ENT_YEARS_MEMBERS];   /* this state only; -1: any */
  int8_t aDown[1 + ENT_YEARS_MEMBERS]; /* year, a, b, c: downwards */
};

/* A walk over the rows, one at a time. The run must outlive it, and has the
** error when a walk ends because it was cancelled. */
typedef struct EntYears EntYears;
struct EntYears {
  EntWorld *world; /* held */
  int isEnd;       /* else the row: */
  int year;
  int32_t aiState[ENT_YEARS_MEMBERS];
};
EntYears *ent_years_new(EntRun *, EntWorld *); /* NULL: out of memory */
void ent_years_free(EntYears *);               /* NULL is fine */
void ent_years_start(EntYears *, const EntYearsAsk *); /* on the first row */
void ent_years_next(EntYears *);

/* ---- Interface to build.c: rows in, a world out ---- */

/* The builder takes rows table by table, in the order of the functions below
** (a row may name only what came before it), and reports a row that names
** something unknown as "<table> <key>: no <what> '<value>'". Texts are copied.
** After an error every call is a no-op; ent_build_finish then returns NULL
** and the caller reads the error. */
typedef struct EntBuild EntBuild;
EntBuild *ent_build_new(EntRun *); /* NULL: out of memory */
void ent_build_free(EntBuild *);   /* NULL is fine; not after finish */
EntWorld *ent_build_finish(EntBuild *); /* frees the builder; nRef is 1 */

void ent_build_source(EntBuild *, const char *zId);
/* low and high: what the value may be; beyond it or NaN: the value itself. */
void ent_build_parameter(EntBuild *, const char *zName, double value,
                         double low, double high);
void ent_build_coverage(EntBuild *, const char *zLayer, const char *zSource,
                        const char *zSince, const char *zUntil);
void ent_build_state(EntBuild *, const char *zCode, const char *zName,
                     const char *zRegion, const char *zNuclear);
void ent_build_spell(EntBuild *, const char *zSystem, const char *zState,
                     const char *zSince, const char *zUntil);
void ent_build_name(EntBuild *, const char *zScheme, const char *zValue,
                    const char *zState, const char *zSince, const char *zUntil,
                    int isMain);
void ent_build_border(EntBuild *, const char *zA, const char *zB,
                      const char *zSince, const char *zUntil);
void ent_build_bloc(EntBuild *, const char *zCode, const char *zName,
                    int universal);
void ent_build_member(EntBuild *, const char *zBloc, const char *zState,
                      const char *zSince, const char *zUntil);
void ent_build_capability(EntBuild *, const char *zState, int year,
                          const double *aValue, const char *zSource);
void ent_build_deal(EntBuild *, const char *zId, const char *zSince,
                    const char *zUntil, const char *zSource);
void ent_build_party(EntBuild *, const char *zDeal, const char *zState,
                     const char *zRole);
void ent_build_obligation(EntBuild *, const char *zDeal, const char *zFrom,
                          const char *zTo, const char *zKind,
                          const char *zSince, const char *zUntil,
                          const char *zSource);
void ent_build_transfer(EntBuild *, const char *zId, const char *zDeal,
                        const char *zSupplier, const char *zRecipient,
                        const char *zCategory, const char *zStatus,
                        const char *zSince, const char *zUntil,
                        const char *zSource);
void ent_build_sanction(EntBuild *, const char *zId, const char *zSender,
                        const char *zTarget, const char *zKind,
                        const char *zExtent, double secondary,
                        const char *zSince, const char *zUntil,
                        const char *zSource);
void ent_build_trade(EntBuild *, const char *zExporter, const char *zImporter,
                     int year, double value, const char *zSource);
void ent_build_total(EntBuild *, const char *zState, int year, double exports,
                     double imports, const char *zSource);
void ent_build_dispute(EntBuild *, const char *zId, const char *zIntensity,
                       const char *zSince, const char *zUntil,
                       const char *zSource);
void ent_build_disputant(EntBuild *, const char *zDispute, const char *zState,
                    const char *zSide, const char *zSince, const char *zUntil);
void ent_build_redline(EntBuild *, const char *zId, const char *zHolder,
                       const char *zAbout, const char *zCrossedBy,
                       const char *zSince, const char *zUntil,
                       const char *zAddressee);

/* ---- Interface to view.c: the world on a date ---- */

/* Sparse rows: for state i the entries a[aStart[i]] .. a[aStart[i+1]-1],
** sorted by `iOther`. Both states are alive, and are two. */
typedef struct EntPromise EntPromise; /* i's highest obligation to iOther */
struct EntPromise {
  int32_t iOther;
  int32_t iRow;    /* EntWorld.aObligation: the one with the highest value */
  double value;    /* obligation.*, 0..1 */
  double level;    /* level.*, 0..3 */
};
typedef struct EntFlow EntFlow; /* one transfer between i and iOther */
struct EntFlow {
  int32_t iOther;
  int32_t iRow;    /* EntWorld.aTransfer */
  double value;    /* w_category * certainty * 2^(-age/half_life) */
};
typedef struct EntShare EntShare; /* the share of i's trade with iOther */
struct EntShare {
  int32_t iOther;
  int32_t iRow;    /* EntWorld.aTrade */
  double value;    /* 0..1 */
};
typedef struct EntMeasureOn EntMeasureOn; /* what iSender holds against i */
struct EntMeasureOn {
  int32_t iSender;
  double severity;  /* 1 - prod(1 - w_kind * extent), every case */
  double own;       /* the same without universal blocs */
  double secondary; /* the furthest reach to third parties */
  int32_t aRow[ENT_NSANCTION]; /* EntWorld.aSanction that set each kind; -1 */
};
typedef struct EntQuarrel EntQuarrel; /* i and iOther on opposite sides */
struct EntQuarrel {
  int32_t iOther;
  int32_t iRow;    /* EntWorld.aDispute: the most intense */
  double value;    /* dispute.* */
};

typedef struct EntView EntView;
struct EntView {
  int nRef;
  EntWorld *world;
  EntSpan on;        /* a day, a month or a year: any day of it */
  int skipDeal;      /* a deal left out, or -1 */
  EntArena arena;
  int n;             /* world->nState: states keep their world index */
  int nAlive;
  uint8_t *alive;    /* member of the cow system on some day of `on` */
  uint8_t aKnown[ENT_NLAYER]; /* does coverage say so? */
  int *aPromiseStart;  EntPromise *aPromise;
  int *aFlowStart;     EntFlow *aFlow;
  int *aShareStart;    EntShare *aShare;
  uint8_t *tradeKnown; /* i's trade shares are known */
  int *aAgainstStart;  EntMeasureOn *aAgainst; /* rows of i: against i */
  int *aQuarrelStart;  EntQuarrel *aQuarrel;
  int *aBorderStart;   int32_t *aBorder;
};

EntView *ent_view_new(EntRun *, EntWorld *, EntSpan on, int skipDeal);
/* The view of its world anew, after the world (a variant) was set otherwise;
** in the memory that it has. Nonzero: an error, and the view is of no use. */
int ent_view_renew(EntRun *, EntView *);
/* Marks in aMark[world->nSource] the sources of rows that count, or might if
** others did not, on the view's date. */
void ent_view_sources(EntView *, uint8_t *aMark);
/* Only who lives and what they promised: the other lists are not made. */
EntView *ent_view_promises(EntRun *, EntWorld *, EntSpan on);
EntView *ent_view_ref(EntView *);
void ent_view_unref(EntView *);
/* The entry of i for iOther, or NULL. */
const EntShare *ent_view_share(const EntView *, int i, int iOther);
const EntMeasureOn *ent_view_against(const EntView *, int i, int iSender);
const EntQuarrel *ent_view_quarrel(const EntView *, int i, int iOther);
int ent_view_borders(const EntView *, int i, int j);
int ent_view_member(const EntView *, int iBloc, int iState);

/* ---- Interface to votes.c: roll calls as sets of bits ---- */

enum { ENT_YES, ENT_ABSTAIN, ENT_NO, ENT_NVOTE }; /* from agreeing to not */

typedef struct EntBallots EntBallots; /* one calendar year */
struct EntBallots {
  int32_t year;
  int known;       /* does coverage say so? */
  int nWord;       /* 64-bit words in a set of the year's roll calls */
  int n;           /* states that cast a vote */
  int32_t *aState; /* ascending */
  uint64_t *aBits; /* for each of them ENT_NVOTE sets */
};

typedef struct EntVotes EntVotes; /* never changed once it is finished */
struct EntVotes {
  int nRef;
  EntWorld *world; /* whose states these are */
  EntArena arena;
  int nYear;
  EntBallots *aYear; /* ascending; only years with a vote */
};
EntVotes *ent_votes_ref(EntVotes *);
void ent_votes_unref(EntVotes *); /* NULL is fine */
int ent_votes_year(const EntVotes *, int year);  /* index, or -1 */
/* The first year that is not before `year`; nYear when there is none. */
int ent_votes_since(const EntVotes *, int year);
int ent_ballots_slot(const EntBallots *, int iState); /* or -1 */

/* Roll calls first, then votes; errors as in build.c. */
typedef struct EntPoll EntPoll;
EntPoll *ent_votes_new(EntRun *, EntWorld *); /* NULL: out of memory */
void ent_votes_rollcall(EntPoll *, const char *zId, const char *zDate);
void ent_votes_vote(EntPoll *, const char *zRollCall, const char *zState,
                    const char *zVote);
void ent_votes_free(EntPoll *);        /* NULL is fine; not after finish */
EntVotes *ent_votes_finish(EntPoll *); /* frees the poll; nRef is 1 */

/* How many bits are set. */
static inline int ent_bits_count(uint64_t x){
  x -= (x >> 1) & UINT64_C(0x5555555555555555);
  x = (x & UINT64_C(0x3333333333333333)) +
      ((x >> 2) & UINT64_C(0x3333333333333333));
  x = (x + (x >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
  return (int)((x * UINT64_C(0x0101010101010101)) >> 56);
}

#endif
