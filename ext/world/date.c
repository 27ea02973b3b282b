/*
** Days and intervals.
**
** A date of the dataset is a year, a month or a day, written YYYY, YYYY-MM or
** YYYY-MM-DD; each is the interval of days it spans. A row's `since` that is
** short means its first day and its `until` its last, both inside; an absent
** one is open. So every row becomes one closed interval of days, and "was it
** in force in 2018" is "do two intervals overlap".
**
** Days count from 1970-01-01 in the proleptic Gregorian calendar. The
** arithmetic counts years from March, as calendar reformers of old did: the
** leap day then ends the year, the month lengths 31 30 31 30 31 repeat every
** 153 days, and 400 years are 146097 days. Validation is strict: a 29 February
** exists in leap years only, and nothing may stand before, between or behind
** the digits.
*/
#include "world.h"
#include <stdio.h>

enum { DATE_ERA = 146097, DATE_EPOCH = 719468 }; /* 0000-03-01 to 1970 */

EntDay ent_date_day(int year, int month, int day) {
  int64_t y = (int64_t)year - (month <= 2);
  int64_t era = (y >= 0 ? y : y - 399) / 400;
  int64_t yearOfEra = y - era * 400;
  int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int64_t dayOfEra =
      yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return (EntDay)(era * DATE_ERA + dayOfEra - DATE_EPOCH);
}

void ent_date_civil(EntDay n, int *pYear, int *pMonth, int *pDay) {
  int64_t z = (int64_t)n + DATE_EPOCH;
  int64_t era = (z >= 0 ? z : z - (DATE_ERA - 1)) / DATE_ERA;
  int64_t dayOfEra = z - era * DATE_ERA;
  int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 -
                       dayOfEra / (DATE_ERA - 1)) /
                      365;
  int64_t dayOfYear =
      dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  int64_t month = (5 * dayOfYear + 2) / 153; /* 0 is March */
  *pDay = (int)(dayOfYear - (153 * month + 2) / 5 + 1);
  *pMonth = (int)(month < 10 ? month + 3 : month - 9);
  *pYear = (int)(yearOfEra + era * 400 + (month >= 10));
}

int ent_date_year(EntDay n) {
  int year, month, day;
  ent_date_civil(n, &year, &month, &day);
  return year;
}

static int dateMonthLength(int year, int month) {
  if (month == 2) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* n digits at *pz as a number, *pz moved behind them; -1 if there are not. */
static int dateDigits(const char **pz, int n) {
  int value = 0;
  for (int i = 0; i < n; i++) {
    char c = (*pz)[i];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  *pz += n;
  return value;
}

int ent_date_parse(const char *z, EntSpan *pOut) {
  int year, month, day;
  if (z == 0) return 0;
  year = dateDigits(&z, 4);
  if (year < 0) return 0;
  if (*z == 0) {
    pOut->first = ent_date_day(year, 1, 1);
    pOut->last = ent_date_day(year, 12, 31);
    return 1;
  }
  if (*z++ != '-') return 0;
  month = dateDigits(&z, 2);
  if (month < 1 || month > 12) return 0;
  if (*z == 0) {
    pOut->first = ent_date_day(year, month, 1);
    pOut->last = ent_date_day(year, month, dateMonthLength(year, month));
    return 1;
  }
  if (*z++ != '-') return 0;
  day = dateDigits(&z, 2);
  if (day < 1 || day > dateMonthLength(year, month) || *z) return 0;
  pOut->first = pOut->last = ent_date_day(year, month, day);
  return 1;
}

/* An interval that ends before it begins is malformed, too. */
int ent_date_span(const char *zSince, const char *zUntil, EntSpan *pOut) {
  EntSpan since = { ENT_DAY_MIN, ENT_DAY_MIN };
  EntSpan until = { ENT_DAY_MAX, ENT_DAY_MAX };
  if (zSince && !ent_date_parse(zSince, &since)) return 0;
  if (zUntil && !ent_date_parse(zUntil, &until)) return 0;
  if (since.first > until.last) return 0;
  pOut->first = since.first;
  pOut->last = until.last;
  return 1;
}

void ent_date_format(EntDay n, char *zOut) {
  int year, month, day;
  zOut[0] = 0;
  if (n == ENT_DAY_MIN || n == ENT_DAY_MAX) return;
  ent_date_civil(n, &year, &month, &day);
  snprintf(zOut, 16, "%04u-%02u-%02u", (unsigned)year % 10000,
           (unsigned)month % 100, (unsigned)day % 100);
}
