-- Writes down the open requests of a message that is received for the first time.
-- in   new_requests  JSON [{sku, submitted_at, bulk_uuid, operation_key, operation_id, message_id, images}]; images is JSON as text;
--                    submitted_at null, or in the future: now
INSERT INTO {prefix}nacento_gallery_request
  (sku, submitted_at, state, bulk_uuid, operation_key, operation_id, message_id, images)
SELECT t.sku, LEAST(COALESCE(CAST(t.submitted_at AS DATETIME(6)), UTC_TIMESTAMP(6)), UTC_TIMESTAMP(6)), 4, t.bulk_uuid, t.operation_key,
       t.operation_id, t.message_id, t.images
FROM JSON_TABLE(:?new_requests, '$[*]' COLUMNS (
       sku VARCHAR(64) PATH '$.sku', submitted_at VARCHAR(26) PATH '$.submitted_at', bulk_uuid VARCHAR(39) PATH '$.bulk_uuid',
       operation_key INT UNSIGNED PATH '$.operation_key', operation_id INT UNSIGNED PATH '$.operation_id',
       message_id VARCHAR(255) PATH '$.message_id', images LONGTEXT PATH '$.images')) t
