-- The operations of a bulk that is being submitted, one a SKU. Nobody else knows the bulk yet, so none of them can be there.
-- in   bulk_uuid, topic
--      new_operations  JSON [{operation_key, status, result_message, serialized_data}]; serialized_data is JSON as text, stored as
--                      it is, and no key if there is none; it stands last: the server reads a row's JSON anew for each column
-- out  operation_id, operation_key; on MySQL nothing, find-new-operations reads them
INSERT INTO {prefix}magento_operation (bulk_uuid, operation_key, topic_name, serialized_data, status, result_message)
SELECT :?bulk_uuid, t.operation_key, :?topic, t.serialized_data, t.status, t.result_message
FROM JSON_TABLE(:?new_operations, '$[*]' COLUMNS (
       operation_key INT UNSIGNED PATH '$.operation_key', status SMALLINT PATH '$.status',
       result_message VARCHAR(255) PATH '$.result_message', serialized_data LONGTEXT PATH '$.serialized_data')) t
/*M! RETURNING id AS operation_id, operation_key */
