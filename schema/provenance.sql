-- Provenance: where a row comes from, when a missing row means "none", and
-- every weight that a composite uses.
--
-- A constraint's name is what the user reads when a row breaks it, so it is
-- written as "column: what was expected".

CREATE TABLE IF NOT EXISTS source (
  id       TEXT NOT NULL PRIMARY KEY
           CONSTRAINT "id: a non-empty text" CHECK (length(id) > 0),
  title    TEXT NOT NULL,
  version  TEXT,
  citation TEXT,           -- as the source asks to be cited
  licence  TEXT,
  url      TEXT
);

-- The layers bear their table's name. Outside every interval of its layer a
-- missing row means "unknown"; inside one it means "observed, none".
CREATE TABLE IF NOT EXISTS coverage (
  layer  TEXT NOT NULL
         CONSTRAINT "layer: one of obligation, transfer, trade, sanction, dispute, capability, vote"
         CHECK (layer IN ('obligation', 'transfer', 'trade', 'sanction',
                          'dispute', 'capability', 'vote')),
  source TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  since  TEXT,
  until  TEXT,
  note   TEXT,             -- what the source leaves out
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
CREATE UNIQUE INDEX IF NOT EXISTS coverage_key
  ON coverage(layer, ifnull(source, ''), ifnull(since, ''));

CREATE TABLE IF NOT EXISTS parameter (
  name   TEXT NOT NULL PRIMARY KEY,
  value  REAL NOT NULL,
  low    REAL NOT NULL,    -- sensitivity() draws between low and high
  high   REAL NOT NULL,
  note   TEXT,
  source TEXT NOT NULL DEFAULT 'analyst default',
  CONSTRAINT "value: a number from low to high"
    CHECK (typeof(value) = 'real' AND typeof(low) = 'real'
           AND typeof(high) = 'real' AND value BETWEEN low AND high)
);

CREATE TABLE IF NOT EXISTS import_log (
  id     INTEGER PRIMARY KEY,
  at     TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  format TEXT NOT NULL,
  path   TEXT NOT NULL,
  report TEXT NOT NULL     -- the JSON that the import returned
);
