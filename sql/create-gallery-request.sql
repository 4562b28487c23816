-- What was asked for and when: open requests wait here in the order of submission, finished ones stay for a week, so that
-- an older request that is late does not overwrite them. sku has the charset of Magento's, so that both compare alike.
-- state is Magento's operation status: 1 complete, 2 failed but retriable, 3 failed, 4 open, 5 rejected; or 6: its operation is open, all
-- that could be done is done, and images wait for their objects. An older connector knows no 6 and leaves such a request alone.
-- A direct call leaves a 1 where it has changed something, and a 5 where it has failed.
CREATE TABLE IF NOT EXISTS {prefix}nacento_gallery_request (
  request_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  sku VARCHAR(64) CHARACTER SET {sku_charset} COLLATE {sku_collation} NOT NULL,
  submitted_at DATETIME(6) NOT NULL COMMENT 'UTC',
  state TINYINT UNSIGNED NOT NULL,
  bulk_uuid CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NULL,
  operation_key INT UNSIGNED NULL,
  operation_id INT UNSIGNED NULL COMMENT 'id of its row in magento_operation',
  message_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'of a message that has no operation',
  images LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'JSON, only the fields that were sent',
  awaits LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'JSON, which images wait for their objects, and what of the rest is done',
  notes LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'a JSON object a line, for people: what each try has changed, or why it failed',
  finished_at DATETIME(6) NULL COMMENT 'UTC',
  PRIMARY KEY (request_id),
  UNIQUE KEY NACENTO_GALLERY_REQUEST_OPERATION (bulk_uuid, operation_key),
  KEY NACENTO_GALLERY_REQUEST_SKU (sku, state, submitted_at),
  KEY NACENTO_GALLERY_REQUEST_MESSAGE (message_id),
  KEY NACENTO_GALLERY_REQUEST_FINISHED (state, finished_at)
) ENGINE = InnoDB COMMENT = 'Nacento: gallery requests in order of submission'
