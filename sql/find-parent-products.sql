-- The configurable, grouped and bundle products on whose pages these products are shown.
-- in   product_ids  JSON array of product ids
-- out  product_id
SELECT STRAIGHT_JOIN DISTINCT r.parent_id AS product_id
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_relation r ON r.child_id = t.product_id
