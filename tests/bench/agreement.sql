-- Agreement of all pairs in all years of the UN's votes, delivered as rows,
-- against plain SQL for one year, taken as often as there are pairs of votes
-- in all years for one in that year.
-- needs: un/un_roll_calls.csv un/un_votes.csv
-- [before]
SELECT entente_import('un-roll-calls', '$DATA/un/un_roll_calls.csv');
SELECT entente_import('un-votes', '$DATA/un/un_votes.csv');
CREATE TEMP TABLE load AS
  SELECT substr(date, 1, 4) AS year, n * (n - 1) / 2 AS pairs
    FROM roll_call JOIN (SELECT roll_call, count(*) AS n FROM vote GROUP BY 1) ON roll_call = id;
-- [ours <= 500 ms]
SELECT a, b, year, agreement FROM similarities(1946, 2019, 'vote');
-- [plain SQL for 1984]
SELECT v.state, w.state, avg(v.vote = w.vote) FROM roll_call r JOIN vote v ON v.roll_call = r.id JOIN vote w ON w.roll_call = r.id AND v.state < w.state WHERE r.date BETWEEN '1984' AND '1984-12-31' GROUP BY 1, 2;
-- [scale plain SQL for 1984]
SELECT sum(pairs) * 1.0 / sum(pairs) FILTER (WHERE year = '1984') FROM load
