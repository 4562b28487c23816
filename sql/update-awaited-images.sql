-- When awaited images are looked for next. One that somebody has seen come meanwhile, or has taken since, stays as it is.
-- in   claim
--      put_off  JSON [{request_id, file_path, looks, due_at}]
UPDATE JSON_TABLE(:?put_off, '$[*]' COLUMNS (
         request_id BIGINT UNSIGNED PATH '$.request_id',
         file_path VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.file_path',
         looks TINYINT UNSIGNED PATH '$.looks', due_at VARCHAR(26) PATH '$.due_at')) t
STRAIGHT_JOIN {prefix}nacento_awaited_image a FORCE INDEX (PRIMARY) ON a.request_id = t.request_id AND a.file_path = t.file_path
SET a.looks = t.looks, a.due_at = CAST(t.due_at AS DATETIME(6)), a.claim = NULL
WHERE a.claim = :?claim
