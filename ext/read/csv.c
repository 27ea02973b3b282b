/*
** Records of a delimited text file, one at a time.
**
** RFC 4180 says how such a file should look; the files of this field differ.
** What is read here:
**
**   1. a line ends with LF, CRLF or CR; the last one need not end;
**   2. a field that begins with the quote goes on to the next single quote,
**      over delimiters and line ends; a doubled quote in it stands for one.
**      A quote anywhere else in a field is a character like any other;
**   3. behind the closing quote only a delimiter or the end of the line may
**      stand: what else is there was quoted by someone who did not double
**      the quotes inside, and guessing would shift the columns;
**   4. a line with nothing in it is skipped; a byte order mark is dropped;
**   5. text comes out as UTF-8. Input that is not what its encoding allows,
**      and a zero byte, is an error at its line and column;
**   6. without quotes, a record that was broken over lines can be joined: see
**      ent_csv_join().
**
** The file is read in chunks into one buffer that holds the record in hand
** and what was read behind it; it grows only for a record that does not fit,
** up to nMax. A record is scanned once: the scan finds where each field
** stands and collects the bits of all bytes, so that a record of pure ASCII
** needs no second look. Nothing is copied until a field is asked for.
**
** Invariants: a[iKeep..i) is the record in hand (while it is scanned, its
** part so far), a[i..n) is read and not yet scanned, and a[n] is 0, which
** stops every loop without a comparison. A field's place counts from iKeep,
** because the buffer moves.
*/
#include "read.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { CSV_BUFFER = 1 << 16, CSV_MAX = 1 << 24, CSV_FIELDS = 1 << 16 };
enum { CSV_PLAIN = 1, CSV_INSIDE = 2 }; /* stops a field without, in quotes */

typedef struct CsvField CsvField;
struct CsvField {
  uint32_t iStart; /* from iKeep */
  uint32_t n;
  uint8_t isQuoted;
  uint8_t isDoubled; /* has doubled quotes, not yet made single */
};

struct EntCsv {
  EntRun *run;
  EntCsvForm form;
  char *zPath;
  EntFile *file;
  unsigned char *a; /* what was read, and a 0 behind it */
  size_t nAlloc, n; /* its size without that 0; how much is filled */
  size_t i, iKeep;  /* next byte to scan; first byte of the record */
  int eof;
  long line, nLine; /* where the record starts; how many lines it takes */
  unsigned bits;    /* of all bytes of the record */
  CsvField *aField;
  int nField, nFieldAlloc;
  int nJoin;
  unsigned char *aOut; /* the field in hand as UTF-8, where it was not */
  size_t nOut;
  unsigned char aStop[256];
};

