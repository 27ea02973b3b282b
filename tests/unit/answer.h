/*
** What a connection answers, as text or as a number to compare, and what it
** holds.
*/
#ifndef ANSWER_H
#define ANSWER_H

#include <stdint.h>
#include "../../ext/sql/sql.h"

/* Five states, two deals, some trade and sanctions; source t. */
#define ANSWER_ROWS \
    "INSERT INTO capability(state, year, tpop) VALUES ('USA', 2020, 330)," \
    " ('CHN', 2020, 1400), ('RUS', 2020, 145), ('PRK', 2020, 26)," \
    " ('KOR', 2020, 52);" \
    "INSERT INTO deal(id, title, since) VALUES ('d', 'd', '2000')," \
    " ('e', 'e', '2000');" \
    "INSERT INTO deal_party(deal, state) VALUES ('d', 'RUS'), ('d', 'PRK')," \
    " ('e', 'CHN'), ('e', 'PRK');" \
    "INSERT INTO obligation(deal, from_state, to_state, kind) VALUES" \
    " ('d', 'RUS', 'PRK', 'consultation'), ('d', 'PRK', 'RUS'," \
    " 'consultation'), ('e', 'CHN', 'PRK', 'defense');" \
    "INSERT INTO trade(exporter, importer, year, value) VALUES" \
    " ('CHN', 'USA', 2020, 50), ('CHN', 'RUS', 2020, 10)," \
    " ('CHN', 'PRK', 2020, 2), ('KOR', 'USA', 2020, 20);" \
    "INSERT INTO sanction(id, sender, target, kind, extent) VALUES" \
    " ('s', 'USA', 'PRK', 'trade', 'complete')," \
    " ('s', 'USA', 'RUS', 'financial', 'partial');"

/* The first value of the last statement, "NULL", nothing, or the error; it
** stands until the fourth call after. */
const char *answer_text(sqlite3 *, const char *zSql);
/* The same of a text in the manner of sqlite3_mprintf(). */
const char *answer_format(sqlite3 *, const char *zFormat, ...);
/* What must succeed. */
void answer_do(sqlite3 *, const char *zSql);
/* The rows of some statements as one number; SQLite's code. */
int answer_run(sqlite3 *, const char *zSql, uint64_t *pAnswer);
/* The rows of all tables of main, in any order, and the schema; when and how
** often something was imported does not count. */
uint64_t answer_content(sqlite3 *);
/* A database in memory with the extension and a copy of what another holds;
** NULL: nothing. */
sqlite3 *answer_copy(sqlite3 *pFrom);

#endif
