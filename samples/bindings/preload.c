/*
** For programs that offer no way to load an extension (PHP's PDO before 8.4,
** LuaSQL) but use the system's shared SQLite: every connection that the
** program opens has Entente.
**
**   cc -shared -fPIC preload.c -o preload.so -lsqlite3
**   ENTENTE=/path/to/build/entente.so LD_PRELOAD=./preload.so program
*/
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdlib.h>

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("ENTENTE");
  void *file = path ? dlopen(path, RTLD_NOW) : 0;
  void *init = file ? dlsym(file, "sqlite3_entente_init") : 0;
  if (init) sqlite3_auto_extension((void (*)(void))init);
}
