-- Adds what a table of an older connector lacks. The column comes without copying the table.
ALTER TABLE {prefix}nacento_gallery_request
  ADD COLUMN IF NOT EXISTS operation_id INT UNSIGNED NULL COMMENT 'id of its row in magento_operation' AFTER operation_key
