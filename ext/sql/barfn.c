/*
** bar(value, max [, width]): a number as a bar of text, to see in the shell
** which of a column is long.
**
**   SELECT state, bar(score, 0.5, 12) FROM bystanders(...) WHERE rank <= 3;
**   TUR | █████████▌
**   CHN | ████████▍
**   UZB | ███████▌
**
** A full block is max / width, the last one is drawn in eighths, rounded to
** the nearest; so two bars that differ by less than a sixteenth of a block
** look alike. What is above max ends in an arrow, within the width: a bar
** never claims to be whole when it was cut. A negative number has nothing to
** the right of its zero: it is the same bar behind a minus sign. 0 is an empty
** text and NULL is NULL, for nothing known is not a short bar.
*/
#include "sql.h"
#include <math.h>

#define BAR_WIDTH 20   /* without an argument */
#define BAR_MAX   1000 /* blocks */

/* Nonzero: the error is set. */
static int barNumber(EntCall *p, sqlite3_value *pValue, const char *zArgument,
                     double *pr) {
  int type = sqlite3_value_numeric_type(pValue);
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    *pr = sqlite3_value_double(pValue);
    return 0;
  }
  ent_error_set(&p->run.error, ENT_ERROR, "argument %s: '%.40s' is no number",
                zArgument, sqlite3_value_text(pValue));
  return 1;
}

static void barText(EntCall *p, sqlite3_context *ctx, double value, double max,
                    int width) {
  double share = fabs(value) / max;
  int isCut = share > 1, nEighth, n;
  sqlite3_str *pStr = sqlite3_str_new(0);
  char *z;
  nEighth = isCut ? 8 * (width - 1) : (int)floor(share * width * 8 + 0.5);
  if (value < 0 && (nEighth > 0 || isCut)) sqlite3_str_appendall(pStr, "-");
  for (int i = 0; i < nEighth / 8; i++)
    sqlite3_str_appendall(pStr, "\xE2\x96\x88");
  if (nEighth % 8) { /* U+2589 is seven eighths, U+258F one */
    sqlite3_str_appendall(pStr, "\xE2\x96");
    sqlite3_str_appendchar(pStr, 1, (char)(0x90 - nEighth % 8));
  }
  if (isCut) sqlite3_str_appendall(pStr, "\xE2\x96\xB6");
  if (sqlite3_str_errcode(pStr)) {
    ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  }
  n = sqlite3_str_length(pStr);
  z = sqlite3_str_finish(pStr);
  sqlite3_result_text(ctx, z ? z : "", z ? n : 0,
                      z ? sqlite3_free : SQLITE_STATIC);
}

void ent_barfn_bar(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  EntCall call;
  double value, max, width = BAR_WIDTH;
  for (int i = 0; i < nArg; i++) {
    if (sqlite3_value_type(ap[i]) == SQLITE_NULL) return;
  }
  ent_call_begin(&call, ctx);
  if (barNumber(&call, ap[0], "value", &value) ||
      barNumber(&call, ap[1], "max", &max) ||
      (nArg > 2 && barNumber(&call, ap[2], "width", &width))) {
    /* the error is set */
  } else if (!(max > 0) || max - max != 0) {
    ent_error_set(&call.run.error, ENT_ERROR,
                  "argument max: %s is no finite number above 0",
                  sqlite3_value_text(ap[1]));
  } else if (!(width >= 1 && width <= BAR_MAX) || width != floor(width)) {
    ent_error_set(&call.run.error, ENT_ERROR,
                  "argument width: %s is not a whole number from 1 to %d",
                  sqlite3_value_text(ap[2]), BAR_MAX);
  } else {
    barText(&call, ctx, value, max, (int)width);
  }
  ent_call_end(&call, ctx);
}
