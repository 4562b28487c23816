-- How many operations of a bulk have a status. Operations that have no row yet are open (4), as Magento counts them.
-- in   bulk_uuid, topic, status
-- out  one row: found (0: no such bulk of this topic), operations
SELECT COUNT(DISTINCT b.id) AS found,
       COALESCE(SUM(o.status = :?status), 0)
         + IF(:?status = 4, COALESCE(MAX(b.operation_count), 0) - COUNT(o.id), 0) AS operations
FROM {prefix}magento_bulk b
LEFT JOIN {prefix}magento_operation o ON o.bulk_uuid = b.uuid
WHERE b.uuid = :?bulk_uuid AND (o.topic_name = :?topic OR (o.id IS NULL AND b.description LIKE 'Nacento gallery bulk%'))
