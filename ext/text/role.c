/*
** Roles: who did it, and to whom, by position.
**
** The source is the subject; the target the first noun group behind the verb of
** another code, a mere place only when there is nothing else. A form of be
** before a participle, or "by" behind it, turns the two around. What two do
** together goes from the first to the second. event.c names the rules and how
** often each is right.
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
  const DictWord *p = s->aHit[ent_clause_hit(s, first)].p;
  const EntCode *pAct = p->pAct;
  if (p->stance == ENT_S_ACCUSE && last < s->n &&
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

int ent_role_same(const TextGroup *a, const TextGroup *b) {
  if (a->zCode == 0 || b->zCode == 0) return a == b;
  return strcmp(a->zCode, b->zCode) == 0;
}

/* "Killed in an Israeli strike": who did it, where no "by" says so. */
static int roleIn(const TextSentence *s, int last) {
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    int iHit;
    if (g->first < last || g->isAside || g->zCode == 0) continue;
    if (s->aClause[g->first] != s->aClause[last - 1] || !g->isPlace) return -1;
    iHit = ent_clause_hit(s, g->last);
    return iHit >= 0 && s->aHit[iHit].p->pAct && ent_subject_owns(s, g, g->last)
               ? k
               : -1;
  }
  return -1;
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
    if (far > 0 && ent_subject_speaks(s, g)) continue;
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

/* "Accused each other". */
static int roleIsEach(const TextSentence *s, int last) {
  return last + 1 < s->n && (s->a[last].grammar & ENT_G_EACH) &&
         s->a[last + 1].punct == 0 &&
         (s->a[last + 1].grammar & ~ENT_G_DET) == 0;
}

/* Done to the subject, by whom "by" names or in whose attack. */
static void roleOfPassive(const TextSentence *s, int first, int last,
                          TextRoles *r) {
  int iPrep, iSubject = ent_subject_of(s, first, &iPrep);
  int iBy = ent_role_by(s, last);
  r->isPassive = 1;
  r->iTarget = iSubject >= 0 ? iSubject : iPrep;
  if (iSubject >= 0 && iPrep > iSubject && s->aGroup[iSubject].zCode == 0 &&
      s->aGroup[iPrep].zCode && s->aGroup[iPrep].last == first)
    r->iTarget = iPrep; /* two children among Syrians killed */
  if (r->iTarget < 0) {
    r->iTarget = ent_subject_carried(s, first);
    r->isCarried = r->iTarget >= 0;
  }
  r->iSource = iBy >= 0 ? iBy : roleIn(s, last);
  if (r->iSource < 0) r->iSource = roleWhere(s, last, r);
  if (r->iTarget < 0 && r->iSource >= 0) {
    r->iTarget = roleTarget(s, last, r->iSource, r);
  }
}

/* The subject, or else whom "by" names, the subject of an earlier clause, a
** group behind a preposition. */
static void roleSource(const TextSentence *s, int first, int last, int iPrep,
                       TextRoles *r) {
  int iBy = ent_role_by(s, last), isPronoun = ent_subject_pronoun(s, first);
  if (r->iSource < 0 && iBy >= 0 && s->aGroup[iBy].zCode && !isPronoun) {
    r->iSource = iBy;
  }
  if (r->iSource < 0 ||
      (s->aGroup[r->iSource].zCode == 0 && !s->aGroup[r->iSource].prep)) {
    int iCarried = r->iSource >= 0 ? -1
                   : isPronoun     ? ent_subject_speaker(s, first)
                                   : ent_subject_carried(s, first);
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
}

/* What they did together, or what the source did to another. */
static void roleObject(const TextSentence *s, int first, int iPrep,
                       int isMutual, TextRoles *r) {
  int iWith = isMutual ? roleWith(s, first, r->iSource) : -1;
  if (iWith >= 0) {
    r->isMutual = 1;
    r->iTarget = iWith;
  } else if (isMutual && r->iSource >= 0 && r->iSource + 1 < s->nGroup &&
             s->aGroup[r->iSource + 1].isLinked &&
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
      r->isFar = r->isDomestic = 0;
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

static void roleOfActive(const TextSentence *s, int first, int last, int isNoun,
                         int isMutual, TextRoles *r) {
  int iPrep, iBy = ent_role_by(s, last);
  r->iSource = ent_subject_of(s, first, &iPrep);
  if (isNoun && iBy >= 0) { /* an attack was launched by */
    r->isPassive = 1;
    r->iSource = iBy;
  }
  roleSource(s, first, last, iPrep, r);
  if (r->iSource >= 0 && iBy >= 0 && (s->a[last].grammar & ENT_G_BY) &&
      ent_subject_owns(s, &s->aGroup[r->iSource], first)) {
    r->iTarget = r->iSource; /* Austria's annexation by Germany */
    r->iSource = iBy;
    return;
  }
  roleObject(s, first, iPrep, roleIsEach(s, last) ? 3 : isMutual, r);
}

void ent_role_find(const TextSentence *s, int first, int last, int isReverse,
                   int isMutual, TextRoles *r) {
  int passive = ent_role_passive(s, first, last);
  memset(r, 0, sizeof(*r));
  r->iSource = r->iTarget = -1;
  if (passive == 1) {
    roleOfPassive(s, first, last, r);
  } else {
    roleOfActive(s, first, last, passive == 2, isMutual, r);
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
