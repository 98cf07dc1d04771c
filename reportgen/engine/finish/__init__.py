"""A rendered part → the same part, sound: containers that loops left empty, table columns, ids, notes, parts no longer used."""
