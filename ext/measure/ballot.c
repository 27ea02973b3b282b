/*
** Moments of two states' votes in a year.
**
** A yes is 1, an abstention 2, a no 3 (Haege 2011); only roll calls in which
** both cast a vote are compared. So everything follows from a table of three
** by three, each cell of it the size of a set's intersection. Agreement alone
** needs less: where both are in the same set, and where both are in any.
*/
#include "measure.h"

#include <math.h>
#include <string.h>

static void ballotAgree(const EntBallots *p, const uint64_t *aI,
                        const uint64_t *aJ, EntMoments *m) {
  int nWord = p->nWord, n = 0, same = 0;
  for (int k = 0; k < nWord; k++) {
    uint64_t yes = aI[k], abstain = aI[nWord + k], no = aI[2 * nWord + k];
    uint64_t yes2 = aJ[k], abstain2 = aJ[nWord + k], no2 = aJ[2 * nWord + k];
    n += ent_bits_count((yes | abstain | no) & (yes2 | abstain2 | no2));
    same += ent_bits_count((yes & yes2) | (abstain & abstain2) | (no & no2));
  }
  m->n = n;
  m->same = same;
}

void ent_ballot_pair(const EntBallots *p, int i, int j, unsigned need,
                     EntMoments *m) {
  size_t nWord = (size_t)p->nWord, nSet = ENT_NVOTE * nWord;
  const uint64_t *aI = &p->aBits[(size_t)i * nSet];
  const uint64_t *aJ = &p->aBits[(size_t)j * nSet];
  m->n = m->s1 = m->s2 = m->ss1 = m->ss2 = m->sad = m->ssd = m->same = 0.0;
  m->weight = m->sadw = m->ssdw = m->n1 = m->n2 = m->nBoth = 0.0;
  m->nLevel = ENT_NVOTE;
  if ((need & ~(unsigned)ENT_NEED_SAME) == 0) {
    ballotAgree(p, aI, aJ, m);
    return;
  }
  for (int x = 0; x < ENT_NVOTE; x++) {
    for (int y = 0; y < ENT_NVOTE; y++) {
      const uint64_t *aX = &aI[(size_t)x * nWord];
      const uint64_t *aY = &aJ[(size_t)y * nWord];
      double valueX = 1.0 + x, valueY = 1.0 + y, d = fabs(valueX - valueY);
      int count = 0;
      double n;
      for (int k = 0; k < p->nWord; k++)
        count += ent_bits_count(aX[k] & aY[k]);
      n = count;
      m->aaCell[x][y] = n;
      m->n += n;
      m->s1 += n * valueX;
      m->s2 += n * valueY;
      m->ss1 += n * valueX * valueX;
      m->ss2 += n * valueY * valueY;
      m->sad += n * d;
      m->ssd += n * d * d;
      if (x == y) m->same += n;
    }
  }
}
