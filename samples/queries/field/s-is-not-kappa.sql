-- S is not kappa
--
-- Signorino and Ritter 1999; Haege 2011 (Political Analysis 19:287-305): S is
-- high for almost any two states, because what both have not counts as alike;
-- kappa and pi take out what chance would give. The dyads of the story, in the
-- last year that COW and ATOP cover together. Needs entente_import() of
-- atop-members or atop-dyad-years and cow-capabilities.

SELECT 'skipped: import atop-members or atop-dyad-years, and cow-capabilities'
         AS note
 WHERE NOT EXISTS (SELECT 1 FROM source WHERE id IN ('atop', 'atop-dyads'));

SELECT a || '-' || b AS dyad, n, round(s, 3) AS s,
       round(s_weighted, 3) AS s_weighted, round(kappa, 3) AS kappa,
       round(pi, 3) AS pi, round(tau_b, 3) AS tau_b,
       round(kappa_binary, 3) AS kappa_binary
  FROM similarities(2012)
 WHERE a IN ('CHN', 'KOR', 'PRK', 'RUS', 'USA')
   AND b IN ('CHN', 'KOR', 'PRK', 'RUS', 'USA')
   AND EXISTS (SELECT 1 FROM source WHERE id IN ('atop', 'atop-dyads'))
 ORDER BY kappa DESC;
