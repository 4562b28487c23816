-- Puts right a path that is not stored in Magento's form, and shows a row again that is hidden everywhere; one product alone links it.
-- STRAIGHT_JOIN: with poor statistics the server would go through the whole table, and lock all of it.
-- in   changed_paths  JSON [{value_id, value, disabled}]; disabled is 0, or null: it stays
UPDATE JSON_TABLE(:?changed_paths, '$[*]' COLUMNS (value_id INT UNSIGNED PATH '$.value_id', value VARCHAR(255) PATH '$.value',
       disabled SMALLINT PATH '$.disabled')) t
STRAIGHT_JOIN {prefix}catalog_product_entity_media_gallery g FORCE INDEX (PRIMARY) ON g.value_id = t.value_id
SET g.value = t.value, g.disabled = COALESCE(t.disabled, g.disabled)
