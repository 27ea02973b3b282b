/*
** The adapters: where SQL meets the pure rooms.
**
** This header is the map of the room `sql`, the only one that knows
** sqlite3.h. A call from SQL goes through four doors, each a file:
**
**   resolve.c    arguments become states, sides, deals, days; or an error
**   snapshot.c   the tables become a world, cached by the rule in its essay
**   (measure)    the kernel answers
**   rows.c       a table-valued answer becomes rows; scalars answer directly
**
** What is registered stands in one table, in ext/entente.c.
*/
#ifndef ENT_SQL_H
#define ENT_SQL_H

#if defined(SQLITE_CORE)
#include "sqlite3.h"
#else
#include "sqlite3ext.h"
SQLITE_EXTENSION_INIT3
#endif
#include "../measure/measure.h"

#define ENT_VERSION "0.1.0"

/* ---- Interface to context.c: what belongs to one connection ---- */

typedef struct EntContext EntContext;
typedef struct EntSnapshot EntSnapshot;

extern const EntMem ent_context_mem; /* SQLite's allocator, for the rooms */
EntContext *ent_context_new(sqlite3 *);
EntContext *ent_context_ref(EntContext *);
void ent_context_unref(void *); /* an EntContext*; a destructor for SQLite */
sqlite3 *ent_context_db(EntContext *);

/* ---- The registration table's rows ---- */

/* Every public name carries its manual; entente_functions shows it, and the
** tests run the example and compare the answer. */
typedef struct EntManual EntManual;
struct EntManual {
  const char *zUsage;    /* alliance_strength(a, side [, on]) */
  const char *zReturns;  /* what it is, range and unit */
  const char *zNull;     /* when the answer is NULL */
  const char *zErrors;   /* what is refused */
  const char *zSource;   /* paper, page, equation; or "Entente" */
  const char *zExample;  /* one statement that runs on the first sample */
  const char *zRests;    /* the tables its answer rests on, or NULL: none */
};

#define ENT_PURE (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS)
#define ENT_READS (SQLITE_UTF8)
#define ENT_FILES (SQLITE_UTF8 | SQLITE_DIRECTONLY)
#define ENT_WRITES (ENT_FILES | 0x40000000) /* no file: also without files */

typedef struct EntFunction EntFunction;
struct EntFunction {
  const char *zName;
  int nMin, nMax;        /* arguments */
  int flags;             /* ENT_PURE, _READS, _FILES or _WRITES */
  void (*xFunc)(sqlite3_context *, int, sqlite3_value **);
  void (*xFinal)(sqlite3_context *); /* an aggregate: xFunc is its step */
  int iDetail;           /* which member of its family */
  EntManual manual;
};

typedef struct EntCall EntCall;
typedef struct EntRows EntRows;

typedef struct EntTable EntTable; /* a table-valued function */
struct EntTable {
  const char *zName;
  const char *zColumns;  /* "year INTEGER, a TEXT, ..." without arguments */
  const char *zArguments; /* "side_a, side_b, [on]": [x] may be left out */
  int flags;             /* ENT_PURE or _READS */
  int (*xFill)(EntCall *, int nArg, sqlite3_value **, EntRows *);
  int iDetail;
  EntManual manual;
};

typedef struct EntModule EntModule; /* a virtual table with code of its own */
struct EntModule {
  const char *zName;
  const sqlite3_module *pModule;
  int flags;             /* ENT_PURE, _READS or _FILES */
  int iDetail;
  EntManual manual;
};

/* The tables themselves (ext/entente.c), closed by a row without a name. */
extern const EntFunction ent_functions[];
extern const EntTable ent_tables[];
extern const EntModule ent_modules[];

/* What sqlite3_user_data() is: the row and the connection's context. */
typedef struct EntBinding EntBinding;
struct EntBinding {
  EntContext *cx;
  const EntFunction *pFunction;
};

/* The same for a module: what xConnect gets as pAux. */
typedef struct EntAux EntAux;
struct EntAux {
  EntContext *cx;
  const EntModule *pModule;
};

/* ---- Interface to call.c: one call from SQL ---- */

