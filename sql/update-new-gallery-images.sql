-- Takes the mark off gallery rows whose ids are known now. Nobody else has seen it: it is the same transaction.
-- in   new_links  JSON [{value_id, …}]
UPDATE JSON_TABLE(:?new_links, '$[*]' COLUMNS (value_id INT UNSIGNED PATH '$.value_id')) t
STRAIGHT_JOIN {prefix}catalog_product_entity_media_gallery g FORCE INDEX (PRIMARY) ON g.value_id = t.value_id AND g.media_type = 'new'
SET g.media_type = 'image'
