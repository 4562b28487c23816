-- Operations that Magento's publisher has not written, or its "retry" has deleted: of bulks that exist, and none that is there.
-- Magento has no index by which one operation of a bulk is found, so those of each bulk are read once, not once for each row.
-- in   new_operations  JSON [{bulk_uuid, operation_key, topic_name, serialized_data, status, result_message}]
INSERT INTO {prefix}magento_operation (bulk_uuid, operation_key, topic_name, serialized_data, status, result_message)
SELECT STRAIGHT_JOIN b.uuid, t.operation_key, t.topic_name, t.serialized_data, t.status, t.result_message
FROM JSON_TABLE(:?new_operations, '$[*]' COLUMNS (
       bulk_uuid VARCHAR(39) PATH '$.bulk_uuid', operation_key INT UNSIGNED PATH '$.operation_key',
       topic_name VARCHAR(255) PATH '$.topic_name', serialized_data LONGTEXT PATH '$.serialized_data',
       status SMALLINT PATH '$.status', result_message VARCHAR(255) PATH '$.result_message')) t
JOIN {prefix}magento_bulk b ON b.uuid = CAST(t.bulk_uuid AS BINARY)
LEFT JOIN (SELECT STRAIGHT_JOIN DISTINCT o.bulk_uuid, o.operation_key
           FROM (SELECT DISTINCT bulk_uuid FROM JSON_TABLE(:?new_operations, '$[*]' COLUMNS (bulk_uuid VARCHAR(39) PATH '$.bulk_uuid')) n) d
           JOIN {prefix}magento_operation o ON o.bulk_uuid = CAST(d.bulk_uuid AS BINARY)) k
  ON k.bulk_uuid = CAST(t.bulk_uuid AS BINARY) AND k.operation_key = t.operation_key
WHERE k.operation_key IS NULL
