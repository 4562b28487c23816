-- A bulk of this connector's topic with the state of its operations.
-- in   bulk_uuid, topic
-- out  one row an operation, with the bulk's columns repeated
SELECT CAST(b.uuid AS CHAR) AS uuid, b.description, CAST(b.start_time AS CHAR) AS start_time, b.user_id, b.user_type, b.operation_count,
       o.operation_key, o.topic_name, o.serialized_data, o.result_serialized_data, o.status, o.result_message, o.error_code
FROM {prefix}magento_bulk b
JOIN {prefix}magento_operation o ON o.bulk_uuid = b.uuid
WHERE b.uuid = :?bulk_uuid AND o.topic_name = :?topic
ORDER BY o.operation_key
