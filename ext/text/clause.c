/*
** Clauses: the words of action of a sentence, and where one clause ends.
**
** A word of action is the longest phrase of the dictionary that fits the words
** around it: "march" with a capital is a month, "a planned visit" plans
** nothing, shells that are sold are goods. A clause ends at a semicolon or a
** dash, at a word that opens another (that, which, while, after, ...), behind
** a word of saying, at "and" before a verb or before a new subject, and at the
** comma behind a clause that opens the sentence.
*/
#include "inside.h"
#include <math.h>
#include <string.h>

int ent_clause_is(const TextHit *h, int iClass) {
  return (int)(h->p->classes >> iClass & 1);
}

int ent_clause_participle(const TextToken *t) {
  return t->iWord != t->iLemma && (t->form & ENT_FORM_PART);
}

int ent_clause_adverb(const TextSentence *s, int i) {
  const TextToken *t = &s->a[i];
  return t->last - t->first > 2 && memcmp(s->z + t->last - 2, "ly", 2) == 0;
}

/* "A planned visit", "new targeted sanctions": a participle that describes the
** noun behind it did not happen here. */
static int clauseDescribes(const TextSentence *s, int i, int iEnd) {
  const TextToken *t = &s->a[i], *pNext, *pBefore;
  int32_t iWord;
  int iNextEnd;
  if (iEnd >= s->n || iEnd != i + 1 || !ent_clause_participle(t)) return 0;
  pNext = &s->a[iEnd];
  if (i == 0) return pNext->punct == 0 && pNext->grammar == 0;
  pBefore = &s->a[i - 1];
  if (pNext->punct || pNext->grammar || pBefore->punct) return 0;
  if (!isnan(pBefore->number)) { /* four suspected fighters; not on March 10 */
    return i < 2 || (s->a[i - 2].bits & TOKEN_CAPITAL) == 0;
  }
  if (pBefore->grammar & (ENT_G_PREP | ENT_G_OF)) {
    return 1; /* backers of detained leaders */
  }
  if ((pBefore->grammar & ENT_G_DET) || (pBefore->bits & TOKEN_POSSESSIVE)) {
    return (pNext->bits & TOKEN_CAPITAL) == 0 || s->aiGroup[iEnd] >= 0;
  }
  if (pBefore->grammar || s->aiGroup[i - 1] >= 0 || pBefore->iWord ||
      pNext->iWord == 0 || (pBefore->bits & TOKEN_CAPITAL) ||
      ent_clause_adverb(s, i - 1))
    return 0;
  iWord = ent_dict_match(s->dict, DICT_WORD, s->a, iEnd, s->n, &iNextEnd);
  return iWord >= 0 && s->dict->aWord[iWord].pAct &&
         !(pNext->form & (ENT_FORM_PAST | ENT_FORM_PART));
}

/* Can the token before a verb in its present tense do something: is it a name,
** an agent, a pronoun, "to", "and" or an adverb? If it is a word that nobody
** knows, the verb is the second half of a noun: fund managers, bond yields. */
static int clauseActs(const TextSentence *s, int i) {
  const TextToken *t = &s->a[i];
  if (t->punct || t->grammar || s->aiGroup[i] >= 0) return 1;
  if (t->bits & TOKEN_CAPITAL) {
    return !(t->bits & TOKEN_START) || (t->bits & TOKEN_CAPS);
  }
  if (ent_clause_adverb(s, i)) return 1;
  for (int k = 0; k < s->nHit; k++) {
    if (s->aHit[k].last == i + 1) {
      return !ent_clause_is(&s->aHit[k], ENT_W_UNIT);
    }
  }
  return 0;
}

