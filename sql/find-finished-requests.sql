-- Requests that ended long ago, ten thousand of them, except while an open one of the same SKU, or one that waits for objects, could still
-- come late. Read without a lock, so that nobody is waited for. The index is forced: else all requests would be read.
-- in   keep_seconds  how long they are kept
-- out  request_id
SELECT r.request_id FROM {prefix}nacento_gallery_request r FORCE INDEX (NACENTO_GALLERY_REQUEST_FINISHED)
LEFT JOIN {prefix}nacento_gallery_request o ON o.sku = r.sku AND o.state IN (4, 6)
WHERE r.state IN (1, 2, 3, 5) AND r.finished_at < UTC_TIMESTAMP(6) - INTERVAL :?keep_seconds SECOND AND o.request_id IS NULL
LIMIT 10000
