/*
** Events: who did what to whom, from one sentence.
**
** Words of action are found first, then cut into clauses: at a semicolon or a
** dash, at a word that opens a clause (that, which, while, after, ...), and at
** "and" before a verb or before a new subject.
**
** A chain is one or more words of action that belong together: stances and
** aspects, then an act. "Refused to lift sanctions" is refuse, ease, 163. It
** is evaluated from its end: ease on 163 makes 085, refuse on 085 makes 124.
** A stance on nothing has a code of its own (a plain appeal, a threat). A
** negation before a part of the chain is a stance like the others. Modal
** verbs are intentions without a code of their own, so "will meet" is 036 and
** "will impose sanctions" a threat. Light verbs (launch, hold, carry out) are
** in no dictionary, so the noun behind them decides.
**
** Source and target, by position:
**
**   svo       the last group before the chain, in its clause, that no
**             preposition governs; target is the first behind it of another
**             code, a mere place only when there is nothing else
**   carried   no such group: the subject of an earlier clause
**   passive   a form of be before a participle: the group behind "by" is the
**             source, the subject the target
**   mutual    A and B did together: from the first to the second
**   far       the target stands in a later clause
**   place     the target is only a place
**   domestic  the target is an agent without a name, or of the source's state
**   implied   one side is not known
**
** The first chain with both ends gives the event of the sentence; later ones
** count only when both ends stand in their own clause. The confidence is the
** rule's share of right answers on a development set (dictionary_prior), less
** for what is hypothetical, quoted or second.
*/
#include "inside.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { EVENT_PARTS = 5, EVENT_SPREAD = 12, EVENT_PAIRS = 4 };

static int eventIs(const TextHit *h, int iClass) {
  return (int)(h->p->classes >> iClass & 1);
}

static int eventIsParticiple(const TextToken *t) {
  return t->iWord != t->iLemma && (t->form & ENT_FORM_PART);
}

/* "A planned visit", "new targeted sanctions": a participle that describes the
** noun behind it did not happen here. */
static int eventDescribes(const TextSentence *s, int i, int iEnd) {
  const TextToken *t = &s->a[i], *pNext, *pBefore;
  int32_t iWord;
  int iNextEnd;
  if (i == 0 || iEnd >= s->n || iEnd != i + 1 || !eventIsParticiple(t))
    return 0;
  pNext = &s->a[iEnd];
  pBefore = &s->a[i - 1];
  if (pNext->punct || pNext->grammar || pBefore->punct) return 0;
  if ((pBefore->grammar & ENT_G_DET) || (pBefore->bits & TOKEN_POSSESSIVE)) {
    return (pNext->bits & TOKEN_CAPITAL) == 0 || s->aiGroup[iEnd] >= 0;
  }
  if (pBefore->grammar || s->aiGroup[i - 1] >= 0 || pBefore->iWord ||
      pNext->iWord == 0 || (pBefore->bits & TOKEN_CAPITAL) ||
      (pBefore->last - pBefore->first > 2 &&
       memcmp(s->z + pBefore->last - 2, "ly", 2) == 0))
    return 0;
  iWord = ent_dict_match(s->dict, DICT_WORD, s->a, iEnd, s->n, &iNextEnd);
  return iWord >= 0 && s->dict->aWord[iWord].pAct &&
         !(pNext->form & (ENT_FORM_PAST | ENT_FORM_PART));
}

/* A hit must fit the words around it: a row that is only a verb does not
** stand behind "the", one that is only a noun not behind "to". */
static int eventFits(const TextSentence *s, const DictWord *p, int i,
                     int isTitle) {
  const TextToken *t = &s->a[i];
  int before = i > 0 && s->a[i - 1].punct == 0 ? s->a[i - 1].grammar : 0;
  if ((p->classes >> ENT_W_AGENT & 1) && i + 1 < s->n &&
      (s->a[i + 1].bits & TOKEN_JOINED) && s->a[i + 1].grammar)
    return 0; /* state-of-the-art */
  if (p->pAct || p->stance >= 0) {
    if ((t->bits & TOKEN_CAPITAL) && !(t->bits & TOKEN_START) && !isTitle &&
        !(i > 0 && s->a[i - 1].punct == '"'))
      return 0; /* part of a name: March, the Court of Appeals */
    if ((t->bits & TOKEN_JOINED) && t->iWord != t->iLemma &&
        (t->form & (ENT_FORM_ING | ENT_FORM_PART)))
      return 0; /* hard-hitting */
  }
  if (p->onlyVerb) {
    if (before & (ENT_G_DET | ENT_G_OF)) return 0;
    if ((before & ENT_G_PREP) && !(t->form & ENT_FORM_ING)) return 0;
    if (i > 0 && (s->a[i - 1].bits & TOKEN_POSSESSIVE)) return 0;
  }
  if (p->onlyNoun) {
    if ((before & ENT_G_TO) && (t->form & ENT_FORM_BASE)) return 0;
    if (t->iLemma != t->iWord && !(t->form & ENT_FORM_S)) return 0;
  }
  return 1;
}

