// node ranking-libsql.js build/entente study.db
const Database = require("libsql");

const [extension, database] = process.argv.slice(2);
const db = new Database(database);
db.loadExtension(extension);
const ask = db.prepare(`
  SELECT rank, state, score
    FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
   WHERE rank <= 5 ORDER BY rank`);
for (const row of ask.iterate({ deal: "rus-prk-2023", day: "2023-09-13" })) {
  console.log(row.rank, row.state, row.score.toFixed(3));
}
