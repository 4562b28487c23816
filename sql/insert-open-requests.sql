-- Writes down the requests of a bulk that is being submitted. The server reads a row's JSON anew for each column: so what is the
-- same for all rows stands beside them, and the images, which are long, stand last and are taken as they are.
-- in   bulk_uuid
--      open_requests  JSON [{sku, operation_key, operation_id, submitted_at, images}]; images is JSON as text; submitted_at is when
--                     an event happened (UTC, in the future: now) or null (now)
INSERT INTO {prefix}nacento_gallery_request (sku, submitted_at, state, bulk_uuid, operation_key, operation_id, images)
SELECT t.sku, LEAST(IFNULL(t.submitted_at, UTC_TIMESTAMP(6)), UTC_TIMESTAMP(6)), 4, CONVERT(:?bulk_uuid USING ascii), t.operation_key, t.operation_id, t.images
FROM JSON_TABLE(:?open_requests, '$[*]' COLUMNS (
       sku VARCHAR(64) PATH '$.sku', operation_key INT UNSIGNED PATH '$.operation_key', operation_id INT UNSIGNED PATH '$.operation_id',
       submitted_at DATETIME(6) PATH '$.submitted_at', images LONGTEXT PATH '$.images')) t
