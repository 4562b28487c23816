-- Takes the PHP module's foreign key away: with it an ETag goes when Magento makes the value row anew.
ALTER TABLE {prefix}nacento_media_gallery_meta DROP FOREIGN KEY /*M! IF EXISTS */ {meta_foreign_key}