/* A call carries its name into every error message: "name(): text". */
struct EntCall {
  EntContext *cx;
  const char *zName;
  EntRun run;            /* memory, cancellation, the error */
  int rc;                /* SQLite's code for that error, or 0 */
  int iDetail;
  sqlite3_uint64 used;   /* of a table: a bit for each column that is read; 63
                         ** stands for all from there on */
  EntTies *ties;         /* set by ent_call_ties; held for the call */
  sqlite3_stmt *pPoll;   /* what asks whether to go on, once it has asked */
};
void ent_call_init(EntCall *, EntContext *, const char *zName, int iDetail);
void ent_call_clear(EntCall *);
/* Start a scalar call; the binding comes from sqlite3_user_data. */
void ent_call_begin(EntCall *, sqlite3_context *);
/* End it: reports run.error, if there is one, as the function's result. */
void ent_call_end(EntCall *, sqlite3_context *);
/* The error as SQLite's code; and, of what is no want of memory, "name(): text"
** in place of *pzErr, as it is a virtual table's zErrMsg. */
int ent_call_code(const EntCall *);
int ent_call_report(const EntCall *, char **pzErr);
/* Set the error from the connection's last error; SQLite's code is kept. */
void ent_call_sqlite(EntCall *, int rc);
/* The ties as they stood on the date in pOn (NULL or an SQL NULL: today). A
** scalar passes its context so that the world stays pinned for the statement
** when an argument is constant; a table passes NULL. */
EntTies *ent_call_ties(EntCall *, sqlite3_context *, int nArg,
                       sqlite3_value **, sqlite3_value *pOn);
void ent_call_real(sqlite3_context *, double); /* NaN becomes NULL */

/* Long work says how far it is through sqlite3_log(SQLITE_NOTICE), which no
** one hears who has not asked for it (SQLITE_CONFIG_LOG; .log in the shell):
** after so many rows, so many articles, and at each statement of a mapping. */
enum { ENT_NOTE_ROWS = 100000, ENT_NOTE_ARTICLES = 1000 };

/* ---- Interface to snapshot.c: the tables as a world ---- */

/* A world that agrees with main as this statement sees it. The caller owns a
** reference. NULL: the error is set. */
EntWorld *ent_snapshot_world(EntCall *);
/* Ties on a date, from the connection's small cache; a reference. */
EntTies *ent_snapshot_ties(EntCall *, EntWorld *, EntSpan on, int skipDeal);
/* Portfolios on a date, likewise. */
EntPortfolios *ent_snapshot_portfolios(EntCall *, EntWorld *, EntSpan on);
/* The votes of that world's states; a reference. */
EntVotes *ent_snapshot_votes(EntCall *, EntWorld *);
void ent_snapshot_forget(EntContext *); /* frees what is cached */
/* The tables that a world is made of: a change in one of them bumps the row
** of `entente_seq`, by triggers that entente_create() makes. */
extern const char *const ent_snapshot_tables[]; /* closed by NULL */

/* ---- Interface to resolve.c: arguments ---- */

/* A day, a month or a year; NULL is today. */
int ent_resolve_on(EntCall *, sqlite3_value *, const char *zArgument,
                   EntSpan *pOut);
/* One state by code or name; -1 and an error that names near matches or the
** candidates. `on` decides between names that moved. */
int ent_resolve_state(EntCall *, const EntWorld *, EntSpan on,
                      sqlite3_value *, const char *zArgument);
/* The same over text and within a scheme (NULL: all). */
int ent_resolve_name(EntCall *, const EntWorld *, EntSpan on, const char *z,
                     const char *zScheme, const char *zArgument);
/* A state, a bloc, or a comma list of them. Freed with ent_run_free(aState). */
int ent_resolve_side(EntCall *, const EntView *, sqlite3_value *,
                     const char *zArgument, EntSide *pOut);
/* Two sides that share no state; free both, also after an error. */
int ent_resolve_sides(EntCall *, const EntView *, sqlite3_value *pA,
                      sqlite3_value *pB, EntSide *pSideA, EntSide *pSideB);
int ent_resolve_deal(EntCall *, const EntWorld *, sqlite3_value *,
                     const char *zArgument);
int ent_resolve_text(EntCall *, sqlite3_value *, const char *zArgument,
                     const char **pz); /* an error unless it is text */

typedef struct EntRange EntRange; /* whole numbers */
struct EntRange {
  sqlite3_int64 low, high;
  const char *zElse; /* "is not a year": what the error says of another value */
};
extern const EntRange ent_resolve_years; /* any year */
/* A whole number in that range, also as a text or a real. Nonzero: the error.
** The value itself may become a number. */
int ent_resolve_whole(EntCall *, sqlite3_value *, const char *zArgument,
                      const EntRange *, sqlite3_int64 *pOut);
int ent_resolve_year(EntCall *, sqlite3_value *, const char *zArgument,
                     int *pOut); /* 1..9999 */

/* ---- Interface to word.c: words of a fixed list ---- */

