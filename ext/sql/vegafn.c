/*
** vega_lite(mark, x, y [, series [, low, high]]): a chart as text that
** Vega-Lite draws.
**
** An aggregate: one row is one datum. A field whose values are all numbers is
** quantitative, one whose values are all dates of one kind (YYYY, YYYY-MM,
** YYYY-MM-DD) temporal, any other nominal, in the order of the rows, so that a
** ranking stays ranked. NULL is kept as null: Vega-Lite leaves a gap there
** instead of drawing a 0.
**
** The series is the colour. low and high are the ends of an interval of y, or
** of x where y is no number: a band behind lines and areas, a rule with the
** others. Two marks need a word more:
**
**   arc       y is the angle, x the colour
**   geoshape  x is an ISO numeric code, y the colour, series the name: a world
**             map, and beside it a list of the rows that have no shape there,
**             which a map alone would lose without a word. The shapes are those
**             of world-atlas/countries-110m.json, beside the page.
**
** The data stand in the specification, so that, but for a map's shapes, the
** text is all that a page needs. It is JSON: json_set(chart, '$.title', '...',
** '$.encoding.x.title', '...') says what it is about. Colours are told apart
** by those who do not see all of them: series are Okabe and Ito's, a scale
** that has both signs is blue and orange around 0.
*/
#include "sql.h"
#include <string.h>

enum { VEGA_X, VEGA_Y, VEGA_SERIES, VEGA_LOW, VEGA_HIGH, VEGA_FIELDS };

/* Names that a chart keeps in order. */
#define VEGA_NOMINAL 1000

static const char *const vegaFields[] = { "x", "y", "series", "low", "high" };

typedef struct VegaField VegaField; /* what its values have been so far */
struct VegaField {
  char **az; /* the first VEGA_NOMINAL values that differ, as JSON */
  int n, nAlloc;
  int nValue;      /* without NULL */
  int isNotNumber; /* some value is text */
  int isNotYear;   /* some value is no whole number from 1000 to 2999 */
  int nDate;       /* length of each date; -1: not all are, or of one kind */
  int hasSign[2];  /* numbers below, above 0 */
};

typedef struct Vega Vega;
struct Vega {
  sqlite3_str *pValues; /* the rows so far, as JSON */
  const char *zMark;
  int nRow;
  VegaField aField[VEGA_FIELDS];
};

static const char zShapes[] =
    "{\"url\": \"world-atlas/countries-110m.json\", \"format\": {\"type\":"
    " \"topojson\", \"feature\": \"countries\"}}";

