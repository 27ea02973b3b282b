/*
** The dictionary: rows become a vocabulary, three tries and a table of rules.
**
** Every word of every phrase is interned once, with all the forms that
** stem.c makes of it; a token of a text is looked up once, and what is known
** of it (its base form, its grammar, where in the tries it leads) stands in
** one record. The tries (actors, words of action, items) are over words, not
** letters: matches begin and end at words, so a failure link would buy
** nothing, and the longest match comes for free. All edges of all tries share
** one hash table keyed by (node, word).
**
** A phrase is a sequence of base forms; '*' stands for up to four words
** without punctuation between ("take * hostage"). While walking, the word as
** written is tried before its base form, so that a row for "meeting" wins over
** "meet" where both exist.
**
** Several rows may bear one phrase: of different classes they are joined (an
** "attack" is an act as verb and as noun), of one class the higher priority
** wins. So a user's row of priority 1 overrides ours, without deleting it.
**
** A rule says what a stance makes of an act: the act is given by the first
** digits of its code, and the longest such prefix decides.
*/
#include "inside.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const ent_dict_classes[ENT_NWORD] = {
  "act",     "stance",      "aspect",       "flow",         "exchange",
  "agent",   "attribution", "hypothetical", "negation",     "null",
  "discard", "number",      "unit",         "abbreviation", "grammar"
};
const char *const ent_dict_stances[ENT_NSTANCE] = {
  "appeal",   "demand", "intend", "agree", "offer", "refuse", "deny",
  "threaten", "accuse", "sign",   "must",  "stop",  "ease",   "not"
};

typedef struct DictName DictName;
struct DictName {
  const char *z;
  int value;
};

static const DictName aGrammar[] = {
  { "prep", ENT_G_PREP },
  { "place", ENT_G_PREP | ENT_G_PLACE },
  { "be", ENT_G_BE },
  { "by", ENT_G_PREP | ENT_G_BY },
  { "to", ENT_G_TO },
  { "and", ENT_G_AND },
  { "determiner", ENT_G_DET },
  { "pronoun", ENT_G_PRONOUN },
  { "clause", ENT_G_CLAUSE },
  { "for", ENT_G_PREP | ENT_G_FOR },
  { "from", ENT_G_PREP | ENT_G_FROM },
  { "of", ENT_G_OF },
  { "with", ENT_G_PREP | ENT_G_WITH },
  { "have", ENT_G_HAVE },
  { "made", ENT_G_MADE },
  { "begin", ENT_G_BEGIN },
  { "each", ENT_G_EACH },
  { "between", ENT_G_PREP | ENT_G_BETWEEN },
  { "own", ENT_G_DET | ENT_G_OWN },
  { "prefix", ENT_G_PREFIX },
  { "adverb", ENT_G_ADVERB },
  { 0, 0 },
};
static const DictName aFlow[] = {
  { "give", ENT_FLOW_GIVE },
  { "get", ENT_FLOW_GET },
  { "trade", ENT_FLOW_TRADE },
  { 0, 0 },
};
static const DictName aExchange[] = {
  { "for", ENT_X_FOR },
  { "return", ENT_X_RETURN },
  { "if", ENT_X_IF },
  { 0, 0 },
};

static int dictName(const DictName *a, const char *z) {
  for (int i = 0; z && a[i].z; i++) {
    if (strcmp(a[i].z, z) == 0) return a[i].value;
  }
  return 0;
}

/* The digits that a text begins with; NaN: none. */
static double dictNumber(const char *z) {
  double value = NAN;
  for (; z && (unsigned)(*z - '0') < 10; z++)
    value = (isnan(value) ? 0 : value * 10) + (*z - '0');
  return value;
}

/* ---- Growing ---- */

