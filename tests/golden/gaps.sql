-- Where the dataset cannot answer: outside every source's coverage, or inside
-- one that owes a row and has none.
SELECT entente_create() IS NOT NULL AS made;
INSERT INTO coverage(layer, since, until) VALUES ('capability', '2019', '2020'), ('dispute', '2019', '2019');
INSERT INTO capability(state, year, tpop) SELECT state, 2019, 1 FROM state_years(2019, 2019);
INSERT INTO capability(state, year, tpop) SELECT state, 2020, 1 FROM state_years(2020, 2020) WHERE state <> 'CHN';
SELECT year, count(*) AS states, min(state) AS first, reason
  FROM coverage_gaps('capability', 2018, 2020) GROUP BY year, reason;
SELECT year, count(*) AS states, reason FROM coverage_gaps('dispute', 2018, 2019) GROUP BY year, reason;
SELECT count(*) AS none FROM coverage_gaps('dispute', 2020, 2019);
SELECT * FROM coverage_gaps('disputes', 2018, 2019);
SELECT count(*) AS as_a_number FROM coverage_gaps('dispute', '2018', 2019.0);
SELECT * FROM coverage_gaps('dispute', 0, 2019);