/* A hit must fit the words around it: a row that is only a verb does not
** stand behind "the", one that is only a noun not behind "to". */
static int clauseFits(const TextSentence *s, const DictWord *p, int i,
                      int isTitle) {
  const TextToken *t = &s->a[i];
  int before = i > 0 && s->a[i - 1].punct == 0 ? s->a[i - 1].grammar : 0;
  if ((p->classes >> ENT_W_AGENT & 1) && i + 1 < s->n &&
      (s->a[i + 1].bits & TOKEN_JOINED) && s->a[i + 1].grammar)
    return 0; /* state-of-the-art */
  if (p->pAct || p->stance >= 0) {
    if ((t->bits & TOKEN_CAPITAL) && !(t->bits & TOKEN_START) && !isTitle &&
        s->a[i - 1].punct != '"')
      return 0; /* part of a name: March, the Court of Appeals */
    if ((t->bits & TOKEN_JOINED) && t->iWord != t->iLemma &&
        (t->form & (ENT_FORM_ING | ENT_FORM_PART)))
      return 0; /* hard-hitting */
  }
  if (p->onlyVerb) {
    if (before & (ENT_G_DET | ENT_G_OF)) return 0;
    if ((before & ENT_G_PREP) && !(t->form & ENT_FORM_ING)) return 0;
    if (i > 0 && (s->a[i - 1].bits & TOKEN_POSSESSIVE)) return 0;
    if (i > 0 && !(t->form & (ENT_FORM_ING | ENT_FORM_PAST | ENT_FORM_PART)) &&
        ((t->bits & TOKEN_JOINED) || !clauseActs(s, i - 1)))
      return 0;
  }
  if (p->onlyNoun) {
    if ((before & ENT_G_TO) && (t->form & ENT_FORM_BASE)) return 0;
    if (t->iLemma != t->iWord && !(t->form & ENT_FORM_S)) return 0;
  }
  return 1;
}

/* Shells and bombs are things as well as deeds. Within a longer name of an item
** ("artillery shells"), or behind a number, "for" or "of", they are things. */
static int clauseIsThing(const TextSentence *s, const DictWord *p, int i,
                         int iEnd) {
  int before = i > 0 && s->a[i - 1].punct == 0 ? i - 1 : -1;
  if (p->pAct == 0 || strcmp(p->pAct->zCode, "18") < 0) return 0;
  if (s->a[i].form & (ENT_FORM_PAST | ENT_FORM_ING)) return 0;
  for (int k = i > 1 ? i - 2 : 0; k <= i; k++) {
    int iItemEnd;
    if (ent_dict_match(s->dict, DICT_ITEM, s->a, k, s->n, &iItemEnd) < 0 ||
        iItemEnd < iEnd)
      continue;
    if (iItemEnd - k > iEnd - i) return 1;
    if (before >= 0 && ((s->a[before].grammar & (ENT_G_FOR | ENT_G_OF)) ||
                        !isnan(s->a[before].number)))
      return 1;
  }
  return 0;
}

/* Violence-torn, anti-war, a non-aggression pact: half of a word. */
static int clauseIsHalf(const TextSentence *s, const DictWord *p, int i,
                        int iEnd) {
  if (p->pAct == 0 && p->stance < 0) return 0;
  if (iEnd < s->n && (s->a[iEnd].bits & TOKEN_JOINED) && iEnd == i + 1) {
    return 1;
  }
  return (s->a[i].bits & TOKEN_JOINED) &&
         (s->a[i - 1].grammar & ENT_G_PREFIX); /* never the first token */
}

/* Is there a deed among the words behind a phrase, before anything else ends
** its last noun: "missile and drone strikes"? */
static int clauseGoesOn(const TextSentence *s, int iEnd) {
  if (s->a[iEnd - 1].grammar) return 0;
  for (int i = iEnd; i < s->n && i < iEnd + 3; i++) {
    int iHitEnd;
    int32_t iWord;
    if (s->a[i].punct || s->aiGroup[i] >= 0) return 0;
    if (s->a[i].grammar & ~ENT_G_AND) return 0;
    iWord = ent_dict_match(s->dict, DICT_WORD, s->a, i, s->n, &iHitEnd);
    if (iWord < 0) continue;
    return s->dict->aWord[iWord].pAct && !s->dict->aWord[iWord].onlyVerb &&
           !(s->a[i].form & (ENT_FORM_ING | ENT_FORM_PAST)) &&
           (s->a[iHitEnd - 1].form & ENT_FORM_S);
  }
  return 0;
}

