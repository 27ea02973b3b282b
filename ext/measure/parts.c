/*
** The words of a receipt. Every score can be taken apart into rows (EntPart)
** whose contributions sum to it; this file keeps what all receipts share: how
** a row starts out, how text is cut, and the two rows that carry no evidence,
** "unknown, because" and "observed, none".
**
** Numbers in words are written with integers only: a locale that writes a
** decimal comma must not change what a query returns.
*/
#include "measure.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void ent_part_init(EntPart *p, const char *zLayer) {
  memset(p, 0, sizeof *p);
  p->zLayer = zLayer;
  p->value = p->weight = p->contribution = NAN;
  p->iSource = -1;
}

void ent_part_text(char *zOut, const char *zFormat, ...) {
  va_list ap;
  va_start(ap, zFormat);
  int n = vsnprintf(zOut, ENT_PART_TEXT, zFormat, ap);
  va_end(ap);
  if (n >= ENT_PART_TEXT) {
    int i = ENT_PART_TEXT - 1;
    while (i > 0 && ((unsigned char)zOut[i - 1] & 0xC0) == 0x80) {
      i--;
    }
    if (i > 0 && ((unsigned char)zOut[i - 1] & 0x80)) i--;
    zOut[i] = 0;
  }
}

void ent_part_percent(double x, char *zOut) {
  long k = (long)floor(x * 1000.0 + 0.5);
  if (k == 0 && x > 0.0) {
    snprintf(zOut, 32, "under 0.1%%");
  } else {
    snprintf(zOut, 32, "%ld.%ld%%", k / 10, k % 10);
  }
}

const char *ent_part_name(const EntView *v, int iState) {
  return v->world->aState[iState].zName;
}

int ent_part_unknown(EntParts *pOut, const char *zLayer, double weight,
                     const char *zReason) {
  EntPart part;
  ent_part_init(&part, zLayer);
  part.weight = weight;
  part.zReason = zReason;
  return pOut->xPart(pOut, &part);
}

int ent_part_none(EntParts *pOut, const char *zLayer, double weight) {
  EntPart part;
  ent_part_init(&part, zLayer);
  part.value = 0.0;
  part.weight = weight;
  part.contribution = 0.0;
  part.zReason = "observed, none";
  return pOut->xPart(pOut, &part);
}