typedef struct EntNear EntNear; /* up to three words near one: "; near: 'x'" */
struct EntNear {
  const char *zWord;
  int n;
  char z[240];
};
void ent_word_offer(EntNear *, const char *z, int isSure);
void ent_word_near(EntNear *, const char *zWord, const char *const *az, int n);
char *ent_word_list(const char *const *az, int n); /* "a, b"; sqlite3_free it */
/* Which of az[0..n) is z? -1: the error is set. */
int ent_word_find(EntCall *, const char *zArgument, const char *zKind,
                  const char *z, const char *const *az, int n);

/* ---- The functions themselves, a family a file ---- */

typedef void EntScalar(sqlite3_context *, int, sqlite3_value **);
typedef int EntFill(EntCall *, int, sqlite3_value **, EntRows *);

enum { /* iDetail of statefn.c */
  ENT_F_EXPOSURE, ENT_F_CINC, ENT_F_ISOLATION, ENT_F_THREAT, ENT_F_ENTRAPMENT
};
EntScalar ent_statefn_measure; /* of one state */
double ent_statefn_value(const EntTies *, int iState, int iDetail);
enum { /* iDetail of pairfn.c */
  ENT_F_STRENGTH, ENT_F_HOSTILITY, ENT_F_LEVERAGE
};
EntScalar ent_pairfn_measure;   /* of a state and a state or side */
double ent_pairfn_value(const EntTies *, int a, const EntSide *, int iDetail);
/* The side that such a measure is about; free aState, also after an error. */
int ent_pairfn_side(EntCall *, const EntView *, sqlite3_value *, int iDetail,
                    EntSide *);
EntScalar ent_pairfn_bystander; /* of a state and two sides */
EntScalar ent_similarfn_measure; /* of two states, by a named method */
EntScalar ent_scorefn_step;      /* of two columns; iDetail: ENT_M_* */
void ent_scorefn_final(sqlite3_context *);
/* Which layer a value names; -1: the error is set. NULL is alliance. */
enum { ENT_SIMILAR_ALLIANCE, ENT_SIMILAR_VOTE };
int ent_similarfn_layer(EntCall *, sqlite3_value *);
/* Is there such a measure of that layer? */
int ent_similarfn_has(int layer, int method);
extern const sqlite3_module ent_similartab_module;
EntScalar ent_dealfn_parties, ent_dealfn_opponents;
EntScalar ent_namefn_from, ent_namefn_to;
extern const char *const ent_namefn_schemes[]; /* ENT_NSCHEME of them */
enum { ENT_NSCHEME = 13 };
/* A code or a name, of which 710 is as good as '710'; NULL: the error. */
const char *ent_namefn_value(EntCall *, sqlite3_value *);
/* Every day there is, unless a date is given. Nonzero: the error. */
int ent_namefn_on(EntCall *, sqlite3_value *, EntSpan *pOut);
/* The name of a scheme; NULL, also for an SQL NULL, is any. */
int ent_namefn_scheme(EntCall *, sqlite3_value *, const char *zArgument,
                      const char **pz);
EntScalar ent_graphfn_step, ent_versionfn;
void ent_graphfn_final(sqlite3_context *);
EntScalar ent_vegafn_step, ent_barfn_bar;
void ent_vegafn_final(sqlite3_context *);

EntFill ent_partstab_alliance, ent_partstab_sanction, ent_partstab_bystander;
EntFill ent_partstab_entrapment;
EntFill ent_systemtab_alliances, ent_systemtab_exposures;
EntFill ent_systemtab_bystanders;
EntFill ent_networktab_network, ent_networktab_stats, ent_networktab_brokerage;
EntFill ent_optionstab_fill, ent_impacttab_fill;
EntFill ent_manual_fill, ent_cite_fill, ent_gapstab_fill;
EntFill ent_collide_fill, ent_sensetab_fill;

/* state_years, dyad_years, triad_years; iDetail: members of a row */
extern const sqlite3_module ent_yearstab_module;

/* ---- Interface to rows.c: table-valued answers ---- */

int ent_rows_register(EntContext *, const EntTable *);
/* Cells, left to right; the row ends when its last column is set. */
void ent_rows_text(EntRows *, const char *);  /* copied; NULL is NULL */
void ent_rows_real(EntRows *, double);        /* NaN is NULL */
void ent_rows_int(EntRows *, sqlite3_int64);
void ent_rows_null(EntRows *);

/* ---- Interface to triadtab.c: triads, one at a time ---- */

extern const sqlite3_module ent_triadtab_module;

/* ---- Interface to savepoint.c: all or nothing ---- */

