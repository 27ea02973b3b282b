/*
** Actors: names become mentions, mentions noun groups.
**
** A name is the longest phrase of the actor trie that begins at a token, if
** its letters allow it: a name is written with a capital, an abbreviation of
** capitals ("US", "UN", "IS") with capitals only. Of the meanings of a phrase
** those count that hold on the article's date, or all if none does; of these
** the ones of the highest priority. If they are several states, the mention
** says so and is no actor of an event: nothing is guessed.
**
** A noun group is a name and what belongs to it:
**
**   right   agents and titles, with words between that no phrase has
**           ("Syrian government forces", "Israel's air force"), names of
**           persons, and another name of the same state ("Russian President
**           Vladimir Putin")
**   left    a title ("President Putin"), an agent with "of" ("the government
**           of France")
**
** An agent without a name ("rebels", "police") is a group of its own; with a
** place behind it ("rebels in Syria") it takes that state. A name that only
** describes ("Iran-backed militia", a dateline) is set aside. The preposition
** before a group says later whether it can be a subject.
*/
#include "inside.h"
#include <math.h>
#include <string.h>

/* The meanings of a phrase that hold; returns how many states, fills one. */
static int mentionChoose(const TextSentence *s, const TextToken *t,
                         int32_t iActor, EntSpan on, const DictActor **pp,
                         const char **azCode, int nMax) {
  const EntDict *d = s->dict;
  for (int pass = 0; pass < 2; pass++) {
    int n = 0;
    const DictActor *pBest = 0;
    for (int32_t i = iActor; i >= 0; i = d->aActor[i].iNext) {
      const DictActor *p = &d->aActor[i];
      int k = 0;
      if (!p->anyCase && !(t->bits & TOKEN_CAPITAL)) continue;
      if (p->allCaps && !(t->bits & (TOKEN_CAPS | TOKEN_ACRONYM))) continue;
      if (pass == 0 && !ent_date_overlap(p->span, on)) continue;
      if (pBest && p->priority < pBest->priority) continue;
      if (pBest == 0) pBest = p;
      if (p->zCode == 0) {
        *pp = p;
        return 0;
      }
      while (k < n && strcmp(azCode[k], p->zCode))
        k++;
      if (k == n && n < nMax) azCode[n++] = p->zCode;
    }
    if (n) {
      *pp = pBest;
      return n;
    }
  }
  *pp = 0;
  return 0;
}

static void mentionRecord(TextSentence *s, int first, int last,
                          const DictActor *p, const char **azCode, int n) {
  EntReading *out = s->out;
  EntMention *a = ent_text_grow(s->run, &out->arena, out->aMention,
                                out->nMention, sizeof(*out->aMention));
  EntMention *m;
  char zCodes[200];
  size_t nText = 0;
  if (a == 0) return;
  out->aMention = a;
  m = &a[out->nMention++];
  memset(m, 0, sizeof(*m));
  m->first = s->a[first].firstChar;
  m->last = s->a[last - 1].lastChar;
  m->firstByte = s->a[first].first;
  m->lastByte = s->a[last - 1].last;
  m->sentence = s->index;
  m->zCode = n == 1 ? p->zCode : 0;
  m->zKind = p->zKind;
  m->zSector = p->zSector;
  m->nCandidate = (int8_t)n;
  m->isDateline = (s->a[first].bits & TOKEN_DATELINE) != 0;
  zCodes[0] = 0;
  for (int i = 0; i < n; i++) {
    size_t nCode = strlen(azCode[i]);
    if (nText + nCode + 2 > sizeof(zCodes)) break;
    if (nText) zCodes[nText++] = ',';
    memcpy(zCodes + nText, azCode[i], nCode + 1);
    nText += nCode;
  }
  m->zCodes = ent_text_format(s->run, &out->arena, "%s", zCodes);
}

