-- Label, position and visibility of an image for all stores. The ids are given back, since ETags belong to them.
-- in   new_values  JSON [{value_id, product_id, label, position, disabled}]
-- out  record_id, value_id, product_id; on MySQL nothing, find-new-gallery-values reads them
INSERT INTO {prefix}catalog_product_entity_media_gallery_value (value_id, store_id, entity_id, label, position, disabled)
SELECT t.value_id, 0, t.product_id, t.label, t.position, t.disabled
FROM JSON_TABLE(:?new_values, '$[*]' COLUMNS (
       value_id INT UNSIGNED PATH '$.value_id', product_id INT UNSIGNED PATH '$.product_id',
       label VARCHAR(255) PATH '$.label', position INT UNSIGNED PATH '$.position', disabled SMALLINT PATH '$.disabled')) t
/*M! RETURNING record_id, value_id, entity_id AS product_id */
