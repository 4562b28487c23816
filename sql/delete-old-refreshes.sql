-- Gives up what could not be refreshed for a week: whatever stands in the way, a cache has forgotten such pages by itself.
DELETE FROM {prefix}nacento_refresh WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 7 DAY AND due_at <= UTC_TIMESTAMP(6)
