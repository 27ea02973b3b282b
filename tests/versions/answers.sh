# SQLite's sources, a host made of them, and what Entente answers there. Sourced
# by what compares one host's answers with another's: tests/versions/run and
# tests/package/dist.

# The sources that a release of npm's better-sqlite3 carries, into a folder.
sqlite_fetch() { # DIR RELEASE
  [ ! -e "$1/sqlite3.c" ] || return 0
  sqlite_pack=$(mktemp -d)
  mkdir -p "$1"
  (cd "$sqlite_pack" && "${NPM:-npm}" pack --silent "better-sqlite3@$2" \
    >/dev/null && tar -xzf ./*.tgz) || return 1
  sqlite_deps=$sqlite_pack/package/deps
  [ ! -e "$sqlite_deps/sqlite3.tar.gz" ] ||
    tar -xzf "$sqlite_deps/sqlite3.tar.gz" -C "$sqlite_deps"
  for sqlite_file in sqlite3ext.h sqlite3.h sqlite3.c; do
    mv "$(find "$sqlite_deps" -name $sqlite_file | head -n 1)" "$1" || return 1
  done
  rm -rf "$sqlite_pack"
}

# tests/versions/host.c with the sources of one folder, into another; the
# object is kept. A Windows compiler makes host.exe.
sqlite_host() { # SOURCES DIR COMPILER...
  sqlite_from=$1
  sqlite_to=$2
  shift 2
  mkdir -p "$sqlite_to"
  case $1 in
  *mingw*) sqlite_libs= ;;
  *) sqlite_libs='-ldl -lpthread -lm' ;;
  esac
  if [ ! -e "$sqlite_to/sqlite3.o" ] ||
     [ "$sqlite_from/sqlite3.c" -nt "$sqlite_to/sqlite3.o" ]; then
    "$@" -O1 -w -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_MATH_FUNCTIONS \
      -DSQLITE_ENABLE_DESERIALIZE -DSQLITE_ENABLE_COLUMN_METADATA \
      -c -o "$sqlite_to/sqlite3.o" "$sqlite_from/sqlite3.c" || return 1
  fi
  "$@" -O1 -Wall -Wextra -I"$sqlite_from" -o "$sqlite_to/host" \
    tests/versions/host.c "$sqlite_to/sqlite3.o" $sqlite_libs
}

# Every golden case's answer, in one file for each. HOST is a command; it gets
# a database and $ENTENTE.
answers() { # FOLDER HOST...
  answers_in=$1
  shift
  mkdir -p "$answers_in"
  for answers_case in samples/korea-russia-2023/*.json; do
    echo "SELECT entente_load('$answers_case');"
  done | "$@" "$answers_in/sample.db" "$ENTENTE" >"$answers_in/load.txt" 2>&1
  for answers_case in tests/golden/*.sql samples/queries/*.sql \
                      samples/queries/field/*.sql; do
    [ -e "$answers_case" ] || continue
    answers_db=:memory:
    case $answers_case in
    samples/*)
      cp "$answers_in/sample.db" "$answers_in/copy.db"
      answers_db=$answers_in/copy.db ;;
    esac
    { "$@" "$answers_db" "$ENTENTE"; echo "ends with $?"; } <"$answers_case" \
      >"$answers_in/$(echo "$answers_case" | tr / _).txt" 2>&1
  done
  rm -f "$answers_in"/*.db
}
