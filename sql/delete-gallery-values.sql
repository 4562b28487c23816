-- Removes the value rows of a twin whose survivor stands.
-- in   dead_values  JSON array of record ids
DELETE v FROM {prefix}catalog_product_entity_media_gallery_value v
JOIN JSON_TABLE(:?dead_values, '$[*]' COLUMNS (record_id INT UNSIGNED PATH '$')) t ON t.record_id = v.record_id
