-- The requests that stand before or behind the current one: whatever is open for these products, what failed and may be tried once more,
-- what waits for objects, and what was processed after it was submitted. Read before images and values: whoever ends a request writes those
-- first, so that none is missed by both. A request belongs to the product that its SKU means: byte by byte the same, or the same but for
-- letter case and blanks, if no other product is as near. What only the collation finds equal is another SKU. A table that has just been
-- filled has no statistics yet: what is joined in which order, and by which index, is said here, so that the server does not read all
-- requests for each product.
-- in   product_ids   JSON array of product ids, ascending
--      await_seconds  how long a request waits for missing objects, 0: not at all
--      submitted_at  UTC, of an event some minutes earlier; requests that are not finished come whatever their time, finished ones only
--                    if younger than this or than an open one
-- out  product_id, request_id, submitted_at, state, bulk_uuid, message_id, operation_key, operation_id, images,
--      awaits (null: nothing), may_wait (0: the time is up)
SELECT STRAIGHT_JOIN p.entity_id AS product_id, r.request_id, CAST(r.submitted_at AS CHAR) AS submitted_at, r.state, r.bulk_uuid,
       r.message_id, r.operation_key, r.operation_id, r.images, r.awaits,
       :?await_seconds > 0 AND r.submitted_at > UTC_TIMESTAMP(6) - INTERVAL :?await_seconds SECOND AS may_wait
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity p FORCE INDEX (PRIMARY) ON p.entity_id = t.product_id
JOIN {prefix}nacento_gallery_request r FORCE INDEX (NACENTO_GALLERY_REQUEST_SKU) ON r.sku = p.sku
WHERE CAST(LOWER(TRIM(r.sku)) AS BINARY) = CAST(LOWER(TRIM(p.sku)) AS BINARY)
  AND (CAST(r.sku AS BINARY) = CAST(p.sku AS BINARY) OR NOT EXISTS (
    SELECT 1 FROM {prefix}catalog_product_entity e
    WHERE e.sku = r.sku AND e.entity_id <> p.entity_id AND CAST(LOWER(TRIM(e.sku)) AS BINARY) = CAST(LOWER(TRIM(r.sku)) AS BINARY)))
  AND (r.state IN (2, 3, 4, 6) OR (r.state = 1 AND (r.submitted_at >= CAST(:?submitted_at AS DATETIME(6))
   OR EXISTS (SELECT 1 FROM {prefix}nacento_gallery_request o FORCE INDEX (NACENTO_GALLERY_REQUEST_SKU) WHERE o.sku = p.sku AND o.state = 4 AND o.submitted_at <= r.submitted_at))))
