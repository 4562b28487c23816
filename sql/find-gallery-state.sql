-- All that a decision about these products needs, in one read: their gallery images with the values of all stores and the
-- ETags, their roles and role labels, and the requests that stand before or behind the one at hand.
-- A table that has just been filled has no statistics yet: what is joined in which order, and by which index, is said here, so
-- that the server does not read all values of an attribute, or all requests, for each product.
-- in   product_ids     JSON array of product ids, ascending
--      media_gallery   id of the attribute
--      value_attributes JSON array of the attribute ids of roles and role labels
--      submitted_at    UTC; open requests come whatever their time, finished ones only if younger than this or than an open one
-- out  kind = image      product_id, value_id, value, media_type, links (products that link the row), record_id, store_id,
--                        label, position, disabled, s3_etag (record_id null: the image has no value row)
--      kind = attribute  product_id, attribute_id, store_id, text
--      kind = request    product_id, request_id, submitted_at, state, bulk_uuid, message_id, operation_key, operation_id, images
SELECT STRAIGHT_JOIN 'image' AS kind, l.entity_id AS product_id,
       g.value_id, g.value, g.media_type,
       (SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value_to_entity o WHERE o.value_id = g.value_id) AS links,
       v.record_id, v.store_id, v.label, v.position, v.disabled, m.s3_etag,
       NULL AS attribute_id, NULL AS text,
       NULL AS request_id, NULL AS submitted_at, NULL AS state, NULL AS bulk_uuid, NULL AS message_id, NULL AS operation_key,
       NULL AS operation_id, NULL AS images
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l ON l.entity_id = t.product_id
JOIN {prefix}catalog_product_entity_media_gallery g ON g.value_id = l.value_id AND g.attribute_id = :?media_gallery
LEFT JOIN {prefix}catalog_product_entity_media_gallery_value v ON v.entity_id = l.entity_id AND v.value_id = l.value_id
LEFT JOIN {prefix}nacento_media_gallery_meta m ON m.record_id = v.record_id
UNION ALL
SELECT STRAIGHT_JOIN 'attribute', a.entity_id,
       NULL, NULL, NULL, NULL, NULL, a.store_id, NULL, NULL, NULL, NULL,
       a.attribute_id, a.value,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity_varchar a ON a.entity_id = t.product_id
JOIN JSON_TABLE(:?value_attributes, '$[*]' COLUMNS (attribute_id SMALLINT UNSIGNED PATH '$')) c ON c.attribute_id = a.attribute_id
UNION ALL
SELECT STRAIGHT_JOIN 'request', p.entity_id,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL,
       r.request_id, CAST(r.submitted_at AS CHAR), r.state, r.bulk_uuid, r.message_id, r.operation_key, r.operation_id, r.images
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity p FORCE INDEX (PRIMARY) ON p.entity_id = t.product_id
JOIN {prefix}nacento_gallery_request r FORCE INDEX (NACENTO_GALLERY_REQUEST_SKU) ON r.sku = p.sku
WHERE r.state = 4 OR (r.state = 1 AND (r.submitted_at >= CAST(:?submitted_at AS DATETIME(6))
   OR EXISTS (SELECT 1 FROM {prefix}nacento_gallery_request o FORCE INDEX (NACENTO_GALLERY_REQUEST_SKU) WHERE o.sku = p.sku AND o.state = 4 AND o.submitted_at <= r.submitted_at)))
