-- States: who existed when, under which names and codes, beside whom, in
-- which blocs, and with what capabilities.
--
-- Identity follows the COW state system: one row of `state` is one system
-- member through all its names. Everything that changes with time is dated.

CREATE TABLE IF NOT EXISTS state (
  code          TEXT NOT NULL PRIMARY KEY
                CONSTRAINT "code: a non-empty text without comma or blank"
                CHECK (length(code) > 0 AND code NOT GLOB '*[, ]*'),
  name          TEXT NOT NULL,
  region        TEXT,      -- UN M49 sub-region
  continent     TEXT,
  nuclear_since TEXT,      -- first nuclear test or, untested, first weapon
  note          TEXT,
  source        TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "nuclear_since: a date YYYY, YYYY-MM or YYYY-MM-DD"
    CHECK (nuclear_since IS NULL OR length(nuclear_since) IN (4, 7, 10)
           AND date(substr(nuclear_since || '-01-01', 1, 10), '+0 days')
               IS substr(nuclear_since || '-01-01', 1, 10))
);

CREATE TABLE IF NOT EXISTS state_spell (
  system TEXT NOT NULL
         CONSTRAINT "system: cow or gw" CHECK (system IN ('cow', 'gw')),
  state  TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  since  TEXT NOT NULL,
  until  TEXT,
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (system, state, since),
  CONSTRAINT "since: a date YYYY, YYYY-MM or YYYY-MM-DD"
    CHECK (length(since) IN (4, 7, 10)
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

-- Code systems and words in one place. Several values of one scheme may hold
-- for a state at once (two spellings); one value may name several states, in
-- turn (a code that changed meaning) or at once (an ambiguous word).
CREATE TABLE IF NOT EXISTS state_name (
  scheme TEXT NOT NULL
         CONSTRAINT "scheme: cow, cow_abb, gw, iso2, iso3, iso_numeric, fips, cameo, name, demonym, capital or leader"
         CHECK (scheme IN ('cow', 'cow_abb', 'gw', 'iso2', 'iso3',
                           'iso_numeric', 'fips', 'cameo', 'name', 'demonym',
                           'capital', 'leader')),
  value  TEXT NOT NULL
         CONSTRAINT "value: a non-empty text" CHECK (length(value) > 0),
  state  TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  since  TEXT,
  until  TEXT,
  main   INTEGER NOT NULL DEFAULT 0   -- 1: state_to() answers with this one
         CONSTRAINT "main: 0 or 1" CHECK (main IN (0, 1)),
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
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
CREATE UNIQUE INDEX IF NOT EXISTS state_name_key
  ON state_name(scheme, value, state, ifnull(since, ''));
CREATE INDEX IF NOT EXISTS state_name_state ON state_name(state, scheme);

CREATE TABLE IF NOT EXISTS border (
  a      TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  b      TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  kind   TEXT NOT NULL DEFAULT 'land'
         CONSTRAINT "kind: land or sea" CHECK (kind IN ('land', 'sea')),
  since  TEXT,
  until  TEXT,
  km     REAL,             -- length of a land border; width of the water
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "b: a state other than a" CHECK (a <> b),
  CONSTRAINT "km: a number, 0 or more"
    CHECK (km IS NULL OR typeof(km) = 'real' AND km >= 0),
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
CREATE UNIQUE INDEX IF NOT EXISTS border_key
  ON border(min(a, b), max(a, b), kind, ifnull(since, ''));

-- A bloc is universal when nearly every state is a member (the UN): what it
-- does is not evidence of a quarrel between two of its members.
CREATE TABLE IF NOT EXISTS bloc (
  code      TEXT NOT NULL PRIMARY KEY
            CONSTRAINT "code: a non-empty text without comma or blank"
            CHECK (length(code) > 0 AND code NOT GLOB '*[, ]*'),
  name      TEXT NOT NULL,
  universal INTEGER NOT NULL DEFAULT 0
            CONSTRAINT "universal: 0 or 1" CHECK (universal IN (0, 1)),
  source    TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS bloc_member (
  bloc   TEXT NOT NULL REFERENCES bloc DEFERRABLE INITIALLY DEFERRED,
  state  TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  since  TEXT,
  until  TEXT,
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
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
CREATE UNIQUE INDEX IF NOT EXISTS bloc_member_key
  ON bloc_member(bloc, state, ifnull(since, ''));

-- The six components of the Composite Index of National Capability, in the
-- units of the COW National Material Capabilities. NULL is "not known".
CREATE TABLE IF NOT EXISTS capability (
  state  TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  year   INTEGER NOT NULL
         CONSTRAINT "year: a whole number 1..9999"
         CHECK (typeof(year) = 'integer' AND year BETWEEN 1 AND 9999),
  milex  REAL,             -- military spending, thousand current USD
  milper REAL,             -- military personnel, thousands
  irst   REAL,             -- iron and steel, thousand tons
  pec    REAL,             -- primary energy, thousand coal-ton equivalents
  tpop   REAL,             -- population, thousands
  upop   REAL,             -- urban population, thousands
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (state, year),
  CONSTRAINT "milex: a number, 0 or more"
    CHECK (milex IS NULL OR typeof(milex) = 'real' AND milex >= 0),
  CONSTRAINT "milper: a number, 0 or more"
    CHECK (milper IS NULL OR typeof(milper) = 'real' AND milper >= 0),
  CONSTRAINT "irst: a number, 0 or more"
    CHECK (irst IS NULL OR typeof(irst) = 'real' AND irst >= 0),
  CONSTRAINT "pec: a number, 0 or more"
    CHECK (pec IS NULL OR typeof(pec) = 'real' AND pec >= 0),
  CONSTRAINT "tpop: a number, 0 or more"
    CHECK (tpop IS NULL OR typeof(tpop) = 'real' AND tpop >= 0),
  CONSTRAINT "upop: a number, 0 or more"
    CHECK (upop IS NULL OR typeof(upop) = 'real' AND upop >= 0)
);

-- A state and a bloc never share a code: a sender or a side must be one or
-- the other.
CREATE TRIGGER IF NOT EXISTS state_is_no_bloc BEFORE INSERT ON state
WHEN EXISTS (SELECT 1 FROM bloc WHERE code = new.code)
BEGIN SELECT RAISE(ABORT, 'state.code: already the code of a bloc'); END;

CREATE TRIGGER IF NOT EXISTS bloc_is_no_state BEFORE INSERT ON bloc
WHEN EXISTS (SELECT 1 FROM state WHERE code = new.code)
BEGIN SELECT RAISE(ABORT, 'bloc.code: already the code of a state'); END;
