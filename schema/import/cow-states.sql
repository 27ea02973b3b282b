-- State System Membership of the Correlates of War project (v2016 and later):
-- one row for each time that a state was a member.
--
--   stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
--
-- The reference facts hold this list already. A file is compared with them,
-- which the report notes, and then replaces them for the states in it. The
-- last day of the file is the end of the data, no state's death: until NULL.
--
-- reader: csv_file(header=1)

INSERT INTO import_state(value, scheme)
SELECT DISTINCT ccode, 'cow' FROM import_file;

INSERT INTO import_skip(reason, row, value)
SELECT s.problem, f.line, f.ccode
  FROM import_file AS f JOIN import_state AS s ON s.value = f.ccode
 WHERE s.code IS NULL;

CREATE TEMP TABLE IF NOT EXISTS import_spell(row, state, since, until);
INSERT INTO import_spell
SELECT f.line, s.code, date_from(f.styear, f.stmonth, f.stday),
       nullif(date_from(f.endyear, f.endmonth, f.endday),
              (SELECT max(date_from(endyear, endmonth, endday))
                 FROM import_file))
  FROM import_file AS f JOIN import_state AS s ON s.value = f.ccode
 WHERE s.code IS NOT NULL;

INSERT INTO import_note(note, row, value)
SELECT iif(r.state IS NULL, 'differs from the reference facts',
           'agrees with the reference facts'), n.row, n.state
  FROM import_spell AS n
  LEFT JOIN state_spell AS r
    ON r.system = 'cow' AND r.state = n.state AND r.since = n.since
   AND r.until IS n.until;

DELETE FROM state_spell
 WHERE system = 'cow' AND state IN (SELECT state FROM import_spell);

INSERT INTO state_spell(system, state, since, until, source)
SELECT 'cow', state, since, until, 'cow-system' FROM import_spell WHERE true
ON CONFLICT(system, state, since) DO UPDATE SET until = excluded.until;
