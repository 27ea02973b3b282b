/*
** The text room: an article becomes mentions, events and candidate deals.
**
** This header is the map of the room `text`. The room knows nothing of SQL; it
** is given a dictionary and a text and answers with rows. There is no parser,
** no model and no random number: English news puts the doer before the deed
** and the sufferer behind it, and what a sentence says is the composition of a
** few words. An asker (stance) who wants that somebody stop (aspect) giving
** aid (act) has demanded that aid end; so a table of some hundred rules over
** stances, aspects and acts does the work of many thousand verb patterns.
**
**   stem.c     regular and irregular forms of a word, both ways
**   dict.c     rows of the dictionary -> vocabulary, tries, rules
**   reach.c    phrases that no text can find
**   token.c    UTF-8 -> tokens and sentences, with offsets
**   mention.c  actors, merged into noun groups
**   clause.c   words of action, and where clauses end
**   chain.c    stances, aspects and an act -> one code
**   subject.c  who acts, and who speaks
**   role.c     who, and to whom
**   event.c    which of them are events
**   emit.c     whose unnamed agents are, and how sure it is
**   deal.c     items, quantities, exchange frames
**   near.c     fingerprints, to find the same story twice
**
** A sentence is at most TEXT_TOKENS tokens; a longer one is cut. So the work
** on a sentence is bounded, and that on a text grows with its length whatever
** the text is. Offsets are characters, counted from 0 as SQLite counts them.
**
** What is said is what a text claims, not what happened.
*/
#ifndef ENT_TEXT_H
#define ENT_TEXT_H

#include "../world/world.h"

/* ---- Interface to stem.c ---- */

#define ENT_STEM_FORMS 8
#define ENT_STEM_WIDTH 40

enum { /* what a form of a word is; bits */
  ENT_FORM_BASE = 1, ENT_FORM_S = 2, ENT_FORM_PAST = 4, ENT_FORM_PART = 8,
  ENT_FORM_ING = 16
};

typedef struct EntForm EntForm;
struct EntForm {
  char z[ENT_STEM_WIDTH];
  int form; /* bits of ENT_FORM_ */
};

/* The forms of a folded word, itself left out; returns how many. */
int ent_stem_forms(const char *zLemma, EntForm aOut[ENT_STEM_FORMS]);
/* What form a word that no dictionary has may be. Of one that ends in -ed or
** -ing, or is irregular, the likely base, too: ENT_STEM_WIDTH bytes. */
int ent_stem_guess(const char *zWord, char *zOut);

/* ---- Interface to dict.c: the dictionary ---- */

enum { /* classes of dictionary_word, in the order of ent_dict_classes */
  ENT_W_ACT, ENT_W_STANCE, ENT_W_ASPECT, ENT_W_FLOW, ENT_W_EXCHANGE,
  ENT_W_AGENT, ENT_W_ATTRIBUTION, ENT_W_HYPOTHETICAL, ENT_W_NEGATION,
  ENT_W_NULL, ENT_W_DISCARD, ENT_W_NUMBER, ENT_W_UNIT, ENT_W_ABBREVIATION,
  ENT_W_GRAMMAR,
  ENT_NWORD
};
enum { /* values of the class stance */
  ENT_S_APPEAL, ENT_S_DEMAND, ENT_S_INTEND, ENT_S_AGREE, ENT_S_OFFER,
  ENT_S_REFUSE, ENT_S_DENY, ENT_S_THREATEN, ENT_S_ACCUSE, ENT_S_SIGN,
  ENT_S_MUST, ENT_S_STOP, ENT_S_EASE, ENT_S_NOT,
  ENT_NSTANCE /* aspects and "not", too */
};
enum { /* values of the class grammar; bits */
  ENT_G_PREP = 1, ENT_G_PLACE = 2, ENT_G_BE = 4, ENT_G_BY = 8, ENT_G_TO = 16,
  ENT_G_AND = 32, ENT_G_DET = 64, ENT_G_PRONOUN = 128, ENT_G_CLAUSE = 256,
  ENT_G_FOR = 512, ENT_G_FROM = 1024, ENT_G_OF = 2048, ENT_G_WITH = 4096,
  ENT_G_HAVE = 8192, ENT_G_MADE = 16384, ENT_G_BETWEEN = 32768,
  ENT_G_OWN = 65536, ENT_G_PREFIX = 131072,
  ENT_G_ADVERB = 262144, ENT_G_BEGIN = 524288, ENT_G_EACH = 1048576
};
enum { /* values of the class flow */
  ENT_FLOW_NONE, ENT_FLOW_GIVE, ENT_FLOW_GET, ENT_FLOW_TRADE
};
enum { /* values of the class exchange */
  ENT_X_NONE, ENT_X_FOR, ENT_X_RETURN, ENT_X_IF
};

extern const char *const ent_dict_classes[ENT_NWORD];
extern const char *const ent_dict_stances[ENT_NSTANCE];

typedef struct EntDict EntDict; /* immutable once finished */

typedef struct EntActorRow EntActorRow; /* a name, from whichever table */
struct EntActorRow {
  const char *zPhrase;
  const char *zCode;   /* NULL: this phrase is no actor */
  const char *zKind;   /* name, demonym, capital, leader, bloc, ... */
  const char *zSector; /* or NULL */
  EntSpan span;
  int anyCase;         /* also in small letters */
  int priority;        /* the higher wins over the lower */
};

