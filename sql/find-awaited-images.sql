-- The awaited images that a look has taken.
-- in   claim
-- out  request_id, file_path, looks, submitted_at, now
SELECT request_id, file_path, looks, CAST(submitted_at AS CHAR) AS submitted_at, CAST(UTC_TIMESTAMP(6) AS CHAR) AS now
FROM {prefix}nacento_awaited_image FORCE INDEX (NACENTO_AWAITED_IMAGE_CLAIM)
WHERE claim = :?claim