static void *dictGrow(EntRun *run, EntDict *d, void *a, int n, int *pnAlloc,
                      size_t nSize) {
  void *aNew;
  int nAlloc = *pnAlloc ? *pnAlloc * 2 : 64;
  if (n < *pnAlloc) return a;
  aNew = d->mem->xRealloc(a, (size_t)nAlloc * nSize);
  if (aNew == 0) {
    ent_error_set(&run->error, ENT_NOMEM, "out of memory");
    return 0;
  }
  memset((char *)aNew + (size_t)n * nSize, 0, (size_t)(nAlloc - n) * nSize);
  *pnAlloc = nAlloc;
  return aNew;
}

#define DICT_ROOM(what)                                                        \
  do {                                                                         \
    void *pRoom_ = dictGrow(run, d, d->a##what, d->n##what,                    \
                            &d->n##what##Alloc, sizeof(*d->a##what));          \
    if (pRoom_) d->a##what = pRoom_;                                           \
  } while (0)

static const char *dictText(EntRun *run, EntDict *d, const char *z) {
  const char *zNew = ent_arena_text(&d->arena, z);
  if (z && zNew == 0) ent_error_set(&run->error, ENT_NOMEM, "out of memory");
  return zNew;
}

static uint32_t dictMix(uint32_t a, uint32_t b) {
  uint64_t x = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15ull;
  return (uint32_t)(x >> 32);
}

/* ---- Vocabulary ---- */

int32_t ent_dict_find(const EntDict *d, const char *z, uint32_t hash) {
  uint32_t mask = (uint32_t)d->nSlot - 1;
  if (d->nSlot == 0) return 0;
  for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
    int32_t iWord = d->aSlot[i];
    if (iWord == 0) return 0;
    if (d->aVocab[iWord].hash == hash && strcmp(d->aVocab[iWord].z, z) == 0) {
      return iWord;
    }
  }
}

static int dictRehash(EntRun *run, EntDict *d) {
  int nSlot = d->nSlot ? d->nSlot * 2 : 1024;
  int32_t *aSlot = ent_run_alloc(run, (size_t)nSlot * sizeof(*aSlot));
  if (aSlot == 0) return 1;
  for (int32_t i = 1; i < d->nVocab; i++) {
    uint32_t k = d->aVocab[i].hash & (uint32_t)(nSlot - 1);
    while (aSlot[k])
      k = (k + 1) & (uint32_t)(nSlot - 1);
    aSlot[k] = i;
  }
  ent_run_free(run, d->aSlot);
  d->aSlot = aSlot;
  d->nSlot = nSlot;
  return 0;
}

static int32_t dictIntern(EntRun *run, EntDict *d, const char *z) {
  char zFold[TEXT_WORD];
  uint32_t hash = ent_token_fold((const unsigned char *)z, strlen(z), zFold);
  int32_t iWord = hash ? ent_dict_find(d, zFold, hash) : 0;
  DictVocab *p;
  if (iWord || hash == 0) return iWord;
  if (2 * (d->nVocab + 1) > d->nSlot && dictRehash(run, d)) return 0;
  DICT_ROOM(Vocab);
  if (run->error.code) return 0;
  p = &d->aVocab[d->nVocab];
  p->z = dictText(run, d, zFold);
  if (p->z == 0) return 0;
  p->hash = hash;
  p->iLemma = d->nVocab;
  p->number = NAN;
  for (uint32_t k = hash;; k++) {
    int32_t *pSlot = &d->aSlot[k & (uint32_t)(d->nSlot - 1)];
    if (*pSlot) continue;
    *pSlot = d->nVocab;
    break;
  }
  return d->nVocab++;
}

/* The word and its forms; 1: an error. A form that is another word's form
** already, or the base of others, stays what it is. */
static int dictForms(EntRun *run, EntDict *d, int32_t iBase) {
  EntForm aForm[ENT_STEM_FORMS];
  int n;
  if (d->aVocab[iBase].form & ENT_FORM_BASE) return 0;
  d->aVocab[iBase].form |= ENT_FORM_BASE;
  n = ent_stem_forms(d->aVocab[iBase].z, aForm);
  for (int i = 0; i < n; i++) {
    int32_t iForm = dictIntern(run, d, aForm[i].z);
    DictVocab *p = &d->aVocab[iForm];
    if (iForm == 0) return 1;
    if (p->iLemma == iForm && iForm != iBase) p->iLemma = iBase;
    if (p->iLemma == iBase) p->form |= (int8_t)aForm[i].form;
  }
  return 0;
}

