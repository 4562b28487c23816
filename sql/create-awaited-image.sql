-- Images whose objects are awaited, one row for each request that waits: when they are looked for next, and by whom. They lie, and are due,
-- in the order of their paths: a page of the bucket's listing answers for a thousand that lie together, and a look changes rows that do.
CREATE TABLE IF NOT EXISTS {prefix}nacento_awaited_image (
  file_path VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  request_id BIGINT UNSIGNED NOT NULL COMMENT 'nacento_gallery_request',
  submitted_at DATETIME(6) NOT NULL COMMENT 'UTC, of the request',
  looks TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how often it was looked for in vain',
  due_at DATETIME(6) NOT NULL COMMENT 'UTC, put off by a worker that takes it',
  claim CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NULL COMMENT 'the look of the worker that took it last',
  PRIMARY KEY (file_path, request_id),
  KEY NACENTO_AWAITED_IMAGE_REQUEST (request_id),
  KEY NACENTO_AWAITED_IMAGE_DUE (due_at, file_path),
  KEY NACENTO_AWAITED_IMAGE_CLAIM (claim)
) ENGINE = InnoDB COMMENT = 'Nacento: images that wait for their objects'