/* Shells and bombs are things as well as deeds. Within a longer name of an item
** ("artillery shells"), or behind a number, "for" or "of", they are things. */
static int eventIsThing(const TextSentence *s, const DictWord *p, int i,
                        int iEnd) {
  int before = i > 0 && s->a[i - 1].punct == 0 ? i - 1 : -1;
  if (p->pAct == 0 || strcmp(p->pAct->zCode, "18") < 0) return 0;
  for (int k = i > 1 ? i - 2 : 0; k <= i; k++) {
    int iItemEnd;
    if (s->a[k].punct || s->a[k].iWord == 0) continue;
    if (ent_dict_match(s->dict, DICT_ITEM, s->a, k, s->n, &iItemEnd) < 0) {
      continue;
    }
    if (iItemEnd < iEnd) continue;
    if (iItemEnd - k > iEnd - i) return 1;
    if (k == i && before >= 0 &&
        ((s->a[before].grammar & (ENT_G_FOR | ENT_G_OF)) ||
         !isnan(s->a[before].number)))
      return 1;
  }
  return 0;
}

/* The longest phrase at token i that does not break up a longer one: "launch *
** missile" is not in "launched a cruise-missile attack". */
static int32_t eventMatch(const TextSentence *s, int i, int *piEnd) {
  int n = s->n;
  int32_t iWord = ent_dict_match(s->dict, DICT_WORD, s->a, i, n, piEnd);
  for (int k = i + 2; iWord >= 0 && k < *piEnd; k++) {
    int iOtherEnd;
    int32_t iOther;
    if (s->a[k].punct || s->a[k].iWord == 0) continue;
    iOther = ent_dict_match(s->dict, DICT_WORD, s->a, k, s->n, &iOtherEnd);
    if (iOther < 0 || iOtherEnd <= *piEnd || !s->dict->aWord[iOther].pAct) {
      continue;
    }
    iWord = ent_dict_match(s->dict, DICT_WORD, s->a, i, k, piEnd);
    k = i + 1;
  }
  return iWord;
}

static void eventHits(TextSentence *s) {
  int nCapital = 0, nWord = 0, isTitle;
  for (int i = 0; i < s->n; i++) {
    nWord += s->a[i].punct == 0;
    nCapital += (s->a[i].bits & TOKEN_CAPITAL) != 0;
  }
  isTitle = 10 * nCapital > 7 * nWord; /* a headline in Capital Letters */
  for (int i = 0; i < s->n && s->nHit < TEXT_HITS;) {
    int iEnd, k;
    int32_t iWord;
    TextHit *h;
    if (s->a[i].punct || s->a[i].iWord == 0 || s->aiGroup[i] >= 0 ||
        (s->a[i].bits & TOKEN_DATELINE)) {
      i++;
      continue;
    }
    iWord = eventMatch(s, i, &iEnd);
    if (iWord < 0 || !eventFits(s, &s->dict->aWord[iWord], i, isTitle) ||
        eventIsThing(s, &s->dict->aWord[iWord], i, iEnd) ||
        ((s->dict->aWord[iWord].pAct || s->dict->aWord[iWord].stance >= 0) &&
         eventDescribes(s, i, iEnd))) {
      i++;
      continue;
    }
    /* A phrase with a gap may hold a name; then only its first words are
    ** the hit. */
    for (k = i + 1; k < iEnd; k++) {
      if (s->aiGroup[k] >= 0) break;
    }
    h = &s->aHit[s->nHit++];
    h->first = i;
    h->last = iEnd;
    h->p = &s->dict->aWord[iWord];
    h->isUsed = 0;
    i = k < iEnd ? k : iEnd;
  }
}

static int eventIsAction(const TextHit *h) {
  return h->p->pAct || h->p->stance >= 0 || h->p->flow ||
         eventIs(h, ENT_W_ATTRIBUTION);
}

static int eventHitAt(const TextSentence *s, int i) {
  for (int k = 0; k < s->nHit; k++) {
    if (s->aHit[k].first == i) return k;
  }
  return -1;
}

/* Is there a finite verb of action right behind token i? */
static int eventVerbAt(const TextSentence *s, int i) {
  for (int k = 0; k < 3 && i < s->n; k++, i++) {
    int iHit = eventHitAt(s, i);
    if (s->a[i].punct) return 0;
    if (iHit >= 0 && eventIsAction(&s->aHit[iHit])) {
      return s->aHit[iHit].p->onlyNoun == 0;
    }
    if (s->a[i].grammar & (ENT_G_HAVE | ENT_G_BE)) return 1;
    if (s->a[i].grammar & (ENT_G_DET | ENT_G_PREP)) return 0;
  }
  return 0;
}

/* Does a word of saying end before token i? What follows is what was said. */
static int eventSaid(const TextSentence *s, int i) {
  for (int k = 0; k < s->nHit && s->aHit[k].last <= i; k++) {
    if (s->aHit[k].last == i && eventIs(&s->aHit[k], ENT_W_ATTRIBUTION) &&
        s->aHit[k].p->pAct == 0)
      return 1;
  }
  return 0;
}

/* Does the subject of the sentence stand behind the comma at token i? */
static int eventOpens(const TextSentence *s, int i) {
  if (i + 2 >= s->n || s->a[i + 1].punct) return 0;
  if (s->a[i + 1].grammar & (ENT_G_DET | ENT_G_PRONOUN)) return 1;
  return s->aiGroup[i + 1] >= 0 && (i == 0 || s->aiGroup[i - 1] < 0);
}

