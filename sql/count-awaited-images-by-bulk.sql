-- How many images wait for their objects, by what their bulks are called.
-- out  description, images
SELECT b.description, COUNT(*) AS images
FROM {prefix}nacento_awaited_image a
JOIN {prefix}nacento_gallery_request r ON r.request_id = a.request_id
JOIN {prefix}magento_bulk b ON b.uuid = CAST(r.bulk_uuid AS BINARY)
GROUP BY b.description
