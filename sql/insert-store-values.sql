-- Label, position and visibility of an image for single store views. No ETag belongs to one, so nobody needs the ids.
-- in   new_store_values  JSON [{value_id, product_id, store_id, label, position, disabled}]
INSERT INTO {prefix}catalog_product_entity_media_gallery_value (value_id, store_id, entity_id, label, position, disabled)
SELECT t.value_id, t.store_id, t.product_id, t.label, t.position, t.disabled
FROM JSON_TABLE(:?new_store_values, '$[*]' COLUMNS (
       value_id INT UNSIGNED PATH '$.value_id', product_id INT UNSIGNED PATH '$.product_id', store_id SMALLINT UNSIGNED PATH '$.store_id',
       label VARCHAR(255) PATH '$.label', position INT UNSIGNED PATH '$.position', disabled SMALLINT PATH '$.disabled')) t
