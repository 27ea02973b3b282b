SELECT rank, state, printf('%.3f', score)
  FROM bystanders(deal_parties('rus-prk-2023'),
                  deal_opponents('rus-prk-2023', '2023-09-13'), '2023-09-13')
 WHERE rank <= 5;
