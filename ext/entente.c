/*
** Entente: international relations in SQL.
**
** Load this one file into any SQLite and ask who is bound to whom, who is
** exposed to sanctions, and who is caught in between:
**
**   .load build/entente
**   SELECT entente_load('samples/korea-russia-2023/dataset.json');
**   SELECT state, score, rank
**     FROM bystanders(deal_parties('rus-prk-2023'),
**                     deal_opponents('rus-prk-2023', '2023-09-13'),
**                     '2023-09-13')
**    WHERE rank <= 5;
**
** Below stands everything that is registered, in three tables that are at once
** the registration and the manual (SELECT * FROM entente_functions). To add a
** function: a kernel in measure/, an adapter in sql/, a row here. The tokenizer
** of FTS5 (sql/search.c) is registered besides them, where there is FTS5.
**
** Loading changes nothing in the database, starts no thread and sets no hook.
** It either registers every name or none: the version is checked before the
** first, and a failure takes back what was done. SQLite unmaps a library whose
** start fails, so a name left behind would be a call into nowhere. Because a
** name in use cannot be taken back, a library that failed stays mapped: the
** linker sees to it (-z nodelete), and on Windows unregisterAll.
*/
#include "sql/sql.h"
#include "entente.h"
#include <string.h>

#if !defined(SQLITE_CORE)
SQLITE_EXTENSION_INIT1
#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#endif

/* A routine of the SQLite that asks, before they are kept. */
#define HOST(routine) pApi->routine
#else
#define HOST(routine) sqlite3_##routine
#endif

/* sqlite3_vtab_in, PRAGMA table_list, ON CONFLICT */
#define ENT_FLOOR 3038000

/* Whether this SQLite is too old for us. Asked before its routines are kept,
** lest a SQLite that is refused shut out another in the same process. */
static int isOld(const sqlite3_api_routines *pApi, char **pzErrMsg) {
  (void)pApi;
  if (HOST(libversion_number)() >= ENT_FLOOR) return 0;
  if (pzErrMsg) {
    *pzErrMsg =
        HOST(mprintf)("entente %s needs SQLite 3.38.0 or later; this is %s",
                      ENT_VERSION, HOST(libversion)());
  }
  return 1;
}

