-- Articles found by GDELT's DOC 2.0 API (mode=artlist, format=json).
--
--   { "articles": [ { "url": "...", "title": "...", "seendate":
--     "20230913T101500Z", "domain": "...", "language": "English", ... } ] }
--
-- The text of an article is not in it. A title is shown as GDELT gives it.
--
-- reader: json_file(root='articles')

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('gdelt-articles', 'GDELT DOC 2.0 API: article list', NULL,
        'The GDELT Project. GDELT DOC 2.0 API',
        'free for any use with a citation and a link',
        'https://www.gdeltproject.org')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_skip(reason, row)
SELECT 'no address', line FROM import_file WHERE ifnull(value ->> 'url', '') = '';

INSERT INTO import_note(note, n)
SELECT 'merged: the same address', count(*) - count(DISTINCT value ->> 'url')
  FROM import_file WHERE value ->> 'url' <> ''
 GROUP BY 1 HAVING count(*) > count(DISTINCT value ->> 'url');

INSERT INTO article(id, url, title, publisher, published, language, source)
SELECT value ->> 'url', value ->> 'url',
       ifnull(nullif(trim(value ->> 'title'), ''), value ->> 'url'),
       value ->> 'domain',
       date_from(substr(value ->> 'seendate', 1, 4),
                 substr(value ->> 'seendate', 5, 2),
                 substr(value ->> 'seendate', 7, 2)),
       CASE value ->> 'language'
         WHEN 'English' THEN 'en' WHEN 'Chinese' THEN 'zh'
         WHEN 'Russian' THEN 'ru' WHEN 'Korean' THEN 'ko'
         WHEN 'Japanese' THEN 'ja' WHEN 'Arabic' THEN 'ar'
         WHEN 'French' THEN 'fr' WHEN 'German' THEN 'de'
         WHEN 'Spanish' THEN 'es' WHEN 'Portuguese' THEN 'pt'
         WHEN 'Ukrainian' THEN 'uk' WHEN 'Turkish' THEN 'tr'
         ELSE ifnull(value ->> 'language', 'en') END,
       'gdelt-articles'
  FROM import_file WHERE value ->> 'url' <> ''
 GROUP BY value ->> 'url'
ON CONFLICT(id) DO UPDATE SET
  title = excluded.title, publisher = excluded.publisher,
  published = excluded.published, language = excluded.language;
