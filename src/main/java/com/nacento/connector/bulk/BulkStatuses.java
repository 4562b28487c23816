package com.nacento.connector.bulk;

import com.nacento.connector.bulk.BulkStatus.DetailedOperation;
import com.nacento.connector.bulk.BulkStatus.Operation;
import com.nacento.connector.database.BulkId;
import com.nacento.connector.database.Rows;
import com.nacento.connector.http.Refused;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
        return Map.of("bulk_uuid", new BulkId(uuid).bytes(), "topic", topic);
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
        return Map.of("bulk_uuid", new BulkId(uuid).bytes(), "topic", topic, "status", Integer.valueOf(status));
    }

    /** @throws Refused with 404 if there are no rows */
    public BulkStatus status(String uuid, List<Map<String, Object>> rows) {
        return bulk(uuid, rows, Operation::of);
    }

    /** @throws Refused with 404 if there are no rows */
    public BulkStatus detailedStatus(String uuid, List<Map<String, Object>> rows) {
        return bulk(uuid, rows, DetailedOperation::of);
    }

    /** @throws Refused with 404 if there is no such bulk */
    public long count(String uuid, List<Map<String, Object>> rows) {
        if (Rows.number(rows.get(0), "found") == 0) {
            throw Refused.noSuchBulk(uuid);
        }
        return Rows.number(rows.get(0), "operations");
    }

    private static BulkStatus bulk(String uuid, List<Map<String, Object>> rows, Function<Map<String, Object>, Object> operation) {
        if (rows.isEmpty()) {
            throw Refused.noSuchBulk(uuid);
        }
        // a bulk without operations has one row, in which everything about them is missing
        return BulkStatus.of(rows.get(0), rows.stream().filter(row -> row.get("status") != null).map(operation).toList());
    }
}
