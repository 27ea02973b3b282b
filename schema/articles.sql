-- Articles: what was written, and which row of the dataset it bears out.

CREATE TABLE IF NOT EXISTS article (
  docid     INTEGER PRIMARY KEY,   -- the key of the full-text index
  id        TEXT NOT NULL UNIQUE
            CONSTRAINT "id: a non-empty text" CHECK (length(id) > 0),
  url       TEXT,
  title     TEXT NOT NULL,
  publisher TEXT,
  published TEXT,
  language  TEXT NOT NULL DEFAULT 'en',
  body      TEXT,                  -- the text, or our summary of it
  source    TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "published: a date YYYY, YYYY-MM or YYYY-MM-DD"
    CHECK (published IS NULL OR length(published) IN (4, 7, 10)
           AND date(substr(published || '-01-01', 1, 10), '+0 days')
               IS substr(published || '-01-01', 1, 10))
);

-- `about` names the table, `about_id` the row that the article speaks of.
CREATE TABLE IF NOT EXISTS evidence (
  article  TEXT NOT NULL REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED,
  about    TEXT NOT NULL
           CONSTRAINT "about: one of deal, transfer, sanction, dispute, red_line"
           CHECK (about IN ('deal', 'transfer', 'sanction', 'dispute',
                            'red_line')),
  about_id TEXT NOT NULL,
  stance   TEXT,                   -- report, denial, analysis, ...
  note     TEXT,
  source   TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (article, about, about_id)
);
CREATE INDEX IF NOT EXISTS evidence_about ON evidence(about, about_id);

-- Who did what to whom, as coded from an article. Positions are characters,
-- counted from 0.
CREATE TABLE IF NOT EXISTS event (
  id           INTEGER PRIMARY KEY,
  article      TEXT REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED,
  first        INTEGER,
  last         INTEGER,
  source_state TEXT REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  target_state TEXT REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  code         TEXT,               -- CAMEO
  date         TEXT,
  source       TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "date: a date YYYY, YYYY-MM or YYYY-MM-DD"
    CHECK (date IS NULL OR length(date) IN (4, 7, 10)
           AND date(substr(date || '-01-01', 1, 10), '+0 days')
               IS substr(date || '-01-01', 1, 10))
);
CREATE INDEX IF NOT EXISTS event_article ON event(article);
