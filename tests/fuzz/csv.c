/*
** Any bytes as a delimited file; the first five choose how it is read. Each
** is read twice, with a buffer that holds everything and with one of a few
** bytes: both must say the same.
*/
#include "fuzz.h"

/* A number for all that was read, and for how it ended. */
static uint64_t fuzzRead(const char *zPath, EntCsvForm form, int nJoin) {
  EntRun run = { &fuzzMem, 0, 0, { 0, "" } };
  EntCsv *p = ent_csv_open(&run, zPath, &form, 0);
  uint64_t h = 1;
  const char *z;
  size_t n, k;
  int i;
  if (p) ent_csv_join(p, nJoin);
  while (p && ent_csv_next(p) > 0) {
    h = h * 31 + (uint64_t)ent_csv_line(p);
    for (i = 0; i < ent_csv_width(p); i++) {
      h = h * 31 + (uint64_t)ent_csv_is_empty(p, i);
      if (ent_csv_field(p, i, &z, &n)) break;
      for (k = 0; k < n; k++)
        h = h * 31 + (unsigned char)z[k];
      h = h * 31 + 256;
    }
  }
  for (i = 0; run.error.text[i]; i++)
    h = h * 31 + (unsigned char)run.error.text[i];
  ent_csv_close(p);
  return h;
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  static const unsigned char aDelimiter[] = { ',', ';', '\t', '|', ' ', 'a' };
  EntCsvForm form = { 0 };
  const char *zPath;
  uint64_t whole;
  int nJoin;
  if (n < 5) return 0;
  form.delimiter = aDelimiter[a[0] % 6];
  form.quote = a[1] % 3 == 0 ? 0 : a[1] % 3 == 1 ? '"' : '\'';
  form.encoding = a[2] % 3;
  form.nSkip = a[3] % 4;
  nJoin = a[4] % 4;
  form.nMax = 100000;
  zPath = fuzzFile(a + 5, n - 5);
  form.nBuffer = 1 << 16;
  whole = fuzzRead(zPath, form, nJoin);
  form.nBuffer = 1 + a[4] / 4;
  if (fuzzRead(zPath, form, nJoin) != whole) abort();
  return 0;
}
