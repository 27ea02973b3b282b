-- The trade register of the SIPRI Arms Transfers Database: one row for each
-- deal in major weapons, as it is exported: Latin-1, eleven lines before the
-- names, three columns without a name, no quoting, comments over two lines.
--
--   Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,
--   Weapon description,Number delivered, ,Year(s) of delivery,status,Comments,
--   SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons
--
-- A row becomes a deal and a transfer. The register has no number for a deal, so
-- it is called by supplier, recipient, year and weapon, and by a running number
-- where these are the same. The value is in TIV, trend indicator values: a
-- measure of volume. TIV is no money, and is never added to money.
--
-- SIPRI's terms: the data stay with you. Do not pass the rows on.
--
-- reader: csv_file(encoding='latin1', skip=11, quote='', ragged='join')

INSERT INTO source(id, title, version, citation, licence, url)
VALUES ('sipri-register', 'SIPRI Arms Transfers Database: trade register', NULL,
        'Stockholm International Peace Research Institute. SIPRI Arms Transfers Database',
        'for own use with citation; the data may not be redistributed',
        'https://www.sipri.org/databases/armstransfers')
ON CONFLICT(id) DO NOTHING;

INSERT INTO import_state(value, scheme)
SELECT Supplier, 'name' FROM import_file
UNION SELECT Recipient, 'name' FROM import_file;

-- SIPRI calls the other one DR Congo.
UPDATE import_state SET code = 'COG', problem = NULL WHERE value = 'Congo';

CREATE TEMP TABLE IF NOT EXISTS import_order(
  row INTEGER PRIMARY KEY, id, supplier, recipient, title, ordered, delivered,
  first, last, status, comment, tiv, problem, value);
INSERT INTO import_order
SELECT f.line,
       'sipri-' || ifnull(s.code, '') || '-' || ifnull(r.code, '') || '-'
       || f."Year of order" || '-' || f."Weapon designation",
       s.code, r.code,
       f."Weapon designation" || ' (' || f."Weapon description" || ')',
       f."Year of order", f."Number delivered",
       date_from(substr(f."Year(s) of delivery", 1, 4)),
       date_from(substr(f."Year(s) of delivery", -4)),
       f.status, trim(replace(f.Comments, char(10), ' ')),
       f."SIPRI TIV of delivered weapons",
       CASE WHEN s.code IS NULL THEN s.problem
            WHEN r.code IS NULL THEN r.problem
            WHEN s.code = r.code THEN 'supplier and recipient are one state'
       END,
       iif(s.code IS NULL, f.Supplier, f.Recipient)
  FROM import_file AS f
  JOIN import_state AS s
    ON s.value = f.Supplier
   AND f."Year of order" || '-12-31' BETWEEN s.since AND s.until
  JOIN import_state AS r
    ON r.value = f.Recipient
   AND f."Year of order" || '-12-31' BETWEEN r.since AND r.until;

INSERT INTO import_skip(reason, row, value)
SELECT problem, row, value FROM import_order WHERE problem IS NOT NULL;
DELETE FROM import_order WHERE problem IS NOT NULL;

UPDATE import_order SET id = id || '#' || same.n
  FROM (SELECT row, row_number() OVER (PARTITION BY id ORDER BY row) AS n
          FROM import_order) AS same
 WHERE same.row = import_order.row AND same.n > 1;

INSERT INTO deal(id, title, kind, status, signed, since, source)
SELECT id, title, 'arms', iif(delivered + 0 > 0, 'delivered', 'signed'),
       date_from(ordered), date_from(ordered), 'sipri-register'
  FROM import_order WHERE true
ON CONFLICT(id) DO UPDATE SET
  title = excluded.title, status = excluded.status, signed = excluded.signed,
  since = excluded.since;

INSERT INTO deal_party(deal, state, role, source)
SELECT id, supplier, 'party', 'sipri-register' FROM import_order
UNION ALL
SELECT id, recipient, 'party', 'sipri-register' FROM import_order WHERE true
ON CONFLICT(deal, state, role) DO NOTHING;

INSERT INTO transfer(id, deal, supplier, recipient, category, item, quantity,
                     value, value_unit, status, since, until, note, source)
SELECT id, id, supplier, recipient, 'arms', title, nullif(delivered, ''),
       nullif(tiv, ''), 'TIV', iif(delivered + 0 > 0, 'delivered', 'signed'),
       ifnull(first, date_from(ordered)),
       max(ifnull(last, ordered), ifnull(first, ordered)),
       nullif(iif(status = 'New', '', status || '. ') || comment, ''),
       'sipri-register'
  FROM import_order WHERE true
ON CONFLICT(id) DO UPDATE SET
  quantity = excluded.quantity, value = excluded.value,
  status = excluded.status, since = excluded.since, until = excluded.until,
  note = excluded.note;

DELETE FROM coverage WHERE layer = 'transfer' AND source = 'sipri-register';
INSERT INTO coverage(layer, source, since, until, note)
SELECT 'transfer', 'sipri-register', min(since), max(until),
       'major weapons only: no ammunition, small arms, money or fuel'
  FROM transfer WHERE source = 'sipri-register' GROUP BY 1;
