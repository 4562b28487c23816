-- Tells the rows that the PHP module wrote which image they are for. IGNORE: an image has one ETag; a second row for it stays as it is.
-- STRAIGHT_JOIN: with poor statistics the server would go through the whole table, and lock all of it.
-- in   etag_keys  JSON [{record_id, product_id, value_id}]
UPDATE IGNORE JSON_TABLE(:?etag_keys, '$[*]' COLUMNS (
       record_id INT UNSIGNED PATH '$.record_id', product_id INT UNSIGNED PATH '$.product_id', value_id INT UNSIGNED PATH '$.value_id')) t
STRAIGHT_JOIN {prefix}nacento_media_gallery_meta m FORCE INDEX (PRIMARY) ON m.record_id = t.record_id AND m.product_id IS NULL
SET m.product_id = t.product_id, m.value_id = t.value_id, m.updated_at = m.updated_at
