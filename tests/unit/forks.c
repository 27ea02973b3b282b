/* A process that splits: see forks.h. */
#define _DEFAULT_SOURCE
#include "forks.h"
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FORKS_MOST = 64, FORKS_FILES = 64, FORKS_SECONDS = 600 };

typedef struct Copy Copy;
struct Copy {
  pid_t pid;
  long n;
};
static Copy aCopy[FORKS_MOST];
static int nCopy;

static atomic_long *wrongs(void) {
  static atomic_long *p;
  if (p == 0) p = forks_shared(sizeof(*p));
  return p;
}

void *forks_shared(size_t n) {
  void *p =
      mmap(0, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) abort();
  return p;
}

void forks_wrong(void) {
  ++*wrongs();
}

long forks_wrongs(void) {
  return atomic_exchange(wrongs(), 0);
}

/* One of the copies leaves. */
static void reap(void) {
  int status, i = 0;
  pid_t pid = waitpid(-1, &status, 0);
  if (pid < 0) abort();
  while (i < nCopy && aCopy[i].pid != pid)
    i++;
  if (i == nCopy) return;
  if (status) {
    forks_wrong();
    printf("\n  at %ld a copy ended with %s %d\n", aCopy[i].n,
           WIFSIGNALED(status) ? "signal" : "status",
           WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
  }
  aCopy[i] = aCopy[--nCopy];
}

static void ownFiles(void) {
  for (int fd = STDERR_FILENO + 1; fd < FORKS_FILES; fd++) {
    int flags = fcntl(fd, F_GETFL), own;
    struct stat st;
    char zPath[40];
    if (flags < 0 || (flags & O_ACCMODE) != O_RDONLY) continue;
    if (fstat(fd, &st) || !S_ISREG(st.st_mode)) continue;
    snprintf(zPath, sizeof(zPath), "/proc/self/fd/%d", fd);
    own = open(zPath, O_RDONLY);
    if (own < 0 || lseek(own, lseek(fd, 0, SEEK_CUR), SEEK_SET) < 0) abort();
    if (dup2(own, fd) != fd || close(own)) abort();
  }
}

int forks_split(long n) {
  static long nMost;
  pid_t pid;
  if (nMost == 0) {
    nMost = sysconf(_SC_NPROCESSORS_ONLN);
    if (nMost < 1) nMost = 1;
    if (nMost > FORKS_MOST) nMost = FORKS_MOST;
    wrongs();
  }
  while (nCopy >= nMost)
    reap();
  fflush(stdout);
  pid = fork();
  if (pid < 0) abort();
  if (pid == 0) {
    nCopy = 0;
    alarm(FORKS_SECONDS);
    ownFiles();
    return 1;
  }
  aCopy[nCopy++] = (Copy){ pid, n };
  return 0;
}

/* Where the lines that ran are counted, the compiler has these. */
int __llvm_profile_write_file(void) __attribute__((weak));
void __gcov_dump(void) __attribute__((weak));

/* Not by exit(): to look for leaks at each would take too long. */
_Noreturn void forks_leave(void) {
  forks_wait();
  fflush(stdout);
  if (__gcov_dump) __gcov_dump();
  if (__llvm_profile_write_file) __llvm_profile_write_file();
  _exit(0);
}

void forks_wait(void) {
  while (nCopy)
    reap();
}
