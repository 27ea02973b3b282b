-- The man page, entente(7), from the manual that the extension carries:
--
--   sqlite3 -batch -init /dev/null -cmd '.load build/entente' <ext/manual.sql
--
-- One row of the answer is one line of roff. Backslashes, hyphens and dots at
-- the start of a line are what roff would take for its own.
.mode list
.headers off
.nullvalue ''

CREATE TEMP TABLE family(at INTEGER PRIMARY KEY, kind TEXT, heading TEXT);
INSERT INTO family(kind, heading) VALUES
('scalar', 'FUNCTIONS'),
('aggregate', 'AGGREGATES'),
('table', 'TABLES AND TABLE-VALUED FUNCTIONS'),
('module', 'MODULES');

CREATE TEMP TABLE entry AS
SELECT row_number() OVER () AS at, f.*,
       replace(replace(usage, '\', '\e'), '-', '\-') AS call
  FROM entente_functions AS f;

CREATE TEMP TABLE line(entry INTEGER, at INTEGER, label TEXT, text TEXT);
INSERT INTO line
SELECT e.at, j.key, j.value ->> 0, replace(replace(j.value ->> 1, '\', '\e'), '-', '\-')
  FROM entry AS e,
       json_each(json_array(
         json_array('Gives', e.returns), json_array('NULL', e.null_rule),
         json_array('Refuses', e.errors), json_array('After', e.source),
         json_array('Rests on', e.rests_on), json_array('Example', e.example))) AS j
 WHERE j.value ->> 1 <> '';

SELECT '.\" Made from entente_functions by ext/manual.sql.';
SELECT format('.TH ENTENTE 7 "" "Entente %s" "SQLite extensions"', entente_version());
SELECT '.nh
.ad l
.SH NAME
entente \- international relations in SQL
.SH SYNOPSIS
.nf
.B .load entente
.B SELECT entente_load(''dataset.json'');
.B SELECT * FROM bystanders(side_a, side_b, day);
.fi
.SH DESCRIPTION
Entente is a loadable extension of SQLite: who is bound to whom, who is exposed
to sanctions and who is caught in between are functions and tables of SQL, and
every number leads to the rows that it comes from.
.PP
Every function that takes a day
.RI ( on )
takes a year or a month, too; without it the answer is as of today. An answer
that the dataset does not cover is NULL, never 0.
.PP
The same text is in the database:
.BR "SELECT * FROM entente_functions" .
What a connection can do, and what to change, says
.BR "SELECT * FROM entente_doctor()" .
Where other people''s SQL runs, load through the entry point
.BR sqlite3_entente_nofiles_init ,
which leaves out what reads files.';

WITH page(family, entry, line, text) AS (
  SELECT f.at, 0, 0, '.SH "' || f.heading || '"' FROM family AS f
  UNION ALL
  SELECT f.at, e.at, -1, '.SS "' || replace(e.call, '"', '\(dq') || '"'
    FROM entry AS e JOIN family AS f USING (kind)
  UNION ALL
  SELECT f.at, l.entry, l.at,
         CASE WHEN l.at = min(l.at) OVER (PARTITION BY l.entry) THEN '' ELSE '.br' || char(10) END ||
         '.I ' || l.label || ':' || char(10) || '\&' || replace(l.text, char(10), char(10) || '\&')
    FROM line AS l JOIN entry AS e ON e.at = l.entry JOIN family AS f USING (kind)
)
SELECT text FROM page ORDER BY family, entry, line;

SELECT '.SH "SEE ALSO"
.BR sqlite3 (1)';
