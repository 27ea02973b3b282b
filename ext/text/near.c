/*
** The same story twice: fingerprints of texts.
**
** Agencies' stories are printed by many papers, cut and with new headlines.
** Counting each copy would make one event many. The share of runs of three
** words that two texts have in common (Jaccard) tells copies from two reports
** of one event; MinHash estimates it (Broder 1997): for each of 32 hash
** functions the least value over all runs is kept, and two texts agree in a
** value with the probability of that share. One pass, 128 bytes a text.
**
** Words are runs of letters and digits, ASCII folded to lower case; bytes
** beyond ASCII are letters.
*/
#include "text.h"

static uint32_t nearMix(uint32_t x) {
  x ^= x >> 16;
  x *= 0x7FEB352Du;
  x ^= x >> 15;
  x *= 0x846CA68Bu;
  return x ^ x >> 16;
}

void ent_near_print(const char *z, size_t n, uint32_t aOut[ENT_NEAR_HASHES]) {
  uint32_t aWord[3] = { 0 }, hash = 0;
  int nWord = 0, nLetter = 0;
  for (int k = 0; k < ENT_NEAR_HASHES; k++)
    aOut[k] = UINT32_MAX;
  for (size_t i = 0; i <= n; i++) {
    unsigned char c = i < n ? (unsigned char)z[i] : ' ';
    if (c >= 'A' && c <= 'Z') c = (unsigned char)(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80) {
      hash = (nLetter++ ? hash : 0x811C9DC5u);
      hash = (hash ^ c) * 0x01000193u;
      continue;
    }
    if (nLetter == 0) continue;
    nLetter = 0;
    aWord[nWord++ % 3] = hash;
    if (nWord >= 3) {
      uint32_t run = aWord[nWord % 3] * 31 + aWord[(nWord + 1) % 3];
      run = nearMix(run * 31 + aWord[(nWord + 2) % 3]);
      for (uint32_t k = 0; k < ENT_NEAR_HASHES; k++) {
        uint32_t x = run * (2 * k + 0x9E3779B1u) + k * 0x85EBCA6Bu;
        x ^= x >> 15;
        if (x < aOut[k]) aOut[k] = x;
      }
    }
  }
}

double ent_near_similarity(const uint32_t *a, const uint32_t *b) {
  int nSame = 0;
  for (int k = 0; k < ENT_NEAR_HASHES; k++)
    nSame += a[k] == b[k] && a[k] != UINT32_MAX;
  return (double)nSame / ENT_NEAR_HASHES;
}
