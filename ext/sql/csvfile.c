/*
** csv_file: a delimited text file as a table.
**
**   CREATE VIRTUAL TABLE temp.votes
**     USING csv_file('un_votes.csv', delimiter=',', encoding='utf-8');
**   INSERT INTO t SELECT * FROM temp.votes;
**
** The virtual table of a file with the header  ccode,"name",,name  is
**
**   CREATE TABLE x("ccode" TEXT, "name" TEXT, "c3" TEXT, "name_2" TEXT,
**                  "line" INTEGER HIDDEN)
**
** Arguments:
**
**   path       the file
**   delimiter  one character of ASCII, or tab, comma, semicolon, pipe
**   header     1: the first record gives the names (and is no row); 0: the
**              columns are c1, c2, ..., as many as the first record has
**   columns    names, separated by commas, or how many columns there are;
**              instead of what the first record says
**   skip       lines before the header
**   encoding   utf-8, latin1, windows-1252
**   quote      a character of ASCII, or '' for none
**   ragged     a record with other than the header's number of fields:
**                pad    fewer: the rest is NULL; more: an error, unless what
**                       is too much is empty
**                cut    fewer: the rest is NULL; more: dropped
**                join   fewer: the record goes on in the next line, as in a
**                       file without quotes whose texts have line ends
**                error  an error
**
** A cell is the file's text, nothing else: an empty field is '' and no NULL,
** -9 is '-9', and comparisons are those of text. What a blank means, differs
** from file to file, and is said by the statement that reads it.
**
** Every scan opens the file again and holds one record. When the header is no
** longer the one that the table was made from, that is an error: the columns
** would be read under each other's names. The rowid counts records; the
** hidden column is the line where the record starts.
**
** A record is found whole, but a field is only decoded when a query asks for
** it. Cells are handed to SQLite as copies: min() and max() and windows keep
** values longer than the record lives.
*/
#include "sql.h"
#include "../read/read.h"
#include <string.h>

enum {
  CSV_ARG_PATH,
  CSV_ARG_DELIMITER,
  CSV_ARG_HEADER,
  CSV_ARG_COLUMNS,
  CSV_ARG_SKIP,
  CSV_ARG_ENCODING,
  CSV_ARG_QUOTE,
  CSV_ARG_RAGGED,
  CSV_ARG_COUNT
};
static const char *const csvArguments[CSV_ARG_COUNT + 1] = {
  "path",     "delimiter", "header", "columns", "skip",
  "encoding", "quote",     "ragged", 0,
};

enum { CSV_RAGGED_PAD, CSV_RAGGED_CUT, CSV_RAGGED_JOIN, CSV_RAGGED_ERROR };
static const EntChoice csvRagged[] = {
  { "pad", CSV_RAGGED_PAD },
  { "cut", CSV_RAGGED_CUT },
  { "join", CSV_RAGGED_JOIN },
  { "error", CSV_RAGGED_ERROR },
  { 0, 0 },
};
static const EntChoice csvEncoding[] = {
  { "utf-8", ENT_CSV_UTF8 },
  { "latin1", ENT_CSV_LATIN1 },
  { "windows-1252", ENT_CSV_WINDOWS },
  { "utf8", ENT_CSV_UTF8 },
  { "iso-8859-1", ENT_CSV_LATIN1 },
  { "cp1252", ENT_CSV_WINDOWS },
  { 0, 0 },
};
/* Delimiters that are easier to name than to type. */
static const EntChoice csvDelimiter[] = {
  { "tab", '\t' }, { "comma", ',' }, { "semicolon", ';' },
  { "pipe", '|' }, { 0, 0 },
};

typedef struct CsvVtab CsvVtab;
struct CsvVtab {
  sqlite3_vtab base;
  EntContext *cx;
  const char *zName; /* of the module, for errors */
  char *zPath;
  EntCsvForm form;
  int hasHeader;
  int ragged;
  char *zHeader;         /* its fields, each closed by a 0; or NULL */
  sqlite3_int64 nHeader; /* bytes of them */
  int nColumn;           /* without the hidden one */
  int isSized;           /* nColumn is what `columns` says */
};

typedef struct CsvCursor CsvCursor;
struct CsvCursor {
  sqlite3_vtab_cursor base;
  EntCall call;
  EntLimits limits;
  EntCsv *csv;
  sqlite3_int64 iRow;
  int width; /* fields of the record in hand */
  int eof;
};

/* ---- names ---- */

typedef struct CsvNames CsvNames;
struct CsvNames {
  char **az;
  int n, nAlloc;
  int nMax;
};

