package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.bulk.BulkDescription;
import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.OperationStatus;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far an asynchronous bulk is.
 *
 * @param id         by which older ones are asked for
 * @param bulkUuid   under which the status calls know it
 * @param name       the caller's request id, or {@code null}
 * @param sender     whose token it was, or which source's events; {@code null}: not known
 * @param kind       {@code source} if it was made of a source's events, else {@code asynchronous}
 * @param startedAt  seconds since 1970
 * @param finishedAt seconds since 1970, or {@code null}: not finished, or not known any more
 * @param operations how many SKUs were submitted
 * @param counts     how many of them have a status, by status; those without a row are open
 */
public record BulkProgress(
        @JsonProperty("id") long id,
        @JsonProperty("bulk_uuid") String bulkUuid,
        @JsonProperty("name") String name,
        @JsonProperty("sender") String sender,
        @JsonProperty("kind") String kind,
        @JsonProperty("started_at") long startedAt,
        @JsonProperty("finished_at") Double finishedAt,
        @JsonProperty("operations") long operations,
        @JsonProperty("counts") Map<Integer, Long> counts) {

    /** @param row {@code id, uuid, description, started_at, operation_count}, perhaps {@code finished_at} */
    static BulkProgress of(Map<String, Object> row, Map<Integer, Long> counted) {
        long operations = Rows.number(row, "operation_count");
        Map<Integer, Long> counts = new TreeMap<>(counted);
        long missing = operations - counts.values().stream().mapToLong(Long::longValue).sum();
        if (missing > 0) {
            counts.merge(OperationStatus.OPEN.code(), missing, Long::sum);
        }
        boolean open = counts.getOrDefault(OperationStatus.OPEN.code(), 0L) > 0;
        Double finishedAt = open || row.get("finished_at") == null ? null : ((Number) row.get("finished_at")).doubleValue();
        BulkDescription description = BulkDescription.read(Rows.text(row, "description"));
        return new BulkProgress(Rows.number(row, "id"), Rows.text(row, "uuid"), description.name(), description.sender(),
                description.ofSource() ? "source" : "asynchronous", Rows.number(row, "started_at"), finishedAt, operations, counts);
    }

    /** Whether SKUs still wait or are being worked on. */
    @JsonIgnore
    boolean isOpen() {
        return counts.getOrDefault(OperationStatus.OPEN.code(), 0L) > 0;
    }
}
