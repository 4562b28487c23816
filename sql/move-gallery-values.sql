-- Hangs value rows (of any store) on another gallery row of the same product; their record_id stays, and with it the ETag.
-- STRAIGHT_JOIN: with poor statistics the server would go through the whole table, and lock all of it.
-- in   moved_values  JSON [{record_id, value_id}]
UPDATE JSON_TABLE(:?moved_values, '$[*]' COLUMNS (record_id INT UNSIGNED PATH '$.record_id', value_id INT UNSIGNED PATH '$.value_id')) t
STRAIGHT_JOIN {prefix}catalog_product_entity_media_gallery_value v FORCE INDEX (PRIMARY) ON v.record_id = t.record_id
SET v.value_id = t.value_id