static void csvNomem(EntCall *p) {
  ent_error_set(&p->run.error, ENT_NOMEM, "out of memory");
}

static void csvNamesClear(CsvNames *p) {
  int i;
  for (i = 0; i < p->n; i++)
    sqlite3_free(p->az[i]);
  sqlite3_free(p->az);
}

/* Is there a name z? SQLite's names do not differ by case. *pnLike counts it
** and the names z_... */
static int csvTaken(const CsvNames *p, const char *z, int *pnLike) {
  int n = (int)strlen(z), taken = 0, i;
  *pnLike = 0;
  for (i = 0; i < p->n; i++) {
    if (sqlite3_strnicmp(p->az[i], z, n)) continue;
    taken |= p->az[i][n] == 0;
    *pnLike += p->az[i][n] == 0 || p->az[i][n] == '_';
  }
  return taken;
}

static int csvIsBlank(char c) {
  return strchr(" \t\r\n", c) != 0;
}

/* One more name: without blanks around it, c7 where there is none, and x_2
** where there is an x. */
static const char *csvName(EntCall *pCall, CsvNames *p, const char *z,
                           size_t n) {
  char *zBase, *zName;
  int nLike, nAny;
  if (pCall->run.error.code) return 0;
  if (p->n == p->nMax) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "more than the %d columns that SQLite allows here; is the"
                  " delimiter right?",
                  p->nMax);
    return 0;
  }
  while (n && csvIsBlank(*z)) {
    z++;
    n--;
  }
  while (n && csvIsBlank(z[n - 1]))
    n--;
  if (p->n == p->nAlloc) {
    int nNew = p->nAlloc ? p->nAlloc * 2 : 32;
    char **azNew =
        sqlite3_realloc64(p->az, (sqlite3_uint64)nNew * sizeof(*azNew));
    if (azNew == 0) {
      csvNomem(pCall);
      return 0;
    }
    p->az = azNew;
    p->nAlloc = nNew;
  }
  zBase =
      n ? sqlite3_mprintf("%.*s", (int)n, z) : sqlite3_mprintf("c%d", p->n + 1);
  zName = zBase;
  if (zBase && csvTaken(p, zBase, &nLike)) {
    zName = sqlite3_mprintf("%s_%d", zBase, ++nLike);
    while (zName && csvTaken(p, zName, &nAny)) {
      sqlite3_free(zName);
      zName = sqlite3_mprintf("%s_%d", zBase, ++nLike);
    }
    sqlite3_free(zBase);
  }
  if (zName == 0) {
    csvNomem(pCall);
    return 0;
  }
  return p->az[p->n++] = zName;
}

/* ---- the header ---- */

/* The record in hand as one text. */
static char *csvHeaderText(EntCall *pCall, EntCsv *csv, sqlite3_int64 *pn) {
  sqlite3_str *pStr = sqlite3_str_new(0);
  char *zOut;
  int i;
  for (i = 0; i < ent_csv_width(csv); i++) {
    const char *z;
    size_t n;
    if (ent_csv_field(csv, i, &z, &n)) break;
    sqlite3_str_append(pStr, z, (int)n);
    sqlite3_str_appendchar(pStr, 1, 0);
  }
  *pn = sqlite3_str_length(pStr);
  zOut = sqlite3_str_finish(pStr);
  if (zOut == 0) csvNomem(pCall);
  return zOut;
}

/* Opens the file and passes its header, if it has one, leaving the text of it
** in *pzHeader. NULL: the error is set. */
static EntCsv *csvOpenFile(EntCall *pCall, CsvVtab *p, EntLimits *pLimits,
                           char **pzHeader, sqlite3_int64 *pnHeader) {
  EntCsv *csv;
  int rc;
  *pzHeader = 0;
  *pnHeader = 0;
  if (ent_limit_read(pCall, pLimits)) return 0;
  csv = ent_csv_open(&pCall->run, p->zPath, &p->form, pLimits);
  if (csv == 0 || !p->hasHeader) return csv;
  rc = ent_csv_next(csv);
  if (rc == 0) {
    ent_error_set(
        &pCall->run.error, ENT_ERROR, "%s: there is no header: %s", p->zPath,
        p->form.nSkip ? "the file ends within the lines that skip passes"
                      : "the file is empty");
  }
  if (rc > 0) *pzHeader = csvHeaderText(pCall, csv, pnHeader);
  if (*pzHeader == 0) {
    ent_csv_close(csv);
    csv = 0;
  }
  return csv;
}

