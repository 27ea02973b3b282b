/*
** A world: counting its references and finding things in it.
**
** A world never changes after ent_build_finish, and its arrays are sorted, so
** everything here is a binary search. The count of references is no atomic:
** a world belongs to one connection, whose mutex SQLite holds.
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
  mem->xFree(p);
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

int ent_world_state(const EntWorld *p, const char *zCode) {
  return worldFind(p->aState, p->nState, sizeof(EntState), zCode);
}

int ent_world_bloc(const EntWorld *p, const char *zCode) {
  return worldFind(p->aBloc, p->nBloc, sizeof(EntBloc), zCode);
}

int ent_world_deal(const EntWorld *p, const char *zId) {
  return worldFind(p->aDeal, p->nDeal, sizeof(EntDeal), zId);
}

int ent_world_dispute(const EntWorld *p, const char *zId) {
  return worldFind(p->aDispute, p->nDispute, sizeof(EntDispute), zId);
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
