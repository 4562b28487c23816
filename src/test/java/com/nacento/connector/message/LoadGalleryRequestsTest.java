package com.nacento.connector.message;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class LoadGalleryRequestsTest extends RouteTest {

    private static final String MESSAGE = "{\"sku\":\"SKU-10\",\"images\":[{\"file_path\":\"/a/a/a.jpg\"}]}";

    @Test
    void aMessageThatIsHereForTheFirstTimeIsWrittenDownAndThenFound() {
        Deque<List<Map<String, Object>>> looks = new ArrayDeque<>(List.of(List.of(), List.of(known(4))));
        database.answers("find-requests", any -> looks.remove());

        MessageWork todo = load(work(MESSAGE));

        assertThat(database.journal()).containsExactly("find-requests", "find-requests");
        assertThat(neighbour("save-received-requests").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("save-received-requests").getReceivedExchanges().get(0).getVariable("slice")).isInstanceOf(RequestSlice.class);
        assertThat(todo.isDue()).isTrue();
    }

    @Test
    void aRedeliveredMessageIsNotWrittenDownAgain() {
        database.answers("find-requests", List.of(known(4)));

        MessageWork todo = load(work(MESSAGE));

        assertThat(neighbour("save-received-requests").getReceivedCounter()).isZero();
        assertThat(database.journal()).containsExactly("find-requests");
        assertThat(todo.isDue()).isTrue();
    }

    @Test
    void whatIsCompleteIsNotDoneAgain() {
        database.answers("find-requests", List.of(known(1)));

        assertThat(load(work(MESSAGE)).isDue()).isFalse();
    }

    @Test
    void aRequestThatHadFailedIsOpenedAgain() {
        database.answers("find-requests", List.of(known(2)));

        assertThat(load(work(MESSAGE)).isDue()).isTrue();
        assertThat(database.journal()).containsExactly("find-requests", "update-requests");
        assertThat(database.parametersOf("update-requests").get("finished_requests")).asString().contains("\"request_id\":7",
                "\"state\":4");
    }

    @Test
    void theRequestsOfALargeRoundAreFoundAndWrittenDownSliceBySlice() {
        String items = IntStream.range(0, 12_000).mapToObj(n -> "{\"sku\":\"SKU-" + n + "\",\"images\":[]}")
                .collect(Collectors.joining(","));
        Deque<Integer> rows = new ArrayDeque<>(List.of(5_000, 0, 5_000, 2_000));
        database.answers("find-requests", any -> IntStream.range(0, rows.remove()).mapToObj(n -> row("item", (long) n, "request_id", 7L + n,
                "submitted_at", Samples.SUBMITTED, "state", 4, "bulk_started_at", null)).toList());

        MessageWork todo = load(work("{\"items\":[" + items + "]}"));

        assertThat(database.journal()).containsExactly("find-requests", "find-requests", "find-requests", "find-requests");
        assertThat(neighbour("save-received-requests").getReceivedCounter()).as("of the second slice nothing was known").isEqualTo(1);
        assertThat(todo.call().skus()).hasSize(12_000);
        assertThat(todo.slices()).noneMatch(RequestSlice::hasUnknown);
    }

    private static Map<String, Object> known(int state) {
        return row("item", 0L, "request_id", 7L, "submitted_at", Samples.SUBMITTED, "state", state, "bulk_started_at", null);
    }

    private MessageWork load(MessageWork work) {
        Exchange answer = send(null, Map.of(), Map.of("todo", work));
        assertThat(answer.getException()).isNull();
        return answer.getVariable("todo", MessageWork.class);
    }
}
