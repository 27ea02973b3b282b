/*
** Candidate deals: who gives which item to whom, for what.
**
** Items are phrases of dictionary_item, with the number and unit before them.
** What moves an item is a verb of the class flow (give, get, trade) or, for
** want of one, a stance before "for" ("asked North Korea for shells"). Its
** subject is A, its other actor B, by the rules of events.
**
**   give   items behind the verb go from A to B
**   get    items behind the verb go from B to A; asking for is getting
**   trade  the items before "for" go from A to B, those behind it back
**
** An exchange phrase (dictionary class exchange) turns the direction: "in
** exchange for", "in return for" and "as payment for" for the items behind it;
** "in return" alone for those behind it as well ("in return it will send");
** "if" and "provided that" likewise. Before the verb, at the beginning of a
** sentence ("In exchange for oil, ..."), the phrase governs the items up to
** the comma.
**
** The status is the stance over the flow: asked, offered, agreed, signed,
** refused, denied; without one, a past or present verb delivered, and what is
** only possible is reported. Two directions make an exchange; one alone is a
** candidate of less confidence.
*/
#include "inside.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DEAL_THINGS = 16 };

typedef struct DealThing DealThing;
struct DealThing {
  int first, last; /* tokens of the item; quantity may stand before */
  int iFrom;       /* token where the quantity begins */
  const DictItem *p;
  const char *zUnit;
  double quantity;
};

static int dealUnit(const TextSentence *s, int i, double *pFactor,
                    const char **pz) {
  for (int k = 0; k < s->nHit; k++) {
    const TextHit *h = &s->aHit[k];
    if (h->first != i || !ent_clause_is(h, ENT_W_UNIT)) continue;
    if (h->p->factor > 0) {
      *pFactor *= h->p->factor;
    } else {
      *pz = h->p->zUnit;
    }
    return h->last;
  }
  return 0;
}

/* Of a currency's sign, which token.c makes one; the dollar is that of the
** United States. */
static const char *dealCurrency(const TextSentence *s, int i) {
  const unsigned char *z = (const unsigned char *)s->z + s->a[i].first;
  switch (z[0]) {
  case 0xE2: return "EUR";
  case 0xC2: return z[1] == 0xA3 ? "GBP" : "JPY";
  default: return "USD";
  }
}

/* Is the token part of an actor's name? Soldiers and drones are agents where
** they act, and things where they are sent. */
static int dealIsName(const TextSentence *s, int i) {
  const TextGroup *g = s->aiGroup[i] >= 0 ? &s->aGroup[s->aiGroup[i]] : 0;
  return g && !g->isUnnamed && i >= g->iFirst && i < g->iLast;
}

/* A number, what multiplies it and its unit, shortly before the item. */
static void dealQuantity(const TextSentence *s, DealThing *p, int iFloor) {
  int iLow = p->first - 6 > iFloor ? p->first - 6 : iFloor;
  p->quantity = NAN;
  p->zUnit = 0;
  p->iFrom = p->first;
  for (int i = p->first - 1; i >= iLow; i--) {
    double factor = 1;
    int k = i + 1, iEnd, isTens;
    if (s->a[i].punct && s->a[i].punct != '$') return;
    if (dealIsName(s, i)) return;
    if (isnan(s->a[i].number)) continue;
    isTens = i > 0 && s->a[i - 1].number >= 20;
    if ((s->a[i].bits & TOKEN_JOINED) && !isTens) continue; /* T-90 tanks */
    while (k < p->first && (iEnd = dealUnit(s, k, &factor, &p->zUnit)) != 0)
      k = iEnd;
    p->quantity = s->a[i].number * factor;
    if (isTens) { /* twenty-five */
      p->quantity += s->a[--i].number * factor;
    } else if (i > 0 && !isnan(s->a[i - 1].number)) { /* two dozen */
      p->quantity *= s->a[--i].number;
    }
    p->iFrom = i;
    if (i > 0 && s->a[i - 1].punct == '$') {
      p->zUnit = dealCurrency(s, i - 1);
      p->iFrom = i - 1;
    }
    return;
  }
}

