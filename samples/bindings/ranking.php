<?php
// php -d sqlite3.extension_dir=/path/to/build ranking.php entente.so study.db
$db = new SQLite3($argv[2]);
$db->enableExceptions(true);
$db->loadExtension($argv[1]);  // a file of sqlite3.extension_dir
$query = $db->prepare('
  SELECT rank, state, score
    FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
   WHERE rank <= 5 ORDER BY rank');
$query->bindValue(':deal', 'rus-prk-2023');
$query->bindValue(':day', '2023-09-13');
$top = $query->execute();
while ($row = $top->fetchArray(SQLITE3_NUM)) vprintf("%d %s %.3f\n", $row);
