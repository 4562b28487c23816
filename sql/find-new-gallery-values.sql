-- The values that insert-gallery-values has just inserted on this connection, where the server returned no ids. The products are locked, so
-- that nobody else inserts any for them.
-- in   new_values  as insert-gallery-values has it
-- out  record_id, value_id, product_id
SELECT STRAIGHT_JOIN v.record_id, v.value_id, v.entity_id AS product_id
FROM (SELECT DISTINCT product_id FROM JSON_TABLE(:?new_values, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$.product_id')) t) p
JOIN {prefix}catalog_product_entity_media_gallery_value v ON v.entity_id = p.product_id AND v.record_id >= LAST_INSERT_ID()
