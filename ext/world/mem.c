/*
** Memory, errors, cancellation: what every computation stands on.
**
** The rooms below SQL do not know whose memory they use. An EntMem says where
** it comes from, so that the host's limits count every byte and a test can
** make any single allocation fail. An EntRun carries it through a computation
** together with the question "shall I stop?" and one error, which is sticky:
** after the first, later ones are dropped and work turns into no-ops, so that
** callers check once, at the end.
**
** An arena holds what lives and dies together: a world, a view. Chunks double
** from 4 kB to 1 MB; what would take more than a quarter of a chunk gets a
** chunk of its own behind the current one, so that no tail is wasted. nByte
** is what was taken from EntMem, chunk heads included. A computation repeated
** with other weights resets its arena: the chunks lie spare and are taken
** again, the smallest that is large enough, before memory is asked for.
*/
#include "world.h"
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MEM_CHUNK_MIN = 4096, MEM_CHUNK_MAX = 1 << 20, MEM_ALIGN = 16 };
enum { MEM_GROW_MIN = 32 };    /* elements of the first room of an array */
enum { MEM_SORT_RUN = 8 };     /* runs that insertion sort makes */
enum { MEM_SORT_POLL = 4096 }; /* comparisons between two questions */

struct EntChunk {
  struct EntChunk *pNext;
  size_t nUsed, nSize; /* of the bytes behind the head */
};

/* The head, rounded up: what follows it is aligned. */
#define MEM_HEAD                                                               \
  ((sizeof(struct EntChunk) + MEM_ALIGN - 1) / MEM_ALIGN * MEM_ALIGN)

void ent_error_set(EntError *p, int code, const char *zFormat, ...) {
  va_list ap;
  if (p->code != ENT_OK) return;
  p->code = code;
  va_start(ap, zFormat);
  vsnprintf(p->text, sizeof(p->text), zFormat, ap);
  va_end(ap);
}

int ent_run_cancelled(EntRun *p) {
  if (p->error.code != ENT_OK) return 1;
  if (p->xCancel && p->xCancel(p->pCancel)) {
    ent_error_set(&p->error, ENT_CANCEL, "interrupted");
    return 1;
  }
  return 0;
}

void *ent_run_alloc(EntRun *p, size_t n) {
  void *pNew = p->mem->xRealloc(0, n ? n : 1);
  if (pNew == 0) {
    ent_error_set(&p->error, ENT_NOMEM, "out of memory");
    return 0;
  }
  return memset(pNew, 0, n ? n : 1);
}

void *ent_run_grow(EntRun *p, void *a, int *pnAlloc, int n, int nMore,
                   size_t nSize) {
  int nNew = *pnAlloc <= INT_MAX / 2 ? 2 * *pnAlloc : INT_MAX;
  void *aNew = 0;
  if (nMore <= *pnAlloc - n) return a;
  if (nNew < MEM_GROW_MIN) nNew = MEM_GROW_MIN;
  if (nMore <= INT_MAX - n) {
    if (nNew < n + nMore) nNew = n + nMore;
    if ((size_t)nNew <= SIZE_MAX / nSize) {
      aNew = p->mem->xRealloc(a, (size_t)nNew * nSize);
    }
  }
  if (aNew == 0) {
    ent_error_set(&p->error, ENT_NOMEM, "out of memory");
    return 0;
  }
  *pnAlloc = nNew;
  return aNew;
}

void ent_run_free(EntRun *p, void *pOld) {
  if (pOld) p->mem->xFree(pOld);
}

void ent_arena_init(EntArena *p, const EntMem *mem) {
  memset(p, 0, sizeof(*p));
  p->mem = mem;
}

void ent_arena_reset(EntArena *p) {
  struct EntChunk *pChunk = p->pChunk;
  while (pChunk) {
    struct EntChunk *pNext = pChunk->pNext;
    pChunk->pNext = p->pSpare;
    p->pSpare = pChunk;
    pChunk = pNext;
  }
  p->pChunk = 0;
}

void ent_arena_clear(EntArena *p) {
  ent_arena_reset(p);
  while (p->pSpare) {
    struct EntChunk *pNext = p->pSpare->pNext;
    p->mem->xFree(p->pSpare);
    p->pSpare = pNext;
  }
  p->nByte = 0;
}

/* The smallest spare chunk that is large enough, taken off the list. */
static struct EntChunk *memSpare(EntArena *p, size_t nSize) {
  struct EntChunk **pp, **ppBest = 0, *pBest;
  for (pp = &p->pSpare; *pp; pp = &(*pp)->pNext) {
    if ((*pp)->nSize < nSize) continue;
    if (ppBest == 0 || (*pp)->nSize < (*ppBest)->nSize) ppBest = pp;
  }
  if (ppBest == 0) return 0;
  pBest = *ppBest;
  *ppBest = pBest->pNext;
  pBest->nUsed = 0;
  pBest->pNext = 0;
  return pBest;
}

static struct EntChunk *memChunk(EntArena *p, size_t nSize) {
  struct EntChunk *pNew = memSpare(p, nSize);
  if (pNew) return pNew;
  if (nSize <= SIZE_MAX - MEM_HEAD) {
    pNew = p->mem->xRealloc(0, MEM_HEAD + nSize);
  }
  if (pNew == 0) {
    p->oom = 1;
    return 0;
  }
  pNew->nUsed = 0;
  pNew->nSize = nSize;
  pNew->pNext = 0;
  p->nByte += MEM_HEAD + nSize;
  return pNew;
}

