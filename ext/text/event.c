/*
** Events: who did what to whom, from one sentence.
**
** clause.c finds the words of action, chain.c makes codes of them, role.c says
** who and to whom. Here it is decided which chains are events, and by what rule
** they are known:
**
**   svo       source before the verb, target behind it
**   carried   no source in the clause: the subject of an earlier one
**   passive   done by
**   mutual    A and B did together
**   far       the target stands in a later clause
**   place     the target is only a place
**   domestic  the target is an agent without a name, or of the source's state
**   implied   one side is not known
**
** The first chain with both ends gives the event of the sentence, a noun that
** opens its clause only if no verb behind it does more; later ones count only
** when both ends stand in their own clause. The confidence is the rule's share
** of right answers on a development set (dictionary_prior), less for what is
** hypothetical, quoted or second.
*/
#include "inside.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { EVENT_PAIRS = 4 };

static int eventHypothetical(const TextSentence *s, int i) {
  for (const TextHit *h = s->aHit; h->first < i; h++) {
    if (ent_clause_is(h, ENT_W_HYPOTHETICAL) &&
        s->aClause[h->first] == s->aClause[i])
      return 1;
  }
  return 0;
}

static int eventIsBody(const TextSentence *s, int iGroup) {
  const TextGroup *g = iGroup < 0 ? 0 : &s->aGroup[iGroup];
  return g && g->isPeople &&
         (g->zSector == 0 ||
          (strcmp(g->zSector, "CVL") && strcmp(g->zSector, "BUS")));
}

/* An agent of some state, as gunmen and Amnesty are not. */
static int eventIsOf(const TextSentence *s, int iGroup) {
  const char *z = iGroup < 0 ? "UAF" : s->aGroup[iGroup].zSector;
  return z == 0 || (strcmp(z, "UAF") && strcmp(z, "NGO"));
}

/* Police, soldiers and the like without a state are those of the place, or else
** of the dateline. */
static const char *eventHere(const TextSentence *s, int clause) {
  const char *zOnly = 0;
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->zCode && g->isPlace && !g->isAside && s->aClause[g->first] >= clause)
      return g->zCode;
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
static const char *eventThere(const TextSentence *s, int iTarget, int clause) {
  for (int k = iTarget + 1; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (s->aClause[g->first] != clause) break;
    if (g->zCode && g->isPlace && !g->isAside) return g->zCode;
  }
  return 0;
}

static void eventEmit(TextSentence *s, const TextChain *c, const TextRoles *r,
                      int iSource, int iTarget, const char *zRule,
                      int isSecond) {
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
  if (e->target.zCode == 0 && r->isDomestic) {
    e->target.zCode = e->source.zCode;
  }
  if (e->source.zCode == 0 && iTarget >= 0 && eventIsOf(s, iSource) &&
      !(pLast->p->pAct && strcmp(pLast->p->pAct->zCode, "042") == 0)) {
    /* ... but visitors come from elsewhere */
    const char *zThere = 0;
    if (e->target.zCode && c->pCode->quad == 4) {
      zThere = eventThere(s, iTarget, s->aClause[pFirst->first]);
    }
    e->source.zCode = zThere ? zThere : e->target.zCode;
    if (e->source.zCode) zRule = "domestic"; /* an agent of the same state */
  }
  if (e->source.zCode && e->target.zCode && c->pCode->quad != 4 &&
      e->target.zSector == 0 && !s->aGroup[iTarget].isPeople &&
      !strcmp(e->source.zCode, e->target.zCode)) {
    e->target.zCode = 0; /* a state as such does not speak to itself */
  }
  if (iSource >= 0) {
    if (e->source.first < e->first) e->first = e->source.first;
    if (e->source.last > e->last) e->last = e->source.last;
  }
  if (iTarget >= 0) {
    if (e->target.first < e->first) e->first = e->target.first;
    if (e->target.last > e->last) e->last = e->target.last;
  }
  if (e->source.zCode == 0 && e->target.zCode == 0) {
    if (eventIsBody(s, iSource) && eventIsOf(s, iSource))
      e->source.zCode = eventHere(s, s->aClause[pFirst->first]);
    if (iTarget >= 0) e->target.zCode = eventHere(s, s->aClause[pFirst->first]);
    zRule = "domestic";
  }
  if (e->source.zCode == 0 || e->target.zCode == 0) zRule = "implied";
  if (e->source.zCode == 0 && e->target.zCode == 0) return;
  e->pCode = c->pCode;
  e->zItem = c->pItem ? c->pItem->zItem : 0;
  e->zRule = zRule;
  e->negated = (int8_t)c->negated;
  e->passive = (int8_t)r->isPassive;
  e->reciprocal = (int8_t)r->isMutual;
  e->hypothetical = (int8_t)eventHypothetical(s, pFirst->first);
  e->quoted = (s->a[pFirst->first].bits & TOKEN_QUOTED) != 0;
  confidence = ent_dict_prior(s->dict, zRule);
  if (e->hypothetical) confidence *= ent_dict_prior(s->dict, "hypothetical");
  if (e->quoted) confidence *= ent_dict_prior(s->dict, "quoted");
  if (isSecond) confidence *= ent_dict_prior(s->dict, "second");
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
static int eventRow(const TextSentence *s, int iHead, int aOut[EVENT_PAIRS]) {
  int n = 0;
  if (iHead < 0) {
    aOut[0] = -1;
    return 1;
  }
  for (int k = iHead; k < s->nGroup && n < EVENT_PAIRS; k++) {
    if (k > iHead && (!s->aGroup[k].isLinked || s->aGroup[k].isAside)) break;
    if (k > iHead && s->aGroup[k].zCode == 0) continue;
    if (k > iHead && s->aGroup[k - 1].zCode &&
        ent_role_same(&s->aGroup[k], &s->aGroup[k - 1]))
      continue;
    aOut[n++] = k;
  }
  return n;
}

static void eventPairs(TextSentence *s, const TextChain *c, TextRoles *r,
                       int isSecond) {
  int aSource[EVENT_PAIRS], aTarget[EVENT_PAIRS], nSource, nTarget;
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
    nSource = eventRow(s, r->iSource, aTarget);
    for (int i = 1; i < nSource; i++) {
      eventEmit(s, c, r, r->iSource, aTarget[i], zRule, isSecond || i > 1);
    }
    if (nSource > 1) return;
    r->isDomestic = 1; /* the government and rebels, Bush and his advisers */
    eventEmit(s, c, r, r->iSource, r->iTarget, "domestic", isSecond);
    return;
  }
  nSource = eventRow(s, r->iSource, aSource);
  nTarget = eventRow(s, r->iTarget, aTarget);
  for (int i = 0; i < nSource; i++) {
    for (int k = 0; k < nTarget; k++) {
      if (aSource[i] >= 0 && aSource[i] == aTarget[k]) continue;
      eventEmit(s, c, r, aSource[i], aTarget[k], zRule,
                isSecond || i > 0 || k > 0 ||
                    (r->isDomestic && c->pCode->quad == 1));
    }
  }
}

