-- Gives the table of the PHP module, or of an older connector, what it lacks: which image an ETag is of. The index is built while others go
-- on writing.
ALTER TABLE {prefix}nacento_media_gallery_meta
  ADD COLUMN /*M! IF NOT EXISTS */ product_id INT UNSIGNED NULL COMMENT 'null: written by the module, and not yet checked',
  ADD COLUMN /*M! IF NOT EXISTS */ value_id INT UNSIGNED NULL COMMENT 'gallery row',
  ADD COLUMN /*M! IF NOT EXISTS */ s3_content VARCHAR(512) NULL COMMENT 'what tells whether another ETag is another content',
  ADD UNIQUE KEY /*M! IF NOT EXISTS */ NACENTO_MEDIA_META_IMAGE (product_id, value_id)
