-- Writes requests down: open ones when they are submitted, a finished one for each product that a direct call changed, so
-- that an older request that comes late finds what it must not overwrite.
-- in   new_requests  JSON [{sku, submitted_at, state, bulk_uuid, operation_key, operation_id, message_id, images, notes}]; submitted_at
--                    null, or in the future: now
INSERT INTO {prefix}nacento_gallery_request
  (sku, submitted_at, state, bulk_uuid, operation_key, operation_id, message_id, images, notes, finished_at)
SELECT t.sku, LEAST(COALESCE(CAST(t.submitted_at AS DATETIME(6)), UTC_TIMESTAMP(6)), UTC_TIMESTAMP(6)), t.state, t.bulk_uuid, t.operation_key, t.operation_id,
       t.message_id, t.images, t.notes, IF(t.state = 4, NULL, UTC_TIMESTAMP(6))
FROM JSON_TABLE(:?new_requests, '$[*]' COLUMNS (
       sku VARCHAR(64) PATH '$.sku', submitted_at VARCHAR(26) PATH '$.submitted_at', state TINYINT UNSIGNED PATH '$.state',
       bulk_uuid VARCHAR(39) PATH '$.bulk_uuid', operation_key INT UNSIGNED PATH '$.operation_key',
       operation_id INT UNSIGNED PATH '$.operation_id', message_id VARCHAR(255) PATH '$.message_id', images LONGTEXT PATH '$.images', notes LONGTEXT PATH '$.notes')) t
