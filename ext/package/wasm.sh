#!/bin/sh
# `make wasm`: SQLite with Entente inside as one JavaScript file for browsers
# and Node, $BUILD/wasm/entente.js, by emscripten. SQLite's builds for browsers
# cannot load extensions, so it is compiled in, from the amalgamations of both.
set -eu
cd "$(dirname "$0")/../.."
. ext/package/release.sh
. tests/versions/answers.sh
: "${CJSON_SRC:=$BUILD/cjson-src}" "${SQLITE_SRC:=$BUILD/versions/newest}"
[ -e "$CJSON_SRC/cJSON.c" ] || sh ext/package/cjson.sh "$CJSON_SRC"
sqlite_fetch "$SQLITE_SRC" latest
home=$BUILD/wasm
mkdir -p "$home/cjson"
cp "$CJSON_SRC/cJSON.h" "$home/cjson"
"$MAKE" -s BUILD="$BUILD" amalgamation

# Debian's emscripten finds its modules only when told where Debian has them.
emcc() { NODE_PATH=/usr/share/nodejs command emcc "$@"; }
flags="-O2 -I$home -I$SQLITE_SRC -I$BUILD"
define="-DSQLITE_CORE -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION \
  -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_DQS=0"

compile() { # SOURCE OBJECT: unless it is there and younger
  [ -e "$2" ] && [ "$2" -nt "$1" ] || emcc $flags $define -w -c -o "$2" "$1"
}
compile "$SQLITE_SRC/sqlite3.c" "$home/sqlite3.o"
compile "$CJSON_SRC/cJSON.c" "$home/cJSON.o"
compile "$BUILD/entente.c" "$home/entente.o"
compile ext/package/wasm/ask.c "$home/ask.o"
emcc -O2 "$home"/*.o -o "$home/entente.js" -sMODULARIZE=1 -sSINGLE_FILE=1 \
  -sEXPORT_NAME=entente -sENVIRONMENT=web,node -sALLOW_MEMORY_GROWTH=1 \
  -sEXPORTED_FUNCTIONS=_entente_open,_entente_ask,_sqlite3_free,_sqlite3_close_v2 \
  -sEXPORTED_RUNTIME_METHODS=FS -sFORCE_FILESYSTEM=1 \
  --pre-js ext/package/wasm/ask.js \
  --embed-file "$sample@/korea-russia-2023.json"
echo "$home/entente.js"
