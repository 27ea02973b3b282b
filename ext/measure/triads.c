/*
** Complete triads, one at a time: a < b < c with all three ties.
**
** A system of 195 states has 1.2 million triads, so they are walked, not kept:
** b and c run through the neighbours of a, and a third finger runs through the
** neighbours of b, all ascending.
**
** Of a signed graph a triad is balanced when the product of its signs is
** positive: the friend of a friend is a friend, and the enemy of an enemy too
** (Heider 1946; Cartwright and Harary 1956, Psychological Review 63:277-293).
** The triangle index is the share of balanced ones, (n+++ + n+--) / n.
*/
#include "graph.h"

static int triadsSign(double weight) {
  return weight < 0.0 ? -1 : 1;
}

/* From the place behind eC on: the next c for these a and b, or for the next
** b and a. */
void ent_triads_next(EntTriads *p) {
  const EntRowsOf *r = &p->pGraph->ties;
  while (p->a < p->pGraph->n) {
    int end = r->aStart[p->a + 1];
    while (p->eB < end) {
      int endOther = r->aStart[p->b + 1];
      while (++p->eC < end) {
        p->nStep++;
        while (p->eOther < endOther && r->aTo[p->eOther] < r->aTo[p->eC])
          p->eOther++;
        if (p->eOther < endOther && r->aTo[p->eOther] == r->aTo[p->eC]) {
          p->c = r->aTo[p->eC];
          p->ab = triadsSign(r->aWeight[p->eB]);
          p->ac = triadsSign(r->aWeight[p->eC]);
          p->bc = triadsSign(r->aWeight[p->eOther]);
          return;
        }
      }
      if (p->nStep >= 4096) {
        p->nStep = 0;
        if (ent_run_cancelled(p->run)) {
          p->a = p->pGraph->n;
          return;
        }
      }
      p->eB++;
      p->eC = p->eB;
      if (p->eB < end) {
        p->b = r->aTo[p->eB];
        p->eOther = r->aStart[p->b];
      }
    }
    p->a++;
    if (p->a < p->pGraph->n) {
      p->eB = r->aStart[p->a];
      end = r->aStart[p->a + 1];
      while (p->eB < end && r->aTo[p->eB] < p->a)
        p->eB++;
      p->eC = p->eB;
      if (p->eB < end) {
        p->b = r->aTo[p->eB];
        p->eOther = r->aStart[p->b];
      }
    }
  }
}

void ent_triads_start(EntTriads *p, EntRun *run, const EntGraph *g) {
  EntTriads fresh = { .pGraph = g, .run = run };
  *p = fresh;
  if (g->n == 0) return;
  /* All of row 0 is above 0. */
  if (g->ties.aStart[1] > 0) {
    p->b = g->ties.aTo[0];
    p->eOther = g->ties.aStart[p->b];
  }
  ent_triads_next(p);
}

int ent_triads_end(const EntTriads *p) {
  return p->a >= p->pGraph->n;
}

int ent_triads_count(EntRun *run, const EntGraph *g, double aOut[4]) {
  EntTriads walk;
  for (int i = 0; i < 4; i++)
    aOut[i] = 0.0;
  for (ent_triads_start(&walk, run, g); !ent_triads_end(&walk);
       ent_triads_next(&walk)) {
    aOut[(walk.ab < 0) + (walk.ac < 0) + (walk.bc < 0)] += 1.0;
  }
  return run->error.code;
}
