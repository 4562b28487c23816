-- Adds what the table of some versions of the PHP module lacks.
ALTER TABLE {prefix}nacento_media_gallery_meta
  ADD COLUMN /*M! IF NOT EXISTS */ updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'Updated at'
