-- Goods trade from UN Comtrade, a CSV download of either form of the site (the
-- one with 47 names and a comma at the end of each row, too).
--
--   ...,refYear,...,reporterISO,...,flowCode,...,partnerISO,...,partner2Code,
--   ...,cmdCode,...,aggrLevel,...,customsCode,...,motCode,...,primaryValue,...
--
-- One flow of goods is reported twice, by who sold and by who bought. What the
-- importer reports wins, because customs look at what comes in; the exporter's
-- report fills gaps. The two have a source each, comtrade-imports and
-- comtrade-exports, so this holds also when they come in two files.
--
-- The file may have the same dollars several times: in all and by commodity, by
-- means of transport, by second partner. Of these only the totals count. Where
-- a file has no row for all goods (TOTAL), the commodities in it are added up,
-- the highest level that is there, and the report notes it: that is the value
-- of those goods, not of all. The partner World goes to `trade_total`.
--
-- reader: csv_file(header=1)

CREATE TEMP TABLE IF NOT EXISTS import_flow(
  row, reporter, partner, year, flow, commodity, level, value, problem);
INSERT INTO import_flow
SELECT f.line, f.reporterISO, f.partnerISO, f.refYear, f.flowCode,
       f.cmdCode, f.aggrLevel, f.primaryValue,
       CASE WHEN f.flowCode NOT IN ('M', 'X')
              THEN 'neither imports nor exports: re-exports and the like'
            WHEN f.partner2Code NOT IN ('', '0') OR f.motCode NOT IN ('', '0')
              OR f.customsCode NOT IN ('', 'C00')
              THEN 'a part of a total that is there as well'
            WHEN f.primaryValue = '' THEN 'no value' END
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