/* ---- Tries ---- */

static int32_t dictEdge(const EntDict *d, int32_t iNode, int32_t iWord) {
  uint32_t mask = (uint32_t)d->nEdgeSlot - 1;
  if (d->nEdgeSlot == 0) return 0;
  for (uint32_t k = dictMix((uint32_t)iNode, (uint32_t)iWord) & mask;;
       k = (k + 1) & mask) {
    const DictEdge *p = &d->aEdge[k];
    if (p->iNode == 0) return 0;
    if (p->iNode == iNode && p->iWord == iWord) return p->iTo;
  }
}

static void dictPutEdge(DictEdge *a, int n, DictEdge edge) {
  uint32_t mask = (uint32_t)n - 1;
  uint32_t k = dictMix((uint32_t)edge.iNode, (uint32_t)edge.iWord) & mask;
  while (a[k].iNode)
    k = (k + 1) & mask;
  a[k] = edge;
}

static int32_t dictNode(EntRun *run, EntDict *d) {
  DICT_ROOM(Node);
  if (run->error.code) return 0;
  d->aNode[d->nNode].iOut = -1;
  return d->nNode++;
}

static int32_t dictStep(EntRun *run, EntDict *d, int32_t iNode, int32_t iWord) {
  int32_t iTo = dictEdge(d, iNode, iWord);
  if (iTo) return iTo;
  if (2 * (d->nEdge + 1) > d->nEdgeSlot) {
    int n = d->nEdgeSlot ? d->nEdgeSlot * 2 : 1024;
    DictEdge *a = ent_run_alloc(run, (size_t)n * sizeof(*a));
    if (a == 0) return 0;
    for (int i = 0; i < d->nEdgeSlot; i++) {
      if (d->aEdge[i].iNode) dictPutEdge(a, n, d->aEdge[i]);
    }
    ent_run_free(run, d->aEdge);
    d->aEdge = a;
    d->nEdgeSlot = n;
  }
  iTo = dictNode(run, d);
  if (iTo == 0) return 0;
  dictPutEdge(d->aEdge, d->nEdgeSlot, (DictEdge){ iNode, iWord, iTo });
  d->nEdge++;
  d->aNode[iNode].isInner = 1;
  return iTo;
}

/* The node of a phrase, made where it is not there; 0: an error, or no word in
** it. Words of action and items get their forms, names do not. */
static int32_t dictPhrase(EntRun *run, EntDict *d, int trie,
                          const char *zPhrase) {
  TextReader reader = { 0 };
  TextToken a[TEXT_TOKENS];
  int32_t iNode = 0;
  int n;
  reader.dict = d;
  reader.z = (const unsigned char *)zPhrase;
  reader.n = strlen(zPhrase);
  while ((n = ent_token_sentence(&reader, a)) > 0)
    for (int i = 0; i < n; i++) {
      char zWord[TEXT_WORD];
      size_t nByte = a[i].last - a[i].first;
      int32_t iWord;
      if (a[i].punct == '*') {
        if (iNode == 0) continue;
        if (d->aNode[iNode].iGap == 0) {
          int32_t iGap = dictNode(run, d);
          if (iGap == 0) return 0;
          d->aNode[iNode].iGap = iGap;
        }
        iNode = d->aNode[iNode].iGap;
        continue;
      }
      if (a[i].punct) continue;
      if (ent_token_fold(reader.z + a[i].first, nByte, zWord) == 0) return 0;
      iWord = dictIntern(run, d, zWord);
      if (iWord == 0) return 0;
      if (trie != DICT_ACTOR && dictForms(run, d, iWord)) return 0;
      if (iNode == 0) {
        iNode = d->aVocab[iWord].aiRoot[trie];
        if (iNode == 0) {
          iNode = dictNode(run, d);
          d->aVocab[iWord].aiRoot[trie] = iNode;
        }
      } else {
        iNode = dictStep(run, d, iNode, iWord);
      }
      if (iNode == 0) return 0;
    }
  return iNode;
}

