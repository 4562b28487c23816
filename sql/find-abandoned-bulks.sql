-- Leases that nobody has renewed for a while, locked until they are renewed by whoever asks. Those that another one has locked
-- are its own.
-- in   seconds
-- out  bulk_uuid
SELECT bulk_uuid FROM {prefix}nacento_gallery_bulk FORCE INDEX (NACENTO_GALLERY_BULK_HEARTBEAT)
WHERE heartbeat_at < UTC_TIMESTAMP(6) - INTERVAL :?seconds SECOND
ORDER BY heartbeat_at LIMIT 100 FOR UPDATE SKIP LOCKED
