-- What is refused, and in which words.
SELECT alliance_strength('CHN', 'RUS', '2023-09-13');
SELECT entente_create() IS NOT NULL AS created;
SELECT alliance_strength('Chnia', 'RUS', '2023-09-13');
SELECT alliance_strength('CHN', 'RUS', '2023-02-30');
SELECT alliance_strength('CHN', 'RUS', 'yesterday');
SELECT alliance_strength('CHN');
SELECT deal_parties('no such deal');
SELECT state_from('Korea', NULL, '2023-09-13');
SELECT state_from(710, 'cow'), state_from('China'), state_from('RS', 'fips');
INSERT INTO sanction(id, sender, target, kind) VALUES ('s', 'nobody', 'RUS', 'arms');
CREATE TABLE note(text);
INSERT INTO note SELECT entente_load('samples/none.json');
SELECT count(*) AS notes FROM note;
