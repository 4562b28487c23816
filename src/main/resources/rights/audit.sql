-- A database user for ./nacento audit, who may change nothing. Change magento to the name of Magento's database; if Magento has a table
-- prefix, put it in front of every table.
GRANT SELECT ON magento.eav_entity_type TO 'nacento_audit'@'%';
GRANT SELECT ON magento.eav_attribute TO 'nacento_audit'@'%';
GRANT SELECT ON magento.eav_entity_attribute TO 'nacento_audit'@'%';
GRANT SELECT ON magento.store TO 'nacento_audit'@'%';
GRANT SELECT ON magento.catalog_product_entity TO 'nacento_audit'@'%';
GRANT SELECT ON magento.catalog_product_entity_media_gallery TO 'nacento_audit'@'%';
GRANT SELECT ON magento.catalog_product_entity_media_gallery_value TO 'nacento_audit'@'%';
GRANT SELECT ON magento.catalog_product_entity_media_gallery_value_to_entity TO 'nacento_audit'@'%';
GRANT SELECT ON magento.catalog_product_entity_varchar TO 'nacento_audit'@'%';
GRANT SELECT ON magento.nacento_media_gallery_meta TO 'nacento_audit'@'%';
