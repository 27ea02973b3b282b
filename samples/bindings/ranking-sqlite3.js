// node ranking-sqlite3.js build/entente study.db
const sqlite3 = require("sqlite3");

const [extension, database] = process.argv.slice(2);
const db = new sqlite3.Database(database);
db.loadExtension(extension, (error) => {
  if (error) throw error;
  db.each(
    `SELECT rank, state, score
       FROM bystanders(deal_parties($deal), deal_opponents($deal, $day), $day)
      WHERE rank <= 5 ORDER BY rank`,
    { $deal: "rus-prk-2023", $day: "2023-09-13" },
    (error, row) => {
      if (error) throw error;
      console.log(row.rank, row.state, row.score.toFixed(3));
    }
  );
});
