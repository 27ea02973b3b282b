// node ranking-wasm.js build/wasm/entente.js      (made by make wasm)
const path = require("path");
const entente = require(path.resolve(process.argv[2]));

entente().then((module) => {
  const db = module.open(":memory:");
  db.ask("SELECT entente_load('/korea-russia-2023.json')");
  const rows = db.ask(`
    SELECT rank, state, score
      FROM bystanders(deal_parties('rus-prk-2023'),
                      deal_opponents('rus-prk-2023', '2023-09-13'), '2023-09-13')
     WHERE rank <= 5 ORDER BY rank`);
  for (const row of rows) console.log(row.rank, row.state, row.score.toFixed(3));
});
