-- Takes the oldest refreshes that are due: for a while they are nobody else's. If the worker dies, or fails, they are due again then.
-- in   claim  new for each round
--      pause  seconds
UPDATE {prefix}nacento_refresh FORCE INDEX (NACENTO_REFRESH_DUE)
SET claim = :?claim, due_at = UTC_TIMESTAMP(6) + INTERVAL :?pause SECOND
WHERE due_at <= UTC_TIMESTAMP(6)
ORDER BY due_at
LIMIT 1000
