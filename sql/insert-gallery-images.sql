-- New gallery rows. The ids are given back by the server, never counted up: rows of the same path may be taken in any order.
-- MySQL gives none back, and hands them out to several writers in turn: there the rows get a mark as media_type, which no row has that is
-- committed, find-new-gallery-images reads them by it, and update-new-gallery-images takes it off.
-- in   new_images  JSON [{value, …}]
-- out  value_id, value; on MySQL nothing
INSERT INTO {prefix}catalog_product_entity_media_gallery (attribute_id, value, media_type, disabled)
SELECT :?media_gallery, t.value, /*M! 'image' */ /*!80000 'new' */, 0
FROM JSON_TABLE(:?new_images, '$[*]' COLUMNS (value VARCHAR(255) PATH '$.value')) t
/*M! RETURNING value_id, value */