static void *memCarve(EntArena *p, size_t n, size_t nAlign) {
  struct EntChunk *pChunk = p->pChunk;
  size_t iFrom = 0;
  if (p->oom) return 0;
  if (n == 0) n = 1;
  if (pChunk) {
    iFrom = (pChunk->nUsed + nAlign - 1) / nAlign * nAlign;
  }
  if (pChunk == 0 || iFrom > pChunk->nSize || n > pChunk->nSize - iFrom) {
    size_t nChunk = MEM_CHUNK_MIN - MEM_HEAD;
    if (pChunk) nChunk = 2 * (pChunk->nSize + MEM_HEAD) - MEM_HEAD;
    if (nChunk > MEM_CHUNK_MAX - MEM_HEAD) nChunk = MEM_CHUNK_MAX - MEM_HEAD;
    if (pChunk && n > nChunk / 4) {
      struct EntChunk *pOwn = memChunk(p, n);
      if (pOwn == 0) return 0;
      pOwn->nUsed = n;
      pOwn->pNext = pChunk->pNext;
      pChunk->pNext = pOwn;
      return (char *)pOwn + MEM_HEAD;
    }
    if (nChunk < n) nChunk = n;
    pChunk = memChunk(p, nChunk);
    if (pChunk == 0) return 0;
    pChunk->pNext = p->pChunk;
    p->pChunk = pChunk;
    iFrom = 0;
  }
  pChunk->nUsed = iFrom + n;
  return (char *)pChunk + MEM_HEAD + iFrom;
}

void *ent_arena_room(EntArena *p, size_t n) {
  return memCarve(p, n, MEM_ALIGN);
}

void *ent_arena_alloc(EntArena *p, size_t n) {
  void *pNew = memCarve(p, n, MEM_ALIGN);
  return pNew ? memset(pNew, 0, n) : 0;
}

char *ent_arena_text(EntArena *p, const char *z) {
  char *zNew;
  size_t n;
  if (z == 0) return 0;
  n = strlen(z) + 1;
  zNew = memCarve(p, n, 1);
  return zNew ? memcpy(zNew, z, n) : 0;
}

void *ent_run_carve(EntRun *p, EntArena *pArena, size_t n, size_t nSize) {
  void *pNew = 0;
  if (p->error.code != ENT_OK) return 0;
  if (n <= SIZE_MAX / nSize) pNew = ent_arena_alloc(pArena, n * nSize);
  if (pNew == 0) ent_error_set(&p->error, ENT_NOMEM, "out of memory");
  return pNew;
}

char *ent_run_copy(EntRun *p, EntArena *pArena, const char *z) {
  char *zNew;
  if (z == 0 || p->error.code != ENT_OK) return 0;
  zNew = ent_arena_text(pArena, z);
  if (zNew == 0) ent_error_set(&p->error, ENT_NOMEM, "out of memory");
  return zNew;
}

/* Moves the i-th thing of a run to its place among those before it, which are
** sorted. pHold has room for one. */
static void memInsert(char *a, size_t iRun, size_t i, size_t nSize, void *pHold,
                      int (*xCompare)(const void *, const void *)) {
  size_t j = i;
  char *pThis = a + i * nSize;
  while (j > iRun && xCompare(a + (j - 1) * nSize, pThis) > 0)
    j--;
  if (j == i) return;
  memcpy(pHold, pThis, nSize);
  memmove(a + (j + 1) * nSize, a + j * nSize, (i - j) * nSize);
  memcpy(a + j * nSize, pHold, nSize);
}

void *ent_run_sort(EntRun *run, void *a, void *aOther, size_t n, size_t nSize,
                   int (*xCompare)(const void *, const void *)) {
  char *aFrom = a, *aTo = aOther;
  size_t nStep = 0;
  /* The other buffer is free until the first merge: a place to hold one. */
  for (size_t i = 0; i < n; i++) {
    if (++nStep % MEM_SORT_POLL == 0 && ent_run_cancelled(run)) return aFrom;
    memInsert(aFrom, i - i % MEM_SORT_RUN, i, nSize, aTo, xCompare);
  }
  for (size_t nRun = MEM_SORT_RUN; nRun < n; nRun *= 2) {
    char *pSwap;
    for (size_t iLeft = 0; iLeft < n; iLeft += 2 * nRun) {
      size_t iMid = n - iLeft < nRun ? n : iLeft + nRun;
      size_t iEnd = n - iMid < nRun ? n : iMid + nRun;
      size_t i = iLeft, j = iMid;
      char *pOut = aTo + iLeft * nSize;
      while (i < iMid && j < iEnd) {
        char *pLeft = aFrom + i * nSize, *pRight = aFrom + j * nSize;
        if (++nStep % MEM_SORT_POLL == 0 && ent_run_cancelled(run)) {
          return aFrom;
        }
        if (xCompare(pLeft, pRight) <= 0) {
          memcpy(pOut, pLeft, nSize);
          i++;
        } else {
          memcpy(pOut, pRight, nSize);
          j++;
        }
        pOut += nSize;
      }
      memcpy(pOut, aFrom + i * nSize, (iMid - i) * nSize);
      pOut += (iMid - i) * nSize;
      memcpy(pOut, aFrom + j * nSize, (iEnd - j) * nSize);
    }
    pSwap = aFrom;
    aFrom = aTo;
    aTo = pSwap;
  }
  return aFrom;
}
