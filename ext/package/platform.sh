#!/bin/sh
# One released file: entente.so or entente.dll for a platform, which carries
# cJSON inside, asks for no more than its C library, and has the same bytes
# whenever and wherever it is built with the same compiler.
#
#   sh ext/package/platform.sh                 the platforms, their compilers
#   sh ext/package/platform.sh linux-x86_64    $BUILD/platform/linux-x86_64/
#
# cJSON's source is $CJSON_SRC, or fetched (cjson.sh); SQLite's headers are the
# system's, which do for every version and platform.
set -eu
cd "$(dirname "$0")/../.."
: "${BUILD:=build}" "${MAKE:=make}"
hard='-fstack-protector-strong -D_FORTIFY_SOURCE=2'
list='linux-x86_64 x86_64-linux-gnu-gcc gcc
linux-aarch64 aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
linux-x86_64-musl musl-gcc musl-tools
windows-x86_64 x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64'

[ $# -gt 0 ] || { echo "$list"; exit; }
compiler=$(echo "$list" | awk -v name="$1" '$1 == name { print $2 }')
[ -n "$compiler" ] || { echo "no platform $1; one of"; echo "$list"; exit 1; } >&2
command -v "$compiler" >/dev/null || {
  echo "$1 needs $compiler: install $(echo "$list" |
    awk -v name="$1" '$1 == name { print $3 }')"
  exit 1
} >&2

: "${CJSON_SRC:=$BUILD/cjson-src}"
[ -e "$CJSON_SRC/cJSON.c" ] || sh ext/package/cjson.sh "$CJSON_SRC"

home=$BUILD/platform
mkdir -p "$home/include"
cp "$CJSON_SRC/LICENSE" "$home/LICENSE.cJSON"
${CC:-cc} -M -include sqlite3ext.h -x c /dev/null | tr ' ' '\n' |
  grep '/sqlite3[a-z]*\.h$' | while read -r header; do
    cmp -s "$header" "$home/include/${header##*/}" || cp "$header" "$home/include"
  done

case $1 in
windows-*) flags='-O2' ;;
*-musl) flags='-O2 -fstack-protector-strong' ;;
*) flags="-O2 $hard -Wl,-z,relro,-z,now" ;;
esac
"$MAKE" -s -j"$(nproc)" BUILD="$home/$1" CC="$compiler" CJSON_SRC="$CJSON_SRC" \
  CFLAGS="$flags" LDFLAGS=-s \
  CPPFLAGS="-I$home/include -include ext/package/oldglibc.h" loadable
