#!/bin/sh
# Growth: N actors and M transfers between them, drawn by a hash of their
# number and written through SQL. In a process that has only read the table:
#
#   write    making the rows, checks and keys included
#   load     the first call, which takes the dataset into memory
#   bytes    what that added to the process's peak, for each transfer, less
#            what the actors alone take
#   answer   bystanders() from there: every actor ranked
#
# Targets: load grows with the rows, under 200 bytes a row.
set -eu
shell() {
  "$SQLITE3" -batch -bail -init /dev/null -noheader -cmd ".load $ENTENTE" \
    -cmd ".load $TMP/noop" "$TMP/growth.db"
}

write() { # ACTORS TRANSFERS
  rm -f "$TMP/growth.db"
  shell <<SQL
.output /dev/null
PRAGMA journal_mode = off;
PRAGMA synchronous = off;
SELECT entente_create();
DELETE FROM state_name;
DELETE FROM state_spell;
DELETE FROM bloc_member;
DELETE FROM state;
INSERT INTO state(code, name) SELECT 'A' || value, 'Actor ' || value FROM generate_series(1, $1);
INSERT INTO state_spell(system, state, since) SELECT 'cow', code, '1900' FROM state;
INSERT INTO coverage(layer, source) SELECT 'transfer', id FROM source LIMIT 1;
INSERT INTO transfer(id, supplier, recipient, category, value, value_unit, since)
  WITH h AS (SELECT value AS i, (value * 2654435761) % 4294967296 AS h FROM generate_series(1, $2))
  SELECT 't' || i, 'A' || (h % $1 + 1),
         'A' || ((h + 1 + (h / $1) % ($1 - 1)) % $1 + 1),
         iif(h % 3, 'arms', 'food'), h % 1000, 'USD', 1950 + h % 70
    FROM h;
.output
SELECT cpu();
SQL
}

load() {
  shell <<SQL
.output /dev/null
SELECT sum(length(supplier)) FROM transfer;
.output
.shell sed -n 's/VmHWM:[^0-9]*//p' /proc/\$PPID/status
SELECT cpu();
.output /dev/null
SELECT alliance_strength('A1', 'A2', '2000');
.output
SELECT cpu();
.shell sed -n 's/VmHWM:[^0-9]*//p' /proc/\$PPID/status
.output /dev/null
SELECT count(*) FROM bystanders('A1', 'A2', '2000');
.output
SELECT cpu();
SQL
}

printf '%-20s %8s %10s %9s %9s %9s %9s %10s\n' growth actors transfers \
  write/s load/s us/row bytes/row answer/s
for actors in 100 1000 10000; do
  for transfers in 0 10000 100000 1000000; do
    written=$(write "$actors" "$transfers")
    # The lines of load: peak, clock, clock, peak, clock.
    set -- $(load | sed 's/ kB//')
    [ "$transfers" -gt 0 ] || alone=$(($4 - $1))
    echo "$actors $transfers $written $alone $*" | awk '$2 > 0 {
      bytes = ($8 - $5 - $4) * 1024 / $2
      verdict = bytes <= 200 ? "pass" : "MISS"
      printf "%-20s %8d %10d %9.2f %9.3f %9.2f %9.0f %10.3f", "growth",
             $1, $2, $3, $7 - $6, ($7 - $6) * 1e6 / $2, bytes, $9 - $7
      print ($2 >= 1000000 ? "  <= 200 bytes  " verdict : "")
    }'
  done
done
