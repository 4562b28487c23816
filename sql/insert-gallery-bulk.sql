-- Takes the lease of a bulk that is being submitted.
-- in   bulk_uuid
INSERT INTO {prefix}nacento_gallery_bulk (bulk_uuid, heartbeat_at) VALUES (CONVERT(:?bulk_uuid USING ascii), UTC_TIMESTAMP(6))
