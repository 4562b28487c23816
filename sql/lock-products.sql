-- Makes every other writer of these products wait, in the order of their ids, so that two chunks cannot deadlock on them.
-- MySQL has no WAIT: there the session's innodb_lock_wait_timeout holds; it cannot lock a row of JSON_TABLE, either.
-- in   product_ids  JSON array of product ids, ascending
-- out  product_id of those that still exist
SELECT STRAIGHT_JOIN p.entity_id AS product_id
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity p FORCE INDEX (PRIMARY) ON p.entity_id = t.product_id
FOR UPDATE /*!80000 OF p */ /*M! WAIT 1 */
