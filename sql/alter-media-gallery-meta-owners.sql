-- Gives the table of the PHP module, or of an older connector, what it lacks: who brought an image. The column comes without copying the
-- table.
ALTER TABLE {prefix}nacento_media_gallery_meta
  ADD COLUMN /*M! IF NOT EXISTS */ brought_by TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'JSON, source to its slots (null: pim without a slot)'
