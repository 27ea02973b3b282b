#!/bin/sh
# What-if inside a transaction that writes: how often the tables are read anew
# for each change. One is the target, whatever the number of calls.
set -eu
$CC -O2 -o "$TMP/whatif" tests/bench/whatif.c -lsqlite3
cp "$SAMPLE" "$TMP/copy.db"
"$TMP/whatif" "$TMP/copy.db" "$ENTENTE" | awk -F'|' '{
  printf "%-20s %-32s %.2f loads a change; target <= 1  %s\n", "whatif", $1,
         $3 / $2, $3 <= $2 ? "pass" : "MISS"
}'
