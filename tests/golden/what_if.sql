-- Inside a transaction a query sees that transaction, and after ROLLBACK TO
-- the old world again.
SELECT entente_create() IS NOT NULL AS created;
INSERT INTO source(id, title) VALUES ('test', 'A test');
INSERT INTO coverage(layer, source) VALUES ('obligation', 'test');
INSERT INTO deal(id, title, source) VALUES ('pact', 'A pact', 'test');
SELECT 'before' AS moment, alliance_strength('RUS', 'PRK', '2023-09-13') > 0 AS bound;
BEGIN;
SAVEPOINT signed;
INSERT INTO obligation(deal, from_state, to_state, kind, source)
VALUES ('pact', 'RUS', 'PRK', 'defense', 'test');
SELECT 'signed' AS moment, alliance_strength('RUS', 'PRK', '2023-09-13') > 0 AS bound;
SAVEPOINT broken;
DELETE FROM obligation;
SELECT 'broken' AS moment, alliance_strength('RUS', 'PRK', '2023-09-13') > 0 AS bound;
ROLLBACK TO broken;
SELECT 'mended' AS moment, alliance_strength('RUS', 'PRK', '2023-09-13') > 0 AS bound;
ROLLBACK TO signed;
SELECT 'undone' AS moment, alliance_strength('RUS', 'PRK', '2023-09-13') > 0 AS bound;
COMMIT;
SELECT 'after' AS moment, alliance_strength('RUS', 'PRK', '2023-09-13') > 0 AS bound;
