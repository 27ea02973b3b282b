#!/bin/sh
# Instructions of one call in a warm scan, counted by valgrind: a number that
# does not depend on what else the machine does, so that a regression shows.
# Beside it, the same scan with a function that does nothing.
set -eu
command -v valgrind >/dev/null 2>&1 || {
  printf '%-20s left out: valgrind is not installed\n' instructions
  exit 0
}
cp "$SAMPLE" "$TMP/copy.db"

instructions() { # STATEMENT COPIES
  valgrind --tool=callgrind --callgrind-out-file=/dev/null \
    "$SQLITE3" -batch -bail -init /dev/null -cmd ".load $ENTENTE" \
    -cmd ".load $TMP/noop" -cmd '.output /dev/null' "$TMP/copy.db" \
    "$(for copy in $(seq "$2"); do echo "$1;"; done)" 2>&1 |
    sed -n 's/.*Collected : //p'
}

one() { # NAME CALLS STATEMENT MOST
  cold=$(instructions "$3" 1)
  warm=$(instructions "$3" 3)
  n=$(((warm - cold) / 2 / $2))
  verdict=
  [ "$4" -eq 0 ] || verdict="; target <= $4  $([ "$n" -le "$4" ] && echo pass || echo MISS)"
  printf '%-20s %-32s %d a call%s\n' instructions "$1" "$n" "$verdict"
}

"$SQLITE3" -batch -init /dev/null "$TMP/copy.db" "
  CREATE TABLE pair AS
    SELECT a.code AS a, b.code AS b
      FROM (SELECT code FROM state LIMIT 200) AS a,
           (SELECT code FROM state LIMIT 200) AS b"
one 'a function that does nothing' 40000 \
  "SELECT count(noop(a, b, '2023-09-13')) FROM pair" 0
one alliance_strength 40000 \
  "SELECT count(alliance_strength(a, b, '2023-09-13')) FROM pair" 1330
one bystanders 1 \
  "SELECT count(*) FROM bystanders('RUS,PRK', 'USA,KOR', '2023-09-13')" 4950000
