-- A bulk of this connector's topic, as find-bulk-status has it, and how many of its operations have which status. When it was
-- finished is known for a week.
-- in   bulk_uuid, topic
-- out  one row a status (status null: the bulk has no operations), with the bulk's columns repeated: id, uuid, description, started_at and
--      finished_at (seconds since 1970), operation_count, submitting (1: the broker has not confirmed all of it yet), status, operations
SELECT MAX(b.id) AS id, CAST(MAX(b.uuid) AS CHAR) AS uuid, MAX(b.description) AS description, UNIX_TIMESTAMP(MAX(b.start_time)) AS started_at,
       MAX(b.operation_count) AS operation_count, o.status, COUNT(o.id) AS operations,
       (SELECT UNIX_TIMESTAMP(MAX(r.finished_at)) FROM {prefix}nacento_gallery_request r
        WHERE r.bulk_uuid = CONVERT(:?bulk_uuid USING ascii)) AS finished_at,
       EXISTS (SELECT 1 FROM {prefix}nacento_gallery_bulk g WHERE g.bulk_uuid = CONVERT(:?bulk_uuid USING ascii)) AS submitting
FROM {prefix}magento_bulk b
LEFT JOIN {prefix}magento_operation o ON o.bulk_uuid = b.uuid
WHERE b.uuid = :?bulk_uuid AND (o.topic_name = :?topic OR (o.id IS NULL AND b.description LIKE 'Nacento gallery bulk%'))
GROUP BY o.status
