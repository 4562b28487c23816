-- The roles of products and their labels, in all stores, and a row for each product with its attribute set.
-- The order of the joins is said here, so that the server does not read all values of an attribute for each product.
-- in   product_ids       JSON array of product ids, ascending
--      value_attributes  JSON array of the attribute ids of roles and role labels
-- out  product_id, attribute_id, store_id, value, attribute_set_id (null in the rows of values, and alone in the others)
SELECT STRAIGHT_JOIN a.entity_id AS product_id, a.attribute_id, a.store_id, a.value, NULL AS attribute_set_id
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity_varchar a ON a.entity_id = t.product_id
JOIN JSON_TABLE(:?value_attributes, '$[*]' COLUMNS (attribute_id SMALLINT UNSIGNED PATH '$')) c ON c.attribute_id = a.attribute_id
UNION ALL
SELECT STRAIGHT_JOIN p.entity_id, NULL, NULL, NULL, p.attribute_set_id
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity p ON p.entity_id = t.product_id
