-- Notes what the shop must forget because of a change; part of the change's transaction.
-- in   new_refreshes  JSON [{product_id, file_path, replaced}]; file_path null: the product's pages, replaced: by nothing but that
INSERT INTO {prefix}nacento_refresh (product_id, file_path, replaced, created_at, due_at)
SELECT t.product_id, t.file_path, t.replaced, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)
FROM JSON_TABLE(:?new_refreshes, '$[*]' COLUMNS (
       product_id INT UNSIGNED PATH '$.product_id', file_path VARCHAR(255) PATH '$.file_path', replaced TINYINT UNSIGNED PATH '$.replaced')) t
