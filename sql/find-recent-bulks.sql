-- Bulks of this connector's topic, twenty of them, the youngest first, and how far back was looked: at a thousand bulks of Magento's at the
-- most, in the order of their ids, whatever else the optimizer prefers. A bulk is of the topic of its first operation; one without
-- operations is ours by its description, which is the PHP module's as well.
-- in   before       id: only bulks older than this one
--      topic
--      text         is searched for in name and sender, or the UUID; empty: all
--      description  regular expression for the description
-- out  id, uuid, description, started_at (seconds since 1970), operation_count; and a row with nothing but the id of the oldest bulk that
--      was looked at, null if there are no older ones
(SELECT b.id, CAST(b.uuid AS CHAR) AS uuid, b.description, UNIX_TIMESTAMP(b.start_time) AS started_at, b.operation_count
 FROM {prefix}magento_bulk b FORCE INDEX (PRIMARY)
 WHERE b.id < :?before
   AND b.id >= COALESCE((SELECT l.id FROM {prefix}magento_bulk l FORCE INDEX (PRIMARY) WHERE l.id < :?before ORDER BY l.id DESC LIMIT 1 OFFSET 999), 0)
   AND COALESCE(b.description, '') RLIKE :?description
   AND (:?text = '' OR LOCATE(:?text, CONVERT(REPLACE(b.description, 'Nacento gallery bulk', '') USING utf8mb4)) > 0
        OR b.uuid = CAST(:?text AS BINARY))
   AND :?topic = COALESCE((SELECT o.topic_name FROM {prefix}magento_operation o WHERE o.bulk_uuid = b.uuid LIMIT 1),
                          IF(b.description LIKE 'Nacento gallery bulk%', :?topic, ''))
 ORDER BY b.id DESC
 LIMIT 20)
UNION ALL
(SELECT (SELECT l.id FROM {prefix}magento_bulk l FORCE INDEX (PRIMARY) WHERE l.id < :?before ORDER BY l.id DESC LIMIT 1 OFFSET 999), NULL, NULL, NULL, NULL)
