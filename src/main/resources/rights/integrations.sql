-- What the connector's database user needs besides with nacento.auth.mode=magento: the tokens of Magento's integrations, and their roles.
GRANT SELECT (integration_id, name, status, consumer_id) ON magento.integration TO 'nacento'@'%';
GRANT SELECT (consumer_id, type, token, revoked, user_type) ON magento.oauth_token TO 'nacento'@'%';
GRANT SELECT (role_id, user_id, user_type, role_type) ON magento.authorization_role TO 'nacento'@'%';
GRANT SELECT (role_id, resource_id, permission) ON magento.authorization_rule TO 'nacento'@'%';
