-- How many images wait for their objects.
-- out  images
SELECT COUNT(*) AS images FROM {prefix}nacento_awaited_image
