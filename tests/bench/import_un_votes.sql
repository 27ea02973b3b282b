-- 870,109 votes in the General Assembly: read, matched with roll calls and
-- states, checked and keyed, against the shell's own reading of the file into
-- a table without any rule, and into one that is keyed and checked likewise.
-- needs: un/un_roll_calls.csv un/un_votes.csv
-- runs: 3
-- [reset]
.open :memory:
.load $ENTENTE
.load $TMP/noop
SELECT entente_create();
SELECT entente_import('un-roll-calls', '$DATA/un/un_roll_calls.csv');
CREATE TABLE plain(rcid, country, country_code, vote);
CREATE TABLE keyed(
  rcid INTEGER NOT NULL, country TEXT NOT NULL, country_code TEXT,
  vote TEXT NOT NULL CHECK (vote = 'yes' OR vote = 'no' OR vote = 'abstain'),
  PRIMARY KEY (rcid, country)) WITHOUT ROWID;
-- [ours]
SELECT entente_import('un-votes', '$DATA/un/un_votes.csv');
-- [.import, plain table <= 1]
.import --csv --skip 1 "$DATA/un/un_votes.csv" plain
-- [.import, keyed and checked <= 1]
.import --csv --skip 1 "$DATA/un/un_votes.csv" keyed
