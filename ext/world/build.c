/*
** Rows in, a world out.
**
** The builder takes the tables one after the other, what is named before what
** names it. Codes and ids become numbers at once, through hash tables, so a
** row that names something unknown is refused while its words are at hand:
** "transfer 'rus-prk-2023/1': no state 'XYZ'". Words that repeat are kept
** once; an id that no other row repeats is only copied.
**
** While rows come in, numbers count in the order of arrival. At the end each
** dictionary (states, blocs, deals, disputes, sources, categories, statuses)
** is sorted by its text, the numbers in all rows are renamed, and every table
** is sorted by all its columns. So one dataset has one world, however its
** rows were ordered: equal worlds give equal sums, to the last bit.
**
** Rows wait in arrays that double; each is sorted into its exact place in the
** world's arena and freed before the next. n rows cost O(n log n) time. A
** transfer takes 40 bytes of the arena and its id.
**
** Trade comes in as exports; the world wants, for each state, its trade with
** each partner in both directions. So a row adds to two entries, which merge
** after sorting where one source says both. A row of trade without a number
** says nothing and is dropped.
**
** Every state is also found under its own code, and under its name unless a
** row of state_name says since when it bore that name.
**
** The first error stays in the EntRun; from then on every call is a no-op and
** ent_build_finish returns NULL.
*/
#include "world.h"
#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct BuildRows BuildRows; /* an array that grows */
struct BuildRows {
  void *a;
  int n, nAlloc;
};

typedef struct BuildSlot BuildSlot;
struct BuildSlot {
  const char *z; /* NULL: free */
  uint32_t hash;
  int32_t i;
};

typedef struct BuildMap BuildMap; /* text to number; open addressing */
struct BuildMap {
  BuildSlot *a;
  uint32_t n, nSlot; /* nSlot is a power of two, or 0 */
};

enum { /* what other rows refer to by number */
       BUILD_STATE,
       BUILD_BLOC,
       BUILD_DEAL,
       BUILD_DISPUTE,
       BUILD_SOURCE,
       BUILD_CATEGORY,
       BUILD_STATUS,
       BUILD_NDICTIONARY
};

struct EntBuild {
  EntRun *run;
  EntWorld *world;
  BuildRows aDictionary[BUILD_NDICTIONARY];
  BuildMap aMap[BUILD_NDICTIONARY];
  int32_t *aaNew[BUILD_NDICTIONARY]; /* number by arrival to number by text */
  BuildMap text;                     /* words that repeat */
  BuildRows stateName;               /* a BuildNamed per state */
  BuildRows aSpell[ENT_NSYSTEM];
  BuildRows name, member, border, capability, party, obligation, transfer;
  BuildRows sanction, trade, total, disputant, redLine, coverage;
  char *zFold; /* bytes to fold into */
  size_t nFold;
};

typedef struct BuildNamed BuildNamed; /* which names a state has been given */
struct BuildNamed {
  int8_t hasName; /* the one in state.name */
  int8_t hasMain; /* a main one */
};

typedef struct BuildRow BuildRow; /* the row at hand, for messages */
struct BuildRow {
  EntBuild *b;
  const char *zTable;
  const char *zKey;
  const char *zJoin;  /* between the two keys */
  const char *zOther; /* the second key, or NULL */
};

/* ---- Errors ---- */

static int buildStopped(const EntBuild *b) {
  return b->run->error.code != ENT_OK;
}

static const char *buildShown(const char *z) {
  return z ? z : "";
}

static void buildSay(const BuildRow *p, const char *zWhat) {
  if (p->zOther) {
    ent_error_set(&p->b->run->error, ENT_ERROR, "%s '%.120s'%s'%.120s': %s",
                  p->zTable, buildShown(p->zKey), p->zJoin, p->zOther, zWhat);
  } else {
    ent_error_set(&p->b->run->error, ENT_ERROR, "%s '%.120s': %s", p->zTable,
                  buildShown(p->zKey), zWhat);
  }
}

static void buildRefuse(const BuildRow *p, const char *zWhat, const char *z) {
  char zText[200];
  snprintf(zText, sizeof(zText), "no %s '%.140s'", zWhat, buildShown(z));
  buildSay(p, zText);
}

/* ---- Growing arrays ---- */

static void buildAdd(EntBuild *b, BuildRows *p, const void *pRow,
                     size_t nSize) {
  void *a;
  if (buildStopped(b)) return;
  a = ent_run_grow(b->run, p->a, &p->nAlloc, p->n, 1, nSize);
  if (a == 0) return;
  p->a = a;
  memcpy((char *)p->a + (size_t)p->n * nSize, pRow, nSize);
  p->n++;
}

static void buildDrop(EntBuild *b, BuildRows *p) {
  ent_run_free(b->run, p->a);
  memset(p, 0, sizeof(*p));
}

/* ---- Text to number ---- */

static uint32_t buildHash(const char *z) {
  uint32_t h = 2166136261u; /* Fowler, Noll, Vo: FNV-1a */
  for (; *z; z++)
    h = (h ^ (unsigned char)*z) * 16777619u;
  return h ^ h >> 15;
}

static BuildSlot *buildSlot(const BuildMap *p, const char *z, uint32_t hash) {
  uint32_t i = hash & (p->nSlot - 1);
  while (p->a[i].z && (p->a[i].hash != hash || strcmp(p->a[i].z, z))) {
    i = (i + 1) & (p->nSlot - 1);
  }
  return &p->a[i];
}

static int32_t buildFind(const BuildMap *p, const char *z) {
  const BuildSlot *pSlot;
  if (p->nSlot == 0 || z == 0) return -1;
  pSlot = buildSlot(p, z, buildHash(z));
  return pSlot->z ? pSlot->i : -1;
}

