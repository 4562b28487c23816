-- Requests that are done but for images whose objects are awaited. One that somebody else has ended meanwhile stays as it is.
-- in   awaiting_requests  JSON [{request_id, awaits, result_message, notes}]; awaits is JSON as text, notes likewise, one more line for
--                        people, or null
UPDATE JSON_TABLE(:?awaiting_requests, '$[*]' COLUMNS (
         request_id BIGINT UNSIGNED PATH '$.request_id', awaits LONGTEXT PATH '$.awaits', notes LONGTEXT PATH '$.notes')) t
STRAIGHT_JOIN {prefix}nacento_gallery_request r FORCE INDEX (PRIMARY) ON r.request_id = t.request_id
SET r.state = 6, r.awaits = t.awaits, r.finished_at = NULL,
    r.notes = IF(t.notes IS NULL, r.notes, CONCAT_WS(CHAR(10 USING utf8mb4), r.notes, t.notes))
WHERE r.state IN (4, 6)
