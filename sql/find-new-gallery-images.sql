-- The gallery rows that insert-gallery-images has just inserted on this connection, where the server returned no ids.
-- out  value_id, value
SELECT value_id, value
FROM {prefix}catalog_product_entity_media_gallery FORCE INDEX (PRIMARY)
WHERE value_id >= LAST_INSERT_ID() AND media_type = 'new'
