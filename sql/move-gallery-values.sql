-- Hangs value rows (of any store) on another gallery row of the same product; their record_id stays, and with it the ETag.
-- in   moved_values  JSON [{record_id, value_id}]
UPDATE {prefix}catalog_product_entity_media_gallery_value v
JOIN JSON_TABLE(:?moved_values, '$[*]' COLUMNS (record_id INT UNSIGNED PATH '$.record_id', value_id INT UNSIGNED PATH '$.value_id')) t
  ON t.record_id = v.record_id
SET v.value_id = t.value_id
