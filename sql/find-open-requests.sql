-- What is still open of one of our bulks, in pages. Rows of others are not in this table, and a status in Magento's says nothing.
-- in   bulk_uuid, operation_key: of the last request that is known
-- out  operation_key, sku, images
SELECT operation_key, sku, images FROM {prefix}nacento_gallery_request FORCE INDEX (NACENTO_GALLERY_REQUEST_OPERATION)
WHERE bulk_uuid = CONVERT(:?bulk_uuid USING ascii) AND operation_key > :?operation_key AND state = 4
ORDER BY operation_key LIMIT 100
