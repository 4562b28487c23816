-- Remembers which content of an image was last seen in the bucket.
-- store_id + 0, so that the index on store_id is none to choose: with poor statistics the server would read all values of
-- store 0 for each ETag.
-- in   etags  JSON [{value_id, product_id, etag}]
INSERT INTO {prefix}nacento_media_gallery_meta (record_id, s3_etag)
SELECT STRAIGHT_JOIN v.record_id, t.etag
FROM JSON_TABLE(:?etags, '$[*]' COLUMNS (
       value_id INT UNSIGNED PATH '$.value_id', product_id INT UNSIGNED PATH '$.product_id', etag VARCHAR(255) PATH '$.etag')) t
JOIN {prefix}catalog_product_entity_media_gallery_value v
  ON v.entity_id = t.product_id AND v.value_id = t.value_id AND v.store_id + 0 = 0
ON DUPLICATE KEY UPDATE s3_etag = VALUES(s3_etag), updated_at = CURRENT_TIMESTAMP