#if !defined(SQLITE_CORE)
/* Connections may load us from several threads at once: the first stores
** SQLite's routines, and the others find them there. A second SQLite in the
** same process has other routines, and connections that ours do not fit. */
static int isOther(const sqlite3_api_routines *pApi, char **pzErrMsg) {
  const sqlite3_api_routines *pHas = 0;
  if (__atomic_compare_exchange_n(&sqlite3_api, &pHas, pApi, 0,
                                  __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
    pHas = pApi;
  }
  if (pHas == pApi) return 0;
  if (pzErrMsg) {
    *pzErrMsg = pApi->mprintf("entente %s serves another SQLite library in"
                              " this process",
                              ENT_VERSION);
  }
  return 1;
}
#endif

#define SIDE_ERRORS                                                            \
  "unknown or ambiguous state or bloc (near matches or candidates are named)," \
  " malformed date"
#define STATE_ERRORS                                                           \
  "unknown or ambiguous state (near matches or candidates are named),"         \
  " malformed date"
#define SAMPLE_DAY "'2023-09-13'"

/* What the measures rest on. */
#define RESTS_TEXT                                                             \
  "dictionary_word dictionary_item dictionary_actor state_name bloc"
#define RESTS_STRENGTH  "obligation transfer trade trade_total capability"
#define RESTS_HOSTILITY "sanction dispute dispute_side bloc_member"
#define RESTS_EXPOSURE  "trade trade_total sanction bloc_member transfer"
#define RESTS_ALL       RESTS_STRENGTH " " RESTS_HOSTILITY

/* clang-format off */
const EntFunction ent_functions[] = {
  /* ---- measures of a state and others ---- */
  { "alliance_strength", 2, 3, ENT_READS, ent_pairfn_measure, 0,
    ENT_F_STRENGTH,
    { "alliance_strength(a, side [, on])",
      "0..1: how strongly a is bound to the side: obligations, transfers, trade and portfolio similarity joined by noisy-or; directed",
      "a is the side, or is not in the system on that date, or no layer is covered",
      SIDE_ERRORS,
      "Entente; obligation order after Singer and Small 1966; similarity Cohen 1960, Haege 2011",
      "SELECT round(alliance_strength('CHN', 'PRK', " SAMPLE_DAY "), 3)",
      RESTS_STRENGTH } },
  { "hostility", 2, 3, ENT_READS, ent_pairfn_measure, 0, ENT_F_HOSTILITY,
    { "hostility(a, b [, on])",
      "0..1: measures of either against the other and disputes on opposite sides, joined by noisy-or; symmetric; measures of a universal bloc do not count",
      "a is b, or is not in the system on that date, or neither sanctions nor disputes are covered",
      STATE_ERRORS, "Entente",
      "SELECT round(hostility('USA', 'PRK', " SAMPLE_DAY "), 3)",
      RESTS_HOSTILITY } },
  { "leverage", 2, 3, ENT_READS, ent_pairfn_measure, 0, ENT_F_LEVERAGE,
    { "leverage(state, over [, on])",
      "0..1: share of over's ties (obligation, transfer, trade) that are with the state: what over would lose without it",
      "the two are one state, or over has no known tie",
      STATE_ERRORS, "Hirschman 1945",
      "SELECT round(leverage('CHN', 'PRK', " SAMPLE_DAY "), 3)",
      "obligation transfer trade trade_total" } },
  { "bystander_score", 3, 4, ENT_READS, ent_pairfn_bystander, 0, 0,
    { "bystander_score(state, side_a, side_b [, on])",
      "0..1: how caught between two sides a state outside both is: harmonic mean of its two ties, raised by sanction exposure, pivot weight and unbalanced triads",
      "the state is a member of a side or not in the system on that date, or a tie is unknown",
      SIDE_ERRORS ", a state on both sides",
      "Entente; pivot Bueno de Mesquita and Lalman 1992 A1.9; triads Corbetta and Grant 2012",
      "SELECT round(bystander_score('CHN', 'RUS,PRK', 'USA,KOR,JPN', " SAMPLE_DAY "), 3)",
      RESTS_ALL } },

  { "similarity", 4, 5, ENT_READS, ent_similarfn_measure, 0, 0,
    { "similarity(a, b, on, method [, layer])",
      "-1..1 (agreement 0..1): how alike the alliance portfolios of two states are on the date, or their votes in its calendar year; symmetric. Methods s, s_squared, kappa, pi, tau_b; layer alliance also s_weighted, s_squared_weighted (by cinc), kappa_binary, pi_binary (ties at or above parameter similarity.binary_level); layer vote also agreement. S is high for almost any two states, as common strangers count as agreement: prefer kappa",
      "the layer is not covered; a state is not in the system on that date, or cast no vote that year; nothing is compared, no weight is known, or chance explains all",
      STATE_ERRORS "; unknown layer, or a method that the layer does not have",
      "S: Signorino and Ritter 1999; kappa: Cohen 1960, 1968; pi: Scott 1955; tau_b: Kendall 1938, Bueno de Mesquita 1975; conventions: Haege 2011",
      "SELECT round(similarity('CHN', 'PRK', " SAMPLE_DAY ", 'kappa'), 3), round(similarity('CHN', 'PRK', 2022, 'agreement', 'vote'), 3)",
      "obligation capability roll_call vote" } },

  /* ---- measures of two columns ---- */
  { "s_score", 3, 4, ENT_PURE, ent_scorefn_step, ent_scorefn_final,
    ENT_M_S_WEIGHTED,
    { "s_score(x, y, range [, weight])",
      "-1..1: S of two columns, 1 - 2 sum(w |x-y|) / (range sum(w)); range is the largest |x-y| there could be, whatever the data show",
      "no row has all of x, y and weight, or the weights sum to 0; a row with a NULL is left out",
      "x, y, range or weight that is no number; a range that is not above 0, changes, or is less than some |x-y|; a negative weight",
      "Signorino and Ritter 1999",
      "SELECT s_score(column1, column2, 3, column3) FROM (VALUES (3, 2, 0.5), (3, 2, 0.3), (2, 3, 0.1), (2, 3, 0.1))",
      0 } },
  { "kappa_score", 2, 2, ENT_PURE, ent_scorefn_step, ent_scorefn_final,
    ENT_M_KAPPA,
    { "kappa_score(x, y)",
      "-1..1: Cohen's kappa of two columns of numbers with quadratic weights; of 0 and 1 the ordinary kappa",
      "no row has both, or both are constant and equal; a row with a NULL is left out",
      "x or y that is no number", "Cohen 1960, 1968; Haege 2011",
      "SELECT round(kappa_score(column1, column2), 3) FROM (VALUES (3, 3), (0, 1), (0, 0), (2, 3))",
      0 } },
  { "pi_score", 2, 2, ENT_PURE, ent_scorefn_step, ent_scorefn_final,
    ENT_M_PI,
    { "pi_score(x, y)",
      "-1..1: Scott's pi of two columns of numbers with quadratic weights; of 0 and 1 the ordinary pi; never above kappa",
      "no row has both, or both are constant and equal; a row with a NULL is left out",
      "x or y that is no number", "Scott 1955; Haege 2011",
      "SELECT round(pi_score(column1, column2), 3) FROM (VALUES (3, 3), (0, 1), (0, 0), (2, 3))",
      0 } },
  { "tau_b", 2, 2, ENT_PURE, ent_scorefn_step, ent_scorefn_final,
    ENT_M_TAU_B,
    { "tau_b(x, y)",
      "-1..1: Kendall's tau-b of two columns of numbers",
      "fewer than two rows have both, or a column is constant; a row with a NULL is left out",
      "x or y that is no number",
      "Kendall 1938; Knight 1966; Bueno de Mesquita 1975",
      "SELECT round(tau_b(column1, column2), 3) FROM (VALUES (3, 3), (0, 1), (0, 0), (2, 3))",
      0 } },

  /* ---- measures of one state ---- */
  { "sanction_exposure", 1, 2, ENT_READS, ent_statefn_measure, 0,
    ENT_F_EXPOSURE,
    { "sanction_exposure(state [, on])",
      "0..1: share of the state's trade that sanctions put at risk: measures against it, and measures against those it deals with where they reach third parties",
      "sanctions are not covered on that date, or no trade of the state is known up to it",
      STATE_ERRORS, "Entente; dependence Barbieri 1996, Gartzke and Li 2003",
      "SELECT round(sanction_exposure('CHN', " SAMPLE_DAY "), 3)",
      RESTS_EXPOSURE } },
  { "cinc", 1, 2, ENT_READS, ent_statefn_measure, 0, ENT_F_CINC,
    { "cinc(state [, on])",
      "0..1: Composite Index of National Capability: mean over the components known for the state's latest year of its share of the system",
      "capabilities are not covered on that date, or no component is known",
      STATE_ERRORS, "Singer, Bremer and Stuckey 1972; Singer 1987",
      "SELECT round(cinc('CHN', " SAMPLE_DAY "), 3)",
      "capability" } },
  { "isolation", 1, 2, ENT_READS, ent_statefn_measure, 0, ENT_F_ISOLATION,
    { "isolation(state [, on])",
      "0..1: capability share of the rest of the system that has measures against the state, weighted by their severity",
      "sanctions are not covered on that date",
      STATE_ERRORS, "Entente",
      "SELECT round(isolation('PRK', " SAMPLE_DAY "), 3)",
      "sanction bloc_member capability" } },
  { "threat", 1, 2, ENT_READS, ent_statefn_measure, 0, ENT_F_THREAT,
    { "threat(state [, on])",
      "0..1: hostile states, nearer and stronger ones more, with the partners that would stand by each, joined by noisy-or",
      "neither sanctions nor disputes are covered on that date",
      STATE_ERRORS, "Entente; after Walt 1987",
      "SELECT round(threat('KOR', " SAMPLE_DAY "), 3)",
      RESTS_ALL " border" } },
  { "entrapment", 1, 2, ENT_READS, ent_statefn_measure, 0, ENT_F_ENTRAPMENT,
    { "entrapment(state [, on])",
      "0..1: the most dangerous chain of promises: an ally's quarrels and those its partners may draw it into",
      "obligations are not covered on that date",
      STATE_ERRORS, "Snyder 1984; Christensen and Snyder 1990",
      "SELECT round(entrapment('CHN', " SAMPLE_DAY "), 3)",
      RESTS_ALL } },

  /* ---- deals ---- */
  { "deal_parties", 1, 1, ENT_READS, ent_dealfn_parties, 0, 0,
    { "deal_parties(deal)",
      "text: the codes of the parties, separated by commas; usable as a side",
      "the deal has no party", "unknown deal (near ids are named)", "Entente",
      "SELECT deal_parties('rus-prk-2023')",
      "deal deal_party" } },
  { "deal_opponents", 1, 2, ENT_READS, ent_dealfn_opponents, 0, 0,
    { "deal_opponents(deal [, on])",
      "text: the codes of the states with measures of their own against a party, or opposite one in a dispute; usable as a side",
      "nobody opposes a party", "unknown deal (near ids are named), malformed date", "Entente",
      "SELECT deal_opponents('rus-prk-2023', " SAMPLE_DAY ") LIKE '%USA%'",
      "deal_party " RESTS_HOSTILITY } },

  /* ---- codes and names ---- */
  { "state_from", 1, 3, ENT_READS, ent_namefn_from, 0, 0,
    { "state_from(value [, scheme [, on]])",
      "text: our code of the state that bears the value in the scheme (code, cow, cow_abb, gw, iso2, iso3, iso_numeric, fips, cameo, name, demonym, capital, leader; NULL: any), on the date or ever",
      "the value is NULL",
      "no state bears it (near matches are named); several do (they are listed with their years); unknown scheme",
      "COW state system; Gleditsch and Ward 1999; ISO 3166",
      "SELECT state_from(710, 'cow')",
      "state_name" } },
  { "state_to", 2, 3, ENT_READS, ent_namefn_to, 0, 0,
    { "state_to(code, scheme [, on])",
      "text: what the scheme calls the state on the date",
      "an argument is NULL, or the state has no such code on that date (as DEU in 1970: GFR and GDR have, and state_from('DEU', 'iso3', 1970) is GFR)",
      STATE_ERRORS ", unknown scheme",
      "COW state system; Gleditsch and Ward 1999; ISO 3166",
      "SELECT state_to('PRK', 'cow', " SAMPLE_DAY ")",
      "state_name" } },

  { "date_from", 1, 3, ENT_PURE, ent_datefn_from, 0, 0,
    { "date_from(year [, month [, day]])",
      "text: YYYY, YYYY-MM or YYYY-MM-DD, as far as the parts are known",
      "the year is NULL or not 1..9999",
      "none: a month or day that no calendar has (0, -9, 31 June) is unknown",
      "Entente", "SELECT date_from(1815, 6, -9)",
      0 } },
  { "year_spells", 1, 1, ENT_PURE, ent_datefn_step, ent_datefn_final, 0,
    { "year_spells(year)",
      "text: an aggregate; the years as spells of consecutive ones, a JSON array of objects with since and until, for json_each()",
      "no row has a year", "a year outside 1..9999", "Entente",
      "SELECT year_spells(value) FROM json_each('[1949, 1942, 1943]')",
      0 } },

  /* ---- the dataset ---- */
  { "entente_version", 0, 0, SQLITE_UTF8 | SQLITE_INNOCUOUS, ent_versionfn, 0,
    0,
    { "entente_version()", "text: the version of this extension", "never",
      "none", "Entente", "SELECT entente_version() LIKE '_%._%._%'",
      0 } },
  { "entente_create", 0, 0, ENT_WRITES, ent_create_func, 0, 0,
    { "entente_create()",
      "text: a JSON report; makes the tables in main and loads the reference facts; doing it again changes nothing",
      "never",
      "a table of one of our names has other columns; a write statement is running",
      "Entente", "SELECT entente_create() ->> 'schema'",
      0 } },
  { "entente_load", 1, 1, ENT_FILES, ent_load_func, 0, 0,
    { "entente_load(json_path)",
      "text: a JSON report of the rows loaded, and of the saved queries; all or nothing",
      "the path is NULL",
      "a file that is unreadable, malformed or beyond the parameters limit.*; rows that do not fit, by file, JSON path, value and what was expected",
      "Entente; format: schema/dataset.schema.json",
      "SELECT entente_load('samples/korea-russia-2023/dataset.json') IS NOT NULL",
      0 } },
  { "entente_import", 2, 2, ENT_FILES, ent_import_func, 0, 0,
    { "entente_import(format, path)",
      "text: a JSON report: rows read, loaded by table, skipped by reason, noted, states not resolved; also kept in import_log; all or nothing; a row whose key exists is updated; a format with '.sql' or '/' in it is the path of a mapping",
      "an argument is NULL",
      "unknown format (the formats are named); a file that cannot be read, or is beyond the parameters limit.*; rows that do not fit, by mapping and line; a write statement is running, or another import",
      "Entente; formats: schema/import/README.md",
      "SELECT entente_import('cow-capabilities', 'tests/golden/data/cow-capabilities.csv') ->> 'rows'",
      0 } },
  { "entente_dump", 0, 0, ENT_READS, ent_dump_func, 0, 0,
    { "entente_dump()",
      "text: the whole dataset, and the saved queries of main, as JSON that entente_load() reads back",
      "never", "the tables are missing; what JSON cannot hold, by table and column",
      "Entente; format: schema/dataset.schema.json",
      "SELECT entente_dump() ->> 'format'",
      0 } },

  /* ---- articles ---- */
  { "dictionary_hash", 0, 0, ENT_READS, ent_dictionary_hash, 0, 0,
    { "dictionary_hash()",
      "text: 16 hexadecimal digits that are equal for equal dictionaries; it stands in every coded row",
      "never", "the tables are missing", "Entente",
      "SELECT length(dictionary_hash()) = 16",
      0 } },

  { "entente_code_articles", 0, 1, ENT_WRITES, ent_codefn_code, 0, 0,
    { "entente_code_articles([limit])",
      "text: a JSON report; reads the English articles that were not read with this dictionary, at most limit of them, into event, candidate and article_reading, and puts copies of one story together; all or nothing, the next call goes on with what the report calls left",
      "never",
      "the tables are missing; a limit that is no whole number; a write statement is running",
      "Entente; copies: MinHash, Broder 1997",
      "SELECT entente_code_articles() ->> 'articles'",
      0 } },

  /* ---- pictures ---- */
  { "bar", 2, 3, ENT_PURE, ent_barfn_bar, 0, 0,
    { "bar(value, max [, width])",
      "text: the value as a bar of blocks and eighths, to be read in a column; max is width blocks long, 20 without the argument; above max it ends in an arrow, below 0 it begins with a minus sign; 0 is empty",
      "an argument is NULL",
      "an argument that is no number; a max that is not above 0, or not finite; a width that is no whole number from 1 to 1000",
      "Entente",
      "SELECT bar(0.8, 1, 10)",
      0 } },
  { "graph_dot", 3, 6, ENT_PURE, ent_graphfn_step, ent_graphfn_final, 0,
    { "graph_dot(a, b, weight [, sign [, bloc_a, bloc_b]])",
      "text: an undirected graph in Graphviz's language. A line is as thick as its weight; sign above 0 blue, below 0 orange and dashed; the blocs of a and b are written under their names and colour them",
      "no row has a weight above 0",
      "a weight that is negative or no number; bloc_a without bloc_b", "Graphviz DOT; colours Okabe and Ito 2008",
      "SELECT graph_dot('CHN', 'PRK', 0.8, 1) LIKE 'graph entente%'",
      0 } },
  { "vega_lite", 3, 6, ENT_PURE, ent_vegafn_step, ent_vegafn_final, 0,
    { "vega_lite(mark, x, y [, series [, low, high]])",
      "text: a chart in Vega-Lite's JSON, its data included. Numbers are quantitative (whole ones from 1000 to 2999 on x years), dates of one kind temporal, all else nominal in the order of the rows. Marks arc, area, bar, boxplot, circle, errorband, errorbar, line, point, rect, rule, square, tick, trail: series is the colour, low to high an interval of y, or of x where y is no number. Mark geoshape is a map: x an ISO numeric code, y the colour, series the name; rows without a shape are listed beside it; the shapes are the file world-atlas/countries-110m.json. json_set(chart, '$.title', '...') names it",
      "there is no row; a NULL in a row stays null, a gap in the chart",
      "an unknown mark (the known ones are named); low without high; geoshape: an x that is no ISO numeric code", "Vega-Lite 5; colours Okabe and Ito 2008",
      "SELECT vega_lite('bar', state, score) ->> 'mark' FROM bystanders('RUS,PRK', 'USA,KOR,JPN', " SAMPLE_DAY ") WHERE rank <= 5",
      0 } },
  { 0, 0, 0, 0, 0, 0, 0, { 0, 0, 0, 0, 0, 0, 0 } }
};

#define PART_COLUMNS                                                          \
  "layer TEXT, detail TEXT, value REAL, weight REAL, contribution REAL,"      \
  " source TEXT, reason TEXT, about TEXT, about_id TEXT, article TEXT"
#define PART_RETURNS                                                          \
  "one row for each thing counted; the contributions sum to the score, and"   \
  " each row leads to its source and, where there is one, an article"

#define NETWORK_LAYERS                                                        \
  "layer alliance (default; promises at or above similarity.binary_level, by" \
  " obligation.*, directed), trade (geometric mean of the two trade shares)," \
  " transfer (directed), sanction (measures of its own, directed), dispute,"  \
  " signed (mutual strength less hostility)"
#define LAYER_ERRORS "unknown layer (they are listed), malformed date"

const EntTable ent_tables[] = {
  /* ---- receipts ---- */
  { "alliance_parts", PART_COLUMNS, "a, side, [on]", ENT_READS,
    ent_partstab_alliance, 0,
    { "alliance_parts(a, side [, on])", PART_RETURNS,
      "value and contribution, where a layer is not covered: reason says why",
      SIDE_ERRORS, "Entente",
      "SELECT abs(sum(contribution) - alliance_strength('CHN', 'PRK', " SAMPLE_DAY ")) < 1e-12 FROM alliance_parts('CHN', 'PRK', " SAMPLE_DAY ")",
      RESTS_STRENGTH } },
  { "sanction_parts", PART_COLUMNS, "state, [on]", ENT_READS,
    ent_partstab_sanction, 0,
    { "sanction_parts(state [, on])", PART_RETURNS,
      "value and contribution, where trade or sanctions are not known: reason says why",
      STATE_ERRORS, "Entente",
      "SELECT abs(sum(contribution) - sanction_exposure('RUS', " SAMPLE_DAY ")) < 1e-12 FROM sanction_parts('RUS', " SAMPLE_DAY ")",
      RESTS_EXPOSURE } },
  { "bystander_parts", PART_COLUMNS, "state, side_a, side_b, [on]", ENT_READS,
    ent_partstab_bystander, 0,
    { "bystander_parts(state, side_a, side_b [, on])", PART_RETURNS,
      "value and contribution of a term that is not known: reason says why",
      SIDE_ERRORS ", a state on both sides", "Entente",
      "SELECT group_concat(layer, ' ') FROM bystander_parts('CHN', 'RUS,PRK', 'USA,KOR,JPN', " SAMPLE_DAY ")",
      RESTS_ALL } },
  { "entrapment_parts",
    "rank INTEGER, chain TEXT, ally TEXT, partner TEXT, obligation REAL,"
    " own REAL, drawn REAL, value REAL",
    "state, [on]", ENT_READS, ent_partstab_entrapment, 0,
    { "entrapment_parts(state [, on])",
      "one row for each chain state > ally > partner, most dangerous first; the first one's value is the score",
      "partner, where only the ally's own quarrels count",
      STATE_ERRORS, "Snyder 1984; Christensen and Snyder 1990",
      "SELECT chain FROM entrapment_parts('CHN', " SAMPLE_DAY ") WHERE rank = 1",
      RESTS_ALL } },

  /* ---- the whole system ---- */
  { "alliances",
    "a TEXT, b TEXT, strength REAL, obligation REAL, transfer REAL,"
    " trade REAL, similarity REAL, hostility REAL",
    "[on]", ENT_READS, ent_systemtab_alliances, 0,
    { "alliances([on])",
      "one row for each ordered pair of states with a tie: its strength, the level of each layer, and their hostility",
      "a level, where its layer is not covered", "malformed date", "Entente",
      "SELECT count(*) > 100 FROM alliances(" SAMPLE_DAY ")",
      RESTS_ALL } },
  { "exposures",
    "state TEXT, direct REAL, secondary REAL, total REAL, propagated REAL,"
    " reason TEXT",
    "[on]", ENT_READS, ent_systemtab_exposures, 0,
    { "exposures([on])",
      "one row for each state: share of its trade at risk directly, through those it deals with, in total, and with its partners' exposure passed on",
      "the state's trade or the sanctions are not known: reason says why",
      "malformed date", "Entente; propagation Friedkin and Johnsen 1990",
      "SELECT state FROM exposures(" SAMPLE_DAY ") ORDER BY total DESC LIMIT 1",
      RESTS_EXPOSURE } },
  { "bystanders",
    "state TEXT, score REAL, rank INTEGER, a REAL, b REAL, intensity REAL,"
    " evenness REAL, harmony REAL, exposure REAL, pivot REAL,"
    " unbalanced REAL, reason TEXT",
    "side_a, side_b, [on]", ENT_READS, ent_systemtab_bystanders, 0,
    { "bystanders(side_a, side_b [, on])",
      "one row for each state outside both sides, ranked: its score, its ties a and b, and every term",
      "score and rank, where a tie is unknown: reason says why; a term that is unknown is left out and the other weights grow",
      SIDE_ERRORS ", a state on both sides",
      "Entente; pivot Bueno de Mesquita and Lalman 1992 A1.9; triads Corbetta and Grant 2012",
      "SELECT count(*) FROM bystanders('RUS,PRK', 'USA,KOR,JPN', " SAMPLE_DAY ") WHERE rank <= 3",
      RESTS_ALL } },

  /* ---- networks ---- */
  { "network",
    "state TEXT, degree INTEGER, in_degree INTEGER, out_degree INTEGER,"
    " strength REAL, eigenvector REAL, katz REAL, betweenness REAL,"
    " burt_constraint REAL, coreness INTEGER, clustering REAL,"
    " component INTEGER, bloc INTEGER, positive INTEGER, negative INTEGER,"
    " reason TEXT",
    "[on], [layer]", ENT_READS, ent_networktab_network, 0,
    { "network([on [, layer]])",
      "one row for each state of the system. " NETWORK_LAYERS ". In a directed layer the larger direction stands for a tie; in_degree, out_degree, katz (ties received) and burt_constraint (both directions) look at directions. eigenvector: the largest is 1, and 0 outside the pieces with the largest eigenvalue; katz: 1 for a state nobody is tied to, parameter network.katz_alpha; betweenness: weighted shortest paths through it, a tie of weight w is 1/w long; component and bloc (by modularity, signed in the signed layer): numbered by falling size; in the signed layer degree and strength count both signs, the measures that walk along ties only the friendly ones",
      "all, where the layer is not covered, and in trade where a state's trade is not known: reason says why; in_degree and out_degree where ties have no direction; eigenvector without any tie; burt_constraint without a tie; clustering below two neighbours; positive and negative outside the signed layer",
      LAYER_ERRORS,
      "eigenvector Bonacich 1972; katz Katz 1953; betweenness Freeman 1977, Brandes 2001; constraint Burt 1992; coreness Seidman 1983; clustering Watts and Strogatz 1998; bloc Clauset, Newman and Moore 2004, signed Traag and Bruggeman 2009; trade weight Barbieri 1996",
      "SELECT group_concat(state, ' ') FROM (SELECT state FROM network(" SAMPLE_DAY ") ORDER BY betweenness DESC LIMIT 3)",
      RESTS_ALL } },
  { "network_stats",
    "year INTEGER, nodes INTEGER, ties INTEGER, density REAL,"
    " reciprocity REAL, transitivity REAL, components INTEGER,"
    " isolates INTEGER, hostile REAL, blocs INTEGER, modularity REAL,"
    " ppp INTEGER, ppn INTEGER, pnn INTEGER, nnn INTEGER, balance REAL,"
    " reason TEXT",
    "first, last, [layer]", ENT_READS, ent_networktab_stats, 0,
    { "network_stats(first, last [, layer])",
      "one row for each year in which the system has a member, of what held on any day of it. " NETWORK_LAYERS ". ties: directed ones in a directed layer; hostile: their share in the signed layer; ppp, ppn, pnn, nnn: complete signed triads by their friendly (p) and hostile (n) ties; balance: the share of balanced ones, ppp and pnn; components, transitivity and blocs of the signed layer are those of friendly ties",
      "all but nodes, where the layer is not covered: reason says why; reciprocity where ties have no direction; density below two nodes; transitivity without a path of two ties; modularity without a tie; hostile, triads and balance outside the signed layer; balance without a complete triad",
      "first or last that is not a year; " LAYER_ERRORS,
      "modularity Newman and Girvan 2004; balance Heider 1946, Cartwright and Harary 1956",
      "SELECT group_concat(ties, ' ') FROM network_stats(2021, 2023)",
      RESTS_ALL } },
  { "brokerage",
    "state TEXT, group_name TEXT, aaa INTEGER, aba INTEGER, aab INTEGER,"
    " abb INTEGER, abc INTEGER, total INTEGER, reason TEXT",
    "[on], [layer], [groups]", ENT_READS, ent_networktab_brokerage, 0,
    { "brokerage([on [, layer [, groups]]])",
      "one row for each state v: how many open paths i > v > j, without a tie i > j, run through it, by the groups of i, v and j: aba, for one, joins two states of one group that is not v's. groups: region (default) or bloc, those of network(). " NETWORK_LAYERS ". Where ties have no direction each path counts both ways, so aab is abb; of the signed layer the friendly ties",
      "the layer is not covered, or the state's region is not known: reason says why; a path through an unknown region is not counted",
      "groups other than region and bloc; " LAYER_ERRORS,
      "Gould and Fernandez 1989; by pattern, as the names of the roles are swapped between programs",
      "SELECT state FROM brokerage(" SAMPLE_DAY ", 'transfer') ORDER BY total DESC LIMIT 1",
      RESTS_ALL } },

  /* ---- choices and effects ---- */
  { "bystander_options",
    "option TEXT, value REAL, rank INTEGER, no_win INTEGER, gain REAL,"
    " sanctions REAL, entrapment REAL, loss REAL, promise REAL,"
    " mediation REAL, red_lines TEXT, reason TEXT",
    "state, side_a, side_b, [on]", ENT_READS, ent_optionstab_fill, 0,
    { "bystander_options(state, side_a, side_b [, on])",
      "six rows: back_a, back_b, cut_a, cut_b, neutral, mediate; the value of each, every term of it, its rank, the red lines it crosses, and no_win: staying out costs, and every partisan option costs more",
      "value, where a tie to a side is unknown; a term that is unknown is left out and named in reason",
      SIDE_ERRORS ", a state on both sides",
      "gain: Bueno de Mesquita and Lalman 1992, App. 1; mediation: Corbetta and Grant 2012",
      "SELECT count(*) FROM bystander_options('CHN', 'RUS,PRK', 'USA,KOR,JPN', " SAMPLE_DAY ")",
      RESTS_ALL } },
  { "deal_impact",
    "state TEXT, measure TEXT, about TEXT, with_deal REAL, without_deal REAL,"
    " change REAL",
    "deal, [on]", ENT_READS, ent_impacttab_fill, 0,
    { "deal_impact(deal [, on])",
      "one row for each state and measure: with the deal, without its obligations and transfers, and the difference",
      "a measure that is unknown in that world",
      "unknown deal (near ids are named), malformed date", "Entente",
      "SELECT count(*) > 0 FROM deal_impact('rus-prk-2023', " SAMPLE_DAY ") WHERE change <> 0",
      RESTS_ALL } },

  { "sensitivity",
    "state TEXT, kind TEXT, name TEXT, value REAL, value_low REAL,"
    " value_median REAL, value_high REAL, rank INTEGER, rank_low INTEGER,"
    " rank_median INTEGER, rank_high INTEGER, known_draws INTEGER",
    "measure, args, draws, seed", ENT_READS, ent_sensetab_fill, 0,
    { "sensitivity(measure, json_array(args...), draws, seed)",
      "sensitivity, not confidence: how a measure's value and rank (1 is the highest) change when the parameters do. args are the measure's own; a null state reports every state. For each state, value and rank as they are, and: kind draws, one row: 5th, 50th and 95th percentile over the draws, each parameter uniform between its low and high, bystander.* divided by their sum; kind parameter, one row each that can vary: at its low and at its high alone; kind source, one row each: without that source's rows, in low and high alike",
      "value and rank, where the measure is NULL; median and known_draws, for parameters and sources; no rows, when an argument other than state and on is NULL",
      "unknown measure (the measures are named), args that are no JSON array or too few or many, draws that are no whole number from 1 to 100000, a seed that is none, and what the measure refuses",
      "Saltelli et al. 2004; OECD and JRC 2008; generator Blackman and Vigna 2021; percentile Hyndman and Fan 1996, definition 1",
      "SELECT rank_low <= rank_high FROM sensitivity('bystander_score', json_array('CHN', 'RUS,PRK', 'USA,KOR,JPN', " SAMPLE_DAY "), 20, 1) WHERE kind = 'draws'",
      RESTS_ALL } },

  /* ---- code systems ---- */
  { "state_matches", "code TEXT, scheme TEXT, since TEXT, until TEXT",
    "value, [within], [on]", ENT_READS, ent_matches_fill, 0,
    { "state_matches(value [, scheme [, on]])",
      "one row for each state, scheme and period that the code or name may mean; no row: unknown; several codes: ambiguous",
      "since and until, where they are open",
      "a value that is neither a text nor a whole number, unknown scheme, malformed date",
      "COW state system; Gleditsch and Ward 1999; ISO 3166",
      "SELECT code FROM state_matches('Soviet Union', 'name', 1955)",
      "state_name" } },
  { "code_collisions",
    "value TEXT, state_a TEXT, state_b TEXT, since TEXT, until TEXT",
    "scheme_a, scheme_b", ENT_READS, ent_collide_fill, 0,
    { "code_collisions(scheme_a, scheme_b)",
      "one row for each value that names one state in the first scheme and another in the second, with the first and last day on which both hold",
      "since and until, where both have always held, or still do",
      "unknown scheme (the schemes are named)", "Entente",
      "SELECT state_a || ' ' || state_b FROM code_collisions('cow', 'gw') WHERE value = '970'",
      "state_name" } },

  /* ---- the dataset ---- */
  { "entente_check", "severity TEXT, tbl TEXT, row TEXT, problem TEXT, fix TEXT", "",
    ENT_READS, ent_check_fill, 0,
    { "entente_check()",
      "one row for each thing that is wrong in the dataset (error), doubtful (warning) or without effect (note): table, row, what, and how to mend it",
      "never", "the tables are missing", "Entente",
      "SELECT count(*) = 0 FROM entente_check() WHERE severity = 'error'",
      0 } },
  { "coverage_gaps", "year INTEGER, state TEXT, reason TEXT",
    "layer, first, last", ENT_READS, ent_gapstab_fill, 0,
    { "coverage_gaps(layer, first, last)",
      "one row for each year and member of the state system where the layer (obligation, transfer, trade, sanction, dispute, capability, vote) is a hole, and why",
      "never", "unknown layer, a year outside 1..9999", "Entente",
      "SELECT count(*) > 0 FROM coverage_gaps('capability', 2021, 2022)",
      0 } },
  { "citations", "id TEXT, bibtex TEXT", "[query]", ENT_READS, ent_cite_fill, 0,
    { "citations([query])",
      "one BibTeX entry for each source of the dataset; given the text of a query, for each source of the rows in the tables that it reads and that its functions rest on",
      "never", "the tables are missing, a query that does not parse", "BibTeX",
      "SELECT count(*) = (SELECT count(*) FROM source) FROM citations()",
      0 } },
  { "saved_queries",
    "schema TEXT, name TEXT, usage TEXT, title TEXT, description TEXT,"
    " problem TEXT, sql TEXT",
    "", ENT_READS, ent_saved_fill, 0,
    { "saved_queries",
      "one row for each saved query of the connection's databases: how to call it, its title and description, and the statement that makes it again; problem: why it cannot be opened",
      "title and description, where none was given; usage, title and description, where there is a problem",
      "a database that cannot be read", "Entente",
      "CREATE VIRTUAL TABLE temp.nuclear USING saved_query((SELECT code FROM state WHERE nuclear_since <= :year), year=2023, title='Nuclear powers'); SELECT usage || ': ' || title FROM saved_queries",
      0 } },
  { "entente_doctor", "topic TEXT, found TEXT, ok INTEGER, advice TEXT", "",
    ENT_READS, ent_doctor_fill, 0,
    { "entente_doctor()",
      "one row for each thing that decides what this connection can do: versions, files, full-text search, trusted schema, foreign keys, limits, the dataset and what each layer of it covers; ok 1, or 0 and what to change",
      "ok, where it depends on what you want; advice, where there is none",
      "never", "Entente",
      "SELECT count(*) = 19 FROM entente_doctor() WHERE ok IS NOT 0 OR topic = 'foreign_keys'",
      "coverage" } },
  { "entente_functions",
    "name TEXT, kind TEXT, usage TEXT, returns TEXT, null_rule TEXT,"
    " errors TEXT, source TEXT, example TEXT, rests_on TEXT",
    "", ENT_PURE, ent_manual_fill, 0,
    { "entente_functions",
      "one row for each function and table: how to call it, what it gives, in what range and unit, when it is NULL, what it refuses, where it comes from, an example",
      "never", "none", "Entente",
      "SELECT usage FROM entente_functions WHERE name = 'cinc'",
      0 } },
  /* ---- articles: what a text says; a claim, not a fact ---- */
  { "article_mentions",
    "sentence INTEGER, first INTEGER, last INTEGER, code TEXT, kind TEXT,"
    " sector TEXT, words TEXT, ambiguity INTEGER, candidates TEXT,"
    " dateline INTEGER",
    "text, [on]", ENT_READS, ent_articletab_mentions, 0,
    { "article_mentions(text [, on])",
      "one row for each actor named: its characters from 0, its code, what kind of name it is, and how many other actors bear it on that date",
      "code, where several actors bear the name: candidates lists them; no row for a NULL text",
      "a text that is none, malformed date", "Entente",
      "SELECT group_concat(code) = 'RUS,PRK' FROM article_mentions('Moscow thanked North Korea.', " SAMPLE_DAY ")",
      RESTS_TEXT } },
  { "article_events",
    "sentence INTEGER, first INTEGER, last INTEGER, source_state TEXT,"
    " target_state TEXT, code TEXT, root TEXT, plover TEXT, quad INTEGER,"
    " source_sector TEXT, source_first INTEGER, source_last INTEGER,"
    " target_sector TEXT, target_first INTEGER, target_last INTEGER,"
    " verb TEXT, verb_first INTEGER, verb_last INTEGER, item TEXT,"
    " negated INTEGER, hypothetical INTEGER, quoted INTEGER,"
    " passive INTEGER, reciprocal INTEGER, confidence REAL, rule TEXT,"
    " explain TEXT",
    "text, [on]", ENT_READS, ent_articletab_events, 0,
    { "article_events(text [, on])",
      "one row for each event: who did what to whom, by characters from 0; CAMEO code and root, PLOVER type, quad class (1 verbal, 2 material cooperation, 3 verbal, 4 material conflict), the rule that fired and a confidence 0..1. source_state and target_state are codes of states, or of organisations and groups",
      "an actor that is not known; item, where none is spoken of; confidence, where dictionary_prior lacks a row that it rests on; no row for a NULL text",
      "a text that is none, malformed date",
      "Entente; codes CAMEO (Schrodt 2012), types PLOVER (2018); sentence by sentence, English, roots rather than leaves",
      "SELECT source_state || ' ' || plover || ' ' || target_state FROM article_events('The United States condemned North Korea.', " SAMPLE_DAY ")",
      RESTS_TEXT } },
  { "article_deals",
    "sentence INTEGER, first INTEGER, last INTEGER, party_a TEXT,"
    " party_b TEXT, status TEXT, gives TEXT, gives_item TEXT,"
    " gives_category TEXT, gives_quantity REAL, gives_unit TEXT, gets TEXT,"
    " gets_item TEXT, gets_category TEXT, gets_quantity REAL,"
    " gets_unit TEXT, confidence REAL, rule TEXT, explain TEXT",
    "text, [on]", ENT_READS, ent_articletab_deals, 0,
    { "article_deals(text [, on])",
      "one row for each candidate deal: what party_a gives to party_b and what it gets, in words, by item class, with quantity and unit; status asked, offered, agreed, signed, delivered, reported, refused or denied",
      "a side that gives nothing that is said; a quantity that is not said; confidence, where dictionary_prior lacks a row that it rests on; no row for a NULL text",
      "a text that is none, malformed date", "Entente",
      "SELECT gives || ' for ' || gets FROM article_deals('Russia asked North Korea for artillery shells in exchange for satellite technology.', " SAMPLE_DAY ")",
      RESTS_TEXT } },
  { "unknown_actors", "words TEXT, n INTEGER, article TEXT", "", ENT_READS,
    ent_codefn_unknown, 0,
    { "unknown_actors()",
      "one row for each run of capitalised words in the English articles that the dictionary does not know: how often, and where first",
      "never", "the tables are missing", "Entente",
      "SELECT count(*) > 0 FROM unknown_actors()",
      "article" } },
  { "unknown_verbs", "words TEXT, n INTEGER, article TEXT", "", ENT_READS,
    ent_codefn_unknown, 1,
    { "unknown_verbs()",
      "one row for each word behind a known actor that looks like a verb and that the dictionary does not know, as its likely base form: how often, and where first",
      "never", "the tables are missing", "Entente",
      "SELECT count(*) > 0 FROM unknown_verbs()",
      "article" } },
  { "dictionary_check",
    "problem TEXT, dictionary TEXT, phrase TEXT, detail TEXT",
    "", ENT_READS, ent_dictionary_check, 0,
    { "dictionary_check()",
      "one row for each entry of the dictionary that is malformed, never fires, is overridden, shadowed or overlapping",
      "never", "the tables are missing", "Entente",
      "SELECT count(*) = 0 FROM dictionary_check() WHERE problem = 'malformed'",
      0 } },
  { 0, 0, 0, 0, 0, 0, { 0, 0, 0, 0, 0, 0, 0 } }
};

#define FILE_ERRORS                                                           \
  "a table outside temp; an unknown argument; a file that cannot be read, or" \
  " is beyond the parameters limit.file_bytes, limit.rows"

#define YEARS_ERRORS                                                          \
  "first or last that is no whole number, unknown system"

const EntModule ent_modules[] = {
  /* ---- states through time ---- */
  { "state_years", &ent_yearstab_module, ENT_READS, 1,
    { "state_years(first, last [, system])",
      "one row for each year from first to last and each state that has a day in it, in the system 'cow' (or 'gw'); in the order of its columns: year, state",
      "never; a NULL for first or last gives no rows",
      YEARS_ERRORS, "Correlates of War Project, State System Membership v2016; Gleditsch and Ward 1999",
      "SELECT count(*) FROM state_years(2016, 2016)",
      "state_spell" } },
  { "dyad_years", &ent_yearstab_module, ENT_READS, 2,
    { "dyad_years(first, last [, system [, directed]])",
      "one row for each year from first to last and each pair of states with a common day in it, in the system 'cow' (or 'gw'), in both orders (directed 0: a < b); in the order of its columns: year, a, b",
      "never; a NULL for first or last gives no rows",
      YEARS_ERRORS ", directed that is neither 0 nor 1", "Correlates of War Project, State System Membership v2016; Gleditsch and Ward 1999",
      "SELECT count(*) FROM dyad_years(1816, 2016)",
      "state_spell" } },
  { "triad_years", &ent_yearstab_module, ENT_READS, 3,
    { "triad_years(first, last [, system])",
      "one row for each year from first to last and each three states a < b < c with a common day of all three in it, in the system 'cow' (or 'gw'); in the order of its columns: year, a, b, c",
      "never; a NULL for first or last gives no rows",
      YEARS_ERRORS, "Correlates of War Project, State System Membership v2016; Gleditsch and Ward 1999",
      "SELECT count(*) FROM triad_years(1816, 1816)",
      "state_spell" } },
  { "similarities", &ent_similartab_module, ENT_READS, 0,
    { "similarities(first [, last [, layer]])",
      "one row for each year and pair of states, a before b by code, in the order of year, a, b: n, the number of cells compared, and a column for each method of similarity(), computed only where the query asks for it. Layer alliance (default): pairs of the system that share a day of the year; vote: pairs that both cast a vote in it",
      "n and all methods, where the layer is not covered in that year; a method that the layer does not have, or that is not defined for the pair",
      "first is missing; first or last that is no year; unknown layer",
      "as similarity()",
      "SELECT count(kappa) > 10000 AND sum(abs(kappa - similarity(a, b, 2023, 'kappa'))) = 0 FROM similarities(2023)",
      "obligation capability roll_call vote" } },
  /* ---- files ---- */
  { "csv_file", &ent_csvfile_module, ENT_FILES, 0,
    { "csv_file(path [, delimiter=',', header=1, columns='a,b', skip=0, encoding='utf-8', quote='\"', ragged='pad'])",
      "one row for each record of a delimited text file, read as it is scanned; every column is the file's text, and the hidden column line says where the record starts; ragged: pad, cut, join or error; encoding: utf-8, latin1 or windows-1252; delimiter also tab, semicolon or pipe",
      "a cell, where the record has fewer fields than the header; an empty field is ''",
      FILE_ERRORS "; by line and column: a quote never closed, text behind a closing quote, a zero byte, text not in its encoding, too many fields; a header that changed since",
      "RFC 4180",
      "CREATE VIRTUAL TABLE temp.pacts USING csv_file('tests/golden/data/pacts.csv'); SELECT group_concat(state, ' ') FROM temp.pacts",
      0 } },
  { "json_file", &ent_jsonfile_module, ENT_FILES, 0,
    { "json_file(path [, root='member', lines=0])",
      "one row for each element of the array that the file is, or that its member root is, else for each value of the file (NDJSON; lines=1 insists): item counts them, line is where it starts, value is its own text in the file, to be taken apart with ->>",
      "never",
      FILE_ERRORS "; by line: text that is not JSON or not UTF-8, or is nested deeper than limit.json_depth; no member root, or one that is no array",
      "RFC 8259",
      "CREATE VIRTUAL TABLE temp.deals USING json_file('samples/korea-russia-2023/dataset.json', root='deal'); SELECT value ->> 'title' FROM temp.deals WHERE item = 1",
      0 } },
  /* ---- queries ---- */
  { "saved_query", &ent_saved_module, ENT_READS, 0,
    { "saved_query(query [, title='...', description='...', parameter=default, ...])",
      "the rows of one SELECT, whose parameters :name are the arguments of the table, in the order in which they appear; the query in parentheses or quotes; columns as the query names them, a second x as x_2; an argument called like a column is arg_x in WHERE; in main it is stored with the database, listed in saved_queries, dumped and loaded with the dataset",
      "no rows, where an argument without a default is NULL; for one with a default, NULL is the default",
      "a query that does not compile, does not only read, is not one SELECT, VALUES or WITH, or calls functions that may do more than read (as a view may not); parameters without names; a default for none of them; a missing argument; queries inside each other more than 32 deep",
      "Entente",
      "CREATE VIRTUAL TABLE temp.torn USING saved_query((SELECT state, score FROM bystanders(:side_a, :side_b, :day) WHERE rank <= :top), day='2023-09-13', top=3, title='Who is torn between two sides'); SELECT group_concat(state, ' ') FROM temp.torn('RUS,PRK', 'USA,KOR,JPN')",
      0 } },
  /* ---- networks ---- */
  { "triads", &ent_triadtab_module, ENT_READS, 0,
    { "triads([on])",
      "one row for each complete signed triad a < b < c: the signs of its ties (mutual strength less hostility, 1 or -1), and balanced: their product is positive; made as they are read, none is kept",
      "never; no rows where strength or hostility is not covered (network_stats says why)",
      "malformed date", "Heider 1946; Cartwright and Harary 1956",
      "SELECT count(*) FROM triads(" SAMPLE_DAY ") WHERE NOT balanced AND 'CHN' IN (a, b, c)",
      RESTS_ALL } },
  { 0, 0, 0, 0, { 0, 0, 0, 0, 0, 0, 0 } }
};
/* clang-format on */

static void bindingFree(void *p) {
  EntBinding *pBinding = p;
  ent_context_unref(pBinding->cx);
  sqlite3_free(pBinding);
}

static int registerFunction(EntContext *cx, const EntFunction *p, int nArg) {
  EntBinding *pBinding = sqlite3_malloc64(sizeof(*pBinding));
  if (pBinding == 0) return SQLITE_NOMEM;
  pBinding->cx = ent_context_ref(cx);
  pBinding->pFunction = p;
  return sqlite3_create_function_v2(
      ent_context_db(cx), p->zName, nArg, p->flags & 0xffffff, pBinding,
      p->xFinal ? 0 : p->xFunc, p->xFinal ? p->xFunc : 0, p->xFinal,
      bindingFree);
}

static void auxFree(void *p) {
  EntAux *pAux = p;
  ent_context_unref(pAux->cx);
  sqlite3_free(pAux);
}

static int registerModule(EntContext *cx, const EntModule *p) {
  EntAux *pAux = sqlite3_malloc64(sizeof(*pAux));
  if (pAux == 0) return SQLITE_NOMEM;
  pAux->cx = ent_context_ref(cx);
  pAux->pModule = p;
  return sqlite3_create_module_v2(ent_context_db(cx), p->zName, p->pModule,
                                  pAux, auxFree);
}

/* Take back every name; what was not registered yet is no matter. */
static void unregisterAll(sqlite3 *db) {
  const EntFunction *pFunction;
  const EntTable *pTable;
  const EntModule *pModule;
  int nArg;
  for (pFunction = ent_functions; pFunction->zName; pFunction++) {
    for (nArg = pFunction->nMin; nArg <= pFunction->nMax; nArg++) {
      sqlite3_create_function_v2(db, pFunction->zName, nArg, SQLITE_UTF8, 0, 0,
                                 0, 0, 0);
    }
  }
  for (pTable = ent_tables; pTable->zName; pTable++) {
    sqlite3_create_module_v2(db, pTable->zName, 0, 0, 0);
  }
  for (pModule = ent_modules; pModule->zName; pModule++) {
    sqlite3_create_module_v2(db, pModule->zName, 0, 0, 0);
  }
#if !defined(SQLITE_CORE) && defined(_WIN32)
  {
    HMODULE self;
    GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                           GET_MODULE_HANDLE_EX_FLAG_PIN,
                       (LPCSTR)ent_functions, &self);
  }
#endif
}

