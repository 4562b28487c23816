-- Writes down what a direct call has changed, one row for each product, so that an older request that comes late finds what it must not
-- overwrite. The server reads a row's JSON anew for each column: so there are few, and the long ones stand last.
-- in   direct_requests  JSON [{sku, submitted_at, images, notes}]; images is JSON as text, notes too, or null
INSERT INTO {prefix}nacento_gallery_request (sku, submitted_at, state, images, notes, finished_at)
SELECT t.sku, LEAST(t.submitted_at, UTC_TIMESTAMP(6)), 1, t.images, t.notes, UTC_TIMESTAMP(6)
FROM JSON_TABLE(:?direct_requests, '$[*]' COLUMNS (
       sku VARCHAR(64) PATH '$.sku', submitted_at DATETIME(6) PATH '$.submitted_at', images LONGTEXT PATH '$.images',
       notes LONGTEXT PATH '$.notes')) t
