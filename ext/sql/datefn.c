/*
** date_from(year [, month [, day]]): a date as precise as it is known.
**
** Data sets write a day in three columns and -9 or 0 where one is unknown.
** Our dates are texts that may stop early: '1815-06-09', '1815-06', '1815'.
** A month or a day that no calendar has (0, -9, 31 June) is unknown.
*/
#include "sql.h"
#include <stdlib.h>

/* A whole number, also as text; 0 for what is not known. */
static int dateNumber(sqlite3_value *pValue) {
  int type = sqlite3_value_numeric_type(pValue);
  double r;
  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT) return 0;
  r = sqlite3_value_double(pValue);
  return r >= 1 && r <= 9999 ? (int)r : 0;
}

void ent_datefn_from(sqlite3_context *ctx, int nArg, sqlite3_value **apArg) {
  int year = dateNumber(apArg[0]);
  int month = nArg > 1 ? dateNumber(apArg[1]) : 0;
  int day = nArg > 2 ? dateNumber(apArg[2]) : 0;
  char z[16];
  EntSpan span;
  if (year == 0) return;
  sqlite3_snprintf(sizeof(z), z, "%04d-%02d-%02d", year, month, day);
  if (month < 1 || month > 12) {
    z[4] = 0;
  } else if (day < 1 || day > 31 || !ent_date_parse(z, &span)) {
    z[7] = 0;
  }
  sqlite3_result_text(ctx, z, -1, SQLITE_TRANSIENT);
}

/*
** year_spells(year): an aggregate. Years one by one, as many data sets have
** them, become spells of consecutive years:
**
**   [{"since":1942,"until":1945},{"since":1949,"until":2018}]
**
** so that json_each() makes rows of them. The order of the rows and years that
** come twice are no matter.
*/
typedef struct Years Years;
struct Years {
  int *a;
  int n, nAlloc;
  int isSorted; /* so far */
  int oom;
};

void ent_datefn_step(sqlite3_context *ctx, int nArg, sqlite3_value **apArg) {
  Years *p;
  int year;
  (void)nArg;
  if (sqlite3_value_type(apArg[0]) == SQLITE_NULL) return;
  p = sqlite3_aggregate_context(ctx, sizeof(*p));
  if (p == 0) return;
  year = sqlite3_value_int(apArg[0]);
  if (year < 1 || year > 9999) {
    sqlite3_result_error(ctx, "year_spells(): argument year: not 1..9999", -1);
    return;
  }
  if (p->n == 0) p->isSorted = 1;
  if (p->n == p->nAlloc) {
    int nNew = p->nAlloc ? p->nAlloc * 2 : 64;
    int *aNew = sqlite3_realloc64(p->a, (sqlite3_uint64)nNew * sizeof(int));
    if (aNew == 0) {
      p->oom = 1;
      sqlite3_result_error_nomem(ctx);
      return;
    }
    p->a = aNew;
    p->nAlloc = nNew;
  }
  if (p->n && year < p->a[p->n - 1]) p->isSorted = 0;
  p->a[p->n++] = year;
}

static int yearCompare(const void *a, const void *b) {
  return *(const int *)a - *(const int *)b;
}

void ent_datefn_final(sqlite3_context *ctx) {
  Years *p = sqlite3_aggregate_context(ctx, 0);
  sqlite3_str *pStr;
  char *z;
  int i, k;
  if (p == 0 || p->n == 0) return;
  if (p->oom) {
    sqlite3_free(p->a);
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (!p->isSorted) qsort(p->a, (size_t)p->n, sizeof(int), yearCompare);
  pStr = sqlite3_str_new(sqlite3_context_db_handle(ctx));
  for (i = 0; i < p->n; i = k) {
    for (k = i + 1; k < p->n && p->a[k] <= p->a[k - 1] + 1;)
      k++;
    sqlite3_str_appendf(pStr, "%s{\"since\":%d,\"until\":%d}", i ? "," : "[",
                        p->a[i], p->a[k - 1]);
  }
  sqlite3_str_appendall(pStr, "]");
  sqlite3_free(p->a);
  p->a = 0;
  z = sqlite3_str_finish(pStr);
  if (z == 0) {
    sqlite3_result_error_nomem(ctx);
  } else {
    sqlite3_result_text(ctx, z, -1, sqlite3_free);
  }
}