void ent_event_prepare(TextSentence *s) {
  int clause = 0, hasVerb = 0, iBetween = -1, isOpening = 0;
  eventHits(s);
  for (int i = 0; i < s->n && !isOpening; i++) {
    if (s->a[i].punct || (s->a[i].bits & TOKEN_DATELINE)) continue;
    isOpening = (s->a[i].grammar & (ENT_G_CLAUSE | ENT_G_PREP)) != 0;
    break;
  }
  for (int i = 0; i < s->n; i++) {
    const TextToken *t = &s->a[i];
    int iHit = eventHitAt(s, i);
    int cut = 0;
    if (t->punct == ';' || t->punct == '_' || (t->punct == ':' && i > 0)) {
      cut = 1;
    }
    if ((t->grammar & ENT_G_CLAUSE) && i > 0) cut = 1;
    if (i > 0 && t->punct == 0 && eventSaid(s, i)) cut = 1;
    if (isOpening && t->punct == ',' && eventOpens(s, i)) {
      cut = 1;
      isOpening = 0;
    }
    if (t->grammar & ENT_G_BETWEEN) iBetween = i;
    if ((t->grammar & ENT_G_AND) && iBetween >= 0) {
      iBetween = -1;
    } else if ((t->grammar & ENT_G_AND) && hasVerb && i + 1 < s->n) {
      if (eventVerbAt(s, i + 1)) cut = 1;
      if (i > 0 && s->aiGroup[i - 1] < 0 && s->aiGroup[i + 1] >= 0) cut = 1;
    }
    if (cut) {
      clause++;
      hasVerb = 0;
    }
    if (iHit >= 0 && eventIsAction(&s->aHit[iHit])) hasVerb = 1;
    s->aClause[i] = (int16_t)clause;
  }
}

/* "Evacuated from Haiti by ...": no object follows a participle, but "by". */
static int eventIsDoneBy(const TextSentence *s, int last) {
  for (int i = last; i < s->n && i < last + 6; i++) {
    if (s->a[i].punct) return 0;
    if (s->a[i].grammar & ENT_G_BY) {
      return !(i + 1 < s->n && (s->a[i + 1].form & ENT_FORM_ING));
    }
    if (i == last && !(s->a[i].grammar & (ENT_G_PLACE | ENT_G_FROM))) return 0;
    if (s->a[i].grammar & (ENT_G_BE | ENT_G_HAVE | ENT_G_CLAUSE)) return 0;
  }
  return 0;
}

int ent_event_is_passive(const TextSentence *s, int first, int last) {
  int form = s->a[first].form;
  if (s->a[first].iWord != s->a[first].iLemma && (form & ENT_FORM_PART)) {
    for (int i = first - 1; i >= 0 && i >= first - 3; i--) {
      if (s->a[i].punct || s->aiGroup[i] >= 0) break;
      if (s->a[i].grammar & ENT_G_BE) return 1;
      if (s->a[i].grammar & (ENT_G_HAVE | ENT_G_PREP)) break;
    }
    return eventIsDoneBy(s, last);
  }
  /* An attack was launched by ... */
  for (int i = last; i + 1 < s->n && i < last + 5; i++) {
    if (s->a[i].punct) return 0;
    if ((s->a[i].grammar & ENT_G_BE) && !(s->a[i].form & ENT_FORM_ING)) {
      for (int k = i + 1; k < s->n && k < i + 8; k++) {
        if (s->a[k].punct) return 0;
        if (s->a[k].grammar & ENT_G_BY) return 2;
      }
      return 0;
    }
  }
  return 0;
}

static int eventSame(const TextGroup *a, const TextGroup *b) {
  if (a->zCode == 0 || b->zCode == 0) return a == b;
  return strcmp(a->zCode, b->zCode) == 0;
}

/* The first of a row of groups joined by commas and "and". */
static int eventHead(const TextSentence *s, int i) {
  for (; i > 0; i--) {
    const TextGroup *g = &s->aGroup[i - 1];
    if (g[0].isAside || !g[1].isLinked) break;
  }
  return i;
}

static int eventSubject(const TextSentence *s, int first, int *piPrep) {
  int clause = s->aClause[first], iSubject = -1;
  *piPrep = -1;
  for (int k = s->nGroup - 1; k >= 0; k--) {
    const TextGroup *g = &s->aGroup[k];
    if (g->last > first || g->isAside) continue;
    if (s->aClause[g->first] != clause) break;
    if ((g->prep & ~ENT_G_OF) == 0 || (g->isPossessive && g->last == first)) {
      if (iSubject < 0 || (s->aGroup[iSubject].zCode == 0 && g->zCode)) {
        if (iSubject >= 0 && !s->aGroup[iSubject].isLinked) break;
        iSubject = k;
      }
      if (g->zCode) break;
    } else if (*piPrep < 0) {
      *piPrep = k;
    }
  }
  return iSubject < 0 ? -1 : eventHead(s, iSubject);
}

