-- Alliance Treaty Obligations and Provisions (ATOP 3 to 5), the member-level
-- file: one row for each member of an alliance, in each phase of it.
--
--   atopid,...,member,...,yrent,moent,dayent,yrexit,moexit,dayexit,...,phase,
--   ...,defense,offense,neutral,nonagg,consul,...,version
--
-- A member promises to the other members of its phase, on the days that both
-- are in: one directed row of `obligation` for each of them and each kind. So
-- a one-way pledge stays one-way. An exit year of 0 means in force: until
-- NULL. A month or day of 0 is not known. The rows of this source are replaced.
-- `deal.depth` is how far the alliance's most bound member is institutionalized
-- (Leeds and Anac 2005, International Interactions 31:183-202): 2 with an
-- integrated command, a common defence policy in peace, or bases; 1 with
-- official contact in peace, training or technology, subordination,
-- contributions or a named organization with a military purpose; else 0.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
SELECT 'atop', 'Alliance Treaty Obligations and Provisions', max(version),
       'Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew G. Long (2002). Alliance Treaty Obligations and Provisions, 1815-1944. International Interactions 28(3): 237-260',
       'free for research with citation', 'http://www.atopdata.org'
  FROM import_file WHERE true
ON CONFLICT(id) DO UPDATE SET version = excluded.version;

INSERT INTO import_state(value, scheme)
SELECT DISTINCT member, 'cow' FROM import_file;

INSERT INTO import_skip(reason, row, value)
SELECT s.problem, f.line, f.member
  FROM import_file AS f JOIN import_state AS s ON s.value = f.member
 WHERE s.code IS NULL;

CREATE TEMP TABLE IF NOT EXISTS import_member(
  row, deal, phase, state, since, until,
  defense, offense, neutrality, nonaggression, consultation, depth);
INSERT INTO import_member
SELECT f.line, 'atop-' || f.atopid, f.phase, s.code,
       date_from(f.yrent, f.moent, f.dayent),
       date_from(f.yrexit, f.moexit, f.dayexit),
       f.defense, f.offense, f.neutral, f.nonagg, f.consul,
       CASE WHEN f.milcon = '3' OR f.intcom = '1' OR f.base IN ('1', '2', '3')
            THEN 2
            WHEN f.milcon || f.intcom || f.base = '' THEN NULL
            WHEN f.milcon = '2' OR f.milaid IN ('3', '4')
              OR f.subord IN ('1', '2') OR f.contrib = '1'
              OR f.orgpurp1 IN ('1', '4') OR f.orgpurp2 IN ('1', '4') THEN 1
            WHEN f.milcon || f.milaid || f.subord || f.contrib || f.orgpurp1
                 || f.orgpurp2 = '' THEN NULL
            ELSE 0 END
  FROM import_file AS f JOIN import_state AS s ON s.value = f.member
 WHERE s.code IS NOT NULL;

INSERT INTO import_note(note, row, value)
SELECT 'a member without any obligation', row, deal FROM import_member
 WHERE '1' NOT IN (defense, offense, neutrality, nonaggression, consultation);

INSERT INTO deal(id, title, kind, depth, status, since, until, source)
SELECT deal, 'ATOP alliance ' || substr(deal, 6), 'alliance', max(depth),
       iif(count(*) > count(until), 'signed', 'ended'), min(since),
       iif(count(*) > count(until), NULL, max(until)), 'atop'
  FROM import_member GROUP BY deal
ON CONFLICT(id) DO UPDATE SET
  depth = excluded.depth, status = excluded.status, since = excluded.since,
  until = excluded.until;

DELETE FROM deal_party WHERE source = 'atop';
INSERT INTO deal_party(deal, state, role, source)
SELECT DISTINCT deal, state, 'party', 'atop' FROM import_member WHERE true
ON CONFLICT(deal, state, role) DO NOTHING;

DELETE FROM obligation WHERE source = 'atop';
INSERT INTO obligation(deal, from_state, to_state, kind, since, until, source)
SELECT m.deal, m.state, other.state, k.kind, max(m.since, other.since) AS since,
       nullif(min(ifnull(m.until, '9999'), ifnull(other.until, '9999')), '9999'),
       'atop'
  FROM (SELECT 'defense' AS kind UNION ALL SELECT 'offense'
        UNION ALL SELECT 'neutrality' UNION ALL SELECT 'nonaggression'
        UNION ALL SELECT 'consultation') AS k
  JOIN import_member AS m
    ON '1' = CASE k.kind WHEN 'defense' THEN m.defense
                         WHEN 'offense' THEN m.offense
                         WHEN 'neutrality' THEN m.neutrality
                         WHEN 'nonaggression' THEN m.nonaggression
                         ELSE m.consultation END
  JOIN import_member AS other
    ON other.deal = m.deal AND other.phase = m.phase
   AND other.state <> m.state
   AND other.since <= ifnull(m.until, '9999') || '-99'
   AND m.since <= ifnull(other.until, '9999') || '-99'
 WHERE true
ON CONFLICT(deal, from_state, to_state, kind, ifnull(since, '')) DO UPDATE SET
  until = CASE WHEN until IS NOT NULL AND excluded.until IS NOT NULL
               THEN max(until, excluded.until) END;

DELETE FROM coverage WHERE layer = 'obligation' AND source = 'atop';
INSERT INTO coverage(layer, source, since, until, note)
SELECT 'obligation', 'atop', min(yrent), max(max(yrent), max(yrexit)),
       'up to the last entry or exit in the file'
  FROM import_file;
