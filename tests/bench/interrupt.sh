#!/bin/sh
# How soon long work stops, by an interrupt from another thread and by a
# progress handler: the longest of 15 places each, processor's time. The target
# is 50 ms; the peer is a query of SQLite's own. What writes is undone within that
# time, too. Some minutes.
set -eu
$CC -O2 -pthread -o "$TMP/interrupt" tests/bench/interrupt.c -lsqlite3
cp "$SAMPLE" "$TMP/long.db"
"$SQLITE3" -batch -bail -init /dev/null -cmd ".load $ENTENTE" "$TMP/long.db" <<'SQL'
.output /dev/null
INSERT INTO source(id, title) VALUES ('bench', 'made up');
INSERT INTO deal(id, title) VALUES ('bench', 'made up');
WITH member AS (SELECT code, row_number() OVER (ORDER BY code) AS k FROM state)
INSERT INTO obligation(deal, from_state, to_state, kind, since, until)
  SELECT 'bench', f.code, t.code, iif((f.k * t.k) % 3, 'defense', 'consultation'),
         1816 + (f.k * 31 + t.k * 17) % 180, 1946 + (f.k * 31 + t.k * 17) % 180
  FROM member f JOIN member t ON f.k <> t.k AND (f.k * 5 + t.k * 3) % 7 IN (0, 1, 2);
INSERT INTO transfer(id, supplier, recipient, category, value, value_unit, since)
  WITH member AS (SELECT code, row_number() OVER (ORDER BY code) AS k FROM state)
  SELECT 'b' || f.code || t.code || y.value, f.code, t.code, 'arms', (f.k * t.k) % 1000, 'USD', y.value
  FROM member f JOIN member t ON f.k <> t.k JOIN generate_series(2017, 2022) AS y;
INSERT INTO article(id, published, title, body)
  WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 19999)
  SELECT 'b' || n, date('2020-01-01', (n % 700) || ' days'), 'made up ' || n,
         'Russia agreed to supply ' || n || ' helicopters to Iran, officials said. China condemned the sale ' ||
         'of arms to number ' || (n * 7919 % 20000) || '. Talks between India and Pakistan ended in Geneva.'
  FROM n;
CREATE TABLE long(name TEXT PRIMARY KEY, text TEXT);
INSERT INTO long SELECT column1, replace(hex(zeroblob(column2)), '0', column3) FROM (VALUES
  ('text', 100000, 'Russia agreed to supply helicopters to Iran. '),
  ('sentence', 100000, 'Russia and Iran supply helicopters, '),
  ('word', 4000000, 'Ab'),
  ('deals', 50000, 'Russia offered Iran helicopters in exchange for oil and 40 tanks. '));
SQL
{
  cat <<'SQL'
peer: a query without Entente|WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 5000000) SELECT sum(n) FROM n
load and rank|SELECT * FROM bystanders('RUS,PRK', 'USA,KOR', '2021')
network|SELECT * FROM network('2021')
network_stats|SELECT * FROM network_stats(1992, 2021)
brokerage|SELECT * FROM brokerage('2021')
triads|SELECT sum(length(a)) FROM triads('2021')
sensitivity|SELECT * FROM sensitivity('bystander_score', json_array('CHN', 'RUS,PRK', 'USA,KOR', '2021'), 1000, 1)
deal_impact|SELECT * FROM deal_impact('bench', '1960')
bystander_options|SELECT * FROM bystander_options('CHN', 'RUS,PRK', 'USA,KOR', '2021')
dyad_years|SELECT sum(alliance_strength(a, b, year)) FROM dyad_years(2010, 2012)
triad_years|SELECT count(*) FROM triad_years(2000, 2001)
similarities|SELECT sum(s_weighted), sum(kappa), sum(pi) FROM similarities(1900, 2018)
citations|SELECT count(*) FROM citations
entente_check|SELECT count(*) FROM entente_check()
entente_dump|SELECT length(entente_dump())
entente_code_articles|SELECT entente_code_articles()
unknown_verbs|SELECT count(*) FROM unknown_verbs()
one long text|SELECT count(*) FROM long, article_events(long.text, '2020') WHERE name = 'text'
one long sentence|SELECT count(*) FROM long, article_events(long.text, '2020') WHERE name = 'sentence'
one long word|SELECT count(*) FROM long, article_events(long.text, '2020') WHERE name = 'word'
deals of one text|SELECT count(*) FROM long, article_deals(long.text, '2020') WHERE name = 'deals'
SQL
  if [ -e "$DATA/un/un_votes.csv" ]; then
    echo "entente_import of 870,109 votes|SELECT entente_import('un-votes', '$DATA/un/un_votes.csv')"
  fi
} >"$TMP/statements"
if [ -e "$DATA/un/un_votes.csv" ]; then # a vote needs its roll call
  "$SQLITE3" -batch -bail -init /dev/null -cmd ".load $ENTENTE" "$TMP/long.db" \
    "SELECT entente_import('un-roll-calls', '$DATA/un/un_roll_calls.csv')" >"$TMP/import"
fi
"$TMP/interrupt" "$TMP/long.db" "$ENTENTE" <"$TMP/statements" >"$TMP/stops" ||
  failed=$?
awk -F'|' '{
  worst = $3 > $4 ? $3 : $4
  printf "%-20s %-32s whole %8.0f ms, stops in %6.1f, handler %6.1f ms; <= 50 ms  %s\n",
         "interrupt", $1, $2, $3, $4, worst <= 50 ? "pass" : "MISS"
}' "$TMP/stops"
exit ${failed:-0}
