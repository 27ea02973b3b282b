/*
** Roles: who did it, and to whom, by position.
**
** The source is the last noun group before the verb, in its clause, that no
** preposition governs; the target the first behind it of another code, a mere
** place only when there is nothing else. A form of be before a participle, or
** "by" behind it, turns the two around. What two do together goes from the
** first to the second. event.c names the rules and how often each is right.
*/
#include "inside.h"
#include <math.h>
#include <string.h>

/* "Evacuated from Haiti by ...": no object follows a participle, but "by". */
static int roleIsDoneBy(const TextSentence *s, int last) {
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

/* "Ten arrested in Paris": nobody arrests without an object. */
static int roleIsDone(const TextSentence *s, int first, int last) {
  static const char *const azCode[] = { "173", "174", "181", "1823", "186", 0 };
  int iHit = ent_clause_hit(s, first);
  const EntCode *pAct = iHit < 0 ? 0 : s->aHit[iHit].p->pAct;
  if (iHit >= 0 && s->aHit[iHit].p->stance == ENT_S_ACCUSE && last < s->n &&
      (s->a[last].grammar & ENT_G_OF))
    return 1; /* three Americans accused of torture */
  if (pAct == 0 || last - first > 2) return 0;
  if (last < s->n && s->a[last].punct == 0 &&
      !(s->a[last].grammar & (ENT_G_PLACE | ENT_G_PREP | ENT_G_FOR)))
    return 0;
  for (int i = last; i < s->n && i < last + 4 && s->a[i].punct == 0; i++) {
    if (!isnan(s->a[i].number)) return 0; /* killed at least three */
  }
  for (int i = first - 1; i >= 0 && i >= first - 3; i--) {
    if (s->a[i].grammar & ENT_G_HAVE) return 0;
  }
  for (int k = 0; azCode[k]; k++) {
    if (strcmp(azCode[k], pAct->zCode) == 0) return 1;
  }
  return 0;
}

int ent_role_passive(const TextSentence *s, int first, int last) {
  int isBase = s->a[first].iWord == s->a[first].iLemma; /* hit, hit, hit */
  if (s->a[first].form & ENT_FORM_PART) {
    if (!isBase && roleIsDone(s, first, last)) return 1;
    for (int i = first - 1; i >= 0 && i >= first - 3; i--) {
      if (s->a[i].punct || s->aiGroup[i] >= 0) break;
      if (s->a[i].grammar & ENT_G_BE) return 1;
      if (s->a[i].grammar & (ENT_G_HAVE | ENT_G_PREP)) break;
    }
    if (!isBase) return last - first < 3 && roleIsDoneBy(s, last);
    if (last < s->n && (s->a[last].grammar & ENT_G_BY)) return 1;
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

/* Is what acts a thing that no phrase knows: "rain pounded", "prices hit"?
** Behind the name of a state it is of that state: Chinese hackers. */
int ent_role_other(const TextSentence *s, int first) {
  const TextToken *t = &s->a[first];
  int nWord = 0, iEnd;
  if (t->iWord == t->iLemma || !(t->form & ~(ENT_FORM_BASE | ENT_FORM_S))) {
    return 0;
  }
  for (int i = first - 1; i >= 0 && i >= first - 6; i--) {
    const TextToken *p = &s->a[i];
    if (s->aClause[i] != s->aClause[first] || s->aiGroup[i] >= 0) {
      return s->aiGroup[i] < 0 && nWord > 0;
    }
    if (p->grammar & (ENT_G_BE | ENT_G_HAVE | ENT_G_ADVERB)) continue;
    if ((p->grammar & ENT_G_OWN) && i > 1 && s->aiGroup[i - 2] >= 0 &&
        (s->a[i - 1].grammar & ENT_G_AND))
      return 0; /* Kuwait and its allies */
    if (p->punct || p->grammar) {
      return nWord > 0 &&
             !(p->grammar & (ENT_G_TO | ENT_G_AND | ENT_G_PREP | ENT_G_OF));
    }
    if (ent_clause_adverb(s, i)) continue;
    for (int k = 0; k < s->nHit; k++) {
      const TextHit *h = &s->aHit[k];
      if (h->first <= i && i < h->last && h->p->classes != 1u << ENT_W_FLOW &&
          !ent_clause_is(h, ENT_W_DISCARD))
        return nWord > 0;
    }
    if ((p->bits & TOKEN_CAPITAL) && i > 0) return 0;
    if (ent_dict_match(s->dict, DICT_ITEM, s->a, i, s->n, &iEnd) >= 0) return 0;
    nWord++;
  }
  return nWord > 0;
}

int ent_role_same(const TextGroup *a, const TextGroup *b) {
  if (a->zCode == 0 || b->zCode == 0) return a == b;
  return strcmp(a->zCode, b->zCode) == 0;
}

/* The first of a row of groups joined by commas and "and". */
static int roleHead(const TextSentence *s, int i) {
  for (; i > 0; i--) {
    const TextGroup *g = &s->aGroup[i - 1];
    if (g[0].isAside || !g[1].isLinked) break;
  }
  return i;
}

/* "Eritrea, tired of Sudanese double dealing, pulled out": the subject stands
** before what two commas set aside. */
static int roleBefore(const TextSentence *s, int first) {
  int i = first - 1;
  while (i > 0 && i > first - 4 && s->a[i].punct == 0 && s->aiGroup[i] < 0)
    i--;
  if (i <= 0 || s->a[i].punct != ',') return -1;
  for (int k = s->nGroup - 1; k >= 0; k--) {
    const TextGroup *g = &s->aGroup[k];
    if (g->last >= i || g->isAside || g->zCode == 0) continue;
    if (s->aClause[g->first] > s->aClause[first]) continue;
    if (s->a[g->last].punct != ',' || (g->prep & ~ENT_G_OF)) continue;
    if (g->isLinked || (k + 1 < s->nGroup && s->aGroup[k + 1].isLinked)) {
      return -1;
    }
    return g->first <= 6 ? k : -1;
  }
  return -1;
}

/* "The first country to ...": what somebody is, or became. */
static int roleIsPredicate(const TextSentence *s, const TextGroup *g) {
  for (int i = g->first - 1; i >= 0 && i > g->first - 5; i--) {
    if (s->a[i].punct || s->aiGroup[i] >= 0) return 0;
    if (s->a[i].grammar & ENT_G_BE) return 1;
  }
  return 0;
}

/* "Israel's attack", "in a Ukrainian attack": whose deed a noun is. */
int ent_role_owns(const TextSentence *s, const TextGroup *g, int first) {
  int iHit = ent_clause_hit(s, first);
  if (g->last != first) return 0;
  if (g->isPossessive) return 1;
  return (g->isDemonym ||
          (s->a[g->first].bits & (TOKEN_ACRONYM | TOKEN_CAPS))) &&
         iHit >= 0 && !s->aHit[iHit].p->onlyVerb &&
         (s->a[first].iWord == s->a[first].iLemma ||
          s->a[first].form == ENT_FORM_S);
}

/* "Killed in an Israeli strike": who did it, where no "by" says so. */
static int roleIn(const TextSentence *s, int last) {
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    int iHit;
    if (g->first < last || g->isAside || g->zCode == 0) continue;
    if (s->aClause[g->first] != s->aClause[last - 1] || !g->isPlace) return -1;
    iHit = ent_clause_hit(s, g->last);
    return iHit >= 0 && s->aHit[iHit].p->pAct && ent_role_owns(s, g, g->last)
               ? k
               : -1;
  }
  return -1;
}

static int roleSubject(const TextSentence *s, int first, int *piPrep) {
  int clause = s->aClause[first], iSubject = roleBefore(s, first);
  *piPrep = -1;
  if (iSubject >= 0) return iSubject;
  for (int k = s->nGroup - 1; k >= 0; k--) {
    const TextGroup *g = &s->aGroup[k];
    if (g->last > first || g->isAside) continue;
    if (g->isUnnamed && roleIsPredicate(s, g)) continue;
    if (g->isUnnamed && (g->prep & ENT_G_OF)) continue; /* of a minority */
    if (s->aClause[g->first] > clause) continue;
    if (s->aClause[g->first] < clause) break;
    if ((g->prep & ~ENT_G_OF) == 0 || ent_role_owns(s, g, first)) {
      if (iSubject < 0 || g->zCode) {
        if (iSubject >= 0 && !s->aGroup[iSubject].isLinked) break;
        iSubject = k;
      }
      if (g->zCode) break;
    } else if (*piPrep < 0) {
      *piPrep = k;
    }
  }
  return iSubject < 0 ? -1 : roleHead(s, iSubject);
}

/* The subject of the nearest clause before that has one. */
int ent_role_carried(const TextSentence *s, int first) {
  int found = -1, clause = -1;
  for (int k = s->nGroup - 1; k >= 0; k--) {
    const TextGroup *g = &s->aGroup[k];
    if (g->first >= first || g->isAside || g->zCode == 0) continue;
    if (s->aClause[g->first] == s->aClause[first]) continue;
    if (found >= 0 && s->aClause[g->first] != clause) break;
    if (g->prep & ~ENT_G_OF) continue;
    clause = s->aClause[g->first];
    found = k;
  }
  return found;
}

/* "..., South Korean officials said", "said Moscow": who tells of it, and no
** part of it. */
static int roleSpeaks(const TextSentence *s, const TextGroup *g) {
  for (int k = 0; k < s->nHit; k++) {
    const TextHit *h = &s->aHit[k];
    int isSaid = ent_clause_is(h, ENT_W_ATTRIBUTION);
    if (isSaid && h->last == g->first && h->first > 0 &&
        s->a[h->first - 1].punct)
      return 1;
    if (h->first < g->last) continue;
    return isSaid && s->aClause[h->first] == s->aClause[g->first];
  }
  return 0;
}

int ent_role_speaker(const TextSentence *s, int first) {
  int iSpeaker = ent_role_carried(s, first);
  for (int k = 0; k < s->nGroup && iSpeaker < 0; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->first > first && !g->isAside && g->prep == 0 && roleSpeaks(s, g)) {
      iSpeaker = k;
    }
  }
  return iSpeaker;
}

int ent_role_by(const TextSentence *s, int last) {
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->first < last || !(g->prep & ENT_G_BY) || g->isAside) continue;
    return g->first - last <= 14 ? k : -1;
  }
  return -1;
}

