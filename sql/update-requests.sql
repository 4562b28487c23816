-- Notes how requests ended, or that they are open again. What of them is done keeps a note until all is.
-- in   finished_requests  JSON [{request_id, state, notes}]; notes is JSON as text, one more line for people, or null
UPDATE JSON_TABLE(:?finished_requests, '$[*]' COLUMNS (
         request_id BIGINT UNSIGNED PATH '$.request_id', state TINYINT UNSIGNED PATH '$.state', notes LONGTEXT PATH '$.notes')) t
STRAIGHT_JOIN {prefix}nacento_gallery_request r FORCE INDEX (PRIMARY) ON r.request_id = t.request_id
SET r.state = t.state, r.awaits = IF(t.state = 1, NULL, r.awaits),
    r.notes = IF(t.notes IS NULL, r.notes, CONCAT_WS(CHAR(10 USING utf8mb4), r.notes, t.notes)), r.finished_at = UTC_TIMESTAMP(6)
