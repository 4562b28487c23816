-- Which server it is, and as whom it let the connector in.
-- out  version, version_comment, database_name, account (user@host), log_bin, binlog_format, max_allowed_packet
SELECT VERSION() AS version, @@version_comment AS version_comment, DATABASE() AS database_name, CURRENT_USER() AS account, @@log_bin AS log_bin, @@binlog_format AS binlog_format,
       @@max_allowed_packet AS max_allowed_packet
