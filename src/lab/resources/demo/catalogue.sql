-- The demo shop: bicycles, tents and rucksacks, with galleries as Magento's admin and the PHP module left them. The last two products
-- are new: their pictures come from the demo's PIM.
-- {prefix} is Magento's table prefix. Ids have gaps, as in a shop in which things have been deleted.

SET @product = (SELECT entity_type_id FROM {prefix}eav_entity_type WHERE entity_type_code = 'catalog_product');
SET @name = (SELECT attribute_id FROM {prefix}eav_attribute WHERE entity_type_id = @product AND attribute_code = 'name');
SET @gallery = (SELECT attribute_id FROM {prefix}eav_attribute WHERE entity_type_id = @product AND attribute_code = 'media_gallery');

INSERT INTO {prefix}store (store_id, code, website_id, group_id, name, sort_order, is_active) VALUES (3, 'fr', 1, 1, 'Français', 2, 1);

INSERT INTO {prefix}catalog_product_entity (entity_id, attribute_set_id, type_id, sku, created_at, updated_at) VALUES
  (2041, 9, 'simple',       'BIKE-RED',     '2024-03-01 08:00:00', '2024-03-01 08:00:00'),
  (2042, 9, 'simple',       'BIKE-BLUE',    '2024-03-01 08:00:00', '2024-03-01 08:00:00'),
  (2045, 9, 'configurable', 'BIKE',         '2024-03-01 08:00:00', '2024-03-01 08:00:00'),
  (2050, 9, 'simple',       'TENT-2P',      '2024-04-11 08:00:00', '2024-04-11 08:00:00'),
  (2051, 9, 'simple',       'TENT-4P',      '2024-04-11 08:00:00', '2024-04-11 08:00:00'),
  (2060, 9, 'simple',       'PACK-40-GRN',  '2024-05-20 08:00:00', '2024-05-20 08:00:00'),
  (2061, 9, 'simple',       'PACK-65',      '2024-05-20 08:00:00', '2024-05-20 08:00:00'),
  (2063, 9, 'simple',       'AB/12 ü',      '2024-06-03 08:00:00', '2024-06-03 08:00:00'),
  (2070, 9, 'simple',       'STOVE-GAS',    '2024-06-03 08:00:00', '2024-06-03 08:00:00'),
  (2071, 9, 'simple',       'BOTTLE-1L',    '2024-06-03 08:00:00', '2024-06-03 08:00:00'),
  (2080, 9, 'simple',       'BOOT-42',      '2024-07-15 08:00:00', '2024-07-15 08:00:00'),
  (2081, 9, 'simple',       'HELMET-M',     '2024-07-15 08:00:00', '2024-07-15 08:00:00'),
  (2090, 9, 'simple',       'TENT-3P',      '2024-09-02 08:00:00', '2024-09-02 08:00:00'),
  (2091, 9, 'simple',       'TENT-6P',      '2024-09-02 08:00:00', '2024-09-02 08:00:00');

INSERT INTO {prefix}catalog_product_relation (parent_id, child_id) VALUES (2045, 2041), (2045, 2042);

INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) VALUES
  (@name, 0, 2041, 'City Bike Red'), (@name, 0, 2042, 'City Bike Blue'), (@name, 0, 2045, 'City Bike'),
  (@name, 0, 2050, 'Trail Tent 2P'), (@name, 0, 2051, 'Family Tent 4P'), (@name, 0, 2060, 'Rucksack 40 l Green'),
  (@name, 0, 2061, 'Rucksack 65 l'), (@name, 0, 2063, 'Headlamp Grün'), (@name, 0, 2070, 'Gas Stove'),
  (@name, 0, 2071, 'Steel Bottle 1 l'), (@name, 0, 2080, 'Hiking Boot 42'), (@name, 0, 2081, 'Helmet M'),
  (@name, 0, 2090, 'Storm Tent 3P'), (@name, 0, 2091, 'Expedition Tent 6P');

