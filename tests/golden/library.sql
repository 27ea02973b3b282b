-- Every query of samples/library.sql answers on the sample.
.mode list
.separator ' | '
SELECT entente_load('samples/korea-russia-2023/dataset.json') IS NOT NULL AS loaded;
.read samples/library.sql
.read samples/library.sql
SELECT usage, title FROM saved_queries;
SELECT supplier, item, status FROM who_gives_what('rus-prk-2023', '2023-09-13') LIMIT 3;
SELECT rank, state, round(score, 3) FROM caught_between('rus-prk-2023', '2023-09-13', 3);
SELECT rank, option, round(value, 3), no_win FROM ways_out('CHN', 'rus-prk-2023', '2023-09-13');
SELECT measure, about, round(change, 3) FROM burden_of('rus-prk-2023', '2023-09-13', 'CHN', 0.001);
SELECT layer, detail, round(contribution, 3) FROM reasons_for_tie('CHN', 'PRK', '2023-09-13');
SELECT abs(sum(contribution) - alliance_strength('CHN', 'PRK', '2023-09-13')) < 1e-12 AS sums
  FROM reasons_for_tie('CHN', 'PRK', '2023-09-13');
SELECT id, about FROM red_lines_of('United States') LIMIT 3;
SELECT hostile, round(hostility, 3) FROM what_threatens('KOR', '2023-09-13') LIMIT 3;
