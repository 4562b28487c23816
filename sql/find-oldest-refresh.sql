-- What the shop must still forget, and has waited longest for: how far the refreshing of caches is behind. One row is read however
-- many there are.
-- out  age_seconds; no row if nothing waits
SELECT TIMESTAMPDIFF(MICROSECOND, created_at, UTC_TIMESTAMP(6)) / 1000000 AS age_seconds
FROM {prefix}nacento_refresh
WHERE refresh_id = (SELECT MIN(refresh_id) FROM {prefix}nacento_refresh)
