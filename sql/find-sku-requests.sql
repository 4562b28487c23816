-- What was asked for a SKU and what became of it, fifty requests and one that tells that there are more, those first that were written down
-- last. The rows are found in the index, and only those of the page are read. Who has sent a bulk and how an operation ended is known as
-- long as Magento keeps it. What only the collation finds equal is another SKU.
-- in   skus    JSON array of one SKU
--      before  request_id: only those before this one
-- out  request_id, sku, submitted_at and finished_at (milliseconds since 1970), state, bulk_uuid, operation_key, message_id, images, notes,
--      waits (1: for objects), status, result_message, description (of the bulk); what is not known is null
SELECT STRAIGHT_JOIN r.request_id, r.sku, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', r.submitted_at) DIV 1000 AS submitted_at,
       TIMESTAMPDIFF(MICROSECOND, '1970-01-01', r.finished_at) DIV 1000 AS finished_at, r.state,
       COALESCE(r.bulk_uuid, CONVERT(o.bulk_uuid USING ascii)) AS bulk_uuid, r.operation_key, r.message_id, r.images, r.notes,
       r.awaits IS NOT NULL AS waits, o.status, o.result_message, b.description
FROM (SELECT STRAIGHT_JOIN m.request_id
      FROM JSON_TABLE(:?skus, '$[*]' COLUMNS (sku VARCHAR(64) CHARACTER SET {sku_charset} COLLATE {sku_collation} PATH '$')) s
      JOIN {prefix}nacento_gallery_request m FORCE INDEX (NACENTO_GALLERY_REQUEST_SKU) ON m.sku = s.sku
      WHERE CAST(LOWER(TRIM(m.sku)) AS BINARY) = CAST(LOWER(TRIM(s.sku)) AS BINARY) AND m.request_id < :?before
      ORDER BY m.request_id DESC
      LIMIT 51) t
JOIN {prefix}nacento_gallery_request r FORCE INDEX (PRIMARY) ON r.request_id = t.request_id
LEFT JOIN {prefix}magento_operation o FORCE INDEX (PRIMARY) ON o.id = r.operation_id
LEFT JOIN {prefix}magento_bulk b ON b.uuid = COALESCE(CAST(r.bulk_uuid AS BINARY), o.bulk_uuid)
ORDER BY r.request_id DESC
