/*
** Which files are opened at all: regular ones, and not too large.
**
** A file is named by whoever writes the SQL. A directory would be a strange
** error later, a pipe would wait for its writer for ever while SQLite holds
** its locks, and a device has no end; and each is read more than once. So what
** is not a regular file (or a link to one) is refused. It is looked at before
** it is opened, because opening some devices does something, and again when it
** is open, because the name may lead elsewhere by then; opening does not wait.
**
** How large a file may be, EntLimits says. Some files in /proc say that they
** are empty and are not, and a log grows; so bytes are counted as they are
** read, too. What is read goes straight to the reader's own buffer.
**
** This is the only place in ext/ that opens files (tests/check).
*/
#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef O_NONBLOCK
#define O_NONBLOCK 0
#endif
#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif
#ifndef O_BINARY
#define O_BINARY 0
#endif

struct EntFile {
  EntRun *run;
  const char *zPath; /* the caller's */
  int fd;
  int64_t nRead, nMax;
};

static void file_fail(EntRun *run, const char *zPath, const char *zWhat) {
  ent_error_set(&run->error, ENT_ERROR, "%s: %s: %s", zPath, zWhat,
                strerror(errno));
}

static void file_too_large(EntRun *run, const char *zPath, const char *zHas,
                           int64_t n, int64_t nMax) {
  ent_error_set(&run->error, ENT_ERROR,
                "%s: %s %" PRId64 " bytes; parameter limit.file_bytes allows"
                " %" PRId64,
                zPath, zHas, n, nMax);
}

/* Nonzero: the error is set. */
static int file_refuse(EntRun *run, const char *zPath,
                       const struct stat *pAbout, int64_t nMax) {
  if (!S_ISREG(pAbout->st_mode)) {
    ent_error_set(&run->error, ENT_ERROR, "%s: is %s, not a regular file",
                  zPath,
                  S_ISDIR(pAbout->st_mode)   ? "a directory"
                  : S_ISCHR(pAbout->st_mode) ? "a device"
                                             : "a pipe or the like");
  } else if (pAbout->st_size > nMax) {
    file_too_large(run, zPath, "has", pAbout->st_size, nMax);
  }
  return run->error.code;
}

EntFile *ent_file_open(EntRun *run, const char *zPath,
                       const EntLimits *pLimits) {
  int64_t nMax = pLimits ? pLimits->nByte : INT64_MAX;
  struct stat about;
  EntFile *p;
  if (stat(zPath, &about) == 0 && file_refuse(run, zPath, &about, nMax)) {
    return 0;
  }
  p = ent_run_alloc(run, sizeof(*p));
  if (p == 0) return 0;
  p->run = run;
  p->zPath = zPath;
  p->nMax = nMax;
  p->nRead = 0;
  p->fd = open(zPath, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_BINARY);
  if (p->fd < 0 || fstat(p->fd, &about) != 0) {
    file_fail(run, zPath, "cannot be opened");
  } else {
    file_refuse(run, zPath, &about, nMax);
  }
  if (run->error.code == ENT_OK) return p;
  ent_file_close(p);
  return 0;
}

int64_t ent_file_read(EntFile *p, void *a, size_t n) {
  int64_t got;
  if (n > INT32_MAX) n = INT32_MAX;
  do {
    got = read(p->fd, a, (unsigned)n);
  } while (got < 0 && errno == EINTR);
  if (got < 0) file_fail(p->run, p->zPath, "cannot be read");
  p->nRead += got > 0 ? got : 0;
  if (p->nRead > p->nMax) {
    file_too_large(p->run, p->zPath, "has at least", p->nRead, p->nMax);
    return -1;
  }
  return got;
}

void ent_file_close(EntFile *p) {
  if (p == 0) return;
  if (p->fd >= 0) close(p->fd);
  ent_run_free(p->run, p);
}
