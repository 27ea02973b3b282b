/*
** Files become values.
**
** This header is the map of the room `read`, the only one that opens files
** and the only one that knows cJSON. It knows nothing of SQL: it hands out
** values, and the caller decides what they mean.
*/
#ifndef ENT_READ_H
#define ENT_READ_H

#include "../world/world.h"

/* ---- Interface to file.c: what may be opened ---- */

typedef struct EntLimits EntLimits; /* what a reader puts up with */
struct EntLimits {
  int64_t nByte; /* of a file */
  int64_t nRow;  /* of a file: for the caller, who counts them */
  int nDepth;    /* of JSON; more than ENT_JSON_DEPTH is never read */
};

typedef struct EntFile EntFile;
/* A regular file, to be read; its path must outlive it. Without limits any
** size will do. NULL: the error. */
EntFile *ent_file_open(EntRun *, const char *zPath, const EntLimits *);
/* Up to n bytes: how many, 0 at the end, -1: the error. */
int64_t ent_file_read(EntFile *, void *, size_t n);
void ent_file_close(EntFile *); /* NULL is fine */

/* ---- Interface to json.c: a JSON document, one element at a time ---- */

/* The document is an object. Its members come one by one, in the order of the
** file; a member that is an array hands out its elements one by one, so that
** the memory needed is that of the largest element. A value lives until the
** next call that reads. Functions that read answer 1 (there is one), 0 (there
** is no more) or -1 (the error is set; it names the file and the line). */
typedef struct EntJsonFile EntJsonFile;
typedef struct EntJson EntJson; /* one value, with what is inside it */

enum { /* what a value is */
  ENT_JSON_NULL, ENT_JSON_FALSE, ENT_JSON_TRUE, ENT_JSON_NUMBER,
  ENT_JSON_TEXT, ENT_JSON_ARRAY, ENT_JSON_OBJECT
};

#define ENT_JSON_DEPTH 100 /* nested deeper than this nothing is */

/* Here and below, limits may be NULL. NULL: the error. */
EntJsonFile *ent_json_open(EntRun *, const char *zPath, const EntLimits *);
void ent_json_close(EntJsonFile *);                      /* NULL is fine */
/* The next member's name, valid until the next call of this function. What
** is left of the member before it is skipped. 0: the document is over, and
** nothing but blanks follows. */
int ent_json_member(EntJsonFile *, const char **pzName);
/* The member's value as a whole. */
int ent_json_value(EntJsonFile *, const EntJson **);
/* Is the member's value an array? 1, 0 or -1; reads no value. */
int ent_json_is_array(EntJsonFile *);
/* The next element of the member's array. */
int ent_json_element(EntJsonFile *, const EntJson **);

/* A list of values whose text is wanted, and no tree: the elements of the
** array that is the member zRoot of the document; without zRoot, those of the
** document, if it is an array, else the values of the file one after another,
** as in NDJSON; with `values` the latter in any case. */
EntJsonFile *ent_json_list(EntRun *, const char *zPath, const char *zRoot,
                           int values, const EntLimits *);
/* The next one's own bytes in the file. Until the last was asked for, what
** follows it is not checked. */
int ent_json_slice(EntJsonFile *, const char **pz, size_t *pn);
long ent_json_line(const EntJsonFile *); /* where it starts, from 1 */

const char *ent_json_version(void); /* of cJSON */

int ent_json_type(const EntJson *);
const char *ent_json_name(const EntJson *); /* as a member; else NULL */
const char *ent_json_text(const EntJson *); /* of a text; else NULL */
double ent_json_real(const EntJson *);      /* of a number; else NaN */
const EntJson *ent_json_child(const EntJson *); /* the first inside, or NULL */
const EntJson *ent_json_next(const EntJson *);  /* its neighbour, or NULL */
/* A number as a whole number: 1 if it is one within +-2^53, 0 if it is not
** whole, -1 if it is whole and beyond. */
int ent_json_integer(const EntJsonFile *, const EntJson *, int64_t *);
/* The value as a reader would know it again, at most 60 characters of it. */
#define ENT_JSON_SHOWN 260
void ent_json_show(const EntJsonFile *, const EntJson *,
                   char zOut[ENT_JSON_SHOWN]);

/* ---- Interface to csv.c: a delimited text file, one record at a time ---- */

typedef struct EntCsv EntCsv;
enum { ENT_CSV_UTF8, ENT_CSV_LATIN1, ENT_CSV_WINDOWS };

typedef struct EntCsvForm EntCsvForm; /* how the file is written */
struct EntCsvForm {
  unsigned char delimiter; /* ASCII, as the quote */
  unsigned char quote;     /* 0: none */
  int encoding;
  long nSkip;              /* lines before the first record */
  size_t nBuffer;          /* bytes at first; 0: 64 kB */
  size_t nMax;             /* the longest record; 0: 16 MB; below 4 GB */
};

EntCsv *ent_csv_open(EntRun *, const char *zPath, const EntCsvForm *,
                     const EntLimits *);
void ent_csv_close(EntCsv *); /* NULL is fine */
/* A record with fewer fields goes on in the next line, as if the line end
** stood in its last field. 0: never. */
void ent_csv_join(EntCsv *, int nWidth);
/* The next record: 1, 0 (there is none) or -1 (the error is set; it begins
** with the path, the line and the column). */
int ent_csv_next(EntCsv *);
/* Of the record in hand. A field lives until the next call that reads one,
** and is not closed by a 0. Nonzero: the error is set. */
int ent_csv_width(const EntCsv *);
long ent_csv_line(const EntCsv *); /* where it starts, from 1 */
int ent_csv_field(EntCsv *, int iField, const char **pz, size_t *pn);
int ent_csv_is_empty(const EntCsv *, int iField);
int ent_csv_fail(EntCsv *, int iField, const char *zWhat); /* -1 */

/* ---- Interface to script.c: a small text file as a whole ---- */

/* Freed with ent_run_free. NULL: the error is set. */
char *ent_script_read(EntRun *, const char *zPath);

#endif
