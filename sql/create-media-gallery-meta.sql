-- The ETag that was last seen for a product's image: the table of the PHP module, column by column.
-- The foreign key makes the row go with its gallery value.
CREATE TABLE IF NOT EXISTS {prefix}nacento_media_gallery_meta (
  record_id INT UNSIGNED NOT NULL COMMENT 'Media gallery value record',
  s3_etag VARCHAR(255) NULL COMMENT 'ETag of the object in the bucket',
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'Updated at',
  PRIMARY KEY (record_id),
  CONSTRAINT {prefix}NACENTO_MEDIA_META_RECORD_ID_FK FOREIGN KEY (record_id)
    REFERENCES {prefix}catalog_product_entity_media_gallery_value (record_id) ON DELETE CASCADE
) ENGINE = InnoDB COMMENT = 'Nacento: ETags of gallery images'
