-- The network of the story on 13 September 2023, for Graphviz: ties of at least
-- 0.3 in blue, as thick as they are strong, and hostility of at least 0.15 in
-- orange, dashed. A pair that has both is drawn twice. Under a name stands its
-- bloc: the communities of the signed network of all states, each called after
-- its strongest member.

WITH story(code) AS (VALUES ('CHN'), ('RUS'), ('PRK'), ('KOR'), ('JPN'),
                            ('USA'), ('IND'), ('TUR'), ('BLR'), ('IRN'),
                            ('UKR'), ('KAZ')),
     tie(a, b, weight, sign) AS (
       SELECT a, b, alliance_strength(a, b, '2023-09-13'), 1 FROM
         (SELECT a.code AS a, b.code AS b FROM story AS a, story AS b)
       UNION ALL
       SELECT a, b, hostility(a, b, '2023-09-13'), -1 FROM
         (SELECT a.code AS a, b.code AS b FROM story AS a, story AS b)),
     pair(a, b, weight, sign) AS (
       SELECT min(a, b), max(a, b), max(weight), sign
         FROM tie GROUP BY min(a, b), max(a, b), sign
       HAVING max(weight) >= CASE sign WHEN 1 THEN 0.3 ELSE 0.15 END),
     member(state, bloc, power) AS MATERIALIZED (
       SELECT state, bloc, cinc(state, '2023-09-13')
         FROM network('2023-09-13', 'signed')),
     named(state, name, bloc) AS MATERIALIZED (
       SELECT m.state, s.name,
              (SELECT 'bloc of ' || x.name
                 FROM member AS o JOIN state AS x ON x.code = o.state
                WHERE o.bloc = m.bloc ORDER BY o.power DESC LIMIT 1)
         FROM member AS m JOIN state AS s ON s.code = m.state)
SELECT replace(
         graph_dot(x.name, y.name, weight, sign, x.bloc, y.bloc),
         'graph entente {',
         'graph entente {
  label="The network on 13 September 2023: ties blue, hostility orange and dashed\nalliance_strength, hostility; blocs: network(), signed. Data: Entente''s first sample";
  labelloc=t; fontname="sans-serif";')
  FROM (SELECT * FROM pair ORDER BY a, b, sign) AS p
  JOIN named AS x ON x.state = p.a JOIN named AS y ON y.state = p.b;