/* "BEIRUT Syrian forces on Tuesday ...": a dateline that lost its dash. */
static int mentionIsDateline(const TextSentence *s, const DictActor *p,
                             int iEnd) {
  if (p->allCaps || iEnd >= s->n || !(s->a[iEnd].bits & TOKEN_CAPITAL)) {
    return 0;
  }
  for (int i = 0; i < iEnd; i++) {
    if (!(s->a[i].bits & TOKEN_CAPS)) return 0;
  }
  for (int i = iEnd; i < s->n && i < iEnd + 6; i++) {
    if (s->a[i].punct == 0 && !(s->a[i].bits & TOKEN_CAPITAL)) return 1;
  }
  return 0; /* all of it is in capitals */
}

/* "Jordan's King Abdullah", "Peru's Congress": the state that stands before a
** name that several may bear, with no more than a title between; or NULL. */
static const char *mentionOwner(const TextSentence *s, const DictActor *p,
                                int i) {
  int isLeader = strcmp(p->zKind, "leader") == 0;
  const TextGroup *g;
  if (s->nGroup == 0) return 0;
  if (!isLeader && (p->zSector == 0 || strcmp(p->zSector, "LEG"))) return 0;
  g = &s->aGroup[s->nGroup - 1];
  if (!g->isDemonym && !(s->a[g->last - 1].bits & TOKEN_POSSESSIVE)) return 0;
  for (int k = g->last; k < i;) {
    int iEnd;
    int32_t iWord = ent_dict_match(s->dict, DICT_WORD, s->a, k, i, &iEnd);
    if (iWord < 0 || !(s->dict->aWord[iWord].classes >> ENT_W_AGENT & 1)) {
      return 0;
    }
    k = iEnd;
  }
  return g->zCode;
}

static void mentionNames(TextSentence *s, EntSpan on, int what) {
  for (int i = 0; i < s->n;) {
    const DictActor *p = 0;
    const char *azCode[8], *zOwner;
    int iEnd, n = 0;
    int32_t iActor;
    iActor = ent_dict_match(s->dict, DICT_ACTOR, s->a, i, s->n, &iEnd);
    if (iActor >= 0) {
      n = mentionChoose(s, &s->a[i], iActor, on, &p, azCode, 8);
    }
    if (p == 0) {
      i++;
      continue;
    }
    zOwner = n > 0 ? mentionOwner(s, p, i) : 0;
    for (int k = 0; zOwner && k < n; k++) {
      if (strcmp(azCode[k], zOwner) == 0) azCode[0] = zOwner;
    }
    if (zOwner && strcmp(azCode[0], zOwner)) {
      i = iEnd; /* somebody, or something, else of that name */
      continue;
    }
    if (zOwner) n = 1;
    if (i == 0 && s->index == 0 && mentionIsDateline(s, p, iEnd)) {
      for (int k = 0; k < iEnd; k++)
        s->a[k].bits |= TOKEN_DATELINE;
      s->a[iEnd].bits |= TOKEN_START;
    }
    if (n > 0 && (what & ENT_READ_MENTIONS)) {
      mentionRecord(s, i, iEnd, p, azCode, n);
    }
    if (n == 1 && s->nGroup < TEXT_GROUPS) {
      TextGroup *g = &s->aGroup[s->nGroup++];
      memset(g, 0, sizeof(*g));
      g->first = g->iFirst = i;
      g->last = g->iLast = iEnd;
      g->zCode = azCode[0];
      g->zSector = p->zSector;
      g->isDemonym = strcmp(p->zKind, "demonym") == 0;
      g->isPeople = strcmp(p->zKind, "leader") == 0;
      if (s->a[i].bits & TOKEN_DATELINE) g->isAside = 1;
    }
    i = iEnd;
  }
}

/* Is a hit a group of people: a convict, and not "convicted"? */
static int mentionIsAgent(const TextSentence *s, const TextHit *h) {
  return ent_clause_is(h, ENT_W_AGENT) &&
         !(s->a[h->last - 1].form & (ENT_FORM_PAST | ENT_FORM_ING));
}

/* The agent that begins, or that ends, at a token; or -1. */
static int mentionAgent(const TextSentence *s, int i, int atEnd) {
  for (int k = 0; k < s->nHit; k++) {
    const TextHit *h = &s->aHit[k];
    if (!mentionIsAgent(s, h)) continue;
    if ((atEnd ? h->last : h->first) == i) return k;
  }
  return -1;
}

