-- Images whose objects are awaited from now on: looked for at the next full minute, all of a minute together. What is awaited already keeps
-- its place.
-- in   awaited_images  JSON [{request_id, submitted_at, file_path}]
INSERT IGNORE INTO {prefix}nacento_awaited_image (file_path, request_id, submitted_at, due_at)
SELECT t.file_path, t.request_id, CAST(t.submitted_at AS DATETIME(6)), DATE_FORMAT(UTC_TIMESTAMP() + INTERVAL 1 MINUTE, '%Y-%m-%d %H:%i:00')
FROM JSON_TABLE(:?awaited_images, '$[*]' COLUMNS (
       request_id BIGINT UNSIGNED PATH '$.request_id', submitted_at VARCHAR(26) PATH '$.submitted_at',
       file_path VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.file_path')) t
