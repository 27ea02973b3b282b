# What the makers of packages share. Sourced at the top of the checkout.
#
# $dist is where they put what they make, $version what it is called, and
# SOURCE_DATE_EPOCH the time that is written into it, so that the same commit
# gives the same bytes.
: "${BUILD:=build}" "${MAKE:=make}"
dist=$BUILD/dist
version=$(sed -n 's/^#define ENT_VERSION "\(.*\)"/\1/p' ext/sql/sql.h)
sample=samples/korea-russia-2023/dataset.json

# Are we in a checkout of our own, or in what was unpacked from a tarball?
release_git() {
  [ "$(git rev-parse --show-prefix 2>/dev/null || echo no)" = "" ]
}

if [ -z "${SOURCE_DATE_EPOCH:-}" ] && release_git; then
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
fi
: "${SOURCE_DATE_EPOCH:=$(stat -c %Y CHANGELOG.md)}"
export SOURCE_DATE_EPOCH

# The source as it is released, in a tar on standard output: what is committed.
release_source() { # PREFIX
  if release_git; then
    [ -z "$(git status --porcelain --untracked-files=no)" ] ||
      echo "note: what is not committed is not in it" >&2
    git archive --format=tar --prefix="$1/" HEAD
  else
    release_tar --exclude=./build --transform="s,^\.,$1," .
  fi
}

# A tar that depends on the files alone.
release_tar() { # ARGUMENT...
  tar --sort=name --owner=0 --group=0 --numeric-owner --mode=go=rX,u+rw,a-s \
    --mtime="@$SOURCE_DATE_EPOCH" -c "$@"
}

# Builds every platform of $PLATFORMS, or else all whose compiler is here, and
# leaves in $built those that were built.
release_platforms() {
  built=
  for platform in ${PLATFORMS:-$(sh ext/package/platform.sh | cut -d' ' -f1)}; do
    if [ -z "${PLATFORMS:-}" ]; then
      compiler=$(sh ext/package/platform.sh |
        awk -v name="$platform" '$1 == name { print $2 }')
      command -v "$compiler" >/dev/null || {
        echo "left out $platform: $compiler is not here"
        continue
      }
    fi
    sh ext/package/platform.sh "$platform" || return 1
    built="$built $platform"
  done
}

release_file() { # PLATFORM: the built file
  echo "$BUILD/platform/$1"/entente.[sd][ol]*
}
