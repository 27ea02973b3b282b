-- Every score of the sample, to its last bit: what must be the same number on every
-- machine. In hexadecimal, as SQLite's own way to 17 digits is not everywhere the
-- same: it computes in long double.
.headers off
.mode list
SELECT 'alliances', a, b
     , hex(ieee754_to_blob(strength)) , hex(ieee754_to_blob(obligation))
     , hex(ieee754_to_blob(transfer)) , hex(ieee754_to_blob(trade))
     , hex(ieee754_to_blob(similarity)) , hex(ieee754_to_blob(hostility))
  FROM alliances('2023-09-13') ORDER BY a, b;
SELECT 'exposures', state
     , hex(ieee754_to_blob(direct)) , hex(ieee754_to_blob(secondary))
     , hex(ieee754_to_blob(total)) , hex(ieee754_to_blob(propagated))
  FROM exposures('2023-09-13') ORDER BY state;
SELECT 'bystanders', state, rank
     , hex(ieee754_to_blob(score)) , hex(ieee754_to_blob(a))
     , hex(ieee754_to_blob(b)) , hex(ieee754_to_blob(intensity))
     , hex(ieee754_to_blob(evenness)) , hex(ieee754_to_blob(harmony))
     , hex(ieee754_to_blob(exposure)) , hex(ieee754_to_blob(pivot))
     , hex(ieee754_to_blob(unbalanced))
  FROM bystanders('RUS,PRK', 'USA,KOR,JPN', '2023-09-13') ORDER BY state;
SELECT 'options', option, rank, no_win
     , hex(ieee754_to_blob(value)) , hex(ieee754_to_blob(gain))
     , hex(ieee754_to_blob(sanctions)) , hex(ieee754_to_blob(entrapment))
     , hex(ieee754_to_blob(loss)) , hex(ieee754_to_blob(promise))
     , hex(ieee754_to_blob(mediation))
  FROM bystander_options('CHN', 'RUS,PRK', 'USA,KOR,JPN', '2023-09-13') ORDER BY option;
SELECT 'impact', state, measure, about
     , hex(ieee754_to_blob(with_deal)) , hex(ieee754_to_blob(without_deal))
     , hex(ieee754_to_blob(change))
  FROM deal_impact('rus-prk-2023', '2023-09-13') ORDER BY state, measure, about;
SELECT 'system', state
     , hex(ieee754_to_blob(cinc(state, '2023-09-13'))) , hex(ieee754_to_blob(isolation(state, '2023-09-13')))
     , hex(ieee754_to_blob(threat(state, '2023-09-13'))) , hex(ieee754_to_blob(entrapment(state, '2023-09-13')))
  FROM state_years(2023, 2023) ORDER BY state;
SELECT 'leverage', a.state, b.state
     , hex(ieee754_to_blob(leverage(a.state, b.state, '2023-09-13')))
  FROM state_years(2023, 2023) a, state_years(2023, 2023) b
 WHERE b.state IN ('PRK', 'CHN', 'FRA') ORDER BY a.state, b.state;
SELECT 'network', state, degree, coreness, component, bloc
     , hex(ieee754_to_blob(strength)) , hex(ieee754_to_blob(eigenvector))
     , hex(ieee754_to_blob(katz)) , hex(ieee754_to_blob(betweenness))
     , hex(ieee754_to_blob(burt_constraint)) , hex(ieee754_to_blob(clustering))
     , hex(ieee754_to_blob(positive)) , hex(ieee754_to_blob(negative))
  FROM network('2023-09-13') ORDER BY state;
SELECT 'network_stats', year, nodes, ties, components, blocs
     , hex(ieee754_to_blob(density)) , hex(ieee754_to_blob(reciprocity))
     , hex(ieee754_to_blob(transitivity)) , hex(ieee754_to_blob(modularity))
     , hex(ieee754_to_blob(ppp)) , hex(ieee754_to_blob(ppn))
     , hex(ieee754_to_blob(pnn)) , hex(ieee754_to_blob(nnn))
     , hex(ieee754_to_blob(balance))
  FROM network_stats(2019, 2024) ORDER BY year;
SELECT 'brokerage', state, group_name, aaa, aba, aab, abb, abc, total
  FROM brokerage('2023-09-13') ORDER BY state;
SELECT 'similarities', year, a, b, n
     , hex(ieee754_to_blob(s)) , hex(ieee754_to_blob(s_weighted))
     , hex(ieee754_to_blob(s_squared)) , hex(ieee754_to_blob(s_squared_weighted))
     , hex(ieee754_to_blob(kappa)) , hex(ieee754_to_blob(pi))
     , hex(ieee754_to_blob(tau_b)) , hex(ieee754_to_blob(kappa_binary))
     , hex(ieee754_to_blob(pi_binary))
  FROM similarities(2022, 2023) ORDER BY year, a, b;
SELECT 'votes', year, a, b, n
     , hex(ieee754_to_blob(s)) , hex(ieee754_to_blob(kappa))
     , hex(ieee754_to_blob(pi)) , hex(ieee754_to_blob(tau_b))
     , hex(ieee754_to_blob(agreement))
  FROM similarities(2022, 2023, 'vote') ORDER BY year, a, b;
SELECT 'triads', a, b, c, balanced
     , hex(ieee754_to_blob(ab)) , hex(ieee754_to_blob(ac))
     , hex(ieee754_to_blob(bc))
  FROM triads('2023-09-13') ORDER BY a, b, c;
SELECT 'sensitivity', state, kind, name
     , hex(ieee754_to_blob(value)) , hex(ieee754_to_blob(value_low))
     , hex(ieee754_to_blob(value_median)) , hex(ieee754_to_blob(value_high))
     , hex(ieee754_to_blob(rank_low)) , hex(ieee754_to_blob(rank_median))
     , hex(ieee754_to_blob(rank_high))
  FROM sensitivity('threat', json_array(NULL, '2023-09-13'), 20, 7) ORDER BY state, kind, name;
SELECT 'events', article.id, e.sentence, e.first, e.source_state, e.code,
     e.target_state, hex(ieee754_to_blob(e.confidence))
  FROM article, article_events(article.body, article.published) e
 ORDER BY 2, 3, 4, 5, 6, 7;
SELECT 'deals', article.id, d.sentence, d.first, d.party_a, d.party_b,
     hex(ieee754_to_blob(d.confidence))
  FROM article, article_deals(article.body, article.published) d
 ORDER BY 2, 3, 4, 5, 6;