static int mentionHit(const TextSentence *s, int i) {
  for (int k = 0; k < s->nHit; k++) {
    if (s->aHit[k].first <= i && i < s->aHit[k].last) return k;
  }
  return -1;
}

static void mentionOwn(TextSentence *s, int iGroup) {
  const TextGroup *g = &s->aGroup[iGroup];
  for (int i = g->first; i < g->last; i++)
    s->aiGroup[i] = (int16_t)iGroup;
}

static void mentionTake(TextSentence *s, TextGroup *g, int iHit) {
  TextHit *h = &s->aHit[iHit];
  if (g->zSector == 0) g->zSector = h->p->zSector;
  g->isPeople = 1;
  h->isUsed = 1;
}

static void mentionRight(TextSentence *s, int iGroup) {
  TextGroup *g = &s->aGroup[iGroup];
  int i = g->last, nLoose = 0;
  while (i < s->n && i < g->iLast + 8) {
    const TextToken *t = &s->a[i];
    int iHit;
    if (t->punct) break;
    if (s->aiGroup[i] >= 0) {
      TextGroup *pOther = &s->aGroup[s->aiGroup[i]];
      if (strcmp(pOther->zCode, g->zCode)) break;
      if (pOther->zSector && g->zSector == 0) g->zSector = pOther->zSector;
      g->isPeople |= pOther->isPeople;
      g->last = pOther->last;
      pOther->isAside = 2;
      mentionOwn(s, iGroup);
      i = g->last;
      nLoose = 0;
      continue;
    }
    iHit = mentionAgent(s, i, 0);
    if (iHit >= 0) {
      mentionTake(s, g, iHit);
      g->last = i = s->aHit[iHit].last;
      mentionOwn(s, iGroup);
      nLoose = 0;
      continue;
    }
    if (t->grammar || mentionHit(s, i) >= 0 || (t->bits & TOKEN_NUMBER)) break;
    if ((t->bits & TOKEN_CAPITAL) && nLoose == 0) {
      g->isPrivate =
          (s->a[g->iLast - 1].bits & TOKEN_POSSESSIVE) != 0 && !g->isPeople;
      g->last = ++i;
      mentionOwn(s, iGroup);
      continue;
    }
    if (++nLoose > 2) break;
    i++;
  }
}

static void mentionLeft(TextSentence *s, int iGroup) {
  TextGroup *g = &s->aGroup[iGroup];
  for (;;) {
    int i = g->first, iHit;
    int first = i;
    if (i > 0 && !(s->a[i - 1].punct)) {
      if (s->a[i - 1].grammar & ENT_G_DET) first--;
      if (first > 0 && (s->a[first - 1].grammar & ENT_G_OF)) {
        first--;
      } else {
        first = i;
      }
    }
    iHit = mentionAgent(s, first, 1);
    if (iHit < 0 || s->aiGroup[first - 1] >= 0) return;
    mentionTake(s, g, iHit);
    g->first = s->aHit[iHit].first;
    mentionOwn(s, iGroup);
  }
}

/* "In the town of Kufa": is what "of" follows, at token i, a place? */
static int mentionIn(const TextSentence *s, int i) {
  for (int k = i - 1; k >= 0 && k >= i - 5; k--) {
    if (s->aiGroup[k] >= 0 && s->aGroup[s->aiGroup[k]].isDemonym) continue;
    if (s->a[k].punct || s->aiGroup[k] >= 0 || mentionHit(s, k) >= 0) return 0;
    if (s->a[k].grammar & ENT_G_PLACE) return 1;
    if (s->a[k].grammar & ~ENT_G_DET) return 0;
  }
  return 0;
}

/* Hundreds of, two of, some of: "of" at token i only says how many. */
static int mentionOfMany(const TextSentence *s, int i) {
  if (i == 0 || !(s->a[i].grammar & ENT_G_OF)) return 0;
  if (!isnan(s->a[i - 1].number) || (s->a[i - 1].grammar & ENT_G_DET)) return 1;
  for (int k = 0; k < s->nHit; k++) {
    const TextHit *h = &s->aHit[k];
    if (h->first < i && i <= h->last && ent_clause_is(h, ENT_W_UNIT)) return 1;
  }
  return 0;
}

