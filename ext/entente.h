/*
** Entente for programs that carry it inside: the static build.
**
** A program that loads build/entente.so needs no header. One that compiles
** build/entente.c with -DSQLITE_CORE, or links build/libentente.a, makes the
** functions available by either
**
**   sqlite3_auto_extension((void (*)(void))sqlite3_entente_init);
**
** before it opens a connection, or sqlite3_entente_init(db, 0, 0) after. Link
** with the program's SQLite, cJSON and the mathematics library.
*/
#ifndef ENTENTE_H
#define ENTENTE_H

#include "sqlite3.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sqlite3_api_routines;

/* Register every function and table on a connection. Both pointers may be
** NULL in a static build. On failure the result is an SQLite error code,
** *pzErrMsg (from sqlite3_malloc) says why, and nothing stays registered. */
int sqlite3_entente_init(sqlite3 *db, char **pzErrMsg,
                         const struct sqlite3_api_routines *pApi);

/* The same without what reads files. */
int sqlite3_entente_nofiles_init(sqlite3 *db, char **pzErrMsg,
                                 const struct sqlite3_api_routines *pApi);

#ifdef __cplusplus
}
#endif

#endif
