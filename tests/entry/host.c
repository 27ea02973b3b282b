/*
** A process with two SQLites in it, and one with a SQLite that is too old.
**
**   host where                        the SQLite that it is linked to
**   host two EXTENSION LIBRARY COPY   that one and LIBRARY, a second one, take
**                                     turns in loading the extension, and
**                                     LIBRARY a copy of the extension
**   host old EXTENSION                its routines say 3.37.2, then the truth,
**                                     and then they are others
**
** Prints what each attempt answers; tests/entry/run knows what that must be.
** Ends with 77 where the loader gives no second copy.
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#define SQLITE_CORE /* the struct of the routines, and not their macros */
#include <sqlite3ext.h>

/* What is called of either library. */
typedef struct Library Library;
struct Library {
  int (*open)(const char *, sqlite3 **);
  int (*close)(sqlite3 *);
  int (*enable)(sqlite3 *, int);
  int (*load)(sqlite3 *, const char *, const char *, char **);
  int (*prepare)(sqlite3 *, const char *, int, sqlite3_stmt **, const char **);
  int (*step)(sqlite3_stmt *);
  const unsigned char *(*text)(sqlite3_stmt *, int);
  int (*finalize)(sqlite3_stmt *);
  const char *(*errmsg)(sqlite3 *);
  void (*free)(void *);
};

static const Library linked = { sqlite3_open,
                                sqlite3_close,
                                sqlite3_enable_load_extension,
                                sqlite3_load_extension,
                                sqlite3_prepare_v2,
                                sqlite3_step,
                                sqlite3_column_text,
                                sqlite3_finalize,
                                sqlite3_errmsg,
                                sqlite3_free };

static int other(const char *zPath, Library *p) {
  void *h = dlopen(zPath, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
  if (h == 0) return 1;
  *(void **)&p->open = dlsym(h, "sqlite3_open");
  *(void **)&p->close = dlsym(h, "sqlite3_close");
  *(void **)&p->enable = dlsym(h, "sqlite3_enable_load_extension");
  *(void **)&p->load = dlsym(h, "sqlite3_load_extension");
  *(void **)&p->prepare = dlsym(h, "sqlite3_prepare_v2");
  *(void **)&p->step = dlsym(h, "sqlite3_step");
  *(void **)&p->text = dlsym(h, "sqlite3_column_text");
  *(void **)&p->finalize = dlsym(h, "sqlite3_finalize");
  *(void **)&p->errmsg = dlsym(h, "sqlite3_errmsg");
  *(void **)&p->free = dlsym(h, "sqlite3_free");
  return p->load == 0 || p->open == sqlite3_open;
}

/* Whether the names are there, and whether the connection closes. */
static void names(const Library *p, sqlite3 *db) {
  sqlite3_stmt *pStmt = 0;
  if (p->prepare(db, "SELECT entente_version() IS NOT NULL", -1, &pStmt, 0) ==
          SQLITE_OK &&
      p->step(pStmt) == SQLITE_ROW) {
    printf("  it answers %s", (const char *)p->text(pStmt, 0));
  } else {
    printf("  %s", p->errmsg(db));
  }
  p->finalize(pStmt);
  printf("; %s\n", p->close(db) == SQLITE_OK ? "closed" : "does not close");
}

static void attempt(const Library *p, const char *zWho, const char *zFile,
                    const char *zEntry) {
  sqlite3 *db = 0;
  char *zError = 0;
  if (p->open(":memory:", &db) != SQLITE_OK) return;
  p->enable(db, 1);
  printf("%s: ", zWho);
  if (p->load(db, zFile, zEntry, &zError) == SQLITE_OK) {
    printf("loaded\n");
  } else {
    printf("%s\n", zError);
  }
  p->free(zError);
  names(p, db);
}

static int two(const char *zFile, const char *zLibrary, const char *zCopy) {
  Library second;
  if (other(zLibrary, &second)) return 77;
  attempt(&linked, "the first", zFile, 0);
  attempt(&second, "the second", zFile, 0);
  attempt(&second, "the second, without files", zFile,
          "sqlite3_entente_nofiles_init");
  attempt(&second, "the second, a copy", zCopy, 0);
  attempt(&linked, "the first", zFile, "sqlite3_entente_nofiles_init");
  return 0;
}

static const sqlite3_api_routines *pRoutines;

static int keep(sqlite3 *db, char **pz, const sqlite3_api_routines *p) {
  (void)db;
  (void)pz;
  pRoutines = p;
  return SQLITE_OK;
}

static int oldNumber(void) {
  return 3037002;
}
static const char *oldVersion(void) {
  return "3.37.2";
}

typedef int (*Entry)(sqlite3 *, char **, const sqlite3_api_routines *);

static void enter(Entry xEntry, const sqlite3_api_routines *p,
                  const char *zWho) {
  sqlite3 *db = 0;
  char *zError = 0;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) return;
  printf("%s: ", zWho);
  if (xEntry(db, &zError, p) == SQLITE_OK) {
    printf("loaded\n");
  } else {
    printf("%s\n", zError);
  }
  sqlite3_free(zError);
  printf("%s without a place for a message\n",
         xEntry(db, 0, p) == SQLITE_OK ? "loaded" : "refused");
  names(&linked, db);
}

static int old(const char *zFile) {
  sqlite3_api_routines aged;
  sqlite3 *db = 0;
  Entry xEntry = 0;
  void *h = dlopen(zFile, RTLD_NOW | RTLD_LOCAL);
  if (h) *(void **)&xEntry = dlsym(h, "sqlite3_entente_init");
  sqlite3_auto_extension((void (*)(void))keep);
  sqlite3_open(":memory:", &db);
  sqlite3_close(db);
  sqlite3_cancel_auto_extension((void (*)(void))keep);
  if (xEntry == 0 || pRoutines == 0) return 1;
  memcpy(&aged, pRoutines, sizeof(aged));
  aged.libversion_number = oldNumber;
  aged.libversion = oldVersion;
  enter(xEntry, &aged, "3.37.2");
  enter(xEntry, pRoutines, "this one");
  aged.libversion_number = pRoutines->libversion_number;
  enter(xEntry, &aged, "routines of another");
  return 0;
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "where") == 0) {
    Dl_info info;
    void *p = dlsym(RTLD_DEFAULT, "sqlite3_open");
    if (p == 0 || dladdr(p, &info) == 0) return 1;
    printf("%s\n", info.dli_fname);
    return 0;
  }
  if (argc == 5 && strcmp(argv[1], "two") == 0) {
    return two(argv[2], argv[3], argv[4]);
  }
  if (argc == 3 && strcmp(argv[1], "old") == 0) return old(argv[2]);
  return 2;
}
