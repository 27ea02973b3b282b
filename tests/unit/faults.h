/*
** Faults on demand: memory that runs out, and what must hold when it did.
**
** All memory that the extension can ask for passes through one counter: that of
** SQLite (sqlite3_config, without lookaside, so that no request is served from
** a pool) and that of cJSON (its hooks). Either one request is refused, or each
** of them, in a copy of the process that goes on from there (forks.h). What a
** copy asks for afterwards splits it again: in one it is given, in the other
** memory is missed for good.
**
** Where each would take too long there are lists. A list has what is new: the
** first request of each site, a site being the three innermost calls that stand
** in the program itself, whatever SQLite does below them.
*/
#ifndef FAULTS_H
#define FAULTS_H

#include "../../ext/sql/sql.h"

/* Before anything else asks SQLite for something: main() does. */
void faults_install(void);

/* From now on the n-th request, counted from 0, fails; isLasting: and all
** behind it. Below 0: none does. */
void faults_arm(long n, int isLasting);
/* From now on none does. Has one failed? */
int faults_disarm(void);
/* How many requests there were between the two, or the two below. */
long faults_asked(void);
/* What is held besides SQLite's memory, cJSON's blocks and open files, as a
** number that is another one when something more is held. */
long faults_held(void);

/* Between the two, requests are listed that are the first of a site: for a side
** (1, 2, 4, ...), of sites that no list of that side had before. Free a; there
** is room for one more. */
typedef struct FaultsList FaultsList;
struct FaultsList {
  long *a; /* ascending */
  long n;
};
void faults_watch(int side);
FaultsList faults_list(void);

/* From now on each request of a list (NULL: none) is refused in a copy, and one
** in so many of all; 0: only those. */
void faults_each(const FaultsList *, long every);
/* The end of that, for whoever comes here. In a copy which was refused, and
** how it went on; which is below 0 in the process itself. */
typedef struct FaultsRefused FaultsRefused;
struct FaultsRefused {
  long n;
  enum {
    FAULTS_LAST, /* nothing more was asked for */
    FAULTS_ONCE,
    FAULTS_LASTING
  } how;
};
FaultsRefused faults_refused(void);

/* One of how many is tried: ENTENTE_EVERY; 0 without it. */
long faults_every(void);

/* The rows of some statements as one number; SQLite's code. Asks for no memory
** of its own. */
int faults_run(sqlite3 *, const char *zSql, uint64_t *pAnswer);
/* The content of main, as the connection sees it, by rows: equal numbers for
** equal tables. When an import was logged does not count, nor entente_seq. */
uint64_t faults_content(sqlite3 *);
/* An own copy of a database in memory, with the extension; NULL: it is new. */
sqlite3 *faults_open(sqlite3 *pFrom);
/* Drops what stands in temp. */
void faults_clean(sqlite3 *);

#endif
