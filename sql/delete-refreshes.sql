-- These are done. One that another worker has taken in the meantime, since this one took so long, stays for it.
-- in   claim
--      refreshes  JSON array of ids
DELETE r FROM JSON_TABLE(:?refreshes, '$[*]' COLUMNS (refresh_id BIGINT UNSIGNED PATH '$')) t
STRAIGHT_JOIN {prefix}nacento_refresh r FORCE INDEX (PRIMARY) ON r.refresh_id = t.refresh_id
WHERE r.claim = :?claim
