-- Networks: a layer of the dataset as a graph, on a day and year by year.
SELECT entente_create() IS NOT NULL AS created;
INSERT INTO source(id, title) VALUES ('test', 'A test');
INSERT INTO coverage(layer, source, since, until)
SELECT column1, 'test', '2000', '2001'
FROM (VALUES ('obligation'), ('sanction'), ('dispute'));

-- A triangle of allies, a chain that hangs on it, and a pledge one way.
INSERT INTO deal(id, title, source) VALUES ('pact', 'A pact', 'test');
INSERT INTO obligation(deal, from_state, to_state, kind, since, source)
SELECT 'pact', column1, column2, column3, column4, 'test' FROM (VALUES
  ('FRA', 'DEU', 'defense', '2000'), ('DEU', 'FRA', 'defense', '2000'),
  ('FRA', 'ITA', 'defense', '2000'), ('ITA', 'FRA', 'defense', '2000'),
  ('DEU', 'ITA', 'neutrality', '2000'), ('ITA', 'DEU', 'neutrality', '2000'),
  ('ITA', 'GRC', 'defense', '2000'), ('GRC', 'ITA', 'defense', '2000'),
  ('GRC', 'EGY', 'consultation', '2001'));
SELECT state, degree, in_degree, out_degree, strength,
       round(eigenvector, 3) AS eigenvector, round(katz, 3) AS katz
FROM network('2001-06-15') WHERE degree > 0 ORDER BY eigenvector DESC;
SELECT state, betweenness, round(burt_constraint, 3) AS burt_constraint,
       coreness, round(clustering, 3) AS clustering, component, bloc
FROM network('2001-06-15') WHERE degree > 0 ORDER BY state;

-- Beyond the coverage nothing is known, and the reason says so.
SELECT year, nodes, ties, isolates, components, blocs,
       round(density, 6) AS density, round(reciprocity, 3) AS reciprocity,
       round(transitivity, 3) AS transitivity,
       round(modularity, 3) AS modularity, reason
FROM network_stats(1999, 2002);

-- Friends and enemies: two camps in a war, and one state on both sides.
INSERT INTO dispute(id, title, intensity, since, until, source)
VALUES ('war', 'A war', 'war', '2001', '2001', 'test');
INSERT INTO dispute_side(dispute, state, side, source)
SELECT 'war', column1, column2, 'test' FROM (VALUES
  ('DEU', 'A'), ('FRA', 'A'), ('EGY', 'B'), ('TUR', 'B'));
INSERT INTO obligation(deal, from_state, to_state, kind, since, source)
SELECT 'pact', column1, column2, 'defense', '2001', 'test' FROM (VALUES
  ('EGY', 'TUR'), ('TUR', 'EGY'), ('ITA', 'EGY'), ('EGY', 'ITA'));
SELECT a, b, c, ab, ac, bc, balanced FROM triads('2001-06-15');
SELECT year, ties, round(hostile, 3) AS hostile, ppp, ppn, pnn, nnn,
       round(balance, 3) AS balance
FROM network_stats(2000, 2001, 'signed');
SELECT state, degree, positive, negative, bloc
FROM network('2001-06-15', 'signed') WHERE degree > 0 ORDER BY bloc, state;

-- Who brokers between whom, by region and by bloc.
SELECT state, group_name, aaa, aba, aab, abb, abc, total
FROM brokerage('2001-06-15') WHERE total > 0 ORDER BY state;
SELECT state, group_name, aaa, aba, aab, abb, abc, total
FROM brokerage('2001-06-15', 'alliance', 'bloc') WHERE total > 0
ORDER BY state;

-- What is refused.
SELECT * FROM network('2001-06-15', 'friendship');
SELECT * FROM network_stats('2001-06', 2002);
SELECT * FROM brokerage('2001-06-15', 'alliance', 'size');
