-- What could not be refreshed for a week, and is given up: whatever stands in the way, a cache has forgotten such pages by itself. Only the
-- ten thousand that were noted first are looked at, without a lock: after a week in which a cache was dead there may be millions.
-- out  refresh_id
SELECT o.refresh_id FROM (
  SELECT refresh_id, created_at, due_at FROM {prefix}nacento_refresh FORCE INDEX (PRIMARY) ORDER BY refresh_id LIMIT 10000) o
WHERE o.created_at < UTC_TIMESTAMP(6) - INTERVAL 7 DAY AND o.due_at <= UTC_TIMESTAMP(6)
