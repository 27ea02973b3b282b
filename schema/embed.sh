#!/bin/sh
# The SQL of schema/ as C data, so that the one loadable file holds it all:
#
#   sh schema/embed.sh schema/states.sql ... >schema_data.c
#
# ext/sql/schema.h declares what comes out. Every line of SQL is one string
# literal; a question mark is escaped because ISO C reads ??( and its like as
# other characters.
set -eu
export LC_ALL=C

printf '/* Made by schema/embed.sh from schema/: change it there. */\n'
printf '#include "sql/schema.h"\n\n'
printf 'const EntSchemaFile ent_schema_files[] = {\n'
for file in "$@"; do
  printf '  { "%s", ""\n' "${file#schema/}"
  sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' \
      -e 's/^/    "/' -e 's/$/\\n"/' "$file"
  printf '  },\n'
done
printf '  { 0, 0 }\n};\n'
