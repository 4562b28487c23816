package com.nacento.connector.page;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.bulk.Bulks;
import com.nacento.connector.bulk.FailedOperations;
import com.nacento.connector.deadletters.Selection;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.routes.StubRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class RetryFailedSkusTest extends RouteTest {

    private static final String UUID = "f8d3c1a3-0000-4000-8000-000000000000";

    private final Letters letters = new Letters();

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("retries", new Retries(TOPIC, beans.findSingleByType(Bulks.class), letters, beans.findSingleByType(RecentBulks.class)));
    }

    @Test
    void whatFailedIsPublishedAgainAsTheOperationsThatTheyAre() throws Exception {
        database.answers("find-failed-operations", List.of(
                row("operation_key", 2L, "sku", "A", "images", "[{\"file_path\":\"/a/b.jpg\"}]"),
                row("operation_key", 5L, "serialized_data", "{\"sku\":\"B\",\"images\":[{\"file_path\":\"\\/a\\/c.jpg\"}]}"),
                row("operation_key", 6L, "serialized_data", null)));

        assertThat(post("{\"operations\":[2,5,6]}").getException()).isNull();

        assertThat(new TreeMap<>(database.parametersOf("find-failed-operations"))).containsEntry("operations", "2,5,6")
                .containsEntry("after", -1L)
                .containsEntry("topic", TOPIC);
        FailedOperations published = neighbour("publish-gallery-messages").getReceivedExchanges().get(0).getMessage()
                .getBody(FailedOperations.class);
        assertThat(published.keys()).containsExactlyInAnyOrder(2L, 5L);
        assertThat(new String(published.messages().get(0).body(), StandardCharsets.UTF_8)).contains(UUID, "\"id\":2", "/a/b.jpg",
                "\"id\":5", "/a/c.jpg");
        assertThat(neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody()).asString()
                .contains("retried=2", "next=null");
    }

    @Test
    void moreThanTenThousandAreTriedOneCallAfterTheOther() throws Exception {
        database.answers("find-failed-operations", LongStream.rangeClosed(1, 10_001)
                .mapToObj(key -> row("operation_key", key, "sku", "S" + key, "images", "[]")).toList());

        assertThat(post("{\"all\":true,\"after\":70000}").getException()).isNull();

        assertThat(database.parametersOf("find-failed-operations")).containsEntry("after", 70_000L);
        assertThat(neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody())
                .isEqualTo(Map.of("retried", 10_000, "next", 10_000L));
    }

    @Test
    void theDeadLettersOfWhatIsTriedAgainAreDoneWith() throws Exception {
        letters.clear();
        letters.inside.addAll(List.of(Letters.letter("m-1", "A", UUID, 2), Letters.letter("m-2", "B", UUID, 3),
                Letters.letter("m-3", "A", "another", 2)));
        database.answers("find-failed-operations", List.of(row("operation_key", 2L, "sku", "A", "images", "[]")));

        post("{\"operations\":[2]}");

        assertThat(letters.discarded).containsExactly(Selection.ofIds(List.of("m-1")));
    }

    @Test
    void whatCouldNotBePublishedKeepsItsLetter() throws Exception {
        letters.clear();
        letters.inside.add(Letters.letter("m-1", "A", UUID, 2));
        database.answers("find-failed-operations", List.of(row("operation_key", 2L, "sku", "A", "images", "[]")));
        fails("publish-gallery-messages", Samples.outage(Outage.Part.BROKER));

        assertThat(status(post("{\"operations\":[2]}"))).isEqualTo(503);

        assertThat(letters.discarded).isEmpty();
    }

    @Test
    void allOfThemMustBeAskedForInSoManyWords() throws Exception {
        assertThat(status(post("{}"))).isEqualTo(400);
        assertThat(status(post("not JSON"))).isEqualTo(400);
        database.answers("find-failed-operations", List.of(row("operation_key", 2L, "sku", "A", "images", "[]")));

        post("{\"all\":true}");

        assertThat(database.parametersOf("find-failed-operations")).containsEntry("operations", "").as("but what is wrong in itself")
                .containsEntry("message", FailureReason.HELPED);
    }

    @Test
    void thoseThatFailedForOneReasonAreTriedAgainTogether() throws Exception {
        database.answers("find-failed-operations", List.of(row("operation_key", 2L, "sku", "A", "images", "[]")));

        post("{\"all\":true,\"reason\":\"storage_unavailable\"}");

        assertThat(database.parametersOf("find-failed-operations")).containsEntry("operations", "")
                .containsEntry("message", FailureReason.pattern("storage_unavailable"));
    }

    @Test
    void ifNothingHasFailedNothingIsPublished() throws Exception {
        assertThat(status(post("{\"all\":true}"))).isEqualTo(404);
        assertThat(neighbour("publish-gallery-messages").getReceivedCounter()).isZero();
    }

    private static Integer status(Exchange answer) {
        return answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class);
    }

    private Exchange post(String body) throws Exception {
        return request("POST", "/rest/V1/nacento-connector/ui/bulks/{uuid}/retry", StubRequest.of(body), Map.of("uuid", UUID));
    }
}
