/*
** The unit tests' program: every suite in one process, no SQL shell between.
**
**   entente_test            all suites
**   entente_test noisy      the suites of that name
**
** A suite is a file test_NAME.c with a function test_NAME_register() that adds
** it to CUnit; the build lists those files, so that a new one needs no edit
** here. CUnit's runner answers 0 although assertions failed, and is content
** with no test at all; this program is not: either ends it with 1.
*/
#include <CUnit/Basic.h>
#include <stdio.h>
#include "faults.h"

#define X(name) void test_##name##_register(void);
#include "test_list.h"
#undef X

static void (*const aRegister[])(void) = {
#define X(name) test_##name##_register,
#include "test_list.h"
#undef X
  0,
};

static int run_one(const char *zSuite) {
  CU_pSuite pSuite = CU_get_suite(zSuite);
  if (pSuite == 0) {
    fprintf(stderr, "entente_test: no suite '%s'; there are:\n", zSuite);
    for (pSuite = CU_get_registry()->pSuite; pSuite; pSuite = pSuite->pNext) {
      fprintf(stderr, "  %s\n", pSuite->pName);
    }
    return 0;
  }
  return CU_basic_run_suite(pSuite) == CUE_SUCCESS;
}

int main(int argc, char **argv) {
  unsigned nRun, nFailed;
  int ok;
  faults_install();
  if (CU_initialize_registry() != CUE_SUCCESS) return 1;
  for (int i = 0; aRegister[i]; i++)
    aRegister[i]();
  ok = CU_get_error() == CUE_SUCCESS;
  if (!ok) fprintf(stderr, "entente_test: %s\n", CU_get_error_msg());
  setvbuf(stdout, 0, _IOLBF, BUFSIZ); /* a crash must not hide what it said */
  CU_basic_set_mode(CU_BRM_NORMAL);
  if (argc > 1) {
    ok = run_one(argv[1]) && ok;
  } else {
    ok = CU_basic_run_tests() == CUE_SUCCESS && ok;
  }
  nRun = CU_get_number_of_tests_run();
  nFailed = CU_get_number_of_tests_failed();
  if (CU_get_number_of_suites_failed() > 0) ok = 0;
  if (CU_get_number_of_failures() > 0) ok = 0;
  CU_cleanup_registry();
  if (nRun == 0) fprintf(stderr, "entente_test: no test ran\n");
  printf("\n%u passed, %u failed\n", nRun - nFailed, nFailed);
  return ok && nRun > 0 ? 0 : 1;
}
