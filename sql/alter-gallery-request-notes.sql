-- Adds what a table of an older connector lacks: what has become of a request, for people. The column comes without copying the table.
ALTER TABLE {prefix}nacento_gallery_request
  ADD COLUMN /*M! IF NOT EXISTS */ notes LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'a JSON object a line, for people: what each try has changed, or why it failed' AFTER awaits
