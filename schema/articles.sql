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

-- Who did what to whom, as coded from an article: what the text claims.
-- Positions are characters of the body (of the title where there is no body),
-- counted from 0. Rows that entente_code_articles() wrote carry the hash of
-- the dictionary they were coded with; rows without one are yours, and stay.
CREATE TABLE IF NOT EXISTS event (
  id           INTEGER PRIMARY KEY,
  article      TEXT REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED,
  first        INTEGER,
  last         INTEGER,
  source_state TEXT REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  target_state TEXT REFERENCES state DEFERRABLE INITIALLY DEFERRED,
  code         TEXT,               -- CAMEO
  date         TEXT,
  sentence     INTEGER,            -- counted from 0
  source_actor TEXT,               -- also an organisation or a group
  target_actor TEXT,
  source_sector TEXT,              -- GOV, MIL, REB, ...
  target_sector TEXT,
  verb         TEXT,               -- the words that decided
  item         TEXT,
  negated      INTEGER,
  hypothetical INTEGER,
  quoted       INTEGER,
  reciprocal   INTEGER,            -- 1: holds in both directions
  rule         TEXT,
  confidence   REAL,
  dictionary   TEXT,
  cluster      TEXT,               -- the first article that tells this story
  source       TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "date: a date YYYY, YYYY-MM or YYYY-MM-DD"
    CHECK (date IS NULL OR length(date) IN (4, 7, 10)
           AND date(substr(date || '-01-01', 1, 10), '+0 days')
               IS substr(date || '-01-01', 1, 10))
);
CREATE INDEX IF NOT EXISTS event_article ON event(article);
CREATE INDEX IF NOT EXISTS event_states ON event(source_state, target_state);

-- Which articles have been read, with which dictionary, and which tell the
-- same story. The fingerprint is hexadecimal.
CREATE TABLE IF NOT EXISTS article_reading (
  article     TEXT NOT NULL PRIMARY KEY
              REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED,
  dictionary  TEXT NOT NULL,
  fingerprint TEXT,
  cluster     TEXT,
  sentences   INTEGER,
  source      TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED
);

CREATE TRIGGER IF NOT EXISTS article_reading_stale
AFTER UPDATE OF title, body, published, language ON article BEGIN
  DELETE FROM article_reading WHERE article = old.id;
END;

