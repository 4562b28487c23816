-- The requests that a message brings, as far as they are known: those of its operations, or the ones it was itself before. All requests of
-- a large message have its message_id: they are read once for all rows, not once for each. They are then found by a hash: the server makes
-- no key of a text as long as message_id for what it has read, it would compare all with all.
-- in   message_requests  JSON [{bulk_uuid, operation_key, message_id, place}]; message_id is null for what has a number in a bulk
-- out  item (0-based), request_id, submitted_at, state (null: not known yet), bulk_started_at (null: no such bulk),
--      operation_id (null: not known, or its row is gone);
--      several rows for an item if messages without an id of their own are alike
SELECT STRAIGHT_JOIN t.item - 1 AS item, COALESCE(r.request_id, n.request_id) AS request_id,
       CAST(COALESCE(r.submitted_at, n.submitted_at) AS CHAR) AS submitted_at, COALESCE(r.state, n.state) AS state,
       CAST(b.start_time AS CHAR) AS bulk_started_at, o.id AS operation_id
FROM JSON_TABLE(:?message_requests, '$[*]' COLUMNS (
       item FOR ORDINALITY,
       bulk_uuid VARCHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci PATH '$.bulk_uuid',
       operation_key INT UNSIGNED PATH '$.operation_key',
       message_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.message_id',
       place INT UNSIGNED PATH '$.place')) t
LEFT JOIN {prefix}nacento_gallery_request r FORCE INDEX (NACENTO_GALLERY_REQUEST_OPERATION)
  ON r.bulk_uuid = t.bulk_uuid AND r.operation_key = t.operation_key
LEFT JOIN (SELECT STRAIGHT_JOIN DISTINCT m.request_id, m.submitted_at, m.state, m.operation_id, m.message_id, m.operation_key, MD5(m.message_id) AS hash
           FROM (SELECT DISTINCT message_id FROM JSON_TABLE(:?message_requests, '$[*]' COLUMNS (
                   message_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.message_id')) i) d
           JOIN {prefix}nacento_gallery_request m FORCE INDEX (NACENTO_GALLERY_REQUEST_MESSAGE) ON m.message_id = d.message_id) n
  ON n.hash = MD5(t.message_id) AND n.operation_key = t.place AND CONCAT(n.message_id) = t.message_id
LEFT JOIN {prefix}magento_bulk b ON b.uuid = CAST(t.bulk_uuid AS BINARY)
LEFT JOIN {prefix}magento_operation o FORCE INDEX (PRIMARY)
  ON o.id = COALESCE(r.operation_id, n.operation_id) AND o.bulk_uuid = b.uuid AND o.operation_key <=> t.operation_key
