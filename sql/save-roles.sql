-- Roles (which image is the base, small, … one) and their labels, for all stores (store 0) or one of them.
-- in   saved_roles  JSON [{product_id, attribute_id, store_id, value}]
INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value)
SELECT t.attribute_id, t.store_id, t.product_id, t.value
FROM JSON_TABLE(:?saved_roles, '$[*]' COLUMNS (
       product_id INT UNSIGNED PATH '$.product_id', attribute_id SMALLINT UNSIGNED PATH '$.attribute_id',
       store_id SMALLINT UNSIGNED PATH '$.store_id', value VARCHAR(255) PATH '$.value')) t
ON DUPLICATE KEY UPDATE value = t.value