/* The longest phrase at token i that does not break up a longer one: "launch *
** missile" is not in "launched a cruise-missile attack". */
static int32_t clauseMatch(const TextSentence *s, int i, int *piEnd) {
  int n = s->n;
  int32_t iWord = ent_dict_match(s->dict, DICT_WORD, s->a, i, n, piEnd);
  if (iWord >= 0 && *piEnd > i + 2 && clauseGoesOn(s, *piEnd)) {
    iWord = ent_dict_match(s->dict, DICT_WORD, s->a, i, *piEnd - 1, piEnd);
  }
  for (int k = i + 2; iWord >= 0 && k < *piEnd; k++) {
    int iOtherEnd;
    int32_t iOther;
    iOther = ent_dict_match(s->dict, DICT_WORD, s->a, k, s->n, &iOtherEnd);
    if (iOther < 0 || iOtherEnd <= *piEnd || !s->dict->aWord[iOther].pAct) {
      continue;
    }
    iWord = ent_dict_match(s->dict, DICT_WORD, s->a, i, k, piEnd);
    k = i + 1;
  }
  return iWord;
}

/* Persons inside a phrase ("free * prisoner") stand in the sentence all the
** same. */
static void clausePersons(TextSentence *s, int i, int iEnd) {
  for (; i < iEnd && s->nHit < TEXT_HITS; i++) {
    int iWordEnd;
    int32_t iWord;
    iWord = ent_dict_match(s->dict, DICT_WORD, s->a, i, iEnd, &iWordEnd);
    if (iWord < 0 || s->dict->aWord[iWord].classes != 1u << ENT_W_AGENT) {
      continue;
    }
    s->aHit[s->nHit++] = (TextHit){ i, iWordEnd, &s->dict->aWord[iWord], 0 };
    i = iWordEnd - 1;
  }
}

static void clauseHits(TextSentence *s) {
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
    if (s->aiGroup[i] >= 0 || (s->a[i].bits & TOKEN_DATELINE)) {
      i++;
      continue;
    }
    iWord = clauseMatch(s, i, &iEnd);
    if (iWord < 0 || clauseIsHalf(s, &s->dict->aWord[iWord], i, iEnd) ||
        !clauseFits(s, &s->dict->aWord[iWord], i, isTitle) ||
        clauseIsThing(s, &s->dict->aWord[iWord], i, iEnd) ||
        ((s->dict->aWord[iWord].pAct || s->dict->aWord[iWord].stance >= 0) &&
         clauseDescribes(s, i, iEnd))) {
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
    h->last = k;
    while (k < iEnd && h->last > i + 1 && s->a[h->last - 1].grammar)
      h->last--;
    h->p = &s->dict->aWord[iWord];
    h->isUsed = 0;
    i = k;
    clausePersons(s, h->first + 1, h->last);
  }
}

int ent_clause_action(const TextHit *h) {
  return h->p->pAct || h->p->stance >= 0 || h->p->flow ||
         ent_clause_is(h, ENT_W_ATTRIBUTION);
}

int ent_clause_hit(const TextSentence *s, int i) {
  for (int k = 0; k < s->nHit; k++) {
    if (s->aHit[k].first == i) return k;
  }
  return -1;
}

int ent_clause_start(const TextSentence *s, int i) {
  int clause = s->aClause[i];
  while (i > 0 && s->aClause[i - 1] == clause)
    i--;
  return i;
}

/* Is there a finite verb of action right behind token i? */
int ent_clause_verb(const TextSentence *s, int i) {
  for (int k = 0; k < 3 && i < s->n; k++, i++) {
    int iHit = ent_clause_hit(s, i);
    if (s->a[i].punct) return 0;
    if (iHit >= 0 && ent_clause_action(&s->aHit[iHit])) {
      return s->aHit[iHit].p->onlyNoun == 0;
    }
    if (s->a[i].grammar & (ENT_G_HAVE | ENT_G_BE)) return 1;
    if (s->a[i].grammar & (ENT_G_DET | ENT_G_PREP)) return 0;
    if (k > 0 && (s->a[i].grammar & ENT_G_TO)) return 0;
  }
  return 0;
}

/* Does a word of saying end before token i? What follows is what was said. */
static int clauseSaid(const TextSentence *s, int i) {
  for (int k = 0; k < s->nHit && s->aHit[k].last <= i; k++) {
    if (s->aHit[k].last == i && ent_clause_is(&s->aHit[k], ENT_W_ATTRIBUTION)) {
      return 1;
    }
  }
  return 0;
}

/* Does the subject of the sentence stand behind the comma at token i? */
static int clauseOpens(const TextSentence *s, int i) {
  if (i == 0 || i + 2 >= s->n || s->a[i + 1].punct) return 0;
  if (s->a[i + 1].grammar & (ENT_G_DET | ENT_G_PRONOUN)) return 1;
  return s->aiGroup[i + 1] >= 0 && s->aiGroup[i - 1] < 0;
}

