-- What arguments may be, and what is said of those that are not: the edges of
-- scalars, aggregates and tables, over five states.
.headers on
.mode list
.nullvalue NULL
SELECT count(*) > 0 AS created FROM (SELECT entente_create());
INSERT INTO source(id, title) VALUES ('s', 'S');
INSERT INTO coverage(layer, source, since, until)
  SELECT value, 's', '2000', '2020' FROM json_each('["obligation", "transfer", "trade", "sanction", "capability", "vote"]');
INSERT INTO deal(id, title, since) VALUES ('pact', 'P', '2000'), ('empty', 'E', '2000'), ('pact-2', 'P', '2000');
INSERT INTO deal_party(deal, state) VALUES ('pact', 'RUS'), ('pact', 'PRK'), ('pact-2', 'CHN');
INSERT INTO obligation(deal, from_state, to_state, kind) VALUES ('pact', 'RUS', 'PRK', 'defense'), ('pact', 'PRK', 'RUS', 'defense');
INSERT INTO trade(exporter, importer, year, value) VALUES ('CHN', 'USA', 2020, 50), ('USA', 'CHN', 2020, 10), ('CHN', 'PRK', 2020, 2);
INSERT INTO capability(state, year, tpop) VALUES ('USA', 2020, 330), ('CHN', 2020, 1400);
INSERT INTO roll_call(id, date, title) VALUES ('1', '2020-05-05', 'x');
INSERT INTO vote(roll_call, state, vote) VALUES ('1', 'USA', 'yes'), ('1', 'CHN', 'no');

-- A bar: too small for its sign, cut, and what is no number.
SELECT bar(-0.001, 10, 5) AS small, bar(-3, 10, 5) AS minus, bar(99, 10, 5) AS cut, bar(-99, 10, 5) AS both;
SELECT bar('much', 10, 5);
SELECT bar(1, 'much');
SELECT bar(1, 10, 'wide');
SELECT bar(1, 0);
SELECT bar(1, 9e999);
SELECT bar(1, 10, 0);
SELECT bar(1, 10, 1001);
SELECT bar(1, 10, 2.5);

-- A date as precise as it is known.
SELECT date_from(2020), date_from('2020', '5'), date_from(2020.0, 2, 29), date_from(2019, 2, 29), date_from(2020, 13, 1),
       date_from(2020, -9), date_from(2020, 5, 32), date_from(2020, 5, 0), date_from(10000), date_from(0), date_from('x'), date_from(NULL);
SELECT year_spells(value) AS spells FROM json_each('[2003, 2001, null, 2002, 2002, 2005]');
SELECT year_spells(value) FROM json_each('[10000]');
SELECT year_spells(value) AS none FROM json_each('[]');

-- Deals: without a party, unknown, near.
SELECT deal_parties('empty') AS empty, deal_parties(NULL) AS none, deal_opponents(NULL) AS nobody, deal_opponents('empty', 2010) AS opponents;
SELECT deal_parties('pakt');
SELECT deal_opponents('pakt', 2010);
SELECT * FROM deal_impact('pakt', 2010);

-- Texts: a zero byte, a blob, NULL, a number.
SELECT cinc(CAST(x'4348004E' AS TEXT), 2020);
SELECT cinc(x'43484E', 2020);
SELECT * FROM sanction_parts(NULL, 2020);
SELECT cinc(710, 2020) IS NOT NULL AS by_number;
SELECT cinc('CHN', 2020.5);
SELECT hostility('CHN', 156, 2020) AS itself, leverage(NULL, 'CHN') AS a, leverage('CHN', NULL) AS b;
SELECT state_from(1.5);
SELECT state_from(x'43484E');
SELECT state_from(NULL) AS none, state_to(NULL, 'cow') AS no_state, state_to('CHN', NULL) AS no_scheme;
SELECT state_from('China', NULL, '2020') AS any_scheme, state_from('China', 'name', NULL) AS any_day;
SELECT state_from('China', 'name', 'never');
SELECT * FROM state_matches(NULL);
SELECT * FROM state_matches('KOR', NULL, 'never');
SELECT * FROM state_matches('China', 'name', '2020');

