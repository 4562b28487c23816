-- Notes how requests ended. Images that have decided nothing, since the bucket did not have them, keep their path only.
-- in   finished_requests  JSON [{request_id, state, images}]; images absent: they stay
UPDATE JSON_TABLE(:?finished_requests, '$[*]' COLUMNS (request_id BIGINT UNSIGNED PATH '$.request_id', state TINYINT UNSIGNED PATH '$.state',
       images LONGTEXT PATH '$.images')) t
STRAIGHT_JOIN {prefix}nacento_gallery_request r FORCE INDEX (PRIMARY) ON r.request_id = t.request_id
SET r.state = t.state, r.images = COALESCE(t.images, r.images), r.finished_at = UTC_TIMESTAMP(6)
