-- Requests that have waited for objects which are there now, or whose time is up.
-- in   request_ids  JSON array
-- out  request_id, sku, bulk_uuid, operation_key, message_id, images, awaits; bulk_of_operation: the bulk of one that has no number in it
SELECT STRAIGHT_JOIN r.request_id, r.sku, r.bulk_uuid, r.operation_key, r.message_id, r.images, r.awaits,
       CAST(o.bulk_uuid AS CHAR) AS bulk_of_operation
FROM JSON_TABLE(:?request_ids, '$[*]' COLUMNS (request_id BIGINT UNSIGNED PATH '$')) t
JOIN {prefix}nacento_gallery_request r FORCE INDEX (PRIMARY) ON r.request_id = t.request_id
LEFT JOIN {prefix}magento_operation o FORCE INDEX (PRIMARY) ON o.id = r.operation_id
WHERE r.state = 6
