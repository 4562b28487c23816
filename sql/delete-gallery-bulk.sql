-- Ends the lease of a bulk: all of it is with the broker, or none of it will be.
-- in   bulk_uuid
DELETE FROM {prefix}nacento_gallery_bulk WHERE bulk_uuid = CONVERT(:?bulk_uuid USING ascii)
