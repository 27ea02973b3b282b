-- 100,000 sentences of news, and what is said in them: events with all actors.
-- The peer does what every search engine does with the same text: FTS5 cuts it
-- into words and indexes them. At 100,000 sentences a second, ours takes one.
-- [before]
CREATE TEMP TABLE said(text);
WITH RECURSIVE
 actor(i, a) AS (VALUES (0, 'Russian Foreign Minister Sergei Lavrov'), (1, 'The Iranian government'),
  (2, 'The White House'), (3, 'Beijing'), (4, 'Turkish forces in northern Syria'), (5, 'The European Union'),
  (6, 'Prime Minister Benjamin Netanyahu'), (7, 'North Korea'), (8, 'The Indian army'), (9, 'Taliban fighters')),
 act(k, v) AS (VALUES (0, 'said on Monday that it will not lift sanctions on'), (1, 'agreed to supply 40 helicopters to'),
  (2, 'condemned, in a statement carried by the state news agency, the latest air strikes of'),
  (3, 'has signed an agreement on trade and investment with'), (4, 'asked for oil in exchange for technology from'),
  (5, 'attacked several military positions near the border with'), (6, 'held talks in Geneva this week with the leaders of')),
 n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 99999)
INSERT INTO said
SELECT group_concat(a.a || ' ' || v || ' ' || b.a || ', two officials who were not named told reporters after the meeting.', ' ')
  FROM n JOIN actor AS a ON a.i = n % 10 JOIN act ON k = n % 7 JOIN actor AS b ON b.i = (n / 10) % 10
 GROUP BY n / 20;
CREATE VIRTUAL TABLE temp.word USING fts5(text);
-- [ours <= 1000 ms]
SELECT count(*) FROM said, article_events(said.text, '2020-01-01');
-- [FTS5 indexing it <= 8]
INSERT INTO temp.word(text) SELECT text FROM said;
