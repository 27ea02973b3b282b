/*
** Chains: one or more words of action that belong together, and their code.
**
** Stances and aspects, then an act: "refused to lift sanctions" is refuse,
** ease, 163. A chain is evaluated from its end: ease on 163 makes 085, refuse
** on 085 makes 124. A stance on nothing has a code of its own (a plain appeal,
** a threat). A negation before a part is a stance like the others. Modal verbs
** are intentions without a code of their own, so "will meet" is 036 and "will
** impose sanctions" a threat. Light verbs give way to the act behind them:
** "sent experts to investigate" is 090; most (launch, hold, carry out) are in
** no dictionary at all. An aspect may also stand behind a noun that is the
** subject: "aid was suspended", "the talks collapsed".
*/
#include "inside.h"
#include <stdio.h>
#include <string.h>

int ent_chain_starts(const TextHit *h) {
  if (h->isUsed || ent_clause_is(h, ENT_W_NULL)) return 0;
  return h->p->pAct || h->p->stance >= 0;
}

static int chainIsModal(const TextHit *h) {
  return h->p->stance == ENT_S_INTEND && h->p->pStance == 0;
}

/* Does an act behind a light one say what was done: "sent experts to
** investigate", "gave support"? */
static int chainIsCarried(const TextSentence *s, const TextHit *pLight,
                          const TextHit *h) {
  const TextToken *t = &s->a[h->first];
  if (s->aClause[h->first] != s->aClause[pLight->first]) return 0;
  for (int i = pLight->last; i < h->first; i++) {
    if (s->a[i].punct) return 0;
  }
  if ((s->a[h->first - 1].grammar & ENT_G_TO) && t->iWord == t->iLemma) {
    return h->first - pLight->last <= TEXT_SPREAD;
  }
  if (h->p->stance >= 0 || h->first - pLight->last > 3) return 0;
  if (h->p->pAct->zCode[0] == '0' && h->p->pAct->zCode[1] != '4') return 0;
  if (t->iWord != t->iLemma && !(t->form & ENT_FORM_S)) return 0;
  for (int i = pLight->last; i < h->first; i++) {
    if (s->a[i].grammar & ~ENT_G_DET) return 0;
  }
  return 1;
}

/* "A bomb killed": does a phrase end with a verb? */
static int chainIsVerb(const TextSentence *s, int i) {
  int iEnd;
  int32_t iWord = ent_dict_match(s->dict, DICT_WORD, s->a, i, i + 1, &iEnd);
  return ent_clause_participle(&s->a[i]) ||
         (iWord >= 0 && s->dict->aWord[iWord].onlyVerb);
}

/* Is the hit a noun that opens its clause: "Israel's rejection of ...", "talks
** between ...", "U.S. aid to ..."? */
int ent_chain_subject(const TextSentence *s, const TextHit *h) {
  const TextToken *t = &s->a[h->first];
  int i = h->first;
  if (h->p->onlyVerb || (h->p->pAct == 0 && h->p->pStance == 0)) return 0;
  if (t->iWord != t->iLemma && !(t->form & (ENT_FORM_S | ENT_FORM_ING))) {
    return 0;
  }
  if (h->last > h->first + 1 && chainIsVerb(s, h->last - 1)) return 0;
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
             (s->a[h->last].grammar &
              (ENT_G_PREP | ENT_G_OF | ENT_G_BE | ENT_G_TO));
    }
    if (p->iWord) return (p->grammar & ENT_G_DET) && i == 1;
    i--;
  }
  return i == 0;
}

static int chainIsAfter(const TextHit *h, int isBe) {
  switch (h->p->pAct ? -1 : h->p->stance) {
  case ENT_S_STOP:
  case ENT_S_EASE:
  case ENT_S_REFUSE: return 1;
  case ENT_S_AGREE: return isBe;
  default: return 0;
  }
}

/* A verb of the past without an object: "the talks collapsed on Monday". */
static int chainIsAlone(const TextSentence *s, const TextHit *h) {
  const TextToken *t = &s->a[h->first], *pNext = &s->a[h->last];
  if (t->iWord == t->iLemma || !(t->form & (ENT_FORM_PAST | ENT_FORM_PART))) {
    return 0;
  }
  return h->last >= s->n || pNext->punct || pNext->grammar ||
         (pNext->bits & TOKEN_CAPITAL);
}

/* What is said of a noun behind it: "was suspended", "collapsed". */
static int chainAfter(const TextSentence *s, int iHit) {
  const TextHit *h = &s->aHit[iHit];
  int isBe = 0;
  if (!ent_chain_subject(s, h)) return -1;
  for (int i = h->last; i < s->n && i < h->last + TEXT_SPREAD; i++) {
    int k = ent_clause_hit(s, i);
    if (s->a[i].punct || s->aClause[i] != s->aClause[h->first]) return -1;
    if (s->a[i].grammar & ENT_G_BE) isBe = 1;
    if (k < 0) continue;
    if (!ent_clause_action(&s->aHit[k]) || chainIsModal(&s->aHit[k])) continue;
    if (!chainIsAfter(&s->aHit[k], isBe)) return -1;
    if (isBe) return ent_clause_participle(&s->a[i]) ? k : -1;
    return chainIsAlone(s, &s->aHit[k]) ? k : -1;
  }
  return -1;
}