/* A loan of $3 billion: the amount stands behind. */
static void dealAmount(const TextSentence *s, DealThing *p) {
  int i = p->last, k, iEnd;
  double factor = 1;
  const char *zUnit = 0;
  if (i >= s->n || !(s->a[i].grammar & (ENT_G_OF | ENT_G_PREP))) return;
  i++;
  if (i < s->n && s->a[i].punct == '$') {
    zUnit = dealCurrency(s, i);
    i++;
  }
  if (i >= s->n || isnan(s->a[i].number)) return;
  for (k = i + 1; k < s->n; k = iEnd) {
    iEnd = dealUnit(s, k, &factor, &zUnit);
    if (iEnd == 0) break;
  }
  if (zUnit == 0) return; /* a loan in 2019 */
  p->quantity = s->a[i].number * factor;
  p->zUnit = zUnit;
}

/* Does a verb that moves things end before token i? */
static int dealMovesAt(const TextSentence *s, int i) {
  for (int k = 0; k < s->nHit; k++) {
    if (s->aHit[k].last == i && s->aHit[k].p->flow) return 1;
  }
  return 0;
}

/* ISO 4217 codes are the units in three capitals. */
static int dealIsCurrency(const char *zUnit) {
  return zUnit && strlen(zUnit) == 3 &&
         strspn(zUnit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/* A sum of money that is the amount of nothing else: "lent Laos $480 million".
** It counts as what the word "money" means in the dictionary. */
static int32_t dealSum(const TextSentence *s, int i, DealThing *p) {
  double factor = 1;
  const char *zUnit = 0;
  uint32_t hash;
  int32_t iWord;
  int iEnd, k;
  char zWord[TEXT_WORD];
  TextToken word = { 0 };
  int isDollar = s->a[i].punct == '$';
  if (i == 0 || i + 1 >= s->n || isnan(s->a[i + isDollar].number) ||
      !(s->aiGroup[i - 1] >= 0 || dealMovesAt(s, i) ||
        (s->a[i - 1].grammar & (ENT_G_DET | ENT_G_AND | ENT_G_PRONOUN))))
    return -1;
  iEnd = i + 1 + isDollar;
  while (iEnd < s->n && (k = dealUnit(s, iEnd, &factor, &zUnit)) != 0)
    iEnd = k;
  if (!isDollar && !dealIsCurrency(zUnit)) return -1;
  for (k = iEnd; k < s->n && k < iEnd + 5 && s->a[k].punct == 0; k++) {
    int iItemEnd;
    if (s->a[k].grammar & ~(ENT_G_OF | ENT_G_PREP | ENT_G_PLACE | ENT_G_DET)) {
      break;
    }
    if (ent_dict_match(s->dict, DICT_ITEM, s->a, k, s->n, &iItemEnd) >= 0) {
      return -1; /* $3 billion in loans */
    }
  }
  hash = ent_token_fold((const unsigned char *)"money", 5, zWord);
  iWord = ent_dict_find(s->dict, zWord, hash);
  if (iWord == 0) return -1;
  word.iWord = word.iLemma = iWord;
  word.number = NAN;
  iWord = ent_dict_match(s->dict, DICT_ITEM, &word, 0, 1, &k);
  p->last = iEnd;
  p->quantity = s->a[i + isDollar].number * factor;
  p->zUnit = isDollar ? dealCurrency(s, i) : zUnit;
  return iWord;
}

static int dealThings(const TextSentence *s, DealThing *a) {
  int n = 0, iFloor = 0;
  for (int i = 0; i < s->n && n < DEAL_THINGS;) {
    int iEnd = i;
    int32_t iItem = -1;
    if (!dealIsName(s, i)) {
      iItem = ent_dict_match(s->dict, DICT_ITEM, s->a, i, s->n, &iEnd);
    }
    a[n].first = a[n].iFrom = i;
    a[n].last = iEnd;
    if (iItem >= 0) {
      dealQuantity(s, &a[n], iFloor);
      if (isnan(a[n].quantity)) dealAmount(s, &a[n]);
    } else {
      iItem = dealSum(s, i, &a[n]);
    }
    if (iItem < 0) {
      i++;
      continue;
    }
    a[n].p = &s->dict->aItem[iItem];
    iFloor = i = a[n].last;
    n++;
  }
  return n;
}

static void dealAdd(const TextSentence *s, EntThing *a, int8_t *pn,
                    const DealThing *p) {
  EntThing *t;
  for (int i = 0; i < *pn; i++) {
    if (strcmp(a[i].zItem, p->p->zItem) == 0 &&
        (isnan(p->quantity) || !isnan(a[i].quantity)))
      return;
  }
  if (*pn == ENT_DEAL_ITEMS) return;
  t = &a[(*pn)++];
  t->zItem = p->p->zItem;
  t->zCategory = p->p->zCategory;
  t->zUnit = p->zUnit;
  t->quantity = p->quantity;
  t->first = s->a[p->first].firstChar;
  t->last = s->a[p->last - 1].lastChar;
  t->firstByte = s->a[p->first].first;
  t->lastByte = s->a[p->last - 1].last;
}

typedef struct DealPlan DealPlan; /* what moves the items */
struct DealPlan {
  int iHit; /* the verb, or the stance that stands in for it */
  int flow;
  int stance; /* over it; -1: none */
  int negated;
  int isAsk;   /* a stance, and "for" */
  int isReady; /* willing to: an offer, not a promise */
};

static int dealNegated(const TextSentence *s, int first) {
  for (const TextHit *h = s->aHit; h->last <= first; h++) {
    if (ent_clause_is(h, ENT_W_NEGATION) && first - h->last <= 2) return 1;
  }
  return 0;
}

/* The stance that stands over a hit: the strongest one shortly before it. */
static void dealStance(const TextSentence *s, DealPlan *p) {
  int first = s->aHit[p->iHit].first;
  p->stance = s->aHit[p->iHit].p->stance;
  p->negated = dealNegated(s, first);
  if (p->stance >= 0 && s->aHit[p->iHit].p->pStance == 0) p->stance = -1;
  for (int k = p->iHit - 1; k >= 0; k--) {
    const TextHit *h = &s->aHit[k];
    if (h->p->stance < 0 || h->p->stance == ENT_S_STOP) continue;
    if (first - h->last > 9 || s->aClause[first] - s->aClause[h->first] > 1) {
      break;
    }
    if (dealNegated(s, h->first)) p->negated = 1;
    if (h->p->stance == ENT_S_DENY) p->stance = ENT_S_DENY;
    if (h->p->stance == ENT_S_REFUSE && p->stance == ENT_S_OFFER) {
      p->flow = ENT_FLOW_GET; /* an offer that A refused */
      p->stance = ENT_S_REFUSE;
    }
    if (p->stance < 0 || (h->p->pStance && p->stance == ENT_S_INTEND)) {
      p->stance = h->p->stance;
      p->isReady = p->stance == ENT_S_INTEND && h->p->pStance;
    }
    if (h->p->pStance) break;
  }
}

/* What a hit moves: a longer phrase ("send troops") moves what its verb does.
 */
static int dealFlow(const TextSentence *s, const TextHit *h) {
  int iEnd;
  int32_t iWord;
  if (h->p->flow) return h->p->flow;
  iWord =
      ent_dict_match(s->dict, DICT_WORD, s->a, h->first, h->first + 1, &iEnd);
  return iWord >= 0 ? s->dict->aWord[iWord].flow : 0;
}

static int dealPlan(const TextSentence *s, int iFirstThing, DealPlan *p) {
  memset(p, 0, sizeof(*p));
  p->iHit = -1;
  for (int k = 0; k < s->nHit; k++) {
    const TextHit *h = &s->aHit[k];
    int flow = dealFlow(s, h);
    if (flow == 0) continue;
    p->iHit = k;
    p->flow = flow;
    dealStance(s, p);
    break;
  }
  for (int k = 0; k < s->nHit; k++) {
    const TextHit *h = &s->aHit[k];
    int i;
    if (p->iHit >= 0 && h->first > s->aHit[p->iHit].first) break;
    if (h->p->stance < 0 || h->p->pStance == 0) continue;
    if (h->p->stance != ENT_S_APPEAL && h->p->stance != ENT_S_DEMAND &&
        h->p->stance != ENT_S_OFFER && h->p->stance != ENT_S_REFUSE &&
        h->p->stance != ENT_S_SIGN &&
        !(h->p->stance == ENT_S_AGREE && iFirstThing >= h->last &&
          iFirstThing - h->last <= 3))
      continue;
    /* A flow verb shortly behind it makes it a mere stance, used above. */
    if (p->iHit >= 0 && s->aHit[p->iHit].first <= iFirstThing) break;
    for (i = h->last - 1; i < iFirstThing; i++) {
      if (s->a[i].grammar & ENT_G_FOR) break;
    }
    if (h->p->stance == ENT_S_SIGN && i >= iFirstThing) continue;
    p->iHit = k;
    p->stance = h->p->stance;
    p->negated = dealNegated(s, h->first);
    p->isAsk = h->p->stance == ENT_S_APPEAL || h->p->stance == ENT_S_DEMAND ||
               h->p->stance == ENT_S_SIGN; /* a contract for ships */
    p->flow = p->isAsk ? ENT_FLOW_GET : ENT_FLOW_GIVE;
    return 1;
  }
  return p->iHit >= 0;
}

static int dealIsOnlyPossible(const TextSentence *s, const TextHit *h) {
  for (const TextHit *p = s->aHit; p->first < h->first; p++) {
    if (ent_clause_is(p, ENT_W_HYPOTHETICAL)) return 1;
  }
  return 0;
}

static const char *dealStatus(const TextSentence *s, const DealPlan *p) {
  const TextHit *h = &s->aHit[p->iHit];
  if (p->stance == ENT_S_INTEND && dealIsOnlyPossible(s, h)) return "reported";
  switch (p->stance) {
  case ENT_S_APPEAL:
  case ENT_S_DEMAND: return "asked";
  case ENT_S_OFFER: return p->negated ? "refused" : "offered";
  case ENT_S_REFUSE: return "refused";
  case ENT_S_DENY: return "denied";
  case ENT_S_SIGN: return "signed";
  case ENT_S_AGREE: return p->negated ? "refused" : "agreed";
  case ENT_S_INTEND:
    if (p->negated) return "refused";
    return p->isReady ? "offered" : "agreed";
  case ENT_S_MUST:
  case ENT_S_ACCUSE: return "reported";
  case ENT_S_THREATEN: return "refused";
  default: break;
  }
  if (p->negated) return "denied";
  if (dealIsOnlyPossible(s, h)) return "reported";
  if ((s->a[h->first].form & ENT_FORM_ING) && h->first > 0 &&
      !(s->a[h->first - 1].grammar & ENT_G_BE))
    return "reported";
  return "delivered";
}

static int dealIsEnd(const TextSentence *s, const TextHit *h) {
  if (h->last >= s->n) return 1;
  if (s->a[h->last].punct == ',') return s->a[h->first - 1].punct != ',';
  return s->a[h->last].punct != 0;
}

/* The exchange phrase: its tokens; the items it governs are in [*pFrom, *pTo).
 */
static int dealExchange(const TextSentence *s, int *pFrom, int *pTo,
                        int *piHit) {
  for (int k = 0; k < s->nHit; k++) {
    const TextHit *h = &s->aHit[k];
    if (h->p->exchange == 0) continue;
    *piHit = k;
    *pFrom = h->last;
    *pTo = s->n;
    for (int i = h->last; h->first <= 1 && i < *pTo; i++) {
      if (s->a[i].punct == ',') *pTo = i;
    }
    if (h->p->exchange == ENT_X_RETURN && h->first > 1 && dealIsEnd(s, h)) {
      /* "..., and would send soldiers in return" */
      for (int i = h->first - 1; i > 0; i--) {
        if (!(s->a[i].grammar & (ENT_G_AND | ENT_G_CLAUSE))) continue;
        *pFrom = i + 1;
        *pTo = h->first;
        break;
      }
    }
    return h->p->exchange;
  }
  return 0;
}

/* "Given by A to B": the subject is the thing, B the receiver. */
static void dealReceiver(const TextSentence *s, const TextHit *h,
                         TextRoles *r) {
  for (int k = 0; k < s->nGroup; k++) {
    const TextGroup *g = &s->aGroup[k];
    if (g->first < h->last || g->zCode == 0 || g->isAside) continue;
    if (k == r->iSource) continue;
    if (!(s->a[g->first - 1].grammar & ENT_G_TO)) continue;
    r->iTarget = k;
    return;
  }
}

/* May an item stand behind another one in the same list? Between them are
** "and", commas, articles, numbers and adjectives, or "together with". */
static int dealJoins(const TextSentence *s, int i, int iEnd) {
  int iStart = i;
  for (; i < iEnd; i++) {
    const TextToken *t = &s->a[i];
    if (t->punct == ',') continue;
    if (t->punct) return 0;
    if (t->grammar & ~(ENT_G_AND | ENT_G_DET | ENT_G_OF | ENT_G_WITH |
                       ENT_G_OWN | ENT_G_PREP))
      return 0;
    if ((t->grammar & ENT_G_PREP) && !((t->grammar & ENT_G_WITH) && i > iStart))
      return 0;
  }
  return 1;
}

/* Is there "to" and a verb before the item: what it is for ("a loan to pay its
** soldiers")? */
static int dealIsPurpose(const TextSentence *s, int i, int iEnd) {
  for (; i + 1 < iEnd; i++) {
    int k = ent_clause_hit(s, i + 1);
    if (!(s->a[i].grammar & ENT_G_TO) || s->aiGroup[i + 1] >= 0) continue;
    if (s->a[i + 1].grammar || (k >= 0 && s->aHit[k].p->flow)) continue;
    return 1;
  }
  return 0;
}

/* Those of the things that the verb, or the exchange phrase, moves: in its
** clause, and behind the first one only in the same list. A thing right before
** another ("tank ammunition") describes it. */
static int dealScope(const TextSentence *s, const DealPlan *plan, int iMarker,
                     int iFrom, DealThing *a, int n) {
  const TextHit *h = &s->aHit[plan->iHit];
  int nKept = 0, iLast[2] = { -1, -1 };
  for (int i = 0; i < n; i++) {
    const DealThing *p = &a[i];
    int isBack = p->first >= iFrom;
    int iVerb = !isBack        ? h->last
                : iMarker >= 0 ? s->aHit[iMarker].last
                               : iFrom;
    if (i + 1 < n && a[i + 1].first == p->last) continue;
    if (p->first == h->first && strcmp(p->p->zCategory, "money") == 0) {
      continue; /* the verb itself: to grant */
    }
    if (p->first >= iVerb) {
      int first = iLast[isBack] >= 0 ? iLast[isBack] : iVerb;
      if (s->aClause[p->first] - s->aClause[iVerb - 1] > isBack) continue;
      if ((!plan->isAsk || iLast[isBack] >= 0) &&
          dealIsPurpose(s, first, p->first))
        continue;
      if (iLast[isBack] >= 0 && !dealJoins(s, iLast[isBack], p->iFrom))
        continue;
      iLast[isBack] = p->last;
    }
    a[nKept++] = *p;
  }
  return nKept;
}

void ent_deal_find(TextSentence *s) {
  EntReading *out = s->out;
  DealThing aThing[DEAL_THINGS];
  int nThing = dealThings(s, aThing), iFrom = s->n, iTo = s->n, iMarker = -1;
  int exchange, iPivot = -1;
  DealPlan plan;
  TextRoles r;
  EntBargain b = { 0 }, *a;
  const TextHit *h;
  double confidence;
  if (nThing == 0) return;
  exchange = dealExchange(s, &iFrom, &iTo, &iMarker);
  if (!dealPlan(s, aThing[0].first, &plan)) return;
  h = &s->aHit[plan.iHit];
  if (iMarker >= 0 && s->aHit[iMarker].first <= 1 && iTo == s->n) {
    iTo = h->first; /* without a comma: "In exchange for oil Iran gave" */
  }
  if (plan.flow == ENT_FLOW_TRADE && !exchange) {
    for (int i = h->last; i < s->n && iPivot < 0; i++) {
      if (i > aThing[0].last - 1 && (s->a[i].grammar & ENT_G_FOR)) iPivot = i;
    }
    if (iPivot < 0 && nThing != 1) return;
    if (iPivot >= 0) iFrom = iPivot;
    iTo = s->n;
  }
  nThing = dealScope(s, &plan, iMarker, iFrom, aThing, nThing);
  if (nThing == 0) return;
  {
    /* The stance's own subject and object, where there is one. */
    int first = h->first, last = h->last;
    for (int k = plan.iHit - 1; k >= 0 && !plan.isAsk; k--) {
      const TextHit *pStance = &s->aHit[k];
      if (pStance->p->stance < 0 || pStance->p->pStance == 0) continue;
      if (first - pStance->last > 9) break;
      if (plan.stance == ENT_S_APPEAL || plan.stance == ENT_S_DEMAND ||
          plan.stance == ENT_S_ACCUSE) {
        first = pStance->first;
        last = pStance->last;
      }
      break;
    }
    ent_role_find(s, first, last, 0, plan.flow == ENT_FLOW_TRADE, &r);
    if (first != h->first && plan.stance == ENT_S_ACCUSE) {
      /* A accused B of giving C: A is no party. */
      ent_role_find(s, h->first, h->last, 0, 0, &r);
    } else if (first != h->first && plan.flow != ENT_FLOW_TRADE) {
      /* A asked B to give: B is the giver, and A gets. */
      plan.flow = plan.flow == ENT_FLOW_GIVE ? ENT_FLOW_GET : ENT_FLOW_GIVE;
    }
  }
  if (r.isPassive) dealReceiver(s, h, &r);
  if (r.iSource < 0 || r.iTarget < 0) return;
  b.a = ent_role_actor(s, r.iSource);
  b.b = ent_role_actor(s, r.iTarget);
  if (b.a.zCode == 0 || b.b.zCode == 0 || strcmp(b.a.zCode, b.b.zCode) == 0) {
    return;
  }
  b.first = b.a.first < b.b.first ? b.a.first : b.b.first;
  b.last = b.a.last > b.b.last ? b.a.last : b.b.last;
  for (int i = 0; i < nThing; i++) {
    const DealThing *p = &aThing[i];
    int isBack = p->first >= iFrom && p->first < iTo;
    int isGet = plan.flow == ENT_FLOW_GET;
    if (iMarker >= 0 && p->first >= s->aHit[iMarker].first &&
        p->first < s->aHit[iMarker].last)
      continue; /* "as payment for" */
    if (plan.flow == ENT_FLOW_TRADE && !exchange && iPivot < 0) {
      dealAdd(s, b.aGet, &b.nGet, p); /* one thing, both ways */
    }
    int passive = r.isPassive && p->first < h->first;
    /* Before the verb only a noun's own item counts: "arms sale". */
    if (!isBack && !passive && h->first - p->last > 1) continue;
    if (isBack ? !isGet : isGet) {
      dealAdd(s, b.aGet, &b.nGet, p);
    } else {
      dealAdd(s, b.aGive, &b.nGive, p);
    }
    if (s->a[p->last - 1].lastChar > b.last) {
      b.last = s->a[p->last - 1].lastChar;
    }
    if (s->a[p->iFrom].firstChar < b.first) {
      b.first = s->a[p->iFrom].firstChar;
    }
  }
  if (b.nGive + b.nGet == 0) return;
  b.sentence = s->index;
  b.zStatus = dealStatus(s, &plan);
  b.zRule = b.nGive && b.nGet
                ? (plan.flow == ENT_FLOW_TRADE ? "trade" : "exchange")
                : "one_sided";
  confidence = ent_dict_prior(s->dict, b.zRule);
  if (r.isCarried || r.isFar || r.isPlace) {
    confidence *= ent_dict_prior(s->dict, "second");
  }
  if (s->a[h->first].bits & TOKEN_QUOTED) {
    confidence *= ent_dict_prior(s->dict, "quoted");
  }
  b.confidence = floor(confidence * 100 + 0.5) / 100;
  a = ent_text_grow(s->run, &out->arena, out->aBargain, out->nBargain,
                    sizeof(*out->aBargain));
  if (a == 0) return;
  out->aBargain = a;
  b.zExplain = ent_text_format(
      s->run, &out->arena, "%s[%u-%u] %.*s[%u-%u] %s[%u-%u]%s%.*s; %s; %s",
      b.a.zCode, b.a.first, b.a.last,
      (int)(s->a[h->last - 1].last - s->a[h->first].first),
      s->z + s->a[h->first].first, s->a[h->first].firstChar,
      s->a[h->last - 1].lastChar, b.b.zCode, b.b.first, b.b.last,
      iMarker >= 0 ? "; " : "",
      iMarker >= 0 ? (int)(s->a[s->aHit[iMarker].last - 1].last -
                           s->a[s->aHit[iMarker].first].first)
                   : 0,
      iMarker >= 0 ? s->z + s->a[s->aHit[iMarker].first].first : "", b.zStatus,
      b.zRule);
  a[out->nBargain++] = b;
}