/* z must live as long as the map and not be in it. */
static void buildMap(EntBuild *b, BuildMap *p, const char *z, int32_t i) {
  BuildSlot *pSlot;
  uint32_t hash;
  if (buildStopped(b)) return;
  if (p->n >= p->nSlot / 4 * 3) {
    BuildMap grown = { 0, p->n, p->nSlot ? p->nSlot * 2 : 64 };
    grown.a = ent_run_alloc(b->run, grown.nSlot * sizeof(BuildSlot));
    if (grown.a == 0) return;
    for (uint32_t j = 0; j < p->nSlot; j++) {
      if (p->a[j].z) *buildSlot(&grown, p->a[j].z, p->a[j].hash) = p->a[j];
    }
    ent_run_free(b->run, p->a);
    *p = grown;
  }
  hash = buildHash(z);
  pSlot = buildSlot(p, z, hash);
  pSlot->z = z;
  pSlot->hash = hash;
  pSlot->i = i;
  p->n++;
}

/* A copy in the world; NULL stays NULL. */
static const char *buildCopy(EntBuild *b, const char *z) {
  return ent_run_copy(b->run, &b->world->arena, z);
}

/* The same for words that repeat: equal words share one copy. */
static const char *buildText(EntBuild *b, const char *z) {
  if (z == 0 || buildStopped(b)) return 0;
  if (b->text.nSlot) {
    const BuildSlot *pSlot = buildSlot(&b->text, z, buildHash(z));
    if (pSlot->z) return pSlot->z;
  }
  z = buildCopy(b, z);
  buildMap(b, &b->text, z, 0);
  return z;
}

static const char *buildFolded(EntBuild *b, const char *z) {
  size_t n;
  if (buildStopped(b)) return 0;
  n = ent_fold_text(z, b->zFold, b->nFold);
  if (n >= b->nFold) {
    ent_run_free(b->run, b->zFold);
    b->zFold = ent_run_alloc(b->run, 2 * n + 1);
    b->nFold = b->zFold ? 2 * n + 1 : 0;
    ent_fold_text(z, b->zFold, b->nFold);
  }
  return buildText(b, b->zFold);
}

/* A new entry of a dictionary. pRow begins with its text, which is copied. */
static void buildEntry(const BuildRow *p, int dictionary, void *pRow,
                       size_t nSize) {
  EntBuild *b = p->b;
  const char *z;
  memcpy(&z, pRow, sizeof(z));
  z = buildShown(z);
  if (buildFind(&b->aMap[dictionary], z) >= 0) {
    buildSay(p, "given twice");
    return;
  }
  z = buildCopy(b, z);
  memcpy(pRow, &z, sizeof(z));
  buildAdd(b, &b->aDictionary[dictionary], pRow, nSize);
  buildMap(b, &b->aMap[dictionary], z, b->aDictionary[dictionary].n - 1);
}

/* ---- Words of a row ---- */

static int32_t buildLookup(const BuildRow *p, int dictionary, const char *zWhat,
                           const char *z) {
  int32_t i = buildFind(&p->b->aMap[dictionary], z);
  if (i < 0) buildRefuse(p, zWhat, z);
  return i;
}

static int32_t buildState(const BuildRow *p, const char *z) {
  return buildLookup(p, BUILD_STATE, "state", z);
}

static int32_t buildSource(const BuildRow *p, const char *z) {
  return z ? buildLookup(p, BUILD_SOURCE, "source", z) : -1;
}

/* A state or a bloc: one of the two numbers, -1 for the other. */
static void buildActor(const BuildRow *p, const char *z, int32_t *piState,
                       int32_t *piBloc) {
  *piState = buildFind(&p->b->aMap[BUILD_STATE], z);
  *piBloc = *piState < 0 ? buildFind(&p->b->aMap[BUILD_BLOC], z) : -1;
  if (*piState < 0 && *piBloc < 0) buildRefuse(p, "state or bloc", z);
}

static int buildWord(const BuildRow *p, const char *const *az, int n,
                     const char *zWhat, const char *z) {
  for (int i = 0; z && i < n; i++) {
    if (strcmp(az[i], z) == 0) return i;
  }
  buildRefuse(p, zWhat, z);
  return -1;
}

static EntSpan buildSpan(const BuildRow *p, const char *zSince,
                         const char *zUntil) {
  EntSpan span = { 0, 0 };
  if (!ent_date_span(zSince, zUntil, &span)) {
    EntSpan ignored;
    if (zSince && !ent_date_parse(zSince, &ignored)) {
      buildRefuse(p, "date", zSince);
    } else if (!ent_date_parse(zUntil, &ignored)) {
      buildRefuse(p, "date", zUntil);
    } else {
      char zText[80];
      snprintf(zText, sizeof(zText), "until '%s' is before since '%s'", zUntil,
               zSince);
      buildSay(p, zText);
    }
  }
  return span;
}

/* A category or status of a transfer, which must have a weight. */
static int16_t buildWeighed(const BuildRow *p, int dictionary,
                            const char *zPrefix, const char *z) {
  int32_t i = buildFind(&p->b->aMap[dictionary], z);
  if (i < 0) {
    char zName[140];
    snprintf(zName, sizeof(zName), "%s%s", zPrefix, buildShown(z));
    buildRefuse(p, "parameter", zName);
  }
  return (int16_t)i;
}

/* ---- The builder ---- */

EntBuild *ent_build_new(EntRun *run) {
  EntBuild *b = ent_run_alloc(run, sizeof(*b));
  if (b == 0) return 0;
  b->run = run;
  b->world = ent_run_alloc(run, sizeof(*b->world));
  if (b->world == 0) {
    ent_run_free(run, b);
    return 0;
  }
  b->world->nRef = 1;
  b->world->skipSource = -1;
  ent_arena_init(&b->world->arena, run->mem);
  for (int i = 0; i < ENT_NPARAMETER; i++)
    b->world->aParameter[i] = NAN;
  return b;
}

