-- The full-text index over articles, kept by triggers. Apart from the tables,
-- because a host's SQLite may lack FTS5; entente_create() then says so.

CREATE VIRTUAL TABLE IF NOT EXISTS article_fts USING fts5(
  title, body, content = 'article', content_rowid = 'docid',
  tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER IF NOT EXISTS article_fts_insert AFTER INSERT ON article BEGIN
  INSERT INTO article_fts(rowid, title, body)
  VALUES (new.docid, new.title, new.body);
END;

CREATE TRIGGER IF NOT EXISTS article_fts_delete AFTER DELETE ON article BEGIN
  INSERT INTO article_fts(article_fts, rowid, title, body)
  VALUES ('delete', old.docid, old.title, old.body);
END;

CREATE TRIGGER IF NOT EXISTS article_fts_update AFTER UPDATE ON article BEGIN
  INSERT INTO article_fts(article_fts, rowid, title, body)
  VALUES ('delete', old.docid, old.title, old.body);
  INSERT INTO article_fts(rowid, title, body)
  VALUES (new.docid, new.title, new.body);
END;
