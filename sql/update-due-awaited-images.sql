-- Takes awaited images that are due: for a while they are nobody else's. If the worker dies, they are due again then. Those that are due at
-- the same time come in the order of their paths, however many they are.
-- in   claim  new for each look
--      pause  seconds
UPDATE {prefix}nacento_awaited_image FORCE INDEX (NACENTO_AWAITED_IMAGE_DUE)
SET claim = :?claim, due_at = UTC_TIMESTAMP(6) + INTERVAL :?pause SECOND
WHERE due_at <= UTC_TIMESTAMP(6)
ORDER BY due_at, file_path
LIMIT 5000
