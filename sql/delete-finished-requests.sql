-- Forgets requests that ended over a week ago, except while an open one of the same SKU, or one that waits for objects, could still come late.
-- The index is forced: a scan of the table would wait for the rows that others have locked.
DELETE r FROM {prefix}nacento_gallery_request r FORCE INDEX (NACENTO_GALLERY_REQUEST_FINISHED)
LEFT JOIN {prefix}nacento_gallery_request o ON o.sku = r.sku AND o.state IN (4, 6)
WHERE r.state IN (1, 2, 3, 5) AND r.finished_at < UTC_TIMESTAMP(6) - INTERVAL 7 DAY AND o.request_id IS NULL