/* The subject of the nearest clause before that has one. */
static int eventCarried(const TextSentence *s, int first) {
  int found = -1, clause = -1;
  for (int k = s->nGroup - 1; k >= 0; k--) {
    const TextGroup *g = &s->aGroup[k];
    if (g->first >= first || g->isAside || g->zCode == 0) continue;
    if (s->aClause[g->first] == s->aClause[first]) continue;
    if (clause >= 0 && s->aClause[g->first] != clause && found >= 0) break;
    if (g->prep & ~ENT_G_OF) continue;
    clause = s->aClause[g->first];
    found = k;
  }
  return found;
}

static int eventBy(const TextSentence *s, int last) {
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->first < last || !(g->prep & ENT_G_BY) || g->isAside) continue;
    return g->first - last <= 14 ? k : -1;
  }
  return -1;
}

static int eventTarget(const TextSentence *s, int after, int iSource, int iSkip,
                       TextRoles *r) {
  int iPlace = -1, iAgent = -1, iOwn = -1, iFar = -1;
  int clause = s->aClause[after > 0 ? after - 1 : 0];
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g;
    int far;
    if (k == iSource || k == iSkip) continue;
    g = &s->aGroup[k];
    if (g->first < after || g->isAside) continue;
    far = s->aClause[g->first] - clause;
    if (g->zCode == 0) {
      if (iAgent < 0 && far == 0) iAgent = k;
      continue;
    }
    if (iSource >= 0 && eventSame(g, &s->aGroup[iSource])) {
      if (iOwn < 0 && far == 0) iOwn = k;
      if (iOwn == k && g->isPeople && !g->isUnnamed && iPlace < 0 &&
          g->first - after <= 3 && g->prep == 0) {
        r->isDomestic = 1; /* the object itself */
        return k;
      }
      continue;
    }
    if (g->isPlace && far == 0) {
      if (iPlace < 0) iPlace = k;
      continue;
    }
    if (far > 0) {
      if (iFar < 0 && !g->isPlace) iFar = k;
      continue;
    }
    return k;
  }
  if (iPlace >= 0) {
    r->isPlace = 1;
    return iPlace;
  }
  if (iAgent >= 0) {
    r->isDomestic = 1;
    return iAgent;
  }
  if (iOwn < 0 && iFar >= 0) {
    r->isFar = 1;
    return iFar;
  }
  if (iOwn >= 0) r->isDomestic = 1;
  return iOwn;
}

/* Nobody is said to have done it: then those where it was done, or from where.
 */
static int eventWhere(const TextSentence *s, int last, TextRoles *r) {
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->first < last || g->isAside || g->zCode == 0) continue;
    if (s->aClause[g->first] != s->aClause[last - 1]) break;
    if (!g->isPlace && !(g->prep & ENT_G_FROM)) continue;
    if (k == r->iTarget) continue;
    r->isPlace = 1;
    if (r->iTarget >= 0 && eventSame(g, &s->aGroup[r->iTarget])) {
      r->isDomestic = 1;
    }
    return k;
  }
  return -1;
}

/* Behind a mutual act, the group that "with" governs. */
static int eventWith(const TextSentence *s, int first, int iSource) {
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->first <= first || g->isAside || g->zCode == 0) continue;
    if (s->aClause[g->first] != s->aClause[first]) return -1;
    if ((g->prep & ENT_G_WITH) &&
        (iSource < 0 || !eventSame(g, &s->aGroup[iSource])))
      return k;
  }
  return -1;
}

/* Is there an object behind the verb that is none of the subjects? */
static int eventOther(const TextSentence *s, int first, int iSource) {
  TextRoles other = { 0 };
  int k = eventTarget(s, first + 1, iSource, -1, &other);
  if (k < 0 || other.isFar || other.isDomestic || other.isPlace) return 0;
  for (int i = iSource; i < k; i++) {
    if (i > iSource && !s->aGroup[i].isLinked) break;
    if (eventSame(&s->aGroup[i], &s->aGroup[k])) return 0;
  }
  return 1;
}

