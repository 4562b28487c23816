-- How far the changes in a source's PIM have been loaded, and which process loads them. A row is all that there is of a source: it is begun
-- anew, from then on, if it is deleted.
CREATE TABLE IF NOT EXISTS {prefix}nacento_source_position (
  source VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what of it: updated',
  position DATETIME(6) NOT NULL COMMENT 'UTC, what was changed before is loaded',
  due_at DATETIME(6) NOT NULL COMMENT 'UTC, when the PIM is asked next, put off by a process that asks it',
  claim CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NULL COMMENT 'the round of the process that asked last',
  PRIMARY KEY (source, kind)
) ENGINE = InnoDB COMMENT = 'Nacento: how far PIMs have been read'
