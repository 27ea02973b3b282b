{ fpc ranking.pas && ./ranking build/entente study.db }
{$mode objfpc}
program ranking;

uses
  sqlite3;

const
  Ask = 'SELECT format(''%d %s %.3f'', rank, state, score)'
    + ' FROM bystanders(deal_parties(?1), deal_opponents(?1, ?2), ?2)'
    + ' WHERE rank <= 5 ORDER BY rank';

var
  db: psqlite3;
  stmt: psqlite3_stmt;

begin
  sqlite3_open(PChar(ParamStr(2)), @db);
  sqlite3_enable_load_extension(db, 1);
  sqlite3_load_extension(db, PChar(ParamStr(1)), nil, nil);
  sqlite3_prepare_v2(db, Ask, -1, @stmt, nil);
  sqlite3_bind_text(stmt, 1, 'rus-prk-2023', -1, nil);
  sqlite3_bind_text(stmt, 2, '2023-09-13', -1, nil);
  while sqlite3_step(stmt) = SQLITE_ROW do
    WriteLn(PChar(sqlite3_column_text(stmt, 0)));
  if sqlite3_errcode(db) <> SQLITE_DONE then
    WriteLn(StdErr, PChar(sqlite3_errmsg(db)));
  sqlite3_finalize(stmt);
  sqlite3_close(db);
end.
