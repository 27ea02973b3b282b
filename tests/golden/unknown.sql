-- NULL is not 0: a layer counts only inside its coverage.
SELECT entente_create() IS NOT NULL AS created;
INSERT INTO source(id, title) VALUES ('test', 'A test');

-- Nothing was observed, so nothing is known.
SELECT alliance_strength('CHN', 'RUS', '2023-09-13') AS strength,
       sanction_exposure('CHN', '2023-09-13') AS exposure,
       hostility('USA', 'RUS', '2023-09-13') AS hostility;
SELECT layer, value, contribution, reason
FROM alliance_parts('CHN', 'RUS', '2023-09-13') ORDER BY layer;

-- Observed, and there is none.
INSERT INTO coverage(layer, source, since, until)
VALUES ('obligation', 'test', '2000', '2023');
SELECT alliance_strength('CHN', 'RUS', '2023-09-13') AS covered,
       alliance_strength('CHN', 'RUS', '2024-01-01') AS after,
       alliance_strength('CHN', 'RUS', 1999) AS before;

-- A promise binds the one who gave it, while it is in force.
INSERT INTO deal(id, title, source) VALUES ('pact', 'A pact', 'test');
INSERT INTO obligation(deal, from_state, to_state, kind, since, until, source)
VALUES ('pact', 'CHN', 'RUS', 'consultation', '2001-07-16', '2021-07', 'test');
SELECT alliance_strength('CHN', 'RUS', '2021-07-31') > 0 AS last_day,
       alliance_strength('CHN', 'RUS', '2021-08-01') AS day_after,
       alliance_strength('CHN', 'RUS', 2021) > 0 AS that_year;
SELECT layer, round(value, 6) AS value, source, reason
FROM alliance_parts('CHN', 'RUS', '2021-07-31')
WHERE layer = 'obligation';
