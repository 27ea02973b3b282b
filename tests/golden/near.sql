-- A name with a slip in it: every error says what is near.
SELECT entente_load('samples/korea-russia-2023/dataset.json') IS NOT NULL AS loaded;
SELECT cinc('Rusia');
SELECT cinc('North Korae', '2023-09-13');
SELECT alliance_strength('CHN', 'NTO', '2023-09-13');
SELECT alliance_strength('CHN', 'RUS,Japn', '2023-09-13');
SELECT deal_parties('rus-prk-2022');
SELECT state_from('CHN', 'iso-numeric');
SELECT state_to('CHN', 'demonim');
SELECT similarity('CHN', 'PRK', 2022, 'kapa');
SELECT similarity('CHN', 'PRK', 2022, 'agrement', 'vote');
SELECT similarity('CHN', 'PRK', 2022, 's', 'alliances');
SELECT * FROM similarities(2022, 2022, 'votes');
SELECT * FROM network('2023-09-13', 'trad');
SELECT * FROM coverage_gaps('obligations', 2000, 2001);
SELECT * FROM sensitivity('bystander_scor', '[]', 10, 1);
SELECT * FROM dyad_years(2000, 2001, 'cows');
SELECT entente_import('un-vote', 'x');
SELECT vega_lite('lines', 1, 2);
CREATE VIRTUAL TABLE temp.x USING csv_file('README.md', delimeter=';');
CREATE VIRTUAL TABLE temp.x USING csv_file('README.md', encoding=latin);
CREATE VIRTUAL TABLE temp.x USING json_file('README.md', rot='x');
CREATE VIRTUAL TABLE temp.x USING saved_query((SELECT cinc(:state)), sate='CHN');
-- In one scheme, only what is near in it.
SELECT state_from(751, 'gw', 1948);
SELECT state_from('CHM', 'iso3');
SELECT state_from('Swedn', 'cow');
