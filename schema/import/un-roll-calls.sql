-- Roll calls of the United Nations General Assembly, as the R package unvotes
-- exports them from Voeten's data. Import them before the votes (un-votes).
--
--   rcid,session,importantvote,date,unres,amend,para,short,descr
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('un-votes', 'United Nations General Assembly Voting Data', NULL,
        'Voeten, Erik, Anton Strezhnev, and Michael Bailey (2009). United Nations General Assembly Voting Data. Harvard Dataverse. https://doi.org/10.7910/DVN/LEJUQZ',
        'CC0', 'https://doi.org/10.7910/DVN/LEJUQZ')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_skip(reason, row, value)
SELECT 'no date', line, rcid FROM import_file WHERE date IN ('', 'NA');

INSERT INTO roll_call(id, date, title, source)
SELECT 'un-' || rcid, date,
       nullif(iif(unres IN ('', 'NA'), '', unres || ': ')
              || iif(short IN ('', 'NA'), iif(descr = 'NA', '', descr), short),
              ''),
       'un-votes'
  FROM import_file WHERE date NOT IN ('', 'NA')
ON CONFLICT(id) DO UPDATE SET
  date = excluded.date, title = excluded.title, source = excluded.source;
