-- The roles of products and their labels, in all stores.
-- The order of the joins is said here, so that the server does not read all values of an attribute for each product.
-- in   product_ids       JSON array of product ids, ascending
--      value_attributes  JSON array of the attribute ids of roles and role labels
-- out  product_id, attribute_id, store_id, value
SELECT STRAIGHT_JOIN a.entity_id AS product_id, a.attribute_id, a.store_id, a.value
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity_varchar a ON a.entity_id = t.product_id
JOIN JSON_TABLE(:?value_attributes, '$[*]' COLUMNS (attribute_id SMALLINT UNSIGNED PATH '$')) c ON c.attribute_id = a.attribute_id
