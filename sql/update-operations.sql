-- How operations ended, for Magento's Bulk Actions page and the status calls.
-- in   finished_operations  JSON [{bulk_uuid, operation_key, status, result_message}]
UPDATE {prefix}magento_operation o
JOIN JSON_TABLE(:?finished_operations, '$[*]' COLUMNS (
       bulk_uuid VARCHAR(39) PATH '$.bulk_uuid', operation_key INT UNSIGNED PATH '$.operation_key',
       status SMALLINT PATH '$.status', result_message VARCHAR(255) PATH '$.result_message')) t
  ON o.bulk_uuid = CAST(t.bulk_uuid AS BINARY) AND o.operation_key = t.operation_key
SET o.status = t.status, o.result_message = t.result_message
