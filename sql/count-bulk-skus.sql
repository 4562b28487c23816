-- How many SKUs of a bulk of this connector's topic ended how. Why they failed is told in short: by the code of the message, where the
-- code says little with the words behind it, up to a colon or semicolon (59). What was done to the images is told as the message begins: of
-- thousands of SKUs most begin alike.
-- in   bulk_uuid, topic
--      counts, warned  regular expressions for result_message
-- out  status, reason ('' but for failed ones), counts ('' but for those that tell of images), warned (0 or 1), skus
SELECT o.status,
       CASE WHEN o.status NOT IN (2, 3, 5) THEN ''
            WHEN o.result_message LIKE 'internal:%' THEN SUBSTRING_INDEX(SUBSTRING_INDEX(o.result_message, CHAR(59 USING ascii), 1), ':', 2)
            WHEN o.result_message LIKE 'invalid_item: ambiguous_sku:%' THEN SUBSTRING_INDEX(o.result_message, ':', 2)
            ELSE SUBSTRING_INDEX(COALESCE(o.result_message, ''), ':', 1) END AS reason,
       CASE WHEN o.status = 1 AND COALESCE(o.result_message, '') RLIKE :?counts
            THEN SUBSTRING_INDEX(o.result_message, CHAR(59 USING ascii), 1) ELSE '' END AS counts,
       COALESCE(o.result_message, '') RLIKE :?warned AS warned, COUNT(*) AS skus
FROM {prefix}magento_operation o
WHERE o.bulk_uuid = :?bulk_uuid AND o.topic_name = :?topic
GROUP BY 1, 2, 3, 4
