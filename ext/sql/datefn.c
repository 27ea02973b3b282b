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
