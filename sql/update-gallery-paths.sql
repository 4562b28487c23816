-- Puts right a path that was stored without its leading slash, in a row that one product alone links.
-- in   changed_paths  JSON [{value_id, value}]
UPDATE {prefix}catalog_product_entity_media_gallery g
JOIN JSON_TABLE(:?changed_paths, '$[*]' COLUMNS (value_id INT UNSIGNED PATH '$.value_id', value VARCHAR(255) PATH '$.value')) t
  ON t.value_id = g.value_id
SET g.value = t.value