static int eventIsViolent(const EntCode *p) {
  return p && p->quad == 4 && strcmp(p->zCode, "18") >= 0;
}

/* Nobody is said to have attacked, or only "gunmen": then those where it was
** done are who was attacked, not who did it. */
static void eventUnclaimed(const TextSentence *s, const TextChain *c,
                           TextRoles *r) {
  const TextHit *h = &s->aHit[c->aiHit[c->iMain]];
  const TextGroup *g = r->iSource < 0 ? 0 : &s->aGroup[r->iSource];
  int isNoun = s->a[h->first].iWord == s->a[h->first].iLemma;
  if (g == 0 || !eventIsViolent(c->pCode)) return;
  if (g->isPlace && !(g->prep & ENT_G_BY)) {
    if (r->iTarget < 0 || s->aGroup[r->iTarget].zCode == 0) {
      r->iTarget = r->iSource;
      r->isPlace = 1;
    }
    for (const TextHit *p = s->aHit; p < h; p++) { /* a bomb in Kabul killed */
      if (s->aClause[p->first] == s->aClause[h->first] &&
          eventIsViolent(p->p->pAct))
        r->isThere = 0;
    }
  } else if (g->zCode || !isNoun || eventIsBody(s, r->iSource)) {
    return; /* but people are no source of an explosion */
  }
  r->iSource = -1;
  r->isDomestic = 0;
}

/* Source and target of a chain. */
static void eventAssign(const TextSentence *s, TextChain *c, TextRoles *r) {
  const TextHit *h = &s->aHit[c->aiHit[c->iMain]];
  int isReverse = 0, isMutual = 0;
  for (int i = 0; i < c->n; i++) {
    const DictWord *p = s->aHit[c->aiHit[i]].p;
    if (i == c->iMain) isReverse = p->isReverse;
    if (i == c->iMain || i == c->n - 1) isMutual |= p->isMutual;
  }
  for (int i = 0; i < c->n && !isMutual; i++) {
    if (s->aHit[c->aiHit[i]].p->stance == ENT_S_AGREE) isMutual = 2;
  }
  if (c->iAfter >= 0 && ent_role_by(s, s->aHit[c->iAfter].last) >= 0) {
    h = &s->aHit[c->iAfter];
    isReverse = isMutual = 0;
  }
  ent_role_find(s, h->first, h->last, isReverse, isMutual, r);
  if (h->p->stance == ENT_S_MUST) {
    /* X says that Y must: X demands it of Y. */
    int iSpeaker = ent_role_carried(s, h->first);
    r->iTarget = r->isCarried ? -1 : r->iSource;
    r->iSource = iSpeaker;
    r->isCarried = r->isFar = r->isDomestic = r->isPlace = 0;
    if (iSpeaker < 0 || r->iTarget < 0) r->iTarget = r->iSource = -1;
  }
  if (r->isPassive && strncmp(c->pCode->zCode, "15", 2) == 0 &&
      ent_role_by(s, h->last) < 0) {
    int iSwap = r->iSource; /* troops that are deployed act */
    r->iSource = r->iTarget;
    r->iTarget = iSwap;
    r->isPassive = 0;
  }
  eventUnclaimed(s, c, r);
}

