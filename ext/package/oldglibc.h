/*
** For the released Linux files, which are built once and shall load on systems
** older than the one that built them: -include ext/package/oldglibc.h
**
** A program asks for a function of the GNU C library by name and version, and
** takes the newest that it was built with. Five that Entente calls have a
** version that is younger than they are. Here their first one is asked for,
** which every later library keeps: memcpy differs for overlapping blocks only,
** which C forbids; exp2 and log only in how they tell of an error; and stat and
** fstat were macros of other functions before they were some themselves. With
** these the newest version that is needed is 2.7 of 2007 on x86_64, and on
** aarch64 its first, 2.17; tests/package/dist says so.
*/
#if defined(__linux__) && !defined(ENT_OLDGLIBC_H)
#define ENT_OLDGLIBC_H
#include <sys/stat.h>

#if defined(__GLIBC__)
#if defined(__x86_64__)
#define ENT_OLDGLIBC "GLIBC_2.2.5"
enum { ENT_STAT_VERSION = 1 };
#elif defined(__aarch64__)
#define ENT_OLDGLIBC "GLIBC_2.17"
enum { ENT_STAT_VERSION = 0 };
#else
#error "which versions has this platform's C library?"
#endif

__asm__(".symver memcpy, memcpy@" ENT_OLDGLIBC);
__asm__(".symver exp2, exp2@" ENT_OLDGLIBC);
__asm__(".symver log, log@" ENT_OLDGLIBC);
__asm__(".symver __xstat, __xstat@" ENT_OLDGLIBC);
__asm__(".symver __fxstat, __fxstat@" ENT_OLDGLIBC);

int __xstat(int version, const char *path, struct stat *about);
int __fxstat(int version, int fd, struct stat *about);
#define stat(path, about)  __xstat(ENT_STAT_VERSION, path, about)
#define fstat(fd, about)   __fxstat(ENT_STAT_VERSION, fd, about)
#endif
#endif