typedef struct EntSavepoint EntSavepoint;
struct EntSavepoint {
  sqlite3_stmt *pUndo, *pRelease, *pWrite, *pEnd, *pRead;
  int isOpen;
  int isOwn;  /* the transaction is ours: the caller had none */
  int isArmed; /* pWrite is running */
};
int ent_savepoint_open(EntCall *, EntSavepoint *);  /* nonzero: the error */
/* Around CREATE VIRTUAL TABLE; meanwhile no plain table can be dropped. The
** close also disarms. Nonzero: the error. */
int ent_savepoint_arm(EntCall *, EntSavepoint *);
int ent_savepoint_disarm(EntCall *, EntSavepoint *);
/* Around DROP, which SQLite does not do while a statement reads. Nonzero: the
** error. */
void ent_savepoint_rest(EntSavepoint *);
int ent_savepoint_watch(EntCall *, EntSavepoint *);
/* Releases when the call has no error, else undoes. Nonzero: the error. */
int ent_savepoint_close(EntCall *, EntSavepoint *);

/* ---- Interface to shape.c: the columns of the dataset's tables ---- */

#define ENT_SHAPE_COLUMNS 64

typedef struct EntColumn EntColumn;
struct EntColumn {
  const char *zName;
  const char *zExpect; /* what its constraint is named, or NULL */
  char kind;           /* T text, I whole numbers, R numbers, ? any */
  int isKey;           /* part of what identifies a row */
  int isNotNull;
  int isRequired;      /* a new row must give it */
  int isAlias;         /* the rowid */
  int isHidden;        /* the rowid, and another key identifies the row */
  int iParent;         /* the table that it refers to, or -1 */
  int iTwin;           /* about_id: the column `about`; or -1 */
};

typedef struct EntShapeTable EntShapeTable;
struct EntShapeTable {
  const char *zName;
  EntColumn *aColumn;
  int nColumn;
  const char *zKey;    /* the key as a conflict target; "" if there is none */
  int isPlainKey;      /* of columns only */
  int iId;             /* the column by which others refer to a row, or -1 */
  int iOwner;          /* the column that leads to the row it is part of; -1 */
};

typedef struct EntShape EntShape;
struct EntShape {
  EntArena arena;
  EntShapeTable *aTable; /* in the order of the schema: parents first */
  int nTable;
  int nMissing;          /* tables that main does not have */
};
int ent_shape_read(EntCall *, EntShape *);  /* nonzero: the error */
void ent_shape_clear(EntShape *);
int ent_shape_table(const EntShape *, const char *zName);       /* or -1 */
int ent_shape_column(const EntShapeTable *, const char *zName); /* or -1 */
/* The one column of iChild that refers to iParent; -1: none, or several. */
int ent_shape_nested(const EntShape *, int iChild, int iParent);
/* The names of the dataset's tables, closed by NULL. */
const char **ent_shape_names(EntCall *, EntArena *);
int ent_shape_is_family(const char *zFile); /* does it make tables? */
/* A statement with up to two texts bound, which must outlive it. NULL: the
** error is set. */
sqlite3_stmt *ent_shape_ask(EntCall *, sqlite3 *, const char *zSql,
                            const char *z1, const char *z2);

/* ---- Interface to modarg.c: arguments of CREATE VIRTUAL TABLE ---- */

typedef struct EntChoice EntChoice; /* a word and what it stands for */
struct EntChoice {
  const char *z; /* NULL closes the list */
  int value;
};
/* What xCreate is given, by name; azName is closed by NULL, and its first may
** come without a name. azOut[i], NULL if not given, is the value of
** azName[i]. Nonzero: the error. Free it, but not after an error. */
int ent_modarg_parse(EntCall *, int argc, const char *const *argv,
                     const char *const *azName, char **azOut);
/* One argument where any name is allowed: its name (NULL: none), its value,
** and whether that was quoted. Nonzero: the error; else free both. */
int ent_modarg_split(EntCall *, const char *z, char **pzName, char **pzValue,
                     int *pIsQuoted);
void ent_modarg_free(const char *const *azName, char **azOut);
/* Refusals: a schema other than temp; no path. Nonzero: the error. */
int ent_modarg_temp(EntCall *, const char *const *argv);
int ent_modarg_path(EntCall *, const char *zPath);
/* A value that was given (NULL: nothing changes). Nonzero: the error. */
int ent_modarg_int(EntCall *, const char *zName, const char *z, int iMax,
                   int *pOut);
int ent_modarg_choice(EntCall *, const char *zName, const char *z,
                      const EntChoice *, int *pOut);

extern const sqlite3_module ent_csvfile_module, ent_jsonfile_module;

/* ---- Interface to query.c: the text of a query ---- */

