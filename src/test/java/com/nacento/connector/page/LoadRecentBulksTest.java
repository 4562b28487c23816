package com.nacento.connector.page;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class LoadRecentBulksTest extends RouteTest {

    private static final Map<String, Object> YOUNGEST = Map.of("before", 99L, "topic", TOPIC, "text", "", "description", "^");

    @Test
    void aBulkComesWithHowManyOfItsSkusHaveWhichStatusAndThoseWithoutARowAreOpen() {
        database.answers("find-recent-bulks",
                List.of(bulk(2, "u-2", "Nacento gallery bulk op-2", 10), bulk(1, "u-1", "Nacento gallery bulk akeneo, event of akeneo", 3),
                        row("id", null)));
        database.answers("count-operations-by-status", List.of(count("u-2", 1, 4), count("u-2", 3, 1), count("u-1", 1, 3)));

        Exchange answer = send(YOUNGEST);

        assertThat(bulks(answer)).extracting(BulkProgress::name).containsExactly("op-2", "akeneo");
        assertThat(bulks(answer)).extracting(BulkProgress::sender).containsExactly(null, "akeneo");
        assertThat(bulks(answer)).extracting(BulkProgress::kind).containsExactly("asynchronous", "source");
        assertThat(page(answer).next()).isNull();
        assertThat(bulks(answer)).extracting(BulkProgress::counts).containsExactly(Map.of(1, 4L, 3, 1L, 4, 5L), Map.of(1, 3L));
        assertThat(database.parametersOf("find-recent-bulks")).isEqualTo(YOUNGEST);
    }

    @Test
    void aBulkThatHasEndedIsNotCountedEachTime() {
        database.answers("find-recent-bulks",
                List.of(bulk(12, "open", "Nacento gallery bulk", 2), bulk(11, "ended", "Nacento gallery bulk", 1)));
        database.answers("count-operations-by-status", List.of(count("open", 4, 2), count("ended", 1, 1)));
        send(YOUNGEST);
        database.answers("count-operations-by-status", List.of(count("open", 1, 2)));

        Exchange answer = send(YOUNGEST);

        assertThat(database.parametersOf("count-operations-by-status")).containsEntry("bulks", "[\"open\"]");
        assertThat(bulks(answer)).extracting(BulkProgress::counts).containsExactly(Map.of(1, 2L), Map.of(1, 1L));
    }

    @Test
    void whereNoneFitsItIsToldHowFarBackWasLooked() {
        database.answers("find-recent-bulks", List.of(row("id", 4711L)));

        assertThat(page(send(YOUNGEST))).isEqualTo(new RecentBulks.Page(List.of(), 4711L));
    }

    @Test
    void afterTwentyTheNextOnesAreOlderThanTheLast() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 40; i > 20; i--) {
            rows.add(bulk(i, "u-" + i, "Nacento gallery bulk", 1));
        }
        rows.add(row("id", 7L));
        database.answers("find-recent-bulks", rows);

        assertThat(page(send(YOUNGEST)).next()).isEqualTo(21);
    }

    @Test
    void aDatabaseThatIsAwayIsPassedOn() {
        database.fails("find-recent-bulks", Samples.databaseAway());

        assertThat(send(YOUNGEST).getException()).isNotNull();
    }

    static Map<String, Object> bulk(long id, String uuid, String description, long operations) {
        return row("id", id, "uuid", uuid, "description", description, "started_at", 1_700_000_000L, "operation_count", operations);
    }

    static Map<String, Object> count(String uuid, int status, long operations) {
        return row("uuid", uuid, "status", status, "operations", operations);
    }

    private static List<BulkProgress> bulks(Exchange answer) {
        return page(answer).bulks();
    }

    private static RecentBulks.Page page(Exchange answer) {
        return answer.getMessage().getBody(RecentBulks.Page.class);
    }
}
