-- The United Nations: the one universal bloc among the reference facts. What a
-- state does only as its member is no evidence of a quarrel of its own.
--
-- `since` is the day of admission; for the founders the day when the Charter
-- entered into force for them, 1945-10-24 or the later day of their own
-- ratification. An open `until` is a member today: 193.
--
-- Choices. The seat of China is with TWN, whose government held it, to
-- 1971-10-24 and with CHN from 1971-10-25, as the vote data have it. SRB
-- (Yugoslavia) ends on 1992-09-21, the day before the General Assembly decided
-- that the Federal Republic could not continue the seat (resolution 47/1), and
-- begins again with its admission on 2000-11-01. Syria is away while it was
-- part of the United Arab Republic, whose seat is EGY's. Belarus and Ukraine
-- were members as Soviet republics. TZA is Tanganyika first; ZAN ends with the
-- union of 1964. YEM begins with the union of 1990, DEU with that of 1990.
-- Indonesia's absence of 1965-01-20 to 1966-09-27 was treated by the
-- organisation as a pause in cooperation and is not a gap here.

-- The bloc
INSERT INTO bloc
  (code, name, universal, source)
VALUES
  ('UN', 'United Nations', 1, 'un-members')
ON CONFLICT DO NOTHING;

-- Founders of 1945
INSERT INTO bloc_member
  (bloc, state, since, until, source)
VALUES
  ('UN', 'ARG', '1945-10-24', NULL,         'un-members'),
  ('UN', 'BLR', '1945-10-24', NULL,         'un-members'),
  ('UN', 'BRA', '1945-10-24', NULL,         'un-members'),
  ('UN', 'CHL', '1945-10-24', NULL,         'un-members'),
  ('UN', 'CSK', '1945-10-24', '1992-12-31', 'un-members'),
  ('UN', 'CUB', '1945-10-24', NULL,         'un-members'),
  ('UN', 'DNK', '1945-10-24', NULL,         'un-members'),
  ('UN', 'DOM', '1945-10-24', NULL,         'un-members'),
  ('UN', 'EGY', '1945-10-24', NULL,         'un-members'),
  ('UN', 'FRA', '1945-10-24', NULL,         'un-members'),
  ('UN', 'GBR', '1945-10-24', NULL,         'un-members'),
  ('UN', 'HTI', '1945-10-24', NULL,         'un-members'),
  ('UN', 'IRN', '1945-10-24', NULL,         'un-members'),
  ('UN', 'LBN', '1945-10-24', NULL,         'un-members'),
  ('UN', 'LUX', '1945-10-24', NULL,         'un-members'),
  ('UN', 'NIC', '1945-10-24', NULL,         'un-members'),
  ('UN', 'NZL', '1945-10-24', NULL,         'un-members'),
  ('UN', 'PHL', '1945-10-24', NULL,         'un-members'),
  ('UN', 'POL', '1945-10-24', NULL,         'un-members'),
  ('UN', 'PRY', '1945-10-24', NULL,         'un-members'),
  ('UN', 'RUS', '1945-10-24', NULL,         'un-members'),
  ('UN', 'SAU', '1945-10-24', NULL,         'un-members'),
  ('UN', 'SLV', '1945-10-24', NULL,         'un-members'),
  ('UN', 'SRB', '1945-10-24', '1992-09-21', 'un-members'),
  ('UN', 'SYR', '1945-10-24', '1958-02-21', 'un-members'),
  ('UN', 'TUR', '1945-10-24', NULL,         'un-members'),
  ('UN', 'TWN', '1945-10-24', '1971-10-24', 'un-members'),
  ('UN', 'UKR', '1945-10-24', NULL,         'un-members'),
  ('UN', 'USA', '1945-10-24', NULL,         'un-members'),
  ('UN', 'GRC', '1945-10-25', NULL,         'un-members'),
  ('UN', 'IND', '1945-10-30', NULL,         'un-members'),
  ('UN', 'PER', '1945-10-31', NULL,         'un-members'),
  ('UN', 'AUS', '1945-11-01', NULL,         'un-members'),
  ('UN', 'CRI', '1945-11-02', NULL,         'un-members'),
  ('UN', 'LBR', '1945-11-02', NULL,         'un-members'),
  ('UN', 'COL', '1945-11-05', NULL,         'un-members'),
  ('UN', 'MEX', '1945-11-07', NULL,         'un-members'),
  ('UN', 'ZAF', '1945-11-07', NULL,         'un-members'),
  ('UN', 'CAN', '1945-11-09', NULL,         'un-members'),
  ('UN', 'ETH', '1945-11-13', NULL,         'un-members'),
  ('UN', 'PAN', '1945-11-13', NULL,         'un-members'),
  ('UN', 'BOL', '1945-11-14', NULL,         'un-members'),
  ('UN', 'VEN', '1945-11-15', NULL,         'un-members'),
  ('UN', 'GTM', '1945-11-21', NULL,         'un-members'),
  ('UN', 'NOR', '1945-11-27', NULL,         'un-members'),
  ('UN', 'NLD', '1945-12-10', NULL,         'un-members'),
  ('UN', 'HND', '1945-12-17', NULL,         'un-members'),
  ('UN', 'URY', '1945-12-18', NULL,         'un-members'),
  ('UN', 'ECU', '1945-12-21', NULL,         'un-members'),
  ('UN', 'IRQ', '1945-12-21', NULL,         'un-members'),
  ('UN', 'BEL', '1945-12-27', NULL,         'un-members')
