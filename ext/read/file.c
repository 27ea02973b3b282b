/*
** Which files are opened at all: regular ones.
**
** A file is named by whoever writes the SQL. A directory would be a strange
** error later, a pipe would wait for its writer for ever while SQLite holds
** its locks, and a device has no end; and each is read more than once. So what
** is not a regular file (or a link to one) is refused before it is opened.
*/
#include "read.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

FILE *ent_file_open(EntRun *run, const char *zPath) {
  struct stat about;
  FILE *file = 0;
  if (stat(zPath, &about) == 0 && !S_ISREG(about.st_mode)) {
    ent_error_set(&run->error, ENT_ERROR, "%s: is %s, not a regular file",
                  zPath,
                  S_ISDIR(about.st_mode)   ? "a directory"
                  : S_ISCHR(about.st_mode) ? "a device"
                                           : "a pipe or the like");
    return 0;
  }
  file = fopen(zPath, "rb");
  if (file == 0) {
    ent_error_set(&run->error, ENT_ERROR, "%s: cannot be opened: %s", zPath,
                  strerror(errno));
  }
  return file;
}
