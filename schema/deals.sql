-- Deals: what states promise, give, sell, restrict and fight over.
--
-- A deal is any agreement, from a treaty to talks that were only reported. It
-- holds parties, directed obligations, and transfers. Sanctions, trade,
-- disputes, red lines and votes stand beside it.

CREATE TABLE IF NOT EXISTS deal (
  id     TEXT NOT NULL PRIMARY KEY
         CONSTRAINT "id: a non-empty text" CHECK (length(id) > 0),
  title  TEXT NOT NULL,
  kind   TEXT,             -- alliance, friendship, arms, energy, ...
  depth  INTEGER           -- military institutionalization, Leeds and Anac 2005
         CONSTRAINT "depth: 0, 1 or 2" CHECK (depth IN (0, 1, 2)),
  status TEXT NOT NULL DEFAULT 'signed'
         CONSTRAINT "status: one of reported, asked, offered, agreed, signed, delivered, refused, denied, ended"
         CHECK (status IN ('reported', 'asked', 'offered', 'agreed', 'signed',
                           'delivered', 'refused', 'denied', 'ended')),
  signed TEXT,
  since  TEXT,
  until  TEXT,
  note   TEXT,
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "signed: a date YYYY, YYYY-MM or YYYY-MM-DD"
    CHECK (signed IS NULL OR length(signed) IN (4, 7, 10)
           AND date(substr(signed || '-01-01', 1, 10), '+0 days')
               IS substr(signed || '-01-01', 1, 10)),
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

CREATE TABLE IF NOT EXISTS deal_party (
  deal   TEXT NOT NULL REFERENCES deal DEFERRABLE INITIALLY DEFERRED,
  state  TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  role   TEXT NOT NULL DEFAULT 'party'
         CONSTRAINT "role: one of party, broker, guarantor, target"
         CHECK (role IN ('party', 'broker', 'guarantor', 'target')),
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (deal, state, role)
);

-- One directed promise. Mutual promises are two rows.
CREATE TABLE IF NOT EXISTS obligation (
  deal       TEXT NOT NULL REFERENCES deal DEFERRABLE INITIALLY DEFERRED,
  from_state TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  to_state   TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  kind       TEXT NOT NULL
             CONSTRAINT "kind: one of defense, offense, neutrality, nonaggression, consultation, entente"
             CHECK (kind IN ('defense', 'offense', 'neutrality',
                             'nonaggression', 'consultation', 'entente')),
  since      TEXT,
  until      TEXT,
  source     TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "to_state: a state other than from_state"
    CHECK (from_state <> to_state),
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
CREATE UNIQUE INDEX IF NOT EXISTS obligation_key
  ON obligation(deal, from_state, to_state, kind, ifnull(since, ''));

-- Goods, money, people, knowledge or favours that go one way. `known` is the
-- day on which the term became public, so that a query can ask what was known
-- on a date. The category needs a parameter `transfer.category.<category>`
-- and the status one `transfer.status.<status>`.
CREATE TABLE IF NOT EXISTS transfer (
  id         TEXT PRIMARY KEY,
  deal       TEXT REFERENCES deal DEFERRABLE INITIALLY DEFERRED,
  supplier   TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  recipient  TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  category   TEXT NOT NULL,
  item       TEXT,
  quantity   REAL,
  unit       TEXT,
  value      REAL,
  value_unit TEXT,         -- USD, TIV, ...: never added across units
  status     TEXT NOT NULL DEFAULT 'delivered'
             CONSTRAINT "status: one of reported, asked, offered, agreed, signed, delivered, refused, denied"
             CHECK (status IN ('reported', 'asked', 'offered', 'agreed',
                               'signed', 'delivered', 'refused', 'denied')),
  since      TEXT,
  until      TEXT,
  known      TEXT,
  note       TEXT,
  source     TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "recipient: a state other than supplier"
    CHECK (supplier <> recipient),
  CONSTRAINT "quantity: a number, 0 or more"
    CHECK (quantity IS NULL OR typeof(quantity) = 'real' AND quantity >= 0),
  CONSTRAINT "value: a number, 0 or more"
    CHECK (value IS NULL OR typeof(value) = 'real' AND value >= 0),
  CONSTRAINT "known: a date YYYY, YYYY-MM or YYYY-MM-DD"
    CHECK (known IS NULL OR length(known) IN (4, 7, 10)
           AND date(substr(known || '-01-01', 1, 10), '+0 days')
               IS substr(known || '-01-01', 1, 10)),
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
CREATE INDEX IF NOT EXISTS transfer_deal ON transfer(deal);

-- The sender is a state or a bloc (a trigger sees to it). `flow` is what the
-- sender restricts: its exports, its imports, or both. `secondary` is how far
-- the measures legally reach third parties.
CREATE TABLE IF NOT EXISTS sanction (
  id        TEXT NOT NULL
            CONSTRAINT "id: a non-empty text" CHECK (length(id) > 0),
  sender    TEXT NOT NULL,
  target    TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  kind      TEXT NOT NULL
            CONSTRAINT "kind: one of trade, arms, military, financial, travel, other"
            CHECK (kind IN ('trade', 'arms', 'military', 'financial', 'travel',
                            'other')),
  flow      TEXT
            CONSTRAINT "flow: one of export, import, both"
            CHECK (flow IN ('export', 'import', 'both')),
  extent    TEXT NOT NULL DEFAULT 'partial'
            CONSTRAINT "extent: partial or complete"
            CHECK (extent IN ('partial', 'complete')),
  secondary REAL NOT NULL DEFAULT 0
            CONSTRAINT "secondary: a number 0..1"
            CHECK (typeof(secondary) = 'real' AND secondary BETWEEN 0 AND 1),
  since     TEXT,
  until     TEXT,
  title     TEXT,          -- the legal act
  note      TEXT,
  source    TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "target: a state other than sender" CHECK (sender <> target),
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
CREATE UNIQUE INDEX IF NOT EXISTS sanction_key
  ON sanction(id, sender, target, kind, ifnull(since, ''));

CREATE TRIGGER IF NOT EXISTS sanction_sender_insert BEFORE INSERT ON sanction
WHEN NOT EXISTS (SELECT 1 FROM state WHERE code = new.sender)
 AND NOT EXISTS (SELECT 1 FROM bloc WHERE code = new.sender)
BEGIN SELECT RAISE(ABORT, 'sanction.sender: a state or a bloc'); END;

CREATE TRIGGER IF NOT EXISTS sanction_sender_update
BEFORE UPDATE OF sender ON sanction
WHEN NOT EXISTS (SELECT 1 FROM state WHERE code = new.sender)
 AND NOT EXISTS (SELECT 1 FROM bloc WHERE code = new.sender)
BEGIN SELECT RAISE(ABORT, 'sanction.sender: a state or a bloc'); END;

-- Goods that left `exporter` for `importer` in a year, current US dollars.
CREATE TABLE IF NOT EXISTS trade (
  exporter TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  importer TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  year     INTEGER NOT NULL
           CONSTRAINT "year: a whole number 1..9999"
           CHECK (typeof(year) = 'integer' AND year BETWEEN 1 AND 9999),
  value    REAL NOT NULL
           CONSTRAINT "value: a number, 0 or more"
           CHECK (typeof(value) = 'real' AND value >= 0),
  source   TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (exporter, importer, year),
  CONSTRAINT "importer: a state other than exporter"
    CHECK (exporter <> importer)
) WITHOUT ROWID;

-- A state's trade with the whole world. Where it is known, shares are taken
-- of it; elsewhere, of the sum of the state's rows in `trade`.
CREATE TABLE IF NOT EXISTS trade_total (
  state   TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  year    INTEGER NOT NULL
          CONSTRAINT "year: a whole number 1..9999"
          CHECK (typeof(year) = 'integer' AND year BETWEEN 1 AND 9999),
  exports REAL
          CONSTRAINT "exports: a number, 0 or more"
          CHECK (exports IS NULL OR typeof(exports) = 'real' AND exports >= 0),
  imports REAL
          CONSTRAINT "imports: a number, 0 or more"
          CHECK (imports IS NULL OR typeof(imports) = 'real' AND imports >= 0),
  source  TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (state, year)
);

CREATE TABLE IF NOT EXISTS dispute (
  id        TEXT NOT NULL PRIMARY KEY
            CONSTRAINT "id: a non-empty text" CHECK (length(id) > 0),
  title     TEXT NOT NULL,
  intensity TEXT
            CONSTRAINT "intensity: one of claim, incident, clash, war"
            CHECK (intensity IN ('claim', 'incident', 'clash', 'war')),
  since     TEXT,
  until     TEXT,
  note      TEXT,
  source    TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
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

CREATE TABLE IF NOT EXISTS dispute_side (
  dispute TEXT NOT NULL REFERENCES dispute DEFERRABLE INITIALLY DEFERRED,
  state   TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  side    TEXT NOT NULL
          CONSTRAINT "side: A or B" CHECK (side IN ('A', 'B')),
  since   TEXT,
  until   TEXT,
  role    TEXT,
  source  TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
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
CREATE UNIQUE INDEX IF NOT EXISTS dispute_side_key
  ON dispute_side(dispute, state, side, ifnull(since, ''));

-- What a state or bloc has declared it will not accept. `about` is the state
-- or bloc that the line protects or isolates; `crossed_by` is the kind of
-- option that would cross it: backing that side, or cutting ties with it.
CREATE TABLE IF NOT EXISTS red_line (
  id          TEXT NOT NULL PRIMARY KEY
              CONSTRAINT "id: a non-empty text" CHECK (length(id) > 0),
  holder      TEXT NOT NULL,
  about       TEXT NOT NULL,
  description TEXT NOT NULL,
  crossed_by  TEXT NOT NULL
              CONSTRAINT "crossed_by: one of back, cut, neutral, mediate"
              CHECK (crossed_by IN ('back', 'cut', 'neutral', 'mediate')),
  addressee   TEXT,        -- who was told: a state or a bloc; NULL: everyone
  since       TEXT,
  until       TEXT,
  source      TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
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

CREATE TRIGGER IF NOT EXISTS red_line_actor_insert BEFORE INSERT ON red_line
WHEN (NOT EXISTS (SELECT 1 FROM state WHERE code = new.holder)
      AND NOT EXISTS (SELECT 1 FROM bloc WHERE code = new.holder))
  OR (NOT EXISTS (SELECT 1 FROM state WHERE code = new.about)
      AND NOT EXISTS (SELECT 1 FROM bloc WHERE code = new.about))
  OR (NOT EXISTS (SELECT 1 FROM state WHERE code = new.addressee)
      AND NOT EXISTS (SELECT 1 FROM bloc WHERE code = new.addressee)
      AND new.addressee IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'red_line.holder, about, addressee: a state or a bloc');
END;

CREATE TRIGGER IF NOT EXISTS red_line_actor_update
BEFORE UPDATE OF holder, about, addressee ON red_line
WHEN (NOT EXISTS (SELECT 1 FROM state WHERE code = new.holder)
      AND NOT EXISTS (SELECT 1 FROM bloc WHERE code = new.holder))
  OR (NOT EXISTS (SELECT 1 FROM state WHERE code = new.about)
      AND NOT EXISTS (SELECT 1 FROM bloc WHERE code = new.about))
  OR (NOT EXISTS (SELECT 1 FROM state WHERE code = new.addressee)
      AND NOT EXISTS (SELECT 1 FROM bloc WHERE code = new.addressee)
      AND new.addressee IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'red_line.holder, about, addressee: a state or a bloc');
END;

CREATE TABLE IF NOT EXISTS roll_call (
  id     TEXT NOT NULL PRIMARY KEY
         CONSTRAINT "id: a non-empty text" CHECK (length(id) > 0),
  date   TEXT NOT NULL,
  title  TEXT,
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "date: a date YYYY, YYYY-MM or YYYY-MM-DD"
    CHECK (length(date) IN (4, 7, 10)
           AND date(substr(date || '-01-01', 1, 10), '+0 days')
               IS substr(date || '-01-01', 1, 10))
);

CREATE TABLE IF NOT EXISTS vote (
  roll_call TEXT NOT NULL REFERENCES roll_call DEFERRABLE INITIALLY DEFERRED,
  state     TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  vote      TEXT NOT NULL
            CONSTRAINT "vote: one of yes, abstain, no, absent"
            CHECK (vote = 'yes' OR vote = 'no' OR vote = 'abstain'
                   OR vote = 'absent'), -- IN (...) takes twice the time
  source    TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (roll_call, state)
) WITHOUT ROWID;

-- Where a state stood in a year on the one dimension that explains its votes.
CREATE TABLE IF NOT EXISTS ideal_point (
  state  TEXT NOT NULL REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  year   INTEGER NOT NULL
         CONSTRAINT "year: a whole number 1..9999"
         CHECK (typeof(year) = 'integer' AND year BETWEEN 1 AND 9999),
  point  REAL NOT NULL
         CONSTRAINT "point: a number" CHECK (typeof(point) = 'real'),
  low    REAL              -- 5 per cent quantile
         CONSTRAINT "low: a number" CHECK (low IS NULL OR typeof(low) = 'real'),
  high   REAL              -- 95 per cent quantile
         CONSTRAINT "high: a number"
         CHECK (high IS NULL OR typeof(high) = 'real'),
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (state, year)
);

-- How far apart two states stand in the General Assembly: |point - point|
-- (Bailey, Strezhnev and Voeten 2017, Journal of Conflict Resolution
-- 61:430-456). Points of one release only: never mix sources.
CREATE VIEW IF NOT EXISTS ideal_distance AS
SELECT x.year, x.state AS a, y.state AS b, abs(x.point - y.point) AS distance,
       x.source
  FROM ideal_point AS x JOIN ideal_point AS y
    ON y.year = x.year AND y.source IS x.source AND y.state > x.state;
