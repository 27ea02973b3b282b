-- Militarized Interstate Disputes of the Correlates of War project, the file of
-- disputes (MIDA 4 and 5). Who stood on which side is in the file of
-- participants: import it as well, with the format cow-mid-sides.
--
--   dispnum,stday,stmon,styear,endday,endmon,endyear,...,hostlev,...,ongo2014
--
-- -9 is a day or month that is not known: the date is then a month or a year.
-- A dispute that goes on at the end of the data has no end here. Hostility:
-- 1 no militarized action, 2 threat of force: a claim; 3 display of force: an
-- incident; 4 use of force: a clash; 5 war. No row of `coverage` is written:
-- a dispute without sides says nothing about a pair of states.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('cow-mid', 'Correlates of War: Militarized Interstate Disputes', NULL,
        'Palmer, Glenn, et al. (2022). The MID5 Dataset, 2011-2014: Procedures, Coding Rules, and Description. Conflict Management and Peace Science 39(4): 470-482',
        'free for research with citation',
        'https://correlatesofwar.org/data-sets/mids/')
ON CONFLICT(id) DO NOTHING;

INSERT INTO dispute(id, title, intensity, since, until, source)
SELECT 'mid-' || dispnum, 'Militarized interstate dispute ' || dispnum,
       CASE WHEN hostlev IN ('1', '2') THEN 'claim'
            WHEN hostlev = '3' THEN 'incident'
            WHEN hostlev = '4' THEN 'clash'
            WHEN hostlev = '5' THEN 'war' END,
       date_from(styear, stmon, stday),
       CASE WHEN ongo2014 <> '1' THEN date_from(endyear, endmon, endday) END,
       'cow-mid'
  FROM import_file WHERE true
ON CONFLICT(id) DO UPDATE SET
  intensity = excluded.intensity, since = excluded.since,
  until = excluded.until, source = excluded.source;

INSERT INTO import_note(note, n)
SELECT 'goes on at the end of the data: until is open', count(*)
  FROM import_file WHERE ongo2014 = '1' GROUP BY 1;
