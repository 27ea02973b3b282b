#!/bin/sh
# `make dist`: what is released, in $BUILD/dist, with SHA256SUMS.
#
#   entente-V.tar.gz                the source
#   entente-V-amalgamation.tar.gz   all of it as entente.c and entente.h
#   entente-V-PLATFORM.tar.gz       the built file, the sample, the man page
#   entente-V-windows-x86_64.zip
#   entente-V-py3-none-*.whl        for Python, one for each platform
#   entente-V.tgz                   for Node, all platforms
#
# The built files carry cJSON. Every platform must be there, unless PLATFORMS
# names some.
set -eu
cd "$(dirname "$0")/../.."
. ext/package/release.sh
: "${PLATFORMS:=$(sh ext/package/platform.sh | cut -d' ' -f1)}"
export PLATFORMS
rm -rf "$dist"
mkdir -p "$dist"

pack() { # FOLDER, in $BUILD/pack
  case $1 in
  *-windows-*)
    "${PYTHON:-python3}" ext/package/archive.py "$dist/$1.zip" "$BUILD/pack/$1" ;;
  *) release_tar -C "$BUILD/pack" "$1" | gzip -9n >"$dist/$1.tar.gz" ;;
  esac
  echo "$dist/$1"
}

rm -rf "$BUILD/pack"
release_source "entente-$version" | gzip -9n >"$dist/entente-$version.tar.gz"

folder=$BUILD/pack/entente-$version-amalgamation
mkdir -p "$folder"
"$MAKE" -s BUILD="$BUILD" amalgamation "$BUILD/entente.7"
cp "$BUILD/entente.c" "$BUILD/entente.h" LICENSE "$folder"
pack "${folder##*/}"

release_platforms
for platform in $built; do
  folder=$BUILD/pack/entente-$version-$platform
  mkdir -p "$folder"
  cp "$(release_file "$platform")" ext/package/README.txt LICENSE \
    "$BUILD/platform/LICENSE.cJSON" samples/library.sql "$BUILD/entente.7" \
    "$folder"
  cp "$sample" "$folder/korea-russia-2023.json"
  pack "${folder##*/}"
done

sh ext/package/wheel.sh
sh ext/package/npm.sh
(cd "$dist" && sha256sum entente-* >SHA256SUMS)