/* "Pakistan to free a prisoner": who opens a sentence and is to do something
** intends it. */
static int chainIsMeant(const TextSentence *s, const TextHit *h) {
  const TextGroup *g;
  if (h->first < 2 || !(s->a[h->first - 1].grammar & ENT_G_TO)) return 0;
  if (s->aiGroup[h->first - 2] < 0) return 0;
  g = &s->aGroup[s->aiGroup[h->first - 2]];
  return g->zCode && g->first == 0;
}

/* "Its rejection and strong condemnation": two, not one. A comma ends a chain
** where it ends a clause; and what "ended with a burst of violence" is no end
** of violence. */
static int chainParts(const TextSentence *s, const TextHit *pLast,
                      const TextHit *h) {
  int isHelped = 0;
  int isNoun = s->a[pLast->first].iWord == s->a[pLast->first].iLemma;
  int isEnd = pLast->p->stance == ENT_S_STOP || pLast->p->stance == ENT_S_EASE;
  for (int i = pLast->last; i < h->first; i++) {
    if (isEnd && (s->a[i].grammar & ENT_G_PREP) &&
        !(s->a[i].grammar & (ENT_G_FROM | ENT_G_FOR | ENT_G_BETWEEN)))
      return 1;
    if (isNoun && i == pLast->last && (s->a[i].grammar & ENT_G_AND)) return 1;
    if (s->a[i].punct == ',' && s->aClause[i] != s->aClause[pLast->first]) {
      return 1;
    }
    isHelped |= (s->a[i].grammar & (ENT_G_BE | ENT_G_HAVE)) != 0;
  }
  /* "Pledged money for towns flattened by ...": nobody pledged that. */
  return h->p->pAct && !isHelped && ent_clause_participle(&s->a[h->first]) &&
         s->aClause[h->first] == s->aClause[pLast->first];
}

/* "Urged calm after the shooting": does the clause say when or why? */
static int chainIsElse(const TextSentence *s, const TextHit *h) {
  int i = ent_clause_start(s, h->first);
  return (s->a[i].grammar & ENT_G_CLAUSE) &&
         strcmp(s->dict->aVocab[s->a[i].iWord].z, "that");
}

void ent_chain_build(const TextSentence *s, int iFirst, TextChain *c) {
  int k;
  memset(c, 0, sizeof(*c));
  c->iItem = c->iAfter = -1;
  c->aiHit[c->n++] = iFirst;
  c->iAfter = chainAfter(s, iFirst);
  for (k = iFirst + 1; k < s->nHit && c->n < TEXT_PARTS && c->iAfter < 0; k++) {
    const TextHit *pLast = &s->aHit[c->aiHit[c->n - 1]];
    const TextHit *h = &s->aHit[k];
    int nGap, nClause, nMax = TEXT_SPREAD;
    if (pLast->p->pAct && !pLast->p->isLight) break;
    if (!ent_chain_starts(h)) continue;
    nGap = h->first - pLast->last;
    nClause = s->aClause[h->first] - s->aClause[pLast->first];
    if (pLast->p->pAct && !chainIsCarried(s, pLast, h)) break;
    if (chainIsModal(pLast)) nMax = 4;
    if (pLast->p->stance == ENT_S_STOP || pLast->p->stance == ENT_S_EASE) {
      nMax = 6;
    }
    if (nGap > nMax || nClause > 1 || chainParts(s, pLast, h)) break;
    if (nClause == 1 && (chainIsModal(pLast) || nMax < TEXT_SPREAD)) break;
    if (nClause == 1 && chainIsElse(s, h)) break;
    if (h->p->pAct == 0 && chainIsModal(h) &&
        !(pLast->p->stance == ENT_S_DENY || chainIsModal(pLast)) &&
        nClause == 0 && nGap > 3)
      break;
    c->aiHit[c->n++] = k;
  }
  for (k = 0; k < c->n - 1 && chainIsModal(&s->aHit[c->aiHit[k]]); k++)
    ;
  c->iMain = k;
  c->isMeant = chainIsMeant(s, &s->aHit[iFirst]);
}

/* The first part behind "not" is negated, not those behind it. */
static int chainNegated(const TextSentence *s, const TextHit *h) {
  int isNegated = 0;
  for (const TextHit *p = s->aHit; p->last <= h->first; p++) {
    if (ent_clause_is(p, ENT_W_NEGATION)) {
      isNegated = h->first - p->last <= 2 &&
                  s->aClause[p->first] == s->aClause[h->first];
    } else if (ent_chain_starts(p)) {
      isNegated = 0;
    }
  }
  return isNegated;
}