/* Windows-1252 has other characters than Latin-1 at 0x80..0x9F; 0: none. */
static const uint16_t csv_windows[32] = {
  0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
  0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* ---- errors ---- */

/* An error at a byte of the record; its column counts characters. */
ENT_FORMAT(3, 4)
static int csv_fail(EntCsv *p, size_t iAt, const char *zFormat, ...) {
  char zText[300];
  va_list ap;
  long line = p->line, column = 1;
  const unsigned char *a = p->a;
  for (size_t i = p->iKeep; i < iAt; i++) {
    if (a[i] == '\n' || (a[i] == '\r' && a[i + 1] != '\n')) {
      line++;
      column = 1;
    } else if (p->form.encoding != ENT_CSV_UTF8 || (a[i] & 0xC0) != 0x80) {
      column++;
    }
  }
  va_start(ap, zFormat);
  vsnprintf(zText, sizeof(zText), zFormat, ap);
  va_end(ap);
  ent_error_set(&p->run->error, ENT_ERROR, "%s:%ld:%ld: %s", p->zPath, line,
                column, zText);
  return -1;
}

static int csv_nomem(EntCsv *p) {
  ent_error_set(&p->run->error, ENT_NOMEM, "out of memory");
  return -1;
}

int ent_csv_fail(EntCsv *p, int iField, const char *zWhat) {
  const CsvField *pField = &p->aField[iField];
  return csv_fail(p, p->iKeep + pField->iStart - pField->isQuoted, "%s", zWhat);
}

/* ---- the buffer ---- */

/* At least one more byte at a[n]. 1, 0 at the end of the file, or -1. */
static int csv_more(EntCsv *p) {
  if (p->eof) return 0;
  if (ent_run_cancelled(p->run)) return -1;
  if (p->iKeep > 0) {
    memmove(p->a, p->a + p->iKeep, p->n - p->iKeep);
    p->n -= p->iKeep;
    p->i -= p->iKeep;
    p->iKeep = 0;
    p->a[p->n] = 0;
  }
  if (p->n == p->nAlloc) {
    size_t nNew = p->nAlloc * 2;
    unsigned char *aNew;
    if (nNew > p->form.nMax) nNew = p->form.nMax;
    if (p->n >= nNew) {
      return csv_fail(p, 0, "a record of more than %lu bytes begins here%s",
                      (unsigned long)p->form.nMax,
                      p->form.quote ? "; is a quote opened in it and never"
                                      " closed?"
                                    : "");
    }
    aNew = p->run->mem->xRealloc(p->a, nNew + 1);
    if (aNew == 0) return csv_nomem(p);
    p->a = aNew;
    p->nAlloc = nNew;
  }
  int64_t got = ent_file_read(p->file, p->a + p->n, p->nAlloc - p->n);
  if (got < 0) return -1;
  if (got == 0) {
    p->eof = 1;
    return 0;
  }
  p->n += (size_t)got;
  p->a[p->n] = 0;
  return 1;
}

/* The byte at a[i+nAhead]; 0x100 at the end of the file; -1: the error. */
static int csv_peek(EntCsv *p, size_t nAhead) {
  while (p->i + nAhead >= p->n) {
    int more = csv_more(p);
    if (more < 0) return -1;
    if (more == 0) return 0x100;
  }
  return p->a[p->i + nAhead];
}

/* Passes the line end at i, which is a CR or LF. */
static int csv_end_line(EntCsv *p) {
  int c = 0;
  if (p->a[p->i] == '\r') {
    c = csv_peek(p, 1);
    if (c < 0) return -1;
  }
  p->i += c == '\n' ? 2 : 1;
  p->nLine++;
  return 1;
}

static int csv_skip_line(EntCsv *p) {
  int c;
  for (;;) {
    p->iKeep = p->i;
    c = csv_peek(p, 0);
    if (c < 0 || c == 0x100 || c == '\n' || c == '\r') break;
    p->i++;
  }
  if (c < 0) return -1;
  return c == 0x100 ? 0 : csv_end_line(p);
}

/* ---- one record ---- */

static CsvField *csv_field(EntCsv *p) {
  if (p->nField == p->nFieldAlloc) {
    int nNew = p->nFieldAlloc ? p->nFieldAlloc * 2 : 16;
    CsvField *aNew;
    if (p->nField >= CSV_FIELDS) {
      csv_fail(p, p->iKeep, "a record of more than %d fields begins here",
               CSV_FIELDS);
      return 0;
    }
    aNew = p->run->mem->xRealloc(p->aField, (size_t)nNew * sizeof(CsvField));
    if (aNew == 0) {
      csv_nomem(p);
      return 0;
    }
    p->aField = aNew;
    p->nFieldAlloc = nNew;
  }
  return &p->aField[p->nField++];
}

/* A field in quotes, of which a[i] is the first. 1 or -1. */
static int csv_quoted(EntCsv *p) {
  unsigned quote = p->form.quote;
  size_t iQuote = p->i - p->iKeep;
  int isDoubled = 0;
  CsvField *pField;
  p->i++;
  for (;;) {
    const unsigned char *s = p->a + p->i;
    unsigned bits = p->bits;
    while ((p->aStop[*s] & CSV_INSIDE) == 0)
      bits |= *s++;
    p->bits = bits;
    p->i = (size_t)(s - p->a);
    if (p->i == p->n) {
      int more = csv_more(p);
      if (more < 0) return -1;
      if (more > 0) continue;
      return csv_fail(p, p->iKeep + iQuote,
                      "a quote is opened and never closed");
    }
    if (*s == 0) {
      return csv_fail(p, p->i, "a zero byte: this is no text file");
    }
    if (*s != quote) {
      if (csv_end_line(p) < 0) return -1;
      continue;
    }
    int next = csv_peek(p, 1);
    if (next < 0) return -1;
    p->i++;
    if (next == 0x100 || (unsigned)next != quote) {
      if (next == p->form.delimiter || next == '\n' || next == '\r' ||
          next == 0x100) {
        break;
      }
      return csv_fail(p, p->i,
                      "text behind a closing quote: a quote inside a field in"
                      " quotes must be doubled (quote='' reads quotes as"
                      " text)");
    }
    p->i++;
    isDoubled = 1;
  }
  pField = csv_field(p);
  if (pField == 0) return -1;
  pField->iStart = (uint32_t)(iQuote + 1);
  pField->n = (uint32_t)(p->i - p->iKeep - iQuote - 2);
  pField->isQuoted = 1;
  pField->isDoubled = (uint8_t)isDoubled;
  return 1;
}

/* A field without quotes that starts at iKeep + iStart, scanned from i on. */
static int csv_plain(EntCsv *p, size_t iStart) {
  CsvField *pField;
  for (;;) {
    const unsigned char *s = p->a + p->i;
    unsigned bits = p->bits;
    while ((p->aStop[*s] & CSV_PLAIN) == 0)
      bits |= *s++;
    p->bits = bits;
    p->i = (size_t)(s - p->a);
    if (*s != 0) break;
    if (p->i < p->n) {
      return csv_fail(p, p->i, "a zero byte: this is no text file");
    }
    int more = csv_more(p);
    if (more < 0) return -1;
    if (more == 0) break;
  }
  pField = csv_field(p);
  if (pField == 0) return -1;
  pField->iStart = (uint32_t)iStart;
  pField->n = (uint32_t)(p->i - p->iKeep - iStart);
  pField->isQuoted = 0;
  pField->isDoubled = 0;
  return 1;
}

/* Fields up to the end of the line. The first one goes on from iStart when
** isRest is set: a line that is joined to the one before. */
static int csv_record(EntCsv *p, size_t iStart, int isRest) {
  for (;;) {
    int c = 0;
    if (!isRest) {
      if (p->form.quote) {
        c = csv_peek(p, 0);
        if (c < 0) return -1;
      }
      iStart = p->i - p->iKeep;
    }
    isRest = 0;
    if (p->form.quote && c == p->form.quote) {
      if (csv_quoted(p) < 0) return -1;
    } else if (csv_plain(p, iStart) < 0) {
      return -1;
    }
    if (p->i == p->n) return 1; /* only at the end of the file */
    if (p->a[p->i] != p->form.delimiter) return csv_end_line(p);
    p->i++;
  }
}

/* ---- encodings ---- */

/* Well-formed UTF-8, table 3-7 of the Unicode standard. Where it is not, the
** place; else a pointer to the end. */
static const unsigned char *csv_utf8(const unsigned char *s,
                                     const unsigned char *sEnd) {
  while (s < sEnd) {
    unsigned c = *s, low = 0x80, high = 0xBF;
    ptrdiff_t n;
    if (c < 0x80) {
      s++;
      continue;
    }
    if (c >= 0xC2 && c <= 0xDF)
      n = 1;
    else if (c >= 0xE0 && c <= 0xEF)
      n = 2;
    else if (c >= 0xF0 && c <= 0xF4)
      n = 3;
    else
      return s;
    if (c == 0xE0) low = 0xA0;
    if (c == 0xED) high = 0x9F;
    if (c == 0xF0) low = 0x90;
    if (c == 0xF4) high = 0x8F;
    if (sEnd - s <= n || s[1] < low || s[1] > high) return s;
    for (ptrdiff_t k = 2; k <= n; k++) {
      if ((s[k] & 0xC0) != 0x80) return s;
    }
    s += n + 1;
  }
  return s;
}

/* Is the record in hand, which has bytes above 0x7F, well encoded? */
static int csv_check(EntCsv *p) {
  const unsigned char *s = p->a + p->iKeep, *sEnd = p->a + p->i;
  if (p->form.encoding == ENT_CSV_UTF8) {
    s = csv_utf8(s, sEnd);
    if (s == sEnd) return 1;
    return csv_fail(p, (size_t)(s - p->a),
                    "byte 0x%02X is not UTF-8; perhaps encoding='latin1' or"
                    " 'windows-1252'",
                    *s);
  }
  if (p->form.encoding == ENT_CSV_WINDOWS) {
    for (; s < sEnd; s++) {
      if (*s >= 0x80 && *s < 0xA0 && csv_windows[*s - 0x80] == 0) {
        return csv_fail(p, (size_t)(s - p->a),
                        "byte 0x%02X is no character of windows-1252", *s);
      }
    }
  }
  return 1;
}

/* A field's bytes as UTF-8 in aOut. */
static int csv_convert(EntCsv *p, const char **pz, size_t *pn) {
  const unsigned char *s = (const unsigned char *)*pz, *sEnd = s + *pn;
  unsigned char *out;
  if (p->nOut < 3 * *pn) {
    unsigned char *aNew = p->run->mem->xRealloc(p->aOut, 3 * *pn);
    if (aNew == 0) return csv_nomem(p);
    p->aOut = aNew;
    p->nOut = 3 * *pn;
  }
  out = p->aOut;
  for (; s < sEnd; s++) {
    unsigned c = *s;
    if (p->form.encoding == ENT_CSV_WINDOWS && c >= 0x80 && c < 0xA0) {
      c = csv_windows[c - 0x80];
    }
    if (c < 0x80) {
      *out++ = (unsigned char)c;
    } else if (c < 0x800) {
      *out++ = (unsigned char)(0xC0 | c >> 6);
      *out++ = (unsigned char)(0x80 | (c & 0x3F));
    } else {
      *out++ = (unsigned char)(0xE0 | c >> 12);
      *out++ = (unsigned char)(0x80 | (c >> 6 & 0x3F));
      *out++ = (unsigned char)(0x80 | (c & 0x3F));
    }
  }
  *pz = (const char *)p->aOut;
  *pn = (size_t)(out - p->aOut);
  return 0;
}

/* ---- the interface ---- */

/* Drops the byte order mark and the lines before the first record. */
static int csv_start(EntCsv *p) {
  for (size_t n = 0; n < 3; n++) { /* only now may a record be shorter */
    int c = csv_peek(p, n);
    if (c < 0) return -1;
    if (c == 0x100) break;
  }
  if (p->n >= 2 && ((p->a[0] == 0xFF && p->a[1] == 0xFE) ||
                    (p->a[0] == 0xFE && p->a[1] == 0xFF))) {
    ent_error_set(&p->run->error, ENT_ERROR,
                  "%s: is UTF-16; save it as UTF-8 first", p->zPath);
    return -1;
  }
  if (p->n >= 3 && memcmp(p->a, "\xEF\xBB\xBF", 3) == 0) p->i = p->iKeep = 3;
  while (p->nLine < p->form.nSkip) {
    int rc = csv_skip_line(p);
    if (rc < 0) return -1;
    if (rc == 0) break;
  }
  return 1;
}

EntCsv *ent_csv_open(EntRun *run, const char *zPath, const EntCsvForm *form,
                     const EntLimits *pLimits) {
  EntCsv *p = ent_run_alloc(run, sizeof(*p));
  size_t nPath = strlen(zPath) + 1;
  if (p == 0) return 0;
  p->run = run;
  p->form = *form;
  if (p->form.nMax == 0) p->form.nMax = CSV_MAX;
  p->nAlloc = form->nBuffer ? form->nBuffer : CSV_BUFFER;
  if (p->nAlloc > p->form.nMax) p->nAlloc = p->form.nMax;
  p->line = 1;
  p->aStop[0] = p->aStop['\n'] = p->aStop['\r'] = CSV_PLAIN | CSV_INSIDE;
  p->aStop[form->delimiter] |= CSV_PLAIN;
  if (form->quote) p->aStop[form->quote] |= CSV_INSIDE;
  p->a = run->mem->xRealloc(0, p->nAlloc + 1);
  p->zPath = run->mem->xRealloc(0, nPath);
  if (p->a == 0 || p->zPath == 0) {
    csv_nomem(p);
    goto failed;
  }
  p->a[0] = 0;
  memcpy(p->zPath, zPath, nPath);
  p->file = ent_file_open(run, p->zPath, pLimits);
  if (p->file == 0) goto failed;
  if (csv_start(p) < 0) goto failed;
  return p;

failed:
  ent_csv_close(p);
  return 0;
}

void ent_csv_close(EntCsv *p) {
  if (p == 0) return;
  ent_file_close(p->file);
  ent_run_free(p->run, p->a);
  ent_run_free(p->run, p->aField);
  ent_run_free(p->run, p->aOut);
  ent_run_free(p->run, p->zPath);
  ent_run_free(p->run, p);
}

void ent_csv_join(EntCsv *p, int nWidth) {
  p->nJoin = nWidth;
}

int ent_csv_next(EntCsv *p) {
  int rc;
  if (p->run->error.code) return -1;
  do {
    p->line += p->nLine;
    p->nLine = 0;
    p->nField = 0;
    p->bits = 0;
    p->iKeep = p->i;
    rc = csv_peek(p, 0);
    if (rc < 0) return -1;
    if (rc == 0x100) return 0;
    if (csv_record(p, 0, 0) < 0) return -1;
  } while (p->nField == 1 && p->aField[0].n == 0 && !p->aField[0].isQuoted);
  while (p->nField < p->nJoin && !p->aField[p->nField - 1].isQuoted) {
    rc = csv_peek(p, 0);
    if (rc < 0) return -1;
    if (rc == 0x100) break;
    p->nField--;
    if (csv_record(p, p->aField[p->nField].iStart, 1) < 0) return -1;
  }
  if ((p->bits & 0x80) && csv_check(p) < 0) return -1;
  return 1;
}

int ent_csv_width(const EntCsv *p) {
  return p->nField;
}

long ent_csv_line(const EntCsv *p) {
  return p->line;
}

int ent_csv_is_empty(const EntCsv *p, int iField) {
  return p->aField[iField].n == 0;
}

int ent_csv_field(EntCsv *p, int iField, const char **pz, size_t *pn) {
  CsvField *pField = &p->aField[iField];
  unsigned char *z = p->a + p->iKeep + pField->iStart;
  if (pField->isDoubled) {
    size_t iOut = 0;
    for (size_t i = 0; i < pField->n; i++) {
      z[iOut++] = z[i];
      if (z[i] == p->form.quote) i++;
    }
    pField->n = (uint32_t)iOut;
    pField->isDoubled = 0;
  }
  *pz = (const char *)z;
  *pn = pField->n;
  if ((p->bits & 0x80) && p->form.encoding != ENT_CSV_UTF8) {
    return csv_convert(p, pz, pn);
  }
  return 0;
}
