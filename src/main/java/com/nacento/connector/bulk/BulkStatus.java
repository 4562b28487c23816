package com.nacento.connector.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.database.Rows;
import java.util.List;
import java.util.Map;

/**
 * How far a bulk is, in Magento's fields; what is not known is {@code null}.
 *
 * @param operations each an {@link Operation} or a {@link DetailedOperation}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BulkStatus(
        @JsonProperty("operations_list") List<?> operations,
        @JsonProperty("user_type") Long userType,
        @JsonProperty("bulk_id") String bulkId,
        @JsonProperty("description") String description,
        @JsonProperty("start_time") String startTime,
        @JsonProperty("user_id") Long userId,
        @JsonProperty("operation_count") Long operationCount) {

    /** @param row any of the bulk's */
    static BulkStatus of(Map<String, Object> row, List<?> operations) {
        return new BulkStatus(operations, Rows.number(row, "user_type"), Rows.text(row, "uuid"), Rows.text(row, "description"),
                Rows.text(row, "start_time"), Rows.number(row, "user_id"), Rows.number(row, "operation_count"));
    }

    /** How an operation of a bulk stands. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Operation(
            @JsonProperty("id") Long key,
            @JsonProperty("status") Long status,
            @JsonProperty("result_message") String resultMessage,
            @JsonProperty("error_code") Long errorCode) {

        static Operation of(Map<String, Object> row) {
            return new Operation(Rows.number(row, "operation_key"), Rows.number(row, "status"), Rows.text(row, "result_message"),
                    Rows.number(row, "error_code"));
        }
    }

    /** The same, with what it asked for. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record DetailedOperation(
            @JsonProperty("id") Long key,
            @JsonProperty("bulk_uuid") String bulkUuid,
            @JsonProperty("topic_name") String topicName,
            @JsonProperty("serialized_data") String serializedData,
            @JsonProperty("result_serialized_data") String resultSerializedData,
            @JsonProperty("status") Long status,
            @JsonProperty("result_message") String resultMessage,
            @JsonProperty("error_code") Long errorCode) {

        static DetailedOperation of(Map<String, Object> row) {
            return new DetailedOperation(Rows.number(row, "operation_key"), Rows.text(row, "uuid"), Rows.text(row, "topic_name"),
                    Rows.text(row, "serialized_data"),
                    Rows.text(row, "result_serialized_data"), Rows.number(row, "status"), Rows.text(row, "result_message"),
                    Rows.number(row, "error_code"));
        }
    }
}
