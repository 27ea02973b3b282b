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
** Names come as SQLite's texts do, in UTF-8. That is what Unix opens. Windows'
** C library would read them in the code page of the user, so there they are
** opened as UTF-16; and its devices, which are in every folder by names like
** NUL or COM1, are known by what was opened.
**
** This is the only place in ext/ that opens files (tests/check).
*/
#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

typedef struct FileAbout FileAbout;
struct FileAbout {
  const char *zKind; /* what it is, when it is no regular file */
  int64_t nByte;
};

#define FILE_DIRECTORY "a directory"
#define FILE_DEVICE    "a device"
#define FILE_OTHER     "a pipe or the like"

/* file_look() and file_open() answer below 0 when errno, or the error of the
** run, says why. file_about() looks at what is open; what it cannot look at is
** no regular file. */
#if defined(_WIN32)

#define WIN32_LEAN_AND_MEAN
#include <io.h>
#include <windows.h>
/* Words of 16-bit days, which the amalgamation uses otherwise. */
#undef near
#undef far

#define FILE_READ  _read
#define FILE_CLOSE _close

/* The name in UTF-16, freed with ent_run_free. */
static wchar_t *file_wide(EntRun *run, const char *zPath) {
  int n = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, zPath, -1, 0, 0);
  wchar_t *zWide;
  if (n <= 0) { /* not UTF-8: nothing has that name */
    errno = ENOENT;
    return 0;
  }
  zWide = ent_run_alloc(run, (size_t)n * sizeof(*zWide));
  if (zWide) MultiByteToWideChar(CP_UTF8, 0, zPath, -1, zWide, n);
  return zWide;
}

static int file_look(EntRun *run, const char *zPath, FileAbout *pOut) {
  struct _stat64 about;
  wchar_t *zWide = file_wide(run, zPath);
  int rc = zWide ? _wstat64(zWide, &about) : -1;
  ent_run_free(run, zWide);
  if (rc < 0) return rc;
  pOut->zKind = (about.st_mode & _S_IFMT) == _S_IFDIR ? FILE_DIRECTORY : 0;
  pOut->nByte = about.st_size;
  return 0;
}

static void file_about(int fd, FileAbout *pOut) {
  int type = GetFileType((HANDLE)_get_osfhandle(fd));
  pOut->nByte = type == FILE_TYPE_DISK ? _filelengthi64(fd) : -1;
  pOut->zKind = pOut->nByte >= 0         ? 0
                : type == FILE_TYPE_CHAR ? FILE_DEVICE
                                         : FILE_OTHER;
}

static int file_open(EntRun *run, const char *zPath) {
  wchar_t *zWide = file_wide(run, zPath);
  int fd = -1;
  if (zWide) fd = _wopen(zWide, _O_RDONLY | _O_BINARY | _O_NOINHERIT);
  ent_run_free(run, zWide);
  return fd;
}

#else

#include <unistd.h>

#define FILE_READ  read
#define FILE_CLOSE close

#ifndef O_NONBLOCK
#define O_NONBLOCK 0
#endif
#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif

static void file_know(const struct stat *pAbout, FileAbout *pOut) {
  pOut->zKind = S_ISREG(pAbout->st_mode)   ? 0
                : S_ISDIR(pAbout->st_mode) ? FILE_DIRECTORY
                : S_ISCHR(pAbout->st_mode) ? FILE_DEVICE
                                           : FILE_OTHER;
  pOut->nByte = pAbout->st_size;
}

static int file_look(EntRun *run, const char *zPath, FileAbout *pOut) {
  struct stat about;
  int rc = stat(zPath, &about);
  (void)run;
  if (rc == 0) file_know(&about, pOut);
  return rc;
}

static void file_about(int fd, FileAbout *pOut) {
  struct stat about = { 0 };
  fstat(fd, &about);
  file_know(&about, pOut);
}

static int file_open(EntRun *run, const char *zPath) {
  (void)run;
  /* 0 here, not everywhere: NOLINTNEXTLINE(misc-redundant-expression) */
  return open(zPath, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

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
static int file_refuse(EntRun *run, const char *zPath, const FileAbout *pAbout,
                       int64_t nMax) {
  if (pAbout->zKind) {
    ent_error_set(&run->error, ENT_ERROR, "%s: is %s, not a regular file",
                  zPath, pAbout->zKind);
  } else if (pAbout->nByte > nMax) {
    file_too_large(run, zPath, "has", pAbout->nByte, nMax);
  }
  return run->error.code;
}

EntFile *ent_file_open(EntRun *run, const char *zPath,
                       const EntLimits *pLimits) {
  int64_t nMax = pLimits ? pLimits->nByte : INT64_MAX;
  FileAbout about;
  EntFile *p;
  if (file_look(run, zPath, &about) == 0 &&
      file_refuse(run, zPath, &about, nMax)) {
    return 0;
  }
  p = ent_run_alloc(run, sizeof(*p));
  if (p == 0) return 0;
  p->run = run;
  p->zPath = zPath;
  p->nMax = nMax;
  p->nRead = 0;
  p->fd = file_open(run, zPath);
  if (p->fd < 0) {
    file_fail(run, zPath, "cannot be opened");
  } else {
    file_about(p->fd, &about);
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
    got = FILE_READ(p->fd, a, (unsigned)n);
  } while (got < 0 && errno == EINTR); /* GCOVR_EXCL_BR_LINE: slow disks only */
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
  if (p->fd >= 0) FILE_CLOSE(p->fd);
  ent_run_free(p->run, p);
}
