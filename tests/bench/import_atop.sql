-- 273,296 directed dyad-years of alliances, which become spells of obligations,
-- against the shell's own reading of the file into a table without any rule,
-- and into one that is keyed and checked.
-- needs: atop/atop5_1_directed_dyad_year.csv
-- [reset]
.open :memory:
.load $ENTENTE
.load $TMP/noop
SELECT entente_create();
CREATE TABLE plain(ccode1, ccode2, year, defense, offense, neutral, nonagg, consul);
CREATE TABLE keyed(
  ccode1 INTEGER NOT NULL, ccode2 INTEGER NOT NULL, year INTEGER NOT NULL,
  defense INTEGER CHECK (defense IN (0, 1)),
  offense INTEGER CHECK (offense IN (0, 1)),
  neutral INTEGER CHECK (neutral IN (0, 1)),
  nonagg INTEGER CHECK (nonagg IN (0, 1)),
  consul INTEGER CHECK (consul IN (0, 1)),
  PRIMARY KEY (ccode1, ccode2, year)) WITHOUT ROWID;
-- [ours]
SELECT entente_import('atop-dyad-years', '$DATA/atop/atop5_1_directed_dyad_year.csv');
-- [.import, plain table <= 1]
.import --csv --skip 1 "$DATA/atop/atop5_1_directed_dyad_year.csv" plain
-- [.import, keyed and checked <= 1]
.import --csv --skip 1 "$DATA/atop/atop5_1_directed_dyad_year.csv" keyed
