#!/bin/sh
# The reference in ext/README.md: what stands there above the mark, then one
# section for each family, made from entente_functions. Families and their
# order are the rows of "What it adds" in README.md; examples are run on the
# first sample, each in a savepoint of its own, and their answers printed.
#
#   make reference                      writes ext/README.md
#   sh ext/reference.sh                 prints it
set -eu
cd "$(dirname "$0")/.."
: "${BUILD:=build}" "${ENTENTE:=$BUILD/entente}" "${SQLITE3:=sqlite3}"
mark='<!-- Below: make reference -->'

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
shell() {
  "$SQLITE3" -batch -bail -init /dev/null -cmd ".load $ENTENTE" \
    -cmd '.mode list' -cmd '.headers off' -cmd '.nullvalue NULL' "$@"
}
sh samples/load "$tmp/sample.db" >/dev/null

awk -F'|' -v q="'" '
  /^## / { inside = ($0 == "## What it adds") }
  inside && /^\|/ && NF > 3 && $2 !~ /^ about |^-/ {
    gsub(/^ | $/, "", $2)
    gsub(q, q q, $2)
    rest = $3 $4
    while (match(rest, /`[a-z0-9_]+`/)) {
      printf "INSERT INTO family VALUES(%s%s%s, %s%s%s);\n", q, $2, q, q,
        substr(rest, RSTART + 1, RLENGTH - 2), q
      rest = substr(rest, RSTART + RLENGTH)
    }
  }' README.md >"$tmp/family.sql"

{
  echo 'CREATE TEMP TABLE family(heading TEXT, name TEXT UNIQUE);'
  cat "$tmp/family.sql"
  cat <<'SQL'
SELECT name || ': not in the table of README.md' FROM entente_functions
 WHERE name NOT IN (SELECT name FROM family)
UNION ALL
SELECT name || ': in the table of README.md, but not registered' FROM family
 WHERE name NOT IN (SELECT name FROM entente_functions);
SQL
} | shell "$tmp/sample.db" >"$tmp/amiss"
if [ -s "$tmp/amiss" ]; then
  sed 's/^/ext\/reference.sh: /' "$tmp/amiss" >&2
  exit 1
fi

# A script whose answer is the reference: each example between two marks.
{
  echo 'CREATE TEMP TABLE family(heading TEXT, name TEXT UNIQUE);'
  cat "$tmp/family.sql"
  cat <<'SQL'
CREATE TEMP TABLE line AS
SELECT f.name, j.key AS at,
       '- **' || (j.value ->> 0) || ':** ' ||
       iif(j.key IN (1, 5),
           '`' || replace(trim(j.value ->> 1), ' ', '` `') || '`',
           replace(replace(j.value ->> 1, '*', '\*'), '<', '\<')) AS text
  FROM entente_functions AS f,
       json_each(json_array(
         json_array('Gives', f.returns),
         json_array('Columns', (SELECT group_concat(name, ' ') FROM
           (SELECT name FROM pragma_table_xinfo(f.name)
             WHERE f.kind IN ('table', 'module') AND hidden = 0
             ORDER BY cid))),
         json_array('NULL', f.null_rule), json_array('Refuses', f.errors),
         json_array('Source', f.source),
         json_array('Rests on', f.rests_on))) AS j
 WHERE j.value ->> 1 <> '';

SELECT iif(g.rowid = min(g.rowid) OVER (PARTITION BY g.heading),
           format('SELECT %Q;', char(10) || '## ' || upper(substr(g.heading, 1, 1))
                  || substr(g.heading, 2)) || char(10), '') ||
       format('SELECT %Q;', char(10) || '### `' || f.usage || '`' || char(10) || char(10) ||
              (SELECT group_concat(text, char(10)) FROM
                (SELECT text FROM line WHERE name = g.name ORDER BY at)) ||
              char(10) || char(10) || '```sql' || char(10) || f.example || ';') ||
       char(10) || 'SAVEPOINT reference; SELECT ''@answer'';' || char(10) ||
       f.example || ';' || char(10) ||
       'SELECT ''@end''; ROLLBACK TO reference; RELEASE reference;'
  FROM family AS g JOIN entente_functions AS f USING (name)
 ORDER BY g.rowid;
SQL
} | shell "$tmp/sample.db" >"$tmp/ask.sql"
shell "$tmp/sample.db" <"$tmp/ask.sql" >"$tmp/answer"

sed "/^$mark\$/q" ext/README.md
awk '
  $0 == "@answer" { inside = 1; next }
  $0 == "@end" { inside = 0; print "```"; next }
  { print (inside ? "-- " : "") $0 }' "$tmp/answer"
