-- How the indexers that read galleries, roles and labels learn of changes, for the doctor.
-- out  view_id (the indexer's name), mode: enabled is "update by schedule", disabled "update on save"
SELECT s.view_id, s.mode
FROM {prefix}mview_state s
WHERE s.view_id IN ('catalogsearch_fulltext', 'catalog_product_attribute', 'catalog_product_flat')
ORDER BY s.view_id