static int registerAll(sqlite3 *db, int files, const char **pzFailed) {
  const EntFunction *pFunction;
  const EntTable *pTable;
  const EntModule *pModule;
  EntContext *cx = ent_context_new(db);
  int rc = cx ? SQLITE_OK : SQLITE_NOMEM, nArg;
  for (pFunction = ent_functions; rc == SQLITE_OK && pFunction->zName;
       pFunction++) {
    if (!files && pFunction->flags == ENT_FILES) continue;
    *pzFailed = pFunction->zName;
    for (nArg = pFunction->nMin; rc == SQLITE_OK && nArg <= pFunction->nMax;
         nArg++) {
      rc = registerFunction(cx, pFunction, nArg);
    }
  }
  for (pTable = ent_tables; rc == SQLITE_OK && pTable->zName; pTable++) {
    *pzFailed = pTable->zName;
    rc = ent_rows_register(cx, pTable);
  }
  for (pModule = ent_modules; rc == SQLITE_OK && pModule->zName; pModule++) {
    if (!files && pModule->flags == ENT_FILES) continue;
    *pzFailed = pModule->zName;
    rc = registerModule(cx, pModule);
  }
  if (rc == SQLITE_OK) { /* the last: FTS5 takes no tokenizer back */
    *pzFailed = "the tokenizer";
    rc = ent_search_register(cx);
  }
  if (rc != SQLITE_OK) unregisterAll(db);
  ent_context_unref(cx);
  return rc;
}

