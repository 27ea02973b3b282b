// mcs -r:System.Data,Mono.Data.Sqlite Ranking.cs && mono Ranking.exe build/entente study.db
//
// Mono's library has no call to load: SQLite is told to start Entente in every
// connection that is opened from here on.
using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using Mono.Data.Sqlite;

static class Ranking {
  [DllImport("libdl.so.2")] static extern IntPtr dlopen(string file, int how);
  [DllImport("libdl.so.2")] static extern IntPtr dlsym(IntPtr library, string name);
  [DllImport("sqlite3")] static extern int sqlite3_auto_extension(IntPtr start);

  static void Main(string[] args) {
    IntPtr library = dlopen(Path.GetFullPath(args[0]) + ".so", 2);
    sqlite3_auto_extension(dlsym(library, "sqlite3_entente_init"));
    using (var db = new SqliteConnection("Data Source=" + args[1])) {
      db.Open();
      var ask = db.CreateCommand();
      ask.CommandText = @"SELECT rank, state, score
        FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
       WHERE rank <= 5 ORDER BY rank";
      ask.Parameters.AddWithValue(":deal", "rus-prk-2023");
      ask.Parameters.AddWithValue(":day", "2023-09-13");
      using (var row = ask.ExecuteReader())
        while (row.Read())
          Console.WriteLine(string.Format(CultureInfo.InvariantCulture,
            "{0} {1} {2:F3}", row[0], row[1], row[2]));
    }
  }
}
