-- Which server it is and as whom it let the connector in: for the doctor.
-- out  version, database_name, account (user@host), log_bin, binlog_format, max_allowed_packet
SELECT VERSION() AS version, DATABASE() AS database_name, CURRENT_USER() AS account, @@log_bin AS log_bin, @@binlog_format AS binlog_format,
       @@max_allowed_packet AS max_allowed_packet
