/*
** A world: counting its references and finding things in it.
**
** A world never changes after ent_build_finish, and its arrays are sorted, so
** everything here is a binary search. The count of references is no atomic:
** a world belongs to one connection, whose mutex SQLite holds.
**
** A variant is a world that shares the rows of another, and has weights of its
** own: what if an alliance counted half? It costs the weights, not the rows.
*/
#include "world.h"
#include <string.h>

EntWorld *ent_world_ref(EntWorld *p) {
  p->nRef++;
  return p;
}

void ent_world_unref(EntWorld *p) {
  const EntMem *mem;
  if (p == 0 || --p->nRef > 0) return;
  mem = p->arena.mem;
  ent_arena_clear(&p->arena);
  ent_world_unref(p->base);
  mem->xFree(p);
}

static EntWeight *worldWeights(EntArena *pArena, const EntWeight *a, int n) {
  EntWeight *aNew = ent_arena_alloc(pArena, (size_t)n * sizeof(*aNew));
  if (aNew) memcpy(aNew, a, (size_t)n * sizeof(*aNew));
  return aNew;
}

EntWorld *ent_world_variant(EntRun *run, EntWorld *base) {
  EntWorld *p = ent_run_alloc(run, sizeof(*p));
  if (p == 0) return 0;
  *p = *base;
  p->nRef = 1;
  p->base = ent_world_ref(base);
  ent_arena_init(&p->arena, run->mem);
  p->aCategory = worldWeights(&p->arena, base->aCategory, base->nCategory);
  p->aStatus = worldWeights(&p->arena, base->aStatus, base->nStatus);
  if (p->arena.oom) {
    ent_error_set(&run->error, ENT_NOMEM, "out of memory");
    ent_world_unref(p);
    return 0;
  }
  return p;
}

/* In n records of nSize bytes, each beginning with its text and sorted by it,
** the first that is not before z. */
static int worldLower(const void *a, int n, size_t nSize, const char *z) {
  int iLow = 0, iHigh = n;
  while (iLow < iHigh) {
    int iMid = iLow + (iHigh - iLow) / 2;
    const char *zMid;
    memcpy(&zMid, (const char *)a + (size_t)iMid * nSize, sizeof(zMid));
    if (strcmp(zMid, z) < 0) {
      iLow = iMid + 1;
    } else {
      iHigh = iMid;
    }
  }
  return iLow;
}

static int worldFind(const void *a, int n, size_t nSize, const char *z) {
  const char *zFound;
  int i;
  if (z == 0) return -1;
  i = worldLower(a, n, nSize, z);
  if (i >= n) return -1;
  memcpy(&zFound, (const char *)a + (size_t)i * nSize, sizeof(zFound));
  return strcmp(zFound, z) ? -1 : i;
}

/* Every scalar call asks for its states. Codes are short, so comparing numbers
** does; comparing texts was a third of a warm call. */
int ent_world_state(const EntWorld *p, const char *zCode) {
  const uint64_t *a = p->aStateKey;
  int n = p->nState;
  uint64_t key;
  if (zCode == 0 || n == 0) return -1;
  key = ent_world_key(zCode);
  if (key & 0xff) {
    return worldFind(p->aState, p->nState, sizeof(EntState), zCode);
  }
  while (n > 1) {
    int half = n / 2;
    a += a[half - 1] < key ? half : 0;
    n -= half;
  }
  return *a == key ? (int)(a - p->aStateKey) : -1;
}

int ent_world_bloc(const EntWorld *p, const char *zCode) {
  return worldFind(p->aBloc, p->nBloc, sizeof(EntBloc), zCode);
}

int ent_world_deal(const EntWorld *p, const char *zId) {
  return worldFind(p->aDeal, p->nDeal, sizeof(EntDeal), zId);
}

/* The first name whose folded value is not before zFolded; with `after`, the
** first that is behind it. */
static int worldName(const EntWorld *p, const char *zFolded, int after) {
  int iLow = 0, iHigh = p->nName;
  while (iLow < iHigh) {
    int iMid = iLow + (iHigh - iLow) / 2;
    int order = strcmp(p->aName[iMid].zFolded, zFolded);
    if (order < 0 || (after && order == 0)) {
      iLow = iMid + 1;
    } else {
      iHigh = iMid;
    }
  }
  return iLow;
}

int ent_world_names(const EntWorld *p, const char *zFolded, int *piFirst) {
  *piFirst = worldName(p, zFolded, 0);
  return worldName(p, zFolded, 1) - *piFirst;
}

int ent_world_alive(const EntWorld *p, int system, int iState, EntSpan on) {
  const EntSpell *a = p->aaSpell[system];
  int iLow = 0, iHigh = p->anSpell[system];
  while (iLow < iHigh) {
    int iMid = iLow + (iHigh - iLow) / 2;
    if (a[iMid].iState < iState) {
      iLow = iMid + 1;
    } else {
      iHigh = iMid;
    }
  }
  for (; iLow < p->anSpell[system] && a[iLow].iState == iState; iLow++) {
    if (ent_date_overlap(a[iLow].span, on)) return 1;
  }
  return 0;
}
