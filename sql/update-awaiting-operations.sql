-- What open operations wait for, for Magento's Bulk Actions page; follows update-awaiting-requests, in the same transaction. Their status
-- stays as it is.
-- in   awaiting_requests  JSON [{request_id, awaits, result_message}]
UPDATE JSON_TABLE(:?awaiting_requests, '$[*]' COLUMNS (
         request_id BIGINT UNSIGNED PATH '$.request_id', result_message VARCHAR(255) PATH '$.result_message')) t
STRAIGHT_JOIN {prefix}nacento_gallery_request r FORCE INDEX (PRIMARY) ON r.request_id = t.request_id
STRAIGHT_JOIN {prefix}magento_operation o FORCE INDEX (PRIMARY) ON o.id = r.operation_id
SET o.result_message = t.result_message
WHERE r.state = 6 AND o.status = 4
  AND IF(r.bulk_uuid IS NULL, o.operation_key IS NULL, o.bulk_uuid = CAST(r.bulk_uuid AS BINARY) AND o.operation_key = r.operation_key)
