-- Agreement of all pairs in all years of as many votes as the UN has cast:
-- 6,202 roll calls in 74 years, 140 states, 868,280 votes, 720,020 pairs,
-- delivered as rows; the votes are in memory from the second run on. The peer
-- is plain SQL for one of those years. It stands in for agreement.sql where the
-- UN's own file is not there.
-- [before]
CREATE TEMP TABLE voter AS SELECT code, row_number() OVER (ORDER BY code) AS k FROM state LIMIT 140;
DELETE FROM coverage WHERE layer = 'vote';
INSERT INTO coverage(layer, source) SELECT 'vote', id FROM source LIMIT 1;
DELETE FROM vote;
DELETE FROM roll_call;
INSERT INTO roll_call(id, date)
  WITH RECURSIVE r(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM r WHERE i < 6201)
  SELECT printf('%04d', i), 1946 + i % 74 FROM r;
INSERT INTO vote(roll_call, state, vote)
  SELECT id, code, CASE (id * k * 7 + id / 13 + k) % 11 WHEN 0 THEN 'no' WHEN 1 THEN 'no' WHEN 2 THEN 'abstain' ELSE 'yes' END
  FROM roll_call CROSS JOIN voter;
-- [ours <= 500 ms]
SELECT a, b, year, agreement FROM similarities(1946, 2019, 'vote');
-- [plain SQL for 1984]
SELECT v.state, w.state, avg(v.vote = w.vote) FROM roll_call r JOIN vote v ON v.roll_call = r.id JOIN vote w ON w.roll_call = r.id AND v.state < w.state WHERE r.date = '1984' GROUP BY 1, 2;
-- [scale plain SQL for 1984]
SELECT count(*) * 1.0 / sum(date = '1984') FROM roll_call
