-- Saved queries: arguments, what is listed, what is refused.
.mode list
.separator ' | '
SELECT entente_load('samples/korea-russia-2023/dataset.json') IS NOT NULL AS loaded;

CREATE VIRTUAL TABLE bystanders_of USING saved_query((
  SELECT rank, state, round(score, 3) AS score
    FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
   WHERE rank <= :top
   ORDER BY rank
), day='2023-09-13', top=3,
   title='Who is caught between a deal and its opponents',
   description='rank 1 is torn most');
SELECT * FROM bystanders_of('rus-prk-2023');
SELECT * FROM bystanders_of('rus-prk-2023', '2023-09-13', 1);
SELECT state FROM bystanders_of WHERE deal = 'rus-prk-2023' AND top = 1;
SELECT count(*) FROM bystanders_of(NULL);

-- One query for each row of another table.
SELECT d.id, b.state, b.score
  FROM deal AS d JOIN bystanders_of(d.id) AS b
 WHERE d.id = 'rus-prk-2023' AND b.rank = 2;

-- Missing, unknown, wrong.
SELECT * FROM bystanders_of;
SELECT * FROM bystanders_of('rus-prk-1999');
SELECT * FROM bystanders_of('rus-prk-2023', 'yesterday');

SELECT schema, usage, title, description FROM saved_queries;

-- What a stored query may not do.
CREATE VIRTUAL TABLE q USING saved_query((DELETE FROM deal));
CREATE VIRTUAL TABLE q USING saved_query((SELECT entente_create()));
CREATE VIRTUAL TABLE q USING saved_query((SELECT readfile('/etc/passwd')));
CREATE VIRTUAL TABLE q USING saved_query((SELECT name FROM fsdir('.')));
CREATE VIRTUAL TABLE q USING saved_query('SELECT 1; DROP TABLE deal');
CREATE VIRTUAL TABLE q USING saved_query('PRAGMA writable_schema = 1');
CREATE VIRTUAL TABLE q USING saved_query((SELECT cinc(:state)), stat='CHN');
PRAGMA trusted_schema = OFF;
SELECT * FROM bystanders_of('rus-prk-2023');
PRAGMA trusted_schema = ON;

-- What the connection can do.
SELECT topic, ok FROM entente_doctor() WHERE ok IS NOT 1;

-- As they stand in a dumped dataset.
SELECT json_extract(entente_dump(), '$.saved_query') AS saved;
