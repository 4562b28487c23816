-- Makes every other writer of these products wait, in the order of their ids, so that two chunks cannot deadlock on them.
-- in   product_ids  JSON array of product ids, ascending
-- out  product_id of those that still exist
SELECT STRAIGHT_JOIN p.entity_id AS product_id
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity p FORCE INDEX (PRIMARY) ON p.entity_id = t.product_id
FOR UPDATE WAIT 1
