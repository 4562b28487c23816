-- Adds what a table of an older connector lacks: what a request waits for. The column comes without copying the table.
ALTER TABLE {prefix}nacento_gallery_request
  ADD COLUMN /*M! IF NOT EXISTS */ awaits LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'JSON, which images wait for their objects, and what of the rest is done' AFTER images
