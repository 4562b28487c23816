-- Remembers which content of an image was last seen in the bucket, and who brought the image.
-- in   etags  JSON [{record_id, product_id, value_id, etag, content, brought_by}]; the record is that of the image's value for all stores
INSERT INTO {prefix}nacento_media_gallery_meta (record_id, product_id, value_id, s3_etag, s3_content, brought_by)
SELECT t.record_id, t.product_id, t.value_id, t.etag, t.content, t.brought_by
FROM JSON_TABLE(:?etags, '$[*]' COLUMNS (
       record_id INT UNSIGNED PATH '$.record_id', product_id INT UNSIGNED PATH '$.product_id', value_id INT UNSIGNED PATH '$.value_id',
       etag VARCHAR(255) PATH '$.etag', content VARCHAR(512) PATH '$.content', brought_by TEXT PATH '$.brought_by')) t
ON DUPLICATE KEY UPDATE product_id = t.product_id, value_id = t.value_id, s3_etag = t.etag,
  s3_content = t.content, brought_by = t.brought_by, updated_at = CURRENT_TIMESTAMP
