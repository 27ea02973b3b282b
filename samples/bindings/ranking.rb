# ruby ranking.rb build/entente study.db
require "sqlite3"

extension, database = ARGV
db = SQLite3::Database.new(database)
db.enable_load_extension(true)
db.load_extension(extension)
db.execute(<<~SQL, { "deal" => "rus-prk-2023", "day" => "2023-09-13" }) do |row|
  SELECT rank, state, score
    FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
   WHERE rank <= 5 ORDER BY rank
SQL
  puts format("%d %s %.3f", *row)
end
