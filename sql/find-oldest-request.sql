-- The open request that has waited longest: how far the work is behind. Its index holds the open ones in the order of their
-- ids, which is that of submission, so one row is read however many there are; those opened again by somebody come last.
-- out  age_seconds; no row if nothing is open
SELECT TIMESTAMPDIFF(MICROSECOND, submitted_at, UTC_TIMESTAMP(6)) / 1000000 AS age_seconds
FROM {prefix}nacento_gallery_request FORCE INDEX (NACENTO_GALLERY_REQUEST_FINISHED)
WHERE state = 4
ORDER BY finished_at, request_id
LIMIT 1
