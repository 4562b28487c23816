-- Begins to follow the changes in a source's PIM: from now on. One that is followed already is left alone.
-- in   source
--      kind  what of it is followed
INSERT IGNORE INTO {prefix}nacento_source_position (source, kind, position, due_at)
VALUES (:?source, :?kind, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