void ent_event_roles(const TextSentence *s, int first, int last, int isReverse,
                     int isMutual, TextRoles *r) {
  int iPrep, iSubject = eventSubject(s, first, &iPrep);
  int iBy = eventBy(s, last);
  int passive = ent_event_is_passive(s, first, last);
  int iWith;
  memset(r, 0, sizeof(*r));
  r->iSource = r->iTarget = -1;
  if (passive == 1) {
    r->isPassive = 1;
    r->iTarget = iSubject >= 0 ? iSubject : iPrep;
    if (r->iTarget < 0) {
      r->iTarget = eventCarried(s, first);
      r->isCarried = r->iTarget >= 0;
    }
    r->iSource = iBy;
    if (iBy < 0) r->iSource = eventWhere(s, last, r);
    if (r->iTarget < 0 && r->iSource >= 0) {
      r->iTarget = eventTarget(s, last, r->iSource, -1, r);
    }
  } else {
    if (passive == 2 && iBy >= 0) {
      r->isPassive = 1;
      r->iSource = iBy;
    } else {
      r->iSource = iSubject;
    }
    if (r->iSource < 0 && iBy >= 0 && s->aGroup[iBy].zCode) r->iSource = iBy;
    if (r->iSource < 0 ||
        (s->aGroup[r->iSource].zCode == 0 && !s->aGroup[r->iSource].prep)) {
      int iCarried = r->iSource < 0 ? eventCarried(s, first) : -1;
      if (iCarried >= 0) {
        r->iSource = iCarried;
        r->isCarried = 1;
      }
    }
    if (r->iSource < 0) r->iSource = iBy;
    if (r->iSource < 0 && iPrep >= 0) {
      r->iSource = iPrep;
      r->isCarried = 1;
    }
    iWith = isMutual ? eventWith(s, first, r->iSource) : -1;
    if (iWith >= 0) {
      r->isMutual = 1;
      r->iTarget = iWith;
    } else if (isMutual && r->iSource >= 0 && r->iSource + 1 < s->nGroup &&
               s->aGroup[r->iSource + 1].isLinked &&
               s->aGroup[r->iSource + 1].last <= first &&
               !(isMutual == 2 && eventOther(s, first, r->iSource))) {
      r->isMutual = 1;
      r->iTarget = r->iSource + 1;
    } else {
      r->iTarget = eventTarget(s, first + 1, r->iSource,
                               iBy == r->iSource ? iBy : -1, r);
      if ((r->iTarget < 0 || r->isFar || r->isDomestic) && iPrep >= 0 &&
          iPrep != r->iSource && r->iSource >= 0 && s->aGroup[iPrep].zCode &&
          !eventSame(&s->aGroup[iPrep], &s->aGroup[r->iSource])) {
        r->iTarget = iPrep;
        r->isFar = 0;
        r->isDomestic = 0;
        r->isPlace = s->aGroup[iPrep].isPlace;
      }
      if (isMutual == 1 && r->iTarget >= 0) r->isMutual = 1;
    }
    if (isMutual && r->iSource < 0 && r->iTarget >= 0 &&
        r->iTarget + 1 < s->nGroup && s->aGroup[r->iTarget + 1].isLinked) {
      r->iSource = r->iTarget; /* talks between A and B */
      r->iTarget = r->iSource + 1;
      r->isMutual = 1;
    }
  }
  if (isReverse && !r->isMutual) {
    int iSwap = r->iSource;
    r->iSource = r->iTarget;
    r->iTarget = iSwap;
  }
}

EntActor ent_event_actor(const TextSentence *s, int iGroup) {
  EntActor actor = { 0 };
  if (iGroup >= 0) {
    const TextGroup *g = &s->aGroup[iGroup];
    actor.zCode = g->zCode;
    actor.zSector = g->zSector;
    actor.first = s->a[g->first].firstChar;
    actor.last = s->a[g->last - 1].lastChar;
  }
  return actor;
}

/* ---- Chains ---- */

typedef struct EventChain EventChain;
struct EventChain {
  int aiHit[EVENT_PARTS];
  int n;
  int iMain;  /* the first part that is no modal */
  int iAfter; /* an aspect behind a noun: "aid was suspended"; -1: none */
  int negated;
  const EntCode *pCode;
  const DictItem *pItem;
  int iItem; /* its token, or -1 */
  char zTrace[160];
};

static int eventStarts(const TextHit *h) {
  if (h->isUsed || eventIs(h, ENT_W_NULL)) return 0;
  return h->p->pAct || h->p->stance >= 0;
}

static int eventIsModal(const TextHit *h) {
  return h->p->stance == ENT_S_INTEND && h->p->pStance == 0 && h->p->pAct == 0;
}

/* Does an act behind a light one say what was done: "sent experts to
** investigate", "gave support"? */
static int eventIsCarried(const TextSentence *s, const TextHit *pLight,
                          const TextHit *h) {
  const TextToken *t = &s->a[h->first];
  if (s->aClause[h->first] != s->aClause[pLight->first]) return 0;
  for (int i = pLight->last; i < h->first; i++) {
    if (s->a[i].punct) return 0;
  }
  if ((s->a[h->first - 1].grammar & ENT_G_TO) && t->iWord == t->iLemma) {
    return h->first - pLight->last <= EVENT_SPREAD;
  }
  if (h->p->stance >= 0 || h->first - pLight->last > 3) return 0;
  if (h->p->pAct->zCode[0] == '0' && h->p->pAct->zCode[1] != '4') return 0;
  if (t->iWord != t->iLemma && !(t->form & ENT_FORM_S)) return 0;
  for (int i = pLight->last; i < h->first; i++) {
    if (s->a[i].grammar & ~ENT_G_DET) return 0;
  }
  return 1;
}

