/*
** A disk that fails, or stops the process, at its n-th operation.
**
** A VFS named "failing" over the default one. It counts what changes or reads a
** file of the database: opening, reading, writing, cutting, syncing, locking,
** deleting. Armed, the n-th of them, counted from 0, does not do what is asked;
** isLasting: nor does any behind it. A write that is the n-th is done by half,
** as a disk may.
*/
#ifndef DISK_H
#define DISK_H

#include "sqlite3.h"

enum {
  DISK_IOERR, /* answers SQLITE_IOERR_* */
  DISK_FULL,  /* writes answer SQLITE_FULL, all else works */
  DISK_KILL,  /* the process is killed, as by kill -9 */
};

void disk_install(void);
void disk_arm(long n, int kind, int isLasting);
long disk_disarm(void); /* how many operations there were; has one failed? */
int disk_has_failed(void);

#endif
