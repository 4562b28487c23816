-- How far a source has been loaded, if this round has taken it.
-- in   source, kind, claim
-- out  position  in milliseconds since 1970
SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', position) DIV 1000 AS position
FROM {prefix}nacento_source_position
WHERE source = :?source AND kind = :?kind AND claim = :?claim
