-- How operations ended, for Magento's Bulk Actions page and the status calls. They are found by their id, which must still be
-- that of this operation: Magento's "retry" deletes rows and writes them anew. Where no id is known the operations of the bulk
-- are read, once for all rows: Magento has no index by which one of them is found.
-- What a complete one asked for is taken out, as Magento does: nobody will try it again, and a row that would grow by its message is
-- moved by the server, which costs more than all the rest.
-- in   finished_operations  JSON [{operation_id, bulk_uuid, operation_key, status, result_message}]; operation_id may be null; or both
--      bulk_uuid and operation_key, of one that has no number in its bulk
UPDATE (SELECT STRAIGHT_JOIN COALESCE(t.operation_id, k.id) AS operation_id, t.bulk_uuid, t.operation_key, t.status, t.result_message
        FROM JSON_TABLE(:?finished_operations, '$[*]' COLUMNS (
               operation_id INT UNSIGNED PATH '$.operation_id', bulk_uuid VARCHAR(39) PATH '$.bulk_uuid',
               operation_key INT UNSIGNED PATH '$.operation_key', status SMALLINT PATH '$.status',
               result_message VARCHAR(255) PATH '$.result_message')) t
        LEFT JOIN (SELECT STRAIGHT_JOIN DISTINCT u.id, u.bulk_uuid, u.operation_key
                   FROM (SELECT DISTINCT bulk_uuid FROM JSON_TABLE(:?finished_operations, '$[*]' COLUMNS (
                           operation_id INT UNSIGNED PATH '$.operation_id', bulk_uuid VARCHAR(39) PATH '$.bulk_uuid')) n
                         WHERE n.operation_id IS NULL) d
                   JOIN {prefix}magento_operation u ON u.bulk_uuid = CAST(d.bulk_uuid AS BINARY)) k
          ON t.operation_id IS NULL AND k.bulk_uuid = CAST(t.bulk_uuid AS BINARY) AND k.operation_key = t.operation_key) f
STRAIGHT_JOIN {prefix}magento_operation o FORCE INDEX (PRIMARY)
  ON o.id = f.operation_id AND o.operation_key <=> f.operation_key AND (f.operation_key IS NULL OR o.bulk_uuid = CAST(f.bulk_uuid AS BINARY))
SET o.status = f.status, o.result_message = f.result_message, o.serialized_data = IF(f.status = 1, NULL, o.serialized_data)
