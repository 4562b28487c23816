-- Which of these products nobody holds at the moment. Outside of a transaction what it locks is free again when it has answered; inside of
-- one they are locked from now on, and nobody was waited for.
-- in   product_ids  JSON array of product ids, ascending
-- out  product_id of those that exist and are free
SELECT STRAIGHT_JOIN p.entity_id AS product_id
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity p FORCE INDEX (PRIMARY) ON p.entity_id = t.product_id
FOR UPDATE /*!80000 OF p */ SKIP LOCKED