ON CONFLICT DO NOTHING;

-- Admitted 1946-1959
INSERT INTO bloc_member
  (bloc, state, since, until, source)
VALUES
  ('UN', 'AFG', '1946-11-19', NULL,         'un-members'),
  ('UN', 'ISL', '1946-11-19', NULL,         'un-members'),
  ('UN', 'SWE', '1946-11-19', NULL,         'un-members'),
  ('UN', 'THA', '1946-12-16', NULL,         'un-members'),
  ('UN', 'PAK', '1947-09-30', NULL,         'un-members'),
  ('UN', 'YAR', '1947-09-30', '1990-05-21', 'un-members'),
  ('UN', 'MMR', '1948-04-19', NULL,         'un-members'),
  ('UN', 'ISR', '1949-05-11', NULL,         'un-members'),
  ('UN', 'IDN', '1950-09-28', NULL,         'un-members'),
  ('UN', 'ALB', '1955-12-14', NULL,         'un-members'),
  ('UN', 'AUT', '1955-12-14', NULL,         'un-members'),
  ('UN', 'BGR', '1955-12-14', NULL,         'un-members'),
  ('UN', 'ESP', '1955-12-14', NULL,         'un-members'),
  ('UN', 'FIN', '1955-12-14', NULL,         'un-members'),
  ('UN', 'HUN', '1955-12-14', NULL,         'un-members'),
  ('UN', 'IRL', '1955-12-14', NULL,         'un-members'),
  ('UN', 'ITA', '1955-12-14', NULL,         'un-members'),
  ('UN', 'JOR', '1955-12-14', NULL,         'un-members'),
  ('UN', 'KHM', '1955-12-14', NULL,         'un-members'),
  ('UN', 'LAO', '1955-12-14', NULL,         'un-members'),
  ('UN', 'LBY', '1955-12-14', NULL,         'un-members'),
  ('UN', 'LKA', '1955-12-14', NULL,         'un-members'),
  ('UN', 'NPL', '1955-12-14', NULL,         'un-members'),
  ('UN', 'PRT', '1955-12-14', NULL,         'un-members'),
  ('UN', 'ROU', '1955-12-14', NULL,         'un-members'),
  ('UN', 'MAR', '1956-11-12', NULL,         'un-members'),
  ('UN', 'SDN', '1956-11-12', NULL,         'un-members'),
  ('UN', 'TUN', '1956-11-12', NULL,         'un-members'),
  ('UN', 'JPN', '1956-12-18', NULL,         'un-members'),
  ('UN', 'GHA', '1957-03-08', NULL,         'un-members'),
  ('UN', 'MYS', '1957-09-17', NULL,         'un-members'),
  ('UN', 'GIN', '1958-12-12', NULL,         'un-members')
ON CONFLICT DO NOTHING;

-- Admitted 1960-1974
INSERT INTO bloc_member
  (bloc, state, since, until, source)