static int roleTarget(const TextSentence *s, int after, int iSource,
                      TextRoles *r) {
  int iPlace = -1, iAgent = -1, iOwn = -1, iFar = -1;
  int clause = s->aClause[after > 0 ? after - 1 : 0];
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g;
    int far;
    if (k == iSource) continue;
    g = &s->aGroup[k];
    if (g->first < after || g->isAside) continue;
    far = s->aClause[g->first] - clause;
    if (far > 0 && roleSpeaks(s, g)) continue;
    if (g->zCode == 0) {
      if (iAgent < 0 && far == 0) iAgent = k;
      continue;
    }
    if (iSource >= 0 && ent_role_same(g, &s->aGroup[iSource])) {
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
    if (iPlace >= 0 && (g->prep & ENT_G_FROM)) continue;
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
static int roleWhere(const TextSentence *s, int last, TextRoles *r) {
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->first < last || g->isAside || g->zCode == 0) continue;
    if (s->aClause[g->first] != s->aClause[last - 1]) break;
    if (!g->isPlace && !(g->prep & ENT_G_FROM)) continue;
    r->isPlace = 1;
    if (r->iTarget >= 0 && ent_role_same(g, &s->aGroup[r->iTarget])) {
      r->isDomestic = 1;
    }
    return k;
  }
  return -1;
}