/* Is the hit a noun that opens its clause: "Israel's rejection of ...", "talks
** between ...", "U.S. aid to ..."? */
static int eventIsSubject(const TextSentence *s, const TextHit *h) {
  const TextToken *t = &s->a[h->first];
  int i = h->first;
  if (h->p->onlyVerb || h->p->pAct == 0) return 0;
  if (t->iWord != t->iLemma && !(t->form & (ENT_FORM_S | ENT_FORM_ING))) {
    return 0;
  }
  if (h->last < s->n && (s->a[h->last - 1].grammar == 0) &&
      (s->aiGroup[h->last] >= 0 || (s->a[h->last].grammar & ENT_G_DET)))
    return 0; /* it has an object */
  for (int k = 0; k < 4 && i > 0; k++) {
    const TextToken *p = &s->a[i - 1];
    if (p->punct || s->aClause[i - 1] != s->aClause[h->first]) return 1;
    if (s->aiGroup[i - 1] >= 0) {
      const TextGroup *g = &s->aGroup[s->aiGroup[i - 1]];
      if (g->prep || g->isPossessive) return g->prep == 0;
      return k == 0 && !g->isPeople && h->last < s->n &&
             (s->a[h->last].grammar & (ENT_G_PREP | ENT_G_OF | ENT_G_BE));
    }
    if (p->iWord) return (p->grammar & ENT_G_DET) && i == 1;
    i--;
  }
  return i == 0;
}

/* What is said of a noun behind it: "was suspended", "collapsed". */
static int eventAfter(const TextSentence *s, int iHit) {
  const TextHit *h = &s->aHit[iHit];
  int isBe = 0;
  if (!eventIsSubject(s, h)) return -1;
  for (int i = h->last; i < s->n && i < h->last + EVENT_SPREAD; i++) {
    int k = eventHitAt(s, i);
    if (s->a[i].punct || s->aClause[i] != s->aClause[h->first]) return -1;
    if (s->a[i].grammar & ENT_G_BE) isBe = 1;
    if (k < 0) continue;
    if (!eventIsAction(&s->aHit[k]) || eventIsModal(&s->aHit[k])) continue;
    if (s->aHit[k].p->stance != ENT_S_STOP &&
        s->aHit[k].p->stance != ENT_S_EASE)
      return -1;
    if (s->aHit[k].p->pAct) return -1;
    if (isBe) return eventIsParticiple(&s->a[i]) ? k : -1;
    if (s->a[i].iWord == s->a[i].iLemma ||
        !(s->a[i].form & (ENT_FORM_PAST | ENT_FORM_PART)))
      return -1;
    return s->aHit[k].last >= s->n || s->a[s->aHit[k].last].punct ||
                   s->a[s->aHit[k].last].grammar ||
                   (s->a[s->aHit[k].last].bits & TOKEN_CAPITAL)
               ? k
               : -1;
  }
  return -1;
}

static void eventBuild(const TextSentence *s, int iFirst, EventChain *c) {
  int k;
  memset(c, 0, sizeof(*c));
  c->iItem = c->iAfter = -1;
  c->aiHit[c->n++] = iFirst;
  for (k = iFirst + 1; k < s->nHit && c->n < EVENT_PARTS; k++) {
    const TextHit *pLast = &s->aHit[c->aiHit[c->n - 1]];
    const TextHit *h = &s->aHit[k];
    int nGap, nClause, nMax = EVENT_SPREAD;
    if (pLast->p->pAct && !pLast->p->isLight) break;
    if (!eventStarts(h)) continue;
    nGap = h->first - pLast->last;
    nClause = s->aClause[h->first] - s->aClause[pLast->first];
    if (pLast->p->pAct && !eventIsCarried(s, pLast, h)) break;
    if (eventIsModal(pLast)) nMax = 4;
    if (pLast->p->stance == ENT_S_STOP || pLast->p->stance == ENT_S_EASE) {
      nMax = 6;
    }
    if (nGap > nMax || nClause > 1) break;
    if (nClause == 1 && (eventIsModal(pLast) || nMax < EVENT_SPREAD)) break;
    if (h->p->pAct == 0 && eventIsModal(h) &&
        !(pLast->p->stance == ENT_S_DENY || eventIsModal(pLast)) &&
        nClause == 0 && nGap > 3)
      break;
    c->aiHit[c->n++] = k;
  }
  for (k = 0; k < c->n - 1 && eventIsModal(&s->aHit[c->aiHit[k]]); k++)
    ;
  c->iMain = k;
  if (c->n == 1) c->iAfter = eventAfter(s, iFirst);
}

/* The first part behind "not" is negated, not those behind it. */
static int eventNegated(const TextSentence *s, const TextHit *h) {
  int isNegated = 0;
  for (int k = 0; k < s->nHit; k++) {
    const TextHit *p = &s->aHit[k];
    if (p->last > h->first) break;
    if (eventIs(p, ENT_W_NEGATION)) {
      isNegated = h->first - p->last <= 2 &&
                  s->aClause[p->first] == s->aClause[h->first];
    } else if (eventStarts(p)) {
      isNegated = 0;
    }
  }
  return isNegated;
}

static void eventTrace(EventChain *c, const char *zWhat) {
  size_t n = strlen(c->zTrace);
  snprintf(c->zTrace + n, sizeof(c->zTrace) - n, "%s%s", n ? " on " : "",
           zWhat);
}

static const EntCode *eventStep(const EntDict *d, int stance,
                                const EntCode *pOwn, const EntCode *pCode,
                                int *pIsNothing) {
  int isRule;
  const EntCode *pNew = ent_dict_compose(d, stance, pCode, &isRule);
  if (isRule) {
    *pIsNothing = pNew == 0;
    return pNew;
  }
  return pOwn ? pOwn : pCode;
}

