-- Remembers which content of an image was last seen in the bucket.
-- in   etags  JSON [{record_id, etag}]; the record is that of the image's value for all stores
INSERT INTO {prefix}nacento_media_gallery_meta (record_id, s3_etag)
SELECT t.record_id, t.etag
FROM JSON_TABLE(:?etags, '$[*]' COLUMNS (record_id INT UNSIGNED PATH '$.record_id', etag VARCHAR(255) PATH '$.etag')) t
ON DUPLICATE KEY UPDATE s3_etag = VALUES(s3_etag), updated_at = CURRENT_TIMESTAMP
