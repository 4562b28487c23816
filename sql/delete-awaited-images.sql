-- Images that are not awaited any more: done, or given up.
-- in   ended_waits  JSON [{request_id, file_path}]; file_path null: all of the request
DELETE a FROM JSON_TABLE(:?ended_waits, '$[*]' COLUMNS (
       request_id BIGINT UNSIGNED PATH '$.request_id',
       file_path VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.file_path')) t
STRAIGHT_JOIN {prefix}nacento_awaited_image a FORCE INDEX (NACENTO_AWAITED_IMAGE_REQUEST) ON a.request_id = t.request_id
WHERE t.file_path IS NULL OR a.file_path = t.file_path