/* The names of the columns, from `columns`, the header or the first record. */
static void csvColumns(EntCall *pCall, CsvVtab *p, const char *zColumns,
                       CsvNames *pNames) {
  EntLimits limits;
  EntCsv *csv = csvOpenFile(pCall, p, &limits, &p->zHeader, &p->nHeader);
  int n = 0, i;
  if (csv == 0) return;
  p->isSized = zColumns != 0;
  if (zColumns && zColumns[0] >= '0' && zColumns[0] <= '9') {
    ent_modarg_int(pCall, "columns", zColumns, 32767, &n);
    for (i = 0; i < n; i++)
      csvName(pCall, pNames, "", 0);
  } else if (zColumns) {
    const char *z = zColumns;
    for (;;) {
      size_t nName = strcspn(z, ",");
      csvName(pCall, pNames, z, nName);
      if (z[nName] == 0) break;
      z += nName + 1;
    }
  } else if (p->hasHeader) {
    const char *z = p->zHeader;
    while (z < p->zHeader + p->nHeader) {
      size_t nName = strlen(z);
      csvName(pCall, pNames, z, nName);
      z += nName + 1;
    }
  } else {
    int rc = ent_csv_next(csv);
    n = ent_csv_width(csv);
    if (rc == 0) {
      ent_error_set(&pCall->run.error, ENT_ERROR,
                    "%s: the file has no record to count columns in: say"
                    " columns=",
                    p->zPath);
    }
    for (i = 0; rc > 0 && i < n; i++)
      csvName(pCall, pNames, "", 0);
  }
  ent_csv_close(csv);
  p->nColumn = pNames->n;
  if (pCall->run.error.code == 0 && p->nColumn == 0) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "argument columns: '%.60s' names none", zColumns);
  }
}

/* ---- arguments ---- */

/* A byte of ASCII that a delimiter or a quote may be. */
static int csvIsMark(const char *z) {
  return z[0] && z[1] == 0 && (unsigned char)z[0] < 0x7f &&
         strchr("\r\n", z[0]) == 0;
}

static void csvArgumentsRead(EntCall *pCall, CsvVtab *p, char **azArg) {
  const char *z = azArg[CSV_ARG_DELIMITER];
  int skip = 0, i;
  p->form.delimiter = ',';
  p->form.quote = '"';
  if (z && csvIsMark(z)) {
    p->form.delimiter = (unsigned char)z[0];
  } else if (z) {
    for (i = 0; csvDelimiter[i].z; i++) {
      if (sqlite3_stricmp(z, csvDelimiter[i].z) == 0) break;
    }
    if (csvDelimiter[i].z == 0) {
      ent_error_set(&pCall->run.error, ENT_ERROR,
                    "argument delimiter: '%.60s' is neither one character of"
                    " ASCII nor tab, comma, semicolon or pipe",
                    z);
    }
    p->form.delimiter = (unsigned char)csvDelimiter[i].value;
  }
  z = azArg[CSV_ARG_QUOTE];
  if (z && z[0] == 0) {
    p->form.quote = 0;
  } else if (z && csvIsMark(z) && (unsigned char)z[0] != p->form.delimiter) {
    p->form.quote = (unsigned char)z[0];
  } else if (z || p->form.quote == p->form.delimiter) {
    ent_error_set(&pCall->run.error, ENT_ERROR,
                  "argument quote: '%.60s' is not one character of ASCII"
                  " other than the delimiter, or '' for none",
                  z ? z : "\"");
  }
  p->hasHeader = 1;
  p->ragged = CSV_RAGGED_PAD;
  p->form.encoding = ENT_CSV_UTF8;
  ent_modarg_int(pCall, "header", azArg[CSV_ARG_HEADER], 1, &p->hasHeader);
  ent_modarg_int(pCall, "skip", azArg[CSV_ARG_SKIP], 1000000000, &skip);
  ent_modarg_choice(pCall, "encoding", azArg[CSV_ARG_ENCODING], csvEncoding,
                    &p->form.encoding);
  ent_modarg_choice(pCall, "ragged", azArg[CSV_ARG_RAGGED], csvRagged,
                    &p->ragged);
  p->form.nSkip = skip;
}

/* ---- the virtual table ---- */

static int csvDisconnect(sqlite3_vtab *pBase) {
  CsvVtab *p = (CsvVtab *)pBase;
  sqlite3_free(p->zPath);
  sqlite3_free(p->zHeader);
  sqlite3_free(p);
  return SQLITE_OK;
}