/* All but what is sorted into dictionaries. */
static void buildDropTables(EntBuild *b) {
  BuildRows *aRows[] = { &b->stateName,  &b->name,       &b->member,
                         &b->border,     &b->capability, &b->party,
                         &b->obligation, &b->transfer,   &b->sanction,
                         &b->trade,      &b->total,      &b->disputant,
                         &b->redLine,    &b->coverage };
  for (size_t i = 0; i < sizeof(aRows) / sizeof(aRows[0]); i++) {
    buildDrop(b, aRows[i]);
  }
  for (int i = 0; i < ENT_NSYSTEM; i++)
    buildDrop(b, &b->aSpell[i]);
}

void ent_build_free(EntBuild *b) {
  EntRun *run;
  if (b == 0) return;
  run = b->run;
  buildDropTables(b);
  for (int i = 0; i < BUILD_NDICTIONARY; i++) {
    buildDrop(b, &b->aDictionary[i]);
    ent_run_free(run, b->aMap[i].a);
    ent_run_free(run, b->aaNew[i]);
  }
  ent_run_free(run, b->text.a);
  ent_run_free(run, b->zFold);
  ent_world_unref(b->world);
  ent_run_free(run, b);
}

/* ---- The tables ---- */

void ent_build_source(EntBuild *b, const char *zId) {
  BuildRow row = { b, "source", zId, 0, 0 };
  const char *z = zId;
  if (buildStopped(b)) return;
  buildEntry(&row, BUILD_SOURCE, &z, sizeof(z));
}

/* What stands behind the prefix, or NULL. */
static const char *buildBehind(const char *z, const char *zPrefix) {
  size_t n = strlen(zPrefix);
  return strncmp(z, zPrefix, n) == 0 ? z + n : 0;
}

static const char buildCategory[] = "transfer.category.";
static const char buildStatus[] = "transfer.status.";

void ent_build_parameter(EntBuild *b, const char *zName, double value,
                         double low, double high) {
  BuildRow row = { b, "parameter", zName, 0, 0 };
  EntWeight weight = { 0, value, low <= value ? low : value,
                       high >= value ? high : value };
  int dictionary = BUILD_CATEGORY;
  if (buildStopped(b) || zName == 0 || isnan(value)) return;
  weight.zName = buildBehind(zName, buildCategory);
  if (weight.zName == 0) {
    weight.zName = buildBehind(zName, buildStatus);
    dictionary = BUILD_STATUS;
  }
  if (weight.zName) {
    if (b->aDictionary[dictionary].n >= INT16_MAX) {
      buildSay(&row, "more than 32767 of its kind");
      return;
    }
    buildEntry(&row, dictionary, &weight, sizeof(weight));
    return;
  }
  for (int i = 0; i < ENT_NPARAMETER; i++) {
    if (strcmp(zName, ent_parameter_names[i])) continue;
    if (!isnan(b->world->aParameter[i])) buildSay(&row, "given twice");
    b->world->aParameter[i] = value;
    b->world->aLow[i] = weight.low;
    b->world->aHigh[i] = weight.high;
    return;
  }
}

void ent_build_coverage(EntBuild *b, const char *zLayer, const char *zSource,
                        const char *zSince, const char *zUntil) {
  BuildRow row = { b, "coverage", zLayer, 0, 0 };
  EntCoverage x;
  if (buildStopped(b)) return;
  x.layer =
      (int8_t)buildWord(&row, ent_layer_names, ENT_NLAYER, "layer", zLayer);
  x.iSource = buildSource(&row, zSource);
  x.span = buildSpan(&row, zSince, zUntil);
  buildAdd(b, &b->coverage, &x, sizeof(x));
}

void ent_build_state(EntBuild *b, const char *zCode, const char *zName,
                     const char *zRegion, const char *zNuclear) {
  BuildRow row = { b, "state", zCode, 0, 0 };
  BuildNamed named = { 0, 0 };
  EntState x = { zCode, 0, 0, { ENT_DAY_MAX, ENT_DAY_MAX } };
  if (buildStopped(b)) return;
  if (zNuclear) x.nuclear = buildSpan(&row, zNuclear, 0);
  x.zName = buildText(b, zName ? zName : buildShown(zCode));
  x.zRegion = buildText(b, zRegion);
  buildEntry(&row, BUILD_STATE, &x, sizeof(x));
  buildAdd(b, &b->stateName, &named, sizeof(named));
}

void ent_build_spell(EntBuild *b, const char *zSystem, const char *zState,
                     const char *zSince, const char *zUntil) {
  BuildRow row = { b, "state_spell", zState, 0, 0 };
  EntSpell x;
  int system;
  if (buildStopped(b)) return;
  system = buildWord(&row, ent_system_names, ENT_NSYSTEM, "system", zSystem);
  x.iState = buildState(&row, zState);
  x.span = buildSpan(&row, zSince, zUntil);
  if (system >= 0) buildAdd(b, &b->aSpell[system], &x, sizeof(x));
}

static void buildName(EntBuild *b, const char *zScheme, const char *zValue,
                      int32_t iState, EntSpan span, int isMain) {
  EntName x;
  memset(&x, 0, sizeof(x));
  x.zScheme = buildText(b, buildShown(zScheme));
  x.zValue = buildText(b, buildShown(zValue));
  x.zFolded = buildFolded(b, buildShown(zValue));
  x.iState = iState;
  x.span = span;
  x.isMain = isMain != 0;
  buildAdd(b, &b->name, &x, sizeof(x));
}

void ent_build_name(EntBuild *b, const char *zScheme, const char *zValue,
                    const char *zState, const char *zSince, const char *zUntil,
                    int isMain) {
  BuildRow row = { b, "state_name", zScheme, " ", buildShown(zValue) };
  EntSpan span;
  int32_t iState;
  if (buildStopped(b)) return;
  iState = buildState(&row, zState);
  span = buildSpan(&row, zSince, zUntil);
  buildName(b, zScheme, zValue, iState, span, isMain);
  if (buildStopped(b) || strcmp(buildShown(zScheme), "name")) return;
  {
    const EntState *aState = b->aDictionary[BUILD_STATE].a;
    BuildNamed *pNamed = (BuildNamed *)b->stateName.a + iState;
    if (isMain) pNamed->hasMain = 1;
    if (strcmp(aState[iState].zName, buildShown(zValue)) == 0) {
      pNamed->hasName = 1;
    }
  }
}

