/* Files, memory, stops: see scratch.h. */
#define _POSIX_C_SOURCE 200809L /* mkdtemp */
#include "scratch.h"
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char zDir[200];
char scratch_path[300];

int scratch_setup(void) {
  const char *zTmp = getenv("TMPDIR");
  snprintf(zDir, sizeof(zDir), "%s/entente_test_XXXXXX", zTmp ? zTmp : "/tmp");
  if (mkdtemp(zDir) == 0) return 1;
  snprintf(scratch_path, sizeof(scratch_path), "%s/f.csv", zDir);
  return 0;
}

int scratch_teardown(void) {
  unlink(scratch_path);
  return rmdir(zDir);
}

void scratch_write(const char *z, size_t n) {
  FILE *file = fopen(scratch_path, "wb");
  CU_ASSERT_FATAL(file != 0);
  CU_ASSERT_FATAL(fwrite(z, 1, n, file) == n);
  CU_ASSERT_FATAL(fclose(file) == 0);
}

long scratch_live;
long scratch_left = -1;

static void *scratchRealloc(void *p, size_t n) {
  void *pNew;
  if (scratch_left >= 0 && scratch_left-- == 0) return 0;
  pNew = realloc(p, n);
  if (pNew && p == 0) scratch_live++;
  return pNew;
}

static void scratchFree(void *p) {
  if (p) scratch_live--;
  free(p);
}

const EntMem scratch_mem = { scratchRealloc, scratchFree };

int scratch_stop(void *p) {
  return --*(int *)p < 0;
}
