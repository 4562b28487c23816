-- Forgets the waits of requests that have ended otherwise: failed, rejected, or gone.
-- in   worked_requests  JSON array of ids
DELETE a FROM JSON_TABLE(:?worked_requests, '$[*]' COLUMNS (request_id BIGINT UNSIGNED PATH '$')) t
STRAIGHT_JOIN {prefix}nacento_awaited_image a FORCE INDEX (NACENTO_AWAITED_IMAGE_REQUEST) ON a.request_id = t.request_id
LEFT JOIN {prefix}nacento_gallery_request r FORCE INDEX (PRIMARY) ON r.request_id = a.request_id AND r.state = 6
WHERE r.request_id IS NULL
