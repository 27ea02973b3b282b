-- Votes in the United Nations General Assembly, as the R package unvotes
-- exports them from Voeten's data. Import the roll calls first (un-roll-calls):
-- they have the dates.
--
--   rcid,country,country_code,vote
--
-- country_code is ISO alpha-2, so NA is Namibia. R writes NA as well where
-- there is no code, and other programs nothing: in both cases the state is
-- found by its name, Namibia too.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('un-votes', 'United Nations General Assembly Voting Data', NULL,
        'Voeten, Erik, Anton Strezhnev, and Michael Bailey (2009). United Nations General Assembly Voting Data. Harvard Dataverse. https://doi.org/10.7910/DVN/LEJUQZ',
        'CC0', 'https://doi.org/10.7910/DVN/LEJUQZ')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_state(value, scheme)
SELECT DISTINCT value, 'iso2' FROM state_name
 WHERE scheme = 'iso2' AND value <> 'NA'
UNION SELECT country, 'name' FROM import_file WHERE country_code IN ('', 'NA');

CREATE TEMP TABLE IF NOT EXISTS import_roll(rcid INTEGER PRIMARY KEY, id, date);
INSERT INTO import_roll
SELECT substr(id, 4), id, date FROM roll_call WHERE id GLOB 'un-[0-9]*';

INSERT INTO vote(roll_call, state, vote, source)
SELECT r.id, s.code, f.vote, 'un-votes'
  FROM import_file AS f
  JOIN import_roll AS r ON r.rcid = f.rcid
  JOIN import_state AS s
    ON s.value = iif(f.country_code IN ('', 'NA'), f.country, f.country_code)
   AND r.date BETWEEN s.since AND s.until
 WHERE s.code IS NOT NULL
ON CONFLICT(roll_call, state) DO UPDATE SET
  vote = excluded.vote, source = excluded.source;

-- changes() is what was loaded: only when that is less than there is, the file
-- is read again to say what is missing.
INSERT INTO import_skip(reason, row, value)
SELECT iif(r.id IS NULL, 'a roll call that is not there: import un-roll-calls',
           ifnull(s.problem, 'unknown state')),
       f.line,
       CASE WHEN r.id IS NULL THEN f.rcid
            WHEN f.country_code IN ('', 'NA') THEN f.country
            ELSE f.country_code END
  FROM import_file AS f
  LEFT JOIN import_roll AS r ON r.rcid = f.rcid
  LEFT JOIN import_state AS s
    ON s.value = iif(f.country_code IN ('', 'NA'), f.country, f.country_code)
   AND r.date BETWEEN s.since AND s.until
 WHERE :rows > (SELECT changes())
   AND (r.id IS NULL OR s.code IS NULL);

DELETE FROM coverage WHERE layer = 'vote' AND source = 'un-votes';
INSERT INTO coverage(layer, source, since, until)
SELECT 'vote', 'un-votes', min(date), max(date)
  FROM roll_call WHERE source = 'un-votes' GROUP BY 1;