void ent_build_border(EntBuild *b, const char *zA, const char *zB,
                      const char *zSince, const char *zUntil) {
  BuildRow row = { b, "border of", zA, " and ", buildShown(zB) };
  EntBorder x;
  if (buildStopped(b)) return;
  x.iA = buildState(&row, zA);
  x.iB = buildState(&row, zB);
  x.span = buildSpan(&row, zSince, zUntil);
  buildAdd(b, &b->border, &x, sizeof(x));
}

void ent_build_bloc(EntBuild *b, const char *zCode, const char *zName,
                    int universal) {
  BuildRow row = { b, "bloc", zCode, 0, 0 };
  EntBloc x;
  if (buildStopped(b)) return;
  memset(&x, 0, sizeof(x));
  if (buildFind(&b->aMap[BUILD_STATE], zCode) >= 0) {
    buildSay(&row, "already the code of a state");
  }
  x.zCode = zCode;
  x.zName = buildText(b, zName ? zName : buildShown(zCode));
  x.zFolded = buildFolded(b, zName ? zName : buildShown(zCode));
  x.universal = universal != 0;
  buildEntry(&row, BUILD_BLOC, &x, sizeof(x));
}

void ent_build_member(EntBuild *b, const char *zBloc, const char *zState,
                      const char *zSince, const char *zUntil) {
  BuildRow row = { b, "bloc_member of", zBloc, 0, 0 };
  EntMember x;
  if (buildStopped(b)) return;
  x.iBloc = buildLookup(&row, BUILD_BLOC, "bloc", zBloc);
  x.iState = buildState(&row, zState);
  x.span = buildSpan(&row, zSince, zUntil);
  buildAdd(b, &b->member, &x, sizeof(x));
}

void ent_build_capability(EntBuild *b, const char *zState, int year,
                          const double *aValue, const char *zSource) {
  BuildRow row = { b, "capability of", zState, 0, 0 };
  EntCapability x;
  if (buildStopped(b)) return;
  memset(&x, 0, sizeof(x));
  x.iState = buildState(&row, zState);
  x.year = year;
  memcpy(x.aValue, aValue, sizeof(x.aValue));
  x.iSource = buildSource(&row, zSource);
  buildAdd(b, &b->capability, &x, sizeof(x));
}

void ent_build_deal(EntBuild *b, const char *zId, const char *zSince,
                    const char *zUntil, const char *zSource) {
  BuildRow row = { b, "deal", zId, 0, 0 };
  EntDeal x;
  if (buildStopped(b)) return;
  x.zId = zId;
  x.span = buildSpan(&row, zSince, zUntil);
  x.iSource = buildSource(&row, zSource);
  buildEntry(&row, BUILD_DEAL, &x, sizeof(x));
}

void ent_build_party(EntBuild *b, const char *zDeal, const char *zState,
                     const char *zRole) {
  BuildRow row = { b, "deal_party of deal", zDeal, 0, 0 };
  EntParty x;
  if (buildStopped(b)) return;
  x.iDeal = buildLookup(&row, BUILD_DEAL, "deal", zDeal);
  x.iState = buildState(&row, zState);
  x.role = (int8_t)buildWord(&row, ent_role_names, ENT_NROLE, "role", zRole);
  buildAdd(b, &b->party, &x, sizeof(x));
}

void ent_build_obligation(EntBuild *b, const char *zDeal, const char *zFrom,
                          const char *zTo, const char *zKind,
                          const char *zSince, const char *zUntil,
                          const char *zSource) {
  BuildRow row = { b, "obligation of deal", zDeal, 0, 0 };
  EntObligation x;
  if (buildStopped(b)) return;
  x.iDeal = buildLookup(&row, BUILD_DEAL, "deal", zDeal);
  x.iFrom = buildState(&row, zFrom);
  x.iTo = buildState(&row, zTo);
  x.kind = (int8_t)buildWord(&row, ent_obligation_names, ENT_NOBLIGATION,
                             "kind", zKind);
  x.span = buildSpan(&row, zSince, zUntil);
  x.iSource = buildSource(&row, zSource);
  buildAdd(b, &b->obligation, &x, sizeof(x));
}

void ent_build_transfer(EntBuild *b, const char *zId, const char *zDeal,
                        const char *zSupplier, const char *zRecipient,
                        const char *zCategory, const char *zStatus,
                        const char *zSince, const char *zUntil,
                        const char *zSource) {
  BuildRow row = { b, "transfer", zId, 0, 0 };
  EntTransfer x;
  if (buildStopped(b)) return;
  if (zId == 0) {
    row.zTable = "transfer from";
    row.zKey = zSupplier;
    row.zJoin = " to ";
    row.zOther = buildShown(zRecipient);
  }
  x.iDeal = zDeal ? buildLookup(&row, BUILD_DEAL, "deal", zDeal) : -1;
  x.iSupplier = buildState(&row, zSupplier);
  x.iRecipient = buildState(&row, zRecipient);
  x.iCategory = buildWeighed(&row, BUILD_CATEGORY, buildCategory, zCategory);
  x.iStatus = buildWeighed(&row, BUILD_STATUS, buildStatus, zStatus);
  x.span = buildSpan(&row, zSince, zUntil);
  x.iSource = buildSource(&row, zSource);
  x.zId = buildCopy(b, zId);
  buildAdd(b, &b->transfer, &x, sizeof(x));
}

