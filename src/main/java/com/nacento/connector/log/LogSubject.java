package com.nacento.connector.log;

import java.util.Map;

/** Something that log lines are about. */
public interface LogSubject {

    /** What a line is found by: {@code request_id}, {@code bulk_uuid}, {@code sku}; only those that are known. */
    Map<String, String> logKeys();
}
