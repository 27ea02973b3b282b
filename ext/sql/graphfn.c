/*
** graph_dot(a, b, weight [, sign [, bloc_a, bloc_b]]): a network as text that
** Graphviz draws.
**
** An aggregate: one row is one tie between two nodes. The line is as thick as
** the weight; a negative sign makes it orange and dashed, a positive one blue,
** so that nobody depends on seeing the colours. Ties are drawn in the order of
** the rows: an ORDER BY makes the picture the same every time. A tie whose
** weight is NULL is unknown and not drawn; one of weight 0 is known to be
** absent, and not drawn either.
**
** bloc_a and bloc_b say to which group either node belongs, by any name or
** number, or NULL. It stands under the name of the node and fills it, in the
** order in which the blocs appear; the ninth begins again with the first
** colour, in another shape.
*/
#include "sql.h"
#include <string.h>

typedef struct GraphBloc GraphBloc;
struct GraphBloc {
  char *zName;
  GraphBloc *pNext;
};

typedef struct GraphDot GraphDot;
struct GraphDot {
  sqlite3_str *pStr;
  GraphBloc *pFirst; /* in the order in which they appeared */
};

static void dotQuote(sqlite3_str *pStr, const char *z) {
  for (; z && *z; z++) {
    if (*z == '"' || *z == '\\') sqlite3_str_appendchar(pStr, 1, '\\');
    sqlite3_str_appendchar(pStr, 1, *z);
  }
}

static void dotName(sqlite3_str *pStr, sqlite3_value *pValue) {
  sqlite3_str_appendchar(pStr, 1, '"');
  dotQuote(pStr, (const char *)sqlite3_value_text(pValue));
  sqlite3_str_appendchar(pStr, 1, '"');
}

/* The place of a bloc among all; -1: out of memory. */
static int dotBloc(GraphDot *p, const char *z) {
  GraphBloc **pp = &p->pFirst;
  int i = 0;
  for (; *pp && strcmp((*pp)->zName, z); pp = &(*pp)->pNext)
    i++;
  if (*pp) return i;
  *pp = sqlite3_malloc64(sizeof(GraphBloc));
  if (*pp == 0) return -1;
  (*pp)->pNext = 0;
  (*pp)->zName = sqlite3_mprintf("%s", z);
  if ((*pp)->zName) return i;
  sqlite3_free(*pp);
  *pp = 0;
  return -1;
}

/* A node that has a bloc, before its first tie and, as Graphviz allows, again
** before others. */
static void dotNode(EntCall *p, GraphDot *pDot, sqlite3_value *pName,
                    sqlite3_value *pBloc) {
  static const char *const azFill[] = { "#a6cfe8", "#f5cf87", "#9fd9c3",
                                        "#e8c4d8", "#f0b38c", "#d3ecfa",
                                        "#d9d9d9", "#f7f1b5" };
  static const char *const azShape[] = { "ellipse", "box", "hexagon",
                                         "octagon" };
  const char *z = (const char *)sqlite3_value_text(pBloc);
  int i;
  if (z == 0) return;
  i = dotBloc(pDot, z);
  if (i < 0) {
    ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
    return;
  }
  sqlite3_str_appendall(pDot->pStr, "  ");
  dotName(pDot->pStr, pName);
  sqlite3_str_appendall(pDot->pStr, " [label=\"");
  dotQuote(pDot->pStr, (const char *)sqlite3_value_text(pName));
  sqlite3_str_appendall(pDot->pStr, "\\n");
  dotQuote(pDot->pStr, z);
  sqlite3_str_appendf(pDot->pStr, "\", fillcolor=\"%s\", shape=%s];\n",
                      azFill[i % 8], azShape[i / 8 % 4]);
}

static void dotStep(EntCall *p, GraphDot *pDot, int nArg, sqlite3_value **ap) {
  double weight, sign;
  if (nArg == 5) {
    ent_error_set(&p->run.error, ENT_ERROR, "argument bloc_b is missing");
    return;
  }
  if (sqlite3_value_type(ap[0]) == SQLITE_NULL ||
      sqlite3_value_type(ap[1]) == SQLITE_NULL ||
      sqlite3_value_type(ap[2]) == SQLITE_NULL) {
    return;
  }
  weight = sqlite3_value_double(ap[2]);
  if (sqlite3_value_numeric_type(ap[2]) == SQLITE_TEXT ||
      sqlite3_value_type(ap[2]) == SQLITE_BLOB || weight < 0) {
    ent_error_set(&p->run.error, ENT_ERROR,
                  "argument weight: '%.40s' is not a number, 0 or more",
                  sqlite3_value_text(ap[2]));
    return;
  }
  sign = nArg > 3 ? sqlite3_value_double(ap[3]) : 0.0;
  if (weight == 0) return;
  if (pDot->pStr == 0) {
    pDot->pStr = sqlite3_str_new(0);
    sqlite3_str_appendall(pDot->pStr,
                          "graph entente {\n"
                          "  layout=neato; overlap=false; splines=true;"
                          " sep=\"+16\"; esep=\"+8\";\n"
                          "  node [shape=ellipse, fontname=\"sans-serif\","
                          " style=filled, fillcolor=\"#f4f1e8\"];\n");
  }
  if (nArg > 4) {
    dotNode(p, pDot, ap[0], ap[4]);
    dotNode(p, pDot, ap[1], ap[5]);
  }
  sqlite3_str_appendall(pDot->pStr, "  ");
  dotName(pDot->pStr, ap[0]);
  sqlite3_str_appendall(pDot->pStr, " -- ");
  dotName(pDot->pStr, ap[1]);
  sqlite3_str_appendf(pDot->pStr,
                      " [weight=%.3f, penwidth=%.2f, color=\"%s\"%s];\n",
                      weight, 0.5 + 5.0 * (weight > 1 ? 1.0 : weight),
                      sign < 0   ? "#d55e00"
                      : sign > 0 ? "#0072b2"
                                 : "#666666",
                      sign < 0 ? ", style=dashed" : "");
}

void ent_graphfn_step(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  GraphDot *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  EntCall call;
  ent_call_begin(&call, ctx);
  if (p) {
    dotStep(&call, p, nArg, ap);
  } else {
    ent_error_set(&call.run.error, ENT_NOMEM, "out of memory");
  }
  ent_call_end(&call, ctx);
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
  while (p->pFirst) {
    GraphBloc *pNext = p->pFirst->pNext;
    sqlite3_free(p->pFirst->zName);
    sqlite3_free(p->pFirst);
    p->pFirst = pNext;
  }
  if (z == 0) {
    sqlite3_result_error_nomem(ctx);
  } else {
    sqlite3_result_text(ctx, z, n, sqlite3_free);
  }
}
