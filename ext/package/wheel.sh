#!/bin/sh
# `make wheel`: a Python wheel for each platform, in $BUILD/dist. PLATFORMS=
# names some; without it, those that can be built here.
set -eu
cd "$(dirname "$0")/../.."
. ext/package/release.sh
mkdir -p "$dist"
release_platforms
for platform in $built; do
  case $platform in
  linux-x86_64) tag=manylinux_2_17_x86_64.manylinux2014_x86_64 ;;
  linux-aarch64) tag=manylinux_2_17_aarch64.manylinux2014_aarch64 ;;
  linux-x86_64-musl) tag=musllinux_1_1_x86_64 ;;
  windows-x86_64) tag=win_amd64 ;;
  esac
  "${PYTHON:-python3}" ext/package/python/wheel.py "$dist" "$version" "$tag" \
    "$(release_file "$platform")" "$sample" LICENSE \
    "$BUILD/platform/LICENSE.cJSON"
done