/* Behind a mutual act, the group that "with" governs. */
static int roleWith(const TextSentence *s, int first, int iSource) {
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->first <= first || g->isAside || g->zCode == 0) continue;
    if (s->aClause[g->first] != s->aClause[first]) return -1;
    if ((g->prep & ENT_G_WITH) &&
        (iSource < 0 || !ent_role_same(g, &s->aGroup[iSource])))
      return k;
  }
  return -1;
}

/* Is there an object behind the verb that is none of the subjects? */
static int roleOther(const TextSentence *s, int first, int iSource) {
  TextRoles other = { 0 };
  int k = roleTarget(s, first + 1, iSource, &other);
  if (k < 0 || other.isFar || other.isDomestic || other.isPlace) return 0;
  for (int i = iSource; i < k; i++) {
    if (i > iSource && !s->aGroup[i].isLinked) break;
    if (ent_role_same(&s->aGroup[i], &s->aGroup[k])) return 0;
  }
  return 1;
}

/* "It destroyed", "we will not negotiate". */
static int roleIsPronoun(const TextSentence *s, int first) {
  for (int i = first - 1; i >= 0 && i > first - 5; i--) {
    if (s->a[i].punct || s->aiGroup[i] >= 0) return 0;
    if (s->a[i].grammar & ENT_G_PRONOUN) return 1;
  }
  return 0;
}