-- A deal that a text speaks of, waiting for somebody to judge it:
--
--   UPDATE candidate SET review = 'accepted', deal = 'rus-prk-2023'
--    WHERE id = 1;
--
-- writes the deal (or adds to it), its parties, its transfers, and the
-- evidence. 'rejected' keeps it from coming back.
CREATE TABLE IF NOT EXISTS candidate (
  id         INTEGER PRIMARY KEY,
  article    TEXT REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED,
  sentence   INTEGER,
  first      INTEGER,
  last       INTEGER,
  words      TEXT,
  party_a    TEXT NOT NULL,
  party_b    TEXT NOT NULL,
  status     TEXT NOT NULL
             CONSTRAINT "status: one of reported, asked, offered, agreed, signed, delivered, refused, denied"
             CHECK (status IN ('reported', 'asked', 'offered', 'agreed',
                               'signed', 'delivered', 'refused', 'denied')),
  rule       TEXT,
  confidence REAL,
  dictionary TEXT,
  review     TEXT NOT NULL DEFAULT 'waiting'
             CONSTRAINT "review: one of waiting, accepted, rejected"
             CHECK (review IN ('waiting', 'accepted', 'rejected')),
  deal       TEXT REFERENCES deal DEFERRABLE INITIALLY DEFERRED,
  note       TEXT,
  source     TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX IF NOT EXISTS candidate_article ON candidate(article);

CREATE TABLE IF NOT EXISTS candidate_item (
  candidate INTEGER NOT NULL
            REFERENCES candidate(id) DEFERRABLE INITIALLY DEFERRED,
  n         INTEGER NOT NULL,
  supplier  TEXT NOT NULL,
  recipient TEXT NOT NULL,
  category  TEXT NOT NULL,
  item      TEXT,               -- class: arms.artillery
  words     TEXT,
  quantity  REAL,
  unit      TEXT,
  source    TEXT REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (candidate, n)
);

CREATE TRIGGER IF NOT EXISTS candidate_accept
AFTER UPDATE OF review ON candidate
WHEN new.review = 'accepted' AND old.review <> 'accepted' BEGIN
  SELECT RAISE(ABORT, 'candidate.review: a deal is between states: see party_a and party_b')
   WHERE new.party_a NOT IN (SELECT code FROM state)
      OR new.party_b NOT IN (SELECT code FROM state);
  INSERT INTO deal(id, title, status, note, source)
  VALUES (coalesce(new.deal, 'candidate-' || new.id),
          coalesce(new.words, new.party_a || ' and ' || new.party_b),
          new.status, new.note,
          (SELECT source FROM article WHERE id = new.article))
  ON CONFLICT DO NOTHING;
  INSERT INTO deal_party(deal, state, source)
  SELECT coalesce(new.deal, 'candidate-' || new.id), code,
         (SELECT source FROM article WHERE id = new.article)
    FROM state WHERE code IN (new.party_a, new.party_b)
  ON CONFLICT DO NOTHING;
  INSERT INTO transfer(id, deal, supplier, recipient, category, item,
                       quantity, unit, status, known, source)
  SELECT coalesce(new.deal, 'candidate-' || new.id) || '-' || new.id || '-'
           || n,
         coalesce(new.deal, 'candidate-' || new.id), supplier, recipient,
         category, words, quantity, unit, new.status,
         (SELECT published FROM article WHERE id = new.article),
         (SELECT source FROM article WHERE id = new.article)
    FROM candidate_item WHERE candidate = new.id;
  INSERT INTO evidence(article, about, about_id, stance, note, source)
  SELECT new.article, 'deal', coalesce(new.deal, 'candidate-' || new.id),
         'report', new.words,
         (SELECT source FROM article WHERE id = new.article)
   WHERE new.article IS NOT NULL
  ON CONFLICT DO NOTHING;
  UPDATE candidate SET deal = coalesce(new.deal, 'candidate-' || new.id)
   WHERE id = new.id;
END;

-- Events by month and pair of states: all of them, and each story once for
-- each kind of event; sums of the weights in dictionary_code, where
-- cooperation is positive.
CREATE VIEW IF NOT EXISTS event_month AS
WITH directed AS (
  SELECT date, source_state AS a, target_state AS b, code,
         coalesce(cluster, article, id) AS story
    FROM event
   UNION ALL
  SELECT date, target_state, source_state, code,
         coalesce(cluster, article, id)
    FROM event WHERE reciprocal = 1),
counted AS (
  SELECT substr(date, 1, 7) AS month, a, b, code, story, count(*) AS n
    FROM directed WHERE a <> b
   GROUP BY 1, 2, 3, 4, 5)
SELECT month, a AS source_state, b AS target_state, sum(n) AS events,
       count(*) AS stories, sum(n * weight) AS weight,
       sum(weight) AS story_weight
  FROM counted LEFT JOIN dictionary_code USING (code)
 GROUP BY month, a, b;

CREATE VIEW IF NOT EXISTS candidate_waiting AS
SELECT c.id, r.cluster, c.article, a.published, c.party_a, c.party_b, c.status,
       (SELECT group_concat(words, ', ') FROM candidate_item AS i
         WHERE i.candidate = c.id AND i.supplier = c.party_a) AS gives,
       (SELECT group_concat(words, ', ') FROM candidate_item AS i
         WHERE i.candidate = c.id AND i.supplier = c.party_b) AS gets,
       c.confidence, c.rule, c.words
  FROM candidate AS c
  LEFT JOIN article AS a ON a.id = c.article
  LEFT JOIN article_reading AS r ON r.article = c.article
 WHERE c.review = 'waiting'
 ORDER BY c.confidence DESC, c.id;

-- Agreements, cooperation and aid between two states that share no deal.
CREATE VIEW IF NOT EXISTS event_without_deal AS
SELECT e.*
  FROM event AS e
 WHERE substr(e.code, 1, 2) IN ('03', '05', '06', '07')
   AND e.source_state <> e.target_state
   AND NOT EXISTS (
     SELECT 1 FROM deal_party AS a
       JOIN deal_party AS b ON b.deal = a.deal AND b.state = e.target_state
       JOIN deal AS d ON d.id = a.deal
      WHERE a.state = e.source_state
        AND (e.date IS NULL OR d.since IS NULL
             OR substr(d.since, 1, length(e.date)) <= e.date)
        AND (e.date IS NULL OR d.until IS NULL
             OR substr(d.until || '-99-99', 1, length(e.date)) >= e.date));
