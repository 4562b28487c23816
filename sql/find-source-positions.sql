-- How far the PIM of each source has been read.
-- out  source
--      position  in milliseconds since 1970
SELECT source, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', position) DIV 1000 AS position
FROM {prefix}nacento_source_position