void ent_build_sanction(EntBuild *b, const char *zId, const char *zSender,
                        const char *zTarget, const char *zKind,
                        const char *zExtent, double secondary,
                        const char *zSince, const char *zUntil,
                        const char *zSource) {
  static const char *const azExtent[] = { "partial", "complete" };
  BuildRow row = { b, "sanction", zId, 0, 0 };
  EntSanction x;
  if (buildStopped(b)) return;
  x.zId = buildText(b, buildShown(zId));
  buildActor(&row, zSender, &x.iSender, &x.iBloc);
  x.iTarget = buildState(&row, zTarget);
  x.kind =
      (int8_t)buildWord(&row, ent_sanction_names, ENT_NSANCTION, "kind", zKind);
  x.complete = (int8_t)buildWord(&row, azExtent, 2, "extent", zExtent);
  x.secondary = secondary;
  x.span = buildSpan(&row, zSince, zUntil);
  x.iSource = buildSource(&row, zSource);
  buildAdd(b, &b->sanction, &x, sizeof(x));
}

void ent_build_trade(EntBuild *b, const char *zExporter, const char *zImporter,
                     int year, double value, const char *zSource) {
  BuildRow row = { b, "trade from", zExporter, " to ", buildShown(zImporter) };
  EntTrade x, mirrored;
  if (buildStopped(b)) return;
  x.iState = buildState(&row, zExporter);
  x.iPartner = buildState(&row, zImporter);
  x.year = year;
  x.value = value;
  x.iSource = buildSource(&row, zSource);
  if (isnan(value)) return;
  mirrored = x;
  mirrored.iState = x.iPartner;
  mirrored.iPartner = x.iState;
  buildAdd(b, &b->trade, &x, sizeof(x));
  buildAdd(b, &b->trade, &mirrored, sizeof(mirrored));
}

void ent_build_total(EntBuild *b, const char *zState, int year, double exports,
                     double imports, const char *zSource) {
  BuildRow row = { b, "trade_total of", zState, 0, 0 };
  EntTotal x;
  if (buildStopped(b)) return;
  x.iState = buildState(&row, zState);
  x.year = year;
  x.value = exports + imports;
  x.iSource = buildSource(&row, zSource);
  buildAdd(b, &b->total, &x, sizeof(x));
}

void ent_build_dispute(EntBuild *b, const char *zId, const char *zIntensity,
                       const char *zSince, const char *zUntil,
                       const char *zSource) {
  BuildRow row = { b, "dispute", zId, 0, 0 };
  EntDispute x;
  if (buildStopped(b)) return;
  x.zId = zId;
  x.intensity = ENT_UNSPECIFIED;
  if (zIntensity) {
    x.intensity = (int8_t)buildWord(&row, ent_intensity_names, ENT_NINTENSITY,
                                    "intensity", zIntensity);
  }
  x.span = buildSpan(&row, zSince, zUntil);
  x.iSource = buildSource(&row, zSource);
  buildEntry(&row, BUILD_DISPUTE, &x, sizeof(x));
}

void ent_build_disputant(EntBuild *b, const char *zDispute, const char *zState,
                         const char *zSide, const char *zSince,
                         const char *zUntil) {
  static const char *const azSide[] = { "A", "B" };
  BuildRow row = { b, "dispute_side of dispute", zDispute, 0, 0 };
  EntDisputant x;
  if (buildStopped(b)) return;
  x.iDispute = buildLookup(&row, BUILD_DISPUTE, "dispute", zDispute);
  x.iState = buildState(&row, zState);
  x.side = buildWord(&row, azSide, 2, "side", zSide) ? 'B' : 'A';
  x.span = buildSpan(&row, zSince, zUntil);
  buildAdd(b, &b->disputant, &x, sizeof(x));
}

void ent_build_redline(EntBuild *b, const char *zId, const char *zHolder,
                       const char *zAbout, const char *zCrossedBy,
                       const char *zSince, const char *zUntil,
                       const char *zAddressee) {
  static const char *const azCross[] = { "back", "cut", "neutral", "mediate" };
  BuildRow row = { b, "red_line", zId, 0, 0 };
  EntRedLine x;
  if (buildStopped(b)) return;
  x.zId = buildText(b, buildShown(zId));
  buildWord(&row, azCross, 4, "crossed_by", zCrossedBy);
  x.zCrossedBy = buildText(b, zCrossedBy);
  buildActor(&row, zHolder, &x.iHolder, &x.iHolderBloc);
  buildActor(&row, zAbout, &x.iAbout, &x.iAboutBloc);
  x.iAddressee = x.iAddresseeBloc = -1;
  if (zAddressee) {
    buildActor(&row, zAddressee, &x.iAddressee, &x.iAddresseeBloc);
  }
  x.span = buildSpan(&row, zSince, zUntil);
  buildAdd(b, &b->redLine, &x, sizeof(x));
}

/* ---- Orders: by every column, so that ties are equal rows ---- */

#define BUILD_BY(x)                                                            \
  do {                                                                         \
    if (a->x != b->x) return a->x < b->x ? -1 : 1;                             \
  } while (0)

/* What is not known comes last. */
#define BUILD_BY_NUMBER(x)                                                     \
  do {                                                                         \
    if (!isnan(a->x) != !isnan(b->x)) return isnan(a->x) ? 1 : -1;             \
    if (a->x < b->x) return -1;                                                \
    if (a->x > b->x) return 1;                                                 \
  } while (0)

#define BUILD_BY_TEXT(x)                                                       \
  do {                                                                         \
    int order = strcmp(a->x, b->x);                                            \
    if (order) return order;                                                   \
  } while (0)

#define BUILD_BY_SPAN                                                          \
  do {                                                                         \
    BUILD_BY(span.first);                                                      \
    BUILD_BY(span.last);                                                       \
  } while (0)

static int bySpell(const void *pa, const void *pb) {
  const EntSpell *a = pa, *b = pb;
  BUILD_BY(iState);
  BUILD_BY_SPAN;
  return 0;
}

