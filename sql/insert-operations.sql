-- Operations of a bulk, one a SKU; only of bulks that exist, and none that is there already.
-- in   new_operations  JSON [{bulk_uuid, operation_key, topic_name, serialized_data, status, result_message}]
INSERT INTO {prefix}magento_operation (bulk_uuid, operation_key, topic_name, serialized_data, status, result_message)
SELECT STRAIGHT_JOIN b.uuid, t.operation_key, t.topic_name, t.serialized_data, t.status, t.result_message
FROM JSON_TABLE(:?new_operations, '$[*]' COLUMNS (
       bulk_uuid VARCHAR(39) PATH '$.bulk_uuid', operation_key INT UNSIGNED PATH '$.operation_key',
       topic_name VARCHAR(255) PATH '$.topic_name', serialized_data LONGTEXT PATH '$.serialized_data',
       status SMALLINT PATH '$.status', result_message VARCHAR(255) PATH '$.result_message')) t
JOIN {prefix}magento_bulk b ON b.uuid = CAST(t.bulk_uuid AS BINARY)
LEFT JOIN {prefix}magento_operation o ON o.bulk_uuid = b.uuid AND o.operation_key = t.operation_key
WHERE o.id IS NULL
