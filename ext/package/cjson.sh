#!/bin/sh
# cJSON's source with every fix that Debian has made, for builds that carry it
# inside:
#
#   sh ext/package/cjson.sh build/cjson-src && make CJSON_SRC=build/cjson-src
#
# Asks apt for the source package from where the system's own packages come;
# lists and cache are private, so no right and no setting is needed. Where
# there is no apt, put cJSON.c, cJSON.h and its LICENSE into that folder.
set -eu
dir=${1:?usage: sh ext/package/cjson.sh DIR}
[ ! -e "$dir/cJSON.c" ] || exit 0
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
apt=$dir/apt
mkdir -p "$apt/sources" "$apt/lists/partial" "$apt/cache/archives/partial"
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
  [ -e "$file" ] || continue
  case $file in
  *.sources) sed 's/^Types:.*/Types: deb-src/' "$file" ;;
  *.list) sed -n 's/^deb /deb-src /p' "$file" ;;
  *) continue ;;
  esac >"$apt/sources/$(basename "$file")"
done
cat >"$apt/conf" <<END
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$apt/sources";
Dir::State::lists "$apt/lists";
Dir::Cache "$apt/cache";
APT::Sandbox::User "$(id -un)";
END
export APT_CONFIG="$apt/conf"
{ apt-get -q update && cd "$apt" && apt-get -q source cjson; } >"$apt/log" 2>&1 || {
  cat "$apt/log" >&2
  exit 1
}
cp "$apt"/cjson-*/cJSON.c "$apt"/cjson-*/cJSON.h "$apt"/cjson-*/LICENSE "$dir"
sed -n 's/^Version: //p' "$apt"/cjson_*.dsc | head -n 1 >"$dir/version"
rm -rf "$apt"
