/*
** A file of our own, memory that can be made to fail, and a request to stop:
** what a test of a reader needs. A suite has them between its setup and its
** teardown.
*/
#ifndef SCRATCH_H
#define SCRATCH_H

#include "../../ext/world/world.h"

extern char scratch_path[300]; /* of the file */
int scratch_setup(void);       /* nonzero: it cannot be made */
int scratch_teardown(void);
void scratch_write(const char *, size_t n); /* the file is these bytes */

extern const EntMem scratch_mem;
extern long scratch_live; /* blocks not yet freed */
extern long scratch_left; /* requests until one fails; below 0: none does */
int scratch_stop(void *); /* an xCancel: counts an int down to 0 */

#endif
