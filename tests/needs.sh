# What a script needs, and how it gets it. Sourced by samples/run and tests/run:
#
#   . tests/needs.sh
#   need gcc=gcc stdio.h=libc6-dev ...
#
# Each word is PROBE=PACKAGE: a command, or a header when it ends in .h, and the
# Debian package that brings it. When all are there it says nothing. Otherwise it
# installs through apt-get, as root or through sudo; where it cannot, it prints
# what to install and fails.

need_present() { # PROBE
  case $1 in
    *.h) echo "#include <$1>" | ${CC:-cc} -E - >/dev/null 2>&1 ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

need_apt() { # ARGUMENT...
  if [ "$(id -u)" -eq 0 ]; then
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=900 "$@"
  else
    sudo DEBIAN_FRONTEND=noninteractive \
      apt-get -qq -o DPkg::Lock::Timeout=900 "$@"
  fi
}

need_install() { # PACKAGE...
  need_apt install -y --no-install-recommends "$@"
}

need() { # PROBE=PACKAGE...
  need_missing=
  for need_word in "$@"; do
    need_present "${need_word%%=*}" ||
      need_missing="$need_missing ${need_word#*=}"
  done
  [ -n "$need_missing" ] || return 0
  if command -v apt-get >/dev/null 2>&1 &&
     { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null 2>&1; }; then
    echo "Installing:$need_missing" >&2
    need_log=$(mktemp)
    # An image's lists may be absent or old: fetch them only then.
    if need_install $need_missing >"$need_log" 2>&1 ||
       { need_apt update && need_install $need_missing; } >"$need_log" 2>&1
    then
      rm -f "$need_log"
      return 0
    fi
    cat "$need_log" >&2
    rm -f "$need_log"
  fi
  echo "Please install (Debian's names):$need_missing" >&2
  return 1
}

# What it takes to build the extension and use it in SQLite's shell.
need_build() {
  need cc=gcc stdio.h=libc6-dev make=make sqlite3=sqlite3 \
    sqlite3ext.h=libsqlite3-dev cjson/cJSON.h=libcjson-dev "$@"
}
