-- The bulk as Magento's Bulk Actions page shows it. user_type 1 is an integration.
-- in   bulk_uuid, operation_count, description
INSERT INTO {prefix}magento_bulk (uuid, user_id, user_type, description, operation_count)
VALUES (:?bulk_uuid, NULL, 1, :?description, :?operation_count)
