-- Opens operations that were inserted without a status, so that their ids could be read. Nobody else has seen them: it is the same
-- transaction.
-- in   operation_ids  JSON array
UPDATE JSON_TABLE(:?operation_ids, '$[*]' COLUMNS (operation_id INT UNSIGNED PATH '$')) t
STRAIGHT_JOIN {prefix}magento_operation o FORCE INDEX (PRIMARY) ON o.id = t.operation_id AND o.status = -1
SET o.status = 4
