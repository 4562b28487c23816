-- Notes how requests ended.
-- in   finished_requests  JSON [{request_id, state}]
UPDATE {prefix}nacento_gallery_request r
JOIN JSON_TABLE(:?finished_requests, '$[*]' COLUMNS (request_id BIGINT UNSIGNED PATH '$.request_id', state TINYINT UNSIGNED PATH '$.state')) t
  ON t.request_id = r.request_id
SET r.state = t.state, r.finished_at = UTC_TIMESTAMP(6)
