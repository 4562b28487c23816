-- Adds what a table of an older connector lacks. The columns come without copying the table.
ALTER TABLE {prefix}nacento_gallery_request
  ADD COLUMN IF NOT EXISTS operation_id INT UNSIGNED NULL COMMENT 'id of its row in magento_operation' AFTER operation_key,
  ADD COLUMN IF NOT EXISTS awaits LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'JSON, which images wait for their objects, and what of the rest is done' AFTER images
