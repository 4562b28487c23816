-- Rejects what is still open of a bulk that could not be handed to the broker.
-- in   bulk_uuid, result_message
UPDATE {prefix}magento_operation SET status = 5, result_message = :?result_message WHERE bulk_uuid = :?bulk_uuid AND status = 4
