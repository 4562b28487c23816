-- Tells whoever reads updated_at (feeds, exports, indexers) that these products changed.
-- in   touched  JSON array of product ids
UPDATE {prefix}catalog_product_entity p
JOIN JSON_TABLE(:?touched, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t ON t.product_id = p.entity_id
SET p.updated_at = UTC_TIMESTAMP()