/* ---- Rows ---- */

static uint64_t dictFold(uint64_t hash, const char *z) {
  if (z == 0) z = "";
  do {
    hash = (hash ^ (unsigned char)(*z ? *z : 1)) * 0x100000001B3ull;
    if (*z) z++;
  } while (*z);
  return (hash ^ 2) * 0x100000001B3ull;
}

/* Rows are added, so that their order does not matter. */
static void dictHash(EntDict *d, const char *zTable, const char *const *az,
                     int n) {
  uint64_t hash = dictFold(0xCBF29CE484222325ull, zTable);
  for (int i = 0; i < n; i++)
    hash = dictFold(hash, az[i]);
  hash ^= hash >> 29;
  d->hash += hash * 0x9E3779B97F4A7C15ull;
}

EntDict *ent_dict_new(EntRun *run) {
  EntDict *d = ent_run_alloc(run, sizeof(*d));
  if (d == 0) return 0;
  d->nRef = 1;
  d->mem = run->mem;
  d->nVocab = d->nNode = 1;
  ent_arena_init(&d->arena, run->mem);
  /* The word and the node that are none. */
  d->nVocabAlloc = d->nNodeAlloc = 64;
  d->aVocab = ent_run_alloc(run, 64 * sizeof(*d->aVocab));
  d->aNode = ent_run_alloc(run, 64 * sizeof(*d->aNode));
  if (d->aVocab == 0 || d->aNode == 0) {
    ent_dict_unref(d);
    return 0;
  }
  return d;
}

static int dictAllCaps(const char *z) {
  int n = 0;
  for (; *z; z++) {
    if (*z >= 'A' && *z <= 'Z')
      n++;
    else if (*z != '.')
      return 0;
  }
  return n <= 5;
}

void ent_dict_add_actor(EntRun *run, EntDict *d, const EntActorRow *pRow) {
  char zFirst[16], zLast[16];
  const char *az[6];
  DictActor *p;
  int32_t iNode, *pi;
  if (run->error.code) return;
  iNode = dictPhrase(run, d, DICT_ACTOR, pRow->zPhrase);
  if (iNode == 0) return;
  DICT_ROOM(Actor);
  if (run->error.code) return;
  p = &d->aActor[d->nActor];
  p->zCode = dictText(run, d, pRow->zCode);
  p->zKind = dictText(run, d, pRow->zKind);
  p->zSector = dictText(run, d, pRow->zSector);
  p->span = pRow->span;
  p->priority = pRow->priority;
  p->anyCase = (int8_t)pRow->anyCase;
  p->allCaps = (int8_t)dictAllCaps(pRow->zPhrase);
  /* In order of the row's content, so that the rows' order is no matter. */
  pi = &d->aNode[iNode].iOut;
  while (*pi >= 0) {
    const DictActor *pOther = &d->aActor[*pi];
    int c = pOther->priority != p->priority
                ? (pOther->priority < p->priority ? 1 : -1)
                : strcmp(pOther->zCode ? pOther->zCode : "",
                         p->zCode ? p->zCode : "");
    if (c > 0) break;
    pi = &d->aActor[*pi].iNext;
  }
  p->iNext = *pi;
  *pi = d->nActor++;
  ent_date_format(pRow->span.first, zFirst);
  ent_date_format(pRow->span.last, zLast);
  az[0] = pRow->zPhrase;
  az[1] = pRow->zCode;
  az[2] = pRow->zSector;
  az[3] = zFirst;
  az[4] = zLast;
  az[5] = pRow->priority > 0 ? "+" : pRow->priority < 0 ? "-" : "0";
  dictHash(d, "actor", az, 6);
}

