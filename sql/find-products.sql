-- The products that may have these SKUs, as the database compares them, which is more than the sender may mean; and the moment of asking:
-- the time of submission of whatever asked. The declared charset is that of the sku column; with any other the index would not be used.
-- in   skus           JSON array of SKUs
-- out  item (0-based place in skus), product_id (null: none; several rows: each of them is near), sku (the product's), submitted_at (UTC)
SELECT t.item - 1 AS item, p.entity_id AS product_id, p.sku, CAST(UTC_TIMESTAMP(6) AS CHAR) AS submitted_at
FROM JSON_TABLE(:?skus, '$[*]' COLUMNS (
       item FOR ORDINALITY,
       sku VARCHAR(64) CHARACTER SET {sku_charset} COLLATE {sku_collation} PATH '$')) t
LEFT JOIN {prefix}catalog_product_entity p ON p.sku = t.sku
