# tclsh ranking.tcl build/entente study.db
package require sqlite3

lassign $argv extension database
sqlite3 db $database
db enable_load_extension 1
db eval {SELECT load_extension($extension)}
set deal rus-prk-2023
set day 2023-09-13
db eval {
  SELECT rank, state, score
    FROM bystanders(deal_parties($deal), deal_opponents($deal, $day), $day)
   WHERE rank <= 5 ORDER BY rank
} { puts [format "%d %s %.3f" $rank $state $score] }
