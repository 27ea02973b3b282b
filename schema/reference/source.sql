-- The authorities behind the reference facts, and where to check them.
--
-- The rows of state.sql, names.sql and un.sql are facts (days, numbers, codes,
-- names) listed by the Entente project; no file of these sources is included
-- in it. The source named by a row is the list that decides whether the row is
-- right. Cite it, not us, when your results rest on it.

INSERT INTO source
  (id, title, version, citation, licence, url)
VALUES
  ('cow-system', 'Correlates of War: State System Membership List', 'v2016', 'Correlates of War Project (2017). State System Membership List, v2016. Online, https://correlatesofwar.org', 'free for research with citation; facts only are listed here', 'https://correlatesofwar.org/data-sets/state-system-membership/'),
  ('gw-system', 'Gleditsch and Ward: List of Independent States', NULL, 'Gleditsch, Kristian S., and Michael D. Ward (1999). A Revised List of Independent States since the Congress of Vienna. International Interactions 25(4): 393-413. https://doi.org/10.1080/03050629908434958', 'free for research with citation; facts only are listed here', 'http://ksgleditsch.com/statelist.html'),
  ('gw-microstates', 'Gleditsch and Ward: supplementary list of microstates', NULL, 'Gleditsch, Kristian S., and Michael D. Ward (1999). A Revised List of Independent States since the Congress of Vienna. International Interactions 25(4): 393-413. Supplementary (tentative) list of microstates', 'free for research with citation; facts only are listed here', 'http://ksgleditsch.com/statelist.html'),
  ('iso-3166', 'ISO 3166-1: codes for the names of countries', '2020', 'International Organization for Standardization (2020). ISO 3166-1:2020, Codes for the representation of names of countries and their subdivisions, Part 1: Country code', 'the codes are free to use', 'https://www.iso.org/iso-3166-country-codes.html'),
  ('iso-3166-3', 'ISO 3166-3: codes for formerly used names of countries', '2020', 'International Organization for Standardization (2020). ISO 3166-3:2020, Codes for the representation of names of countries and their subdivisions, Part 3: Code for formerly used names of countries', 'the codes are free to use', 'https://www.iso.org/iso-3166-country-codes.html'),
  ('un-m49', 'Standard country or area codes for statistical use (M49)', NULL, 'United Nations Statistics Division. Standard Country or Area Codes for Statistical Use (M49)', 'the codes are free to use', 'https://unstats.un.org/unsd/methodology/m49/'),
  ('fips-10-4', 'FIPS 10-4 country codes, continued as GEC', '10-4', 'National Institute of Standards and Technology (1995). Countries, Dependencies, Areas of Special Sovereignty, and Their Principal Administrative Divisions. Federal Information Processing Standards Publication 10-4', 'work of the United States government, public domain', NULL),
  ('cameo', 'CAMEO: Conflict and Mediation Event Observations, actor codes', '1.1b3', 'Schrodt, Philip A. (2012). CAMEO: Conflict and Mediation Event Observations Event and Actor Codebook, version 1.1b3', 'only the country codes are listed here', NULL),
  ('un-members', 'Member States of the United Nations', NULL, 'United Nations. Member States', 'facts', 'https://www.un.org/en/about-us/member-states'),
  ('entente-names', 'Names, demonyms and capitals of states', NULL, 'Entente project. Names, demonyms and capitals of states, written from public knowledge', 'MIT, as the rest of this project', NULL)
ON CONFLICT DO NOTHING;
