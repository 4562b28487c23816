-- The table prefixes of the shops in this database, for the doctor: what stands before catalog_product_entity.
-- out  table_prefix, '' for none
SELECT SUBSTRING(t.table_name, 1, CHAR_LENGTH(t.table_name) - CHAR_LENGTH('catalog_product_entity')) AS table_prefix
FROM information_schema.tables t
WHERE t.table_schema = DATABASE() AND t.table_name LIKE '%catalog\_product\_entity'
ORDER BY t.table_name
