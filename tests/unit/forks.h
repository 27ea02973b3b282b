/*
** A process that splits.
**
** Something is to be tried at each of very many points of a long piece of work.
** To run the work again for each would take the square of its length. So it
** runs once, and at each point the process splits: a copy tries it, goes on,
** looks at what came of it and leaves; the process itself goes on as if nothing
** had been. A copy may split in turn. As many run as there are processors.
**
** What is open for reading, a copy opens again at the same place, for else they
** would all read on from where one of them stopped. What is written they share,
** so nothing may be but what they say: SQLite keeps its temporary tables in
** memory.
*/
#ifndef FORKS_H
#define FORKS_H

#include <stddef.h>

/* 1 in the copy, 0 in the process itself. A copy that crashes, or takes longer
** than ten minutes, is named by the number. */
int forks_split(long n);
/* The end of a copy, when its own copies have left. */
_Noreturn void forks_leave(void);
/* Waits until all copies have left. */
void forks_wait(void);

/* What was found, in whatever process, is wrong. */
void forks_wrong(void);
/* How often that was said since this was asked; of copies that crashed too. */
long forks_wrongs(void);
/* Zeroed memory that all share. */
void *forks_shared(size_t);

#endif