static int dictIndex(const char *const *az, int n, const char *z) {
  for (int i = 0; z && i < n; i++) {
    if (strcmp(az[i], z) == 0) return i;
  }
  return -1;
}

void ent_dict_add_word(EntRun *run, EntDict *d, const EntWordRow *pRow) {
  int iClass = dictIndex(ent_dict_classes, ENT_NWORD, pRow->zClass);
  int32_t iNode;
  DictWord *p;
  const char *az[5] = { pRow->zPhrase, pRow->zClass, pRow->zValue, pRow->zCode,
                        pRow->zPos };
  if (run->error.code || iClass < 0) return;
  dictHash(d, pRow->priority > 0 ? "word+" : "word", az, 5);
  if (iClass == ENT_W_ABBREVIATION || iClass == ENT_W_GRAMMAR ||
      iClass == ENT_W_NUMBER) {
    int32_t iWord = dictIntern(run, d, pRow->zPhrase);
    DictVocab *pVocab = &d->aVocab[iWord];
    if (iWord == 0) return;
    if (iClass == ENT_W_ABBREVIATION) pVocab->isAbbreviation = 1;
    if (iClass == ENT_W_GRAMMAR) {
      pVocab->grammar |= dictName(aGrammar, pRow->zValue);
      if (pVocab->grammar & ENT_G_BE) (void)dictForms(run, d, iWord);
    }
    if (iClass == ENT_W_NUMBER) pVocab->number = dictNumber(pRow->zValue);
    return;
  }
  iNode = dictPhrase(run, d, DICT_WORD, pRow->zPhrase);
  if (iNode == 0) return;
  if (d->aNode[iNode].iOut < 0) {
    DICT_ROOM(Word);
    if (run->error.code) return;
    d->aWord[d->nWord].stance = -1;
    d->aNode[iNode].iOut = d->nWord++;
  }
  p = &d->aWord[d->aNode[iNode].iOut];
  if ((p->classes >> iClass & 1) && p->aPriority[iClass] > pRow->priority) {
    return;
  }
  p->classes |= 1u << iClass;
  p->aPriority[iClass] = pRow->priority;
  if (pRow->zPos || iClass == ENT_W_ACT || iClass == ENT_W_STANCE) {
    p->onlyVerb = pRow->zPos && pRow->zPos[0] == 'v';
    p->onlyNoun = pRow->zPos && pRow->zPos[0] == 'n';
  }
  switch (iClass) {
  case ENT_W_ACT:
    p->zAct = dictText(run, d, pRow->zCode);
    p->isReverse = pRow->zValue && strcmp(pRow->zValue, "reverse") == 0;
    p->isMutual = pRow->zValue && strcmp(pRow->zValue, "mutual") == 0;
    p->isPerson = pRow->zValue && strcmp(pRow->zValue, "person") == 0;
    p->isCarrier = pRow->zValue && strcmp(pRow->zValue, "carrier") == 0;
    p->isLight = pRow->zValue && strcmp(pRow->zValue, "light") == 0;
    break;
  case ENT_W_STANCE:
  case ENT_W_ASPECT:
    p->stance = (int8_t)dictIndex(ent_dict_stances, ENT_NSTANCE, pRow->zValue);
    p->zStanceCode = dictText(run, d, pRow->zCode);
    break;
  case ENT_W_FLOW: p->flow = (int8_t)dictName(aFlow, pRow->zValue); break;
  case ENT_W_EXCHANGE:
    p->exchange = (int8_t)dictName(aExchange, pRow->zValue);
    break;
  case ENT_W_AGENT: p->zSector = dictText(run, d, pRow->zValue); break;
  case ENT_W_UNIT:
    p->factor = dictNumber(pRow->zValue);
    p->zUnit = dictText(run, d, pRow->zValue);
    break;
  default: break;
  }
}

