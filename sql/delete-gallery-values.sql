-- Removes value rows: of a twin whose survivor stands, or of an image that is taken off its product.
-- STRAIGHT_JOIN: with poor statistics the server would go through the whole table, and lock all of it.
-- in   dead_values  JSON array of record ids
DELETE v FROM JSON_TABLE(:?dead_values, '$[*]' COLUMNS (record_id INT UNSIGNED PATH '$')) t
STRAIGHT_JOIN {prefix}catalog_product_entity_media_gallery_value v FORCE INDEX (PRIMARY) ON v.record_id = t.record_id
