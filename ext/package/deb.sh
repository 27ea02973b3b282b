#!/bin/sh
# `make deb`: Debian's packages, in $BUILD/deb, by dpkg-buildpackage from the
# source as it is released and ext/package/debian. The distribution's own flags
# (dpkg-buildflags) build it; its own cJSON is linked.
set -eu
cd "$(dirname "$0")/../.."
. ext/package/release.sh
home=$BUILD/deb
rm -rf "$home"
mkdir -p "$home"
release_source "entente-$version" | gzip -9n >"$home/entente_$version.orig.tar.gz"
tar -xzf "$home/entente_$version.orig.tar.gz" -C "$home"
source=$home/entente-$version
cp -R ext/package/debian "$source"
cat >"$source/debian/changelog" <<END
entente ($version-1) unstable; urgency=medium

  * Version $version; what is new in it: /usr/share/doc/libsqlite3-mod-entente.

 -- The Entente authors <maintainers@entente.example>  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
END
# What make hands down is about this build, not that one.
(cd "$source" && env -u MAKEFLAGS -u MAKELEVEL -u BUILD -u CC -u CJSON_SRC \
  dpkg-buildpackage -us -uc)
ls "$home"/*.deb
