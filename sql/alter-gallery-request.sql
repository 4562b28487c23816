-- Adds what a table of an older connector lacks: which row of Magento's is the request's operation. The column comes without copying the
-- table.
ALTER TABLE {prefix}nacento_gallery_request
  ADD COLUMN /*M! IF NOT EXISTS */ operation_id INT UNSIGNED NULL COMMENT 'id of its row in magento_operation' AFTER operation_key