void ent_dict_add_item(EntRun *run, EntDict *d, const EntItemRow *pRow) {
  const char *az[4] = { pRow->zPhrase, pRow->zItem, pRow->zCategory,
                        pRow->zIssue };
  int32_t iNode;
  DictItem *p;
  if (run->error.code) return;
  dictHash(d, "item", az, 4);
  iNode = dictPhrase(run, d, DICT_ITEM, pRow->zPhrase);
  if (iNode == 0) return;
  DICT_ROOM(Item);
  if (run->error.code) return;
  p = &d->aItem[d->nItem];
  p->zItem = dictText(run, d, pRow->zItem);
  p->zCategory = dictText(run, d, pRow->zCategory);
  p->zIssue = dictText(run, d, pRow->zIssue);
  d->aNode[iNode].iOut = d->nItem++;
}

void ent_dict_add_code(EntRun *run, EntDict *d, const EntCode *pRow) {
  const char *az[2] = { pRow->zCode, pRow->zPlover };
  DICT_ROOM(Code);
  if (run->error.code) return;
  dictHash(d, "code", az, 2);
  d->aCode[d->nCode].zCode = dictText(run, d, pRow->zCode);
  d->aCode[d->nCode].zPlover = dictText(run, d, pRow->zPlover);
  d->aCode[d->nCode].quad = pRow->quad;
  d->nCode++;
}

void ent_dict_add_rule(EntRun *run, EntDict *d, const char *zStance,
                       const char *zAct, const char *zCode) {
  const char *az[3] = { zStance, zAct, zCode };
  int stance = dictIndex(ent_dict_stances, ENT_NSTANCE, zStance);
  DICT_ROOM(Rule);
  if (run->error.code || stance < 0) return;
  dictHash(d, "rule", az, 3);
  d->aRule[d->nRule].stance = stance;
  d->aRule[d->nRule].zAct = dictText(run, d, zAct);
  d->aRule[d->nRule].zCode = dictText(run, d, zCode);
  d->nRule++;
}

void ent_dict_add_prior(EntRun *run, EntDict *d, const char *zName,
                        double value) {
  char zValue[32];
  const char *az[2] = { zName, zValue };
  DICT_ROOM(Prior);
  if (run->error.code) return;
  snprintf(zValue, sizeof(zValue), "%.17g", value);
  dictHash(d, "prior", az, 2);
  d->aPrior[d->nPrior].zName = dictText(run, d, zName);
  d->aPrior[d->nPrior].value = value;
  d->nPrior++;
}

const EntCode *ent_dict_code(const EntDict *d, const char *zCode) {
  size_t n = zCode ? strlen(zCode) : 0;
  for (; n >= 2; n--) {
    for (int i = 0; i < d->nCode; i++) {
      if (strlen(d->aCode[i].zCode) == n &&
          memcmp(d->aCode[i].zCode, zCode, n) == 0) {
        return &d->aCode[i];
      }
    }
  }
  return 0;
}

void ent_dict_finish(EntRun *run, EntDict *d) {
  if (run->error.code) return;
  for (int i = 0; i < d->nWord; i++) {
    DictWord *p = &d->aWord[i];
    p->pAct = ent_dict_code(d, p->zAct);
    p->pStance = ent_dict_code(d, p->zStanceCode);
  }
  for (int i = 0; i < d->nRule; i++) {
    d->aRule[i].pCode = ent_dict_code(d, d->aRule[i].zCode);
  }
}

EntDict *ent_dict_ref(EntDict *d) {
  d->nRef++;
  return d;
}

void ent_dict_unref(EntDict *d) {
  const EntMem *mem;
  if (d == 0 || --d->nRef > 0) return;
  mem = d->mem;
  mem->xFree(d->aVocab);
  mem->xFree(d->aSlot);
  mem->xFree(d->aNode);
  mem->xFree(d->aEdge);
  mem->xFree(d->aActor);
  mem->xFree(d->aWord);
  mem->xFree(d->aItem);
  mem->xFree(d->aRule);
  mem->xFree(d->aPrior);
  mem->xFree(d->aCode);
  ent_arena_clear(&d->arena);
  mem->xFree(d);
}

