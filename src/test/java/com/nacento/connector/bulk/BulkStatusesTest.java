package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.http.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkStatusesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BulkStatuses bulks = new BulkStatuses("nacento.gallery.process");

    @Test
    void aBulkIsShownWithItsOperationsInMagentosFields() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(bulks.status("u", List.of(row(1, 1, "done"), row(2, 4, null))))).isEqualTo(
                "{\"operations_list\":[{\"id\":1,\"status\":1,\"result_message\":\"done\",\"error_code\":null},"
                        + "{\"id\":2,\"status\":4,\"result_message\":null,\"error_code\":null}],\"user_type\":1,\"bulk_id\":\"u\","
                        + "\"description\":\"D\",\"start_time\":\"2026-01-02 03:04:05\",\"user_id\":null,\"operation_count\":2}");
    }

    @Test
    void inDetailAnOperationShowsWhatItAskedFor() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(bulks.detailedStatus("u", List.of(row(1, 3, "bad"))).operations())).isEqualTo(
                "[{\"id\":1,\"bulk_uuid\":\"u\",\"topic_name\":\"t\",\"serialized_data\":\"{}\",\"result_serialized_data\":null,"
                        + "\"status\":3,\"result_message\":\"bad\",\"error_code\":null}]");
    }

    @Test
    void aBulkWithoutOperationsHasAnEmptyList() {
        assertThat(bulks.status("u", List.of(row(null, null, null))).operations()).isEmpty();
    }

    @Test
    void aBulkThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> bulks.status("u", List.of())).isInstanceOf(Refused.class).hasMessageStartingWith("404");
        assertThatThrownBy(() -> bulks.detailedStatus("u", List.of())).isInstanceOf(Refused.class).hasMessageStartingWith("404");
        assertThatThrownBy(() -> bulks.count("u", List.of(Map.of("found", 0L, "operations", 0L))))
                .isInstanceOf(Refused.class).hasMessageStartingWith("404");
        assertThatThrownBy(() -> bulks.status("u-1", List.of())).isInstanceOfSatisfying(Refused.class,
                unknown -> assertThat(unknown.refusal().answer().toJson())
                        .isEqualTo("{\"message\":\"Bulk uuid %bulkUuid not exist\",\"parameters\":{\"bulkUuid\":\"u-1\"}}"));
        assertThat(bulks.count("u", List.of(Map.of("found", 1L, "operations", 7L)))).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "", "-1", "1.5", "99999", "٣"})
    void aStatusThatIsNoNumberIsRefused(String status) {
        assertThatThrownBy(() -> bulks.countParameters("u", status)).isInstanceOf(Refused.class).hasMessageStartingWith("400");
    }

    private static Map<String, Object> row(Integer key, Integer status, String message) {
        Map<String, Object> row = new HashMap<>(Map.of("uuid", "u", "description", "D", "start_time", "2026-01-02 03:04:05", "user_type", 1,
                "operation_count", 2, "topic_name", "t", "serialized_data", "{}"));
        row.put("operation_key", key);
        row.put("status", status);
        row.put("result_message", message);
        return row;
    }
}
