-- 15,951 state-years of capabilities, against the shell's own reading of the
-- file into a table without any rule, and into one that is keyed and checked
-- as the table capability is.
-- needs: cow/NMC-60-abridged.csv
-- [reset]
.open :memory:
.load $ENTENTE
.load $TMP/noop
SELECT entente_create();
CREATE TABLE plain(stateabb, ccode, year, milex, milper, irst, pec, tpop, upop, cinc, version);
CREATE TABLE keyed(
  stateabb TEXT NOT NULL, ccode INTEGER NOT NULL,
  year INTEGER NOT NULL CHECK (typeof(year) = 'integer' AND year BETWEEN 1 AND 9999),
  milex REAL CHECK (milex IS NULL OR typeof(milex) = 'real' AND milex >= -9),
  milper REAL CHECK (milper IS NULL OR typeof(milper) = 'real' AND milper >= -9),
  irst REAL CHECK (irst IS NULL OR typeof(irst) = 'real' AND irst >= -9),
  pec REAL CHECK (pec IS NULL OR typeof(pec) = 'real' AND pec >= -9),
  tpop REAL CHECK (tpop IS NULL OR typeof(tpop) = 'real' AND tpop >= -9),
  upop REAL CHECK (upop IS NULL OR typeof(upop) = 'real' AND upop >= -9),
  cinc REAL, version INTEGER, PRIMARY KEY (ccode, year));
-- [ours]
SELECT entente_import('cow-capabilities', '$DATA/cow/NMC-60-abridged.csv');
-- [.import, plain table <= 1]
.import --csv --skip 1 "$DATA/cow/NMC-60-abridged.csv" plain
-- [.import, keyed and checked <= 1]
.import --csv --skip 1 "$DATA/cow/NMC-60-abridged.csv" keyed