-- Sides: commas alone, too long, on both.
SELECT alliance_strength('CHN', ' , ', 2010) AS commas;
SELECT alliance_strength('CHN', 'PRK, RUS ,', 2010) AS trailing;
SELECT alliance_strength('CHN', replace(hex(zeroblob(200)), '0', 'x'), 2010);
SELECT bystander_score('USA', 'RUS,PRK', 'CHN,PRK', 2010);
SELECT bystander_score('USA', 'RUS', 'nowhere', 2010);

-- Networks drawn: quotes, numbers in place of names, weights that are none.
SELECT graph_dot('a "b" \ c', 2, 7, 1) AS dot;
SELECT graph_dot('a', 'b', 0) AS absent, graph_dot(NULL, 'b', 1) AS a, graph_dot('a', NULL, 1) AS b, graph_dot('a', 'b', NULL) AS weight;
SELECT graph_dot('a', 'b', 'much');
SELECT graph_dot('a', 'b', x'01');
SELECT graph_dot('a', 'b', -1);
SELECT graph_dot('a', 'b', 1, -1, 'A');
SELECT graph_dot('a', 'b', 1, 0, 'A', NULL) AS one_bloc;

-- Charts: dates of one kind and of two, years, what JSON cannot say.
SELECT vega_lite('line', '2020-05', -9e999, 's', 1, 2) AS month;
SELECT vega_lite('trail', column1, column2) AS years FROM (VALUES (2000, 1), (2001, -1));
SELECT vega_lite('area', column1, column2, 'n', 0, 1) AS mixed FROM (VALUES ('2000', 'x'), ('2001-02', 'y'), (NULL, x'7a'));
SELECT vega_lite('point', column1, column2, NULL, 0, 1) AS point FROM (VALUES (999, 2999), (3000, 1e6));
SELECT vega_lite('arc', 'a', 1, 'left out') AS arc;
SELECT vega_lite('errorbar', 'a', 1, NULL, 0, 2) AS bar;
SELECT vega_lite('geoshape', column1, column2) AS map FROM (VALUES (408, -1.5), (NULL, 1.5), ('36', NULL));
SELECT vega_lite('geoshape', 1, 'ally') LIKE '%nominal%' AS words;
SELECT vega_lite('geoshape', 'PRK', 1);
SELECT vega_lite('geoshape', 1234, 1);
SELECT vega_lite('geoshape', '', 1);
SELECT vega_lite('bar', 1, 2, 3, 4);
SELECT json_array_length(vega_lite('bar', value, 1), '$.data.values') AS rows,
       vega_lite('bar', value || 'x', 1) LIKE '%"domain"%' AS is_ordered
  FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 1001) SELECT value FROM n);

-- Years: fractions, texts, both ends of what there is.
SELECT count(*) AS n FROM state_years('1900', 1900.0);
SELECT * FROM state_years(1900.5, 1901);
SELECT * FROM state_years(9e99, 1901);
SELECT * FROM state_years(x'01', 1901);
SELECT * FROM dyad_years(1900, 1901, NULL, 2);
SELECT * FROM dyad_years(1900, 1901, NULL, -1);
SELECT * FROM dyad_years(1900, 1901, NULL, 'x');
SELECT count(*) AS n FROM state_years(-9000000, 9000000) WHERE year BETWEEN 1900 AND 1900;
SELECT count(*) AS n FROM state_years(1900, 1910) WHERE year > 'x';
SELECT count(*) AS n FROM state_years(1900, 1910) WHERE year < 'x' AND year = 1905;
SELECT count(*) AS n FROM state_years(1900, 1901, first) WHERE rowid > 0;
SELECT year, state FROM state_years(1900, 1901) WHERE state = 'USA' ORDER BY year, year DESC;
SELECT count(*) AS n FROM state_years(1900, 1901) WHERE state LIKE 'US%' ORDER BY rowid;

