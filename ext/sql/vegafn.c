/*
** vega_lite(mark, x, y [, series]): a chart as text that Vega-Lite draws.
**
** An aggregate: one row is one datum. A field whose values are all numbers is
** quantitative, one whose values are all whole days (YYYY-MM-DD) is temporal,
** any other nominal, in the order of the rows, so that a ranking stays ranked.
** NULL is kept as null: Vega-Lite leaves a gap there instead of drawing a 0.
** The data stand in the specification, so the text is all that a page needs.
*/
#include "sql.h"
#include <string.h>

typedef struct Vega Vega;
struct Vega {
  sqlite3_str *pValues; /* the rows so far, as JSON */
  char zMark[12];
  int nRow;
  int hasSeries;
  int aNotNumber[3], aNotDay[3]; /* of x, y, series */
};

static const char *const vegaFields[3] = { "x", "y", "series" };

static int vegaIsDay(sqlite3_value *pValue) {
  const char *z = (const char *)sqlite3_value_text(pValue);
  EntSpan span;
  return z && strlen(z) == 10 && ent_date_parse(z, &span);
}

static void vegaValue(sqlite3_str *pStr, sqlite3_value *pValue) {
  char zNumber[40];
  switch (sqlite3_value_type(pValue)) {
  case SQLITE_NULL: sqlite3_str_appendall(pStr, "null"); return;
  case SQLITE_INTEGER:
    sqlite3_str_appendf(pStr, "%lld", sqlite3_value_int64(pValue));
    return;
  case SQLITE_FLOAT:
    sqlite3_snprintf(sizeof(zNumber), zNumber, "%!.15g",
                     sqlite3_value_double(pValue));
    /* JSON has no infinity. */
    sqlite3_str_appendall(pStr, strpbrk(zNumber, "Ii") ? "null" : zNumber);
    return;
  default:
    ent_dump_quote(pStr, (const char *)sqlite3_value_text(pValue), -1);
    return;
  }
}

static int vegaMark(sqlite3_context *ctx, Vega *p, sqlite3_value *pValue) {
  static const char *const azMark[] = { "arc",    "area",  "bar",  "circle",
                                        "line",   "point", "rect", "rule",
                                        "square", "tick",  "trail" };
  const char *z = (const char *)sqlite3_value_text(pValue);
  char *zError;
  for (size_t i = 0; z && i < sizeof(azMark) / sizeof(azMark[0]); i++) {
    if (strcmp(z, azMark[i]) == 0) {
      sqlite3_snprintf(sizeof(p->zMark), p->zMark, "%s", z);
      return 0;
    }
  }
  zError = sqlite3_mprintf(
      "vega_lite(): argument mark: no mark '%.40s'; one of arc, area, bar,"
      " circle, line, point, rect, rule, square, tick, trail",
      z ? z : "NULL");
  sqlite3_result_error(ctx, zError ? zError : "vega_lite(): out of memory", -1);
  sqlite3_free(zError);
  return 1;
}

void ent_vegafn_step(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  Vega *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  if (p == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (p->pValues == 0) {
    if (vegaMark(ctx, p, ap[0])) return;
    p->pValues = sqlite3_str_new(0);
    p->hasSeries = nArg > 3;
  }
  sqlite3_str_appendall(p->pValues, p->nRow++ ? ",\n  {" : "\n  {");
  for (int i = 0; i < nArg - 1; i++) {
    sqlite3_value *pValue = ap[i + 1];
    int type = sqlite3_value_type(pValue);
    if (type != SQLITE_NULL) {
      if (type == SQLITE_TEXT || type == SQLITE_BLOB) p->aNotNumber[i] = 1;
      if (!vegaIsDay(pValue)) p->aNotDay[i] = 1;
    }
    sqlite3_str_appendf(p->pValues, "%s\"%s\": ", i ? ", " : "", vegaFields[i]);
    vegaValue(p->pValues, pValue);
  }
  sqlite3_str_appendchar(p->pValues, 1, '}');
}

static void vegaEncode(sqlite3_str *pStr, const Vega *p, int i,
                       const char *zChannel) {
  const char *zType = !p->aNotNumber[i] ? "quantitative"
                      : !p->aNotDay[i]  ? "temporal"
                                        : "nominal";
  sqlite3_str_appendf(pStr,
                      "%s\n  \"%s\": {\"field\": \"%s\", \"type\": \"%s\"",
                      i ? "," : "", zChannel, vegaFields[i], zType);
  if (zType[0] == 'n') sqlite3_str_appendall(pStr, ", \"sort\": null");
  sqlite3_str_appendchar(pStr, 1, '}');
}

void ent_vegafn_final(sqlite3_context *ctx) {
  Vega *p = sqlite3_aggregate_context(ctx, 0);
  sqlite3_str *pStr;
  char *zValues, *z;
  int n;
  if (p == 0 || p->pValues == 0) return;
  zValues = sqlite3_str_finish(p->pValues);
  p->pValues = 0;
  pStr = sqlite3_str_new(0);
  sqlite3_str_appendf(pStr,
                      "{\"$schema\": "
                      "\"https://vega.github.io/schema/vega-lite/v5.json\",\n"
                      " \"mark\": \"%s\",\n \"encoding\": {",
                      p->zMark);
  vegaEncode(pStr, p, 0, "x");
  vegaEncode(pStr, p, 1, "y");
  if (p->hasSeries) vegaEncode(pStr, p, 2, "color");
  sqlite3_str_appendall(pStr, "},\n \"data\": {\"values\": [");
  sqlite3_str_appendall(pStr, zValues ? zValues : "");
  sqlite3_str_appendall(pStr, "]}}\n");
  n = sqlite3_str_length(pStr);
  z = sqlite3_str_finish(pStr);
  if (z == 0 || zValues == 0) {
    sqlite3_free(z);
    sqlite3_result_error_nomem(ctx);
  } else {
    sqlite3_result_text(ctx, z, n, sqlite3_free);
  }
  sqlite3_free(zValues);
}