/* The length of the token at z, 0 at the end. *pKind: ' ' blanks, comments and
** byte order marks, 'a' a word, '"' a quoted name or text, ':' a parameter,
** else the mark. */
size_t ent_query_token(const char *z, char *pKind);
size_t ent_query_blanks(const char *z); /* how many bytes of them */
int ent_query_begins(const char *z);    /* with SELECT, WITH or VALUES? */

/* ---- Interface to limit.c: what the user allows ---- */

struct EntLimits;
int ent_limit_read(EntCall *, struct EntLimits *); /* nonzero: the error */
/* Is that too many rows, of a file if there is one? Nonzero: the error. */
int ent_limit_rows(EntCall *, const struct EntLimits *, sqlite3_int64 nRow,
                   const char *zPath);

/* ---- Interface to saved.c, doctor.c ---- */

extern const sqlite3_module ent_saved_module; /* saved_query(...) */
EntFill ent_saved_fill, ent_doctor_fill;
/* To be asked in xBestIndex by a table that is ENT_READS or ENT_FILES: may who
** is compiling a statement read it? Else the message is in the table. */
int ent_saved_may_read(EntContext *, sqlite3_vtab *, const char *zName,
                       int flags);

/* ---- Interface to savedfile.c: saved queries as part of a dataset ---- */

struct EntJsonFile;
struct EntJson;
typedef struct EntSavedFile EntSavedFile; /* those that stand in one file */
struct EntSavedFile {
  const char *zFile;
  struct EntSavedEntry *pFirst;
  int n;
};
/* Each: nonzero, the error is set. */
int ent_savedfile_dump(EntCall *, sqlite3_str *); /* the member, after a , */
int ent_savedfile_read(EntCall *, EntSavedFile *, const struct EntJsonFile *,
                       const struct EntJson *); /* one element */
int ent_savedfile_make(EntCall *, EntSavedFile *); /* all that was read */
void ent_savedfile_clear(EntSavedFile *);

/* ---- Interface to import.c, importstate.c, matches.c, datefn.c ---- */

EntScalar ent_import_func, ent_datefn_from, ent_datefn_step;
void ent_datefn_final(sqlite3_context *);
EntFill ent_matches_fill;

typedef struct EntImportNames EntImportNames; /* words of one scheme, folded */
struct EntImportNames {
  sqlite3 *db;
  EntArena arena;
  char zScheme[16];
  struct Word *aWord;
  int nWord, nAlloc;
};
void ent_importstate_init(EntImportNames *, sqlite3 *);
void ent_importstate_clear(EntImportNames *);
/* Looks up what is new in temp.import_state. Nonzero: the error. */
int ent_importstate_resolve(EntCall *, EntImportNames *);

/* ---- Interface to dictionary.c: the tables as a dictionary ---- */

struct EntDict;
/* The dictionary that agrees with main as this statement sees it; the caller
** owns a reference. NULL: the error is set. */
struct EntDict *ent_dictionary_get(EntCall *);
/* The tables that a dictionary is made of, closed by NULL. */
extern const char *const ent_dictionary_tables[];
EntScalar ent_dictionary_hash;
EntFill ent_dictionary_check;

/* ---- Interface to search.c: the tokenizer of FTS5 ---- */

/* Nothing where there is no FTS5. Returns SQLite's code. */
int ent_search_register(EntContext *);

/* ---- Interface to articletab.c, codefn.c: what articles say ---- */

EntFill ent_articletab_mentions, ent_articletab_events, ent_articletab_deals;
EntFill ent_codefn_unknown; /* iDetail 0: actors, 1: verbs */
EntScalar ent_codefn_code;

/* ---- Interface to create.c, load.c, dump.c, check.c ---- */

EntScalar ent_create_func, ent_load_func, ent_dump_func;
EntFill ent_check_fill;

typedef struct EntCreated EntCreated; /* what entente_create() reports */
struct EntCreated {
  int wasPresent;
  int nTable;
  int hasFts5;
};
/* Makes the schema inside the caller's savepoint. Nonzero: the error. */
int ent_create_schema(EntCall *, EntSavepoint *, EntCreated *);
/* One of the three triggers that count the changes of a table: what follows
** CREATE TRIGGER, to the letter as SQLite keeps it. */
#define ENT_CREATE_TRIGGER 200
void ent_create_trigger(const char *zTable, int iWhen,
                        char zOut[ENT_CREATE_TRIGGER]);
/* Refuses when a TEMP table would be met in place of ours. */
int ent_create_shadow(EntCall *);
/* As JSON: a text with its quotes (n < 0: all of it), a finite number. */
void ent_dump_quote(sqlite3_str *, const char *z, int n);
void ent_dump_real(sqlite3_str *, double);

#endif
