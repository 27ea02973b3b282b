/*
** Events: who did what to whom, from one sentence.
**
** clause.c finds the words of action, chain.c makes codes of them, subject.c
** and role.c say who and to whom, emit.c writes it down. Here it is decided
** which chains are events, and by what rule they are known:
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
** when both ends stand in their own clause, or "and" joins the verb to the same
** subject.
*/
#include "inside.h"
#include <math.h>
#include <string.h>

static int eventIsViolent(const EntCode *p) {
  return p && p->zPlover && strcmp(p->zPlover, "ASSAULT") == 0;
}

/* Nobody is said to have attacked: then those where it was done are who was
** attacked, not who did it. */
static void eventUnclaimed(const TextSentence *s, const TextChain *c,
                           TextRoles *r) {
  const TextHit *h = &s->aHit[c->aiHit[c->iMain]];
  const TextGroup *g = r->iSource < 0 ? 0 : &s->aGroup[r->iSource];
  int isNoun = s->a[h->first].iWord == s->a[h->first].iLemma;
  if (g == 0 || !eventIsViolent(c->pCode)) return;
  if (ent_subject_owns(s, g, g->last)) return;
  if (g->isPlace) {
    if (r->iTarget < 0 || s->aGroup[r->iTarget].zCode == 0) {
      r->iTarget = r->iSource;
      r->isPlace = 1;
    }
    for (const TextHit *p = s->aHit; p < h; p++) { /* a bomb in Kabul killed */
      if (s->aClause[p->first] == s->aClause[h->first] &&
          eventIsViolent(p->p->pAct))
        r->isThere = 0;
    }
  } else if (g->zCode || !isNoun || ent_emit_body(s, r->iSource)) {
    return; /* but people are no source of an explosion */
  }
  r->iSource = -1;
  r->isDomestic = 0;
}

/* "Turkey and Egypt call for talks": those who demand do not do it to each
** other. */
static int eventIsSpoken(const TextHit *h) {
  switch (h->p->pAct ? -1 : h->p->stance) {
  case ENT_S_APPEAL:
  case ENT_S_DEMAND:
  case ENT_S_ACCUSE:
  case ENT_S_THREATEN: return 1;
  default: return 0;
  }
}

