(* ocamlfind ocamlopt -package sqlite3 -linkpkg ranking.ml -o ranking
   ./ranking build/entente study.db *)
let ask =
  "SELECT rank, state, printf('%.3f', score)
     FROM bystanders(deal_parties(?1), deal_opponents(?1, ?2), ?2)
    WHERE rank <= 5 ORDER BY rank"

let statement db sql values =
  let stmt = Sqlite3.prepare db sql in
  List.iteri
    (fun i text ->
      Sqlite3.Rc.check (Sqlite3.bind stmt (i + 1) (Sqlite3.Data.TEXT text)))
    values;
  stmt

let () =
  let db = Sqlite3.db_open Sys.argv.(2) in
  if not (Sqlite3.enable_load_extension db true) then failwith "loading is off";
  let load = statement db "SELECT load_extension(?)" [ Sys.argv.(1) ] in
  if Sqlite3.step load <> Sqlite3.Rc.ROW then failwith (Sqlite3.errmsg db);
  ignore (Sqlite3.enable_load_extension db false);
  let rows = statement db ask [ "rus-prk-2023"; "2023-09-13" ] in
  while Sqlite3.step rows = Sqlite3.Rc.ROW do
    Sqlite3.row_data rows |> Array.map Sqlite3.Data.to_string_coerce
    |> Array.to_list |> String.concat " " |> print_endline
  done
