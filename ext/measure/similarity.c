/*
** How alike two states' alliance portfolios are.
**
** A portfolio is the row of a state's promises to every member of the system
** on a date. On binary portfolios (a promise at or above the parameter
** similarity.binary_level counts, and every state is bound to itself) the
** measure is Cohen's kappa (method.c), preferred for portfolios because it
** never rewards two states for ignoring the same strangers, as S does:
**
**     kappa = 1 - ssd / (s1 + s2 - 2 s1 s2 / n),  ssd = s1 + s2 - 2 s12
**
** n members of the system, s1 and s2 partners of either, s12 shared ones.
** alliance_strength asks for it for every pair of one date; portfolio.c has
** the valued portfolios, and all measures, for the function similarity().
**
** Portfolios are sets of bits over the living states, so a pair costs a few
** words; above ENT_TIES_DENSE states they are merged from the sparse rows.
*/
#include "measure.h"

#include <math.h>

double ent_similarity_counts(double n, double nI, double nJ, double nBoth) {
  return ent_method_kappa(n, nI, nJ, nI, nJ, nI + nJ - 2.0 * nBoth);
}

/* A partner that counts: bound closely enough. */
static int similarityIsPartner(const EntTies *t, const EntPromise *p) {
  return p->level >= t->view->world->aParameter[P_SIMILARITY_BINARY];
}

int ent_similarity_fill(EntRun *run, EntTies *t) {
  const EntView *v = t->view;
  int nStep = 0;
  for (int s = 0; s < t->nLive; s++) {
    int i = t->aLive[s];
    uint64_t *aRow = 0;
    t->aSize[s] = 1;
    if (t->aPortfolio) {
      aRow = &t->aPortfolio[(size_t)s * (size_t)t->nWord];
      aRow[s / 64] |= UINT64_C(1) << (s % 64);
    }
    for (int e = v->aPromiseStart[i]; e < v->aPromiseStart[i + 1]; e++) {
      const EntPromise *p = &v->aPromise[e];
      if (!similarityIsPartner(t, p)) continue;
      int o = t->aSlot[p->iOther];
      t->aSize[s]++;
      if (aRow) aRow[o / 64] |= UINT64_C(1) << (o % 64);
    }
    int nRow = v->aPromiseStart[i + 1] - v->aPromiseStart[i];
    if (ent_side_poll(run, &nStep, 1 + nRow)) return run->error.code;
  }
  return ENT_OK;
}

/* Next partner in i's row, its own cell included; n when there is none. */
static int similarityNextPartner(const EntTies *t, int i, int *pe, int *pSelf) {
  const EntView *v = t->view;
  int end = v->aPromiseStart[i + 1];
  while (*pe < end && !similarityIsPartner(t, &v->aPromise[*pe])) {
    (*pe)++;
  }
  int other = *pe < end ? v->aPromise[*pe].iOther : t->n;
  if (!*pSelf && i < other) {
    *pSelf = 1;
    return i;
  }
  if (*pe < end) (*pe)++;
  return other;
}

static int similaritySharedSparse(const EntTies *t, int i, int j) {
  int ei = t->view->aPromiseStart[i], ej = t->view->aPromiseStart[j];
  int selfI = 0, selfJ = 0, nBoth = 0;
  int a = similarityNextPartner(t, i, &ei, &selfI),
      b = similarityNextPartner(t, j, &ej, &selfJ);
  while (a < t->n && b < t->n) {
    if (a == b) {
      nBoth++;
      a = similarityNextPartner(t, i, &ei, &selfI);
      b = similarityNextPartner(t, j, &ej, &selfJ);
    } else if (a < b) {
      a = similarityNextPartner(t, i, &ei, &selfI);
    } else {
      b = similarityNextPartner(t, j, &ej, &selfJ);
    }
  }
  return nBoth;
}

double ent_similarity_kappa(const EntTies *t, int i, int j) {

  int si = t->aSlot[i], sj = t->aSlot[j], nBoth = 0;
  if (si < 0 || sj < 0 || !t->view->aKnown[ENT_L_OBLIGATION]) return NAN;
  if (t->aPortfolio) {
    const uint64_t *aI = &t->aPortfolio[(size_t)si * (size_t)t->nWord];
    const uint64_t *aJ = &t->aPortfolio[(size_t)sj * (size_t)t->nWord];
    for (int k = 0; k < t->nWord; k++) {
      nBoth += ent_bits_count(aI[k] & aJ[k]);
    }
  } else {
    nBoth = similaritySharedSparse(t, i, j);
  }
  return ent_similarity_counts(t->nLive, t->aSize[si], t->aSize[sj], nBoth);
}
