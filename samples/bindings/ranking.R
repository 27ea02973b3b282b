# Rscript ranking.R build/entente study.db
library(DBI)

args <- commandArgs(trailingOnly = TRUE)
db <- dbConnect(RSQLite::SQLite(), args[2], loadable.extensions = TRUE)
invisible(dbGetQuery(db, "SELECT load_extension(?)", list(args[1])))
top <- dbGetQuery(db, "
  SELECT rank, state, score
    FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
   WHERE rank <= 5 ORDER BY rank",
  list(deal = "rus-prk-2023", day = "2023-09-13"))
cat(sprintf("%d %s %.3f\n", top$rank, top$state, top$score), sep = "")
dbDisconnect(db)
