-- Of images that have decided nothing, since the bucket did not have them, a request keeps the path only.
-- in   decided_images  JSON [{request_id, images}]; images is JSON as text
UPDATE JSON_TABLE(:?decided_images, '$[*]' COLUMNS (request_id BIGINT UNSIGNED PATH '$.request_id', images LONGTEXT PATH '$.images')) t
STRAIGHT_JOIN {prefix}nacento_gallery_request r FORCE INDEX (PRIMARY) ON r.request_id = t.request_id
SET r.images = t.images
