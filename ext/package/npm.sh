#!/bin/sh
# `make npm`: the npm package, in $BUILD/dist, with a built file for each
# platform in a folder named as Node names it. PLATFORMS= names some; without
# it, those that can be built here.
set -eu
cd "$(dirname "$0")/../.."
. ext/package/release.sh
mkdir -p "$dist"
release_platforms
home=$BUILD/npm
rm -rf "$home"
mkdir -p "$home"
cp ext/package/npm/index.* ext/package/npm/README.md LICENSE \
  "$BUILD/platform/LICENSE.cJSON" "$home"
cp "$sample" "$home/korea-russia-2023.json"
sed "s/@VERSION@/$version/" ext/package/npm/package.json >"$home/package.json"
for platform in $built; do
  case $platform in
  linux-x86_64) node=linux-x64 ;;
  linux-aarch64) node=linux-arm64 ;;
  linux-x86_64-musl) node=linux-x64-musl ;;
  windows-x86_64) node=win32-x64 ;;
  esac
  mkdir "$home/$node"
  cp "$(release_file "$platform")" "$home/$node"
done
npm pack --silent --pack-destination "$dist" "$(cd "$home" && pwd)" >/dev/null
echo "$dist/entente-$version.tgz"
