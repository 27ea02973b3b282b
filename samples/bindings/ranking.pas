{ fpc ranking.pas && ./ranking build/entente study.db }
{$mode objfpc}
program ranking;

uses
  ctypes, sqlite3;

const
  Ask = 'SELECT rank, state, printf(''%.3f'', score)'
    + ' FROM bystanders(deal_parties(?1), deal_opponents(?1, ?2), ?2)'
    + ' WHERE rank <= 5 ORDER BY rank';

var
  db: psqlite3;
  stmt: psqlite3_stmt;
  error: pcchar;

begin
  if sqlite3_open(PChar(ParamStr(2)), @db) <> SQLITE_OK then
    Halt(2);
  sqlite3_enable_load_extension(db, 1);
  if sqlite3_load_extension(db, PChar(ParamStr(1)), nil, @error) <> SQLITE_OK then
  begin
    WriteLn(StdErr, PChar(error));
    Halt(1);
  end;
  sqlite3_prepare_v2(db, Ask, -1, @stmt, nil);
  sqlite3_bind_text(stmt, 1, 'rus-prk-2023', -1, nil);
  sqlite3_bind_text(stmt, 2, '2023-09-13', -1, nil);
  while sqlite3_step(stmt) = SQLITE_ROW do
    WriteLn(PChar(sqlite3_column_text(stmt, 0)), ' ',
      PChar(sqlite3_column_text(stmt, 1)), ' ',
      PChar(sqlite3_column_text(stmt, 2)));
  sqlite3_finalize(stmt);
  sqlite3_close(db);
end.
