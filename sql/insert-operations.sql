-- The operations of a bulk that is being handed in, one a SKU. Nobody else knows the bulk yet, so none of them can be there.
-- in   bulk_uuid, topic
--      new_operations  JSON [{operation_key, serialized_data, status, result_message}]
-- out  operation_id, operation_key
INSERT INTO {prefix}magento_operation (bulk_uuid, operation_key, topic_name, serialized_data, status, result_message)
SELECT :?bulk_uuid, t.operation_key, :?topic, t.serialized_data, t.status, t.result_message
FROM JSON_TABLE(:?new_operations, '$[*]' COLUMNS (
       operation_key INT UNSIGNED PATH '$.operation_key', serialized_data LONGTEXT PATH '$.serialized_data',
       status SMALLINT PATH '$.status', result_message VARCHAR(255) PATH '$.result_message')) t
RETURNING id AS operation_id, operation_key
