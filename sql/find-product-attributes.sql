-- The attributes of the shop that the connector reads and writes; ids differ from shop to shop.
-- out  attribute_code, attribute_id, frontend_input, backend_type, attribute_set_id (a row for each attribute set that the
--      attribute is in; null: in none)
SELECT a.attribute_code, a.attribute_id, a.frontend_input, a.backend_type, s.attribute_set_id
FROM {prefix}eav_attribute a
JOIN {prefix}eav_entity_type t ON t.entity_type_id = a.entity_type_id
LEFT JOIN {prefix}eav_entity_attribute s ON s.attribute_id = a.attribute_id
WHERE t.entity_type_code = 'catalog_product'
  AND (a.frontend_input = 'media_image' OR a.attribute_code = 'media_gallery' OR a.attribute_code LIKE '%\_label')
