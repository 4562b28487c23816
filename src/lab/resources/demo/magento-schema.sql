-- The tables of a Magento 2.4 shop that a gallery writer meets, with the columns, keys and foreign keys of a real one.
-- {prefix} is Magento's table prefix, {charset} and {collation} are what the shop was created with: older shops have
-- utf8 (utf8mb3), newer ones utf8mb4. Constraint names carry the prefix, so two prefixes fit into one database.
-- Ids are not those of a fresh installation, and categories have attributes of the same codes: nothing may be assumed.

CREATE TABLE {prefix}eav_entity_type (
  entity_type_id smallint(5) unsigned NOT NULL AUTO_INCREMENT,
  entity_type_code varchar(50) NOT NULL,
  entity_model varchar(255) NOT NULL,
  attribute_model varchar(255) DEFAULT NULL,
  entity_table varchar(255) DEFAULT NULL,
  value_table_prefix varchar(255) DEFAULT NULL,
  entity_id_field varchar(255) DEFAULT NULL,
  is_data_sharing smallint(5) unsigned NOT NULL DEFAULT 1,
  data_sharing_key varchar(100) DEFAULT 'default',
  default_attribute_set_id smallint(5) unsigned NOT NULL DEFAULT 0,
  increment_model varchar(255) DEFAULT NULL,
  increment_per_store smallint(5) unsigned NOT NULL DEFAULT 0,
  increment_pad_length smallint(5) unsigned NOT NULL DEFAULT 8,
  increment_pad_char varchar(1) NOT NULL DEFAULT '0',
  additional_attribute_table varchar(255) DEFAULT NULL,
  entity_attribute_collection varchar(255) DEFAULT NULL,
  PRIMARY KEY (entity_type_id),
  KEY EAV_ENTITY_TYPE_ENTITY_TYPE_CODE (entity_type_code)
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Eav Entity Type';

CREATE TABLE {prefix}eav_attribute (
  attribute_id smallint(5) unsigned NOT NULL AUTO_INCREMENT,
  entity_type_id smallint(5) unsigned NOT NULL DEFAULT 0,
  attribute_code varchar(255) NOT NULL,
  attribute_model varchar(255) DEFAULT NULL,
  backend_model varchar(255) DEFAULT NULL,
  backend_type varchar(8) NOT NULL DEFAULT 'static',
  backend_table varchar(255) DEFAULT NULL,
  frontend_model varchar(255) DEFAULT NULL,
  frontend_input varchar(50) DEFAULT NULL,
  frontend_label varchar(255) DEFAULT NULL,
  frontend_class varchar(255) DEFAULT NULL,
  source_model varchar(255) DEFAULT NULL,
  is_required smallint(5) unsigned NOT NULL DEFAULT 0,
  is_user_defined smallint(5) unsigned NOT NULL DEFAULT 0,
  default_value text DEFAULT NULL,
  is_unique smallint(5) unsigned NOT NULL DEFAULT 0,
  note varchar(255) DEFAULT NULL,
  PRIMARY KEY (attribute_id),
  UNIQUE KEY EAV_ATTRIBUTE_ENTITY_TYPE_ID_ATTRIBUTE_CODE (entity_type_id, attribute_code),
  KEY EAV_ATTRIBUTE_FRONTEND_INPUT_ENTITY_TYPE_ID_IS_USER_DEFINED (frontend_input, entity_type_id, is_user_defined),
  CONSTRAINT {prefix}EAV_ATTRIBUTE_ENTITY_TYPE_ID FOREIGN KEY (entity_type_id)
    REFERENCES {prefix}eav_entity_type (entity_type_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Eav Attribute';

CREATE TABLE {prefix}eav_entity_attribute (
  entity_attribute_id int(10) unsigned NOT NULL AUTO_INCREMENT,
  entity_type_id smallint(5) unsigned NOT NULL DEFAULT 0,
  attribute_set_id smallint(5) unsigned NOT NULL DEFAULT 0,
  attribute_group_id smallint(5) unsigned NOT NULL DEFAULT 0,
  attribute_id smallint(5) unsigned NOT NULL DEFAULT 0,
  sort_order smallint(6) NOT NULL DEFAULT 0,
  PRIMARY KEY (entity_attribute_id),
  UNIQUE KEY EAV_ENTITY_ATTRIBUTE_ATTRIBUTE_SET_ID_ATTRIBUTE_ID (attribute_set_id, attribute_id),
  UNIQUE KEY EAV_ENTITY_ATTRIBUTE_ATTRIBUTE_GROUP_ID_ATTRIBUTE_ID (attribute_group_id, attribute_id),
  KEY EAV_ENTITY_ATTRIBUTE_ATTRIBUTE_SET_ID_SORT_ORDER (attribute_set_id, sort_order),
  KEY EAV_ENTITY_ATTRIBUTE_ATTRIBUTE_ID (attribute_id),
  CONSTRAINT {prefix}EAV_ENTITY_ATTRIBUTE_ATTRIBUTE_ID FOREIGN KEY (attribute_id)
    REFERENCES {prefix}eav_attribute (attribute_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Eav Entity Attributes';

CREATE TABLE {prefix}catalog_eav_attribute (
  attribute_id smallint(5) unsigned NOT NULL,
  frontend_input_renderer varchar(255) DEFAULT NULL,
  is_global smallint(5) unsigned NOT NULL DEFAULT 1,
  is_visible smallint(5) unsigned NOT NULL DEFAULT 1,
  is_searchable smallint(5) unsigned NOT NULL DEFAULT 0,
  is_filterable smallint(5) unsigned NOT NULL DEFAULT 0,
  is_comparable smallint(5) unsigned NOT NULL DEFAULT 0,
  is_visible_on_front smallint(5) unsigned NOT NULL DEFAULT 0,
  is_html_allowed_on_front smallint(5) unsigned NOT NULL DEFAULT 0,
  is_used_for_price_rules smallint(5) unsigned NOT NULL DEFAULT 0,
  is_filterable_in_search smallint(5) unsigned NOT NULL DEFAULT 0,
  used_in_product_listing smallint(5) unsigned NOT NULL DEFAULT 0,
  used_for_sort_by smallint(5) unsigned NOT NULL DEFAULT 0,
  apply_to varchar(255) DEFAULT NULL,
  is_visible_in_advanced_search smallint(5) unsigned NOT NULL DEFAULT 0,
  position int(11) NOT NULL DEFAULT 0,
  is_wysiwyg_enabled smallint(5) unsigned NOT NULL DEFAULT 0,
  is_used_for_promo_rules smallint(5) unsigned NOT NULL DEFAULT 0,
  is_required_in_admin_store smallint(5) unsigned NOT NULL DEFAULT 0,
  is_used_in_grid smallint(5) unsigned NOT NULL DEFAULT 0,
  is_visible_in_grid smallint(5) unsigned NOT NULL DEFAULT 0,
  is_filterable_in_grid smallint(5) unsigned NOT NULL DEFAULT 0,
  search_weight float NOT NULL DEFAULT 1,
  is_pagebuilder_enabled smallint(5) unsigned NOT NULL DEFAULT 0,
  additional_data text DEFAULT NULL,
  PRIMARY KEY (attribute_id),
  KEY CATALOG_EAV_ATTRIBUTE_USED_FOR_SORT_BY (used_for_sort_by),
  KEY CATALOG_EAV_ATTRIBUTE_USED_IN_PRODUCT_LISTING (used_in_product_listing),
  CONSTRAINT {prefix}CATALOG_EAV_ATTRIBUTE_ATTRIBUTE_ID FOREIGN KEY (attribute_id)
    REFERENCES {prefix}eav_attribute (attribute_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Catalog EAV Attribute Table';

CREATE TABLE {prefix}store (
  store_id smallint(5) unsigned NOT NULL AUTO_INCREMENT,
  code varchar(32) DEFAULT NULL,
  website_id smallint(5) unsigned NOT NULL DEFAULT 0,
  group_id smallint(5) unsigned NOT NULL DEFAULT 0,
  name varchar(255) NOT NULL,
  sort_order smallint(5) unsigned NOT NULL DEFAULT 0,
  is_active smallint(5) unsigned NOT NULL DEFAULT 0,
  PRIMARY KEY (store_id),
  UNIQUE KEY STORE_CODE (code),
  KEY STORE_WEBSITE_ID (website_id),
  KEY STORE_IS_ACTIVE_SORT_ORDER (is_active, sort_order),
  KEY STORE_GROUP_ID (group_id)
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Stores';

CREATE TABLE {prefix}catalog_product_entity (
  entity_id int(10) unsigned NOT NULL AUTO_INCREMENT,
  attribute_set_id smallint(5) unsigned NOT NULL DEFAULT 0,
  type_id varchar(32) NOT NULL DEFAULT 'simple',
  sku varchar(64) NOT NULL,
  has_options smallint(6) NOT NULL DEFAULT 0,
  required_options smallint(5) unsigned NOT NULL DEFAULT 0,
  created_at timestamp NOT NULL DEFAULT current_timestamp(),
  updated_at timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (entity_id),
  KEY CATALOG_PRODUCT_ENTITY_ATTRIBUTE_SET_ID (attribute_set_id),
  KEY CATALOG_PRODUCT_ENTITY_SKU (sku)
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Catalog Product Table';

CREATE TABLE {prefix}catalog_product_relation (
  parent_id int(10) unsigned NOT NULL,
  child_id int(10) unsigned NOT NULL,
  PRIMARY KEY (parent_id, child_id),
  KEY CATALOG_PRODUCT_RELATION_CHILD_ID (child_id),
  CONSTRAINT {prefix}CAT_PRD_RELATION_CHILD_ID FOREIGN KEY (child_id)
    REFERENCES {prefix}catalog_product_entity (entity_id) ON DELETE CASCADE,
  CONSTRAINT {prefix}CAT_PRD_RELATION_PARENT_ID FOREIGN KEY (parent_id)
    REFERENCES {prefix}catalog_product_entity (entity_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Catalog Product Relation Table';

CREATE TABLE {prefix}catalog_product_entity_varchar (
  value_id int(11) NOT NULL AUTO_INCREMENT,
  attribute_id smallint(5) unsigned NOT NULL DEFAULT 0,
  store_id smallint(5) unsigned NOT NULL DEFAULT 0,
  entity_id int(10) unsigned NOT NULL DEFAULT 0,
  value varchar(255) DEFAULT NULL,
  PRIMARY KEY (value_id),
  UNIQUE KEY CATALOG_PRODUCT_ENTITY_VARCHAR_ENTITY_ID_ATTRIBUTE_ID_STORE_ID (entity_id, attribute_id, store_id),
  KEY CATALOG_PRODUCT_ENTITY_VARCHAR_ATTRIBUTE_ID (attribute_id),
  KEY CATALOG_PRODUCT_ENTITY_VARCHAR_STORE_ID (store_id),
  CONSTRAINT {prefix}CAT_PRD_ENTT_VCHR_ATTR_ID FOREIGN KEY (attribute_id)
    REFERENCES {prefix}eav_attribute (attribute_id) ON DELETE CASCADE,
  CONSTRAINT {prefix}CAT_PRD_ENTT_VCHR_ENTT_ID FOREIGN KEY (entity_id)
    REFERENCES {prefix}catalog_product_entity (entity_id) ON DELETE CASCADE,
  CONSTRAINT {prefix}CAT_PRD_ENTT_VCHR_STORE_ID FOREIGN KEY (store_id)
    REFERENCES {prefix}store (store_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Catalog Product Varchar Attribute Backend Table';

CREATE TABLE {prefix}catalog_product_entity_media_gallery (
  value_id int(10) unsigned NOT NULL AUTO_INCREMENT,
  attribute_id smallint(5) unsigned NOT NULL DEFAULT 0,
  value varchar(255) DEFAULT NULL,
  media_type varchar(32) NOT NULL DEFAULT 'image',
  disabled smallint(5) unsigned NOT NULL DEFAULT 0,
  PRIMARY KEY (value_id),
  KEY CATALOG_PRODUCT_ENTITY_MEDIA_GALLERY_ATTRIBUTE_ID (attribute_id),
  CONSTRAINT {prefix}CAT_PRD_ENTT_MDA_GLR_ATTR_ID FOREIGN KEY (attribute_id)
    REFERENCES {prefix}eav_attribute (attribute_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Catalog Product Media Gallery Attribute Backend Table';

CREATE TABLE {prefix}catalog_product_entity_media_gallery_value (
  value_id int(10) unsigned NOT NULL DEFAULT 0,
  store_id smallint(5) unsigned NOT NULL DEFAULT 0,
  entity_id int(10) unsigned NOT NULL DEFAULT 0,
  label varchar(255) DEFAULT NULL,
  position int(10) unsigned DEFAULT NULL,
  disabled smallint(5) unsigned NOT NULL DEFAULT 0,
  record_id int(10) unsigned NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (record_id),
  KEY CATALOG_PRODUCT_ENTITY_MEDIA_GALLERY_VALUE_STORE_ID (store_id),
  KEY CATALOG_PRODUCT_ENTITY_MEDIA_GALLERY_VALUE_ENTITY_ID (entity_id),
  KEY CATALOG_PRODUCT_ENTITY_MEDIA_GALLERY_VALUE_VALUE_ID (value_id),
  KEY CAT_PRD_ENTT_MDA_GLR_VAL_ENTT_ID_VAL_ID_STORE_ID (entity_id, value_id, store_id),
  CONSTRAINT {prefix}CAT_PRD_ENTT_MDA_GLR_VAL_ENTT_ID FOREIGN KEY (entity_id)
    REFERENCES {prefix}catalog_product_entity (entity_id) ON DELETE CASCADE,
  CONSTRAINT {prefix}CAT_PRD_ENTT_MDA_GLR_VAL_STORE_ID FOREIGN KEY (store_id)
    REFERENCES {prefix}store (store_id) ON DELETE CASCADE,
  CONSTRAINT {prefix}CAT_PRD_ENTT_MDA_GLR_VAL_VAL_ID FOREIGN KEY (value_id)
    REFERENCES {prefix}catalog_product_entity_media_gallery (value_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Catalog Product Media Gallery Attribute Value Table';

CREATE TABLE {prefix}catalog_product_entity_media_gallery_value_to_entity (
  value_id int(10) unsigned NOT NULL,
  entity_id int(10) unsigned NOT NULL,
  UNIQUE KEY CAT_PRD_ENTT_MDA_GLR_VAL_TO_ENTT_VAL_ID_ENTT_ID (value_id, entity_id),
  KEY CAT_PRD_ENTT_MDA_GLR_VAL_TO_ENTT_ENTT_ID (entity_id),
  CONSTRAINT {prefix}CAT_PRD_ENTT_MDA_GLR_VAL_TO_ENTT_ENTT_ID FOREIGN KEY (entity_id)
    REFERENCES {prefix}catalog_product_entity (entity_id) ON DELETE CASCADE,
  CONSTRAINT {prefix}CAT_PRD_ENTT_MDA_GLR_VAL_TO_ENTT_VAL_ID FOREIGN KEY (value_id)
    REFERENCES {prefix}catalog_product_entity_media_gallery (value_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Link Media value to Product entity table';

CREATE TABLE {prefix}catalog_product_entity_media_gallery_value_video (
  value_id int(10) unsigned NOT NULL,
  store_id smallint(5) unsigned NOT NULL DEFAULT 0,
  provider varchar(32) DEFAULT NULL,
  url text DEFAULT NULL,
  title varchar(255) DEFAULT NULL,
  description text DEFAULT NULL,
  metadata text DEFAULT NULL,
  UNIQUE KEY CAT_PRD_ENTT_MDA_GLR_VAL_VIDEO_VAL_ID_STORE_ID (value_id, store_id),
  KEY CAT_PRD_ENTT_MDA_GLR_VAL_VIDEO_STORE_ID (store_id),
  CONSTRAINT {prefix}CAT_PRD_ENTT_MDA_GLR_VAL_VIDEO_STORE_ID FOREIGN KEY (store_id)
    REFERENCES {prefix}store (store_id) ON DELETE CASCADE,
  CONSTRAINT {prefix}CAT_PRD_ENTT_MDA_GLR_VAL_VIDEO_VAL_ID FOREIGN KEY (value_id)
    REFERENCES {prefix}catalog_product_entity_media_gallery (value_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Catalog Product Video Table';

-- serialized_data is a blob (64 KiB) in shops that were created before it became a mediumblob.
CREATE TABLE {prefix}magento_bulk (
  id int(10) unsigned NOT NULL AUTO_INCREMENT,
  uuid varbinary(39) DEFAULT NULL,
  user_id int(10) unsigned DEFAULT NULL,
  user_type int(11) DEFAULT NULL,
  description varchar(255) DEFAULT NULL,
  operation_count int(10) unsigned NOT NULL,
  start_time timestamp NOT NULL DEFAULT current_timestamp(),
  PRIMARY KEY (id),
  UNIQUE KEY MAGENTO_BULK_UUID (uuid),
  KEY MAGENTO_BULK_USER_ID (user_id),
  KEY MAGENTO_BULK_START_TIME (start_time)
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Bulk entity that represents set of related asynchronous operations';

CREATE TABLE {prefix}magento_operation (
  id int(10) unsigned NOT NULL AUTO_INCREMENT,
  operation_key int(10) unsigned DEFAULT NULL,
  bulk_uuid varbinary(39) DEFAULT NULL,
  topic_name varchar(255) DEFAULT NULL,
  serialized_data blob DEFAULT NULL,
  result_serialized_data blob DEFAULT NULL,
  status smallint(6) DEFAULT 0,
  error_code smallint(6) DEFAULT NULL,
  result_message varchar(255) DEFAULT NULL,
  started_at datetime DEFAULT NULL,
  PRIMARY KEY (id),
  KEY MAGENTO_OPERATION_BULK_UUID_ERROR_CODE (bulk_uuid, error_code),
  KEY MAGENTO_OPERATION_STATUS_STARTED_AT (status, started_at),
  CONSTRAINT {prefix}MAGENTO_OPERATION_BULK_UUID FOREIGN KEY (bulk_uuid)
    REFERENCES {prefix}magento_bulk (uuid) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Operation entity';

CREATE TABLE {prefix}magento_acknowledged_bulk (
  id int(10) unsigned NOT NULL AUTO_INCREMENT,
  bulk_uuid varbinary(39) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY MAGENTO_ACKNOWLEDGED_BULK_BULK_UUID (bulk_uuid),
  CONSTRAINT {prefix}MAGENTO_ACKNOWLEDGED_BULK_UUID FOREIGN KEY (bulk_uuid)
    REFERENCES {prefix}magento_bulk (uuid) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Bulk that was viewed by user from notification area';

CREATE TABLE {prefix}core_config_data (
  config_id int(10) unsigned NOT NULL AUTO_INCREMENT,
  scope varchar(8) NOT NULL DEFAULT 'default',
  scope_id int(11) NOT NULL DEFAULT 0,
  path varchar(255) NOT NULL DEFAULT 'general',
  value text DEFAULT NULL,
  updated_at timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (config_id),
  UNIQUE KEY CORE_CONFIG_DATA_SCOPE_SCOPE_ID_PATH (scope, scope_id, path)
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Config Data';

-- How each indexer learns of changes: mode is enabled (by schedule) or disabled (on save).
CREATE TABLE {prefix}mview_state (
  state_id int(10) unsigned NOT NULL AUTO_INCREMENT,
  view_id varchar(255) DEFAULT NULL,
  mode varchar(16) DEFAULT 'disabled',
  status varchar(16) DEFAULT 'idle',
  updated datetime DEFAULT NULL,
  version_id int(10) unsigned DEFAULT NULL,
  PRIMARY KEY (state_id),
  KEY MVIEW_STATE_VIEW_ID (view_id),
  KEY MVIEW_STATE_MODE (mode)
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='View State';

-- The tokens of integrations. Magento links oauth_token to admin_user and customer_entity as well; these two are not here.
CREATE TABLE {prefix}oauth_consumer (
  entity_id int(10) unsigned NOT NULL AUTO_INCREMENT,
  created_at timestamp NOT NULL DEFAULT current_timestamp(),
  updated_at timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  name varchar(255) NOT NULL,
  `key` varchar(32) NOT NULL,
  secret varchar(128) NOT NULL,
  callback_url text DEFAULT NULL,
  rejected_callback_url text NOT NULL,
  PRIMARY KEY (entity_id),
  UNIQUE KEY OAUTH_CONSUMER_KEY (`key`),
  UNIQUE KEY OAUTH_CONSUMER_SECRET (secret),
  KEY OAUTH_CONSUMER_CREATED_AT (created_at),
  KEY OAUTH_CONSUMER_UPDATED_AT (updated_at)
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='OAuth Consumers';

CREATE TABLE {prefix}oauth_token (
  entity_id int(10) unsigned NOT NULL AUTO_INCREMENT,
  consumer_id int(10) unsigned DEFAULT NULL,
  admin_id int(10) unsigned DEFAULT NULL,
  customer_id int(10) unsigned DEFAULT NULL,
  type varchar(16) NOT NULL,
  token varchar(32) NOT NULL,
  secret varchar(128) NOT NULL,
  verifier varchar(32) DEFAULT NULL,
  callback_url text NOT NULL,
  revoked smallint(5) unsigned NOT NULL DEFAULT 0,
  authorized smallint(5) unsigned NOT NULL DEFAULT 0,
  user_type int(11) DEFAULT NULL,
  created_at timestamp NOT NULL DEFAULT current_timestamp(),
  PRIMARY KEY (entity_id),
  UNIQUE KEY OAUTH_TOKEN_TOKEN (token),
  KEY OAUTH_TOKEN_CONSUMER_ID (consumer_id),
  KEY OAUTH_TOKEN_CREATED_AT (created_at),
  CONSTRAINT {prefix}OAUTH_TOKEN_CONSUMER_ID FOREIGN KEY (consumer_id)
    REFERENCES {prefix}oauth_consumer (entity_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='OAuth Tokens';

CREATE TABLE {prefix}integration (
  integration_id int(10) unsigned NOT NULL AUTO_INCREMENT,
  name varchar(255) NOT NULL,
  email varchar(255) NOT NULL,
  endpoint varchar(255) DEFAULT NULL,
  status smallint(5) unsigned NOT NULL,
  consumer_id int(10) unsigned DEFAULT NULL,
  created_at timestamp NOT NULL DEFAULT current_timestamp(),
  updated_at timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  setup_type smallint(5) unsigned NOT NULL DEFAULT 0,
  identity_link_url varchar(255) DEFAULT NULL,
  PRIMARY KEY (integration_id),
  UNIQUE KEY INTEGRATION_NAME (name),
  UNIQUE KEY INTEGRATION_CONSUMER_ID (consumer_id),
  CONSTRAINT {prefix}INTEGRATION_CONSUMER_ID FOREIGN KEY (consumer_id)
    REFERENCES {prefix}oauth_consumer (entity_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Integration';

CREATE TABLE {prefix}authorization_role (
  role_id int(10) unsigned NOT NULL AUTO_INCREMENT,
  parent_id int(10) unsigned NOT NULL DEFAULT 0,
  tree_level smallint(5) unsigned NOT NULL DEFAULT 0,
  sort_order smallint(5) unsigned NOT NULL DEFAULT 0,
  role_type varchar(1) NOT NULL DEFAULT '0',
  user_id int(10) unsigned NOT NULL DEFAULT 0,
  user_type varchar(16) DEFAULT NULL,
  role_name varchar(50) DEFAULT NULL,
  PRIMARY KEY (role_id),
  KEY AUTHORIZATION_ROLE_PARENT_ID_SORT_ORDER (parent_id, sort_order),
  KEY AUTHORIZATION_ROLE_TREE_LEVEL (tree_level)
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Admin Role Table';

CREATE TABLE {prefix}authorization_rule (
  rule_id int(10) unsigned NOT NULL AUTO_INCREMENT,
  role_id int(10) unsigned NOT NULL DEFAULT 0,
  resource_id varchar(255) DEFAULT NULL,
  privileges varchar(20) DEFAULT NULL,
  permission varchar(10) DEFAULT NULL,
  PRIMARY KEY (rule_id),
  KEY AUTHORIZATION_RULE_RESOURCE_ID_ROLE_ID (resource_id, role_id),
  KEY AUTHORIZATION_RULE_ROLE_ID_RESOURCE_ID (role_id, resource_id),
  CONSTRAINT {prefix}AUTHORIZATION_RULE_ROLE_ID FOREIGN KEY (role_id)
    REFERENCES {prefix}authorization_role (role_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Admin Rule Table';

CREATE TABLE {prefix}jwt_auth_revoked (
  user_type_id int(10) unsigned NOT NULL,
  user_id int(10) unsigned NOT NULL,
  revoke_before bigint(20) unsigned NOT NULL,
  PRIMARY KEY (user_type_id, user_id)
) ENGINE=InnoDB DEFAULT CHARSET={charset} COLLATE={collation} COMMENT='Revoked JWTs';

-- Store 0 is the admin scope: only an explicit 0 gives it, hence the mode.
SET @old_sql_mode = @@sql_mode, sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
INSERT INTO {prefix}store (store_id, code, website_id, group_id, name, sort_order, is_active) VALUES
  (0, 'admin', 0, 0, 'Admin', 0, 1),
  (1, 'default', 1, 1, 'Default Store View', 0, 1),
  (2, 'de', 1, 1, 'Deutsch', 1, 1);
SET sql_mode = @old_sql_mode;

INSERT INTO {prefix}eav_entity_type (entity_type_id, entity_type_code, entity_model, entity_table, default_attribute_set_id) VALUES
  (4, 'catalog_category', 'Magento\\Catalog\\Model\\ResourceModel\\Category', 'catalog_category_entity', 3),
  (10, 'catalog_product', 'Magento\\Catalog\\Model\\ResourceModel\\Product', 'catalog_product_entity', 9);

INSERT INTO {prefix}eav_attribute
  (attribute_id, entity_type_id, attribute_code, backend_type, frontend_input, frontend_label, is_user_defined) VALUES
  (45, 4, 'name', 'varchar', 'text', 'Name', 0),
  (48, 4, 'image', 'varchar', 'image', 'Image', 0),
  (171, 10, 'name', 'varchar', 'text', 'Product Name', 0),
  (203, 10, 'image', 'varchar', 'media_image', 'Base', 0),
  (208, 10, 'media_gallery', 'static', 'gallery', 'Media Gallery', 0),
  (211, 10, 'small_image', 'varchar', 'media_image', 'Small', 0),
  (219, 10, 'thumbnail', 'varchar', 'media_image', 'Thumbnail', 0),
  (240, 10, 'image_label', 'varchar', 'text', 'Image Label', 0),
  (243, 10, 'small_image_label', 'varchar', 'text', 'Small Image Label', 0),
  (252, 10, 'thumbnail_label', 'varchar', 'text', 'Thumbnail Label', 0),
  (367, 10, 'swatch_image', 'varchar', 'media_image', 'Swatch', 0),
  (521, 10, 'hover_image', 'varchar', 'media_image', 'Hover Image', 1);

-- Attribute set 9 has all of them; 14 lacks the swatch and the hover image.
INSERT INTO {prefix}eav_entity_attribute (entity_type_id, attribute_set_id, attribute_group_id, attribute_id)
  SELECT 10, 9, 71, attribute_id FROM {prefix}eav_attribute WHERE entity_type_id = 10;
INSERT INTO {prefix}eav_entity_attribute (entity_type_id, attribute_set_id, attribute_group_id, attribute_id)
  SELECT 10, 14, 88, attribute_id FROM {prefix}eav_attribute WHERE entity_type_id = 10 AND attribute_id NOT IN (367, 521);

INSERT INTO {prefix}catalog_eav_attribute (attribute_id, is_global, is_visible, used_in_product_listing) VALUES
  (45, 0, 1, 0), (48, 0, 1, 0), (171, 0, 1, 1), (203, 0, 1, 1), (208, 1, 1, 0), (211, 0, 1, 1), (219, 0, 1, 1),
  (240, 0, 0, 1), (243, 0, 0, 1), (252, 0, 0, 1), (367, 0, 1, 1), (521, 0, 1, 1);
