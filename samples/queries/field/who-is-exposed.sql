-- Who is exposed to sanctions, and through whom?
--
-- After Early 2009 (International Studies Quarterly 53:49-71), who finds that
-- a sender's friends often bust its sanctions: states by the share of their
-- trade at risk, direct and through those they deal with, in the latest year
-- that trade and sanctions both cover. Needs entente_import() of gsdb, and of
-- cow-trade-dyadic or comtrade. Trade of few reporters gives few answers.

SELECT 'skipped: import gsdb' AS note
 WHERE 'gsdb' NOT IN (SELECT id FROM source);
SELECT 'skipped: import cow-trade-dyadic or comtrade' AS note
 WHERE NOT EXISTS (SELECT 1 FROM trade);

SELECT state, round(direct, 3) AS direct, round(secondary, 3) AS secondary,
       round(total, 3) AS total, round(propagated, 3) AS propagated
  FROM exposures((SELECT max(year) FROM trade
                   WHERE year <= (SELECT max(substr(until, 1, 4))
                                    FROM coverage WHERE layer = 'sanction')))
 WHERE total IS NOT NULL
   AND EXISTS (SELECT 1 FROM source WHERE id = 'gsdb')
 ORDER BY total DESC, state
 LIMIT 10;
