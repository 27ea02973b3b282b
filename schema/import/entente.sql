-- Our own JSON: entente_load() reads it, and entente_dump() writes it. See
-- schema/README.md and schema/dataset.schema.json.
--
-- reader: none

SELECT entente_load(:path) -> 'rows' AS loaded;
