/*
** Subjects: who acts, and who speaks.
**
** The subject of a verb is the last noun group before it, in its clause, that
** no preposition governs, or what two commas set aside from it; of a noun that
** tells a deed it is whose deed it is. A clause without one has the subject of
** the nearest before it, or of who says so behind it: "..., Moscow said".
*/
#include "inside.h"
#include <string.h>

/* Is what acts a thing that no phrase knows: "rain pounded", "prices hit"?
** Behind the name of a state it is of that state: Chinese hackers. */
int ent_subject_other(const TextSentence *s, int first) {
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

/* The first of a row of groups joined by commas and "and". */
static int subjectHead(const TextSentence *s, int i) {
  for (; i > 0; i--) {
    const TextGroup *g = &s->aGroup[i - 1];
    if (g[0].isAside || !g[1].isLinked) break;
  }
  return i;
}

/* "Eritrea, tired of Sudanese double dealing, pulled out": the subject stands
** before what two commas set aside. */
static int subjectBefore(const TextSentence *s, int first) {
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
static int subjectIsPredicate(const TextSentence *s, const TextGroup *g) {
  for (int i = g->first - 1; i >= 0 && i > g->first - 5; i--) {
    if (s->a[i].punct || s->aiGroup[i] >= 0) return 0;
    if (s->a[i].grammar & ENT_G_BE) return 1;
  }
  return 0;
}

/* "Israel's attack", "in a Ukrainian attack": whose deed a noun is. */
int ent_subject_owns(const TextSentence *s, const TextGroup *g, int first) {
  int iHit = ent_clause_hit(s, first);
  if (g->last != first) return 0;
  if (g->isPossessive) return 1;
  return (g->isDemonym ||
          (s->a[g->first].bits & (TOKEN_ACRONYM | TOKEN_CAPS))) &&
         iHit >= 0 && !s->aHit[iHit].p->onlyVerb &&
         (s->a[first].iWord == s->a[first].iLemma ||
          s->a[first].form == ENT_FORM_S);
}

int ent_subject_of(const TextSentence *s, int first, int *piPrep) {
  int clause = s->aClause[first], iSubject = subjectBefore(s, first);
  *piPrep = -1;
  if (iSubject >= 0) return iSubject;
  for (int k = s->nGroup - 1; k >= 0; k--) {
    const TextGroup *g = &s->aGroup[k];
    if (g->last > first || g->isAside) continue;
    if (g->isUnnamed && subjectIsPredicate(s, g)) continue;
    if (g->isUnnamed && (g->prep & ENT_G_OF)) continue; /* of a minority */
    if (s->aClause[g->first] > clause) continue;
    if (s->aClause[g->first] < clause) break;
    if ((g->prep & ~ENT_G_OF) == 0 || ent_subject_owns(s, g, first)) {
      if (iSubject < 0 || g->zCode) {
        if (iSubject >= 0 && !s->aGroup[iSubject].isLinked) break;
        iSubject = k;
      }
      if (g->zCode) break;
    } else if (*piPrep < 0) {
      *piPrep = k;
    }
  }
  return iSubject < 0 ? -1 : subjectHead(s, iSubject);
}

/* The subject of the nearest clause before that has one. */
int ent_subject_carried(const TextSentence *s, int first) {
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
int ent_subject_speaks(const TextSentence *s, const TextGroup *g) {
  for (int k = 0; k < s->nHit; k++) {
    const TextHit *h = &s->aHit[k];
    int isSaid = ent_clause_is(h, ENT_W_ATTRIBUTION);
    if (h->first == 0) continue;
    if (isSaid && h->last == g->first && s->a[h->first - 1].punct) return 1;
    if (h->first < g->last) continue;
    return isSaid && s->aClause[h->first] == s->aClause[g->first];
  }
  return 0;
}

int ent_subject_speaker(const TextSentence *s, int first) {
  int iSpeaker = ent_subject_carried(s, first);
  for (int k = 0; k < s->nGroup && iSpeaker < 0; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->first > first && !g->isAside && g->prep == 0 &&
        ent_subject_speaks(s, g)) {
      iSpeaker = k;
    }
  }
  return iSpeaker;
}

/* "It destroyed", "we will not negotiate". */
int ent_subject_pronoun(const TextSentence *s, int first) {
  for (int i = first - 1; i >= 0 && i > first - 5; i--) {
    if (s->a[i].punct || s->aiGroup[i] >= 0) return 0;
    if (s->a[i].grammar & ENT_G_PRONOUN) return 1;
  }
  return 0;
}
