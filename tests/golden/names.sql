-- Names and codes as people write them: exact or folded, never a guess.
SELECT entente_create() IS NOT NULL AS made;
SELECT value, state_from(value) AS code
  FROM json_each('["Türkiye", "TÜRKİYE", "Turkey", "turkiye", "Côte d''Ivoire",
    "Cote d’Ivoire", "Ivory Coast", "Korea DPR", "North Korea", "DPRK",
    "Korea, North", "Democratic People''s Republic of Korea", "South Korea",
    "Republic of Korea", "Korea, Republic of", "Congo-Kinshasa", "DR Congo",
    "Democratic Republic of the Congo", "Congo-Brazzaville",
    "Republic of the Congo", "Niger", "Nigeria", "Guinea", "Guinea-Bissau",
    "Equatorial Guinea", "Papua New Guinea", "Dominica", "Dominican Republic",
    "Sudan", "South Sudan", "Burma", "Myanmar", "Czechia", "Czech Republic",
    "Macedonia", "North Macedonia", "Swaziland", "Eswatini", "Micronesia",
    "Bahamas, The", "the gambia", "U.S.A.", "United States of America", "UK",
    "Great Britain", "Viet Nam", "Lao PDR", "Russian Federation",
    "Soviet Union", "USSR", "Cabo Verde", "Timor-Leste", "St. Lucia",
    "Saint Lucia", "Bosnia & Herzegovina", "Holy See", "Iran, Islamic Republic of"]');

-- What stands for several, and what for none.
SELECT state_from('Congo');
SELECT state_from('Korea');
SELECT state_from('Virgin Islands (USA)');
SELECT state_from('Nambia');

-- Codes that changed hands need a day, or name their holders.
SELECT state_from(260, 'cow') AS cow_260, state_from(260, 'gw', '1975-01-01') AS gw_1975,
       state_from(260, 'gw', '2000-01-01') AS gw_2000;
SELECT state_from(260, 'gw');
SELECT state_from(970, 'cow') AS cow_970, state_from(970, 'gw') AS gw_970;
SELECT state_from(679, 'cow', '1990-05-22') AS yemen, state_from(678, 'cow', '1990-05-21') AS north;
SELECT state_from(345, 'cow') AS cow_345, state_from(340, 'gw', '2010') AS gw_340;
SELECT state_from(255, 'cow', '1950-01-01') AS not_there_that_day;
SELECT state_from('NA', 'iso2') AS namibia, state_from('SU', 'iso2') AS soviet;

-- And back.
SELECT state_to('RUS', 'name', '1955') AS in_1955, state_to('RUS', 'name', '2023') AS in_2023,
       state_to('DEU', 'gw', '2000') AS germany, state_to('SRB', 'cow_abb', '1970') AS yugoslavia,
       state_to('XKX', 'iso_numeric') AS none, state_to('COD', 'name', '1980') AS zaire;
SELECT state_to('RUS', 'iso');