static void mentionPlace(TextSentence *s, int iGroup) {
  TextGroup *g = &s->aGroup[iGroup];
  int i = g->first - 1, nSkip = 0;
  if (i >= 0 && (s->a[g->first].bits & TOKEN_JOINED) && s->aiGroup[i] < 0) {
    g->prep = ENT_G_PREP; /* anti-Israel, pro-Russian */
    return;
  }
  for (; i >= 0 && nSkip < 4; i--, nSkip++) {
    const TextToken *t = &s->a[i];
    if (t->punct || s->aiGroup[i] >= 0) return;
    if (t->number >= 1000 || (!isnan(t->number) && nSkip > 0)) {
      return; /* in 2003 Iraq ..., around 3,000 Nigerians */
    }
    if (mentionOfMany(s, i)) {
      i--;
      continue;
    }
    if (t->grammar & (ENT_G_PREP | ENT_G_OF)) {
      g->prep = t->grammar & (ENT_G_PREP | ENT_G_OF | ENT_G_PLACE | ENT_G_BY |
                              ENT_G_FOR | ENT_G_FROM | ENT_G_WITH);
      g->isPlace = (t->grammar & ENT_G_PLACE) != 0;
      if ((t->grammar & ENT_G_OF) && mentionIn(s, i)) {
        g->prep |= ENT_G_PREP | ENT_G_PLACE;
        g->isPlace = 1;
      }
      return;
    }
    if (t->grammar & ENT_G_TO) {
      g->prep = ENT_G_PREP;
      return;
    }
    if ((t->grammar & ENT_G_AND) && i > 1) {
      /* with Jeenbekov and the Indian leader: an unknown name */
      int k = i - 1;
      while (k > i - 4 && k > 0 && (s->a[k].bits & TOKEN_CAPITAL) &&
             s->aiGroup[k] < 0 && s->a[k].grammar == 0)
        k--;
      if (k == i - 1 || s->a[k].punct) return;
      i = k + 1;
      continue;
    }
    if (t->grammar & ~(ENT_G_DET | ENT_G_PRONOUN | ENT_G_OWN)) return;
    if (mentionHit(s, i) >= 0) return;
  }
}

static int mentionSays(const TextSentence *s, const TextGroup *g) {
  int iHit = ent_clause_hit(s, g->last);
  return iHit >= 0 && ent_clause_is(&s->aHit[iHit], ENT_W_ATTRIBUTION);
}

static int mentionLinked(const TextSentence *s, const TextGroup *pBefore,
                         const TextGroup *g) {
  int nAnd = 0, nLoose = 0;
  if (g->first == pBefore->last) {
    return (s->a[g->first].bits & TOKEN_JOINED) != 0;
  }
  if (s->a[pBefore->last - 1].bits & TOKEN_POSSESSIVE) return 0;
  for (int i = pBefore->last; i < g->first; i++) {
    const TextToken *t = &s->a[i];
    if (t->punct == ',' || t->punct == '/')
      nAnd++;
    else if (t->grammar & ENT_G_AND)
      nAnd += 8;
    else if (nAnd >= 8 && g->isUnnamed && nLoose < 2 && t->punct == 0 &&
             (t->grammar & ~ENT_G_MADE) == 0 && mentionHit(s, i) < 0 &&
             !(t->form & (ENT_FORM_PAST | ENT_FORM_ING)))
      nLoose++; /* and allied fighters */
    else if (!(t->grammar & ENT_G_DET))
      return 0;
  }
  if (nAnd >= 8) return 1;
  if (mentionSays(s, g)) return 0; /* ..., the White House said */
  if (s->aClause[pBefore->first] != s->aClause[g->first]) return 0;
  if (pBefore->isPlace && g->last < s->n && s->a[g->last].punct != ',' &&
      !(s->a[g->last].grammar & ENT_G_AND))
    return 0; /* In Syria, Iran attacked */
  return nAnd > 0;
}

