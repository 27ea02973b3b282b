// clickhouse.js DATABASE TABLE FILE: runs the statement in FILE in ClickHouse,
// over a table of an SQLite database as it lies there, and over a copy in a
// table of its own; the answers must be the same. CSV without quotes, as the
// sqlite3 shell writes it; the times go to the other output.
const { Session } = require('chdb');
const { readFileSync } = require('fs');

const [database, table, file] = process.argv.slice(2);
const sql = readFileSync(file, 'utf8');
const there = `sqlite('${database}', '${table}')`;
const session = new Session();

function timed(what, statement) {
  const start = process.hrtime.bigint();
  const answer = session.query(statement, 'CSV');
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.error(`${table}: ClickHouse, ${what}: ${seconds.toFixed(3)} s`);
  return answer;
}

session.query('SELECT 1', 'CSV'); // the engine starts
const answer = timed('the file', sql.replace(`FROM ${table}`, `FROM ${there}`));
timed('copying', `CREATE TABLE copy ENGINE = MergeTree ORDER BY tuple() AS SELECT * FROM ${there}`);
const again = timed('the copy', sql.replace(`FROM ${table}`, 'FROM copy'));
session.cleanup();
if (again !== answer) throw new Error(`the copy says:\n${again}`);
process.stdout.write(answer.replaceAll('"', ''));
