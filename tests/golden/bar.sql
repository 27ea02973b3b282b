-- bar(): eighths, ends, and what is refused.
.mode list
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 18)
SELECT i, '[' || bar(i, 16, 2) || ']', length(bar(i, 16, 2)) FROM n;
SELECT '[' || bar(-0.5, 1, 4) || '] [' || bar(-0.001, 1, 4) || '] [' || bar(-9, 1, 4) || ']';
SELECT bar(1, 1) = bar(1, 1, 20), length(bar(1, 1)), bar(9e999, 1, 1);
SELECT bar(1, 9e999);
SELECT typeof(bar(NULL, 1)), typeof(bar(1, NULL)), typeof(bar(1, 1, NULL)), typeof(bar(0, 1));
SELECT bar('0.5', '1', '4');
SELECT bar('half', 1);
SELECT bar(1, 0);
SELECT bar(1, -1);
SELECT bar(1, 1, 0);
SELECT bar(1, 1, 1001);
SELECT bar(1, 1, 2.5);
SELECT bar(x'00', 1);

-- As it is used.
SELECT entente_load('samples/korea-russia-2023/dataset.json') IS NOT NULL AS loaded;
.mode box
SELECT rank, state, round(score, 3) AS score, bar(score, 0.5, 12) AS torn
  FROM bystanders('RUS,PRK', 'USA,KOR,JPN', '2023-09-13') WHERE rank <= 4;
