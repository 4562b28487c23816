-- Takes a source whose PIM is to be asked: for a while it is nobody else's. If the process dies, or fails, it is due again then.
-- in   source, kind
--      claim  new for each round
--      lease  seconds
UPDATE {prefix}nacento_source_position
SET claim = :?claim, due_at = UTC_TIMESTAMP(6) + INTERVAL :?lease SECOND
WHERE source = :?source AND kind = :?kind AND due_at <= UTC_TIMESTAMP(6)
