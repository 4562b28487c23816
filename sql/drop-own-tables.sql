-- All that the connector has written down for itself; the rows of Magento stay as they are.
DROP TABLE IF EXISTS {prefix}nacento_gallery_request, {prefix}nacento_refresh, {prefix}nacento_gallery_bulk, {prefix}nacento_awaited_image, {prefix}nacento_source_position, {prefix}nacento_media_gallery_meta
