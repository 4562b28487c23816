-- Notes how requests ended, or that they are open again. What of them is done keeps a note until all is.
-- in   finished_requests  JSON [{request_id, state}]
UPDATE JSON_TABLE(:?finished_requests, '$[*]' COLUMNS (request_id BIGINT UNSIGNED PATH '$.request_id', state TINYINT UNSIGNED PATH '$.state')) t
STRAIGHT_JOIN {prefix}nacento_gallery_request r FORCE INDEX (PRIMARY) ON r.request_id = t.request_id
SET r.state = t.state, r.awaits = IF(t.state = 1, NULL, r.awaits), r.finished_at = UTC_TIMESTAMP(6)
