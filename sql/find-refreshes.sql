-- The refreshes that a round has taken.
-- in   claim
-- out  refresh_id, product_id, file_path, replaced
SELECT refresh_id, product_id, file_path, replaced
FROM {prefix}nacento_refresh FORCE INDEX (NACENTO_REFRESH_CLAIM)
WHERE claim = :?claim
