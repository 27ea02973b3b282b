-- From article to deal: what a text says, who judges it, what it becomes.
SELECT entente_create() IS NOT NULL AS created;

-- The scenario's own sentence is exactly one deal, and one event.
SELECT party_a, party_b, status, gives, gives_item, gets, gets_item, rule
  FROM article_deals('Russia asked North Korea for artillery shells in exchange for satellite technology.', '2023-09-13');
SELECT source_state, target_state, code, plover, explain
  FROM article_events('Russia asked North Korea for artillery shells in exchange for satellite technology.', '2023-09-13');
WITH said(text) AS (VALUES ('Moscow’s talks with Seoul and Côte d’Ivoire'))
SELECT substr(said.text, first + 1, last - first) AS words, code, kind
  FROM said, article_mentions(said.text, '2023-09-13');

-- Quantities, passives, denials, and what is no deal.
WITH said(text) AS (VALUES
 ('Iran supplied Russia with 400 drones in return for fighter jets.'),
 ('Iran was supplied with missile parts by North Korea.'),
 ('China denied supplying weapons to Russia.'),
 ('Saudi Arabia agreed to lend Pakistan a loan of $3 billion.'),
 ('Egypt imported 500,000 tons of wheat from Russia.'),
 ('The missile was tested by North Korea on Monday.'))
SELECT party_a, party_b, status, gives_item, gives_quantity, gets_item, gets_quantity, gets_unit
  FROM said, article_deals(said.text, '2023-09-13');

-- Stance, aspect and act compose; the date decides between names.
WITH said(text) AS (VALUES
 ('Germany refused to lift sanctions on Russia.'),
 ('France will not attend talks with Iran.'),
 ('Turkey threatened to attack Greece.'),
 ('Japan called on China to release the fishermen.'),
 ('Twelve soldiers of India were killed by rebels in Pakistan.'),
 ('The United States and Japan signed an agreement.'),
 ('Spain did not attack Morocco.'))
SELECT source_state, target_state, code, plover, rule, confidence
  FROM said, article_events(said.text, '2020-05-01');
SELECT code, candidates, ambiguity FROM article_mentions('Korea', '2000-01-01');
SELECT code, candidates, ambiguity FROM article_mentions('Korea', '1900-01-01');

-- An archive: coded once, told twice, counted once.
INSERT INTO source(id, title) VALUES ('wire', 'A wire service');
INSERT INTO article(id, title, published, body, source) VALUES
 ('a1', 'Shells', '2023-09-10', 'Russia asked North Korea for artillery shells in exchange for satellite technology, officials in Seoul said. The request was made at the end of August.', 'wire'),
 ('a2', 'Shells', '2023-09-11', 'SEOUL (Wire) - Russia asked North Korea for artillery shells in exchange for satellite technology, officials in Seoul said. The request was made at the end of August.', 'wire'),
 ('a3', 'Drones', '2023-09-12', 'Iran supplied Russia with 400 drones in return for fighter jets.', 'wire');
INSERT INTO article(id, title, published, language, body, source) VALUES
 ('a4', 'Granaten', '2023-09-12', 'de', 'Russland bat Nordkorea um Granaten.', 'wire');
SELECT json_remove(entente_code_articles(1), '$.dictionary') AS first_step;
SELECT json_remove(entente_code_articles(), '$.dictionary') AS second_step;
SELECT json_remove(entente_code_articles(), '$.dictionary') AS nothing_left;
SELECT article, source_state, target_state, code, verb, cluster, dictionary = dictionary_hash() AS current FROM event;
SELECT month, source_state, target_state, events, stories, weight, story_weight FROM event_month;
SELECT id, cluster, party_a, party_b, status, gives, gets FROM candidate_waiting ORDER BY id;

-- Review: rejected ones do not come back, accepted ones become deals.
UPDATE candidate SET review = 'rejected' WHERE article = 'a2';
UPDATE candidate SET review = 'accepted', deal = 'shells-2023' WHERE article = 'a1';
SELECT id, title, status, source FROM deal;
SELECT state, role FROM deal_party ORDER BY state;
SELECT id, supplier, recipient, category, item, status, known FROM transfer;
SELECT article, about, about_id, stance FROM evidence;
SELECT count(*) AS errors FROM entente_check() WHERE severity = 'error';

-- The dictionary is tables: what changes is seen by the next statement.
SELECT code FROM article_events('Ruritania praised France.', '2020-01-01');
INSERT INTO dictionary_actor(phrase, code, kind, source) VALUES ('Ruritania', 'RUR', 'place', 'wire');
INSERT INTO dictionary_word(phrase, class, code, priority, source) VALUES ('praise', 'act', '111', 1, 'wire');
SELECT source_state, target_state, code FROM article_events('Ruritania praised France.', '2020-01-01');
BEGIN;
UPDATE dictionary_word SET active = 0 WHERE phrase = 'praise';
SELECT count(*) AS switched_off FROM article_events('Ruritania praised France.', '2020-01-01');
ROLLBACK;
SELECT count(*) AS back FROM article_events('Ruritania praised France.', '2020-01-01');
SELECT problem, phrase, detail FROM dictionary_check() WHERE dictionary = 'dictionary_word';
INSERT INTO dictionary_word(phrase, class, value, source) VALUES ('smile', 'stance', 'happy', 'wire');
SELECT problem, phrase, detail FROM dictionary_check() WHERE problem = 'malformed';
SELECT json_remove(entente_code_articles(), '$.dictionary') AS coded_anew;
SELECT count(*) AS waiting FROM candidate_waiting;

-- What the dictionary missed, and what is refused.
INSERT INTO article(id, title, published, body) VALUES ('a5', 'Gaps', '2023', 'Zembla lambada. France pestered Germany. France pestered Italy with Ottokar.');
SELECT words, n FROM unknown_actors();
SELECT words, n FROM unknown_verbs();
SELECT * FROM article_events(NULL);
SELECT * FROM article_events(7);
SELECT * FROM article_events('x', 'yesterday');
SELECT entente_code_articles(-1);
UPDATE candidate SET party_b = 'NATO' WHERE article = 'a3';
UPDATE candidate SET review = 'accepted' WHERE article = 'a3';

-- A confidence rests on rows of dictionary_prior: without one it is not known,
-- and the dictionary is another one.
SELECT confidence, rule
  FROM article_events('Moscow condemned the United States on Tuesday.');
CREATE TEMP TABLE hash AS SELECT dictionary_hash() AS before;
DELETE FROM dictionary_prior WHERE name = 'svo';
SELECT confidence, rule
  FROM article_events('Moscow condemned the United States on Tuesday.');
SELECT before = dictionary_hash() AS the_same FROM temp.hash;
