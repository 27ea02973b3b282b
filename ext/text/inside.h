/*
** The inside of a dictionary and of a sentence, for the files of ext/text.
*/
#ifndef ENT_TEXT_INSIDE_H
#define ENT_TEXT_INSIDE_H

#include "text.h"

enum {
  TEXT_TOKENS = 400, /* of a sentence */
  TEXT_WORD = 48,    /* bytes of a folded word, with its final 0 */
  TEXT_GAP = 4,      /* words that '*' may stand for */
  TEXT_GROUPS = 128, /* actors of a sentence that are looked at */
  TEXT_HITS = 128,   /* words of action of a sentence that are looked at */
  TEXT_PARTS = 5,    /* of a chain */
  TEXT_SPREAD = 12   /* words between two parts of a chain */
};

enum { DICT_ACTOR, DICT_WORD, DICT_ITEM, DICT_NTRIE };

typedef struct DictVocab DictVocab; /* a word that some phrase contains */
struct DictVocab {
  const char *z;
  uint32_t hash;
  int32_t iLemma;             /* itself, or the word it is a form of */
  int32_t aiRoot[DICT_NTRIE]; /* node of each trie that it leads to; 0: none */
  int32_t grammar;            /* bits of ENT_G_ */
  int8_t form;                /* bits of ENT_FORM_ */
  int8_t isAbbreviation;
  double number;              /* NaN: none */
};

typedef struct DictNode DictNode;
struct DictNode {
  int32_t iOut;  /* actor, word or item; -1: no phrase ends here */
  int32_t iGap;  /* node behind a '*', or 0 */
  int32_t isInner; /* it has children */
};

typedef struct DictActor DictActor;
struct DictActor {
  int32_t iNext; /* another meaning of the phrase, or -1 */
  const char *zCode, *zKind, *zSector;
  EntSpan span;
  int priority;
  int8_t anyCase, allCaps;
};

typedef struct DictWord DictWord; /* all that one phrase means */
struct DictWord {
  uint32_t classes; /* bits 1 << ENT_W_ */
  int aPriority[ENT_NWORD];
  const EntCode *pAct, *pStance; /* codes; NULL: none on its own */
  const char *zAct, *zStanceCode; /* until finished */
  const char *zSector, *zUnit;
  double factor;    /* of a unit: million is 1e6; NaN: it has a name */
  int8_t stance;    /* of a stance or an aspect; -1: neither */
  int8_t flow, exchange;
  int8_t isReverse; /* of an act: the subject is at the receiving end */
  int8_t isMutual;  /* of an act: what A and B do together */
  int8_t isPerson;  /* of an act: only done to a person ("called the king") */
  int8_t isCarrier; /* of an act: only with an item ("flew medicine to") */
  int8_t isLight;   /* of an act: another one behind it says what was done */
  int8_t onlyVerb, onlyNoun;
};

typedef struct DictItem DictItem;
struct DictItem {
  const char *zItem, *zCategory, *zIssue;
};

typedef struct DictRule DictRule; /* sorted by stance; longest act first */
struct DictRule {
  int stance;
  const char *zAct;
  const char *zCode;
  const EntCode *pCode;
};

typedef struct DictPrior DictPrior;
struct DictPrior {
  const char *zName;
  double value;
};

typedef struct DictEdge DictEdge; /* a slot of the one table of all tries */
struct DictEdge {
  int32_t iNode, iWord; /* from where, by which word; iNode 0: empty */
  int32_t iTo;
};

struct EntDict {
  int nRef;
  EntArena arena;
  const EntMem *mem;
  uint64_t hash;
  DictVocab *aVocab; /* 0 is no word */
  int32_t *aSlot;    /* hash -> vocabulary */
  DictNode *aNode;   /* 0 is no node */
  DictEdge *aEdge;
  DictActor *aActor;
  DictWord *aWord;
  DictItem *aItem;
  DictRule *aRule;
  DictPrior *aPrior;
  EntCode *aCode;
  int nVocab, nVocabAlloc, nSlot;
  int nNode, nNodeAlloc, nEdge, nEdgeSlot;
  int nActor, nActorAlloc, nWord, nWordAlloc, nItem, nItemAlloc;
  int nRule, nRuleAlloc, nPrior, nPriorAlloc, nCode, nCodeAlloc;
};