/* The first item behind the chain, within its clause and the next. */
static void eventItem(const TextSentence *s, EventChain *c) {
  const TextHit *h = &s->aHit[c->aiHit[c->iMain]];
  int clause = s->aClause[h->first];
  for (int i = h->first; i < s->n && i < h->last + 16; i++) {
    int iEnd;
    int32_t iItem;
    if (s->aClause[i] > clause) break;
    if (s->a[i].punct || s->a[i].iWord == 0) continue;
    if (s->aiGroup[i] >= 0 && !s->aGroup[s->aiGroup[i]].isUnnamed) continue;
    iItem = ent_dict_match(s->dict, DICT_ITEM, s->a, i, s->n, &iEnd);
    if (iItem < 0) continue;
    c->pItem = &s->dict->aItem[iItem];
    c->iItem = i;
    return;
  }
}

/* What the item adds to a code: military aid is 072, ... */
static const EntCode *eventIssue(const EntDict *d, const EventChain *c,
                                 const EntCode *pCode, const TextSentence *s) {
  const TextHit *h = &s->aHit[c->aiHit[c->n - 1]];
  if (c->pItem && pCode == 0 && c->iItem - h->last <= 8 &&
      c->iItem >= h->last) {
    for (int i = 0; i < d->nCode; i++) {
      if (strcmp(d->aCode[i].zCode, "070") == 0) pCode = &d->aCode[i];
    }
  }
  if (c->pItem && c->pItem->zIssue && pCode &&
      strcmp(pCode->zCode, "070") == 0) {
    const char *zIssue = c->pItem->zIssue;
    const char *zCode = strcmp(zIssue, "economic") == 0   ? "071"
                        : strcmp(zIssue, "military") == 0 ? "072"
                                                          : "073";
    for (int i = 0; i < d->nCode; i++) {
      if (strcmp(d->aCode[i].zCode, zCode) == 0) return &d->aCode[i];
    }
  }
  return pCode;
}

/* Troops sent on a mission of peace or help are no threat. */
static const EntCode *eventKeepers(const TextSentence *s, const TextHit *h) {
  const EntCode *pAct = h->p->pAct;
  if (strncmp(pAct->zCode, "15", 2)) return pAct;
  for (int k = 0; k < s->nHit; k++) {
    const EntCode *pOther = s->aHit[k].p->pAct;
    if (s->aHit[k].first <= h->first || pOther == 0) continue;
    if (s->aHit[k].first - h->last > 20) break;
    if (strcmp(pOther->zCode, "073") == 0 || strcmp(pOther->zCode, "074") == 0)
      return pOther;
  }
  return pAct;
}

static void eventEvaluate(const TextSentence *s, EventChain *c) {
  const EntDict *d = s->dict;
  const EntCode *pCode = 0;
  int isNothing = 0;
  eventItem(s, c);
  for (int k = c->n - 1; k >= 0 && !isNothing; k--) {
    const TextHit *h = &s->aHit[c->aiHit[k]];
    if (h->p->pAct && pCode && h->p->isLight) continue;
    if (h->p->pAct) {
      pCode = eventIssue(d, c, eventKeepers(s, h), s);
    } else {
      if (pCode == 0 && k == c->n - 1 && h->p->pStance) {
        int isRule;
        const EntCode *pAid = eventIssue(d, c, 0, s);
        const EntCode *pNew = ent_dict_compose(d, h->p->stance, pAid, &isRule);
        pCode = isRule && pNew ? pNew : h->p->pStance;
      } else {
        pCode = eventStep(d, h->p->stance, h->p->pStance, pCode, &isNothing);
      }
    }
    if (eventNegated(s, h) && !isNothing) {
      c->negated = 1;
      pCode = eventStep(d, ENT_S_NOT, 0, pCode, &isNothing);
    }
  }
  if (c->iAfter >= 0 && !isNothing) {
    const TextHit *h = &s->aHit[c->iAfter];
    pCode = eventStep(d, h->p->stance, h->p->pStance, pCode, &isNothing);
    eventTrace(c, ent_dict_stances[h->p->stance]);
  }
  c->pCode = pCode;
  for (int k = 0; k < c->n; k++) {
    const TextHit *h = &s->aHit[c->aiHit[k]];
    if (eventNegated(s, h)) eventTrace(c, "not");
    eventTrace(c, h->p->pAct          ? h->p->pAct->zCode
                  : h->p->stance >= 0 ? ent_dict_stances[h->p->stance]
                                      : "?");
  }
}

static int eventHypothetical(const TextSentence *s, int i) {
  for (int k = 0; k < s->nHit; k++) {
    const TextHit *h = &s->aHit[k];
    if (h->first >= i) break;
    if (eventIs(h, ENT_W_HYPOTHETICAL) && s->aClause[h->first] == s->aClause[i])
      return 1;
  }
  return 0;
}

