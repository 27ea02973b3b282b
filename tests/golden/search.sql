-- The full-text index follows the articles through insert, update, delete.
SELECT entente_create() ->> 'fts5' AS fts5;
INSERT INTO article(id, title, body)
VALUES ('a', 'Shells for Russia', 'Pyongyang ships shells.'),
       ('b', 'Satellite talk', 'Moscow offers help with a satellite.');
SELECT a.id FROM article_fts AS f JOIN article AS a ON a.docid = f.rowid
 WHERE article_fts MATCH 'shells';
UPDATE article SET body = 'Moscow denies it.' WHERE id = 'a';
SELECT count(*) AS pyongyang FROM article_fts WHERE article_fts MATCH 'Pyongyang';
SELECT count(*) AS moscow FROM article_fts WHERE article_fts MATCH 'moscow';
DELETE FROM article WHERE id = 'b';
SELECT count(*) AS satellite FROM article_fts WHERE article_fts MATCH 'satellite';

-- Evidence is joined both ways: from a deal to its articles and back.
INSERT INTO deal(id, title) VALUES ('d', 'Shells for technology');
INSERT INTO evidence(article, about, about_id, stance)
VALUES ('a', 'deal', 'd', 'report');
SELECT a.title FROM evidence AS e JOIN article AS a ON a.id = e.article
 WHERE e.about = 'deal' AND e.about_id = 'd';
SELECT d.title FROM evidence AS e JOIN deal AS d ON d.id = e.about_id
 WHERE e.about = 'deal' AND e.article = 'a';
