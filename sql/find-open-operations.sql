-- The operations that nobody has processed yet, for the doctor.
-- in   topic
-- out  open, old (of bulks that are more than an hour old), oldest (start of their oldest bulk, UTC); one row
SELECT COUNT(*) AS open,
       COUNT(CASE WHEN b.start_time < UTC_TIMESTAMP() - INTERVAL 1 HOUR THEN 1 END) AS old,
       CAST(MIN(b.start_time) AS CHAR) AS oldest
FROM {prefix}magento_operation o
JOIN {prefix}magento_bulk b ON b.uuid = o.bulk_uuid
WHERE o.status = 4 AND o.topic_name = :?topic
