-- Who may call with nacento.auth.mode=magento: the access tokens of Magento's active integrations, and what their roles say
-- about the resources that the API asks for. Tokens leave the database as their SHA-256 only.
-- in   nothing
-- out  one row a token and rule (resource_id, permission null: the role says nothing): integration_id, name,
--      token_sha256 (hex), resource_id, permission (allow or deny)
SELECT i.integration_id, i.name, SHA2(t.token, 256) AS token_sha256, a.resource_id, a.permission
FROM {prefix}integration i
JOIN {prefix}oauth_token t ON t.consumer_id = i.consumer_id AND t.type = 'access' AND t.user_type = 1 AND t.revoked = 0
LEFT JOIN {prefix}authorization_role r ON r.user_id = i.integration_id AND r.user_type = '1' AND r.role_type = 'U'
LEFT JOIN {prefix}authorization_rule a ON a.role_id = r.role_id
  AND a.resource_id IN ('Magento_Backend::all', 'Magento_Catalog::products',
                        'Magento_Logging::system_magento_logging_bulk_operations',
                        'Magento_AsynchronousOperations::system_magento_logging_bulk_operations')
WHERE i.status = 1
