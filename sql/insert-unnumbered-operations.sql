-- Operations of bulks that exist, of messages that give no number: nothing tells them apart but the id that they get here.
-- MySQL returns no ids: there the rows get a status that no row of anybody has (0 is what a row gets that is inserted without one),
-- find-new-unnumbered-operations reads them by it, and update-new-operations opens them.
-- in   new_operations  JSON [{bulk_uuid, topic_name, serialized_data, status, result_message}]
-- out  operation_id, in the order of the rows; on MySQL nothing
INSERT INTO {prefix}magento_operation (bulk_uuid, operation_key, topic_name, serialized_data, status, result_message)
SELECT CAST(t.bulk_uuid AS BINARY), NULL, t.topic_name, t.serialized_data, /*M! t.status */ /*!80000 -1 */, t.result_message
FROM JSON_TABLE(:?new_operations, '$[*]' COLUMNS (
       place FOR ORDINALITY, bulk_uuid VARCHAR(39) PATH '$.bulk_uuid', topic_name VARCHAR(255) PATH '$.topic_name',
       serialized_data LONGTEXT PATH '$.serialized_data', status SMALLINT PATH '$.status', result_message VARCHAR(255) PATH '$.result_message')) t
ORDER BY t.place
/*M! RETURNING id AS operation_id */
