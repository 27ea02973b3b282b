-- The sample's analyses with names and arguments, for any deal, state and day:
--
--   .read samples/library.sql
--   SELECT usage, title FROM saved_queries;
--   SELECT * FROM ways_out('CHN', 'rus-prk-2023', '2023-09-13');
--
-- It is plain SQL: any language runs it with the call that runs a script. Run
-- it once in a database of yours and the queries stay there; put temp. before
-- a name to keep one for the connection only.

CREATE VIRTUAL TABLE IF NOT EXISTS who_gives_what USING saved_query((
  SELECT t.supplier, t.recipient, t.item, t.status, t.known, t.source
    FROM transfer AS t
   WHERE t.deal = :deal AND (:day IS NULL OR t.known <= :day)
   ORDER BY t.supplier, t.id
), day=NULL,
   title='Who gives what to whom',
   description='The terms of a deal, all or those known by a day');

CREATE VIRTUAL TABLE IF NOT EXISTS caught_between USING saved_query((
  SELECT rank, state, score, a, b
    FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
   WHERE rank <= :top
   ORDER BY rank
), day=NULL, top=10,
   title='Who is caught between a deal and its opponents',
   description='rank 1 is torn most; a and b are its ties to either side');

CREATE VIRTUAL TABLE IF NOT EXISTS ways_out USING saved_query((
  SELECT rank, option, value, gain, sanctions, entrapment, loss, promise,
         red_lines, no_win
    FROM bystander_options(:state, deal_parties(:deal),
                           deal_opponents(:deal, :day), :day)
   ORDER BY rank
), day=NULL,
   title='What a bystander can do about a deal',
   description='Six options and every term of their values; no_win: each costs');

CREATE VIRTUAL TABLE IF NOT EXISTS burden_of USING saved_query((
  SELECT state, measure, about, with_deal, without_deal, change
    FROM deal_impact(:deal, :day)
   WHERE (:state IS NULL OR state = :state) AND abs(change) >= :least
   ORDER BY abs(change) DESC, state, measure, about
), day=NULL, state=NULL, least=0.01,
   title='What a deal changes, and for whom',
   description='The world with and without it; changes smaller than least are left out');

CREATE VIRTUAL TABLE IF NOT EXISTS reasons_for_tie USING saved_query((
  SELECT p.layer, p.detail, p.contribution, p.source, a.published, a.publisher,
         a.title
    FROM alliance_parts(:state, :side, :day) AS p
    LEFT JOIN article AS a ON a.id = p.article
   ORDER BY p.contribution DESC, p.layer, p.detail
), day=NULL,
   title='Where the tie of a state to a side comes from',
   description='The parts sum to alliance_strength(state, side, day); each leads to its source and article');

CREATE VIRTUAL TABLE IF NOT EXISTS red_lines_of USING saved_query((
  SELECT id, about, description, crossed_by, source
    FROM red_line WHERE holder = state_from(:holder)
   ORDER BY id
), title='What a state has said that it will not accept');

CREATE VIRTUAL TABLE IF NOT EXISTS what_threatens USING saved_query((
  SELECT h.code AS hostile, hostility(:state, h.code, :day) AS hostility,
         h.nuclear_since
    FROM state AS h
   WHERE hostility(:state, h.code, :day) > 0
   ORDER BY hostility DESC, h.code
), day=NULL,
   title='Who is hostile to a state',
   description='Measures of either against the other, and disputes on opposite sides');
