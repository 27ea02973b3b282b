-- How alike are two states? The textbook case: Signorino and Ritter (1999, ISQ
-- 43:115-144, table 6), Germany and Russia in 1914. Any two columns will do.
CREATE TEMP TABLE gmyrus(state, gmy, rus, weight);
INSERT INTO gmyrus VALUES
  ('GMY', 3, 0, .25), ('RUS', 0, 3, .21), ('UKG', 0, 1, .20), ('FRN', 0, 3, .08),
  ('AUH', 3, 0, .08), ('ITA', 3, 1, .05), ('BEL', 0, 0, .03), ('SPN', 0, 0, .03),
  ('TUR', 0, 0, .02), ('NTH', 0, 0, .01), ('SWD', 0, 0, .01), ('RUM', 3, 0, .01),
  ('POR', 0, 0, .01), ('SWZ', 0, 0, .01), ('GRC', 0, 0, 0), ('DEN', 0, 0, 0),
  ('YUG', 0, 0, 0), ('BUL', 0, 0, 0), ('NOR', 0, 0, 0), ('ALB', 0, 0, 0);
SELECT round(s_score(gmy, rus, 3), 4) AS s,
       round(s_score(gmy, rus, 3, weight), 4) AS s_weighted,
       round(kappa_score(gmy, rus), 4) AS kappa,
       round(pi_score(gmy, rus), 4) AS pi,
       round(tau_b(gmy, rus), 4) AS tau_b
  FROM gmyrus;

-- A range that the data contradict, and what is no number, are refused.
SELECT s_score(gmy, rus, 2) FROM gmyrus;
SELECT kappa_score(state, rus) FROM gmyrus;

-- The dataset's own: September 2023, and the votes on Ukraine of 2022.
SELECT entente_load('samples/korea-russia-2023/dataset.json') IS NOT NULL AS loaded;
SELECT a, b, n, round(kappa, 3) AS kappa, round(s, 3) AS s
  FROM similarities(2023)
 WHERE a IN ('CHN', 'KOR', 'PRK') AND b IN ('PRK', 'RUS', 'USA')
 ORDER BY kappa DESC;
SELECT a, b, n, agreement, s
  FROM similarities(2022, 2022, 'vote')
 WHERE a IN ('CHN', 'IND', 'PRK') AND b IN ('IND', 'RUS', 'USA');

-- S of strangers is high, kappa is not: the reason to prefer it.
SELECT round(avg(s), 2) AS s, round(avg(kappa), 2) AS kappa
  FROM similarities(2023);

-- Not covered is not known; a year has its own rows.
SELECT similarity('CHN', 'RUS', 1975, 'agreement', 'vote') AS votes_1975;
SELECT year, count(*) AS pairs FROM similarities(2022, 2023, 'vote') GROUP BY year;

-- What if: a new promise, asked within the transaction and after its end.
BEGIN;
INSERT INTO obligation(deal, from_state, to_state, kind, source)
  SELECT 'rus-prk-2023', 'CHN', 'RUS', 'defense', source FROM deal WHERE id = 'rus-prk-2023';
SELECT round(similarity('CHN', 'RUS', '2023-09-13', 'kappa'), 3) AS with_pact;
ROLLBACK;
SELECT round(similarity('CHN', 'RUS', '2023-09-13', 'kappa'), 3) AS without;

-- A method belongs to a layer.
SELECT similarity('CHN', 'RUS', 2022, 'agreement');
SELECT similarity('CHN', 'RUS', 2022, 's_weighted', 'vote');