/* ---- token.c ---- */

enum { /* bits of a token */
  TOKEN_CAPITAL = 1, TOKEN_CAPS = 2, TOKEN_NUMBER = 4, TOKEN_POSSESSIVE = 8,
  TOKEN_JOINED = 16, TOKEN_DATELINE = 32, TOKEN_QUOTED = 64,
  TOKEN_ACRONYM = 128, TOKEN_START = 256
};

typedef struct TextToken TextToken;
struct TextToken {
  uint32_t first, last;         /* bytes */
  uint32_t firstChar, lastChar; /* characters */
  int32_t iWord;                /* vocabulary; 0: no phrase has it */
  int32_t iLemma;
  int32_t grammar;
  int16_t bits;
  int8_t form;
  char punct;                   /* 0: a word */
  double number;                /* NaN: none */
};

typedef struct TextReader TextReader;
struct TextReader {
  const EntDict *dict;
  const unsigned char *z;
  size_t n, i;
  uint32_t iChar;
  int isQuoted;
  int isJoined; /* the last sign was a hyphen inside a word */
  int nSentence;
};

/* The next sentence into a[TEXT_TOKENS]; how many tokens, 0 at the end. */
int ent_token_sentence(TextReader *, TextToken *a);
/* One folded word and its hash; 0 when it is too long to be in a dictionary. */
uint32_t ent_token_fold(const unsigned char *z, size_t n, char zOut[TEXT_WORD]);

/* ---- dict.c ---- */

int32_t ent_dict_find(const EntDict *, const char *z, uint32_t hash);
/* The longest phrase of a trie that begins at token i; -1, or what it leads
** to, and the token behind it. */
int32_t ent_dict_match(const EntDict *, int trie, const TextToken *a, int i,
                       int n, int *piEnd);
/* The code itself, or the nearest one above it: 0232, 023, 02. */
const EntCode *ent_dict_code(const EntDict *, const char *zCode);
/* NaN when the table has none: what rests on it has no confidence. */
double ent_dict_prior(const EntDict *, const char *zName);
/* What a stance makes of a code (NULL: of nothing); *pIsRule tells an empty
** answer from no answer. */
const EntCode *ent_dict_compose(const EntDict *, int stance, const EntCode *,
                                int *pIsRule);

/* ---- mention.c: one sentence, its noun groups ---- */

typedef struct TextGroup TextGroup; /* a noun group with an actor in it */
struct TextGroup {
  int first, last;   /* tokens, last outside */
  int iFirst, iLast; /* of the name itself */
  const char *zCode; /* NULL: only an agent, as "protesters" */
  const char *zSector;
  int32_t prep;      /* grammar of the preposition before it; 0: none */
  int8_t isAside;    /* a modifier, a dateline: no actor of an event */
  int8_t isDemonym, isPossessive, isPlace;
  int8_t isUnnamed; /* an agent without a name */
  int8_t isLinked;   /* joined to the group before by "and" or a comma */
  int8_t isPrivate; /* "Jamaica's Usain Bolt": a name that nobody knows */
  int8_t isPeople;   /* a name or title, or an agent: can act as a person */
};

typedef struct TextHit TextHit;
struct TextHit {
  int first, last; /* tokens, last outside */
  const DictWord *p;
  int8_t isUsed;
};

typedef struct TextSentence TextSentence;
struct TextSentence {
  EntRun *run;
  const EntDict *dict;
  EntReading *out;
  const char *z;
  int index;
  int n, nGroup, nHit;
  TextToken a[TEXT_TOKENS];
  int16_t aClause[TEXT_TOKENS];
  int16_t aiGroup[TEXT_TOKENS]; /* group of a token, or -1 */
  TextGroup aGroup[TEXT_GROUPS];
  TextHit aHit[TEXT_HITS];
};