/* Has this connection loaded us before? Under SELECT load_extension() SQLite
** would refuse to replace functions that are in use. The usual answer is a
** failed prepare, which must not stay the connection's last error: through
** sqlite3_auto_extension() it would become the result of sqlite3_open(). */
static int alreadyLoaded(sqlite3 *db) {
  sqlite3_stmt *pStmt = 0;
  int same = 0;
  if (sqlite3_prepare_v2(db, "SELECT entente_version()", -1, &pStmt, 0) ==
          SQLITE_OK &&
      sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    same = z && strcmp(z, ENT_VERSION) == 0;
  }
  sqlite3_finalize(pStmt);
  if (pStmt == 0 &&
      sqlite3_prepare_v2(db, "SELECT 1", -1, &pStmt, 0) == SQLITE_OK) {
    sqlite3_finalize(pStmt);
  }
  return same;
}

static int start(sqlite3 *db, char **pzErrMsg, const sqlite3_api_routines *pApi,
                 int files) {
  const char *zFailed = "";
  int rc;
  if (isOld(pApi, pzErrMsg)) return SQLITE_ERROR;
#if !defined(SQLITE_CORE)
  if (isOther(pApi, pzErrMsg)) return SQLITE_ERROR;
#endif
  if (alreadyLoaded(db)) return SQLITE_OK;
  rc = registerAll(db, files, &zFailed);
  if (rc != SQLITE_OK && pzErrMsg) {
    *pzErrMsg = sqlite3_mprintf("entente %s: cannot register %s: %s",
                                ENT_VERSION, zFailed, sqlite3_errstr(rc));
  }
  return rc;
}

int sqlite3_entente_init(sqlite3 *db, char **pzErrMsg,
                         const sqlite3_api_routines *pApi) {
  return start(db, pzErrMsg, pApi, 1);
}

/* The same without what reads files, for hosts that run other people's SQL. */
int sqlite3_entente_nofiles_init(sqlite3 *db, char **pzErrMsg,
                                 const sqlite3_api_routines *pApi) {
  return start(db, pzErrMsg, pApi, 0);
}
