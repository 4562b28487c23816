-- All that the connector's database user needs, table by table. Change magento to the name of Magento's database and
-- 'nacento'@'%' to the user; if Magento has a table prefix, put it in front of every table.

-- looked at only: which attributes are there, and in which attribute sets
GRANT SELECT ON magento.eav_entity_type TO 'nacento'@'%';
GRANT SELECT ON magento.eav_attribute TO 'nacento'@'%';
GRANT SELECT ON magento.eav_entity_attribute TO 'nacento'@'%';
GRANT SELECT ON magento.store TO 'nacento'@'%';

-- products: found by SKU, locked while their gallery is written, updated_at is set
GRANT SELECT, UPDATE ON magento.catalog_product_entity TO 'nacento'@'%';

-- galleries; a row is deleted only when twins are merged, or when a product gets a row of its own
GRANT SELECT, INSERT, UPDATE, DELETE ON magento.catalog_product_entity_media_gallery TO 'nacento'@'%';
GRANT SELECT, INSERT, DELETE ON magento.catalog_product_entity_media_gallery_value_to_entity TO 'nacento'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON magento.catalog_product_entity_media_gallery_value TO 'nacento'@'%';

-- roles and their labels
GRANT SELECT, INSERT, UPDATE, DELETE ON magento.catalog_product_entity_varchar TO 'nacento'@'%';

-- asynchronous bulks, as Magento's Bulk Actions page shows them
GRANT SELECT, INSERT ON magento.magento_bulk TO 'nacento'@'%';
GRANT SELECT, INSERT, UPDATE ON magento.magento_operation TO 'nacento'@'%';

-- the connector's own tables, which it creates when they are missing
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON magento.nacento_media_gallery_meta TO 'nacento'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON magento.nacento_gallery_request TO 'nacento'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE ON magento.nacento_gallery_bulk TO 'nacento'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE ON magento.nacento_awaited_image TO 'nacento'@'%';
GRANT SELECT, INSERT, UPDATE, CREATE ON magento.nacento_source_position TO 'nacento'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE ON magento.nacento_refresh TO 'nacento'@'%';

-- on whose pages products are shown; needed if caches are refreshed (nacento.cache.*)
GRANT SELECT ON magento.catalog_product_relation TO 'nacento'@'%';
