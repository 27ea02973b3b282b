// bun ranking-bun.js build/entente study.db
import { Database } from "bun:sqlite";

const [extension, database] = process.argv.slice(2);
const db = new Database(database);
db.loadExtension(extension);
const ask = db.query(`
  SELECT rank, state, score
    FROM bystanders(deal_parties($deal), deal_opponents($deal, $day), $day)
   WHERE rank <= 5 ORDER BY rank`);
for (const row of ask.all({ $deal: "rus-prk-2023", $day: "2023-09-13" })) {
  console.log(row.rank, row.state, row.score.toFixed(3));
}
