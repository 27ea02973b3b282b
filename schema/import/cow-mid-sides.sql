-- Militarized Interstate Disputes of the Correlates of War project, the file of
-- participants (MIDB 4 and 5): which state was on which side, and when. Import
-- the file of disputes too, with the format cow-mids, before or after; a
-- dispute that is not there yet is made from its participants.
--
--   dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,...
--
-- -9 is a day or month that is not known. A state that left and came back has
-- several rows. The rows of this source are replaced.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('cow-mid', 'Correlates of War: Militarized Interstate Disputes', NULL,
        'Palmer, Glenn, et al. (2022). The MID5 Dataset, 2011-2014: Procedures, Coding Rules, and Description. Conflict Management and Peace Science 39(4): 470-482',
        'free for research with citation',
        'https://correlatesofwar.org/data-sets/mids/')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_state(value, scheme)
SELECT DISTINCT ccode, 'cow' FROM import_file;

INSERT INTO import_skip(reason, row, value)
SELECT s.problem, f.line, f.ccode
  FROM import_file AS f JOIN import_state AS s ON s.value = f.ccode
 WHERE s.code IS NULL;

INSERT INTO dispute(id, title, intensity, since, until, source)
SELECT 'mid-' || dispnum, 'Militarized interstate dispute ' || dispnum,
       CASE max(hostlev + 0) WHEN 5 THEN 'war' WHEN 4 THEN 'clash'
            WHEN 3 THEN 'incident' ELSE 'claim' END,
       min(date_from(styear, stmon, stday)),
       max(date_from(endyear, endmon, endday)), 'cow-mid'
  FROM import_file GROUP BY dispnum
ON CONFLICT(id) DO NOTHING;

DELETE FROM dispute_side WHERE source = 'cow-mid';
INSERT INTO dispute_side(dispute, state, side, since, until, role, source)
SELECT 'mid-' || f.dispnum, s.code, iif(f.sidea = '1', 'A', 'B'),
       date_from(f.styear, f.stmon, f.stday),
       CASE WHEN d.until IS NOT NULL OR f.endyear < last.year
            THEN date_from(f.endyear, f.endmon, f.endday) END,
       iif(f.orig = '1', 'originator', 'joiner'), 'cow-mid'
  FROM import_file AS f
  JOIN import_state AS s ON s.value = f.ccode
  JOIN dispute AS d ON d.id = 'mid-' || f.dispnum
  JOIN (SELECT max(endyear) AS year FROM import_file) AS last
 WHERE s.code IS NOT NULL
ON CONFLICT(dispute, state, side, ifnull(since, '')) DO UPDATE SET
  until = excluded.until;

INSERT INTO import_note(note, n)
SELECT 'merged: the same state, side and day',
       (SELECT count(*) FROM import_file)
       - (SELECT count(*) FROM import_skip)
       - (SELECT count(*) FROM dispute_side WHERE source = 'cow-mid') AS more
 WHERE more > 0;

DELETE FROM coverage WHERE layer = 'dispute' AND source = 'cow-mid';
INSERT INTO coverage(layer, source, since, until, note)
SELECT 'dispute', 'cow-mid', min(styear), max(endyear),
       'disputes between states in which force was threatened, shown or used'
  FROM import_file;
