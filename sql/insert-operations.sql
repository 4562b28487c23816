-- The operations of a bulk that is being submitted, one a SKU. Nobody else knows the bulk yet, so none of them can be there.
-- in   bulk_uuid, topic
--      new_operations  JSON [{operation_key, status, result_message, serialized_data}]; serialized_data is an object, stored as it
--                      is written, and no key if there is none; it stands last: the server reads a row's JSON anew for each column
-- out  operation_id, operation_key
INSERT INTO {prefix}magento_operation (bulk_uuid, operation_key, topic_name, serialized_data, status, result_message)
SELECT :?bulk_uuid, t.operation_key, :?topic, t.serialized_data, t.status, t.result_message
FROM JSON_TABLE(:?new_operations, '$[*]' COLUMNS (
       operation_key INT UNSIGNED PATH '$.operation_key', status SMALLINT PATH '$.status',
       result_message VARCHAR(255) PATH '$.result_message', serialized_data JSON PATH '$.serialized_data')) t
RETURNING id AS operation_id, operation_key
