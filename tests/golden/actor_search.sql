-- Codes stand at the words that mean them, by the date of the article.
SELECT entente_create() ->> 'fts5' AS fts5;
INSERT INTO article(id, title, published, body) VALUES
('kremlin', 'A visit', '2023-09-13', 'The Kremlin denied that missiles were sold.'),
('soviet', 'Old news', '1985', 'The Soviet Union and East Germany can agree.'),
('korea', 'Launch', '2023-10', 'North Korean engineers met Mr. Putin in Moscow.'),
('undated', 'No date', NULL, 'Russian exports fell. Élysée guests left.'),
('none', 'Weather', '2023', 'It can rain in the rus, as we are told.');
SELECT found, advice FROM entente_doctor() WHERE topic = 'actor search';
.read schema/actor_search.sql
SELECT found, ok FROM entente_doctor() WHERE topic = 'actor search';
CREATE TEMP VIEW found AS
SELECT a.id, s.title AS t, s.body AS b, s.rank AS r, article_search AS q
  FROM article_search AS s JOIN article AS a ON a.docid = s.rowid;
SELECT id FROM found WHERE q MATCH 'RUS' ORDER BY id;
SELECT id FROM found WHERE q MATCH 'NEAR(PRK RUS, 6)' ORDER BY id;
SELECT id FROM found WHERE q MATCH 'GDR' ORDER BY id;
SELECT id FROM found WHERE q MATCH '"RUS exports"' ORDER BY id;
SELECT id FROM found WHERE q MATCH '"PRK korean engineers"' ORDER BY id;
SELECT id FROM found WHERE q MATCH 'RUS NOT body : moscow' ORDER BY id;
-- In capitals a code, in small letters a word.
SELECT id FROM found WHERE q MATCH 'rus' ORDER BY id;
SELECT id FROM found WHERE q MATCH 'can' ORDER BY id;
SELECT count(*) AS canada FROM found WHERE q MATCH 'CAN';
SELECT count(*) AS emirates FROM found WHERE q MATCH 'ARE';
SELECT id FROM found WHERE q MATCH 'MOSCOW elysee OR KREMLIN' ORDER BY id;
-- The date is no word; a name counts as of it.
SELECT count(*) AS n FROM found WHERE q MATCH '1985 OR 2023 OR 13';
INSERT INTO dictionary_actor(phrase, code, kind, since, until) VALUES
('Zembla', 'ISL', 'place', '1900', '1999'), ('Zembla', 'NOR', 'place', '2000', NULL);
INSERT INTO article(id, title, published, body) VALUES
('before', 'Z', '1950-01-02', 'Zembla spoke.'), ('after', 'Z', '2010', 'Zembla spoke.'),
('ever', 'Z', NULL, 'Zembla spoke.');
SELECT id FROM found WHERE q MATCH 'ISL' ORDER BY id;
SELECT id FROM found WHERE q MATCH 'NOR' ORDER BY id;
-- What is marked is the words.
SELECT substr(h, instr(h, char(31)) + 1) AS marked FROM
  (SELECT highlight(article_search, 1, '[', ']') AS h FROM article_search WHERE article_search MATCH 'PRK OR RUS' ORDER BY rowid);
-- Triggers keep up; a changed dictionary needs a rebuild.
UPDATE article SET body = 'Paris denied it.' WHERE id = 'kremlin';
DELETE FROM article WHERE id = 'soviet';
SELECT id FROM found WHERE q MATCH 'RUS' ORDER BY id;
SELECT id FROM found WHERE q MATCH 'FRA' ORDER BY id;
SELECT count(*) AS gone FROM article_search WHERE article_search MATCH 'GDR OR soviet';
INSERT INTO article_search(article_search) VALUES ('integrity-check');
BEGIN;
INSERT INTO dictionary_actor(phrase, code, kind) VALUES ('engineers', 'BRA', 'test');
UPDATE dictionary_actor SET any_case = 1 WHERE phrase = 'engineers';
INSERT INTO article_search(article_search) VALUES ('rebuild');
SELECT id FROM found WHERE q MATCH 'BRA' ORDER BY id;
ROLLBACK;
SELECT count(*) AS n FROM found WHERE q MATCH 'BRA';
INSERT INTO article_search(article_search) VALUES ('integrity-check');

-- Chinese, Japanese and Korean: any part of a run.
INSERT INTO article(id, title, published, language, body) VALUES
('zh', '新闻', '2023-09-13', 'zh', '俄罗斯总统普京会见了朝鲜领导人金正恩，讨论Tokyo东京问题。'),
('ja', 'ニュース', '2023-09-13', 'ja', '北朝鮮の金正恩総書記がロシアを訪問した。'),
('ko', '뉴스', '2023-09-13', 'ko', '러시아가 북한에 포탄을 요청했다.');
SELECT id FROM found WHERE q MATCH '朝鲜' ORDER BY id;
SELECT id FROM found WHERE q MATCH '金正恩' ORDER BY id;
SELECT id FROM found WHERE q MATCH '朝' ORDER BY id;
SELECT id FROM found WHERE q MATCH 'ロシア OR 러시아' ORDER BY id;
SELECT id FROM found WHERE q MATCH '북한' ORDER BY id;
SELECT id FROM found WHERE q MATCH '金恩 OR 正金' ORDER BY id;
SELECT id FROM found WHERE q MATCH 'tokyo东京' ORDER BY id;
SELECT id FROM found WHERE q MATCH 'title : 新*' ORDER BY id;
SELECT substr(h, instr(h, char(31)) + 1) AS marked FROM
  (SELECT highlight(article_search, 1, '[', ']') AS h FROM article_search WHERE article_search MATCH '金正恩 OR 朝 OR 鲜 OR 러시아' ORDER BY rowid);

-- A table of one's own, with options of unicode61; one without a dataset.
CREATE VIRTUAL TABLE temp.own USING fts5(x, tokenize = "entente tokenchars '@'");
INSERT INTO own VALUES ('mail@example from Berlin');
SELECT count(*) AS n FROM own WHERE own MATCH '"mail@example" DEU';
CREATE VIRTUAL TABLE temp.bad USING fts5(x, tokenize = 'entente nonsense 1');
