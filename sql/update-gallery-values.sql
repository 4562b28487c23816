-- Label, position and visibility of images that the product already has (store 0).
-- in   changed_values  JSON [{record_id, label, position, disabled}]
UPDATE {prefix}catalog_product_entity_media_gallery_value v
JOIN JSON_TABLE(:?changed_values, '$[*]' COLUMNS (
       record_id INT UNSIGNED PATH '$.record_id',
       label VARCHAR(255) PATH '$.label', position INT UNSIGNED PATH '$.position', disabled SMALLINT PATH '$.disabled')) t
  ON t.record_id = v.record_id
SET v.label = t.label, v.position = t.position, v.disabled = t.disabled