-- 7108 is shared by the two bicycles, as Magento does for a duplicated product. 7121 has lost its slash to the PHP module.
-- 7116 was added by an admin, by hand. 7144 is a video; its picture is the preview.
INSERT INTO {prefix}catalog_product_entity_media_gallery (value_id, attribute_id, value, media_type) VALUES
  (7101, @gallery, '/b/i/bike-red-1.jpg', 'image'),
  (7102, @gallery, '/b/i/bike-red-2.jpg', 'image'),
  (7108, @gallery, '/s/i/size-chart-bikes.png', 'image'),
  (7110, @gallery, '/b/i/bike-blue-1.jpg', 'image'),
  (7115, @gallery, '/b/i/bike-1.jpg', 'image'),
  (7116, @gallery, '/s/i/size-chart-bikes.png', 'image'),
  (7121, @gallery, 't/e/tent-2p-1.jpg', 'image'),
  (7130, @gallery, '/s/t/stove-1.jpg', 'image'),
  (7136, @gallery, '/b/o/bottle-1.jpg', 'image'),
  (7143, @gallery, '/b/o/boot-1.jpg', 'image'),
  (7144, @gallery, '/b/o/boot-2.jpg', 'external-video');

INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id) VALUES
  (7101, 2041), (7102, 2041), (7108, 2041), (7110, 2042), (7108, 2042), (7115, 2045), (7116, 2045), (7121, 2050),
  (7130, 2070), (7136, 2071), (7143, 2080), (7144, 2080);

INSERT INTO {prefix}catalog_product_entity_media_gallery_value
  (record_id, value_id, store_id, entity_id, label, position, disabled) VALUES
  (9201, 7101, 0, 2041, 'City Bike Red', 1, 0),
  (9202, 7102, 0, 2041, NULL, 2, 0),
  (9203, 7108, 0, 2041, 'Size chart', 3, 0),
  (9210, 7110, 0, 2042, 'City Bike Blue', 1, 0),
  (9211, 7108, 0, 2042, 'Size chart', 2, 0),
  (9220, 7115, 0, 2045, 'City Bike', 1, 0),
  (9221, 7115, 2, 2045, 'Stadtrad', 1, 0),
  (9222, 7116, 0, 2045, 'Size chart', 2, 0),
  (9230, 7121, 0, 2050, 'Trail Tent', 0, 0),
  (9240, 7130, 0, 2070, 'Gas Stove', 1, 0),
  (9250, 7136, 0, 2071, 'Steel bottle', 1, 0),
  (9251, 7136, 2, 2071, 'Stahlflasche', 1, 0),
  (9260, 7143, 0, 2080, 'Hiking Boot 42', 1, 0),
  (9261, 7144, 0, 2080, 'How it is made', 2, 0);

INSERT INTO {prefix}catalog_product_entity_media_gallery_value_video (value_id, store_id, provider, url, title) VALUES
  (7144, 0, '', 'https://video.example.com/boot-42', 'How it is made');

-- The first image of a product in its three usual roles, with the labels that Magento copies from the image; the PHP
-- module writes no labels.
INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value)
SELECT role.attribute_id, 0, entity_id, CASE WHEN attribute_code LIKE '%label' THEN label ELSE value END
FROM {prefix}catalog_product_entity_media_gallery_value
JOIN {prefix}catalog_product_entity_media_gallery USING (value_id)
JOIN {prefix}eav_attribute AS role ON entity_type_id = @product
  AND attribute_code IN ('image', 'small_image', 'thumbnail', 'image_label', 'small_image_label', 'thumbnail_label')
WHERE store_id = 0 AND position <= 1 AND (value LIKE '/%' OR attribute_code NOT LIKE '%label');

-- What Magento writes for a product that has no image.
INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value)
SELECT attribute_id, 0, 2081, 'no_selection' FROM {prefix}eav_attribute
WHERE entity_type_id = @product AND attribute_code IN ('image', 'small_image', 'thumbnail');
