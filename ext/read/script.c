/*
** A small text file as a whole: a mapping that a user wrote.
**
** A mapping is read by people, so a large one is a mistake: the wrong file,
** a data file, a device. Reading stops at a megabyte.
*/
#include "read.h"

#include <string.h>

enum { SCRIPT_MAX = 1 << 20 };

char *ent_script_read(EntRun *run, const char *zPath) {
  char *z = ent_run_alloc(run, SCRIPT_MAX + 1);
  EntFile *file;
  size_t n = 0;
  int64_t got;
  if (z == 0) return 0;
  file = ent_file_open(run, zPath, 0);
  if (file == 0) {
    ent_run_free(run, z);
    return 0;
  }
  while ((got = ent_file_read(file, z + n, SCRIPT_MAX + 1 - n)) > 0)
    n += (size_t)got;
  if (got < 0) {
    /* the error is set */
  } else if (n > SCRIPT_MAX) {
    ent_error_set(&run->error, ENT_ERROR, "%s: too long for a mapping", zPath);
  } else if (memchr(z, 0, n)) {
    ent_error_set(&run->error, ENT_ERROR, "%s: a zero byte: not a mapping",
                  zPath);
  } else {
    z[n] = 0;
  }
  ent_file_close(file);
  if (run->error.code) {
    ent_run_free(run, z);
    return 0;
  }
  return z;
}
