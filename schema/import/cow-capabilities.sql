-- National Material Capabilities of the Correlates of War project (NMC 4 to 7,
-- the "abridged" file): six components of power for each state and year.
--
--   stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version
--
-- -9 is a value that is not known. cinc is left out: cinc() computes it.
--
-- reader: csv_file(header=1)

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('cow-nmc', 'Correlates of War: National Material Capabilities', NULL,
        'Singer, J. David, Stuart Bremer, and John Stuckey (1972). Capability Distribution, Uncertainty, and Major Power War, 1820-1965. In Bruce Russett (ed.), Peace, War, and Numbers. Beverly Hills: Sage, 19-48',
        'free for research with citation',
        'https://correlatesofwar.org/data-sets/national-material-capabilities/')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_state(value, scheme)
SELECT DISTINCT ccode, 'cow' FROM import_file;

INSERT INTO import_skip(reason, row, value)
SELECT s.problem, f.line, f.ccode
  FROM import_state AS s CROSS JOIN import_file AS f ON f.ccode = s.value
 WHERE s.code IS NULL;

INSERT INTO capability
  (state, year, milex, milper, irst, pec, tpop, upop, source)
SELECT s.code, f.year, nullif(f.milex, '-9'), nullif(f.milper, '-9'),
       nullif(f.irst, '-9'), nullif(f.pec, '-9'), nullif(f.tpop, '-9'),
       nullif(f.upop, '-9'), 'cow-nmc'
  FROM import_file AS f JOIN import_state AS s ON s.value = f.ccode
 WHERE s.code IS NOT NULL
ON CONFLICT(state, year) DO UPDATE SET
  milex = excluded.milex, milper = excluded.milper, irst = excluded.irst,
  pec = excluded.pec, tpop = excluded.tpop, upop = excluded.upop,
  source = excluded.source;

DELETE FROM coverage WHERE layer = 'capability' AND source = 'cow-nmc';
INSERT INTO coverage(layer, source, since, until)
SELECT 'capability', 'cow-nmc', min(year), max(year)
  FROM capability WHERE source = 'cow-nmc';
