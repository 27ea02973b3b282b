-- What if China joins the deal
--
-- A savepoint is a sandbox: change the tables, ask, and roll back. China
-- supplies weapons; the ones who sanction the parties sanction China too. The
-- last line is the world as it was: nothing is left behind.

SAVEPOINT what_if;
CREATE TEMP TABLE answer(step, exposure, threat_to_korea, tie_to_russia);

INSERT INTO answer
SELECT '1 as it is', sanction_exposure('CHN', '2023-09-13'),
       threat('KOR', '2023-09-13'), alliance_strength('CHN', 'RUS', '2023-09-13');

INSERT INTO transfer(id, deal, supplier, recipient, category, item, status,
                     since, until)
VALUES ('what-if/1', 'rus-prk-2023', 'CHN', 'RUS', 'arms', 'weapons',
        'delivered', '2023-09-13', '2023-09-13');

INSERT INTO answer
SELECT '2 China supplies arms', sanction_exposure('CHN', '2023-09-13'),
       threat('KOR', '2023-09-13'), alliance_strength('CHN', 'RUS', '2023-09-13');

INSERT INTO sanction(id, sender, target, kind, flow, extent, since)
VALUES ('what-if/2', 'USA', 'CHN', 'trade', 'both', 'partial', '2023-09-13'),
       ('what-if/2', 'EU', 'CHN', 'trade', 'both', 'partial', '2023-09-13'),
       ('what-if/2', 'JPN', 'CHN', 'trade', 'both', 'partial', '2023-09-13'),
       ('what-if/2', 'KOR', 'CHN', 'trade', 'both', 'partial', '2023-09-13');

INSERT INTO answer
SELECT '3 and is sanctioned', sanction_exposure('CHN', '2023-09-13'),
       threat('KOR', '2023-09-13'), alliance_strength('CHN', 'RUS', '2023-09-13');

SELECT step, round(exposure, 4) AS exposure,
       round(threat_to_korea, 4) AS threat_to_korea,
       round(tie_to_russia, 4) AS tie_to_russia
  FROM answer ORDER BY step;

ROLLBACK TO what_if;
RELEASE what_if;

SELECT 'rolled back' AS step, round(sanction_exposure('CHN', '2023-09-13'), 4)
         AS exposure,
       round(threat('KOR', '2023-09-13'), 4) AS threat_to_korea,
       round(alliance_strength('CHN', 'RUS', '2023-09-13'), 4) AS tie_to_russia;
