/*
** The SQL files of schema/, carried inside the extension.
**
** The build turns them into this table (schema/embed.sh), so what a user reads
** in schema/ is what entente_create() and entente_import() run: there is no
** second copy to drift. Order: the families' tables, the parameters, the
** reference facts, the import mappings. A name is the path below schema/:
** "states.sql", "reference/state.sql", "import/gsdb.sql".
*/
#ifndef ENT_SCHEMA_H
#define ENT_SCHEMA_H

typedef struct EntSchemaFile EntSchemaFile;
struct EntSchemaFile {
  const char *zName;
  const char *zText;
};

/* Closed by an entry without a name. */
extern const EntSchemaFile ent_schema_files[];

#endif
