-- The next thousand products of an audit, which reads all of them page by page: no lock, and no transaction that stays open.
-- in   after  id of the last one of the page before
-- out  product_id, sku; none: that was the end
SELECT p.entity_id AS product_id, p.sku
FROM {prefix}catalog_product_entity p
WHERE p.entity_id > :?after
ORDER BY p.entity_id
LIMIT 1000
