/*
** What a connection answers and what it holds, as numbers to compare.
*/
#ifndef ANSWER_H
#define ANSWER_H

#include <stdint.h>
#include "../../ext/sql/sql.h"

/* The rows of some statements as one number; SQLite's code. */
int answer_run(sqlite3 *, const char *zSql, uint64_t *pAnswer);
/* The rows of all tables of main, in any order, and the schema; when and how
** often something was imported does not count. */
uint64_t answer_content(sqlite3 *);
/* A database in memory with the extension and a copy of what another holds;
** NULL: nothing. */
sqlite3 *answer_copy(sqlite3 *pFrom);

#endif