VALUES
  ('UN', 'BEN', '1960-09-20', NULL,         'un-members'),
  ('UN', 'BFA', '1960-09-20', NULL,         'un-members'),
  ('UN', 'CAF', '1960-09-20', NULL,         'un-members'),
  ('UN', 'CIV', '1960-09-20', NULL,         'un-members'),
  ('UN', 'CMR', '1960-09-20', NULL,         'un-members'),
  ('UN', 'COD', '1960-09-20', NULL,         'un-members'),
  ('UN', 'COG', '1960-09-20', NULL,         'un-members'),
  ('UN', 'CYP', '1960-09-20', NULL,         'un-members'),
  ('UN', 'GAB', '1960-09-20', NULL,         'un-members'),
  ('UN', 'MDG', '1960-09-20', NULL,         'un-members'),
  ('UN', 'NER', '1960-09-20', NULL,         'un-members'),
  ('UN', 'SOM', '1960-09-20', NULL,         'un-members'),
  ('UN', 'TCD', '1960-09-20', NULL,         'un-members'),
  ('UN', 'TGO', '1960-09-20', NULL,         'un-members'),
  ('UN', 'MLI', '1960-09-28', NULL,         'un-members'),
  ('UN', 'SEN', '1960-09-28', NULL,         'un-members'),
  ('UN', 'NGA', '1960-10-07', NULL,         'un-members'),
  ('UN', 'SLE', '1961-09-27', NULL,         'un-members'),
  ('UN', 'SYR', '1961-10-13', NULL,         'un-members'),
  ('UN', 'MNG', '1961-10-27', NULL,         'un-members'),
  ('UN', 'MRT', '1961-10-27', NULL,         'un-members'),
  ('UN', 'TZA', '1961-12-14', NULL,         'un-members'),
  ('UN', 'BDI', '1962-09-18', NULL,         'un-members'),
  ('UN', 'JAM', '1962-09-18', NULL,         'un-members'),
  ('UN', 'RWA', '1962-09-18', NULL,         'un-members'),
  ('UN', 'TTO', '1962-09-18', NULL,         'un-members'),
  ('UN', 'DZA', '1962-10-08', NULL,         'un-members'),
  ('UN', 'UGA', '1962-10-25', NULL,         'un-members'),
  ('UN', 'KWT', '1963-05-14', NULL,         'un-members'),
  ('UN', 'KEN', '1963-12-16', NULL,         'un-members'),
  ('UN', 'ZAN', '1963-12-16', '1964-04-25', 'un-members'),
  ('UN', 'MLT', '1964-12-01', NULL,         'un-members'),
  ('UN', 'MWI', '1964-12-01', NULL,         'un-members'),
  ('UN', 'ZMB', '1964-12-01', NULL,         'un-members'),
  ('UN', 'GMB', '1965-09-21', NULL,         'un-members'),
  ('UN', 'MDV', '1965-09-21', NULL,         'un-members'),
  ('UN', 'SGP', '1965-09-21', NULL,         'un-members'),
  ('UN', 'GUY', '1966-09-20', NULL,         'un-members'),
  ('UN', 'BWA', '1966-10-17', NULL,         'un-members'),
  ('UN', 'LSO', '1966-10-17', NULL,         'un-members'),
  ('UN', 'BRB', '1966-12-09', NULL,         'un-members'),
  ('UN', 'YPR', '1967-12-14', '1990-05-21', 'un-members'),
  ('UN', 'MUS', '1968-04-24', NULL,         'un-members'),
  ('UN', 'SWZ', '1968-09-24', NULL,         'un-members'),
  ('UN', 'GNQ', '1968-11-12', NULL,         'un-members'),
  ('UN', 'FJI', '1970-10-13', NULL,         'un-members'),
  ('UN', 'BHR', '1971-09-21', NULL,         'un-members'),
  ('UN', 'BTN', '1971-09-21', NULL,         'un-members'),
  ('UN', 'QAT', '1971-09-21', NULL,         'un-members'),
  ('UN', 'OMN', '1971-10-07', NULL,         'un-members'),
  ('UN', 'CHN', '1971-10-25', NULL,         'un-members'),
  ('UN', 'ARE', '1971-12-09', NULL,         'un-members'),
  ('UN', 'BHS', '1973-09-18', NULL,         'un-members'),
  ('UN', 'GDR', '1973-09-18', '1990-10-02', 'un-members'),
  ('UN', 'GFR', '1973-09-18', '1990-10-02', 'un-members'),
  ('UN', 'BGD', '1974-09-17', NULL,         'un-members'),
  ('UN', 'GNB', '1974-09-17', NULL,         'un-members'),
  ('UN', 'GRD', '1974-09-17', NULL,         'un-members')
ON CONFLICT DO NOTHING;

-- Admitted 1975-1989
INSERT INTO bloc_member
  (bloc, state, since, until, source)