/* Source and target of a chain. */
static void eventAssign(const TextSentence *s, TextChain *c, TextRoles *r) {
  const TextHit *h = &s->aHit[c->aiHit[c->iMain]];
  int isReverse = 0, isMutual = 0;
  for (int i = 0; i < c->n; i++) {
    const DictWord *p = s->aHit[c->aiHit[i]].p;
    if (i == c->iMain) isReverse = p->isReverse;
    if (i == c->iMain && p->isMutual) isMutual = 1;
    if (isMutual == 0 && i == c->n - 1 && p->isMutual) isMutual = 2;
    if (isMutual == 0 && p->stance == ENT_S_AGREE) isMutual = 2;
  }
  if (eventIsSpoken(&s->aHit[c->aiHit[c->iMain]])) isMutual = 0;
  if (c->iAfter >= 0 && ent_role_by(s, s->aHit[c->iAfter].last) >= 0) {
    h = &s->aHit[c->iAfter];
    isReverse = isMutual = 0;
  }
  ent_role_find(s, h->first, h->last, isReverse, isMutual, r);
  if (h->p->stance == ENT_S_MUST) {
    /* X says that Y must: X demands it of Y. */
    int iSpeaker = ent_subject_speaker(s, h->first);
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
  int i = ent_clause_start(s, h->first), k;
  if (s->a[i].grammar & ENT_G_CLAUSE) {
    const char *z = s->dict->aVocab[s->a[i].iWord].z;
    if (strcmp(z, "that") && strcmp(z, "so")) return 1;
  }
  if (isFinite) {
    /* supported by ..., accused of ..., without a form of be */
    int isOf = h->p->stance == ENT_S_ACCUSE && h->last == h->first + 1;
    if (!(t->form & ENT_FORM_PART)) return 0;
    if (h->last >= s->n ||
        !(s->a[h->last].grammar & (ENT_G_BY | (isOf ? ENT_G_OF : 0))))
      return 0;
    for (i = h->first - 1; i >= 0 && i >= h->first - 3; i--) {
      if (s->a[i].grammar & (ENT_G_BE | ENT_G_HAVE)) return 0;
    }
    return 1;
  }
  if (t->form & ENT_FORM_ING) {
    if (h->first > 0 && (s->a[h->first - 1].grammar & (ENT_G_BY | ENT_G_BEGIN)))
      return 0;
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

/* "Sent a calming signal": a light verb alone moves an item, a number of
** something, people, or does a deed; else it says nothing. */
static int eventIsEmpty(const TextSentence *s, const TextChain *c) {
  const TextHit *h = &s->aHit[c->aiHit[c->iMain]];
  if (!h->p->isLight || c->iMain < c->n - 1 || c->negated) return 0;
  if (c->pItem) return 0;
  for (int i = h->last; i < s->n && i < h->last + 8; i++) {
    int k = ent_clause_hit(s, i);
    if (s->aClause[i] != s->aClause[h->first]) break;
    if (!isnan(s->a[i].number)) return 0;
    if (k >= 0 &&
        (s->aHit[k].p->pAct || ent_clause_is(&s->aHit[k], ENT_W_AGENT) ||
         ent_clause_is(&s->aHit[k], ENT_W_UNIT)))
      return 0;
  }
  return 1;
}

/* Deeds that only sound like those of states: of the rain, of a team. */
static int eventIsFigure(const TextSentence *s, const TextChain *c,
                         const TextRoles *r) {
  const TextHit *h = &s->aHit[c->aiHit[c->iMain]];
  int isDiscard = 0;
  int isDeed = c->pCode->quad == 2 || c->pCode->quad == 4;
  /* Prices hit, but do not praise or blame; and one word that opens the
  ** sentence may be a name that nobody knows. */
  if (!r->isPassive && (isDeed || (h->first != 1 && c->pCode->quad == 1)) &&
      ent_subject_other(s, h->first))
    return 1;
  if (r->isThere && (r->iTarget < 0 || r->isFar || r->isPlace)) return 1;
  if (isDeed && r->iSource >= 0 && !ent_emit_body(s, r->iSource) &&
      (r->isFar ||
       (s->aGroup[r->iSource].isPrivate && (r->isPlace || r->iTarget < 0))))
    return 1;
  if (strcmp(c->pCode->zCode, "073") == 0) return 0; /* help after a flood */
  for (int k = 0; k < s->nHit; k++)
    isDiscard |= ent_clause_is(&s->aHit[k], ENT_W_DISCARD);
  return isDiscard && !ent_emit_body(s, r->iSource) &&
         !ent_emit_body(s, r->iTarget);
}

/* "... and called on Azerbaijan": the next verb of the same subject. */
static int eventIsJoined(const TextSentence *s, const TextHit *h) {
  int i = ent_clause_start(s, h->first);
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
    if (c.pCode == 0 || eventIsEmpty(s, &c)) continue;
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
      ent_emit_pairs(s, &c, &r, 1);
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
    if (isAside && spareRank == 2 && spareRoles.isPassive &&
        s->aClause[h->first] == s->aClause[s->aHit[spare.aiHit[0]].first])
      continue; /* hit by mortar fire: not the fire of who was hit */
    if (isWhole && !isAside) {
      int nBefore = s->out->nEvent;
      ent_emit_pairs(s, &c, &r, 0);
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
  if (nDone == 1 && spareRank == 2 && spareRoles.iSource >= 0) {
    ent_emit_pairs(s, &spare, &spareRoles, 1);
  }
  if (nDone == 0 && spareRank > 0) {
    ent_emit_pairs(s, &spare, &spareRoles, 0);
  }
}
