-- Notes how far a source has been loaded, and when its PIM is asked next, unless somebody else has taken it meanwhile.
-- in   source, kind, claim
--      position  in milliseconds since 1970
--      pause     in seconds
UPDATE {prefix}nacento_source_position
SET position = '1970-01-01' + INTERVAL :?position * 1000 MICROSECOND, due_at = UTC_TIMESTAMP(6) + INTERVAL :?pause SECOND, claim = NULL
WHERE source = :?source AND kind = :?kind AND claim = :?claim
