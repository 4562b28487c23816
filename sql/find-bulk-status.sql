-- A bulk of this connector's topic and how its operations stand. One without operations is ours by its description, which
-- is the PHP module's as well.
-- in   bulk_uuid, topic
-- out  one row an operation (operation_key null: the bulk has none), with the bulk's columns repeated
SELECT CAST(b.uuid AS CHAR) AS uuid, b.description, CAST(b.start_time AS CHAR) AS start_time, b.user_id, b.user_type, b.operation_count,
       o.operation_key, o.status, o.result_message, o.error_code
FROM {prefix}magento_bulk b
LEFT JOIN {prefix}magento_operation o ON o.bulk_uuid = b.uuid
WHERE b.uuid = :?bulk_uuid AND (o.topic_name = :?topic OR (o.id IS NULL AND b.description LIKE 'Nacento gallery bulk%'))
ORDER BY o.operation_key
