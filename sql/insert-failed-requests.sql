-- Notes that direct calls have failed for SKUs, for people who look for these. Nothing else reads the rows. The same failure of a SKU is
-- noted once an hour, whatever an export sends again and again.
-- in   failed_requests  JSON [{sku, code, images, notes}]; code is that of the failure; images and notes are JSON as text
INSERT INTO {prefix}nacento_gallery_request (sku, submitted_at, state, images, notes, finished_at)
SELECT t.sku, UTC_TIMESTAMP(6), 5, t.images, t.notes, UTC_TIMESTAMP(6)
FROM JSON_TABLE(:?failed_requests, '$[*]' COLUMNS (
       sku VARCHAR(64) CHARACTER SET {sku_charset} COLLATE {sku_collation} PATH '$.sku',
       code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.code',
       notes LONGTEXT PATH '$.notes', images LONGTEXT PATH '$.images')) t
WHERE NOT EXISTS (
  SELECT 1 FROM {prefix}nacento_gallery_request o FORCE INDEX (NACENTO_GALLERY_REQUEST_SKU)
  WHERE o.sku = t.sku AND o.state = 5 AND o.submitted_at > UTC_TIMESTAMP(6) - INTERVAL 1 HOUR
    AND o.bulk_uuid IS NULL AND LOCATE(CONCAT('{"error":"', t.code, ':'), o.notes) = 1)
