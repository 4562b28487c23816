-- The leases of bulks that are being submitted: whoever holds one says here that it still lives. A lease that has not been
-- renewed for a while belongs to a process that has died over its bulk.
CREATE TABLE IF NOT EXISTS {prefix}nacento_gallery_bulk (
  bulk_uuid CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  heartbeat_at DATETIME(6) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (bulk_uuid),
  KEY NACENTO_GALLERY_BULK_HEARTBEAT (heartbeat_at)
) ENGINE = InnoDB COMMENT = 'Nacento: bulks that are being submitted'
