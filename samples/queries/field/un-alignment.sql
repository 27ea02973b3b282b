-- Voting alignment in the United Nations
--
-- Voeten's question: how often does a state vote as the United States does?
-- The share of identical votes of those that both cast, and kappa, which
-- takes out what chance would give. Needs entente_import() of un-roll-calls,
-- then un-votes.

SELECT 'skipped: import un-roll-calls, then un-votes' AS note
 WHERE 'un-votes' NOT IN (SELECT id FROM source);

WITH pair AS (
  SELECT year, CASE WHEN a = 'USA' THEN b ELSE a END AS state, agreement, kappa
    FROM similarities(1950, 2019, 'vote')
   WHERE 'USA' IN (a, b) AND year % 10 = 5)
SELECT year,
       round(max(CASE WHEN state = 'GBR' THEN agreement END), 3) AS gbr,
       round(max(CASE WHEN state = 'JPN' THEN agreement END), 3) AS jpn,
       round(max(CASE WHEN state = 'RUS' THEN agreement END), 3) AS rus,
       round(max(CASE WHEN state = 'CHN' THEN agreement END), 3) AS chn,
       round(max(CASE WHEN state = 'RUS' THEN kappa END), 3) AS rus_kappa,
       round(max(CASE WHEN state = 'CHN' THEN kappa END), 3) AS chn_kappa
  FROM pair
 WHERE EXISTS (SELECT 1 FROM source WHERE id = 'un-votes')
 GROUP BY year
 ORDER BY year;
