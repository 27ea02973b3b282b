// java -cp sqlite-jdbc.jar Ranking.java /path/to/build/entente study.db
import java.sql.DriverManager;

class Ranking {
  static final String RANKING = """
      SELECT format('%d %s %.3f', rank, state, score)
        FROM bystanders(deal_parties(?1), deal_opponents(?1, ?2), ?2)
       WHERE rank <= 5 ORDER BY rank""";

  public static void main(String[] args) throws Exception {
    var file = "jdbc:sqlite:" + args[1] + "?enable_load_extension=true";
    try (var db = DriverManager.getConnection(file)) {
      var load = db.prepareStatement("SELECT load_extension(?)");
      load.setString(1, args[0]);
      load.execute();
      var ask = db.prepareStatement(RANKING);
      ask.setString(1, "rus-prk-2023");
      ask.setString(2, "2023-09-13");
      for (var row = ask.executeQuery(); row.next();)
        System.out.println(row.getString(1));
    }
  }
}
