-- Forgets requests that ended over a day ago, except while an open one of the same SKU could still come late.
DELETE r FROM {prefix}nacento_gallery_request r
LEFT JOIN {prefix}nacento_gallery_request o ON o.sku = r.sku AND o.state = 4
WHERE r.state <> 4 AND r.finished_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY AND o.request_id IS NULL
