-- Ideal points of states, estimated from their votes in the United Nations
-- General Assembly (Bailey, Strezhnev and Voeten), one row for each state and
-- session; a session is named by the year in which it began.
--
--   "",ccode,session,NVotesAll,IdealPointAll,QO%All,Q5%All,...,Q95%All,...
--
-- low and high are the 5 and 95 per cent quantiles.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('un-ideal-points', 'United Nations General Assembly ideal points', NULL,
        'Bailey, Michael A., Anton Strezhnev, and Erik Voeten (2017). Estimating Dynamic State Preferences from United Nations Voting Data. Journal of Conflict Resolution 61(2): 430-456',
        'CC0', 'https://doi.org/10.7910/DVN/LEJUQZ')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_state(value, scheme)
SELECT DISTINCT ccode, 'cow' FROM import_file;

INSERT INTO import_skip(reason, row, value)
SELECT ifnull(s.problem, 'no ideal point'), f.line, f.ccode
  FROM import_file AS f JOIN import_state AS s ON s.value = f.ccode
 WHERE s.code IS NULL OR f.IdealPointAll IN ('', 'NA');

INSERT INTO ideal_point(state, year, point, low, high, source)
SELECT s.code, f.session + 1945, f.IdealPointAll,
       nullif(nullif(f."Q5%All", 'NA'), ''),
       nullif(nullif(f."Q95%All", 'NA'), ''), 'un-ideal-points'
  FROM import_file AS f JOIN import_state AS s ON s.value = f.ccode
 WHERE s.code IS NOT NULL AND f.IdealPointAll NOT IN ('', 'NA')
ON CONFLICT(state, year) DO UPDATE SET
  point = excluded.point, low = excluded.low, high = excluded.high,
  source = excluded.source;
