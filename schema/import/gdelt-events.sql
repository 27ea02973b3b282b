-- GDELT events, a daily file of 1.0 (57 columns, or 58 with the article) or a
-- quarter-hourly one of 2.0 (61 columns): tab-separated, without names.
--
--   c1 GLOBALEVENTID, c2 SQLDATE, c8 and c18 Actor1 and Actor2CountryCode,
--   c27 EventCode; the article: c57 DATEADDED and c58 SOURCEURL in 1.0,
--   c60 and c61 in 2.0
--
-- GDELT counts what is reported, not what happens: one happening has many
-- events. Count articles or days, not rows. Events without a country on either
-- side are left out. A code of a region (EUR, AFR) is no state. GDELT knows no
-- titles: an article's title is its address.
--
-- reader: csv_file(delimiter='tab', header=0, columns=61, quote='')

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('gdelt', 'GDELT Event Database', NULL,
        'Leetaru, Kalev, and Philip A. Schrodt (2013). GDELT: Global Data on Events, Location, and Tone, 1979-2012. ISA Annual Convention, San Francisco',
        'free for any use with a citation and a link',
        'https://www.gdeltproject.org')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_state(value, scheme)
SELECT c8, 'cameo' FROM import_file WHERE c8 <> ''
UNION SELECT c18, 'cameo' FROM import_file WHERE c18 <> '';

CREATE TEMP TABLE IF NOT EXISTS import_event(
  row, id INTEGER, day, source_state, target_state, code, added, url,
  code1, code2);
INSERT INTO import_event
SELECT f.line, f.c1, f.c2, a.code, b.code, f.c27,
       substr(iif(f.c61 IS NULL, f.c57, f.c60), 1, 8),
       nullif(iif(f.c61 IS NULL, f.c58, f.c61), ''), f.c8, f.c18
  FROM import_file AS f
  LEFT JOIN import_state AS a
    ON a.value = f.c8 AND date_from(substr(f.c2, 1, 4), substr(f.c2, 5, 2),
                                    substr(f.c2, 7, 2))
                          BETWEEN a.since AND a.until
  LEFT JOIN import_state AS b
    ON b.value = f.c18 AND date_from(substr(f.c2, 1, 4), substr(f.c2, 5, 2),
                                     substr(f.c2, 7, 2))
                           BETWEEN b.since AND b.until;

INSERT INTO import_skip(reason, row)
SELECT 'no country on either side', row FROM import_event
 WHERE source_state IS NULL AND target_state IS NULL;

INSERT INTO import_note(note, row, value)
SELECT 'unknown state', row, code1 FROM import_event
 WHERE source_state IS NULL AND code1 <> ''
UNION ALL SELECT 'unknown state', row, code2 FROM import_event
 WHERE target_state IS NULL AND code2 <> '';

DELETE FROM import_event WHERE source_state IS NULL AND target_state IS NULL;

INSERT INTO article(id, url, title, published, source)
SELECT url, url, url,
       min(date_from(substr(added, 1, 4), substr(added, 5, 2),
                     substr(added, 7, 2))), 'gdelt'
  FROM import_event WHERE url IS NOT NULL GROUP BY url
ON CONFLICT(id) DO NOTHING;

INSERT INTO event(id, article, source_state, target_state, code, date, source)
SELECT id, url, source_state, target_state, code,
       date_from(substr(day, 1, 4), substr(day, 5, 2), substr(day, 7, 2)),
       'gdelt'
  FROM import_event WHERE true
ON CONFLICT(id) DO UPDATE SET
  article = excluded.article, source_state = excluded.source_state,
  target_state = excluded.target_state, code = excluded.code,
  date = excluded.date, source = excluded.source;
