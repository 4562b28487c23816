-- Renews the leases of bulks, by the database's clock: those of the processes may differ.
-- in   bulk_uuids  JSON [uuid]
UPDATE JSON_TABLE(:?bulk_uuids, '$[*]' COLUMNS (bulk_uuid CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci PATH '$')) t
STRAIGHT_JOIN {prefix}nacento_gallery_bulk b FORCE INDEX (PRIMARY) ON b.bulk_uuid = t.bulk_uuid
SET b.heartbeat_at = UTC_TIMESTAMP(6)
