package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SaveFailedRequestsTest extends RouteTest {

    private final SyncChunk chunk = new SyncChunk(List.of(Samples.product(10, "/a/b.jpg"), Samples.product(11, "/a/c.jpg")),
            List.of(Samples.failed(0, "NOBODY", SyncError.Code.PRODUCT_NOT_FOUND), Samples.failed(1, "", SyncError.Code.INVALID_ITEM),
                    Samples.failed(2, "x".repeat(65), SyncError.Code.INVALID_ITEM)),
            Map.of());

    @Test
    void whatHasFailedForAReasonOfItsOwnIsNotedInOneStatement() {
        Map<String, Object> failures = failures(chunk, "op-1 (erp)");

        Exchange answer = send(chunk, Map.of(), Map.of("failures", failures));

        assertThat(answer.getMessage().getBody()).isSameAs(chunk);
        assertThat(database.journal()).containsExactly("insert-failed-requests");
        assertThat(failures.get("failed_requests")).asString()
                .as("what is good has no row, nor what the column cannot hold").isEqualTo("[{\"sku\":\"NOBODY\","
                        + "\"code\":\"product_not_found\",\"notes\":\"{\\\"error\\\":\\\"product_not_found: because\\\","
                        + "\\\"from\\\":\\\"op-1 (erp)\\\"}\",\"images\":\"[]\"}]");
    }

    @Test
    void aProductThatFailedIsNotedWithWhatItAskedFor() {
        assertThat(failures(Samples.chunk(Samples.product(10, "/a/b.jpg")).failed(SyncError.internal("a defect", "nacento-1")), "op-1"))
                .hasEntrySatisfying("failed_requests", rows -> assertThat(rows).asString().contains("SKU-10", "/a/b.jpg", "a defect"));
    }

    @Test
    void neitherRequestsOfTheQueueNorOutagesNorGoodOnesAreNoted() {
        assertThat(failures(chunk, null)).as("those have rows").isNull();
        assertThat(failures(chunk.interrupted(Samples.outage(Outage.Part.STORAGE)), "op-1")).as("the caller sends it again").isNull();
        assertThat(failures(Samples.chunk(Samples.product(10, "/a/b.jpg")), "op-1")).isNull();
    }

    @Test
    void theCallIsAnsweredEvenIfItCannotBeNoted() {
        database.fails("insert-failed-requests", Samples.databaseAway());

        Exchange answer = send(chunk, Map.of(), Map.of("failures", failures(chunk, "op-1")));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isSameAs(chunk);
    }

    private Map<String, Object> failures(SyncChunk of, String caller) {
        return bean(ChunkSaving.class).failures(of, new SyncResults(Refreshes.NONE, new RemovalTally(20), false, caller, () -> false));
    }
}
