-- The operations that insert-unnumbered-operations has just inserted on this connection, where the server returned no ids.
-- out  operation_id, in the order of the rows
SELECT id AS operation_id
FROM {prefix}magento_operation FORCE INDEX (PRIMARY)
WHERE id >= LAST_INSERT_ID() AND status = -1
ORDER BY id
