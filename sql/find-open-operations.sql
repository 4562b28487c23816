-- The operations that nobody has processed yet, for the doctor.
-- in   topic
--      waiting  LIKE pattern for result_message: they wait for objects of the bucket, and are not late
-- out  open, waiting (of them), old (of bulks that are more than an hour old, and not waiting), oldest (start of the oldest of these bulks,
--      UTC); one row
SELECT COUNT(*) AS open,
       COUNT(IF(o.result_message LIKE :?waiting, 1, NULL)) AS waiting,
       COUNT(CASE WHEN b.start_time < UTC_TIMESTAMP() - INTERVAL 1 HOUR AND COALESCE(o.result_message, '') NOT LIKE :?waiting THEN 1 END) AS old,
       CAST(MIN(IF(COALESCE(o.result_message, '') LIKE :?waiting, NULL, b.start_time)) AS CHAR) AS oldest
FROM {prefix}magento_operation o
JOIN {prefix}magento_bulk b ON b.uuid = o.bulk_uuid
WHERE o.status = 4 AND o.topic_name = :?topic
