/*
** Faults on demand: memory that runs out, and what must hold when it did.
**
** All memory that the extension can ask for passes through one counter: that of
** SQLite (sqlite3_config, without lookaside, so that no request is served from
** a pool) and that of cJSON (its hooks). A test runs its work once to list the
** requests, and then again and again, a request of the list failing each time:
** that one only, or it and all after it.
**
** A list has every request of the work when there are few. When there are many
** most of them are alike, a row being inserted like the one before: then it has
** the first three of each place, a place being the eight innermost calls on the
** stack, and every so-many-th of all. A short list has only what is new: the
** first request of each site, a site being the three innermost calls that stand
** in the program itself, whatever SQLite does below them.
*/
#ifndef FAULTS_H
#define FAULTS_H

#include "../../ext/sql/sql.h"

/* Before anything else asks SQLite for something: main() does. */
void faults_install(void);

/* From now on the n-th request, counted from 0, fails; isLasting: and all
** behind it. */
void faults_arm(long n, int isLasting);
/* From now on none does. Has one failed? */
int faults_disarm(void);
/* What is held besides SQLite's memory, cJSON's blocks and open files, as a
** number that is another one when something more is held. */
long faults_held(void);

/* Between the two, requests are listed: with a side (1, 2, 4, ...) only those
** of sites that no list of that side had before. Free a. */
typedef struct FaultsList FaultsList;
struct FaultsList {
  long *a;
  long n;    /* of them listed */
  long nAll; /* requests there were */
};
void faults_watch(int newOnSide);
FaultsList faults_list(void);
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
