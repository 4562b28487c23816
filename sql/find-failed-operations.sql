-- Operations of a bulk of this connector's topic that failed, with what they asked for: ten thousand and one that tells that there are
-- more. One whose request is open is being tried again already, and one without a number can only be tried again by its dead letter.
-- in   bulk_uuid, topic
--      message     regular expression for result_message
--      after       operation_key: only those after this one
--      operations  '1,2,3': only these; empty: all
-- out  operation_key, serialized_data, sku, images (both null when no longer known)
SELECT o.operation_key, o.serialized_data, r.sku, r.images
FROM {prefix}magento_operation o
LEFT JOIN {prefix}nacento_gallery_request r ON r.bulk_uuid = CONVERT(:?bulk_uuid USING ascii) AND r.operation_key = o.operation_key
WHERE o.bulk_uuid = :?bulk_uuid AND o.topic_name = :?topic AND o.status IN (2, 3) AND o.operation_key > :?after AND COALESCE(r.state, 2) <> 4
  AND COALESCE(o.result_message, '') RLIKE :?message
  AND (:?operations = '' OR FIND_IN_SET(o.operation_key, :?operations) > 0)
ORDER BY o.operation_key
LIMIT 10001
