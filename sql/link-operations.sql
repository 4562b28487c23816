-- Notes in requests which row of Magento's table their operation is; an old note may name one that Magento has deleted since.
-- The operations of each bulk are read once, since Magento has no index by which one of them is found.
-- in   unlinked_operations  JSON [{bulk_uuid, operation_key}]
UPDATE (SELECT STRAIGHT_JOIN t.bulk_uuid, t.operation_key, k.id
        FROM JSON_TABLE(:?unlinked_operations, '$[*]' COLUMNS (
               bulk_uuid VARCHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci PATH '$.bulk_uuid',
               operation_key INT UNSIGNED PATH '$.operation_key')) t
        JOIN (SELECT STRAIGHT_JOIN DISTINCT o.id, o.bulk_uuid, o.operation_key
              FROM (SELECT DISTINCT bulk_uuid FROM JSON_TABLE(:?unlinked_operations, '$[*]' COLUMNS (bulk_uuid VARCHAR(36) PATH '$.bulk_uuid')) n) d
              JOIN {prefix}magento_operation o ON o.bulk_uuid = CAST(d.bulk_uuid AS BINARY)) k
          ON k.bulk_uuid = CAST(t.bulk_uuid AS BINARY) AND k.operation_key = t.operation_key) l
STRAIGHT_JOIN {prefix}nacento_gallery_request r FORCE INDEX (NACENTO_GALLERY_REQUEST_OPERATION)
  ON r.bulk_uuid = l.bulk_uuid AND r.operation_key = l.operation_key
SET r.operation_id = l.id