typedef struct TextRoles TextRoles; /* who, to whom */
struct TextRoles {
  int iSource, iTarget; /* groups; -1: none */
  int isPassive, isCarried, isMutual, isFar, isDomestic, isPlace;
  int isThere; /* the source is only the place of an unknown subject */
};

void ent_mention_find(TextSentence *, EntSpan on, int what);

/* ---- clause.c ---- */

void ent_clause_find(TextSentence *); /* hits and clauses */
int ent_clause_is(const TextHit *, int iClass);
int ent_clause_action(const TextHit *);
int ent_clause_participle(const TextToken *);
int ent_clause_adverb(const TextSentence *, int i); /* of this form: -ly */
/* Is there a finite verb of action right behind a token? */
int ent_clause_verb(const TextSentence *, int i);
/* The token with which the clause of a token begins. */
int ent_clause_start(const TextSentence *, int i);
/* The hit that begins at a token, or -1. */
int ent_clause_hit(const TextSentence *, int i);

/* ---- chain.c ---- */

typedef struct TextChain TextChain;
struct TextChain {
  int aiHit[TEXT_PARTS];
  int n;
  int iMain;  /* the first part that is no modal */
  int iAfter; /* an aspect behind a noun: "aid was suspended"; -1: none */
  int isMeant; /* an infinitive with a subject: "Iran to visit Iraq" */
  int negated;
  const EntCode *pCode;
  const DictItem *pItem;
  int iItem; /* its token, or -1 */
  char zTrace[160];
};

int ent_chain_starts(const TextHit *);
/* Is the hit a noun that opens its clause? */
int ent_chain_subject(const TextSentence *, const TextHit *);
void ent_chain_build(const TextSentence *, int iFirst, TextChain *);
void ent_chain_evaluate(const TextSentence *, TextChain *);

/* ---- subject.c ---- */

/* The head of the row of groups that is the subject of what begins at a token,
** or -1; into *piPrep the last group before it that a preposition governs. */
int ent_subject_of(const TextSentence *, int first, int *piPrep);
/* The subject of the nearest clause before that has one, or -1. */
int ent_subject_carried(const TextSentence *, int first);
/* Who says what is said at a token: that, or "..., Moscow said" behind it. */
int ent_subject_speaker(const TextSentence *, int first);
/* Does the group only say so: "..., Moscow said"? */
int ent_subject_speaks(const TextSentence *, const TextGroup *);
/* Is what a noun at a token tells the deed of the group before it? */
int ent_subject_owns(const TextSentence *, const TextGroup *, int first);
/* Is it a pronoun? */
int ent_subject_pronoun(const TextSentence *, int first);
/* Is it a thing that no phrase knows? */
int ent_subject_other(const TextSentence *, int first);

/* ---- role.c ---- */

/* 1: a participle; 2: a noun, and what is said of it. */
int ent_role_passive(const TextSentence *, int first, int last);
/* Roles around tokens first..last, which a hit or a chain of hits covers.
** isMutual: 1 what it says is done together; 2 unless there is another object;
** 3 "each other" says so. */
void ent_role_find(const TextSentence *, int first, int last, int isReverse,
                   int isMutual, TextRoles *);
EntActor ent_role_actor(const TextSentence *, int iGroup);
int ent_role_same(const TextGroup *, const TextGroup *);
/* The group behind "by", or -1. */
int ent_role_by(const TextSentence *, int last);

/* ---- emit.c ---- */

/* Does the group act: police, a president, no crowd, no firm? */
int ent_emit_body(const TextSentence *, int iGroup);
void ent_emit_pairs(TextSentence *, const TextChain *, TextRoles *,
                    int isSecond);

/* ---- event.c, deal.c, text.c ---- */

void ent_event_find(TextSentence *);
void ent_deal_find(TextSentence *);
void *ent_text_grow(EntRun *, EntArena *, void *a, int n, size_t nSize);
ENT_FORMAT(3, 4)
const char *ent_text_format(EntRun *, EntArena *, const char *zFormat, ...);

#endif
