-- How many operations of a bulk have a status. Only rows count, as in Magento's own call: of a bulk whose rows are not written
-- yet none is open.
-- in   bulk_uuid, topic, status
-- out  one row: found (0: no such bulk of this topic), operations
SELECT COUNT(DISTINCT b.id) AS found, COALESCE(SUM(o.status = :?status), 0) AS operations
FROM {prefix}magento_bulk b
LEFT JOIN {prefix}magento_operation o ON o.bulk_uuid = b.uuid
WHERE b.uuid = :?bulk_uuid AND (o.topic_name = :?topic OR (o.id IS NULL AND b.description LIKE 'Nacento gallery bulk%'))
