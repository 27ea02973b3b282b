/*
** What the coder makes of a sentence, as one text to compare.
**
** With the dictionary of schema/, in a database, for the rules of English; and
** with a little one made here, without SQL, for what that dictionary does not
** have and for want of memory.
*/
#ifndef TOLD_H
#define TOLD_H

#include "../../ext/sql/sql.h"
#include "../../ext/text/inside.h"

/* ---- The dictionary of schema/: between told_open() and told_close() ---- */

int told_open(void); /* of a suite: 0 when it worked */
int told_close(void);
sqlite3 *told_db(void);
/* "RUS 040 IRN; IRN 190 ? quoted": code and ends of each event, and what is
** marked (passive, negated, hypothetical, quoted). Stands until the next. */
const char *told_events(const char *zText);
/* "RUS IRN sold arms.missile 40 / energy.oil 3 ton": what A and B give. */
const char *told_deals(const char *zText);

/* Of a table {text, what is told}: each is. */
void told_all(const char *const (*az)[2], int n,
              const char *(*xTold)(const char *));
#define TOLD_EVENTS(a) told_all((a), sizeof(a) / sizeof((a)[0]), told_events)
#define TOLD_DEALS(a)  told_all((a), sizeof(a) / sizeof((a)[0]), told_deals)

/* ---- A little dictionary ---- */

EntRun told_run(void);
/* The n-th request for memory from now on fails, and all behind it; -1: no
** more. */
void told_fail(int n);
/* NULL: the error is set. */
EntDict *told_dict(EntRun *);
void told_actor(EntRun *, EntDict *, const char *zPhrase, const char *zCode,
                const char *zKind, const char *zSince, const char *zUntil);
void told_word(EntRun *, EntDict *, const char *zPhrase, const char *zClass,
               const char *zValue, const char *zCode, const char *zPos);
/* All that can be read, on a day of 2020. */
EntReading *told_read(EntRun *, const EntDict *, const char *z, size_t n);
const char *told_little(const char *zText); /* events, by the little one */
/* By this one; the dictionary is finished and given up. */
const char *told_by(EntRun *, EntDict *, const char *zText);

#endif
