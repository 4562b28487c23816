-- These are done. Another worker may have taken some of them in the meantime, since this one took so long: they are done all the
-- same, and what it does once more does no harm.
-- in   refreshes  JSON array of ids
DELETE r FROM JSON_TABLE(:?refreshes, '$[*]' COLUMNS (refresh_id BIGINT UNSIGNED PATH '$')) t
STRAIGHT_JOIN {prefix}nacento_refresh r FORCE INDEX (PRIMARY) ON r.refresh_id = t.refresh_id
