-- S weighted by capability, kappa and pi of all pairs of all years from 1816
-- to 2018, 993,975 rows, out of 22,000 treaty obligations and 15,000 rows of
-- capabilities, each row summed (printing three million numbers takes longer).
-- numpy is given the portfolios of as many states in as many years, and makes
-- the three matrices of each year, no row of them. Plain SQL is for the kappa
-- of one year, from portfolios that were made before, scaled by the pairs.
-- [before]
CREATE TEMP TABLE member AS SELECT code, row_number() OVER (ORDER BY code) AS k FROM state;
DELETE FROM coverage WHERE layer IN ('obligation', 'capability');
INSERT INTO coverage(layer, source)
  SELECT column1, (SELECT id FROM source LIMIT 1) FROM (VALUES ('obligation'), ('capability'));
DELETE FROM capability;
INSERT INTO capability(state, year, tpop, milex)
  SELECT state, year, 1 + k * 37 % 101, 1 + k * year % 97 FROM state_years(1816, 2018) JOIN member ON code = state;
INSERT INTO deal(id, title) VALUES ('bench', 'bench');
INSERT INTO obligation(deal, from_state, to_state, kind, since, until)
  SELECT 'bench', f.code, t.code, CASE (f.k * t.k) % 3 WHEN 0 THEN 'defense' WHEN 1 THEN 'consultation' ELSE 'nonaggression' END,
         1816 + (f.k * 31 + t.k * 17) % 180, 1836 + (f.k * 31 + t.k * 17) % 180
  FROM member f JOIN member t ON f.k <> t.k AND (f.k * 5 + t.k * 3) % 7 IN (0, 1, 2);
CREATE TEMP TABLE row AS
  WITH live AS (SELECT DISTINCT state FROM state_spell WHERE system = 'cow' AND since < '1984' AND ifnull(until, '9999') > '1984')
  SELECT i.state AS i, k.state AS k, iif(i.state = k.state, 3, ifnull(max(CASE o.kind WHEN 'defense' THEN 3 WHEN 'consultation' THEN 2 ELSE 1 END), 0)) AS x
  FROM live i JOIN live k LEFT JOIN obligation o ON o.from_state = i.state AND o.to_state = k.state AND o.since <= '1984' AND o.until >= '1984'
  GROUP BY 1, 2;
CREATE INDEX temp.row_k ON row(k, i, x);
-- [ours]
SELECT count(*), sum(s_weighted), sum(kappa), sum(pi) FROM similarities(1816, 2018);
-- [plain SQL, kappa of 1984]
SELECT count(*), sum(kappa) FROM (SELECT kappa_score(a.x, b.x) AS kappa FROM row a JOIN row b ON a.k = b.k AND a.i < b.i GROUP BY a.i, b.i);
-- [scale plain SQL, kappa of 1984]
SELECT count(*) * 1.0 / sum(year = 1984) FROM dyad_years(1816, 2018)
-- [numpy, script <= 1]
