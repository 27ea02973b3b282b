/*
** graph_dot(a, b, weight [, sign]): a network as text that Graphviz draws.
**
** An aggregate: one row is one tie between two nodes. The line is as thick as
** the weight; a negative sign makes it red and dashed, a positive one blue.
** Ties are drawn in the order of the rows, so an ORDER BY in the query makes
** the picture the same every time. A tie whose weight is NULL is unknown and
** not drawn; one of weight 0 is known to be absent, and not drawn either.
*/
#include "sql.h"
#include <string.h>

typedef struct GraphDot GraphDot;
struct GraphDot {
  sqlite3_str *pStr;
};

static void dotName(sqlite3_str *pStr, sqlite3_value *pValue) {
  const char *z = (const char *)sqlite3_value_text(pValue);
  sqlite3_str_appendchar(pStr, 1, '"');
  for (; z && *z; z++) {
    if (*z == '"' || *z == '\\') sqlite3_str_appendchar(pStr, 1, '\\');
    sqlite3_str_appendchar(pStr, 1, *z);
  }
  sqlite3_str_appendchar(pStr, 1, '"');
}

void ent_graphfn_step(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  GraphDot *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  double weight, sign;
  if (p == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (sqlite3_value_type(ap[0]) == SQLITE_NULL ||
      sqlite3_value_type(ap[1]) == SQLITE_NULL ||
      sqlite3_value_type(ap[2]) == SQLITE_NULL) {
    return;
  }
  if (sqlite3_value_numeric_type(ap[2]) == SQLITE_TEXT ||
      sqlite3_value_type(ap[2]) == SQLITE_BLOB ||
      (weight = sqlite3_value_double(ap[2])) < 0) {
    char *z = sqlite3_mprintf(
        "graph_dot(): argument weight: '%.40s' is not a number, 0 or more",
        sqlite3_value_text(ap[2]));
    sqlite3_result_error(ctx, z ? z : "graph_dot(): out of memory", -1);
    sqlite3_free(z);
    return;
  }
  sign = nArg > 3 ? sqlite3_value_double(ap[3]) : 0.0;
  if (weight == 0) return;
  if (p->pStr == 0) {
    p->pStr = sqlite3_str_new(0);
    sqlite3_str_appendall(p->pStr,
                          "graph entente {\n"
                          "  layout=neato; overlap=false; splines=true;\n"
                          "  node [shape=ellipse, fontname=\"sans-serif\","
                          " style=filled, fillcolor=\"#f4f1e8\"];\n");
  }
  sqlite3_str_appendall(p->pStr, "  ");
  dotName(p->pStr, ap[0]);
  sqlite3_str_appendall(p->pStr, " -- ");
  dotName(p->pStr, ap[1]);
  sqlite3_str_appendf(p->pStr,
                      " [weight=%.3f, penwidth=%.2f, color=\"%s\"%s];\n",
                      weight, 0.5 + 5.0 * (weight > 1 ? 1.0 : weight),
                      sign < 0   ? "#b3332e"
                      : sign > 0 ? "#2d5f9a"
                                 : "#666666",
                      sign < 0 ? ", style=dashed" : "");
}

void ent_graphfn_final(sqlite3_context *ctx) {
  GraphDot *p = sqlite3_aggregate_context(ctx, 0);
  char *z;
  int n;
  if (p == 0 || p->pStr == 0) return;
  sqlite3_str_appendall(p->pStr, "}\n");
  n = sqlite3_str_length(p->pStr);
  z = sqlite3_str_finish(p->pStr);
  p->pStr = 0;
  if (z == 0) {
    sqlite3_result_error_nomem(ctx);
  } else {
    sqlite3_result_text(ctx, z, n, sqlite3_free);
  }
}
