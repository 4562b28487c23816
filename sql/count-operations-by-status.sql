-- How many operations of each bulk have which status. All operations of the bulks are read: Magento has no index on both.
-- in   bulks  JSON ["uuid"]
-- out  uuid, status, operations
SELECT STRAIGHT_JOIN t.uuid, o.status, COUNT(*) AS operations
FROM JSON_TABLE(:?bulks, '$[*]' COLUMNS (uuid VARCHAR(39) PATH '$')) t
JOIN {prefix}magento_operation o ON o.bulk_uuid = CAST(t.uuid AS BINARY)
GROUP BY t.uuid, o.status
