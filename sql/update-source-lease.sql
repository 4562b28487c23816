-- Keeps a source for this round, which is not at its end yet.
-- in   source, kind, claim
--      lease  seconds
UPDATE {prefix}nacento_source_position
SET due_at = UTC_TIMESTAMP(6) + INTERVAL :?lease SECOND
WHERE source = :?source AND kind = :?kind AND claim = :?claim
