-- Forgets requests that ended long ago. One that somebody has opened again meanwhile stays.
-- in   finished_requests  JSON array of ids
DELETE r FROM JSON_TABLE(:?finished_requests, '$[*]' COLUMNS (request_id BIGINT UNSIGNED PATH '$')) t
STRAIGHT_JOIN {prefix}nacento_gallery_request r FORCE INDEX (PRIMARY) ON r.request_id = t.request_id
WHERE r.state IN (1, 2, 3, 5)
