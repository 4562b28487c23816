-- Rejects the open requests of a bulk, along with its operations (reject-open-operations): a worker that still meets such a message leaves
-- it undone.
-- in   bulk_uuid
UPDATE {prefix}nacento_gallery_request FORCE INDEX (NACENTO_GALLERY_REQUEST_OPERATION)
SET state = 5, finished_at = UTC_TIMESTAMP(6)
WHERE bulk_uuid = CONVERT(:?bulk_uuid USING ascii) AND state IN (4, 6)