static int byName(const void *pa, const void *pb) {
  const EntName *a = pa, *b = pb;
  BUILD_BY_TEXT(zFolded);
  BUILD_BY(iState);
  BUILD_BY_SPAN;
  BUILD_BY_TEXT(zScheme);
  BUILD_BY_TEXT(zValue);
  BUILD_BY(isMain);
  return 0;
}

static int byMember(const void *pa, const void *pb) {
  const EntMember *a = pa, *b = pb;
  BUILD_BY(iBloc);
  BUILD_BY(iState);
  BUILD_BY_SPAN;
  return 0;
}

static int byBorder(const void *pa, const void *pb) {
  const EntBorder *a = pa, *b = pb;
  BUILD_BY(iA);
  BUILD_BY(iB);
  BUILD_BY_SPAN;
  return 0;
}

static int byCapability(const void *pa, const void *pb) {
  const EntCapability *a = pa, *b = pb;
  BUILD_BY(iState);
  BUILD_BY(year);
  BUILD_BY(iSource);
  for (int i = 0; i < ENT_NCOMPONENT; i++)
    BUILD_BY_NUMBER(aValue[i]);
  return 0;
}

static int byParty(const void *pa, const void *pb) {
  const EntParty *a = pa, *b = pb;
  BUILD_BY(iDeal);
  BUILD_BY(role);
  BUILD_BY(iState);
  return 0;
}

static int byObligation(const void *pa, const void *pb) {
  const EntObligation *a = pa, *b = pb;
  BUILD_BY(iFrom);
  BUILD_BY(iTo);
  BUILD_BY(iDeal);
  BUILD_BY(kind);
  BUILD_BY_SPAN;
  BUILD_BY(iSource);
  return 0;
}

static int byTransfer(const void *pa, const void *pb) {
  const EntTransfer *a = pa, *b = pb;
  BUILD_BY(iSupplier);
  BUILD_BY(iRecipient);
  BUILD_BY_SPAN;
  BUILD_BY(iDeal);
  BUILD_BY(iCategory);
  BUILD_BY(iStatus);
  BUILD_BY(iSource);
  return strcmp(buildShown(a->zId), buildShown(b->zId));
}

static int bySanction(const void *pa, const void *pb) {
  const EntSanction *a = pa, *b = pb;
  BUILD_BY(iTarget);
  BUILD_BY(iSender);
  BUILD_BY(iBloc);
  BUILD_BY(kind);
  BUILD_BY_SPAN;
  BUILD_BY_TEXT(zId);
  BUILD_BY(complete);
  BUILD_BY(iSource);
  BUILD_BY_NUMBER(secondary);
  return 0;
}

static int byTrade(const void *pa, const void *pb) {
  const EntTrade *a = pa, *b = pb;
  BUILD_BY(iState);
  BUILD_BY(year);
  BUILD_BY(iPartner);
  BUILD_BY(iSource);
  BUILD_BY(value);
  return 0;
}

static int byTotal(const void *pa, const void *pb) {
  const EntTotal *a = pa, *b = pb;
  BUILD_BY(iState);
  BUILD_BY(year);
  BUILD_BY(iSource);
  BUILD_BY_NUMBER(value);
  return 0;
}

static int byDisputant(const void *pa, const void *pb) {
  const EntDisputant *a = pa, *b = pb;
  BUILD_BY(iDispute);
  BUILD_BY(side);
  BUILD_BY(iState);
  BUILD_BY_SPAN;
  return 0;
}

static int byRedLine(const void *pa, const void *pb) {
  const EntRedLine *a = pa, *b = pb;
  BUILD_BY_TEXT(zId);
  BUILD_BY(iHolder);
  BUILD_BY(iHolderBloc);
  BUILD_BY(iAbout);
  BUILD_BY(iAboutBloc);
  BUILD_BY(iAddressee);
  BUILD_BY(iAddresseeBloc);
  BUILD_BY_SPAN;
  return strcmp(a->zCrossedBy, b->zCrossedBy);
}

static int byCoverage(const void *pa, const void *pb) {
  const EntCoverage *a = pa, *b = pb;
  BUILD_BY(layer);
  BUILD_BY_SPAN;
  BUILD_BY(iSource);
  return 0;
}

typedef struct BuildKey BuildKey;
struct BuildKey {
  const char *z;
  int32_t i;
};

static int byKey(const void *pa, const void *pb) {
  const BuildKey *a = pa, *b = pb;
  return strcmp(a->z, b->z);
}

/* ---- The end ---- */

/* Sorts a dictionary into the world; aaNew tells where each entry went. */
static void *buildSettle(EntBuild *b, int dictionary, size_t nSize, int *pn) {
  BuildRows *p = &b->aDictionary[dictionary];
  size_t n = (size_t)p->n;
  BuildKey *aKey = 0, *aOther = 0;
  int32_t *aNew = 0;
  char *aOut = 0;
  if (ent_run_cancelled(b->run)) return 0;
  aOut = ent_run_carve(b->run, &b->world->arena, n, nSize);
  if (aOut) aKey = ent_run_alloc(b->run, n * sizeof(BuildKey));
  if (aKey) aOther = ent_run_alloc(b->run, n * sizeof(BuildKey));
  if (aOther) aNew = ent_run_alloc(b->run, n * sizeof(int32_t));
  if (aNew) {
    BuildKey *aSorted;
    for (size_t i = 0; i < n; i++) {
      memcpy(&aKey[i].z, (char *)p->a + i * nSize, sizeof(aKey[i].z));
      aKey[i].i = (int32_t)i;
    }
    aSorted = ent_run_sort(b->run, aKey, aOther, n, sizeof(BuildKey), byKey);
    for (size_t i = 0; i < n; i++) {
      memcpy(aOut + i * nSize, (char *)p->a + (size_t)aSorted[i].i * nSize,
             nSize);
      aNew[aSorted[i].i] = (int32_t)i;
    }
    b->aaNew[dictionary] = aNew;
    *pn = p->n;
    buildDrop(b, p);
  }
  ent_run_free(b->run, aKey);
  ent_run_free(b->run, aOther);
  return aNew ? aOut : 0;
}

