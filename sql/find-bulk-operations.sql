-- A bulk of this connector's topic, as find-bulk-status has it, with all that is kept of each operation.
-- in   bulk_uuid, topic
-- out  as find-bulk-status, and topic_name, serialized_data, result_serialized_data
SELECT CAST(b.uuid AS CHAR) AS uuid, b.description, CAST(b.start_time AS CHAR) AS start_time, b.user_id, b.user_type, b.operation_count,
       o.operation_key, o.status, o.result_message, o.error_code, o.topic_name, o.serialized_data, o.result_serialized_data
FROM {prefix}magento_bulk b
LEFT JOIN {prefix}magento_operation o ON o.bulk_uuid = b.uuid
WHERE b.uuid = :?bulk_uuid AND (o.topic_name = :?topic OR (o.id IS NULL AND b.description LIKE 'Nacento gallery bulk%'))
ORDER BY o.operation_key
