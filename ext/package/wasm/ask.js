// The functions of ask.c as JavaScript has them:
//
//   const db = (await entente()).open(":memory:");
//   db.ask("SELECT ...")            an array of rows; an Error of SQLite's
//
// The first sample lies in the file system of the module, where
// entente_load('/korea-russia-2023.json') finds it; Module.FS.writeFile puts
// others there.
Module["open"] = function (file) {
  const db = ccall("entente_open", "number", ["string"], [file]);
  if (!db) throw new Error("entente: cannot open " + file);
  return {
    ask(sql) {
      const text = ccall("entente_ask", "number", ["number", "string"], [db, sql]);
      if (!text) throw new Error("entente: out of memory");
      const answer = JSON.parse(UTF8ToString(text));
      _sqlite3_free(text);
      if (answer.error) throw new Error(answer.error);
      return answer.rows;
    },
    close() {
      _sqlite3_close_v2(db);
    },
  };
};