static const char *vegaMark(EntCall *p, sqlite3_value *pValue) {
  static const char *const azMark[] = { "arc",      "area",   "bar",
                                        "boxplot",  "circle", "errorband",
                                        "errorbar", "line",   "point",
                                        "rect",     "rule",   "square",
                                        "tick",     "trail",  "geoshape" };
  const char *z = (const char *)sqlite3_value_text(pValue);
  int i = ent_word_find(p, "mark", "mark", z, azMark,
                        (int)(sizeof(azMark) / sizeof(azMark[0])));
  return i < 0 ? 0 : azMark[i];
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

/* Keeps a value that is new. NULL, too, has no place of its own. */
static void vegaKeep(EntCall *p, VegaField *pField, sqlite3_value *pValue) {
  sqlite3_str *pStr;
  char *z;
  int i = 0;
  if (sqlite3_value_type(pValue) == SQLITE_NULL || pField->n == VEGA_NOMINAL) {
    return;
  }
  pStr = sqlite3_str_new(0);
  vegaValue(pStr, pValue);
  z = sqlite3_str_finish(pStr);
  while (z && i < pField->n && strcmp(pField->az[i], z))
    i++;
  if (z && i == pField->n && pField->n == pField->nAlloc) {
    int nNew = pField->nAlloc ? 2 * pField->nAlloc : 16;
    char **azNew =
        sqlite3_realloc64(pField->az, (sqlite3_uint64)nNew * sizeof(char *));
    if (azNew) {
      pField->az = azNew;
      pField->nAlloc = nNew;
    }
  }
  if (z && i == pField->n && pField->n < pField->nAlloc) {
    pField->az[pField->n++] = z;
    return;
  }
  if (z == 0 || i == pField->n) {
    ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
  }
  sqlite3_free(z);
}

static void vegaLook(VegaField *p, sqlite3_value *pValue) {
  int type = sqlite3_value_type(pValue);
  const char *z = (const char *)sqlite3_value_text(pValue);
  int n;
  double r = sqlite3_value_double(pValue);
  EntSpan span;
  if (type == SQLITE_NULL) return;
  if (type == SQLITE_TEXT) { /* a blob is one since it was kept */
    p->isNotNumber = 1;
    n = (int)strlen(z);
    if (!ent_date_parse(z, &span) || (p->nValue && p->nDate != n)) n = -1;
  } else {
    if (r < 0) p->hasSign[0] = 1;
    if (r > 0) p->hasSign[1] = 1;
    n = -1;
  }
  if (type != SQLITE_INTEGER || r < 1000 || r > 2999) p->isNotYear = 1;
  p->nDate = n;
  p->nValue++;
}

/* An ISO numeric code, in the three digits that the shapes are known by. */
static void vegaCode(EntCall *p, sqlite3_str *pStr, sqlite3_value *pValue) {
  const char *z = (const char *)sqlite3_value_text(pValue);
  if (z == 0) {
    sqlite3_str_appendall(pStr, "null");
  } else if (z[0] == 0 || strlen(z) > 3 || z[strspn(z, "0123456789")]) {
    ent_error_set(&p->run.error, ENT_ERROR,
                  "argument x: '%.40s' is no ISO numeric code; state_to(state,"
                  " 'iso_numeric') gives it",
                  z);
  } else {
    sqlite3_str_appendf(pStr, "\"%03d\"", sqlite3_value_int(pValue));
  }
}

static void vegaStep(EntCall *p, Vega *pVega, int nArg, sqlite3_value **ap) {
  if (pVega->zMark == 0) {
    pVega->zMark = vegaMark(p, ap[0]);
    if (pVega->zMark == 0) return;
    if (nArg == 5) {
      ent_error_set(&p->run.error, ENT_ERROR, "argument high is missing");
      return;
    }
    pVega->pValues = sqlite3_str_new(0);
  }
  sqlite3_str_appendall(pVega->pValues, pVega->nRow++ ? ",\n  {" : "\n  {");
  for (int i = 0; i < nArg - 1; i++) {
    if (sqlite3_value_type(ap[i + 1]) != SQLITE_NULL &&
        sqlite3_value_text(ap[i + 1]) == 0) {
      ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
      return;
    }
    sqlite3_str_appendf(pVega->pValues, "%s\"%s\": ", i ? ", " : "",
                        vegaFields[i]);
    if (i == VEGA_X && strcmp(pVega->zMark, "geoshape") == 0) {
      vegaCode(p, pVega->pValues, ap[i + 1]);
    } else {
      vegaValue(pVega->pValues, ap[i + 1]);
    }
    vegaLook(&pVega->aField[i], ap[i + 1]);
    if (i <= VEGA_SERIES) vegaKeep(p, &pVega->aField[i], ap[i + 1]);
  }
  sqlite3_str_appendchar(pVega->pValues, 1, '}');
}

void ent_vegafn_step(sqlite3_context *ctx, int nArg, sqlite3_value **ap) {
  Vega *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  EntCall call;
  ent_call_begin(&call, ctx);
  if (p) {
    vegaStep(&call, p, nArg, ap);
  } else {
    ent_error_set(&call.run.error, ENT_NOMEM, "out of memory");
  }
  ent_call_end(&call, ctx);
}

/* ---- the specification ---- */

static int vegaIsNumber(const VegaField *p) {
  return !p->isNotNumber;
}

static int vegaIsDate(const VegaField *p) {
  return p->nValue > 0 && p->nDate > 0;
}

static void vegaColours(sqlite3_str *pStr, const VegaField *p) {
  if (vegaIsNumber(p)) {
    sqlite3_str_appendall(
        pStr, p->hasSign[0] && p->hasSign[1]
                  ? ", \"scale\": {\"scheme\": \"blueorange\", \"reverse\":"
                    " true, \"domainMid\": 0}"
                  : ", \"scale\": {\"scheme\": \"yellowgreenblue\"}");
  }
}

/* Names in the order of the rows; said in full, because Vega-Lite leaves out
** those whose rows have a gap. */
static void vegaDomain(sqlite3_str *pStr, const VegaField *p) {
  sqlite3_str_appendall(pStr, ", \"sort\": null");
  if (p->n == VEGA_NOMINAL) return;
  sqlite3_str_appendall(pStr, ", \"scale\": {\"domain\": [");
  for (int i = 0; i < p->n; i++) {
    sqlite3_str_appendf(pStr, "%s%s", i ? ", " : "", p->az[i]);
  }
  sqlite3_str_appendall(pStr, "]}");
}

/* The field of a channel: "x": {"field": "x", "type": ...} */
static void vegaChannel(sqlite3_str *pStr, const Vega *p, const char *zChannel,
                        int iField) {
  const VegaField *pField = &p->aField[iField];
  const char *zType = vegaIsNumber(pField) ? "quantitative"
                      : vegaIsDate(pField) ? "temporal"
                                           : "nominal";
  sqlite3_str_appendf(pStr, "\"%s\": {\"field\": \"%s\", \"type\": \"%s\"",
                      zChannel, vegaFields[iField], zType);
  if (strcmp(zChannel, "color") == 0) vegaColours(pStr, pField);
  if (zType[0] == 'n') vegaDomain(pStr, pField);
  if (zChannel[0] == 'x' && pField->nValue && !pField->isNotYear) {
    sqlite3_str_appendall(pStr, ", \"scale\": {\"zero\": false}, \"axis\":"
                                " {\"format\": \"d\"}");
  }
  sqlite3_str_appendchar(pStr, 1, '}');
}

/* What the rows are, and how their dates are written: without a format they
** would be midnight in Greenwich, and the day before in America. */
static void vegaData(sqlite3_str *pStr, const Vega *p, const char *zValues) {
  static const char *const azFormat[] = { "%Y", "%Y-%m", "%Y-%m-%d" };
  int i, n = 0;
  sqlite3_str_appendf(pStr, ",\n \"data\": {\"values\": [%s]", zValues);
  for (i = VEGA_X; i <= VEGA_SERIES; i++) {
    const VegaField *pField = &p->aField[i];
    if (vegaIsDate(pField)) {
      sqlite3_str_appendf(pStr, "%s\"%s\": \"date:'%s'\"",
                          n++ ? ", " : ",\n  \"format\": {\"parse\": {",
                          vegaFields[i], azFormat[(pField->nDate - 4) / 3]);
    }
  }
  sqlite3_str_appendall(pStr, n ? "}}}" : "}");
}

/* The mark alone, or with its interval: behind it, but in front of a bar. */
static void vegaLayers(sqlite3_str *pStr, const Vega *p) {
  char across = vegaIsNumber(&p->aField[VEGA_Y]) ? 'y' : 'x';
  int isBar = strcmp(p->zMark, "bar") == 0;
  int isBand = strcmp(p->zMark, "line") == 0 || strcmp(p->zMark, "area") == 0 ||
               strcmp(p->zMark, "trail") == 0;
  int isOnly = strncmp(p->zMark, "error", 5) == 0;
  char zMark[80];
  sqlite3_snprintf(sizeof(zMark), zMark,
                   strcmp(p->zMark, "point")
                       ? "\"%s\""
                       : "{\"type\": \"%s\", \"filled\": true, \"opacity\": 1}",
                   p->zMark);
  if (p->aField[VEGA_LOW].nValue + p->aField[VEGA_HIGH].nValue == 0) {
    sqlite3_str_appendf(pStr, ",\n \"mark\": \"%s\"", p->zMark);
    return;
  }
  sqlite3_str_appendall(pStr, ",\n \"layer\": [\n  ");
  if (isBar) sqlite3_str_appendf(pStr, "{\"mark\": %s},\n  ", zMark);
  sqlite3_str_appendf(
      pStr,
      "{\"mark\": %s, \"encoding\": {\"%c\": {\"field\": \"low\"}, \"%c2\":"
      " {\"field\": \"high\"}}}",
      isBand || strcmp(p->zMark, "errorband") == 0
          ? "{\"type\": \"area\", \"opacity\": 0.25}"
      : isOnly ? "{\"type\": \"errorbar\", \"ticks\": true}"
               : "{\"type\": \"rule\", \"color\": \"black\", \"strokeWidth\":"
                 " 2, \"opacity\": 0.5}",
      across, across);
  if (!isBar && !isOnly) {
    sqlite3_str_appendf(pStr, ",\n  {\"mark\": %s}", zMark);
  }
  sqlite3_str_appendall(pStr, "]");
}

static void vegaChart(sqlite3_str *pStr, const Vega *p, const char *zValues) {
  int isArc = strcmp(p->zMark, "arc") == 0;
  vegaLayers(pStr, p);
  sqlite3_str_appendall(pStr, ",\n \"encoding\": {\n  ");
  vegaChannel(pStr, p, isArc ? "color" : "x", VEGA_X);
  sqlite3_str_appendall(pStr, ",\n  ");
  vegaChannel(pStr, p, isArc ? "theta" : "y", VEGA_Y);
  if (p->aField[VEGA_SERIES].nValue && !isArc) {
    sqlite3_str_appendall(pStr, ",\n  ");
    vegaChannel(pStr, p, "color", VEGA_SERIES);
  }
  sqlite3_str_appendall(pStr, "}");
  vegaData(pStr, p, zValues);
}

/* On the right the rows without a shape, 28 in a column. */
static void vegaMap(sqlite3_str *pStr, const Vega *p, const char *zValues) {
  int isNumber = vegaIsNumber(&p->aField[VEGA_Y]);
  sqlite3_str_appendf(
      pStr,
      ",\n \"hconcat\": [\n"
      "  {\"width\": 760, \"height\": 380, \"data\": %s,\n"
      "   \"transform\": [{\"filter\": \"datum.id != '010'\"}, {\"lookup\":"
      " \"id\", \"from\": {\"data\": {\"name\": \"rows\"}, \"key\": \"x\","
      " \"fields\": [\"y\", \"series\"]}}],\n"
      "   \"projection\": {\"type\": \"equalEarth\"}, \"view\": {\"stroke\":"
      " null},\n"
      "   \"layer\": [\n"
      "    {\"transform\": [{\"filter\": \"!isValid(datum.y)\"}], \"mark\":"
      " {\"type\": \"geoshape\", \"fill\": \"#d9d9d9\", \"stroke\": \"white\","
      " \"strokeWidth\": 0.3}},\n"
      "    {\"transform\": [{\"filter\": \"isValid(datum.y)\"}], \"mark\":"
      " {\"type\": \"geoshape\", \"stroke\": \"#777777\", \"strokeWidth\":"
      " 0.3},\n"
      "     \"encoding\": {\"color\": {\"field\": \"y\", \"type\": \"%s\"",
      zShapes, isNumber ? "quantitative" : "nominal");
  vegaColours(pStr, &p->aField[VEGA_Y]);
  sqlite3_str_appendf(
      pStr,
      ", \"legend\": {\"orient\": \"bottom-left\"}}}}]},\n"
      "  {\"title\": {\"text\": \"Not on the map\", \"anchor\": \"start\"},"
      " \"data\": {\"name\": \"rows\"}, \"view\": {\"stroke\": null},\n"
      "   \"transform\": [{\"lookup\": \"x\", \"from\": {\"data\": %s,"
      " \"key\": \"id\", \"fields\": [\"type\"]}},\n"
      "    {\"filter\": \"!isValid(datum.type)\"}, {\"window\": [{\"op\":"
      " \"row_number\", \"as\": \"row\"}]},\n"
      "    {\"calculate\": \"170 * floor((datum.row - 1) / 28)\", \"as\":"
      " \"left\"}, {\"calculate\": \"6 + 14 * ((datum.row - 1) %% 28)\","
      " \"as\": \"top\"},\n"
      "    {\"calculate\": \"(isValid(datum.series) ? datum.series :"
      " isValid(datum.x) ? datum.x : 'no code') + (isValid(datum.y) ? '  ' +"
      " %s : '')\", \"as\": \"text\"}],\n"
      "   \"mark\": {\"type\": \"text\", \"align\": \"left\", \"fontSize\":"
      " 10}, \"encoding\": {\"text\": {\"field\": \"text\"},\n"
      "    \"x\": {\"field\": \"left\", \"type\": \"quantitative\", \"scale\":"
      " null, \"axis\": null}, \"y\": {\"field\": \"top\", \"type\":"
      " \"quantitative\", \"scale\": null, \"axis\": null}}}],\n"
      " \"datasets\": {\"rows\": [%s]}",
      zShapes, isNumber ? "format(datum.y, '.2~f')" : "datum.y", zValues);
}

void ent_vegafn_final(sqlite3_context *ctx) {
  Vega *p = sqlite3_aggregate_context(ctx, 0);
  sqlite3_str *pStr;
  char *zValues, *z;
  int n;
  if (p == 0 || p->pValues == 0) return; /* then nothing was kept */
  zValues = sqlite3_str_finish(p->pValues);
  p->pValues = 0;
  pStr = sqlite3_str_new(0);
  sqlite3_str_appendall(pStr,
                        "{\"$schema\": "
                        "\"https://vega.github.io/schema/vega-lite/v5.json\",\n"
                        " \"config\": {\"mark\": {\"color\": \"#0072B2\"}, "
                        "\"range\": {\"category\": [\"#0072B2\","
                        " \"#E69F00\", \"#009E73\", \"#CC79A7\", \"#D55E00\","
                        " \"#56B4E9\", \"#000000\", \"#F0E442\"]}}");
  if (strcmp(p->zMark, "geoshape") == 0) {
    vegaMap(pStr, p, zValues ? zValues : "");
  } else {
    vegaChart(pStr, p, zValues ? zValues : "");
  }
  sqlite3_str_appendall(pStr, "}\n");
  n = sqlite3_str_length(pStr);
  z = sqlite3_str_finish(pStr);
  if (z == 0 || zValues == 0) {
    sqlite3_free(z);
    sqlite3_result_error_nomem(ctx);
  } else {
    sqlite3_result_text(ctx, z, n, sqlite3_free);
  }
  sqlite3_free(zValues);
  for (int i = 0; i < VEGA_FIELDS; i++) {
    while (p->aField[i].n)
      sqlite3_free(p->aField[i].az[--p->aField[i].n]);
    sqlite3_free(p->aField[i].az);
  }
}
