-- Gives the table of the PHP module, or of an older connector, what it lacks, and takes its foreign key away, whatever its name: with it
-- an ETag goes when Magento makes the value row anew. The columns come at once; the index is built while others go on writing.
BEGIN NOT ATOMIC
  DECLARE foreign_keys TEXT DEFAULT (
    SELECT GROUP_CONCAT('DROP FOREIGN KEY IF EXISTS `', constraint_name, '`, ' SEPARATOR '')
    FROM information_schema.referential_constraints
    WHERE constraint_schema = DATABASE() AND table_name = '{prefix}nacento_media_gallery_meta');
  EXECUTE IMMEDIATE CONCAT('ALTER TABLE {prefix}nacento_media_gallery_meta ', COALESCE(foreign_keys, ''),
    'ADD COLUMN IF NOT EXISTS updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
     ADD COLUMN IF NOT EXISTS product_id INT UNSIGNED NULL COMMENT ''null: written by the module, and not yet checked'',
     ADD COLUMN IF NOT EXISTS value_id INT UNSIGNED NULL COMMENT ''gallery row'',
     ADD COLUMN IF NOT EXISTS s3_content VARCHAR(512) NULL COMMENT ''what tells whether another ETag is another content'',
     ADD COLUMN IF NOT EXISTS brought_by TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL
       COMMENT ''JSON, source to its slots (null: pim without a slot)''');
  ALTER TABLE {prefix}nacento_media_gallery_meta ADD UNIQUE KEY IF NOT EXISTS NACENTO_MEDIA_META_IMAGE (product_id, value_id);
END
