-- What was known on the day, and what came out later
--
-- Some of what the dataset knows of September 2023 became public months
-- later. Taking those rows out inside a savepoint shows the tie as an analyst
-- could have scored it that day, beside the tie as it is known today.

SAVEPOINT that_day;
CREATE TEMP TABLE tie(knowledge, rus_prk, transfers);
INSERT INTO tie
SELECT 'all that is known now', alliance_strength('RUS', 'PRK', '2023-09-30'),
       (SELECT count(*) FROM transfer WHERE deal = 'rus-prk-2023'
           AND since <= '2023-09-30');
DELETE FROM transfer WHERE known > '2023-09-13';
INSERT INTO tie
SELECT 'known on 2023-09-13', alliance_strength('RUS', 'PRK', '2023-09-30'),
       (SELECT count(*) FROM transfer WHERE deal = 'rus-prk-2023'
           AND since <= '2023-09-30');
SELECT knowledge, round(rus_prk, 4) AS rus_prk, transfers FROM tie;
ROLLBACK TO that_day;
RELEASE that_day;
