-- Puts right a path that was stored without its leading slash, in a row that one product alone links.
-- STRAIGHT_JOIN: with poor statistics the server would go through the whole table, and lock all of it.
-- in   changed_paths  JSON [{value_id, value}]
UPDATE JSON_TABLE(:?changed_paths, '$[*]' COLUMNS (value_id INT UNSIGNED PATH '$.value_id', value VARCHAR(255) PATH '$.value')) t
STRAIGHT_JOIN {prefix}catalog_product_entity_media_gallery g FORCE INDEX (PRIMARY) ON g.value_id = t.value_id
SET g.value = t.value