static void eventEmit(TextSentence *s, const EventChain *c, const TextRoles *r,
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
  if (e->last < e->verbLast) e->last = e->verbLast;
  e->source = ent_event_actor(s, iSource);
  e->target = ent_event_actor(s, iTarget);
  if (e->target.zCode == 0 && r->isDomestic) {
    e->target.zCode = e->source.zCode;
  }
  if (e->source.zCode == 0 && iSource >= 0 && iTarget >= 0) {
    e->source.zCode = e->target.zCode; /* an agent of the same state */
    if (e->source.zCode) zRule = "domestic";
  }
  if (iSource >= 0) {
    if (e->source.first < e->first) e->first = e->source.first;
    if (e->source.last > e->last) e->last = e->source.last;
  }
  if (iTarget >= 0) {
    if (e->target.first < e->first) e->first = e->target.first;
    if (e->target.last > e->last) e->last = e->target.last;
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
        eventSame(&s->aGroup[k], &s->aGroup[k - 1]))
      continue;
    aOut[n++] = k;
  }
  return n;
}

static void eventPairs(TextSentence *s, const EventChain *c, const TextRoles *r,
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

/* Source and target of a chain. */
static void eventAssign(const TextSentence *s, EventChain *c, TextRoles *r) {
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
  if (c->iAfter >= 0 && eventBy(s, s->aHit[c->iAfter].last) >= 0) {
    h = &s->aHit[c->iAfter];
    isReverse = isMutual = 0;
  }
  ent_event_roles(s, h->first, h->last, isReverse, isMutual, r);
  if (h->p->stance == ENT_S_MUST) {
    /* X says that Y must: X demands it of Y. */
    int iSpeaker = eventCarried(s, h->first);
    r->iTarget = r->isCarried ? -1 : r->iSource;
    r->iSource = iSpeaker;
    r->isCarried = r->isFar = r->isDomestic = r->isPlace = 0;
    if (iSpeaker < 0 || r->iTarget < 0) r->iTarget = r->iSource = -1;
  }
  if (r->isPassive && strncmp(c->pCode->zCode, "15", 2) == 0 &&
      eventBy(s, h->last) < 0) {
    int iSwap = r->iSource; /* troops that are deployed act */
    r->iSource = r->iTarget;
    r->iTarget = iSwap;
    r->isPassive = 0;
  }
}

/* Is the chain beside the point: a participle or a noun behind a preposition,
** or in a clause that only says when or who? */
static int eventIsAside(const TextSentence *s, const TextHit *h) {
  const TextToken *t = &s->a[h->first];
  int isFinite = t->iWord != t->iLemma && !(t->form & ENT_FORM_ING) &&
                 !(t->form == ENT_FORM_S);
  int i;
  for (i = h->first; i > 0 && s->aClause[i - 1] == s->aClause[h->first]; i--)
    ;
  if ((s->a[i].grammar & ENT_G_CLAUSE) && s->a[i].iWord) {
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
  if (t->form & ENT_FORM_ING && t->iWord != t->iLemma) {
    for (i = h->first - 1; i >= 0 && i >= h->first - 3; i--) {
      if (s->a[i].grammar & ENT_G_BE) return 0;
    }
    return 1;
  }
  for (i = h->first - 1; i >= 0 && i >= h->first - 5; i--) {
    if (s->a[i].punct) return 0;
    if (s->a[i].grammar & (ENT_G_PREP | ENT_G_OF)) return 1;
    if (s->a[i].grammar & (ENT_G_TO | ENT_G_BE | ENT_G_HAVE)) return 0;
    if (s->a[i].form & ENT_FORM_PAST && s->a[i].iWord != s->a[i].iLemma) {
      return 0;
    }
  }
  return 0;
}

void ent_event_find(TextSentence *s) {
  EventChain spare;
  TextRoles spareRoles;
  int spareRank = 0, nDone = 0, clauseDone = -1;
  for (int k = 0; k < s->nHit;) {
    EventChain c;
    TextRoles r;
    const TextHit *h;
    int isWhole, isAside, isFirst, rank;
    if (!eventStarts(&s->aHit[k])) {
      k++;
      continue;
    }
    eventBuild(s, k, &c);
    eventEvaluate(s, &c);
    k = c.aiHit[c.n - 1] + 1;
    if (c.iAfter >= k) k = c.iAfter + 1;
    if (c.pCode == 0) continue;
    h = &s->aHit[c.aiHit[c.iMain]];
    eventAssign(s, &c, &r);
    isWhole = r.iSource >= 0 && r.iTarget >= 0 &&
              (s->aGroup[r.iSource].zCode || s->aGroup[r.iTarget].zCode);
    isAside = eventIsAside(s, h);
    if (nDone > 0) {
      if (!isWhole || isAside || r.isCarried || r.isFar || r.isDomestic ||
          r.isPlace || s->aClause[h->first] == clauseDone)
        continue;
      eventPairs(s, &c, &r, 1);
      clauseDone = s->aClause[h->first];
      continue;
    }
    isFirst = isWhole && !isAside && c.iAfter < 0 && eventIsSubject(s, h) &&
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
    if (isWhole && !isAside) {
      eventPairs(s, &c, &r, 0);
      nDone++;
      clauseDone = s->aClause[h->first];
      continue;
    }
    rank = isWhole ? 3 : isAside ? 1 : 2;
    if (rank > spareRank && (r.iSource >= 0 || r.iTarget >= 0)) {
      spare = c;
      spareRoles = r;
      spareRank = rank;
    }
  }
  if (nDone == 0 && spareRank > 0) {
    eventPairs(s, &spare, &spareRoles, spareRank == 1);
  }
}