/* Sorts a table into the world. */
static void *buildSort(EntBuild *b, BuildRows *p, size_t nSize, int *pn,
                       int (*xCompare)(const void *, const void *)) {
  size_t n = (size_t)p->n;
  void *aOut, *aSorted;
  if (ent_run_cancelled(b->run)) return 0;
  aOut = ent_run_carve(b->run, &b->world->arena, n, nSize);
  if (aOut == 0) return 0;
  aSorted = ent_run_sort(b->run, p->a, aOut, n, nSize, xCompare);
  if (n && aSorted != aOut) memcpy(aOut, aSorted, n * nSize);
  *pn = p->n;
  buildDrop(b, p);
  return aOut;
}

/* Sorts the rows of trade and joins those of one state, partner, year and
** source. A row that names no source goes with the first that does. */
static void buildMergeTrade(EntBuild *b) {
  BuildRows *p = &b->trade;
  EntTrade *aOther, *aSorted;
  int n = 0;
  if (ent_run_cancelled(b->run)) return;
  aOther = ent_run_alloc(b->run, (size_t)p->n * sizeof(EntTrade));
  if (aOther == 0) return;
  aSorted = ent_run_sort(b->run, p->a, aOther, (size_t)p->n, sizeof(EntTrade),
                         byTrade);
  for (int i = 0; i < p->n; i++) {
    EntTrade *pLast = n ? &aSorted[n - 1] : 0;
    if (pLast && pLast->iState == aSorted[i].iState &&
        pLast->year == aSorted[i].year &&
        pLast->iPartner == aSorted[i].iPartner &&
        (pLast->iSource < 0 || pLast->iSource == aSorted[i].iSource)) {
      pLast->value += aSorted[i].value;
      if (pLast->iSource < 0) pLast->iSource = aSorted[i].iSource;
    } else {
      aSorted[n++] = aSorted[i];
    }
  }
  b->world->aTrade =
      ent_run_carve(b->run, &b->world->arena, (size_t)n, sizeof(EntTrade));
  if (b->world->aTrade && n) {
    memcpy(b->world->aTrade, aSorted, (size_t)n * sizeof(EntTrade));
    b->world->nTrade = n;
  }
  ent_run_free(b->run, aOther);
  buildDrop(b, p);
}

/* Every state by its own code, and by its name where no row names it so. */
static void buildOwnNames(EntBuild *b) {
  static const EntSpan always = { ENT_DAY_MIN, ENT_DAY_MAX };
  const EntState *aState = b->aDictionary[BUILD_STATE].a;
  const BuildNamed *aNamed = b->stateName.a;
  for (int i = 0; i < b->aDictionary[BUILD_STATE].n; i++) {
    buildName(b, "code", aState[i].zCode, i, always, 1);
    if (!aNamed[i].hasName) {
      buildName(b, "name", aState[i].zName, i, always, !aNamed[i].hasMain);
    }
  }
}

static int32_t buildMoved(const EntBuild *b, int dictionary, int32_t i) {
  return i < 0 ? -1 : b->aaNew[dictionary][i];
}

/* Renames the numbers in one column, iColumn bytes into each row. */
static void buildMove(const EntBuild *b, const BuildRows *pRows, size_t nSize,
                      size_t iColumn, int dictionary) {
  for (int i = 0; i < pRows->n; i++) {
    void *pRow = (char *)pRows->a + (size_t)i * nSize + iColumn;
    int32_t *pNumber = pRow;
    *pNumber = buildMoved(b, dictionary, *pNumber);
  }
}

#define BUILD_MOVE(type, rows, column, dictionary)                             \
  buildMove(b, &(rows), sizeof(type), offsetof(type, column), dictionary)