VALUES
  ('UN', 'CPV', '1975-09-16', NULL, 'un-members'),
  ('UN', 'MOZ', '1975-09-16', NULL, 'un-members'),
  ('UN', 'STP', '1975-09-16', NULL, 'un-members'),
  ('UN', 'PNG', '1975-10-10', NULL, 'un-members'),
  ('UN', 'COM', '1975-11-12', NULL, 'un-members'),
  ('UN', 'SUR', '1975-12-04', NULL, 'un-members'),
  ('UN', 'SYC', '1976-09-21', NULL, 'un-members'),
  ('UN', 'AGO', '1976-12-01', NULL, 'un-members'),
  ('UN', 'WSM', '1976-12-15', NULL, 'un-members'),
  ('UN', 'DJI', '1977-09-20', NULL, 'un-members'),
  ('UN', 'VNM', '1977-09-20', NULL, 'un-members'),
  ('UN', 'SLB', '1978-09-19', NULL, 'un-members'),
  ('UN', 'DMA', '1978-12-18', NULL, 'un-members'),
  ('UN', 'LCA', '1979-09-18', NULL, 'un-members'),
  ('UN', 'ZWE', '1980-08-25', NULL, 'un-members'),
  ('UN', 'VCT', '1980-09-16', NULL, 'un-members'),
  ('UN', 'VUT', '1981-09-15', NULL, 'un-members'),
  ('UN', 'BLZ', '1981-09-25', NULL, 'un-members'),
  ('UN', 'ATG', '1981-11-11', NULL, 'un-members'),
  ('UN', 'KNA', '1983-09-23', NULL, 'un-members'),
  ('UN', 'BRN', '1984-09-21', NULL, 'un-members')
ON CONFLICT DO NOTHING;

-- Since 1990
INSERT INTO bloc_member
  (bloc, state, since, until, source)
VALUES
  ('UN', 'NAM', '1990-04-23', NULL, 'un-members'),
  ('UN', 'YEM', '1990-05-22', NULL, 'un-members'),
  ('UN', 'LIE', '1990-09-18', NULL, 'un-members'),
  ('UN', 'DEU', '1990-10-03', NULL, 'un-members'),
  ('UN', 'EST', '1991-09-17', NULL, 'un-members'),
  ('UN', 'FSM', '1991-09-17', NULL, 'un-members'),
  ('UN', 'KOR', '1991-09-17', NULL, 'un-members'),
  ('UN', 'LTU', '1991-09-17', NULL, 'un-members'),
  ('UN', 'LVA', '1991-09-17', NULL, 'un-members'),
  ('UN', 'MHL', '1991-09-17', NULL, 'un-members'),
  ('UN', 'PRK', '1991-09-17', NULL, 'un-members'),
  ('UN', 'ARM', '1992-03-02', NULL, 'un-members'),
  ('UN', 'AZE', '1992-03-02', NULL, 'un-members'),
  ('UN', 'KAZ', '1992-03-02', NULL, 'un-members'),
  ('UN', 'KGZ', '1992-03-02', NULL, 'un-members'),
  ('UN', 'MDA', '1992-03-02', NULL, 'un-members'),
  ('UN', 'SMR', '1992-03-02', NULL, 'un-members'),
  ('UN', 'TJK', '1992-03-02', NULL, 'un-members'),
  ('UN', 'TKM', '1992-03-02', NULL, 'un-members'),
  ('UN', 'UZB', '1992-03-02', NULL, 'un-members'),
  ('UN', 'BIH', '1992-05-22', NULL, 'un-members'),
  ('UN', 'HRV', '1992-05-22', NULL, 'un-members'),
  ('UN', 'SVN', '1992-05-22', NULL, 'un-members'),
  ('UN', 'GEO', '1992-07-31', NULL, 'un-members'),
  ('UN', 'CZE', '1993-01-19', NULL, 'un-members'),
  ('UN', 'SVK', '1993-01-19', NULL, 'un-members'),
  ('UN', 'MKD', '1993-04-08', NULL, 'un-members'),
  ('UN', 'ERI', '1993-05-28', NULL, 'un-members'),
  ('UN', 'MCO', '1993-05-28', NULL, 'un-members'),
  ('UN', 'AND', '1993-07-28', NULL, 'un-members'),
  ('UN', 'PLW', '1994-12-15', NULL, 'un-members'),
  ('UN', 'KIR', '1999-09-14', NULL, 'un-members'),
  ('UN', 'NRU', '1999-09-14', NULL, 'un-members'),
  ('UN', 'TON', '1999-09-14', NULL, 'un-members'),
  ('UN', 'TUV', '2000-09-05', NULL, 'un-members'),
  ('UN', 'SRB', '2000-11-01', NULL, 'un-members'),
  ('UN', 'CHE', '2002-09-10', NULL, 'un-members'),
  ('UN', 'TLS', '2002-09-27', NULL, 'un-members'),
  ('UN', 'MNE', '2006-06-28', NULL, 'un-members'),
  ('UN', 'SSD', '2011-07-14', NULL, 'un-members')
ON CONFLICT DO NOTHING;
