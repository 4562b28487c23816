-- Label, position and visibility of images that the product already has, for all stores or one of them.
-- STRAIGHT_JOIN: with poor statistics the server would go through the whole table, and lock all of it.
-- in   changed_values  JSON [{record_id, label, position, disabled}]
UPDATE JSON_TABLE(:?changed_values, '$[*]' COLUMNS (
       record_id INT UNSIGNED PATH '$.record_id',
       label VARCHAR(255) PATH '$.label', position INT UNSIGNED PATH '$.position', disabled SMALLINT PATH '$.disabled')) t
STRAIGHT_JOIN {prefix}catalog_product_entity_media_gallery_value v FORCE INDEX (PRIMARY) ON v.record_id = t.record_id
SET v.label = t.label, v.position = t.position, v.disabled = t.disabled