/* Iran-backed, Kurdish-held: no actor, but what others are. */
static void mentionMade(TextSentence *s) {
  for (int k = 0; k < s->nGroup; k++) {
    int i = s->aGroup[k].iLast;
    if (i < s->n && (s->a[i].bits & TOKEN_JOINED) &&
        (s->a[i].grammar & ENT_G_MADE))
      s->aGroup[k].isAside = 1;
  }
}

/* An agent alone, and the state of the place behind it. */
static void mentionAgents(TextSentence *s) {
  for (int k = 0; k < s->nHit && s->nGroup < TEXT_GROUPS; k++) {
    TextHit *h = &s->aHit[k];
    TextGroup *g;
    int i, at;
    if (!mentionIsAgent(s, h) || h->isUsed) continue;
    if (s->aiGroup[h->first] >= 0) continue;
    for (at = s->nGroup; at > 0 && s->aGroup[at - 1].first > h->first; at--)
      s->aGroup[at] = s->aGroup[at - 1];
    g = &s->aGroup[at];
    memset(g, 0, sizeof(*g));
    s->nGroup++;
    g->first = g->iFirst = h->first;
    g->last = g->iLast = h->last;
    g->zSector = h->p->zSector;
    g->isPeople = g->isUnnamed = 1;
    if (h->first > 0 && (s->a[h->first - 1].grammar & ENT_G_OWN)) {
      for (int m = at - 1; m >= 0 && g->zCode == 0; m--) {
        if (s->a[s->aGroup[m].first].bits & TOKEN_DATELINE) continue;
        g->zCode = s->aGroup[m].zCode;
      }
    }
    i = g->last;
    if (i < s->n && g->zCode == 0 &&
        (s->a[i].grammar & (ENT_G_PLACE | ENT_G_FROM | ENT_G_OF | ENT_G_FOR))) {
      i++;
      while (i < s->n && i < g->last + 4 && s->a[i].punct == 0 &&
             s->aiGroup[i] < 0 && mentionHit(s, i) < 0)
        i++;
      if (i < s->n && s->aiGroup[i] >= 0) {
        /* Indexes in aiGroup are from before agents were put in. */
        for (int m = 0; m < s->nGroup; m++) {
          if (s->aGroup[m].zCode && !s->aGroup[m].isAside &&
              s->aGroup[m].first <= i && i < s->aGroup[m].last) {
            g->zCode = s->aGroup[m].zCode;
          }
        }
      }
    }
    for (i = g->first; i < g->last; i++)
      s->aiGroup[i] = (int16_t)at; /* only "taken" counts until the end */
  }
}

void ent_mention_find(TextSentence *s, EntSpan on, int what) {
  int n = 0;
  s->nGroup = s->nHit = 0;
  for (int i = 0; i < s->n; i++)
    s->aiGroup[i] = -1;
  mentionNames(s, on, what);
  if (!(what & ~ENT_READ_MENTIONS)) return;
  for (int k = 0; k < s->nGroup; k++)
    mentionOwn(s, k);
  ent_clause_find(s);
  for (int k = 0; k < s->nGroup; k++) {
    if (s->aGroup[k].isAside) continue;
    mentionRight(s, k);
    mentionLeft(s, k);
  }
  for (int k = 0; k < s->nGroup; k++) { /* those merged into others go */
    if (s->aGroup[k].isAside != 2) s->aGroup[n++] = s->aGroup[k];
  }
  s->nGroup = n;
  mentionMade(s);
  mentionAgents(s);
  for (int i = 0; i < s->n; i++)
    s->aiGroup[i] = -1;
  for (int k = 0; k < s->nGroup; k++)
    mentionOwn(s, k);
  for (int k = 0; k < s->nGroup; k++) {
    TextGroup *g = &s->aGroup[k];
    g->isPossessive = (s->a[g->last - 1].bits & TOKEN_POSSESSIVE) != 0;
    mentionPlace(s, k);
    if (k > 0 && !s->aGroup[k - 1].isAside) {
      g->isLinked = (int8_t)mentionLinked(s, &s->aGroup[k - 1], g);
      if (g->isLinked && g->prep == 0) {
        g->prep = s->aGroup[k - 1].prep;
        g->isPlace = s->aGroup[k - 1].isPlace;
      }
    }
  }
}
