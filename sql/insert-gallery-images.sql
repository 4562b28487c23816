-- New gallery rows. The ids are given back by the server, never counted up: rows of the same path may be taken in any order.
-- in   new_images  JSON [{value, …}]
-- out  value_id, value
INSERT INTO {prefix}catalog_product_entity_media_gallery (attribute_id, value, media_type, disabled)
SELECT :?media_gallery, t.value, 'image', 0
FROM JSON_TABLE(:?new_images, '$[*]' COLUMNS (value VARCHAR(255) PATH '$.value')) t
RETURNING value_id, value