void ent_dict_hash(const EntDict *d, char zOut[17]) {
  static const char zDigit[] = "0123456789abcdef";
  for (int i = 0; i < 16; i++)
    zOut[i] = zDigit[d->hash >> (60 - 4 * i) & 15];
  zOut[16] = 0;
}

/* ---- Looking up ---- */

int ent_dict_is_code(const EntDict *d, const char *z, size_t n) {
  for (int i = 0; i < d->nActor; i++) {
    const char *zCode = d->aActor[i].zCode;
    if (zCode && strncmp(zCode, z, n) == 0 && zCode[n] == 0) return 1;
  }
  return 0;
}

static int32_t dictNext(const EntDict *d, int trie, int32_t iNode,
                        const TextToken *p) {
  int32_t iTo;
  if (!d->aNode[iNode].isInner || p->iWord == 0) return 0;
  iTo = dictEdge(d, iNode, p->iWord);
  if (iTo == 0 && trie != DICT_ACTOR && p->iLemma != p->iWord) {
    iTo = dictEdge(d, iNode, p->iLemma);
  }
  return iTo;
}

/* Literal words before gaps, which so lose where both end alike; of a gap the
** shortest that leads to a longer phrase. */
static void dictWalk(const EntDict *d, int trie, const TextToken *a, int i,
                     int n, int32_t iNode, int32_t *pOut, int *piEnd) {
  const DictNode *p = &d->aNode[iNode];
  int iBest;
  if (p->iOut >= 0 && i > *piEnd) {
    *pOut = p->iOut;
    *piEnd = i;
  }
  if (i < n && a[i].punct == 0) {
    int32_t iTo = dictNext(d, trie, iNode, &a[i]);
    if (iTo) dictWalk(d, trie, a, i + 1, n, iTo, pOut, piEnd);
  }
  iBest = *piEnd;
  if (p->iGap == 0) return;
  for (int k = i; k <= i + TEXT_GAP && k < n && a[k].punct == 0; k++) {
    int32_t iTo = dictNext(d, trie, p->iGap, &a[k]);
    if (iTo) dictWalk(d, trie, a, k + 1, n, iTo, pOut, piEnd);
    if (*piEnd > iBest) return;
  }
}

int32_t ent_dict_match(const EntDict *d, int trie, const TextToken *a, int i,
                       int n, int *piEnd) {
  int32_t iOut = -1, iNode;
  *piEnd = i;
  if (a[i].iWord == 0) return -1;
  iNode = d->aVocab[a[i].iWord].aiRoot[trie];
  if (iNode) dictWalk(d, trie, a, i + 1, n, iNode, &iOut, piEnd);
  if (trie != DICT_ACTOR && a[i].iLemma != a[i].iWord) {
    iNode = d->aVocab[a[i].iLemma].aiRoot[trie];
    if (iNode) dictWalk(d, trie, a, i + 1, n, iNode, &iOut, piEnd);
  }
  return iOut;
}

double ent_dict_prior(const EntDict *d, const char *zName) {
  for (int i = 0; i < d->nPrior; i++) {
    if (strcmp(d->aPrior[i].zName, zName) == 0) return d->aPrior[i].value;
  }
  return NAN;
}

const EntCode *ent_dict_compose(const EntDict *d, int stance,
                                const EntCode *pAct, int *pIsRule) {
  const DictRule *pBest = 0;
  size_t nBest = 0;
  *pIsRule = 0;
  if (pAct == 0) return 0;
  for (int i = 0; i < d->nRule; i++) {
    const DictRule *p = &d->aRule[i];
    size_t n = strlen(p->zAct);
    if (p->stance != stance || (pBest && n <= nBest)) continue;
    if (strncmp(pAct->zCode, p->zAct, n) != 0) continue;
    pBest = p;
    nBest = n;
  }
  if (pBest == 0) return 0;
  *pIsRule = 1;
  return pBest->pCode;
}
