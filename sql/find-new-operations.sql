-- The operations that insert-operations has just inserted on this connection, where the server returned no ids. Nobody else knows the bulk.
-- By id: the index of bulk_uuid would read all operations of the bulk again for each of its slices.
-- in   bulk_uuid
-- out  operation_id, operation_key
SELECT id AS operation_id, operation_key
FROM {prefix}magento_operation FORCE INDEX (PRIMARY)
WHERE bulk_uuid = :?bulk_uuid AND id >= LAST_INSERT_ID()
