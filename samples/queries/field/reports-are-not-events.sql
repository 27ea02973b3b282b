-- Reports are not events
--
-- In 2014 a count of news reports was read as a count of kidnappings. The same
-- rows of GDELT counted three ways: reports, what was reported of whom on
-- which day, and articles. Needs entente_import() of gdelt-events.

SELECT 'skipped: import gdelt-events' AS note
 WHERE NOT EXISTS (SELECT 1 FROM source WHERE id LIKE 'gdelt%');

SELECT source_state, target_state, count(*) AS reports,
       count(DISTINCT date || code) AS happenings,
       count(DISTINCT article) AS articles
  FROM event
 WHERE source LIKE 'gdelt%' AND source_state <> target_state
 GROUP BY source_state, target_state
 ORDER BY reports DESC, source_state, target_state
 LIMIT 10;