/* Does somebody say so behind the comma at token i: "..., Moscow said"? */
static int clauseCloses(const TextSentence *s, int i) {
  int k = i + 1, iHit;
  if (k < s->n && s->a[k].punct == '"') k++;
  while (k < s->n && k < i + 9 && s->a[k].punct == 0) {
    iHit = ent_clause_hit(s, k);
    if (iHit >= 0 && ent_clause_is(&s->aHit[iHit], ENT_W_ATTRIBUTION)) {
      return k > i + 1 && s->a[k - 1].punct == 0;
    }
    if (iHit >= 0 && ent_clause_action(&s->aHit[iHit])) return 0;
    if (s->a[k].grammar & (ENT_G_TO | ENT_G_CLAUSE)) return 0;
    if ((s->a[k].grammar & ENT_G_AND) && s->aiGroup[k - 1] < 0) return 0;
    k++;
  }
  return 0;
}

/* Does the clause go on at token i that the one opened at iOpen cut in two:
** "Eritrea, which has no envoy, complained", "ten who were held were freed"? */
static int clauseResumes(const TextSentence *s, int iOpen, int hasVerb, int i) {
  int iHit;
  if (s->a[iOpen - 1].punct == ',') {
    return s->a[i].punct == ',' && i > iOpen + 1 && ent_clause_verb(s, i + 1);
  }
  if (!hasVerb || !(s->a[i].grammar & (ENT_G_BE | ENT_G_HAVE)) ||
      (s->a[i].form & ENT_FORM_ING))
    return 0;
  if (s->a[i - 1].punct || s->a[i - 1].grammar) return 0;
  iHit = ent_clause_hit(s, i - 1);
  return (iHit < 0 || s->aHit[iHit].p->stance != ENT_S_INTEND) &&
         strcmp(s->dict->aVocab[s->a[iOpen].iWord].z, "that");
}

void ent_clause_find(TextSentence *s) {
  int clause = 0, hasVerb = 0, iBetween = -1, isOpening, iWord = 0;
  int nClause = 0, iOpen = 0, parent = 0;
  clauseHits(s);
  while (iWord + 1 < s->n &&
         (s->a[iWord].punct || (s->a[iWord].bits & TOKEN_DATELINE)))
    iWord++;
  isOpening = (s->a[iWord].grammar & (ENT_G_CLAUSE | ENT_G_PREP)) != 0;
  for (int i = 0; i < s->n; i++) {
    const TextToken *t = &s->a[i];
    int iHit = ent_clause_hit(s, i);
    int cut = t->punct == ';' || t->punct == '_' || t->punct == ':' ||
              (t->grammar & ENT_G_CLAUSE) != 0;
    if (t->punct == 0 && clauseSaid(s, i)) cut = 1;
    if (t->punct == ',' && clauseCloses(s, i)) cut = 1;
    if (isOpening && t->punct == ',' && clauseOpens(s, i)) {
      cut = 1;
      isOpening = 0;
    }
    if (t->grammar & ENT_G_BETWEEN) iBetween = i;
    if ((t->grammar & ENT_G_AND) && iBetween >= 0) {
      iBetween = -1;
    } else if ((t->grammar & ENT_G_AND) && hasVerb && i + 1 < s->n) {
      if (ent_clause_verb(s, i + 1)) cut = 1;
      if (s->aiGroup[i - 1] < 0 && s->aiGroup[i + 1] >= 0) cut = 1;
    }
    if (iOpen > 0 && clauseResumes(s, iOpen, hasVerb, i)) {
      clause = parent;
      hasVerb = iOpen = 0;
    } else if (cut) {
      if (t->punct == ';') iOpen = 0;
      if (iOpen == 0 && i > 1 && (t->grammar & ENT_G_CLAUSE)) {
        iOpen = i;
        parent = clause;
      }
      clause = ++nClause;
      hasVerb = 0;
    }
    if (iHit >= 0 && ent_clause_action(&s->aHit[iHit])) hasVerb = 1;
    if (iOpen > 0 && (t->grammar & ENT_G_BE)) hasVerb = 1;
    s->aClause[i] = (int16_t)clause;
  }
}
