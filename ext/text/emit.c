/*
** Events as they are told: each pair of sources and targets, and whose the
** agents are that no state is named with.
**
** "Police arrested ten in Paris", "gunmen killed a Russian": police are those
** of the place, or of the target's state, or of the only state that is named;
** gunmen, Amnesty and who comes to visit may be anybody's. What is not known
** stays NULL. The confidence is the rule's share of right answers on a
** development set (dictionary_prior), less for what is hypothetical, quoted or
** second, and for each character between the verb and who it joins: what is
** told in three words is rarely misread.
*/
#include "inside.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { EMIT_PAIRS = 4 };

static int emitHypothetical(const TextSentence *s, int i) {
  for (const TextHit *h = s->aHit; h->first < i; h++) {
    if (ent_clause_is(h, ENT_W_HYPOTHETICAL) &&
        s->aClause[h->first] == s->aClause[i])
      return 1;
  }
  return 0;
}

int ent_emit_body(const TextSentence *s, int iGroup) {
  const TextGroup *g = iGroup < 0 ? 0 : &s->aGroup[iGroup];
  return g && g->isPeople &&
         (g->zSector == 0 ||
          (strcmp(g->zSector, "CVL") && strcmp(g->zSector, "BUS")));
}

/* An agent of some state, as gunmen, Amnesty and other states are not. */
static int emitIsOf(const TextSentence *s, int iGroup) {
  const char *z = iGroup < 0 ? 0 : s->aGroup[iGroup].zSector;
  return z && strcmp(z, "UAF") && strcmp(z, "NGO");
}

/* Police, soldiers and the like without a state are those of the place, or else
** of the dateline, or of the only state that is named. */
static const char *emitHere(const TextSentence *s, int clause) {
  const char *zOnly = 0;
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->zCode && g->isPlace && s->aClause[g->first] >= clause) {
      return g->zCode;
    }
  }
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->zCode && (s->a[g->first].bits & TOKEN_DATELINE)) return g->zCode;
  }
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->zCode == 0 || g->isAside) continue;
    if (zOnly && strcmp(zOnly, g->zCode)) return 0;
    zOnly = g->zCode;
  }
  return zOnly;
}

/* The state, other than the target, where a clause says that it happened. */
static const char *emitThere(const TextSentence *s, int iTarget, int clause) {
  for (int k = iTarget + 1; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (s->aClause[g->first] != clause) break;
    if (g->zCode && g->isPlace) return g->zCode;
  }
  return 0;
}

/* Gives the actors that have no code that of the state they are of; returns the
** rule by which the event is then known. */
static const char *emitOwners(const TextSentence *s, const TextChain *c,
                              const TextRoles *r, int iSource, int iTarget,
                              const char *zRule, EntEvent *e) {
  const EntCode *pAct = s->aHit[c->aiHit[c->n - 1]].p->pAct;
  int clause = s->aClause[s->aHit[c->aiHit[c->iMain]].first];
  int isBorrowed = 0, isVisit = pAct && strcmp(pAct->zCode, "042") == 0;
  if (e->target.zCode == 0 && r->isDomestic) e->target.zCode = e->source.zCode;
  if (e->source.zCode == 0 && iTarget >= 0 && emitIsOf(s, iSource) &&
      !isVisit) {
    const char *zThere = 0;
    if (e->target.zCode && c->pCode->quad == 4) {
      zThere = emitThere(s, iTarget, clause);
    }
    e->source.zCode = zThere ? zThere : e->target.zCode;
    isBorrowed = e->source.zCode != 0;
    if (isBorrowed) zRule = "domestic";
  }
  if (iTarget >= 0 && c->pCode->quad != 4 && e->target.zSector == 0 &&
      !s->aGroup[iTarget].isPeople && e->source.zCode &&
      e->target.zCode && /* GCOVR_EXCL_BR_LINE: a name always has one */
      strcmp(e->source.zCode, e->target.zCode) == 0) {
    /* A state as such does not speak to itself, nor who speaks to it. */
    *(isBorrowed && c->pCode->quad != 2 ? &e->source.zCode : &e->target.zCode) =
        0;
  }
  if (e->source.zCode == 0 && e->target.zCode == 0) {
    if (ent_emit_body(s, iSource) && emitIsOf(s, iSource)) {
      e->source.zCode = emitHere(s, clause);
    }
    if (iTarget >= 0) e->target.zCode = emitHere(s, clause);
    zRule = "domestic";
  }
  if (e->source.zCode == 0 || e->target.zCode == 0) zRule = "implied";
  return zRule;
}

/* What is lost by the characters between the source, the verb and the target: a
** factor for each. (A power would ask for the C library of 2019.) */
static double emitApart(const EntEvent *e, double factor) {
  uint32_t n = 0;
  double product = 1.0;
  if (e->verb > e->source.last) n += e->verb - e->source.last;
  if (e->target.first > e->verbLast) n += e->target.first - e->verbLast;
  for (; n; n >>= 1) {
    if (n & 1) product *= factor;
    factor *= factor;
  }
  return product;
}

