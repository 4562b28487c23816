-- What the shop must still forget after its tables were changed: pages of products, resized copies of pictures. Written in the
-- transaction of the change itself, so that a crash loses none of it, and deleted when it is done.
CREATE TABLE IF NOT EXISTS {prefix}nacento_refresh (
  refresh_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  product_id INT UNSIGNED NOT NULL,
  file_path VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'null: the pages of the product, else an image of it',
  replaced TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '1: the image had another content before, of pages: nothing else is to be seen',
  created_at DATETIME(6) NOT NULL COMMENT 'UTC',
  due_at DATETIME(6) NOT NULL COMMENT 'UTC, put off by a worker that takes it',
  claim CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NULL COMMENT 'the round of the worker that took it last',
  PRIMARY KEY (refresh_id),
  KEY NACENTO_REFRESH_DUE (due_at),
  KEY NACENTO_REFRESH_CLAIM (claim)
) ENGINE = InnoDB COMMENT = 'Nacento: caches and resized copies to refresh'