typedef struct EntWordRow EntWordRow;
struct EntWordRow {
  const char *zPhrase; /* lemmas; '*' is up to four words */
  const char *zClass;
  const char *zValue;  /* what depends on the class; or NULL */
  const char *zCode;   /* CAMEO, or NULL */
  const char *zPos;    /* "v", "n" or NULL: both */
  int priority;
};

typedef struct EntItemRow EntItemRow;
struct EntItemRow {
  const char *zPhrase;
  const char *zItem;     /* class: arms.artillery */
  const char *zCategory; /* of transfer */
  const char *zIssue;    /* economic, military, humanitarian, or NULL */
};

typedef struct EntCode EntCode; /* a row of dictionary_code */
struct EntCode {
  const char *zCode;
  const char *zPlover;
  int quad; /* 1..4; 0: none */
};

EntDict *ent_dict_new(EntRun *);
void ent_dict_add_actor(EntRun *, EntDict *, const EntActorRow *);
void ent_dict_add_word(EntRun *, EntDict *, const EntWordRow *);
void ent_dict_add_item(EntRun *, EntDict *, const EntItemRow *);
void ent_dict_add_code(EntRun *, EntDict *, const EntCode *);
/* Stance on what an act's code begins with: the code that both make. NULL as
** zCode: the two together are no event. */
void ent_dict_add_rule(EntRun *, EntDict *, const char *zStance,
                       const char *zAct, const char *zCode);
void ent_dict_add_prior(EntRun *, EntDict *, const char *zName, double value);
/* Sorts and closes. After it the dictionary may be shared. */
void ent_dict_finish(EntRun *, EntDict *);
EntDict *ent_dict_ref(EntDict *);
void ent_dict_unref(EntDict *); /* NULL is fine */
/* 16 hexadecimal digits and a 0: equal for equal rows, in whatever order. */
void ent_dict_hash(const EntDict *, char zOut[17]);
enum { ENT_REACH_ACTOR, ENT_REACH_WORD, ENT_REACH_ITEM };
/* Does the phrase, read as a text, find itself in one of the three? */
int ent_dict_reaches(const EntDict *, int what, const char *zPhrase);
/* Is it the code of an actor, as it is written? */
int ent_dict_is_code(const EntDict *, const char *z, size_t n);

/* ---- Reading a text ---- */

typedef struct EntMention EntMention;
struct EntMention {
  uint32_t first, last;           /* characters */
  uint32_t firstByte, lastByte;
  int32_t sentence;
  const char *zCode;   /* NULL: several states bear the name */
  const char *zCodes;  /* the candidates, separated by commas */
  const char *zKind;
  const char *zSector; /* or NULL */
  int8_t nCandidate;
  int8_t isDateline;
};

typedef struct EntActor EntActor; /* one end of an event */
struct EntActor {
  const char *zCode;   /* NULL: not known */
  const char *zSector; /* or NULL */
  uint32_t first, last; /* characters; equal: only implied */
};

typedef struct EntEvent EntEvent;
struct EntEvent {
  uint32_t first, last; /* characters, from the first part to the last */
  uint32_t verb, verbLast;
  uint32_t verbByte, verbLastByte;
  int32_t sentence;
  EntActor source, target;
  const EntCode *pCode;
  const char *zItem;   /* class of the first item spoken of, or NULL */
  const char *zRule;
  const char *zExplain;
  double confidence;   /* 0..1 */
  int8_t negated, hypothetical, quoted, passive, reciprocal;
};

#define ENT_DEAL_ITEMS 4

typedef struct EntThing EntThing; /* an item that one side gives */
struct EntThing {
  const char *zItem, *zCategory;
  const char *zUnit;  /* or NULL */
  double quantity;    /* NaN: not said */
  uint32_t first, last;
  uint32_t firstByte, lastByte;
};

typedef struct EntBargain EntBargain; /* a candidate deal */
struct EntBargain {
  uint32_t first, last;
  int32_t sentence;
  EntActor a, b;
  const char *zStatus; /* asked, offered, agreed, signed, delivered, ... */
  EntThing aGive[ENT_DEAL_ITEMS], aGet[ENT_DEAL_ITEMS]; /* a to b; b to a */
  int8_t nGive, nGet;
  const char *zRule;
  const char *zExplain;
  double confidence;
};

typedef struct EntGap EntGap; /* what the dictionary missed */
struct EntGap {
  uint32_t firstByte, lastByte;
  int8_t isVerb; /* else a name */
};

enum { ENT_READ_MENTIONS = 1, ENT_READ_EVENTS = 2, ENT_READ_DEALS = 4,
       ENT_READ_GAPS = 8 };

typedef struct EntReading EntReading;
struct EntReading {
  EntArena arena;
  EntMention *aMention;
  EntEvent *aEvent;
  EntBargain *aBargain;
  EntGap *aGap;
  int nMention, nEvent, nBargain, nGap, nSentence;
};

/* Reads n bytes; `what` is bits of ENT_READ_. NULL: the error is set. */
EntReading *ent_text_read(EntRun *, const EntDict *, const char *z, size_t n,
                          EntSpan on, int what);
void ent_text_free(EntRun *, EntReading *);

/* ---- Interface to near.c: the same story twice ---- */

#define ENT_NEAR_HASHES 32

/* MinHash (Broder 1997) over runs of three words. */
void ent_near_print(const char *z, size_t n, uint32_t aOut[ENT_NEAR_HASHES]);
/* The share of equal values estimates the share of common runs. */
double ent_near_similarity(const uint32_t *a, const uint32_t *b);

#endif