static void chainSay(TextChain *c, const char *zWhat) {
  size_t n = strlen(c->zTrace);
  snprintf(c->zTrace + n, sizeof(c->zTrace) - n, "%s%s", n ? " on " : "",
           zWhat);
}

static const EntCode *chainStep(const EntDict *d, int stance,
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
static void chainItem(const TextSentence *s, TextChain *c) {
  const TextHit *h = &s->aHit[c->aiHit[c->iMain]];
  int clause = s->aClause[h->first];
  for (int i = h->first; i < s->n && i < h->last + 16; i++) {
    int iEnd;
    int32_t iItem;
    if (s->aClause[i] > clause) break;
    if (s->aiGroup[i] >= 0 && !s->aGroup[s->aiGroup[i]].isUnnamed) continue;
    iItem = ent_dict_match(s->dict, DICT_ITEM, s->a, i, s->n, &iEnd);
    if (iItem < 0) continue;
    c->pItem = &s->dict->aItem[iItem];
    c->iItem = i;
    return;
  }
}

/* What the item adds to a code: military aid is 072, ... */
static const EntCode *chainIssue(const EntDict *d, const TextChain *c,
                                 const EntCode *pCode, const TextSentence *s) {
  const TextHit *h = &s->aHit[c->aiHit[c->n - 1]];
  const char *zIssue = c->pItem ? c->pItem->zIssue : 0;
  if (c->pItem && pCode == 0 && c->iItem - h->last <= 8 &&
      c->iItem >= h->last) {
    pCode = ent_dict_code(d, "070");
  }
  if (zIssue && pCode && strcmp(pCode->zCode, "070") == 0) {
    const EntCode *pNew =
        ent_dict_code(d, strcmp(zIssue, "economic") == 0   ? "071"
                         : strcmp(zIssue, "military") == 0 ? "072"
                                                           : "073");
    if (pNew) return pNew;
  }
  return pCode;
}

/* Troops sent on a mission of peace or help are no threat. */
static const EntCode *chainKeepers(const TextSentence *s, const TextHit *h) {
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

/* A negation is a stance like the others. */
static const EntCode *chainNegate(const TextSentence *s, const TextHit *h,
                                  TextChain *c, const EntCode *pCode,
                                  int *pIsNothing) {
  if (!chainNegated(s, h)) return pCode;
  c->negated = 1;
  return chainStep(s->dict, ENT_S_NOT, 0, pCode, pIsNothing);
}

static void chainTrace(const TextSentence *s, const TextHit *h, TextChain *c) {
  if (chainNegated(s, h)) chainSay(c, "not");
  chainSay(c, h->p->pAct ? h->p->pAct->zCode : ent_dict_stances[h->p->stance]);
}

void ent_chain_evaluate(const TextSentence *s, TextChain *c) {
  const EntDict *d = s->dict;
  const EntCode *pCode = 0;
  int isNothing = 0;
  chainItem(s, c);
  for (int k = c->n - 1; k >= 0; k--) {
    const TextHit *h = &s->aHit[c->aiHit[k]];
    if (isNothing) { /* urged not to attack: urged */
      if (h->p->pStance == 0) break;
      isNothing = 0;
      pCode = h->p->pStance;
      pCode = chainNegate(s, h, c, pCode, &isNothing);
      continue;
    }
    if (h->p->pAct && pCode) continue; /* a light one */
    if (h->p->pAct) {
      pCode = chainIssue(d, c, chainKeepers(s, h), s);
    } else {
      if (pCode == 0 && k == c->n - 1 && h->p->pStance) {
        int isRule;
        const EntCode *pAid = chainIssue(d, c, 0, s);
        const EntCode *pNew = ent_dict_compose(d, h->p->stance, pAid, &isRule);
        pCode = pNew ? pNew : h->p->pStance;
      } else {
        pCode = chainStep(d, h->p->stance, h->p->pStance, pCode, &isNothing);
      }
    }
    pCode = chainNegate(s, h, c, pCode, &isNothing);
  }
  if (c->iAfter >= 0 && !isNothing) {
    const TextHit *h = &s->aHit[c->iAfter];
    pCode = chainStep(d, h->p->stance, h->p->pStance, pCode, &isNothing);
    pCode = chainNegate(s, h, c, pCode, &isNothing);
    chainTrace(s, h, c);
  }
  if (c->isMeant && pCode) {
    pCode = chainStep(d, ENT_S_INTEND, 0, pCode, &isNothing);
    chainSay(c, ent_dict_stances[ENT_S_INTEND]);
  }
  c->pCode = pCode;
  for (int k = 0; k < c->n; k++)
    chainTrace(s, &s->aHit[c->aiHit[k]], c);
}
