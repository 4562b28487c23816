-- Tells whoever reads updated_at (feeds, exports, indexers) that these products changed.
-- STRAIGHT_JOIN: with poor statistics the server would go through the whole table, and lock all of it.
-- in   touched  JSON array of product ids
UPDATE JSON_TABLE(:?touched, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
STRAIGHT_JOIN {prefix}catalog_product_entity p FORCE INDEX (PRIMARY) ON p.entity_id = t.product_id
SET p.updated_at = UTC_TIMESTAMP()