static void csvDeclare(EntCall *pCall, sqlite3 *db, CsvNames *pNames) {
  sqlite3_str *pSql;
  char *zSql;
  int i, rc;
  pNames->nMax++;
  if (csvName(pCall, pNames, "line", 4) == 0) return;
  pSql = sqlite3_str_new(db);
  sqlite3_str_appendall(pSql, "CREATE TABLE x(");
  for (i = 0; i < pNames->n - 1; i++) {
    sqlite3_str_appendf(pSql, "\"%w\" TEXT,", pNames->az[i]);
  }
  sqlite3_str_appendf(pSql, "\"%w\" INTEGER HIDDEN)", pNames->az[i]);
  zSql = sqlite3_str_finish(pSql);
  rc = zSql ? sqlite3_declare_vtab(db, zSql) : SQLITE_NOMEM;
  sqlite3_free(zSql);
  if (rc) ent_call_sqlite(pCall, rc);
}

static int csvConnect(sqlite3 *db, void *pUser, int argc,
                      const char *const *argv, sqlite3_vtab **ppVtab,
                      char **pzErr) {
  const EntAux *pAux = pUser;
  EntCall call;
  CsvNames names = { 0, 0, 0, 0 };
  char *azArg[CSV_ARG_COUNT];
  CsvVtab *p = sqlite3_malloc64(sizeof(*p));
  int rc;
  if (p == 0) return SQLITE_NOMEM;
  memset(p, 0, sizeof(*p));
  p->cx = pAux->cx;
  p->zName = pAux->pModule->zName;
  names.nMax = sqlite3_limit(db, SQLITE_LIMIT_COLUMN, -1) - 1;
  ent_call_init(&call, p->cx, p->zName, 0);
  /* A schema that an attacker wrote must not make a query read files and hand
  ** out what is in them, neither from a view nor from a trigger. */
  sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
  if (ent_modarg_temp(&call, argv) == 0 &&
      ent_modarg_parse(&call, argc, argv, csvArguments, azArg) == 0) {
    if (ent_modarg_path(&call, azArg[CSV_ARG_PATH]) == 0) {
      csvArgumentsRead(&call, p, azArg);
      p->zPath = azArg[CSV_ARG_PATH];
      azArg[CSV_ARG_PATH] = 0;
      if (call.run.error.code == 0) {
        csvColumns(&call, p, azArg[CSV_ARG_COLUMNS], &names);
      }
      if (call.run.error.code == 0) csvDeclare(&call, db, &names);
    }
    ent_modarg_free(csvArguments, azArg);
  }
  csvNamesClear(&names);
  rc = ent_call_report(&call, pzErr);
  if (rc == SQLITE_OK) {
    *ppVtab = &p->base;
  } else {
    csvDisconnect(&p->base);
  }
  ent_call_clear(&call);
  return rc;
}

/* Not the same function as xConnect, or the name alone would be a table. */
static int csvCreate(sqlite3 *db, void *pUser, int argc,
                     const char *const *argv, sqlite3_vtab **ppVtab,
                     char **pzErr) {
  return csvConnect(db, pUser, argc, argv, ppVtab, pzErr);
}

/* There is one plan, a scan: dear enough that SQLite puts it outermost. */
static int csvBestIndex(sqlite3_vtab *pBase, sqlite3_index_info *pInfo) {
  const CsvVtab *p = (const CsvVtab *)pBase;
  pInfo->estimatedCost = 1e7;
  pInfo->estimatedRows = 100000;
  return ent_saved_may_read(p->cx, pBase, p->zName, ENT_FILES);
}

