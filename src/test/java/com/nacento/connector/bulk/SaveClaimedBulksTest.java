package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SaveClaimedBulksTest extends RouteTest {

    private static final List<Map<String, Object>> ABANDONED = List.of(Samples.row("bulk_uuid", "00000000-0000-4000-8000-000000000001"));

    @Test
    void aBulkIsFoundAndClaimedInOneTransaction() {
        database.answers("find-abandoned-bulks", ABANDONED);

        assertThat(send(null).getMessage().getBody()).isEqualTo(ABANDONED);

        assertThat(database.journal()).containsExactly("begin", "find-abandoned-bulks", "update-gallery-bulks", "commit");
        assertThat(database.parametersOf("find-abandoned-bulks")).containsEntry("seconds", 30);
        assertThat(database.parametersOf("update-gallery-bulks")).containsEntry("bulk_uuids", "[\"00000000-0000-4000-8000-000000000001\"]");
    }

    @Test
    void nothingIsWrittenWhereNothingIsAbandoned() {
        assertThat(send(null).getMessage().getBody()).isEqualTo(List.of());

        assertThat(database.journal()).containsExactly("begin", "find-abandoned-bulks", "commit");
    }

    @Test
    void aClaimThatFailsIsPassedOn() {
        database.answers("find-abandoned-bulks", ABANDONED);
        database.fails("update-gallery-bulks", Samples.deadlock());

        assertThat(send(null).getException()).isNotNull();

        assertThat(database.journal()).endsWith("rollback");
    }
}
