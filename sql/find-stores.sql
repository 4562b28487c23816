-- The store views of the shop, also those that are switched off.
-- out  store_id, code
SELECT store_id, code FROM {prefix}store WHERE store_id > 0
