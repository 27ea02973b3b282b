// java -cp sqlite-jdbc.jar Ranking.java /path/to/build/entente study.db
import java.util.Locale;
import org.sqlite.SQLiteConfig;

class Ranking {
  static final String RANKING = """
      SELECT rank, state, score
        FROM bystanders(deal_parties(?1), deal_opponents(?1, ?2), ?2)
       WHERE rank <= 5 ORDER BY rank""";

  public static void main(String[] args) throws Exception {
    var config = new SQLiteConfig();
    config.enableLoadExtension(true);
    try (var db = config.createConnection("jdbc:sqlite:" + args[1])) {
      var load = db.prepareStatement("SELECT load_extension(?)");
      load.setString(1, args[0]);
      load.execute();
      var ask = db.prepareStatement(RANKING);
      ask.setString(1, "rus-prk-2023");
      ask.setString(2, "2023-09-13");
      for (var row = ask.executeQuery(); row.next();) {
        System.out.printf(Locale.ROOT, "%d %s %.3f%n", row.getInt(1),
                          row.getString(2), row.getDouble(3));
      }
    }
  }
}
