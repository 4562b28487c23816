-- Fails in any case: if the account may not change one of the connector's own tables for that, else since there is no such column. Which of
-- both it is tells ./nacento doctor whether setup may add what a table lacks.
ALTER TABLE {prefix}{own_table} DROP COLUMN nacento_no_such_column
