-- What a sync would put right, counted in the whole shop for the doctor: it reads whole tables.
-- out  twin_values (rows beyond the first of a product, image and store), twin_images (beyond the first of a product and path,
--      with or without slashes in front, byte by byte), paths_without_slash (or in another form than Magento's); one row
SELECT (SELECT COALESCE(SUM(t.n - 1), 0)
        FROM (SELECT COUNT(*) AS n FROM {prefix}catalog_product_entity_media_gallery_value
              GROUP BY entity_id, value_id, store_id HAVING n > 1) t) AS twin_values,
       (SELECT COALESCE(SUM(t.n - 1), 0)
        FROM (SELECT COUNT(*) AS n FROM {prefix}catalog_product_entity_media_gallery_value_to_entity l
              JOIN {prefix}catalog_product_entity_media_gallery g ON g.value_id = l.value_id
              WHERE g.media_type = 'image'
              GROUP BY l.entity_id, CAST(TRIM(LEADING '/' FROM g.value) AS BINARY) HAVING n > 1) t) AS twin_images,
       (SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery g
        WHERE g.media_type = 'image' AND (g.value NOT LIKE '/%' OR INSTR(g.value, '//') OR INSTR(g.value, CHAR(92)))) AS paths_without_slash