static void emitOne(TextSentence *s, const TextChain *c, const TextRoles *r,
                    int iSource, int iTarget, const char *zRule, int isSecond) {
  EntReading *out = s->out;
  const TextHit *pFirst = &s->aHit[c->aiHit[c->iMain]];
  const TextHit *pLast = &s->aHit[c->aiHit[c->n - 1]];
  EntEvent *a = ent_text_grow(s->run, &out->arena, out->aEvent, out->nEvent,
                              sizeof(*out->aEvent));
  EntEvent *e;
  double confidence;
  if (a == 0) return;
  out->aEvent = a;
  e = &a[out->nEvent];
  memset(e, 0, sizeof(*e));
  e->sentence = s->index;
  e->verb = s->a[pFirst->first].firstChar;
  e->verbLast = s->a[pFirst->last - 1].lastChar;
  e->verbByte = s->a[pFirst->first].first;
  e->verbLastByte = s->a[pFirst->last - 1].last;
  e->first = e->verb;
  e->last = s->a[pLast->last - 1].lastChar;
  e->source = ent_role_actor(s, iSource);
  e->target = ent_role_actor(s, iTarget);
  if (iSource >= 0) {
    if (e->source.first < e->first) e->first = e->source.first;
    if (e->source.last > e->last) e->last = e->source.last;
  }
  if (iTarget >= 0) {
    if (e->target.first < e->first) e->first = e->target.first;
    if (e->target.last > e->last) e->last = e->target.last;
  }
  zRule = emitOwners(s, c, r, iSource, iTarget, zRule, e);
  if (e->source.zCode == 0 && e->target.zCode == 0) return;
  e->pCode = c->pCode;
  e->zItem = c->pItem ? c->pItem->zItem : 0;
  e->zRule = zRule;
  e->negated = (int8_t)c->negated;
  e->passive = (int8_t)r->isPassive;
  e->reciprocal = (int8_t)r->isMutual;
  e->hypothetical = (int8_t)emitHypothetical(s, pFirst->first);
  e->quoted = (s->a[pFirst->first].bits & TOKEN_QUOTED) != 0;
  confidence = ent_dict_prior(s->dict, zRule);
  if (e->hypothetical) confidence *= ent_dict_prior(s->dict, "hypothetical");
  if (e->quoted) confidence *= ent_dict_prior(s->dict, "quoted");
  if (isSecond) confidence *= ent_dict_prior(s->dict, "second");
  if (strcmp(zRule, "svo") == 0) {
    confidence *= emitApart(e, ent_dict_prior(s->dict, "character"));
  }
  if (e->pCode->zPlover) {
    char zType[40];
    snprintf(zType, sizeof(zType), "type.%s", e->pCode->zPlover);
    confidence *= ent_dict_prior(s->dict, zType);
  }
  e->confidence = floor(confidence * 100 + 0.5) / 100;
  e->zExplain = ent_text_format(
      s->run, &out->arena, "%s[%u-%u] %.*s[%u-%u] %s[%u-%u]; %s = %s; %s",
      e->source.zCode ? e->source.zCode : "?", e->source.first, e->source.last,
      (int)(e->verbLastByte - e->verbByte), s->z + e->verbByte, e->verb,
      e->verbLast, e->target.zCode ? e->target.zCode : "?", e->target.first,
      e->target.last, c->zTrace, c->pCode->zCode, zRule);
  out->nEvent++;
}

/* How many groups, from iHead on, are joined into one actor. */
static int emitRow(const TextSentence *s, int iHead, int aOut[EMIT_PAIRS]) {
  int n = 0;
  if (iHead < 0) {
    aOut[0] = -1;
    return 1;
  }
  for (int k = iHead; k < s->nGroup && n < EMIT_PAIRS; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (k > iHead && (!g->isLinked || g->isAside)) break;
    if (s->aClause[g->first] != s->aClause[s->aGroup[iHead].first] &&
        ent_clause_verb(s, g->last))
      break; /* ..., and France demanded */
    if (k > iHead && s->aGroup[k].zCode == 0) continue;
    if (k > iHead && s->aGroup[k - 1].zCode &&
        ent_role_same(&s->aGroup[k], &s->aGroup[k - 1]))
      continue;
    aOut[n++] = k;
  }
  return n;
}

void ent_emit_pairs(TextSentence *s, const TextChain *c, TextRoles *r,
                    int isSecond) {
  int aSource[EMIT_PAIRS], aTarget[EMIT_PAIRS], nSource, nTarget;
  const char *zRule = r->isPassive    ? "passive"
                      : r->isMutual   ? "mutual"
                      : r->isDomestic ? "domestic"
                      : r->isFar      ? "far"
                      : r->isPlace    ? "place"
                      : r->isCarried  ? "carried"
                                      : "svo";
  int linked = r->isMutual && r->iTarget == r->iSource + 1 &&
               s->aGroup[r->iTarget].isLinked;
  if (linked) {
    nSource = emitRow(s, r->iSource, aTarget);
    for (int i = 1; i < nSource; i++) {
      emitOne(s, c, r, r->iSource, aTarget[i], zRule, isSecond || i > 1);
    }
    if (nSource > 1) return;
    r->isDomestic = 1; /* the government and rebels, Bush and his advisers */
    emitOne(s, c, r, r->iSource, r->iTarget, "domestic", isSecond);
    return;
  }
  nSource = emitRow(s, r->iSource, aSource);
  nTarget = emitRow(s, r->iTarget, aTarget);
  for (int i = 0; i < nSource; i++) {
    for (int k = 0; k < nTarget; k++) {
      if (aSource[i] >= 0 && aSource[i] == aTarget[k]) continue;
      emitOne(s, c, r, aSource[i], aTarget[k], zRule,
              isSecond || i > 0 || k > 0 ||
                  (r->isDomestic && c->pCode->quad == 1));
    }
  }
}
