-- Forgets ETags: of an image that is gone, or that stand under another record_id by now.
-- STRAIGHT_JOIN: with poor statistics the server would go through the whole table, and lock all of it.
-- in   dead_etags  JSON array of record ids
DELETE m FROM JSON_TABLE(:?dead_etags, '$[*]' COLUMNS (record_id INT UNSIGNED PATH '$')) t
STRAIGHT_JOIN {prefix}nacento_media_gallery_meta m FORCE INDEX (PRIMARY) ON m.record_id = t.record_id