-- Similarity, row by row.
SELECT year, a, b, n, agreement, layer FROM similarities(2020, 2020, 'vote');
SELECT count(*) AS n FROM similarities(2010, 2012) WHERE year > 2010 AND year <= 2011 AND a = 'CHN' AND b = 'PRK';
SELECT count(*) AS n FROM similarities(2010, 2012) WHERE year >= 'x';
SELECT count(*) AS n FROM similarities(2010, 2012) WHERE year < -9e99;
SELECT count(*) AS n FROM similarities(2010, 2012) WHERE year > 9e99;
SELECT count(*) AS n FROM similarities(2010, 2010, NULL) WHERE a = NULL;
SELECT count(*) AS n FROM similarities(2010, 2010) WHERE a = 'nobody';
SELECT count(*) AS n FROM similarities(2010, 2010) WHERE a > 'ZAA' AND b = 'ZMB';
SELECT * FROM similarities(2010.5);
SELECT * FROM similarities('x');
SELECT * FROM similarities(x'01');
SELECT count(*) AS n FROM similarities(99999999, 99999999);
SELECT count(*) AS n FROM similarities(NULL);
SELECT similarity('USA', 'CHN', 2020, 'agreement', 'vote') AS agreement, similarity('USA', 'FRA', 2020, 'agreement', 'vote') AS no_vote;
SELECT similarity('USA', 'CHN', 1990, 's') AS not_covered, similarity('DDR', 'CHN', 2010, 's') AS gone, similarity('CHN', 'GDR', 2010, 's') AS gone_too;

-- Triads and networks: NULL, an unknown layer, halves of a year.
SELECT count(*) AS n FROM triads(NULL);
SELECT count(*) AS n FROM triads('2010') AS t WHERE t."on" = '2010' AND a <> b;
SELECT * FROM network(2010, 'friends');
SELECT count(*) > 0 AS some FROM brokerage(2010, 'alliance', NULL);
SELECT count(*) > 0 AS some FROM brokerage(2010, 'alliance', 'region');
SELECT * FROM brokerage(2010, 'alliance', 'planet');
SELECT * FROM network_stats('2010-06', 2011);
SELECT * FROM network_stats(2010, 2011, 'friends');

-- Gaps: years that are none, and those that end before they begin.
SELECT * FROM coverage_gaps('trade', 0, 1);
SELECT * FROM coverage_gaps('trade', 10000, 1);
SELECT count(*) AS before FROM coverage_gaps('trade', '2020', 1.0);
SELECT * FROM coverage_gaps('trade', x'3230', 1);
SELECT * FROM coverage_gaps('trade', 2020, 'x');
SELECT count(*) AS none FROM coverage_gaps('trade', 2020, 2019);
SELECT count(*) > 0 AS outside FROM coverage_gaps('obligation', 1990, 1990);
SELECT count(*) AS inside FROM coverage_gaps('obligation', 2010, 2010);
SELECT * FROM coverage_gaps('trades', 2020, 2020);

-- How much a score moves: what stands in the list.
SELECT * FROM sensitivity('cinc', 'CHN', 2, 1);
SELECT * FROM sensitivity('cinc', '{"a": 1}', 2, 1);
SELECT * FROM sensitivity('cinc', '[["CHN"]]', 2, 1);
SELECT * FROM sensitivity('cinc', '[true]', 2, 1);
SELECT * FROM sensitivity('cinc', '[false]', 2, 1);
SELECT * FROM sensitivity('cinc', '[{}]', 2, 1);
SELECT * FROM sensitivity('cinc', '[]', 2, 1);
SELECT * FROM sensitivity('cinc', '[1, 2, 3, 4, 5, 6, 7, 8, 9]', 2, 1);
SELECT * FROM sensitivity('cinc', '["CHN", 2020]', 0, 1);
SELECT * FROM sensitivity('cinc', '["CHN", 2020]', 2.5, 1);
SELECT * FROM sensitivity('cinc', '["CHN", 2020]', 'x', 1);
SELECT * FROM sensitivity('cinc', '["CHN", 2020]', 2, 'x');
SELECT count(*) > 0 AS some FROM sensitivity('cinc', '["CHN", 2020]', '2', -9.0e18);
SELECT * FROM sensitivity('cinc', '["CHN", 2020]', x'32', 1);
SELECT * FROM sensitivity('sinc', '["CHN", 2020]', 2, 1);
SELECT count(*) AS none FROM sensitivity('leverage', '["CHN", null, 2020]', 2, 1);

-- Columns compared: a weight that is none, a range that changes.
SELECT s_score(column1, 2, 5, 'x') FROM (VALUES (1));
SELECT s_score(column1, 2, column1 + 5) FROM (VALUES (1), (2));
