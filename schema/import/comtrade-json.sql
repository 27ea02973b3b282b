-- Goods trade from UN Comtrade, as its API answers in JSON. The rules are those
-- of comtrade.sql: the importer's report wins; only totals count, or else the
-- commodities of the highest level that is there; World goes to `trade_total`.
--
--   { "data": [ { "refYear": 2022, "reporterISO": "CHN", "flowCode": "M",
--                 "partnerISO": "PRK", "cmdCode": "TOTAL", "aggrLevel": 0,
--                 "primaryValue": 133730000.0, ... } ] }
--
-- reader: json_file(root='data')

CREATE TEMP TABLE IF NOT EXISTS import_flow(
  row, reporter, partner, year, flow, commodity, level, value, problem);
INSERT INTO import_flow
SELECT f.line, value ->> 'reporterISO', value ->> 'partnerISO',
       value ->> 'refYear', value ->> 'flowCode', value ->> 'cmdCode',
       value ->> 'aggrLevel', value ->> 'primaryValue',
       CASE WHEN value ->> 'flowCode' NOT IN ('M', 'X')
              THEN 'neither imports nor exports: re-exports and the like'
            WHEN ifnull(value ->> 'partner2Code', 0) + 0 <> 0
              OR ifnull(value ->> 'motCode', 0) + 0 <> 0
              OR ifnull(value ->> 'customsCode', 'C00') <> 'C00'
              THEN 'a part of a total that is there as well'
            WHEN value ->> 'primaryValue' IS NULL THEN 'no value' END
  FROM import_file AS f;

INSERT INTO source(id, title, version, citation, licence, url)
SELECT column1, 'UN Comtrade: ' || column2, NULL,
       'United Nations Statistics Division. UN Comtrade Database',
       'for own use with citation; see the terms of UN Comtrade',
       'https://comtradeplus.un.org'
  FROM (VALUES ('comtrade-imports', 'imports as reported by the importer'),
               ('comtrade-exports', 'exports as reported by the exporter'))
 WHERE true
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_state(value, scheme)
SELECT reporter, 'iso3' FROM import_flow
UNION SELECT partner, 'iso3' FROM import_flow WHERE partner <> 'W00';

UPDATE import_flow SET problem = 'unknown state'
 WHERE problem IS NULL
   AND (reporter IN (SELECT value FROM import_state WHERE code IS NULL)
        OR partner IN (SELECT value FROM import_state WHERE code IS NULL));

UPDATE import_flow SET problem = 'a part of a total that is there as well'
  FROM (SELECT reporter, partner, year, flow, min(level + 0) AS level
          FROM import_flow WHERE problem IS NULL
         GROUP BY reporter, partner, year, flow) AS top
 WHERE top.reporter = import_flow.reporter
   AND top.partner = import_flow.partner AND top.year = import_flow.year
   AND top.flow = import_flow.flow AND import_flow.level + 0 > top.level
   AND import_flow.problem IS NULL;

INSERT INTO import_skip(reason, row, value)
SELECT f.problem, f.row, CASE WHEN f.problem = 'unknown state' THEN s.value END
  FROM import_flow AS f
  LEFT JOIN import_state AS s
    ON s.value IN (f.reporter, f.partner) AND s.code IS NULL
 WHERE f.problem IS NOT NULL
 GROUP BY f.row;

INSERT INTO import_note(note, n)
SELECT 'no row for all goods: the commodities in the file are added up',
       count(*)
  FROM import_flow
 WHERE problem IS NULL AND commodity NOT IN ('TOTAL', 'AG0')
 GROUP BY 1;

CREATE TEMP TABLE IF NOT EXISTS import_sum(
  reporter, partner, year, flow, value REAL);
INSERT INTO import_sum
SELECT a.code, b.code, f.year, f.flow, sum(f.value)
  FROM import_flow AS f
  JOIN import_state AS a
    ON a.value = f.reporter AND f.year || '-12-31' BETWEEN a.since AND a.until
  LEFT JOIN import_state AS b
    ON b.value = f.partner AND f.year || '-12-31' BETWEEN b.since AND b.until
 WHERE f.problem IS NULL
 GROUP BY a.code, b.code, f.year, f.flow;

INSERT INTO trade(exporter, importer, year, value, source)
SELECT partner, reporter, year, value, 'comtrade-imports'
  FROM import_sum
 WHERE flow = 'M' AND partner IS NOT NULL AND partner <> reporter
ON CONFLICT(exporter, importer, year) DO UPDATE SET
  value = excluded.value, source = excluded.source;

INSERT INTO trade(exporter, importer, year, value, source)
SELECT reporter, partner, year, value, 'comtrade-exports'
  FROM import_sum
 WHERE flow = 'X' AND partner IS NOT NULL AND partner <> reporter
ON CONFLICT(exporter, importer, year) DO UPDATE SET
  value = excluded.value, source = excluded.source
  WHERE trade.source IS NOT 'comtrade-imports';

INSERT INTO trade_total(state, year, exports, imports, source)
SELECT reporter, year, max(value) FILTER (WHERE flow = 'X'),
       max(value) FILTER (WHERE flow = 'M'), 'comtrade-imports'
  FROM import_sum WHERE partner IS NULL GROUP BY reporter, year
ON CONFLICT(state, year) DO UPDATE SET
  exports = ifnull(excluded.exports, exports),
  imports = ifnull(excluded.imports, imports), source = excluded.source;

DELETE FROM coverage
 WHERE layer = 'trade' AND source IN ('comtrade-imports', 'comtrade-exports');
INSERT INTO coverage(layer, source, since, until, note)
SELECT 'trade', source, min(year), max(year),
       'only the reporters, partners and goods that were downloaded'
  FROM trade WHERE source IN ('comtrade-imports', 'comtrade-exports')
 GROUP BY source;
