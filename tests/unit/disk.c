/* A disk that fails: see disk.h. */
#define _POSIX_C_SOURCE 200809L
#include "disk.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

typedef struct DiskFile DiskFile;
struct DiskFile {
  sqlite3_file base;
  sqlite3_file *pReal; /* behind this struct */
};

static sqlite3_vfs *pReal;
static sqlite3_vfs vfs;
static sqlite3_io_methods methods;
static long nOperation, nFail = -1;
static int theKind, isLast, hasFailed;

/* Is it this operation? */
static int diskFails(int isWrite) {
  long n = nOperation++;
  if (nFail < 0 || n < nFail || (n > nFail && !isLast)) return 0;
  if (theKind == DISK_FULL && !isWrite) return 0;
  hasFailed = 1;
  return 1;
}

static void diskKill(void) {
  if (theKind == DISK_KILL) kill(getpid(), SIGKILL);
}

static sqlite3_file *real(sqlite3_file *p) {
  return ((DiskFile *)p)->pReal;
}

static int diskClose(sqlite3_file *p) {
  return real(p)->pMethods->xClose(real(p));
}

static int diskRead(sqlite3_file *p, void *a, int n, sqlite3_int64 i) {
  if (diskFails(0)) {
    diskKill();
    return SQLITE_IOERR_READ;
  }
  return real(p)->pMethods->xRead(real(p), a, n, i);
}

static int diskWrite(sqlite3_file *p, const void *a, int n, sqlite3_int64 i) {
  if (diskFails(1)) {
    real(p)->pMethods->xWrite(real(p), a, n / 2, i);
    diskKill();
    return theKind == DISK_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  }
  return real(p)->pMethods->xWrite(real(p), a, n, i);
}

static int diskTruncate(sqlite3_file *p, sqlite3_int64 n) {
  if (diskFails(0)) {
    diskKill();
    return SQLITE_IOERR_TRUNCATE;
  }
  return real(p)->pMethods->xTruncate(real(p), n);
}

static int diskSync(sqlite3_file *p, int flags) {
  if (diskFails(0)) {
    diskKill();
    return SQLITE_IOERR_FSYNC;
  }
  return real(p)->pMethods->xSync(real(p), flags);
}

static int diskSize(sqlite3_file *p, sqlite3_int64 *pn) {
  return real(p)->pMethods->xFileSize(real(p), pn);
}

static int diskLock(sqlite3_file *p, int level) {
  if (diskFails(0)) {
    diskKill();
    return SQLITE_IOERR_LOCK;
  }
  return real(p)->pMethods->xLock(real(p), level);
}

static int diskUnlock(sqlite3_file *p, int level) {
  return real(p)->pMethods->xUnlock(real(p), level);
}

static int diskReserved(sqlite3_file *p, int *pOut) {
  return real(p)->pMethods->xCheckReservedLock(real(p), pOut);
}

static int diskControl(sqlite3_file *p, int op, void *pArg) {
  return real(p)->pMethods->xFileControl(real(p), op, pArg);
}

static int diskSector(sqlite3_file *p) {
  return real(p)->pMethods->xSectorSize(real(p));
}

static int diskTraits(sqlite3_file *p) {
  return real(p)->pMethods->xDeviceCharacteristics(real(p));
}

static int diskShmMap(sqlite3_file *p, int i, int n, int isExtend,
                      void volatile **pp) {
  return real(p)->pMethods->xShmMap(real(p), i, n, isExtend, pp);
}

static int diskShmLock(sqlite3_file *p, int i, int n, int flags) {
  if ((flags & SQLITE_SHM_LOCK) && diskFails(0)) {
    diskKill();
    return SQLITE_IOERR_SHMLOCK;
  }
  return real(p)->pMethods->xShmLock(real(p), i, n, flags);
}

static void diskShmBarrier(sqlite3_file *p) {
  real(p)->pMethods->xShmBarrier(real(p));
}

static int diskShmUnmap(sqlite3_file *p, int isDelete) {
  return real(p)->pMethods->xShmUnmap(real(p), isDelete);
}

static int diskOpen(sqlite3_vfs *p, const char *zName, sqlite3_file *pFile,
                    int flags, int *pFlags) {
  DiskFile *pDisk = (DiskFile *)pFile;
  int rc;
  (void)p;
  pFile->pMethods = 0;
  if (diskFails(0)) {
    diskKill();
    return SQLITE_CANTOPEN;
  }
  pDisk->pReal = (sqlite3_file *)&pDisk[1];
  memset(pDisk->pReal, 0, (size_t)pReal->szOsFile);
  rc = pReal->xOpen(pReal, zName, pDisk->pReal, flags, pFlags);
  if (pDisk->pReal->pMethods) pFile->pMethods = &methods;
  return rc;
}

static int diskDelete(sqlite3_vfs *p, const char *zName, int isSync) {
  (void)p;
  if (diskFails(0)) {
    diskKill();
    return SQLITE_IOERR_DELETE;
  }
  return pReal->xDelete(pReal, zName, isSync);
}

void disk_install(void) {
  if (pReal) return;
  pReal = sqlite3_vfs_find(0);
  vfs = *pReal;
  vfs.pNext = 0;
  vfs.zName = "failing";
  vfs.szOsFile = (int)sizeof(DiskFile) + pReal->szOsFile;
  vfs.xOpen = diskOpen;
  vfs.xDelete = diskDelete;
  methods = (sqlite3_io_methods){
    2,
    diskClose,
    diskRead,
    diskWrite,
    diskTruncate,
    diskSync,
    diskSize,
    diskLock,
    diskUnlock,
    diskReserved,
    diskControl,
    diskSector,
    diskTraits,
    diskShmMap,
    diskShmLock,
    diskShmBarrier,
    diskShmUnmap,
    0,
    0,
  };
  sqlite3_vfs_register(&vfs, 0);
}

void disk_arm(long n, int kind, int isLasting) {
  nOperation = 0;
  nFail = n;
  theKind = kind;
  isLast = isLasting;
  hasFailed = 0;
}

long disk_disarm(void) {
  nFail = -1;
  return nOperation;
}

int disk_has_failed(void) {
  return hasFailed;
}
