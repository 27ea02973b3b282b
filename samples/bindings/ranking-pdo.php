<?php
// ENTENTE=/path/to/build/entente.so LD_PRELOAD=./preload.so \
//   php ranking-pdo.php study.db
$db = new PDO('sqlite:' . $argv[1]);
$top = $db->prepare('
  SELECT rank, state, score
    FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
   WHERE rank <= 5 ORDER BY rank');
$top->execute(['deal' => 'rus-prk-2023', 'day' => '2023-09-13']);
foreach ($top->fetchAll(PDO::FETCH_NUM) as $row) vprintf("%d %s %.3f\n", $row);
