-- Articles found by who is meant in them. entente_create() does not make this
-- index: it is yours to add, once, with the extension loaded:
--
--   .read schema/actor_search.sql
--   SELECT a.id, a.title
--     FROM article_search AS s JOIN article AS a ON a.docid = s.rowid
--    WHERE article_search MATCH 'RUS AND missile' ORDER BY s.rank;
--
-- From then on articles can be written only where the extension is loaded. The
-- index holds the codes that the dictionary gave when an article was written.
-- When the dictionary, or names of states or blocs, changed:
--
--   INSERT INTO article_search(article_search) VALUES ('rebuild');
--
-- To be rid of it again, drop the three triggers, the table and the view.

-- What stands before the character 31 is the date by which names are read.
CREATE VIEW IF NOT EXISTS article_search_text AS
SELECT docid, coalesce(published, '') || char(31) || title AS title,
       coalesce(published, '') || char(31) || body AS body
  FROM article;

CREATE VIRTUAL TABLE IF NOT EXISTS article_search USING fts5(
  title, body, content = 'article_search_text', content_rowid = 'docid',
  tokenize = 'entente'
);

CREATE TRIGGER IF NOT EXISTS article_search_insert
AFTER INSERT ON article BEGIN
  INSERT INTO article_search(rowid, title, body)
  SELECT docid, title, body FROM article_search_text WHERE docid = new.docid;
END;

CREATE TRIGGER IF NOT EXISTS article_search_delete
AFTER DELETE ON article BEGIN
  INSERT INTO article_search(article_search, rowid, title, body)
  VALUES ('delete', old.docid,
          coalesce(old.published, '') || char(31) || old.title,
          coalesce(old.published, '') || char(31) || old.body);
END;

CREATE TRIGGER IF NOT EXISTS article_search_update
AFTER UPDATE OF docid, title, body, published ON article BEGIN
  INSERT INTO article_search(article_search, rowid, title, body)
  VALUES ('delete', old.docid,
          coalesce(old.published, '') || char(31) || old.title,
          coalesce(old.published, '') || char(31) || old.body);
  INSERT INTO article_search(rowid, title, body)
  SELECT docid, title, body FROM article_search_text WHERE docid = new.docid;
END;

INSERT INTO article_search(article_search) VALUES ('rebuild');
