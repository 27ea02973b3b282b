-- The dictionary by which articles are read: words of action, items, actors
-- beside states, and the rules that compose them.
--
-- The rows that reference/dictionary.sql brings are ordinary rows. Add your
-- own; override one of ours by a row of the same phrase and class with a
-- higher priority; switch one off with UPDATE ... SET active = 0. The next
-- statement reads by the new dictionary. DELETE works too, but the next
-- entente_create() brings our rows back.
--
-- A phrase is a sequence of base forms ("take * hostage"): inflected forms are
-- made from them, and '*' stands for up to four words.

-- class         value                                  code
--   act         mutual (A and B together), reverse     CAMEO
--               (the subject is at the receiving end),
--               light (an act behind it says what was
--               done: sent experts to investigate),
--               person (only with a person behind it:
--               called the king on Monday),
--               carrier (only with an item behind it:
--               flew medicine to)
--   stance      appeal, demand, intend, agree, offer,  CAMEO of the stance
--               refuse, deny, threaten, accuse, must   on nothing, if it is one
--   aspect      stop, ease                             CAMEO of the aspect
--                                                      on nothing
--   flow        give, get, trade
--   exchange    for, return, if
--   agent       a sector: GOV, MIL, COP, ...
--   number      its value
--   unit        a factor (1000000), or the unit's name
--   grammar     prep, place, be, by, to, and, determiner, pronoun, clause, for,
--               from, of, with, have, made, between, own, prefix, adverb,
--               begin, each
--   attribution, hypothetical, negation, null (no event), abbreviation,
--   discard (sport, markets, weather: where it stands, only bodies and
--   persons of state do deeds)
CREATE TABLE IF NOT EXISTS dictionary_word (
  phrase   TEXT NOT NULL
           CONSTRAINT "phrase: a non-empty text" CHECK (length(phrase) > 0),
  class    TEXT NOT NULL
           CONSTRAINT "class: one of act, stance, aspect, flow, exchange, agent, attribution, hypothetical, negation, null, discard, number, unit, abbreviation, grammar"
           CHECK (class IN ('act', 'stance', 'aspect', 'flow', 'exchange',
                            'agent', 'attribution', 'hypothetical',
                            'negation', 'null', 'discard', 'number', 'unit',
                            'abbreviation', 'grammar')),
  value    TEXT,
  code     TEXT,
  pos      TEXT              -- v: only a verb; n: only a noun
           CONSTRAINT "pos: v or n" CHECK (pos IN ('v', 'n')),
  priority INTEGER NOT NULL DEFAULT 0,
  active   INTEGER NOT NULL DEFAULT 1
           CONSTRAINT "active: 0 or 1" CHECK (active IN (0, 1)),
  note     TEXT,
  source   TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (phrase, class, priority)
);

-- What can change hands. The category is that of `transfer`.
CREATE TABLE IF NOT EXISTS dictionary_item (
  phrase   TEXT NOT NULL
           CONSTRAINT "phrase: a non-empty text" CHECK (length(phrase) > 0),
  item     TEXT NOT NULL,    -- class and kind: arms.artillery
  category TEXT NOT NULL,
  issue    TEXT
           CONSTRAINT "issue: one of economic, military, humanitarian"
           CHECK (issue IN ('economic', 'military', 'humanitarian')),
  active   INTEGER NOT NULL DEFAULT 1
           CONSTRAINT "active: 0 or 1" CHECK (active IN (0, 1)),
  source   TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (phrase)
);

-- Actors that state_name and bloc do not have: organisations, armed groups,
-- institutions, places, leaders who are known by more than their name. The
-- code is that of a state where the actor belongs to one. NULL: the phrase is
-- no actor, whatever other table has it.
CREATE TABLE IF NOT EXISTS dictionary_actor (
  phrase   TEXT NOT NULL
           CONSTRAINT "phrase: a non-empty text" CHECK (length(phrase) > 0),
  code     TEXT,
  kind     TEXT NOT NULL,    -- organisation, group, institution, place, none
  sector   TEXT,             -- GOV, MIL, REB, ...
  since    TEXT,
  until    TEXT,
  any_case INTEGER NOT NULL DEFAULT 0
           CONSTRAINT "any_case: 0 or 1" CHECK (any_case IN (0, 1)),
  priority INTEGER NOT NULL DEFAULT 1,
  active   INTEGER NOT NULL DEFAULT 1
           CONSTRAINT "active: 0 or 1" CHECK (active IN (0, 1)),
  source   TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "since: a date YYYY, YYYY-MM or YYYY-MM-DD"
    CHECK (since IS NULL OR length(since) IN (4, 7, 10)
           AND date(substr(since || '-01-01', 1, 10), '+0 days')
               IS substr(since || '-01-01', 1, 10)),
  CONSTRAINT "until: a date YYYY, YYYY-MM or YYYY-MM-DD"
    CHECK (until IS NULL OR length(until) IN (4, 7, 10)
           AND date(substr(until || '-01-01', 1, 10), '+0 days')
               IS substr(until || '-01-01', 1, 10)),
  CONSTRAINT "until: not before since"
    CHECK (substr(until || '-99-99', 1, 10)
           >= substr(since || '-01-01', 1, 10))
);
CREATE UNIQUE INDEX IF NOT EXISTS dictionary_actor_key
  ON dictionary_actor(phrase, ifnull(code, ''), ifnull(since, ''), priority);

-- CAMEO codes: root, PLOVER type, quad class (1 verbal cooperation, 2 material
-- cooperation, 3 verbal conflict, 4 material conflict), and a weight from
-- cooperation to conflict.
CREATE TABLE IF NOT EXISTS dictionary_code (
  code   TEXT NOT NULL PRIMARY KEY
         CONSTRAINT "code: a non-empty text" CHECK (length(code) > 0),
  plover TEXT,
  quad   INTEGER
         CONSTRAINT "quad: a whole number 1..4" CHECK (quad BETWEEN 1 AND 4),
  weight REAL,
  label  TEXT,
  active INTEGER NOT NULL DEFAULT 1
         CONSTRAINT "active: 0 or 1" CHECK (active IN (0, 1)),
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED
);

-- What a stance makes of an act, the act given by the first digits of its
-- code; the longest such row decides. A NULL code: no event.
CREATE TABLE IF NOT EXISTS dictionary_rule (
  stance TEXT NOT NULL
         CONSTRAINT "stance: one of appeal, demand, intend, agree, offer, refuse, deny, threaten, accuse, sign, must, stop, ease, not"
         CHECK (stance IN ('appeal', 'demand', 'intend', 'agree', 'offer',
                           'refuse', 'deny', 'threaten', 'accuse', 'sign', 'must',
                           'stop', 'ease', 'not')),
  act    TEXT NOT NULL,
  code   TEXT,
  active INTEGER NOT NULL DEFAULT 1
         CONSTRAINT "active: 0 or 1" CHECK (active IN (0, 1)),
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (stance, act)
);

-- How often a rule of the coder is right, and by what its confidence is
-- multiplied in some cases.
CREATE TABLE IF NOT EXISTS dictionary_prior (
  name   TEXT NOT NULL PRIMARY KEY
         CONSTRAINT "name: a non-empty text" CHECK (length(name) > 0),
  value  REAL NOT NULL
         CONSTRAINT "value: a number between 0 and 1"
         CHECK (typeof(value) = 'real' AND value BETWEEN 0 AND 1),
  note   TEXT,
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED
);
