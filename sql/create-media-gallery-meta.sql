-- The ETag that was last seen for a product's image, and who brought the image. record_id, s3_etag and updated_at are the table of the PHP
-- module, which may go on with it. An ETag belongs to the product and the gallery row: Magento makes value rows anew, under another
-- record_id, when a product is saved in the admin. There is no foreign key, since it would take the ETag away with the old value row.
CREATE TABLE IF NOT EXISTS {prefix}nacento_media_gallery_meta (
  record_id INT UNSIGNED NOT NULL COMMENT 'Media gallery value record',
  s3_etag VARCHAR(255) NULL COMMENT 'ETag of the object in the bucket',
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'Updated at',
  product_id INT UNSIGNED NULL COMMENT 'null: written by the module, and not yet checked',
  value_id INT UNSIGNED NULL COMMENT 'gallery row',
  s3_content VARCHAR(512) NULL COMMENT 'what tells whether another ETag is another content',
  brought_by TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'JSON, source to its slots (null: pim without a slot)',
  PRIMARY KEY (record_id),
  UNIQUE KEY NACENTO_MEDIA_META_IMAGE (product_id, value_id)
) ENGINE = InnoDB COMMENT = 'Nacento: ETags of gallery images'
