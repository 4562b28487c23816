-- Bulks of this connector's topic, twenty of them, the youngest first. A bulk is of the topic of its first operation; one without
-- operations is ours by its description, which is the PHP module's as well.
-- in   before  id: only bulks older than this one
--      topic
-- out  id, uuid, description, started_at (seconds since 1970), operation_count
SELECT b.id, CAST(b.uuid AS CHAR) AS uuid, b.description, UNIX_TIMESTAMP(b.start_time) AS started_at, b.operation_count
FROM {prefix}magento_bulk b
WHERE b.id < :?before
  AND :?topic = COALESCE((SELECT o.topic_name FROM {prefix}magento_operation o WHERE o.bulk_uuid = b.uuid LIMIT 1),
                         IF(b.description LIKE 'Nacento gallery bulk%', :?topic, ''))
ORDER BY b.id DESC
LIMIT 20