/* Is the chain beside the point: a participle or a noun behind a preposition,
** or in a clause that only says when or who? */
static int eventIsAside(const TextSentence *s, const TextHit *h) {
  const TextToken *t = &s->a[h->first];
  int isFinite = t->iWord != t->iLemma && !(t->form & ENT_FORM_ING) &&
                 !(t->form == ENT_FORM_S);
  int i, k;
  for (i = h->first; i > 0 && s->aClause[i - 1] == s->aClause[h->first]; i--)
    ;
  if (s->a[i].grammar & ENT_G_CLAUSE) {
    const char *z = s->dict->aVocab[s->a[i].iWord].z;
    if (strcmp(z, "that") && strcmp(z, "so")) return 1;
  }
  if (isFinite) {
    /* supported by ..., without a form of be */
    if (!(t->form & ENT_FORM_PART)) return 0;
    if (h->last >= s->n || !(s->a[h->last].grammar & ENT_G_BY)) return 0;
    for (i = h->first - 1; i >= 0 && i >= h->first - 3; i--) {
      if (s->a[i].grammar & (ENT_G_BE | ENT_G_HAVE)) return 0;
    }
    return 1;
  }
  if (t->form & ENT_FORM_ING) {
    if (h->first > 0 && (s->a[h->first - 1].grammar & ENT_G_BY)) return 0;
    for (i = h->first - 1; i >= 0 && i >= h->first - 3; i--) {
      if (s->a[i].grammar & ENT_G_BE) return 0;
    }
    return 1;
  }
  if (h->last < s->n &&
      (s->aiGroup[h->last] >= 0 || (s->a[h->last].grammar & ENT_G_DET)))
    return 0;
  for (i = h->first - 1; i >= 0 && i >= h->first - 5; i--) {
    if (s->a[i].punct) return 0;
    if (s->aiGroup[i] >= 0) i = s->aGroup[s->aiGroup[i]].first; /* a name */
    if (s->a[i].grammar & (ENT_G_PREP | ENT_G_OF)) {
      k = ent_clause_hit(s, i + 1);
      if (k >= 0 && ent_clause_is(&s->aHit[k], ENT_W_NULL)) continue;
      return 1;
    }
    if (s->a[i].grammar & (ENT_G_TO | ENT_G_BE | ENT_G_HAVE)) return 0;
    if (s->a[i].form & ENT_FORM_PAST && s->a[i].iWord != s->a[i].iLemma) {
      return 0;
    }
  }
  return 0;
}

/* "Called King Salman on Saturday", not "called the king a liar". */
static int eventHasPerson(const TextSentence *s, const TextHit *h) {
  int i = h->last, iGroup;
  const TextToken *pAfter;
  while (i < s->n && i < h->last + 3 && s->a[i].punct == 0 &&
         s->aiGroup[i] < 0 && !(s->a[i].grammar & ~(ENT_G_DET | ENT_G_OWN)))
    i++;
  if (i >= s->n || s->aiGroup[i] < 0) return 0;
  iGroup = s->aiGroup[i];
  if (!s->aGroup[iGroup].isPeople || s->aGroup[iGroup].isPossessive) return 0;
  if (s->aGroup[iGroup].last >= s->n) return 1;
  pAfter = &s->a[s->aGroup[iGroup].last];
  return pAfter->punct == '.' || pAfter->punct == ',' ||
         (pAfter->grammar & (ENT_G_TO | ENT_G_PREP | ENT_G_CLAUSE));
}

static int eventHasItem(const TextSentence *s, const TextHit *h) {
  for (int i = h->last; i < s->n && i < h->last + 8; i++) {
    int iEnd;
    int32_t iItem;
    if (s->aClause[i] != s->aClause[h->first]) break;
    iItem = ent_dict_match(s->dict, DICT_ITEM, s->a, i, s->n, &iEnd);
    if (iItem >= 0 && s->dict->aItem[iItem].zIssue) return 1;
  }
  return 0;
}

