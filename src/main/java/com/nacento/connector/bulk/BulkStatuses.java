package com.nacento.connector.bulk;

import com.nacento.connector.database.Rows;
import com.nacento.connector.http.Refused;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The status calls, in the shapes of Magento's own {@code GET /V1/bulk/{uuid}/…}: callers that track Magento's bulks track
 * these as well. Only bulks of this connector's topic are shown.
 */
public final class BulkStatuses {

    private final String topic;

    public BulkStatuses(String topic) {
        this.topic = topic;
    }

    /** The parameters for reading a bulk. */
    public Map<String, Object> parameters(String uuid) {
        return Map.of("bulk_uuid", uuid.getBytes(StandardCharsets.UTF_8), "topic", topic);
    }

    /**
     * The parameters for counting.
     *
     * @throws Refused with 400 if the status is no number
     */
    public Map<String, Object> countParameters(String uuid, String status) {
        if (!status.matches("\\d{1,4}")) {
            throw Refused.badRequest("The status must be a number: %1", status);
        }
        return Map.of("bulk_uuid", uuid.getBytes(StandardCharsets.UTF_8), "topic", topic, "status", Integer.valueOf(status));
    }

    /** @throws Refused with 404 if there are no rows */
    public Map<String, Object> status(String uuid, List<Map<String, Object>> rows) {
        return bulk(uuid, rows, rows.stream().filter(BulkStatuses::isOperation).map(BulkStatuses::operation).toList());
    }

    /** @throws Refused with 404 if there are no rows */
    public Map<String, Object> detailedStatus(String uuid, List<Map<String, Object>> rows) {
        return bulk(uuid, rows, rows.stream().filter(BulkStatuses::isOperation).map(BulkStatuses::detailedOperation).toList());
    }

    /** @throws Refused with 404 if there is no such bulk */
    public long count(String uuid, List<Map<String, Object>> rows) {
        if (Rows.number(rows.get(0), "found") == 0) {
            throw Refused.noSuchBulk(uuid);
        }
        return Rows.number(rows.get(0), "operations");
    }

    private static Map<String, Object> bulk(String uuid, List<Map<String, Object>> rows, List<Map<String, Object>> operations) {
        if (rows.isEmpty()) {
            throw Refused.noSuchBulk(uuid);
        }
        Map<String, Object> first = rows.get(0);
        Map<String, Object> bulk = new LinkedHashMap<>();
        bulk.put("operations_list", operations);
        bulk.put("user_type", Rows.number(first, "user_type"));
        bulk.put("bulk_id", Rows.text(first, "uuid"));
        bulk.put("description", Rows.text(first, "description"));
        bulk.put("start_time", Rows.text(first, "start_time"));
        bulk.put("user_id", Rows.number(first, "user_id"));
        bulk.put("operation_count", Rows.number(first, "operation_count"));
        return bulk;
    }

    private static boolean isOperation(Map<String, Object> row) {
        return row.get("status") != null;
    }

    private static Map<String, Object> operation(Map<String, Object> row) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("id", Rows.number(row, "operation_key"));
        operation.put("status", Rows.number(row, "status"));
        operation.put("result_message", Rows.text(row, "result_message"));
        operation.put("error_code", Rows.number(row, "error_code"));
        return operation;
    }

    private static Map<String, Object> detailedOperation(Map<String, Object> row) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("id", Rows.number(row, "operation_key"));
        operation.put("bulk_uuid", Rows.text(row, "uuid"));
        operation.put("topic_name", Rows.text(row, "topic_name"));
        operation.put("serialized_data", Rows.text(row, "serialized_data"));
        operation.put("result_serialized_data", Rows.text(row, "result_serialized_data"));
        operation.put("status", Rows.number(row, "status"));
        operation.put("result_message", Rows.text(row, "result_message"));
        operation.put("error_code", Rows.number(row, "error_code"));
        return operation;
    }
}