static void buildRename(EntBuild *b) {
  EntWorld *w = b->world;
  EntTransfer *aTransfer = b->transfer.a;
  EntBorder *aBorder = b->border.a;
  for (int i = 0; i < ENT_NSYSTEM; i++) {
    BUILD_MOVE(EntSpell, b->aSpell[i], iState, BUILD_STATE);
  }
  BUILD_MOVE(EntName, b->name, iState, BUILD_STATE);
  BUILD_MOVE(EntMember, b->member, iBloc, BUILD_BLOC);
  BUILD_MOVE(EntMember, b->member, iState, BUILD_STATE);
  BUILD_MOVE(EntBorder, b->border, iA, BUILD_STATE);
  BUILD_MOVE(EntBorder, b->border, iB, BUILD_STATE);
  BUILD_MOVE(EntCapability, b->capability, iState, BUILD_STATE);
  BUILD_MOVE(EntCapability, b->capability, iSource, BUILD_SOURCE);
  BUILD_MOVE(EntParty, b->party, iDeal, BUILD_DEAL);
  BUILD_MOVE(EntParty, b->party, iState, BUILD_STATE);
  BUILD_MOVE(EntObligation, b->obligation, iDeal, BUILD_DEAL);
  BUILD_MOVE(EntObligation, b->obligation, iFrom, BUILD_STATE);
  BUILD_MOVE(EntObligation, b->obligation, iTo, BUILD_STATE);
  BUILD_MOVE(EntObligation, b->obligation, iSource, BUILD_SOURCE);
  BUILD_MOVE(EntTransfer, b->transfer, iDeal, BUILD_DEAL);
  BUILD_MOVE(EntTransfer, b->transfer, iSupplier, BUILD_STATE);
  BUILD_MOVE(EntTransfer, b->transfer, iRecipient, BUILD_STATE);
  BUILD_MOVE(EntTransfer, b->transfer, iSource, BUILD_SOURCE);
  BUILD_MOVE(EntSanction, b->sanction, iSender, BUILD_STATE);
  BUILD_MOVE(EntSanction, b->sanction, iBloc, BUILD_BLOC);
  BUILD_MOVE(EntSanction, b->sanction, iTarget, BUILD_STATE);
  BUILD_MOVE(EntSanction, b->sanction, iSource, BUILD_SOURCE);
  BUILD_MOVE(EntTrade, b->trade, iState, BUILD_STATE);
  BUILD_MOVE(EntTrade, b->trade, iPartner, BUILD_STATE);
  BUILD_MOVE(EntTrade, b->trade, iSource, BUILD_SOURCE);
  BUILD_MOVE(EntTotal, b->total, iState, BUILD_STATE);
  BUILD_MOVE(EntTotal, b->total, iSource, BUILD_SOURCE);
  BUILD_MOVE(EntDisputant, b->disputant, iDispute, BUILD_DISPUTE);
  BUILD_MOVE(EntDisputant, b->disputant, iState, BUILD_STATE);
  BUILD_MOVE(EntRedLine, b->redLine, iHolder, BUILD_STATE);
  BUILD_MOVE(EntRedLine, b->redLine, iHolderBloc, BUILD_BLOC);
  BUILD_MOVE(EntRedLine, b->redLine, iAbout, BUILD_STATE);
  BUILD_MOVE(EntRedLine, b->redLine, iAboutBloc, BUILD_BLOC);
  BUILD_MOVE(EntRedLine, b->redLine, iAddressee, BUILD_STATE);
  BUILD_MOVE(EntRedLine, b->redLine, iAddresseeBloc, BUILD_BLOC);
  BUILD_MOVE(EntCoverage, b->coverage, iSource, BUILD_SOURCE);
  for (int i = 0; i < w->nDeal; i++) {
    w->aDeal[i].iSource = buildMoved(b, BUILD_SOURCE, w->aDeal[i].iSource);
  }
  for (int i = 0; i < w->nDispute; i++) {
    w->aDispute[i].iSource =
        buildMoved(b, BUILD_SOURCE, w->aDispute[i].iSource);
  }
  for (int i = 0; i < b->transfer.n; i++) {
    EntTransfer *p = &aTransfer[i];
    p->iCategory = (int16_t)buildMoved(b, BUILD_CATEGORY, p->iCategory);
    p->iStatus = (int16_t)buildMoved(b, BUILD_STATUS, p->iStatus);
  }
  for (int i = 0; i < b->border.n; i++) {
    if (aBorder[i].iA > aBorder[i].iB) {
      int32_t iSwap = aBorder[i].iA;
      aBorder[i].iA = aBorder[i].iB;
      aBorder[i].iB = iSwap;
    }
  }
}

#define BUILD_SETTLE(dictionary, type, array, count)                           \
  w->array = buildSettle(b, dictionary, sizeof(type), &w->count)
#define BUILD_SORT(rows, type, array, count, by)                               \
  w->array = buildSort(b, &b->rows, sizeof(type), &w->count, by)

static void buildStateKeys(EntBuild *b) {
  EntWorld *w = b->world;
  w->aStateKey =
      ent_run_carve(b->run, &w->arena, (size_t)w->nState, sizeof(uint64_t));
  for (int i = 0; w->aStateKey && i < w->nState; i++)
    w->aStateKey[i] = ent_world_key(w->aState[i].zCode);
}

EntWorld *ent_build_finish(EntBuild *b) {
  EntWorld *w = b->world;
  for (int i = 0; i < ENT_NPARAMETER; i++) {
    if (buildStopped(b)) break;
    if (isnan(w->aParameter[i])) {
      ent_error_set(&b->run->error, ENT_ERROR, "no parameter '%s'",
                    ent_parameter_names[i]);
    }
  }
  if (!buildStopped(b)) buildOwnNames(b);
  BUILD_SETTLE(BUILD_SOURCE, const char *, azSource, nSource);
  BUILD_SETTLE(BUILD_CATEGORY, EntWeight, aCategory, nCategory);
  BUILD_SETTLE(BUILD_STATUS, EntWeight, aStatus, nStatus);
  BUILD_SETTLE(BUILD_STATE, EntState, aState, nState);
  if (!buildStopped(b)) buildStateKeys(b);
  BUILD_SETTLE(BUILD_BLOC, EntBloc, aBloc, nBloc);
  BUILD_SETTLE(BUILD_DEAL, EntDeal, aDeal, nDeal);
  BUILD_SETTLE(BUILD_DISPUTE, EntDispute, aDispute, nDispute);
  if (!buildStopped(b)) buildRename(b);
  for (int i = 0; i < ENT_NSYSTEM; i++) {
    BUILD_SORT(aSpell[i], EntSpell, aaSpell[i], anSpell[i], bySpell);
  }
  BUILD_SORT(name, EntName, aName, nName, byName);
  BUILD_SORT(member, EntMember, aMember, nMember, byMember);
  BUILD_SORT(border, EntBorder, aBorder, nBorder, byBorder);
  BUILD_SORT(capability, EntCapability, aCapability, nCapability, byCapability);
  BUILD_SORT(party, EntParty, aParty, nParty, byParty);
  BUILD_SORT(obligation, EntObligation, aObligation, nObligation, byObligation);
  BUILD_SORT(transfer, EntTransfer, aTransfer, nTransfer, byTransfer);
  BUILD_SORT(sanction, EntSanction, aSanction, nSanction, bySanction);
  buildMergeTrade(b);
  BUILD_SORT(total, EntTotal, aTotal, nTotal, byTotal);
  BUILD_SORT(disputant, EntDisputant, aDisputant, nDisputant, byDisputant);
  BUILD_SORT(redLine, EntRedLine, aRedLine, nRedLine, byRedLine);
  BUILD_SORT(coverage, EntCoverage, aCoverage, nCoverage, byCoverage);
  if (buildStopped(b)) {
    w = 0;
  } else {
    b->world = 0;
  }
  ent_build_free(b);
  return w;
}