/* Deeds that only sound like those of states: of the rain, of a team. */
static int eventIsFigure(const TextSentence *s, const TextChain *c,
                         const TextRoles *r) {
  const TextHit *h = &s->aHit[c->aiHit[c->iMain]];
  int isDiscard = 0;
  int isDeed = c->pCode->quad == 2 || c->pCode->quad == 4;
  /* One word that opens the sentence may be a name that nobody knows: prices
  ** hit, but do not praise. */
  if (!r->isPassive && (isDeed || h->first != 1) && ent_role_other(s, h->first))
    return 1;
  if (r->isThere && (r->iTarget < 0 || r->isFar || r->isPlace)) return 1;
  if (isDeed && r->iSource >= 0 && !eventIsBody(s, r->iSource) &&
      (r->isFar ||
       (s->aGroup[r->iSource].isPrivate && (r->isPlace || r->iTarget < 0))))
    return 1;
  for (int k = 0; k < s->nHit; k++)
    isDiscard |= ent_clause_is(&s->aHit[k], ENT_W_DISCARD);
  return isDiscard && !eventIsBody(s, r->iSource) &&
         !eventIsBody(s, r->iTarget);
}

/* "... and called on Azerbaijan": the next verb of the same subject. */
static int eventIsJoined(const TextSentence *s, const TextHit *h) {
  int i = h->first;
  while (i > 0 && s->aClause[i - 1] == s->aClause[h->first])
    i--;
  return (s->a[i].grammar & ENT_G_AND) && h->first - i <= 3;
}

void ent_event_find(TextSentence *s) {
  TextChain spare = { 0 };
  TextRoles spareRoles = { 0 };
  int spareRank = 0, nDone = 0, clauseDone = -1;
  for (int k = 0; k < s->nHit; k++) {
    const DictWord *p = s->aHit[k].p;
    if ((p->isPerson && !eventHasPerson(s, &s->aHit[k])) ||
        (p->isCarrier && !eventHasItem(s, &s->aHit[k]))) {
      s->aHit[k].isUsed = 1;
    }
  }
  for (int k = 0; k < s->nHit;) {
    TextChain c;
    TextRoles r;
    const TextHit *h;
    int isWhole, isAside, isFirst, rank;
    if (!ent_chain_starts(&s->aHit[k])) {
      k++;
      continue;
    }
    ent_chain_build(s, k, &c);
    ent_chain_evaluate(s, &c);
    k = c.aiHit[c.n - 1] + 1;
    if (c.iAfter >= k) k = c.iAfter + 1;
    if (c.pCode == 0) continue;
    h = &s->aHit[c.aiHit[c.iMain]];
    eventAssign(s, &c, &r);
    if (eventIsFigure(s, &c, &r)) continue;
    isWhole = r.iSource >= 0 && r.iTarget >= 0 &&
              (s->aGroup[r.iSource].zCode || s->aGroup[r.iTarget].zCode);
    isAside = eventIsAside(s, h);
    if (nDone > 0) {
      if (!isWhole || isAside || r.isFar || r.isDomestic || r.isPlace ||
          (r.isCarried && !eventIsJoined(s, h)) ||
          s->aClause[h->first] == clauseDone)
        continue;
      eventPairs(s, &c, &r, 1);
      clauseDone = s->aClause[h->first];
      continue;
    }
    isFirst = isWhole && !isAside && c.iAfter < 0 && ent_chain_subject(s, h) &&
              spareRank < 4;
    if (isFirst) { /* unless a verb behind it does more */
      spare = c;
      spareRoles = r;
      spareRank = 4;
      continue;
    }
    if (spareRank == 4 &&
        (isAside || r.isFar || r.isPlace || r.isDomestic ||
         s->aClause[h->first] != s->aClause[s->aHit[spare.aiHit[0]].first])) {
      break;
    }
    if (isAside && (r.isFar || r.isCarried)) continue;
    if (isWhole && !isAside) {
      int nBefore = s->out->nEvent;
      eventPairs(s, &c, &r, 0);
      if (s->out->nEvent == nBefore) continue;
      nDone++;
      clauseDone = s->aClause[h->first];
      continue;
    }
    if (!isWhole && (isAside || ent_chain_subject(s, h))) continue;
    rank = isWhole ? 3 : 2;
    if (rank > spareRank && (r.iSource >= 0 || r.iTarget >= 0)) {
      spare = c;
      spareRoles = r;
      spareRank = rank;
    }
  }
  /* A verb with one end stands beside what a later clause tells. */
  if (nDone == 1 && spareRank == 2 && spareRoles.iSource >= 0 &&
      clauseDone != s->aClause[s->aHit[spare.aiHit[0]].first]) {
    eventPairs(s, &spare, &spareRoles, 1);
  }
  if (nDone == 0 && spareRank > 0) {
    eventPairs(s, &spare, &spareRoles, 0);
  }
}
