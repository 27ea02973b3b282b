# All of ext/ as one C file, for embedders, WASM and fuzzers:
#
#   awk -v version=V -f ext/amalgamate.awk ext/world/*.c ... schema_data.c
#
# The sources come in the order given. The first #include of an own header is
# replaced by the header, every later one is dropped; system headers, SQLite's
# and cJSON stay. The files share one name space, so two static names must
# never be equal: `make check` compiles the result.

function folder(path) {
  return match(path, /.*\//) ? substr(path, 1, RLENGTH) : ""
}

function readable(path, line, ok) {
  ok = (getline line < path) >= 0
  close(path)
  return ok
}

function tidy(path) {
  while (match(path, /[^\/.]+\/\.\.\//))
    path = substr(path, 1, RSTART - 1) substr(path, RSTART + RLENGTH)
  return path
}

function own(name, from) {
  if (readable(tidy(folder(from) name))) return tidy(folder(from) name)
  if (readable("ext/" name)) return "ext/" name
  return ""
}

function emit(path, line, name, header) {
  # What the build made has no place of its own.
  header = path ~ /^ext\// ? path : substr(path, length(folder(path)) + 1)
  printf "\n/************** %s **************/\n", header
  while ((getline line < path) > 0) {
    if (line ~ /^[ \t]*#[ \t]*include[ \t]*"/) {
      name = line
      sub(/^[^"]*"/, "", name)
      sub(/".*/, "", name)
      header = own(name, path)
      if (header != "") {
        if (!(header in seen)) {
          seen[header] = 1
          emit(header)
          printf "\n/************** %s, continued **************/\n", path
        }
        continue
      }
    }
    print line
  }
  close(path)
}

BEGIN {
  printf "/* Entente %s, all of its sources in one file. Made by\n", version
  print "** ext/amalgamate.awk: change the files in ext/ and schema/ instead."
  print "**"
  print "** Loadable:  cc -shared -fPIC -o entente.so entente.c -lcjson -lm"
  print "** Built in:  cc -DSQLITE_CORE -c entente.c, and see entente.h */"
  for (i = 1; i < ARGC; i++) emit(ARGV[i])
}
