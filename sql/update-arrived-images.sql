-- Objects that somebody has seen come: whoever awaits them looks at once. Who looks at this moment must not put them off once more.
-- in   arrived_images  JSON array of Magento's paths
UPDATE JSON_TABLE(:?arrived_images, '$[*]' COLUMNS (
         file_path VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$')) t
STRAIGHT_JOIN {prefix}nacento_awaited_image a FORCE INDEX (PRIMARY) ON a.file_path = t.file_path
SET a.due_at = UTC_TIMESTAMP(6), a.claim = NULL