static int csvOpen(sqlite3_vtab *pBase, sqlite3_vtab_cursor **ppCursor) {
  CsvCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  CsvVtab *p = (CsvVtab *)pBase;
  if (pCur == 0) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  ent_call_init(&pCur->call, p->cx, p->zName, 0);
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

static void csvReset(CsvCursor *pCur) {
  ent_csv_close(pCur->csv);
  pCur->csv = 0;
  pCur->iRow = 0;
  pCur->width = 0;
  pCur->eof = 1;
}

static int csvClose(sqlite3_vtab_cursor *pBase) {
  CsvCursor *pCur = (CsvCursor *)pBase;
  csvReset(pCur);
  ent_call_clear(&pCur->call);
  sqlite3_free(pCur);
  return SQLITE_OK;
}

static int csvResult(CsvCursor *pCur) {
  return ent_call_report(&pCur->call, &pCur->base.pVtab->zErrMsg);
}

/* A record with other than the table's number of fields. */
static int csvOdd(CsvCursor *pCur, const CsvVtab *p) {
  char zWhat[120];
  int i = pCur->width < p->nColumn ? 0 : p->nColumn;
  if (p->ragged != CSV_RAGGED_ERROR) {
    if (pCur->width < p->nColumn) return 0;
    for (; i < pCur->width; i++) {
      if (p->ragged != CSV_RAGGED_CUT && !ent_csv_is_empty(pCur->csv, i)) break;
    }
    if (i == pCur->width) {
      pCur->width = p->nColumn;
      return 0;
    }
  }
  sqlite3_snprintf(
      sizeof(zWhat), zWhat, "%d fields, where %s %d%s", pCur->width,
      p->isSized     ? "columns= says"
      : p->hasHeader ? "the header has"
                     : "the first record has",
      p->nColumn,
      p->ragged == CSV_RAGGED_ERROR ? ""
                                    : " (ragged='cut' would drop the rest)");
  return ent_csv_fail(pCur->csv, i, zWhat);
}

static int csvNext(sqlite3_vtab_cursor *pBase) {
  CsvCursor *pCur = (CsvCursor *)pBase;
  const CsvVtab *p = (const CsvVtab *)pBase->pVtab;
  int rc = ent_csv_next(pCur->csv);
  if (rc <= 0) {
    pCur->eof = 1;
    return rc ? csvResult(pCur) : SQLITE_OK;
  }
  pCur->iRow++;
  if (ent_limit_rows(&pCur->call, &pCur->limits, pCur->iRow, p->zPath)) {
    return csvResult(pCur);
  }
  if (pCur->iRow % ENT_NOTE_ROWS == 0) {
    sqlite3_log(SQLITE_NOTICE, "%s: %lld rows read", p->zPath, pCur->iRow);
  }
  pCur->width = ent_csv_width(pCur->csv);
  if (pCur->width != p->nColumn && csvOdd(pCur, p)) return csvResult(pCur);
  return SQLITE_OK;
}

static int csvFilter(sqlite3_vtab_cursor *pBase, int idxNum, const char *idxStr,
                     int argc, sqlite3_value **argv) {
  CsvCursor *pCur = (CsvCursor *)pBase;
  CsvVtab *p = (CsvVtab *)pBase->pVtab;
  sqlite3_int64 nHeader;
  char *zHeader;
  (void)idxNum;
  (void)idxStr;
  (void)argc;
  (void)argv;
  csvReset(pCur);
  ent_call_clear(&pCur->call);
  ent_call_init(&pCur->call, p->cx, p->zName, 0);
  pCur->csv = csvOpenFile(&pCur->call, p, &pCur->limits, &zHeader, &nHeader);
  if (pCur->csv == 0) return csvResult(pCur);
  if (p->hasHeader &&
      (nHeader != p->nHeader || memcmp(zHeader, p->zHeader, (size_t)nHeader))) {
    ent_error_set(&pCur->call.run.error, ENT_ERROR,
                  "%s: the header has changed since the table was made: drop"
                  " the table and make it again",
                  p->zPath);
  }
  sqlite3_free(zHeader);
  if (pCur->call.run.error.code) return csvResult(pCur);
  if (p->ragged == CSV_RAGGED_JOIN) ent_csv_join(pCur->csv, p->nColumn);
  pCur->eof = 0;
  return csvNext(pBase);
}

static int csvEof(sqlite3_vtab_cursor *pBase) {
  return ((CsvCursor *)pBase)->eof;
}

static int csvColumn(sqlite3_vtab_cursor *pBase, sqlite3_context *ctx,
                     int iCol) {
  CsvCursor *pCur = (CsvCursor *)pBase;
  const CsvVtab *p = (const CsvVtab *)pBase->pVtab;
  const char *z;
  size_t n;
  if (iCol == p->nColumn) {
    sqlite3_result_int64(ctx, ent_csv_line(pCur->csv));
  } else if (iCol < pCur->width) {
    if (ent_csv_field(pCur->csv, iCol, &z, &n)) {
      sqlite3_result_error_nomem(ctx);
      return SQLITE_NOMEM;
    }
    sqlite3_result_text64(ctx, z, n, SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  return SQLITE_OK;
}

static int csvRowid(sqlite3_vtab_cursor *pBase, sqlite3_int64 *pRowid) {
  *pRowid = ((CsvCursor *)pBase)->iRow;
  return SQLITE_OK;
}

const sqlite3_module ent_csvfile_module = {
  .iVersion = 0,
  .xCreate = csvCreate,
  .xConnect = csvConnect,
  .xBestIndex = csvBestIndex,
  .xDisconnect = csvDisconnect,
  .xDestroy = csvDisconnect,
  .xOpen = csvOpen,
  .xClose = csvClose,
  .xFilter = csvFilter,
  .xNext = csvNext,
  .xEof = csvEof,
  .xColumn = csvColumn,
  .xRowid = csvRowid,
};