/* "Accused each other". */
static int roleIsEach(const TextSentence *s, int last) {
  return last + 1 < s->n && (s->a[last].grammar & ENT_G_EACH) &&
         s->a[last + 1].punct == 0 &&
         (s->a[last + 1].grammar & ~ENT_G_DET) == 0;
}

void ent_role_find(const TextSentence *s, int first, int last, int isReverse,
                   int isMutual, TextRoles *r) {
  int iPrep, iSubject = roleSubject(s, first, &iPrep);
  int iBy = ent_role_by(s, last);
  int passive = ent_role_passive(s, first, last);
  int iWith, isMeant;
  memset(r, 0, sizeof(*r));
  r->iSource = r->iTarget = -1;
  if (passive == 1) {
    r->isPassive = 1;
    r->iTarget = iSubject >= 0 ? iSubject : iPrep;
    if (iSubject >= 0 && iPrep > iSubject && s->aGroup[iSubject].zCode == 0 &&
        s->aGroup[iPrep].zCode && s->aGroup[iPrep].last == first)
      r->iTarget = iPrep; /* two children among Syrians killed */
    if (r->iTarget < 0) {
      r->iTarget = ent_role_carried(s, first);
      r->isCarried = r->iTarget >= 0;
    }
    r->iSource = iBy >= 0 ? iBy : roleIn(s, last);
    if (r->iSource < 0) r->iSource = roleWhere(s, last, r);
    if (r->iTarget < 0 && r->iSource >= 0) {
      r->iTarget = roleTarget(s, last, r->iSource, r);
    }
  } else {
    if (passive == 2 && iBy >= 0) {
      r->isPassive = 1;
      r->iSource = iBy;
    } else {
      r->iSource = iSubject;
    }
    isMeant = roleIsPronoun(s, first);
    if (r->iSource < 0 && iBy >= 0 && s->aGroup[iBy].zCode && !isMeant) {
      r->iSource = iBy;
    }
    if (r->iSource < 0 ||
        (s->aGroup[r->iSource].zCode == 0 && !s->aGroup[r->iSource].prep)) {
      int iCarried = r->iSource >= 0 ? -1
                     : isMeant       ? ent_role_speaker(s, first)
                                     : ent_role_carried(s, first);
      if (iCarried >= 0) {
        r->iSource = iCarried;
        r->isCarried = 1;
      }
    }
    if (r->iSource < 0) r->iSource = iBy;
    if (r->iSource < 0 && iPrep >= 0) {
      r->iSource = iPrep;
      r->isCarried = 1;
      r->isThere = s->aGroup[iPrep].isPlace;
    }
    if (r->iSource >= 0 && iBy >= 0 && (s->a[last].grammar & ENT_G_BY) &&
        ent_role_owns(s, &s->aGroup[r->iSource], first)) {
      r->iTarget = r->iSource; /* Austria's annexation by Germany */
      r->iSource = iBy;
      return;
    }
    if (roleIsEach(s, last)) isMutual = 3;
    iWith = isMutual ? roleWith(s, first, r->iSource) : -1;
    if (iWith >= 0) {
      r->isMutual = 1;
      r->iTarget = iWith;
    } else if (isMutual && r->iSource >= 0 && r->iSource + 1 < s->nGroup &&
               s->aGroup[r->iSource + 1].isLinked &&
               s->aGroup[r->iSource + 1].last <= first &&
               !(isMutual == 2 && roleOther(s, first, r->iSource))) {
      r->isMutual = 1;
      r->iTarget = r->iSource + 1;
    } else {
      r->iTarget = roleTarget(s, first + 1, r->iSource, r);
      if ((r->iTarget < 0 || r->isFar || r->isDomestic) && iPrep >= 0 &&
          iPrep != r->iSource && s->aGroup[iPrep].zCode &&
          !(s->aGroup[iPrep].prep & ENT_G_BY) &&
          !ent_role_same(&s->aGroup[iPrep], &s->aGroup[r->iSource])) {
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
  if (isReverse) {
    int iSwap = r->iSource;
    r->iSource = r->iTarget;
    r->iTarget = iSwap;
  }
}

EntActor ent_role_actor(const TextSentence *s, int iGroup) {
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
