-- SKUs of a bulk of this connector's topic, in their order, fifty and one that tells that there are more. What was asked for is
-- known from the connector's own table for a week, and from the operation as long as Magento keeps it.
-- in   bulk_uuid, topic
--      after     operation_key: only those after this one
--      statuses  '1,2,3'
--      message   regular expression for result_message
--      text      is searched for in SKU, message and file paths; empty: all
-- out  operation_key, status, result_message, serialized_data, result_serialized_data, sku, images (both null when no longer known), millis
SELECT o.operation_key, o.status, o.result_message, o.serialized_data, o.result_serialized_data, r.sku, r.images,
       TIMESTAMPDIFF(MICROSECOND, r.submitted_at, r.finished_at) DIV 1000 AS millis
FROM {prefix}magento_operation o
LEFT JOIN {prefix}nacento_gallery_request r ON r.bulk_uuid = CONVERT(:?bulk_uuid USING ascii) AND r.operation_key = o.operation_key
WHERE o.bulk_uuid = :?bulk_uuid AND o.topic_name = :?topic AND o.operation_key > :?after
  AND FIND_IN_SET(o.status, :?statuses) > 0
  AND COALESCE(o.result_message, '') RLIKE :?message
  AND (:?text = '' OR LOCATE(:?text, CONCAT_WS(' ',
         CONVERT(COALESCE(r.sku, JSON_VALUE(CONVERT(o.serialized_data USING utf8mb4), '$.sku')) USING utf8mb4),
         CONVERT(o.result_message USING utf8mb4),
         CONVERT(JSON_EXTRACT(r.images, '$[*].file_path', '$.images[*].file_path') USING utf8mb4))) > 0)
ORDER BY o.operation_key
LIMIT 51
