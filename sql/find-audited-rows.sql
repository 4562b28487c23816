-- The next thousands of gallery rows of an audit, in the order of their ids, and whether a product links them.
-- in   after  value_id of the last one of the page before
-- out  value_id, value, linked (0: no product does); none: that was the end
SELECT STRAIGHT_JOIN g.value_id, g.value,
       EXISTS (SELECT 1 FROM {prefix}catalog_product_entity_media_gallery_value_to_entity l WHERE l.value_id = g.value_id) AS linked
FROM (SELECT b.value_id FROM {prefix}catalog_product_entity_media_gallery b WHERE b.value_id > :?after ORDER BY b.value_id LIMIT 5000) t
JOIN {prefix}catalog_product_entity_media_gallery g ON g.value_id = t.value_id
ORDER BY g.value_id
