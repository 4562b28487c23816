-- What could not be refreshed for a week, and is given up: whatever stands in the way, a cache has forgotten such pages by itself. Only the
-- ten thousand that were noted first are looked at, without a lock: after a week in which a cache was dead there may be millions.
-- out  refresh_id
SELECT refresh_id FROM {prefix}nacento_refresh FORCE INDEX (PRIMARY)
WHERE refresh_id < (SELECT MIN(refresh_id) FROM {prefix}nacento_refresh) + 10000
  AND created_at < UTC_TIMESTAMP(6) - INTERVAL 7 DAY AND due_at <= UTC_TIMESTAMP(6)
